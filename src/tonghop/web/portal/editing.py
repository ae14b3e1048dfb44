"""Wagtail's editing pages behind the office's own door: its sign-in, its second factor, its mandates.

What somebody may do in Wagtail hangs on Django's groups; here a group follows from the mandates of the day,
at each request, so that there is no second list of who may. Nobody holds Wagtail's right to publish: pages go
out by review alone (reviewing.py). Wagtail's own sign-in, passwords and accounts have no address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin import urls as of_wagtail
from wagtail.utils.urlpatterns import decorate_urlpatterns

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import roles_held
from tonghop.apps.accounts.roles import RIGHTS, Right, Role

View = Callable[..., HttpResponseBase]
Door = Callable[[View], View]

WRITERS, REVIEWERS = "Cổng: soạn bài", "Cổng: duyệt bài"
GROUPS: dict[str, frozenset[Role]] = {
    WRITERS: frozenset({Role.EDITOR}),
    REVIEWERS: RIGHTS[Right.EDIT_PORTAL],
}
"""Group of Wagtail's → the roles that stand behind it (migration 0002 says what each may do)."""

POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline';"
    " font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'self'"
)
"""Wagtail writes scripts into its pages, and shows a draft in a frame; nothing comes from elsewhere."""


def patterns(door: Door) -> list[URLPattern | URLResolver]:
    """Return the addresses of editing, each behind the door that is given (the office's: config/urls.py)."""
    closed = [path(f"{name}/", _closed) for name in ("account", "password_reset", "users", "groups", "sites")]
    closed += [path("password_reset/<path:rest>", _closed), path("users/<path:rest>", _closed)]
    inside = decorate_urlpatterns(of_wagtail.urlpatterns, _as_editor)
    return [
        path("login/", _to_sign_in, name="wagtailadmin_login"),
        *closed,
        *decorate_urlpatterns(inside, lambda view: _behind(door, view)),
    ]


def _behind(door: Door, view: View) -> View:
    """Put a view behind a door that knows named parts of an address alone: comparing versions has places."""

    def placed(request: HttpRequest, *, places: tuple[Any, ...] = (), **named: Any) -> HttpResponseBase:
        return view(request, *places, **named)

    closed = door(wraps(view)(placed))

    @wraps(view)
    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponseBase:
        return closed(request, places=given, **named) if given else closed(request, **named)

    return answer


def _as_editor(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponseBase:
        person = request.user
        assert isinstance(person, Person)
        follow_mandates(person)
        response = xframe_options_sameorigin(view)(request, *given, **named)
        if isinstance(response, SimpleTemplateResponse):
            response.render()  # within the door's transaction
        if isinstance(response, HttpResponse):
            response.headers["Content-Security-Policy"] = POLICY
        return response

    return answer


def follow_mandates(person: Person) -> None:
    """Let somebody's groups be those of the roles that they hold today."""
    roles = roles_held(person, on=timezone.localdate())
    wanted = {name for name, of in GROUPS.items() if of & roles}
    held = set(person.groups.values_list("name", flat=True))
    if held != wanted:
        person.groups.set(Group.objects.filter(name__in=wanted))


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return redirect(settings.LOGIN_URL)


def _closed(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
