"""Who may see directives and assignments."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right, require_right
from tonghop.apps.accounts.roles import RIGHTS, Right
from tonghop.apps.directives.models import Assignment, Directive


def access_directive(directive_id: UUID, *, by: Person, on: date) -> Directive:
    """Return one directive; everybody with a mandate may read what was issued.

    Raises: NotPermitted, NoSuchThing.
    """
    require_right(by, Right.SEE_DIRECTIVES, on=on)
    found = Directive.objects.filter(pk=directive_id).first()
    if found is None:
        raise NoSuchThing()
    return found


def access_assignments(*, by: Person, on: date) -> QuerySet[Assignment]:
    """Return the assignments that somebody may see: all, or those of their own bodies."""
    if has_right(by, Right.SEE_EVERY_ASSIGNMENT, on=on):
        return Assignment.objects.all()
    own = by.mandates.in_force(on=on).filter(role__in=RIGHTS[Right.SEE_OWN_ASSIGNMENTS])
    return Assignment.objects.filter(Q(body__in=own.values("body")))


def access_assignment(assignment_id: UUID, *, by: Person, on: date) -> Assignment:
    """Return one assignment.

    Raises: NoSuchThing.
    """
    found = access_assignments(by=by, on=on).filter(pk=assignment_id).first()
    if found is None:
        raise NoSuchThing()
    return found
