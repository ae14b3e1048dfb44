"""Sentences that touch people's rights (design rule 10): shown as text, never a task, indicator or form.

A directive is made of tasks, and some of them ask an office to watch, correct or punish what people think
and say, to steer the press, or to bring the number of complaints down. Such a sentence is marked here, it
alone, and everything above leaves it as text. What the sentence *asks* decides, never its subject: an
action (watch, steer, punish …) must reach an object (opinion, speech, the press, complaints counted) inside
one clause, in either voice; a few words ask by their mere presence ("dư luận", "xuyên tạc") unless their
clause speaks of something else. The words are lists in `rights_words`; here stands how they meet. Where a
sentence may be about what people think or say, it is marked; where it is about what they need, lack or
report as a problem, it is not.

Decided as ordinary, and not marked: the body's own routine education ("công tác chính trị, tư tưởng", but
"làm tốt công tác tư tưởng cho …" works on others and is marked); attitudes to work ("tư tưởng trông chờ, ỷ
lại"); satisfaction with a service (the service is measured, not the citizen); consultation on drafts;
answers to what the press reports; the office's own texts, their review before print included; social
criticism by the Front; commercial fraud and offences that are not speech, harm to children online among
them; overdue answers to complaints. Decided as sensitive: guarding an ideology, incitement and "abuse of
democratic freedoms" (both are laid on speech), lawsuits and petitions that are to cease ("khiếu kiện"),
even where only long ones are meant.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tonghop.domain.directives import rights_words as w
from tonghop.domain.language import flat, searchable, sentences
from tonghop.domain.provenance import Span

GROUNDS: Mapping[str, tuple[str, str]] = {
    "persons-by-opinion": ("Nhận diện người theo chính kiến", "Identifies persons by their opinion"),
    "press-steering": ("Định hướng, kiểm soát báo chí", "Steers or polices the press"),
    "speech-punishment": ("Xử lý, ngăn chặn phát ngôn", "Punishes or removes speech"),
    "opinion-watch": ("Theo dõi tư tưởng, dư luận", "Watches what people think or say"),
    "opinion-steering": ("Định hướng, chấn chỉnh tư tưởng, dư luận", "Steers, corrects or counters opinion"),
    "fewer-complaints": ("Lấy ít khiếu nại làm mục tiêu", "Sets fewer complaints as a target"),
}
"""Every ground with its labels for screens, Vietnamese and English; of several a sentence bears the first."""


_Matches = list[re.Match[str]]


@dataclass(frozen=True, slots=True)
class SensitiveSentence:
    """A sentence that must not become an assignment; `why` is a key of `GROUNDS`."""

    span: Span
    why: str


def sensitive_sentences(text: str, span: Span, *, folded: str | None = None) -> tuple[SensitiveSentence, ...]:
    """Return the sentences of `text` inside `span` that design rule 10 marks, each with its ground.

    `folded` is `searchable(text)` where the caller has it already.

    >>> text = "Nắm bắt dư luận về đề án. Nắm bắt tình hình dịch bệnh."
    >>> [(s.span.cut(text), s.why) for s in sensitive_sentences(text, Span(0, len(text)))]
    [('Nắm bắt dư luận về đề án.', 'opinion-watch')]
    """
    marked = []
    for sentence in sentences(text, span):
        plain = searchable(sentence.cut(text)) if folded is None else sentence.cut(folded)
        if ground := ground_of(plain):
            marked.append(SensitiveSentence(sentence, ground))
    return tuple(marked)


def ground_of(sentence: str) -> str | None:
    """Return the ground on which a sentence in its searchable form is marked, or None for ordinary work.

    >>> ground_of("hạn chế khiếu kiện đông người"), ground_of("giải quyết khiếu nại đúng hạn")
    ('fewer-complaints', None)
    """
    plain = flat(sentence)
    if not _ANY_TELLTALE.search(plain):
        return None
    clauses = _Clauses(w.ORDINARY.sub("…", plain), {})
    return next((ask.ground for ask in _ASKS if ask.is_in(clauses)), None)


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The clauses of one sentence, ordinary work covered, and what was found there: asks share words."""

    text: str
    found: dict[re.Pattern[str], _Matches]

    def find(self, pattern: re.Pattern[str] | None) -> _Matches:
        if pattern is None:
            return []
        if pattern not in self.found:
            self.found[pattern] = list(pattern.finditer(self.text))
        return self.found[pattern]


