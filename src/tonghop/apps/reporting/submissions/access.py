"""Which form a body fills in for a row of the due list, and who may write it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import DateField, QuerySet, UUIDField

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.foundations.questions import Given, Question
from tonghop.apps.reporting.campaigns.figures import AskedOf, asked_of
from tonghop.apps.reporting.models import Asked, DueRow
from tonghop.apps.reporting.permissions import mandates_with
from tonghop.domain.calendar.cycles import Cycle as Turn
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting.drafts import fields_asked


class NoReportAsked(Refusal):
    code = "no-report-asked"
    message_vi = "Dòng này không chờ báo cáo số liệu: kỳ chưa mở, dòng đã hủy, hoặc chỉ phải nộp kế hoạch."
    message_en = (
        "This row waits for no report: the cycle is not open, the row is annulled, or a plan is asked."
    )


@dataclass(frozen=True)
class ReportForm:
    """The form of one row: what its body is asked here, and what it says elsewhere."""

    row: DueRow
    asked: AskedOf

    @property
    def turn(self) -> Turn:
        return self.asked.turn

    @cached_property
    def campaign(self) -> domain.Campaign:
        """The campaign as this body is asked: without the figures that it gives in another campaign."""
        return self.asked.form_for(self.row.code)

    @cached_property
    def body(self) -> domain.Body:
        return next(body for body in self.asked.content.bodies if body.code == self.row.code)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of the form's fields, in its order."""
        return fields_asked(self.campaign, {row.code for row in self.campaign.asked(self.turn)})


def form_of(row: DueRow) -> ReportForm:
    """Return the form of a row that somebody may see.

    Raises: NoReportAsked.
    """
    cycle = row.cycle
    if cycle.asked != Asked.REPORT or cycle.opened_at is None or row.annulled_at is not None:
        raise NoReportAsked()
    return ReportForm(row, asked_of(cycle.campaign, cycle))


def _owed() -> QuerySet[DueRow]:
    writers = mandates_with(Right.WRITE_REPORTS, by=Given("person", UUIDField()), on=Given("on", DateField()))
    rows = DueRow.objects.filter(pk=Given("row", UUIDField()), unit__in=writers.values("body"))
    return rows.select_related("cycle", "cycle__campaign")


_OWED = Question(_owed)


def access_report(row_id: UUID, *, by: Person, on: date) -> ReportForm:
    """Return the form of a row for whoever writes the body's report.

    Raises: NoSuchThing, NoReportAsked.
    """
    owed = _OWED.ask(row=row_id, person=by.pk, on=on)
    if not owed:
        raise NoSuchThing()
    return form_of(owed[0])


def may_write(row: DueRow, *, by: Person, on: date) -> bool:
    """Say whether somebody writes and sends the report of the body that owes a row."""
    return row.unit_id is not None and has_right(by, Right.WRITE_REPORTS, on=on, body=row.unit_id)
