"""The campaign as a workbook for officers: one sheet a table, Vietnamese headers, saying the same as the
TOML.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from tonghop.domain.language import match_key, nfc
from tonghop.domain.reporting.campaign import FORMS, FREQUENCIES, RELATIONS, Campaign
from tonghop.domain.reporting.campaign_record import TABLES, Field, tables_of
from tonghop.domain.reporting.fields import demand
from tonghop.domain.reporting.indicators import KINDS
from tonghop.domain.reporting.values import State, Value, read_cell
from tonghop.formats.office_packages import STAMP

_SHEETS = {
    "campaign": "Chiến dịch",
    "regime": "Chế độ báo cáo",
    "indicator": "Chỉ tiêu",
    "section": "Đề cương",
    "body": "Đơn vị",
    "check": "Kiểm tra",
    "excuse": "Miễn",
}
_TO_RESOLVE = "Cần xử lý"
_YES, _NO = "có", "không"
_WIDTHS = {
    "name": 48,
    "title": 48,
    "why": 70,
    "message": 60,
    "rule": 36,
    "aliases": 36,
    "note": 40,
    "window": 24,
}
_CHOICES = {
    ("regime", "frequency"): FREQUENCIES,
    ("regime", "relation"): RELATIONS,
    ("regime", "on_holiday"): ("as-is", "next-working-day", "previous-working-day"),
    ("indicator", "kind"): KINDS,
    ("campaign", "form"): FORMS,
}
_SPARE_ROWS = 500


def campaign_workbook(campaign: Campaign) -> bytes:
    """Write a campaign as xlsx; equal campaigns give equal bytes."""
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    workbook.set_properties({"title": campaign.title, "created": STAMP.replace(tzinfo=None)})
    tables = tables_of(campaign)
    looks = _looks(workbook)
    _write_head(workbook.add_worksheet(_SHEETS["campaign"]), tables["campaign"], looks)
    if campaign.to_resolve:
        _write_to_resolve(workbook.add_worksheet(_TO_RESOLVE), campaign.to_resolve, looks)
    for name, title in _SHEETS.items():
        if name != "campaign":
            _write_rows(workbook.add_worksheet(title), name, tables[name], looks)
    workbook.close()
    return out.getvalue()


def tables_in_workbook(content: bytes) -> dict[str, Any]:
    """Read a campaign workbook into plain tables; raises FieldWrong for headers that mean nothing."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = {
        match_key(name): workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in workbook.sheet_names
    }
    tables: dict[str, Any] = {
        name: _read_rows(name, sheets.get(match_key(title), []))
        for name, title in _SHEETS.items()
        if name != "campaign"
    }
    tables["campaign"] = _read_head(sheets.get(match_key(_SHEETS["campaign"]), []))
    if to_resolve := [
        str(row[0]).strip() for row in sheets.get(match_key(_TO_RESOLVE), [])[1:] if row and row[0]
    ]:
        tables["campaign"]["to_resolve"] = to_resolve
    return tables


def _looks(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True, "border": 1}
    return {
        "header": workbook.add_format({**base, "bold": True, "bg_color": "#DCE6F1", "valign": "vcenter"}),
        "cell": workbook.add_format({**base, "num_format": "@"}),
        "number": workbook.add_format(base),
        "label": workbook.add_format({**base, "bold": True}),
    }


def _write_head(sheet: Any, table: dict[str, Any], looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 90)
    for row, field in enumerate(_fields("campaign")):
        sheet.write_string(row, 0, field.vietnamese, looks["label"])
        sheet.write_string(row, 1, _cell_text(field, table.get(field.key, "")), looks["cell"])
        sheet.set_row(row, _height([(_cell_text(field, table.get(field.key, "")), 90)]))
        if choices := _CHOICES.get(("campaign", field.key)):
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(choices)})
    _print_on_a4(sheet)


def _write_to_resolve(sheet: Any, sentences: Sequence[str], looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 130)
    sheet.write_string(0, 0, "Cần xử lý trước khi gửi biểu (xong việc nào thì xóa dòng đó)", looks["header"])
    for row, sentence in enumerate(sentences, 1):
        sheet.write_string(row, 0, sentence, looks["cell"])
        sheet.set_row(row, _height([(sentence, 130)]))
    sheet.freeze_panes(1, 0)
    _print_on_a4(sheet)


