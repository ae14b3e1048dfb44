"""The totals of a roll-up as separated text: a line for each node, indicator and period."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TextIO

from tonghop.domain.consolidation.rollups import NodeTotal
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.values import plain_decimal
from tonghop.formats.workbooks.ledger_file import harmless

HEADINGS = (
    "node",
    "node_name",
    "level",
    "indicator",
    "name",
    "unit",
    "kind",
    "period",
    "cycles",
    "value",
    "least",
    "most",
    "numerator",
    "denominator",
    "estimated",
    "inexact",
    "reported_by",
    "nil",
    "missing",
    "excused",
    "caution",
)
"""The words of `consolidated.json` where it has them (docs/reference/commands.md tells each)."""
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A total with what a reader needs beside it; `cycles` are the codes that the period holds."""

    total: NodeTotal
    node_name: str
    level: str
    indicator: Indicator
    cycles: tuple[str, ...]
    cautions: tuple[str, ...] = ()


def write_totals(rows: Iterable[TotalRow], out: TextIO) -> int:
    """Write totals in the order given, with the mark by which spreadsheets know UTF-8; return how many.

    Numbers are exact, with a decimal point and nothing between thousands; what does not add is left empty.
    """
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    return sum(bool(writer.writerow(_cells(row))) for row in rows)


def _cells(row: TotalRow) -> Sequence[str | int]:
    total, told = row.total, row.indicator
    least, most = total.between or (None, None)
    amounts = (total.value, least, most, total.numerator, total.denominator, total.estimated)
    words = (total.node, row.node_name, row.level, told.code, told.name, told.unit, told.kind)
    return (
        *map(harmless, words),
        total.period,
        " ".join(row.cycles),
        *_numbers(amounts),
        "yes" if total.inexact else "",
        total.reported_by,
        total.nil,
        total.missing,
        total.excused,
        " ".join(row.cautions),
    )


def _numbers(amounts: Iterable[Decimal | None]) -> Iterator[str]:
    return ("" if amount is None else plain_decimal(amount) for amount in amounts)
