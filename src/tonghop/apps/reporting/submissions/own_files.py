"""The files that a body takes away: its workbook with what it has typed, and its own report for signature."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.reporting.models import Revision, Submission
from tonghop.apps.reporting.permissions import access_row
from tonghop.apps.reporting.submissions.access import ReportForm, access_report, form_of, may_write
from tonghop.apps.reporting.submissions.last_year import amounts_of_last_year
from tonghop.domain.calendar.due_instants import ZONE, DueInstant
from tonghop.domain.consolidation.draft_returns import read_draft
from tonghop.domain.consolidation.field_sources import with_sources
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.drafts import NOTHING_TYPED, filled
from tonghop.formats.official.own_files import OwnReport, own_docx, own_pdf, own_record, own_stem
from tonghop.formats.workbooks.form_drafts import filled_of
from tonghop.formats.workbooks.form_writer import FormRequest, form_workbook

WRITERS: Mapping[str, Callable[[OwnReport], bytes]] = MappingProxyType({"docx": own_docx, "pdf": own_pdf})
"""Ending → what writes the report so."""


class NothingWritten(Refusal):
    code = "nothing-written"
    message_vi = "Báo cáo chưa có nội dung nào; điền số liệu rồi tải bản Word, PDF."
    message_en = "The report holds nothing yet; fill in figures, then take the Word and PDF files."


class ReportUnclear(Refusal):
    code = "report-unclear"
    message_vi = "Báo cáo còn {count} ô chưa rõ nên chưa lập được bản để ký. Sửa trong biểu: {cells}."
    message_en = (
        "{count} fields of the report are not clear, so no report can be made for signature. "
        "Mend them in the form: {cells}."
    )


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file to be saved by whoever asked for it."""

    name: str
    content: bytes


def own_workbook(*, row_id: UUID, by: Person, on: date) -> GivenFile:
    """Return the body's form as a workbook, filled in as far as its draft is.

    Raises: NoSuchThing, NoReportAsked.
    """
    form = access_report(row_id, by=by, on=on)
    draft = Submission.objects.filter(row=form.row).first()
    fields = draft.content if draft else NOTHING_TYPED
    due = DueInstant(form.row.due_on, form.row.late_from.astimezone(ZONE))
    content = form_workbook(
        FormRequest(form.campaign, form.turn, due),
        form.body,
        amounts_of_last_year(form.row, form.turn),
        filled_of(fields, form.campaign, form.turn),
    )
    return GivenFile(f"{form.turn}-{form.row.code}-bieu.xlsx", content)


def own_report(*, row_id: UUID, ending: str, number: int | None = None, by: Person, on: date) -> GivenFile:
    """Return the body's own report, of its draft or of a revision that it sent.

    Shape: `ending` is one of `WRITERS`; `number` a revision's, None for the draft as it is now. Whoever does
    not write the report sees only what was sent.
    Raises: NoSuchThing, NoReportAsked, NothingWritten, ReportUnclear.
    """
    row = access_row(row_id, by=by, on=on)
    if number is None and not may_write(row, by=by, on=on):
        raise NoSuchThing()
    form = form_of(row)
    kept = _kept(form, number)
    if not filled(kept.content):
        raise NothingWritten()
    reading = read_draft(kept.content, form.campaign, form.turn, row.code)
    if reading.open:
        names = {point.place.subject or field for field, point in reading.open.items()}
        raise ReportUnclear(count=len(reading.open), cells="; ".join(sorted(names)[:8]))
    made_at = kept.sent_at if isinstance(kept, Revision) else kept.changed_at
    report = own_record(
        with_sources(reading.submission, kept.sources),
        form.campaign,
        form.turn,
        form.body,
        None,
        made_at.astimezone(ZONE),
    )
    stem = own_stem(form.turn, form.body) + (f"-ban-{number}" if number else "")
    return GivenFile(f"{stem}.{ending}", WRITERS[ending](report))


def _kept(form: ReportForm, number: int | None) -> Submission | Revision:
    found = (
        Submission.objects.filter(row=form.row).first()
        if number is None
        else Revision.objects.filter(submission=form.row.pk, number=number).first()
    )
    if found is None and number is not None:
        raise NoSuchThing()
    if found is None:
        raise NothingWritten()
    return found
