"""Taking in (ghi nhận): what files say of a body becomes its draft and a revision, in its own form.

What a body wrote or sent itself is never overwritten. Of a body about which something is asked only the
arrival is entered; its values wait for the answers. A file is what it is: what it leaves empty stays empty.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.cycle_actions import enter_happening
from tonghop.apps.reporting.inboxes.access import require_keeping
from tonghop.apps.reporting.inboxes.judging import Judged, judged
from tonghop.apps.reporting.models import (
    Change,
    Cycle,
    DueRow,
    Happening,
    InboxFile,
    Origin,
    Revision,
    Submission,
)
from tonghop.apps.reporting.submissions.access import ReportForm
from tonghop.apps.reporting.submissions.saving import held_draft, write_into
from tonghop.apps.reporting.submissions.sending import send_written
from tonghop.domain.consolidation import submissions as domain
from tonghop.domain.consolidation.questions import OpenPoint
from tonghop.domain.consolidation.submission_fields import FilledFields, fields_of
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.drafts import filled

NOW_KNOWN = "Nay biết giờ nhận theo sổ văn bản đến hoặc thư."


class Standing(StrEnum):
    """How what files say of a body stands against what the office has of it."""

    READY = "ready"
    OPEN = "open"
    TAKEN_IN = "taken-in"
    CHANGED = "changed"
    ONLY_ARRIVAL = "only-arrival"
    ARRIVED = "arrived"
    OWN_NEWER = "own-newer"
    BEING_WRITTEN = "being-written"
    ANNULLED = "annulled"


TO_DO = (Standing.READY, Standing.CHANGED, Standing.OPEN, Standing.ONLY_ARRIVAL)
"""What pressing the button does something with."""


class NothingToTakeIn(Refusal):
    code = "nothing-to-take-in"
    message_vi = (
        "Không có đơn vị nào ghi nhận được như vậy; danh sách có thể vừa thay đổi, hãy tải lại trang."
    )
    message_en = "No body can be taken in so; the list may just have changed: load the page again."


class ReadsOtherwise(Refusal):
    """What was written into the draft would not read as the files do: nothing is entered."""

    code = "reads-otherwise"
    message_vi = "Số liệu trong tệp của “{body}” không ghi được nguyên vẹn vào biểu: {what}. Hãy nhập tay."
    message_en = "The figures in the files of {body!r} cannot be entered unchanged: {what}. Key them in."


@dataclass(frozen=True, slots=True)
class BodyInFiles:
    """A body from which something came: its row, what its files come to, how that stands, what is open."""

    row: DueRow
    submission: domain.Submission
    standing: Standing
    filled: FilledFields
    open: tuple[OpenPoint, ...] = ()
    missing: tuple[str, ...] = ()
    newest: Revision | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of bodies, by their code."""

    sent: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()
    left: Mapping[str, Standing] = field(default_factory=dict)
    refused: Mapping[str, Refusal] = field(default_factory=dict)


def bodies_in_files(cycle: Cycle, told: Judged | None = None) -> list[BodyInFiles]:
    """Return the bodies from which something came, in the order of the due list."""
    told = told or judged(cycle)
    rows = {
        row.code: row
        for row in DueRow.objects.filter(cycle=cycle, code__in=[s.body for s in told.done.submissions])
        .select_related("cycle", "submission")
        .order_by("number")
    }
    newest = {
        revision.submission_id: revision
        for revision in Revision.objects.filter(submission__row__cycle=cycle).order_by("number")
    }
    writers = _last_writers(cycle)
    points: dict[str, list[OpenPoint]] = {}
    for point in told.done.points:
        points.setdefault(point.place.body, []).append(point)
    found = []
    for submission in told.done.submissions:
        row = rows.get(submission.body)
        if row is None:
            continue
        form = ReportForm(row, told.asked)
        fields = fields_of(submission, form.campaign, form.turn)
        sent = newest.get(row.pk)
        is_open = submission.body in told.done.open_bodies
        standing = _standing(row, submission, fields, sent, writers.get(row.pk, ""), is_open=is_open)
        missing = _missing(form, submission)
        own = tuple(points.get(submission.body, ()))
        found.append(BodyInFiles(row, submission, standing, fields, own, missing, sent))
    return sorted(found, key=lambda body: body.row.number)


