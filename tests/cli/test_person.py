"""`tonghop person`: an office begins with one administrator; a link is printed, all else refused in words."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from cli.office import Office
from databases import Doors
from tonghop.config.postgres import server as launcher

LINK = re.compile(r"^/tai-khoan/dat-mat-khau/([\w-]{43})/$", re.MULTILINE)
ENTER = ("person", "enter", "nvmau", "--name", "Nguyễn Văn Mẫu", "--administrator")


@pytest.fixture
def office(open_tmp_path: Path, tmp_path: Path) -> Iterator[Office]:
    office = Office(open_tmp_path / "data", tmp_path)
    yield office
    launcher.stop(office.place)


def test_first_administrator_is_entered_once(office: Office, scratch: Doors) -> None:
    given = {
        "TONGHOP_DATABASE_URL": scratch.work.url,
        "TONGHOP_DATABASE_OWNER_URL": scratch.owner.url,
        "TONGHOP_SECRET_KEY": "k",
    }

    nowhere = office.run(*ENTER, "không-có", **given)
    first = office.run(*ENTER, "a", **given)
    second = office.run("person", "enter", "khac", "--name", "Trần Mẫu", "--administrator", "a", **given)
    again = office.run("person", "link", "NVMAU", "--reset-second-factor", **given)
    nobody = office.run("person", "link", "khac", **given)

    assert (nowhere.returncode, "tonghop units load" in nowhere.stderr) == (3, True)
    assert first.returncode == 0, first.stderr
    links = [LINK.search(done.stdout) for done in (first, again)]
    assert links[0] is not None
    assert links[1] is not None
    assert (second.returncode, "quản trị viên" in second.stderr) == (3, True)
    assert (nobody.returncode, "khac" in nobody.stderr) == (3, True)
    with psycopg.connect(scratch.owner.url) as connection:
        told = connection.execute("select kind, actor from audit_event order by sequence").fetchall()
        waiting = connection.execute(
            "select count(*) from accounts_onetimelink where used_at is null and replaced_at is null"
        ).fetchone()
    kinds = ["person.entered", "mandate.granted", "link.issued", "second-factor.reset", "link.issued"]
    assert told == [(kind, "system") for kind in kinds]
    assert waiting == (1,)


def test_without_the_owner_it_is_refused(office: Office, scratch: Doors) -> None:
    given = {"TONGHOP_DATABASE_URL": scratch.work.url, "TONGHOP_SECRET_KEY": "k"}

    assert office.run(*ENTER, "a", **given).returncode == 3
