"""The table of days off: what the law says of every year, known swaps, a comparison with a package."""

from datetime import date, timedelta

import pytest

from tonghop.domain.calendar.working_days import WorkingDays
from tonghop.formats.workbooks.ready_data import working_days

TABLE: WorkingDays = working_days()
YEARS = range(2019, 2028)
UNKNOWN_TO_THE_PACKAGE = {date(2026, 1, 2), date(2026, 1, 10)}


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_the_public_holidays_of_the_labour_code(year: int) -> None:
    fixed = [date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)]
    tet = [day for day in TABLE.off if day.year == year and (1, 20) <= (day.month, day.day) <= (2, 25)]
    kings = [day for day in TABLE.off if day.year == year and (4, 1) <= (day.month, day.day) <= (4, 29)]

    assert not any(TABLE.is_working(day) for day in fixed)
    assert len(tet) == 5
    assert kings or not TABLE.is_working(date(2023, 4, 29)), "Hùng Kings' day fell on a Saturday in 2023"
    assert all(day.weekday() < 5 for day in TABLE.off)
    assert all(day.weekday() >= 5 for day in TABLE.worked)


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025, 2026, 2027])
def test_national_day_has_two_days_since_2021(year: int) -> None:
    second = date(year, 9, 1), date(year, 9, 3)
    monday_after = date(year, 9, 4)

    assert any(not TABLE.is_working(day) for day in second)
    assert date(year, 9, 2).weekday() < 5 or not TABLE.is_working(monday_after)


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2019, 4, 29), date(2019, 5, 4)),
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_swapped_day_is_off_and_its_saturday_is_worked(off: date, worked: date) -> None:
    assert not TABLE.is_working(off)
    assert worked.weekday() == 5
    assert TABLE.is_working(worked)


@pytest.mark.parametrize(
    ("day", "doubt"),
    [
        (date(2026, 5, 30), ""),
        (date(2027, 5, 30), "chưa theo thông báo của Chính phủ"),
        (date(2018, 5, 30), "Chưa có lịch nghỉ lễ năm 2018"),
        (date(2031, 5, 30), "Chưa có lịch nghỉ lễ năm 2031"),
    ],
)
def test_doubt_says_what_is_not_known_of_a_year(day: date, doubt: str) -> None:
    assert (doubt in TABLE.doubt(day)) if doubt else TABLE.doubt(day) == ""


def test_table_agrees_with_the_package_where_it_is_installed() -> None:
    package = pytest.importorskip("holidays", reason="the package `holidays` is a cross-check, not needed")
    known = package.country_holidays("VN", years=list(YEARS))
    days = [date(2019, 1, 1) + timedelta(n) for n in range((date(2028, 1, 1) - date(2019, 1, 1)).days)]

    differing = {day for day in days if known.is_working_day(day) != TABLE.is_working(day)}

    assert differing == UNKNOWN_TO_THE_PACKAGE
