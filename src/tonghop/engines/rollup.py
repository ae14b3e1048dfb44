"""The one expression: answers, debts and a structure → every node × indicator × period.

Each kind of indicator goes its own way twice, first over the cycles of one body, then over the bodies of one
node; the ways meet on the grid of what is due, so that silence has a row too. What adds how is the domain's
(`domain.consolidation.rollups`); DuckDB and Spark run the same expression.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import ibis
from ibis.expr.types import Table, Value

from tonghop.domain.consolidation.rollups import OverTime, over_time
from tonghop.domain.reporting.indicators import DISTINCT, FLOW, RATE, STOCK, Indicator

AMOUNT = "decimal(38, 9)"
KEYS = ("indicator", "period")
RESULT = (
    "node",
    "indicator",
    "period",
    "value",
    "least",
    "most",
    "numerator",
    "denominator",
    "estimated",
    "inexact",
    "reported_by",
    "nil",
    "missing",
    "excused",
)
"""The columns of a result. `value` is empty where nothing adds and for rates, which are two sums; a distinct
count of several answers lies between `least` and `most`."""

Adding = Mapping[str, Value]


def _named(table: str, *numbers: str, **others: str) -> Table:
    return ibis.table(dict.fromkeys(numbers, "int32") | others, name=table)


@dataclass(frozen=True, slots=True)
class Sources:
    """The tables of `tables.Tables`, as an expression names them."""

    answers: Table
    debts: Table
    cycles: Table
    above: Table
    leaves: Table
    asked: Table
    indicators: Table
    rates: Table


_ANSWER = {"amount": AMOUNT, "inexact": "boolean", "estimated": AMOUNT}
SOURCES = Sources(
    answers=_named("answers", "body", "indicator", "cycle", **_ANSWER),
    debts=_named("debts", "body", "cycle", is_excused="boolean"),
    cycles=_named("cycles", "period", "cycle", "turn"),
    above=_named("above", "body", "node"),
    leaves=_named("leaves", "body"),
    asked=_named("asked", "asking", "cycle"),
    indicators=_named("indicators", "indicator", "asking"),
    rates=_named("rates", "rate", "numerator", "denominator"),
)
"""The tables of an engine under their own names, columns as in `tables.py`."""


def roll_up(sources: Sources, indicators: Sequence[Indicator]) -> Table:
    """Return the expression of all totals, with the columns of `RESULT`.

    Shape: `indicators` in the order of their numbers.
    """
    ways = [*_ways_of_kinds(sources, indicators), *_ways_of_rates(sources, indicators)]
    answered = reduce(lambda one, other: one.union(other), ways)
    return _on_the_grid(_due(sources), sources.indicators, answered)


def doubled(answers: Table) -> Table:
    """Return how many figures have more than one answer of a body in a cycle: there must be none."""
    same = answers.group_by("body", "indicator", "cycle").agg(times=lambda t: t.count())
    return same.filter(same.times > 1).agg(count=lambda t: t.count())


def strays(sources: Sources) -> Table:
    """Return how many answers belong to no debt, or were not asked for: there must be none."""
    owed = sources.debts.filter(~sources.debts.is_excused).select("body", "cycle")
    asked = sources.indicators.join(sources.asked, "asking").select("indicator", "cycle")
    answers = sources.answers
    return (
        answers.anti_join(owed, ["body", "cycle"])
        .select("body", "indicator", "cycle")
        .union(answers.anti_join(asked, ["indicator", "cycle"]).select("body", "indicator", "cycle"))
        .agg(count=lambda t: t.count())
    )


def _ways_of_kinds(sources: Sources, indicators: Sequence[Indicator]) -> list[Table]:
    """Return the totals of what is no rate, a table a kind that there is."""
    ways = {FLOW: _added, STOCK: _latest, DISTINCT: _bounded}
    found = []
    for kind, own in ways.items():
        numbers = [number for number, row in enumerate(indicators) if row.kind == kind]
        if numbers:
            told = sources.answers.filter(sources.answers.indicator.isin(numbers))
            found.append(_uniform(_over_bodies(sources, own(told.join(sources.cycles, "cycle")))))
    return found


def _added(told: Table) -> Table:
    """Add the answers of each body up over the cycles of a period."""
    return told.group_by("body", *KEYS).agg(
        value=told.amount.sum(),
        estimated=told.estimated.sum(),
        inexact=told.inexact.any(),
        **_answers(told),
    )


def _latest(told: Table) -> Table:
    """Take of each body the answer of the last cycle, which may be nil; all answers count."""
    answer = ibis.struct({"value": told.amount, "estimated": told.estimated, "inexact": told.inexact})
    own = told.group_by("body", *KEYS).agg(last=answer.argmax(told.turn), **_answers(told))
    return own.select(
        "body", *KEYS, *(own.last[name].name(name) for name in answer.names), "reported_by", "nil"
    )


def _bounded(told: Table) -> Table:
    """Keep of each body the largest answer and the sum, between which a count of people lies."""
    return told.group_by("body", *KEYS).agg(
        least=told.amount.max(), most=told.amount.sum(), inexact=told.inexact.any(), **_answers(told)
    )


def _answers(told: Table) -> Adding:
    return {"reported_by": told.amount.count(), "nil": told.count() - told.amount.count()}


def _ways_of_rates(sources: Sources, indicators: Sequence[Indicator]) -> list[Table]:
    """Return the totals of rates, a table for each way in which their parts add over time."""
    kinds = {row.code: row.kind for row in indicators}
    found = []
    for rule in OverTime:
        numbers = [
            number
            for number, row in enumerate(indicators)
            if row.kind == RATE and over_time(row, kinds) is rule
        ]
        if numbers:
            pairs = _pairs(sources, numbers)
            own = _latest_pairs(pairs) if rule is OverTime.LATEST else _added_pairs(pairs)
            found.append(_uniform(_over_bodies(sources, own), alone=rule is OverTime.ALONE))
    return found


def _pairs(sources: Sources, numbers: Sequence[int]) -> Table:
    """Return numerator and denominator of one body in one cycle, empty where either is nil.

    Only of cycles that ask for the rate. `counts` where there is one: a figure over zero tells none, but
    adds, as in the domain.
    """
    rates = sources.rates.filter(sources.rates.rate.isin(numbers))
    above, below = (
        sources.answers.join(rates, sources.answers.indicator == rates[part]).select(
            "body", "cycle", "amount", "inexact", indicator=rates.rate
        )
        for part in ("numerator", "denominator")
    )
    both = above.join(below, ["body", "cycle", "indicator"], rname="{name}_below")
    is_nil = both.amount.isnull() | both.amount_below.isnull()
    counts = ~is_nil & (both.amount_below != 0)
    nothing = ibis.null(AMOUNT)
    pairs = both.select(
        "body",
        "indicator",
        "cycle",
        numerator=is_nil.ifelse(nothing, both.amount),
        denominator=is_nil.ifelse(nothing, both.amount_below),
        counts=counts.fill_null(False),
        is_nil=is_nil,
        inexact=counts.fill_null(False) & (both.inexact | both.inexact_below),
    )
    asked = sources.indicators.join(sources.asked, "asking").select("indicator", "cycle")
    return pairs.semi_join(asked, ["indicator", "cycle"]).join(sources.cycles, "cycle")


def _added_pairs(pairs: Table) -> Table:
    return pairs.group_by("body", *KEYS).agg(
        numerator=pairs.numerator.sum(),
        denominator=pairs.denominator.sum(),
        inexact=pairs.inexact.any(),
        counted=pairs.counts.sum(),
        pairs=pairs.numerator.count(),
        **_pair_answers(pairs),
    )


def _latest_pairs(pairs: Table) -> Table:
    names = ("numerator", "denominator", "inexact", "counts")
    pair = ibis.struct({name: pairs[name] for name in names})
    own = pairs.group_by("body", *KEYS).agg(last=pair.argmax(pairs.turn), **_pair_answers(pairs))
    return own.select(
        "body",
        *KEYS,
        *(own.last[name].name(name) for name in names[:-1]),
        "reported_by",
        "nil",
        counted=own.last["counts"].cast("int64"),
        pairs=ibis.literal(1, "int64"),
    )


def _pair_answers(pairs: Table) -> Adding:
    return {"reported_by": pairs.counts.sum(), "nil": pairs.is_nil.sum()}


def _over_bodies(sources: Sources, own: Table) -> Table:
    """Add what bodies came to under every node above; a body with nobody below is its own result already."""
    parts = [name for name in own.columns if name not in ("body", *KEYS)]
    leaves = own.semi_join(sources.leaves, "body").rename(node="body")
    held = sources.above.join(own, "body")  # the other way round, Ibis has `own` made twice
    above = held.group_by("node", *KEYS).agg(**{name: _merged(held, name) for name in parts})
    return leaves.select("node", *KEYS, *parts).union(above.select("node", *KEYS, *parts))


def _merged(held: Table, name: str) -> Value:
    column = held[name]
    if name == "inexact":
        return column.any()
    return column.max() if name in ("least", "pairs") else column.sum()


def _uniform(totals: Table, *, alone: bool = False) -> Table:
    """Give the totals of one way the columns of all, empty what it does not have or what does not add."""
    nothing = ibis.null(AMOUNT)
    shown: dict[str, Value] = {name: totals[name] for name in totals.columns}
    if "least" in shown:
        several = totals.reported_by > 1
        shown["value"] = several.ifelse(nothing, totals.most)
        shown |= {name: several.ifelse(totals[name], nothing) for name in ("least", "most")}
    if "counted" in shown:
        is_told = totals.counted > 0
        is_told = is_told & (totals.pairs <= 1) if alone else is_told
        shown |= {name: is_told.ifelse(totals[name], nothing) for name in ("numerator", "denominator")}
    amounts = ("value", "least", "most", "numerator", "denominator", "estimated")
    return totals.select(
        "node",
        *KEYS,
        **{name: shown.get(name, nothing).cast(AMOUNT) for name in amounts},
        inexact=shown["inexact"],
        reported_by=totals.reported_by.cast("int64"),
        nil=totals.nil.cast("int64"),
    )


def _due(sources: Sources) -> Table:
    """Count the debts of each node in each period, for each set of cycles that asks for something."""
    rows = sources.debts.join(sources.cycles, "cycle").join(sources.asked, "cycle")
    keys = ("asking", "period")
    own = rows.group_by("body", *keys).agg(due=rows.count(), excused=rows.is_excused.sum())
    leaves = own.semi_join(sources.leaves, "body").rename(node="body")
    held = sources.above.join(own, "body")
    above = held.group_by("node", *keys).agg(due=held.due.sum(), excused=held.excused.sum())
    columns = ("node", *keys, "due", "excused")
    return leaves.select(*columns).union(above.select(*columns))


def _on_the_grid(due: Table, indicators: Table, answered: Table) -> Table:
    """Put what was answered on everything that is due; what is left of the debts is missing."""
    keys = ("node", *KEYS)
    grid = due.join(indicators, "asking").select(*keys, "due", "excused")
    met = grid.left_join(answered, keys)
    reported, nil = met.reported_by.fill_null(0), met.nil.fill_null(0)
    counts = {
        "inexact": met.inexact.fill_null(False),
        "reported_by": reported,
        "nil": nil,
        "missing": (met.due - reported - nil - met.excused).cast("int64"),
        "excused": met.excused.cast("int64"),
    }
    return met.select(*(name for name in RESULT if name not in counts), **counts).select(*RESULT)
