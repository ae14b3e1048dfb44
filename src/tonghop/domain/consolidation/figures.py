"""Totals of a cycle by the kind of each indicator, with every source.

For each indicator `due = reported_by + nil + missing + excused`: every body of the due list is counted
exactly once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from tonghop.domain.consolidation.adjustments import Adjustment
from tonghop.domain.consolidation.judgements import ANSWERED, Entry
from tonghop.domain.consolidation.lower_levels import LowerSource
from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.reporting.due_list import DueRow, Standing
from tonghop.domain.reporting.indicators import DISTINCT, FLOW, RATE, Indicator
from tonghop.domain.reporting.values import MISSING, NIL, State, Value

_HUNDREDTH = Decimal("0.01")
NOTHING_CONTAINED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FigureSource:
    """One body's part in a total: the value and the file and cell that it was read from.

    `contained_in` is the body above whose figure holds this one already, so that it is not added again.
    `below` are its own addends where a report from below told it, `between` what is known of a distinct count
    that has no value.
    """

    body: str
    value: Value
    file: str
    sha256: str
    at: str
    by: str
    note: str = ""
    contained_in: str = ""
    sentence: str = ""
    below: tuple[LowerSource, ...] = ()
    between: tuple[Decimal, Decimal] | None = None

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """The least and the most that it can be, None for nil."""
        amount = self.value.amount
        return self.between if amount is None else (amount, amount)


@dataclass(frozen=True, slots=True)
class Total:
    """One indicator over all bodies. `value` is None where there is no sum: nobody reported, or it does not
    add.

    `between` is what is known of a distinct count over several bodies: not less than the largest, not more
    than the sum. `cumulative` is the sum since the year's start, where every body that answered gave its own.
    `contained` are the figures that the figure of a body above holds already: these bodies have reported and
    add nothing. `adjustments` are taken off the sum of the sources already.
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
    contained: tuple[FigureSource, ...] = ()
    cumulative: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()


def total(
    indicator: Indicator,
    rows: Sequence[DueRow],
    submissions: Mapping[str, Submission],
    previous: Decimal | None = None,
    contained: Mapping[str, str] = NOTHING_CONTAINED,
    adjustments: Sequence[Adjustment] = (),
) -> Total:
    """Add one indicator up over the rows of the due list.

    Shape: `submissions` by body; a body without one, or without a certain value, adds nothing and is counted
    missing. `contained` has the bodies whose figure another body's holds already. `adjustments` are those of
    all indicators that fit.
    """
    all_sources = [source for row in rows if (source := _source(indicator, submissions.get(row.body)))]
    held = tuple(
        replace(source, contained_in=contained[source.body])
        for source in all_sources
        if source.body in contained
    )
    sources = tuple(source for source in all_sources if source.body not in contained)
    figures = [source.value.amount for source in sources if source.value.amount is not None]
    excused = sum(row.standing is Standing.EXCUSED for row in rows)
    own = {body: submission for body, submission in submissions.items() if body not in contained}
    bounds = [source.bounds for source in sources if source.bounds]
    taken_off = tuple(row for row in adjustments if row.indicator == indicator.code)
    return Total(
        indicator=indicator,
        value=_value(indicator, figures, rows, own, adjustments) if len(bounds) == len(figures) else None,
        estimated=_estimated(indicator, rows, own),
        previous=previous,
        between=_between(bounds, figures) if indicator.kind == DISTINCT else None,
        reported_by=sum(source.bounds is not None for source in all_sources),
        nil=sum(source.bounds is None for source in all_sources),
        missing=len(rows) - len(all_sources) - excused,
        excused=excused,
        sources=sources,
        inexact=any(source.value.inexact for source in sources),
        contained=held,
        # What was counted twice in the year's earlier periods nobody knows here.
        cumulative=None
        if taken_off
        else _cumulative(indicator, [submissions[source.body] for source in sources]),
        adjustments=taken_off,
    )


