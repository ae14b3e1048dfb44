"""When a report is due and late, holidays, and Decree 09's windows only where they end in time."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.calendar.decree_windows import DecreeWindows
from tonghop.domain.calendar.due_instants import (
    HOLIDAY_RULES,
    NEXT,
    PREVIOUS,
    ZONE,
    LateMoment,
    due_day,
    due_instant,
    proposed_late_moment,
)
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.calendar.working_days import WorkingDays
from tonghop.formats.workbooks.ready_data import decree_windows, working_days

days_of_year = st.dates(date(2001, 1, 1), date(2001, 12, 31)).map(lambda d: DayOfYear(d.month, d.day))
TABLE: WorkingDays = working_days()
WINDOWS: DecreeWindows = decree_windows()


def test_before_30_may_is_late_from_midnight_after_it() -> None:
    due = due_instant(
        date(2023, 5, 30), proposed_late_moment(DayOfYear(5, 30)), on_holiday=NEXT, working_days=TABLE
    )

    assert due.due_on == date(2023, 5, 30)
    assert due.late_from == datetime(2023, 5, 31, tzinfo=ZONE)
    assert not due.is_late(datetime(2023, 5, 30, 23, 59, 59, tzinfo=ZONE))
    assert due.is_late(datetime(2023, 5, 31, tzinfo=ZONE))
    assert due.late_from.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("rule", "due_on", "late_on"),
    [
        ("as-is", date(2023, 4, 29), date(2023, 4, 30)),
        # Saturday 29/4 to Wednesday 3/5/2023 are off
        ("next-working-day", date(2023, 5, 4), date(2023, 5, 5)),
        ("previous-working-day", date(2023, 4, 28), date(2023, 4, 29)),
    ],
)
def test_due_day_on_a_holiday_moves_as_the_regime_says(rule: str, due_on: date, late_on: date) -> None:
    due = due_instant(date(2023, 4, 29), LateMoment.parse("04-30T00:00"), on_holiday=rule, working_days=TABLE)

    assert (due.due_on, due.late_from.date()) == (due_on, late_on)


def test_swapped_working_saturday_is_a_working_day() -> None:
    assert TABLE.is_working(date(2024, 5, 4))
    assert not TABLE.is_working(date(2024, 4, 29))


def test_year_outside_the_table_says_that_it_is_not_covered() -> None:
    assert TABLE.covers(date(2023, 5, 30))
    assert not TABLE.covers(date(2031, 5, 30))


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from(HOLIDAY_RULES))
def test_moved_due_day_works_and_the_late_moment_keeps_its_distance(day: date, rule: str) -> None:
    late = proposed_late_moment(DayOfYear(day.month, day.day))
    due = due_instant(day, late, on_holiday=rule, working_days=TABLE)

    assert rule == "as-is" or TABLE.is_working(due.due_on)
    assert due.due_on >= day if rule == NEXT else due.due_on <= day or rule != PREVIOUS
    assert (
        timedelta(0) <= due.late_from.date() - due.due_on <= timedelta(2)
    )  # two days: 28 February of a leap year


@given(days_of_year, days_of_year, days_of_year)
def test_due_day_lies_in_the_year_after_the_middle_of_its_window(
    due: DayOfYear, start: DayOfYear, end: DayOfYear
) -> None:
    period = Window(start, end).in_year(2023)

    assert period.middle < due_day(due, period) <= period.middle + timedelta(366)


@pytest.mark.parametrize(
    ("code", "due", "proposed"),
    [
        ("H1", "05-30", False),  # the seed: the window ends a fortnight after the due day
        ("H1", "06-15", True),
        ("H1", "06-14", False),
        ("Y", "10-30", False),
        ("Y", "12-15", True),
        ("Y", "01-10", True),  # in the January after
        ("9M", "09-20", True),
        ("M03", "03-20", True),
        ("Q4", "12-10", False),
        ("H9", "06-15", False),  # no such window in the decree
    ],
)
def test_decree_09_is_proposed_only_where_its_window_ends_before_the_due_day(
    code: str, due: str, proposed: bool
) -> None:
    assert (WINDOWS.proposal(code, DayOfYear.parse(due)) is not None) == proposed


def test_decree_09_has_a_window_for_every_code_and_its_source() -> None:
    assert len(WINDOWS.by_code) == 20
    assert "09/2019/NĐ-CP" in WINDOWS.source
    assert list(WINDOWS.by_code["H1"]) == ["12-15", "06-15"]
