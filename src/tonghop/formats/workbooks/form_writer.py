"""The form of one body for one cycle, as a workbook: figures, narratives, and the form's identity in four
places.

The identity stands in hidden keys, a hidden sheet, the custom document properties and one small visible line,
so that renaming, re-saving and copying leave at least one of them. Equal input gives equal bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.consolidation.returns import FormIdentity
from tonghop.domain.reporting.campaign import Body, Campaign, Section
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.formats.office_packages import STAMP
from tonghop.formats.workbooks import form_layout as layout

FIGURES_SHEET, NARRATIVES_SHEET, IDENTITY_SHEET = "Số liệu", "Nội dung", "_tonghop"
_FONT = "Times New Roman"
_INK, _PALE, _INPUT = "#1F3864", "#EDF1F7", "#FFFDF0"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True, slots=True)
class FormRequest:
    """What every form of one cycle shares."""

    campaign: Campaign
    cycle: Cycle
    due: DueInstant

    def identity(self, body: Body) -> FormIdentity:
        version = self.campaign.form_version(self.cycle)
        return FormIdentity(self.campaign.key, str(self.cycle), body.code, version)


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    title: str
    width: float


def form_workbook(request: FormRequest, body: Body, previous: Mapping[str, Decimal] | None = None) -> bytes:
    """Write the form of one body.

    Shape: `previous` has the body's figures of the same cycle a year before, by indicator; they are shown,
    not asked.
    """
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    identity = request.identity(body)
    _set_properties(workbook, request, identity)
    looks = _looks(workbook)
    _write_figures(workbook.add_worksheet(FIGURES_SHEET), request, body, identity, previous or {}, looks)
    if request.campaign.told():
        _write_narratives(workbook.add_worksheet(NARRATIVES_SHEET), request, body, identity, looks)
    _write_identity(workbook.add_worksheet(IDENTITY_SHEET), request, identity)
    workbook.close()
    return out.getvalue()


def code_line(identity: FormIdentity) -> str:
    """The one visible line of identity, read where all hidden places are lost."""
    parts = (layout.CODE_LINE, identity.campaign, identity.cycle, identity.body, identity.version)
    return " | ".join(parts)


def _set_properties(workbook: Any, request: FormRequest, identity: FormIdentity) -> None:
    title = f"Biểu báo cáo {request.cycle.vietnamese}"
    workbook.set_properties({"title": title, "created": STAMP.replace(tzinfo=None)})
    for field in layout.IDENTITY_FIELDS:
        workbook.set_custom_property(f"tonghop.{field}", getattr(identity, field), "text")
    workbook.set_custom_property("tonghop.indicators", _codes(request), "text")


def _codes(request: FormRequest) -> str:
    return " ".join(row.code for row in request.campaign.asked(request.cycle))[:255]


def _write_identity(sheet: Any, request: FormRequest, identity: FormIdentity) -> None:
    sheet.write_string(0, 0, layout.IDENTITY_KEY)
    for row, field in enumerate(layout.IDENTITY_FIELDS, 1):
        sheet.write_string(row, 0, field)
        sheet.write_string(row, 1, getattr(identity, field))
    sheet.write_string(len(layout.IDENTITY_FIELDS) + 1, 0, "indicators")
    for column, indicator in enumerate(request.campaign.asked(request.cycle), 1):
        sheet.write_string(len(layout.IDENTITY_FIELDS) + 1, column, indicator.code)
    sheet.protect()
    sheet.hide()


# ---- the figures


def _columns(request: FormRequest) -> tuple[_Column, ...]:
    asked = request.campaign.asked(request.cycle)
    estimated = (
        (_Column(layout.ESTIMATED, "Trong đó: ước\nnhững ngày cuối kỳ", 14),)
        if any(r.estimate for r in asked)
        else ()
    )
    return (
        _Column("number", "STT", 5),
        _Column(layout.NAME, "Chỉ tiêu", 46),
        _Column("unit", "Đơn vị tính", 12),
        _Column(layout.VALUE, "Thực hiện\ntrong kỳ", 15),
        _Column(layout.NIL_MARK, "Không phát sinh\n(chọn x)", 13),
        *estimated,
        _Column(layout.PREVIOUS, "Cùng kỳ\nnăm trước", 13),
        _Column(layout.NOTE, "Ghi chú", 28),
    )


def _write_figures(
    sheet: Any,
    request: FormRequest,
    body: Body,
    identity: FormIdentity,
    previous: Mapping[str, Decimal],
    looks: Mapping[str, Any],
) -> None:
    columns = _columns(request)
    last = len(columns)
    sheet.set_column(0, 0, None, None, {"hidden": True})
    for place, column in enumerate(columns, 1):
        sheet.set_column(place, place, column.width)
    _write_title(sheet, request, body, "BIỂU SỐ LIỆU", looks, last)
    _write_key_row(sheet, 5, layout.FIGURES_KEY, columns)
    sheet.set_row(6, 50)
    for place, column in enumerate(columns, 1):
        sheet.write_string(6, place, column.title, looks["header"])
    asked = request.campaign.asked(request.cycle)
    rows = {indicator.code: 7 + place for place, indicator in enumerate(asked)}
    for number, indicator in enumerate(asked, 1):
        _write_indicator(sheet, rows, number, indicator, columns, previous, looks)
    _write_help(sheet, 8 + len(asked), identity, looks, last)
    sheet.freeze_panes(7, 3)
    _print_on_a4(sheet, identity, landscape=True)
    sheet.repeat_rows(6)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _write_key_row(sheet: Any, row: int, key: str, columns: tuple[_Column, ...]) -> None:
    sheet.set_row(row, None, None, {"hidden": True})
    sheet.write_string(row, 0, key)
    for place, column in enumerate(columns, 1):
        sheet.write_string(row, place, column.key)


def _write_title(
    sheet: Any, request: FormRequest, body: Body, kind: str, looks: Mapping[str, Any], last: int
) -> None:
    campaign, due = request.campaign, request.due
    period = campaign.regime(request.cycle).period(request.cycle.year)
    # The late moment is the first that is late; "before midnight at the start of the 31st" is said as the day
    # before.
    sheet.merge_range(0, 1, 0, last, body.name, looks["body"])
    sheet.merge_range(1, 1, 1, last, f"{kind} {request.cycle.vietnamese.upper()}", looks["title"])
    sheet.merge_range(2, 1, 2, last, campaign.report_title or campaign.title, looks["subtitle"])
    sheet.set_row(2, 32)
    counted = f"Số liệu tính {period.vietnamese}. " if period else ""
    sheet.merge_range(
        3, 1, 3, last, f"{counted}Gửi {campaign.coordinator}, hạn {due.due_on:%d/%m/%Y}.", looks["small"]
    )
    sheet.merge_range(4, 1, 4, last, "Chỉ điền các ô nền vàng.", looks["small"])


def _write_indicator(
    sheet: Any,
    rows: Mapping[str, int],
    number: int,
    indicator: Indicator,
    columns: tuple[_Column, ...],
    previous: Mapping[str, Decimal],
    looks: Mapping[str, Any],
) -> None:
    row = rows[indicator.code]
    sheet.set_row(row, 20 if len(indicator.name) < 44 else 36)
    sheet.write_string(row, 0, f"{layout.COMPUTED if indicator.kind == RATE else ''}{indicator.code}")
    places = {column.key: place for place, column in enumerate(columns, 1)}
    sheet.write_number(row, places["number"], number, looks["label_centred"])
    sheet.write_string(row, places[layout.NAME], indicator.name, looks["label"])
    sheet.write_string(row, places["unit"], indicator.unit, looks["label_centred"])
    if indicator.kind == RATE:
        _write_rate(sheet, row, rows, places, indicator, looks)
    else:
        _write_inputs(sheet, row, places, indicator, looks)
    before = previous.get(indicator.code)
    if before is None:
        sheet.write_string(row, places[layout.PREVIOUS], "–", looks["label_centred"])
    else:
        sheet.write_number(row, places[layout.PREVIOUS], float(before), looks["shown"])
    sheet.write_blank(row, places[layout.NOTE], None, looks["text_input"])


def _write_inputs(
    sheet: Any, row: int, places: Mapping[str, int], indicator: Indicator, looks: Mapping[str, Any]
) -> None:
    look = looks["input_whole" if indicator.decimals == 0 else "input"]
    sheet.write_blank(row, places[layout.VALUE], None, look)
    sheet.data_validation(row, places[layout.VALUE], row, places[layout.VALUE], _number_rule(indicator))
    sheet.write_blank(row, places[layout.NIL_MARK], None, looks["mark_input"])
    choice = {"validate": "list", "source": [layout.MARK], "error_title": "Không phát sinh"}
    choice["error_message"] = "Chọn x nếu không phát sinh, để trống nếu có số liệu."
    sheet.data_validation(row, places[layout.NIL_MARK], row, places[layout.NIL_MARK], choice)
    if layout.ESTIMATED in places:
        place = places[layout.ESTIMATED]
        sheet.write_blank(row, place, None, look if indicator.estimate else looks["closed"])
        if indicator.estimate:
            sheet.data_validation(row, place, row, place, _number_rule(indicator))


def _number_rule(indicator: Indicator) -> dict[str, Any]:
    kind = "số nguyên" if indicator.decimals == 0 else "số"
    return {
        "validate": "integer" if indicator.decimals == 0 else "decimal",
        "criteria": ">=",
        "value": 0,
        "input_title": indicator.unit[:32],
        "input_message": f"Ghi {kind}, không ghi kèm chữ. Không phát sinh: chọn x ở cột bên."[:255],
        "error_title": "Chưa phải con số",
        "error_message": f"Ô này cần một {kind} từ 0 trở lên. Nếu không phát sinh, chọn x ở cột bên cạnh."[
            :255
        ],
    }


def _write_rate(
    sheet: Any,
    row: int,
    rows: Mapping[str, int],
    places: Mapping[str, int],
    indicator: Indicator,
    looks: Mapping[str, Any],
) -> None:
    above, below = (_cell(rows.get(code), places) for code in (indicator.numerator, indicator.denominator))
    scale = "*100" if indicator.unit.strip() == "%" else ""
    if above and below:
        sheet.write_formula(
            row, places[layout.VALUE], f'=IFERROR(ROUND({above}{scale}/{below},2),"")', looks["shown"], ""
        )
    else:
        sheet.write_string(row, places[layout.VALUE], "tự tính", looks["label_centred"])
    for key in (layout.NIL_MARK, layout.ESTIMATED):
        if key in places:
            sheet.write_blank(row, places[key], None, looks["closed"])


def _cell(row: int | None, places: Mapping[str, int]) -> str:
    return "" if row is None else layout.cell_name("", row, places[layout.VALUE]).removeprefix("!")


def _write_help(sheet: Any, row: int, identity: FormIdentity, looks: Mapping[str, Any], last: int) -> None:
    sentences = (
        "Có số liệu thì ghi số (bằng 0 thì ghi 0). Không phát sinh thì chọn x. Chưa có số liệu thì để trống.",
        "“Trong đó: ước” là phần ước tính những ngày cuối kỳ, đã nằm trong cột “Thực hiện trong kỳ”.",
        "Không sửa dòng mã dưới đây; nhờ nó mà biểu được nhận đúng đơn vị, đúng kỳ.",
    )
    for place, sentence in enumerate(sentences):
        sheet.merge_range(row + place, 1, row + place, last, sentence, looks["small"])
    sheet.merge_range(row + 3, 1, row + 3, last, code_line(identity), looks["code"])


# ---- the narratives


def _write_narratives(
    sheet: Any, request: FormRequest, body: Body, identity: FormIdentity, looks: Mapping[str, Any]
) -> None:
    columns = (
        _Column("number", "Mục", 7),
        _Column(layout.NAME, "Đề mục", 34),
        _Column(layout.TEXT, "Nội dung", 84),
    )
    sheet.set_column(0, 0, None, None, {"hidden": True})
    for place, column in enumerate(columns, 1):
        sheet.set_column(place, place, column.width)
    _write_title(sheet, request, body, "NỘI DUNG BÁO CÁO", looks, len(columns))
    _write_key_row(sheet, 5, layout.NARRATIVES_KEY, columns)
    for place, column in enumerate(columns, 1):
        sheet.write_string(6, place, column.title, looks["header"])
    told = {section.code for section in request.campaign.told()}
    for row, (number, section) in enumerate(numbered(request.campaign.sections), 7):
        _write_section(sheet, row, number, section, section.code in told, looks)
    _write_code_line(sheet, 8 + len(request.campaign.sections), identity, looks)
    sheet.freeze_panes(7, 3)
    _print_on_a4(sheet, identity, landscape=True)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _write_section(
    sheet: Any, row: int, number: str, section: Section, is_told: bool, looks: Mapping[str, Any]
) -> None:
    sheet.write_string(row, 1, number, looks["label_centred"])
    sheet.write_string(row, 2, section.title, looks["label"])
    if is_told:
        sheet.set_row(row, 80)
        sheet.write_string(row, 0, section.code)
        sheet.write_blank(row, 3, None, looks["text_input"])
    else:
        sheet.write_string(row, 3, "(theo biểu số liệu)" if section.figures else "", looks["label"])


def _write_code_line(sheet: Any, row: int, identity: FormIdentity, looks: Mapping[str, Any]) -> None:
    sheet.merge_range(row, 1, row, 3, code_line(identity), looks["code"])


def numbered(sections: tuple[Section, ...]) -> list[tuple[str, Section]]:
    """Number the outline as reports do: I., II. above, 1., 2. below.

    >>> [number for number, _ in numbered((Section("a", "A"), Section("b", "B", "a"), Section("c", "C")))]
    ['I', '1', 'II']
    """
    counts: dict[str, int] = {}
    rows = []
    for section in sections:
        count = counts[section.parent] = counts.get(section.parent, 0) + 1
        rows.append((str(count) if section.parent or count > len(_ROMAN) else _ROMAN[count - 1], section))
    return rows


# ---- looks


def _looks(workbook: Any) -> dict[str, Any]:
    base = {"font_name": _FONT, "font_size": 12, "valign": "vcenter", "text_wrap": True}
    boxed = {**base, "border": 1, "border_color": "#8EA0BD"}
    entry = {**boxed, "bg_color": _INPUT, "locked": False}
    styles: dict[str, dict[str, Any]] = {
        "body": {**base, "bold": True, "font_size": 13},
        "title": {**base, "bold": True, "font_size": 15, "align": "center", "font_color": _INK},
        "subtitle": {**base, "align": "center"},
        "small": {**base, "font_size": 11, "italic": True, "font_color": "#404040"},
        "code": {
            **base,
            "font_name": "Courier New",
            "font_size": 8,
            "font_color": "#7F7F7F",
            "text_wrap": False,
        },
        "header": {**boxed, "bold": True, "align": "center", "bg_color": "#DCE6F1", "font_color": _INK},
        "label": {**boxed, "bg_color": _PALE},
        "label_centred": {**boxed, "bg_color": _PALE, "align": "center"},
        "shown": {**boxed, "bg_color": _PALE, "num_format": "#,##0.##", "align": "right"},
        "closed": {**boxed, "bg_color": "#D9D9D9"},
        "input": {**entry, "num_format": "#,##0.###", "align": "right"},
        "input_whole": {**entry, "num_format": "#,##0", "align": "right"},
        "mark_input": {**entry, "align": "center"},
        "text_input": {**entry, "valign": "top"},
    }
    return {name: workbook.add_format(style) for name, style in styles.items()}


def _print_on_a4(sheet: Any, identity: FormIdentity, *, landscape: bool) -> None:
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
    sheet.set_footer(f"&L&8{code_line(identity)}&R&8Trang &P/&N")
