"""The annex's matrix: a row for each body of the due list, a column for each indicator, the sum below.

A figure that the figure of a body above holds already is written as text with a mark, so that it is seen and
Excel's own sum leaves it out as the total does.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.figures import FigureSource, Total
from tonghop.domain.reporting.due_list import DueRow
from tonghop.domain.reporting.indicators import FLOW, STOCK
from tonghop.domain.reporting.values import vietnamese_number
from tonghop.formats.official.annex_cells import (
    FIRST_ROW,
    MOST_COLUMNS,
    Cell,
    Looks,
    SheetColumn,
    is_exact,
    number_format,
    room,
    write,
    write_table,
)
from tonghop.formats.official.report_figures import shown_total
from tonghop.formats.official.wording import STANDINGS

NIL_MARK, CONTAINED_MARK = "KPS", "†"
_NOTE = (
    f"{NIL_MARK}: đơn vị báo không phát sinh; ô xám: chưa có số liệu; "
    f"{CONTAINED_MARK}: đã nằm trong số của đơn vị cấp trên, không cộng lại."
)
_BEFORE = (
    SheetColumn("TT", 6),
    SheetColumn("Đơn vị", 44),
    SheetColumn("Tình trạng", 13),
    SheetColumn("Nhận lúc", 16),
)


def write_bodies(sheet: Any, done: Consolidation, title: str, looks: Looks) -> None:
    """Write the matrix with its sums."""
    totals = done.totals[: MOST_COLUMNS - len(_BEFORE)]
    left_out = len(done.totals) - len(totals)
    note = f"{_NOTE} Còn {left_out} chỉ tiêu không đủ cột, xem trang Nguồn." if left_out else _NOTE
    columns = (
        *_BEFORE,
        *(SheetColumn(f"{row.indicator.name}\n({row.indicator.unit})", 17) for row in totals),
    )
    below = write_table(sheet, title, note, columns, _rows(done, totals), looks, frozen=2, kept_rows=1)
    _write_sums(sheet, below, totals, done, looks)


def _rows(done: Consolidation, totals: Sequence[Total]) -> Iterator[tuple[Cell, ...]]:
    names = {body.code: body.name for body in done.campaign.bodies}
    by_body = [{source.body: source for source in (*row.sources, *row.contained)} for row in totals]
    for number, row in enumerate(done.due, 1):
        yield (
            Cell(number, "centred"),
            Cell(names[row.body]),
            Cell(STANDINGS[row.standing], "centred"),
            Cell(_arrived(row), "centred"),
            *(_figure(sources.get(row.body)) for sources in by_body),
        )


def _arrived(row: DueRow) -> str:
    return f"{row.arrived_at.astimezone(ZONE):%d/%m/%Y %H:%M}" if row.arrived_at else ""


def _figure(source: FigureSource | None) -> Cell:
    if source is None:
        return Cell(None, "missing")
    amount = source.value.amount
    if amount is None:
        return Cell(NIL_MARK, "centred")
    if source.contained_in:
        return Cell(f"{vietnamese_number(amount)} {CONTAINED_MARK}", "right")
    return Cell(amount, about=source.value.inexact)


def _write_sums(sheet: Any, at: int, totals: Sequence[Total], done: Consolidation, looks: Looks) -> None:
    for place, text in enumerate(("", "Tổng cộng", "", "")):
        write(sheet, at, place, Cell(text, "total"), looks)
    all_written = len(done.due) <= room(1)
    for place, row in enumerate(totals, len(_BEFORE)):
        if _adds_in_excel(row) and all_written:
            assert row.value is not None
            look = looks.of("total", number_format(row.value, about=row.inexact))
            formula = f"=SUM({_cell(FIRST_ROW, place)}:{_cell(at - 1, place)})"
            sheet.write_formula(at, place, formula, look, float(row.value))
        elif row.value is not None:
            write(sheet, at, place, Cell(row.value, "total", about=row.inexact), looks)
        else:
            write(sheet, at, place, Cell(shown_total(row), "total_right"), looks)


def _adds_in_excel(row: Total) -> bool:
    """Say whether the column's own sum is the total: its kind adds, and Excel keeps every digit."""
    amounts = [source.value.amount for source in row.sources if source.value.amount is not None]
    return (
        row.indicator.kind in (FLOW, STOCK)
        and row.value is not None
        and row.value == sum(amounts)
        and all(map(is_exact, (row.value, *amounts)))
    )


def _cell(row: int, column: int) -> str:
    """Return a cell's name as formulas have it.

    >>> _cell(4, 27)
    'AB5'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
