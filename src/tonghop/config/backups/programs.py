"""pg_dump and pg_restore, of a version that fits the server; no password stands on a command line."""

import os
import subprocess
from collections.abc import Sequence

import psycopg

from tonghop.config.addresses import Address
from tonghop.config.postgres.binaries import tools_for
from tonghop.config.postgres.runner import PASSED_ON, ProgramFailed


def server_major(connection: psycopg.Connection) -> int:
    """Return the main version of the server."""
    return connection.info.server_version // 10000


def run_program(name: str, words: Sequence[str], address: Address, *, major: int) -> None:
    """Run one of PostgreSQL's programs on a database.

    Raises: ProgramFailed, with the last lines of what it said; NoPostgres.
    """
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    done = subprocess.run(
        [tools_for(major).program(name), *words],
        env=environment | address.for_programs | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        said = " | ".join(done.stderr.strip().splitlines()[-4:])
        raise ProgramFailed(program=name, said=said or f"code {done.returncode}")
