"""What the tables of a workbook or report say, as figures of a return and doubts about the layout."""

from collections.abc import Sequence
from decimal import Decimal

from tonghop.domain.consolidation.returns import Figure, LayoutDoubt
from tonghop.domain.reporting.found_figures import FoundFigure
from tonghop.domain.reporting.values import Unclear, Value

_CONFIRMED_BY_WORD = ("label:", "column:")


def figures_and_doubts(
    found: Sequence[FoundFigure], estimates: Sequence[FoundFigure] = ()
) -> tuple[tuple[Figure, ...], tuple[LayoutDoubt, ...]]:
    """Return what tables say as figures, and the doubts that are not about one cell alone."""
    expected = {row.indicator: amount for row in estimates if (amount := _amount(row)) is not None}
    figures = tuple(_figure(row, expected.get(row.indicator)) for row in found if not _is_shared(row))
    return figures, tuple(_doubt(row) for row in found if _is_shared(row))


def _is_shared(row: FoundFigure) -> bool:
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


def _doubt(row: FoundFigure) -> LayoutDoubt:
    assert row.doubt is not None
    about = _about(row)
    by_word = about.startswith(_CONFIRMED_BY_WORD) and row.layout is not None
    layout = f"{row.layout.value if row.layout else ''}|{about}"
    return LayoutDoubt(
        row.doubt.code,
        row.doubt.message_vi,
        row.at,
        row.doubt.choices,
        row.indicator,
        layout,
        by_figure=bool(row.indicator) and not by_word,
    )


def _amount(row: FoundFigure) -> Decimal | None:
    if row.value is not None:
        return row.value.amount
    if isinstance(row.raw, int | float) and not isinstance(row.raw, bool):
        return Decimal(repr(row.raw)) * row.factor
    return None
