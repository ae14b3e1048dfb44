"""A question that is asked again and again with other values: put into SQL once, and not at every asking.

For a row or two the ORM needs longer to put a queryset into words than the database to answer it. A question
is written as any queryset, with `Given("name", field)` where a value comes each time.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=Model)


class Given(Expression):
    """A value that is told with each asking, as what field it is compared with."""

    def __init__(self, name: str, like: Any) -> None:
        super().__init__(output_field=like)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


class Question(Generic[Row]):
    """A queryset with its SQL made at the first asking; `select_related` holds, prefetching does not.

    >>> open_rows = Question(lambda: Row.objects.filter(cycle=Given("cycle", UUIDField())))  # doctest: +SKIP
    >>> open_rows.ask(cycle=cycle.pk)  # doctest: +SKIP
    """

    def __init__(self, rows: Callable[[], QuerySet[Row]]) -> None:
        self._rows = rows

    def ask(self, **given: Any) -> list[Row]:
        """Return the rows for these values."""
        words = self._words
        with connection.cursor() as cursor:
            cursor.execute(words.statement, words.told(given))
            return [words.built(row) for row in cursor.fetchall()]

    @cached_property
    def _words(self) -> "_Words":
        return _Words(self._rows())


class _Words:
    """What the ORM's compiler says of a queryset; itself it is let go, for it holds a connection."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        compiler: Any = rows.query.get_compiler(connection=connection)
        self.statement, self._values = compiler.as_sql()
        told = compiler.klass_info["select_fields"]
        self._model = compiler.klass_info["model"]
        self._own = slice(told[0], told[-1] + 1)
        self._names = [column.target.attname for column, *_ in compiler.select[self._own]]
        populators: Any = get_related_populators  # the stubs are ahead of this version
        self._related = populators(compiler.klass_info, compiler.select, connection.alias)
        self._converters = compiler.get_converters([column for column, *_ in compiler.select])

    def told(self, given: dict[str, Any]) -> list[Any]:
        return [given[value.name] if isinstance(value, Given) else value for value in self._values]

    def built(self, row: tuple[Any, ...]) -> Any:
        values = list(row)
        for place, (converters, column) in self._converters.items():
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        found = self._model.from_db(connection.alias, self._names, values[self._own])
        for related in self._related:
            related.populate(values, found)
        return found
