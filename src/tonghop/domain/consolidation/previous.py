"""An earlier consolidation, as this one looks back on it: totals, figures by body, what the bodies wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.reporting.campaign import Campaign

Figures = Mapping[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True)
class Previous:
    """One earlier record. `figures` by body and indicator, `texts` by body."""

    cycle: Cycle
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    figures: Figures = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def figures_of(self, body: str) -> dict[str, Decimal]:
        return {code: amount for (own, code), amount in self.figures.items() if own == body}


def year_before(previous: Sequence[Previous], cycle: Cycle) -> Previous | None:
    """Return the record of the same cycle a year before, the last given where there are several."""
    return next((row for row in reversed(previous) if row.cycle == cycle.year_before), None)


def same_code(previous: Sequence[Previous], cycle: Cycle) -> tuple[Previous, ...]:
    """Return the records of earlier years' cycles of the same code, the oldest first."""
    rows = (row for row in previous if row.cycle.code == cycle.code and row.cycle.year < cycle.year)
    return tuple(sorted(rows, key=lambda row: row.cycle))


def contained_in(previous: Sequence[Previous], campaign: Campaign, cycle: Cycle) -> tuple[Previous, ...]:
    """Return the records of cycles whose period lies inside this cycle's: a half-year inside its year."""
    own = campaign.regime(cycle).period(cycle.year)
    known = {regime.code for regime in campaign.regimes}
    found = []
    for row in previous:
        if own and row.cycle != cycle and row.cycle.code in known:
            other = campaign.regime(row.cycle).period(row.cycle.year)
            if other and own.start <= other.start and other.end <= own.end:
                found.append(row)
    return tuple(found)


def containing(previous: Sequence[Previous], campaign: Campaign, cycle: Cycle) -> tuple[Previous, ...]:
    """Return the records of cycles whose period holds this cycle's."""
    return tuple(
        row
        for row in previous
        if row.cycle != cycle
        and any(regime.code == row.cycle.code for regime in campaign.regimes)
        and contained_in([Previous(cycle)], campaign, row.cycle)
    )
