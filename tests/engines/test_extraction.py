"""Answers and debts out of the real database: what was sent last, of rows that have arrived and stand."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import due_lists
import pyarrow as pa
import pytest
from adbc_driver_manager import OperationalError, ProgrammingError
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors, django_on
from tonghop.apps.accounts.acting import act_by_itself_over, acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.cycle_actions import take_back_arrival
from tonghop.apps.reporting.models import Cycle, DueRow, Revision
from tonghop.apps.reporting.submissions.deciding import return_report
from tonghop.apps.reporting.submissions.sending import send
from tonghop.domain.consolidation.rollups import Debt, PeriodCycles
from tonghop.domain.reporting.indicators import STOCK, Indicator
from tonghop.domain.reporting.values import NIL, State, Value
from tonghop.engines import running
from tonghop.engines.extraction import at_one_moment, debts_of_cycles, rows_of_cycles
from tonghop.engines.tables import Structure, node_totals, tables_of, told_by, without

INDICATORS = (
    Indicator("buoi", "Số buổi tuyên truyền", "buổi", decimals=2),
    Indicator("thu-vien", "Số thư viện", "thư viện", STOCK),
    Indicator("luot", "Lượt người nghe", "lượt", required=False),
)


@pytest.fixture
def office(scratch: Doors) -> Iterator[Doors]:
    """Django on a database of this test's own, where all is committed: ADBC is another connection."""
    with django_on(scratch.work):
        yield scratch


@pytest.fixture
def people(office: Doors) -> dict[str, Person]:
    alice = administrator()
    return {
        "bao": official(alice, "bao", (Role.COORDINATOR, OFFICE)),
        "a": official(alice, "chi", (Role.REPORTER, "a")),
        "b": official(alice, "dung", (Role.REPORTER, "b")),
    }


@pytest.fixture
def cycle(people: dict[str, Person]) -> Cycle:
    return due_lists.opened(due_lists.campaign(due_lists.said(indicators=INDICATORS)))


def row(cycle: Cycle, code: str) -> DueRow:
    with acting_by_itself():
        return DueRow.objects.select_related("cycle").get(cycle=cycle, code=code)


def sent(cycle: Cycle, code: str, by: Person, fields: dict[str, str], version: int = 0) -> Revision:
    own = row(cycle, code)
    with acting_as(by):
        send(row_id=own.pk, version=version, fields=fields, by=by, at=AT, on=TODAY)
    with acting_by_itself():
        return Revision.objects.filter(submission_id=own.pk).latest("number")


def asked(doors: Doors, question: Any, cycles: list[Cycle]) -> pa.Table:
    """Ask as the application does by itself; row-level security shows a stranger nothing."""
    with at_one_moment(doors.work.url) as connection:
        act_by_itself_over(connection)
        return question(connection, [one.pk for one in cycles])


def told(doors: Doors, cycle: Cycle) -> set[tuple[str, str, Decimal | None]]:
    rows = asked(doors, rows_of_cycles, [cycle]).to_pylist()
    return {(one["body"], one["indicator"], one["amount"]) for one in rows}


def test_the_newest_revision_counts_and_nil_is_an_answer(
    office: Doors, cycle: Cycle, people: dict[str, Person]
) -> None:
    first = sent(cycle, "a", people["a"], {"buoi": "1.240,5", "thu-vien": "3", "luot/state": "nil"})
    sent(cycle, "a", people["a"], {"buoi": "1.241,25"}, first.version)

    assert told(office, cycle) == {
        ("a", "buoi", Decimal("1241.25")),
        ("a", "thu-vien", Decimal(3)),
        ("a", "luot", None),
    }


def test_what_was_returned_does_not_count_until_it_is_sent_anew(
    office: Doors, cycle: Cycle, people: dict[str, Person]
) -> None:
    first = sent(cycle, "a", people["a"], {"buoi": "1", "thu-vien": "1"})
    with acting_as(people["bao"]):
        return_report(revision_id=first.pk, why="Thiếu", parts=["buoi"], by=people["bao"], at=AT, on=TODAY)
    assert told(office, cycle) == set()

    sent(cycle, "a", people["a"], {"buoi": "2"}, first.version)

    assert ("a", "buoi", Decimal(2)) in told(office, cycle)