def _last_writers(cycle: Cycle) -> dict[object, str]:
    """Return by which way each draft was changed last, by its row."""
    changes = (
        Change.objects.filter(submission__row__cycle=cycle)
        .order_by("submission_id", "-version")
        .distinct("submission_id")
    )
    return dict(changes.values_list("submission_id", "origin"))


def _missing(form: ReportForm, submission: domain.Submission) -> tuple[str, ...]:
    """Return the names of required figures of which the files say nothing."""
    return tuple(
        row.name
        for row in form.campaign.asked(form.turn)
        if row.required
        and row.kind != "rate"
        and not (row.code in submission.entries and submission.entries[row.code].is_told)
    )


def _standing(
    row: DueRow,
    submission: domain.Submission,
    fields: FilledFields,
    sent: Revision | None,
    last_writer: str,
    *,
    is_open: bool,
) -> Standing:
    if row.annulled_at is not None:
        return Standing.ANNULLED
    draft: Submission | None = getattr(row, "submission", None) if row.unit_id else None
    by_the_body = draft is not None and last_writer not in ("", Origin.OFFICE)
    if by_the_body and (own := _of_the_body(row, draft, sent, submission.arrived_at)):
        return own
    if row.unit_id is None:
        return Standing.ARRIVED if row.has_arrived else Standing.ONLY_ARRIVAL
    if is_open:
        return Standing.OPEN
    if sent is None or draft is None or not row.has_arrived:
        return Standing.READY
    return Standing.TAKEN_IN if filled(sent.content) == filled(fields.fields) else Standing.CHANGED


def _of_the_body(
    row: DueRow, draft: Submission | None, sent: Revision | None, came_at: datetime | None
) -> Standing | None:
    """Return what keeps a draft that the body wrote from being replaced; None where a file came after it was
    sent, or the office has returned it.
    """
    if draft is None:
        return None
    if draft.sent_version != draft.version or sent is None:
        return Standing.BEING_WRITTEN if filled(draft.content) or sent else None
    if not row.has_arrived:
        return None
    return None if came_at is not None and came_at > sent.sent_at else Standing.OWN_NEWER


def take_in(*, cycle: Cycle, bodies: Collection[str] | None, by: Person, at: datetime, on: date) -> TakenIn:
    """Take in what files say of some bodies, by their codes; None: of all that can be.

    Shape:  each body is taken in wholly or not; what keeps one from it is told, and stops no other.
    Raises: NotPermitted, NothingToTakeIn.
    """
    require_keeping(cycle, by=by, on=on)
    with transaction.atomic():
        # Two people who press at once: the second waits, and finds it done.
        list(DueRow.objects.select_for_update(of=("self",)).filter(cycle=cycle).values_list("pk", flat=True))
        told = judged(cycle)
        chosen = [row for row in bodies_in_files(cycle, told) if bodies is None or row.row.code in bodies]
        done = _take_in_each([row for row in chosen if row.standing in TO_DO], cycle, told, by, at)
        left = {row.row.code: row.standing for row in chosen if row.standing not in TO_DO}
    if not done.sent and not done.arrived and not done.refused:
        raise NothingToTakeIn()
    return TakenIn(done.sent, done.arrived, left, done.refused)


