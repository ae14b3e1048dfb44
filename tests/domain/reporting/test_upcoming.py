"""When cycles open and are due: weekends, Tết, the leap day, and what was missed."""

from datetime import date, datetime, timedelta

import pytest

from tonghop.domain.calendar.due_instants import AS_IS, NEXT, PREVIOUS, ZONE, LateMoment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.reporting.campaign import Regime
from tonghop.domain.reporting.upcoming import planned_cycle, planned_cycles
from tonghop.formats.workbooks.ready_data import working_days

DAYS = working_days()
H1 = Regime("H1", "semiannual", DayOfYear(5, 30), LateMoment.parse("05-31T00:00"))


def _regime(code: str, due: str, late: str, holiday: str, frequency: str = "monthly") -> Regime:
    return Regime(code, frequency, DayOfYear.parse(due), LateMoment.parse(late), on_holiday=holiday)


DUE = [
    # regime, year, due day, first late moment
    (_regime("H1", "05-30", "05-31T00:00", NEXT), 2026, "2026-06-01", "2026-06-02T00:00"),  # a Saturday
    (_regime("H1", "05-30", "05-31T00:00", NEXT), 2027, "2027-05-31", "2027-06-01T00:00"),  # a Sunday
    (_regime("H1", "05-30", "05-31T00:00", PREVIOUS), 2026, "2026-05-29", "2026-05-30T00:00"),
    (_regime("H1", "05-30", "05-31T00:00", PREVIOUS), 2027, "2027-05-28", "2027-05-29T00:00"),
    (_regime("H1", "05-30", "05-30T17:00", AS_IS), 2026, "2026-05-30", "2026-05-30T17:00"),
    (_regime("M02", "02-29", "03-01T00:00", AS_IS), 2028, "2028-02-29", "2028-03-01T00:00"),  # the leap day
    (_regime("M02", "02-29", "03-01T00:00", AS_IS), 2027, "2027-02-28", "2027-03-01T00:00"),
    (_regime("M02", "02-17", "02-17T17:00", NEXT), 2026, "2026-02-23", "2026-02-23T17:00"),  # Tết 16/2–22/2
    (_regime("M02", "02-17", "02-17T17:00", PREVIOUS), 2026, "2026-02-13", "2026-02-13T17:00"),
]


@pytest.mark.parametrize(("regime", "year", "due_on", "late_from"), DUE)
def test_cycle_is_due_and_late_when_the_regime_says(
    regime: Regime, year: int, due_on: str, late_from: str
) -> None:
    planned = planned_cycle(regime, year, DAYS)

    assert planned.due.due_on == date.fromisoformat(due_on)
    assert planned.due.late_from == datetime.fromisoformat(late_from).replace(tzinfo=ZONE)
    second = timedelta(seconds=1)
    assert [planned.due.is_late(planned.due.late_from + step) for step in (-second, timedelta(), second)] == [
        False,
        True,
        True,
    ]
    assert planned.opens_on == planned.due.due_on - timedelta(days=30)


PLANNED = [
    # since, on, cycles: what was missed, up to the next that is due
    ("2026-01-01", "2026-01-01", ["2026-H1"]),
    ("2026-01-01", "2026-06-01", ["2026-H1"]),
    ("2026-01-01", "2026-06-02", ["2026-H1", "2027-H1"]),
    ("2024-07-01", "2026-06-02", ["2025-H1", "2026-H1", "2027-H1"]),
]


@pytest.mark.parametrize(("since", "on", "cycles"), PLANNED)
def test_cycles_are_planned_up_to_the_next(since: str, on: str, cycles: list[str]) -> None:
    planned = planned_cycles(
        H1, since=date.fromisoformat(since), on=date.fromisoformat(on), working_days=DAYS
    )

    assert [str(row.cycle) for row in planned] == cycles


def test_yearly_report_is_owed_in_the_january_after() -> None:
    year = Regime(
        "Y",
        "annual",
        DayOfYear(1, 31),
        LateMoment.parse("02-01T00:00"),
        window=Window(DayOfYear(12, 15), DayOfYear(12, 15)),
        on_holiday=AS_IS,
    )

    planned = planned_cycles(year, since=date(2026, 1, 10), on=date(2026, 1, 10), working_days=DAYS)

    assert [(str(row.cycle), row.due.due_on) for row in planned] == [("2025-Y", date(2026, 1, 31))]


def test_report_asked_once_comes_once() -> None:
    once = _regime("ONCE", "05-30", "05-31T00:00", AS_IS, frequency="once")

    planned = planned_cycles(once, since=date(2024, 1, 1), on=date(2026, 11, 1), working_days=DAYS)

    assert [str(row.cycle) for row in planned] == ["2024-ONCE"]
