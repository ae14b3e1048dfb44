"""Which reports wait for somebody's decision, and what has been decided on the others."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.models import Decision, Revision, Submission
from tonghop.apps.reporting.permissions import mandates_with
from tonghop.domain.reporting.decisions import Verdict

A_PAGE = 50


class State(StrEnum):
    """How a report stands for whoever decides."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Reports:
    """One page of the reports that somebody decides on, and how many there are in each state."""

    rows: tuple[Submission, ...]
    counts: dict[State, int]
    page: int
    pages: int


def reports_to_decide(
    *, by: Person, on: date, state: State = State.WAITING, cycle: UUID | None = None, page: int = 1
) -> Reports:
    """Return the reports on which somebody decides, for an office or for a body in between.

    Each carries `revision_id`, `receipt` and `came_at` of its newest revision, and `is_own` where they decide
    for the body in between.
    """
    found = _decided_by(by, on)
    if cycle is not None:
        found = found.filter(row__cycle=cycle)
    counts = {each: found.filter(_is(each)).count() for each in State}
    last = max(1, -(-counts[state] // A_PAGE))
    number = min(max(1, page), last)
    rows = (
        found.filter(_is(state))
        .select_related("row", "row__cycle", "row__cycle__campaign")
        .order_by("-row__arrived_at", "row__sort_key", "row_id")[(number - 1) * A_PAGE : number * A_PAGE]
    )
    return Reports(tuple(rows), counts, number, last)


def waiting_by_cycle(*, by: Person, on: date) -> dict[UUID, int]:
    """Return how many reports wait for somebody's approval, by cycle."""
    found = _decided_by(by, on, Right.APPROVE_REPORTS).filter(_is(State.WAITING))
    counts: dict[UUID, int] = {}
    for cycle in found.values_list("row__cycle", flat=True):
        counts[cycle] = counts.get(cycle, 0) + 1
    return counts


def revision_to_decide(revision_id: UUID, *, by: Person, on: date) -> tuple[Revision, Submission]:
    """Return a revision on which somebody decides, and its report.

    Raises: NoSuchThing.
    """
    revision = Revision.objects.filter(pk=revision_id).first()
    draft = (
        _decided_by(by, on)
        .select_related("row", "row__cycle", "row__cycle__campaign")
        .filter(pk=revision.submission_id if revision else None)
        .first()
    )
    if revision is None or draft is None:
        raise NoSuchThing()
    return revision, draft


def _decided_by(by: Person, on: date, right: Right = Right.RETURN_REPORTS) -> QuerySet[Submission]:
    offices = mandates_with(right, by=by, on=on).values("body")
    between = mandates_with(Right.APPROVE_REPORTS, by=by, on=on).values("body")
    own = mandates_with(Right.APPROVE_REPORTS, by=by, on=on).filter(body=OuterRef("row__above"))
    newest = Revision.objects.filter(submission=OuterRef("pk"), number=OuterRef("revisions"))
    approved_there = Decision.objects.filter(
        revision__submission=OuterRef("pk"),
        revision__number=OuterRef("revisions"),
        decider=OuterRef("row__above"),
        verdict=Verdict.APPROVED,
    )
    return (
        Submission.objects.filter(revisions__gt=0, row__annulled_at=None)
        .filter(Q(office__in=offices) | Q(row__above__in=between))
        .annotate(
            revision_id=Subquery(newest.values("pk")[:1]),
            receipt=Subquery(newest.values("receipt")[:1]),
            came_at=Subquery(newest.values("sent_at")[:1]),
            is_own=Exists(own),
            is_passed=Exists(approved_there),
        )
    )


def _is(state: State) -> Q:
    """A body in between has done its part once it has approved, whatever the office does then."""
    passed = Q(is_own=True, is_passed=True)
    if state is State.WAITING:
        return Q(decided="") & ~passed & Q(row__has_arrived=True)
    if state is State.APPROVED:
        return Q(decided=Verdict.APPROVED) | (Q(decided="") & passed)
    return Q(decided=Verdict.RETURNED)
