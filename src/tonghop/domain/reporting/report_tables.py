"""The tables of a document as grids, so that they are read as workbooks are; and their places named as in
the contracts.
"""

import re
from collections.abc import Sequence

from tonghop.domain.documents import Document, Paragraph, Table
from tonghop.domain.grids import Extent, Grid, Place
from tonghop.domain.language import flat
from tonghop.domain.reporting.amounts import lines_of_numbers

_MOST_CELLS = 2_000_000
_MOST_TITLES = 3
_LONGEST_TITLE = 160
_PLACE = re.compile(r"table (\d+)!([A-Z]{1,4})(\d+)")


def grids_of(document: Document) -> list[Grid]:
    """Return the tables of a document as grids, each below the lines that stand right over it."""
    grids: list[Grid] = []
    over: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            grids.append(grid_of(block, document.text, len(grids) + 1, over[-_MOST_TITLES:]))
            over = []
        elif isinstance(block, Paragraph):
            text = flat(block.span.cut(document.text))
            over = [*over, text] if _is_title(text) else []
    return grids


def _is_title(text: str) -> bool:
    """Say whether a paragraph is a title, a unit or a period, and no sentence."""
    return len(text) <= _LONGEST_TITLE and not text.endswith((".", ";", "!", "?"))


def grid_of(table: Table, text: str, number: int, titles: Sequence[str] = ()) -> Grid:
    """Return a table as the grid "table N". Cells merged in the file are merged in the grid.

    `titles` are rows above the table's first: "(Đơn vị tính: nghìn người)" is of the table though it stands
    outside of it. Places are counted from the table's own first row.
    """
    above = len(titles) + 1 if titles else 0  # an empty row: a title is no heading of the first column
    height = above + max((cell.row + cell.rows for cell in table.cells), default=0)
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    if not width or height * width > _MOST_CELLS:
        return Grid(f"table {number}", ())
    rows: list[list[str | None]] = [[title, *[None] * (width - 1)] for title in titles]
    rows += [[None] * width for _ in range(height - len(titles))]
    merged: list[Extent] = []
    for cell in table.cells:
        row = cell.row + above
        rows[row][cell.column] = "\n".join(map(flat, lines_of_numbers(cell.span.cut(text)))) or None
        if cell.rows > 1 or cell.columns > 1:
            merged.append(Extent(row, cell.column, row + cell.rows - 1, cell.column + cell.columns - 1))
    return Grid(f"table {number}", rows, tuple(merged), origin=Place(-above, 0))


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
