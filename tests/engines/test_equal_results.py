"""The domain, plain SQL in PostgreSQL and the expression come to the same, to the last digit."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg.rows import dict_row

from databases import Doors
from engines.drawn import INDICATORS, Drawn, draw
from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.consolidation.figures import total
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.consolidation.rollups import NodeTotal, over_time, rolled_up
from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.reporting.due_list import DueRow, Standing
from tonghop.domain.reporting.indicators import RATE
from tonghop.engines import running
from tonghop.engines.tables import node_totals, tables_of, told_answers

PLAIN_SQL = (Path(__file__).parent / "rollup_in_postgresql.sql").read_text(encoding="utf-8")
PATIENT = settings(
    deadline=None,
    max_examples=25,
    phases=(Phase.reuse, Phase.generate),  # a Random shrinks for minutes, to nothing that is easier to read
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
draws = st.randoms(use_true_random=False).map(draw)
DUE = DueInstant.__new__(DueInstant)
"""Adding never looks at it."""


def of_domain(drawn: Drawn) -> list[NodeTotal]:
    s = drawn.structure
    return ordered(rolled_up(drawn.told, s.debts, s.periods, s.indicators, s.asked, s.nodes))


def of_engine(drawn: Drawn, engine: str = running.DUCKDB) -> list[NodeTotal]:
    tables = tables_of(drawn.structure, told_answers(drawn.told))
    results = running.rolled_up(tables, drawn.structure.indicators, engine=engine)
    return ordered(node_totals(results, drawn.structure))


def of_postgresql(drawn: Drawn, connection: psycopg.Connection[Any]) -> list[NodeTotal]:
    s = drawn.structure
    kinds = {row.code: row.kind for row in s.indicators}
    given_rows: dict[str, list[dict[str, object]]] = {
        "told": [
            {
                "body": row.body,
                "indicator": row.indicator,
                "cycle": row.cycle,
                "amount": None if row.value.amount is None else str(row.value.amount),
                "inexact": row.value.inexact,
                "estimated": None if row.estimated is None else str(row.estimated),
            }
            for row in drawn.told
        ],
        "debts": [{"body": d.body, "cycle": d.cycle, "is_excused": d.is_excused} for d in s.debts],
        "turns": [
            {"period": p.period, "cycle": cycle, "turn": turn}
            for p in s.periods
            for turn, cycle in enumerate(p.cycles)
        ],
        "holds": [{"body": body, "node": node} for body, own in s.nodes.items() for node in own],
        "asked": [{"indicator": code, "cycle": cycle} for cycle, own in s.asked.items() for code in own],
        "kinds": [
            {
                "indicator": row.code,
                "kind": row.kind,
                "over_time": over_time(row, kinds).value,
                "numerator": row.numerator,
                "denominator": row.denominator,
                "scale": 100 if row.unit == "%" else 1,
            }
            for row in s.indicators
        ],
    }
    with connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute(PLAIN_SQL, {name: json.dumps(rows) for name, rows in given_rows.items()})
        found = cursor.fetchall()
    return ordered(
        NodeTotal(**row, between=None if least is None else (least, most))
        for row in found
        for least, most in ((row.pop("least"), row.pop("most")),)
    )


def ordered(totals: Iterable[NodeTotal]) -> list[NodeTotal]:
    return sorted(totals, key=lambda row: (row.node, row.indicator, row.period))


@pytest.fixture(scope="module")
def connection(module_scratch: Doors) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(module_scratch.work.url, autocommit=True) as opened:
        yield opened


@PATIENT
@given(drawn=draws)
def test_domain_postgresql_and_duckdb_agree(drawn: Drawn, connection: psycopg.Connection[Any]) -> None:
    expected = of_domain(drawn)

    assert of_engine(drawn) == expected
    assert of_postgresql(drawn, connection) == expected


def test_what_is_drawn_holds_every_case() -> None:
    """Equal results say nothing of cases that never come."""
    rows = [row for seed in range(60) for row in of_domain(draw(Random(seed)))]
    kinds = {row.code: row.kind for row in INDICATORS}

    for kind in set(kinds.values()):
        own = [row for row in rows if kinds[row.indicator] == kind]
        assert any(row.value is not None for row in own), kind
        assert any(row.value is None for row in own), kind
        assert any(row.inexact for row in own), kind
        assert all(
            any(getattr(row, name) for row in own) for name in ("reported_by", "nil", "missing", "excused")
        )
    assert any(row.between for row in rows)
    assert any(row.estimated is not None for row in rows)
    assert any(row.value and row.value != row.value.to_integral_value() for row in rows)
    assert any(row.value and row.value > 10**15 for row in rows)


@PATIENT
@given(drawn=draws)
def test_counts_of_every_total_are_what_is_due(drawn: Drawn) -> None:
    asked = drawn.structure.asked
    for row in of_engine(drawn):
        cycles = next(p.cycles for p in drawn.structure.periods if p.period == row.period)
        due = [
            debt
            for debt in drawn.structure.debts
            if row.node in drawn.structure.nodes[debt.body]
            and debt.cycle in cycles
            and row.indicator in asked[debt.cycle]
        ]
        assert row.reported_by + row.nil + row.missing + row.excused == len(due)
        assert min(row.reported_by, row.nil, row.missing, row.excused) >= 0


@PATIENT
@given(drawn=st.randoms(use_true_random=False).map(lambda chance: draw(chance, most_cycles=1)))
def test_one_cycle_comes_to_what_the_consolidation_of_that_cycle_comes_to(drawn: Drawn) -> None:
    """Not for a rate over a body's own zero: there both add, and this holds it."""
    structure = drawn.structure
    (cycle,) = structure.asked
    totals = {(row.node, row.indicator): row for row in of_engine(drawn)}
    submissions = _submissions(drawn)
    for node, code in totals:
        indicator = next(row for row in INDICATORS if row.code == code)
        rows = [
            DueRow(
                debt.body,
                Cycle.parse(cycle),
                DUE,
                Standing.EXCUSED
                if debt.is_excused
                else Standing.UNKNOWN_TIME
                if debt.body in submissions
                else Standing.MISSING,
            )
            for debt in structure.debts
            if node in structure.nodes[debt.body]
        ]
        bodies = {row.body for row in rows}
        expected = total(indicator, rows, {b: s for b, s in submissions.items() if b in bodies})

        found = totals[node, code]
        assert (found.value, found.between) == (expected.value, expected.between)
        assert found.inexact == expected.inexact
        assert (found.reported_by, found.nil) == (expected.reported_by, expected.nil)
        assert (found.missing, found.excused) == (expected.missing, expected.excused)
        if indicator.kind != RATE:
            assert found.estimated == expected.estimated


def _submissions(drawn: Drawn) -> dict[str, Submission]:
    entries: dict[str, dict[str, Entry]] = {}
    for row in drawn.told:
        entries.setdefault(row.body, {})[row.indicator] = Entry(row.value, "A1", estimated=row.estimated)
    return {body: Submission(body, "f.xlsx", "0" * 64, None, own) for body, own in entries.items()}


def test_results_are_exact_where_floats_are_not() -> None:
    drawn = draw(Random(0))
    amounts = [row for row in of_engine(drawn) if row.value is not None]

    assert amounts
    for row in amounts:
        assert all(not isinstance(part, float) for part in astuple(row))
        assert isinstance(row.value, Decimal)
