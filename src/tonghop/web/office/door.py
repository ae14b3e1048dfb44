"""The office's door: who comes in, when, and on whose behalf the database works for this one answer.

Whoever lacks the right for a page gets the same 404 as for a page that is not there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted, roles_held
from tonghop.apps.accounts.roles import RIGHTS, WITH_SECOND_FACTOR, Right, Role
from tonghop.domain.errors import Refusal
from tonghop.web.office.typed_again import after_the_session
from tonghop.web.office.vietnamese import is_english, refusal_in_english

SECOND_FACTOR = "mfa"
"""What allauth calls the second factor in the session's list of what was shown."""

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


View = Callable[..., HttpResponseBase]
"""view(request, visit, **what the address names)."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the door answers whoever is not let in, and what a rule refused: with a page, or to a program."""

    to_strangers: Callable[[HttpRequest], HttpResponse]
    without_second_factor: Callable[[HttpRequest, Person], HttpResponse]
    refused: Callable[[HttpRequest, Refusal], HttpResponse]


def entered(view: View, needs: Right | None, manner: Manner) -> View:
    """Put a view behind the door: sign-in, the right it needs, the person's own rows, refusals as answers.

    `needs` None lets everybody in who has signed in; the view's own access functions decide what they see.
    Whoever holds a mandate that a password alone does not open shows a second factor first.
    """

    @wraps(view)
    def answer(request: HttpRequest, **named: object) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, Person):
            return manner.to_strangers(request)
        at = timezone.now()
        visit = Visit(person, at, timezone.localdate(at))
        roles = roles_held(person, on=visit.on)
        if _lacks_second_factor(request, person, roles):
            return manner.without_second_factor(request, person)
        _drop_nul(request, reads_body_itself=bool(getattr(view, "csrf_exempt", False)))
        try:
            if needs is not None and not RIGHTS[needs] & roles:
                raise NoSuchThing()
            with acting_as(person):
                return view(request, visit, **named)
        except Refusal as refusal:
            return manner.refused(request, refusal)

    return answer


def _drop_nul(request: HttpRequest, *, reads_body_itself: bool) -> None:
    """Take the sign that nobody types, and that the database cannot keep, out of what an address and a form
    say; a view that looks at its upload before the body is read drops it for itself.
    """
    request.GET = _without_nul(request.GET)  # type: ignore[assignment]
    if request.method == "POST" and not reads_body_itself:
        request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _without_nul(query: QueryDict) -> QueryDict:
    if not any("\0" in text for name, texts in query.lists() for text in (name, *map(str, texts))):
        return query
    clean = QueryDict(mutable=True, encoding=query.encoding)
    for name, texts in query.lists():
        clean.setlist(name.replace("\0", ""), [str(text).replace("\0", "") for text in texts])
    return clean


def _lacks_second_factor(request: HttpRequest, person: Person, roles: frozenset[Role]) -> bool:
    if settings.DEMO or not WITH_SECOND_FACTOR & roles:
        return False
    return not has_shown_second_factor(request, person)


def has_second_factor(person: Person) -> bool:
    """Say whether somebody has a second factor; codes for the case of loss are none by themselves."""
    owned = Authenticator.objects.filter(user=person)
    return bool(owned.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def has_shown_second_factor(request: HttpRequest, person: Person) -> bool:
    """Say whether this session has shown a second factor, and the person still has one."""
    shown = [record["method"] for record in get_authentication_records(request, person)]
    return SECOND_FACTOR in shown and has_second_factor(person)


def _ask_for_second_factor(request: HttpRequest, person: Person) -> HttpResponse:
    """Lead to where a second factor is shown, or set up first."""
    if not has_second_factor(person):
        return redirect("mfa_index")
    back = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("my-work")
    return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")


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
    return refusal_in_english(refusal) if is_english() else refusal.vietnamese


PAGE = Manner(after_the_session, _ask_for_second_factor, refused)
