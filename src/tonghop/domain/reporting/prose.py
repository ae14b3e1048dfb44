"""Figures found in the sentences of a report, each with the indicator that its sentence names.

A figure belongs to an indicator when the sentence says so to any careful reader: a number, its unit of measure (or
what is counted) right behind it, the indicator's words near it, and nothing that narrows it, moves it to another
period, makes it a part or lays it on another body. Everything else near an indicator is a doubt or another slot; a
number that comes near no indicator is not mentioned at all.

The work is linear: each sentence is read once, and each rule looks at a bounded window.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tonghop.domain.language import flat, sentences
from tonghop.domain.numerals import Doubt, Numeral, counted_in, find_numerals, in_figures
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.indicators import STOCK, Indicator
from tonghop.domain.reporting.period_words import Turn
from tonghop.domain.reporting.prose_scope import (
    Scope,
    Slot,
    begins_examples,
    including,
    masked,
    scope_of,
)
from tonghop.domain.reporting.prose_subjects import is_others, mentions
from tonghop.domain.reporting.prose_words import SIGN, STOP, VERBS, Word, listed, unexplained, words_of
from tonghop.domain.reporting.values import Unclear
from tonghop.domain.reporting.wordings import Said, Wording

_EVENTS = listed("buổi|lớp|đợt|điểm|chuyến|phiên|hội nghị|tọa đàm|tập huấn|ngày hội|hội thi|hội thảo")
_ITEMS = listed("bản tin|tin bài|tin|bài|phóng sự|video|clip|chuyên mục|chương trình|lượt")
_PARTING = listed("và|với|cho|cùng|có|gồm|thu|đồng thời|thời lượng|trị giá")
_LEADS_ON = listed("trong|vào|tại|trên|ở|của|từ|đến")
_ENDS_PHRASE = listed(
    "nhằm|góp|thu|đạt|tăng|giảm|so|gồm|bao|như|đó|hưởng|ứng|bảo|đảm|qua|tương|đương|chiếm|bằng|thông"
)
_TAKING_PART = listed("dự|thu|hút|tổng|đông|đảo")
_PASSIVE = frozenset(("được", "đã", "đang"))
_PEOPLE = frozenset(("lượt người", "người", "lượt"))
_COMMON_UNITS = listed("hộ|người|lượt người|lượt|điểm|tờ|suất|cá nhân|tập thể|bài|tin|cái|%|đồng chí")
_TIMES = listed("giờ|phút|giây|tiếng|ngày")
_HEADS = listed(
    "người|lượt|cán bộ|đại biểu|học sinh|hội viên|đoàn viên|nhân dân|người dân|quần chúng|đảng viên"
)
"""How people are counted where the wording does not say whether each is counted once."""
_CHANNELS = listed("mạng xã hội|truyền thanh|truyền hình|báo|đài|cổng")
_PRESS = listed("báo|đài|truyền hình|cổng")
_REMARKS = listed("cùng|tăng|giảm|đạt|so|bằng|trong|gồm|bao|kể|ước|kèm|có|theo|phụ|xem")
_SAYS = listed("là|đạt|được|có|gồm")
_OTHER_DEEDS = listed("in|nhận|dự|mua|đặt|tra|giám|duyệt|giao|tăng|giảm|chuẩn|bị")
"""What is done to a thing without holding, handing out or showing it."""
_OWN_VERBS = listed("in|nhận|dự|tham_gia|mua|hủy")
_PARTED = re.compile(r"[,;/(:]")
_SLASH_PAIR = re.compile(r"(?<=[^\W\d_])/(?=\d)")
_DIGITS = re.compile(r"\d")
_FIRST_WORDS = re.compile(
    r"(?:(?:trên dưới|ước tính|ước đạt|ước thực hiện|ước có|ước|vào khoảng|khoảng chừng|khoảng|chừng|xấp xỉ|hơn|trên|quá"
    r"|ít nhất|tối thiểu|không dưới|không ít hơn|gần|dưới|không quá|tối đa|suýt soát)\s+){1,3}",
    re.IGNORECASE,
)
_NIL = re.compile(r"(?<!\w)không (?:có )?phát sinh(?!\w)")
_NONE = re.compile(
    r"(?<!\w)(?:không|chưa)(?: có| tổ chức| xây dựng| thành lập| phát hành| phát| đăng| thực hiện| triển khai| treo| duy trì| trao"
    r"| khen thưởng| xảy ra)(?: được| thêm| mới)?(?: \w+){0,2}"
)
_NEAREST = 40
_LONGEST_ITEM = 60
"""Minutes (or hours) up to which a length may be that of one item."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a paragraph: the turn asked, the body's own words, what the campaign is about, the headings.

    `topic` are words that narrow nothing; `above` the words of the headings over the paragraph; `slot` is what
    every figure below these headings is ("target" under plans), None where they say nothing; `parts_of` the
    indicators whose totals stand in the line above that opened this list.
    """

    turn: Turn | None = None
    own: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    above: tuple[str, ...] = ()
    slot: Slot | None = None
    parts_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of a sentence and the indicator that it is said of.

    `place` is the number itself, `sentence` the whole sentence. `amount` counts the indicator's unit; it is None
    for `is_nil` ("không phát sinh") and where the number itself is doubtful. `slot` says what it is of; `doubt` why
    it is not certain. A certain figure of this period has the slot "period" and no doubt.
    """

    indicator: str
    place: Span
    sentence: Span
    amount: Decimal | None
    slot: Slot
    inexact: bool = False
    is_nil: bool = False
    doubt: Unclear | None = None

    @property
    def is_certain(self) -> bool:
        return self.slot == "period" and self.doubt is None


