"""On whose behalf the database works: row-level security shows what this person may see, else nothing."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from django.db import connection, transaction

from tonghop.apps.accounts.models import Person

_BY_ITSELF = "tonghop.by_itself"


class OtherDriver(Protocol):
    """A connection that is not Django's, in a transaction of its own (DB-API 2)."""

    def cursor(self) -> AbstractContextManager[Any]: ...  # Any: each driver has a cursor of its own


@contextmanager
def acting_as(person: Person) -> Iterator[None]:
    """Open a transaction on behalf of somebody; what was before holds again behind it."""
    with _transaction_with("tonghop.person", str(person.pk)):
        yield


@contextmanager
def acting_by_itself(*, apart: bool = True) -> Iterator[None]:
    """Open a transaction for what the program does by itself, on nobody's word, such as opening a cycle.

    Inside of another one it is undone alone where it fails; not `apart`, the whole of both is.
    """
    with _transaction_with(_BY_ITSELF, "yes", apart=apart):
        yield


def act_by_itself_over(other: OtherDriver) -> None:
    """Let the program act by itself over a connection of another driver, until its transaction ends: there
    too row-level security shows a stranger nothing.
    """
    with other.cursor() as cursor:
        cursor.execute(f"select set_config('{_BY_ITSELF}', 'yes', true)")
        cursor.fetchall()


@contextmanager
def acting_as_visitor() -> Iterator[None]:
    """Open a transaction for somebody outside of the office: of its tables no row is seen, whatever is asked.

    What is public stands in views of its own (apps/publications).
    """
    with _transaction_with("tonghop.visitor", "yes"):
        yield


@contextmanager
def _transaction_with(setting: str, value: str, *, apart: bool = True) -> Iterator[None]:
    """Open a transaction in which a setting of the database has a value.

    The setting ends with its transaction; inside of another one, what was before is set again.
    """
    is_inside = connection.in_atomic_block
    with transaction.atomic(savepoint=apart), connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(current_setting(name, true), ''), set_config(name, %s, true)"
            " from (select %s as name) of_the_setting",
            [value, setting],
        )
        before = cursor.fetchone()[0]
        yield
        if is_inside:
            cursor.execute("select set_config(%s, %s, true)", [setting, before])
