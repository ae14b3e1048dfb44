"""Whose letterhead it is: its lines, one below the other, name the body above and the body itself.

"ỦY BAN NHÂN DÂN / XÃ A" is one name, "HUYỆN ỦY A / BAN TUYÊN GIÁO" is the second within the first, and in
"CÔNG AN TỈNH / CÔNG AN HUYỆN A" the first only says who is above.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from tonghop.domain.language import searchable

_MOTTO = re.compile(r"cộng +hòa +xã +hội|đảng +cộng +sản +việt +nam|độc +lập *- *tự")
_LEVEL = r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|tp|tx|đặc khu)(?!\w)"
_ONLY_LEVEL = re.compile(_LEVEL)
_HAS_LEVEL = re.compile(rf"(?<!\w){_LEVEL}")
_TITLE = re.compile(r"(?:biểu|báo cáo|bảng|phụ lục|tổng hợp|kết quả|số liệu|mẫu|thống kê|danh sách)(?!\w)")
MOST_LINES = 4


def letterhead(column: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of the letterhead with which a column of texts begins: those in capitals, up to the
    first gap, the motto or the title.

    Shape: `column` has "" for each empty cell.

    >>> letterhead(["CÔNG AN TỈNH", "CÔNG AN HUYỆN A", "", "BIỂU SỐ LIỆU"])
    ('CÔNG AN TỈNH', 'CÔNG AN HUYỆN A')
    >>> letterhead(["HUYỆN ỦY A", "BAN TUYÊN GIÁO", "BÁO CÁO 6 THÁNG"])
    ('HUYỆN ỦY A', 'BAN TUYÊN GIÁO')
    """
    start = next((number for number, text in enumerate(column) if text), len(column))
    return tuple(takewhile(_is_letterhead, column[start : start + MOST_LINES]))


def _is_letterhead(text: str) -> bool:
    is_capital = text.upper() == text and any(c.isalpha() for c in text)
    folded = searchable(text)
    return is_capital and not _MOTTO.search(folded) and not _TITLE.match(folded)


def names_in(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the ways to read a letterhead as the name of one body.

    >>> names_in(["HUYỆN ỦY A", "BAN TUYÊN GIÁO"])
    ('BAN TUYÊN GIÁO HUYỆN ỦY A', 'BAN TUYÊN GIÁO')
    >>> names_in(["ỦY BAN NHÂN DÂN", "XÃ A"])
    ('ỦY BAN NHÂN DÂN XÃ A',)
    """
    if len(lines) < 2:
        return tuple(lines)
    last, above = lines[-1], " ".join(lines[:-1])
    if _ONLY_LEVEL.match(searchable(last)):
        return (f"{above} {last}",)
    if _HAS_LEVEL.search(searchable(last)):
        return (last,)
    return f"{last} {above}", last
