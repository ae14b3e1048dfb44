"""Assigning a confirmed sentence to a body, withdrawing, and marking a sentence that touches rights."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.actions import BodyUnknown
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.directives.models import (
    RIGHTS,
    Assignment,
    Directive,
    Fate,
    ObligationSentence,
    Progress,
    SubTask,
    UnreadSentence,
)
from tonghop.apps.directives.queries import bodies_named
from tonghop.domain.directives.review import spread_marks
from tonghop.domain.directives.status import ENDS
from tonghop.domain.errors import Refusal
from tonghop.domain.provenance import Span


class SentenceTouchesRights(Refusal):
    code = "sentence-touches-rights"
    message_vi = "Câu này liên quan đến quyền của người dân: chỉ hiển thị, không thể giao thành việc."
    message_en = "This sentence touches people's rights: it is shown and cannot become a task."


class ObligationUnconfirmed(Refusal):
    code = "obligation-unconfirmed"
    message_vi = "Nhiệm vụ này chưa được người có trách nhiệm xác nhận."
    message_en = "Nobody has confirmed this obligation yet."


class ObligationEnded(Refusal):
    code = "obligation-ended"
    message_vi = "Nhiệm vụ này đã kết thúc khi hiệu lực của văn bản thay đổi."
    message_en = "This obligation ended when the status of its directive changed."


class AlreadyAssigned(Refusal):
    code = "already-assigned"
    message_vi = "Câu này đã được giao cho {body}."
    message_en = "This sentence is already assigned to {body}."


class ReasonMissing(Refusal):
    code = "reason-missing"
    message_vi = "Cần nêu lý do."
    message_en = "A reason is needed."


@transaction.atomic
def assign(
    *, sentence: ObligationSentence, body: str, due_on: date | None, by: Person, at: datetime, on: date
) -> Assignment:
    """Lay a sentence on a body. A directive that belongs to an office is assigned by that office alone.

    Raises: NotPermitted, SentenceTouchesRights, ObligationUnconfirmed, ObligationEnded, AlreadyAssigned,
    BodyUnknown.
    """
    kept = require_assignable(sentence, by=by, on=on)
    return lay(kept, body, due_on, by=by, at=at, on=on)


def require_assignable(sentence: ObligationSentence, *, by: Person, on: date) -> ObligationSentence:
    """Return a sentence as it is kept, where somebody may assign it.

    Raises: NotPermitted, SentenceTouchesRights, ObligationUnconfirmed, ObligationEnded.
    """
    kept = ObligationSentence.objects.select_related("obligation", "directive").get(pk=sentence.pk)
    require_right(by, Right.ASSIGN, on=on, body=kept.directive.office_id)
    if kept.rights_sensitive:
        raise SentenceTouchesRights()
    if kept.obligation.confirmed_at is None:
        raise ObligationUnconfirmed()
    if Fate.objects.filter(obligation=kept.obligation, fate=ENDS).exists():
        raise ObligationEnded()
    return kept


def lay(
    kept: ObligationSentence, body: str, due_on: date | None, *, by: Person, at: datetime, on: date
) -> Assignment:
    """Lay a sentence that may be assigned on a body.

    Raises: AlreadyAssigned, BodyUnknown.
    """
    assignment = Assignment(sentence=kept, body=body, due_on=due_on, assigned_by=str(by.pk), assigned_at=at)
    try:
        with transaction.atomic():
            assignment.save(force_insert=True)
    except IntegrityError as fault:
        if "an_assignment_is_for_a_unit" in str(fault):
            raise BodyUnknown(body=body) from fault
        if "assigned_to_a_body_once" not in str(fault):
            raise
        raise AlreadyAssigned(body=dict(bodies_named([body], on=on))[body]) from fault
    facts = {
        "sentence": str(kept.pk),
        "body": body,
        "due_on": due_on.isoformat() if due_on else None,
    }
    record(kind="assignment.made", by=str(by.pk), subject=f"assignment:{assignment.pk}", at=at, facts=facts)
    return assignment


@transaction.atomic
def withdraw(*, assignment: Assignment, why: str, by: Person, at: datetime, on: date) -> None:
    """Take an assignment back with all that was passed down of it; its history and an event remain.

    Raises: NotPermitted, ReasonMissing.
    """
    require_right(by, Right.ASSIGN, on=on, body=assignment.sentence.directive.office_id)
    require_reason(why)
    withdraw_unasked(assignment, why, by=by, at=at)


@transaction.atomic
def mark_rights(*, sentence: ObligationSentence, why: str, by: Person, at: datetime, on: date) -> None:
    """Mark a sentence that a person finds to touch people's rights; what was assigned on it is withdrawn.

    The same words are marked wherever they stand: in a part of a split task, in a sentence that overlaps.
    There is no way back: a mark is never taken off.
    Raises: NotPermitted, ReasonMissing.
    """
    require_right(by, Right.MARK_RIGHTS, on=on)
    require_reason(why)
    mark_words(sentence.directive, Span(sentence.span_start, sentence.span_end), why, by=by, at=at)
    sentence.refresh_from_db()


@transaction.atomic
def mark_span(*, directive: Directive, span: Span, why: str, by: Person, at: datetime, on: date) -> None:
    """Mark a sentence of a directive, whether it stands in an obligation or not; as mark_rights.

    Raises: NotPermitted, ReasonMissing.
    """
    require_right(by, Right.MARK_RIGHTS, on=on, body=directive.office_id or "")
    require_reason(why)
    mark_words(directive, span, why, by=by, at=at)


def mark_words(directive: Directive, span: Span, why: str, *, by: Person, at: datetime) -> None:
    """Mark what stands at a place and whatever shares words with it; withdraw what was assigned on it."""
    rows = list(ObligationSentence.objects.select_for_update().filter(directive=directive))
    touched = spread_marks(map(_place, rows), [(span, why)])
    new = [row for row in rows if _place(row) in touched and not row.rights_sensitive]
    for assignment in Assignment.objects.filter(sentence__in=new):
        withdraw_unasked(assignment, why, by=by, at=at)
    # One statement: the same words are not both sensitive and not when it ends.
    ObligationSentence.objects.filter(pk__in=[row.pk for row in new]).update(rights_sensitive=True, why=why)
    unread = UnreadSentence.objects.filter(
        directive=directive, span_start__lt=span.end, span_end__gt=span.start
    )
    if not unread.update(kind=RIGHTS, why=why) and not new:
        UnreadSentence.objects.create(
            directive=directive, kind=RIGHTS, span_start=span.start, span_end=span.end, why=why
        )
    for row in new:
        record(kind="sentence.marked", by=str(by.pk), subject=f"sentence:{row.pk}", at=at, facts={"why": why})


def withdraw_unasked(assignment: Assignment, why: str, *, by: Person, at: datetime) -> None:
    """Take an assignment back as part of something that was permitted already."""
    subject = f"assignment:{assignment.pk}"
    facts = {"sentence": str(assignment.sentence_id), "body": assignment.body, "why": why}
    remove_parts(Q(assignment=assignment), why, by=by, at=at)
    with acting_by_itself():
        Progress.objects.filter(assignment=assignment).delete()
    assignment.delete()
    record(kind="assignment.withdrawn", by=str(by.pk), subject=subject, at=at, facts=facts)


def remove_parts(which: Q, why: str, *, by: Person, at: datetime) -> None:
    """Take sub-tasks back with everything that was passed down of them, the deepest first.

    By the program itself: whoever gave a part sees nothing of what the body below made of it.
    """
    with acting_by_itself():
        levels: list[list[SubTask]] = [list(SubTask.objects.filter(which))]
        while levels[-1]:
            levels.append(list(SubTask.objects.filter(above__in=levels[-1])))
        found = {part.pk: part for level in levels for part in level}
        Progress.objects.filter(sub_task__in=found).delete()
        for part in _deepest_first(found.values()):
            facts = {
                "assignment": str(part.assignment_id),
                "body": part.body,
                "giver": part.giver,
                "why": why,
            }
            subject = f"sub-task:{part.pk}"
            part.delete()
            record(kind="sub-task.taken-back", by=str(by.pk), subject=subject, at=at, facts=facts)


def _deepest_first(parts: Iterable[SubTask]) -> list[SubTask]:
    known = {part.pk: part for part in parts}

    def depth(part: SubTask) -> int:
        above: UUID | None = part.above_id
        return 1 + depth(known[above]) if above in known else 0

    return sorted(known.values(), key=depth, reverse=True)


def _place(sentence: ObligationSentence) -> Span:
    return Span(sentence.span_start, sentence.span_end)


def require_reason(why: str) -> None:
    """Make sure that a reason was given.

    Raises: ReasonMissing.
    """
    if not why.strip():
        raise ReasonMissing()