@dataclass(frozen=True, slots=True)
class _Place:
    """A number of a sentence with the words that belong to it."""

    place: Span
    own: Span
    numeral: Numeral | Doubt
    before: list[Word]
    behind: list[Word]
    shared: list[Word]
    sentence: Span
    led_from: int
    earlier: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    said: Said
    wording: Wording
    head: tuple[str, ...]
    missing: tuple[frozenset[str], ...]
    strange: tuple[str, ...]
    near: frozenset[str]
    is_component: bool = False
    is_near: bool = True

    @property
    def is_full(self) -> bool:
        return not self.missing


@dataclass(slots=True)
class _Paragraph:
    """What the sentences before have told: the event counted last, whether examples have begun."""

    anchor: frozenset[str] | None = None
    examples: bool = False
    counted: bool = False


def mentions_in(
    text: str, folded: str, span: Span, said: Sequence[Said], setting: Setting
) -> Iterator[Mention]:
    """Yield the figures of a paragraph that come near an indicator, in reading order.

    Shape: `folded` is `searchable(text)`; `said` comes from `wordings_of`.
    """
    told = _Paragraph()
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
    told: _Paragraph,
) -> Iterator[Mention]:
    base = sentence.start
    known = VERBS.union(_TAKING_PART, *(one.words for one in said))
    places = list(_places(text, plain, sentence, known))
    told.examples = told.examples or begins_examples(plain, 0, len(plain))
    told_before: list[tuple[int, str]] = []
    for place in places:
        scope = _scope(text, folded, plain, place, setting, told, base)
        found = list(_matches(place, said, setting))
        for mention in _judged(place, found, scope, told, setting):
            if mention.indicator in setting.parts_of or any(
                code == mention.indicator and including(plain, end, place.own.start - base)
                for end, code in told_before[-_NEAREST:]
            ):
                mention = replace(mention, slot="part")
            told_before.append((place.place.end - base, mention.indicator))
            yield mention
        told.anchor = _anchor(place) or told.anchor
        told.counted = told.counted or bool({word.word for word in place.behind[:2]} & (_EVENTS | _ITEMS))
    yield from _nothing(plain, sentence, places, said, setting)


# --- The numbers of a sentence and their words ----------------------------------------------------------------


