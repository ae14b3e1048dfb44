"""Everything that writes people and mandates; each action leaves an event."""

from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from tonghop.apps.accounts.entrance import INVITED_FOR, HandedOver, close_sessions, issue
from tonghop.apps.accounts.models import Mandate, Person
from tonghop.apps.accounts.permissions import access_mandate, access_person, require_right
from tonghop.apps.accounts.roles import Right, Role
from tonghop.apps.audit.actions import SYSTEM, record
from tonghop.domain.errors import Refusal


class OfficeHasAdministrator(Refusal):
    code = "office-has-administrator"
    message_vi = "Đã có người được giao nhiệm vụ; người tiếp theo do quản trị viên giao."
    message_en = "Somebody has a mandate already; the next one is granted by an administrator."


class LoginTaken(Refusal):
    code = "login-taken"
    message_vi = "Tên đăng nhập {login} đã có người dùng."
    message_en = "The login {login} is taken."


class MandateOverlaps(Refusal):
    code = "mandate-overlaps"
    message_vi = "Người này đã giữ vai trò {role} của {body} trong thời gian đó."
    message_en = "This person already holds the role {role} for {body} in that time."


class BodyUnknown(Refusal):
    code = "body-unknown"
    message_vi = (
        "Danh bạ không có đơn vị {body}. Hãy nạp danh bạ (tonghop units load) hoặc nhận đơn vị bằng tệp CSV."
    )
    message_en = "The register has no unit {body}. Load it (tonghop units load) or import it as CSV."


class MandateEndsTooEarly(Refusal):
    code = "mandate-ends-too-early"
    message_vi = "Nhiệm vụ phải kết thúc sau ngày bắt đầu {valid_from}."
    message_en = "A mandate ends after the day it begins, {valid_from}."


class NotOnOneself(Refusal):
    code = "not-on-oneself"
    message_vi = "Không tự làm việc này cho tài khoản của mình; hãy nhờ quản trị viên khác."
    message_en = "Nobody does this to the own account; ask another administrator."


class ReasonMissing(Refusal):
    code = "reason-missing"
    message_vi = "Hãy ghi lý do; lý do được lưu trong nhật ký."
    message_en = "Give the reason; it is kept in the audit."


class NameMissing(Refusal):
    code = "name-missing"
    message_vi = "Hãy ghi cả tên đăng nhập (không có dấu cách) và họ tên."
    message_en = "Give both the login (without spaces) and the full name."


class MailMissing(Refusal):
    code = "mail-missing"
    message_vi = "Chưa ghi thư điện tử của {name}; hãy tạo liên kết và trao tận tay."
    message_en = "There is no e-mail address of {name}; make a link and hand it over."


class PersonInactive(Refusal):
    code = "person-inactive"
    message_vi = "Tài khoản của {name} đang ngừng; hãy cho hoạt động lại trước."
    message_en = "The account of {name} is not active; let it work again first."


@transaction.atomic
def appoint_first_administrator(*, login: str, full_name: str, body: str, at: datetime, on: date) -> Person:
    """Enter the person who will enter everybody else; only where nobody has a mandate yet.

    Raises: OfficeHasAdministrator, LoginTaken, BodyUnknown.
    """
    if Mandate.objects.exists():
        raise OfficeHasAdministrator()
    person = _create(login=login, full_name=full_name, email="", by=SYSTEM, at=at)
    _grant(person, body, Role.ADMINISTRATOR, valid_from=on, valid_to=None, by=SYSTEM, at=at)
    return person


@transaction.atomic
def enter_person(
    *, login: str, full_name: str, email: str = "", by: Person, at: datetime, on: date
) -> Person:
    """Enter somebody who is to work here; without a mandate they may do nothing.

    Raises: NotPermitted, LoginTaken, NameMissing.
    """
    require_right(by, Right.GRANT_MANDATES, on=on)
    return _create(login=login, full_name=full_name, email=email, by=str(by.pk), at=at)


