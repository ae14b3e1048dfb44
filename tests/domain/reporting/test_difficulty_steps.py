"""The table of steps of difficulties: tried in full, from every state by every side."""

from datetime import datetime, timedelta

import pytest

from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.difficulties import (
    LONGEST_WORDS,
    MATTERS,
    MOVES,
    STATES,
    Matter,
    Part,
    State,
    Step,
    StepNotNow,
    WordsMissing,
    WordsTooLong,
    is_for_report,
    state_after,
    steps_open,
    words_for,
)

MAY = {
    # state, side: which steps are open
    (State.RAISED, Part.BODY): {Step.TAKEN_BACK: State.TAKEN_BACK},
    (State.RAISED, Part.OFFICE): {Step.ROUTED: State.ROUTED, Step.ANSWERED: State.ANSWERED},
    (State.RAISED, Part.ADDRESSEE): {Step.ANSWERED: State.ANSWERED},
    (State.ROUTED, Part.BODY): {Step.TAKEN_BACK: State.TAKEN_BACK},
    (State.ROUTED, Part.OFFICE): {Step.ROUTED: State.ROUTED, Step.ANSWERED: State.ANSWERED},
    (State.ROUTED, Part.ADDRESSEE): {Step.ANSWERED: State.ANSWERED},
    (State.ANSWERED, Part.BODY): {Step.CLOSED: State.CLOSED},
    (State.ANSWERED, Part.OFFICE): {Step.ANSWER_COMPLETED: State.ANSWERED, Step.CLOSED: State.CLOSED},
    (State.ANSWERED, Part.ADDRESSEE): {Step.ANSWER_COMPLETED: State.ANSWERED},
}


@pytest.mark.parametrize("part", list(Part))
@pytest.mark.parametrize("state", list(State))
def test_every_side_has_just_these_steps(state: State, part: Part) -> None:
    allowed = MAY.get((state, part), {})

    assert set(steps_open(state, {part})) == set(allowed)
    for step in Step:
        if step in allowed:
            assert state_after(state, step, {part}) is allowed[step]
        else:
            with pytest.raises(StepNotNow):
                state_after(state, step, {part})


def test_stranger_takes_no_step_and_two_sides_take_both() -> None:
    assert steps_open(State.RAISED, ()) == ()
    assert set(steps_open(State.ANSWERED, {Part.BODY, Part.OFFICE})) == {Step.ANSWER_COMPLETED, Step.CLOSED}


def test_every_word_is_there_in_both_languages() -> None:
    assert set(STATES) == set(State)
    assert set(MATTERS) == set(Matter)
    assert set(MOVES) == set(Step)
    assert all(move.vietnamese and move.english for move in MOVES.values())


WORDS = [
    (Step.ANSWERED, "  đã cấp ", "đã cấp"),
    (Step.ROUTED, " ", ""),
    (Step.CLOSED, "", ""),
    (Step.RAISED, "a" * LONGEST_WORDS, "a" * LONGEST_WORDS),
    (Step.ANSWERED, " ", WordsMissing),
    (Step.TAKEN_BACK, "", WordsMissing),
    (Step.RAISED, "a" * (LONGEST_WORDS + 1), WordsTooLong),
]


@pytest.mark.parametrize(("step", "words", "kept"), WORDS)
def test_words_of_a_step(step: Step, words: str, kept: str | type[Refusal]) -> None:
    if isinstance(kept, str):
        assert words_for(step, words) == kept
        return
    with pytest.raises(kept):
        words_for(step, words)


START = datetime.fromisoformat("2026-05-01T00:00+07:00")
END = datetime.fromisoformat("2026-06-01T00:00+07:00")
SECOND = timedelta(seconds=1)
TOLD = [
    (State.RAISED, START, False, True),
    (State.CLOSED, END - SECOND, False, True),
    (State.RAISED, END, False, False),  # of the next window
    (State.RAISED, START, True, False),  # told already
    (State.TAKEN_BACK, START, False, False),
    (State.ANSWERED, START - SECOND, False, True),  # raised before, told nowhere, still open
    (State.CLOSED, START - SECOND, False, False),
]


@pytest.mark.parametrize(("state", "raised_at", "is_reported", "told"), TOLD)
def test_what_a_report_tells(state: State, raised_at: datetime, is_reported: bool, told: bool) -> None:
    found = is_for_report(state=state, raised_at=raised_at, start=START, end=END, is_reported=is_reported)

    assert found is told
