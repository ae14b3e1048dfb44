"""The campaign as a workbook for officers: one sheet a table, Vietnamese headers, choices from lists, hints
in the cells, and on top what still has to be decided. It says the same as the TOML.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.campaign_record import tables_of
from tonghop.formats.office_packages import STAMP
from tonghop.formats.workbooks import campaign_layout as layout

_SPARE_ROWS = 500
_FONT = "Times New Roman"
_LINE_HEIGHT = 17.0
_HINT_LONGEST = 250
_GUIDE = (
    "Tệp này là chiến dịch thu thập báo cáo, do máy đọc từ văn bản chỉ đạo; mọi ô đều sửa được.",
    "1. Mở trang “Cần quyết định”: mỗi dòng là một điều máy không được tự quyết. Quyết xong thì chọn x hoặc "
    "xóa dòng.",
    "2. Xem từng trang: “Chế độ báo cáo” (kỳ, hạn), “Chỉ tiêu” (hỏi gì, cộng thế nào), “Đề cương” (phần "
    "lời), “Đơn vị”.",
    "3. Thêm dòng ở cuối bảng; bỏ trống cột “Mã” thì máy tự đặt. Đổi thứ tự cột, thêm cột, thêm trang đều "
    "được.",
    "4. Ngày ghi ngày/tháng (30/5). Có hoặc không: chọn trong danh sách, ghi x cũng được.",
    "5. Cách cộng: “cộng dồn” cộng các đơn vị và các kỳ; “thời điểm” lấy số mới nhất của mỗi đơn vị rồi cộng;"
    " “không cộng được” là đếm người, đếm hộ có thể trùng nhau; “tỷ lệ” cộng riêng tử số và mẫu số.",
    "6. Xong thì lưu lại và chạy: tonghop forms campaign.xlsx --cycle NĂM-MÃ -o THƯ-MỤC.",
)


def campaign_workbook(campaign: Campaign) -> bytes:
    """Write a campaign as xlsx; equal campaigns give equal bytes."""
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    workbook.set_properties({"title": campaign.title, "created": STAMP.replace(tzinfo=None)})
    tables = tables_of(campaign)
    looks = _looks(workbook)
    if campaign.to_resolve:
        _write_to_resolve(workbook.add_worksheet(layout.TO_RESOLVE), campaign.to_resolve, looks)
    _write_head(workbook.add_worksheet(layout.SHEETS["campaign"]), tables["campaign"], looks)
    for name, title in layout.SHEETS.items():
        if name != "campaign":
            _write_rows(workbook.add_worksheet(title), name, tables[name], looks)
    _write_guide(workbook.add_worksheet(layout.GUIDE), looks)
    workbook.close()
    return out.getvalue()


def _looks(workbook: Any) -> dict[str, Any]:
    plain = {"font_name": _FONT, "font_size": 12, "valign": "top", "text_wrap": True}
    base = {**plain, "border": 1, "border_color": "#8EA0BD"}
    styles: dict[str, dict[str, Any]] = {
        "header": {**base, "bold": True, "bg_color": "#DCE6F1", "valign": "vcenter", "align": "center"},
        "cell": {**base, "num_format": "@"},
        "centred": {**base, "num_format": "@", "align": "center"},
        "code": {**base, "num_format": "@", "font_color": "#595959", "font_size": 11},
        "number": {**base, "num_format": "#,##0.###"},
        "label": {**base, "bold": True, "bg_color": "#EDF1F7"},
        "plain": plain,
        "text": {**plain, "num_format": "@"},
        "heading": {**plain, "bold": True, "font_size": 14, "font_color": "#1F3864"},
    }
    return {name: workbook.add_format(style) for name, style in styles.items()}


def _write_head(sheet: Any, table: Mapping[str, Any], looks: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 92)
    for row, column in enumerate(layout.columns("campaign")):
        text = layout.shown("campaign", column, table.get(column.field.key, ""))
        sheet.write_string(row, 0, column.title, looks["label"])
        sheet.write_string(row, 1, text, looks["cell"])
        sheet.set_row(row, _height([(text, 92)]))
        _guard(sheet, (row, 1, row, 1), "campaign", column)
    _print_on_a4(sheet, layout.SHEETS["campaign"])


def _write_to_resolve(sheet: Any, sentences: Sequence[str], looks: Mapping[str, Any]) -> None:
    """One row a question, its sheet apart where the sentence begins with one ("Chỉ tiêu: …")."""
    for place, (title, width) in enumerate((("STT", 6), (layout.TO_RESOLVE, 120), (layout.DECIDED, 16))):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, looks["header"])
    sheet.set_row(0, 36)
    for row, sentence in enumerate(sentences, 1):
        sheet.write_number(row, 0, row, looks["centred"])
        sheet.write_string(row, 1, sentence, looks["cell"])
        sheet.write_blank(row, 2, None, looks["centred"])
        sheet.set_row(row, _height([(sentence, 120)]))
    choice = {"validate": "list", "source": ["x"], "input_title": "Đã quyết định"}
    choice["input_message"] = "Sửa ở trang nói đến, rồi chọn x ở đây (hoặc xóa dòng này)."
    sheet.data_validation(1, 2, len(sentences), 2, choice)
    sheet.freeze_panes(1, 0)
    sheet.set_tab_color("#C55A11")
    _print_on_a4(sheet, layout.TO_RESOLVE)
    sheet.repeat_rows(0)


def _write_rows(sheet: Any, name: str, rows: Sequence[dict[str, Any]], looks: Mapping[str, Any]) -> None:
    columns, widths = layout.columns(name), layout.widths(name)
    sheet.set_row(0, 52)
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        # A telephone number typed below the last row must keep its 0: the whole column is text.
        sheet.set_column(place, place, width, looks["text"] if column.field.kind == "phone" else None)
        sheet.write_string(0, place, column.title, looks["header"])
        _guard(sheet, (1, place, len(rows) + _SPARE_ROWS, place), name, column)
    for row, table in enumerate(rows, 1):
        texts = [layout.shown(name, column, table.get(column.field.key, "")) for column in columns]
        for place, (column, text) in enumerate(zip(columns, texts, strict=True)):
            _write_cell(sheet, row, place, column, text, looks)
        sheet.set_row(row, _height(list(zip(texts, widths, strict=True))))
    sheet.freeze_panes(1, _frozen(name))
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    _print_on_a4(sheet, layout.SHEETS[name])
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, max(1, len(rows)), layout.printed_columns(name) - 1)


def _write_cell(
    sheet: Any, row: int, place: int, column: layout.Column, text: str, looks: Mapping[str, Any]
) -> None:
    kind = column.field.kind
    if kind in ("number", "whole") and text and float(text) == float(f"{float(text):.15g}"):
        sheet.write_number(row, place, float(text), looks["number"])
        return
    look = "code" if column.field.key == "code" else "centred" if kind in _CENTRED else "cell"
    sheet.write_string(row, place, text, looks[look])


_CENTRED = ("flag", "day", "moment", "window", "date")


def _guard(sheet: Any, place: tuple[int, int, int, int], table: str, column: layout.Column) -> None:
    """Offer a list where one is chosen from, and say in a hint what the cell wants; nothing is forced but
    lists.
    """
    field = column.field
    words = layout.choices(table, field)
    rule: dict[str, Any] = {"validate": "list", "source": list(words)} if words else {"validate": "any"}
    if field.help:
        rule |= {"input_title": column.title[:32], "input_message": field.help[:_HINT_LONGEST]}
    if words:
        rule |= {"error_type": "warning", "error_title": "Không có trong danh sách"}
        rule["error_message"] = f"Nên chọn một trong: {', '.join(words)}."[:_HINT_LONGEST]
    if words or field.help:
        sheet.data_validation(*place, rule)


def _frozen(name: str) -> int:
    return {"indicator": 1, "regime": 1, "body": 2, "section": 2}.get(name, 0)


def _height(cells: Sequence[tuple[str, float]]) -> float:
    """The height in points of a row whose texts wrap in columns of these widths; LibreOffice does not compute
    it.
    """
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(400.0, _LINE_HEIGHT * lines + 2)


def _lines(text: str, width: float) -> int:
    return sum(int(1.1 * len(line)) // int(width) + 1 for line in text.split("\n"))


def _write_guide(sheet: Any, looks: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 130)
    sheet.write_string(0, 0, "Cách dùng tệp này", looks["heading"])
    for row, sentence in enumerate(_GUIDE, 1):
        sheet.write_string(row, 0, sentence, looks["plain"])
        sheet.set_row(row, _height([(sentence, 130)]))
    _print_on_a4(sheet, layout.GUIDE)


def _print_on_a4(sheet: Any, title: str) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer(f"&L&9{title}&R&9Trang &P/&N")
