"""Everything that is written when somebody comes in: attempts, passwords, links that set one, sessions.

Actions like those of actions.py; here the one who acts is often not known yet, so the database works for
nobody.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils.crypto import salted_hmac

from tonghop.apps.accounts.limits import WINDOW, Wrong, is_too_often
from tonghop.apps.accounts.models import OneTimeLink, Person, SignInAttempt
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.audit.actions import SYSTEM, record
from tonghop.domain.errors import Refusal

INVITED_FOR = timedelta(days=7)
FORGOTTEN_FOR = timedelta(hours=2)
ASKED = "asked for a link:"
"""Before a name whose link was asked for: counted like wrong passwords, and apart from them."""


class TooManyAttempts(Refusal):
    code = "too-many-attempts"
    message_vi = "Đã nhập sai quá nhiều lần. Hãy đợi {minutes} phút rồi thử lại."
    message_en = "There were too many wrong attempts. Wait {minutes} minutes, then try again."


class LinkUnusable(Refusal):
    code = "link-unusable"
    message_vi = "Liên kết này đã dùng, đã hết hạn hoặc đã được thay. Hãy xin quản trị viên liên kết mới."
    message_en = "This link was used, has run out or was replaced. Ask an administrator for a new one."


class PasswordUnfit(Refusal):
    code = "password-unfit"
    message_vi = "{reasons}"
    message_en = "{reasons}"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A link as it is handed over: the only time that its secret is seen."""

    person: Person
    secret: str
    valid_until: datetime


