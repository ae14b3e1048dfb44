"""Windows and cycles: the seed's own calendar, full years, years that turn, and properties over all days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.calendar.cycles import Cycle, CycleUnreadable, nominal_window
from tonghop.domain.calendar.periods import DayOfYear, DayOfYearWrong, Period, Window, WindowEmpty

days_of_year = st.dates(date(2001, 1, 1), date(2001, 12, 31)).map(lambda d: DayOfYear(d.month, d.day))
years = st.integers(1990, 2100)

RESOLVED = [
    # the half-year of the seed: it begins in the year before
    ("10-30", "05-30", 2023, "2022-10-30", "2023-05-30"),
    # equal days make a full year, which ends in the cycle's year
    ("10-30", "10-30", 2023, "2022-10-30", "2023-10-30"),
    # the calendar year belongs to the year of its last day
    ("01-01", "01-01", 2023, "2023-01-01", "2024-01-01"),
    # within one year
    ("05-30", "10-30", 2023, "2023-05-30", "2023-10-30"),
    # December by calendar
    ("12-01", "01-01", 2023, "2023-12-01", "2024-01-01"),
    # 29 February in a year that has none, and in one that has
    ("02-29", "06-01", 2023, "2023-02-28", "2023-06-01"),
    ("02-29", "06-01", 2024, "2024-02-29", "2024-06-01"),
]


@pytest.mark.parametrize(("start", "end", "year", "first", "after"), RESOLVED)
def test_window_is_resolved_for_a_year(start: str, end: str, year: int, first: str, after: str) -> None:
    window = Window(DayOfYear.parse(start), DayOfYear.parse(end))

    assert window.in_year(year) == Period(date.fromisoformat(first), date.fromisoformat(after))


@given(days_of_year, days_of_year, years)
def test_window_ends_in_its_year_and_is_at_most_a_year_long(
    start: DayOfYear, end: DayOfYear, year: int
) -> None:
    period = Window(start, end).in_year(year)

    assert period.last_day.year == year
    assert timedelta(1) <= period.end - period.start <= timedelta(366)


@given(days_of_year, days_of_year, years)
def test_two_windows_that_follow_each_other_cover_the_year_once(
    start: DayOfYear, middle: DayOfYear, year: int
) -> None:
    whole = Window(start, start).in_year(year)
    parts = [Window(a, b) for a, b in ((start, middle), (middle, start))]

    if start != middle:
        days = [p for w in parts for y in (year - 1, year, year + 1) for p in [w.in_year(y)]]
        inside = [p for p in days if whole.start <= p.start and p.end <= whole.end]
        assert sum((p.end - p.start).days for p in inside) == (whole.end - whole.start).days


def test_period_without_a_day_is_refused() -> None:
    with pytest.raises(WindowEmpty, match="2023-05-30"):
        Period(date(2023, 5, 30), date(2023, 5, 30))


@pytest.mark.parametrize("text", ["5-30", "05/30", "13-01", "02-30", "", "05-30x", "٠٥-٣٠"])
def test_what_is_no_day_of_the_year_is_refused(text: str) -> None:
    with pytest.raises(DayOfYearWrong):
        DayOfYear.parse(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2023-H1", "6 tháng đầu năm 2023"),
        ("2023-H2", "6 tháng cuối năm 2023"),
        ("2023-Y", "năm 2023"),
        ("2023-Q4", "quý IV năm 2023"),
        ("2023-M09", "tháng 09 năm 2023"),
        ("2023-9M", "9 tháng đầu năm 2023"),
    ],
)
def test_cycle_is_read_written_and_called_by_its_name(text: str, name: str) -> None:
    cycle = Cycle.parse(text)

    assert str(cycle) == text
    assert cycle.vietnamese == name
    assert nominal_window(cycle.code) is not None


@pytest.mark.parametrize("text", ["2023", "H1-2023", "2023-h1", "0023-H1", "2023-", "2023-H1 "])
def test_what_is_no_cycle_is_refused(text: str) -> None:
    with pytest.raises(CycleUnreadable, match="2023-H1"):
        Cycle.parse(text)
