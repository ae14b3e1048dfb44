"""The table of an annexed data form as a grid: where its header ends, and what each column is for.

Forms of offices have one to four header rows with merged cells, a row of column numbers, and columns for the
number, the name, the unit, the periods and a note. Read off forms annexed to circulars and plans; no decree
fixes the words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from tonghop.domain.documents import Table
from tonghop.domain.language import flat, searchable


class Column(Enum):
    """What a column is for. ITEM is a thing asked for by a column of its own; PLAN a target; SHOWN is filled
    in or computed by others.
    """

    NUMBER = "number"
    NAME = "name"
    BODY = "body"
    UNIT = "unit"
    NOTE = "note"
    VALUE = "value"
    PLAN = "plan"
    SHOWN = "shown"
    ITEM = "item"


Grid = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class FormGrid:
    """A table's texts by row and column (a merged cell's text stands in every place it covers in the header),
    the rows below the header, and the use and the header's parts of each column, top first.
    """

    texts: Grid
    rows: tuple[int, ...]
    columns: Mapping[int, Column]
    headers: Mapping[int, tuple[str, ...]]

    def first(self, use: Column) -> int | None:
        return next((place for place in sorted(self.columns) if self.columns[place] is use), None)

    def all(self, use: Column) -> tuple[int, ...]:
        return tuple(place for place in sorted(self.columns) if self.columns[place] is use)

    def says(self, words: str) -> bool:
        """Say whether a header holds these words."""
        return any(words in searchable(part) for parts in self.headers.values() for part in parts)

    @property
    def is_filled(self) -> bool:
        """Whether most of its value cells hold figures already: such a table informs and asks for nothing."""
        places = self.all(Column.VALUE) + self.all(Column.ITEM) + self.all(Column.PLAN)
        cells = [self.texts.get((row, place), "") for row in self.rows for place in places]
        return bool(cells) and 3 * sum(any(c.isdigit() for c in cell) for cell in cells) > len(cells)


_NUMBER = re.compile(r"(?:stt|tt|số tt|số thứ tự|số|mã số|mã|mã chỉ tiêu)")
_NAME = re.compile(
    r"(?:tên |các |nội dung |danh mục )?(?:chỉ tiêu|nội dung|tiêu chí|hạng mục|nhiệm vụ|hoạt động|công việc|"
    r"lĩnh vực|"
    r"danh mục|loại hình|hình thức|chỉ số|số liệu|kết quả)\b.{0,60}|diễn giải|tên gọi|chỉ tiêu/.{0,40}"
)
_BODY = re.compile(
    r"(?:tên |các )?(?:đơn vị|địa phương|cơ quan|xã|huyện|sở|tỉnh|thôn|trường|tổ chức|cơ sở)"
    r"(?!\s*tính)(?:[ ,/].{0,50})?"
)
_UNIT = re.compile(r"(?:đơn vị|đv) ?(?:tính)?|đvt|đ/v ?(?:tính)?|(?:đơn vị tính|đvt)\b.{0,30}")
_NOTE = re.compile(r"ghi chú|giải trình|nguồn số liệu|thuyết minh|cơ quan|minh chứng|tài liệu kiểm chứng")
_PLAN = re.compile(r"kế hoạch|mục tiêu|chỉ tiêu (?:được )?giao|chỉ tiêu kế hoạch|dự toán")
_SHOWN = re.compile(
    r"cùng kỳ|so sánh|so với|tăng|giảm|tỷ lệ (?:%|đạt|so|hoàn)|đạt tỷ lệ|kỳ trước|năm trước|% "
)
_VALUE = re.compile(
    r"thực hiện|kỳ này|kỳ báo cáo|trong kỳ|lũy kế|ước|số liệu|số lượng|kết quả|tổng số|tổng cộng|giá trị|đạt "
    r"được|"
    r"(?:6|9|sáu|chín) tháng|quý|tháng|năm\b|báo cáo|trị số|phát sinh|trong đó"
)
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-dđ])\)?(?: ?= ?[\d(].{0,20})?")
_HEADER_ROWS = 8
_BLANKS = re.compile(r"[.…_\s-]{1,200}")


def form_grid(table: Table, text: str) -> FormGrid | None:
    """Return a table as a form's grid, or None where no header of a form stands in its first rows."""
    texts = {(cell.row, cell.column): _plain(cell.span.cut(text)) for cell in table.cells}
    last = max((row for row, _ in texts), default=-1)
    anchor = next((row for row in range(min(last + 1, _HEADER_ROWS)) if _is_anchor(texts, row)), None)
    if anchor is None:
        return None
    spread = texts | _spread(table, texts, anchor)
    end = _header_end(table, texts, anchor, last)
    places = sorted({place for _, place in texts})
    headers = {place: _header(spread, place, anchor, end) for place in places}
    rows = tuple(row for row in range(end, last + 1) if not _numbers_columns(texts, row))
    return FormGrid(texts, rows, _uses(headers), headers)


