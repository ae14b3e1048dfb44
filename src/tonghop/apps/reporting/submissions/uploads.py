"""Files of their own that bodies hand in: looked at, kept, read in the background, laid beside the draft, and
taken into it line by line.

What reads them is the inbox's, as for the folder that an office consolidates. Nothing enters the draft before
a person takes it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.kept_files import UploadRefused, keep, plain_name
from tonghop.apps.reporting.models import KeptFile, Origin, Upload, UploadState
from tonghop.apps.reporting.submissions.access import ReportForm, access_report
from tonghop.apps.reporting.submissions.remembered import remember, remembered_answers
from tonghop.apps.reporting.submissions.saving import Saved, Source, held_draft, save_into
from tonghop.domain.consolidation.own_files import Line, Preview, corrected, preview
from tonghop.domain.consolidation.questions import Answer, Answers, OpenPoint
from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.amounts import read_amount
from tonghop.domain.reporting.drafts import Fields
from tonghop.domain.reporting.values import MISSING, Unclear
from tonghop.formats.inbox.arrivals import NO_ARRIVALS
from tonghop.formats.inbox.first_look import PagePicture, look_at, page_picture
from tonghop.formats.inbox.folders import InboxFile
from tonghop.formats.inbox.inbox import read_inbox
from tonghop.formats.inbox.reading_plan import LAYOUT, ReadingPlan, confirmed_layouts
from tonghop.formats.inbox.return_json import Result, dumped, loaded

LARGEST_FILE = 25 * 2**20
LONGEST_NAME = 200
"""Bytes. What is larger is a collection of scans, to be handed in part by part."""

READING = "reporting.read_upload"
LONGEST_ANSWER = 300
SCAN_PLACE = "bản quét"
_BROKEN = "Chương trình gặp lỗi khi đọc tệp này. Tệp gốc được giữ nguyên; hãy báo quản trị viên."


class UploadTooLarge(Refusal):
    code = "upload-too-large"
    message_vi = "Tệp lớn hơn {limit} MB. Hãy giảm dung lượng ảnh, hoặc gửi từng phần."
    message_en = "The file is larger than {limit} MB. Make its pictures smaller, or hand in part by part."


class NotReadYet(Refusal):
    code = "not-read-yet"
    message_vi = "Tệp này chưa đọc xong; chờ một lát rồi mở lại trang."
    message_en = "The file has not been read yet; wait a moment and open the page again."


class NothingChosen(Refusal):
    code = "nothing-chosen"
    message_vi = "Chưa chọn dòng nào để đưa vào báo cáo."
    message_en = "No line has been chosen to go into the report."


class LinesUnclear(Refusal):
    """Lines whose choice says nothing certain; `lines` has a sentence by line, None where none was typed."""

    code = "lines-unclear"
    message_vi = "Còn {count} dòng chưa rõ; chưa có gì được đưa vào báo cáo."
    message_en = "{count} lines are not clear; nothing has gone into the report."

    def __init__(self, lines: Mapping[str, str]) -> None:
        super().__init__(count=len(lines))
        self.lines = lines


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that was handed in; `is_new` is False where the same bytes were there already."""

    upload: Upload
    is_new: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decided on a line: to take what the file says, one of the choices (`text`), or their own
    `text`. A line without a choice is left as it is.
    """

    kind: str
    text: str = ""


TAKE, CHOOSE, CORRECT = "take", "choose", "correct"


# ---- handing in


@transaction.atomic
def hand_in(*, row_id: UUID, content: bytes, name: str, by: Person, at: datetime, on: date) -> HandedIn:
    """Keep a body's file and ask for it to be read. The same bytes a second time change nothing.

    Raises: NoSuchThing, NoReportAsked, UploadTooLarge, UploadRefused; nothing is kept then.
    """
    form = access_report(row_id, by=by, on=on)
    if len(content) > LARGEST_FILE:
        raise UploadTooLarge(limit=LARGEST_FILE // 2**20)
    digest = hashlib.sha256(content).hexdigest()
    known = Upload.objects.filter(row=form.row, file=digest).first()
    if known is not None:
        return HandedIn(known, is_new=False)
    called = plain_name(name, longest=LONGEST_NAME)
    look = look_at(content, called)
    if look.refused is not None:
        raise UploadRefused(look.refused)
    keep(content)
    upload = Upload(
        row=form.row,
        office=form.row.office,
        unit_id=form.row.unit_id or "",
        file_id=digest,
        file_name=called,
        size=len(content),
        uploaded_by=str(by.pk),
        uploaded_at=at,
    )
    Upload.objects.bulk_create([upload], ignore_conflicts=True)
    kept = Upload.objects.get(row=form.row, file=digest)
    if kept.pk != upload.pk:  # the same file came twice at once
        return HandedIn(kept, is_new=False)
    facts = {"sha256": digest, "file": called, "size": len(content)}
    record(kind="report.file-handed-in", by=str(by.pk), subject=f"due-row:{row_id}", at=at, facts=facts)
    _ask_for_reading(kept, by)
    return HandedIn(kept, is_new=True)


@transaction.atomic
def read_again(*, upload_id: UUID, by: Person, on: date) -> None:
    """Ask for a file that was not read to be read again.

    Raises: NoSuchThing.
    """
    upload, _ = access_upload(upload_id, by=by, on=on)
    if upload.state != UploadState.FAILED:
        return
    Upload.objects.filter(pk=upload.pk).update(state=UploadState.WAITING, fault="")
    _ask_for_reading(upload, by)


def _ask_for_reading(upload: Upload, by: Person) -> None:
    from tonghop.apps.reporting.upload_tasks import read_upload_of

    read_upload_of.defer(upload=str(upload.pk), person=str(by.pk))


# ---- reading


def read_upload(*, upload_id: UUID, by: Person, at: datetime, on: date) -> None:
    """Read a file that waits; one that was read already stays, one that was broken off begins anew.

    Raises: whatever is a fault of the program, after the failure was kept.
    """
    with acting_as(by):
        begun = _begun(upload_id, by, at, on)
    if begun is None:
        return
    form, upload, content, plan = begun
    try:
        results = _results(content, upload.file_name, plan)
    except Exception:
        with acting_as(by):
            _failed(upload.pk, _BROKEN, at)
        raise
    with acting_as(by):
        _keep(form, upload, results, by, at)


def _begun(
    upload_id: UUID, by: Person, at: datetime, on: date
) -> tuple[ReportForm, Upload, bytes, ReadingPlan] | None:
    upload = Upload.objects.select_for_update().filter(pk=upload_id).first()
    if upload is None or upload.state not in (UploadState.WAITING, UploadState.READING):
        return None
    form = access_report(upload.row_id, by=by, on=on)
    upload.state, upload.begun_at = UploadState.READING, at
    upload.save(update_fields=["state", "begun_at"])
    confirmed = confirmed_layouts(remembered_answers(form.row))
    plan = ReadingPlan(form.campaign, form.turn, confirmed)
    return form, upload, bytes(KeptFile.objects.get(pk=upload.file_id).content), plan


def _results(content: bytes, name: str, plan: ReadingPlan) -> tuple[Result, ...]:
    """Read a file by the inbox's own worker, with its limits of time and memory."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tep"
        path.write_bytes(content)
        read = read_inbox([InboxFile(name, path, len(content), None)], NO_ARRIVALS, plan, jobs=1)
    return (*read.returns, *read.refused)


