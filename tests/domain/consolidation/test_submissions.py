"""Which file counts, what is asked, what an answer does, and what is only found."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.judgements import value_of, written
from tonghop.domain.consolidation.questions import Answer, AnswerIncomplete
from tonghop.domain.consolidation.record import NotARecord, previous_by_body, previous_totals, record_of
from tonghop.domain.consolidation.returns import FigureRow, RefusedFile, Return, Stray
from tonghop.domain.reporting.due_list import Standing
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.same_figures import asking_only

GIFTS = Indicator("gifts", "Trị giá quà", "triệu đồng")
MAY = datetime(2023, 5, 20, 8, 0, tzinfo=ZONE)
KEYS = {
    "schema",
    "campaign",
    "cycle",
    "structure",
    "coordinator",
    "made_at",
    "directive",
    "coverage",
    "totals",
    "narratives",
    "findings",
    "questions",
    "refused",
}
TOTAL_KEYS = {
    "indicator",
    "value",
    "inexact",
    "estimated",
    "previous",
    "target",
    "reported_by",
    "nil",
    "missing",
    "excused",
    "sources",
}


def consolidated(*returns: Return, **more: Any) -> Consolidation:
    return consolidate(SMALL, CYCLE, returns, DUE, **more)


def sessions(done: Consolidation) -> Any:
    return done.totals[0].value


def answered(done: Consolidation, value: str) -> dict[str, Answer]:
    return {row.id: Answer(row.id, value, "Nguyễn Văn Mẫu", "hỏi qua điện thoại") for row in done.questions}


def test_later_file_replaces_the_earlier_which_stays_listed() -> None:
    first = returned("da-bac", {"sessions": 3}, file="a.xlsx", at=MAY)
    second = returned("da-bac", {"sessions": 5}, file="b.xlsx", at=MAY + timedelta(days=1))

    done = consolidated(second, first)

    assert sessions(done) == 5
    assert [(row.kind, row.file) for row in done.findings] == [("superseded", "a.xlsx")]


def test_body_is_in_time_when_its_first_file_was() -> None:
    first = returned("da-bac", {"sessions": 3}, file="a.xlsx", at=MAY)
    late = returned("da-bac", {"sessions": 5}, file="b.xlsx", at=DUE.late_from + timedelta(days=2))

    assert consolidated(first, late).due[0].standing is Standing.ON_TIME


def test_two_files_of_unknown_order_are_asked_and_add_nothing_until_answered() -> None:
    files = [returned("da-bac", {"sessions": number}, file=f"{number}.xlsx") for number in (3, 5)]

    asked = consolidated(*files)
    done = consolidated(*files, answers=answered(asked, "5.xlsx"))

    assert sessions(asked) is None
    assert asked.questions[0].choices == ("3.xlsx", "5.xlsx")
    assert sessions(done) == 5
    assert not done.questions


def test_the_same_bytes_sent_twice_count_once_without_a_question() -> None:
    one = returned("da-bac", {"sessions": 3}, file="a.xlsx")

    done = consolidated(one, replace(one, file="b.xlsx"))

    assert sessions(done) == 3
    assert "giống hệt" in done.findings[0].message


@pytest.mark.parametrize(
    ("value", "total", "open_questions"),
    [("1.200", 1200, 0), ("không phát sinh", None, 0), ("thiếu", None, 0), ("chắc là 1.200", None, 1)],
)
def test_answer_decides_an_unclear_cell_and_is_traced(
    value: str, total: int | None, open_questions: int
) -> None:
    unclear = returned("da-bac", {"sessions": "12-15"}, at=MAY)
    asked = consolidated(unclear)

    done = consolidated(unclear, answers=answered(asked, value))

    assert sessions(asked) is None
    assert sessions(done) == total
    assert len(done.questions) == open_questions
    assert all(source.by == "answer" for source in done.totals[0].sources)


def test_question_keeps_its_id_while_the_file_is_the_same() -> None:
    unclear = returned("da-bac", {"sessions": "-"}, at=MAY)

    assert (
        consolidated(unclear).questions[0].id
        == consolidated(unclear, returned("bao", at=MAY)).questions[0].id
    )


def test_figure_and_nil_together_are_asked() -> None:
    done = consolidated(returned("da-bac", {"sessions": 4}, nil=("sessions",), at=MAY))

    assert done.questions[0].choices == ("4", "không phát sinh", "thiếu")
    assert sessions(done) is None


def test_zero_marked_nil_is_nil() -> None:
    done = consolidated(returned("da-bac", {"sessions": 0}, nil=("sessions",), at=MAY))

    assert done.totals[0].nil == 1
    assert not done.questions


def test_rate_that_a_program_has_computed_in_the_form_is_not_read_again() -> None:
    own = returned("da-bac", {"sessions": 3, "attendances": 100}, at=MAY)
    computed = replace(own, figures=(*own.figures, FigureRow("crowd", 33.33, "Số liệu!E12")))

    done = consolidated(computed)

    assert not done.questions
    assert next(row.value for row in done.totals if row.indicator.code == "crowd") == Decimal("33.33")


def test_answer_without_a_name_is_refused() -> None:
    with pytest.raises(AnswerIncomplete, match="q-1"):
        Answer("q-1", "12", " ")


def test_estimate_without_a_figure_is_asked() -> None:
    done = consolidated(returned("da-bac", estimated={"sessions": 2}, at=MAY))

    assert "ước" in done.questions[0].message


@pytest.mark.parametrize("estimate", [0, 2])
def test_estimated_part_of_an_unclear_figure_counts_once_the_figure_does(estimate: int) -> None:
    unclear = returned("da-bac", {"sessions": "12?"}, estimated={"sessions": estimate}, at=MAY)
    asked = consolidated(unclear)

    done = consolidated(unclear, answers=answered(asked, "12"))

    assert (len(asked.questions), asked.totals[0].estimated) == (1, None)
    assert (done.totals[0].value, done.totals[0].estimated) == (12, estimate)


@pytest.mark.parametrize(
    ("text", "decimals", "amount"),
    [
        ("12,345", 3, "12.345"),  # answers.toml asks for "1.234,5": a comma stands before decimals
        ("1.234,5", 1, "1234.5"),
        ("12,345", 0, None),
        ("12,345", 2, None),
        ("1.234", 3, "1234"),
        ("12.34,5", 3, None),
    ],
)
def test_answer_is_read_as_answers_toml_asks_for_it(text: str, decimals: int, amount: str | None) -> None:
    value = value_of(text, replace(GIFTS, decimals=decimals))

    assert (value.amount if value else None) == (Decimal(amount) if amount else None)
    assert value is None or value_of(written(value), replace(GIFTS, decimals=3)) == value


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (returned("da-bac", {"sessions": 9, "attendances": 5}, at=MAY), "Lượt người ít hơn số buổi?"),
        (returned("da-bac", {"sessions": 2}, estimated={"sessions": 3}, at=MAY), "Số ước thực hiện lớn hơn"),
        (returned("da-bac", at=MAY), "chưa điền ô nào"),
        (
            replace(
                returned("da-bac", {"sessions": 1}, at=MAY), strays=(Stray("Số pa-nô: 12", "Số liệu!E20"),)
            ),
            "Số pa-nô: 12",
        ),
        (returned("bao", {"sessions": 1}, at=MAY), "được miễn"),
    ],
)
def test_what_the_office_should_see_is_found_and_changes_no_total(answer: Return, words: str) -> None:
    done = consolidated(answer)

    assert [row.kind for row in done.findings] == ["check"]
    assert words in done.findings[0].message
    assert done.needs_a_person


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"campaign": "9-kh-ubnd"}, "other-campaign"),
        ({"cycle": "2022-H1"}, "other-cycle"),
        ({"body": "so-y-te"}, "unknown-body"),
        ({"version": "00000000"}, "other-form-version"),
    ],
)
def test_form_of_another_campaign_cycle_body_or_version_is_refused(
    changed: dict[str, str], code: str
) -> None:
    own = returned("da-bac", {"sessions": 3}, at=MAY)
    other = replace(own, identity=replace(own.identity, **changed))

    done = consolidated(other)

    assert [row.code for row in done.refused] == [code]
    assert sessions(done) is None
    assert done.due[0].standing is Standing.MISSING


def test_form_that_leaves_out_what_is_asked_elsewhere_is_taken_and_another_is_not() -> None:
    """A body that gives its sessions in another campaign has a form without them, and so without the rate."""
    whole = returned("da-bac", {"attendances": 30, "models": 2}, at=MAY)
    part = asking_only(SMALL, CYCLE, {row.code for row in SMALL.indicators} - {"sessions"})
    own_version = replace(whole.identity, version=part.form_version(CYCLE))
    rows = tuple(row for row in whole.figures if row.indicator != "sessions")

    taken = consolidated(replace(whole, identity=own_version, figures=rows))
    with_another_row = consolidated(replace(whole, identity=own_version))

    assert not taken.refused
    assert [str(row.value) for row in taken.totals[1:3]] == ["30", "2"]
    assert [row.code for row in with_another_row.refused] == ["other-form-version"]


def test_equal_narratives_stand_together_and_verbatim() -> None:
    done = consolidated(
        returned("da-bac", texts={"difficulties": "Thiếu kinh phí."}, at=MAY),
        returned("kim-boi", texts={"difficulties": "Thiếu  kinh phí"}, at=MAY),
        returned("mai-chau", texts={"difficulties": "Không."}, at=MAY),
    )

    items = next(row.items for row in done.narratives if row.section == "difficulties")
    assert [(item.text, item.alike) for item in items] == [("Thiếu kinh phí.", 2), ("Không.", 1)]
    assert [source.body for source in items[0].sources] == ["da-bac", "kim-boi"]


def test_record_has_the_contracts_keys() -> None:
    unread = RefusedFile("scan.jpg", "scan", "Ảnh chụp")
    record = record_of(
        consolidated(returned("da-bac", {"sessions": 3}, at=MAY), refused=[unread]), made_at=MAY
    )

    assert set(record) >= KEYS
    assert all(set(row) >= TOTAL_KEYS for row in record["totals"])
    assert record["coverage"]["due"] == 5
    assert record["coverage"]["bodies"] == {
        "missing": ["kim-boi", "mai-chau", "so-tttt"],
        "late": [],
        "excused": ["bao"],
    }
    assert record["totals"][0]["sources"][0] == {
        "body": "da-bac",
        "value": "3",
        "state": "figure",
        "file": "da-bac.xlsx",
        "sha256": record["totals"][0]["sources"][0]["sha256"],
        "at": "Số liệu!E8",
        "by": "read",
    }
    assert record["refused"] == [{"file": "scan.jpg", "code": "scan", "message": "Ảnh chụp"}]
    assert record["made_at"] == "2023-05-20T08:00:00+07:00"


def test_last_years_record_gives_previous_figures_and_no_other_does() -> None:
    last_year = record_of(consolidated(returned("da-bac", {"sessions": 3}, at=MAY)), made_at=MAY) | {
        "cycle": "2022-H1"
    }

    assert previous_totals(last_year, SMALL, CYCLE) == {"sessions": 3}
    assert previous_by_body(last_year, SMALL, CYCLE) == {("da-bac", "sessions"): 3}
    assert previous_totals(last_year | {"cycle": "2021-H1"}, SMALL, CYCLE) is None
    with pytest.raises(NotARecord):
        previous_totals({"totals": []}, SMALL, CYCLE)
