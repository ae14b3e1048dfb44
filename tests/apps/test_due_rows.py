"""What happens to the rows of a due list: reasons, events, ways back; and who may."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import due_lists
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.accounts.roles import Role
from tonghop.apps.audit.models import Event
from tonghop.apps.reporting.cycle_actions import (
    ArrivalInFuture,
    ExtensionShortens,
    ExtensionTooLong,
    NothingToChange,
    WhyMissing,
    annul,
    end_excuse,
    excuse,
    extend,
    record_arrival,
    restore,
    take_back_arrival,
)
from tonghop.apps.reporting.cycle_queries import Filter, Shown, counts, due_list, filtered, shown
from tonghop.apps.reporting.models import Cycle, DueRow, Happening, RowEvent
from tonghop.apps.reporting.permissions import access_cycle, access_row, access_rows
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.reporting.completeness import Counts, CountsDisagree

DAY = date(2026, 6, 1)
LATE = due_lists.LATE_FROM
SECOND = timedelta(seconds=1)


@pytest.fixture
def cycle(memory: Doors) -> Cycle:
    return due_lists.opened(due_lists.campaign())


@pytest.fixture
def bao(cycle: Cycle) -> Iterator[Person]:
    """Bảo coordinates; everything here is done on his behalf."""
    person = official(administrator(), "bao", (Role.COORDINATOR, OFFICE))
    with acting_as(person):
        yield person


def row(code: str = "a") -> DueRow:
    return DueRow.objects.get(code=code)


def now(on: date = TODAY) -> dict[str, Any]:
    return {"at": AT, "on": on}


def test_extension_moves_the_rows_own_day_and_back(cycle: Cycle, bao: Person) -> None:
    rows = [row("a").pk, row("b").pk]

    assert (
        extend(cycle=cycle, rows=rows, due_on=DAY + timedelta(7), late_at=None, why="Bão", by=bao, **now())
        == 2
    )

    assert (row().due_on, row().late_from) == (DAY + timedelta(7), LATE + timedelta(7))
    assert row().is_extended
    assert not row("c").is_extended
    events = RowEvent.objects.filter(kind=Happening.EXTENSION).values_list("row__code", "due_on", "why", "by")
    assert sorted(events) == [(code, DAY + timedelta(7), "Bão", str(bao.pk)) for code in ("a", "b")]

    extend(cycle=cycle, rows=rows[:1], due_on=DAY, late_at=None, why="Nhầm đơn vị", by=bao, **now())
    assert (row().due_on, row().late_from, row().is_extended) == (DAY, LATE, False)


def test_extension_may_end_at_an_hour(cycle: Cycle, bao: Person) -> None:
    day = DAY + timedelta(3)

    extend(cycle=cycle, rows=[row().pk], due_on=day, late_at=time(17), why="Bão", by=bao, **now())

    assert row().late_from == datetime(2026, 6, 4, 17, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due_on", "late_at", "refusal"),
    [
        (DAY - timedelta(1), None, ExtensionShortens),
        (DAY, time(17), ExtensionShortens),
        (DAY + timedelta(366 + 1), None, ExtensionTooLong),
    ],
)
def test_extension_only_gives_time_and_not_years(
    cycle: Cycle, bao: Person, due_on: date, late_at: time | None, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        extend(cycle=cycle, rows=[row().pk], due_on=due_on, late_at=late_at, why="x", by=bao, **now())
    assert not row().is_extended


BOUNDARIES = [
    # arrived, before or after the late moment 2/6/2026 00:00 in Vietnam = 1/6/2026 17:00 UTC
    (LATE - SECOND, "on_time"),
    (LATE, "late"),
    (LATE + SECOND, "late"),
    (datetime.fromisoformat("2026-06-01T16:59:59+00:00"), "on_time"),
    (datetime.fromisoformat("2026-06-01T17:00:00+00:00"), "late"),
    (None, "unknown_time"),
]


@pytest.mark.parametrize(("arrived_at", "state"), BOUNDARIES)
def test_arrival_is_on_time_up_to_the_last_second(
    cycle: Cycle, bao: Person, arrived_at: datetime | None, state: str
) -> None:
    assert record_arrival(cycle=cycle, rows=[row().pk], arrived_at=arrived_at, by=bao, **now()) == 1

    assert row().state == state
    take_back_arrival(cycle=cycle, rows=[row().pk], why="Nhầm", by=bao, **now())
    assert (row().state, row().has_arrived, row().arrived_at) == ("missing", False, None)


def test_extension_turns_late_into_on_time_and_one_second_more_does_not(cycle: Cycle, bao: Person) -> None:
    came = LATE + timedelta(days=1) - SECOND
    record_arrival(cycle=cycle, rows=[row("a").pk], arrived_at=came, by=bao, **now())
    record_arrival(cycle=cycle, rows=[row("b").pk], arrived_at=came + SECOND, by=bao, **now())

    both = [row("a").pk, row("b").pk]
    extend(cycle=cycle, rows=both, due_on=DAY + timedelta(1), late_at=None, why="Bão", by=bao, **now())

    assert (row("a").state, row("b").state) == ("on_time", "late")


def test_excuse_and_annulment_have_their_way_back(cycle: Cycle, bao: Person) -> None:
    ids = [row().pk]

    excuse(cycle=cycle, rows=ids, why="Mới lập", by=bao, **now())
    assert row().state == "excused"
    end_excuse(cycle=cycle, rows=ids, why="Nhầm", by=bao, **now())
    assert row().state == "missing"
    annul(cycle=cycle, rows=ids, why="Đã sáp nhập", by=bao, **now())
    assert (row().state, row().annulled_at) == ("annulled", AT)
    restore(cycle=cycle, rows=ids, why="Nhầm", by=bao, **now())
    assert row().state == "missing"

    kinds = list(RowEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["excuse", "excuse-ended", "annulment", "annulment-ended"]


def test_report_that_came_counts_although_the_body_was_excused(cycle: Cycle, bao: Person) -> None:
    excuse(cycle=cycle, rows=[row().pk], why="Mới lập", by=bao, **now())
    record_arrival(cycle=cycle, rows=[row().pk], arrived_at=LATE - SECOND, by=bao, **now())

    assert row().state == "on_time"


REFUSED: list[Callable[[Cycle, Person], int]] = [
    lambda cycle, by: end_excuse(cycle=cycle, rows=[row().pk], why="x", by=by, **now()),
    lambda cycle, by: restore(cycle=cycle, rows=[row().pk], why="x", by=by, **now()),
    lambda cycle, by: take_back_arrival(cycle=cycle, rows=[row().pk], why="x", by=by, **now()),
    lambda cycle, by: excuse(cycle=cycle, rows=[], why="x", by=by, **now()),
]


@pytest.mark.parametrize("act", REFUSED)
def test_what_cannot_happen_is_refused(
    cycle: Cycle, bao: Person, act: Callable[[Cycle, Person], int]
) -> None:
    with pytest.raises(NothingToChange):
        act(cycle, bao)
    assert not RowEvent.objects.exists()


def test_nothing_happens_to_an_annulled_row(cycle: Cycle, bao: Person) -> None:
    annul(cycle=cycle, rows=[row().pk], why="x", by=bao, **now())

    with pytest.raises(NothingToChange):
        record_arrival(cycle=cycle, rows=[row().pk], arrived_at=None, by=bao, **now())


def test_row_of_another_cycle_is_not_touched(cycle: Cycle, bao: Person) -> None:
    other = due_lists.opened(cycle.campaign, "2025-H1")

    with pytest.raises(NothingToChange):
        excuse(cycle=other, rows=[DueRow.objects.get(cycle=cycle, code="a").pk], why="x", by=bao, **now())


def test_reason_is_asked_for_and_the_future_refused(cycle: Cycle, bao: Person) -> None:
    with pytest.raises(WhyMissing):
        excuse(cycle=cycle, rows=[row().pk], why="  ", by=bao, **now())
    with pytest.raises(ArrivalInFuture):
        record_arrival(cycle=cycle, rows=[row().pk], arrived_at=AT + SECOND, by=bao, **now())
    record_arrival(cycle=cycle, rows=[row().pk], arrived_at=AT, by=bao, **now())


def test_what_happened_is_in_the_audit_once_for_all_rows(cycle: Cycle) -> None:
    alice = administrator()
    bao = official(alice, "bao", (Role.COORDINATOR, OFFICE), (Role.AUDITOR, OFFICE))
    with acting_as(bao):
        rows = list(DueRow.objects.values_list("pk", flat=True))
        excuse(cycle=cycle, rows=rows, why="Bão số 3", by=bao, **now())

        (event,) = Event.objects.filter(kind="due-row.excuse")
    assert '"bodies":["a","b","c"]' in event.content
    assert "Bão số 3" in event.content


@pytest.mark.parametrize(
    "mandate", [(Role.REPORTER, "a"), (Role.AUDITOR, OFFICE), (Role.COORDINATOR, "b"), (Role.EDITOR, OFFICE)]
)
def test_only_the_offices_coordinator_changes_rows(cycle: Cycle, mandate: tuple[Role, str]) -> None:
    charlie = official(administrator(), "charlie", mandate)
    with acting_by_itself():
        ids = [row().pk]

    with acting_as(charlie), pytest.raises(NotPermitted):
        excuse(cycle=cycle, rows=ids, why="x", by=charlie, **now())
    with acting_as(charlie):  # and the database by itself
        assert DueRow.objects.filter(pk__in=ids).update(is_excused=True) == 0


SEEN = [
    ((Role.COORDINATOR, OFFICE), ["a", "b", "c"], True),
    ((Role.AUDITOR, OFFICE), ["a", "b", "c"], True),
    ((Role.REPORTER, "a"), ["a"], False),
    ((Role.APPROVER, "b"), ["b"], False),
    ((Role.COORDINATOR, "b"), [], False),
    ((Role.ADMINISTRATOR, OFFICE), [], False),
]


@pytest.mark.parametrize(("mandate", "codes", "whole"), SEEN)
def test_everybody_sees_their_own(
    cycle: Cycle, mandate: tuple[Role, str], codes: list[str], whole: bool
) -> None:
    person = official(administrator(), "dung", mandate)
    with acting_by_itself():
        ids = dict(DueRow.objects.values_list("code", "pk"))

    with acting_as(person):
        assert sorted(DueRow.objects.values_list("code", flat=True)) == codes, "row-level security"
        assert sorted(access_rows(by=person, on=TODAY).values_list("code", flat=True)) == codes
        for code, id in ids.items():
            if code in codes:
                assert access_row(id, by=person, on=TODAY).code == code
            else:
                with pytest.raises(NoSuchThing):
                    access_row(id, by=person, on=TODAY)
        if whole:
            assert access_cycle(cycle.pk, by=person, on=TODAY) == cycle
        else:
            with pytest.raises(NoSuchThing):
                access_cycle(cycle.pk, by=person, on=TODAY)


def test_body_reads_its_history_and_nobody_rewrites_it(cycle: Cycle) -> None:
    alice = administrator()
    bao, chi = (
        official(alice, "bao", (Role.COORDINATOR, OFFICE)),
        official(alice, "chi", (Role.REPORTER, "a")),
    )
    with acting_as(bao):
        excuse(cycle=cycle, rows=[row("a").pk, row("b").pk], why="Bão", by=bao, **now())
    with acting_as(chi):
        assert list(RowEvent.objects.values_list("row__code", "why")) == [("a", "Bão")]
    with acting_as(bao), pytest.raises(Exception, match="kept"), transaction.atomic():
        RowEvent.objects.update(why="khác")


def test_missing_is_not_yet_due_up_to_the_last_second(cycle: Cycle, bao: Person) -> None:
    shows = [shown("missing", LATE, LATE + step) for step in (-SECOND, timedelta(), SECOND)]
    assert shows == [Shown.NOT_YET_DUE, Shown.MISSING, Shown.MISSING]

    before, after = (counts(DueRow.objects.all(), at) for at in (LATE - SECOND, LATE))
    assert (before.missing, before.not_yet_due, before.overdue) == (3, 3, 0)
    assert (after.missing, after.not_yet_due, after.overdue) == (3, 0, 3)


FILTERS = [
    (Filter(), ["a", "b", "c"]),
    (Filter(line="party"), ["b"]),
    (Filter(level="commune"), []),
    (Filter(words="dong mau"), ["b"]),
    (Filter(words="ĐỒNG Mẫu"), ["b"]),
    (Filter(words="an uy ban"), ["a"]),
    (Filter(standing="missing", words="mat tran"), ["c"]),
    (Filter(standing="late"), []),
    (Filter(standing="no such"), []),
    (Filter(words="%"), ["a", "b", "c"]),
]


@pytest.mark.parametrize(("wanted", "codes"), FILTERS)
def test_list_is_filtered(cycle: Cycle, bao: Person, wanted: Filter, codes: list[str]) -> None:
    found = filtered(DueRow.objects.all(), wanted, AT).values_list("code", flat=True)

    assert sorted(found) == sorted(codes)


def test_list_is_in_vietnamese_order(cycle: Cycle, bao: Person) -> None:
    listed = due_list(cycle=cycle, wanted=Filter(), at=AT)

    assert [row.name[:4] for row in listed.rows] == ["Đảng", "Mặt ", "Ủy b"]
    assert listed.found == 3


# ---- the identity of counts

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["extend", "excuse", "end", "annul", "restore", "arrive", "unknown", "take-back"]),
        st.sampled_from("abc"),
        st.integers(-3, 3),
    ),
    max_size=12,
)


def _step(cycle: Cycle, by: Person, what: str, code: str, days: int) -> None:
    ids, common = [row(code).pk], {"why": "x", "by": by, **now()}
    moment = LATE + timedelta(days=days) - SECOND
    match what:
        case "extend":
            extend(cycle=cycle, rows=ids, due_on=DAY + timedelta(abs(days)), late_at=None, **common)
        case "excuse":
            excuse(cycle=cycle, rows=ids, **common)
        case "end":
            end_excuse(cycle=cycle, rows=ids, **common)
        case "annul":
            annul(cycle=cycle, rows=ids, **common)
        case "restore":
            restore(cycle=cycle, rows=ids, **common)
        case "arrive":
            record_arrival(cycle=cycle, rows=ids, arrived_at=moment, **common)
        case "unknown":
            record_arrival(cycle=cycle, rows=ids, arrived_at=None, **common)
        case "take-back":
            take_back_arrival(cycle=cycle, rows=ids, **common)


IDENTITY = """
select count(*) filter (where state <> 'annulled'),
    count(*) filter (where state = 'on_time') + count(*) filter (where state = 'late')
    + count(*) filter (where state = 'unknown_time') + count(*) filter (where state = 'missing')
    + count(*) filter (where state = 'excused'), count(*) filter (where state is null) from reporting_duerow
