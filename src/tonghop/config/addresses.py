"""The address of a database: as one URL says it, as Django wants it, as PostgreSQL's own programs want it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from tonghop.config.environment import SettingUnusable

CONNECTION_SECONDS = 600
SCHEMES = ("postgresql", "postgres")
PREPARED: Mapping[str, object] = MappingProxyType({"server_side_binding": True, "prepare_threshold": 3})
"""Statements go to the server with their values apart, and one that has come three times keeps its plan: with
the policies of row-level security to plan costs more than to do. A pooler in between has to know prepared
statements (PgBouncer from 1.21)."""
LIBPQ = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}
"""The options that an address may carry → what PostgreSQL's own programs call them."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is, and as whom we enter it. `repr` never shows the password."""

    host: str
    port: int
    name: str
    user: str
    password: str
    options: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"Address({self.user}@{self.host}:{self.port}/{self.name})"

    def at(self, name: str) -> "Address":
        """Return the same door to another database of the same server."""
        return replace(self, name=name)

    @property
    def url(self) -> str:
        """The whole address with its password: for settings, never for a screen or a log."""
        options = f"?{urlencode(self.options)}" if self.options else ""
        host = f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        login = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}"
        return f"postgresql://{login}@{host}:{self.port}/{quote(self.name, safe='')}{options}"

    @property
    def for_django(self) -> dict[str, object]:
        """One entry of Django's DATABASES.

        A connection serves one request after the other: to enter with a password costs more than to answer.
        One that the database has closed meanwhile is found out before it is used.
        """
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": str(self.port),
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "OPTIONS": {**dict(self.options), **PREPARED},
            "CONN_MAX_AGE": CONNECTION_SECONDS,
            "CONN_HEALTH_CHECKS": True,
        }

    @property
    def for_programs(self) -> dict[str, str]:
        """Environment variables for psql, pg_dump, pg_restore: a password on a command line can be seen."""
        named = {
            "PGHOST": self.host,
            "PGPORT": str(self.port),
            "PGDATABASE": self.name,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGCLIENTENCODING": "UTF8",
        }
        return named | {LIBPQ[key]: value for key, value in self.options}


def parse_address(url: str, *, name: str = "TONGHOP_DATABASE_URL") -> Address:
    """Read postgresql://user:password@host:port/database?sslmode=require; `name` is the setting to blame.

    Raises: SettingUnusable, when a part is missing, or an option is not one that we hand on.

    >>> parse_address("postgresql://a:b%40c@db.example:5433/tonghop")
    Address(a@db.example:5433/tonghop)
    """
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError as fault:
        raise _unusable(name, "không phải địa chỉ hợp lệ", "it is no valid address") from fault
    if parts.scheme not in SCHEMES:
        raise _unusable(name, "phải bắt đầu bằng postgresql://", "it must begin with postgresql://")
    database = unquote(parts.path.removeprefix("/"))
    if not (parts.hostname and parts.username and database) or "/" in database:
        raise _unusable(
            name, "cần người dùng, máy chủ và tên cơ sở dữ liệu", "it needs a user, a host and a database"
        )
    options = tuple(parse_qsl(parts.query))
    if strange := sorted({key for key, _ in options} - set(LIBPQ)):
        raise _unusable(name, f"không hiểu {', '.join(strange)}", f"{', '.join(strange)} is not understood")
    return Address(
        unquote(parts.hostname),
        port,
        database,
        unquote(parts.username),
        unquote(parts.password or ""),
        options,
    )


def _unusable(name: str, reason_vi: str, reason_en: str) -> SettingUnusable:
    return SettingUnusable(name=name, reason_vi=reason_vi, reason_en=reason_en)
