"""What the pages of a report show: every box as typed and as it reads, what stood there before, what is open.

`report_page` asks once for all that the form's pages need; `revision_page` shows what was sent and nothing of
the draft, for the body and for the office that collects.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.reporting.campaigns.figures import Taken, asked_of
from tonghop.apps.reporting.cycle_queries import names_of
from tonghop.apps.reporting.models import (
    Asked,
    Change,
    Decision,
    DueRow,
    Evidence,
    Happening,
    Revision,
    RowEvent,
    SetAside,
    Submission,
)
from tonghop.apps.reporting.permissions import access_row, access_rows
from tonghop.apps.reporting.submissions.access import ReportForm, access_report
from tonghop.apps.reporting.submissions.statuses import ReportStatus, has_unsent_changes, status_of
from tonghop.domain.calendar.cycles import Cycle as Turn
from tonghop.domain.consolidation.draft_returns import (
    DraftReading,
    KeptFigure,
    far_from_before,
    kept_figures,
    read_draft,
)
from tonghop.domain.consolidation.field_sources import source_of_figure
from tonghop.domain.numerals import amount_in_words
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.amounts import read_amount
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.decisions import Verdict
from tonghop.domain.reporting.drafts import NOTHING_TYPED, Fields
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.outliers import Outlier
from tonghop.domain.reporting.values import State, Unclear, Value, vietnamese_number


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the grid: the text in it, how it reads, and what is wrong with it.

    `shown` is the number as offices write it, `in_words` its words; both "" where it is no certain number.
    `message` says what is not clear, `choices` what it may be.
    """

    field: str
    text: str = ""
    shown: str = ""
    in_words: str = ""
    message: str = ""
    choices: tuple[str, ...] = ()

    @property
    def says_more(self) -> bool:
        """Say whether the words tell something that the typed digits do not: from a thousand on."""
        return bool(self.in_words) and (self.text != self.shown or len(self.shown) > 3)


