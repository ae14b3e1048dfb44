"""A body's file laid beside its draft: what may be taken as it is, what is asked, what is left alone."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.small_campaign import CYCLE, SMALL, returned
from tonghop.domain.consolidation.draft_returns import read_draft
from tonghop.domain.consolidation.field_sources import with_sources
from tonghop.domain.consolidation.own_files import IS_OURS, Preview, corrected, preview, text_of
from tonghop.domain.consolidation.questions import NO_ANSWERS, Answer, Answers
from tonghop.domain.consolidation.returns import Expected, Figure, FormIdentity, Kind, Return, mismatch
from tonghop.domain.reporting.amounts import read_amount
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.same_figures import asking_only
from tonghop.domain.reporting.senders import Hint
from tonghop.domain.reporting.values import NIL, State, Unclear, Value, figure

BODY = SMALL.bodies[0].code
OTHER = SMALL.bodies[1]
SESSIONS = SMALL.indicators[0]


def laid(*returns: Return, fields: dict[str, str] | None = None, answers: Answers = NO_ANSWERS) -> Preview:
    return preview(returns, SMALL, SMALL, CYCLE, BODY, fields or {}, answers)


def workbook(*figures: Figure, body: str = "", hints: tuple[Hint, ...] = ()) -> Return:
    return Return("so-lieu.xlsx", "ab" * 32, kind=Kind.WORKBOOK, figures=figures, body=body, hints=hints)


def sessions(read: Value | Unclear) -> Figure:
    return Figure(SESSIONS.code, read, "Sheet1!C7")


def test_certain_figure_goes_into_its_field_with_its_place() -> None:
    (line,) = laid(workbook(sessions(figure(1240)))).lines

    assert line.fields == {"sessions": "1.240", "sessions/state": ""}
    assert line.sources == {"sessions": {"file": "so-lieu.xlsx", "sha256": "ab" * 32, "at": "Sheet1!C7"}}
    assert (line.told, line.stands, line.is_same) == ("1.240", "", False)


def test_nil_is_a_choice_and_no_number() -> None:
    (line,) = laid(workbook(sessions(NIL)), fields={"sessions": "3"}).lines

    assert line.fields == {"sessions": "", "sessions/state": "nil"}
    assert (line.told, line.stands, line.replaces) == ("không phát sinh", "3", True)


@pytest.mark.parametrize(
    ("stood", "is_same"), [("1240", True), ("1 240", True), ("1.241", False), ("", False)]
)
def test_the_same_number_written_otherwise_is_the_same(stood: str, is_same: bool) -> None:
    (line,) = laid(workbook(sessions(figure(1240))), fields={"sessions": stood}).lines

    assert line.is_same is is_same


def test_unclear_figure_is_a_question_of_its_line_and_an_answer_settles_it() -> None:
    unclear = workbook(sessions(Unclear("ambiguous-separator", "“1,234”?", ("1.234", "1,234"))))
    (line,) = laid(unclear).lines
    assert (line.fields, line.choices) == ({}, ("1.234", "1,234"))

    answers = {line.point: Answer(line.point, "1.234", "chi")}
    (settled,) = laid(unclear, answers=answers).lines

    assert settled.fields["sessions"] == "1.234"
    assert settled.source["at"] == "Sheet1!C7"


def test_rows_of_other_bodies_are_not_ours() -> None:
    done = laid(workbook(sessions(figure(5)), body=OTHER.code))

    assert (done.lines, done.others) == ((), (OTHER.name,))


def test_file_that_names_another_body_is_asked_about_first() -> None:
    named = workbook(sessions(figure(5)), hints=(Hint("phần đầu", OTHER.name),))
    (question,) = laid(named).questions
    assert laid(named).lines == ()
    assert question.choices == IS_OURS

    yes = laid(named, answers={question.id: Answer(question.id, IS_OURS[0], "chi")})
    no = laid(named, answers={question.id: Answer(question.id, IS_OURS[1], "chi")})

    assert [line.told for line in yes.lines] == ["5"]
    assert (no.lines, [row.code for row in no.refused]) == ((), ["left-out"])


def test_scan_is_to_be_keyed() -> None:
    done = laid(Return("quet.pdf", "cd" * 32, kind=Kind.SCAN))

    assert done.needs_keying
    assert done.lines == ()


def test_form_of_less_is_taken_and_a_form_of_another_version_is_not() -> None:
    less = asking_only(SMALL, CYCLE, {row.code for row in SMALL.asked(CYCLE)} - {"models"})
    expected = Expected.of(SMALL, CYCLE).with_form_of(BODY, less)

    def form(version: str, body: str = BODY) -> Return:
        return (
            returned(body, {})
            if not version
            else replace(returned(body, {}), identity=FormIdentity(SMALL.key, str(CYCLE), body, version))
        )

    assert less.form_version(CYCLE) != SMALL.form_version(CYCLE)
    assert mismatch(form(less.form_version(CYCLE)), expected) is None
    assert mismatch(form(SMALL.form_version(CYCLE)), expected) is None
    for wrong in (form("00000000"), form(less.form_version(CYCLE), OTHER.code)):
        refused = mismatch(wrong, expected)
        assert refused is not None
        assert refused.code == "other-form-version"


AMOUNTS = st.decimals(min_value=0, max_value=10**14, places=3) | st.integers(0, 10**14).map(Decimal)


@given(AMOUNTS, st.booleans(), st.integers(0, 6))
def test_what_goes_into_the_draft_reads_back_as_itself(amount: Decimal, inexact: bool, decimals: int) -> None:
    indicator = Indicator("a", "Trị giá", "triệu đồng", decimals=decimals)
    plain = amount.normalize() + 0
    value = Value(State.FIGURE, plain, inexact)

    text = text_of(value, indicator)

    if -int(plain.as_tuple().exponent) <= decimals:  # type: ignore[operator]
        assert text is not None
    assert text is None or read_amount(text, indicator) == value


def test_correction_by_hand_has_no_place_in_the_file() -> None:
    assert corrected(SESSIONS, "12") == {"sessions": "12", "sessions/state": ""}
    assert corrected(SESSIONS, "không phát sinh") == {"sessions": "", "sessions/state": "nil"}


def test_sources_lead_to_the_file_and_what_is_typed_does_not() -> None:
    fields = {"sessions": "12", "models/state": "nil", "attendances": "500", "#difficulties": "Thiếu loa."}
    sources = {
        name: {"file": "so-lieu.xlsx", "sha256": "ab" * 32, "at": at}
        for name, at in (("sessions", "S!C7"), ("models/state", "S!C9"), ("#difficulties", "paragraph 3"))
    }

    told = with_sources(read_draft(fields, SMALL, CYCLE, BODY).submission, sources)

    assert (told.entries["sessions"].file, told.entries["sessions"].at) == ("so-lieu.xlsx", "S!C7")
    assert told.entries["models"].at == "S!C9"
    assert told.entries["attendances"].at == "attendances"
    assert told.passages[0].at == "paragraph 3"
