"""Figures found in the sentences of a report, each with the indicator that its sentence names.

A figure belongs to an indicator when the sentence says so to any careful reader: a number, its unit of
measure (or what is counted) right behind it, the indicator's words near it, and nothing that narrows it,
moves it to another period, makes it a part or lays it on another body. Everything else near an indicator is
a doubt or another slot; a number that comes near no indicator is not mentioned at all.

The work is linear: each sentence is read once, and each rule looks at a bounded window.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tonghop.domain.language import sentences
from tonghop.domain.numerals import Doubt, counted_in, in_figures
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.indicators import STOCK, Indicator
from tonghop.domain.reporting.number_places import NumberPlace, number_places
from tonghop.domain.reporting.prose_doubts import ParagraphSoFar, reason_against
from tonghop.domain.reporting.prose_matches import Match, matches, winners
from tonghop.domain.reporting.prose_mentions import Mention, Setting
from tonghop.domain.reporting.prose_nothing import nothing_in
from tonghop.domain.reporting.prose_scope import (
    Scope,
    begins_examples,
    follows_since,
    including,
    masked,
    scope_of,
)
from tonghop.domain.reporting.prose_subjects import is_others, mentions
from tonghop.domain.reporting.prose_words import VERBS, listed
from tonghop.domain.reporting.values import Unclear
from tonghop.domain.reporting.wordings import Said

_TAKING_PART = listed("dự|thu|hút|tổng|đông|đảo")
_OTHERS = Scope("part", "câu nói về đơn vị khác")
_BRACKET = 80


def mentions_in(
    text: str, folded: str, span: Span, said: Sequence[Said], setting: Setting
) -> Iterator[Mention]:
    """Yield the figures of a paragraph that come near an indicator, in reading order.

    Shape: `folded` is `searchable(text)`; `said` comes from `wordings_of`.
    """
    told = ParagraphSoFar()
    for sentence in sentences(text, span):
        plain = masked(sentence.cut(folded), setting.turn)
        yield from _of_sentence(text, folded, plain, sentence, said, setting, told)


def _of_sentence(
    text: str,
    folded: str,
    plain: str,
    sentence: Span,
    said: Sequence[Said],
    setting: Setting,
    told: ParagraphSoFar,
) -> Iterator[Mention]:
    known = VERBS.union(_TAKING_PART, *(one.words for one in said))
    places = list(number_places(text, plain, sentence, known))
    told.examples = told.examples or begins_examples(plain, 0, len(plain))
    ends: dict[str, int] = {}
    certain: set[str] = set()
    for place in places:
        scope = _scope(text, folded, plain, place, setting, told)
        start = place.own.start - sentence.start
        if scope.slot == "cumulative" and (sum_ := _sum_of_one(plain, place, certain, said)):
            yield sum_
            continue
        for mention in _judged(place, list(matches(place, said, setting.topic, setting.above)), scope, told):
            code = mention.indicator
            if code in setting.parts_of or (code in ends and including(plain, ends[code], start)):
                mention = replace(mention, slot="part")
            ends.setdefault(code, place.place.end - sentence.start)
            certain |= {code} if mention.is_certain else set()
            yield mention
        told.heard(place)
    yield from nothing_in(plain, sentence, places, said, setting)


def _sum_of_one(
    plain: str, place: NumberPlace, certain: Collection[str], said: Sequence[Said]
) -> Mention | None:
    """Return the sum since the year's start that stands, with no words but "lũy kế", behind the sentence's
    one certain figure: "12 buổi; lũy kế từ đầu năm 1.300".
    """
    numeral = place.numeral
    if len(certain) != 1 or isinstance(numeral, Doubt):
        return None
    indicator = next(one.indicator for one in said if one.indicator.code in certain)
    behind = " ".join(word.word for word in place.behind)
    if indicator.kind == STOCK or behind not in ("", indicator.unit):
        return None
    if not follows_since(plain, place.place.start - place.sentence.start):
        return None
    amount = counted_in(numeral, indicator.unit)
    return Mention(indicator.code, place.own, place.sentence, amount, "cumulative", numeral.inexact)


def _judged(place: NumberPlace, found: list[Match], scope: Scope, told: ParagraphSoFar) -> Iterator[Mention]:
    """Yield what a number is said of: a certain figure, or every indicator that it may be of with the
    doubt.
    """
    full = [match for match in found if match.is_full]
    if not full:
        yield from (
            _mention(
                place, match, scope, _unclear(place, "incomplete", "chưa rõ có phải số của chỉ tiêu này")
            )
            for match in found
        )
        return
    best = winners(full)
    for match in best:
        reason = reason_against(place, match, best, scope, told)
        yield _mention(place, match, scope, _unclear(place, *reason) if reason else None)


def _scope(
    text: str, folded: str, plain: str, place: NumberPlace, setting: Setting, told: ParagraphSoFar
) -> Scope:
    """Return what a number is of: as its sentence says, its paragraph's examples, or the headings over it."""
    base = place.sentence.start
    of = place.numeral.of
    if of:
        return Scope(of)
    if setting.slot:
        return Scope(setting.slot)
    if told.examples:
        return Scope("part")
    start, end = place.place.start - base, place.place.end - base
    scope = scope_of(plain, 0, start, end, cycle=setting.turn.cycle if setting.turn else None)
    if scope.slot != "period":
        return scope
    if is_others(text, folded, base, place.place.start, setting.own):
        return _OTHERS
    return _OTHERS if _is_named_behind(text, folded, place, setting.own) else scope


def _is_named_behind(text: str, folded: str, place: NumberPlace, own: frozenset[str]) -> bool:
    """Say whether a body stands in brackets right behind a number's phrase: "12 buổi (Công an xã)"."""
    if not place.behind:
        return False
    opened = folded.find("(", place.own.end, place.sentence.start + place.behind[-1].end + 3)
    if opened < 0:
        return False
    closed = folded.find(")", opened, opened + _BRACKET)
    return closed > 0 and any(
        not mention.is_own for mention in mentions(text, folded, opened + 1, closed, own)
    )


def _mention(place: NumberPlace, match: Match, scope: Scope, doubt: Unclear | None) -> Mention:
    indicator = match.said.indicator
    numeral = place.numeral
    slot = scope.slot
    if slot != "period" and indicator.kind == STOCK and slot == "cumulative":
        slot = "period"
    if isinstance(numeral, Doubt):
        return Mention(indicator.code, place.own, place.sentence, None, slot, doubt=doubt)
    amount = counted_in(numeral, indicator.unit)
    if doubt is None and slot == "period":
        doubt = _unfit(place, indicator, amount)
    return Mention(indicator.code, place.own, place.sentence, amount, slot, numeral.inexact, doubt=doubt)


def _unfit(place: NumberPlace, indicator: Indicator, amount: Decimal | None) -> Unclear | None:
    if amount is None:
        return _unclear(place, "unit", f"chưa rõ số này tính theo “{indicator.unit}” hay theo đơn vị gốc")
    if amount != amount.quantize(Decimal(1).scaleb(-indicator.decimals)):
        return _unclear(place, "too-fine", "có phần lẻ mà chỉ tiêu không có")
    return None


def _unclear(place: NumberPlace, code: str, why: str) -> Unclear:
    numeral = place.numeral
    amounts = numeral.choices if isinstance(numeral, Doubt) else (numeral.amount,)
    return Unclear(code, why, tuple(map(in_figures, amounts)))