def _write_rows(sheet: Any, name: str, rows: Sequence[dict[str, Any]], looks: dict[str, Any]) -> None:
    sheet.set_row(0, 52)
    for column, field in enumerate(_fields(name)):
        sheet.set_column(column, column, _width(field))
        sheet.write_string(0, column, field.vietnamese, looks["header"])
        choices = (_YES, _NO) if field.kind == "flag" else _CHOICES.get((name, field.key))
        if choices:
            place = (1, column, len(rows) + _SPARE_ROWS, column)
            sheet.data_validation(*place, {"validate": "list", "source": list(choices)})
        for row, table in enumerate(rows, 1):
            _write_cell(sheet, row, column, field, table, looks)
    for row, table in enumerate(rows, 1):
        sheet.set_row(row, _height([(_cell_text(f, table.get(f.key, "")), _width(f)) for f in _fields(name)]))
    sheet.freeze_panes(1, 0)
    _print_on_a4(sheet)


def _width(field: Field) -> float:
    return _WIDTHS.get(field.key, 20)


def _height(cells: Sequence[tuple[str, float]]) -> float:
    """The height in points of a row whose texts wrap in columns of these widths; LibreOffice does not compute
    it.
    """
    lines = max((len(text) // int(width) + 1 for text, width in cells), default=1)
    breaks = max((text.count("\n") for text, _ in cells), default=0)
    return 17.0 * (lines + breaks)


def _write_cell(
    sheet: Any, row: int, column: int, field: Field, table: dict[str, Any], looks: dict[str, Any]
) -> None:
    value = table.get(field.key, "")
    if field.kind in ("number", "whole") and value != "":
        sheet.write_number(row, column, float(value), looks["number"])
    else:
        sheet.write_string(row, column, _cell_text(field, value), looks["cell"])


def _cell_text(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, list):
        return ("\n" if field.kind == "lines" else "; ").join(value)
    return str(value)


def _print_on_a4(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _fields(name: str) -> tuple[Field, ...]:
    """The fields of a sheet; what is still to be resolved has a sheet of its own."""
    return tuple(field for field in TABLES[name] if field.key != "to_resolve")


def _read_head(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    pairs = [(row[0], row[1]) for row in rows if len(row) > 1 and row[0] not in ("", None)]
    known = {match_key(field.vietnamese): field for field in _fields("campaign")}
    table: dict[str, Any] = {}
    for label, value in pairs:
        field = _field_named(label, known, _SHEETS["campaign"])
        table[field.key] = _cell_value(field, value, _SHEETS["campaign"])
    return table


def _read_rows(name: str, rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    if not rows:
        return []
    known = {match_key(field.vietnamese): field for field in _fields(name)}
    header = [(place, label) for place, label in enumerate(rows[0]) if label not in ("", None)]
    columns = [(place, _field_named(label, known, _SHEETS[name])) for place, label in header]
    filled = (row for row in rows[1:] if any(cell not in ("", None) for cell in row))
    return [
        {f.key: _cell_value(f, row[place], _SHEETS[name]) for place, f in columns if place < len(row)}
        for row in filled
    ]


def _field_named(label: Any, known: dict[str, Field], where: str) -> Field:
    key = match_key(str(label))
    names = ", ".join(field.vietnamese for field in known.values())
    demand(
        key in known, where, str(label), "", f"Không có cột tên này; các cột: {names}.", f"Known: {names}."
    )
    return known[key]


def _cell_value(field: Field, raw: Any, where: str) -> Any:
    if raw is None or raw == "":
        return ""
    if field.kind == "flag":
        return _flag(field, raw, where)
    if field.kind in ("number", "whole"):
        return _number(field, raw, where)
    text = _plain_text(raw)
    if field.kind in ("texts", "window"):
        return _parts(text.split(";"))
    return _parts(text.split("\n")) if field.kind == "lines" else text


def _flag(field: Field, raw: Any, where: str) -> bool:
    word = "true" if raw is True else "false" if raw is False else match_key(str(raw))
    demand(
        word in ("true", "false", _YES, _NO),
        where,
        field.vietnamese,
        raw,
        "Chọn có hoặc không.",
        "Yes or no.",
    )
    return word in ("true", _YES)


def _number(field: Field, raw: Any, where: str) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(Decimal(repr(raw)))
    value = read_cell(raw, decimals=6)
    right = isinstance(value, Value) and value.state is State.FIGURE
    demand(right, where, field.vietnamese, raw, "Ghi một con số, ví dụ 1.234,5.", "Write a number.")
    assert isinstance(value, Value)
    return str(value.amount)


def _plain_text(raw: Any) -> str:
    if isinstance(raw, date):
        return raw.strftime("%Y-%m-%d")
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return nfc(str(raw)).strip()


def _parts(parts: Iterable[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]
