"""Cells and pages of the annex workbook: text that stays text, numbers that stay exact, sheets that print.

Number formats are those of the file format ("#,##0"): a program shows them by its own locale, so that Excel
and LibreOffice set to Vietnamese show 1.234,5 and set to English 1,234.5. The optional decimals of "#,##0.##"
are not used, because both then show whole numbers with a bare comma ("12,"): every number gets the decimals
that it has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from tonghop.domain.reporting.values import plain_decimal, vietnamese_number
from tonghop.formats.office_packages import xml_text

FONT = "Times New Roman"
MOST_ROWS, MOST_COLUMNS, LONGEST_TEXT = 1_048_576, 16_384, 32_767
_LINE, _TALLEST, _WIDE = 15.0, 400.0, 0.92
HEADER_ROW, FIRST_ROW = 3, 4
_WIDEST_ON_A_PAGE = 215
INK, PALE, SHADED = "#1F3864", "#DCE6F1", "#D9D9D9"
_CUT = " … [cắt bớt: ô Excel chỉ chứa 32.767 ký tự; xem tệp gốc]"
_ROWS_CUT = "Excel chỉ có 1.048.576 dòng: các dòng sau không ghi được ở đây, xem consolidated.json."

Content = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's content: a text, a number (written as one where Excel's 15 digits hold it), or nothing.

    `look` is one of the names in `Looks`; `about` says that a number is only known roughly.
    """

    content: Content
    look: str = "cell"
    about: bool = False


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column's header and its width in characters."""

    title: str
    width: float


class Looks:
    """The formats of a workbook, each made once: a format in each of 50,000 cells would be 50,000 formats."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Any] = {}

    def of(self, name: str, number_format: str = "") -> Any:
        key = name, number_format
        if key not in self._made:
            style = dict(_STYLES[name])
            if number_format:
                style = {"align": "right", **style, "num_format": number_format}
            self._made[key] = self._workbook.add_format(style)
        return self._made[key]


_PLAIN = {"font_name": FONT, "font_size": 11, "valign": "top", "text_wrap": True}
_BOXED = {**_PLAIN, "border": 1, "border_color": "#8EA0BD"}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": FONT, "font_size": 14, "bold": True, "font_color": INK},
    "note": {"font_name": FONT, "font_size": 11, "italic": True},
    "header": {
        **_BOXED,
        "bold": True,
        "align": "center",
        "valign": "vcenter",
        "bg_color": PALE,
        "font_color": INK,
    },
    "cell": _BOXED,
    "centred": {**_BOXED, "align": "center"},
    "right": {**_BOXED, "align": "right"},
    "missing": {**_BOXED, "bg_color": SHADED},
    "total": {**_BOXED, "bold": True, "bg_color": PALE},
    "total_right": {**_BOXED, "bold": True, "bg_color": PALE, "align": "right"},
}


def plain_text(text: str) -> str:
    """Return a text as a cell can hold it: without control characters, cut at Excel's limit with a note.

    Excel counts UTF-16 units.

    >>> plain_text("Tệp\\x07 số\\r\\n2")
    'Tệp số\\n2'
    """
    kept = xml_text(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(kept) * 2 <= LONGEST_TEXT or len(kept.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return kept
    room = kept.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(_CUT))]
    return room.decode("utf-16-le", errors="ignore") + _CUT


def number_format(amount: Decimal, *, about: bool = False) -> str:
    """Return the format that shows a number with the decimals that it has.

    >>> number_format(Decimal("1234.50")), number_format(Decimal(3), about=True)
    ('#,##0.0', '"khoảng "#,##0')
    """
    decimals = len(plain_decimal(amount).partition(".")[2])
    shown = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return f'"khoảng "{shown}' if about else shown


def is_exact(amount: Decimal) -> bool:
    """Say whether Excel keeps every digit of a number: it has fifteen."""
    return Decimal(f"{float(amount):.15g}") == amount


def write(sheet: Any, row: int, column: int, cell: Cell, looks: Looks) -> None:
    """Write a cell. Text is always written as text: "=HYPERLINK(…)" in a file's name must not become one."""
    content = cell.content
    if isinstance(content, Decimal | int) and is_exact(Decimal(content)):
        amount = Decimal(content)
        look = looks.of(cell.look, number_format(amount, about=cell.about))
        sheet.write_number(row, column, float(amount), look)
    elif isinstance(content, Decimal | int):
        told = f"{'khoảng ' if cell.about else ''}{vietnamese_number(Decimal(content))}"
        sheet.write_string(row, column, told, looks.of("right" if cell.look == "cell" else cell.look))
    elif content:
        sheet.write_string(row, column, plain_text(content), looks.of(cell.look))
    else:
        sheet.write_blank(row, column, None, looks.of(cell.look))


def write_table(
    sheet: Any,
    title: str,
    note: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Cell]],
    looks: Looks,
    *,
    frozen: int = 0,
    kept_rows: int = 0,
) -> int:
    """Write a title, a note, the header and the rows, and set up filter and page; return the row below.

    Rows and columns that Excel has no place for are left out and that is said; `kept_rows` stay free below.
    """
    columns = columns[:MOST_COLUMNS]
    sheet.write_string(0, 0, plain_text(title), looks.of("title"))
    sheet.write_string(1, 0, plain_text(note), looks.of("note"))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(HEADER_ROW, place, plain_text(column.title), looks.of("header"))
    titles = tuple(Cell(column.title) for column in columns)
    sheet.set_row(HEADER_ROW, min(_TALLEST, _LINE * (_lines(titles, columns) + 1) + 3))
    pending = iter(rows)
    at = FIRST_ROW
    for row in islice(pending, room(kept_rows)):
        for place, cell in enumerate(row[:MOST_COLUMNS]):
            write(sheet, at, place, cell, looks)
        if (lines := _lines(row, columns)) > 1:
            sheet.set_row(at, min(_TALLEST, _LINE * lines + 3))
        at += 1
    sheet.autofilter(HEADER_ROW, 0, max(at - 1, FIRST_ROW), len(columns) - 1)
    if next(pending, None) is not None:
        sheet.write_string(at, 0, _ROWS_CUT, looks.of("note"))
        at += 1
    sheet.freeze_panes(FIRST_ROW, frozen)
    _print_on_a4(sheet, sum(column.width for column in columns), frozen)
    return at


def room(kept_rows: int = 0) -> int:
    """Return how many rows a sheet has place for below its header, besides the note that says so."""
    return MOST_ROWS - FIRST_ROW - kept_rows - 1


def _lines(row: Sequence[Cell], columns: Sequence[SheetColumn]) -> int:
    """Estimate over how many lines the longest text of a row wraps: LibreOffice does not compute it."""
    most = 1
    for cell, column in zip(row, columns, strict=False):
        text = cell.content
        if isinstance(text, str) and (len(text) * _WIDE > column.width or "\n" in text):
            wrapped = sum(int(_WIDE * len(line) / column.width) + 1 for line in text.split("\n"))
            most = max(most, wrapped)
    return most


def _print_on_a4(sheet: Any, width: float, frozen: int) -> None:
    """Set the page: A4 across, header repeated; fit to one page's width where that can still be read, else
    over several pages, each with the first columns.
    """
    sheet.set_paper(9)
    sheet.set_landscape()
    if width <= _WIDEST_ON_A_PAGE:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(65)
        sheet.repeat_columns(0, max(frozen - 1, 0))
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer("&L&9&A&R&9Trang &P/&N")
