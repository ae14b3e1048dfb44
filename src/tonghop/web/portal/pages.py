"""Pages at their addresses: led on where the address was another, gone with the reason where withdrawn."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from wagtail.models import Page

from tonghop.web.portal.drawing import facts_of, frame
from tonghop.web.portal.drawn_pages import kept_until_changed
from tonghop.web.portal.models import (
    AnswersPage,
    ArticlePage,
    CampaignPage,
    CategoryPage,
    DocumentPage,
    HomePage,
    PortalPage,
)

KINDS: dict[str, type[PortalPage]] = {
    "tin": ArticlePage,
    "chien-dich": CampaignPage,
    "van-ban": DocumentPage,
    "giai-dap": AnswersPage,
}
"""First part of an address → the pages below it. Last in the address stands the page's id, which stays."""

LARGEST_ID = 2**31 - 1


@kept_until_changed
def home(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    return _drawn(request, HomePage.objects.live().first())


@kept_until_changed
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a category with its articles."""
    return _drawn(request, CategoryPage.objects.live().filter(slug=slug).first())


@kept_until_changed
def named(request: HttpRequest, kind: str, rest: str) -> HttpResponse:
    """Show the page whose id ends an address; another spelling leads to the right one (301)."""
    ending = rest.rpartition("-")[2]
    id = int(ending) if ending.isascii() and ending.isdigit() and len(ending) <= 10 else 0
    page = KINDS[kind].objects.live().filter(pk=id).first() if 0 < id <= LARGEST_ID else None
    if page is not None and not page.is_withdrawn and request.path != page.path_here:
        return HttpResponsePermanentRedirect(page.path_here)
    return _drawn(request, page)


def _drawn(request: HttpRequest, page: Page | None) -> HttpResponse:
    if page is None:
        raise Http404
    if page.is_withdrawn:
        facts = frame(request, "Bài đã được rút", page.path_here) | {"page": page, "no_index": True}
        return render(request, "portal/withdrawn.html", facts, status=HTTPStatus.GONE)
    return render(request, page.get_template(request), facts_of(page, request))
