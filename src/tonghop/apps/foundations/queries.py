"""Vietnamese in queries: `order_by(sort_key("name"))`; and whether the database can be worked with at all."""

from dataclasses import dataclass

from django.apps import apps
from django.db import Error, connection
from django.db.models import BooleanField, F, Func, TextField, Value
from django.db.models.functions import Collate

WITH_TABLES = frozenset({"procrastinate"})
"""Apps of others whose models Django is told not to manage although their migrations make the tables."""


class SortKey(Func):
    """The sort key of a text, the twin of `domain.language.sort_key`; compare it under the C collation."""

    function = "tonghop_sort_key"
    output_field = TextField()


class Spelling(Func):
    """A text in one spelling: NFC, lower case, the new placement of tones."""

    function = "tonghop_spelling"
    output_field = TextField()


def matches(field: str, words: str) -> Func:
    """Say whether a text has the words that somebody looks for; marks, đ and the place of tones do not
    matter.
    """
    written = Func(F(field), function="tonghop_search_vector", output_field=TextField())
    asked = Func(Value(words), function="tonghop_search_query", output_field=TextField())
    return Func(written, asked, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())


def sort_key(field: str) -> Collate:
    """Order rows as a Vietnamese reader does, whatever collation the server has."""
    return Collate(SortKey(field), "C")


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the database answers, and whether its tables are those of this version."""

    database_answers: bool
    tables_are_current: bool


def readiness() -> Readiness:
    """Ask the database how it is; a database that does not answer is an answer too."""
    try:
        return Readiness(True, not missing_columns())
    except Error:
        return Readiness(False, False)


def missing_columns() -> frozenset[tuple[str, str]]:
    """Return the columns that the models need and the tables lack; what is the owner's alone is not read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'public'"
        )
        there = set(cursor.fetchall())
    return frozenset(
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        if not model._meta.proxy and (model._meta.managed or model._meta.app_label in WITH_TABLES)
        for field in model._meta.local_concrete_fields
        if field.column and (model._meta.db_table, field.column) not in there
    )
