"""Assigning: a person lays a confirmed sentence of a directive on a body."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

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


@transaction.atomic
def assign(
    *, sentence: ObligationSentence, body: str, due_on: date | None, by: Person, at: datetime, on: date
) -> Assignment:
    """Lay a sentence on a body.

    Raises: NotPermitted, SentenceTouchesRights, ObligationUnconfirmed, AlreadyAssigned.
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