@transaction.atomic
def enter_with_link(
    *, login: str, full_name: str, email: str = "", by: Person, at: datetime, on: date
) -> HandedOver:
    """Enter somebody, and make the link with which they set their first password.

    Raises: NotPermitted, LoginTaken, NameMissing.
    """
    person = enter_person(login=login, full_name=full_name, email=email, by=by, at=at, on=on)
    return issue(person, valid_for=INVITED_FOR, by=str(by.pk), at=at)


@transaction.atomic
def renew_link(*, person_id: UUID, by: Person, at: datetime, on: date) -> HandedOver:
    """Make a new link for somebody; the password, if there is one, works until the link is used.

    Raises: NotPermitted, NoSuchThing, NotOnOneself, PersonInactive.
    """
    person = _other(person_id, by=by, on=on)
    if not person.is_active:
        raise PersonInactive(name=person.full_name)
    return issue(person, valid_for=INVITED_FOR, by=str(by.pk), at=at)


@transaction.atomic
def send_link_by_mail(*, person_id: UUID, by: Person, at: datetime, on: date) -> Person:
    """Have the worker make a link and send it; nobody else sees it.

    Raises: NotPermitted, NoSuchThing, NotOnOneself, PersonInactive, MailMissing.
    """
    from tonghop.apps.accounts.tasks import send_link

    person = _other(person_id, by=by, on=on)
    if not person.is_active:
        raise PersonInactive(name=person.full_name)
    if not person.email:
        raise MailMissing(name=person.full_name)
    send_link.defer(person_id=str(person.pk), asked_by=str(by.pk))
    return person


@transaction.atomic
def enter_first_administrator(*, login: str, full_name: str, body: str, at: datetime, on: date) -> HandedOver:
    """Enter the first administrator and make the link, on the word of whoever holds the owner's door (the
    command line); as the application without a person the database refuses the link.

    Raises: OfficeHasAdministrator, LoginTaken, BodyUnknown, NameMissing.
    """
    person = appoint_first_administrator(login=login, full_name=full_name, body=body, at=at, on=on)
    return issue(person, valid_for=INVITED_FOR, by=SYSTEM, at=at)


@transaction.atomic
def link_by_owner(*, login: str, reset: bool, at: datetime) -> HandedOver | None:
    """Make a link for somebody on the word of whoever holds the owner's door; None where nobody active has
    the login. `reset` takes the second factor away too.
    """
    person = Person.objects.filter(login__iexact=login.strip(), is_active=True).first()
    if person is None:
        return None
    if reset:
        _take_factors(person, why="tonghop person link", by=SYSTEM, at=at)
    return issue(person, valid_for=INVITED_FOR, by=SYSTEM, at=at)


@transaction.atomic
def deactivate(*, person_id: UUID, why: str, by: Person, at: datetime, on: date) -> Person:
    """Let an account rest: nobody signs in with it, its sessions end, its mandates give nothing.

    Raises: NotPermitted, NoSuchThing, NotOnOneself, ReasonMissing.
    """
    person = _other(person_id, by=by, on=on)
    return _switch(person, is_active=False, kind="person.deactivated", why=why, by=by, at=at)


@transaction.atomic
def activate(*, person_id: UUID, why: str, by: Person, at: datetime, on: date) -> Person:
    """Let an account work again.

    Raises: NotPermitted, NoSuchThing, NotOnOneself, ReasonMissing.
    """
    person = _other(person_id, by=by, on=on)
    return _switch(person, is_active=True, kind="person.activated", why=why, by=by, at=at)


@transaction.atomic
def end_sessions(*, person_id: UUID, why: str, by: Person, at: datetime, on: date) -> int:
    """End somebody's sessions; return how many there were.

    Raises: NotPermitted, NoSuchThing, NotOnOneself, ReasonMissing.
    """
    person = _other(person_id, by=by, on=on)
    reason, number = _reason(why), close_sessions(person)
    facts = {"why": reason, "sessions": number}
    record(kind="session.ended", by=str(by.pk), subject=f"person:{person.pk}", at=at, facts=facts)
    return number


@transaction.atomic
def reset_second_factor(*, person_id: UUID, why: str, by: Person, at: datetime, on: date) -> Person:
    """Take away somebody's second factor, for a lost phone or key; their sessions end.

    Raises: NotPermitted, NoSuchThing, NotOnOneself, ReasonMissing.
    """
    person = _other(person_id, by=by, on=on)
    _take_factors(person, why=_reason(why), by=str(by.pk), at=at)
    return person


