"""The public's door: a visitor sees no row of the office; what has not changed is not drawn or sent again."""

from collections.abc import Callable, Mapping
from functools import wraps

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from tonghop.apps.accounts.acting import acting_as_visitor
from tonghop.apps.foundations.queries import readiness
from tonghop.web import status
from tonghop.web.portal import visits
from tonghop.web.portal.drawn_pages import PAGES, DrawnPages, drawing_of, drawn, may_be_kept

View = Callable[..., HttpResponse]


def visiting(view: View, pages: DrawnPages = PAGES) -> View:
    """Put a view before the public's door.

    A page that was kept is answered while the edition of what is public is the one it was drawn under;
    browsers ask each time, by a hash of what it says: never stale after a release. Where the database is
    away, the page says how the program is (503).
    """

    # It changes nothing: whoever posts is told that, and not that a token is missing.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **named: object) -> HttpResponse:
        try:
            return _answered(view, request, named, pages)
        except DatabaseError:
            ready = readiness()
            if ready.database_answers and ready.tables_are_current:
                raise
            return status.page(request)

    return answer


def _answered(
    view: View, request: HttpRequest, named: Mapping[str, object], pages: DrawnPages
) -> HttpResponse:
    drawing = drawing_of(view, request)
    page = pages.find(drawing) if drawing else None
    if page is None:
        response = _seen(view, request, named)
        response.headers.setdefault("Cache-Control", "public, no-cache")
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        if response.status_code != 200 or response.streaming:
            return response
        page = drawn(response)
        if drawing and may_be_kept(request, response):
            pages.keep(drawing, page)
    visits.count(request, page)
    return page.answer(request)


def _seen(view: View, request: HttpRequest, named: Mapping[str, object]) -> HttpResponse:
    with acting_as_visitor():
        response = view(request, **named)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        return response
