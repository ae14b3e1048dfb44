"""What the writer and the reader of a form share: keys that say what a sheet, row and column is, wherever it
moves.

A sheet is known by its key in the first column, a row by its code in that column, a column by its key in the
key row. All three stand in hidden cells that move along when a user renames sheets or inserts rows and
columns.
"""

FIGURES_KEY = "tonghop:figures"
NARRATIVES_KEY = "tonghop:narratives"
IDENTITY_KEY = "tonghop:form"
CODE_LINE = "TONGHOP"

VALUE, NIL_MARK, ESTIMATED, PREVIOUS, NOTE, TEXT = "value", "nil", "estimated", "previous", "note", "text"
NAME = "name"

IDENTITY_FIELDS = ("campaign", "cycle", "body", "version")
MARK = "x"
COMPUTED = "computed:"
"""Before the code of a row that the form computes from others and that is never read."""


def cell_name(sheet: str, row: int, column: int) -> str:
    """Name a cell as a person would look it up; row and column count from 0.

    >>> cell_name("Số liệu", 6, 3), cell_name("A", 0, 27)
    ('Số liệu!D7', 'A!AB1')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row + 1}"
