"""Reports are sent while web, worker and database are killed at random moments: none is lost or doubled.

A short deadline day with the programs an office runs: gunicorn with two workers, the worker of the jobs, the
embedded database with all its promises of durability. Each is killed by SIGKILL (by its own id, started here)
and comes back. People send again under the same key until they hear an answer.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psutil
import psycopg
import pytest
from benchmarks.deadline_office import Sender, filled_office, report, request_to_send, unit
from benchmarks.web_servers import PROJECT, serving

from databases import Doors, django_on, open_folder
from tonghop.config.postgres import server as launcher
from tonghop.config.postgres.place import ADMINISTRATOR, Place
from tonghop.config.postgres.roles import create_database
from tonghop.config.postgres.server import Server

BODIES, AT_ONCE = 80, 4
LASTS_SECONDS, PATIENCE_SECONDS = 18, 90
SEED = 1086


@pytest.fixture
def durable() -> Iterator[tuple[Server, Doors]]:
    """A server of this test's own with every promise of durability, and a migrated database in it."""
    from databases import _enter_bodies, _migrate, doors

    folder = open_folder(f"tonghop-kills-{uuid4().hex[:12]}")
    place = Place(folder / "postgresql")
    running = launcher.use(place, settings={"log_min_messages": "fatal"})
    try:
        administrator = running.address(ADMINISTRATOR).at("postgres")
        with psycopg.connect(administrator.url, autocommit=True) as connection:
            create_database(connection, "deadline")
        here = doors(running, "deadline")
        _migrate(here.owner)
        _enter_bodies(here.owner)
        with psycopg.connect(here.owner.url) as connection, connection.cursor() as cursor:
            units = [(unit(number),) for number in range(BODIES)]
            cursor.executemany("insert into organisations_unit (id) values (%s)", units)
        yield running, here
    finally:
        launcher.release(place)
        subprocess.run(["rm", "-rf", str(folder)], check=True)


@dataclass
class Killer:
    """Kills by SIGKILL what was started here, and counts; `chance` is seeded."""

    chance: random.Random
    place: Place
    gunicorn: int
    worker: "subprocess.Popen[bytes]"
    given: dict[str, str]
    desk: Path
    killed: dict[str, int] = field(default_factory=lambda: {"web": 0, "worker": 0, "database": 0})

    def strike(self) -> None:
        """Kill one of the programs, the one killed least; bring back what nobody else brings back."""
        least = min(self.killed.values())
        what = self.chance.choice([name for name, times in self.killed.items() if times == least])
        self.killed[what] += 1
        if what == "web":
            for process in psutil.Process(self.gunicorn).children():
                with suppress(psutil.Error):  # the first process of gunicorn starts others in their place
                    process.send_signal(signal.SIGKILL)
        elif what == "worker":
            self.worker.kill()
            self.worker.wait()
            self.worker = start_worker(self.given, self.desk)
        else:
            self._kill_database()

    def _kill_database(self) -> None:
        running = launcher.running(self.place)
        assert running is not None
        first = psutil.Process(running.pid)
        everybody = [first, *first.children(recursive=True)]
        for process in everybody:
            with suppress(psutil.Error):
                process.send_signal(signal.SIGKILL)
        psutil.wait_procs(everybody, timeout=20)
        again = launcher.start(self.place)
        assert again.port == running.port, "the programs still know where it is"


def start_worker(given: dict[str, str], desk: Path) -> "subprocess.Popen[bytes]":
    with (desk / "worker.log").open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "tonghop", "worker"],
            env=os.environ | {"PYTHONPATH": str(PROJECT / "src")} | given,
            cwd=desk,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )


@contextmanager
def _sending(plan: dict[str, Any], desk: Path) -> Iterator["subprocess.Popen[bytes]"]:
    (desk / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    people = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.deadline_load", str(desk / "plan.json"), str(desk / "heard.json")],
        cwd=PROJECT,
    )
    try:
        yield people
    finally:
        if people.poll() is None:
            people.kill()
        people.wait(timeout=20)