def _places(text: str, plain: str, sentence: Span, known: frozenset[str]) -> Iterator[_Place]:
    written = _SLASH_PAIR.sub(" ", sentence.cut(text))
    found = find_numerals(written, Span(0, len(written)))
    numbers = [(place, numeral) for place, numeral in found if place.cut(plain).strip()]
    if not numbers:
        return
    words = words_of(plain, Span(0, len(plain)))
    owns = [own_place(written, place, numeral) for place, numeral in numbers]
    shared = _lead(words, owns[0].start) + _passives(words, owns[-1].end)
    left, earlier = 0, ()
    for i, (place, numeral) in enumerate(numbers):
        limit = numbers[i + 1][0].start if i + 1 < len(numbers) else len(plain)
        behind = [word for word in words if owns[i].end <= word.start < limit]
        if behind:
            behind[0] = behind[0]._replace(sign="".join(SIGN.findall(plain, owns[i].end, behind[0].start)))
        behind = _up_to_stop(plain, owns[i].end, behind)
        if i + 1 < len(numbers):
            behind = _up_to_parting(plain, behind, limit, known)
        start = _after_stop(plain, left, place.start)
        before = [word for word in words if start <= word.start and word.end <= place.start]
        left = behind[-1].end if behind else owns[i].end
        base = sentence.start
        yield _Place(
            Span(base + place.start, base + place.end),
            Span(base + owns[i].start, base + owns[i].end),
            numeral,
            before,
            behind,
            shared,
            sentence,
            _last_sign(plain, start, place.start),
            earlier,
        )
        earlier = tuple(behind[:_NEAREST])


def _last_sign(plain: str, start: int, end: int) -> int:
    return max(plain.rfind(sign, start, end) for sign in ",:;(-") + 1


