"""Working days: weekends and a dated table of days off.

Thin for now: the table is given (`holidays.toml` beside this module); a year outside it knows weekends only,
and `covers` says so, so that nobody takes a guess for the government's yearly notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """`off` are days off that fall on weekdays, `worked` are weekend days worked instead, `years` those in
    the table.
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def covers(self, day: date) -> bool:
        return day.year in self.years

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
    """Build the working days from the parsed `holidays.toml`: [[year]] tables with `year`, `off` and `worked`
    dates.
    """
    years = _tables(table.get("year"))
    return WorkingDays(
        off=frozenset(day for year in years for day in _days(year.get("off"))),
        worked=frozenset(day for year in years for day in _days(year.get("worked"))),
        years=frozenset(number for year in years if isinstance(number := year.get("year"), int)),
    )


def _tables(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _days(value: object) -> list[date]:
    return [day for day in value if isinstance(day, date)] if isinstance(value, list) else []
