"""Việc của tôi: what waits for somebody, of every kind, in one list; returned work first, then what is due.

For a body's people: the reports and plans that it owes, the work that was given to it. For an office: files
that could not be read, directives to review, cycles that are short of reports. For whoever was asked:
difficulties to answer; for the body that raised one: its answer. Nothing here is kept: all follows from other
rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.given_work import (
    asked_by,
    newest_progress,
    unfinished_assignments,
    unfinished_sub_tasks,
    words_of,
)
from tonghop.apps.directives.models import (
    FAILED,
    Assignment,
    Intake,
    Obligation,
    ObligationSentence,
    SubTask,
)
from tonghop.apps.directives.permissions import bodies_with
from tonghop.apps.reporting.difficulties.reading import answered_for, waiting_for
from tonghop.apps.reporting.models import Asked, Cycle, Decision, DueRow, Happening, RowEvent
from tonghop.apps.reporting.permissions import mandates_with
from tonghop.apps.reporting.submissions.awaiting import waiting_by_cycle
from tonghop.apps.reporting.submissions.papers import rows_awaiting_papers
from tonghop.apps.reporting.submissions.reading import report_statuses
from tonghop.apps.reporting.submissions.statuses import ReportStatus
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.directives.progress import DOING
from tonghop.domain.reporting.decisions import Verdict
from tonghop.domain.reporting.due_list import Standing

MOST = 200
CHASED_FOR = timedelta(days=60)
"""How long after its late moment a cycle that is short of reports stays in the list; it stays in its own."""

CHASED_BEFORE = timedelta(days=14)
LONGEST_WORDS = 200


class Kind(StrEnum):
    """What has to be done."""

    REPORT = "report"
    PLAN = "plan"
    SIGNATURE = "signature"
    ASSIGNMENT = "assignment"
    SUBTASK = "sub-task"
    READING_FAILED = "reading-failed"
    REVIEW = "review"
    CHASE = "chase"
    APPROVE = "approve"
    DIFFICULTY = "difficulty"
    DIFFICULTY_ANSWERED = "difficulty-answered"
    QUESTION = "question"
    REPLY = "reply"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `subject` is the row, directive, cycle or given work that it is about, `what` its
    name, `about` the campaign or document it belongs to, `asked_by` a body's id or "". `count` is how many
    things wait in it, `of` out of how many. `returned_for` is the reason for which work came back; it stands
    on top then. `fault_in_english` says it in English too where the program itself gives it, not a person.
    `is_begun` where its body said that given work is under way. `report` says how a report stands.
    """

    kind: Kind
    subject: UUID
    what: str
    about: str = ""
    asked_by: str = ""
    late_from: datetime | None = None
    count: int = 0
    of: int = 0
    returned_for: str = ""
    fault_in_english: str = ""
    is_begun: bool = False
    report: ReportStatus | None = None

    @property
    def order(self) -> tuple[bool, bool, float, str]:
        """Returned work first, then by what is late first, then what has no day."""
        late = self.late_from.timestamp() if self.late_from else 0.0
        return not self.returned_for, self.late_from is None, late, self.what


def work_of(*, by: Person, at: datetime, on: date) -> tuple[Task, ...]:
    """Return what waits for somebody, at most `MOST`. A fixed number of questions, however much there is."""
    found = (
        *_owed(by, on),
        *_unsigned(by, on),
        *_given(by, on),
        *_failed(by, on),
        *_reviews(by, on),
        *_chases(by, at, on),
        *_approvals(by, on),
        *_difficulties(by, on),
    )
    return tuple(sorted(found, key=lambda task: task.order)[:MOST])


def _owed(by: Person, on: date) -> Iterator[Task]:
    last = RowEvent.objects.filter(row=OuterRef("pk")).order_by("-id")
    bodies = mandates_with(Right.SEE_OWN_DUE_ROWS, by=by, on=on).values("body")
    given_back = Decision.objects.filter(
        revision__submission=OuterRef("pk"), verdict=Verdict.RETURNED
    ).order_by("-at", "-id")
    rows = (
        DueRow.objects.filter(unit__in=bodies, annulled_at=None)
        .filter(Q(state=Standing.MISSING.value) | Q(submission__decided=Verdict.RETURNED))
        .annotate(
            last_kind=Subquery(last.values("kind")[:1]),
            last_why=Subquery(last.values("why")[:1]),
            decided=F("submission__decided"),
            given_back_why=Subquery(given_back.values("why")[:1]),
        )
        .order_by("late_from")
        .select_related("cycle", "cycle__campaign")[:MOST]
    )
    statuses = report_statuses([row for row in rows if row.cycle.asked == Asked.REPORT])
    for row in rows:
        taken_back = row.last_why if row.last_kind == Happening.ARRIVAL_TAKEN_BACK else ""
        yield Task(
            Kind(row.cycle.asked),
            row.pk,
            row.cycle.code,
            row.cycle.campaign.title,
            row.office,
            row.late_from,
            returned_for=row.given_back_why if row.decided == Verdict.RETURNED else taken_back,
            report=statuses.get(row.pk),
        )


