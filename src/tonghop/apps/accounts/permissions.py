"""Who may: one access function for each kind of object. Nothing reaches a person, mandate or event otherwise.

Each condition stands on a line of its own, so that coverage sees which were tried.
"""

from datetime import date
from uuid import UUID

from django.db.models import DateField, QuerySet, UUIDField

from tonghop.apps.accounts.models import Mandate, MandateQuerySet, Person
from tonghop.apps.accounts.roles import RIGHTS, WITH_SECOND_FACTOR, Right, Role
from tonghop.apps.audit.models import Event
from tonghop.apps.foundations.questions import Given, Question
from tonghop.domain.errors import Refusal


class NotPermitted(Refusal):
    code = "not-permitted"
    message_vi = "Bạn không có quyền: {right}."
    message_en = "You do not have the right: {right}."


class NoSuchThing(Refusal):
    """The same answer for what is not there and what one may not know of."""

    code = "no-such-thing"
    message_vi = "Không có mục này, hoặc bạn không được xem."
    message_en = "There is no such thing, or you may not see it."


def has_right(person: Person, right: Right, *, on: date, body: str | None = None) -> bool:
    """Say whether a mandate in force on this day gives the right (for this body, where one is named)."""
    mandates = person.mandates.in_force(on=on).filter(role__in=RIGHTS[right])
    if body is not None:
        mandates = mandates.filter(body=body)
    return mandates.exists()


def roles_held(person: Person, *, on: date) -> frozenset[Role]:
    """Return the roles that somebody has for any body on this day, in one question to the database."""
    return frozenset(Role(mandate.role) for mandate in _HELD.ask(person=person.pk, on=on))


_HELD = Question(
    lambda: Mandate.objects.in_force(on=Given("on", DateField())).filter(person=Given("person", UUIDField()))
)


def require_right(person: Person, right: Right, *, on: date, body: str | None = None) -> None:
    """Make sure of a right.

    Raises: NotPermitted.
    """
    if not has_right(person, right, on=on, body=body):
        raise NotPermitted(right=right.value)


def needs_second_factor(person: Person, *, on: date) -> bool:
    """Say whether somebody holds a mandate on this day that a password alone does not open."""
    return person.mandates.in_force(on=on).filter(role__in=WITH_SECOND_FACTOR).exists()


def access_people(*, by: Person, on: date) -> QuerySet[Person]:
    """Return the people that somebody may see: all for those who look after them, else oneself."""
    if has_right(by, Right.SEE_PEOPLE, on=on):
        return Person.objects.all()
    return Person.objects.filter(pk=by.pk, is_active=True)


def access_person(person_id: UUID, *, by: Person, on: date) -> Person:
    """Return one person.

    Raises: NoSuchThing.
    """
    found = access_people(by=by, on=on).filter(pk=person_id).first()
    if found is None:
        raise NoSuchThing()
    return found


def access_mandates(*, by: Person, on: date) -> MandateQuerySet:
    """Return the mandates that somebody may see: all for those who look after them, else one's own."""
    if has_right(by, Right.SEE_PEOPLE, on=on):
        return Mandate.objects.all()
    return Mandate.objects.filter(person=by, person__is_active=True)


def access_mandate(mandate_id: UUID, *, by: Person, on: date) -> Mandate:
    """Return one mandate.

    Raises: NoSuchThing.
    """
    found = access_mandates(by=by, on=on).filter(pk=mandate_id).first()
    if found is None:
        raise NoSuchThing()
    return found


def access_events(*, by: Person, on: date) -> QuerySet[Event]:
    """Return the audit's events.

    Raises: NotPermitted.
    """
    require_right(by, Right.SEE_EVENTS, on=on)
    return Event.objects.all()
