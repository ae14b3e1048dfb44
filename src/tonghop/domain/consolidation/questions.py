"""Questions that a person answers, and the answers; a question keeps its id from run to run.

What a file leaves open is an `OpenPoint` at one place. Points that ask the same thing ("-" in forty cells,
one unknown layout in thirty files) are one question with the list of its places.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.spoken_places import place_in_words

_NAMED_IN_MESSAGE = 12


class AnswerIncomplete(Refusal):
    code = "answer-incomplete"
    message_vi = "Câu trả lời {question}: đã ghi giá trị “{value}” nhưng chưa ghi người trả lời (by)."
    message_en = "The answer to {question} gives {value!r} but nobody's name (by)."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question arises. `at` is a cell, a paragraph, or empty where the whole file is meant."""

    file: str
    at: str
    body: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can say. `file` and `at` are those of its first place.

    `figures` are the codes of the indicators whose figures are asked for one by one (a scan). `remembered` is
    what the answer is kept by for the next cycle ("mail:ai@example.vn", "file:bc # chị mẫu.xlsx").
    """

    id: str
    file: str
    at: str
    message: str
    choices: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One place that leaves something open. `group` is what alike points share, or "" for one alone."""

    id: str
    place: Place
    message: str
    choices: tuple[str, ...] = ()
    group: str = ""
    figures: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """The id of the question that it is asked in."""
        return question_id("", "", self.group) if self.group else self.id


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's word on a question: the value as they wrote it, who they are, and why.

    `figures` are the values that they entered one by one, by indicator. `remembered` is as in `Question`;
    `message`, `file` and `choices` are what they read before they answered.
    """

    question: str
    value: str
    by: str
    reason: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    remembered: tuple[str, ...] = ()
    message: str = ""
    file: str = ""
    choices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise AnswerIncomplete(
                question=self.question, value=self.value or ", ".join(self.figures.values())
            )


Answers = Mapping[str, Answer]
NO_ANSWERS: Answers = {}


def question_id(sha256: str, at: str, code: str) -> str:
    """Return the id of a question: the same file, place and doubt give the same id.

    >>> question_id("ab" * 32, "Số liệu!D7", "not-a-number")
    'q-2832e4ceaf'
    """
    return "q-" + hashlib.sha256(f"{sha256}|{at}|{code}".encode()).hexdigest()[:10]


def answer_to(point: OpenPoint, answers: Answers) -> Answer | None:
    """Return the answer to a point: its own, or else that of the question in which it is asked."""
    return answers.get(point.id) or answers.get(point.question)


def memory_id(remembered: str) -> str:
    """Return the id under which an answer is looked for in another cycle.

    >>> memory_id("mail:ai@example.vn")
    'q-830d1daa10'
    """
    return question_id("", "", remembered)


def grouped(points: Iterable[OpenPoint]) -> tuple[Question, ...]:
    """Return one question for all points that ask the same, in the order in which they first arise."""
    together: dict[str, list[OpenPoint]] = {}
    for point in points:
        together.setdefault(point.question, []).append(point)
    return tuple(_question(key, alike) for key, alike in together.items())


def _question(key: str, points: list[OpenPoint]) -> Question:
    first = points[0]
    places = tuple(dict.fromkeys(point.place for point in points))
    subject = first.place.subject if len({place.subject for place in places}) == 1 else ""
    named = bool(subject) and not first.message.startswith(f"{subject}:")
    message = f"{subject}: {first.message}" if named else first.message
    if len(places) > 1:
        message += f" ({len(places)} chỗ ghi giống nhau: {_listed(places, with_subject=not subject)})"
    return Question(
        key,
        first.place.file,
        first.place.at,
        message,
        first.choices,
        places if len(places) > 1 else (),
        tuple(dict.fromkeys(code for point in points for code in point.figures)),
        tuple(dict.fromkeys(key for point in points for key in point.remembered)),
    )


def _listed(places: tuple[Place, ...], *, with_subject: bool) -> str:
    shown = "; ".join(_shown(place, with_subject) for place in places[:_NAMED_IN_MESSAGE])
    more = len(places) - _NAMED_IN_MESSAGE
    return f"{shown}; và {more} chỗ khác" if more > 0 else shown


def _shown(place: Place, with_subject: bool) -> str:
    words = (place.subject if with_subject else "", place.file, place_in_words(place.at))
    return " ".join(word for word in words if word)
