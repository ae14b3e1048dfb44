"""Charts where a leader would rather look than read: against the plan, and against the same period.

Indicators have different units of measure, so what is drawn is each one's share of its own plan or of its own
last year. Below three bars a chart says less than the table.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from tonghop.domain.consolidation.figures import Total
from tonghop.domain.reporting.indicators import DISTINCT, RATE
from tonghop.domain.reporting.values import vietnamese_number
from tonghop.formats.official.parts import Bar, BarChart

_FEWEST, _MOST = 3, 12
_LONGEST = 250.0
_TENTH = Decimal("0.1")


def charts(totals: Sequence[Total]) -> Iterator[BarChart]:
    """Yield up to two charts, none where there is too little to compare."""
    planned = [(row, row.indicator.target) for row in totals]
    before = [(row, row.previous) for row in totals if row.indicator.kind != RATE]
    yield from _chart(
        planned,
        "Mức thực hiện so với kế hoạch (%)",
        "kế hoạch = 100",
        "{reached} trong {count} chỉ tiêu đạt hoặc vượt kế hoạch.",
    )
    yield from _chart(
        before,
        "So với cùng kỳ năm trước (%)",
        "cùng kỳ = 100",
        "{reached} trong {count} chỉ tiêu bằng hoặc cao hơn cùng kỳ năm trước.",
    )


def _chart(
    rows: Sequence[tuple[Total, Decimal | None]], title: str, rule: str, alt: str
) -> Iterator[BarChart]:
    bars = [bar for row, whole in rows if whole and (bar := _bar(row, whole))]
    if len(bars) >= _FEWEST:
        reached = sum(bar.marked for bar in bars)
        yield BarChart(title, tuple(bars[:_MOST]), alt.format(reached=reached, count=len(bars)), 100.0, rule)


def _bar(row: Total, whole: Decimal) -> Bar | None:
    """Return the bar of an indicator; one that would leave the page is cut, its figure tells."""
    if row.value is None or row.value < 0 or row.indicator.kind == DISTINCT:
        return None
    share = (row.value / whole * 100).quantize(_TENTH, ROUND_HALF_UP)
    return Bar(row.indicator.name, min(float(share), _LONGEST), vietnamese_number(share), share >= 100)