def own_place(text: str, place: Span, numeral: Numeral | Doubt) -> Span:
    """Return where the number's own characters stand: without the qualifier before and the unit behind it.

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
    """Return where the unit stands in a number's phrase: the last place from which the words are the unit's."""
    first = unit.split()[0]
    at = written.rfind(first, start + 1)
    while at > start:
        if flat(written[at:]).startswith(unit):
            return at
        at = written.rfind(first, start + 1, at)
    return len(written)


def _lead(words: Sequence[Word], until: int) -> list[Word]:
    return [word for word in words if word.end <= until][-_NEAREST:]


def _passives(words: Sequence[Word], since: int) -> list[Word]:
    """Return what is said of all numbers behind the last: "12 tập thể, 15 cá nhân được khen thưởng"."""
    behind = [word for word in words if word.start >= since]
    for i, word in enumerate(behind[:6]):
        if word.sign and i:
            return []
        if word.word in _PASSIVE or word.word == "ký":
            return behind[i : i + 5]
    return []


def _up_to_stop(plain: str, start: int, words: Sequence[Word]) -> list[Word]:
    kept: list[Word] = []
    for word in words:
        if kept and any(sign in ";)" for sign in word.sign):
            break
        if any(sign in ".;):" for sign in word.sign):
            break
        kept.append(word)
        if len(kept) == _NEAREST:
            break
    return kept


def _after_stop(plain: str, left: int, end: int) -> int:
    """Return where the words in front of a number begin: behind the last sign that ends a clause."""
    return max(left, plain.rfind(";", left, end) + 1, plain.rfind("(", left, end) + 1)


def _up_to_parting(plain: str, behind: list[Word], limit: int, known: frozenset[str]) -> list[Word]:
    """Leave to the next number the words that lead to it."""
    if not behind or _PARTED.search(plain, behind[-1].end, limit):
        return behind
    kept = len(behind) - 1 if behind[-1].word in _LEADS_ON and len(behind) > 1 else len(behind)
    for i in range(kept - 1, 0, -1):
        if _PARTED.search(behind[i].sign):
            return behind[:i]
        if behind[i].word in _PARTING and not unexplained(behind[i:], known):
            return behind[: i - 1] if i > 1 and behind[i - 1].word == "tổng" else behind[:i]
    return behind[:kept]


# --- Which indicator ------------------------------------------------------------------------------------------


def _matches(place: _Place, said: Sequence[Said], setting: Setting) -> Iterator[_Match]:
    """Yield, for each indicator that a number comes near, its best wording."""
    for one in said:
        best = max(
            filter(None, (_match(place, one, wording, setting) for wording in one.wordings)),
            key=lambda match: (
                match.is_full,
                not match.strange,
                not match.is_component,
                match.is_near,
                -len(match.missing),
                len(match.wording.needs),
            ),
            default=None,
        )
        if best:
            yield best


def _match(place: _Place, said: Said, wording: Wording, setting: Setting) -> _Match | None:
    head = wording.head(place.behind)
    is_loose = not head and _is_loose(place, wording)
    if is_loose:
        head = (place.behind[0].word,)
    if not head:
        return _labelled(place, said, wording, setting)
    explained = said.words | setting.topic | set(head) | _of_press(said)
    behind = _phrase(place.behind, explained)
    nouns = _nouns_in(behind, wording)
    beside = {word.word for word in (*place.before, *behind)}
    if wording.is_measure or set(wording.unit) & _PEOPLE:
        beside |= _of_event(place)
    near = beside | {word.word for word in place.shared} | set(setting.above)
    missing = list(wording.missing(near))
    if is_loose:
        if missing and len(missing) == len(wording.needs):
            return None
        missing.append(frozenset(wording.unit))
    if not wording.is_measure and not set(wording.unit) & wording.nouns and head[-1] not in wording.nouns:
        missing += [] if wording.nouns & {word.word for word in behind} else [wording.nouns]
    strange = [word.word for word in unexplained(behind[len(head) :], explained)]
    if missing and _is_far(wording, missing, strange):
        return None
    if wording.is_measure:
        strange += [word.word for word in unexplained(_measured(place.before), explained | VERBS)]
    strange += _other_channels(said, behind, near)
    return _Match(
        said,
        wording,
        head,
        tuple(missing),
        tuple(dict.fromkeys(strange)),
        frozenset(near),
        wording.is_component(head, nouns),
        not wording.missing(_nearest(place, wording, beside)),
    )


def _nearest(place: _Place, wording: Wording, beside: set[str]) -> set[str]:
    """Return the words beside a number without those that an earlier clause says of the same thing."""
    same = wording.nouns | set(wording.unit)
    for i in range(len(place.before) - 1, 0, -1):
        if "," in place.before[i].sign:
            told = {word.word for word in place.before[:i]}
            if told & same:
                return beside - (told - {word.word for word in (*place.before[i:], *place.behind)})
            return beside
    return beside


def _is_loose(place: _Place, wording: Wording) -> bool:
    """Say whether a number is followed by a unit akin to the one asked for, but not that one."""
    if not place.behind or place.behind[0].sign:
        return False
    first = place.behind[0].word
    if wording.is_measure:
        return first in _TIMES and wording.unit[0] in _TIMES
    return "lượt người" in wording.unit and first in _HEADS


def _of_event(place: _Place) -> set[str]:
    """Return the words of what was counted right before: whoever is counted with an event took part in it."""
    words = {word.word for word in place.earlier}
    return words | {"dự"} if place.earlier and place.earlier[0].word in _EVENTS else words


def _other_channels(said: Said, behind: Sequence[Word], near: set[str]) -> list[str]:
    """Return the channels that a sentence or its heading names and an indicator of items does not."""
    if not said.words & _ITEMS:
        return []
    own = (said.words & _CHANNELS) or _PRESS
    told = {word.word for word in behind} & _CHANNELS or near & _CHANNELS
    return [] if not told or told & (own | (_PRESS if own & _PRESS else own)) else sorted(told)


def _of_press(said: Said) -> frozenset[str]:
    """Return the portals of an office where an indicator of items names no other channel."""
    is_press = said.words & _ITEMS and not said.words & (_CHANNELS - _PRESS)
    return frozenset(("cổng",)) if is_press else frozenset()


def _is_far(wording: Wording, missing: Sequence[frozenset[str]], strange: Sequence[str]) -> bool:
    """Say whether a number with the right unit says too little of an indicator to be asked about."""
    if len(missing) >= len(wording.needs):
        return bool(strange) or wording.is_measure or bool(set(wording.unit) & _COMMON_UNITS)
    return 2 * len(missing) > len(wording.needs) or (bool(strange) and 2 * len(missing) >= len(wording.needs))


def _labelled(place: _Place, said: Said, wording: Wording, setting: Setting) -> _Match | None:
    """Match "Số buổi tuyên truyền: 101" where no unit stands behind the number."""
    if place.behind and not place.behind[0].sign and place.behind[0].word not in _PARTING | _ENDS_PHRASE:
        return None
    label = place.before
    words = {word.word for word in label}
    if not label or not (set(wording.unit) <= words or wording.nouns & words):
        return None
    if wording.is_measure or wording.missing(words) or not _leads(place, label):
        return None
    strange = [word.word for word in unexplained(list(label), said.words | setting.topic | VERBS)]
    return _Match(said, wording, (), (), tuple(strange), frozenset(words))


def _leads(place: _Place, label: Sequence[Word]) -> bool:
    return label[-1].word in _SAYS or place.place.start - place.sentence.start > label[-1].end


def _measured(before: Sequence[Word]) -> list[Word]:
    """Return the words of what is measured, back to the sign that begins it."""
    kept: list[Word] = []
    for word in reversed(before[-8:]):
        kept.append(word)
        if word.sign:
            break
    return kept[::-1]


def _phrase(behind: list[Word], explained: frozenset[str] | set[str]) -> list[Word]:
    """Return the words behind a number that speak of what it counts, up to where the sentence turns to other things."""
    for i, word in enumerate(behind):
        if not i:
            continue
        if "(" in word.sign and _is_remark(behind[i:]):
            return behind[:i]
        if word.word in _ENDS_PHRASE and word.word not in explained:
            return behind[:i]
        turns = bool(word.sign.strip("\"'")) or word.word in ("và", "đồng thời", "qua")
        following = behind[i + 1 : i + 2] if word.word in ("và", "đồng thời") else [word]
        if turns and (
            not following or unexplained(following, explained) or _is_verb(following[0], explained)
        ):
            return behind[:i]
    return behind


def _is_remark(words: Sequence[Word]) -> bool:
    """Say whether a bracket compares or counts, and does not narrow what stands before it."""
    return words[0].word in _REMARKS or any(word.word.isdigit() for word in words[:12])


def _is_verb(word: Word, explained: frozenset[str] | set[str]) -> bool:
    return word.word in VERBS and word.word not in explained


def _nouns_in(behind: Sequence[Word], wording: Wording) -> set[str]:
    return {word.word for word in behind} & wording.nouns


# --- The judgement --------------------------------------------------------------------------------------------


def _judged(
    place: _Place, found: list[_Match], scope: Scope, told: _Paragraph, setting: Setting
) -> Iterator[Mention]:
    full = [match for match in found if match.is_full]
    if not full:
        yield from (
            _mention(
                place, match, scope, _unclear(place, "incomplete", "chưa rõ có phải số của chỉ tiêu này")
            )
            for match in found
        )
        return
    winners = _winners(full)
    for match in winners:
        reason = _reason(place, match, winners, scope, told)
        yield _mention(place, match, scope, _unclear(place, *reason) if reason else None)


def _winners(full: list[_Match]) -> list[_Match]:
    """Return the indicators that explain a number best: one, or several that nothing tells apart."""
    clean = [match for match in full if not match.strange] or full
    clean = [match for match in clean if match.is_near] or clean
    for match in clean:
        if all(_explained(match) > _explained(other) for other in clean if other is not match):
            return [match]
    return clean


def _explained(match: _Match) -> frozenset[str]:
    return match.near & match.said.words - STOP


def _reason(
    place: _Place, match: _Match, winners: Sequence[_Match], scope: Scope, told: _Paragraph
) -> tuple[str, str] | None:
    """Return why a figure is not certain, as a code and the end of a sentence, or None."""
    if len(winners) > 1:
        names = " hay ".join(f"“{winner.said.indicator.name}”" for winner in winners)
        return "which-indicator", f"chưa rõ là số của {names}"
    if isinstance(place.numeral, Doubt):
        return place.numeral.code, place.numeral.message_vi
    if match.is_component or _is_one_of_kinds(place, match):
        return "component", f"mới là một loại trong “{match.said.indicator.name}”"
    if match.strange:
        words = " ".join(match.strange[:6])
        return "narrower", f"có thể chỉ là một phần (“{words}”)"
    if scope.reason:
        return "scope", scope.reason
    if strange_verb := _strange_verb(place, match):
        if strange_verb in ("thêm", "sung"):
            return "added", "chưa rõ đã gồm trong số khác hay thêm vào"
        code = "other-verb" if strange_verb in _OTHER_DEEDS else "unclear-verb"
        return code, f"câu nói “{strange_verb}”, chưa rõ có phải việc đã làm"
    if told.anchor is not None and _is_anchored_elsewhere(match, told.anchor):
        return "other-event", "đi với một hoạt động khác"
    if match.wording.is_measure and _is_each(place, match, told):
        return "each-or-total", "chưa rõ là tổng số hay của mỗi lần"
    return None


def _is_one_of_kinds(place: _Place, match: _Match) -> bool:
    """Say whether items of another kind were counted just before for the same channel: "12 tin và 8 bài"."""
    if not match.said.words & _ITEMS or not place.earlier or place.earlier[0].word not in _ITEMS - {"tin bài", "lượt"}:
        return False
    return not {word.word for word in place.earlier} & _CHANNELS


def _strange_verb(place: _Place, match: _Match) -> str:
    """Return the word right in front of a number that says something else than that it was done."""
    before = [word for word in place.before if word.word not in STOP or word.word == "dự"]
    if not before:
        return ""
    last = before[-1]
    if last.word in match.said.words and last.word not in _OWN_VERBS | {"dự"}:
        return ""
    if last.end < place.led_from:
        return ""
    if {last.word, *last.word.split()} & VERBS or not unexplained([last], match.said.words):
        return ""
    return last.word


def _is_anchored_elsewhere(match: _Match, anchor: frozenset[str]) -> bool:
    """Say whether attendances or minutes go with an event that the indicator's name does not speak of."""
    wording = match.wording
    if not (wording.is_measure or set(wording.unit) & _PEOPLE):
        return False
    asked = {
        word
        for need in match.said.wordings[0].needs
        for word in need
        if word not in _EVENTS and word not in ("dự", "thời lượng", "phát")
    }
    said = frozenset().union(*match.wording.needs) if match.wording.needs else frozenset()
    if not asked or asked & said & match.near:
        return False
    return not asked & anchor