def _plain(cell: str) -> str:
    words = flat(cell).strip("*_ ")
    return "" if _BLANKS.fullmatch(words) else words


def _is_anchor(texts: Grid, row: int) -> bool:
    cells = [searchable(cell).strip(" .:") for (r, _), cell in texts.items() if r == row and cell]
    named = any(_NAME.fullmatch(cell) or _BODY.fullmatch(cell) for cell in cells)
    return len(cells) > 1 and named and not any(_COLUMN_NUMBER.fullmatch(cell) for cell in cells)


def _spread(table: Table, texts: Grid, anchor: int) -> dict[tuple[int, int], str]:
    """The texts of the header's merged cells at every place they cover."""
    return {
        (row, place): texts[cell.row, cell.column]
        for cell in table.cells
        if anchor <= cell.row < anchor + _HEADER_ROWS and (cell.rows > 1 or cell.columns > 1)
        for row in range(cell.row, cell.row + min(cell.rows, _HEADER_ROWS))
        for place in range(cell.column, cell.column + min(cell.columns, 60))
    }


def _header_end(table: Table, texts: Grid, anchor: int, last: int) -> int:
    """The first row below the header: below its tallest merged cell and the rows that have neither number nor
    name.
    """
    tall = max((cell.row + cell.rows for cell in table.cells if cell.row == anchor), default=anchor + 1)
    end = min(tall, anchor + _HEADER_ROWS)
    first = sorted(place for (row, place), cell in texts.items() if row == anchor and cell)[:2]
    is_merged = any(cell.rows > 1 for cell in table.cells if cell.row == anchor)
    while (
        not is_merged
        and end <= last
        and end < anchor + _HEADER_ROWS
        and not any(texts.get((end, place)) for place in first)
        and any(texts.get((end, place)) for _, place in texts)
    ):
        end += 1
    return end


def _header(spread: Grid, place: int, anchor: int, end: int) -> tuple[str, ...]:
    parts = (spread.get((row, place), "") for row in range(anchor, end))
    return tuple(dict.fromkeys(part for part in parts if part))


def _numbers_columns(texts: Grid, row: int) -> bool:
    cells = [searchable(cell) for (r, _), cell in texts.items() if r == row and cell]
    return not cells or (len(cells) > 1 and all(_COLUMN_NUMBER.fullmatch(cell) for cell in cells))


def _uses(headers: Mapping[int, tuple[str, ...]]) -> dict[int, Column]:
    """Say what each column is for: the first name column names the rows, else the first column of bodies."""
    words = {place: searchable(" ".join(parts)).strip(" .:") for place, parts in headers.items()}
    named = next((place for place in words if _NAME.fullmatch(words[place])), None)
    bodies = next((place for place in words if named is None and _BODY.fullmatch(words[place])), None)
    uses: dict[int, Column] = {}
    for place, said in words.items():
        if place in (named, bodies):
            uses[place] = Column.NAME if place == named else Column.BODY
        elif _NUMBER.fullmatch(said):
            uses[place] = Column.NUMBER
        elif _UNIT.fullmatch(said):
            uses[place] = Column.UNIT
        elif _NOTE.match(said):
            uses[place] = Column.NOTE
        else:
            uses[place] = _measured(said, by_rows=named is not None)
    return uses


def _measured(said: str, *, by_rows: bool) -> Column:
    if _SHOWN.search(said):
        return Column.SHOWN
    if _PLAN.search(said):
        return Column.PLAN
    return Column.VALUE if by_rows and (not said or _VALUE.search(said)) else Column.ITEM
