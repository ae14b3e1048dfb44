"""A session ends some hours after its last request; that it was used is written down every few minutes.

Django's own setting writes the session anew with every request: one more transaction, which waits for the
disk, for a word of which nobody needs the second.
"""

from collections.abc import Callable
from time import time

from django.http import HttpRequest, HttpResponse

PROLONGED_EVERY_SECONDS = 5 * 60
_PROLONGED_AT = "prolonged_at"


class Prolonging:
    """Django's middleware below that of the sessions: what it changes is saved, with a new end."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        session = request.session
        if session.accessed and not session.is_empty():
            now = int(time())
            if now - session.get(_PROLONGED_AT, 0) >= PROLONGED_EVERY_SECONDS:
                session[_PROLONGED_AT] = now
        return response
