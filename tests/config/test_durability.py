"""A killed process loses no committed row: SIGKILL of the program and of the server, for real.

A program commits row after row, and prints each number after its commit was acknowledged. It is killed while
it writes; every number that it printed must be there afterwards. Durability is on here (fsync).
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from tonghop.config.postgres import server as launcher
from tonghop.config.postgres.place import Place
from tonghop.config.postgres.server import Server

WRITER = """
import sys
from pathlib import Path
import psycopg
from tonghop.config.postgres import server
from tonghop.config.postgres.place import Place

running = server.use(Place(Path(sys.argv[1])))
with psycopg.connect(running.for_migrations.url, autocommit=True) as connection:
    connection.execute("create table if not exists line (number bigint primary key)")
    first = connection.execute("select coalesce(max(number), 0) + 1 from line").fetchone()[0]
    for number in range(first, first + 10**6):
        connection.execute("insert into line values (%s)", (number,))
        print(number, flush=True)
"""


@pytest.fixture
def place(open_tmp_path: Path) -> Iterator[Place]:
    place = Place(open_tmp_path / "postgresql")
    yield place
    launcher.stop(place)


def test_nothing_that_was_acknowledged_is_lost(place: Place, tmp_path: Path) -> None:
    printed: list[int] = []

    # 1. The program is killed while it writes: the server lives on and is found again.
    printed += _write_until_killed(place, tmp_path / "one", kill_server=False)
    left_behind = launcher.running(place)
    assert left_behind is not None
    attached = launcher.use(place)
    assert attached == left_behind
    assert set(printed) <= _rows(attached)

    # 2. The server's first process is killed while a program writes: the next start recovers.
    printed += _write_until_killed(place, tmp_path / "two", kill_server=True)
    restarted = launcher.use(place)
    assert restarted.pid != attached.pid
    assert set(printed) <= _rows(restarted)

    # 3. Both are dead, and the last user stops what was started again.
    assert launcher.release(place) is True
    assert launcher.running(place) is None


def _write_until_killed(place: Place, output: Path, *, kill_server: bool) -> list[int]:
    """Start a writer, kill it or the server while it writes, and return the numbers that it saw committed."""
    with output.open("wb") as out:
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(place.folder)],
            stdout=out,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ) | {"PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")},
        )
        _wait_for_lines(output, writer)
        if kill_server:
            server = launcher.running(place)
            assert server is not None
            psutil.Process(server.pid).kill()
            assert writer.wait(timeout=60) != 0, "the writer lost its server"
        else:
            writer.kill()
            writer.wait(timeout=60)
    lines = output.read_text(encoding="ascii").split("\n")[:-1]  # the last line may be half written
    assert len(lines) >= 20
    return [int(line) for line in lines]


def _wait_for_lines(output: Path, writer: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while output.read_bytes().count(b"\n") < 20:
        assert writer.poll() is None, "the writer ended by itself"
        assert time.monotonic() < deadline, "the writer does not write"
        time.sleep(0.02)


def _rows(server: Server) -> set[int]:
    with psycopg.connect(server.for_migrations.url) as connection:
        return {number for (number,) in connection.execute("select number from line").fetchall()}
