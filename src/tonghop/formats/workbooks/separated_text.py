"""Tables as text: comma, semicolon, tab or bar between the cells, whatever the program that wrote them
preferred.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator

_SEPARATORS = "\t;,|"
_SAMPLE_LINES = 60
_LONGEST_FIELD = 200_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded_text(content: bytes) -> str:
    """Return the text of these bytes: UTF-8 and UTF-16 with or without a mark, else Windows-1258.

    >>> decoded_text("Số buổi".encode("utf-16"))
    'Số buổi'
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    sample = content[:4096]
    if sample.count(0) > len(sample) // 5:
        wide = "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1258", "replace")


def separated_rows(text: str) -> Iterator[list[str]]:
    """Yield the rows of a text, by the separator that cuts most of its lines alike.

    >>> list(separated_rows("sep=;\\nChỉ tiêu;Kết quả\\nTờ rơi;1.234,5"))
    [['Chỉ tiêu', 'Kết quả'], ['Tờ rơi', '1.234,5']]
    """
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        yield from _rows(rest, first.strip()[4])
    else:
        yield from _rows(text, _separator(text))


def _separator(text: str) -> str:
    sample = "\n".join(text[:100_000].split("\n")[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda mark: _evenness(sample, mark))


def _evenness(sample: str, separator: str) -> tuple[int, int]:
    """Return how many lines a separator cuts into the commonest number of cells above one, and that
    number.
    """
    counts = Counter(len(row) for row in _rows(sample, separator) if len(row) > 1)
    width, lines = max(counts.items(), key=lambda row: (row[1], row[0]), default=(0, 0))
    return lines, width


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    # A stray quote would swallow the rest of the file into one field, and the csv module refuses such a
    # field.
    csv.field_size_limit(_LONGEST_FIELD)
    lines = text.replace("\0", "").splitlines(keepends=True)
    try:
        yield from csv.reader(lines, delimiter=separator)
    except csv.Error:
        yield from csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
