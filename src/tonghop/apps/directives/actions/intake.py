"""Taking a directive's file in, and reading it in the background.

A file is looked at before anything of it is kept: one that bears a mark of secrecy, or in which no text can
be seen that might bear one, leaves nothing behind, neither bytes nor name. What the reading found is written
in one transaction, so that a reading that was broken off can be done again.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tonghop import __version__
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.directives import tasks
from tonghop.apps.directives.actions.reading_rows import keep_reading
from tonghop.apps.directives.models import FAILED, READ, READING, WAITING, Directive, Intake, OriginalFile
from tonghop.domain.directives.reading import read
from tonghop.domain.documents import Document
from tonghop.domain.errors import Refusal
from tonghop.domain.language import nfc
from tonghop.domain.secrecy import refuse_secret
from tonghop.formats.intake import open_document
from tonghop.formats.reading_json import reading_to_json

LARGEST_FILE = 25 * 2**20
"""Bytes. What is larger is a collection of scans, of which nothing could be read."""

_LONGEST_NAME = 200
_BROKEN = (
    "Chương trình gặp lỗi khi đọc tệp này. Tệp gốc được giữ nguyên; hãy báo quản trị viên.",
    "The program failed while reading this file. The original is kept; tell an administrator.",
)


class FileTooLarge(Refusal):
    code = "file-too-large"
    message_vi = "Tệp lớn hơn {limit} MB. Hãy bỏ các ảnh quét khỏi tệp, hoặc tải lên phần có chữ."
    message_en = "The file is larger than {limit} MB. Leave scanned pages out, or put in the part with text."


class NothingReadable(Refusal):
    """Without text nobody can tell whether a mark of secrecy stands on it: nothing is kept."""

    code = "nothing-readable"
    message_vi = (
        "Không đọc được chữ nào trong tệp ({reason_vi}), nên Tonghop không lưu lại gì. "
        "Hãy tải lên tệp Word, PDF có lớp chữ, txt hoặc html."
    )
    message_en = (
        "No text can be read in the file ({reason_en}), so Tonghop keeps nothing of it. "
        "Put in a Word file, a PDF with a text layer, txt or html."
    )


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The directive of a file; `is_new` is False where the same file was there already."""

    directive: Directive
    is_new: bool


@transaction.atomic
def take_in(*, data: bytes, name: str, office: str, by: Person, at: datetime, on: date) -> TakenIn:
    """Keep a directive's file for an office and ask for it to be read.

    Raises: NotPermitted, FileTooLarge, SecretDocument, NothingReadable; nothing is kept then.
    """
    require_right(by, Right.TAKE_IN_DIRECTIVES, on=on, body=office)
    if len(data) > LARGEST_FILE:
        raise FileTooLarge(limit=LARGEST_FILE // 2**20)
    known = Directive.objects.filter(source_sha256=hashlib.sha256(data).hexdigest()).first()
    if known is not None:
        return TakenIn(known, is_new=False)
    document = _opened(data, nfc(name)[-_LONGEST_NAME:])
    try:
        with transaction.atomic():
            directive = _keep(document, data, office, by, at)
    except IntegrityError as fault:
        if "a_file_is_taken_in_once" not in str(fault):
            raise
        return TakenIn(Directive.objects.get(source_sha256=document.source.sha256), is_new=False)
    facts = {"office": office, "sha256": document.source.sha256, "file": directive.source_name}
    record(kind="directive.taken-in", by=str(by.pk), subject=f"directive:{directive.pk}", at=at, facts=facts)
    tasks.read_directive.defer(directive=str(directive.pk), person=str(by.pk))
    return TakenIn(directive, is_new=True)


def read_taken_in(*, directive: UUID, by: Person, at: datetime, on: date) -> None:
    """Read a file that waits; one that was read already stays as it is, one that was broken off begins anew.

    A rule's refusal is kept as the reason of the failure. Raises: whatever is a fault of the program, after
    the failure was kept.
    """
    with acting_as(by):
        if not _begun(directive, at):
            return
    try:
        with acting_as(by):
            _read(directive, by, at, on)
    except Refusal as refusal:
        with acting_as(by):
            _failed(directive, refusal.vietnamese, refusal.english, at)
    except Exception:
        with acting_as(by):
            _failed(directive, *_BROKEN, at)
        raise


@transaction.atomic
def read_again(*, directive: Directive, by: Person, at: datetime, on: date) -> None:
    """Ask for a failed reading to be done again.

    Raises: NotPermitted.
    """
    require_right(by, Right.TAKE_IN_DIRECTIVES, on=on, body=directive.office_id or "")
    intake = Intake.objects.select_for_update().get(pk=directive.pk)
    if intake.state != FAILED:
        return
    intake.state, intake.taken_in_by, intake.fault_vi, intake.fault_en = WAITING, str(by.pk), "", ""
    intake.save()
    record(kind="directive.read-again", by=str(by.pk), subject=f"directive:{directive.pk}", at=at, facts={})
    tasks.read_directive.defer(directive=str(directive.pk), person=str(by.pk))


def _opened(data: bytes, name: str) -> Document:
    # Old Word files would need another program and a file on the disk, before anybody knows of a mark.
    document = open_document(data, name=name, converter=lambda: None)
    refuse_secret(document)
    if not document.text.strip():
        told = document.notices[0].message  # an empty document always has one, in both languages
        vietnamese, _, english = told.partition(" / ")
        raise NothingReadable(reason_vi=vietnamese.rstrip("."), reason_en=english.rstrip("."))
    return document


def _keep(document: Document, data: bytes, office: str, by: Person, at: datetime) -> Directive:
    directive = Directive.objects.create(
        office_id=office,
        text="",
        source_name=document.source.file,
        source_sha256=document.source.sha256,
        media_type=document.source.media_type,
        received_at=at,
    )
    Intake.objects.create(directive=directive, taken_in_by=str(by.pk))
    OriginalFile.objects.create(directive=directive, content=data)
    return directive


def _begun(directive: UUID, at: datetime) -> bool:
    intake = Intake.objects.select_for_update().filter(pk=directive).first()
    if intake is None or intake.state == READ:
        return False
    intake.state, intake.begun_at = READING, at
    intake.save(update_fields=["state", "begun_at"])
    return True


def _read(directive_id: UUID, by: Person, at: datetime, on: date) -> None:
    intake = Intake.objects.select_for_update().select_related("directive").get(pk=directive_id)
    if intake.state == READ:  # another run was faster
        return
    directive = intake.directive
    require_right(by, Right.TAKE_IN_DIRECTIVES, on=on, body=directive.office_id or "")
    document = _opened(bytes(directive.original.content), directive.source_name)
    reading = read(document)
    intake.paragraphs = keep_reading(directive, document, reading, on=on)
    intake.content = json.dumps(reading_to_json(reading), ensure_ascii=False).replace("\\u0000", "")
    intake.state, intake.ended_at, intake.tool_version = READ, at, __version__
    intake.save()
    facts = {"obligations": len(reading.obligations), "tool": __version__}
    record(kind="directive.read", by=str(by.pk), subject=f"directive:{directive_id}", at=at, facts=facts)


def _failed(directive: UUID, vietnamese: str, english: str, at: datetime) -> None:
    Intake.objects.filter(pk=directive).exclude(state=READ).update(
        state=FAILED, ended_at=at, fault_vi=vietnamese, fault_en=english
    )
