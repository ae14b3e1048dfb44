"""What the writer and the reader of a form share: keys that say what a sheet, row and column is, wherever it
moves.

Below the header of each table stands a hidden row of keys. In it the first and the last cell hold the table's
key with the form's identity, the cells between name their columns; each row has its code below both. So a
table knows what it is after sheets are renamed, rows and columns inserted, rows sorted, or the table alone
copied into another workbook.
"""

FIGURES_KEY = "tonghop:figures"
NARRATIVES_KEY = "tonghop:narratives"
IDENTITY_KEY = "tonghop:form"
CODE_LINE = "TONGHOP"

VALUE, NIL_MARK, ESTIMATED, PREVIOUS, NOTE, TEXT = "value", "nil", "estimated", "previous", "note", "text"
CUMULATIVE, TARGET = "cumulative", "target"
NAME = "name"

IDENTITY_FIELDS = ("campaign", "cycle", "body", "version")
MADE_FROM = "made-from"
MARK = "x"
COMPUTED = "computed:"
"""Before the code of a row that the form computes from others and that is never read."""
