"""Which reporting cycles a title names: "6 tháng đầu năm 2023", "quý II/2023", "tháng 5 năm 2023", "năm
2023".
"""

import re
from collections.abc import Callable

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.language import nfc, searchable

_YEAR = r"(?:,? +năm| *[/-])? *(?P<year>20\d{2})\b"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_HALF = re.compile(rf"\b(?:0?6|sáu) +tháng +(?P<half>đầu|cuối){_YEAR}")
_NINE = re.compile(rf"\b(?:0?9|chín) +tháng(?: +đầu)?{_YEAR}")
_QUARTER = re.compile(rf"\bquý +(?P<quarter>i{{1,3}}|iv|[1-4]){_YEAR}")
_MONTH = re.compile(rf"\btháng +(?P<month>\d{{1,2}}){_YEAR}")
_WHOLE = re.compile(r"\bnăm +(?P<year>20\d{2})\b")


def told_cycles(title: str) -> frozenset[Cycle]:
    """Return the cycles that a title names; a year alone is a cycle only where nothing else stands.

    >>> sorted(map(str, told_cycles("Kết quả 6 tháng đầu năm 2023, nhiệm vụ 6 tháng cuối năm 2023")))
    ['2023-H1', '2023-H2']
    >>> told_cycles("Kết quả công tác 6 tháng đầu năm")
    frozenset()
    """
    text = searchable(nfc(title))
    found: set[Cycle] = set()
    for pattern, code in _PATTERNS:
        for match in pattern.finditer(text):
            found.add(Cycle(int(match["year"]), code(match)))
        text = pattern.sub(" ", text)
    return frozenset(found)


def _quarter(match: re.Match[str]) -> str:
    return f"Q{_ROMAN.get(match['quarter']) or match['quarter']}"


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_HALF, lambda match: "H1" if match["half"] == "đầu" else "H2"),
    (_NINE, lambda match: "9M"),
    (_QUARTER, _quarter),
    (_MONTH, lambda match: f"M{int(match['month']):02d}"),
    (_WHOLE, lambda match: "Y"),
)
