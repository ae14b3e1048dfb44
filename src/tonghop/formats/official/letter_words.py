"""What the reminders of a cycle share: which report, due when, with what in it."""

from dataclasses import dataclass
from datetime import date

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.reporting.campaign import Campaign


@dataclass(frozen=True, slots=True)
class Reminder:
    """`what` is the report's name, `due` its day in words ("trước ngày 30/5/2023"), `asked` what it holds, ""
    where the campaign says nothing of it.
    """

    campaign: Campaign
    what: str
    due: str
    asked: str
    day: date | None


def reminder_of(consolidation: Consolidation, day: date | None) -> Reminder:
    """Return what is said in every reminder of a consolidation, dated `day` (None: left open)."""
    dues = {row.due for row in consolidation.due}
    due = dues.pop() if len(dues) == 1 else None  # levels with days of their own share no sentence
    return reminder_in(consolidation.campaign, consolidation.cycle, due, day)


def reminder_in(campaign: Campaign, cycle: Cycle, due: DueInstant | None, day: date | None) -> Reminder:
    """Return what is said in every reminder of a cycle, dated `day` (None: left open)."""
    regime = campaign.regime(cycle)
    period = regime.period(cycle.year)
    figures, told = len(campaign.asked(cycle)), len(campaign.told())
    parts = [f"số liệu {figures} chỉ tiêu theo biểu mẫu"] if figures else []
    parts += [f"nội dung {told} mục theo đề cương"] if told else []
    counted = f"; số liệu tính {period.vietnamese}" if period else ""
    asked = f" gồm {' và '.join(parts)}{counted}" if parts else ""
    return Reminder(
        campaign,
        f"báo cáo {cycle.vietnamese}",
        due_words(due, regime.relation) if due else "",
        asked,
        day,
    )


def short_date(day: date) -> str:
    """Write a day as letters do: two digits for days, and for the months 1 and 2.

    >>> short_date(date(2023, 5, 30)), short_date(date(2024, 2, 3))
    ('30/5/2023', '03/02/2024')
    """
    return (
        f"{day.day:02d}/{day.month:02d}/{day.year}"
        if day.month < 3
        else f"{day.day:02d}/{day.month}/{day.year}"
    )


def due_words(due: DueInstant, relation: str) -> str:
    word = "trước ngày" if relation == "before" else "chậm nhất ngày"
    if due.moved_from is None:
        return f"{word} {short_date(due.due_on)}"
    moved = "lùi đến" if due.due_on > due.moved_from else "đưa lên"
    return f"{word} {short_date(due.moved_from)} (trùng ngày nghỉ, {moved} ngày {short_date(due.due_on)})"