def _keep(form: ReportForm, upload: Upload, results: Sequence[Result], by: Person, at: datetime) -> None:
    refused = [row for row in results if isinstance(row, RefusedFile)]
    if not any(isinstance(row, Return) for row in results):
        _failed(upload.pk, refused[0].message if refused else _BROKEN, at)
        return
    state = UploadState.TAKEN if upload.taken_at else UploadState.READ
    Upload.objects.filter(pk=upload.pk).update(state=state, ended_at=at, outcome=dumped(results), fault="")
    facts = {"sha256": upload.file_id, "refused": len(refused)}
    record(kind="report.file-read", by=str(by.pk), subject=f"due-row:{form.row.pk}", at=at, facts=facts)


def _failed(upload: UUID, why: str, at: datetime) -> None:
    Upload.objects.filter(pk=upload).update(state=UploadState.FAILED, ended_at=at, fault=why)


# ---- looking at it


def access_upload(upload_id: UUID, *, by: Person, on: date) -> tuple[Upload, ReportForm]:
    """Return a file that a body handed in, for whoever writes its report.

    Raises: NoSuchThing, NoReportAsked.
    """
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is None:
        raise NoSuchThing()
    return upload, access_report(upload.row_id, by=by, on=on)


def uploads_of(form: ReportForm) -> list[Upload]:
    """Return the files handed in for a row, newest first."""
    return list(Upload.objects.filter(row=form.row).defer("outcome").order_by("-uploaded_at", "id"))