@dataclass(frozen=True, slots=True)
class _Ask:
    """An action that reaches an object at most `reach` characters further on, in the same clause.

    Every action may also follow its object in the passive ("dư luận cần được nắm"), the actions of `turned`
    in any voice, with no comma between. A pair is excused by `unless` from where it begins to `tail`
    characters behind its end. `telltale`, the object where nothing is said, is what no such request can lack.
    """

    ground: str
    action: re.Pattern[str]
    object: re.Pattern[str]
    reach: int
    turned: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    tail: int = 0
    telltale: re.Pattern[str] | None = None

    def is_in(self, clauses: _Clauses) -> bool:
        """Tell whether a sentence asks this."""
        if not clauses.find(self.telltale or self.object):
            return False
        objects = clauses.find(self.object)
        actions = clauses.find(self.action)
        pairs = itertools.chain(
            _pairs(clauses.text, actions, objects, self.reach, ";"),
            _pairs(clauses.text, objects, clauses.find(self.turned), _TURNED_REACH, ",;"),
            _passives(clauses.text, objects, actions),
        )
        return any(not self._is_excused(clauses.text, pair) for pair in pairs)

    def _is_excused(self, sentence: str, pair: Span) -> bool:
        if self.unless is None:
            return False
        end = pair.end + self.tail
        fence = sentence.find(";", pair.end, end)
        return bool(self.unless.search(sentence, pair.start, end if fence < 0 else fence))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that asks by its mere presence, unless `unless` stands in its clause, not far from it."""

    ground: str
    object: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    telltale: None = None

    def is_in(self, clauses: _Clauses) -> bool:
        """Tell whether a sentence asks this."""
        return any(not self._is_excused(clauses.text, word) for word in clauses.find(self.object))

    def _is_excused(self, sentence: str, word: re.Match[str]) -> bool:
        if self.unless is None:
            return False
        nearby = max(word.start() - _AROUND, 0)
        start = max(nearby, sentence.rfind(";", nearby, word.start()) + 1)
        end = sentence.find(";", word.end(), word.end() + _AROUND)
        return bool(self.unless.search(sentence, start, end if end >= 0 else word.end() + _AROUND))


_AROUND = 60
_TURNED_REACH = 60
_PASSIVE_REACH = 90
_PASSIVE = re.compile(r"\b(?:được|bị|phải|cần|do)\b")


def _passives(sentence: str, objects: _Matches, actions: _Matches) -> Iterator[Span]:
    """Yield from every object to every action behind it that is laid on it in the passive."""
    for pair in _pairs(sentence, objects, actions, _PASSIVE_REACH, ",;"):
        if _PASSIVE.search(sentence, pair.start, pair.end):
            yield pair


def _pairs(sentence: str, firsts: _Matches, seconds: _Matches, reach: int, fences: str) -> Iterator[Span]:
    """Yield from every first to every second behind it, no further than `reach` and behind no fence."""
    nearest = 0
    for first in firsts:
        while nearest < len(seconds) and seconds[nearest].start() < first.end():
            nearest += 1
        for second in seconds[nearest : nearest + reach]:
            between = sentence[first.end() : second.start()]
            if len(between) > reach or any(fence in between for fence in fences):
                break
            yield Span(first.start(), second.end())


_ASKS = (
    _Ask("persons-by-opinion", w.IDENTIFY, w.DISSENTERS, 40),
    _Ask("press-steering", w.MEDIA, w.LINE_WORDS, 120),
    _Ask("press-steering", w.LINE_WORDS, w.MEDIA, 25, telltale=w.LINE_WORDS),
    _Ask("press-steering", w.LEAD, w.MEDIA, 30, telltale=w.LEAD),
    _Ask("press-steering", w.POLICE, w.PRESS, 50, unless=w.PARTNERS),
    _Ask("press-steering", w.BROADCAST, w.APPROVED, 40, telltale=w.BROADCAST),
    _Ask("press-steering", w.PRESS_BODIES, w.SILENCE, 80),
    _Ask("press-steering", w.OUTLETS, w.RULED, 90, unless=w.OWN_ANSWERS, telltale=w.OUTLETS),
    _Ask("press-steering", w.RULING, w.OUTPUT, 40, unless=w.OWN_ANSWERS),
    _Ask("press-steering", w.KEEP_OUT, w.PRESS_BODIES, 6),
    _Ask("press-steering", w.REVIEW, w.BEFORE_PRINT, 60, unless=w.OWN_REVIEW, tail=60),
    _Word("persons-by-opinion", w.PETITIONERS),
    _Word("press-steering", w.NO_DARK_SIDES, unless=w.REPORTING_DARK_SIDES),
    _Ask("speech-punishment", w.PUNISH, w.SPEECH, 100, turned=w.PUNISHED, unless=w.OTHER_OFFENCES, tail=60),
    _Ask("speech-punishment", w.FORBID, w.SPEAKING, 15, unless=w.PRIVATE, tail=40),
    _Ask("speech-punishment", w.SPEECH, w.BE_PUNISHED, 60, unless=w.OTHER_OFFENCES, telltale=w.SPEECH),
    _Word("speech-punishment", w.DISSENTING),
    _Word("speech-punishment", w.ONE_VOICE, unless=w.NAMES_WITHHELD),
    _Ask("speech-punishment", w.CALL_TO_ACCOUNT, w.POSTING, 60, unless=w.OTHER_POSTS, tail=60),
    _Ask("speech-punishment", w.REMOVE, w.REMARKS, 15, unless=w.OTHER_OFFENCES, tail=60),
    _Ask("opinion-watch", w.WATCH, w.OPINION, 70, turned=w.REPORTED, unless=w.ANSWERED),
    _Ask("opinion-watch", w.LOOK_IN, w.words("tâm tư"), 40, unless=w.NEEDS, tail=40),
    _Ask(
        "opinion-watch",
        w.LOOK_IN,
        w.ONLINE_LIFE,
        40,
        unless=w.HARMLESS_ONLINE,
        tail=30,
        telltale=w.words(w.ONLINE),
    ),
    _Ask(
        "opinion-watch", w.LOOK_IN, w.words(w.ONLINE), 6, unless=w.words(f"trên / không gian mạng / {w.OWN}")
    ),
    _Ask("opinion-watch", w.OPINION_OFFICES, w.words("dư luận / social listening"), 20),
    _Ask("opinion-watch", w.SOUND_OUT, w.words("ý kiến"), 20, telltale=w.SOUND_OUT),
    _Ask("opinion-watch", w.WONDER, w.TALKING, 50, unless=w.NEEDS_MET, tail=60),
    _Ask("opinion-steering", w.STEER, w.OPINION, 60, turned=w.STEERED, unless=w.MATTERS),
    _Ask("opinion-steering", w.SOOTHE, w.MINDS, 25, unless=w.CARE, tail=60),
    _Ask("opinion-steering", w.words("tạo / tạo ra / xây dựng"), w.words("dư luận"), 5),
    _Ask("opinion-steering", w.BEND, w.words("nhận thức"), 30, telltale=w.BEND),
    _Ask("fewer-complaints", w.LESS, w.MASS, 80, unless=w.HANDLED),
    _Ask("fewer-complaints", w.LESS, w.COMPLAINTS, 60, turned=w.FEWER, unless=w.HANDLED_LATE, tail=45),
    _Ask(
        "fewer-complaints",
        w.words("vận động / thuyết phục / yêu cầu / khuyên / cam kết"),
        w.NO_COMPLAINING,
        60,
    ),
    _Ask("opinion-watch", w.EXAMINE, w.VIEWS, 25),
    _Word("opinion-steering", w.STRUGGLE_ONLINE, unless=w.CRIMES),
    _Word("opinion-steering", w.SLANTED, unless=w.SCHOOLING),
    _Word("opinion-steering", w.PUT_UP_SPEECH),
    _Word("opinion-steering", w.IDEAS_WORK),
    _Word("opinion-steering", w.INFORMATION_FIELD),
    _Word("opinion-steering", w.ILL_SPEECH, unless=w.SCHOOLING),
    _Word("opinion-watch", w.SAYING, unless=w.SAYING_OFFICIALLY),
    _Word("opinion-watch", w.OPINION_AT_LARGE, unless=w.OPINION_IN_PASSING),
)

_ANY_TELLTALE = re.compile("|".join(dict.fromkeys((ask.telltale or ask.object).pattern for ask in _ASKS)))
"""A sentence without any telltale is not looked at closer; that keeps long documents fast."""
