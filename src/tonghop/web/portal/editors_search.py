"""Search in the editing pages: editors find "Hòa Bình" by "hoa binh", as readers do.

Wagtail's words are PostgreSQL's `simple`, which keeps marks, and which without ICU takes the letters of other
alphabets apart. Here what is kept and what is asked are brought to the same bare words first.
"""

from collections.abc import Iterable
from copy import copy
from typing import Any

from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.query import Phrase, PlainText, SearchQuery

from tonghop.web.portal.search_words import bare, spelled


def folded(text: str) -> str:
    """Return a text as bare words.

    >>> folded("Đường hoa, HOÀ BÌNH")
    'duong hoa hoa binh'
    """
    return " ".join(bare(word) for word in spelled(text))


class _Bare:
    """Something of Wagtail's as it is put into the index: its words without marks."""

    def __init__(self, obj: Any) -> None:
        self.obj = obj
        self.pk = obj.pk

    def get_search_fields(self) -> list[Any]:
        return [_bare_field(field) for field in self.obj.get_search_fields()]


def _bare_field(field: Any) -> Any:
    told = copy(field)

    def value_of(given: Any) -> Any:
        value = field.get_value(given.obj if isinstance(given, _Bare) else given)
        return folded(value) if isinstance(value, str) else value

    if isinstance(field, RelatedFields):
        told.fields = [_bare_field(one) for one in field.fields]
    if isinstance(field, SearchField | AutocompleteField | RelatedFields):
        told.get_value = value_of
    return told


def _bare_query(query: SearchQuery) -> SearchQuery:
    if isinstance(query, PlainText):
        return PlainText(folded(query.query_string), operator=query.operator)
    if isinstance(query, Phrase):
        return Phrase(folded(query.query_string))
    return query


class Index(PostgresIndex):
    """Keeps bare words."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        super().add_items(model, [_Bare(obj) for obj in objs])


class SearchQueryCompiler(PostgresSearchQueryCompiler):
    """Asks for bare words."""

    def build_tsquery_content(self, query: SearchQuery, config: Any = None, invert: bool = False) -> Any:
        return super().build_tsquery_content(_bare_query(query), config=config, invert=invert)


class AutocompleteQueryCompiler(PostgresAutocompleteQueryCompiler):
    """Asks for bare words, of which the last has only begun."""

    def build_tsquery_content(self, query: SearchQuery, config: Any = None, invert: bool = False) -> Any:
        return super().build_tsquery_content(_bare_query(query), config=config, invert=invert)


class SearchBackend(PostgresSearchBackend):
    """Wagtail's search in PostgreSQL, on bare words."""

    index_class = Index
    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
