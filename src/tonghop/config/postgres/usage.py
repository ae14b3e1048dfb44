"""Which programs use the embedded server now, so that the last one to leave stops it.

A file for each program: its process id and when it began. A program that was killed leaves its file behind;
it is recognised because no process of that id began at that moment.

`tonghop database start` enters the server as a user of itself: it then runs until somebody stops it, or it
dies; a server that a later command has to start anew is not kept by a word from before.
"""

import os
from pathlib import Path

import psutil

from tonghop.config.postgres.place import Place


def enter(place: Place, pid: int | None = None) -> None:
    """Note that this program, or the one named, uses the server. Entering twice is entering once."""
    _file_of(place, pid or os.getpid()).touch()


def leave(place: Place) -> None:
    """Note that this program has left."""
    _file_of(place, os.getpid()).unlink(missing_ok=True)


def clear(place: Place) -> None:
    """Forget every user: the server is stopped for all."""
    for file in place.users.glob("*"):
        file.unlink(missing_ok=True)


def is_used(place: Place) -> bool:
    """Say whether a living program uses the server; the dead are struck off."""
    files = list(place.users.glob("*"))
    for file in files:
        if not _is_alive(file):
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
