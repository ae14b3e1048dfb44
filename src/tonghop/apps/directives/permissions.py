"""Who may see directives, assignments and sub-tasks."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right, require_right
from tonghop.apps.accounts.roles import RIGHTS, Right
from tonghop.apps.directives.models import Assignment, Directive, NamedParty, Obligation, Status, SubTask


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
    return bodies_with(Right.TAKE_IN_DIRECTIVES, by=person, on=on)


def bodies_with(right: Right, *, by: Person, on: date) -> tuple[str, ...]:
    """Return the bodies for which somebody has a right, each once, in order."""
    own = by.mandates.in_force(on=on).filter(role__in=RIGHTS[right])
    return tuple(sorted(set(own.values_list("body", flat=True))))


def may_assign(directive: Directive, *, by: Person, on: date) -> bool:
    """Say whether somebody assigns for the office to which a directive belongs."""
    return has_right(by, Right.ASSIGN, on=on, body=directive.office_id or "")


def access_to_assign(directive_id: UUID, *, by: Person, on: date) -> Directive:
    """Return a directive to those who assign for its office.

    Raises: NoSuchThing.
    """
    found = Directive.objects.filter(pk=directive_id).first()
    if found is None or not may_assign(found, by=by, on=on):
        raise NoSuchThing()
    return found


def may_see_assigned(directive: Directive, *, by: Person, on: date) -> bool:
    """Say whether somebody sees all that was assigned of a directive."""
    return has_right(by, Right.SEE_EVERY_ASSIGNMENT, on=on, body=directive.office_id or "")


def access_assignments_of(directive_id: UUID, *, by: Person, on: date) -> Directive:
    """Return a directive to those who see every assignment of its office.

    Raises: NoSuchThing.
    """
    found = Directive.objects.filter(pk=directive_id).first()
    if found is None or not may_see_assigned(found, by=by, on=on):
        raise NoSuchThing()
    return found


def access_given(assignment_id: UUID, *, by: Person, on: date) -> Assignment:
    """Return an assignment to the people of its body, and to those of the directive's office.

    Raises: NoSuchThing.
    """
    own = bodies_with(Right.SEE_OWN_ASSIGNMENTS, by=by, on=on)
    offices = bodies_with(Right.SEE_EVERY_ASSIGNMENT, by=by, on=on)
    found = (
        Assignment.objects.filter(Q(body__in=own) | Q(sentence__directive__office__in=offices))
        .select_related("sentence", "sentence__directive")
        .filter(pk=assignment_id)
        .first()
    )
    if found is None:
        raise NoSuchThing()
    return found


def access_assigned(assignment_id: UUID, *, by: Person, on: date) -> Assignment:
    """Return an assignment to those who assign for its directive's office.

    Raises: NoSuchThing.
    """
    found = access_given(assignment_id, by=by, on=on)
    access_to_assign(found.sentence.directive_id, by=by, on=on)
    return found


def access_sub_task(sub_task_id: UUID, *, by: Person, on: date) -> SubTask:
    """Return a sub-task to the people of the body that gave it or got it, and to those of the office.

    Raises: NoSuchThing.
    """
    own = bodies_with(Right.SEE_OWN_ASSIGNMENTS, by=by, on=on)
    offices = bodies_with(Right.SEE_EVERY_ASSIGNMENT, by=by, on=on)
    found = (
        SubTask.objects.filter(Q(giver__in=own) | Q(body__in=own) | Q(office__in=offices))
        .select_related("sentence", "sentence__directive")
        .filter(pk=sub_task_id)
        .first()
    )
    if found is None:
        raise NoSuchThing()
    return found


def access_own_work(work: Assignment | SubTask, *, by: Person, on: date) -> None:
    """Make sure that somebody works for the body that has the work.

    Raises: NoSuchThing.
    """
    if not has_right(by, Right.FILE_PLANS, on=on, body=work.body):
        raise NoSuchThing()


def access_given_by_own(sub_task_id: UUID, *, by: Person, on: date) -> SubTask:
    """Return a sub-task to the people of the body that gave it.

    Raises: NoSuchThing.
    """
    found = access_sub_task(sub_task_id, by=by, on=on)
    if not has_right(by, Right.FILE_PLANS, on=on, body=found.giver):
        raise NoSuchThing()
    return found
