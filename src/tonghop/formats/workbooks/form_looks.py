"""How a form looks: fonts, colours, the page on A4, its title, and the hidden row of keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghop.domain.consolidation.returns import FormIdentity
from tonghop.domain.reporting.campaign import Body
from tonghop.formats.workbooks.form_request import FormRequest, code_line

FONT = "Times New Roman"
INK, PALE, INPUT = "#1F3864", "#EDF1F7", "#FFFDF0"
HEADER_ROW, KEY_ROW, FIRST_ROW = 5, 6, 7
HELP_ROW = 4


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form's table: its key, its title and its width in characters."""

    key: str
    title: str
    width: float


def looks(workbook: Any) -> dict[str, Any]:
    """Make the formats of a form, by name."""
    base = {"font_name": FONT, "font_size": 12, "valign": "vcenter", "text_wrap": True}
    boxed = {**base, "border": 1, "border_color": "#8EA0BD"}
    entry = {**boxed, "bg_color": INPUT, "locked": False}
    code = {"font_name": "Courier New", "font_size": 8, "font_color": "#8C8C8C", "valign": "vcenter"}
    styles: dict[str, dict[str, Any]] = {
        "body": {**base, "bold": True, "font_size": 13},
        "title": {**base, "bold": True, "font_size": 15, "align": "center", "font_color": INK},
        "subtitle": {**base, "align": "center"},
        "small": {**base, "font_size": 11, "italic": True, "font_color": "#404040"},
        "status": {**base, "font_size": 11, "bold": True, "font_color": "#C55A11", "align": "right"},
        "code": {**code, "text_wrap": False},
        "code_cell": {**code, "border": 1, "border_color": "#8EA0BD", "bg_color": PALE, "shrink": True},
        "header": {**boxed, "bold": True, "align": "center", "bg_color": "#DCE6F1", "font_color": INK},
        "group": {**boxed, "bold": True, "bg_color": "#F2F2F2"},
        "label": {**boxed, "bg_color": PALE},
        "label_part": {**boxed, "bg_color": PALE, "indent": 2},
        "label_centred": {**boxed, "bg_color": PALE, "align": "center"},
        "shown": {**boxed, "bg_color": PALE, "num_format": "#,##0.##", "align": "right", "indent": 1},
        "closed": {**boxed, "bg_color": "#D9D9D9"},
        "input": {**entry, "num_format": "#,##0.###", "align": "right", "indent": 1},
        "input_whole": {**entry, "num_format": "#,##0", "align": "right", "indent": 1},
        "mark_input": {**entry, "align": "center"},
        "text_input": {**entry, "valign": "top"},
        "wrong": {"bg_color": "#F8CBAD", "font_color": "#9C0006"},
    }
    return {name: workbook.add_format(style) for name, style in styles.items()}


def write_top(
    sheet: Any,
    request: FormRequest,
    body: Body,
    kind: str,
    columns: Sequence[FormColumn],
    look: Mapping[str, Any],
) -> None:
    """Write whose form it is, what it is about, which days it counts and when it is due; and the header."""
    campaign, due, last = request.campaign, request.due_of(body), len(columns)
    period = campaign.regime(request.cycle).period(request.cycle.year)
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.merge_range(0, 1, 0, last, body.name, look["body"])
    sheet.merge_range(1, 1, 1, last, f"{kind} {request.cycle.vietnamese.upper()}", look["title"])
    sheet.merge_range(2, 1, 2, last, campaign.report_title or campaign.title, look["subtitle"])
    sheet.set_row(2, 34)
    counted = f"Số liệu tính {period.vietnamese}. " if period else ""
    sent = f"{counted}Gửi {campaign.coordinator}, hạn {due.due_on:%d/%m/%Y}."
    sheet.merge_range(3, 1, 3, last, sent, look["small"])
    sheet.set_row(HEADER_ROW, 52)
    for place, column in enumerate(columns, 1):
        sheet.set_column(place, place, column.width)
        sheet.write_string(HEADER_ROW, place, column.title, look["header"])


def write_keys(sheet: Any, key: str, columns: Sequence[FormColumn], identity: FormIdentity) -> None:
    """Write the hidden row of keys below the header; its ends carry the identity (see form_layout)."""
    marker = f"{key} {code_line(identity)}"
    sheet.set_row(KEY_ROW, None, None, {"hidden": True})
    sheet.write_string(KEY_ROW, 0, marker)
    for place, column in enumerate(columns, 1):
        sheet.write_string(KEY_ROW, place, column.key or marker)


def print_on_a4(sheet: Any, identity: FormIdentity) -> None:
    """Set the page: A4 across, fit to the width, header repeated, pages numbered."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer(f"&L&8{code_line(identity)}&R&8Trang &P/&N")
    sheet.center_horizontally()


def protect(sheet: Any) -> None:
    """Close what is not to be filled in, without a password: a form must never lock an office out."""
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})


def height(text: str, width: float, least: float = 20.0) -> float:
    """Return the height in points of a row whose text wraps in a column of this width."""
    lines = sum(int(1.15 * len(line)) // int(width) + 1 for line in text.split("\n"))
    return max(least, 16.5 * lines + 3)
