"""Files beside a report: taken by what they are, made harmless, kept by their hash, given back as kept.

Word, Excel and PDF files stay as they came, with what they say of their authors; pictures are written anew
without the place and device that cameras write into them. A file with a mark of secrecy is not kept.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.kept_files import keep, plain_name
from tonghop.apps.reporting.models import Change, Evidence, Origin, Revision, Submission
from tonghop.apps.reporting.submissions.access import access_report
from tonghop.apps.reporting.submissions.reading import revision_of
from tonghop.apps.reporting.submissions.saving import held_draft
from tonghop.domain.documents import Document, Paragraph
from tonghop.domain.errors import Refusal
from tonghop.domain.language import nfc
from tonghop.domain.provenance import Source, Span
from tonghop.domain.secrecy import refuse_secret
from tonghop.formats.inbox.kinds import Kind, kind_of
from tonghop.formats.inbox.refusals import Refused
from tonghop.formats.intake import open_document
from tonghop.formats.pictures import PictureRefused, rewritten
from tonghop.formats.workbooks.sheets import read_sheets

LARGEST_FILE = 20 * 2**20
LARGEST_REPORT = 100 * 2**20
"""Bytes: of one file, and of all files that stand beside one report."""

LONGEST_NAME, LONGEST_CAPTION = 200, 300
_TOP_ROWS = 40
_DOCUMENTS = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class EvidenceRefused(Refusal):
    """A file is not taken; `facts` name it."""


class EvidenceTooLarge(EvidenceRefused):
    code = "evidence-too-large"
    message_vi = "“{file}” lớn hơn {limit} MB; giảm dung lượng ảnh hoặc tách tệp rồi gửi kèm lại."
    message_en = "{file} is larger than {limit} MB; make its pictures smaller or split it, then add it again."


class ReportTooHeavy(EvidenceRefused):
    code = "report-too-heavy"
    message_vi = "Thêm “{file}” thì các tệp kèm theo vượt {limit} MB; bỏ bớt tệp khác trước."
    message_en = "With {file} the files beside this report exceed {limit} MB; remove others first."


class EvidenceOfUnknownKind(EvidenceRefused):
    code = "evidence-of-unknown-kind"
    message_vi = "“{file}”: chỉ nhận PDF, Word (.docx), Excel (.xlsx) và ảnh PNG, JPG, WebP."
    message_en = "{file}: only PDF, Word (.docx), Excel (.xlsx) and PNG, JPG, WebP pictures are taken."


class PictureOfTelephone(EvidenceRefused):
    code = "picture-of-telephone"
    message_vi = (
        "“{file}” là ảnh HEIC của điện thoại, chưa nhận được. Gửi lại dưới dạng JPG: trên iPhone chọn "
        "Cài đặt, Camera, Định dạng, Tương thích nhất."
    )
    message_en = (
        "{file} is a HEIC picture of a telephone, which is not taken. Send it as JPG: on an iPhone choose "
        "Settings, Camera, Formats, Most Compatible."
    )


class EvidenceDamaged(EvidenceRefused):
    code = "evidence-damaged"
    message_vi = "“{file}” hỏng, rỗng hoặc không đúng định dạng; mở, lưu lại rồi gửi kèm lại."
    message_en = "{file} is damaged, empty or not of its kind; open it, save it, and add it again."


class EvidenceEncrypted(EvidenceRefused):
    code = "evidence-encrypted"
    message_vi = "“{file}” đặt mật khẩu; bỏ mật khẩu rồi gửi kèm lại."
    message_en = "{file} has a password; remove it and add it again."


class EvidenceHasMacros(EvidenceRefused):
    code = "evidence-has-macros"
    message_vi = "“{file}” có macro nên không nhận; lưu thành .docx hoặc .xlsx rồi gửi kèm lại."
    message_en = "{file} holds macros and is not taken; save it as .docx or .xlsx and add it again."


class EvidenceSwollen(EvidenceRefused):
    code = "evidence-swollen"
    message_vi = "“{file}” nén nội dung lớn bất thường nên không mở; chỉ gửi phần cần thiết."
    message_en = "{file} unpacks to far more than a report needs and is not opened; send the needed part."


class PictureTooLarge(EvidenceRefused):
    code = "picture-too-large"
    message_vi = "“{file}” có quá nhiều điểm ảnh; thu nhỏ ảnh còn dưới 50 triệu điểm rồi gửi kèm lại."
    message_en = "{file} has too many pixels; make it smaller than 50 million and add it again."


class PictureMoves(EvidenceRefused):
    code = "picture-moves"
    message_vi = "“{file}” là ảnh động; gửi ảnh tĩnh, hoặc ghi địa chỉ của bản ghi hình vào báo cáo."
    message_en = "{file} is a moving picture; add a still one, or write the recording's address."


class AlreadyBeside(EvidenceRefused):
    code = "already-beside"
    message_vi = "“{file}” đã có trong các tệp kèm theo; không thêm lần nữa."
    message_en = "{file} stands beside this report already; it is not added again."


_REFUSED: dict[str, type[EvidenceRefused]] = {
    "empty": EvidenceDamaged,
    "damaged": EvidenceDamaged,
    "encrypted": EvidenceEncrypted,
    "macros": EvidenceHasMacros,
    "zip-bomb": EvidenceSwollen,
    "too-many-files": EvidenceSwollen,
    "too-many-pixels": PictureTooLarge,
    "moving": PictureMoves,
}


@dataclass(frozen=True, slots=True)
class Clean:
    """A file as it is kept."""

    content: bytes
    media_type: str


@transaction.atomic
def add_evidence(
    *, row_id: UUID, file_name: str, content: bytes, caption: str, by: Person, at: datetime, on: date
) -> Evidence:
    """Put a file beside a report; what is sent from now on is another version.

    Raises: NoSuchThing, NoReportAsked, EvidenceRefused, SecretDocument.
    """
    form = access_report(row_id, by=by, on=on)
    name = plain_name(file_name, longest=LONGEST_NAME)
    clean = cleaned_file(content, name)
    draft = held_draft(form, by=str(by.pk), at=at)
    digest = hashlib.sha256(clean.content).hexdigest()
    beside = Evidence.objects.filter(submission=draft, removed_at__isnull=True)
    if beside.filter(file=digest).exists():
        raise AlreadyBeside(file=name)
    held = beside.aggregate(held=Sum("size"))["held"] or 0
    if held + len(clean.content) > LARGEST_REPORT:
        raise ReportTooHeavy(file=name, limit=LARGEST_REPORT // 2**20)
    keep(clean.content)
    kept = Evidence(
        submission=draft,
        office=draft.office,
        file_id=digest,
        file_name=name,
        media_type=clean.media_type,
        size=len(clean.content),
        caption=" ".join(nfc(caption).split())[:LONGEST_CAPTION],
        added_by=str(by.pk),
        added_at=at,
    )
    kept.save(force_insert=True)
    _another_version(draft, digest, by=by, at=at)
    facts = {"sha256": digest, "file": name, "size": kept.size}
    record(kind="report.file-added", by=str(by.pk), subject=f"due-row:{row_id}", at=at, facts=facts)
    return kept


@transaction.atomic
def remove_evidence(*, row_id: UUID, evidence_id: UUID, by: Person, at: datetime, on: date) -> None:
    """Take a file away from a report; it stays in what was sent with it. Removing it twice changes nothing.

    Raises: NoSuchThing, NoReportAsked.
    """
    form = access_report(row_id, by=by, on=on)
    draft = held_draft(form, by=str(by.pk), at=at)
    kept = Evidence.objects.filter(pk=evidence_id, submission=draft).first()
    if kept is None:
        raise NoSuchThing()
    if kept.removed_at is not None:
        return
    kept.removed_by, kept.removed_at = str(by.pk), at
    kept.save(update_fields=["removed_by", "removed_at"])
    _another_version(draft, kept.file_id, by=by, at=at)
    facts = {"sha256": kept.file_id, "file": kept.file_name}
    record(kind="report.file-removed", by=str(by.pk), subject=f"due-row:{row_id}", at=at, facts=facts)


def _another_version(draft: Submission, sha256: str, *, by: Person, at: datetime) -> None:
    """Count a version whose fields are those of the one before."""
    draft.version += 1
    draft.changed_at, draft.changed_by = at, str(by.pk)
    draft.save(update_fields=["version", "changed_at", "changed_by"])
    change = Change(
        submission=draft,
        version=draft.version,
        fields={},
        origin=Origin.WEB,
        file_id=sha256,
        by=str(by.pk),
        at=at,
    )
    change.save(force_insert=True)


# ---- reading


def beside_report(row_id: UUID, evidence_id: UUID, *, by: Person, on: date) -> tuple[Evidence, bytes]:
    """Return a file beside a draft with its bytes, for whoever writes the report.

    Raises: NoSuchThing, NoReportAsked.
    """
    access_report(row_id, by=by, on=on)
    kept = Evidence.objects.select_related("file").filter(pk=evidence_id, submission=row_id).first()
    if kept is None:
        raise NoSuchThing()
    return kept, bytes(kept.file.content)


def sent_file(
    row_id: UUID, revision_id: UUID, sha256: str, *, by: Person, on: date
) -> tuple[Evidence, bytes]:
    """Return a file that was sent with a revision, for the body and for the office.

    Raises: NoSuchThing.
    """
    _, revision = revision_of(row_id, revision_id, by=by, on=on)
    if sha256 not in _hashes(revision):
        raise NoSuchThing()
    found = Evidence.objects.select_related("file").filter(submission=row_id, file=sha256)
    kept = found.order_by("added_at").first()
    if kept is None:
        raise NoSuchThing()
    return kept, bytes(kept.file.content)


def _hashes(revision: Revision) -> frozenset[str]:
    return frozenset(row["sha256"] for row in revision.evidence)


# ---- what a file is


def cleaned_file(content: bytes, name: str) -> Clean:
    """Return a file as it may be kept, told by its content and not by its name.

    Raises: EvidenceRefused, SecretDocument.
    """
    if len(content) > LARGEST_FILE:
        raise EvidenceTooLarge(file=name, limit=LARGEST_FILE // 2**20)
    if _is_heic(content):
        raise PictureOfTelephone(file=name)
    try:
        kind = kind_of(content, name)
        if kind is Kind.PICTURE:
            return _picture(content, name)
    except (Refused, PictureRefused) as refused:
        raise _REFUSED.get(refused.code, EvidenceOfUnknownKind)(file=name) from None
    media_type = _DOCUMENTS.get(kind)
    if media_type is None:
        raise EvidenceOfUnknownKind(file=name)
    _refuse_what_is_secret(content, name, kind)
    return Clean(content, media_type)


def _picture(content: bytes, name: str) -> Clean:
    if not content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")):
        raise EvidenceOfUnknownKind(file=name)
    picture = rewritten(content)
    if len(picture.content) > LARGEST_FILE:
        raise EvidenceTooLarge(file=name, limit=LARGEST_FILE // 2**20)
    return Clean(picture.content, picture.media_type)


def _is_heic(content: bytes) -> bool:
    brands = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
    return content[4:8] == b"ftyp" and content[8:12] in brands


def _refuse_what_is_secret(content: bytes, name: str, kind: Kind) -> None:
    """Look for a mark of secrecy where text can be read; a scan has none that a program sees."""
    if kind is Kind.XLSX:
        try:
            lines = list(_workbook_lines(content))
        except Refusal:
            raise EvidenceDamaged(file=name) from None
        refuse_secret(_document(lines, name))
        return
    refuse_secret(open_document(content, name=name, converter=lambda: None))


def _workbook_lines(content: bytes) -> Iterator[str]:
    for grid in read_sheets(content):
        for row in grid.rows[:_TOP_ROWS]:
            for cell in row:
                if isinstance(cell, str) and cell.strip():
                    yield from nfc(cell).split("\n")


def _document(lines: list[str], name: str) -> Document:
    spans, at = [], 0
    for line in lines:
        spans.append(Paragraph(Span(at, at + len(line))))
        at += len(line) + 1
    return Document(Source(name, "", ""), "\n".join(lines), tuple(spans))
