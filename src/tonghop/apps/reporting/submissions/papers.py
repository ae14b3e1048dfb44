"""The signed original of what a body sent: its symbol, day and file, entered when it is signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.kept_files import keep, signed_file
from tonghop.apps.reporting.models import Asked, DueRow, Revision, SignedPaper, Submission
from tonghop.apps.reporting.permissions import access_row
from tonghop.apps.reporting.submissions.access import access_report
from tonghop.apps.reporting.submissions.saving import held_draft
from tonghop.apps.reporting.versions import said_by_version
from tonghop.domain.errors import Refusal


class NothingSent(Refusal):
    code = "nothing-sent"
    message_vi = "Báo cáo chưa gửi; gửi số liệu trước, rồi nộp bản đã ký."
    message_en = "The report has not been sent; send it first, then hand in the signed paper."


class RevisionMoved(Refusal):
    code = "revision-moved"
    message_vi = "Đơn vị vừa gửi bản {number}; kiểm tra bản ký có đúng nội dung bản đó rồi nộp lại."
    message_en = "Revision {number} has just been sent; check that the signed paper says the same."


class PaperFactsMissing(Refusal):
    code = "paper-facts-missing"
    message_vi = "Ghi số, ký hiệu, chức vụ người ký và ngày của văn bản; ngày không ở tương lai."
    message_en = (
        "Give the symbol, the signer's office and the day of the paper; the day is not in the future."
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a signed paper; `signer` is an office such as "Chủ tịch", no name."""

    symbol: str
    dated_on: date
    signer: str


@transaction.atomic
def enter_paper(
    *,
    row_id: UUID,
    number: int,
    paper: Paper,
    file_name: str,
    content: bytes,
    by: Person,
    at: datetime,
    on: date,
) -> SignedPaper:
    """Enter the signed paper of a revision, the newest that was sent; those entered before stay.

    Shape: `number` is the revision that its writer saw.
    Raises: NoSuchThing, NoReportAsked, NothingSent, RevisionMoved, PaperFactsMissing, PaperTooLarge,
            PaperOfUnknownKind, UploadRefused.
    """
    form = access_report(row_id, by=by, on=on)
    draft = held_draft(form, by=str(by.pk), at=at)
    sent = Revision.objects.filter(submission=draft).order_by("-number").first()
    if sent is None:
        raise NothingSent()
    if sent.number != number:
        raise RevisionMoved(number=sent.number)
    demand_facts(paper, on)
    file = signed_file(content, file_name)
    digest = keep(file.content)
    kept = SignedPaper(
        revision=sent,
        office=form.row.office,
        number=sent.papers.count() + 1,
        symbol=paper.symbol.strip(),
        dated_on=paper.dated_on,
        signer=paper.signer.strip(),
        file_id=digest,
        file_name=file.name,
        media_type=file.media_type,
        size=len(content),
        entered_by=str(by.pk),
        entered_at=at,
    )
    kept.save(force_insert=True)
    facts = {"revision": sent.number, "number": kept.number, "sha256": digest, "symbol": kept.symbol}
    record(kind="report.paper-entered", by=str(by.pk), subject=f"due-row:{row_id}", at=at, facts=facts)
    return kept


def demand_facts(paper: Paper, on: date) -> None:
    """Make sure that a paper says what it is. Raises: PaperFactsMissing."""
    if not paper.symbol.strip() or not paper.signer.strip() or paper.dated_on > on:
        raise PaperFactsMissing()


# ---- reading


def papers_of(row: DueRow) -> list[SignedPaper]:
    """Return the signed papers of a row's report, of the newest revision first, the newest first."""
    found = SignedPaper.objects.filter(revision__submission=row.pk).select_related("revision")
    return list(found.order_by("-revision__number", "-number"))


def newest_revision(row: DueRow) -> Revision | None:
    """Return what was sent last for a row."""
    return Revision.objects.filter(submission=row.pk).order_by("-number").first()


def paper_file(paper_id: UUID, *, by: Person, on: date) -> tuple[SignedPaper, bytes]:
    """Return a signed paper with its bytes, for the body and the office.

    Raises: NoSuchThing.
    """
    paper = SignedPaper.objects.select_related("file", "revision").filter(pk=paper_id).first()
    if paper is None:
        raise NoSuchThing()
    access_row(paper.revision.submission_id, by=by, on=on)
    return paper, bytes(paper.file.content)


def wants_paper(row: DueRow) -> bool:
    """Say whether the campaign of a row asks for signed papers."""
    cycle = row.cycle
    if cycle.asked != Asked.REPORT or cycle.version_id is None or row.annulled_at is not None:
        return False
    return said_by_version(cycle.version_id, cycle.campaign_id).wants_signed_papers


def awaits_paper(row: DueRow) -> bool:
    """Say whether a report was sent whose signed paper is asked for and not there yet."""
    return wants_paper(row) and without_paper(DueRow.objects.filter(pk=row.pk)).exists()


def rows_awaiting_papers(rows: QuerySet[DueRow]) -> QuerySet[DueRow]:
    """Return those of some rows whose signed paper is asked for and not there yet."""
    open_ones = without_paper(rows.filter(annulled_at=None, cycle__asked=Asked.REPORT))
    versions = open_ones.order_by().values_list("cycle__version", flat=True).distinct()
    return open_ones.filter(cycle__version__in=_wanting(list(versions)))


def without_paper(rows: QuerySet[DueRow]) -> QuerySet[DueRow]:
    """Return the rows whose newest revision has no signed paper."""
    newest = Submission.objects.filter(row=OuterRef("pk"), revisions__gt=0)
    signed = SignedPaper.objects.filter(
        revision__submission=OuterRef("pk"), revision__number=F("revision__submission__revisions")
    )
    return rows.filter(Exists(newest), ~Exists(signed), has_arrived=True)


def _wanting(versions: Sequence[int | None]) -> list[int]:
    return [id for id in versions if id is not None and said_by_version(id).wants_signed_papers]
