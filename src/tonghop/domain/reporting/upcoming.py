"""Which cycles of a regime come next, when each opens and when it is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.calendar.working_days import WorkingDays
from tonghop.domain.reporting.campaign import Regime

ONCE = "once"


@dataclass(frozen=True, slots=True)
class PlannedCycle:
    """A turn of a regime that is to come: bodies are asked from `opens_on`."""

    cycle: Cycle
    opens_on: date
    due: DueInstant


def planned_cycle(regime: Regime, year: int, working_days: WorkingDays) -> PlannedCycle:
    """Return the turn of a regime in one year."""
    due = regime.due_instant(year, working_days)
    return PlannedCycle(Cycle(year, regime.code), regime.opens_on(year, working_days), due)


def planned_cycles(
    regime: Regime, *, since: date, on: date, working_days: WorkingDays
) -> tuple[PlannedCycle, ...]:
    """Return the cycles due from `since` up to the first that is due on or after `on`.

    Those before `on` are what was missed while nobody planned. A report asked once comes once.
    """
    return tuple(_until_next(regime, since, on, working_days))


def _until_next(regime: Regime, since: date, on: date, working_days: WorkingDays) -> Iterator[PlannedCycle]:
    # A yearly report may be due in the January after its year, so the year before can still be owed.
    for year in range(since.year - 1, max(since, on).year + 2):
        planned = planned_cycle(regime, year, working_days)
        if planned.due.due_on < since:
            continue
        yield planned
        if planned.due.due_on >= on or regime.frequency == ONCE:
            return
