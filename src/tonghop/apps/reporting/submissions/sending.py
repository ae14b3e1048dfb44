"""Sending a report: a revision that never changes, its receipt, and the row's arrival, all at once or not."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import UUIDField

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.audit.actions import Happened, record_all
from tonghop.apps.foundations import rows
from tonghop.apps.foundations.questions import Given, Question
from tonghop.apps.reporting.cycle_actions import NothingToChange, enter_arrival
from tonghop.apps.reporting.models import Evidence, Origin, Revision, Submission
from tonghop.apps.reporting.submissions.access import ReportForm, access_report
from tonghop.apps.reporting.submissions.saving import Saved, held_draft, keep, write_into
from tonghop.apps.reporting.submissions.told_difficulties import tell_difficulties
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.draft_returns import DraftReading, entries_record
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.decisions import Verdict
from tonghop.domain.reporting.drafts import NOTHING_TYPED, Fields, canonical_json

SENT = ("revisions", "sent_version", "decided")
"""What of a draft changes where it is sent."""


class ReportOpen(Refusal):
    """Something that the form asks for is not answered; `reading` says what."""

    code = "report-open"
    message_vi = (
        "Báo cáo chưa gửi được: còn {count} ô chưa điền hoặc chưa rõ. Xem phần “Kiểm tra trước khi gửi”."
    )
    message_en = (
        "The report cannot be sent: {count} fields are empty or not clear. See “Check before sending”."
    )

    def __init__(self, reading: DraftReading) -> None:
        open_ones = len(reading.open) + len(reading.unanswered) + len(reading.unexplained)
        super().__init__(count=open_ones)
        self.reading = reading


@dataclass(frozen=True, slots=True)
class Sent:
    """A revision, and whether it was sent just now; the same draft sent twice is one revision."""

    revision: Revision
    is_new: bool


@transaction.atomic
def send(
    *,
    row_id: UUID,
    version: int,
    fields: Fields = NOTHING_TYPED,
    by: Person,
    at: datetime,
    on: date,
) -> Sent:
    """Send a report as its sender saw it: the draft of `version`, with the last `fields` that were typed.

    Raises: NoSuchThing, NoReportAsked, VersionMoved, FieldUnknown, TextTooLong, ReportOpen.
    """
    form = access_report(row_id, by=by, on=on)
    saved = write_into(
        form,
        held_draft(form, by=str(by.pk), at=at),
        fields=fields,
        base_version=version,
        exactly=True,
        by=str(by.pk),
        at=at,
    )
    if not saved.reading.may_be_sent:
        raise ReportOpen(saved.reading)
    sent = send_written(saved, origin=Origin.WEB, received_at=at, by=str(by.pk), at=at)
    if sent.is_new:
        tell_difficulties(form, sent.revision, by=str(by.pk), at=at)
    return sent


def send_written(
    saved: Saved,
    *,
    origin: Origin,
    file_sha256: str | None = None,
    received_at: datetime | None,
    by: str,
    at: datetime,
) -> Sent:
    """Keep what was written into a held draft, and make the draft the newest revision, all in one writing.

    `received_at` None where nobody knows when a file came.
    """
    form, draft = saved.form, saved.submission
    evidence = _evidence(draft)
    digest = revision_digest(draft.content, evidence)
    last = draft.sent.order_by("-number").first() if draft.revisions else None
    is_awaited = draft.decided == Verdict.RETURNED or not form.row.has_arrived
    if last is not None and last.sha256 == digest and not is_awaited:
        keep(saved, origin=origin, file_sha256=file_sha256)
        return Sent(last, is_new=False)
    draft.revisions, draft.sent_version, draft.decided = draft.revisions + 1, draft.version, ""
    keep(saved, *SENT, origin=origin, file_sha256=file_sha256)
    revision = Revision(
        submission=draft,
        office=draft.office,
        number=draft.revisions,
        version=draft.version,
        content=draft.content,
        sources=draft.sources,
        entries=entries_record(saved.reading.submission),
        evidence=evidence,
        sha256=digest,
        receipt=_receipt(at),
        origin=origin,
        sent_by=by,
        sent_at=at,
        received_at=received_at,
    )
    rows.enter(revision)
    arrived = None if form.row.has_arrived else _arrive(form, received_at, by=by, at=at)
    facts = {
        "receipt": revision.receipt,
        "number": revision.number,
        "sha256": digest,
        "origin": Origin(origin).value,
    }
    sent = Happened("report.sent", by, f"due-row:{form.row.pk}", at, facts)
    # All rows are held before the audit's lock is: everybody else waits for that one until we have ended.
    record_all([arrived, sent] if arrived else [sent])
    return Sent(revision, is_new=True)


def _arrive(form: ReportForm, received_at: datetime | None, *, by: str, at: datetime) -> Happened | None:
    # The row is changed by the program itself: a body may send, and may not change what it owes.
    with acting_by_itself(apart=False):
        happened = enter_arrival(form.row, received_at, by=by, at=at)
    if happened is None:  # the office has just entered that it came
        form.row.refresh_from_db(fields=["has_arrived"])
        if not form.row.has_arrived:
            raise NothingToChange()
    return happened


def revision_digest(fields: Fields, evidence: list[dict[str, Any]]) -> str:
    """Return the SHA-256 of what is sent: the fields and the hashes of the files beside them."""
    told = {"fields": dict(fields), "evidence": sorted(row["sha256"] for row in evidence)}
    return hashlib.sha256(canonical_json(told).encode()).hexdigest()


_BESIDE = Question(
    lambda: Evidence.objects.filter(submission=Given("draft", UUIDField()), removed_at__isnull=True).order_by(
        "added_at", "id"
    )
)


def _evidence(draft: Submission) -> list[dict[str, Any]]:
    return [
        {"sha256": row.file_id, "file_name": row.file_name, "caption": row.caption, "size": row.size}
        for row in _BESIDE.ask(draft=draft.pk)
    ]


def _receipt(at: datetime) -> str:
    """Return the next number of a receipt, such as "BN-2026-000123": for people to read out on the phone."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('reporting_receipt_number')")
        number = cursor.fetchone()[0]
    return f"BN-{at.astimezone(ZONE).year}-{number:06d}"
