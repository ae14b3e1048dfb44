"""Pages at their addresses: led on where the address was another, gone with the reason where withdrawn."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from wagtail.models import Page

from tonghop.web.portal.drawing import facts_of, frame
from tonghop.web.portal.drawn_pages import kept_until_changed
from tonghop.web.portal.gone import DELETED, Gone, gone
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
    page = CategoryPage.objects.live().filter(slug=slug).first()
    hidden = CategoryPage.objects.filter(slug=slug).first() if page is None else None
    return _drawn(request, page, gone(CategoryPage, hidden.pk) if hidden else None)


@kept_until_changed
def named(request: HttpRequest, kind: str, rest: str) -> HttpResponse:
    """Show the page whose id ends an address; another spelling leads to the right one (301)."""
    ending = rest.rpartition("-")[2]
    id = int(ending) if ending.isascii() and ending.isdigit() and len(ending) <= 10 else 0
    if not 0 < id <= LARGEST_ID:
        raise Http404
    page = KINDS[kind].objects.live().filter(pk=id).first()
    if page is not None and not page.is_withdrawn and request.path != page.path_here:
        return HttpResponsePermanentRedirect(page.path_here)
    return _drawn(request, page, gone(KINDS[kind], id) if page is None else None)


def deleted(request: HttpRequest) -> HttpResponse:
    """Say that a page was here and was deleted, nobody knows when."""
    return _said_gone(request, Gone(None, DELETED))


def not_found(request: HttpRequest) -> HttpResponse:
    """Say that nothing is here, with the ways to what there is."""
    facts = frame(request, "Không có trang này", "/") | {"no_index": True}
    return render(request, "portal/not_found.html", facts, status=HTTPStatus.NOT_FOUND)


def _drawn(request: HttpRequest, page: Page | None, missing: Gone | None = None) -> HttpResponse:
    if page is None and missing is not None:
        return _said_gone(request, missing)
    if page is None:
        raise Http404
    if page.is_withdrawn:
        facts = frame(request, "Bài đã được rút", page.path_here) | {"page": page, "no_index": True}
        return render(request, "portal/withdrawn.html", facts, status=HTTPStatus.GONE)
    return render(request, page.get_template(request), facts_of(page, request))


def _said_gone(request: HttpRequest, missing: Gone) -> HttpResponse:
    facts = frame(request, "Trang không còn được đăng", request.path) | {"gone": missing, "no_index": True}
    return render(request, "portal/gone.html", facts, status=HTTPStatus.GONE)
