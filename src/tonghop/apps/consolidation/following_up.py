"""Asking a body about one of its values, answering, and closing: about the figure, never about people."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.consolidation.models import FollowUp, FollowUpMessage, Side
from tonghop.apps.consolidation.permissions import access_follow_up, may_consolidate
from tonghop.apps.reporting.models import Cycle, DueRow
from tonghop.apps.reporting.submissions.counted import counted_revisions
from tonghop.apps.reporting.versions import said_by_version
from tonghop.domain.calendar.cycles import Cycle as Turn
from tonghop.domain.consolidation.draft_returns import kept_figures
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.values import vietnamese_number

LONGEST = 5_000


class NothingSaid(Refusal):
    code = "nothing-said"
    message_vi = "Ghi nội dung hỏi, trả lời hoặc kết quả (tối đa {limit} ký tự)."
    message_en = "Write what is asked, answered or found (at most {limit} characters)."


class BodyHasNobody(Refusal):
    code = "body-has-nobody"
    message_vi = "Đơn vị này chưa gắn với danh bạ nên chưa có ai nhận được câu hỏi; hãy gọi điện."
    message_en = "This body is not linked to the register, so nobody would get the question; call by phone."


class AlreadyAsked(Refusal):
    code = "already-asked"
    message_vi = "Số liệu này đang được hỏi; viết tiếp vào câu hỏi đang mở."
    message_en = "This value is being asked about; go on in the open follow-up."


class FollowUpClosed(Refusal):
    code = "follow-up-closed"
    message_vi = "Câu hỏi này đã đóng; nếu còn điều cần hỏi, mở câu hỏi mới."
    message_en = "This follow-up is closed; open a new one if something is left to ask."


@transaction.atomic
def ask(
    *, cycle: Cycle, row_id: UUID, indicator: str, words: str, by: Person, at: datetime, on: date
) -> FollowUp:
    """Ask a body about one of its values.

    Raises: NotPermitted, NoSuchThing, NothingSaid, BodyHasNobody, AlreadyAsked.
    """
    require_right(by, Right.CONSOLIDATE, on=on, body=cycle.office)
    row = DueRow.objects.filter(pk=row_id, cycle=cycle).first()
    if row is None or indicator not in indicators(cycle):
        raise NoSuchThing()
    if row.unit_id is None:
        raise BodyHasNobody()
    if FollowUp.objects.filter(row=row, indicator=indicator, closed_at__isnull=True).exists():
        raise AlreadyAsked()
    follow_up = FollowUp(
        office=cycle.office,
        row=row,
        unit_id=row.unit_id,
        indicator=indicator,
        value=_value(cycle, row, indicator),
        opened_by=str(by.pk),
        opened_at=at,
        last_side=Side.OFFICE,
        last_at=at,
    )
    follow_up.save(force_insert=True)
    _write(follow_up, Side.OFFICE, words, by=by, at=at)
    _record("follow-up.opened", follow_up, by=by, at=at)
    return follow_up


@transaction.atomic
def reply(*, follow_up_id: UUID, words: str, by: Person, at: datetime, on: date) -> FollowUp:
    """Write into an open follow-up, for the side that somebody stands on.

    Raises: NoSuchThing, FollowUpClosed, NothingSaid.
    """
    follow_up = _held(follow_up_id, by=by, on=on)
    side = side_of(follow_up, by=by, on=on)
    if side is None:
        raise NoSuchThing()
    _write(follow_up, side, words, by=by, at=at)
    follow_up.last_side, follow_up.last_at = side, at
    follow_up.save(update_fields=["last_side", "last_at"])
    _record("follow-up.written", follow_up, by=by, at=at)
    return follow_up


@transaction.atomic
def close(*, follow_up_id: UUID, why: str, by: Person, at: datetime, on: date) -> FollowUp:
    """Close a follow-up with what came out. Raises: NoSuchThing, FollowUpClosed, NothingSaid."""
    follow_up = _held(follow_up_id, by=by, on=on)
    if not may_consolidate(follow_up.office, by=by, on=on):
        raise NoSuchThing()
    follow_up.closed_by, follow_up.closed_at, follow_up.closed_why = str(by.pk), at, _said(why)
    follow_up.save(update_fields=["closed_by", "closed_at", "closed_why"])
    _record("follow-up.closed", follow_up, by=by, at=at)
    return follow_up


def side_of(follow_up: FollowUp, *, by: Person, on: date) -> Side | None:
    """Return for which side somebody writes, None where they only look."""
    if may_consolidate(follow_up.office, by=by, on=on):
        return Side.OFFICE
    if has_right(by, Right.WRITE_REPORTS, on=on, body=follow_up.unit_id):
        return Side.BODY
    return None


def indicators(cycle: Cycle) -> Mapping[str, Indicator]:
    """Return the indicators that a cycle asks for, by code."""
    if cycle.version_id is None:
        return {}
    return {
        row.code: row
        for row in said_by_version(cycle.version_id, cycle.campaign_id).asked(Turn.parse(cycle.code))
    }


def _value(cycle: Cycle, row: DueRow, indicator: str) -> str:
    sent = counted_revisions(cycle).filter(submission=row.pk).first()
    told = kept_figures(sent.entries).get(indicator) if sent else None
    if told is None:
        return ""
    return "không phát sinh" if told.value.amount is None else vietnamese_number(told.value.amount)


def _held(follow_up_id: UUID, *, by: Person, on: date) -> FollowUp:
    access_follow_up(follow_up_id, by=by, on=on)
    follow_up = FollowUp.objects.select_for_update().filter(pk=follow_up_id).first()
    if follow_up is None:
        raise NoSuchThing()
    if follow_up.closed_at is not None:
        raise FollowUpClosed()
    return follow_up


def _write(follow_up: FollowUp, side: Side, words: str, *, by: Person, at: datetime) -> None:
    message = FollowUpMessage(follow_up=follow_up, side=side, words=_said(words), by=str(by.pk), at=at)
    message.save(force_insert=True)


def _said(words: str) -> str:
    told = words.strip()
    if not told or len(told) > LONGEST:
        raise NothingSaid(limit=LONGEST)
    return told


def _record(kind: str, follow_up: FollowUp, *, by: Person, at: datetime) -> None:
    facts = {"row": str(follow_up.row_id), "indicator": follow_up.indicator, "side": str(follow_up.last_side)}
    record(kind=kind, by=str(by.pk), subject=f"follow-up:{follow_up.pk}", at=at, facts=facts)
