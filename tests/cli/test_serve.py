"""`tonghop serve` as an office runs it: a real process, a real server, real requests."""

import json
import re
import signal
import socket
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import psutil
import psycopg
import pytest

from cli.office import Office
from cli.programs import Program, running
from databases import Doors
from tonghop.config.postgres import server as launcher

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
if sys.platform == "win32":
    pytest.skip("a process is not asked to end by a signal there", allow_module_level=True)


@pytest.fixture
def office(open_tmp_path: Path, tmp_path: Path) -> Iterator[Office]:
    office = Office(open_tmp_path / "data", tmp_path)
    yield office
    launcher.stop(office.place)


def _port(program: Program) -> int:
    program.wait_until(lambda: ADDRESS.search(program.said) is not None)
    found = ADDRESS.search(program.said)
    assert found is not None
    return int(found[1])


def _ask(port: int, path: str, *, method: str = "GET", host: str = "localhost") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers={"Host": host})
    answer = connection.getresponse()
    body = answer.read().decode("utf-8")
    connection.close()
    return answer.status, body


def test_life_of_the_web_pages_through_the_death_of_the_database(office: Office) -> None:
    # 1. From nothing: the database is made, brought up to this version, and the pages answer.
    with running(office, "serve", "--port", "0") as program:
        port = _port(program)
        status, health = _ask(port, "/healthz")
        assert (status, json.loads(health)["migrations"]) == (200, True)
        status, page = _ask(port, "/trang-thai/")
        assert status == 200
        assert "đang trả lời" in page
        assert _ask(port, "/")[0] == 200

        # 2. The database is killed: the pages say so, and do not fall.
        server = launcher.running(office.place)
        assert server is not None
        psutil.Process(server.pid).kill()
        program.wait_until(lambda: _ask(port, "/healthz")[0] == 503)
        status, page = _ask(port, "/")
        assert status == 503
        assert "không trả lời" in page

        # 3. It is started again: they go on.
        assert "đang chạy" in office.tell("database", "start")
        program.wait_until(lambda: _ask(port, "/healthz")[0] == 200)

        # 4. What somebody asked to keep is not stopped with the pages.
        assert program.stop() == 0
        assert "đã dừng" in program.said
        assert "Traceback" not in program.said
    assert launcher.running(office.place) is not None
    office.tell("database", "stop")

    # 5. What they started themselves, they stop; Ctrl-C is as good as SIGTERM.
    with running(office, "serve", "--port", "0") as program:
        _port(program)
        assert program.stop(signal.SIGINT) == 0
    assert launcher.running(office.place) is None


def test_configured_server_without_the_owner(office: Office, scratch: Doors, empty_database: Doors) -> None:
    given = {"TONGHOP_DATABASE_URL": scratch.work.url, "TONGHOP_SECRET_KEY": "k"}

    with running(office, "serve", "--port", "0", **given) as program:
        port = _port(program)
        assert _ask(port, "/healthz")[0] == 200
        with psycopg.connect(scratch.owner.url) as connection:
            connection.execute("alter table directives_directive drop column title cascade")
        status, health = _ask(port, "/healthz")
        assert (status, json.loads(health)["database"], json.loads(health)["migrations"]) == (
            503,
            True,
            False,
        )
        assert "tonghop database migrate" in _ask(port, "/trang-thai/")[1]
        assert program.stop() == 0

    refused = office.run(
        "serve", "--port", "0", TONGHOP_DATABASE_URL=empty_database.work.url, TONGHOP_SECRET_KEY="k"
    )
    assert refused.returncode == 3, "nobody may bring it up, so it is refused"
    assert "tonghop database migrate" in refused.stderr
    assert not (office.data / "postgresql").exists()


REQUESTS = [
    ("GET", "/", "localhost", 200),
    ("HEAD", "/", "127.0.0.1", 200),
    ("GET", "/healthz", "[::1]:8000", 200),
    ("POST", "/", "localhost", 405),
    ("GET", "/admin/", "localhost", 404),
    ("GET", "/", "office.example", 400),  # a name that is not ours: DNS rebinding
    ("GET", "/../../etc/passwd", "localhost", 404),
]


def test_only_what_is_there_is_answered_and_with_its_headers(office: Office, scratch: Doors) -> None:
    given = {"TONGHOP_DATABASE_URL": scratch.work.url, "TONGHOP_SECRET_KEY": "k"}

    with running(office, "serve", "--port", "0", **given) as program:
        port = _port(program)
        answers = [_ask(port, path, method=method, host=host)[0] for method, path, host, _ in REQUESTS]
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/", headers={"Host": "localhost"})
        headers = connection.getresponse().headers
        page = _ask(port, "/trang-thai/")[1]
        connection.close()

    assert answers == [code for *_, code in REQUESTS]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Server"] is None
    assert headers["Set-Cookie"] is None
    assert re.search(r"<script|<link|<img|https?:|style=", page) is None


def test_taken_port_is_refused(office: Office, scratch: Doors) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = office.run(
            "serve", "--port", port, TONGHOP_DATABASE_URL=scratch.work.url, TONGHOP_SECRET_KEY="k"
        )

    assert done.returncode == 3
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_demo_opens_nothing_that_may_be_an_offices_own(office: Office) -> None:
    done = office.run("serve", "--demo", TONGHOP_DATABASE_URL="postgresql://a:b@127.0.0.1:1/tonghop")
    assert (done.returncode, "TONGHOP_DATABASE_URL" in done.stderr) == (3, True)

    office.place.folder.mkdir(parents=True)
    done = office.run("serve", "--demo")
    assert (done.returncode, "cần nơi riêng" in done.stderr) == (3, True)

    done = office.run("serve", "--demo", "--host", "0.0.0.0")
    assert done.returncode == 2
