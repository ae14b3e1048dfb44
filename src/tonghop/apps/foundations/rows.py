"""One row entered, changed or held by its key, where a hundred people do the same in one minute.

What the ORM does with one row costs it more to put into words than the database to do. Here the words are
made once for each model, out of its fields; the database knows them again and keeps its plan. Row-level
security, constraints and triggers hold as for any other statement.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import AutoField, Model

from tonghop.apps.foundations.questions import Given, Question

Row = TypeVar("Row", bound=Model)


def enter(row: Model) -> None:
    """Enter a new row. A key that the database gives is not brought back."""
    statement, fields = _insertion(type(row))
    _execute(statement, _told(row, fields))
    row._state.adding = False


def enter_unless_there(row: Model) -> bool:
    """Enter a new row unless one stands in its place; say whether it was entered.

    Waits for whoever is about to enter it.
    """
    statement, fields = _insertion(type(row))
    is_entered = _execute(f"{statement} on conflict do nothing", _told(row, fields)) == 1
    row._state.adding = not is_entered
    return is_entered


def change(row: Model, *names: str) -> None:
    """Write the named fields of a row that is there.

    Raises: DoesNotExist, where no such row is there, or none that may be changed.
    """
    statement, fields = _change(type(row), names)
    if not _execute(statement, _told(row, fields)):
        raise type(row).DoesNotExist(f"{type(row).__name__} {row.pk}")  # type: ignore[attr-defined]


def find(model: type[Row], key: object, *, held: bool = False) -> Row | None:
    """Return the row of a key, None where none is seen; `held` for change until the transaction ends."""
    found: list[Row] = _of_key(model, held).ask(key=key)
    return found[0] if found else None


@cache
def _insertion(model: type[Model]) -> tuple[str, tuple[Any, ...]]:
    fields = tuple(
        field
        for field in model._meta.concrete_fields
        if not (field.generated or isinstance(field, AutoField))
    )
    marks = ", ".join(["%s"] * len(fields))
    return f"insert into {_table(model)} ({_columns(fields)}) values ({marks})", fields


@cache
def _change(model: type[Model], names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    fields, key = tuple(model._meta.get_field(name) for name in names), _key(model)
    changes = ", ".join(f"{_columns([field])} = %s" for field in fields)
    return f"update {_table(model)} set {changes} where {_columns([key])} = %s", (*fields, key)


@cache
def _of_key(model: type[Model], held: bool) -> Question[Any]:
    rows = model._default_manager.filter(pk=Given("key", _key(model)))
    return Question(rows.select_for_update if held else rows.all)


def _key(model: type[Model]) -> Any:
    return model._meta.pk


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(fields: Iterable[Any]) -> str:
    return ", ".join(connection.ops.quote_name(field.column) for field in fields)


def _told(row: Model, fields: Iterable[Any]) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


def _execute(statement: str, told: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return int(cursor.rowcount)
