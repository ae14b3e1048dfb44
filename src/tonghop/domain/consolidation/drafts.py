"""Sentences with figures, drafted from fixed templates and marked as drafted: a person takes them or not.

"Số buổi tuyên truyền: 1.234 buổi, tăng 12 % so với cùng kỳ (1.102), đạt 82,3 % kế hoạch." Every number in
them is a total or follows from totals; where there is no total there is no sentence.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tonghop.domain.consolidation.figures import Total
from tonghop.domain.consolidation.previous import Previous
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.indicators import DISTINCT
from tonghop.domain.reporting.values import vietnamese_number

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted sentence about one indicator, with the section that it may stand in, or ""."""

    indicator: str
    section: str
    text: str


def drafts(campaign: Campaign, totals: Sequence[Total], before: Previous | None = None) -> tuple[Draft, ...]:
    """Return one sentence for each indicator that has a total, or that all bodies said did not happen.

    Where fewer or more bodies had a figure a year before, the sentence says so beside the comparison.
    """
    section = next((row.code for row in campaign.sections if row.figures), "")
    then = Counter(code for _, code in before.figures) if before else Counter()
    told = ((row.indicator.code, _sentence(row, then[row.indicator.code])) for row in totals)
    return tuple(Draft(code, section, text) for code, text in told if text)


def _sentence(row: Total, then: int) -> str:
    name, unit = row.indicator.name, row.indicator.unit
    if row.value is None:
        if row.between:
            low, high = (vietnamese_number(amount) for amount in row.between)
            return f"{name}: từ {low} đến {high} {unit}, do các đơn vị có thể đếm trùng."
        return f"{name}: không phát sinh." if row.nil and not row.reported_by else ""
    more = "khoảng " if row.inexact else ""
    return f"{name}: {more}{vietnamese_number(row.value)} {unit}{''.join(_clauses(row, then))}."


def _clauses(row: Total, then: int) -> Iterator[str]:
    assert row.value is not None
    if row.estimated:
        yield f" (trong đó ước {vietnamese_number(row.estimated)})"
    if row.previous and row.indicator.kind != DISTINCT:
        others = f", số của {then} đơn vị; kỳ này {row.reported_by} đơn vị" if then else ""
        beside = f"{vietnamese_number(row.previous)}{others if then != row.reported_by else ''}"
        yield f", {_change(row.value, row.previous)} so với cùng kỳ ({beside})"
    if row.indicator.target:
        yield f", đạt {_percent(row.value / row.indicator.target)} kế hoạch"


def _change(value: Decimal, previous: Decimal) -> str:
    if value == previous:
        return "bằng 100 %"
    return f"{'tăng' if value > previous else 'giảm'} {_percent(abs(value - previous) / previous)}"


def _percent(share: Decimal) -> str:
    return f"{vietnamese_number((share * 100).quantize(_TENTH, ROUND_HALF_UP))} %"
