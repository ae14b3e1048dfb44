"""What the writer and the reader of a campaign workbook share: sheets, columns, and how a value is shown.

Officers see days as 30/05, choices in Vietnamese words and a window in two columns; the campaign's own tables
hold 05-30, codes and pairs. Both directions stand here side by side.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from tonghop.domain.calendar.periods import DayOfYear
from tonghop.domain.errors import Refusal
from tonghop.domain.language import flat, nfc, searchable
from tonghop.domain.reporting.campaign_record import CHOICES, TABLES, Field
from tonghop.domain.reporting.level_deadlines import LEVEL_NAMES, LINE_NAMES, LevelDeadline

SHEETS = {
    "campaign": "Chiến dịch",
    "regime": "Chế độ báo cáo",
    "indicator": "Chỉ tiêu",
    "section": "Đề cương",
    "body": "Đơn vị",
    "check": "Kiểm tra",
    "excuse": "Miễn",
}
TO_RESOLVE = "Cần quyết định"
GUIDE = "Hướng dẫn"
DECIDED = "Đã quyết định (chọn x)"
YES, NO = "có", "không"
_WINDOW_PARTS = ("từ ngày", "đến trước ngày")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: a field, and for a window which of its two days."""

    field: Field
    part: int = 0

    @property
    def title(self) -> str:
        name = self.field.vietnamese
        return f"{name} {_WINDOW_PARTS[self.part]}" if self.field.kind == "window" else name


def columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a table's sheet, what officers look at first; what is still to be decided has a
    sheet of its own.
    """
    known = {field.key: field for field in TABLES[table] if field.key != "to_resolve"}
    first = [known[key] for key in _FIRST.get(table, ())]
    return tuple(
        Column(field, part)
        for field in dict.fromkeys((*first, *known.values()))
        for part in range(2 if field.kind == "window" else 1)
    )


def printed_columns(table: str) -> int:
    """Return how many of the columns are printed: the rest would make the page too small to read."""
    return len(_FIRST.get(table, ())) or len(columns(table))


_FIRST = {
    "indicator": (
        *("name", "unit", "kind", "why", "target", "estimate", "cumulative", "required", "group", "parent"),
    ),
}


def choices(table: str, field: Field) -> tuple[str, ...]:
    """Return the words that a cell is chosen from, or ()."""
    if field.kind == "flag":
        return (YES, NO)
    return tuple(CHOICES[table, field.key].values()) if field.kind == "choice" else ()


def shown(table: str, column: Column, value: Any) -> str:
    """Return a value of the campaign's tables as an officer reads it.

    >>> from tonghop.domain.reporting.campaign_record import Field
    >>> shown("regime", Column(Field("due", "Hạn", "day")), "05-30")
    '30/05'
    """
    kind = column.field.kind
    if column.field.key == "required" and value == "":
        return YES
    if value in ("", None, []):
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if kind == "window":
        return _day_shown(value[column.part])
    if kind == "deadlines":
        return "\n".join(map(_deadline_shown, value))
    if isinstance(value, list):
        return ("\n" if kind == "lines" else "; ").join(value)
    if kind == "choice":
        return CHOICES[table, column.field.key].get(str(value), str(value))
    text = str(value)
    return _SHOWN[kind](text) if kind in _SHOWN else text


def _day_shown(day: str) -> str:
    return f"{day[3:5]}/{day[:2]}"


def _moment_shown(moment: str) -> str:
    return f"{_day_shown(moment[:5])} {moment[6:]}"


def _date_shown(day: str) -> str:
    return "/".join(reversed(day.split("-"))) if _ISO.fullmatch(day) else day


def _deadline_shown(deadline: str) -> str:
    level, due, late = deadline.split()
    return f"{_LEVELS[level]}: {_day_shown(due)}, muộn từ {_moment_shown(late)}"


_LEVELS = {**LEVEL_NAMES, **LINE_NAMES}
_SHOWN = {"day": _day_shown, "moment": _moment_shown, "date": _date_shown}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")

# ---- and back


class Unreadable(ValueError):  # noqa: N818 (it becomes a refusal: the cell is wrong, not the program)
    """A cell that cannot be read as its column asks; the message is advice in Vietnamese."""

    def __init__(self, advice: str, english: str) -> None:
        super().__init__(advice)
        self.english = english


NUMBER_ADVICE = (
    "Ghi một con số, ví dụ 1.234,5; hoặc để trống.",
    "Write a number, for example 1.234,5; or leave it empty.",
)


_SLASHED = re.compile(r"(?<!\d)(\d{1,2}) ?[/.] ?(\d{1,2})(?: ?[/.] ?(?:\d{4}|\d{2}))?(?!\d)")
_DASHED = re.compile(r"(?<!\d)(\d{1,2})-(\d{1,2})(?:-\d{4})?(?!\d)")
_WORDED = re.compile(r"(?<!\d)(\d{1,2}) tháng (\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}) ?(?::|giờ|h) ?(\d{2})?(?!\d)")
_FULL_DATE = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})")
_DAY_ADVICE = ("Ghi ngày/tháng, ví dụ 30/5.", "Write day/month, for example 30/5.")


def day_of_year(raw: Any) -> str:
    """Read a day of the year as an officer may write it, into "MM-DD"; raises Unreadable.

    >>> [day_of_year(raw) for raw in ("30/5", "ngày 30 tháng 5", "05-30", date(2026, 5, 30), "30/05/2026")]
    ['05-30', '05-30', '05-30', '05-30', '05-30']
    """
    if isinstance(raw, date):
        return f"{raw:%m-%d}"
    text = searchable(flat(str(raw)))
    if match := _SLASHED.search(text) or _WORDED.search(text):
        return _checked(int(match[2]), int(match[1]))
    match = _DASHED.search(text)
    if match is None:
        raise Unreadable(*_DAY_ADVICE)
    first, second = int(match[1]), int(match[2])
    if first <= 12 and second <= 12 and first != second:
        vietnamese, english = _DAY_ADVICE
        raise Unreadable(
            f"Không rõ đâu là ngày, đâu là tháng. {vietnamese}",
            f"It is unclear which is the day and which the month. {english}",
        )
    return _checked(first, second) if first <= 12 else _checked(second, first)


def _checked(month: int, day: int) -> str:
    try:
        return str(DayOfYear(month, day))
    except Refusal:
        raise Unreadable(*_DAY_ADVICE) from None


def moment(raw: Any) -> str:
    """Read a day and a time of day into "MM-DDTHH:MM"; no time is midnight. Raises Unreadable.

    >>> [moment(raw) for raw in ("31/05 00:00", "0 giờ ngày 31/5", "17h30 30/5", "05-31T00:00")]
    ['05-31T00:00', '05-31T00:00', '05-30T17:30', '05-31T00:00']
    """
    if isinstance(raw, datetime):
        return f"{raw:%m-%dT%H:%M}"
    if isinstance(raw, date):
        return f"{raw:%m-%d}T00:00"
    text = searchable(flat(str(raw))).replace("t", " ", 1) if "T" in str(raw) else searchable(flat(str(raw)))
    clock = _CLOCK.search(text)
    try:
        told = time(int(clock[1]), int(clock[2] or 0)) if clock else time(0, 0)
    except ValueError:
        raise Unreadable(
            "Ghi ngày/tháng và giờ, ví dụ 31/05 00:00.", "Write day/month and time, for example 31/05 00:00."
        ) from None
    rest = f"{text[: clock.start()]} {text[clock.end() :]}" if clock else text
    return f"{day_of_year(rest)}T{told:%H:%M}"


def deadlines(raw: Any) -> list[str]:
    """Read the deadlines of levels, one a line, each into "LEVEL MM-DD MM-DDTHH:MM". Raises Unreadable.

    >>> deadlines("cấp xã: 25/5; Đảng: 28/5, muộn từ 28/5 17:00")
    ['commune 05-25 05-26T00:00', 'party 05-28 05-28T17:00']
    """
    return [_deadline(part) for part in parts_of(nfc(str(raw)), ";\n")]


def _deadline(text: str) -> str:
    said, colon, days = text.partition(":")
    folded = searchable(flat(said))
    level = next((code for code, name in _LEVELS.items() if folded in (code, searchable(name))), "")
    if not colon or not level:
        raise Unreadable(
            f"Ghi cấp hoặc khối, dấu hai chấm, rồi ngày: cấp xã: 25/5. Các cấp: {_LEVELS_SAID}.",
            f"Write a level or line, a colon, then the day: cấp xã: 25/5. Levels: {_LEVELS_SAID}.",
        )
    due, comma, late = days.partition(",")
    if comma and "muộn từ" not in searchable(late):
        raise Unreadable(
            "Sau ngày nộp chỉ ghi thời điểm muộn: cấp xã: 25/5, muộn từ 26/5 00:00.",
            "After the due day write only the late moment: cấp xã: 25/5, muộn từ 26/5 00:00.",
        )
    told = f" {moment(late)}" if comma else ""
    return str(LevelDeadline.parse(f"{level} {day_of_year(due)}{told}"))


_LEVELS_SAID = ", ".join(_LEVELS.values())


def phone(raw: Any) -> str:
    """Read a telephone number. A cell that a spreadsheet has turned into a number has lost the 0 that every
    national number begins with; service numbers (18…, 19…) have none.

    >>> phone("0218 385 0000"), phone(2183850000.0), phone(19001234.0)
    ('0218 385 0000', '02183850000', '19001234')
    """
    if isinstance(raw, int | float):
        digits = f"{raw:.0f}"
        return f"0{digits}" if len(digits) in (9, 10) and digits[0] != "1" else digits
    return flat(str(raw))


def full_date(raw: Any) -> str:
    """Read a date into ISO; words that are none stay as they are.

    >>> full_date("20/5/2023"), full_date("cuối tháng 5")
    ('2023-05-20', 'cuối tháng 5')
    """
    if isinstance(raw, date):
        return f"{raw:%Y-%m-%d}"
    text = flat(str(raw))
    if match := _FULL_DATE.fullmatch(text):
        try:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        except ValueError:
            raise Unreadable(
                "Ghi ngày/tháng/năm, ví dụ 20/05/2023.", "Write day/month/year, for example 20/05/2023."
            ) from None
    return text


def parts_of(text: str, separators: str) -> Iterator[str]:
    """Yield the parts of a cell that lists several things."""
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    yield from (part.strip() for part in text.split(separators[0]) if part.strip())


def widths(table: str) -> Sequence[float]:
    """Return the width of each column in characters."""
    return tuple(
        _WIDTHS.get(column.field.key, _BY_KIND.get(column.field.kind, 18)) for column in columns(table)
    )


_WIDTHS = {
    "code": 14,
    "name": 42,
    "title": 60,
    "why": 52,
    "message": 60,
    "reason": 50,
    "rule": 34,
    "aliases": 34,
    "note": 34,
    "group": 24,
    "parent": 20,
    "on_holiday": 22,
    "by": 28,
    "indicators": 34,
    "unit": 13,
    "contact": 26,
    "deadlines": 40,
}
_BY_KIND = {
    "flag": 10,
    "whole": 9,
    "number": 12,
    "day": 11,
    "window": 12,
    "moment": 14,
    "choice": 16,
    "date": 13,
    "phone": 18,
}
