"""Reporting periods as headers, titles and sheet names say them, and how they lie to the cycle asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tonghop.domain.calendar.cycles import Cycle, nominal_window
from tonghop.domain.calendar.periods import Period, Window


class Relation(StrEnum):
    """How a period named lies to the cycle: `PART` is a month or quarter inside it."""

    THIS = "this"
    YEAR_BEFORE = "year-before"
    PART = "part"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """A period as named: `codes` are the turns it may be (empty: a year alone), `year` None where no year is
    told.
    """

    codes: tuple[str, ...]
    year: int | None
    start: int
    end: int
    days: tuple[date, date] | None = None


_DAYS = r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)"
_RANGE = re.compile(rf"(?:từ )?(?:ngày )?{_DAYS} ?(?:đến|-|tới) ?(?:hết )?(?:ngày )?{_DAYS}")
_DATES = re.compile(
    r"ngày[ .…_]{0,12}\d{0,2}[ .…_]{0,12}tháng[ .…_]{0,12}\d{0,2}[ .…_]{0,12}(?:năm[ .…_]{0,6}(?:\d{4})?)?"
    r"|(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|giai đoạn \d{4} ?- ?\d{4}|\d{4} ?- ?\d{4}|(?:đến|từ|trước|sau) năm \d{4}"
    r"|(?:số|kế hoạch số|công văn số) ?:? ?\d{1,6}[-/][^ ]{1,30}"
)
_YEAR = r"(?:[ ,/-]{0,2}(?:năm |n)?((?:19|20)\d\d))?"
_PERIODS = re.compile(
    rf"\b(?:(?P<half>(?:0?6|sáu) tháng|0?6t)(?P<side> đầu năm| cuối năm| đầu| cuối)?(?P<half_year>{_YEAR})"
    rf"|(?P<nine>(?:0?9|chín) tháng|0?9t)(?: đầu năm| đầu)?(?P<nine_year>{_YEAR})"
    rf"|quý (?P<quarter>iv|i{{1,3}}|[1-4])\b(?P<quarter_year>{_YEAR})"
    rf"|(?:tháng |t)(?P<month>1[0-2]|0?[1-9])\b(?P<month_year>{_YEAR})"
    rf"|(?P<whole>cả năm|cuối năm|hết năm|toàn năm)(?P<whole_year>{_YEAR})"
    r"|(?:năm )?(?P<year>(?:19|20)\d\d))(?![\d/]|[.,]\d)"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def without_dates(text: str) -> str:
    """Blank out, in a searchable text, dates and numbers of documents, which name no period; offsets hold.

    >>> without_dates("hòa mẫu, ngày 5 tháng 6 năm 2023").strip()
    'hòa mẫu,'
    """
    return _DATES.sub(lambda match: " " * len(match.group()), text)


def periods_in(text: str) -> Iterator[PeriodWords]:
    """Yield the periods that a searchable text names.

    >>> [(p.codes, p.year) for p in periods_in("kết quả 6 tháng đầu năm 2023 và quý iii")]
    [(('H1',), 2023), (('Q3',), None)]
    """
    for match in _RANGE.finditer(text):
        if days := _range(match):
            yield PeriodWords((), None, match.start(), match.end(), days)
    # A range is blanked out by `without_dates`, as every date is.
    for match in _PERIODS.finditer(without_dates(text)):
        codes, year = _named(match)
        yield PeriodWords(codes, year, match.start(), match.end())


@dataclass(frozen=True, slots=True)
class Turn:
    """The cycle asked for, with the days its figures are of, where the regime or its code says them."""

    cycle: Cycle
    days: Period | None

    @classmethod
    def of(cls, cycle: Cycle, window: Window | None = None) -> "Turn":
        found = window or nominal_window(cycle.code)
        return cls(cycle, found.in_year(cycle.year) if found else None)

    def relation(self, named: PeriodWords) -> Relation:
        """Return how a named period lies to this turn; a bare year of the turn counts as the turn."""
        if named.days:
            return self._of_days(*named.days)
        if not named.codes:
            return self._of_year(named.year)
        if self.cycle.code in named.codes:
            return Relation.THIS if named.year is None else self._of_year(named.year)
        return Relation.PART if any(self._holds(code, named.year) for code in named.codes) else Relation.OTHER

    def months(self) -> tuple[int, ...]:
        """Return the months of the turn in their order, each that it touches.

        >>> Turn.of(Cycle(2023, "Q2")).months()
        (4, 5, 6)
        """
        if self.days is None:
            return ()
        first, last = self.days.start, self.days.last_day
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return tuple((first.month - 1 + step) % 12 + 1 for step in range(count))

    def _of_year(self, year: int | None) -> Relation:
        if year == self.cycle.year:
            return Relation.THIS
        return Relation.YEAR_BEFORE if year == self.cycle.year - 1 else Relation.OTHER

    def _of_days(self, first: date, last: date) -> Relation:
        if self.days is None:
            return Relation.OTHER
        year, slack = timedelta(days=365), timedelta(days=46)
        for relation, shift in ((Relation.THIS, timedelta()), (Relation.YEAR_BEFORE, year)):
            start, end = self.days.start - shift, self.days.last_day - shift
            if abs(first - start) <= slack and abs(last - end) <= slack:
                return relation
        return Relation.OTHER

    def _holds(self, code: str, year: int | None) -> bool:
        """Say whether a turn of that code lies in this one, by the regime's days or by the calendar's."""
        inner = nominal_window(code)
        nominal = nominal_window(self.cycle.code)
        if inner is None:
            return False
        outers = [days for days in (self.days, nominal and nominal.in_year(self.cycle.year)) if days]
        years = (self.cycle.year - 1, self.cycle.year) if year is None else (year,)
        turns = [inner.in_year(told) for told in years]
        # A window that starts on 30 October holds November; that October has two days in it takes nothing
        # away.
        return any(
            outer.start <= turn.start and turn.middle <= outer.last_day for outer in outers for turn in turns
        )


def _named(match: re.Match[str]) -> tuple[tuple[str, ...], int | None]:
    if match["half"]:
        side = (match["side"] or "").split()[:1]
        codes = {"đầu": ("H1",), "cuối": ("H2",)}.get(side[0] if side else "", ("H1", "H2"))
        return codes, _year(match["half_year"])
    if match["nine"]:
        return ("9M",), _year(match["nine_year"])
    if quarter := match["quarter"]:
        return (f"Q{_QUARTERS.get(quarter) or quarter}",), _year(match["quarter_year"])
    if match["month"]:
        return (f"M{int(match['month']):02d}",), _year(match["month_year"])
    if match["whole"]:
        return ("Y",), _year(match["whole_year"])
    return (), int(match["year"])


def _year(text: str | None) -> int | None:
    digits = "".join(c for c in text or "" if c.isdigit())
    return int(digits[-4:]) if digits else None


def _range(match: re.Match[str]) -> tuple[date, date] | None:
    day, month, year, last_day, last_month, last_year = map(int, match.groups())
    try:
        return date(year, month, day), date(last_year, last_month, last_day)
    except ValueError:
        return None
