"""The structure of an ods's sheets: merged cells, hidden rows and columns, repeats, formulas without a
value.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from tonghop.formats.workbooks.sheet_structure import Corners, SheetStructure
from tonghop.formats.zip_packages import package_of

_CONTENT = "content.xml"
_TAG = re.compile(
    rb"<(/?)table:(table|table-column|table-row|table-cell|covered-table-cell)"
    rb"(?=[\s/>])([^<>]{0,4000})>"
)
_ATTRIBUTE = re.compile(rb"([\w:-]{1,60})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TELLING = re.compile(rb"-repeated|-spanned|formula|visibility|error")
"""In the attributes of a row, column or cell that is more than one plain one: most are no such thing."""

_MOST_HIDDEN = 20_000


def open_document_structures(content: bytes, largest_part: int) -> dict[str, SheetStructure]:
    """Return the structure of every sheet by its name.

    Raises: zipfile.BadZipFile, KeyError, ValueError, zlib.error where the package is damaged or too large.
    """
    xml = package_of(content).part(_CONTENT, largest_part)
    found: dict[str, SheetStructure] = {}
    scan: _Scan | None = None
    for tag in _TAG.finditer(xml):
        if tag[2] == b"table":
            if tag[1] and scan:
                found.setdefault(scan.name, scan.structure())
                scan = None
            elif not tag[1]:
                scan = _Scan(_attributes(tag[3]).get("table:name", ""))
        elif scan and not tag[1]:
            scan.take(tag, xml)
    return found


def _attributes(text: bytes) -> dict[str, str]:
    return {
        key.decode(): unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _ATTRIBUTE.findall(text)
    }


@dataclass(slots=True)
class _Scan:
    """One pass over the tags of a table; a row or cell may stand for many that repeat it."""

    name: str
    row: int = 0
    column: int = 0
    next_row: int = 0
    header: int = 0
    bottom: int = -1
    right: int = -1
    top: int | None = None
    left: int | None = None
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Corners] = field(default_factory=list)

    def take(self, tag: re.Match[bytes], xml: bytes) -> None:
        kind = tag[2]
        is_plain = _TELLING.search(tag[3]) is None
        if is_plain and kind == b"table-cell":
            if not tag[3].endswith(b"/") or b"office:value-type" in tag[3]:
                self._reach(self.column)
            self.column += 1
            return
        told = {} if is_plain else _attributes(tag[3])
        if kind == b"table-column":
            self._take_column(told)
        elif kind == b"table-row":
            self.row, self.column = self.next_row, 0
            count = _count(told, "table:number-rows-repeated")
            self.next_row = self.row + count
            if told.get("table:visibility") in ("collapse", "filter"):
                self.hidden_rows.update(range(self.row, min(self.next_row, self.row + _MOST_HIDDEN)))
        elif kind in (b"table-cell", b"covered-table-cell"):
            self._take_cell(told, is_empty=tag[3].endswith(b"/") and b"office:value-type" not in tag[3])

    def _take_column(self, told: dict[str, str]) -> None:
        count = _count(told, "table:number-columns-repeated")
        if told.get("table:visibility") in ("collapse", "filter"):
            self.hidden_columns.update(
                range(self.header, min(self.header + count, self.header + _MOST_HIDDEN))
            )
        self.header += count

    def _take_cell(self, told: dict[str, str], *, is_empty: bool) -> None:
        count = _count(told, "table:number-columns-repeated")
        place = (self.row, self.column)
        self.column += count
        wide, tall = _count(told, "table:number-columns-spanned"), _count(told, "table:number-rows-spanned")
        if wide > 1 or tall > 1:
            self.merged.append((place, (place[0] + tall - 1, place[1] + wide - 1)))
        if told.get("calcext:value-type") == "error":
            self.uncomputed[place] = told.get("table:formula", "#N/A").removeprefix("of:")
        elif "table:formula" in told and "office:value-type" not in told:
            self.uncomputed[place] = told["table:formula"].removeprefix("of:")
        elif is_empty:
            return
        self._reach(place[1], self.column - 1)

    def _reach(self, first: int, last: int = -1) -> None:
        """Widen the rectangle of what holds something by the columns of a cell in the present row."""
        self.top = self.row if self.top is None else self.top
        self.left = first if self.left is None or first < self.left else self.left
        self.bottom, self.right = max(self.bottom, self.next_row - 1), max(self.right, first, last)

    def structure(self) -> SheetStructure:
        return SheetStructure(
            rows=self.bottom - (self.top or 0) + 1,
            columns=self.right - (self.left or 0) + 1,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            uncomputed=self.uncomputed,
            merged=tuple(self.merged),
        )


def _count(told: dict[str, str], key: str) -> int:
    number = told.get(key, "1")
    return max(1, min(int(number), 2_000_000_000)) if number.isdigit() and len(number) < 12 else 1
