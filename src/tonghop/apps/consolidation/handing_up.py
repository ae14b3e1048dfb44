"""Handing an issued report to the campaign of the level above, where that is in the same database."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.audit.actions import record
from tonghop.apps.consolidation.issuing import NotReleased
from tonghop.apps.consolidation.models import IssuedFile, IssuedReport
from tonghop.apps.consolidation.permissions import access_issue
from tonghop.apps.reporting.models import Asked, DueRow, Origin, Submission
from tonghop.apps.reporting.submissions.access import ReportForm, access_report, may_write
from tonghop.apps.reporting.submissions.saving import Saved, save
from tonghop.domain.consolidation.record_reading import return_of_record
from tonghop.domain.consolidation.returns import Figure, RefusedFile, Return
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.values import State, Value, vietnamese_number
from tonghop.formats.official.report_files import RECORD, REPORT


class RecordUnfit(Refusal):
    code = "record-unfit"
    message_vi = "Báo cáo này không điền được vào biểu của cấp trên: {why}"
    message_en = "This report does not fit the form of the level above: {why}"


@dataclass(frozen=True, slots=True)
class Handed:
    """A draft above filled from a report. `left` are the names of what the record has and the form could not
    take for certain: a person fills these in.
    """

    saved: Saved
    left: tuple[str, ...]


def rows_above(issue: IssuedReport, *, by: Person, on: date) -> list[DueRow]:
    """Return the rows that this office owes above for the same cycle, if somebody writes them."""
    found = (
        DueRow.objects.filter(
            unit=issue.office,
            cycle__code=issue.cycle.code,
            cycle__asked=Asked.REPORT,
            cycle__opened_at__isnull=False,
            annulled_at__isnull=True,
        )
        .exclude(cycle=issue.cycle)
        .select_related("cycle", "cycle__campaign")
        .order_by("late_from")
    )
    return [row for row in found if may_write(row, by=by, on=on)]


@transaction.atomic
def hand_up(*, issue_id: UUID, row_id: UUID, by: Person, at: datetime, on: date) -> Handed:
    """Fill the draft that the office owes above with what the issued record says, exactly.

    Nothing is sent: the draft is looked at and sent like any other.
    Raises: NoSuchThing, NotReleased, NoReportAsked, RecordUnfit.
    """
    issue = access_issue(issue_id, by=by, on=on)
    if issue.released_at is None:
        raise NotReleased()
    if row_id not in {row.pk for row in rows_above(issue, by=by, on=on)}:
        raise NoSuchThing()
    form = access_report(row_id, by=by, on=on)
    told = _told(issue, form)
    fields = {name: text for name, text, _ in _fields(told, issue) if name in form.fields}
    places = {name: at for name, _, at in _fields(told, issue)}
    signed = IssuedFile.objects.get(issue=issue, name=REPORT)
    sources = {
        name: {"file": f"{REPORT} {issue.code}", "sha256": signed.file_id, "at": places[name]}
        for name in fields
    }
    draft = Submission.objects.filter(row=row_id).first()
    saved = save(
        row_id=row_id,
        fields=fields,
        base_version=draft.version if draft else 0,
        origin=Origin.OFFICE,
        sources=sources,
        by=by,
        at=at,
        on=on,
    )
    facts = {"row": str(row_id), "record": issue.record_sha256, "version": saved.version}
    record(kind="report.handed-up", by=str(by.pk), subject=f"issue:{issue.pk}", at=at, facts=facts)
    return Handed(saved, tuple(_left(told, form)))


def _told(issue: IssuedReport, form: ReportForm) -> Return:
    kept = IssuedFile.objects.select_related("file").get(issue=issue, name=RECORD)
    content = json.loads(bytes(kept.file.content))
    told = return_of_record(content, REPORT, kept.file_id, form.campaign, form.turn)
    if isinstance(told, RefusedFile):
        raise RecordUnfit(why=told.message)
    return told


def _fields(told: Return, issue: IssuedReport) -> Iterator[tuple[str, str, str]]:
    """Yield the fields of a draft: (name, text, place in the record). Only what is certain is filled in."""
    for row in told.figures:
        if isinstance(row, Figure) and isinstance(row.read, Value):
            yield from _figure(row, row.read)
    composed = issue.inputs["composed"]
    texts: dict[str, list[str]] = {row["section"]: [one["text"] for one in row["items"]] for row in composed}
    gathered: dict[str, list[str]] = {}
    for passage in told.passages:
        gathered.setdefault(passage.section, []).append(passage.text)
    for section, parts in (gathered | texts).items():
        yield drafts.section_field(section), "\n".join(parts), f"narratives {section}"


def _figure(row: Figure, value: Value) -> Iterator[tuple[str, str, str]]:
    name = drafts.figure_field(row.indicator)
    if value.state is State.NIL:
        yield drafts.figure_field(row.indicator, drafts.STATE), drafts.NIL, row.at
        return
    if value.amount is None or value.inexact:
        return
    yield name, vietnamese_number(value.amount), row.at
    for part, amount in ((drafts.ESTIMATED, row.estimated), (drafts.CUMULATIVE, row.cumulative)):
        if amount is not None:
            yield drafts.figure_field(row.indicator, part), vietnamese_number(amount), row.at


def _left(told: Return, form: ReportForm) -> Iterator[str]:
    """Yield the names of the indicators that the form asks for and the record does not tell for certain."""
    certain = {
        row.indicator
        for row in told.figures
        if isinstance(row, Figure)
        and isinstance(row.read, Value)
        and (row.read.state is State.NIL or (row.read.amount is not None and not row.read.inexact))
    }
    for indicator in form.campaign.asked(form.turn):
        if indicator.kind != "rate" and indicator.code not in certain:
            yield indicator.name