def _take_in_each(
    bodies: Sequence[BodyInFiles], cycle: Cycle, told: Judged, by: Person, at: datetime
) -> TakenIn:
    shared = _shared_files(told)
    files = dict(InboxFile.objects.filter(cycle=cycle, file__isnull=False).values_list("name", "file_id"))
    sent, arrived = [], []
    refused: dict[str, Refusal] = {}
    for body in bodies:
        code, came_at = body.row.code, _not_in_future(body.submission.arrived_at, at)
        try:
            with transaction.atomic():
                if body.standing in (Standing.READY, Standing.CHANGED):
                    digest = files.get(body.submission.file) if body.submission.file not in shared else None
                    _send(body, ReportForm(body.row, told.asked), digest, came_at, by, at)
                    sent.append(code)
                elif _arrive(body.row, came_at, by, at):
                    arrived.append(code)
        except Refusal as refusal:
            refused[code] = refusal
    return TakenIn(tuple(sent), tuple(arrived), {}, refused)


def _shared_files(told: Judged) -> frozenset[str]:
    """Return the files that speak of several bodies: none of these may read the whole."""
    return frozenset(file for file, rows in told.by_file.items() if len({row.body for row in rows}) > 1)


def _not_in_future(came_at: datetime | None, at: datetime) -> datetime | None:
    return came_at if came_at is not None and came_at <= at else None


def _send(
    body: BodyInFiles,
    form: ReportForm,
    file_sha256: str | None,
    came_at: datetime | None,
    by: Person,
    at: datetime,
) -> None:
    # The program itself writes into the body's report: an office may take in, and may not write for a body.
    with acting_by_itself():
        draft = held_draft(form, by=str(by.pk), at=at)
        saved = write_into(
            form,
            draft,
            fields=dict.fromkeys(form.fields, "") | dict(body.filled.fields),
            base_version=draft.version,
            sources=body.filled.sources,
            by=str(by.pk),
            at=at,
        )
        if wrong := _differences(form, body.submission, saved.reading.submission):
            raise ReadsOtherwise(body=body.row.name, what="; ".join(wrong[:5]))
        send_written(
            saved,
            origin=Origin.OFFICE,
            file_sha256=file_sha256,
            received_at=came_at,
            by=str(by.pk),
            at=at,
        )
    if form.row.has_arrived:
        _arrive(form.row, came_at, by, at)
    facts = {"body": body.row.code, "files": list(body.submission.files), "fields": len(body.filled.fields)}
    record(kind="report.taken-in", by=str(by.pk), subject=f"due-row:{body.row.pk}", at=at, facts=facts)


def _differences(form: ReportForm, files: domain.Submission, draft: domain.Submission) -> list[str]:
    """Return what would read otherwise in the draft than in the files."""
    names = {row.code: row for row in form.campaign.asked(form.turn)}
    wrong = []
    for code, entry in files.entries.items():
        indicator, other = names.get(code), draft.entries.get(code)
        if indicator is None:
            continue
        value = other.value if other else None
        estimated = other.estimated if other else None
        if (entry.value, entry.estimated) != (value, estimated):
            wrong.append(indicator.name)
    return wrong


def _arrive(row: DueRow, came_at: datetime | None, by: Person, at: datetime) -> bool:
    """Enter that a report came, or when, where that was not known."""
    if row.has_arrived and (row.arrived_at is not None or came_at is None):
        return False
    if row.has_arrived:
        _happen(Happening.ARRIVAL_TAKEN_BACK, row, {"has_arrived": False, "arrived_at": None}, {}, by, at)
    changes = {"has_arrived": True, "arrived_at": came_at}
    _happen(Happening.ARRIVAL, row, changes, {"arrived_at": came_at}, by, at)
    return True


def _happen(
    kind: Happening,
    row: DueRow,
    changes: Mapping[str, object],
    told: Mapping[str, object],
    by: Person,
    at: datetime,
) -> None:
    why = NOW_KNOWN if kind is Happening.ARRIVAL_TAKEN_BACK else ""
    enter_happening(
        kind=kind, cycle=row.cycle, rows=[row.pk], why=why, changes=changes, told=told, by=str(by.pk), at=at
    )
