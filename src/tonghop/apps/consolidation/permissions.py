"""Who may see what an office consolidates and issues: its people; a follow-up also the people of its body."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.consolidation.models import FollowUp, IssuedReport
from tonghop.apps.reporting.models import Asked, Cycle
from tonghop.apps.reporting.permissions import mandates_with


def access_figures(cycle_id: UUID, *, by: Person, on: date) -> Cycle:
    """Return an open cycle of one's own office that asks for reports.

    Raises: NoSuchThing.
    """
    offices = mandates_with(Right.SEE_FIGURES, by=by, on=on)
    cycles = Cycle.objects.filter(asked=Asked.REPORT, opened_at__isnull=False)
    found = cycles.filter(pk=cycle_id, office__in=offices.values("body")).select_related("campaign").first()
    if found is None:
        raise NoSuchThing()
    return found


def access_issues(*, by: Person, on: date) -> QuerySet[IssuedReport]:
    """Return the issues that somebody may see: those of their own offices."""
    offices = mandates_with(Right.SEE_FIGURES, by=by, on=on)
    return IssuedReport.objects.filter(office__in=offices.values("body"))


def access_issue(issue_id: UUID, *, by: Person, on: date) -> IssuedReport:
    """Return one issue of one's own office.

    Raises: NoSuchThing.
    """
    found = access_issues(by=by, on=on).select_related("cycle", "cycle__campaign").filter(pk=issue_id).first()
    if found is None:
        raise NoSuchThing()
    return found


def access_follow_ups(*, by: Person, on: date) -> QuerySet[FollowUp]:
    """Return the follow-ups that somebody may see: those of their office, and those that ask their body."""
    offices = mandates_with(Right.SEE_FIGURES, by=by, on=on)
    bodies = mandates_with(Right.SEE_OWN_DUE_ROWS, by=by, on=on)
    return FollowUp.objects.filter(Q(office__in=offices.values("body")) | Q(unit__in=bodies.values("body")))


def access_follow_up(follow_up_id: UUID, *, by: Person, on: date) -> FollowUp:
    """Return one follow-up.

    Raises: NoSuchThing.
    """
    named = "row", "row__cycle", "row__cycle__campaign"
    found = access_follow_ups(by=by, on=on).select_related(*named).filter(pk=follow_up_id).first()
    if found is None:
        raise NoSuchThing()
    return found


def may_consolidate(office: str, *, by: Person, on: date) -> bool:
    """Say whether somebody reckons, adjusts, composes and prepares for an office."""
    return has_right(by, Right.CONSOLIDATE, on=on, body=office)