def _is_each(place: _Place, match: _Match, told: _Paragraph) -> bool:
    """Say whether "thời lượng 15 phút" behind counted items may be the length of each."""
    if not set(match.wording.unit) <= {"phút", "giờ", "giây"}:
        return False
    has_total = any(word.word in ("tổng", "cộng") for word in place.before[-8:])
    counts = told.counted or any(word.word in _ITEMS - {"lượt"} for word in place.shared)
    if not counts or has_total:
        return False
    is_named = len(match.wording.needs) > 1 and not match.wording.missing({word.word for word in place.before})
    amount = place.numeral.amount if isinstance(place.numeral, Numeral) else 0
    return not is_named or amount <= _LONGEST_ITEM


def _scope(
    text: str, folded: str, plain: str, place: _Place, setting: Setting, told: _Paragraph, base: int
) -> Scope:
    of = place.numeral.of
    if of:
        return Scope(of)
    if setting.slot:
        return Scope(setting.slot)
    if told.examples:
        return Scope("part")
    start, end = place.place.start - base, place.place.end - base
    scope = scope_of(plain, 0, start, end, cycle=setting.turn and setting.turn.cycle, is_stock=False)
    if scope.slot == "period" and is_others(text, folded, base, place.place.start, setting.own):
        return Scope("part", "câu nói về đơn vị khác")
    if scope.slot == "period" and _is_named_behind(text, folded, place, setting, base):
        return Scope("part", "câu nói về đơn vị khác")
    return scope


