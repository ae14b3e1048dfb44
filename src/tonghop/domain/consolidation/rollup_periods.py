"""Which cycles of a campaign may stand in one period of a roll-up, and which indicators run through them.

A period is a year of cycles of one frequency, the earlier days first: a year contains its half-years, so they
are never in one period. What does not certainly follow one another stands alone and is added to nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.periods import Period
from tonghop.domain.consolidation.rollups import Debt, OverTime, PeriodCycles, over_time
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.campaign import FREQUENCIES
from tonghop.domain.reporting.indicators import KIND_NAMES, RATE, Indicator


class IndicatorChanged(Refusal):
    code = "indicator-changed"
    message_vi = (
        "Chỉ tiêu {indicator} (“{name}”) không giống nhau ở hai kỳ: kỳ {earlier} là {before_vi}, kỳ {later}"
        " là {after_vi}; chưa cộng gì cả. Hãy cộng riêng một năm (--year); đổi ngay trong năm thì dùng tổng"
        " của từng kỳ."
    )
    message_en = (
        "The indicator {indicator} ({name!r}) differs between two cycles: {before_en} in {earlier},"
        " {after_en} in {later}; nothing was added. Ask for one year (--year); where it changed within the"
        " year, use the totals of each cycle."
    )


class Caution(StrEnum):
    """Why a total is not the last word on an indicator in a period.

    DOUBLE_COUNT: a body's figure seems to hold those of bodies below; it waits for an answer and is left out.
    ELSEWHERE: some bodies give the figure in another campaign; here they are counted as missing. JOINT: the
    office took a joint activity off the total of a cycle; it is still in here. OTHER_BODIES: not all the same
    bodies owe in all cycles of the period, so that a stock may hold one thing twice.
    """

    DOUBLE_COUNT = "double-count"
    ELSEWHERE = "elsewhere"
    JOINT = "joint"
    OTHER_BODIES = "other-bodies"


@dataclass(frozen=True, slots=True)
class AskingCycle:
    """A cycle that asks for reports.

    `id` names it among answers and debts, `days` are those that it counts, None where nobody knows. `asked`
    are the indicators that it asks for, `known` all of its campaign's: a rate may be of parts not asked.
    """

    id: str
    turn: Cycle
    frequency: str
    days: Period | None
    asked: tuple[Indicator, ...]
    known: tuple[Indicator, ...] = ()


def in_time(cycles: Iterable[AskingCycle]) -> tuple[AskingCycle, ...]:
    """Return cycles the earliest first: by the days that they count, then by their codes; those of which the
    days are not known come last in their year.
    """
    return tuple(sorted(cycles, key=_moment))


def periods_of(cycles: Iterable[AskingCycle]) -> tuple[PeriodCycles, ...]:
    """Return the periods of cycles, by year and frequency, from the shortest to the longest.

    Shape: "2026-semiannual" for a year of one frequency; a cycle that shares days with another of its year
    and frequency, or of which nobody knows the days, makes all of them stand alone under their own codes.
    """
    groups: dict[tuple[int, int], list[AskingCycle]] = defaultdict(list)
    for cycle in in_time(cycles):
        groups[cycle.turn.year, FREQUENCIES.index(cycle.frequency)].append(cycle)
    return tuple(
        period for (year, place), own in sorted(groups.items()) for period in _periods(year, place, own)
    )


def indicators_over(cycles: Iterable[AskingCycle]) -> tuple[Indicator, ...]:
    """Return what cycles ask for, each indicator once, as the latest of them says it; parts of rates with
    them.

    Raises: IndicatorChanged, where two cycles mean another kind, unit or other parts by the same code.
    """
    newest: dict[str, tuple[Indicator, AskingCycle]] = {}
    for cycle in in_time(cycles):
        for row in _meant(cycle):
            if row.code in newest:
                _demand_same(*newest[row.code], row, cycle)
            newest[row.code] = (row, cycle)
    return tuple(row for row, _ in newest.values())


def with_other_bodies(periods: Iterable[PeriodCycles], debts: Iterable[Debt]) -> Mapping[str, frozenset[str]]:
    """Return for each period those bodies that owe in some of its cycles and not in all, where there are any.

    The latest answer of a body that owes no longer still counts for a stock: whoever took its place may have
    told the same.
    """
    of_cycle: dict[str, set[str]] = defaultdict(set)
    for row in debts:
        of_cycle[row.cycle].add(row.body)
    found = {
        period.period: frozenset(set().union(*own) - own[0].intersection(*own[1:]))
        for period in periods
        if (own := [of_cycle[cycle] for cycle in period.cycles])
    }
    return {period: bodies for period, bodies in found.items() if bodies}


def cautions(
    periods: Sequence[PeriodCycles],
    indicators: Sequence[Indicator],
    of_cycles: Iterable[tuple[Caution, str, str]],
    with_others: Collection[str],
) -> dict[tuple[str, str], tuple[Caution, ...]]:
    """Return indicator and period → the cautions there are, in their order; those of its parts are a rate's
    too.

    Shape: `of_cycles` has caution, indicator and cycle; `with_others` the periods of `with_other_bodies`.
    """
    period_of = {cycle: period.period for period in periods for cycle in period.cycles}
    kinds = {row.code: row.kind for row in indicators}
    found: dict[tuple[str, str], set[Caution]] = defaultdict(set)
    for caution, code, cycle in of_cycles:
        found[code, period_of[cycle]].add(caution)
    for row in indicators:
        for period in periods:
            own = found[row.code, period.period]
            if over_time(row, kinds) is OverTime.LATEST and period.period in with_others:
                own.add(Caution.OTHER_BODIES)
            if row.kind == RATE:
                own |= found[row.numerator, period.period] | found[row.denominator, period.period]
    return {key: tuple(one for one in Caution if one in own) for key, own in found.items() if own}


def _moment(cycle: AskingCycle) -> tuple[date, date, str]:
    if cycle.days is None:
        return (date(cycle.turn.year, 12, 31), date.max, str(cycle.turn))
    return (cycle.days.start, cycle.days.end, str(cycle.turn))


def _periods(year: int, place: int, own: Sequence[AskingCycle]) -> Iterator[PeriodCycles]:
    if len(own) == 1 or _follow_one_another(own):
        yield PeriodCycles(f"{year:04d}-{FREQUENCIES[place]}", tuple(cycle.id for cycle in own))
        return
    for cycle in own:
        yield PeriodCycles(str(cycle.turn), (cycle.id,))


def _follow_one_another(cycles: Iterable[AskingCycle]) -> bool:
    return all(
        one.days is not None and other.days is not None and one.days.end <= other.days.start
        for one, other in pairwise(cycles)
    )


def _meant(cycle: AskingCycle) -> Iterator[Indicator]:
    """Yield what a cycle asks for, and the parts of its rates that it does not ask for themselves."""
    yield from cycle.asked
    own = {row.code for row in cycle.asked}
    parts = {code for row in cycle.asked if row.kind == RATE for code in (row.numerator, row.denominator)}
    yield from (row for row in cycle.known if row.code in parts - own)


def _demand_same(before: Indicator, earlier: AskingCycle, after: Indicator, later: AskingCycle) -> None:
    if _meaning(before) != _meaning(after):
        raise IndicatorChanged(
            indicator=after.code,
            name=after.name,
            earlier=earlier.turn,
            later=later.turn,
            before_vi=f"{KIND_NAMES[before.kind]}, {_unit(before)}",
            after_vi=f"{KIND_NAMES[after.kind]}, {_unit(after)}",
            before_en=f"{before.kind}, {_unit(before)}",
            after_en=f"{after.kind}, {_unit(after)}",
        )


def _meaning(row: Indicator) -> tuple[str, str, str, str]:
    return (row.kind, row.unit, row.numerator, row.denominator)


def _unit(row: Indicator) -> str:
    return f"{row.unit} ({row.numerator} : {row.denominator})" if row.kind == RATE else row.unit