"""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_counts_of_a_cycle_always_add_up(
    cycle: Cycle, bao: Person, steps: list[tuple[str, str, int]]
) -> None:
    with transaction.atomic():
        for step in steps:
            try:
                with transaction.atomic():
                    _step(cycle, bao, *step)
            except NothingToChange:
                pass
            counted = counts(DueRow.objects.all(), LATE)  # the value itself refuses what does not add up
            assert counted.due + counted.annulled == 3
            assert counted.complete is None or 0 <= counted.complete <= 1
            assert counted.timely is None or counted.timely <= (counted.complete or 0)
            with connection.cursor() as cursor:
                cursor.execute(IDENTITY)
                due, parts, without = cursor.fetchone()
            assert (due, without) == (parts, 0) == (counted.due, 0)
        transaction.set_rollback(True)


def test_counts_that_do_not_add_up_are_a_bug() -> None:
    with pytest.raises(CountsDisagree):
        Counts(due=3, missing=2)
    with pytest.raises(CountsDisagree):
        Counts(due=2, missing=2, not_yet_due=3)


def test_instant_without_an_arrival_cannot_be_written(cycle: Cycle, bao: Person) -> None:
    with pytest.raises(IntegrityError, match="what_has_an_instant_has_arrived"), transaction.atomic():
        DueRow.objects.update(arrived_at=AT)
