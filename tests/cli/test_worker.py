"""`tonghop worker` as an office runs it: a real process, a real queue, and the anchor of the day."""

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from cli.office import Office
from cli.programs import running
from databases import Doors
from tonghop.config.postgres import server as launcher

DEFERRED = """
insert into procrastinate_jobs (queue_name, task_name) values ('default', 'audit.anchor_of_the_day')
"""


@pytest.fixture
def office(open_tmp_path: Path, tmp_path: Path) -> Iterator[Office]:
    office = Office(open_tmp_path / "data", tmp_path)
    yield office
    launcher.stop(office.place)


def _anchors(office: Office) -> list[Path]:
    return sorted((office.data / "anchors").glob("*.json"))


def test_worker_anchors_the_day_once_and_survives_the_database(office: Office) -> None:
    if sys.platform == "win32":
        pytest.skip("a process is not asked to end by a signal there")

    # 1. From nothing: the database is made, brought up to this version, and the day has its anchor.
    with running(office, "worker") as program:
        program.wait_until(lambda: len(_anchors(office)) == 1)
        (anchor,) = _anchors(office)
        written = anchor.read_bytes()
        assert "nguyên vẹn" in office.tell("audit", "verify", "--anchor", str(anchor))

        # 2. The database is killed and started again: the worker goes on.
        server = launcher.running(office.place)
        assert server is not None
        psutil.Process(server.pid).kill()
        program.wait_until(lambda: launcher.running(office.place) is None)
        restarted = launcher.start(office.place)
        anchor.unlink()
        with psycopg.connect(restarted.for_work.url) as connection:
            connection.execute(DEFERRED.encode())
        program.wait_until(lambda: len(_anchors(office)) == 1)

        # 3. It is stopped in order, and stops the database that it alone uses.
        assert program.stop(signal.SIGTERM) == 0
        assert "đã dừng" in program.said
    assert launcher.running(office.place) is None

    # 4. A day that has its anchor keeps it.
    written = anchor.read_bytes()
    office.tell("worker", "--once")
    assert _anchors(office) == [anchor]
    assert anchor.read_bytes() == written


def test_worker_needs_no_owner_and_writes_no_anchor_of_a_broken_chain(office: Office, scratch: Doors) -> None:
    given = {
        "TONGHOP_DATABASE_URL": scratch.work.url,
        "TONGHOP_SECRET_KEY": "k",
        "TONGHOP_ANCHORS": str(office.desk / "mốc"),
    }
    content = '{"kind":"a.b","actor":"x","subject":"c:1"}'
    with psycopg.connect(scratch.work.url) as connection:
        for _ in range(3):
            connection.execute("select tonghop_record_event(%s)", (content,))

    done = office.run("worker", "--once", **given)
    assert done.returncode == 0, done.stderr
    (anchor,) = (office.desk / "mốc").glob("*.json")
    assert json.loads(anchor.read_text(encoding="utf-8"))["sequence"] == 3
    anchor.unlink()

    with psycopg.connect(scratch.administrator.url) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("alter table audit_event disable trigger events_are_kept")
        connection.execute(
            "update audit_event set content = replace(content, 'a.b', 'a.c') where sequence = 2"
        )
    done = office.run("worker", "--once", **given)
    assert "2" in done.stderr
    assert "audit verify" in done.stderr
    assert not list((office.desk / "mốc").glob("*"))
    with psycopg.connect(scratch.work.url) as connection:
        states = connection.execute("select status, args from procrastinate_jobs").fetchall()
    # Near the hour the worker has asked for the job of that hour as well, which fails alike.
    assert ("failed", {}) in states
    assert {status for status, _ in states} == {"failed"}, "done jobs are gone, failed ones stay to be seen"
