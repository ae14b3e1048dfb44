"""The tables of a document as grids, so that they are read as workbooks are; and their places named as in
the contracts.
"""

import re

from tonghop.domain.documents import Table
from tonghop.domain.grids import Extent, Grid
from tonghop.domain.language import flat

_MOST_CELLS = 2_000_000
_PLACE = re.compile(r"table (\d+)!([A-Z]{1,4})(\d+)")


def grid_of(table: Table, text: str, number: int) -> Grid:
    """Return a table as the grid "table N". Cells merged in the file are merged in the grid."""
    height = max((cell.row + cell.rows for cell in table.cells), default=0)
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    if height * width > _MOST_CELLS:
        return Grid(f"table {number}", ())
    rows: list[list[str | None]] = [[None] * width for _ in range(height)]
    merged: list[Extent] = []
    for cell in table.cells:
        rows[cell.row][cell.column] = flat(cell.span.cut(text)) or None
        if cell.rows > 1 or cell.columns > 1:
            merged.append(
                Extent(cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1)
            )
    return Grid(f"table {number}", rows, tuple(merged))


def place_in_table(at: str) -> str:
    """Return a grid's place as the contracts write it.

    >>> place_in_table("table 2!D3")
    'table 2 row 3 cell 4'
    """
    found = _PLACE.fullmatch(at)
    if not found:
        return at
    column = 0
    for letter in found[2]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return f"table {found[1]} row {found[3]} cell {column}"
