"""Tables that only place text on the page: the heading of every official document, its signature, its
addressees.

Word and web pages set these side by side in a table without borders. A reader sees two columns of lines, not
rows of data: they are written as paragraphs, the left column first.
"""

import re
from collections.abc import Iterable, Sequence

from tonghop.domain.language import searchable
from tonghop.formats.intake.manuscript import CellText

_MOST_COLUMNS, _MOST_ROWS, _LONGEST = 4, 9, 6000

_MOTTO = re.compile(r"cộng +hòa +xã +hội +chủ +nghĩa|đảng +cộng +sản +việt +nam|độc +lập *- *tự +do")
_PLACED = re.compile(
    r"[ *_]*(?:nơi +nhận|kính +gửi|(?:tm|kt|tl|tuq|t/m|k/t)\.|(?:tối |tuyệt )?mật\b|hỏa +tốc|thượng +khẩn)"
)


def is_layout(cells: Sequence[CellText]) -> bool:
    """Whether a table only places its text: by what official documents place so, or because it has one
    cell."""
    if len(cells) <= 1:
        return True
    if max(c.column for c in cells) >= _MOST_COLUMNS or max(c.row for c in cells) >= _MOST_ROWS:
        return False
    if sum(len(c.text) for c in cells) > _LONGEST:
        return False
    texts = [searchable(c.text.strip()) for c in cells]
    return any(_MOTTO.search(text) or _PLACED.match(text) for text in texts)


def by_columns(cells: Iterable[CellText]) -> list[CellText]:
    """Return the cells in the order in which a reader of two columns reads them."""
    return sorted(cells, key=lambda c: (c.column, c.row))
