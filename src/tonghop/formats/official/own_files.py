"""A body's own report as the files that its leader signs: Word and PDF, both carrying its figures exactly."""

from dataclasses import dataclass
from datetime import date, datetime

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.record import record_bytes
from tonghop.domain.consolidation.submission_record import submission_record
from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.formats.official.carried_data import docx_with_data
from tonghop.formats.official.own_report import own_report_document
from tonghop.formats.official.parts import OfficialDocument
from tonghop.formats.official.pdf import Attachment, pdf_document
from tonghop.formats.official.word import word_document

CARRIED = "submission.json"


@dataclass(frozen=True, slots=True)
class OwnReport:
    """The report as a document, and the data that its files carry."""

    document: OfficialDocument
    record: bytes


def own_record(
    submission: Submission, form: Campaign, cycle: Cycle, body: Body, on: date | None, made_at: datetime
) -> OwnReport:
    """Return a body's report. `on` is the day on it, None where its office writes the day by hand."""
    record = record_bytes(submission_record(submission, form, cycle, body, made_at=made_at))
    return OwnReport(own_report_document(form, cycle, body, submission, on), record)


def own_docx(report: OwnReport) -> bytes:
    """Return the report as Word, with its data inside."""
    return docx_with_data(word_document(report.document), report.record)


def own_pdf(report: OwnReport) -> bytes:
    """Return the report as PDF, with its data attached."""
    return pdf_document(report.document, Attachment(CARRIED, "Số liệu của báo cáo này", report.record))


def own_stem(cycle: Cycle, body: Body) -> str:
    """Return the name of the files without its ending."""
    return f"{cycle}-{body.code}-bao-cao"
