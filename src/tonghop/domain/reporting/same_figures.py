"""The same figure asked by two campaigns: found, and asked once.

Nothing is taken for the same without a person's word. What is found here is a proposal; what was linked is
taken from the other campaign only in a cycle whose window is that of a cycle there, so that nobody's figure
of another period is put in its place.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from tonghop.domain.calendar.cycles import Cycle, nominal_window
from tonghop.domain.calendar.periods import Period, Window
from tonghop.domain.language import match_key
from tonghop.domain.reporting.campaign import Campaign, Regime
from tonghop.domain.reporting.indicators import RATE, Indicator


@dataclass(frozen=True, slots=True)
class Same:
    """An indicator of a campaign, and one of another campaign that means the same."""

    indicator: Indicator
    other: Indicator


def same_figures(campaign: Campaign, other: Campaign) -> Iterator[Same]:
    """Yield the indicators of two campaigns that mean the same: the same kind, unit and code; or the same
    kind, unit and name (or alias), asked for the same window. Rates are computed and asked of nobody.
    """
    for one in campaign.indicators:
        for another in other.indicators:
            if _is_same(one, another, campaign, other):
                yield Same(one, another)


def regimes_asking(campaign: Campaign, code: str) -> tuple[Regime, ...]:
    """Return the regimes that ask for an indicator."""
    return tuple(row for row in campaign.regimes if not row.indicators or code in row.indicators)


def cycle_of_same_period(period: Period | None, other: Campaign, code: str) -> Cycle | None:
    """Return the cycle of another campaign that asks for an indicator for just this period, or None."""
    if period is None:
        return None
    for regime in regimes_asking(other, code):
        window = _window(regime)
        for year in (period.last_day.year, period.last_day.year + 1, period.last_day.year - 1):
            if window is not None and window.in_year(year) == period:
                return Cycle(year, regime.code)
    return None


def counted_period(campaign: Campaign, cycle: Cycle) -> Period | None:
    """Return the days that a cycle counts: its regime's window, else the calendar's that its code names."""
    window = _window(campaign.regime(cycle))
    return window.in_year(cycle.year) if window else None


def asking_only(campaign: Campaign, cycle: Cycle, codes: Collection[str]) -> Campaign:
    """Return a campaign whose cycle asks for these indicators and no others, with the checks that they allow.

    A rate stays where both its parts do.
    """
    kept = {row.code for row in campaign.asked(cycle) if row.code in codes and row.kind != RATE}
    kept |= {
        row.code
        for row in campaign.asked(cycle)
        if row.kind == RATE and {row.numerator, row.denominator} <= kept
    }
    return replace(
        campaign,
        regimes=(replace(campaign.regime(cycle), indicators=()),),
        indicators=tuple(
            replace(row, parent=row.parent if row.parent in kept else "")
            for row in campaign.indicators
            if row.code in kept
        ),
        checks=tuple(check for check in campaign.checks if kept.issuperset(check.codes())),
    )


def _is_same(one: Indicator, another: Indicator, campaign: Campaign, other: Campaign) -> bool:
    if one.kind == RATE or one.kind != another.kind or match_key(one.unit) != match_key(another.unit):
        return False
    if one.code == another.code:
        return True
    return bool(_names(one) & _names(another)) and _share_a_window(one, another, campaign, other)


def _share_a_window(one: Indicator, another: Indicator, campaign: Campaign, other: Campaign) -> bool:
    here = {_window(row) for row in regimes_asking(campaign, one.code)} - {None}
    there = {_window(row) for row in regimes_asking(other, another.code)} - {None}
    return bool(here & there)


def _names(indicator: Indicator) -> frozenset[str]:
    return frozenset(match_key(name) for name in (indicator.name, *indicator.aliases))


def _window(regime: Regime) -> Window | None:
    return regime.window or nominal_window(regime.code)
