"""The role as which the program works: it owns nothing, alters nothing, and passes no row security by."""

import psycopg
import pytest
from psycopg import errors

from databases import Doors, django_on

FORBIDDEN = [
    "alter table audit_event disable trigger all",
    "alter table audit_event disable row level security",
    "alter table directives_assignment drop constraint no_assignment_touches_rights",
    "alter table accounts_person add column note text",
    "drop table directives_directive",
    "drop policy a_body_sees_its_own on directives_assignment",
    "create table notes (id int)",
    "create function f() returns int language sql as 'select 1'",
    "truncate directives_assignment cascade",
    "set role tonghop_owner",
    "set session authorization tonghop_owner",
    "set session_replication_role = replica",
    "alter role tonghop_app bypassrls",
    "alter role tonghop_app superuser",
    "grant tonghop_owner to tonghop_app",
    "create role intruder",
    "create extension dblink",
    "select * from django_migrations",
    "copy accounts_person to program 'cat'",
    "select pg_read_file('postgresql.conf')",
]


@pytest.mark.parametrize("command", FORBIDDEN)
def test_application_is_refused(worker_database: Doors, command: str) -> None:
    with psycopg.connect(worker_database.work.url) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(command.encode())


def test_row_security_cannot_be_turned_off(worker_database: Doors) -> None:
    with psycopg.connect(worker_database.work.url) as connection:
        connection.execute("set row_security = off")  # means: fail rather than filter
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("select * from directives_assignment")


@pytest.mark.parametrize("role", ["work", "owner"])
def test_role_is_no_superuser_and_passes_nothing_by(worker_database: Doors, role: str) -> None:
    with psycopg.connect(getattr(worker_database, role).url) as connection:
        row = connection.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles"
            " where rolname = current_user"
        ).fetchone()

    assert row == (False,) * 5


def test_application_owns_nothing(worker_database: Doors) -> None:
    with psycopg.connect(worker_database.work.url) as connection:
        owned = connection.execute(
            "select relname from pg_class where relowner = 'tonghop_app'::regrole"
            " union all select proname from pg_proc where proowner = 'tonghop_app'::regrole"
        ).fetchall()

    assert owned == []


def test_program_refuses_to_work_as_somebody_powerful(worker_database: Doors) -> None:
    from tonghop.config.startup import RoleTooPowerful, require_humble_role

    with django_on(worker_database.work):
        require_humble_role()
    for address in (worker_database.owner, worker_database.administrator):
        with django_on(address), pytest.raises(RoleTooPowerful):
            require_humble_role()


def test_migrations_say_what_the_models_say(worker_database: Doors) -> None:
    from django.core.management import call_command

    with django_on(worker_database.owner):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_unmigrated_database_is_noticed(worker_database: Doors, empty_database: Doors) -> None:
    from tonghop.config.startup import NotPrepared, require_migrations

    with django_on(worker_database.work):
        require_migrations()
    with django_on(empty_database.work), pytest.raises(NotPrepared):
        require_migrations()


def _forget_wagtail() -> None:
    """Take Wagtail's tables away by hand: its own migrations cannot all be undone (documents 0011), and they
    stand on our people.
    """
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    theirs = {one.label for one in apps.get_app_configs() if one.name.split(".")[0] in ("wagtail", "taggit")}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(tuple(f"{label}_" for label in theirs)):
                cursor.execute(f'drop table "{table}" cascade')
    MigrationRecorder(connection).migration_qs.filter(app__in=theirs).delete()


def _undo(*apps: str) -> None:
    """Undo the migrations of apps, and of those that stand on them, in one go: the states of all models are
    computed once.
    """
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    MigrationExecutor(connection).migrate([(app, None) for app in apps])


def test_every_migration_can_be_undone_and_done_again(scratch: Doors) -> None:
    from django.core.management import call_command

    with django_on(scratch.owner):
        _undo("portal", "publications")
        _forget_wagtail()
        _undo("directives", "accounts", "audit", "foundations")
        call_command("migrate", verbosity=0, interactive=False)
    with django_on(scratch.work):
        from tonghop.config.startup import require_migrations

        require_migrations()
