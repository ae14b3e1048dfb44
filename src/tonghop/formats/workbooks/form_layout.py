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

TITLES = {
    VALUE: "Thực hiện\ntrong kỳ",
    NIL_MARK: "Không phát sinh\n(chọn x)",
    ESTIMATED: "Trong đó: ước\nnhững ngày cuối",
    CUMULATIVE: "Lũy kế\ntừ đầu năm",
    NOTE: "Ghi chú",
    TEXT: "Nội dung",
}
"""The titles that the eye sees over the columns that are read: left where the hidden keys are lost."""
NAMES = {FIGURES_KEY: "Chỉ tiêu", NARRATIVES_KEY: "Đề mục"}
CODES = "Mã"
"""The title of the visible column of row codes."""

IDENTITY_FIELDS = ("campaign", "cycle", "body", "version")
MADE_FROM = "made-from"
MARK = "x"
COMPUTED = "computed:"
"""Before the code of a row that the form computes from others and that is never read."""
