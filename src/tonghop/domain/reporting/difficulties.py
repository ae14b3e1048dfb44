"""Difficulties and proposals of a body about its own work: where one stands, and who may take which step.

What is kept is what a body lacks or asks for, and the answer. Nobody is named, nothing is ranked, and how
many there are says nothing about a body (design rule 10).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from tonghop.domain.errors import Refusal

LONGEST_WORDS = 5000


class Matter(StrEnum):
    """What is raised."""

    DIFFICULTY = "difficulty"
    PROPOSAL = "proposal"


MATTERS: Mapping[Matter, tuple[str, str]] = MappingProxyType(
    {
        Matter.DIFFICULTY: ("Khó khăn, vướng mắc", "Difficulty"),
        Matter.PROPOSAL: ("Kiến nghị, đề xuất", "Proposal"),
    }
)


class State(StrEnum):
    """Where a difficulty stands."""

    RAISED = "raised"
    ROUTED = "routed"
    ANSWERED = "answered"
    TAKEN_BACK = "taken-back"
    CLOSED = "closed"


STATES: Mapping[State, tuple[str, str]] = MappingProxyType(
    {
        State.RAISED: ("Chờ cơ quan tổng hợp", "Waits for the office"),
        State.ROUTED: ("Đã chuyển, chờ trả lời", "Passed on, waits for an answer"),
        State.ANSWERED: ("Đã trả lời", "Answered"),
        State.TAKEN_BACK: ("Đơn vị đã rút", "Taken back"),
        State.CLOSED: ("Đã kết thúc", "Closed"),
    }
)
WAITING = frozenset({State.RAISED, State.ROUTED})
"""The states in which somebody owes an answer."""

OPEN = WAITING | {State.ANSWERED}


class Part(StrEnum):
    """What somebody is in the matter: of the body that raised it, of its office, of whom it was routed to."""

    BODY = "body"
    OFFICE = "office"
    ADDRESSEE = "addressee"


class Step(StrEnum):
    """What happens to a difficulty."""

    RAISED = "raised"
    ROUTED = "routed"
    ANSWERED = "answered"
    ANSWER_COMPLETED = "answer-completed"
    TAKEN_BACK = "taken-back"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Move:
    """A line of the table of steps: from which states, into which, by whom, and whether it needs words."""

    vietnamese: str
    english: str
    before: frozenset[State]
    after: State
    parts: frozenset[Part]
    needs_words: bool


MOVES: Mapping[Step, Move] = MappingProxyType(
    {
        Step.RAISED: Move("Nêu", "Raised", frozenset(), State.RAISED, frozenset({Part.BODY}), True),
        Step.ROUTED: Move(
            "Chuyển đơn vị trả lời",
            "Passed on",
            frozenset({State.RAISED, State.ROUTED}),
            State.ROUTED,
            frozenset({Part.OFFICE}),
            False,
        ),
        Step.ANSWERED: Move(
            "Trả lời",
            "Answered",
            frozenset({State.RAISED, State.ROUTED}),
            State.ANSWERED,
            frozenset({Part.OFFICE, Part.ADDRESSEE}),
            True,
        ),
        Step.ANSWER_COMPLETED: Move(
            "Trả lời bổ sung",
            "Answer completed",
            frozenset({State.ANSWERED}),
            State.ANSWERED,
            frozenset({Part.OFFICE, Part.ADDRESSEE}),
            True,
        ),
        Step.TAKEN_BACK: Move(
            "Rút",
            "Taken back",
            frozenset({State.RAISED, State.ROUTED}),
            State.TAKEN_BACK,
            frozenset({Part.BODY}),
            True,
        ),
        Step.CLOSED: Move(
            "Kết thúc",
            "Closed",
            frozenset({State.ANSWERED}),
            State.CLOSED,
            frozenset({Part.BODY, Part.OFFICE}),
            False,
        ),
    }
)
"""Every step; what is not here cannot happen. A matter is closed only after it was answered."""


class StepNotNow(Refusal):
    """A difficulty stands where this step is not taken, or not by this side."""

    code = "step-not-now"
    message_vi = "Không {step} được khi đang ở trạng thái “{state}”. Hãy tải lại trang để xem bước tiếp theo."
    message_en = "This step ({step}) is not taken while it stands at “{state}”. Load the page again."


class WordsMissing(Refusal):
    code = "words-missing"
    message_vi = "Hãy ghi nội dung."
    message_en = "Write the words."


class WordsTooLong(Refusal):
    code = "words-too-long"
    message_vi = "Nội dung dài quá {limit} chữ cái; hãy rút gọn."
    message_en = "The words are longer than {limit} letters; shorten them."


def state_after(state: State, step: Step, parts: Collection[Part]) -> State:
    """Return where a difficulty stands after a step of somebody.

    Raises: StepNotNow.

    >>> state_after(State.RAISED, Step.ANSWERED, {Part.OFFICE})
    <State.ANSWERED: 'answered'>
    """
    move = MOVES[step]
    if state not in move.before or not move.parts & frozenset(parts):
        raise StepNotNow(step=move.vietnamese.lower(), state=STATES[state][0])
    return move.after


def steps_open(state: State, parts: Collection[Part]) -> tuple[Step, ...]:
    """Return the steps that somebody may take now."""
    return tuple(
        step for step, move in MOVES.items() if state in move.before and move.parts & frozenset(parts)
    )


def words_for(step: Step, words: str) -> str:
    """Return the words of a step as they are kept.

    Raises: WordsMissing, WordsTooLong.
    """
    kept = words.strip()
    if not kept and MOVES[step].needs_words:
        raise WordsMissing()
    if len(kept) > LONGEST_WORDS:
        raise WordsTooLong(limit=LONGEST_WORDS)
    return kept


def is_for_report(
    *, state: State, raised_at: datetime, start: datetime, end: datetime, is_reported: bool
) -> bool:
    """Say whether a report of a window tells a difficulty: raised in it and not reported yet. What was raised
    before and is still open is told too where no report has it, so that nothing falls between two windows.
    """
    if is_reported or state is State.TAKEN_BACK or raised_at >= end:
        return False
    return raised_at >= start or state in OPEN
