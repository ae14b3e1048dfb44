"""Papers that pages name, led to where they can be read: the document of the same number and day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tonghop.web.portal.indexed import CitedPaper, Searchable
from tonghop.web.portal.indexing import Cited, cited_in
from tonghop.web.portal.models import AnswersPage, ArticlePage, DocumentPage
from tonghop.web.portal.search_words import number_key

MOST_SHOWN = 50
"""So many pages at most are listed as standing on one document, the newest first."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a page, and the address of its document on the portal, empty where there is none."""

    value: Mapping[str, Any]
    href: str


@dataclass(frozen=True, slots=True)
class StandOn:
    """What stands on a document."""

    documents: Sequence[DocumentPage]
    articles: Sequence[ArticlePage]
    answers: Sequence[AnswersPage]


def papers(blocks: Iterable[Any]) -> Sequence[Paper]:
    """Return papers with addresses: of the page that an editor chose, else of the one number and day name."""
    values = [block.value for block in blocks]
    named = [Cited(number_key(value["symbol"]), value.get("dated_on")) for value in values]
    known = paths_of([one for one in named if one.dated_on is not None])
    return [
        Paper(value, _chosen(value.get("page")) or known.get(one, ""))
        for value, one in zip(values, named, strict=True)
    ]


def path_named_in(text: str) -> str:
    """Return the address of the one document that words name, empty where none or several fit."""
    named = list(cited_in(text)) or [Cited(number_key(text), None)]
    return paths_of(named[:1]).get(named[0], "") if len(named) == 1 else ""


def paths_of(named: Sequence[Cited]) -> Mapping[Cited, str]:
    """Return the addresses of documents by number, and by day where it is told; where two fit, none."""
    found = Searchable.objects.filter(
        kind=Searchable.Kind.DOCUMENT, number__in={one.number for one in named if one.number}, page__live=True
    ).values_list("number", "day", "path")
    rows = list(found) if named else []
    told: dict[Cited, str] = {}
    for one in named:
        fit = [path for number, day, path in rows if number == one.number and one.dated_on in (None, day)]
        if len(fit) == 1:
            told[one] = fit[0]
    return told


def standing_on(document: DocumentPage) -> StandOn:
    """Return the published pages that stand on a document: chosen by an editor, or by its number and day."""
    number = number_key(document.symbol)
    by_number = Q(chosen=None, number=number, dated_on=document.dated_on)
    twins = Searchable.objects.filter(
        kind=Searchable.Kind.DOCUMENT, number=number, day=document.dated_on, page__live=True
    ).exclude(page_id=document.pk)
    fits = Q(chosen=document.pk) if twins.exists() else Q(chosen=document.pk) | by_number
    pages = CitedPaper.objects.filter(fits).exclude(page_id=document.pk).values("page_id")
    documents: QuerySet[DocumentPage] = DocumentPage.objects.live().filter(pk__in=pages)
    articles: QuerySet[ArticlePage] = ArticlePage.objects.live().filter(pk__in=pages, withdrawn_on=None)
    answers: QuerySet[AnswersPage] = AnswersPage.objects.live().filter(pk__in=pages)
    return StandOn(
        list(documents.order_by("-dated_on", "-pk")[:MOST_SHOWN]),
        list(articles.order_by("-posted_at", "-pk")[:MOST_SHOWN]),
        list(answers.order_by("title")[:MOST_SHOWN]),
    )


def _chosen(page: Any) -> str:
    return str(page.specific.path_here) if page is not None and page.live else ""
