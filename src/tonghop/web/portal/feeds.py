"""For machines: Atom per site and category, the sitemap, robots."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from tonghop.apps.publications import queries
from tonghop.apps.publications.models import PublicReport
from tonghop.web.portal.drawing import articles, campaign_pages
from tonghop.web.portal.models import AnswersPage, ArticlePage, CategoryPage, DocumentPage, HomePage
from tonghop.web.portal.structured_data import address

IN_A_FEED = 40
IN_A_SITEMAP = 50_000


def site_feed(request: HttpRequest) -> HttpResponse:
    """Give the newest articles of the portal."""
    home = HomePage.objects.live().first()
    return _atom(
        home.title if home else settings.WAGTAIL_SITE_NAME, "/", "/tin.atom", list(articles()[:IN_A_FEED])
    )


def category_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the newest articles of a category."""
    page = CategoryPage.objects.live().filter(slug=slug).first()
    if page is None:
        raise Http404
    found = articles(below=page)[:IN_A_FEED]
    return _atom(page.title, page.path_here, f"{page.path_here}tin.atom", list(found))


def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public address with the day on which it changed last."""
    pages = [
        *HomePage.objects.live(), *CategoryPage.objects.live(), *campaign_pages(),
        *DocumentPage.objects.live(), *AnswersPage.objects.live(),
        *articles().defer("body", "papers", "places", "corrections")[:IN_A_SITEMAP],
    ]  # fmt: skip
    reports = list(PublicReport.objects.order_by("-published_at")[:IN_A_SITEMAP])
    entries = [
        *((address(page.path_here), page.last_published_at) for page in pages),
        *((address(f"/bao-cao/{report.pk}"), report.published_at) for report in reports),
        (address("/du-lieu/"), queries.changed_at()),
        (address("/xac-minh/"), None),
        (address("/van-ban/"), None),
        (address("/dinh-chinh/"), None),
    ]
    found = {"entries": entries[:IN_A_SITEMAP]}
    return render(request, "portal/sitemap.xml", found, content_type="application/xml; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots where they need not look."""
    closed = ("/van-phong/", "/bien-tap/", "/tai-khoan/", "/xac-minh/?", "/tim-kiem/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {address('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _atom(title: str, path: str, own: str, found: Sequence[ArticlePage]) -> HttpResponse:
    """Write a feed by RFC 4287. `updated` moves with the words of an article and with nothing else."""
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    out = XMLGenerator(answer, "utf-8", short_empty_elements=True)
    out.startDocument()
    out.startElement("feed", AttributesImpl({"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "vi"}))
    _element(out, "title", title)
    _element(out, "id", address(path))
    _element(out, "updated", _instant(max(map(_changed_at, found), default=EPOCH)))
    _element(out, "link", "", rel="self", type="application/atom+xml", href=address(own))
    _element(out, "link", "", rel="alternate", type="text/html", href=address(path))
    for page in found:
        out.startElement("entry", AttributesImpl({}))
        _element(out, "title", page.title)
        _element(out, "id", _tag(page))
        _element(out, "link", "", rel="alternate", type="text/html", href=address(page.path_here))
        _element(out, "published", _instant(page.posted_at))
        _element(out, "updated", _instant(_changed_at(page)))
        out.startElement("author", AttributesImpl({}))
        _element(out, "name", page.agency)
        out.endElement("author")
        _element(out, "summary", page.lead)
        _element(out, "content", render_to_string("portal/parts/body.html", {"page": page}), type="html")
        out.endElement("entry")
    out.endElement("feed")
    out.endDocument()
    return answer


EPOCH = datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())
"""When an empty feed changed last."""


def _element(out: XMLGenerator, name: str, text: str, **attributes: str) -> None:
    out.startElement(name, AttributesImpl(attributes))
    # Signs that XML cannot hold are nobody's words: they come from files that were pasted.
    out.characters("".join(sign for sign in text if sign >= " " or sign in "\t\n\r"))
    out.endElement(name)


def _changed_at(page: ArticlePage) -> datetime:
    return page.updated_at or page.posted_at


def _instant(at: datetime) -> str:
    return timezone.localtime(at).isoformat()


def _tag(page: ArticlePage) -> str:
    """Return an id that stays when the address changes (RFC 4151)."""
    host = urlsplit(settings.OFFICE_ADDRESS).hostname or "localhost"
    return f"tag:{host},{timezone.localtime(page.posted_at):%Y-%m-%d}:tin:{page.pk}"
