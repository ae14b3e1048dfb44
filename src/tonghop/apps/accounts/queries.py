"""Reading accounts: where somebody is signed in, and who works here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import access_people
from tonghop.apps.foundations.queries import matches, sort_key


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session: since when, last used when, from which address, with which browser."""

    id: int
    began_at: datetime
    used_at: datetime
    address: str
    browser: str
    is_current: bool


def own_sessions(person: Person, *, current: str) -> tuple[OwnSession, ...]:
    """Return the sessions of somebody that still hold, the latest used first; `current` is this one's key."""
    told = {one.session_key: one for one in UserSession.objects.filter(user=person)}
    held = Session.objects.filter(session_key__in=told, expire_date__gt=timezone.now())
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return tuple(
        OwnSession(
            told[one.session_key].pk,
            told[one.session_key].created_at,
            one.expire_date - age,  # every request moves the end of a session
            str(told[one.session_key].ip),
            browser_name(told[one.session_key].user_agent),
            one.session_key == current,
        )
        for one in held.order_by("-expire_date")
    )


BROWSERS = (
    ("Edg/", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
"""What stands in a browser's word for itself → what people call it; the first that is there."""


def browser_name(user_agent: str) -> str:
    """Return browser and system as people call them; as a browser calls itself, where neither is known.

    >>> browser_name("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0")
    'Edge, Windows'
    >>> browser_name("curl/8")
    'curl/8'
    """
    names = [next((name for mark, name in known if mark in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, names)) or user_agent[:40]


STATES = {"active": True, "inactive": False}


def people_found(*, words: str, state: str, by: Person, on: date) -> QuerySet[Person]:
    """Return the people that one may see, by name; `words` without regard to marks, `state` active or not.

    Each has `mandates_held`, the number of mandates in force, and `has_factor`.
    """
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    in_force = Q(mandates__valid_from__lte=on) & (
        Q(mandates__valid_to__isnull=True) | Q(mandates__valid_to__gt=on)
    )
    found = access_people(by=by, on=on).annotate(
        mandates_held=Count("mandates", filter=in_force), has_factor=Exists(factors)
    )
    if words.strip():
        typed = words.strip()
        found = found.filter(
            Q(matches("full_name", typed)) | Q(login__icontains=typed) | Q(email__icontains=typed)
        )
    if state in STATES:
        found = found.filter(is_active=STATES[state])
    return found.order_by(sort_key("full_name"), "login")
