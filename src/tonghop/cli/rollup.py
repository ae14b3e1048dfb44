"""`tonghop rollup CAMPAIGN_KEY`: all cycles of a campaign, added up over bodies, places and years.

The answers are read at one moment, added by an engine (`TONGHOP_ENGINE`), and written as separated text.
Nothing is changed in the database. What needs a person is told, and marked in the lines that it touches.
"""

import os
import shutil
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from tonghop.domain.errors import Refusal

if TYPE_CHECKING:
    from tonghop.apps.reporting.rollups import Asking, Held, Nodes
    from tonghop.domain.consolidation.rollup_periods import Caution
    from tonghop.domain.consolidation.rollups import Debt
    from tonghop.engines.tables import ArrowTable, Structure

    Marked: TypeAlias = dict[tuple[str, str], tuple[Caution, ...]]

_NEEDED = {
    "duckdb": ("duckdb", "ibis", "pyarrow", "adbc_driver_postgresql"),
    "spark": ("duckdb", "ibis", "pyarrow", "adbc_driver_postgresql", "pyspark"),
}
_EXTRAS = {"duckdb": "engines", "spark": "engines,spark"}
_MOST_SHOWN = 20
_WHOLE = "Toàn bộ"


class EngineNotInstalled(Refusal):
    code = "engine-not-installed"
    message_vi = (
        "Để cộng bằng {engine} cần thêm: {missing}. Hãy cài: pip install 'tonghop[{extras}]' (Spark cần cả"
        " Java 17), rồi chạy lại."
    )
    message_en = (
        "Adding up by {engine} needs more: {missing}. Run: pip install 'tonghop[{extras}]' (Spark needs Java"
        " 17 too), then try again."
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What is added up: read before, so that no transaction waits for the sums."""

    asking: "Asking"
    nodes: "Nodes"
    on: date
    structure: "Structure"
    answers: "ArrowTable"
    held: "Sequence[Held]"
    marked: "Marked"


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("rollup")(rollup)


def rollup(
    key: Annotated[
        str, typer.Argument(metavar="CAMPAIGN_KEY", help="Mã chiến dịch. / The campaign's key, or its id.")
    ],
    year: Annotated[
        int | None,
        typer.Option(metavar="YYYY", min=1900, max=8999, help="Chỉ các kỳ của năm này. / One year's cycles."),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="Theo danh bạ của ngày này; không ghi: ngày mở kỳ mới nhất."
            " / On the register of this day; else of the newest cycle's.",
        ),
    ] = None,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="CSV", dir_okay=False, help="Tệp ghi ra. / The file to write."),
    ] = Path("totals.csv"),
) -> None:
    """Cộng mọi kỳ của một chiến dịch theo đơn vị, địa bàn, năm. / Add all cycles up over bodies and years."""
    from tonghop.config.startup import open_memory
    from tonghop.domain.calendar.due_instants import ZONE

    begun = time.monotonic()
    with open_memory("app") as database:
        from django.conf import settings

        from tonghop.apps.accounts.acting import acting_by_itself

        engine: str = settings.HEAVY_SUMS_ENGINE
        demand_installed(engine)
        with acting_by_itself():
            read = _read(key, year, on.date() if on else None, database.work.url, datetime.now(ZONE))
        totals = _write(read, engine, out)
    _tell(read, totals, out, f"{engine}, {time.monotonic() - begun:.1f} giây / seconds")
    raise typer.Exit(1 if read.marked else 0)


def demand_installed(engine: str) -> None:
    """Make sure that what an engine runs on is there.

    Raises: EngineNotInstalled.
    """
    missing = [name for name in _NEEDED[engine] if find_spec(name) is None]
    if engine == "spark" and not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        missing.append("Java")
    if missing:
        raise EngineNotInstalled(engine=engine, missing=", ".join(missing), extras=_EXTRAS[engine])


def _read(key: str, year: int | None, on: date | None, url: str, at: datetime) -> _Read:
    from tonghop.apps.reporting import rollups
    from tonghop.domain.consolidation.rollups import Debt
    from tonghop.engines.tables import told_by, without

    asking = rollups.asking_of(rollups.campaign_of(key), at, year)
    owed, answers = _fetched(url, asking)
    debts = tuple(Debt(row["body"], row["cycle"], row["is_excused"]) for row in owed.to_pylist())
    held = tuple(rollups.held_back(asking, tuple(told_by(answers, rollups.families_of(asking)))))
    day = on or asking.day
    nodes = rollups.nodes_of(rollups.names_of_bodies(asking, debts), day, whole=_WHOLE)
    structure = _structure(asking, debts, nodes)
    counted = without(answers, {one.cell for one in held})
    return _Read(asking, nodes, day, structure, counted, held, _marked(asking, structure, held))


def _fetched(url: str, asking: "Asking") -> "tuple[ArrowTable, ArrowTable]":
    """Return debts and answers as they stood at one moment."""
    from tonghop.apps.accounts.acting import act_by_itself_over
    from tonghop.engines.extraction import at_one_moment, debts_of_cycles, rows_of_cycles

    with at_one_moment(url) as connection:
        act_by_itself_over(connection)
        return debts_of_cycles(connection, asking.ids), rows_of_cycles(connection, asking.ids)


def _structure(asking: "Asking", debts: "Sequence[Debt]", nodes: "Nodes") -> "Structure":
    from tonghop.domain.consolidation.rollup_periods import indicators_over, periods_of
    from tonghop.engines.tables import Structure

    return Structure(
        debts=debts,
        periods=periods_of(asking.cycles),
        indicators=indicators_over(asking.cycles),
        asked={cycle.id: frozenset(row.code for row in cycle.asked) for cycle in asking.cycles},
        nodes=nodes.of_body,
    )


def _marked(asking: "Asking", structure: "Structure", held: "Sequence[Held]") -> "Marked":
    from tonghop.apps.consolidation.queries import joint_of
    from tonghop.domain.consolidation.rollup_periods import Caution, cautions, with_other_bodies

    of_cycles = [
        *((Caution.DOUBLE_COUNT, one.cell[1], one.cell[2]) for one in held),
        *((Caution.ELSEWHERE, *pair) for pair in asking.elsewhere),
        *((Caution.JOINT, *pair) for pair in joint_of(asking.ids)),
    ]
    others = with_other_bodies(structure.periods, structure.debts)
    return cautions(structure.periods, structure.indicators, of_cycles, others)


def _write(read: _Read, engine: str, out: Path) -> int:
    """Add up and write the totals; return how many there are."""
    from tonghop.cli.outputs import text_written_whole
    from tonghop.engines.running import rolled_up
    from tonghop.engines.tables import ordered_totals, tables_of
    from tonghop.formats.workbooks.totals_file import TotalRow, write_totals

    structure = read.structure
    results = rolled_up(tables_of(structure, read.answers), structure.indicators, engine=engine)
    shown = {node.id: node for node in read.nodes.nodes}
    meant = {row.code: row for row in structure.indicators}
    codes = {period.period: tuple(map(read.asking.code, period.cycles)) for period in structure.periods}
    rows = (
        TotalRow(
            total,
            shown[total.node].name,
            shown[total.node].level,
            meant[total.indicator],
            codes[total.period],
            read.marked.get((total.indicator, total.period), ()),
        )
        for total in ordered_totals(results, structure, shown)
    )
    with text_written_whole(out) as written:
        return write_totals(rows, written)


# ---- the screen


def _tell(done: _Read, totals: int, out: Path, how: str) -> None:
    asking, apart = done.asking, len(done.nodes.apart)
    typer.echo(
        f"{out}: {totals} tổng / totals; {len(done.nodes.of_body)} đơn vị / bodies,"
        f" {len(asking.cycles)} kỳ / cycles, {done.answers.num_rows} số liệu / values; {how}"
    )
    typer.echo(f"Danh bạ ngày / register of: {done.on:%Y-%m-%d}")
    if apart:
        typer.echo(
            f"{apart} đơn vị không thuộc tỉnh nào theo danh bạ ngày ấy, chỉ nằm trong “{_WHOLE}” và địa bàn"
            f" đã biết. / {apart} bodies stand under no province on that day: {_some(_names(done.nodes))}"
        )
    if asking.waiting:
        waiting = _some([str(cycle.turn) for cycle in asking.waiting])
        typer.echo(f"Chưa đến hạn, còn có thể nhận thêm: {waiting}. / Not yet due, more may come: {waiting}.")
    for words, codes in _cautions_told(done):
        typer.echo(f"! {words}: {codes}")
    for message in dict.fromkeys(f"{one.turn}: {one.message}" for one in done.held[:_MOST_SHOWN]):
        typer.echo(f"  {message}")


def _cautions_told(done: _Read) -> list[tuple[str, str]]:
    """Return each caution that there is, in words, with the indicators and periods that it touches."""
    from tonghop.domain.consolidation.rollup_periods import Caution

    words = {
        Caution.DOUBLE_COUNT: "Có thể đã gồm số của cấp dưới, chưa cộng số của cấp trên / may hold those"
        " below, left out until somebody answers",
        Caution.ELSEWHERE: "Một số đơn vị báo cáo ở chiến dịch khác, ở đây tính là thiếu / given in another"
        " campaign, counted as missing here",
        Caution.JOINT: "Hoạt động phối hợp đã được trừ ở tổng của kỳ, ở đây CHƯA trừ / a joint activity is"
        " taken off in the cycle's total, NOT here",
        Caution.OTHER_BODIES: "Các kỳ không cùng danh sách đơn vị, số thời điểm có thể trùng / not the same"
        " bodies in all cycles, a stock may hold one thing twice",
    }
    return [
        (
            words[caution],
            _some([f"{code} {period}" for (code, period), own in done.marked.items() if caution in own]),
        )
        for caution in Caution
        if any(caution in own for own in done.marked.values())
    ]


def _names(nodes: "Nodes") -> list[str]:
    called = {node.id: node.name for node in nodes.nodes}
    return [called[body] for body in nodes.apart]


def _some(names: Collection[str]) -> str:
    shown = ", ".join(list(names)[:_MOST_SHOWN])
    return f"{shown} … (+{len(names) - _MOST_SHOWN})" if len(names) > _MOST_SHOWN else shown
