"""The short name of a page in its address: Latin letters without marks, short enough to be read out."""

import re

from tonghop.domain.language import without_marks

LONGEST = 70
"""Letters of a short name at most; words are not cut."""


def short_name(title: str) -> str:
    """Return a title as a short name; one that is short already stays as it is.

    >>> short_name("Xây dựng phường “Đức Mẫu” điển hình")
    'xay-dung-phuong-duc-mau-dien-hinh'
    """
    words = re.findall(r"[a-z0-9]+", without_marks(title).lower())
    kept: list[str] = []
    for word in words:
        if len("-".join([*kept, word])) > LONGEST:
            break
        kept.append(word)
    return "-".join(kept) or "".join(words)[:LONGEST] or "trang"
