"""Assigning a confirmed sentence to a body, withdrawing, and marking a sentence that touches rights."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from tonghop.apps.accounts.actions import BodyUnknown
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.directives.models import Assignment, ObligationSentence
from tonghop.domain.errors import Refusal


class SentenceTouchesRights(Refusal):
    code = "sentence-touches-rights"
    message_vi = "Câu này liên quan đến quyền của người dân: chỉ hiển thị, không thể giao thành việc."
    message_en = "This sentence touches people's rights: it is shown and cannot become a task."


class ObligationUnconfirmed(Refusal):
    code = "obligation-unconfirmed"
    message_vi = "Nhiệm vụ này chưa được người có trách nhiệm xác nhận."
    message_en = "Nobody has confirmed this obligation yet."


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
    """Lay a sentence on a body.

    Raises: NotPermitted, SentenceTouchesRights, ObligationUnconfirmed, AlreadyAssigned, BodyUnknown.
    """
    require_right(by, Right.ASSIGN, on=on)
    kept = ObligationSentence.objects.select_related("obligation").get(pk=sentence.pk)
    if kept.rights_sensitive:
        raise SentenceTouchesRights()
    if kept.obligation.confirmed_at is None:
        raise ObligationUnconfirmed()
    assignment = Assignment(sentence=kept, body=body, due_on=due_on, assigned_by=str(by.pk), assigned_at=at)
    try:
        with transaction.atomic():
            assignment.save(force_insert=True)
    except IntegrityError as fault:
        if "an_assignment_is_for_a_unit" in str(fault):
            raise BodyUnknown(body=body) from fault
        if "assigned_to_a_body_once" not in str(fault):
            raise
        raise AlreadyAssigned(body=body) from fault
    facts = {
        "sentence": str(kept.pk),
        "body": body,
        "due_on": due_on.isoformat() if due_on else None,
    }
    record(kind="assignment.made", by=str(by.pk), subject=f"assignment:{assignment.pk}", at=at, facts=facts)
    return assignment


@transaction.atomic
def withdraw(*, assignment: Assignment, why: str, by: Person, at: datetime, on: date) -> None:
    """Take an assignment back; its history and an event remain.

    Raises: NotPermitted, ReasonMissing.
    """
    require_right(by, Right.ASSIGN, on=on)
    _require_reason(why)
    _withdraw(assignment, why, by=by, at=at)


@transaction.atomic
def mark_rights(*, sentence: ObligationSentence, why: str, by: Person, at: datetime, on: date) -> None:
    """Mark a sentence that a person finds to touch people's rights; what was assigned on it is withdrawn.

    There is no way back: a mark is never taken off.
    Raises: NotPermitted, ReasonMissing.
    """
    require_right(by, Right.MARK_RIGHTS, on=on)
    _require_reason(why)
    for assignment in Assignment.objects.filter(sentence=sentence):
        _withdraw(assignment, why, by=by, at=at)
    sentence.rights_sensitive, sentence.why = True, why
    sentence.save(update_fields=["rights_sensitive", "why"])
    record(
        kind="sentence.marked",
        by=str(by.pk),
        subject=f"sentence:{sentence.pk}",
        at=at,
        facts={"why": why},
    )


def _withdraw(assignment: Assignment, why: str, *, by: Person, at: datetime) -> None:
    subject = f"assignment:{assignment.pk}"
    facts = {"sentence": str(assignment.sentence_id), "body": assignment.body, "why": why}
    assignment.delete()
    record(kind="assignment.withdrawn", by=str(by.pk), subject=subject, at=at, facts=facts)


def _require_reason(why: str) -> None:
    if not why.strip():
        raise ReasonMissing()
