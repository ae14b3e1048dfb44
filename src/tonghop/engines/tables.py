"""What the expression reads: eight narrow tables in numbers, and what they are called.

Bodies, nodes, indicators, cycles and periods are numbers here, since grouping ten million texts costs several
times what grouping numbers does; `Codes` leads back.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from tonghop.domain.consolidation.figures import ratio
from tonghop.domain.consolidation.rollups import Debt, NodeTotal, PeriodCycles, Told
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.values import NIL, State, Value

Key = TypeVar("Key")
ArrowTable = pa.Table
"""What an engine takes and gives, for callers that do not import its library."""

AMOUNT = pa.decimal128(38, 9)
"""Figures have at most 15 digits before the comma and 6 behind: 10^14 of the largest add without overflow."""
NUMBER = pa.int32()
_AT_A_TIME = 200_000

ANSWERS = pa.schema(
    {
        "body": NUMBER,
        "indicator": NUMBER,
        "cycle": NUMBER,
        "amount": AMOUNT,
        "inexact": pa.bool_(),
        "estimated": AMOUNT,
    }
)
"""One row an answer: nil has no amount, silence no row."""
DEBTS = pa.schema({"body": NUMBER, "cycle": NUMBER, "is_excused": pa.bool_()})
CYCLES = pa.schema({"period": NUMBER, "cycle": NUMBER, "turn": NUMBER})
"""`turn` orders the cycles of a period; two of one period never have the same."""
ABOVE = pa.schema({"body": NUMBER, "node": NUMBER})
"""The nodes that add a body: all above it, and itself where others stand below it."""
LEAVES = pa.schema({"body": NUMBER})
"""Bodies with a result of their own and nobody below."""
ASKED = pa.schema({"asking": NUMBER, "cycle": NUMBER})
INDICATORS = pa.schema({"indicator": NUMBER, "asking": NUMBER})
"""`asking` numbers the sets of cycles: indicators that the same cycles ask for share one count of debts."""
RESULTS = pa.schema(
    [
        *((name, NUMBER) for name in ("node", "indicator", "period")),
        *((name, AMOUNT) for name in ("value", "least", "most", "numerator", "denominator", "estimated")),
        ("inexact", pa.bool_()),
        *((name, pa.int64()) for name in ("reported_by", "nil", "missing", "excused")),
    ]
)
"""What comes out, whichever engine. `value` is empty where nothing adds and for rates, which are two sums; a
distinct count of several answers lies between `least` and `most`."""
RATES = pa.schema({"rate": NUMBER, "numerator": NUMBER, "denominator": NUMBER})
"""Three indicators each."""


@dataclass(frozen=True, slots=True)
class Codes:
    """What the numbers stand for: a number is the place in the tuple. Bodies and nodes share theirs."""

    nodes: tuple[str, ...]
    indicators: tuple[str, ...]
    cycles: tuple[str, ...]
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """One roll-up's input, ready for any engine."""

    answers: pa.Table
    debts: pa.Table
    cycles: pa.Table
    above: pa.Table
    leaves: pa.Table
    asked: pa.Table
    indicators: pa.Table
    rates: pa.Table

    def named(self) -> Iterator[tuple[str, pa.Table]]:
        """Yield each table with its name."""
        return ((field.name, getattr(self, field.name)) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Structure:
    """All of a roll-up but the answers: who owes what, when, and under whom it is added.

    `nodes` has for each body the nodes that hold it: itself, where totals of bodies are wanted, and all above
    it. `asked` has the indicators that a cycle asks for.
    """

    debts: Sequence[Debt]
    periods: Sequence[PeriodCycles]
    indicators: Sequence[Indicator]
    asked: Mapping[str, frozenset[str]]
    nodes: Mapping[str, tuple[str, ...]]

    @property
    def codes(self) -> Codes:
        bodies = [
            *self.nodes,
            *(row.body for row in self.debts),
            *(n for of in self.nodes.values() for n in of),
        ]
        cycles = [
            *self.asked,
            *(row.cycle for row in self.debts),
            *(c for p in self.periods for c in p.cycles),
        ]
        return Codes(
            tuple(dict.fromkeys(bodies)),
            tuple(row.code for row in self.indicators),
            tuple(dict.fromkeys(cycles)),
            tuple(row.period for row in self.periods),
        )


def tables_of(structure: Structure, answers: pa.Table) -> Tables:
    """Return a roll-up's tables.

    Shape:  `answers` as `told_answers` or `extraction.rows_of_cycles` gives them: codes instead of numbers.
    Raises: KeyError, where an answer's body, indicator or cycle is none of the structure's.
    """
    codes = structure.codes
    nodes, cycles, indicators = (_numbers(row) for row in (codes.nodes, codes.cycles, codes.indicators))
    held_by = {node for body, above in structure.nodes.items() for node in above if node != body}
    above, leaves = [], []
    for body, own in structure.nodes.items():
        for node in own:
            if node == body and node not in held_by:
                leaves.append((nodes[body],))
            else:
                above.append((nodes[body], nodes[node]))
    sets = {code: frozenset(c for c, asks in structure.asked.items() if code in asks) for code in indicators}
    asking = _numbers(dict.fromkeys(sets.values()))
    return Tables(
        answers=numbered(answers, codes),
        debts=_table(((nodes[d.body], cycles[d.cycle], d.is_excused) for d in structure.debts), DEBTS),
        cycles=_table(
            (
                (number, cycles[cycle], turn)
                for number, period in enumerate(structure.periods)
                for turn, cycle in enumerate(period.cycles)
            ),
            CYCLES,
        ),
        above=_table(above, ABOVE),
        leaves=_table(leaves, LEAVES),
        asked=_table(((number, cycles[cycle]) for own, number in asking.items() for cycle in own), ASKED),
        indicators=_table(((indicators[code], asking[own]) for code, own in sets.items()), INDICATORS),
        rates=_table(
            (
                (indicators[row.code], indicators[row.numerator], indicators[row.denominator])
                for row in structure.indicators
                if row.kind == RATE
            ),
            RATES,
        ),
    )


def told_answers(told: Iterable[Told]) -> pa.Table:
    """Return the domain's answers as a table, with codes."""
    schema = ANSWERS
    for name in ("body", "indicator", "cycle"):
        schema = schema.set(schema.get_field_index(name), pa.field(name, pa.string()))
    rows = (
        (row.body, row.indicator, row.cycle, row.value.amount, row.value.inexact, row.estimated)
        for row in told
    )
    return _table(rows, schema)


def numbered(answers: pa.Table, codes: Codes) -> pa.Table:
    """Return answers with numbers instead of codes.

    Raises: KeyError, for a code that the structure does not know: an answer is never dropped in silence.
    """
    columns = []
    for field in ANSWERS:
        column = answers.column(field.name)
        known = {"body": codes.nodes, "indicator": codes.indicators, "cycle": codes.cycles}.get(field.name)
        if known is not None:
            numbers = pc.index_in(column, value_set=pa.array(known, pa.string()))
            if numbers.null_count:
                raise KeyError(f"{numbers.null_count} answers of an unknown {field.name}")
            column = numbers
        columns.append(column.cast(field.type))
    return pa.table(columns, schema=ANSWERS)


def node_totals(results: pa.Table, structure: Structure) -> Iterator[NodeTotal]:
    """Yield an engine's results as the domain says them, the rates divided by the domain's own rule."""
    codes = structure.codes
    rates = {row.code: row for row in structure.indicators if row.kind == RATE}
    for row in results.to_pylist():
        code = codes.indicators[row["indicator"]]
        value, least = row["value"], row["least"]
        if code in rates and row["numerator"] is not None:
            value = ratio(rates[code], row["numerator"], row["denominator"])
        yield NodeTotal(
            node=codes.nodes[row["node"]],
            indicator=code,
            period=codes.periods[row["period"]],
            value=value,
            between=None if least is None else (least, row["most"]),
            **{name: row[name] for name in ("numerator", "denominator", "estimated", "inexact")},
            **{name: row[name] for name in ("reported_by", "nil", "missing", "excused")},
        )


def told_by(answers: pa.Table, bodies: Collection[str]) -> Iterator[Told]:
    """Yield the answers of some bodies as the domain says them; `answers` with codes."""
    of_them = answers.filter(pc.is_in(answers.column("body"), value_set=pa.array(bodies, pa.string())))
    for row in of_them.to_pylist():
        amount = row["amount"]
        value = NIL if amount is None else Value(State.FIGURE, amount, row["inexact"])
        yield Told(row["body"], row["indicator"], row["cycle"], value, row["estimated"])


def without(answers: pa.Table, cells: Collection[tuple[str, str, str]]) -> pa.Table:
    """Return answers, with codes, but for those of some bodies, indicators and cycles."""
    if not cells:
        return answers
    schema = pa.schema([(name, pa.string()) for name in ("body", "indicator", "cycle")])
    left_out = _table(cells, schema)
    return answers.join(left_out, keys=schema.names, join_type="left anti").select(answers.column_names)


def ordered_totals(results: pa.Table, structure: Structure, nodes: Iterable[str]) -> Iterator[NodeTotal]:
    """Yield an engine's results by node in the order given, indicator and period in the structure's; a part
    at a time, since a country has millions.

    Raises: KeyError, for a node of the structure that has no place in the order.
    """
    places = _numbers(nodes)
    ranks = pa.array([places[node] for node in structure.codes.nodes], NUMBER)
    ranked = results.append_column("rank", pc.take(ranks, results.column("node")))
    ordered = ranked.sort_by([(name, "ascending") for name in ("rank", "indicator", "period")])
    for first in range(0, ordered.num_rows, _AT_A_TIME):
        yield from node_totals(ordered.slice(first, _AT_A_TIME), structure)


def _numbers(keys: Iterable[Key]) -> dict[Key, int]:
    return {key: number for number, key in enumerate(keys)}


def _table(rows: Iterable[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)
