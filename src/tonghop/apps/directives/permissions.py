"""Who may see directives and assignments."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right, require_right
from tonghop.apps.accounts.roles import RIGHTS, Right
from tonghop.apps.directives.models import Assignment, Directive, NamedParty, Obligation, Status


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


def may_review(directive: Directive, *, by: Person, on: date) -> bool:
    """Say whether somebody coordinates the office to which a directive belongs."""
    return has_right(by, Right.REVIEW_DIRECTIVES, on=on, body=directive.office_id or "")


def access_review(directive_id: UUID, *, by: Person, on: date) -> Directive:
    """Return a directive to its reviewers.

    Raises: NoSuchThing.
    """
    found = Directive.objects.select_related("intake").filter(pk=directive_id).first()
    if found is None or not may_review(found, by=by, on=on):
        raise NoSuchThing()
    return found


def access_obligation(obligation_id: UUID, *, directive: UUID, by: Person, on: date) -> Obligation:
    """Return an obligation to the reviewers of its directive.

    Raises: NoSuchThing.
    """
    kept = access_review(directive, by=by, on=on)
    found = Obligation.objects.select_related("directive").filter(pk=obligation_id, directive=kept).first()
    if found is None:
        raise NoSuchThing()
    return found


def access_party(party_id: UUID, *, directive: UUID, by: Person, on: date) -> NamedParty:
    """Return a named party to the reviewers of its directive.

    Raises: NoSuchThing.
    """
    kept = access_review(directive, by=by, on=on)
    found = NamedParty.objects.select_related("directive").filter(pk=party_id, directive=kept).first()
    if found is None:
        raise NoSuchThing()
    return found


def access_status(status_id: UUID, *, directive: UUID, by: Person, on: date) -> Status:
    """Return what was said about a directive's force to its reviewers.

    Raises: NoSuchThing.
    """
    kept = access_review(directive, by=by, on=on)
    found = Status.objects.select_related("directive", "by_directive").filter(pk=status_id, directive=kept)
    status = found.first()
    if status is None:
        raise NoSuchThing()
    return status


def offices_of(person: Person, *, on: date) -> tuple[str, ...]:
    """Return the bodies for which somebody may take directives in, each once, in order."""
    own = person.mandates.in_force(on=on).filter(role__in=RIGHTS[Right.TAKE_IN_DIRECTIVES])
    return tuple(sorted(set(own.values_list("body", flat=True))))
