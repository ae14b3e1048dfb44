"""The same expression by Spark, with two workers of its own on this machine; skipped without pyspark."""

import os
import shutil
from collections.abc import Iterator
from random import Random

import pytest

from engines.drawn import draw
from engines.test_equal_results import of_domain, of_engine
from tonghop.domain.consolidation.rollups import AnsweredTwice
from tonghop.engines import running
from tonghop.engines.tables import tables_of, told_answers

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed (the extra spark)")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("ignore"),  # Spark's own, of its own libraries
]


@pytest.fixture(scope="module")
def workers() -> Iterator[None]:
    """A cluster of two workers with one core each, and the session that leads it."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield
    session.stop()


@pytest.mark.usefixtures("workers")
def test_spark_with_two_workers_comes_to_what_the_domain_comes_to() -> None:
    drawn = draw(Random(7), most_bodies=12, most_cycles=4)

    assert len(drawn.told) > 50
    assert of_engine(drawn, running.SPARK) == of_domain(drawn)


@pytest.mark.usefixtures("workers")
def test_spark_refuses_what_is_not_certain() -> None:
    drawn = draw(Random(7))
    twice = told_answers([*drawn.told, drawn.told[0]])

    with pytest.raises(AnsweredTwice):
        running.rolled_up(tables_of(drawn.structure, twice), drawn.structure.indicators, engine=running.SPARK)
