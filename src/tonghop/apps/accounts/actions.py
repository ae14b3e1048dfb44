"""Everything that writes people and mandates; each action leaves an event."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tonghop.apps.accounts.models import Mandate, Person
from tonghop.apps.accounts.permissions import access_mandate, require_right
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

    Raises: NotPermitted, LoginTaken.
    """
    require_right(by, Right.GRANT_MANDATES, on=on)
    return _create(login=login, full_name=full_name, email=email, by=str(by.pk), at=at)


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


def _create(*, login: str, full_name: str, email: str, by: str, at: datetime) -> Person:
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
