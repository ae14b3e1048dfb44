"""Why a figure of a sentence is not certain, said in words that stand in a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from tonghop.domain.numerals import Doubt, Numeral
from tonghop.domain.reporting.number_places import NumberPlace
from tonghop.domain.reporting.prose_matches import CHANNELS, EVENTS, ITEMS, PEOPLE, Match
from tonghop.domain.reporting.prose_scope import Scope
from tonghop.domain.reporting.prose_words import STOP, VERBS, listed, unexplained

_OTHER_DEEDS = listed("in|nhận|dự|mua|đặt|tra|giám|duyệt|giao|tăng|giảm|chuẩn|bị")
"""What is done to a thing without holding, handing out or showing it."""
_RECEIVING = frozenset(("nhận", "mua", "in", "dự"))
_OWN_VERBS = listed("in|nhận|dự|tham_gia|mua|hủy")
_LONGEST_ITEM = 60
"""Minutes (or hours) up to which a length may be that of one item."""


@dataclass(slots=True)
class ParagraphSoFar:
    """What the sentences before have told: the event counted last, whether examples have begun."""

    anchor: frozenset[str] | None = None
    examples: bool = False
    counted: bool = False

    def heard(self, place: NumberPlace) -> None:
        """Remember what a number counted."""
        words = [word.word for word in place.behind]
        self.counted = self.counted or bool(set(words[:2]) & (EVENTS | ITEMS))
        if words and words[0] in EVENTS:
            around = (word.word for word in (*place.shared, *place.before))
            self.anchor = frozenset((*words, *around))


_SEVERAL = listed("các|những|số|tổng|nhiều|mọi|loạt|dự|người")
"""Words in front of an event that is not a single one."""


def reason_against(
    place: NumberPlace, match: Match, rivals: Sequence[Match], scope: Scope, told: ParagraphSoFar
) -> tuple[str, str] | None:
    """Return why a figure is not certain, as a code and the end of a sentence, or None."""
    if len(rivals) > 1:
        names = " hay ".join(f"“{winner.said.indicator.name}”" for winner in rivals)
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
    if _is_of_one_event(place, match) or (match.wording.is_measure and _is_each(place, match, told)):
        return "each-or-total", "chưa rõ là tổng số hay của mỗi lần"
    return None


def _is_one_of_kinds(place: NumberPlace, match: Match) -> bool:
    """Say whether items of another kind were counted just before for the same channel: "12 tin và 8 bài"."""
    if (
        not match.said.words & ITEMS
        or not place.earlier
        or place.earlier[0].word not in ITEMS - {"tin bài", "lượt"}
    ):
        return False
    return not {word.word for word in place.earlier} & CHANNELS


def _is_of_one_event(place: NumberPlace, match: Match) -> bool:
    """Say whether attendances may be those of one session: "Buổi tuyên truyền có 300 lượt người"."""
    if not set(match.wording.unit) & PEOPLE:
        return False
    if isinstance(place.numeral, Numeral) and place.numeral.inexact and _follows_closely(place):
        return True
    before = [word.word for word in place.before]
    return any(word in EVENTS and (i == 0 or before[i - 1] not in _SEVERAL) for i, word in enumerate(before))


def _follows_closely(place: NumberPlace) -> bool:
    """Say whether a number is said of each event counted right before it: "12 buổi có trên 100"."""
    led = [word.word for word in place.before]
    is_event = bool(place.earlier) and place.earlier[0].word in EVENTS
    return is_event and led == ["có"] and not place.before[0].sign


def _strange_verb(place: NumberPlace, match: Match) -> str:
    """Return the word right in front of a number that says something else than that it was done."""
    before = [word for word in place.before if word.word not in STOP or word.word == "dự"]
    if not before:
        return ""
    last = before[-1]
    if (deed := _last_deed(place, match)) in _RECEIVING:
        return deed
    if last.word in match.said.words and last.word not in _OWN_VERBS | {"dự"}:
        return ""
    if last.end < place.led_from:
        return ""
    if {last.word, *last.word.split()} & VERBS or not unexplained([last], match.said.words):
        return ""
    return last.word


def _last_deed(place: NumberPlace, match: Match) -> str:
    """Return the last verb in front of a number, within its own clause."""
    since = place.led_from
    deeds = [
        word.word
        for word in place.before
        if word.start >= since and {word.word, *word.word.split()} & (VERBS | _RECEIVING)
    ]
    return deeds[-1] if deeds and deeds[-1] not in match.said.words else ""


def _is_anchored_elsewhere(match: Match, anchor: frozenset[str]) -> bool:
    """Say whether attendances or minutes go with an event that the indicator's name does not speak of."""
    wording = match.wording
    if not (wording.is_measure or set(wording.unit) & PEOPLE):
        return False
    asked = {
        word
        for need in match.said.wordings[0].needs
        for word in need
        if word not in EVENTS and word not in ("dự", "thời lượng", "phát")
    }
    said = frozenset().union(*match.wording.needs) if match.wording.needs else frozenset()
    if not asked or asked & said & match.near:
        return False
    return not asked & anchor


def _is_each(place: NumberPlace, match: Match, told: ParagraphSoFar) -> bool:
    """Say whether "thời lượng 15 phút" behind counted items may be the length of each."""
    if not set(match.wording.unit) <= {"phút", "giờ", "giây"}:
        return False
    has_total = any(word.word in ("tổng", "cộng") for word in place.before[-8:])
    counts = told.counted or any(word.word in ITEMS - {"lượt"} for word in place.shared)
    if not counts or has_total:
        return False
    is_named = len(match.wording.needs) > 1 and not match.wording.missing(
        {word.word for word in place.before}
    )
    amount = place.numeral.amount if isinstance(place.numeral, Numeral) else 0
    return not is_named or amount <= _LONGEST_ITEM
