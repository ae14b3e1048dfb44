"""Working days: weekends, and a dated table of days off and of weekend days worked instead.

The table is data (`holidays.toml` beside this module). A year outside it knows weekends only, and a year
that the government has not announced is computed: `doubt` says both in a sentence, so that nobody takes a
guess for the yearly notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """`off` are days off that fall on weekdays, `worked` are weekend days worked instead, `years` those in
    the table; `computed` are years of the table that no government notice stands behind yet.
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    computed: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def covers(self, day: date) -> bool:
        return day.year in self.years

    def doubt(self, day: date) -> str:
        """Return a Vietnamese sentence about what is not known of the day's year, or "".

        >>> WorkingDays(years=frozenset({2026})).doubt(date(2026, 5, 30))
        ''
        """
        if not self.covers(day):
            return (
                f"Chưa có lịch nghỉ lễ năm {day.year}: chỉ tính được thứ Bảy, Chủ nhật;"
                " kiểm tra lại ngày đến hạn."
            )
        if day.year in self.computed:
            return (
                f"Lịch nghỉ lễ năm {day.year} mới tính theo luật, chưa theo thông báo của Chính phủ;"
                " kiểm tra lại ngày đến hạn."
            )
        return ""

    def next_from(self, day: date) -> date:
        """Return `day`, or the first working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def last_until(self, day: date) -> date:
        """Return `day`, or the last working day before it."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day


def working_days_from(table: Mapping[str, object]) -> WorkingDays:
    """Build the working days from the parsed `holidays.toml`: [[year]] tables with `year`, `off`, `worked`
    dates and `announced`.
    """
    years = _tables(table.get("year"))
    return WorkingDays(
        off=frozenset(day for year in years for day in _days(year.get("off"))),
        worked=frozenset(day for year in years for day in _days(year.get("worked"))),
        years=_numbers(years),
        computed=_numbers([year for year in years if year.get("announced") is not True]),
    )


def _numbers(years: list[Mapping[str, object]]) -> frozenset[int]:
    return frozenset(number for year in years if isinstance(number := year.get("year"), int))


def _tables(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _days(value: object) -> list[date]:
    return [day for day in value if isinstance(day, date)] if isinstance(value, list) else []
