"""The sitemap for search engines: an index of files by kind of page, the news of two days, and robots.txt."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tonghop.apps.publications import queries
from tonghop.apps.publications.models import PublicReport
from tonghop.web.portal.drawing import articles, campaign_pages, site_name
from tonghop.web.portal.models import (
    AboutPage,
    AnswersPage,
    ArticlePage,
    CategoryPage,
    DocumentPage,
    HomePage,
)
from tonghop.web.portal.structured_data import address
from tonghop.web.portal.xml_signs import for_xml

IN_A_FILE = 50_000
"""Addresses of one file at most, by the protocol."""

NEWS_LAST = timedelta(hours=48)
MOST_NEWS = 1000
WORDS = ("body", "papers", "places", "corrections")
"""What of an article its address does not need."""

CLOSED = ("/van-phong/", "/bien-tap/", "/tai-khoan/", "/tim-kiem/", "/xac-minh/?ma=", "/hien-thi/")
"""Where robots find nothing for others: the office, drafts, answers to what somebody typed."""


@dataclass(frozen=True, slots=True)
class Place:
    """One address of a sitemap, and when what stands there changed last, where that is known."""

    path: str
    changed_at: datetime | None


def index(request: HttpRequest) -> HttpResponse:
    """List the files of the sitemap, each with when something in it changed last."""
    files = [
        (address(f"/sitemap-{kind}-{number}.xml"), _latest(one.changed_at for one in part))
        for kind, places in KINDS.items()
        for number, part in enumerate(_parts(places()), 1)
    ]
    return _xml(request, "portal/sitemap_index.xml", {"files": files})


def file(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """List the addresses of one kind of page, 50,000 to a file."""
    parts = _parts(KINDS[kind]()) if kind in KINDS else []
    if not 0 < int(number) <= len(parts):
        raise Http404
    entries = [(address(one.path), one.changed_at) for one in parts[int(number) - 1]]
    return _xml(request, "portal/sitemap.xml", {"entries": entries})


def news(request: HttpRequest) -> HttpResponse:
    """List the articles of the last two days, as news search asks for them."""
    found = [
        (address(page.path_here), page.posted_at, for_xml(page.title)) for page in newest(timezone.now())
    ]
    return _xml(request, "portal/sitemap_news.xml", {"found": found, "publication": for_xml(site_name())})


def newest(at: datetime) -> "QuerySet[ArticlePage]":
    """Return the articles that were posted in the 48 hours before an instant."""
    return articles().filter(posted_at__gt=at - NEWS_LAST, posted_at__lte=at).defer(*WORDS)[:MOST_NEWS]


def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots where they need not look, and where the sitemaps are."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        "",
        *(f"Sitemap: {address(path)}" for path in ("/sitemap.xml", "/sitemap-tin.xml")),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _few() -> Iterator[Place]:
    """Yield the pages that are few. A list changed when the newest that stands in it did."""
    for home in HomePage.objects.live():
        yield Place("/", _latest([home.last_published_at, _newest_of(articles())]))
    for category in CategoryPage.objects.live().order_by("pk"):
        yield Place(
            category.path_here, _latest([category.last_published_at, _newest_of(articles(below=category))])
        )
    published_at = {report.campaign: report.published_at for report in queries.campaigns()}
    for page in campaign_pages():
        yield Place(page.path_here, _latest([page.last_published_at, published_at[page.campaign]]))
    for answers in AnswersPage.objects.live().order_by("pk"):
        yield Place(answers.path_here, answers.last_published_at)
    for about in AboutPage.objects.live():
        yield Place(about.path_here, about.last_published_at)
        if about.has_english:
            yield Place(AboutPage.PATH_IN_ENGLISH, about.last_published_at)
    yield Place("/du-lieu/", queries.changed_at())
    for path in ("/van-ban/", "/dinh-chinh/", "/xac-minh/"):
        yield Place(path, None)


def _articles() -> Iterator[Place]:
    for page in articles().order_by("pk").defer(*WORDS):
        yield Place(page.path_here, page.last_published_at)


def _documents() -> Iterator[Place]:
    for page in DocumentPage.objects.live().order_by("pk").defer("bases"):
        yield Place(page.path_here, page.last_published_at)


def _reports() -> Iterator[Place]:
    for report in PublicReport.objects.order_by("released_at", "pk"):
        yield Place(f"/bao-cao/{report.pk}", report.published_at)


KINDS: Mapping[str, Callable[[], Iterable[Place]]] = {
    "trang": _few,
    "bai-viet": _articles,
    "van-ban": _documents,
    "bao-cao": _reports,
}
"""Name of a file → what stands in it, the oldest first, so that a full file stays as it is."""


def _parts(places: Iterable[Place]) -> list[Sequence[Place]]:
    told = list(places)
    return [told[start : start + IN_A_FILE] for start in range(0, len(told), IN_A_FILE)]


def _newest_of(shown: "QuerySet[ArticlePage]") -> datetime | None:
    at: datetime | None = shown.order_by().aggregate(at=Max("last_published_at"))["at"]
    return at


def _latest(instants: Iterable[datetime | None]) -> datetime | None:
    return max((at for at in instants if at is not None), default=None)


def _xml(request: HttpRequest, template: str, facts: dict[str, Any]) -> HttpResponse:
    return render(request, template, facts, content_type="application/xml; charset=utf-8")
