"""Many cycles and many bodies at once: what every node of a structure comes to in every period.

The rule for adding over time and bodies together, said once and slowly; `tonghop.engines` does the same fast.
Over one cycle it is `figures.total`: a flow adds, a stock takes the latest answer of each body and then adds
over bodies, a distinct count of people adds over neither, a rate is the sum of numerators over the sum of
denominators. Counts are rows of due lists (body and cycle), so that
`due = reported_by + nil + missing + excused` over any period.

A period is a sequence of cycles that do not overlap: a half-year and its year are never in one period, and
whoever draws periods up sees to that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tonghop.domain.consolidation.figures import ratio
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.indicators import DISTINCT, FLOW, RATE, STOCK, Indicator
from tonghop.domain.reporting.values import NIL, Value


class AnsweredTwice(Refusal):
    code = "answered-twice"
    message_vi = "{count} số liệu có hơn một câu trả lời của cùng đơn vị trong cùng kỳ; chưa cộng gì cả."
    message_en = "{count} figures have more than one answer of one body in one cycle; nothing was added."


class AnsweredUnasked(Refusal):
    code = "answered-unasked"
    message_vi = "{count} số liệu không thuộc dòng nào phải báo cáo; chưa cộng gì cả."
    message_en = "{count} figures belong to no row of a due list; nothing was added."


class OverTime(StrEnum):
    """How the answers of one body in several cycles become one: they add up, the latest stands for all, or
    none does, and there is a value only where there is one answer.
    """

    ADDS = "adds"
    LATEST = "latest"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Told:
    """What one body answered to one indicator in one cycle: a figure or nil. No answer is no row."""

    body: str
    indicator: str
    cycle: str
    value: Value
    estimated: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Debt:
    """One row of a due list that stands; one that is excused has no answers."""

    body: str
    cycle: str
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class PeriodCycles:
    """A period and its cycles, the earliest first: their order alone decides which answer is the latest."""

    period: str
    cycles: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.cycles)) != len(self.cycles):
            raise ValueError(f"a cycle stands twice in the period {self.period}")


@dataclass(frozen=True, slots=True)
class NodeTotal:
    """One indicator of one node in one period.

    `value` is None where nothing adds; a distinct count then lies `between` the largest and the sum. A rate
    keeps its two exact sums beside the rounded value. `inexact` and `estimated` are of what was added alone:
    of a stock, of the latest answers.
    """

    node: str
    indicator: str
    period: str
    value: Decimal | None
    between: tuple[Decimal, Decimal] | None
    numerator: Decimal | None
    denominator: Decimal | None
    estimated: Decimal | None
    inexact: bool
    reported_by: int
    nil: int
    missing: int
    excused: int


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer ready to add: of a rate its two parts. `counts` where the body has told a value."""

    body: str
    turn: int
    amount: Decimal | None
    denominator: Decimal | None
    counts: bool
    inexact: bool
    estimated: Decimal | None

    @property
    def is_nil(self) -> bool:
        return self.amount is None


def over_time(indicator: Indicator, kinds: Mapping[str, str]) -> OverTime:
    """Return how a body's answers add over cycles; `kinds` has the kind of each indicator by code.

    A rate follows its parts where both are flows or both stocks. Births of twelve months over the latest
    population is a choice that nobody has made: such a rate stands alone.
    """
    if indicator.kind != RATE:
        return {FLOW: OverTime.ADDS, STOCK: OverTime.LATEST, DISTINCT: OverTime.ALONE}[indicator.kind]
    parts = {kinds.get(indicator.numerator, ""), kinds.get(indicator.denominator, "")}
    return {FLOW: OverTime.ADDS, STOCK: OverTime.LATEST}.get(
        parts.pop() if len(parts) == 1 else "", OverTime.ALONE
    )


def rolled_up(
    told: Sequence[Told],
    debts: Iterable[Debt],
    periods: Iterable[PeriodCycles],
    indicators: Sequence[Indicator],
    asked: Mapping[str, frozenset[str]],
    nodes: Mapping[str, tuple[str, ...]],
) -> Iterator[NodeTotal]:
    """Yield a total for each node, indicator and period in which anything is due.

    Shape:  `asked` has the indicators that a cycle asks for; `nodes` has for each body the nodes that hold
    it: itself, where totals of bodies are wanted, and all above it on the structure that is meant.
    Raises: AnsweredTwice, AnsweredUnasked.
    """
    owed = tuple(debts)
    _demand_certain(told, owed, asked)
    answers = {(row.body, row.indicator, row.cycle): row for row in told}
    kinds = {row.code: row.kind for row in indicators}
    for period in periods:
        of_node = _by_node(owed, period, nodes)
        for indicator in indicators:
            for node, rows in of_node.items():
                due = [row for row in rows if indicator.code in asked.get(row.cycle, frozenset())]
                if due:
                    found = list(_answers(indicator, due, period, answers))
                    yield _total(node, indicator, period, over_time(indicator, kinds), due, found)