@dataclass(frozen=True, slots=True)
class FigureShown:
    """An indicator as the form shows it. `state` is the choice beside the box, "" for a number.

    `last` and `same` are the body's figures of the period before and of the same period a year ago; `far` is
    set where this one lies far from the last, `source` where the figure came from a file.
    """

    indicator: Indicator
    figure: Box
    state: str
    estimated: Box | None
    cumulative: Box | None
    note: str
    why: str
    value: Value | None
    last: KeptFigure | None
    same: KeptFigure | None
    far: Outlier | None
    source: Mapping[str, str] | None
    lacks_figure: bool
    lacks_note: bool

    @property
    def boxes(self) -> tuple[Box, ...]:
        return tuple(box for box in (self.figure, self.estimated, self.cumulative) if box is not None)

    @property
    def asks_why(self) -> bool:
        """Say whether the figure is far from the last one and nobody has said why."""
        return self.far is not None and not self.why

    @property
    def shows_why(self) -> bool:
        return self.far is not None or bool(self.why)

    @property
    def is_answered(self) -> bool:
        return bool(self.figure.text or self.state)

    @property
    def is_settled(self) -> bool:
        return self.is_answered and not self.lacks_note and not any(box.message for box in self.boxes)


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A heading of the outline with what is written under it."""

    section: Section
    field: str
    text: str
    source: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class AskedElsewhere:
    """A figure that the body gives in another campaign; `row` is its row there, where the person sees it."""

    indicator: Indicator
    campaign: str
    cycle: str
    row: UUID | None


@dataclass(frozen=True, slots=True)
class OpenAt:
    """Something that stands against sending, or is only worth a look, with the field where it is mended."""

    kind: str
    field: str
    name: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class KeptText:
    """One field of a text that was set aside: what is in the report now, and what was set aside."""

    field: str
    name: str
    now: str
    kept: str


@dataclass(frozen=True, slots=True)
class KeptAside:
    """A text that lost a conflict and is not settled: `by` wrote it, `other` wrote what stands now."""

    id: UUID
    by: str
    other: str
    at: datetime
    fields: tuple[KeptText, ...]


@dataclass(frozen=True)
class ReportPage:
    """All that the pages of one report show. Not slotted: what only some pages show is asked when drawn."""

    form: ReportForm
    draft: Submission | None
    fields: Fields
    reading: DraftReading
    status: ReportStatus
    figures: tuple[FigureShown, ...]
    sections: tuple[SectionShown, ...]
    last_cycle: str
    same_cycle: str
    by: Person
    on: date

    @property
    def row(self) -> DueRow:
        return self.form.row

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0

    @property
    def has_unsent_changes(self) -> bool:
        return has_unsent_changes(self.draft)

    @property
    def settled_figures(self) -> int:
        return sum(figure.is_settled for figure in self.figures)

    @property
    def asks_estimates(self) -> bool:
        return any(figure.estimated is not None for figure in self.figures)

    @property
    def asks_cumulative(self) -> bool:
        return any(figure.cumulative is not None for figure in self.figures)

    @cached_property
    def changed_by(self) -> str:
        """Who changed the draft last; "" before anybody did."""
        if self.draft is None or not self.draft.version:
            return ""
        return names_of([self.draft.changed_by]).get(self.draft.changed_by, "")

    @cached_property
    def returned_for(self) -> str:
        """Why the report came back, "" where it did not: as decided, or as its arrival was taken back."""
        if self.draft is not None and self.draft.decided == Verdict.RETURNED:
            given_back = Decision.objects.filter(
                revision__submission=self.row.pk, verdict=Verdict.RETURNED
            ).latest("at")
            parts = "; ".join(self.name_of(field) for field in given_back.parts)
            return f"{given_back.why} ({parts})"
        if self.row.has_arrived:
            return ""
        last = RowEvent.objects.filter(row=self.row).order_by("-id").first()
        return last.why if last is not None and last.kind == Happening.ARRIVAL_TAKEN_BACK else ""

    @cached_property
    def receipts(self) -> tuple[Revision, ...]:
        return receipts_of(self.row)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        found = Evidence.objects.filter(submission=self.row.pk, removed_at__isnull=True)
        return tuple(found.order_by("added_at", "id"))

    @cached_property
    def set_aside(self) -> tuple[KeptAside, ...]:
        """Texts that lost a conflict and are not settled yet, oldest first."""
        found = list(SetAside.objects.filter(submission=self.row.pk, settled_at__isnull=True).order_by("at"))
        others = {kept.pk: self._last_writer(kept) for kept in found}
        names = names_of({*(kept.by for kept in found), *others.values()})
        return tuple(
            self._kept(kept, names.get(kept.by, ""), names.get(others[kept.pk], "")) for kept in found
        )

    @cached_property
    def elsewhere(self) -> tuple[AskedElsewhere, ...]:
        """The figures that this body gives in another campaign."""
        taken = [row for row in self.form.asked.taken if self.row.code in row.bodies]
        rows = _rows_elsewhere(self.row, taken, by=self.by, on=self.on) if taken else {}
        return tuple(
            AskedElsewhere(
                row.indicator,
                row.source.title,
                str(row.source_cycle),
                rows.get((row.source.pk, str(row.source_cycle))),
            )
            for row in taken
        )

    @cached_property
    def open(self) -> tuple[OpenAt, ...]:
        """What stands against sending, in the form's order."""
        return tuple(_open(self))

    @cached_property
    def warnings(self) -> tuple[OpenAt, ...]:
        """What is worth a look and does not stand against sending."""
        return tuple(_warnings(self))

    def name_of(self, field: str) -> str:
        """Return what a field is called on the form; its code where the form has it no longer."""
        if field.startswith(drafts.SECTION_MARK):
            code = field.removeprefix(drafts.SECTION_MARK)
            return next((row.section.title for row in self.sections if row.section.code == code), code)
        code = field.partition("/")[0]
        return next((row.indicator.name for row in self.figures if row.indicator.code == code), code)

    def _last_writer(self, kept: SetAside) -> str:
        """Return the id of whoever last changed one of the fields that were set aside."""
        changes = Change.objects.filter(submission=self.row.pk, fields__has_any_keys=list(kept.fields))
        last = changes.order_by("-version").values_list("by", flat=True).first()
        return last or ""

    def _kept(self, kept: SetAside, by: str, other: str) -> KeptAside:
        return KeptAside(
            kept.pk,
            by,
            other,
            kept.at,
            tuple(
                KeptText(field, self.name_of(field), self.fields.get(field, ""), text)
                for field, text in sorted(kept.fields.items())
            ),
        )


