"""Targets that a directive names in its sentences ("phấn đấu tổ chức 100 buổi"), tied to an indicator.

A number becomes a target only where one indicator alone can be meant and it is not a share for each body
("mỗi xã 2 buổi"); everything else that looks like a target is asked with its words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tonghop.domain.directives.reading import Reading
from tonghop.domain.language import flat, searchable, sentences
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.indicators import DISTINCT, Indicator
from tonghop.domain.reporting.values import vietnamese_number

_WISH = r"(?:phấn đấu|ít nhất|tối thiểu|mục tiêu|chỉ tiêu|không dưới|hoàn thành|đạt (?:từ|trên))"
_NUMBER = r"(?<![\d.,/])(\d{1,3}(?:\.\d{3}){1,4}|\d{1,9})"
_EACH = re.compile(r"\b(?:mỗi|từng|mọi|bình quân)\b|/(?:xã|phường|đơn vị|huyện|tháng|quý|năm|người|cơ quan)")
_WORD = re.compile(r"\w{2,}")
_COMMON = frozenset(
    ["số", "tổng", "lượt", "được", "các", "của", "và", "trong", "cho", "đến", "với", "tại", "về"]
)
_NEAR = 70


@dataclass(frozen=True, slots=True)
class _Wish:
    """A number with a unit in a sentence that wishes for it."""

    amount: Decimal
    unit: str
    sentence: str
    is_each: bool


def with_targets(
    reading: Reading, indicators: Sequence[Indicator]
) -> tuple[tuple[Indicator, ...], tuple[str, ...]]:
    """Return the indicators with the targets that the directive names, and what a person is asked of them."""
    targets: dict[str, Decimal] = {}
    notes: list[str] = []
    for wish in _wishes(reading, indicators):
        named = vietnamese_number(wish.amount)
        meant = _meant(wish, indicators)
        if wish.is_each or meant is None or meant.target is not None or meant.code in targets:
            notes.append(
                f"Chỉ tiêu: văn bản nêu {named} {wish.unit}, chưa tự gắn vào chỉ tiêu nào: “{wish.sentence}”."
            )
        else:
            targets[meant.code] = wish.amount
            notes.append(
                f"Chỉ tiêu: xác nhận kế hoạch {named} {wish.unit} cho “{meant.name}”, theo câu "
                f"“{wish.sentence}”."
            )
    found = tuple(replace(row, target=targets.get(row.code, row.target)) for row in indicators)
    return found, tuple(dict.fromkeys(notes))


def _wishes(reading: Reading, indicators: Sequence[Indicator]) -> Iterator[_Wish]:
    units = sorted(
        {searchable(row.unit) for row in indicators if row.unit[:1].isalpha()}, key=len, reverse=True
    )
    if not units:
        return
    wished = re.compile(rf"{_WISH}[^.;:\d]{{0,60}}{_NUMBER} ({'|'.join(map(re.escape, units))})(?!\w)")
    folded = searchable(reading.text)
    spans = {duty.span for duty in reading.obligations if not duty.rights_sensitive}
    for span in sorted(spans, key=lambda s: s.start):
        for sentence in sentences(reading.text, span):
            for match in wished.finditer(folded, sentence.start, sentence.end):
                yield _wish(reading.text, folded, sentence, match)


def _wish(text: str, folded: str, sentence: Span, match: re.Match[str]) -> _Wish:
    around = folded[max(sentence.start, match.start() - _NEAR) : min(sentence.end, match.end() + _NEAR)]
    amount = Decimal(match[1].replace(".", ""))
    words = flat(sentence.cut(text)).rstrip(" .;")
    return _Wish(amount, match[2], words[:240], _EACH.search(around) is not None)


def _meant(wish: _Wish, indicators: Sequence[Indicator]) -> Indicator | None:
    """The one indicator in this unit whose name shares most words with the sentence; None where two are
    alike.
    """
    said = _words(wish.sentence)
    fit = [row for row in indicators if searchable(row.unit) == wish.unit and row.kind != DISTINCT]
    shared = {row.code: len(said & _words(row.name)) for row in fit if not row.parent}
    best = max(shared.values(), default=0)
    chosen = [row for row in fit if shared.get(row.code) == best]
    return chosen[0] if len(chosen) == 1 and best > 0 else None


def _words(text: str) -> set[str]:
    return set(_WORD.findall(searchable(text))) - _COMMON