def _unsigned(by: Person, on: date) -> Iterator[Task]:
    """Yield the reports that were sent and whose signed paper is asked for and not there yet."""
    bodies = mandates_with(Right.WRITE_REPORTS, by=by, on=on).values("body")
    rows = rows_awaiting_papers(DueRow.objects.filter(unit__in=bodies))
    for row in rows.order_by("late_from").select_related("cycle", "cycle__campaign")[:MOST]:
        yield Task(Kind.SIGNATURE, row.pk, row.cycle.code, row.cycle.campaign.title, row.office)


def _given(by: Person, on: date) -> Iterator[Task]:
    own = bodies_with(Right.SEE_OWN_ASSIGNMENTS, by=by, on=on)
    named = ("sentence", "sentence__directive")
    whole = unfinished_assignments(own).select_related(*named).defer("sentence__directive__text")
    parts = unfinished_sub_tasks(own).select_related(*named).defer("sentence__directive__text")
    given: list[Assignment | SubTask] = [*whole[:MOST], *parts[:MOST]]
    newest = newest_progress(given)
    for one in given:
        words = words_of(one)
        yield Task(
            Kind.SUBTASK if isinstance(one, SubTask) else Kind.ASSIGNMENT,
            one.pk,
            _short(words),
            str(one.sentence.directive),
            asked_by(one),
            late_from(one.due_on) if one.due_on else None,
            is_begun=one.pk in newest and newest[one.pk].state == DOING,
        )


def _short(words: str) -> str:
    """Return words on one line, cut where they are long."""
    told = " ".join(words.split())
    return told if len(told) <= LONGEST_WORDS else f"{told[: LONGEST_WORDS - 1].rstrip()}…"


def late_from(due_on: date) -> datetime:
    """Return the first moment at which work owed by a day is late: the day's end in Vietnam."""
    return datetime.combine(due_on + timedelta(days=1), time(), ZONE)


def _failed(by: Person, on: date) -> Iterator[Task]:
    offices = mandates_with(Right.TAKE_IN_DIRECTIVES, by=by, on=on).values("body")
    failed = Intake.objects.filter(state=FAILED, directive__office__in=offices).select_related("directive")
    for intake in failed.order_by("ended_at")[:MOST]:
        yield Task(
            Kind.READING_FAILED,
            intake.directive_id,
            intake.directive.source_name,
            returned_for=intake.fault_vi,
            fault_in_english=intake.fault_en,
        )


def _reviews(by: Person, on: date) -> Iterator[Task]:
    offices = mandates_with(Right.REVIEW_DIRECTIVES, by=by, on=on).values("body")
    found = (
        Obligation.objects.filter(confirmed_at=None, closed_as="", directive__office__in=offices)
        .filter(Exists(ObligationSentence.objects.filter(obligation=OuterRef("pk"), rights_sensitive=False)))
        .values("directive", "directive__symbol", "directive__title", "directive__source_name")
        .annotate(count=Count("pk"))
        .order_by("directive__received_at")[:MOST]
    )
    for row in found:
        name = row["directive__symbol"] or row["directive__source_name"]
        yield Task(Kind.REVIEW, row["directive"], name, row["directive__title"], count=row["count"])


def _chases(by: Person, at: datetime, on: date) -> Iterator[Task]:
    offices = mandates_with(Right.REMIND, by=by, on=on).values("body")
    missing = Count("rows", filter=Q(rows__state=Standing.MISSING.value))
    due = Count("rows", filter=Q(rows__annulled_at=None))
    cycles = (
        Cycle.objects.filter(office__in=offices, opened_at__isnull=False)
        .filter(late_from__gt=at - CHASED_FOR, late_from__lte=at + CHASED_BEFORE)
        .annotate(missing=missing, due=due)
        .filter(missing__gt=0)
        .select_related("campaign")
        .order_by("late_from")[:MOST]
    )
    for cycle in cycles:
        yield Task(
            Kind.CHASE,
            cycle.pk,
            cycle.code,
            cycle.campaign.title,
            late_from=cycle.late_from,
            count=cycle.missing,
            of=cycle.due,
        )


def _approvals(by: Person, on: date) -> Iterator[Task]:
    waiting = waiting_by_cycle(by=by, on=on)
    found = Cycle.objects.filter(pk__in=waiting).select_related("campaign").order_by("late_from")[:MOST]
    for cycle in found:
        yield Task(
            Kind.APPROVE,
            cycle.pk,
            cycle.code,
            cycle.campaign.title,
            late_from=cycle.late_from,
            count=waiting[cycle.pk],
        )


def _difficulties(by: Person, on: date) -> Iterator[Task]:
    """What somebody was asked to answer, told by the body that asks; and the answers to their own."""
    for row in waiting_for(by=by, on=on).select_related("campaign")[:MOST]:
        about = row.campaign.title if row.campaign else ""
        yield Task(Kind.DIFFICULTY, row.pk, _short(row.words), about, row.unit_id)
    for row in answered_for(by=by, on=on).select_related("campaign")[:MOST]:
        about = row.campaign.title if row.campaign else ""
        yield Task(Kind.DIFFICULTY_ANSWERED, row.pk, _short(row.words), about)