def report_page(row_id: UUID, *, by: Person, on: date, typed: Fields = NOTHING_TYPED) -> ReportPage:
    """Return what the form shows to whoever writes the report; `typed` is what could not be saved just now.

    Raises: NoSuchThing, NoReportAsked.
    """
    form = access_report(row_id, by=by, on=on)
    draft = Submission.objects.filter(row=form.row).first()
    fields = drafts.filled({**(draft.content if draft else {}), **typed})
    reading = read_draft(fields, form.campaign, form.turn, form.row.code)
    last_cycle, last, same_cycle, same = _before(form)
    sources = draft.sources if draft else {}
    return ReportPage(
        form,
        draft,
        fields,
        reading,
        status_of(form.row, draft),
        tuple(
            figure_shown(row, fields, reading, last.get(row.code), same.get(row.code), sources)
            for row in form.campaign.asked(form.turn)
            if row.kind != RATE
        ),
        tuple(_sections(form, fields, sources)),
        last_cycle,
        same_cycle,
        by,
        on,
    )


def figure_shown(
    indicator: Indicator,
    fields: Fields,
    reading: DraftReading,
    last: KeptFigure | None,
    same: KeptFigure | None,
    sources: Mapping[str, Any],
) -> FigureShown:
    """Return how one indicator of a draft is shown."""
    code = indicator.code

    def told(part: str) -> str:
        return fields.get(drafts.figure_field(code, part), "")

    entry = reading.submission.entries.get(code)
    value = entry.value if entry else None
    before = last or same
    return FigureShown(
        indicator,
        _box(drafts.figure_field(code), told(drafts.FIGURE), value, reading),
        told(drafts.STATE),
        _amount_box(indicator, drafts.ESTIMATED, fields, reading) if indicator.estimate else None,
        _amount_box(indicator, drafts.CUMULATIVE, fields, reading) if indicator.cumulative else None,
        told(drafts.NOTE),
        told(drafts.WHY),
        value,
        last,
        same,
        far_from_before(value, before.value.amount) if value is not None and before is not None else None,
        source_of_figure(code, sources),
        code in reading.unanswered,
        code in reading.unexplained,
    )


def _box(field: str, text: str, value: Value | None, reading: DraftReading) -> Box:
    point = reading.open.get(field)
    if point is not None:
        return Box(field, text, message=point.message, choices=point.choices)
    if value is None or value.amount is None:
        return Box(field, text)
    return Box(field, text, vietnamese_number(value.amount), _in_words(value.amount))


def _amount_box(indicator: Indicator, part: str, fields: Fields, reading: DraftReading) -> Box:
    """Return a box beside a figure. What a cumulative sum might mean is asked of nobody: it is only shown."""
    field = drafts.figure_field(indicator.code, part)
    text = fields.get(field, "")
    read = read_amount(text or None, indicator)
    if isinstance(read, Unclear):
        point = reading.open.get(field)
        return Box(field, text, message=point.message if point else read.message, choices=read.choices)
    return _box(field, text, read, reading)


def _in_words(amount: Decimal) -> str:
    return amount_in_words(amount) if 0 <= amount < 10**15 else ""


def _sections(form: ReportForm, fields: Fields, sources: Mapping[str, Any]) -> Iterator[SectionShown]:
    for section in form.campaign.told():
        field = drafts.section_field(section.code)
        yield SectionShown(section, field, fields.get(field, ""), sources.get(field))


def _open(page: ReportPage) -> Iterator[OpenAt]:
    for row in page.figures:
        name = row.indicator.name
        if row.lacks_figure:
            yield OpenAt("no-figure", row.figure.field, name)
        if row.lacks_note:
            yield OpenAt("no-note", drafts.figure_field(row.indicator.code, drafts.NOTE), name)
        for box in row.boxes:
            if box.field in page.reading.open:
                yield OpenAt("unclear", box.field, name, box.message)


def _warnings(page: ReportPage) -> Iterator[OpenAt]:
    for row in page.figures:
        name = row.indicator.name
        if row.asks_why:
            yield OpenAt("far", drafts.figure_field(row.indicator.code, drafts.WHY), name)
        if row.cumulative is not None and row.cumulative.message:
            yield OpenAt("unclear", row.cumulative.field, name, row.cumulative.message)
    for finding in page.reading.findings:
        if finding.at or page.reading.submission.entries:
            yield OpenAt("check", finding.at, page.name_of(finding.at) if finding.at else "", finding.message)
    for section in page.sections:
        if not section.text:
            yield OpenAt("not-written", section.field, section.section.title)


# ---- what the body gave before, and what it gives elsewhere