def _plan(senders: list[Sender], port: int, chance: random.Random) -> dict[str, Any]:
    requests = [
        {
            "name": number,
            "fate": chance.choice(["plain", "plain", "plain", "twice", "lost"]),
            "raw": request_to_send(sender, number, UUID(int=chance.getrandbits(128), version=4)),
        }
        for number, sender in enumerate(senders)
    ]
    return {
        "port": port,
        "at_once": AT_ONCE,
        "patience": PATIENCE_SECONDS,
        "lasts": LASTS_SECONDS,
        "requests": requests,
    }


def test_what_was_acknowledged_is_there_once(durable: tuple[Server, Doors], tmp_path: Path) -> None:
    server, doors = durable
    chance = random.Random(SEED)
    given = {
        "TONGHOP_DATABASE_URL": doors.work.url,
        "TONGHOP_SECRET_KEY": os.environ["TONGHOP_SECRET_KEY"],
        "TONGHOP_DATA": str(tmp_path / "data"),
        "TONGHOP_HOSTS": "localhost",
    }
    with django_on(doors.work):
        senders = filled_office(BODIES)
    with serving("tonghop.config.wsgi:application", tmp_path / "web.log", **given) as web:
        killer = Killer(chance, server.place, web.process.pid, start_worker(given, tmp_path), given, tmp_path)
        try:
            with _sending(_plan(senders, web.port, chance), tmp_path) as people:
                ends = time.monotonic() + LASTS_SECONDS
                while time.monotonic() < ends:
                    killer.strike()
                    time.sleep(chance.uniform(0.3, 2.5))
                assert people.wait(timeout=PATIENCE_SECONDS + 60) == 0
        finally:
            killer.worker.kill()
            killer.worker.wait(timeout=20)
    heard = json.loads((tmp_path / "heard.json").read_text(encoding="utf-8"))["answers"]

    assert min(killer.killed.values()) >= 1, killer.killed
    assert sum(answer["tries"] for answer in heard) > len(heard), "nobody had to send twice"
    with django_on(doors.work):
        require_acknowledged(senders, heard)


def require_acknowledged(senders: list[Sender], heard: list[dict[str, Any]]) -> None:
    """Every receipt that somebody heard stands once; all chains are whole; nothing stands there half."""
    from tonghop.apps.accounts.acting import acting_as, acting_by_itself
    from tonghop.apps.accounts.models import Person
    from tonghop.apps.audit.chain import verify
    from tonghop.apps.audit.models import Event
    from tonghop.apps.audit.queries import chain, proven_end
    from tonghop.apps.reporting.models import Change, DueRow, Revision, RowEvent, Submission

    proven_end()
    said = {answer["name"]: answer["answers"] for answer in heard}
    acknowledged = 0
    with acting_by_itself():
        drafts = {draft.row_id: draft for draft in Submission.objects.all()}
        for number, sender in enumerate(senders):
            sent = list(Revision.objects.filter(submission=sender.row))
            receipts = {json.loads(body)["receipt"] for status, body in said[number] if status == 200}
            assert {status for status, _ in said[number]} <= {200}, said[number]
            assert receipts <= {one.receipt for one in sent}
            assert len(receipts) <= 1
            assert len(sent) <= 1
            acknowledged += len(receipts)
            changes = list(Change.objects.filter(submission=sender.row).values_list("version", "fields"))
            arrived = RowEvent.objects.filter(row=sender.row, kind="arrival").count()
            assert len(changes) == arrived == len(sent), "all of a sending or nothing"
            assert DueRow.objects.get(pk=sender.row).has_arrived is bool(sent)
            if sent:
                (one,) = sent
                assert one.content == drafts[sender.row].content == report(number)
                assert changes == [(1, {field: ["", text] for field, text in report(number).items()})]
        alice = Person.objects.get(login="alice")
    assert acknowledged == len(senders), "after the last kill there was time for all"
    with acting_as(alice):
        _, fault = verify(chain())
        told = list(Event.objects.filter(kind="report.sent").values_list("subject", flat=True))
    assert fault is None
    assert sorted(told) == sorted(f"due-row:{sender.row}" for sender in senders)
