"""Feeds of the portal, of a category and of a campaign: Atom, and RSS, which local readers ask for.

Both are made of the same entries: whole texts, whole addresses, ids that stay when an address changes. There
is none by commune: articles name a place in words, and words are not a unit of the register.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from html import escape
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from tonghop.apps.publications import queries
from tonghop.apps.publications.models import PublicReport
from tonghop.web.portal import sentences
from tonghop.web.portal.drawing import articles
from tonghop.web.portal.drawn_pages import kept_until_changed
from tonghop.web.portal.models import ArticlePage, CampaignPage, CategoryPage, HomePage
from tonghop.web.portal.structured_data import address
from tonghop.web.portal.xml_signs import for_xml

IN_A_FEED = 40
EPOCH = datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())
"""When an empty feed changed last."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `id` stays for its life, `changed_at` moves with its words and with nothing else.

    `summary` is plain text, `content` HTML with whole addresses.
    """

    id: str
    title: str
    path: str
    author: str
    subject: str
    posted_at: datetime
    changed_at: datetime
    summary: str
    content: str


class Atom(Atom1Feed):
    """Atom (RFC 4287) with whole texts; an empty feed does not change with the clock."""

    def latest_post_date(self) -> Any:
        return super().latest_post_date() if self.items else EPOCH

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class Rss(Rss201rev2Feed):
    """RSS 2.0 with whole texts in the element that its readers know for them."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def latest_post_date(self) -> Any:
        return super().latest_post_date() if self.items else EPOCH

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


FORMS: dict[str, type[Atom] | type[Rss]] = {"tin.atom": Atom, "rss.xml": Rss}
"""End of a feed's address → how it is written."""


@kept_until_changed
def site_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Give the newest articles of the portal."""
    home = HomePage.objects.live().first()
    title = home.title if home else settings.WAGTAIL_SITE_NAME
    return _written(form, title, "/", map(article_entry, articles()[:IN_A_FEED]))


@kept_until_changed
def category_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the newest articles of a category."""
    page = CategoryPage.objects.live().filter(slug=slug).first()
    if page is None:
        raise Http404
    return _written(form, page.title, page.path_here, map(article_entry, articles(below=page)[:IN_A_FEED]))


@kept_until_changed
def campaign_feed(request: HttpRequest, name: str, id: str, form: str) -> HttpResponse:
    """Give what is new of a campaign: articles, public reports, corrections."""
    page = CampaignPage.objects.live().filter(pk=id).first()
    if page is None:
        raise Http404
    own = f"{page.path_here}/{form}"
    if request.path != own:
        return HttpResponsePermanentRedirect(own)
    entries = sorted(campaign_entries(page), key=lambda entry: (entry.posted_at, entry.id), reverse=True)
    return _written(form, page.title, page.path_here, entries[:IN_A_FEED])


def campaign_entries(page: CampaignPage) -> Iterator[Entry]:
    """Yield everything that was ever told of a campaign, as far as it is public."""
    for news in articles().filter(campaign=page)[:IN_A_FEED]:
        yield article_entry(news)
        yield from _corrections(news)
    if told := queries.campaign(page.campaign):
        for report in told.reports[:IN_A_FEED]:
            yield report_entry(report)


def article_entry(page: ArticlePage) -> Entry:
    """Return an article as an entry."""
    return Entry(
        id=tag(page.posted_at, f"tin:{page.pk}"),
        title=page.title,
        path=page.path_here,
        author=page.agency,
        subject=page.get_parent().title,
        posted_at=page.posted_at,
        changed_at=page.updated_at or page.posted_at,
        summary=page.lead,
        content=_html("portal/parts/feed_article.html", page.path_here, page=page),
    )


def report_entry(report: PublicReport) -> Entry:
    """Return a public report as an entry: the finding and the figures, frozen as they were issued."""
    figures, path = queries.figures_of(report), f"/bao-cao/{report.pk}"
    finding = sentences.finding(report, figures)
    again = f" (bản {report.number})" if report.number > 1 else ""
    facts = {"report": report, "figures": figures, "finding": finding}
    return Entry(
        id=tag(report.released_at, f"bao-cao:{report.pk}"),
        title=f"Báo cáo kỳ {sentences.cycle_name(report.cycle)}{again}: {report.title}",
        path=path,
        author=report.coordinator,
        subject="Báo cáo",
        posted_at=report.published_at,
        changed_at=report.published_at,
        summary=finding,
        content=_html("portal/parts/feed_report.html", path, **facts),
    )


def tag(at: datetime, name: str) -> str:
    """Return an id that stays when the address changes (RFC 4151)."""
    host = urlsplit(settings.OFFICE_ADDRESS).hostname or "localhost"
    return f"tag:{host},{timezone.localtime(at):%Y-%m-%d}:{name}"


def _corrections(page: ArticlePage) -> Iterator[Entry]:
    for block in page.corrections:
        at = _midnight(block.value["corrected_on"])
        yield Entry(
            id=tag(page.posted_at, f"dinh-chinh:{block.id}"),
            title=f"Đính chính: {page.title}",
            path=f"{page.path_here}#dinh-chinh",
            author=page.agency,
            subject="Đính chính",
            posted_at=at,
            changed_at=at,
            summary=block.value["right"],
            content=_html("portal/parts/feed_correction.html", page.path_here, page=page, one=block.value),
        )


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time()))


def _written(form: str, title: str, path: str, entries: Iterable[Entry]) -> HttpResponse:
    kind = FORMS[form]
    feed = kind(
        for_xml(title), address(path), for_xml(title), language="vi", author_name=for_xml(title),
        feed_url=address(f"{path.rstrip('/')}/{form}"),
    )  # fmt: skip
    for entry in entries:
        feed.add_item(
            title=for_xml(entry.title),
            link=address(entry.path),
            description=escape(for_xml(entry.summary), quote=False),
            author_name=for_xml(entry.author),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=timezone.localtime(entry.posted_at),
            updateddate=timezone.localtime(entry.changed_at),
            categories=[for_xml(entry.subject)],
            content=entry.content,
        )
    answer = HttpResponse(content_type=kind.content_type)
    feed.write(answer, "utf-8")
    return answer


def _html(template: str, path: str, **facts: Any) -> str:
    """Draw the words of an entry, links written whole: a feed's reader has no page to start from."""
    drawn = lxml.html.fragment_fromstring(for_xml(render_to_string(template, facts)), create_parent="div")
    drawn.make_links_absolute(address(path), resolve_base_href=False)
    return str(lxml.html.tostring(drawn, encoding="unicode"))
