"""A regime in words: what "trước ngày 30/5" means, and on which day a year's turn falls due."""

from dataclasses import dataclass
from datetime import date, datetime

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import AS_IS, DueInstant, LateMoment
from tonghop.domain.calendar.periods import DayOfYear, Period
from tonghop.domain.calendar.working_days import WorkingDays
from tonghop.domain.organisations.sentences import official_date
from tonghop.domain.reporting.campaign import Regime
from tonghop.domain.reporting.level_deadlines import LEVEL_NAMES, LINE_NAMES

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEVELS_EN = {
    "country": "central bodies",
    "province": "provinces",
    "district": "districts",
    "commune": "communes",
    "party": "the Party's bodies",
    "state": "the State's bodies",
    "front": "the Front and mass organisations",
    "press": "the press",
    "police": "the police",
    "army": "the army",
    "enterprise": "enterprises",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages."""

    vietnamese: str
    english: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One year's turn of a regime: when it is due and late, in an instant and in words, and what is doubted.

    `level` is "" for all bodies without a deadline of their own.
    """

    cycle: Cycle
    level: str
    due: DueInstant
    opens_on: date
    words: Words
    window: Words | None
    doubt: Words | None


def meanings(regime: Regime) -> tuple[Words, ...]:
    """Return what a regime's deadlines mean, the common one first: from when a report is late.

    >>> from tonghop.domain.calendar.due_instants import proposed_late_moment
    >>> due = DayOfYear(5, 30)
    >>> meanings(Regime("H1", "semiannual", due, proposed_late_moment(due)))[0].vietnamese
    '“Trước ngày 30/5” nghĩa là muộn từ 00:00 ngày 31/5 (giờ Việt Nam).'
    """
    own = (_meaning(regime, row.level, row.due, row.late_from) for row in regime.deadlines)
    return (_meaning(regime, "", regime.due, regime.late_from), *own)


def turns(regime: Regime, year: int, working_days: WorkingDays) -> tuple[Turn, ...]:
    """Return a year's turn of a regime, for all bodies and for every level with its own deadline."""
    levels = ("", *(row.level for row in regime.deadlines))
    return tuple(_turn(regime, year, level, working_days) for level in levels)


def _meaning(regime: Regime, level: str, due: DayOfYear, late: LateMoment) -> Words:
    said, said_en = ("Trước", "Before") if regime.relation == "before" else ("Chậm nhất", "By")
    whose = f"Với {_level(level)}: " if level else ""
    whose_en = f"For {_LEVELS_EN[level]}: " if level else ""
    moment = f"{late.at:%H:%M} ngày {_day(late.day)}"
    return Words(
        f"{whose}“{said} ngày {_day(due)}” nghĩa là muộn từ {moment} (giờ Việt Nam).",
        f"{whose_en}“{said_en} {_day(due)}” means late from {late.at:%H:%M} on {_day(late.day)}"
        " (Vietnam's time).",
    )


def _turn(regime: Regime, year: int, level: str, working_days: WorkingDays) -> Turn:
    due = regime.due_instant(year, working_days, level)
    period = regime.period(year)
    return Turn(
        Cycle(year, regime.code),
        level,
        due,
        regime.opens_on(year, working_days),
        _due_words(due, year, level, regime.on_holiday, working_days),
        _window_words(period) if period else None,
        _doubt(due.moved_from or due.due_on, working_days),
    )


def _due_words(due: DueInstant, year: int, level: str, rule: str, working_days: WorkingDays) -> Words:
    named = due.moved_from or due.due_on
    whose = f", {_level(level)}" if level else ""
    whose_en = f", {_LEVELS_EN[level]}" if level else ""
    falls, falls_en = _WEEKDAYS[named.weekday()], _WEEKDAYS_EN[named.weekday()]
    if named.weekday() < 5 and not working_days.is_working(named):
        falls, falls_en = f"{falls}, ngày nghỉ", f"{falls_en}, a day off"
    moved, moved_en = _moved(due, rule, is_working=working_days.is_working(named))
    late, late_en = _moment(due.late_from), f"{due.late_from:%H:%M} on {official_date(due.late_from.date())}"
    return Words(
        f"Năm {year}{whose}: hạn {official_date(named)} rơi vào {falls}{moved}; muộn từ {late}.",
        f"In {year}{whose_en}: the due day {official_date(named)} is a {falls_en}{moved_en};"
        f" late from {late_en}.",
    )


def _moved(due: DueInstant, rule: str, *, is_working: bool) -> tuple[str, str]:
    if due.moved_from is None:
        return (
            (", giữ nguyên theo chế độ", ", kept as the regime says")
            if rule == AS_IS and not is_working
            else ("", "")
        )
    day, number = official_date(due.due_on), due.due_on.weekday()
    return f", chuyển sang {_WEEKDAYS[number]} {day}", f", moved to {_WEEKDAYS_EN[number]} {day}"


def _window_words(period: Period) -> Words:
    first, last = official_date(period.start), official_date(period.last_day)
    return Words(
        f"Số liệu tính từ ngày {first} đến hết ngày {last}.",
        f"Figures count from {first} to the end of {last}.",
    )


def _doubt(day: date, working_days: WorkingDays) -> Words | None:
    sentence = working_days.doubt(day)
    if not sentence:
        return None
    known = "is computed from the law, not announced yet" if working_days.covers(day) else "is not there yet"
    return Words(sentence, f"The calendar of holidays of {day.year} {known}: check the due day again.")


def _moment(at: datetime) -> str:
    return f"{at:%H:%M} ngày {official_date(at.date())}"


def _level(level: str) -> str:
    return LEVEL_NAMES.get(level) or f"khối {LINE_NAMES[level]}"


def _day(day: DayOfYear) -> str:
    return official_date(day.in_year(2000)).removesuffix("/2000")
