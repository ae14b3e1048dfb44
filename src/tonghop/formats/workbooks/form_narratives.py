"""The narrative part of a form: one roomy cell for each section of the outline."""

from collections.abc import Mapping
from typing import Any

from tonghop.domain.reporting.campaign import Body, Section
from tonghop.formats.workbooks import form_layout as layout
from tonghop.formats.workbooks.form_looks import (
    FIRST_ROW,
    HELP_ROW,
    FormColumn,
    height,
    print_on_a4,
    protect,
    write_keys,
    write_top,
)
from tonghop.formats.workbooks.form_request import FormRequest, code_line

SHEET = "Nội dung"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_ROOM = 105.0
_TITLE_WIDTH = 32
LONGEST_CELL = 32_767
"""What a cell of Excel holds."""

_HELP = (
    "Viết vào ô nền vàng; Alt+Enter để xuống dòng. Ô chưa đủ chỗ thì kéo dòng cho cao thêm."
    " Không có gì để nói thì để trống."
)
_COLUMNS = (
    FormColumn("number", "Mục", 6),
    FormColumn(layout.NAME, layout.NAMES[layout.NARRATIVES_KEY], _TITLE_WIDTH),
    FormColumn(layout.TEXT, layout.TITLES[layout.TEXT], 88),
    FormColumn("", layout.CODES, 9),
)
_TEXT_RULE = {
    "validate": "any",
    "input_title": "Nội dung",
    "input_message": "Viết câu trọn vẹn: làm gì, ở đâu, kết quả. Con số ghi ở trang “Số liệu”.",
}


def write_narratives(
    sheet: Any, request: FormRequest, body: Body, look: Mapping[str, Any], texts: Mapping[str, str]
) -> None:
    """Write the sheet of narratives of one body, with the texts that it has by section."""
    identity = request.identity(body)
    write_top(sheet, request, body, "NỘI DUNG BÁO CÁO", _COLUMNS, look)
    write_keys(sheet, layout.NARRATIVES_KEY, _COLUMNS, identity)
    sheet.merge_range(HELP_ROW, 1, HELP_ROW, len(_COLUMNS), _HELP, look["small"])
    told = {section.code for section in request.campaign.told()}
    for row, (number, section) in enumerate(numbered(request.campaign.sections), FIRST_ROW):
        _write_section(sheet, row, number, section, section.code in told, look)
        if section.code in told and (text := texts.get(section.code)):
            sheet.write_string(row, 3, text[:LONGEST_CELL], look["text_input"])
    end = FIRST_ROW + len(request.campaign.sections) + 1
    sheet.merge_range(end, 1, end, len(_COLUMNS), code_line(identity), look["code"])
    sheet.freeze_panes(FIRST_ROW, 3)
    print_on_a4(sheet, identity)
    protect(sheet)


def _write_section(
    sheet: Any, row: int, number: str, section: Section, is_told: bool, look: Mapping[str, Any]
) -> None:
    sheet.write_string(row, 1, number, look["label_centred"])
    if not is_told:
        note = "(theo biểu số liệu)" if section.figures else ""
        sheet.write_string(row, 2, section.title, look["group"])
        sheet.write_string(row, 3, note, look["group"])
        sheet.write_string(row, 4, "", look["code_cell"])
        sheet.set_row(row, height(section.title, _TITLE_WIDTH))
        return
    sheet.set_row(row, height(section.title, _TITLE_WIDTH, _ROOM))
    sheet.write_string(row, 0, section.code)
    sheet.write_string(row, 2, section.title, look["label"])
    sheet.write_blank(row, 3, None, look["text_input"])
    sheet.write_string(row, 4, section.code, look["code_cell"])
    sheet.data_validation(row, 3, row, 3, _TEXT_RULE)


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
