"""The neutral grid: a sheet of any spreadsheet file as rows of raw cells, with what a person would see of it.

Whatever the file was (xlsx, xls, ods, csv), the formats turn each sheet into this; everything above works on
places. A place counts rows and columns from 0 inside `Grid.rows`; `origin` says where that corner lies in the
file's sheet, so that a small table far down a sheet stays small.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

Raw = str | int | float | bool | date | time | timedelta | None
"""A cell as the file holds it; empty cells are None or ""."""


class Place(NamedTuple):
    """A cell's row and column, from 0."""

    row: int
    column: int


CORNER = Place(0, 0)
STRUCK = "gạch ngang: "
"""Opens the text of an uncomputed cell that is one because figures in it are struck out."""


class Extent(NamedTuple):
    """A rectangle of cells, last row and column included.

    >>> Extent(2, 0, 2, 4).width, Extent(2, 0, 2, 4).holds(2, 4)
    (5, True)
    """

    top: int
    left: int
    bottom: int
    right: int

    @property
    def width(self) -> int:
        return self.right - self.left + 1

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with all that is known of it. `uncomputed` is a formula or an error that has no value in the
    file.
    """

    at: str
    row: int
    column: int
    raw: Raw
    extent: Extent
    hidden: bool
    uncomputed: str


@dataclass(frozen=True)
class Grid:
    """One sheet.

    Rows may have different lengths. `merged` are the rectangles of merged cells, whose content stands at the
    top left. `uncomputed` has the formulas and errors for which the file keeps no value ("=SUM(D3:D9)",
    "#DIV/0!").
    """

    name: str
    rows: Sequence[Sequence[Raw]]
    merged: tuple[Extent, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncomputed: Mapping[Place, str] = field(default_factory=dict)
    origin: Place = CORNER

    @cached_property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    @cached_property
    def told(self) -> str:
        """All texts of the sheet, one behind the other: what is not in it is in no cell."""
        return "\n".join([cell for row in self.rows for cell in row if type(cell) is str])

    @cached_property
    def _extents(self) -> Mapping[tuple[int, int], Extent]:
        # Files merge far beyond the last filled cell; whoever walks an extent stays on the sheet.
        last_row, last_column = len(self.rows) - 1, self.width - 1
        return {
            (row, column): inside
            for told in self.merged
            for inside in (
                told._replace(bottom=min(told.bottom, last_row), right=min(told.right, last_column)),
            )
            for row in range(inside.top, inside.bottom + 1)
            for column in range(inside.left, inside.right + 1)
        }

    def raw(self, row: int, column: int) -> Raw:
        """Return the raw content of one cell, None where the sheet does not reach."""
        line = self.rows[row] if 0 <= row < len(self.rows) else ()
        return line[column] if 0 <= column < len(line) else None

    def extent(self, row: int, column: int) -> Extent | None:
        """Return the merged rectangle that a cell lies in, up to the sheet's end; None for one alone."""
        return self._extents.get((row, column)) if self.merged else None

    def reaching(self, row: int, column: int) -> Raw:
        """Return what a reader sees at a cell: the content of the merged rectangle that covers it."""
        extent = self.extent(row, column)
        return self.raw(extent.top, extent.left) if extent else self.raw(row, column)

    def is_hidden(self, row: int, column: int) -> bool:
        return self.hidden or row in self.hidden_rows or column in self.hidden_columns

    def at(self, row: int, column: int) -> str:
        """Name a cell as a person would look it up in the file."""
        return cell_name(self.name, row + self.origin.row, column + self.origin.column)

    def cell(self, row: int, column: int) -> Cell:
        place = Place(row, column)
        return Cell(
            at=self.at(row, column),
            row=row,
            column=column,
            raw=self.raw(row, column),
            extent=self.extent(row, column) or Extent(row, column, row, column),
            hidden=self.is_hidden(row, column),
            uncomputed=self.uncomputed.get(place, ""),
        )

    def cells(self) -> Iterator[Cell]:
        """Yield the cells that hold something, row by row."""
        filled = {
            Place(row, column)
            for row, line in enumerate(self.rows)
            for column, raw in enumerate(line)
            if not is_empty(raw)
        }
        for row, column in sorted(filled.union(self.uncomputed)):
            yield self.cell(row, column)


def is_empty(raw: Raw) -> bool:
    """Say whether a cell holds nothing that a person would see.

    >>> [is_empty(raw) for raw in (None, "", "  ", 0, False)]
    [True, True, True, False, False]
    """
    return raw is None or raw == "" or (isinstance(raw, str) and not raw.strip("\u200b\ufeff \t\r\n\xa0"))


@lru_cache(maxsize=32_768)
def cell_name(sheet: str, row: int, column: int) -> str:
    """Name a cell by its sheet, row and column, both from 0.

    >>> cell_name("Số liệu", 6, 3), cell_name("A", 0, 27)
    ('Số liệu!D7', 'A!AB1')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row + 1}"
