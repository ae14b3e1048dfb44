"""From a published page to the rows by which it is found, written where it goes out and is taken back.

Wagtail says when: a page is published, or taken off; a page that is deleted takes its rows along. That is in
the transaction of the change itself, so that nothing is found before, and nothing after.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail.rich_text import RichText, get_text_for_indexing

from tonghop.domain.directives.citations import find_citations
from tonghop.web.portal.blocks import MISTAKE
from tonghop.web.portal.indexed import CitedPaper, Searchable
from tonghop.web.portal.models import AnswersPage, ArticlePage, CampaignPage, DocumentPage, PortalPage
from tonghop.web.portal.search_words import bare, number_key, numbers_in, spelled, tidied, vector
from tonghop.web.portal.sentences import day

Kind = Searchable.Kind
ALL = (ArticlePage, DocumentPage, CampaignPage, AnswersPage)
"""The kinds of pages that are found."""

WITHIN_AN_ANSWER = "muc"
CORRECTIONS = "dinh-chinh"
"""Where in a page its answers and corrections stand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found in a page; `symbols` are numbers of documents that it names, in any spelling."""

    kind: str
    title: str
    words: Sequence[str]
    on: date
    place: int = 0
    anchor: str = ""
    agency: str = ""
    number: str = ""
    symbols: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that a page stands on, as its number and day say, or as its editor chose."""

    number: str
    dated_on: date | None
    chosen: int | None = None


def index(page: Page) -> None:
    """Write anew what is found of a page; of one that is not public, nothing."""
    leave_out(page)
    if not isinstance(page, ALL) or not page.live or page.is_withdrawn:
        return
    Searchable.objects.bulk_create(_row(page, entry) for entry in entries_of(page))
    CitedPaper.objects.bulk_create(
        CitedPaper(page_id=page.pk, number=one.number, dated_on=one.dated_on, chosen_id=one.chosen)
        for one in cited_by(page)
    )


def leave_out(page: Page) -> None:
    """Let nothing of a page be found."""
    Searchable.objects.filter(page_id=page.pk).delete()
    CitedPaper.objects.filter(page_id=page.pk).delete()


def index_everything() -> int:
    """Write the rows of all public pages anew, and return how many pages there are."""
    Searchable.objects.all().delete()
    CitedPaper.objects.all().delete()
    count = 0
    for kind in ALL:
        for page in kind.objects.live().iterator(chunk_size=100):
            index(page)
            count += 1
    return count


def on_published(sender: object, instance: Page, **named: object) -> None:
    """Write the rows of a page that went out."""
    index(instance.specific)


def on_unpublished(sender: object, instance: Page, **named: object) -> None:
    """Take the rows of a page away that was taken off."""
    leave_out(instance)


def entries_of(page: PortalPage) -> Iterator[Entry]:
    """Yield what is to be found of a page."""
    if isinstance(page, ArticlePage):
        yield from _article(page)
    elif isinstance(page, DocumentPage):
        yield _document(page)
    elif isinstance(page, CampaignPage):
        yield Entry(Kind.CAMPAIGN, page.title, (page.intro,), _first_day(page))
    elif isinstance(page, AnswersPage):
        yield from _answers(page)


def cited_by(page: PortalPage) -> Iterator[Cited]:
    """Yield the documents that a page stands on."""
    papers = page.papers if isinstance(page, ArticlePage) else getattr(page, "bases", ())
    for block in papers:
        value = block.value
        chosen = value.get("page")
        yield Cited(number_key(value["symbol"]), value.get("dated_on"), chosen.pk if chosen else None)
    for block in getattr(page, "entries", ()):
        yield from cited_in(block.value["paper"])


def cited_in(text: str) -> Iterator[Cited]:
    """Yield the documents that words name by number: "Kế hoạch số 12/KH-UBND ngày 10/01/2023"."""
    for one in find_citations(text):
        dated_on = date.fromisoformat(one.date) if one.date and len(one.date) == 10 else None
        yield Cited(number_key(one.symbol), dated_on)


def _article(page: ArticlePage) -> Iterator[Entry]:
    papers = [block.value for block in page.papers]
    places = [block.value for block in page.places]
    posted_on = timezone.localtime(page.posted_at).date()
    yield Entry(
        Kind.ARTICLE,
        page.title,
        (
            page.lead, *_words_of(page.body), page.agency,
            *(word for value in papers for word in _paper(value)),
            *(f"{value['written']}, nay là {value['now']}" for value in places),
        ),
        posted_on,
        agency=page.agency,
        symbols=[value["symbol"] for value in papers],
    )  # fmt: skip
    for place, block in enumerate(page.corrections, 1):
        value = block.value
        words = (value["right"], f"(đã viết: {value['was']})" if value.get("was") else "")
        yield Entry(
            Kind.CORRECTION, page.title, words, value["corrected_on"], place, CORRECTIONS, page.agency
        )


def _document(page: DocumentPage) -> Entry:
    bases = [block.value for block in page.bases]
    words = (page.kind, "số", page.symbol, f"ngày {day(page.dated_on)}", page.issuer, page.abstract,
             page.ended_by, *(word for value in bases for word in _paper(value)))  # fmt: skip
    symbols = [page.symbol, *(value["symbol"] for value in bases)]
    return Entry(
        Kind.DOCUMENT, page.title, words, page.dated_on, agency=page.issuer, number=number_key(page.symbol),
        symbols=symbols,
    )  # fmt: skip


def _answers(page: AnswersPage) -> Iterator[Entry]:
    yield Entry(Kind.ANSWER, page.title, (page.intro,), _first_day(page))
    for place, block in enumerate(page.entries, 1):
        value = block.value
        kind = Kind.CORRECTION if value["nature"] == MISTAKE else Kind.ANSWER
        words = (_text(value["answer"]), value["paper"])
        yield Entry(
            kind, value["question"], words, value["answered_on"], place, f"{WITHIN_AN_ANSWER}-{place}"
        )


def _paper(value: Any) -> Iterator[str]:
    yield " ".join(str(value.get(name) or "") for name in ("kind", "symbol", "issuer", "abstract"))


def _words_of(body: Any) -> Iterator[str]:
    """Yield the words of a body's blocks: what readers see of them, and no label of ours."""
    for block in body:
        value = block.value
        if block.block_type == "heading":
            yield value["text"]
        elif block.block_type == "figure":
            yield value["caption"]
        elif block.block_type == "quote":
            yield f"{value['text']} {value['source']}"
        elif block.block_type == "table":
            yield from (str(column["heading"]) for column in value.columns)
            yield from (str(cell.value or "") for row in value.rows for cell in row)
        else:
            yield _text(value)


def _text(value: RichText) -> str:
    return get_text_for_indexing(value.source)


def _first_day(page: PortalPage) -> date:
    return timezone.localtime(page.first_published_at or page.last_published_at or timezone.now()).date()


def _row(page: PortalPage, entry: Entry) -> Searchable:
    title, text = tidied(entry.title), tidied("\n".join(entry.words))
    keys = sorted({*map(number_key, entry.symbols), *numbers_in(f"{title} {text}")})
    of_title, of_all = spelled(title), spelled(f"{title} {text}")
    return Searchable(
        page_id=page.pk,
        kind=entry.kind,
        place=entry.place,
        anchor=entry.anchor,
        path=page.path_here,
        title=title,
        text=text,
        day=entry.on,
        agency=tidied(entry.agency),
        number=entry.number,
        title_exact=vector(of_title),
        title_bare=vector([bare(word) for word in of_title]),
        exact=vector(of_all, keys),
        bare=vector([bare(word) for word in of_all], keys),
    )