def _before(form: ReportForm) -> tuple[str, dict[str, KeptFigure], str, dict[str, KeptFigure]]:
    """Return the period before and the same period a year ago, each with the figures that the body sent."""
    row, turn = form.row, form.turn
    sent = (
        Revision.objects.filter(
            submission__row__cycle__campaign=row.cycle.campaign_id,
            submission__row__cycle__asked=Asked.REPORT,
            submission__row__cycle__late_from__lt=row.cycle.late_from,
            submission__unit=row.unit_id,
        )
        .order_by("submission", "-number")
        .distinct("submission")
        .values_list("submission__row__cycle__late_from", "submission__row__cycle__code", "entries")
    )
    found = sorted(sent, key=lambda told: (told[0], told[1]))
    year_ago = str(Turn(turn.year - 1, turn.code))
    same = next((told for told in found if told[1] == year_ago), None)
    last = found[-1] if found else None
    return (
        last[1] if last else "",
        kept_figures(last[2]) if last else {},
        same[1] if same and same != last else "",
        kept_figures(same[2]) if same and same != last else {},
    )


def figures_before(form: ReportForm) -> dict[str, KeptFigure]:
    """Return, by indicator, the figure that a new one is held against: the last, else that of a year ago."""
    _, last, _, same = _before(form)
    return same | last


def _rows_elsewhere(
    row: DueRow, taken: Sequence[Taken], *, by: Person, on: date
) -> dict[tuple[UUID, str], UUID]:
    rows = access_rows(by=by, on=on).filter(
        unit=row.unit_id, cycle__campaign__in={told.source.pk for told in taken}, cycle__asked=Asked.REPORT
    )
    found = rows.values_list("cycle__campaign", "cycle__code", "pk")
    return {(campaign, code): pk for campaign, code, pk in found}


# ---- what was sent


@dataclass(frozen=True, slots=True)
class SentReport:
    """A revision as it was sent: its figures and texts, the files beside it, and by whom it was sent."""

    row: DueRow
    revision: Revision
    figures: tuple[FigureShown, ...]
    sections: tuple[SectionShown, ...]
    sent_by: str
    is_newest: bool


def receipts_of(row: DueRow) -> tuple[Revision, ...]:
    """Return what was sent for a row that somebody may see, newest first."""
    return tuple(Revision.objects.filter(submission=row.pk).defer("content", "entries").order_by("-number"))


def report_status(row: DueRow) -> ReportStatus:
    """Return how the report of a row stands; of the draft nothing but that is told."""
    return status_of(row, Submission.objects.filter(row=row).first())


def report_statuses(rows: Sequence[DueRow]) -> dict[UUID, ReportStatus]:
    """Return how the reports of rows stand."""
    drafts_of = Submission.objects.in_bulk([row.pk for row in rows])
    return {row.pk: status_of(row, drafts_of.get(row.pk)) for row in rows}


def revision_of(row_id: UUID, revision_id: UUID, *, by: Person, on: date) -> tuple[DueRow, Revision]:
    """Return a revision with its row, for whoever sees the row.

    Raises: NoSuchThing.
    """
    row = access_row(row_id, by=by, on=on)
    revision = Revision.objects.filter(pk=revision_id, submission=row.pk).first()
    if revision is None:
        raise NoSuchThing()
    return row, revision


def revision_page(row_id: UUID, revision_id: UUID, *, by: Person, on: date) -> SentReport:
    """Return what was sent, for the body's people and for the office; nothing of the draft is in it.

    Raises: NoSuchThing.
    """
    row, revision = revision_of(row_id, revision_id, by=by, on=on)
    form = ReportForm(row, asked_of(row.cycle.campaign, row.cycle))
    reading = read_draft(revision.content, form.campaign, form.turn, row.code)
    kept = kept_figures(revision.entries)
    figures = (
        figure_shown(indicator, revision.content, reading, None, None, revision.sources)
        for indicator in form.campaign.asked(form.turn)
        if indicator.kind != RATE
    )
    return SentReport(
        row,
        revision,
        tuple(_as_sent(figure, kept.get(figure.indicator.code)) for figure in figures),
        tuple(_sections(form, revision.content, revision.sources)),
        names_of([revision.sent_by]).get(revision.sent_by, ""),
        not Revision.objects.filter(submission=row.pk, number__gt=revision.number).exists(),
    )


def _as_sent(figure: FigureShown, kept: KeptFigure | None) -> FigureShown:
    """Show the value that was sent: rules of reading may change, what was sent does not."""
    if kept is None or kept.value.state is not State.FIGURE or kept.value.amount is None:
        return replace(figure, value=kept.value if kept else None)
    amount = kept.value.amount
    box = replace(figure.figure, shown=vietnamese_number(amount), in_words=_in_words(amount), message="")
    return replace(figure, figure=box, value=kept.value)