def _is_named_behind(text: str, folded: str, place: _Place, setting: Setting, base: int) -> bool:
    """Say whether a body stands in brackets right behind a number's phrase: "12 buổi (Công an xã)"."""
    if not place.behind:
        return False
    opened = folded.find("(", place.own.end, base + place.behind[-1].end + 3)
    if opened < 0:
        return False
    closed = folded.find(")", opened, opened + 80)
    return closed > 0 and any(
        not mention.is_own for mention in mentions(text, folded, opened + 1, closed, setting.own)
    )


def _mention(place: _Place, match: _Match, scope: Scope, doubt: Unclear | None) -> Mention:
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


def _unfit(place: _Place, indicator: Indicator, amount: Decimal) -> Unclear | None:
    if amount != amount.quantize(Decimal(1).scaleb(-indicator.decimals)):
        return _unclear(place, "too-fine", "có phần lẻ mà chỉ tiêu không có")
    return None


def _unclear(place: _Place, code: str, why: str) -> Unclear:
    numeral = place.numeral
    amounts = numeral.choices if isinstance(numeral, Doubt) else (numeral.amount,)
    return Unclear(code, why, tuple(map(in_figures, amounts)))


def _anchor(place: _Place) -> frozenset[str] | None:
    words = [word.word for word in place.behind]
    if not words or words[0] not in _EVENTS:
        return None
    return frozenset((*words, *(word.word for word in place.shared), *(word.word for word in place.before)))


