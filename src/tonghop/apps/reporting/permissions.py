"""Who may see cycles and the rows of their due lists: an office its own, a body's people their body's."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghop.apps.accounts.models import Mandate, MandateQuerySet, Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right
from tonghop.apps.accounts.roles import RIGHTS, Right
from tonghop.apps.foundations.questions import Given
from tonghop.apps.reporting.models import Campaign, Cycle, DueRow


def mandates_with(right: Right, *, by: Person | Given, on: date | Given) -> MandateQuerySet:
    """Return the mandates in force that give somebody a right."""
    return Mandate.objects.in_force(on=on).filter(person=by, role__in=RIGHTS[right])


def access_cycles(*, by: Person, on: date) -> QuerySet[Cycle]:
    """Return the cycles whose whole due list somebody may see: those of their own offices."""
    offices = mandates_with(Right.SEE_DUE_LIST, by=by, on=on)
    return Cycle.objects.filter(office__in=offices.values("body"))


def access_cycle(cycle_id: UUID, *, by: Person, on: date) -> Cycle:
    """Return one cycle of one's own office.

    Raises: NoSuchThing.
    """
    found = access_cycles(by=by, on=on).select_related("campaign").filter(pk=cycle_id).first()
    if found is None:
        raise NoSuchThing()
    return found


def access_campaign_cycles(campaign_id: UUID, *, by: Person, on: date) -> Campaign:
    """Return a campaign whose due lists somebody may see.

    Raises: NoSuchThing.
    """
    offices = mandates_with(Right.SEE_DUE_LIST, by=by, on=on)
    found = Campaign.objects.filter(pk=campaign_id, office__in=offices.values("body")).first()
    if found is None:
        raise NoSuchThing()
    return found


def access_rows(*, by: Person, on: date) -> QuerySet[DueRow]:
    """Return the rows that somebody may see: those that their office collects, those their body owes, and
    those on which their body decides before the office does.
    """
    offices = mandates_with(Right.SEE_DUE_LIST, by=by, on=on)
    bodies = mandates_with(Right.SEE_OWN_DUE_ROWS, by=by, on=on)
    deciders = mandates_with(Right.APPROVE_REPORTS, by=by, on=on)
    return DueRow.objects.filter(
        Q(office__in=offices.values("body"))
        | Q(unit__in=bodies.values("body"))
        | Q(above__in=deciders.values("body"))
    )


def access_row(row_id: UUID, *, by: Person, on: date) -> DueRow:
    """Return one row.

    Raises: NoSuchThing.
    """
    found = access_rows(by=by, on=on).select_related("cycle", "cycle__campaign").filter(pk=row_id).first()
    if found is None:
        raise NoSuchThing()
    return found


def may_keep(office: str, *, by: Person, on: date) -> bool:
    """Say whether somebody keeps the due lists of an office."""
    return has_right(by, Right.KEEP_DUE_LIST, on=on, body=office)


def may_watch(office: str, *, by: Person, on: date) -> bool:
    """Say whether somebody sees the whole due lists of an office."""
    return has_right(by, Right.SEE_DUE_LIST, on=on, body=office)


def may_decide(office: str, *, by: Person, on: date) -> bool:
    """Say whether somebody decides on the reports that an office collects: approves or returns them."""
    return has_right(by, Right.RETURN_REPORTS, on=on, body=office)


def may_approve(row: DueRow, *, by: Person, on: date) -> bool:
    """Say whether somebody approves the report of a row: for the office, or for the body in between."""
    bodies = [body for body in (row.office, row.above_id) if body]
    return mandates_with(Right.APPROVE_REPORTS, by=by, on=on).filter(body__in=bodies).exists()


def may_file(row: DueRow, *, by: Person, on: date) -> bool:
    """Say whether somebody files plans for the body that owes a row."""
    return row.unit_id is not None and has_right(by, Right.FILE_PLANS, on=on, body=row.unit_id)
