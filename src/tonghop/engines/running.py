"""Who runs the expression: DuckDB in this process, or Spark on a cluster. The same tables, the same results.

`tables` go to DuckDB as they lie in memory. Spark reads them from a folder of Parquet files that all its
workers can reach; on one machine, any folder.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from tonghop.domain.consolidation.rollups import AnsweredTwice, AnsweredUnasked
from tonghop.domain.reporting.indicators import Indicator
from tonghop.engines.rollup import SOURCES, doubled, roll_up, strays
from tonghop.engines.tables import RESULTS, Tables

DUCKDB, SPARK = "duckdb", "spark"

Ask = Callable[[str], pa.Table]
"""Asks an engine in its own SQL about the tables that it has been given."""


def rolled_up(
    tables: Tables, indicators: Sequence[Indicator], *, engine: str = DUCKDB, folder: Path | None = None
) -> pa.Table:
    """Return the totals of every node, indicator and period in which anything is due, in no order.

    Shape:  `indicators` in the order of their numbers; `folder` is where Spark reads the tables, which its
    workers share; one of this machine where none is given.
    Raises: AnsweredTwice, AnsweredUnasked, before anything is added.
    """
    with ENGINES[engine](tables, folder) as ask:
        demand_certain(ask, engine)
        return ask(written_roll_up(tuple(indicators), engine)).cast(RESULTS)


def demand_certain(ask: Ask, engine: str) -> None:
    """Refuse answers of which it is not certain that each counts once.

    Raises: AnsweredTwice, AnsweredUnasked.
    """
    for refusal, found in ((AnsweredTwice, doubled(SOURCES.answers)), (AnsweredUnasked, strays(SOURCES))):
        count = ask(written(found, engine)).column("count")[0].as_py()
        if count:
            raise refusal(count=count)


@contextmanager
def in_duckdb(tables: Tables, folder: Path | None = None) -> Iterator[Ask]:
    """Open a database in memory with the tables in it: its own rows are read faster than Arrow's."""
    with duckdb.connect() as connection:
        for name, table in tables.named():
            connection.register("given", table)
            connection.execute(f'create table "{name}" as select * from given')
            connection.unregister("given")
        yield lambda asked: connection.sql(asked).to_arrow_table()


@contextmanager
def in_spark(tables: Tables, folder: Path | None = None) -> Iterator[Ask]:
    """Write the tables as Parquet and let Spark read them: by the session that there is, else a local one."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.appName("tonghop").getOrCreate()
    with TemporaryDirectory(prefix="tonghop-spark-", dir=folder) as given:
        for name, table in tables.named():
            file = Path(given) / f"{name}.parquet"
            pq.write_table(table, file)
            session.read.parquet(str(file)).createOrReplaceTempView(name)
        yield lambda asked: session.sql(asked).toArrow()


@lru_cache(maxsize=8)
def written_roll_up(indicators: tuple[Indicator, ...], engine: str) -> str:
    """Return the whole roll-up as the SQL of an engine; writing it takes Ibis most of a second."""
    return written(roll_up(SOURCES, indicators), engine)


def written(asked: Table, engine: str) -> str:
    """Return an expression as the SQL of an engine.

    Ibis compiles and we run: its own way of running warns on DuckDB 2.0, and its way of making tables fails
    with sqlglot 30 (both as of 2026-11).
    """
    return str(ibis.to_sql(asked, dialect={SPARK: "pyspark"}.get(engine, engine)))


ENGINES: Mapping[str, Callable[[Tables, Path | None], AbstractContextManager[Ask]]] = {
    DUCKDB: in_duckdb,
    SPARK: in_spark,
}
"""What `TONGHOP_ENGINE` may say → how it is entered."""
