"""An earlier consolidation, as this one looks back on it: totals, figures by body, what the bodies wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle, nominal_window
from tonghop.domain.calendar.periods import Period
from tonghop.domain.reporting.campaign import Campaign

Figures = Mapping[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True)
class Previous:
    """One earlier record. `figures` and `cumulative` (since the year's start) by body and indicator, `texts`
    by body.
    """

    cycle: Cycle
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    figures: Figures = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    cumulative: Figures = field(default_factory=dict)

    def figures_by_body(self) -> dict[str, dict[str, Decimal]]:
        """Return the figures of every body, gone through once: a country has too many to look for each."""
        told: dict[str, dict[str, Decimal]] = {}
        for (body, code), amount in self.figures.items():
            told.setdefault(body, {})[code] = amount
        return told


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


def least_cumulative(
    previous: Sequence[Previous], campaign: Campaign, cycle: Cycle, key: tuple[str, str], amount: Decimal
) -> tuple[Decimal, tuple[Cycle, ...]]:
    """Return what a body's sum since the year's start cannot be less than, and the cycles of the year that it
    is made of; `amount` is this cycle's own.

    Periods that follow each other add up; one that lies inside another is not added to it, and one that only
    overlaps this cycle's says nothing. An earlier sum since the year's start stands for all before it.
    """
    own = _days(campaign, cycle)
    rows = [
        (days, row)
        for row in previous
        if row.cycle.year == cycle.year and row.cycle != cycle and (days := _days(campaign, row.cycle))
    ]
    told: list[tuple[Period, Decimal, tuple[Cycle, ...]]] = []
    for days, row in sorted(rows, key=lambda pair: (pair[0].end, pair[0].start)):
        before, cycles = _most(told, days)
        since = row.cumulative.get(key, Decimal(0))
        summed = before + row.figures.get(key, Decimal(0))
        told.append((days, since, (row.cycle,)) if since >= summed else (days, summed, (*cycles, row.cycle)))
    if own is None:
        return amount, (cycle,)
    before, cycles = _most(told, own)
    inside = [
        (least, names) for days, least, names in told if own.start <= days.start and days.end <= own.end
    ]
    return max([(before + amount, (*cycles, cycle)), *inside], key=lambda pair: pair[0])


def _most(
    told: Sequence[tuple[Period, Decimal, tuple[Cycle, ...]]], days: Period
) -> tuple[Decimal, tuple[Cycle, ...]]:
    """Return the most that earlier periods, ended before these days, have come to."""
    ended = [(least, cycles) for other, least, cycles in told if other.end <= days.start and least]
    return max(ended, key=lambda pair: pair[0], default=(Decimal(0), ()))


def _days(campaign: Campaign, cycle: Cycle) -> Period | None:
    if all(regime.code != cycle.code for regime in campaign.regimes):
        return None
    window = campaign.regime(cycle).window or nominal_window(cycle.code)
    return window.in_year(cycle.year) if window else None
