"""`tonghop worker` reads what was taken in before it started, and what a killed worker left half done."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from cli.office import Office
from databases import Doors, django_on, prepare_django
from tonghop.config.postgres import server as launcher

KILLED = """
with dead as (
    insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour') returning id
)
update procrastinate_jobs set status = 'doing', attempts = 1, worker_id = (select id from dead)
where task_name = 'directives.read'
"""
LOOK = "insert into procrastinate_jobs (queue_name, task_name) values ('default', 'directives.take_up_again')"


@pytest.fixture
def office(open_tmp_path: Path, tmp_path: Path) -> Iterator[Office]:
    office = Office(open_tmp_path / "data", tmp_path)
    yield office
    launcher.stop(office.place)


def take_in_a_plan(doors: Doors) -> None:
    prepare_django()
    with django_on(doors.work):
        from directive_files import PLAN
        from people import AT, TODAY, administrator, official

        from tonghop.apps.accounts.acting import acting_as
        from tonghop.apps.accounts.roles import Role
        from tonghop.apps.directives.actions.intake import take_in

        binh = official(administrator(), "binh", (Role.COORDINATOR, "vp"))
        with acting_as(binh):
            take_in(data=PLAN.encode(), name="a.txt", office="vp", by=binh, at=AT, on=TODAY)


@pytest.mark.parametrize("was_killed", [False, True])
def test_worker_reads_what_waits_and_what_was_broken_off(
    office: Office, scratch: Doors, was_killed: bool
) -> None:
    take_in_a_plan(scratch)
    with psycopg.connect(scratch.owner.url) as raw:
        if was_killed:
            raw.execute(KILLED.encode())
            raw.execute("update directives_intake set state = 'reading'")
            raw.execute(LOOK.encode())

    given = {"TONGHOP_DATABASE_URL": scratch.work.url, "TONGHOP_SECRET_KEY": "k"}
    done = office.run("worker", "--once", **given)

    assert done.returncode == 0, done.stderr
    with psycopg.connect(scratch.owner.url) as raw:
        state = raw.execute(
            "select state, (select count(*) from directives_obligation) from directives_intake"
        ).fetchall()
        left = raw.execute("select 1 from procrastinate_jobs where task_name = 'directives.read'").fetchall()
    assert state == [("read", 4)]
    assert left == []
