"""The numbers of a sentence, each with the words that belong to it.

Behind a number stands what it counts; in front of it what was done; what leads to the first number and what
is said behind the last is shared by all ("khen thưởng 12 tập thể, 15 cá nhân"). Every look goes a bounded
way.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tonghop.domain.language import flat
from tonghop.domain.numerals import Doubt, Numeral, find_numerals
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.prose_words import SIGN, Word, listed, unexplained, words_of

PARTING = listed("và|với|cho|cùng|có|gồm|thu|đồng thời|thời lượng|trị giá")
_LEADS_ON = listed("trong|vào|tại|trên|ở|của|từ|đến")
_PASSIVE = frozenset(("được", "đã", "đang"))
_PARTED = re.compile(r"[,;/(:]")
_SLASH_PAIR = re.compile(r"(?<=[^\W\d_])/(?=\d)")
_DIGITS = re.compile(r"\d")
_FIRST_WORDS = re.compile(
    r"(?:(?:trên dưới|ước tính|ước đạt|ước thực hiện|ước có|ước|vào khoảng|khoảng chừng|khoảng|chừng"
    r"|xấp xỉ|hơn|trên|quá"
    r"|ít nhất|tối thiểu|không dưới|không ít hơn|gần|dưới|không quá|tối đa|suýt soát)\s+){1,3}",
    re.IGNORECASE,
)
_NEAREST = 40


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """A number of a sentence with the words that belong to it.

    `place` holds its qualifier and unit too, `own` the number alone; `led_from` is where the last clause
    before it begins, inside the sentence; `earlier` are the words behind the number before.
    """

    place: Span
    own: Span
    numeral: Numeral | Doubt
    before: list[Word]
    behind: list[Word]
    shared: list[Word]
    sentence: Span
    led_from: int
    earlier: tuple[Word, ...] = ()


def number_places(text: str, plain: str, sentence: Span, known: frozenset[str]) -> Iterator[NumberPlace]:
    """Yield the numbers of a sentence with their words.

    Shape: `plain` is the sentence in its searchable form, what names documents and the asked period blanked
    out; `known` are the words that may lead from one number to the next.
    """
    written = _SLASH_PAIR.sub(" ", sentence.cut(text))
    found = find_numerals(written, Span(0, len(written)))
    numbers = [(place, numeral) for place, numeral in found if place.cut(plain).strip()]
    if not numbers:
        return
    line = _Line.of(plain)
    owns = [own_place(written, place, numeral) for place, numeral in numbers]
    shared = line.before(0, owns[0].start) + _passives(line.behind(owns[-1].end, len(plain)))
    left = 0
    earlier: tuple[Word, ...] = ()
    for i, (place, numeral) in enumerate(numbers):
        is_last = i + 1 == len(numbers)
        limit = len(plain) if is_last else numbers[i + 1][0].start
        behind = _up_to_stop(line.behind(owns[i].end, limit))
        if not is_last:
            behind = _up_to_parting(plain, behind, limit, known)
        start = _after_stop(plain, left, place.start)
        left = behind[-1].end if behind else owns[i].end
        yield NumberPlace(
            place=_moved(place, sentence.start),
            own=_moved(owns[i], sentence.start),
            numeral=numeral,
            before=line.before(start, place.start),
            behind=behind,
            shared=shared,
            sentence=sentence,
            led_from=_last_sign(plain, start, place.start),
            earlier=earlier,
        )
        earlier = tuple(behind)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence's words, found by where they stand."""

    plain: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, plain: str) -> "_Line":
        words = tuple(words_of(plain, Span(0, len(plain))))
        return cls(plain, words, tuple(word.start for word in words))

    def before(self, start: int, end: int) -> list[Word]:
        """Return the last words of a stretch."""
        last = bisect_left(self.starts, end)
        first = max(bisect_left(self.starts, start), last - _NEAREST)
        return [word for word in self.words[first:last] if word.end <= end]

    def behind(self, start: int, end: int) -> list[Word]:
        """Return the first words of a stretch; the first has only the signs that stand inside of it."""
        first = bisect_left(self.starts, start)
        words = list(self.words[first : min(first + _NEAREST, bisect_left(self.starts, end))])
        if words:
            words[0] = words[0]._replace(sign="".join(SIGN.findall(self.plain, start, words[0].start)))
        return words


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def own_place(text: str, place: Span, numeral: Numeral | Doubt) -> Span:
    """Return where the number's own characters stand: without the qualifier before and the unit behind it.

    >>> from decimal import Decimal
    >>> own_place("hơn 1.200 buổi", Span(0, 14), Numeral(Decimal(1200), True, "buổi"))
    Span(start=4, end=9)
    """
    written = place.cut(text)
    start = 0
    digit = _DIGITS.search(written)
    if lead := _FIRST_WORDS.match(written):
        start = lead.end()
    if digit and not written[start:][:1].isalnum():
        start = digit.start()
    end = len(written)
    if numeral.unit:
        end = _unit_start(written, numeral.unit, start)
    return Span(place.start + start, place.start + end).trimmed(text, right=" \n\t(")


def _unit_start(written: str, unit: str, start: int) -> int:
    """Return where the unit stands in a number's phrase: the last place from which the words are the
    unit's.
    """
    first = unit.split()[0]
    at = written.rfind(first, start + 1)
    while at > start:
        if flat(written[at:]).startswith(unit):
            return at
        at = written.rfind(first, start + 1, at)
    return len(written)


def _passives(behind: list[Word]) -> list[Word]:
    """Return what is said of all numbers behind the last: "12 tập thể, 15 cá nhân được khen thưởng"."""
    for i, word in enumerate(behind[:6]):
        if word.sign.strip(")") and i:
            return []
        if word.word in _PASSIVE or word.word == "ký":
            return behind[i : i + 5]
    return []


def _up_to_stop(words: Sequence[Word]) -> list[Word]:
    """Return the words up to the sign that ends what is said of a number."""
    kept: list[Word] = []
    for word in words:
        if any(sign in ".;):" for sign in word.sign):
            break
        kept.append(word)
    return kept


def _after_stop(plain: str, left: int, end: int) -> int:
    """Return where the words in front of a number begin: behind the last sign that ends a clause."""
    return max(left, plain.rfind(";", left, end) + 1, plain.rfind("(", left, end) + 1)


def _last_sign(plain: str, start: int, end: int) -> int:
    return max(plain.rfind(sign, start, end) for sign in ",:;(-") + 1


def _up_to_parting(plain: str, behind: list[Word], limit: int, known: frozenset[str]) -> list[Word]:
    """Leave to the next number the words that lead to it."""
    if not behind or _PARTED.search(plain, behind[-1].end, limit):
        return behind
    kept = len(behind) - 1 if behind[-1].word in _LEADS_ON and len(behind) > 1 else len(behind)
    for i in range(kept - 1, 0, -1):
        if _PARTED.search(behind[i].sign):
            return behind[:i]
        if behind[i].word in PARTING and not unexplained(behind[i:], known):
            return behind[: i - 1] if i > 1 and behind[i - 1].word == "tổng" else behind[:i]
    return behind[:kept]
