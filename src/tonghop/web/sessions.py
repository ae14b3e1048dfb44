"""A session ends some hours after its last request; that it was used is written down every few minutes.

Django's own setting writes the session anew with every request: one more transaction, which waits for the
disk, for a word of which nobody needs the second.
"""

from collections.abc import Callable
from time import time

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tonghop.apps.foundations import rows

PROLONGED_EVERY_SECONDS = 5 * 60
_PROLONGED_AT = "prolonged_at"


class SessionStore(db.SessionStore):
    """Django's sessions in the database, found by a statement that was made once: each request needs one."""

    def _get_session_from_db(self) -> Session | None:
        found = rows.find(Session, self.session_key)
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found


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
