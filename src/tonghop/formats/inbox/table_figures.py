"""What the tables of a workbook or report say, as figures of a return and doubts about the layout."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from tonghop.domain.consolidation.returns import Figure, LayoutDoubt
from tonghop.domain.reporting.amounts import lines_of_numbers
from tonghop.domain.reporting.found_figures import WHICH_BODY, FoundFigure
from tonghop.domain.reporting.headings import Role
from tonghop.domain.reporting.values import Unclear, Value, read_cell

_CONFIRMED_BY_READER = "label:"
_COLUMNS_WITHOUT_NAMES = "column:"
_DECIMALS = 6


def figures_and_doubts(
    found: Sequence[FoundFigure], others: Sequence[FoundFigure] = ()
) -> tuple[tuple[Figure, ...], tuple[LayoutDoubt, ...]]:
    """Return what tables say as figures, and the doubts that are not about one cell alone.

    `others` are figures of other kinds: estimates and sums since the year's start go with their indicator's.
    """
    expected = {row.indicator: amount_of(row) for row in others if row.role is Role.ESTIMATED}
    since = {row.indicator: row for row in others if row.role is Role.CUMULATIVE}
    figures = tuple(
        _figure(row, expected.get(row.indicator), since.get(row.indicator))
        for row in found
        if not is_shared(row)
    )
    doubts = tuple(
        shared_doubt(row, expected.get(row.indicator), since.get(row.indicator))
        for row in found
        if is_shared(row)
    )
    return figures, doubts


def is_shared(row: FoundFigure) -> bool:
    """Say whether the doubt of a cell is about its layout, so that one answer settles others too."""
    return row.doubt is not None and (not row.indicator or row.doubt.about != "")


def _figure(row: FoundFigure, estimated: Decimal | None, since: FoundFigure | None) -> Figure:
    read: Value | Unclear | None = row.value
    if row.doubt is not None or read is None:
        assert row.doubt is not None
        read = Unclear(row.doubt.code, row.doubt.message_vi, row.doubt.choices)
    return Figure(
        row.indicator,
        read,
        row.at,
        row.label,
        estimated,
        cumulative=amount_of(since) if since else None,
        cumulative_at=since.at if since else "",
    )


def shared_doubt(
    row: FoundFigure, estimated: Decimal | None = None, since: FoundFigure | None = None
) -> LayoutDoubt:
    """Return the doubt of such a cell, with the estimate and the sum since the year's start beside it."""
    assert row.doubt is not None
    about, value = row.doubt.about, row.doubt.value
    is_of_body = row.doubt.code == WHICH_BODY
    return LayoutDoubt(
        row.doubt.code,
        row.doubt.message_vi,
        row.at,
        row.doubt.choices,
        "" if is_of_body else row.indicator,
        f"{row.layout.value if row.layout else ''}|{about}",
        by_figure=bool(row.indicator) and not is_of_body and not about.startswith(_CONFIRMED_BY_READER),
        figure=Figure(row.indicator, value, row.at, row.label) if value is not None else None,
        options=tuple(
            (option.choice, Figure(row.indicator, option.read, option.at, row.label))
            for option in row.doubt.options
        ),
        is_passing=about == _COLUMNS_WITHOUT_NAMES,
        estimated=estimated,
        cumulative=amount_of(since) if since else None,
        cumulative_at=since.at if since else "",
    )


def amount_of(row: FoundFigure) -> Decimal | None:
    """Return a cell's amount in its indicator's unit, None where it is no certain number."""
    if row.value is not None:
        return row.value.amount
    if isinstance(row.raw, timedelta) or (isinstance(row.raw, str) and len(lines_of_numbers(row.raw)) > 1):
        return None
    read = read_cell(row.raw, decimals=_DECIMALS)
    return read.amount * row.factor if isinstance(read, Value) and read.amount is not None else None
