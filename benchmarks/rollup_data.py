"""A country's answers, made up: 34 provinces, 3,321 communes, 20 bodies each, 60 indicators, 24 cycles.

All cells of that would be 86 million answers (six of the indicators are rates, which nobody types). As many
as are asked for are drawn of them at random, each cell once: with 10 million, eleven to twelve in a hundred
cells are answered, and nearly every body has told something of every indicator. Smaller countries have fewer
communes and the same density. Amounts have three decimals; one answer in twenty is nil, one in fifty inexact.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.engines import tables as lay

PROVINCES, COMMUNES, BODIES_EACH, CYCLES = 34, 3321, 20, 24
ANSWERS = 10_000_000
SEED = 20261123

Numbers = npt.NDArray[np.int64]


def _indicators() -> tuple[Indicator, ...]:
    kinds = [*["flow"] * 32, *["stock"] * 16, *["distinct"] * 6]
    typed = [Indicator(f"i{n}", f"Chỉ tiêu {n}", "buổi", kind, decimals=3) for n, kind in enumerate(kinds)]
    parts = [
        (0, 1),
        (2, 3),
        (4, 5),
        (32, 33),
        (34, 35),
        (0, 32),
    ]  # of flows, of stocks, and one that is mixed
    rates = [
        Indicator(f"r{n}", f"Tỷ lệ {n}", "%", "rate", numerator=f"i{above}", denominator=f"i{below}")
        for n, (above, below) in enumerate(parts)
    ]
    return (*typed, *rates)


INDICATORS = _indicators()
TYPED = sum(row.kind != "rate" for row in INDICATORS)


@dataclass(frozen=True, slots=True)
class Country:
    """Answers as plain arrays, in the order in which they would come: cycle by cycle; `units` in thousandths.

    Bodies are numbered from 0, communes, provinces and the country after them.
    """

    communes: int
    body: Numbers
    indicator: Numbers
    cycle: Numbers
    units: Numbers
    nil: npt.NDArray[np.bool_]
    inexact: npt.NDArray[np.bool_]

    @property
    def bodies(self) -> int:
        return self.communes * BODIES_EACH

    @property
    def provinces(self) -> Numbers:
        """The province of each commune."""
        return np.arange(self.communes) * PROVINCES // self.communes


def country(answers: int = ANSWERS) -> Country:
    """Return a country with so many answers."""
    communes = max(1, COMMUNES * answers // ANSWERS)
    bodies = communes * BODIES_EACH
    drawing = np.random.default_rng(SEED)
    cell = np.sort(drawing.choice(bodies * TYPED * CYCLES, answers, replace=False))
    cycle, within = np.divmod(cell, bodies * TYPED)
    body, indicator = np.divmod(within, TYPED)
    nil = drawing.random(answers) < 0.05
    units = np.where(nil, 0, drawing.integers(0, 10**8, answers))
    return Country(communes, body, indicator, cycle, units, nil, ~nil & (drawing.random(answers) < 0.02))


def tables_of(made: Country) -> lay.Tables:
    """Return a country as the tables of an engine: every body owes every cycle, which asks for everything."""
    commune = np.repeat(np.arange(made.communes), BODIES_EACH)
    above = (made.bodies + commune, made.bodies + made.communes + made.provinces[commune])
    top = np.full(made.bodies, made.bodies + made.communes + PROVINCES)
    every = np.arange(made.bodies)
    ends = {row.code: number for number, row in enumerate(INDICATORS)}
    rates = [row for row in INDICATORS if row.kind == RATE]
    return lay.Tables(
        answers=_answers(made),
        debts=_table(
            lay.DEBTS,
            np.tile(every, CYCLES),
            np.repeat(np.arange(CYCLES), made.bodies),
            [False] * made.bodies * CYCLES,
        ),
        cycles=_table(lay.CYCLES, [0] * CYCLES, range(CYCLES), range(CYCLES)),
        above=_table(lay.ABOVE, np.tile(every, 3), np.concatenate([*above, top])),
        leaves=_table(lay.LEAVES, every),
        asked=_table(lay.ASKED, [0] * CYCLES, range(CYCLES)),
        indicators=_table(lay.INDICATORS, range(len(INDICATORS)), [0] * len(INDICATORS)),
        rates=_table(
            lay.RATES,
            [ends[row.code] for row in rates],
            [ends[row.numerator] for row in rates],
            [ends[row.denominator] for row in rates],
        ),
    )


def _answers(made: Country) -> pa.Table:
    thousandth = pa.scalar(Decimal("0.001"), pa.decimal128(4, 3))
    amount = pc.multiply(pa.array(made.units).cast(pa.decimal128(19, 0)), thousandth).cast(lay.AMOUNT)
    amount = pc.if_else(pa.array(made.nil), pa.scalar(None, lay.AMOUNT), amount)
    nothing = pa.nulls(len(made.units), lay.AMOUNT)
    return _table(lay.ANSWERS, made.body, made.indicator, made.cycle, amount, made.inexact, nothing)


def _table(schema: pa.Schema, *columns: Any) -> pa.Table:  # Any: what pyarrow makes an array of
    arrays = [
        column if isinstance(column, pa.Array | pa.ChunkedArray) else pa.array(column, type=field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return pa.table(arrays, schema=schema)
