"""The office's door: who comes in, when, and on whose behalf the database works for this one answer.

Whoever lacks the right for a page gets the same 404 as for a page that is not there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from http import HTTPStatus
from types import MappingProxyType

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted, has_right
from tonghop.apps.accounts.roles import Right
from tonghop.domain.errors import Refusal

REFUSALS: Mapping[type[Refusal], HTTPStatus] = MappingProxyType(
    {
        NoSuchThing: HTTPStatus.NOT_FOUND,
        NotPermitted: HTTPStatus.NOT_FOUND,
        Refusal: HTTPStatus.CONFLICT,
    }
)
"""From refusal to status; a refusal that is not listed answers as the nearest class above it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, and when: `on` is the day in Vietnam."""

    person: Person
    at: datetime
    on: date


View = Callable[..., HttpResponse]
"""view(request, visit, **what the address names)."""


def entered(view: View, needs: Right | None) -> View:
    """Put a view behind the door: sign-in, the right it needs, the person's own rows, refusals as answers.

    `needs` None lets everybody in who has signed in; the view's own access functions decide what they see.
    """

    @wraps(view)
    def answer(request: HttpRequest, **named: object) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person):
            return redirect_to_login(request.get_full_path())
        at = timezone.now()
        visit = Visit(person, at, timezone.localdate(at))
        try:
            with acting_as(person):
                if needs is not None and not has_right(person, needs, on=visit.on):
                    raise NoSuchThing()
                return view(request, visit, **named)
        except Refusal as refusal:
            return refused(request, refusal)

    return answer


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer with what a rule said, and what to do next."""
    status = status_of(refusal)
    if status == HTTPStatus.NOT_FOUND:
        raise Http404
    return render(request, "office/refused.html", {"sentence": sentence(refusal)}, status=status)


def status_of(refusal: Refusal) -> HTTPStatus:
    """Return the HTTP status of a refusal."""
    return next(REFUSALS[kind] for kind in type(refusal).__mro__ if kind in REFUSALS)


def sentence(refusal: Refusal) -> str:
    """Return what a refusal says in the reader's language."""
    return refusal.english if translation.get_language() == "en" else refusal.vietnamese
