"""Old articles into drafts: nothing of them is public before two people have looked at it."""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.domain.directives.citations import Citation
from tonghop.web.portal.models import ArticlePage, CategoryPage, HomePage
from tonghop.web.portal.old_addresses import keep, path_of
from tonghop.web.portal.old_articles import OldArticle
from tonghop.web.portal.old_places import PlaceNote
from tonghop.web.portal.short_names import short_name

UNSORTED = "Chưa phân loại"
NOBODY_SAID = "Chưa rõ cơ quan"


def write_draft(
    old: OldArticle, places: Iterable[PlaceNote], *, agency: str, at: datetime, address: str = ""
) -> ArticlePage:
    """Write a draft of an old article below its category, which is made where there is none (a draft too).

    The `address` that it had leads to it from its publication on.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    page = ArticlePage(
        title=old.title[:255],
        slug=short_name(old.title),
        live=False,
        lead=old.lead[:1000],
        posted_at=old.posted_at.replace(tzinfo=zone) if old.posted_at else at,
        agency=(old.agency or agency or NOBODY_SAID)[:200],
        body=[("paragraph", f"<p>{escape(text)}</p>") for text in _words(old)],
        papers=[("paper", _paper(one)) for one in old.citations],
        places=[
            ("place", {"written": one.written, "now": one.now, "since": one.since, "source": one.source})
            for one in places
        ],
    )
    with acting_by_itself(), transaction.atomic():
        below = _category(old.category or UNSORTED)
        taken = set(below.get_children().values_list("slug", flat=True))
        page.slug = next(name for name in _names(page.slug) if name not in taken)
        below.add_child(instance=page)
        page.save_revision()
        if path := path_of(address):
            keep(path, page=page, at=at)
    return page


def _words(old: OldArticle) -> tuple[str, ...]:
    """Return the paragraphs below the lead; a lead too long for its box stands whole among them."""
    return old.paragraphs if len(old.lead) <= 1000 else (old.lead, *old.paragraphs)


def _names(name: str) -> Iterable[str]:
    yield name
    yield from (f"{name}-{number}" for number in range(2, 10_000))


def _category(title: str) -> CategoryPage:
    found = CategoryPage.objects.filter(title__iexact=title).first()
    if found is None:
        found = CategoryPage(title=title, slug=short_name(title), live=False)
        HomePage.objects.get().add_child(instance=found)
        found.save_revision()
    return found


def _paper(one: Citation) -> dict[str, object]:
    return {
        "symbol": one.symbol[:100],
        "kind": (one.kind or "").capitalize()[:100],
        "issuer": (one.issuer or "")[:200],
        "dated_on": one.date if one.date and len(one.date) == 10 else None,
        "abstract": "",
        "page": None,
        "file": None,
    }
