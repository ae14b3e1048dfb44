"""On which days a row of the due list is reminded of."""

from collections.abc import Iterable
from datetime import date, timedelta

from tonghop.domain.errors import Refusal

LONGEST = 60


class ReminderDayWrong(Refusal):
    code = "reminder-day-wrong"
    message_vi = (
        "“{found}” không phải ngày nhắc; ghi số ngày so với hạn, từ -60 đến 60, ví dụ -7; -2; 1"
        " (trước hạn 7 ngày, 2 ngày, sau hạn 1 ngày)."
    )
    message_en = "{found!r} is no reminder day; write days from the due day, -60 to 60, such as -7; -2; 1."


def parse_days(text: str) -> tuple[int, ...]:
    """Read days counted from the due day.

    >>> parse_days("1; -7, -2")
    (-7, -2, 1)
    """
    words = text.replace(",", ";").replace("−", "-").split(";")
    return tuple(sorted({_day(word.strip()) for word in words if word.strip()}))


def _day(word: str) -> int:
    digits = word.removeprefix("-").removeprefix("+")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4 and abs(int(word)) <= LONGEST):
        raise ReminderDayWrong(found=word)
    return int(word)


def due_days_reminded(days: Iterable[int], on: date) -> tuple[date, ...]:
    """Return the due days whose rows are reminded of on a day.

    >>> due_days_reminded([-2, 1], date(2026, 5, 28))
    (datetime.date(2026, 5, 30), datetime.date(2026, 5, 27))
    """
    return tuple(on - timedelta(days=count) for count in days)