@transaction.atomic
def grant_mandate(
    *,
    person: Person,
    body: str,
    role: Role,
    valid_from: date,
    valid_to: date | None = None,
    by: Person,
    at: datetime,
    on: date,
) -> Mandate:
    """Give somebody a role for a body.

    Raises: NotPermitted, BodyUnknown, MandateOverlaps, MandateEndsTooEarly.
    """
    require_right(by, Right.GRANT_MANDATES, on=on)
    return _grant(person, body, role, valid_from=valid_from, valid_to=valid_to, by=str(by.pk), at=at)


@transaction.atomic
def end_mandate(*, mandate_id: UUID, valid_to: date, by: Person, at: datetime, on: date) -> Mandate:
    """End a mandate; the day named is the first without it.

    Raises: NotPermitted, NoSuchThing, MandateEndsTooEarly.
    """
    require_right(by, Right.GRANT_MANDATES, on=on)
    mandate = access_mandate(mandate_id, by=by, on=on)
    if valid_to <= mandate.valid_from:
        raise MandateEndsTooEarly(valid_from=mandate.valid_from)
    mandate.valid_to = valid_to
    mandate.save(update_fields=["valid_to"])
    record(
        kind="mandate.ended",
        by=str(by.pk),
        subject=f"mandate:{mandate.pk}",
        at=at,
        facts={"valid_to": valid_to.isoformat()},
    )
    return mandate


def _other(person_id: UUID, *, by: Person, on: date) -> Person:
    """Return somebody else whom one may look after."""
    require_right(by, Right.GRANT_MANDATES, on=on)
    person = access_person(person_id, by=by, on=on)
    if person == by:
        raise NotOnOneself()
    return person


def _take_factors(person: Person, *, why: str, by: str, at: datetime) -> None:
    factors = sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    Authenticator.objects.filter(user=person).delete()
    close_sessions(person)
    facts = {"why": why, "factors": factors}
    record(kind="second-factor.reset", by=by, subject=f"person:{person.pk}", at=at, facts=facts)


def _reason(why: str) -> str:
    if not why.strip():
        raise ReasonMissing()
    return why.strip()


def _switch(person: Person, *, is_active: bool, kind: str, why: str, by: Person, at: datetime) -> Person:
    reason = _reason(why)
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    close_sessions(person)
    record(kind=kind, by=str(by.pk), subject=f"person:{person.pk}", at=at, facts={"why": reason})
    return person


def _create(*, login: str, full_name: str, email: str, by: str, at: datetime) -> Person:
    login, full_name = login.strip(), " ".join(full_name.split())
    if not login or not full_name or len(login.split()) > 1:
        raise NameMissing()
    if Person.objects.filter(login__iexact=login).exists():
        raise LoginTaken(login=login)
    person = Person(login=login, full_name=full_name, email=email, created_at=at)
    person.set_unusable_password()
    person.save(force_insert=True)
    record(kind="person.entered", by=by, subject=f"person:{person.pk}", at=at, facts={"login": login})
    return person


def _grant(
    person: Person,
    body: str,
    role: Role,
    *,
    valid_from: date,
    valid_to: date | None,
    by: str,
    at: datetime,
) -> Mandate:
    if valid_to is not None and valid_to <= valid_from:
        raise MandateEndsTooEarly(valid_from=valid_from)
    mandate = Mandate(person=person, body=body, role=role, valid_from=valid_from, valid_to=valid_to)
    try:
        with transaction.atomic():
            mandate.save(force_insert=True)
    except IntegrityError as fault:
        if "a_mandate_is_for_a_unit" in str(fault):
            raise BodyUnknown(body=body) from fault
        if "held_once_at_a_time" not in str(fault):
            raise
        raise MandateOverlaps(role=role.value, body=body) from fault
    facts = {
        "person": str(person.pk),
        "body": body,
        "role": role.value,
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else None,
    }
    record(kind="mandate.granted", by=by, subject=f"mandate:{mandate.pk}", at=at, facts=facts)
    return mandate
