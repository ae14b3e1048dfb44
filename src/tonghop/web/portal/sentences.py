"""What figures say in a sentence, and days and numbers as Vietnamese offices write them. Pure text."""

from datetime import date, datetime

from django.utils import timezone

from tonghop.apps.publications.models import PublicFigure, PublicRegime, PublicReport
from tonghop.domain.calendar.cycles import Cycle, CycleUnreadable, nominal_window, regime_name
from tonghop.domain.consolidation.consolidation import AS_REPORTED
from tonghop.domain.reporting.values import decimal_of, vietnamese_number

FREQUENCIES = {
    "once": "một lần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "semiannual": "6 tháng một lần",
    "nine-month": "9 tháng",
    "annual": "hằng năm",
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
RELATIONS = {"before": "trước ngày", "by": "chậm nhất ngày"}


def day(on: date) -> str:
    """Return a day as offices write it.

    >>> day(date(2023, 3, 13))
    '13/03/2023'
    """
    return f"{on:%d/%m/%Y}"


def day_of(at: datetime) -> str:
    """Return the day of an instant in Vietnam."""
    return day(timezone.localtime(at).date())


def day_in_english(at: datetime) -> str:
    """Return the day of an instant in Vietnam, as English writes it without doubt about the month.

    >>> from datetime import UTC
    >>> day_in_english(datetime(2026, 5, 31, 20, 0, tzinfo=UTC))
    '1 June 2026'
    """
    on = timezone.localtime(at)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime) -> str:
    """Return an instant as day and hour in Vietnam."""
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}"


def instant(at: datetime) -> str:
    """Return an instant for machines, to the second, with Vietnam's hours from Greenwich."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def cycle_name(code: str) -> str:
    """Return what a cycle is called.

    >>> cycle_name("2026-Y"), cycle_name("?")
    ('năm 2026', '?')
    """
    try:
        return Cycle.parse(code).vietnamese
    except CycleUnreadable:
        return code


def cycle_days(code: str) -> str:
    """Return the days that a cycle is named after, as schema.org writes a span of time; else its year.

    >>> cycle_days("2026-H1"), cycle_days("2026-ONCE"), cycle_days("?")
    ('2026-01-01/2026-06-30', '2026', '')
    """
    try:
        cycle = Cycle.parse(code)
    except CycleUnreadable:
        return ""
    window = nominal_window(cycle.code)
    if window is None:
        return f"{cycle.year:04d}"
    days = window.in_year(cycle.year)
    return f"{days.start.isoformat()}/{days.last_day.isoformat()}"


def number(text: str | None) -> str:
    """Return a decimal string with points between thousands, a dash where nothing was reported.

    >>> number("1234567.5"), number(None)
    ('1.234.567,5', '–')
    """
    amount = decimal_of(text)
    return "–" if amount is None else vietnamese_number(amount)


def total(figure: PublicFigure) -> str:
    """Return a total as it was issued: exact, inexact, or between two bounds."""
    if figure.value is None and figure.low is not None:
        return f"từ {number(figure.low)} đến {number(figure.high)}"
    return f"khoảng {number(figure.value)}" if figure.inexact else number(figure.value)


def share(part: int, whole: int) -> str:
    """Return a share in whole percent, rounded down: what is not complete is never called 100 %.

    >>> share(199, 200), share(0, 0)
    ('99%', '–')
    """
    return f"{part * 100 // whole}%" if whole else "–"


def finding(report: PublicReport, figures: tuple[PublicFigure, ...]) -> str:
    """Return in one sentence what the newest report found: how many reported, and the first figure."""
    said = (
        f"Kỳ {cycle_name(report.cycle)}: {report.received}/{report.due} đơn vị đã báo cáo"
        f" ({share(report.received, report.due)})"
    )
    first = next((row for row in figures if row.value is not None), None)
    return f"{said}; {_lowered(first.name)}: {total(first)} {first.unit}." if first else f"{said}."


def structure(report: PublicReport) -> str:
    """Return on which structure the totals were made."""
    if report.structure == AS_REPORTED:
        return "cộng theo đơn vị như đã báo cáo"
    return f"cộng theo cơ cấu đơn vị: {report.structure}"


def asked(regime: PublicRegime) -> str:
    """Return how often and by when a regime asks.

    >>> asked(PublicRegime(code="H1", frequency="semiannual", due="05-30", relation="before"))
    '6 tháng đầu: trước ngày 30/05'
    >>> asked(PublicRegime(code="Y", frequency="annual", due="10-30", relation="before"))
    'Cả năm: trước ngày 30/10'
    """
    month, _, on = regime.due.rpartition("-")
    name = regime_name(regime.code)
    if name.endswith(","):  # a code that says nothing by itself
        name = FREQUENCIES.get(regime.frequency, regime.frequency)
    return f"{name[:1].upper()}{name[1:]}: {RELATIONS.get(regime.relation, '')} {on}/{month[-2:]}"


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]
