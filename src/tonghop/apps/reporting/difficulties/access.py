"""Who sees a difficulty: people of the body that raised it, of its office, and of whom it was routed to."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.models import Difficulty
from tonghop.apps.reporting.permissions import mandates_with
from tonghop.domain.reporting.difficulties import Part


def access_own(*, by: Person, on: date) -> QuerySet[Difficulty]:
    """Return what one's own bodies raised, and what was routed to them."""
    bodies = mandates_with(Right.RAISE_DIFFICULTIES, by=by, on=on).values("body")
    return Difficulty.objects.filter(Q(unit__in=bodies) | Q(routed_to__in=bodies))


def access_addressed(*, by: Person, on: date) -> QuerySet[Difficulty]:
    """Return what is addressed to one's offices, and what was routed to them."""
    offices = mandates_with(Right.ANSWER_DIFFICULTIES, by=by, on=on).values("body")
    return Difficulty.objects.filter(Q(office__in=offices) | Q(routed_to__in=offices))


def access_difficulty(difficulty_id: UUID, *, by: Person, on: date) -> Difficulty:
    """Return one difficulty to whoever has a part in it.

    Raises: NoSuchThing.
    """
    named = ("campaign", "obligation", "reported_row__cycle")
    found = Difficulty.objects.select_related(*named).filter(pk=difficulty_id).first()
    if found is None or not parts_of(found, by=by, on=on):
        raise NoSuchThing()
    return found


def parts_of(difficulty: Difficulty, *, by: Person, on: date) -> Mapping[Part, str]:
    """Return what somebody is in the matter, each with the body for which they are it."""
    parts: dict[Part, str] = {}
    if has_right(by, Right.RAISE_DIFFICULTIES, on=on, body=difficulty.unit_id):
        parts[Part.BODY] = difficulty.unit_id
    if has_right(by, Right.ANSWER_DIFFICULTIES, on=on, body=difficulty.office):
        parts[Part.OFFICE] = difficulty.office
    asked = difficulty.routed_to_id
    if asked and any(
        has_right(by, right, on=on, body=asked)
        for right in (Right.ANSWER_DIFFICULTIES, Right.RAISE_DIFFICULTIES)
    ):
        parts[Part.ADDRESSEE] = asked
    return MappingProxyType(parts)
