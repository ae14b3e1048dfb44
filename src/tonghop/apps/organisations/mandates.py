"""Mandates with the names of the bodies for which they are held, and one for a body as people name it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tonghop.apps.accounts.actions import grant_mandate
from tonghop.apps.accounts.models import Mandate, Person
from tonghop.apps.accounts.permissions import access_mandates, access_person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.foundations.queries import sort_key
from tonghop.apps.organisations.body_facts import FoundBody, decide_body
from tonghop.apps.organisations.queries import names_of
from tonghop.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class HeldMandate:
    """A mandate as people speak of it. `state`: "waiting", "in-force" or "ended" on the day asked about."""

    id: UUID
    person_id: UUID
    person_name: str
    body: str
    body_name: str
    role: Role
    valid_from: date
    valid_to: date | None
    state: str


class BodyNotDecided(Refusal):
    """A name that may mean several units, or none; `found` are those it may mean."""

    code = "body-not-decided"
    message_vi = "“{named}” chưa rõ là đơn vị nào. Hãy chọn một đơn vị bên dưới, hoặc ghi thêm tên tỉnh, xã."
    message_en = "“{named}” may mean several units. Choose one below, or add the province or commune."

    def __init__(self, *, named: str, found: tuple[FoundBody, ...]) -> None:
        super().__init__(named=named)
        self.found = found


@transaction.atomic
def grant_for_named_body(
    *,
    person_id: UUID,
    named: str,
    role: Role,
    valid_from: date,
    valid_to: date | None,
    by: Person,
    at: datetime,
    on: date,
) -> Mandate:
    """Give somebody a role for a body that is named as people name it, or by its code.

    Raises: NotPermitted, NoSuchThing, BodyNotDecided, MandateOverlaps, MandateEndsTooEarly.
    """
    person = access_person(person_id, by=by, on=on)
    body, found = decide_body(named=named, by=by, on=on)
    if body is None:
        raise BodyNotDecided(named=named, found=found)
    return grant_mandate(
        person=person, body=body, role=role, valid_from=valid_from, valid_to=valid_to, by=by, at=at, on=on
    )


WAITING, IN_FORCE, ENDED = "waiting", "in-force", "ended"


def held_by(person: Person, *, on: date) -> tuple[HeldMandate, ...]:
    """Return the mandates that somebody holds on a day."""
    return _told(Mandate.objects.in_force(on=on).filter(person=person).select_related("person"), on)


def body_spoken_for(person: Person, *, on: date) -> str:
    """Return the name of the body for which somebody works on a day, "" where there is none or several."""
    bodies = set(person.mandates.in_force(on=on).values_list("body", flat=True))
    return names_of(bodies, on=on).get(next(iter(bodies)), "") if len(bodies) == 1 else ""


def mandates_of_person(person: Person, *, by: Person, on: date) -> tuple[HeldMandate, ...]:
    """Return all mandates of somebody, of any time, as far as one may see them."""
    return _told(access_mandates(by=by, on=on).filter(person=person).select_related("person"), on)


def mandates_of_body(body: str, *, by: Person, on: date) -> tuple[HeldMandate, ...]:
    """Return the mandates held for a body on a day or later."""
    found = access_mandates(by=by, on=on).filter(body=body).select_related("person")
    return tuple(one for one in _told(found, on) if one.state != ENDED)


def mandates_found(*, state: str, role: str, by: Person, on: date) -> "QuerySet[Mandate]":
    """Return mandates by state and role, by the name of who holds them; to be told a page at a time."""
    found = access_mandates(by=by, on=on)
    if state == IN_FORCE:
        found = found.in_force(on=on)
    elif state == ENDED:
        found = found.filter(valid_to__lte=on)
    elif state == WAITING:
        found = found.filter(valid_from__gt=on)
    if role in Role.values:
        found = found.filter(role=role)
    return found.select_related("person").order_by(sort_key("person__full_name"), "role", "valid_from", "pk")


def told(mandates: Iterable[Mandate], *, on: date) -> tuple[HeldMandate, ...]:
    """Return mandates with the names of their bodies, in the order given."""
    listed = list(mandates)
    names = names_of({one.body for one in listed}, on=on)
    return tuple(
        HeldMandate(
            one.pk,
            one.person.pk,
            one.person.full_name,
            one.body,
            names.get(one.body, one.body),
            Role(one.role),
            one.valid_from,
            one.valid_to,
            _state(one, on),
        )
        for one in listed
    )


def _told(mandates: "QuerySet[Mandate]", on: date) -> tuple[HeldMandate, ...]:
    return told(mandates.order_by("valid_from", "role", "pk"), on=on)


def _state(mandate: Mandate, on: date) -> str:
    if mandate.valid_from > on:
        return WAITING
    return ENDED if mandate.valid_to is not None and mandate.valid_to <= on else IN_FORCE
