"""Addresses under which pages were read before: of an earlier portal, of a category that was renamed."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri

from tonghop.apps.accounts.acting import acting_as_visitor

LONGEST = 500
INSIDE = ("/van-phong/", "/bien-tap/", "/tai-khoan/", "/tuy-chon/", "/static/")
"""Where the office says itself that it has no such page."""


def path_of(address: str) -> str:
    """Return what stands behind the host of an address; "" where there is nothing to lead on from.

    >>> path_of("https://cong.example/tin.aspx?ItemID=12#dau"), path_of("/"), path_of("http://[")
    ('/tin.aspx?ItemID=12', '', '')
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = iri_to_uri(parts.path + (f"?{parts.query}" if parts.query else ""))
    is_one = path.startswith("/") and path != "/" and len(path) <= LONGEST and path.isprintable()
    return path if is_one else ""


def keep(path: str, *, page: Any, at: datetime) -> None:
    """Keep an address that leads to a page from now on; the newest word counts."""
    from tonghop.web.portal.models import OldAddress

    OldAddress.objects.update_or_create(path=path, defaults={"page_id": page.pk, "kept_at": at})


def keep_of_renamed(*, sender: Any, instance: Any, instance_before: Any, **named: Any) -> None:
    """Keep the address of a category that was public under another name; Wagtail's page_slug_changed."""
    from django.utils import timezone

    from tonghop.web.portal.models import CategoryPage

    if isinstance(instance_before, CategoryPage) and instance_before.live:
        keep(instance_before.path_here, page=instance, at=timezone.now())


class LeadingOn:
    """Middleware: where nothing is found, an address of before leads to what it became (301), or says
    that this page was deleted (410); else the portal says that it has no such page. What is found is never
    asked about.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in ("GET", "HEAD"):
            return response
        return self._of_before(request) or response

    def _of_before(self, request: HttpRequest) -> HttpResponse | None:
        from tonghop.web.portal.models import OldAddress
        from tonghop.web.portal.pages import deleted, not_found

        whole = request.get_full_path()
        asked = [path for path in {whole, whole.partition("?")[0]} if len(path) <= LONGEST]
        try:
            with acting_as_visitor():
                found = (
                    OldAddress.objects.filter(path__in=asked).select_related("page").order_by("-path").first()
                )
                if found is None:
                    return None if request.path.startswith(INSIDE) else not_found(request)
                if found.page is None:
                    return deleted(request)
                page = found.page.specific
        except DatabaseError:
            return None
        was_public = page.live or page.first_published_at is not None
        return HttpResponsePermanentRedirect(page.path_here) if was_public else None
