"""Units of measure as written beside a figure: their scale ("nghìn", "triệu") and what is counted."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tonghop.domain.language import nfc, searchable

_SCALES = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 1000,
    "ngàn": 1000,
    "nghin": 1000,
    "ngan": 1000,
    "vạn": 10_000,
    "triệu": 10**6,
    "trieu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "ty": 10**9,
}
_SPELLED = (
    (re.compile(r"\b1[., ]?000[., ]?000\b"), "triệu"),
    (re.compile(r"\b1[., ]?000(?=\b|đ)"), "nghìn "),
    (re.compile(r"\btrđ\b|\btr\.đ\b"), "triệu đồng"),
    (re.compile(r"\b(?:vnđ|vnd|đ)\b|(?<=\d)đ\b"), "đồng"),
)
_ALIKE = (frozenset(("buổi", "cuộc")),)
_COUNTED = (
    "buổi|cuộc|lượt|người|lượt người|bản tin|phút|giờ|tin|bài|tin bài|tờ|điểm|mô hình|tập thể|cá nhân|hộ"
    "|suất|đồng|%"
    "|vụ|chiếc|cái|lớp|đơn vị|xã|thôn|km|m2|ha|tấn|cơ quan|hội nghị|ngày|lần|văn bản|bộ|quyển|cuốn|kg|đối "
    "tượng|đợt"
)
_KNOWN = frozenset(word.replace(" ", "") for word in _COUNTED.split("|"))


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure: `scale` of the things counted, and their words, empty where only a scale is
    written.
    """

    scale: Decimal
    words: tuple[str, ...]

    @property
    def base(self) -> str:
        return "".join(self.words)


@lru_cache(maxsize=4096)
def measure(text: str) -> Measure:
    """Read a unit of measure.

    >>> measure("nghìn lượt người"), measure("1.000 đ").scale
    (Measure(scale=Decimal('1000'), words=('lượt', 'người')), Decimal('1000'))
    """
    plain = searchable(nfc(text[:80]))
    for pattern, word in _SPELLED:
        plain = pattern.sub(word, plain)
    words = re.findall(r"[^\W_]+|%", plain)
    scale = Decimal(1)
    while words and words[0] in _SCALES:
        scale *= _SCALES[words.pop(0)]
    return Measure(scale, tuple(words))


@lru_cache(maxsize=16_384)
def factor_between(written: str, asked: str) -> Decimal | None:
    """Return by what a figure in the unit written is multiplied to be in the unit asked, None where nobody
    knows.

    >>> factor_between("nghìn người", "người"), factor_between("giờ", "phút")
    (Decimal('1E+3'), None)
    """
    told, wanted = measure(written), measure(asked)
    if told.words and not _is_same(told, wanted):
        return None
    factor = told.scale / wanted.scale if told.words else told.scale
    return factor.normalize()


def is_measure(text: str, asked: frozenset[str]) -> bool:
    """Say whether a text is a unit of measure: a scale, one of the bases asked for, or a usual one.

    >>> [is_measure(text, frozenset()) for text in ("Lượt người", "nghìn", "tại xã")]
    [True, True, False]
    """
    if len(text) > 40:
        return False
    told = measure(text)
    if not told.words:
        return told.scale != 1
    return told.base in asked or told.base in _KNOWN or any(set(told.words) <= alike for alike in _ALIKE)


def _is_same(told: Measure, wanted: Measure) -> bool:
    if told.base == wanted.base or any(set(told.words) | set(wanted.words) <= alike for alike in _ALIKE):
        return True
    # "lượt" beside a count of "lượt người" or "lượt xe" is said shortly; "tin" beside "tin, bài" is less than
    # asked.
    shorter, longer = sorted((told.words, wanted.words), key=len)
    return shorter == ("lượt",) and longer[:1] == shorter
