"""Given work below the body that has it: passing a part down, taking it back, saying how far one's own is.

Only bodies below in the register, only in ordinary words, never later than the work itself. The database
refuses the same (migration 0005).
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.directives.actions.assigning import ReasonMissing, remove_parts, require_reason
from tonghop.apps.directives.actions.reviewing import WordsTouchRights
from tonghop.apps.directives.given_work import named_below
from tonghop.apps.directives.models import Assignment, Progress, SubTask
from tonghop.apps.directives.queries import bodies_named
from tonghop.domain.directives.progress import DONE, PROGRESS, due_within
from tonghop.domain.directives.rights import ground_of, sensitive_sentences
from tonghop.domain.errors import Refusal
from tonghop.domain.language import flat, nfc, searchable
from tonghop.domain.provenance import Span

__all__ = ["ReasonMissing", "WordsTouchRights", "pass_down", "report_progress", "take_back"]


class NobodyChosen(Refusal):
    code = "nobody-chosen"
    message_vi = "Hãy chọn ít nhất một đơn vị cấp dưới."
    message_en = "Choose at least one body below."


class BodyNotBelow(Refusal):
    code = "body-not-below"
    message_vi = "Danh bạ không có “{body}” trong các đơn vị cấp dưới của đơn vị giao hôm nay."
    message_en = "The register has no “{body}” below the giving body today."


class AlreadyPassedDown(Refusal):
    code = "already-passed-down"
    message_vi = "Phần việc này đã được giao cho {body}. Hãy ghi phần khác, hoặc lấy lại phần đã giao."
    message_en = "This part was given to {body} already. Word another part, or take that one back."


class ProgressUnknown(Refusal):
    code = "progress-unknown"
    message_vi = "Hãy chọn chưa làm, đang làm hoặc đã xong."
    message_en = "Choose not begun, under way or done."


class NoteMissing(Refusal):
    code = "note-missing"
    message_vi = "Việc đã xong thì ghi kết quả: làm gì, ở đâu, theo văn bản nào."
    message_en = "Work that is done says what was done, where, by which document."


class DayToCome(Refusal):
    code = "day-to-come"
    message_vi = "Ngày {on} chưa đến; ghi ngày hôm nay hoặc trước đó."
    message_en = "The day {on} is still to come; write today or a day before."


@transaction.atomic
def pass_down(
    *,
    work: Assignment | SubTask,
    bodies: Collection[str] = (),
    called: Collection[str] = (),
    words: str = "",
    due_on: date | None = None,
    by: Person,
    at: datetime,
    on: date,
) -> tuple[SubTask, ...]:
    """Lay given work or a part of it on bodies below the one that has it.

    Shape:  `bodies` are ids of units, `called` others by their names; `words` say which part, "" the work as
    it was given. Without a day it is owed when the work itself is.
    Raises: NotPermitted, NobodyChosen, WordsTouchRights, DueAfterOwn, BodyNotBelow, AlreadyPassedDown.
    """
    require_right(by, Right.FILE_PLANS, on=on, body=work.body)
    found, unknown = named_below(work.body, called, on=on)
    if unknown:
        raise BodyNotBelow(body=unknown[0])
    wanted = tuple(dict.fromkeys([*bodies, *found]))
    if not wanted:
        raise NobodyChosen()
    own_words = ordinary_words(words) or (work.words if isinstance(work, SubTask) else "")
    until = due_within(work.due_on, due_on)
    return tuple(_give(work, body, own_words, until, by=by, at=at, on=on) for body in wanted)


@transaction.atomic
def take_back(*, sub_task: SubTask, why: str, by: Person, at: datetime, on: date) -> None:
    """Take a part back that was passed down, with what was passed down of it; its history remains.

    Raises: NotPermitted, ReasonMissing.
    """
    require_right(by, Right.FILE_PLANS, on=on, body=sub_task.giver)
    require_reason(why)
    remove_parts(Q(pk=sub_task.pk), why.strip(), by=by, at=at)


@transaction.atomic
def report_progress(
    *,
    work: Assignment | SubTask,
    state: str,
    note: str = "",
    state_on: date | None = None,
    by: Person,
    at: datetime,
    on: date,
) -> Progress:
    """Say how far the work of one's own body has come, since `state_on` (today where it is not named).

    Raises: NotPermitted, ProgressUnknown, NoteMissing, DayToCome, WordsTouchRights.
    """
    require_right(by, Right.FILE_PLANS, on=on, body=work.body)
    if state not in PROGRESS:
        raise ProgressUnknown()
    told = ordinary_words(note)
    if state == DONE and not told:
        raise NoteMissing()
    if state_on is not None and state_on > on:
        raise DayToCome(on=f"{state_on:%d/%m/%Y}")
    entry = Progress.objects.create(
        assignment=work if isinstance(work, Assignment) else None,
        sub_task=work if isinstance(work, SubTask) else None,
        state=state,
        state_on=state_on or on,
        note=told,
        told_by=str(by.pk),
        told_at=at,
    )
    facts = {"state": state, "on": entry.state_on.isoformat(), "note": told}
    record(kind="progress.told", by=str(by.pk), subject=subject_of(work), at=at, facts=facts)
    return entry


def subject_of(work: Assignment | SubTask) -> str:
    """Return what the audit calls a piece of given work."""
    return f"{'assignment' if isinstance(work, Assignment) else 'sub-task'}:{work.pk}"


def ordinary_words(words: str) -> str:
    """Return a person's words on one line.

    Raises: WordsTouchRights, where a sentence of them asks for what touches people's rights.
    """
    told = nfc(words.replace("\0", ""))
    if ground_of(searchable(told)) or sensitive_sentences(told, Span(0, len(told))):
        raise WordsTouchRights(words=flat(told))
    return flat(told)


def _give(
    work: Assignment | SubTask,
    body: str,
    words: str,
    due_on: date | None,
    *,
    by: Person,
    at: datetime,
    on: date,
) -> SubTask:
    if not _is_below(body, work.body, on):
        raise BodyNotBelow(body=body)
    office = work.office if isinstance(work, SubTask) else work.sentence.directive.office_id or ""
    part = SubTask(
        sentence_id=work.sentence_id,
        # By its id: whoever was given a part does not see the whole.
        assignment_id=work.assignment_id if isinstance(work, SubTask) else work.pk,
        above=None if isinstance(work, Assignment) else work,
        office=office,
        giver=work.body,
        body=body,
        words=words,
        due_on=due_on,
        given_by=str(by.pk),
        given_at=at,
    )
    try:
        with transaction.atomic():
            part.save(force_insert=True)
    except IntegrityError as fault:
        if "a_part_is_given_to_a_body_once" not in str(fault):
            raise
        raise AlreadyPassedDown(body=dict(bodies_named([body], on=on))[body]) from fault
    facts = {
        "of": subject_of(work),
        "giver": part.giver,
        "body": body,
        "words": words,
        "due_on": due_on.isoformat() if due_on else None,
    }
    record(kind="sub-task.given", by=str(by.pk), subject=f"sub-task:{part.pk}", at=at, facts=facts)
    return part


def _is_below(body: str, top: str, on: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select public.tonghop_is_below(%s, %s, %s)", [body, top, on])
        return bool(cursor.fetchone()[0])