def test_what_was_sent_back_or_is_owed_no_longer_counts_nowhere(
    office: Doors, cycle: Cycle, people: dict[str, Person]
) -> None:
    for code in ("a", "b"):
        sent(cycle, code, people[code], {"buoi": "1", "thu-vien": "1"})
    with acting_as(people["bao"]):
        rows = [row(cycle, "a").pk]
        take_back_arrival(cycle=cycle, rows=rows, why="Thiếu phụ lục", by=people["bao"], at=AT, on=TODAY)
    with acting_by_itself():
        DueRow.objects.filter(cycle=cycle, code="b").update(annulled_at=AT)

    assert told(office, cycle) == set()
    debts = asked(office, debts_of_cycles, [cycle]).to_pylist()
    assert {(one["body"], one["is_excused"]) for one in debts} == {
        ("a", False),
        (f"{cycle.campaign_id}:c", False),  # a body without a unit is one of its campaign alone
    }


def test_a_stranger_sees_nothing(office: Doors, cycle: Cycle, people: dict[str, Person]) -> None:
    sent(cycle, "a", people["a"], {"buoi": "1", "thu-vien": "1"})

    with at_one_moment(office.work.url) as connection:
        assert rows_of_cycles(connection, [cycle.pk]).num_rows == 0


def test_all_questions_see_one_moment_and_nothing_is_written(
    office: Doors, cycle: Cycle, people: dict[str, Person]
) -> None:
    with at_one_moment(office.work.url) as connection:
        act_by_itself_over(connection)
        assert debts_of_cycles(connection, [cycle.pk]).num_rows == 3
        sent(cycle, "a", people["a"], {"buoi": "1", "thu-vien": "1"})

        assert rows_of_cycles(connection, [cycle.pk]).num_rows == 0
        with connection.cursor() as cursor, pytest.raises((OperationalError, ProgrammingError)):
            cursor.execute("update reporting_cycle set code = '2026-X'")


def test_answers_of_some_bodies_are_told_and_left_out(
    office: Doors, cycle: Cycle, people: dict[str, Person]
) -> None:
    sent(cycle, "a", people["a"], {"buoi": "0,1", "thu-vien": "2", "luot/state": "nil"})
    sent(cycle, "b", people["b"], {"buoi": "0,2", "thu-vien": "5"})
    answers = asked(office, rows_of_cycles, [cycle])

    of_a = {row.indicator: row.value for row in told_by(answers, {"a"})}
    left = without(answers, {("a", "buoi", str(cycle.pk)), ("b", "luot", str(cycle.pk))})

    assert of_a == {
        "buoi": Value(State.FIGURE, Decimal("0.1")),
        "thu-vien": Value(State.FIGURE, Decimal(2)),
        "luot": NIL,
    }
    kept = {(row["body"], row["indicator"]): row["amount"] for row in left.to_pylist()}
    assert kept == {
        ("a", "thu-vien"): 2,
        ("a", "luot"): None,
        ("b", "buoi"): Decimal("0.2"),
        ("b", "thu-vien"): 5,
    }
    assert left.schema == answers.schema


def test_from_the_database_to_the_totals_of_a_province(
    office: Doors, cycle: Cycle, people: dict[str, Person]
) -> None:
    sent(cycle, "a", people["a"], {"buoi": "0,1", "thu-vien": "2"})
    sent(cycle, "b", people["b"], {"buoi": "0,2", "thu-vien": "5"})
    debts = asked(office, debts_of_cycles, [cycle]).to_pylist()
    own = str(cycle.pk)
    structure = Structure(
        debts=tuple(Debt(one["body"], one["cycle"], one["is_excused"]) for one in debts),
        periods=(PeriodCycles("2026", (own,)),),
        indicators=INDICATORS,
        asked={own: frozenset(one.code for one in INDICATORS)},
        nodes={one["body"]: (one["body"], "tỉnh") for one in debts},
    )

    tables = tables_of(structure, asked(office, rows_of_cycles, [cycle]))
    totals = {
        (one.node, one.indicator): one
        for one in node_totals(running.rolled_up(tables, INDICATORS), structure)
    }

    province = totals["tỉnh", "buoi"]
    assert province.value == Decimal("0.3")
    assert (province.reported_by, province.nil, province.missing) == (2, 0, 1)
    assert totals["tỉnh", "thu-vien"].value == 7
    assert totals["a", "buoi"].value == Decimal("0.1")
    assert totals["tỉnh", "luot"].value is None
