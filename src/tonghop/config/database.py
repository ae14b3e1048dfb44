"""Which database: the server that TONGHOP_DATABASE_URL names, else the embedded one, run while it is used."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tonghop.config import environment
from tonghop.config.addresses import Address, parse_address
from tonghop.config.environment import SettingMissing
from tonghop.config.postgres import server
from tonghop.config.postgres.place import Place, default_place

WORK, MIGRATIONS = "TONGHOP_DATABASE_URL", "TONGHOP_DATABASE_OWNER_URL"


@dataclass(frozen=True, slots=True)
class Database:
    """The two doors of a database: the one to work through, and the owner's for migrations and backups."""

    work: Address
    owner: Address | None
    embedded: Place | None = None

    @property
    def for_owner(self) -> Address:
        """The owner's door.

        Raises: SettingMissing, when a server was configured without it.
        """
        if self.owner is None:
            raise SettingMissing(name=MIGRATIONS)
        return self.owner


def configured_database() -> Database | None:
    """Return the database of the environment, or None where the embedded one is to be used.

    Raises: SettingMissing (the owner's address alone), SettingUnusable.
    """
    work, owner = environment.secret(WORK, ""), environment.secret(MIGRATIONS, "")
    if not work:
        if owner:
            raise SettingMissing(name=WORK)
        return None
    return Database(parse_address(work), parse_address(owner, name=MIGRATIONS) if owner else None)


@contextmanager
def open_database() -> Iterator[Database]:
    """Give the database for a while; an embedded server is started, and stopped with its last user."""
    configured = configured_database()
    if configured is not None:
        yield configured
        return
    place = default_place()
    running = server.use(place)
    try:
        yield Database(running.for_work, running.for_migrations, place)
    finally:
        server.release(place)
