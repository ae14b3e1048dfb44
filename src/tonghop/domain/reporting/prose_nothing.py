"""What a sentence says did not happen: "không phát sinh" is nil; "không tổ chức", "chưa có" are questions."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tonghop.domain.provenance import Span
from tonghop.domain.reporting.number_places import NumberPlace
from tonghop.domain.reporting.prose_mentions import Mention, Setting
from tonghop.domain.reporting.prose_words import Word, unexplained, words_of
from tonghop.domain.reporting.values import NIL_WORDS, Unclear
from tonghop.domain.reporting.wordings import Said, Wording

_NIL = re.compile(r"(?<!\w)không (?:có )?phát sinh(?!\w)")
_NONE = re.compile(
    r"(?<!\w)(?:không|chưa)(?: có| tổ chức| xây dựng| thành lập| phát hành| phát| đăng| thực hiện"
    r"| triển khai| treo| duy trì| trao"
    r"| khen thưởng| xảy ra)(?: được| thêm| mới)?(?: \w+){0,2}|(?<=: )không(?= ?(?:[.;]|$))"
)
_REACH = 200
_OWN_WORDS = frozenset(("không", "phát", "sinh"))
_NOTHING = Unclear("nothing", "câu nói là không có", ("0", NIL_WORDS))


def nothing_in(
    plain: str, sentence: Span, places: Sequence[NumberPlace], said: Sequence[Said], setting: Setting
) -> Iterator[Mention]:
    """Yield the indicators of which a sentence says that nothing happened, where no number stands beside.

    Shape: `plain` is the sentence in its searchable form; the mention's place is the words that say so.
    """
    taken = [place.place.start - sentence.start for place in places]
    for pattern in (_NIL, _NONE):
        for found in pattern.finditer(plain):
            clause = _clause(plain, found.start(), found.end())
            if _holds_any(clause, taken) or (pattern is _NONE and _NIL.search(plain, *clause)):
                continue
            place = Span(sentence.start + found.start(), sentence.start + found.end())
            for one in _named(words_of(plain, clause), said, setting, is_strict=pattern is _NIL):
                yield Mention(
                    one.indicator.code,
                    place,
                    sentence,
                    None,
                    setting.slot or "period",
                    is_nil=pattern is _NIL,
                    doubt=None if pattern is _NIL else _NOTHING,
                )


def _holds_any(clause: Span, places: Sequence[int]) -> bool:
    at = bisect_left(places, clause.start)
    return at < len(places) and places[at] < clause.end


def _clause(plain: str, start: int, end: int) -> Span:
    """Return the clause around two offsets, at most so far as an eye reaches."""
    begin = max(plain.rfind(sign, max(0, start - _REACH), start) for sign in ".;(") + 1
    ends = [at for sign in ".;)" if (at := plain.find(sign, end, end + _REACH)) >= 0]
    return Span(begin or max(0, start - _REACH), min(ends, default=min(len(plain), end + _REACH)))


def _named(words: list[Word], said: Sequence[Said], setting: Setting, *, is_strict: bool) -> Iterator[Said]:
    """Yield the indicators that a clause names; strictly: with no word besides that they do not explain."""
    near = {word.word for word in words}
    for one in said:
        if any(_is_named(wording, near) for wording in one.wordings) and not (
            is_strict and unexplained(words, one.words | setting.topic | _OWN_WORDS)
        ):
            yield one


def _is_named(wording: Wording, near: set[str]) -> bool:
    counted = wording.is_measure or bool(wording.nouns & near) or set(wording.unit) <= near
    return counted and bool(wording.needs) and not wording.missing(near)