def preview_of(upload: Upload, form: ReportForm, fields: Fields, more: Answers | None = None) -> Preview:
    """Lay what was read of a file beside a draft; `more` are answers that are only tried.

    Raises: NotReadYet.
    """
    if not upload.is_read:
        raise NotReadYet()
    own = {key: Answer(key, value, upload.uploaded_by) for key, value in upload.answers.items()}
    answers = {**remembered_answers(form.row), **own, **(more or {})}
    returns = [row for row in _read(upload) if isinstance(row, Return)]
    return preview(returns, form.asked.content, form.campaign, form.turn, form.row.code, fields, answers)


def refused_parts(upload: Upload) -> list[RefusedFile]:
    """Return the files inside one that could not be read."""
    return [row for row in _read(upload) if isinstance(row, RefusedFile)] if upload.is_read else []


def scans_of(upload: Upload) -> list[str]:
    """Return the names of the scans in a file, itself or those in it."""
    from tonghop.domain.consolidation.returns import Kind

    returns = [row for row in _read(upload) if isinstance(row, Return)] if upload.is_read else []
    scans = [row.file for row in returns if row.kind is Kind.SCAN]
    return list(dict.fromkeys(scans or [row.file for row in returns]))


def _read(upload: Upload) -> tuple[Result, ...]:
    return loaded(bytes(upload.outcome))


def scan_page(*, upload_id: UUID, scan: int, page: int, by: Person, on: date) -> PagePicture | None:
    """Return a page of a scan as a picture, both counted from 1; None where there is none.

    Raises: NoSuchThing, NoReportAsked.
    """
    upload, _ = access_upload(upload_id, by=by, on=on)
    scans = scans_of(upload)
    if not 1 <= scan <= len(scans):
        return None
    content = bytes(KeptFile.objects.get(pk=upload.file_id).content)
    return page_picture(content, upload.file_name, scans[scan - 1], page)


def file_of(*, upload_id: UUID, by: Person, on: date) -> tuple[Upload, bytes]:
    """Return a file as it came.

    Raises: NoSuchThing, NoReportAsked.
    """
    upload, _ = access_upload(upload_id, by=by, on=on)
    return upload, bytes(KeptFile.objects.get(pk=upload.file_id).content)


# ---- answering and taking


@transaction.atomic
def answer(*, upload_id: UUID, words: Mapping[str, str], by: Person, at: datetime, on: date) -> Upload:
    """Keep answers to questions about a file: {question: value}. What is of its layout is remembered for the
    next file; where that changes how the file reads, it is read again.

    Raises: NoSuchThing, NoReportAsked, NotReadYet, NothingChosen.
    """
    _, form = access_upload(upload_id, by=by, on=on)
    upload = Upload.objects.select_for_update().get(pk=upload_id)
    draft = held_draft(form, by=str(by.pk), at=at)
    asked = {point.id: point for point in preview_of(upload, form, draft.content).questions}
    given = {
        id: value.strip()[:LONGEST_ANSWER] for id, value in words.items() if id in asked and value.strip()
    }
    if not given:
        raise NothingChosen()
    for id, value in given.items():
        remember(form.row, asked[id].remembered, value, by=by, at=at)
    upload.answers = {**upload.answers, **given}
    reads_otherwise = any(_is_of_layout(asked[id]) for id in given)
    if reads_otherwise:
        upload.state = UploadState.WAITING
    upload.save(update_fields=["answers", "state"])
    facts = {"sha256": upload.file_id, "questions": sorted(given)}
    record(kind="report.file-answered", by=str(by.pk), subject=f"due-row:{form.row.pk}", at=at, facts=facts)
    if reads_otherwise:
        _ask_for_reading(upload, by)
    return upload


def _is_of_layout(point: OpenPoint) -> bool:
    return any(key.startswith(LAYOUT) for key in point.remembered)


