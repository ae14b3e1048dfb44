"""The files of a consolidation, made together: the report in Word and PDF, the checking document, the annex
and the record that they carry. Equal consolidations give equal bytes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.questions import NO_ANSWERS, Answers
from tonghop.domain.consolidation.record import record_bytes, record_of
from tonghop.domain.consolidation.verification import verification_code
from tonghop.formats.official.annex import annex_xlsx
from tonghop.formats.official.carried_data import docx_with_data
from tonghop.formats.official.checking import checking_document
from tonghop.formats.official.data_part import sha256_of
from tonghop.formats.official.pdf import Attachment, pdf_document
from tonghop.formats.official.report import report_document
from tonghop.formats.official.word import word_document

REPORT, PDF, CHECKING = "report.docx", "report.pdf", "checking.docx"
ANNEX, RECORD = "annex.xlsx", "consolidated.json"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEETS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES: Mapping[str, str] = {
    REPORT: WORD_TYPE,
    PDF: "application/pdf",
    CHECKING: WORD_TYPE,
    ANNEX: SHEETS_TYPE,
    RECORD: "application/json",
}


@dataclass(frozen=True, slots=True)
class Dating:
    """The day on the report, None where it is left open, and the instant at which its data were made."""

    day: date | None
    made_at: datetime


def report_files(
    done: Consolidation,
    dating: Dating,
    answers: Answers = NO_ANSWERS,
    *,
    with_code: bool = False,
    with_square: bool = False,
) -> dict[str, bytes]:
    """Return every file of a consolidation by its name.

    `with_code` prints the verification code, which follows from the record, at the end of the report,
    `with_square` the same as a square for telephones.
    """
    return dict(_files(done, dating, answers, with_code=with_code, with_square=with_square))


def _files(
    done: Consolidation, dating: Dating, answers: Answers, *, with_code: bool, with_square: bool
) -> Iterator[tuple[str, bytes]]:
    record = record_bytes(record_of(done, made_at=dating.made_at))
    code = verification_code(sha256_of(record)) if with_code else ""
    report = report_document(done, dating.day, code=code, with_square=with_square)
    yield REPORT, docx_with_data(word_document(report), record)
    yield PDF, pdf_document(report, Attachment(RECORD, "Số liệu của báo cáo này", record))
    yield CHECKING, word_document(checking_document(done, dating.day, answers))
    yield ANNEX, annex_xlsx(done, dating.day)
    yield RECORD, record
