"""Ten million answers added up for every node of the country, against hand-written DuckDB and numpy.

Ours is the expression of `tonghop.engines` as DuckDB runs it in this process, from tables in memory to an
Arrow table; the peer is `rollup.sql` on the same tables by the same DuckDB in turns, and both results are
compared row by row. The floor is what numpy needs for a part of the work: sums, latest figures and their
roll-up in whole numbers, without nil, bounds, rates, inexact figures and missing reports. `sizes` has
smaller countries of the same density, and stands as a drawing beside the JSON. The ratio is of seconds of the
clock; what grows is told in processor seconds, since the machine may be busier at one size than at another.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from benchmarks.measurement import OUT, Measurement
from benchmarks.plot import Line, drawn
from benchmarks.rollup_data import (
    ANSWERS,
    CYCLES,
    INDICATORS,
    PROVINCES,
    Country,
    Numbers,
    country,
    tables_of,
)
from tonghop.engines.rollup import SOURCES, doubled, strays
from tonghop.engines.running import DUCKDB, in_duckdb, written, written_roll_up

GOAL, FLOOR_GOAL, GROWTH_GOAL = 1.2, 6.0, 1.5
REPETITIONS = 3
SIZES = (100_000, 300_000, 1_000_000, 3_000_000, ANSWERS)
PEER = Path(__file__).with_name("rollup.sql")
FLOWS, STOCKS = 32, 16


def measure() -> Measurement:
    """Measure each size from the smallest; the largest is the one that counts."""
    begun = perf_counter()
    sql = written_roll_up(INDICATORS, DUCKDB)
    writing = perf_counter() - begun
    rows = [_measured(size, sql) for size in SIZES]
    largest, per_million = (
        rows[-1],
        [row["processor"]["ours"] / row["answers"] * 1e6 for row in rows],
    )
    growth = per_million[-1] / per_million[2]
    _draw(rows)
    return Measurement(
        name="rollup",
        work=f"add {ANSWERS} answers up to {largest['results']} node x indicator results",
        ours=largest["ours"],
        peer=largest["peer"],
        peer_name="hand-written SQL on the same DuckDB",
        unit="s",
        goal=GOAL,
        further={
            "floor": {
                "seconds": largest["floor"],
                "ratio": round(largest["ours"] / largest["floor"], 3),
                "goal": FLOOR_GOAL,
                "met": largest["ours"] <= FLOOR_GOAL * largest["floor"],
            },
            "growth": {
                "of": "processor seconds a million answers, 10 million over 1 million",
                "ratio": round(growth, 3),
                "goal": GROWTH_GOAL,
                "met": growth <= GROWTH_GOAL,
            },
            "sizes": rows,
            "sql_written_seconds": round(writing, 3),
            "load": [round(part, 1) for part in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        },
    )


def _measured(answers: int, sql: str) -> dict[str, Any]:
    """Run ours and the peer in turns on one country, and see that they say the same."""
    made = country(answers)
    tables = tables_of(made)
    peer = PEER.read_text(encoding="utf-8")
    taken: dict[str, list[tuple[float, float]]] = {"ours": [], "peer": [], "floor": []}
    with in_duckdb(tables) as ask:
        peak = _peak_mebibytes(lambda: ask(sql))
        results = ask(sql)
        _demand_same(results, ask(peer))
        for _ in range(REPETITIONS):
            for name, task in (("ours", sql), ("peer", peer)):
                taken[name].append(_taken(lambda task=task: ask(task)))
            taken["floor"].append(_taken(lambda: floor(made)))
        certain = sum(
            _taken(lambda found=found: ask(written(found, DUCKDB)))[0]
            for found in (doubled(SOURCES.answers), strays(SOURCES))
        )
    return {
        "answers": answers,
        "results": results.num_rows,
        **{name: round(median(wall for wall, _ in times), 4) for name, times in taken.items()},
        "processor": {name: round(median(cpu for _, cpu in times), 4) for name, times in taken.items()},
        "certainty_seconds": round(certain, 4),
        "input_mebibytes": round(sum(table.nbytes for _, table in tables.named()) / 2**20),
        "peak_mebibytes": peak,
    }


def floor(made: Country) -> tuple[Numbers, Numbers]:
    """Return sums of flows and latest stocks of every body and every node above, in thousandths."""
    flows, stocks = made.indicator < FLOWS, (made.indicator >= FLOWS) & (made.indicator < FLOWS + STOCKS)
    sums = np.zeros(made.bodies * FLOWS, np.int64)
    np.add.at(sums, made.body[flows] * FLOWS + made.indicator[flows], made.units[flows])
    last = np.zeros(made.bodies * STOCKS, np.int64)
    last[made.body[stocks] * STOCKS + made.indicator[stocks] - FLOWS] = made.units[stocks]  # in order of time
    return _above(sums.reshape(made.bodies, FLOWS), made), _above(last.reshape(made.bodies, STOCKS), made)


def _above(own: Numbers, made: Country) -> Numbers:
    communes = own.reshape(made.communes, -1, own.shape[1]).sum(axis=1)
    provinces = np.zeros((PROVINCES, own.shape[1]), np.int64)
    np.add.at(provinces, made.provinces, communes)
    return np.concatenate([own, communes, provinces, provinces.sum(axis=0, keepdims=True)])


def _taken(task: Any) -> tuple[float, float]:  # Any: a function without arguments, of any result
    """Return the seconds of the clock and of the processors that one run takes."""
    clock, processor = perf_counter(), process_time()
    task()
    return perf_counter() - clock, process_time() - processor


def _peak_mebibytes(task: Any) -> int | None:
    """Return the most memory that this process held during a task, all that it had before included.

    Only Linux tells it; elsewhere None.
    """
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return None
    task()
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) // 1024 for line in told.splitlines() if line.startswith("VmHWM"))


def _demand_same(ours: pa.Table, peer: pa.Table) -> None:
    """Refuse to compare times of two that do not do the same."""
    with duckdb.connect() as connection:
        connection.register("ours", ours.cast(peer.schema))
        connection.register("peer", peer)
        for one, other in (("ours", "peer"), ("peer", "ours")):
            query = f"select count(*) from (from {one} except all from {other})"
            found = connection.execute(query).fetchone()
            assert found == (0,), f"{found} results of {one} are not those of {other}"


def _draw(rows: list[Mapping[str, Any]]) -> None:
    lines = [
        Line(label, tuple((row["answers"], row["processor"][name]) for row in rows))
        for name, label in (("ours", "Tonghop"), ("peer", "hand-written SQL"), ("floor", "numpy floor"))
    ]
    OUT.mkdir(parents=True, exist_ok=True)
    title = f"Processor seconds to add answers up over {CYCLES} cycles"
    (OUT / "rollup.svg").write_text(drawn(title, "answers", "seconds", lines), encoding="utf-8")
