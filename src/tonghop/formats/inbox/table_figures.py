"""What the tables of a workbook or report say, as figures of a return and doubts about the layout."""

from collections.abc import Sequence
from decimal import Decimal

from tonghop.domain.consolidation.returns import Figure, LayoutDoubt
from tonghop.domain.reporting.found_figures import WHICH_BODY, FoundFigure
from tonghop.domain.reporting.values import Unclear, Value

_CONFIRMED_BY_READER = ("label:", "column:")


def figures_and_doubts(
    found: Sequence[FoundFigure], estimates: Sequence[FoundFigure] = ()
) -> tuple[tuple[Figure, ...], tuple[LayoutDoubt, ...]]:
    """Return what tables say as figures, and the doubts that are not about one cell alone."""
    expected = {row.indicator: amount for row in estimates if (amount := _amount(row)) is not None}
    figures = tuple(_figure(row, expected.get(row.indicator)) for row in found if not is_shared(row))
    return figures, tuple(shared_doubt(row) for row in found if is_shared(row))


def is_shared(row: FoundFigure) -> bool:
    """Say whether the doubt of a cell is about its layout, so that one answer settles others too."""
    return row.doubt is not None and (not row.indicator or _about(row) != "")


def _about(row: FoundFigure) -> str:
    """Columns that add up to one of several sums ask for a figure, not for a word about the layout."""
    if row.doubt is None or (row.doubt.about.startswith("column:") and row.doubt.choices):
        return ""
    return row.doubt.about


def _figure(row: FoundFigure, estimated: Decimal | None) -> Figure:
    read: Value | Unclear | None = row.value
    if row.doubt is not None or read is None:
        assert row.doubt is not None
        read = Unclear(row.doubt.code, row.doubt.message_vi, row.doubt.choices)
    return Figure(row.indicator, read, row.at, row.label, estimated)


def shared_doubt(row: FoundFigure) -> LayoutDoubt:
    """Return the doubt of such a cell."""
    assert row.doubt is not None
    about, value = _about(row), row.doubt.value
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
    )


def _amount(row: FoundFigure) -> Decimal | None:
    if row.value is not None:
        return row.value.amount
    if isinstance(row.raw, int | float) and not isinstance(row.raw, bool):
        return Decimal(repr(row.raw)) * row.factor
    return None
