"""The public's door: a visitor sees no row of the office; what has not changed is not sent again."""

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from tonghop.apps.accounts.acting import acting_as_visitor
from tonghop.apps.foundations.queries import readiness
from tonghop.web import status

View = Callable[..., HttpResponse]


def visiting(view: View) -> View:
    """Put a view before the public's door.

    What is cached is asked about each time, by a hash of what it says: never stale after a release. Where the
    database is away, the page says how the program is (503).
    """

    # It changes nothing: whoever posts is told that, and not that a token is missing.
    # No page of the portal holds a secret, so that its length when compressed tells nobody anything.
    @csrf_exempt
    @gzip_page
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **named: object) -> HttpResponse:
        try:
            response = _seen(view, request, named)
        except DatabaseError:
            ready = readiness()
            if ready.database_answers and ready.tables_are_current:
                raise
            return status.page(request)
        response.headers.setdefault("Cache-Control", "public, no-cache")
        patch_vary_headers(response, ["Cookie"])
        if response.status_code != 200 or response.streaming:
            return response
        tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        if tag in request.headers.get("If-None-Match", ""):
            unchanged = HttpResponseNotModified()
            for name in ("Cache-Control", "Vary"):
                unchanged.headers[name] = response.headers[name]
            unchanged.headers["ETag"] = tag
            return unchanged
        response.headers["ETag"] = tag
        return response

    return answer


def _seen(view: View, request: HttpRequest, named: Mapping[str, object]) -> HttpResponse:
    with acting_as_visitor():
        response = view(request, **named)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        return response
