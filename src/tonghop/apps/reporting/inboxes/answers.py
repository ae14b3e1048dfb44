"""Answers to the questions of files: kept with who gave them, and handed to the domain as it takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tonghop.apps.accounts.models import Person
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.cycle_queries import names_of
from tonghop.apps.reporting.inboxes.access import require_keeping
from tonghop.apps.reporting.models import Cycle, Inbox, InboxAnswer, InboxFile, InboxResult, InboxState
from tonghop.domain.consolidation.questions import Answer, Question, memory_id
from tonghop.domain.consolidation.returns import Return
from tonghop.domain.errors import Refusal
from tonghop.formats.inbox.reading_plan import LAYOUT
from tonghop.formats.inbox.return_json import loaded

LONGEST_VALUE = 300
LONGEST_REASON = 1000


class AnswerTooLong(Refusal):
    code = "answer-too-long"
    message_vi = "Câu trả lời dài quá {limit} ký tự; chỉ ghi con số hoặc lựa chọn."
    message_en = "The answer is longer than {limit} characters; give the figure or the choice alone."


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says on a question; nothing at all takes an earlier answer back."""

    value: str = ""
    reason: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.value and not any(self.figures.values())


def answers_of(cycle: Cycle) -> dict[str, Answer]:
    """Return the answers that hold in a cycle: its own, and what is remembered of others of its campaign."""
    rows = list(
        InboxAnswer.objects.filter(Q(cycle=cycle) | ~Q(remembered=[]), campaign=cycle.campaign_id).order_by(
            "pk"
        )
    )
    names = names_of({row.by for row in rows})
    newest: dict[tuple[object, str], InboxAnswer] = {(row.cycle_id, row.question): row for row in rows}
    given: dict[str, Answer] = {}
    remembered: dict[str, Answer] = {}
    for row in sorted(newest.values(), key=lambda row: (row.cycle_id == cycle.pk, row.pk)):
        if not row.value and not row.figures:
            continue
        answer = Answer(
            row.question,
            row.value,
            names.get(row.by) or row.by,
            row.reason,
            row.figures,
            tuple(row.remembered),
            row.message,
            row.file,
            tuple(row.choices),
        )
        if row.cycle_id == cycle.pk:
            given[row.question] = answer
        remembered |= {memory_id(key): answer for key in answer.remembered}
    return remembered | given


@transaction.atomic
def answer(
    *, cycle: Cycle, given: Sequence[tuple[Question, Given]], by: Person, at: datetime, on: date
) -> int:
    """Keep answers; files that an answer lets read otherwise are read again in the background.

    Returns how many answers are new. Raises: NotPermitted, AnswerTooLong.
    """
    require_keeping(cycle, by=by, on=on)
    standing = {row.question: row for row in InboxAnswer.objects.filter(cycle=cycle).order_by("pk")}
    kept = []
    for question, told in given:
        figures = {code: text.strip() for code, text in told.figures.items() if text.strip()}
        value, reason = told.value.strip(), told.reason.strip()
        if max(map(len, (value, *figures.values())), default=0) > LONGEST_VALUE:
            raise AnswerTooLong(limit=LONGEST_VALUE)
        if len(reason) > LONGEST_REASON:
            raise AnswerTooLong(limit=LONGEST_REASON)
        before = standing.get(question.id)
        if before and (before.value, before.figures, before.reason) == (value, figures, reason):
            continue
        if before is None and not value and not figures:
            continue
        kept.append(
            InboxAnswer(
                office=cycle.office,
                campaign_id=cycle.campaign_id,
                cycle=cycle,
                question=question.id,
                value=value,
                figures=figures,
                reason=reason,
                remembered=list(question.remembered),
                message=question.message,
                file=question.file,
                choices=list(question.choices),
                by=str(by.pk),
                at=at,
            )
        )
    InboxAnswer.objects.bulk_create(kept)
    for row in kept:
        facts = {"question": row.question, "value": row.value, "figures": row.figures, "reason": row.reason}
        record(kind="inbox.answered", by=str(by.pk), subject=f"cycle:{cycle.pk}", at=at, facts=facts)
    layouts = {key.removeprefix(LAYOUT) for row in kept for key in row.remembered if key.startswith(LAYOUT)}
    if layouts:
        _read_again(cycle, layouts, by)
    return len(kept)


def _read_again(cycle: Cycle, layouts: set[str], by: Person) -> None:
    """Have the files read again about whose layout something was answered; all others stay as they are."""
    from tonghop.apps.reporting.inboxes.putting_in import ask_for_reading

    concerned = {
        row.file_id
        for row in InboxResult.objects.filter(cycle=cycle, refusal="").order_by("pk")
        for result in loaded(bytes(row.content))
        if isinstance(result, Return) and any(doubt.layout in layouts for doubt in result.doubts)
    }
    InboxFile.objects.filter(pk__in=concerned, file__isnull=False).update(plan_key="")
    for inbox in Inbox.objects.filter(deliveries__files__in=concerned).distinct().order_by("pk"):
        inbox.state = InboxState.WAITING if inbox.state == InboxState.READ else inbox.state
        inbox.save(update_fields=["state"])
        if inbox.state == InboxState.WAITING:
            ask_for_reading(inbox, by=by)
