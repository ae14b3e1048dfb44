"""What is in force: said by a person with its source, and what becomes of the tasks when it changes."""

from datetime import date, datetime

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.directives.actions.assigning import ObligationUnconfirmed, require_reason, withdraw_unasked
from tonghop.apps.directives.models import Assignment, Directive, Fate, Obligation, Status
from tonghop.domain.directives.status import ENDS, INHERITED, REPLACED
from tonghop.domain.errors import Refusal


class SourceMissing(Refusal):
    code = "source-missing"
    message_vi = "Hãy ghi căn cứ: văn bản nào, câu nào nói điều này."
    message_en = "Say on what it rests: which document says so, in which sentence."


class ReplacingDirectiveMissing(Refusal):
    code = "replacing-directive-missing"
    message_vi = "Hãy chọn văn bản thay thế. Nếu chưa có trong hệ thống, hãy nhận văn bản đó trước."
    message_en = "Choose the directive that replaces this one. If it is not here yet, take it in first."


class ReplacedByItself(Refusal):
    code = "replaced-by-itself"
    message_vi = "Một văn bản không thể thay thế chính nó."
    message_en = "A directive cannot replace itself."


class FatesDecided(Refusal):
    code = "fates-decided"
    message_vi = "Đã quyết định nhiệm vụ theo lần thay đổi này ({count}). Hãy bỏ các quyết định đó trước."
    message_en = "Obligations were decided upon by this change ({count}). Take those decisions back first."


@transaction.atomic
def say_status(
    *,
    directive: Directive,
    status: str,
    from_on: date,
    source: str,
    by_directive: Directive | None = None,
    by: Person,
    at: datetime,
    on: date,
) -> Status:
    """Say what force a directive has from a day on. Nothing becomes of its tasks before somebody decides.

    Raises: NotPermitted, SourceMissing, ReplacingDirectiveMissing, ReplacedByItself.
    """
    require_right(by, Right.REVIEW_DIRECTIVES, on=on, body=directive.office_id or "")
    if not source.strip():
        raise SourceMissing()
    if status in (REPLACED, INHERITED) and by_directive is None:
        raise ReplacingDirectiveMissing()
    if by_directive is not None and by_directive.pk == directive.pk:
        raise ReplacedByItself()
    said = Status.objects.create(
        directive=directive,
        status=status,
        from_on=from_on,
        by_directive=by_directive,
        source=source.strip(),
        said_at=at,
        said_by=str(by.pk),
    )
    facts = {
        "status": status,
        "from": from_on.isoformat(),
        "by": str(by_directive.pk) if by_directive else "",
    }
    record(kind="status.said", by=str(by.pk), subject=f"directive:{directive.pk}", at=at, facts=facts)
    return said


@transaction.atomic
def take_status_back(*, status: Status, by: Person, at: datetime, on: date) -> None:
    """Take back what was said about a directive's force; history remembers it.

    Raises: NotPermitted, FatesDecided.
    """
    require_right(by, Right.REVIEW_DIRECTIVES, on=on, body=status.directive.office_id or "")
    if count := status.fates.count():
        raise FatesDecided(count=count)
    facts = {"status": status.status, "from": status.from_on.isoformat()}
    record(
        kind="status.taken-back",
        by=str(by.pk),
        subject=f"directive:{status.directive_id}",
        at=at,
        facts=facts,
    )
    status.delete()


@transaction.atomic
def decide_fate(
    *, status: Status, obligation: Obligation, fate: str, why: str = "", by: Person, at: datetime, on: date
) -> None:
    """Decide whether an obligation goes on; one that ends is withdrawn from whom it was assigned to.

    Raises: NotPermitted, ReasonMissing, ObligationUnconfirmed; Obligation.DoesNotExist, of another directive.
    """
    require_right(by, Right.REVIEW_DIRECTIVES, on=on, body=status.directive.office_id or "")
    kept = Obligation.objects.select_for_update().get(pk=obligation.pk, directive=status.directive_id)
    if kept.confirmed_at is None:
        raise ObligationUnconfirmed()
    if fate == ENDS:
        require_reason(why)
        for assignment in Assignment.objects.filter(sentence__obligation=kept):
            withdraw_unasked(assignment, why, by=by, at=at)
    Fate.objects.update_or_create(
        obligation=kept,
        status=status,
        defaults={"fate": fate, "why": why.strip(), "decided_at": at, "decided_by": str(by.pk)},
    )
    facts = {"status": str(status.pk), "fate": fate, "why": why.strip()}
    record(kind="obligation.fate", by=str(by.pk), subject=f"obligation:{kept.pk}", at=at, facts=facts)