def ratio(indicator: Indicator, numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Return a rate out of its two sums, to the hundredth, half up, in per cent where its unit says so.

    Over zero there is none.
    """
    if not denominator:
        return None
    scale = 100 if indicator.unit.strip() == "%" else 1
    return (numerator * scale / denominator).quantize(_HUNDREDTH, ROUND_HALF_UP)


def _between(
    bounds: Sequence[tuple[Decimal, Decimal]], figures: Sequence[Decimal]
) -> tuple[Decimal, Decimal] | None:
    """Not less than the largest of the lower ends, not more than the sum of the upper ones."""
    if not bounds or len(bounds) == len(figures) == 1:
        return None
    return max(low for low, _ in bounds), sum((high for _, high in bounds), Decimal(0))


def _value(
    indicator: Indicator,
    figures: Sequence[Decimal],
    rows: Sequence[DueRow],
    submissions: Mapping[str, Submission],
    adjustments: Sequence[Adjustment],
) -> Decimal | None:
    if not figures or (indicator.kind == DISTINCT and len(figures) > 1):
        return None
    if indicator.kind == RATE:
        told = [submissions[row.body] for row in rows if row.body in submissions]
        return _rate(indicator, told, adjustments)
    return sum(figures, Decimal(0)) - _taken_off(indicator.code, adjustments)


def _taken_off(code: str, adjustments: Sequence[Adjustment]) -> Decimal:
    return sum((row.amount for row in adjustments if row.indicator == code), Decimal(0))


def _rate(
    indicator: Indicator, submissions: Sequence[Submission], adjustments: Sequence[Adjustment]
) -> Decimal | None:
    """The sum of numerators over the sum of denominators, of the bodies that gave both; none where a part is
    adjusted for a body that did not: nobody knows how much of that is in these sums.
    """
    pairs = {one.body: pair for one in submissions if (pair := _rate_parts(indicator, one))}
    parts = indicator.numerator, indicator.denominator
    if any(row.indicator in parts and not pairs.keys() >= set(row.bodies) for row in adjustments):
        return None
    sums = (sum((pair[place] for pair in pairs.values()), Decimal(0)) for place in (0, 1))
    numerator, denominator = (
        amount - _taken_off(code, adjustments) for amount, code in zip(sums, parts, strict=True)
    )
    return ratio(indicator, numerator, denominator)


def _rate_parts(indicator: Indicator, submission: Submission) -> tuple[Decimal, Decimal] | None:
    parts = [submission.entries.get(code) for code in (indicator.numerator, indicator.denominator)]
    amounts = [part.value.amount for part in parts if part and part.value.amount is not None]
    return (amounts[0], amounts[1]) if len(amounts) == 2 else None


def _estimated(
    indicator: Indicator, rows: Sequence[DueRow], submissions: Mapping[str, Submission]
) -> Decimal | None:
    entries = [s.entries.get(indicator.code) for row in rows if (s := submissions.get(row.body))]
    parts = [entry.estimated for entry in entries if entry and entry.estimated is not None]
    return sum(parts, Decimal(0)) if parts and indicator.kind != DISTINCT else None


def _cumulative(indicator: Indicator, submissions: Sequence[Submission]) -> Decimal | None:
    """Add up what the bodies gave as their sum since the year's start: only flows have one, and where a body
    that answered left it out, the sum of the others would be taken for the sum of all.
    """
    told = [submission.cumulative.get(indicator.code) for submission in submissions]
    given = [amount for amount in told if amount is not None]
    if indicator.kind != FLOW or not given or len(given) < len(told):
        return None
    return sum(given, Decimal(0))


def _source(indicator: Indicator, submission: Submission | None) -> FigureSource | None:
    if submission is None:
        return None
    entry = (
        _rate_entry(indicator, submission)
        if indicator.kind == RATE
        else submission.entries.get(indicator.code)
    )
    if entry is None or not entry.is_told:
        return None
    file, sha256 = entry.file or submission.file, entry.sha256 or submission.sha256
    return FigureSource(
        submission.body,
        entry.value,
        file,
        sha256,
        entry.at,
        entry.by,
        entry.note,
        sentence=entry.sentence,
        below=entry.below,
        between=entry.between,
    )


def _rate_entry(indicator: Indicator, submission: Submission) -> Entry | None:
    numerator = submission.entries.get(indicator.numerator)
    denominator = submission.entries.get(indicator.denominator)
    if numerator is None or denominator is None:
        return None
    place = f"{numerator.at} : {denominator.at}"
    if NIL in (numerator.value, denominator.value) and MISSING not in (numerator.value, denominator.value):
        return Entry(NIL, place, file=numerator.file, sha256=numerator.sha256)
    parts = _rate_parts(indicator, submission)
    amount = ratio(indicator, *parts) if parts else None
    if amount is None:
        return None
    by = ANSWERED if ANSWERED in (numerator.by, denominator.by) else numerator.by
    inexact = numerator.value.inexact or denominator.value.inexact
    value = Value(State.FIGURE, amount, inexact)
    return Entry(value, place, by, file=numerator.file, sha256=numerator.sha256)
