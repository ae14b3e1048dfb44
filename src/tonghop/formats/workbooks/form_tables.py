"""Where a form's tables stand in a workbook: key row, columns by key, and the rows by their codes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tonghop.domain.grids import Grid, Raw
from tonghop.domain.language import flat, nfc, searchable
from tonghop.formats.workbooks import form_layout as layout

_CODE = re.compile(r"(?:computed:)?[a-z0-9][a-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table of a form in one sheet: `key_row` counts from 0, `coded` are the rows with a code, wherever
    they were sorted to, each with its code.
    """

    grid: Grid
    key_row: int
    columns: Mapping[str, int]
    coded: tuple[tuple[int, str], ...]


def form_tables(grids: Sequence[Grid], key: str) -> Iterator[FormTable]:
    """Yield the tables of a kind, one a sheet: the first row that holds the kind's key opens it.

    Where only what the eye sees was copied, no sheet has a key: then the titles of the columns say the same.
    """
    found = [table for grid in grids if (table := next(_keyed(grid, key), None))]
    if not found:
        found = [table for grid in grids if (table := next(_titled(grid, key), None))]
    yield from found


def _keyed(grid: Grid, key: str) -> Iterator[FormTable]:
    for number, row in enumerate(grid.rows if key in grid.told else ()):
        # Every cell of a form passes here, and hardly one is a string that begins so.
        like = [place for place, cell in enumerate(row) if type(cell) is str and cell.startswith(key)]
        codes = [place for place in like if _is_key(row[place], key)]
        if codes:
            named = {
                cell: place
                for place, cell in enumerate(row)
                if place not in codes and isinstance(cell, str) and cell
            }
            yield FormTable(grid, number, named, tuple(_coded(grid, number, codes)))


def _titled(grid: Grid, key: str) -> Iterator[FormTable]:
    """Yield the table whose header row has the form's own titles: name, codes, and what is filled in."""
    told = layout.VALUE if key == layout.FIGURES_KEY else layout.TEXT
    keys = {_seen(title): column for column, title in layout.TITLES.items()} | {
        _seen(layout.NAMES[key]): layout.NAME
    }
    for number, row in enumerate(grid.rows) if not grid.hidden else ():
        seen = {place: _seen(cell) for place, cell in enumerate(row) if isinstance(cell, str)}
        columns = {keys[title]: place for place, title in seen.items() if title in keys}
        codes = tuple(place for place, title in seen.items() if title == _seen(layout.CODES))
        is_once = len(columns) == sum(title in keys for title in seen.values())
        if {layout.NAME, told} <= set(columns) and len(codes) == 1 and is_once:
            yield FormTable(grid, number, columns, tuple(_coded(grid, number, codes)))


def _seen(title: str) -> str:
    return searchable(flat(nfc(title)))


def _is_key(cell: Raw, key: str) -> bool:
    return isinstance(cell, str) and (cell == key or cell.startswith(f"{key} "))


def _coded(grid: Grid, key_row: int, codes: Sequence[int]) -> Iterator[tuple[int, str]]:
    for number in range(len(grid.rows)):
        for place in codes:
            text = text_of(grid, number, place)
            if text and _CODE.fullmatch(text):
                if number != key_row:
                    yield number, text
                break


def text_of(grid: Grid, number: int, place: int | None) -> str:
    """Return a cell as text, whole numbers without a point, "" outside the sheet."""
    cell = None if place is None else grid.raw(number, place)
    if isinstance(cell, str):
        return nfc(cell).strip()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell)
