"""A body's draft read as its file would be: the same rules judge what was typed, pasted and uploaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.consolidation.questions import OpenPoint
from tonghop.domain.consolidation.returns import FigureRow, FormIdentity, Kind, Passage, Return
from tonghop.domain.consolidation.submissions import Finding, Submission, submission_of
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.drafts import Fields
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.outliers import Outlier, against_history
from tonghop.domain.reporting.values import State, Value, decimal_of, plain_decimal

ON_THE_FORM = "biểu trên mạng"
"""What stands for a file's name where a figure was typed into the form."""


class Progress(StrEnum):
    """How far a draft is. Whether it was sent, returned or approved is not the draft's to say."""

    NOT_BEGUN = "not-begun"
    BEGUN = "begun"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class DraftReading:
    """A draft as it reads. `unanswered` are required indicators without a word, `unexplained` those said to
    have no figure without a note; `open` the fields that could mean two things.
    """

    submission: Submission
    progress: Progress
    unanswered: tuple[str, ...]
    unexplained: tuple[str, ...]

    @property
    def open(self) -> Mapping[str, OpenPoint]:
        """What only a person can say, by the name of the field in which it stands."""
        return {point.place.at: point for point in self.submission.open}

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.submission.findings

    @property
    def may_be_sent(self) -> bool:
        return not (self.submission.open or self.unanswered or self.unexplained)


def read_draft(fields: Fields, form: Campaign, cycle: Cycle, body: str) -> DraftReading:
    """Read a draft by the rules for filled forms.

    Shape: `form` is the campaign as this body is asked (without what it says elsewhere).
    """
    asked = form.asked(cycle)
    answer = return_of_draft(fields, form, cycle, body)
    submission = submission_of(body, [answer], asked, form, {})
    required = [row for row in asked if row.required and row.kind != RATE]
    unanswered = tuple(row.code for row in required if not _is_answered(row, fields))
    unexplained = tuple(
        row.code
        for row in asked
        if fields.get(drafts.figure_field(row.code, drafts.STATE)) == drafts.NOT_KNOWN
        and not fields.get(drafts.figure_field(row.code, drafts.NOTE))
    )
    return DraftReading(
        submission, _progress(fields, submission, unanswered, unexplained), unanswered, unexplained
    )


def return_of_draft(fields: Fields, form: Campaign, cycle: Cycle, body: str) -> Return:
    """Return what a draft says, as the return of a form whose cells are named by the draft's fields."""
    return Return(
        file=ON_THE_FORM,
        sha256=drafts.digest(fields),
        identity=FormIdentity(form.key, str(cycle), body, form.form_version(cycle)),
        figures=tuple(_row(row, fields) for row in form.asked(cycle) if row.kind != RATE),
        passages=tuple(
            Passage(section.code, fields[name], name)
            for section in form.told()
            if fields.get(name := drafts.section_field(section.code))
        ),
        kind=Kind.FORM,
    )


def _row(indicator: Indicator, fields: Fields) -> FigureRow:
    def told(part: str) -> str | None:
        return fields.get(drafts.figure_field(indicator.code, part)) or None

    state = told(drafts.STATE)
    return FigureRow(
        indicator=indicator.code,
        raw=told(drafts.FIGURE) if state != drafts.NOT_KNOWN else None,
        at=drafts.figure_field(indicator.code),
        nil_mark="x" if state == drafts.NIL else None,
        estimated=told(drafts.ESTIMATED) if state != drafts.NOT_KNOWN else None,
        estimated_at=drafts.figure_field(indicator.code, drafts.ESTIMATED),
        note=told(drafts.NOTE) or "",
        cumulative=told(drafts.CUMULATIVE),
        cumulative_at=drafts.figure_field(indicator.code, drafts.CUMULATIVE),
    )


def _is_answered(indicator: Indicator, fields: Fields) -> bool:
    figure = fields.get(drafts.figure_field(indicator.code))
    return bool(figure or fields.get(drafts.figure_field(indicator.code, drafts.STATE)))


def _progress(
    fields: Fields, submission: Submission, unanswered: tuple[str, ...], unexplained: tuple[str, ...]
) -> Progress:
    if not drafts.filled(fields):
        return Progress.NOT_BEGUN
    if submission.open or unanswered or unexplained:
        return Progress.BEGUN
    return Progress.COMPLETE


def far_from_before(value: Value, before: Decimal | None) -> Outlier | None:
    """Say whether a figure is so far from the body's last one that its form asks why.

    >>> far_from_before(Value(State.FIGURE, Decimal(1200)), Decimal(12)).times
    92.4
    """
    if value.amount is None or before is None:
        return None
    return against_history(value.amount, [before])


# ---- what is kept of a revision


def entries_record(submission: Submission) -> dict[str, dict[str, Any]]:
    """Return a submission's values ready for JSON, by indicator: what consolidation reads."""
    return {code: _entry_record(entry) for code, entry in sorted(submission.entries.items())}


def _entry_record(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {"state": entry.value.state.value}
    for key, amount in (
        ("value", entry.value.amount),
        ("estimated", entry.estimated),
        ("cumulative", entry.cumulative),
    ):
        if amount is not None:
            told[key] = plain_decimal(amount)
    if entry.value.inexact:
        told["inexact"] = True
    return told | ({"note": entry.note} if entry.note else {}) | {"at": entry.at}


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure of an earlier revision, shown beside the box of the same indicator."""

    value: Value
    estimated: Decimal | None = None


def kept_figures(record: Mapping[str, Any]) -> dict[str, KeptFigure]:
    """Read back the figures of `entries_record`; what is missing has no figure."""
    found: dict[str, KeptFigure] = {}
    for code, row in record.items():
        state = State(row["state"])
        if state in (State.FIGURE, State.NIL):
            value = Value(state, decimal_of(row.get("value")), bool(row.get("inexact")))
            found[code] = KeptFigure(value, decimal_of(row.get("estimated")))
    return found
