"""One embedded server: created, started, found again, stopped.

It listens on 127.0.0.1 alone, asks every role for its password (SCRAM), keeps checksums of its pages and
sorts by the C collation, since the wheel has no ICU: Vietnamese order is our own sort key.
"""

import json
import shutil
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import fasteners
import psutil
import psycopg

from tonghop.config.addresses import Address
from tonghop.config.postgres import usage
from tonghop.config.postgres.binaries import Binaries, find_binaries
from tonghop.config.postgres.place import ADMINISTRATOR, APPLICATION, DATABASE, OWNER, Place, write_secret
from tonghop.config.postgres.roles import create_roles
from tonghop.config.postgres.runner import (
    ProgramFailed,
    Runner,
    choose_runner,
    reachable,
    require_reachable,
)

LOOPBACK = "127.0.0.1"
STARTS, PAUSE_SECONDS = 8, 0.5
"""A killed server's children may hold its memory for a moment; a port may be taken between look and start."""

CONFIGURATION = {
    "listen_addresses": f"'{LOOPBACK}'",
    "unix_socket_directories": "''",
    "password_encryption": "'scram-sha-256'",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "logging_collector": "off",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A running embedded server; `pid` is its first process (the postmaster)."""

    place: Place
    pid: int
    port: int

    def address(self, role: str) -> Address:
        return Address(LOOPBACK, self.port, DATABASE, role, self.place.password(role))

    @property
    def for_work(self) -> Address:
        return self.address(APPLICATION)

    @property
    def for_migrations(self) -> Address:
        return self.address(OWNER)


def start(place: Place, *, settings: Mapping[str, str] | None = None) -> Server:
    """Return the server of this place, started where it does not run, its database and roles there.

    `settings` are PostgreSQL's own (tests turn `fsync` off); they hold from the next real start.
    Raises: NoPostgres, NoUnprivilegedUser, FolderClosed, PasswordLost, ProgramFailed.
    """
    _create_folder(place.folder)
    with fasteners.InterProcessLock(place.lock):
        return _start(place, settings or {})


def use(place: Place, *, settings: Mapping[str, str] | None = None, kept: bool = False) -> Server:
    """Start the server and note that this program uses it, or that it is to be kept; undone by `release`."""
    _create_folder(place.folder)
    with fasteners.InterProcessLock(place.lock):
        server = _start(place, settings or {})
        usage.enter(place, server.pid if kept else None)
        return server


def release(place: Place) -> bool:
    """Leave the server; stop it, and say so, where nobody else uses it."""
    with fasteners.InterProcessLock(place.lock):
        usage.leave(place)
        return not usage.is_used(place) and _stop(place)


def stop(place: Place) -> bool:
    """Stop the server for everybody, without waiting for them; say whether there was one."""
    if not place.is_initialised:
        return False
    with fasteners.InterProcessLock(place.lock):
        usage.clear(place)
        return _stop(place)


def running(place: Place) -> Server | None:
    """Return the server that runs on this place's data, also one that a killed program left behind.

    PostgreSQL's own note (postmaster.pid) is believed where its process lives, is a PostgreSQL, and the note
    names our folder.
    """
    lines = _note(place)
    if len(lines) < 4 or not (lines[0].isdigit() and lines[3].isdigit()):
        return None
    if not _is_postgres(int(lines[0])) or Path(lines[1]).resolve() != place.data.resolve():
        return None
    return Server(place, int(lines[0]), int(lines[3]))


def _start(place: Place, settings: Mapping[str, str]) -> Server:
    server = running(place)
    if server is not None:
        if not _answers(server):
            _wait_for_answer(server)
        return server
    runner = choose_runner()
    require_reachable(place.folder, runner)
    binaries = reachable(find_binaries(major=place.major), runner, place.folder)
    if not place.is_initialised:
        _initialise(place, binaries, runner)
    server = _launch(place, binaries, runner, settings)
    create_roles(server.address(ADMINISTRATOR), {role: place.password(role) for role in (OWNER, APPLICATION)})
    return server


def _create_folder(folder: Path) -> None:
    """Create the folder so that the server's user can pass through it; secrets are closed one by one."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_uid == folder.parent.stat().st_uid:
        folder.chmod(0o711)


def _initialise(place: Place, binaries: Binaries, runner: Runner) -> None:
    """Create the cluster aside and move it into place, so that a creation that breaks off leaves nothing."""
    for role in (ADMINISTRATOR, OWNER, APPLICATION):
        place.password(role)
    unfinished, word = place.folder / "data.unfinished", place.folder / "first-password"
    shutil.rmtree(unfinished, ignore_errors=True)
    word.unlink(missing_ok=True)
    unfinished.mkdir(mode=0o700)
    write_secret(word, place.password(ADMINISTRATOR))
    runner.own(unfinished)
    runner.own(word)
    try:
        runner.run(
            [
                *(binaries.program("initdb"), "--pgdata", str(unfinished), "--username", ADMINISTRATOR),
                *("--auth=scram-sha-256", f"--pwfile={word}", "--encoding=UTF8", "--locale=C"),
                *("--data-checksums", "--no-instructions"),
            ],
            folder=place.folder,
        )
    finally:
        word.unlink(missing_ok=True)
    with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write("\ninclude_if_exists = 'tonghop.conf'\n")
    unfinished.replace(place.data)


def _launch(place: Place, binaries: Binaries, runner: Runner, settings: Mapping[str, str]) -> Server:
    place.log.parent.mkdir(exist_ok=True)
    place.log.touch(mode=0o600)
    runner.own(place.log)
    _remove_stranger(place)
    port = _recorded_port(place)
    for attempt in range(STARTS):
        port = port if port and _is_free(port) else _free_port()
        _configure(place, runner, {"port": str(port), **CONFIGURATION, **settings})
        try:
            _control(place, binaries, runner, "start", "--wait", "--timeout=60", f"--log={place.log}")
            break
        except ProgramFailed:
            if attempt == STARTS - 1:
                raise
            time.sleep(PAUSE_SECONDS)
    place.record.write_text(json.dumps({"port": port, "version": binaries.version}), encoding="utf-8")
    server = running(place)
    if server is None:
        raise ProgramFailed(program="postgres", said=f"see {place.log}")
    return server


def _stop(place: Place) -> bool:
    if running(place) is None:
        return False
    runner = choose_runner()
    binaries = reachable(find_binaries(major=place.major), runner, place.folder)
    _control(place, binaries, runner, "stop", "--mode=fast", "--wait", "--timeout=60")
    return True


def _control(place: Place, binaries: Binaries, runner: Runner, *words: str) -> None:
    runner.run([binaries.program("pg_ctl"), *words, "--pgdata", str(place.data)], folder=place.folder)


def _configure(place: Place, runner: Runner, settings: Mapping[str, str]) -> None:
    file = place.data / "tonghop.conf"
    lines = ["# Written at every start of Tonghop's embedded server."]
    file.write_text(
        "\n".join([*lines, *(f"{name} = {value}" for name, value in settings.items()), ""]), encoding="utf-8"
    )
    runner.own(file)


def _note(place: Place) -> list[str]:
    try:
        return [
            line.strip() for line in (place.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        ]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _remove_stranger(place: Place) -> None:
    """Remove a dead server's note whose process id is another program's now: PostgreSQL would believe it."""
    lines = _note(place)
    if lines and lines[0].isdigit() and psutil.pid_exists(int(lines[0])) and not _is_postgres(int(lines[0])):
        (place.data / "postmaster.pid").unlink(missing_ok=True)


def _is_postgres(pid: int) -> bool:
    try:
        process = psutil.Process(pid)
        return bool(process.status() != psutil.STATUS_ZOMBIE and process.name().startswith("postgres"))
    except psutil.Error:
        return False


def _answers(server: Server) -> bool:
    try:
        with psycopg.connect(server.address(APPLICATION).url, connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


def _wait_for_answer(server: Server) -> None:
    """Wait for a server that is starting or recovering.

    Raises: ProgramFailed, when it does not come.
    """
    for _ in range(int(60 / PAUSE_SECONDS)):
        if _answers(server):
            return
        time.sleep(PAUSE_SECONDS)
    raise ProgramFailed(program="postgres", said=f"no answer; see {server.place.log}")


def _recorded_port(place: Place) -> int | None:
    try:
        port = json.loads(place.record.read_text(encoding="utf-8"))["port"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return port if isinstance(port, int) else None


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) != 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
