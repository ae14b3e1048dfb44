"""Joint activities counted once: a visible amount taken off a total, since several bodies report one thing.

Nothing is taken off unseen: every adjustment says of which bodies, how much, why and by whom, and stands
above the total. One that no longer fits what the bodies report is not applied, and is a finding.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tonghop.domain.consolidation.submissions import Finding, Submission
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.indicators import FLOW, STOCK, Indicator
from tonghop.domain.reporting.values import plain_decimal, vietnamese_number

ADDING = (FLOW, STOCK)


class AdjustmentTooLarge(Refusal):
    code = "adjustment-too-large"
    message_vi = (
        "Chỉ trừ được nhiều nhất {most}: hoạt động chung đếm một lần, nên vẫn còn số lớn nhất của một đơn vị."
    )
    message_en = "At most {most} may be taken off: counted once, the largest figure of one body stays."


class AdjustmentUnfit(Refusal):
    code = "adjustment-unfit"
    message_vi = "Chọn ít nhất hai đơn vị có số liệu của chỉ tiêu này, và ghi số trừ lớn hơn 0."
    message_en = "Choose at least two bodies that have a figure of this indicator, and an amount above 0."


class IndicatorDoesNotAdd(Refusal):
    code = "indicator-does-not-add"
    message_vi = "Chỉ tiêu “{name}” không cộng giữa các đơn vị nên không có gì để trừ."
    message_en = "The indicator {name!r} does not add over bodies, so there is nothing to take off."


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What is taken off an indicator's total because its bodies report one activity together. `at` is an ISO
    instant, `by` somebody's name.
    """

    indicator: str
    bodies: tuple[str, ...]
    amount: Decimal
    why: str
    by: str
    at: str

    @property
    def record(self) -> dict[str, Any]:
        """The adjustment ready for JSON."""
        return {
            "bodies": list(self.bodies),
            "amount": plain_decimal(self.amount),
            "why": self.why,
            "by": self.by,
            "at": self.at,
        }


def most_taken_off(figures: Sequence[Decimal]) -> Decimal:
    """Return how much may be taken off the sum of these figures: all of it but the largest.

    >>> most_taken_off([Decimal(30), Decimal(50), Decimal(20)])
    Decimal('50')
    """
    return sum(figures, Decimal(0)) - max(figures, default=Decimal(0))


def demand_fit(indicator: Indicator, amount: Decimal, figures: Sequence[Decimal]) -> None:
    """Make sure that an amount can be taken off the figures of these bodies.

    Raises: IndicatorDoesNotAdd, AdjustmentUnfit, AdjustmentTooLarge.
    """
    if indicator.kind not in ADDING:
        raise IndicatorDoesNotAdd(name=indicator.name)
    if len(figures) < 2 or amount <= 0:
        raise AdjustmentUnfit()
    if amount > (most := most_taken_off(figures)):
        raise AdjustmentTooLarge(most=vietnamese_number(most))


def fitting(
    adjustments: Sequence[Adjustment],
    asked: Sequence[Indicator],
    submissions: Mapping[str, Submission],
    contained: Mapping[tuple[str, str], str],
) -> tuple[tuple[Adjustment, ...], tuple[Finding, ...]]:
    """Return the adjustments that fit what the bodies report now, and a finding for each that does not.

    Shape: `contained` has the figures, by body and indicator, that another body's holds already.
    """
    kinds = {row.code: row for row in asked}
    fit: list[Adjustment] = []
    left: dict[str, list[Decimal]] = {}
    unfit: list[Finding] = []
    for row in adjustments:
        figures = list(_figures(row, submissions, contained))
        indicator = kinds.get(row.indicator)
        taken = sum(left.get(row.indicator, ()), Decimal(0))
        total = sum(_all_figures(row.indicator, submissions, contained), Decimal(0))
        if (
            indicator is None
            or indicator.kind not in ADDING
            or len(figures) < len(row.bodies)
            or row.amount > most_taken_off(figures)
            or taken + row.amount > total
        ):
            unfit.append(_unfit(row, indicator))
        else:
            left.setdefault(row.indicator, []).append(row.amount)
            fit.append(row)
    return tuple(fit), tuple(unfit)


def _figures(
    row: Adjustment, submissions: Mapping[str, Submission], contained: Mapping[tuple[str, str], str]
) -> Iterator[Decimal]:
    for body in row.bodies:
        amount = submissions[body].amounts.get(row.indicator) if body in submissions else None
        if amount is not None and (body, row.indicator) not in contained:
            yield amount


def _all_figures(
    code: str, submissions: Mapping[str, Submission], contained: Mapping[tuple[str, str], str]
) -> Iterator[Decimal]:
    for body, submission in submissions.items():
        if (body, code) not in contained and (amount := submission.amounts.get(code)) is not None:
            yield amount


def _unfit(row: Adjustment, indicator: Indicator | None) -> Finding:
    name = indicator.name if indicator else row.indicator
    message = (
        f"Điều chỉnh đếm một lần của “{name}” (trừ {vietnamese_number(row.amount)}, {row.why}) không còn"
        " khớp số liệu các đơn vị đang báo cáo nên chưa trừ; kết thúc điều chỉnh này hoặc ghi lại."
    )
    return Finding("double-count", "", "", row.indicator, message)
