"""Totals of a cycle by the kind of each indicator, with every source.

For each indicator `due = reported_by + nil + missing + excused`: every body of the due list is counted
exactly once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tonghop.domain.consolidation.submissions import Entry, Submission
from tonghop.domain.reporting.due_list import DueRow, Standing
from tonghop.domain.reporting.indicators import DISTINCT, RATE, Indicator
from tonghop.domain.reporting.values import MISSING, NIL, State, Value

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class FigureSource:
    """One body's part in a total: the value and the file and cell that it was read from."""

    body: str
    value: Value
    file: str
    sha256: str
    at: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """One indicator over all bodies. `value` is None where there is no sum: nobody reported, or it does not
    add.

    `between` is what is known of a distinct count over several bodies: not less than the largest, not more
    than the sum.
    """

    indicator: Indicator
    value: Decimal | None
    estimated: Decimal | None
    previous: Decimal | None
    between: tuple[Decimal, Decimal] | None
    reported_by: int
    nil: int
    missing: int
    excused: int
    sources: tuple[FigureSource, ...]
    inexact: bool = False


def total(
    indicator: Indicator,
    rows: Sequence[DueRow],
    submissions: Mapping[str, Submission],
    previous: Decimal | None = None,
) -> Total:
    """Add one indicator up over the rows of the due list.

    Shape: `submissions` by body; a body without one, or without a certain value, adds nothing and is counted
    missing.
    """
    sources = tuple(source for row in rows if (source := _source(indicator, submissions.get(row.body))))
    figures = [source.value.amount for source in sources if source.value.amount is not None]
    excused = sum(row.standing is Standing.EXCUSED for row in rows)
    return Total(
        indicator=indicator,
        value=_value(indicator, figures, rows, submissions),
        estimated=_estimated(indicator, rows, submissions),
        previous=previous,
        between=(max(figures), sum(figures, Decimal(0)))
        if indicator.kind == DISTINCT and len(figures) > 1
        else None,
        reported_by=len(figures),
        nil=len(sources) - len(figures),
        missing=len(rows) - len(sources) - excused,
        excused=excused,
        sources=sources,
        inexact=any(source.value.inexact for source in sources),
    )


def _value(
    indicator: Indicator,
    figures: Sequence[Decimal],
    rows: Sequence[DueRow],
    submissions: Mapping[str, Submission],
) -> Decimal | None:
    if not figures or (indicator.kind == DISTINCT and len(figures) > 1):
        return None
    if indicator.kind == RATE:
        return _rate(indicator, [submissions[row.body] for row in rows if row.body in submissions])
    return sum(figures, Decimal(0))


def _rate(indicator: Indicator, submissions: Sequence[Submission]) -> Decimal | None:
    """The sum of numerators over the sum of denominators, of the bodies that gave both."""
    pairs = [pair for submission in submissions if (pair := _rate_parts(indicator, submission))]
    return _ratio(indicator, sum((n for n, _ in pairs), Decimal(0)), sum((d for _, d in pairs), Decimal(0)))


def _rate_parts(indicator: Indicator, submission: Submission) -> tuple[Decimal, Decimal] | None:
    parts = [submission.entries.get(code) for code in (indicator.numerator, indicator.denominator)]
    amounts = [part.value.amount for part in parts if part and part.value.amount is not None]
    return (amounts[0], amounts[1]) if len(amounts) == 2 else None


def _ratio(indicator: Indicator, numerator: Decimal, denominator: Decimal) -> Decimal | None:
    if not denominator:
        return None
    scale = 100 if indicator.unit.strip() == "%" else 1
    return (numerator * scale / denominator).quantize(_HUNDREDTH, ROUND_HALF_UP)


def _estimated(
    indicator: Indicator, rows: Sequence[DueRow], submissions: Mapping[str, Submission]
) -> Decimal | None:
    entries = [s.entries.get(indicator.code) for row in rows if (s := submissions.get(row.body))]
    parts = [entry.estimated for entry in entries if entry and entry.estimated is not None]
    return sum(parts, Decimal(0)) if parts and indicator.kind != DISTINCT else None


def _source(indicator: Indicator, submission: Submission | None) -> FigureSource | None:
    if submission is None:
        return None
    entry = (
        _rate_entry(indicator, submission)
        if indicator.kind == RATE
        else submission.entries.get(indicator.code)
    )
    if entry is None or entry.value.state not in (State.FIGURE, State.NIL):
        return None
    return FigureSource(
        submission.body, entry.value, submission.file, submission.sha256, entry.at, entry.by, entry.note
    )


def _rate_entry(indicator: Indicator, submission: Submission) -> Entry | None:
    numerator = submission.entries.get(indicator.numerator)
    denominator = submission.entries.get(indicator.denominator)
    if numerator is None or denominator is None:
        return None
    place = f"{numerator.at} : {denominator.at}"
    if NIL in (numerator.value, denominator.value) and MISSING not in (numerator.value, denominator.value):
        return Entry(NIL, place)
    parts = _rate_parts(indicator, submission)
    amount = _ratio(indicator, *parts) if parts else None
    return Entry(Value(State.FIGURE, amount), place) if amount is not None else None