def _demand_certain(told: Sequence[Told], owed: Sequence[Debt], asked: Mapping[str, frozenset[str]]) -> None:
    doubled = len(told) - len({(row.body, row.indicator, row.cycle) for row in told})
    if doubled:
        raise AnsweredTwice(count=doubled)
    open_rows = {(row.body, row.cycle) for row in owed if not row.is_excused}
    strays = sum(
        (row.body, row.cycle) not in open_rows or row.indicator not in asked.get(row.cycle, frozenset())
        for row in told
    )
    if strays:
        raise AnsweredUnasked(count=strays)


def _by_node(
    owed: Iterable[Debt], period: PeriodCycles, nodes: Mapping[str, tuple[str, ...]]
) -> dict[str, list[Debt]]:
    found: dict[str, list[Debt]] = {}
    for row in owed:
        if row.cycle in period.cycles:
            for node in nodes.get(row.body, ()):
                found.setdefault(node, []).append(row)
    return found


def _answers(
    indicator: Indicator,
    due: Iterable[Debt],
    period: PeriodCycles,
    told: Mapping[tuple[str, str, str], Told],
) -> Iterator[_Answer]:
    for row in due:
        turn = period.cycles.index(row.cycle)
        if indicator.kind == RATE:
            parts = [
                told.get((row.body, code, row.cycle)) for code in (indicator.numerator, indicator.denominator)
            ]
            if parts[0] and parts[1]:
                yield _rate_answer(row.body, turn, parts[0].value, parts[1].value)
        elif own := told.get((row.body, indicator.code, row.cycle)):
            yield _Answer(
                row.body,
                turn,
                own.value.amount,
                None,
                own.value.amount is not None,
                own.value.inexact,
                own.estimated,
            )


def _rate_answer(body: str, turn: int, numerator: Value, denominator: Value) -> _Answer:
    """Return both parts. Over zero there is no rate, so that the body has told none; its parts add all the
    same, as in `figures.total`.
    """
    if NIL in (numerator, denominator):
        return _Answer(body, turn, None, None, False, False, None)
    counts = bool(denominator.amount)
    inexact = counts and (numerator.inexact or denominator.inexact)
    return _Answer(body, turn, numerator.amount, denominator.amount, counts, inexact, None)


def _total(
    node: str,
    indicator: Indicator,
    period: PeriodCycles,
    rule: OverTime,
    due: Sequence[Debt],
    found: Sequence[_Answer],
) -> NodeTotal:
    adding = _latest(found) if rule is OverTime.LATEST else list(found)
    figures = [row for row in adding if row.amount is not None]
    is_rate = indicator.kind == RATE
    counting = [row for row in figures if row.counts]
    total = sum((row.amount for row in figures if row.amount is not None), Decimal(0)) if counting else None
    below = sum((row.denominator for row in figures if row.denominator is not None), Decimal(0))
    if is_rate and rule is OverTime.ALONE and len({row.body for row in figures}) < len(figures):
        total = None
    estimates = [row.estimated for row in adding if row.estimated is not None]
    excused = sum(row.is_excused for row in due)
    reported, nil = sum(row.counts for row in found), sum(row.is_nil for row in found)
    several = indicator.kind == DISTINCT and len(figures) > 1
    amounts = [row.amount for row in figures if row.amount is not None]
    return NodeTotal(
        node=node,
        indicator=indicator.code,
        period=period.period,
        value=None if total is None or several else ratio(indicator, total, below) if is_rate else total,
        between=(max(amounts), sum(amounts, Decimal(0))) if several else None,
        numerator=total if is_rate else None,
        denominator=below if is_rate and total is not None else None,
        estimated=sum(estimates, Decimal(0)) if estimates and indicator.kind != DISTINCT else None,
        inexact=any(row.inexact for row in figures),
        reported_by=reported,
        nil=nil,
        missing=len(due) - reported - nil - excused,
        excused=excused,
    )


def _latest(found: Iterable[_Answer]) -> list[_Answer]:
    """Return the answer of each body in its last cycle; nil is an answer, and silence is none."""
    last: dict[str, _Answer] = {}
    for row in found:
        if row.body not in last or row.turn > last[row.body].turn:
            last[row.body] = row
    return list(last.values())