# --- Nothing to report ----------------------------------------------------------------------------------------


def _nothing(
    plain: str, sentence: Span, places: Sequence[_Place], said: Sequence[Said], setting: Setting
) -> Iterator[Mention]:
    """Yield what a sentence says did not happen: "không phát sinh" is nil, "không tổ chức" a question."""
    taken = [Span(p.place.start - sentence.start, p.place.end - sentence.start) for p in places]
    for pattern, is_nil in ((_NIL, True), (_NONE, False)):
        for found in pattern.finditer(plain):
            clause = _clause(plain, found.start(), found.end())
            if any(clause.holds(span) for span in taken) or (not is_nil and _NIL.search(plain, *clause)):
                continue
            words = words_of(plain, clause)
            for one in said:
                if _is_named(one, words, setting, is_nil):
                    place = Span(sentence.start + found.start(), sentence.start + found.end())
                    slot: Slot = setting.slot or "period"
                    doubt = (
                        None
                        if is_nil
                        else Unclear("nothing", "câu nói là không có", ("0", "không phát sinh"))
                    )
                    yield Mention(one.indicator.code, place, sentence, None, slot, is_nil=is_nil, doubt=doubt)


def _clause(plain: str, start: int, end: int) -> Span:
    begin = max(plain.rfind(sign, 0, start) for sign in ".;(") + 1
    ends = [at for sign in ".;)" if (at := plain.find(sign, end)) >= 0]
    return Span(begin, min(ends, default=len(plain)))


def _is_named(said: Said, words: Sequence[Word], setting: Setting, is_strict: bool) -> bool:
    near = {word.word for word in words}
    for wording in said.wordings:
        named = wording.is_measure or wording.nouns & near or set(wording.unit) <= near
        if named and wording.needs and not wording.missing(near):
            return not is_strict or not unexplained(
                list(words), said.words | setting.topic | {"không", "phát", "sinh"}
            )
    return False