def begin_attempt(*, login: str, address: str, at: datetime) -> None:
    """Count an attempt before its password is looked at, so that many at once cannot slip through together.

    Raises: TooManyAttempts.
    """
    name = _login_hash(login)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{name} {address}"])
        SignInAttempt.objects.filter(at__lt=at - WINDOW).delete()
        if is_too_often(_wrong(name, address)):
            raise TooManyAttempts(minutes=int(WINDOW.total_seconds() // 60))
        SignInAttempt.objects.create(login_hash=name, address=address, at=at)


def forget_attempts(*, login: str, address: str) -> None:
    """Forget what was counted for a name from an address, since the right password came."""
    SignInAttempt.objects.filter(login_hash=_login_hash(login), address=address).delete()


def record_signed_in(*, person: Person, factors: Iterable[str], address: str, at: datetime) -> None:
    """Leave an event of somebody who has come in, and of what they showed."""
    facts = {"factors": sorted(set(factors)), "address": address}
    record(kind="person.signed-in", by=str(person.pk), subject=f"person:{person.pk}", at=at, facts=facts)


def record_signed_out(*, person: Person, at: datetime) -> None:
    """Leave an event of somebody who has gone."""
    facts = {"sessions": 1}
    record(kind="session.ended", by=str(person.pk), subject=f"person:{person.pk}", at=at, facts=facts)


def record_failed(*, login: str, what: str, address: str, at: datetime) -> None:
    """Leave an event of a failed sign-in. A name that nobody has is not kept: it may be a password."""
    known = Person.objects.filter(login__iexact=login.strip()).first()
    subject = f"person:{known.pk}" if known else "person:unknown"
    record(kind="sign-in.failed", by=SYSTEM, subject=subject, at=at, facts={"what": what, "address": address})


def record_factor(*, person: Person, kind: str, factor: str, at: datetime) -> None:
    """Leave an event of a second factor of somebody's own: "second-factor.set" or "second-factor.removed"."""
    record(kind=kind, by=str(person.pk), subject=f"person:{person.pk}", at=at, facts={"factor": factor})


def issue(person: Person, *, valid_for: timedelta, by: str, at: datetime) -> HandedOver:
    """Make a link for a person; what waited before no longer works. For actions, which check the right."""
    secret = secrets.token_urlsafe(32)
    waiting = OneTimeLink.objects.filter(person=person, used_at__isnull=True, replaced_at__isnull=True)
    waiting.update(replaced_at=at)
    link = OneTimeLink.objects.create(
        person=person, secret_sha256=_sha256(secret), issued_by=by, issued_at=at, valid_until=at + valid_for
    )
    facts = {"valid_until": link.valid_until.isoformat()}
    record(kind="link.issued", by=by, subject=f"person:{person.pk}", at=at, facts=facts)
    return HandedOver(person, secret, link.valid_until)


@transaction.atomic
def link_holder(*, secret: str, at: datetime) -> Person:
    """Return the person for whom a link works.

    Raises: LinkUnusable.
    """
    return _usable(secret, at).person


@transaction.atomic
def set_password_by_link(*, secret: str, password: str, at: datetime) -> Person:
    """Set a password with a link, which then no longer works; whoever was signed in as the person is out.

    Raises: LinkUnusable, PasswordUnfit.
    """
    link = _usable(secret, at)
    _set_password(link.person, password)
    link.used_at = at
    link.save(update_fields=["used_at"])
    close_sessions(link.person)
    by = str(link.person.pk)
    record(kind="password.set", by=by, subject=f"person:{by}", at=at, facts={"link_of": link.issued_by})
    return link.person


@transaction.atomic
def change_password(*, person: Person, password: str, kept: str, at: datetime) -> None:
    """Change one's own password; all sessions but the one with this key end. The door has asked for the
    present one.

    Raises: PasswordUnfit.
    """
    _set_password(person, password)
    close_sessions(person, kept=kept)
    by = str(person.pk)
    record(kind="password.changed", by=by, subject=f"person:{by}", at=at, facts={})


def ask_for_link(*, login: str, address: str, at: datetime) -> None:
    """Ask for a link by e-mail. The same is done for every name, so that nobody learns who is known.

    Raises: TooManyAttempts.
    """
    from tonghop.apps.accounts.tasks import send_link

    begin_attempt(login=f"{ASKED} {login}", address=address, at=at)
    known = Person.objects.filter(login__iexact=login.strip(), is_active=True).first()
    send_link.defer(person_id=str(known.pk if known else uuid4()))


@transaction.atomic
def end_own_session(*, session_id: int, by: Person, at: datetime) -> None:
    """End one of one's own sessions.

    Raises: NoSuchThing.
    """
    found = UserSession.objects.filter(pk=session_id, user=by).first()
    if found is None:
        raise NoSuchThing()
    _close(found)
    record(kind="session.ended", by=str(by.pk), subject=f"person:{by.pk}", at=at, facts={"sessions": 1})


@transaction.atomic
def end_other_sessions(*, kept: str, by: Person, at: datetime) -> int:
    """End all of one's own sessions but the one with this key; return how many."""
    number = close_sessions(by, kept=kept)
    facts = {"sessions": number}
    record(kind="session.ended", by=str(by.pk), subject=f"person:{by.pk}", at=at, facts=facts)
    return number


def close_sessions(person: Person, *, kept: str | None = None) -> int:
    """End the sessions of somebody, perhaps but one; for actions, which record it. Return how many."""
    found = list(UserSession.objects.filter(user=person).exclude(session_key=kept))
    for session in found:
        _close(session)
    return len(found)


def as_typed(password: str) -> str:
    """Return a password in the one spelling that is hashed: keyboards compose Vietnamese differently."""
    return unicodedata.normalize("NFKC", password)


def _close(session: UserSession) -> None:
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()


def _set_password(person: Person, password: str) -> None:
    spelled = as_typed(password)
    try:
        validate_password(spelled, person)
    except ValidationError as fault:
        raise PasswordUnfit(reasons=" ".join(fault.messages)) from fault
    person.set_password(spelled)
    person.save(update_fields=["password"])


def _usable(secret: str, at: datetime) -> OneTimeLink:
    sha256 = _sha256(secret)
    with connection.cursor() as cursor:
        cursor.execute("select set_config('tonghop.link', %s, true)", [sha256])
    waiting = OneTimeLink.objects.select_for_update(of=("self",)).select_related("person")
    link = waiting.filter(
        secret_sha256=sha256, used_at__isnull=True, replaced_at__isnull=True, valid_until__gt=at
    ).first()
    if link is None or not link.person.is_active:
        raise LinkUnusable()
    return link


def _wrong(name: str, address: str) -> Wrong:
    told = SignInAttempt.objects.filter(Q(login_hash=name) | Q(address=address)).aggregate(
        pair=Count("pk", filter=Q(login_hash=name, address=address)),
        login=Count("pk", filter=Q(login_hash=name)),
        address_=Count("pk", filter=Q(address=address)),
    )
    return Wrong(told["pair"], told["login"], told["address_"])


def _login_hash(login: str) -> str:
    folded = unicodedata.normalize("NFKC", login).strip().casefold()
    return salted_hmac("tonghop sign-in", folded, algorithm="sha256").hexdigest()


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
