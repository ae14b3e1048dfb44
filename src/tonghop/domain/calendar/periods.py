"""Half-open windows of days, and the yearly windows of a regime resolved for one year.

A window is stored as it is counted: from its first day up to, not including, its end, so that two windows
that follow each other lose no day and count none twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tonghop.domain.errors import Refusal

_DAY = timedelta(days=1)


class WindowEmpty(Refusal):
    code = "window-empty"
    message_vi = "Kỳ số liệu từ {start} đến {end} không có ngày nào; sửa ngày đầu hoặc ngày cuối."
    message_en = "The window from {start} to {end} holds no day; mend its start or its end."


class DayOfYearWrong(Refusal):
    code = "day-of-year-wrong"
    message_vi = "“{found}” không phải là ngày trong năm; ghi tháng-ngày, ví dụ 05-30."
    message_en = "{found!r} is not a day of the year; write month-day, for example 05-30."


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to, not including, `end`.

    >>> Period(date(2022, 10, 30), date(2023, 5, 30)).last_day
    datetime.date(2023, 5, 29)
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise WindowEmpty(start=self.start.isoformat(), end=self.end.isoformat())

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def last_day(self) -> date:
        return self.end - _DAY

    @property
    def middle(self) -> date:
        return self.start + (self.end - self.start) / 2

    @property
    def vietnamese(self) -> str:
        return f"từ ngày {self.start:%d/%m/%Y} đến hết ngày {self.last_day:%d/%m/%Y}"


@dataclass(frozen=True, slots=True, order=True)
class DayOfYear:
    """A month and a day, as a regime names them. 29 February falls on 28 February where the year has none.

    >>> DayOfYear.parse("05-30").in_year(2023)
    datetime.date(2023, 5, 30)
    """

    month: int
    day: int

    def __post_init__(self) -> None:
        try:
            date(2000, self.month, self.day)
        except ValueError:
            raise DayOfYearWrong(found=f"{self.month:02d}-{self.day:02d}") from None

    @classmethod
    def parse(cls, text: str) -> "DayOfYear":
        month, dash, day = text.partition("-")
        if not (dash and len(month) == len(day) == 2 and (month + day).isascii() and (month + day).isdigit()):
            raise DayOfYearWrong(found=text)
        return cls(int(month), int(day))

    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"

    def in_year(self, year: int) -> date:
        if (self.month, self.day) == (2, 29) and not _is_leap(year):
            return date(year, 2, 28)
        return date(year, self.month, self.day)

    def first_after(self, day: date) -> date:
        """Return the first such day later than `day`."""
        this_year = self.in_year(day.year)
        return this_year if this_year > day else self.in_year(day.year + 1)

    def last_before(self, day: date) -> date:
        """Return the last such day earlier than `day`."""
        this_year = self.in_year(day.year)
        return this_year if this_year < day else self.in_year(day.year - 1)


@dataclass(frozen=True, slots=True)
class Window:
    """A regime's yearly window: `start` and `end` as days of the year, half-open; equal days make a full
    year.
    """

    start: DayOfYear
    end: DayOfYear

    def in_year(self, year: int) -> Period:
        """Return the window whose last day lies in `year`.

        >>> Window(DayOfYear(10, 30), DayOfYear(5, 30)).in_year(2023).vietnamese
        'từ ngày 30/10/2022 đến hết ngày 29/05/2023'
        >>> Window(DayOfYear(1, 1), DayOfYear(1, 1)).in_year(2023).vietnamese
        'từ ngày 01/01/2023 đến hết ngày 31/12/2023'
        """
        end = self.end.in_year(year)
        if (end - _DAY).year < year:
            end = self.end.in_year(year + 1)
        return Period(self.start.last_before(end), end)

    def __iter__(self) -> Iterator[str]:
        yield str(self.start)
        yield str(self.end)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
