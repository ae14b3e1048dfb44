"""A database of a benchmark's own: real, durable, entered as the application, and thrown away at the end."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree


@contextmanager
def office_memory(units: Iterable[str]) -> Iterator[str]:
    """Open a new database in a folder of its own, with these units of the register.

    Gives the owner's address. The settings of the database and the secret key stand in the environment, for
    programs that are started meanwhile.
    """
    folder = Path(tempfile.mkdtemp(prefix="tonghop-bench-"))
    folder.chmod(0o711)
    os.environ["TONGHOP_DATA"] = str(folder / "data")
    (folder / "data").mkdir(mode=0o711)
    try:
        from tonghop.config.startup import open_memory

        with open_memory(bring_up=True) as database:
            _enter_units(database.for_owner.url, units)
            yield database.for_owner.url
    finally:
        rmtree(folder, ignore_errors=True)


def settle(owner: str) -> None:
    """Let the database learn how the tables look, as its own housekeeping does in the night."""
    import psycopg

    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("vacuum analyze")


def _enter_units(owner: str, units: Iterable[str]) -> None:
    import psycopg

    with psycopg.connect(owner) as connection, connection.cursor() as cursor:
        cursor.executemany("insert into organisations_unit (id) values (%s)", [(unit,) for unit in units])
