"""Which indicator a number is said of: its wordings held against the words around the number.

A wording fits where its unit, or what it counts, stands right behind the number and all its words stand
near. The words that the indicator does not explain are kept: they may narrow the figure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tonghop.domain.numerals import PERCENT
from tonghop.domain.reporting.number_places import PARTING, NumberPlace
from tonghop.domain.reporting.prose_words import STOP, VERBS, Word, listed, unexplained
from tonghop.domain.reporting.wordings import Said, Wording

EVENTS = listed("buổi|lớp|đợt|điểm|chuyến|phiên|hội nghị|tọa đàm|tập huấn|ngày hội|hội thi|hội thảo")
ITEMS = listed("bản tin|tin bài|tin|bài|phóng sự|video|clip|chuyên mục|chương trình|lượt")
PEOPLE = frozenset(("lượt người", "người", "lượt"))
CHANNELS = listed("mạng xã hội|truyền thanh|truyền hình|báo|đài|cổng")
_SHARES = frozenset((PERCENT, "‰"))
_PRESS = listed("báo|đài|truyền hình|cổng")
_ENDS_PHRASE = listed(
    "nhằm|góp|thu|đạt|tăng|giảm|so|gồm|bao|như|đó|hưởng|ứng|bảo|đảm|qua|tương|đương|chiếm|bằng|thông"
)
_COMMON_UNITS = listed("hộ|người|lượt người|lượt|điểm|tờ|suất|cá nhân|tập thể|bài|tin|cái|%|đồng chí")
_TIMES = listed("giờ|phút|giây|tiếng|ngày")
_HEADS = listed(
    "người|lượt|cán bộ|đại biểu|học sinh|hội viên|đoàn viên|nhân dân|người dân|quần chúng|đảng viên"
)
"""How people are counted where the wording does not say whether each is counted once."""
_REMARKS = listed("cùng|tăng|giảm|đạt|so|bằng|trong|gồm|bao|kể|ước|kèm|có|theo|phụ|xem")
_SAYS = listed("là|đạt|được|có|gồm")


@dataclass(frozen=True, slots=True)
class Match:
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


def matches(
    place: NumberPlace, said: Sequence[Said], topic: frozenset[str], above: Sequence[str]
) -> Iterator[Match]:
    """Yield, for each indicator that a number comes near, its best wording; a percentage counts nothing."""
    if place.numeral.unit in _SHARES:
        return
    for one in said:
        best = max(
            filter(None, (_match(place, one, wording, topic, above) for wording in one.wordings)),
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


def winners(full: list[Match]) -> list[Match]:
    """Return the indicators that explain a number best: one, or several that nothing tells apart."""
    clean = [match for match in full if not match.strange] or full
    clean = [match for match in clean if match.is_near] or clean
    for match in clean:
        if all(_explained(match) > _explained(other) for other in clean if other is not match):
            return [match]
    return clean


def _explained(match: Match) -> frozenset[str]:
    return match.near & match.said.words - STOP


def _match(
    place: NumberPlace, said: Said, wording: Wording, topic: frozenset[str], above: Sequence[str]
) -> Match | None:
    head = wording.head(place.behind)
    is_loose = not head and _is_loose(place, wording)
    if is_loose:
        head = (place.behind[0].word,)
    if not head:
        return _labelled(place, said, wording, topic)
    explained = said.words | topic | set(head) | _of_press(said)
    behind = _phrase(place.behind, explained)
    nouns = _nouns_in(behind, wording)
    beside = {word.word for word in (*place.before, *behind)}
    if wording.is_measure or set(wording.unit) & PEOPLE:
        beside |= _of_event(place)
    near = beside | {word.word for word in place.shared} | set(above)
    missing = list(wording.missing(near))
    if is_loose:
        if missing and len(missing) == len(wording.needs):
            return None
        if not (head == ("lượt",) and "lượt người" in beside):
            missing.append(frozenset(wording.unit))
    if not wording.is_measure and not set(wording.unit) & wording.nouns and head[-1] not in wording.nouns:
        missing += [] if wording.nouns & {word.word for word in behind} else [wording.nouns]
    strange = [word.word for word in unexplained(behind[len(head) :], explained)]
    if missing and _is_far(wording, missing, strange):
        return None
    if wording.is_measure:
        strange += [word.word for word in unexplained(_measured(place.before), explained | VERBS)]
    strange += _other_channels(said, behind, near)
    return Match(
        said,
        wording,
        head,
        tuple(missing),
        tuple(dict.fromkeys(strange)),
        frozenset(near),
        not is_loose and wording.is_component(head, nouns),
        not wording.missing(_nearest(place, wording, beside)),
    )


def _nearest(place: NumberPlace, wording: Wording, beside: set[str]) -> set[str]:
    """Return the words beside a number without those that an earlier clause says of the same thing."""
    same = wording.nouns | set(wording.unit)
    for i in range(len(place.before) - 1, 0, -1):
        if "," in place.before[i].sign:
            told = {word.word for word in place.before[:i]}
            if told & same:
                return beside - (told - {word.word for word in (*place.before[i:], *place.behind)})
            return beside
    return beside


def _is_loose(place: NumberPlace, wording: Wording) -> bool:
    """Say whether a number is followed by a unit akin to the one asked for, but not that one."""
    if not place.behind or place.behind[0].sign:
        return False
    first = place.behind[0].word
    if wording.is_measure:
        return first in _TIMES and wording.unit[0] in _TIMES
    return "lượt người" in wording.unit and first in _HEADS


def _of_event(place: NumberPlace) -> set[str]:
    """Return the words of what was counted right before: whoever is counted with an event took part in it."""
    words = {word.word for word in place.earlier}
    return words | {"dự"} if place.earlier and place.earlier[0].word in EVENTS else words


def _other_channels(said: Said, behind: Sequence[Word], near: set[str]) -> list[str]:
    """Return the channels that a sentence or its heading names and an indicator of items does not."""
    if not said.words & ITEMS:
        return []
    own = (said.words & CHANNELS) or _PRESS
    told = {word.word for word in behind} & CHANNELS or near & CHANNELS
    return [] if not told or told & (own | (_PRESS if own & _PRESS else own)) else sorted(told)


def _of_press(said: Said) -> frozenset[str]:
    """Return the portals of an office where an indicator of items names no other channel."""
    is_press = said.words & ITEMS and not said.words & (CHANNELS - _PRESS)
    return frozenset(("cổng",)) if is_press else frozenset()


def _is_far(wording: Wording, missing: Sequence[frozenset[str]], strange: Sequence[str]) -> bool:
    """Say whether a number with the right unit says too little of an indicator to be asked about."""
    if len(missing) >= len(wording.needs):
        return bool(strange) or wording.is_measure or bool(set(wording.unit) & _COMMON_UNITS)
    return 2 * len(missing) > len(wording.needs) or (bool(strange) and 2 * len(missing) >= len(wording.needs))


def _labelled(place: NumberPlace, said: Said, wording: Wording, topic: frozenset[str]) -> Match | None:
    """Match "Số buổi tuyên truyền: 101" where no unit stands behind the number."""
    if place.behind and not place.behind[0].sign and place.behind[0].word not in PARTING | _ENDS_PHRASE:
        return None
    label = place.before
    words = {word.word for word in label}
    if not label or not (set(wording.unit) <= words or wording.nouns & words):
        return None
    if wording.is_measure or wording.missing(words) or not _leads(place, label):
        return None
    strange = [word.word for word in unexplained(list(label), said.words | topic | VERBS)]
    return Match(said, wording, (), (), tuple(strange), frozenset(words))


def _leads(place: NumberPlace, label: Sequence[Word]) -> bool:
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
    """Return the words behind a number that speak of what it counts, up to where the sentence turns to
    other things.
    """
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
