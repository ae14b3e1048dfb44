"""On whose behalf the database works: row-level security shows what this person may see, else nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tonghop.apps.accounts.models import Person


@contextmanager
def acting_as(person: Person) -> Iterator[None]:
    """Open a transaction on behalf of somebody; what was before holds again behind it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting('tonghop.person', true), '')")
        before = cursor.fetchone()[0]
        cursor.execute("select set_config('tonghop.person', %s, true)", [str(person.pk)])
        yield
        cursor.execute("select set_config('tonghop.person', %s, true)", [before])


@contextmanager
def acting_by_itself() -> Iterator[None]:
    """Open a transaction for what the program does by itself, on nobody's word, such as opening a cycle."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting('tonghop.by_itself', true), '')")
        before = cursor.fetchone()[0]
        cursor.execute("select set_config('tonghop.by_itself', 'yes', true)")
        yield
        cursor.execute("select set_config('tonghop.by_itself', %s, true)", [before])
