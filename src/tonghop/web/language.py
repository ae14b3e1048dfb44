"""The language of a page: Vietnamese, unless the reader has chosen another (a cookie says so).

Django's own middleware asks the browser. An office's browsers are often English ones in Vietnamese hands.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class Chosen:
    """Django's middleware that speaks the chosen language while a request is answered."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = {code for code, _ in settings.LANGUAGES}
        with translation.override(chosen if chosen in known else settings.LANGUAGE_CODE):
            response = self._answer(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
            return response