@transaction.atomic
def take(
    *,
    upload_id: UUID,
    base_version: int,
    choices: Mapping[str, Choice],
    by: Person,
    at: datetime,
    on: date,
) -> Saved:
    """Take chosen lines of a file into the draft, on the ground of the version that somebody saw.

    Shape: `choices` by the line's key; lines that are not named are left as they are.
    Raises: NoSuchThing, NoReportAsked, NotReadYet, NothingChosen, LinesUnclear; as `save`.
    """
    _, form = access_upload(upload_id, by=by, on=on)
    upload = Upload.objects.select_for_update().get(pk=upload_id)
    draft = held_draft(form, by=str(by.pk), at=at)
    lines = preview_of(upload, form, draft.content).by_key
    tried = {
        lines[key].point: Answer(lines[key].point, choice.text, str(by.pk))
        for key, choice in choices.items()
        if choice.kind == CHOOSE and key in lines and choice.text in lines[key].choices
    }
    if tried:
        lines = preview_of(upload, form, draft.content, tried).by_key
    fields, sources = _chosen(form, lines, choices)
    if not fields:
        raise NothingChosen()
    saved = save_into(
        form,
        draft,
        fields=fields,
        base_version=base_version,
        origin=Origin.FILE,
        sources=sources,
        file_sha256=upload.file_id,
        by=str(by.pk),
        at=at,
    )
    _mark_taken(form, upload, saved, sorted(fields), by, at)
    return saved


def _chosen(
    form: ReportForm, lines: Mapping[str, Line], choices: Mapping[str, Choice]
) -> tuple[dict[str, str], dict[str, Source]]:
    indicators = {row.code: row for row in form.campaign.asked(form.turn)}
    fields: dict[str, str] = {}
    sources: dict[str, Source] = {}
    unclear: dict[str, str] = {}
    for key, choice in choices.items():
        line = lines.get(key)
        if line is None or (choice.kind == CORRECT and not choice.text.strip()):
            unclear[key] = "Ghi nội dung đúng vào ô, hoặc chọn để nguyên."
        elif choice.kind == CORRECT and line.is_section:
            fields[key] = choice.text
        elif choice.kind == CORRECT:
            read = read_amount(choice.text, indicators[key])
            if isinstance(read, Unclear) or read == MISSING:
                unclear[key] = read.message if isinstance(read, Unclear) else "Ghi một con số."
            else:
                fields |= corrected(indicators[key], choice.text.strip())
        elif not line.is_certain:
            unclear[key] = line.question or "Chọn một trong các cách hiểu, hoặc ghi số đúng."
        else:
            fields |= line.fields
            sources |= line.sources
    if unclear:
        raise LinesUnclear(unclear)
    return fields, sources


def _mark_taken(
    form: ReportForm, upload: Upload, saved: Saved, fields: Sequence[str], by: Person, at: datetime
) -> None:
    Upload.objects.filter(pk=upload.pk).update(
        state=UploadState.TAKEN, taken_by=str(by.pk), taken_at=at, taken_version=saved.version
    )
    facts = {"sha256": upload.file_id, "fields": list(fields), "version": saved.version}
    record(kind="report.file-taken", by=str(by.pk), subject=f"due-row:{form.row.pk}", at=at, facts=facts)


@transaction.atomic
def key_in(
    *, upload_id: UUID, fields: Fields, base_version: int, by: Person, at: datetime, on: date
) -> Saved:
    """Save what somebody typed from the pages of a scan; each figure then comes from that scan.

    Raises: NoSuchThing, NoReportAsked, NotReadYet, NothingChosen; as `save`.
    """
    _, form = access_upload(upload_id, by=by, on=on)
    upload = Upload.objects.select_for_update().get(pk=upload_id)
    if not upload.is_read:
        raise NotReadYet()
    draft = held_draft(form, by=str(by.pk), at=at)
    source = {"file": upload.file_name, "sha256": upload.file_id, "at": SCAN_PLACE}
    saved = save_into(
        form,
        draft,
        fields=fields,
        base_version=base_version,
        origin=Origin.FILE,
        sources={field: source for field, text in fields.items() if text},
        file_sha256=upload.file_id,
        by=str(by.pk),
        at=at,
    )
    if not saved.changes:
        raise NothingChosen()
    _mark_taken(form, upload, saved, sorted(saved.changes), by, at)
    return saved
