"""When a report is due and from which moment it is late, for one cycle of one regime.

"Trước ngày 30/5" and "chậm nhất ngày 30/5" are due on 30 May; from which moment a report is late is a
separate fact that the coordinator confirms (design rule 5).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tonghop.domain.calendar.periods import DayOfYear, Period
from tonghop.domain.calendar.working_days import WorkingDays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AS_IS, NEXT, PREVIOUS = "as-is", "next-working-day", "previous-working-day"
HOLIDAY_RULES = (AS_IS, NEXT, PREVIOUS)


@dataclass(frozen=True, slots=True)
class LateMoment:
    """The first moment that is late, as a regime writes it: "05-31T00:00", or with its year for a single
    report.
    """

    day: DayOfYear
    at: time

    @classmethod
    def parse(cls, text: str) -> "LateMoment":
        """Read "MM-DDTHH:MM" or "YYYY-MM-DDTHH:MM"; raises ValueError or a Refusal for anything else.

        >>> str(LateMoment.parse("05-31T00:00"))
        '05-31T00:00'
        """
        day, letter, clock = text.partition("T")
        if not letter or len(clock) != 5:
            raise ValueError(text)
        return cls(DayOfYear.parse(day[-5:]), time.fromisoformat(clock))

    def __str__(self) -> str:
        return f"{self.day}T{self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class DueInstant:
    """`due_on` is the day named, after the holiday rule; `late_from` the first late moment; `moved_from` the
    day before.
    """

    due_on: date
    late_from: datetime
    moved_from: date | None = None

    def is_late(self, arrived_at: datetime) -> bool:
        return arrived_at >= self.late_from


def due_day(due: DayOfYear, period: Period) -> date:
    """Return the year's turn of a due day for the window that is reported on.

    A report may be due before its window ends (half-year data to 14 June, due 30 May) and a yearly one in the
    January after: it is the first such day after the middle of the window.

    >>> from tonghop.domain.calendar.periods import Window
    >>> year = Window(DayOfYear(12, 15), DayOfYear(12, 15)).in_year(2023)
    >>> str(due_day(DayOfYear(1, 31), year)), str(due_day(DayOfYear(10, 30), year))
    ('2024-01-31', '2023-10-30')
    """
    return due.first_after(period.middle)


def due_instant(day: date, late: LateMoment, *, on_holiday: str, working_days: WorkingDays) -> DueInstant:
    """Return when a report named for `day` is due and late, moved over days off as the regime says.

    The late moment keeps its distance from the due day when the due day moves.
    """
    moved = _moved(day, on_holiday, working_days)
    distance = late.day.first_after(day - timedelta(days=1)) - day
    late_on = moved + distance
    return DueInstant(moved, datetime.combine(late_on, late.at, ZONE), None if moved == day else day)


def proposed_late_moment(due: DayOfYear) -> LateMoment:
    """Return midnight after the due day, the latest reading of "trước ngày …" that nobody can call unfair.

    >>> str(proposed_late_moment(DayOfYear(5, 30)))
    '05-31T00:00'
    """
    next_day = due.in_year(2001) + timedelta(days=1)
    return LateMoment(DayOfYear(next_day.month, next_day.day), time(0, 0))


def _moved(day: date, on_holiday: str, working_days: WorkingDays) -> date:
    if on_holiday == NEXT:
        return working_days.next_from(day)
    if on_holiday == PREVIOUS:
        return working_days.last_until(day)
    return day
