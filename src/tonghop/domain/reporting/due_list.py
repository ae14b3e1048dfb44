"""The due list: one row for each body that owes a report, and how it stands.

`due = on_time + late + unknown_time + missing + excused`, by construction: every row has exactly one
standing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.reporting.campaign import Campaign

NO_OTHER_DUES: Mapping[str, DueInstant] = MappingProxyType({})


class Standing(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    UNKNOWN_TIME = "unknown_time"
    MISSING = "missing"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class DueRow:
    """One body's debt in one cycle. `arrived_at` is None where nothing came or nobody knows when."""

    body: str
    cycle: Cycle
    due: DueInstant
    standing: Standing
    arrived_at: datetime | None = None


def due_list(
    campaign: Campaign,
    cycle: Cycle,
    due: DueInstant,
    arrivals: Mapping[str, datetime | None],
    dues: Mapping[str, DueInstant] = NO_OTHER_DUES,
) -> tuple[DueRow, ...]:
    """Return the rows of a cycle in the campaign's order of bodies.

    Shape:  `arrivals` has a body's code where its report came, with the instant or None where that is not
    known; `dues` the codes of bodies whose level has a deadline of its own. A report that came counts as
    received although the body was excused.
    """
    return tuple(
        DueRow(
            body.code,
            cycle,
            dues.get(body.code, due),
            _standing(campaign, body.code, cycle, dues.get(body.code, due), arrivals),
            arrivals.get(body.code),
        )
        for body in campaign.bodies
    )


def standing_counts(rows: Iterable[DueRow]) -> dict[Standing, int]:
    """Count the rows by standing; every standing has a count."""
    counts = dict.fromkeys(Standing, 0)
    for row in rows:
        counts[row.standing] += 1
    return counts


def _standing(
    campaign: Campaign, body: str, cycle: Cycle, due: DueInstant, arrivals: Mapping[str, datetime | None]
) -> Standing:
    if body not in arrivals:
        return Standing.EXCUSED if campaign.excuse(body, cycle) else Standing.MISSING
    arrived_at = arrivals[body]
    if arrived_at is None:
        return Standing.UNKNOWN_TIME
    return Standing.LATE if due.is_late(arrived_at) else Standing.ON_TIME
