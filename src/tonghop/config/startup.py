"""Starting Django on a database: the one way in for every program that needs the memory.

Only commands that need it import this module, and it imports Django when it is asked to: reading a directive
needs neither.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from tonghop.config import environment
from tonghop.config.database import MIGRATIONS, WORK, Database, open_database
from tonghop.config.postgres.place import data_folder, write_secret
from tonghop.domain.errors import Refusal

Role = Literal["app", "owner"]


class NotPrepared(Refusal):
    code = "database-not-prepared"
    message_vi = "Cơ sở dữ liệu chưa sẵn sàng cho phiên bản này. Hãy chạy: tonghop database migrate"
    message_en = "The database is not ready for this version. Run: tonghop database migrate"


class MigrationFailed(Refusal):
    code = "migration-failed"
    message_vi = "Không nâng cấp được cơ sở dữ liệu (mã {code}); lý do ở trên."
    message_en = "The database could not be brought up to this version (code {code}); the reason is above."


class RoleTooPowerful(Refusal):
    code = "role-too-powerful"
    message_vi = "Tài khoản {user} có quá nhiều quyền ({why_vi}); phải dùng vai trò tonghop_app."
    message_en = "The account {user} may do too much ({why_en}); work as the role tonghop_app."


@contextmanager
def open_memory(role: Role = "app", *, prepared: bool = True, bring_up: bool = False) -> Iterator[Database]:
    """Open the database and start Django on it, as the application or as the owner.

    `prepared` asks for a database whose migrations are done; `bring_up` does them before, where the owner's
    address is known.
    Raises: NotPrepared, RoleTooPowerful, MigrationFailed, SettingMissing and whatever keeps a server from
    starting.
    """
    with open_database() as database:
        if bring_up and database.owner is not None:
            migrate_apart()
        start_django(database, role)
        if role == "app":
            require_humble_role()
        if prepared:
            require_migrations()
        try:
            yield database
        finally:
            close_connections()


def start_django(database: Database, role: Role) -> None:
    """Tell Django where the database is and as whom to enter it. Once a program: Django reads it once."""
    import django

    _hand_over("TONGHOP_SECRET_KEY", _secret_key())
    _hand_over(WORK, database.work.url)
    if role == "owner":
        _hand_over(MIGRATIONS, database.for_owner.url)
    os.environ["TONGHOP_DATABASE_ROLE"] = role
    os.environ["DJANGO_SETTINGS_MODULE"] = "tonghop.config.settings"
    django.setup()


def migrate() -> list[str]:
    """Bring the database up to this version; return the migrations that were done, in their order."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with _one_at_a_time():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        call_command("migrate", interactive=False, verbosity=0)
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


def migrate_apart() -> None:
    """Bring the database up to this version by a program of its own: Django has one role for a program's
    life, and one that works for long does not enter as the owner.

    Raises: MigrationFailed; why has been said by that program.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tonghop", "database", "migrate"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode:
        raise MigrationFailed(code=done.returncode)


def require_migrations() -> None:
    """Make sure that the tables are those of this version.

    Raises: NotPrepared.
    """
    from tonghop.apps.foundations.queries import missing_columns

    if missing_columns():
        raise NotPrepared()


def require_humble_role() -> None:
    """Make sure that row-level security holds for us: no superuser, no by-pass, no owner of a table.

    Raises: RoleTooPowerful.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select rolname, rolsuper, rolbypassrls, exists (select 1 from pg_class c join pg_namespace n"
            " on n.oid = c.relnamespace where n.nspname = 'public' and pg_has_role(c.relowner, 'member'))"
            " from pg_roles where rolname = current_user"
        )
        user, is_superuser, passes_by, owns = cursor.fetchone()
    if is_superuser or passes_by:
        raise RoleTooPowerful(user=user, why_vi="vượt quyền dòng", why_en="it passes row security by")
    if owns:
        raise RoleTooPowerful(user=user, why_vi="sở hữu bảng", why_en="it owns tables")


def close_connections() -> None:
    """Leave the database, so that an embedded server can stop at once."""
    from django.db import connections

    connections.close_all()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the database's lock on migrations: web pages and worker may start at the same moment."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(hashtext('tonghop migrations'))")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(hashtext('tonghop migrations'))")


def _secret_key() -> str:
    """Return the key of the environment, else one that was made for this data folder."""
    given = environment.secret("TONGHOP_SECRET_KEY", "")
    if given:
        return given
    file = data_folder() / "secret-key"
    if not file.is_file():
        write_secret(file, secrets.token_urlsafe(50))
    return file.read_text(encoding="utf-8").strip()


def _hand_over(name: str, value: str) -> None:
    """Put a secret where the settings read it; a file that was named for it has been read already."""
    os.environ[name] = value
    os.environ.pop(f"{name}_FILE", None)
