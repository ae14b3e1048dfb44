"""`tonghop database`, `audit`, `backup` and `restore` as a person uses them: real program, real server."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from cli.office import PROJECT, Office
from databases import Doors, open_folder
from tonghop.config.postgres import server as launcher
from tonghop.config.postgres.place import ADMINISTRATOR


@pytest.fixture
def office(open_tmp_path: Path, tmp_path: Path) -> Iterator[Office]:
    office = Office(open_tmp_path / "data", tmp_path)
    yield office
    launcher.stop(office.place)


def test_life_of_a_database_from_the_command_line(office: Office, open_tmp_path: Path) -> None:
    assert "không chạy" in office.tell("database", "status", code=1)
    assert "không chạy" in office.tell("database", "stop")
    assert "đang chạy" in office.tell("database", "start")
    assert "đang chạy" in office.tell("database", "status")
    assert "tonghop database migrate" in office.tell("audit", "verify", code=3)
    assert "chưa có gì" in office.tell("backup", "a.backup", code=3)
    assert "audit 0001_events" in office.tell("database", "migrate")
    assert "mới nhất" in office.tell("database", "migrate")
    _record_three_events(office)

    assert "3 bản ghi" in office.tell("audit", "verify")
    anchored = office.tell("audit", "anchor", "-o", "anchor.json")
    anchor = json.loads((office.desk / "anchor.json").read_text(encoding="utf-8"))
    assert (anchor["sequence"], f"{anchor['hash']}\n") == (3, anchored.split(" ")[-1])
    assert "không bao giờ bị ghi đè" in office.tell("audit", "anchor", "-o", "anchor.json", code=3)
    assert "3 bản ghi" in office.tell("audit", "verify", "--anchor", "anchor.json")

    saved = office.tell("backup", "sao lưu.backup")
    assert re.search(r"^sha256: [0-9a-f]{64}$", saved, flags=re.M)
    assert "đã có" in office.tell("backup", "sao lưu.backup", code=3)
    assert "chỉ phục hồi" in office.tell("restore", "sao lưu.backup", code=3)

    other = Office(open_tmp_path / "other", office.desk)
    assert "nhật ký nguyên vẹn" in other.tell("restore", "sao lưu.backup")
    assert "3 bản ghi" in other.tell("audit", "verify", "--anchor", "anchor.json")
    assert launcher.running(other.place) is None, "the last user stops a server that nobody asked to keep"

    _forget_the_last_event(office)
    assert "2 bản ghi" in office.tell("audit", "verify")
    assert "bản ghi 3" in office.tell("audit", "verify", "--anchor", "anchor.json", code=3)
    _change_the_first_event(office)
    assert "bản ghi 1: nội dung đã bị sửa" in office.tell("audit", "verify", code=3)
    assert "bản ghi 1" in office.tell("audit", "anchor", "-o", "other.json", code=3)
    assert not (office.desk / "other.json").exists()

    assert "đã tắt" in office.tell("database", "stop")
    assert launcher.running(office.place) is None


def _administer(office: Office, *commands: str) -> None:
    server = launcher.running(office.place)
    assert server is not None
    with psycopg.connect(server.address(ADMINISTRATOR).url) as connection:
        for command in commands:
            connection.execute(command.encode())


def _record_three_events(office: Office) -> None:
    content = '{"kind":"a.b","actor":"x","subject":"c:1"}'
    _administer(office, *[f"select tonghop_record_event('{content}')"] * 3)


def _forget_the_last_event(office: Office) -> None:
    _administer(
        office,
        "alter table audit_event disable trigger events_are_kept",
        "delete from audit_event where sequence = 3",
    )


def _change_the_first_event(office: Office) -> None:
    _administer(office, "update audit_event set content = replace(content, 'a.b', 'a.c') where sequence = 1")


def test_configured_server_is_looked_at_and_not_touched(
    office: Office, scratch: Doors, empty_database: Doors
) -> None:
    given = {
        "TONGHOP_DATABASE_URL": scratch.work.url,
        "TONGHOP_DATABASE_OWNER_URL": scratch.owner.url,
        "TONGHOP_SECRET_KEY": "k",
    }

    status = office.run("database", "status", **given)
    assert status.returncode == 0
    assert "trả lời" in status.stdout
    assert scratch.work.password not in status.stdout
    for word in ("start", "stop"):
        assert office.run("database", word, **given).returncode == 3
    assert office.run("audit", "verify", **given).returncode == 0
    assert office.run("audit", "verify", **{**given, "TONGHOP_DATABASE_OWNER_URL": ""}).returncode == 3
    assert not (office.data / "postgresql").exists(), "no embedded server was made beside it"


def test_secrets_may_come_from_files(office: Office, scratch: Doors) -> None:
    for name, address in (("work", scratch.work), ("owner", scratch.owner)):
        (office.desk / name).write_text(f"{address.url}\n", encoding="utf-8")

    done = office.run(
        "audit",
        "verify",
        TONGHOP_DATABASE_URL_FILE=str(office.desk / "work"),
        TONGHOP_DATABASE_OWNER_URL_FILE=str(office.desk / "owner"),
    )

    assert done.returncode == 0, done.stderr


def test_psql_runs_with_the_password_and_the_role(office: Office, scratch: Doors) -> None:
    done = office.run("database", "psql", TONGHOP_DATABASE_URL=scratch.work.url)

    assert done.returncode == 0, done.stderr  # its input is empty: it enters and leaves
    assert office.run("database", "psql", "--role", "king").returncode == 2


WRONG = [
    (("restore", "not-there"), 2),
    (("backup", "no-such-folder/a.backup"), 2),
    (("audit", "verify", "--anchor", "not-there"), 2),
    (("database", "dance"), 2),
]


@pytest.mark.parametrize(("words", "code"), WRONG)
def test_wrong_use_is_told(office: Office, words: tuple[str, ...], code: int) -> None:
    assert office.run(*words).returncode == code


WITHOUT_DATABASE = """
import sys
from tonghop.cli.main import run
code = run(sys.argv[1:])
heavy = {"django", "psycopg", "pghistory", "psutil", "fasteners", "tonghop.apps", "tonghop.config"}
print(code, sorted(heavy & set(sys.modules)))
"""


@pytest.mark.parametrize(
    "words", [["--help"], ["read", "{directive}"], ["forms", "--help"], ["consolidate", "--help"]]
)
def test_reading_forms_and_consolidation_load_no_database(office: Office, words: list[str]) -> None:
    directive = office.desk / "d.txt"
    directive.write_text("KẾ HOẠCH\n1. Sở Y tế báo cáo trước ngày 30/5/2026.\n", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DATABASE, *(word.format(directive=directive) for word in words)],
        env=dict(os.environ) | {"PYTHONPATH": str(PROJECT / "src")},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert done.stdout.splitlines()[-1].endswith(" []"), done.stdout + done.stderr


def test_data_folder_that_the_server_cannot_enter_is_named() -> None:
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root gives itself up")
    folder = open_folder("tonghop-test-closed")
    closed = folder / "home"
    closed.mkdir(mode=0o700, exist_ok=True)

    done = Office(closed / "data", folder).run("database", "start")
    (closed / "data" / "postgresql" / "lock").unlink()

    assert done.returncode == 3
    assert "TONGHOP_DATA" in done.stderr
    for each in (closed / "data" / "postgresql", closed / "data", closed, folder):
        each.rmdir()
