"""The public's door: a visitor sees no row of the office; what has not changed is not sent again."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from tonghop.apps.accounts.acting import acting_as_visitor

View = Callable[..., HttpResponse]


def visiting(view: View) -> View:
    """Put a view before the public's door.

    What is cached is asked about each time, by a hash of what it says: never stale after a release.
    """

    # No page of the portal holds a secret, so that its length when compressed tells nobody anything.
    @gzip_page
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **named: object) -> HttpResponse:
        with acting_as_visitor():
            response = view(request, **named)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
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
