"""Which programs use the embedded server now, so that the last one to leave stops it.

A file for each program: its process id and when it began. A program that was killed leaves its file behind;
it is recognised because no process of that id began at that moment.
"""

import os
from pathlib import Path

import psutil

from tonghop.config.postgres.place import Place

KEPT = "kept"
"""The user that `tonghop database start` enters: it leaves with `tonghop database stop` only."""


def enter(place: Place) -> None:
    """Note that this program uses the server. Entering twice is entering once."""
    _file_of(place, os.getpid()).touch()


def leave(place: Place) -> None:
    """Note that this program has left."""
    _file_of(place, os.getpid()).unlink(missing_ok=True)


def keep(place: Place) -> None:
    """Let the server run without anybody using it."""
    place.users.mkdir(exist_ok=True)
    (place.users / KEPT).touch()


def clear(place: Place) -> None:
    """Forget every user: the server is stopped for all."""
    for file in place.users.glob("*"):
        file.unlink(missing_ok=True)


def is_used(place: Place) -> bool:
    """Say whether a living program uses the server, or somebody asked to keep it; the dead are struck off."""
    files = list(place.users.glob("*"))
    for file in files:
        if file.name != KEPT and not _is_alive(file):
            file.unlink(missing_ok=True)
    return any(file.exists() for file in files)


def _file_of(place: Place, pid: int) -> Path:
    place.users.mkdir(exist_ok=True)
    return place.users / f"{pid}-{int(psutil.Process(pid).create_time())}"


def _is_alive(file: Path) -> bool:
    pid, _, began = file.name.partition("-")
    if not (pid.isdigit() and began.isdigit()):
        return False
    try:
        process = psutil.Process(int(pid))
        return bool(process.status() != psutil.STATUS_ZOMBIE and abs(process.create_time() - int(began)) <= 2)
    except psutil.Error:
        return False
