"""What the office says beside the figures: joint activities counted once, and answers to questions."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.consolidation.models import Adjustment, Answer, Computation, State
from tonghop.apps.reporting.models import Cycle
from tonghop.apps.reporting.submissions.counted import counted_revisions
from tonghop.apps.reporting.versions import said_by_version
from tonghop.domain.calendar.cycles import Cycle as Turn
from tonghop.domain.consolidation.adjustments import demand_fit
from tonghop.domain.consolidation.draft_returns import kept_figures
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.values import plain_decimal


class ReasonMissing(Refusal):
    code = "reason-missing"
    message_vi = "Ghi lý do; lý do hiện cùng số liệu và trong phiếu thẩm tra."
    message_en = "Give the reason; it is shown with the figures and in the checking document."


class ChoiceUnknown(Refusal):
    code = "choice-unknown"
    message_vi = "Chọn một trong các câu trả lời đã nêu; câu hỏi có thể vừa đổi, hãy tải lại trang."
    message_en = "Choose one of the answers given; the question may have changed: load the page again."


@transaction.atomic
def count_once(
    *,
    cycle: Cycle,
    indicator: str,
    bodies: Sequence[str],
    amount: Decimal,
    why: str,
    by: Person,
    at: datetime,
    on: date,
) -> Adjustment:
    """Take off a total what several bodies report of one joint activity.

    Raises: NotPermitted, NoSuchThing, ReasonMissing, IndicatorDoesNotAdd, AdjustmentUnfit,
            AdjustmentTooLarge.
    """
    require_right(by, Right.CONSOLIDATE, on=on, body=cycle.office)
    if cycle.version_id is None:
        raise NoSuchThing()
    asked = {
        row.code: row
        for row in said_by_version(cycle.version_id, cycle.campaign_id).asked(Turn.parse(cycle.code))
    }
    if indicator not in asked:
        raise NoSuchThing()
    if not why.strip():
        raise ReasonMissing()
    chosen = sorted(set(bodies))
    entries = (
        counted_revisions(cycle).filter(submission__row__code__in=chosen).values_list("entries", flat=True)
    )
    told = [kept_figures(row).get(indicator) for row in entries]
    demand_fit(
        asked[indicator],
        amount,
        [one.value.amount for one in told if one is not None and one.value.amount is not None],
    )
    adjustment = Adjustment(
        office=cycle.office,
        cycle=cycle,
        indicator=indicator,
        bodies=chosen,
        amount=amount,
        why=why.strip(),
        by=str(by.pk),
        at=at,
    )
    adjustment.save(force_insert=True)
    facts = {"indicator": indicator, "bodies": chosen, "amount": plain_decimal(amount), "why": why.strip()}
    record(kind="figures.counted-once", by=str(by.pk), subject=f"cycle:{cycle.pk}", at=at, facts=facts)
    return adjustment


@transaction.atomic
def end_adjustment(
    *, cycle: Cycle, adjustment_id: UUID, why: str, by: Person, at: datetime, on: date
) -> Adjustment:
    """Take nothing off any more. Raises: NotPermitted, NoSuchThing, ReasonMissing."""
    require_right(by, Right.CONSOLIDATE, on=on, body=cycle.office)
    found = (
        Adjustment.objects.select_for_update()
        .filter(pk=adjustment_id, cycle=cycle, ended_at__isnull=True)
        .first()
    )
    if found is None:
        raise NoSuchThing()
    if not why.strip():
        raise ReasonMissing()
    found.ended_by, found.ended_at, found.ended_why = str(by.pk), at, why.strip()
    found.save(update_fields=["ended_by", "ended_at", "ended_why"])
    facts = {"adjustment": str(found.pk), "indicator": found.indicator, "why": found.ended_why}
    record(kind="figures.adjustment-ended", by=str(by.pk), subject=f"cycle:{cycle.pk}", at=at, facts=facts)
    return found


@transaction.atomic
def answer(
    *, cycle: Cycle, question: str, value: str, why: str, by: Person, at: datetime, on: date
) -> Answer:
    """Decide a question of the newest computation by one of its choices.

    Raises: NotPermitted, NoSuchThing, ChoiceUnknown.
    """
    require_right(by, Right.CONSOLIDATE, on=on, body=cycle.office)
    newest = Computation.objects.filter(cycle=cycle, state=State.MADE).order_by("-asked_at").first()
    asked = {row["id"]: row for row in newest.points["questions"]} if newest else {}
    if question not in asked:
        raise NoSuchThing()
    if value not in asked[question]["choices"]:
        raise ChoiceUnknown()
    given = Answer(
        office=cycle.office,
        cycle=cycle,
        question=question,
        message=asked[question]["message"],
        value=value,
        why=why.strip(),
        by=str(by.pk),
        at=at,
    )
    given.save(force_insert=True)
    facts = {"question": question, "value": value, "why": given.why}
    record(kind="figures.question-answered", by=str(by.pk), subject=f"cycle:{cycle.pk}", at=at, facts=facts)
    return given
