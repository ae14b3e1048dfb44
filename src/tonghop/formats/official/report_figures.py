"""The figures of a report: sentences drafted from them, one table, and its notes."""

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.figures import Total
from tonghop.domain.reporting.due_list import Standing
from tonghop.domain.reporting.indicators import DISTINCT, Indicator
from tonghop.domain.reporting.values import vietnamese_number
from tonghop.formats.official.parts import CENTRE, RIGHT, Column, Part, Row, Run, Table, paragraph, row

NIL_WORDS = "Không phát sinh"
NO_TOTAL = "…"
_MOST_DRAFTED = 8
_MANY = 4
_TENTH = Decimal("0.1")
_HUNDRED = Decimal(100)


def figure_parts(consolidation: Consolidation) -> Iterator[Part]:
    """Yield the sentences, the table and the notes; nothing where the campaign asks for no figures."""
    if not consolidation.totals:
        return
    yield from _drafted(consolidation)
    yield _table(consolidation.totals)
    for note in _notes(consolidation):
        yield paragraph(Run(note, italic=True), size=12, indent=0, after=4)


def shown_total(row: Total) -> str:
    """Return a total as it stands in the table.

    A distinct count over several bodies is only known between two numbers.
    """
    if row.value is not None:
        return f"{'khoảng ' if row.inexact else ''}{vietnamese_number(row.value)}"
    if row.between:
        low, high = (vietnamese_number(amount) for amount in row.between)
        return f"{low} đến {high} (*)"
    return NIL_WORDS if row.nil and not row.reported_by else NO_TOTAL


def change_against(row: Total) -> Decimal | None:
    """Return the change against the same period in percent; None where one of them is nothing."""
    if row.value is None or not row.previous or row.indicator.kind == DISTINCT:
        return None
    return _percent((row.value - row.previous) / row.previous)


def share_of_target(row: Total) -> Decimal | None:
    """Return how much of the plan is reached, in percent; None where there is no plan or no total."""
    if row.value is None or not row.indicator.target:
        return None
    return _percent(row.value / row.indicator.target)


# ---- sentences


def _drafted(consolidation: Consolidation) -> Iterator[Part]:
    """Yield the drafted sentences that say more than the table's own row: those that compare."""
    compared = {
        row.indicator.code
        for row in consolidation.totals
        if row.value is not None and (row.previous or row.indicator.target)
    }
    told = [draft for draft in consolidation.drafts if draft.indicator in compared]
    for draft in told[:_MOST_DRAFTED]:
        yield paragraph(Run(f"- {draft.text}", drafted=True))


# ---- the table


def _table(totals: Sequence[Total]) -> Table:
    shown = [(column, cell) for column, cell in _OPTIONAL if any(cell(total) for total in totals)]
    columns = (
        Column("TT", 6, CENTRE),
        Column("Chỉ tiêu", 40),
        Column("Đơn vị tính", 12, CENTRE),
        Column("Thực hiện", 15, RIGHT),
        *(column for column, _ in shown),
    )
    rows = figure_rows(
        [total.indicator for total in totals],
        lambda place: (shown_total(totals[place]), *(cell(totals[place]) for _, cell in shown)),
    )
    return Table(columns, tuple(rows), size=12 if len(shown) < _MANY else 11)


def figure_rows(indicators: Sequence[Indicator], cells: Callable[[int], Sequence[str]]) -> Iterator[Row]:
    """Yield a row an indicator: number, name, unit, and the further cells of the indicator at that place.

    A heading stands where a group begins; parts ("trong đó") are set in and have no number.
    """
    group, number = "", 0
    for place, indicator in enumerate(indicators):
        if indicator.group and indicator.group != group:
            yield row(indicator.group, bold=True, spanning=True)
        group = indicator.group
        number += not indicator.parent
        name = f"  - {indicator.name}" if indicator.parent else indicator.name
        yield row("" if indicator.parent else str(number), name, indicator.unit, *cells(place))


def _estimated(row: Total) -> str:
    return _number(row.estimated)


def _cumulative(row: Total) -> str:
    return _number(row.cumulative)


def _previous(row: Total) -> str:
    return _number(row.previous)


def _change(row: Total) -> str:
    change = change_against(row)
    return "" if change is None else f"{'' if change < 0 else '+'}{vietnamese_number(change)}"


def _target(row: Total) -> str:
    return _number(row.indicator.target)


def _reached(row: Total) -> str:
    return _number(share_of_target(row))


def _percent(share: Decimal) -> Decimal:
    return (share * _HUNDRED).quantize(_TENTH, ROUND_HALF_UP) + 0  # no "-0"


def _number(amount: Decimal | None) -> str:
    return "" if amount is None else vietnamese_number(amount)


_OPTIONAL: tuple[tuple[Column, Callable[[Total], str]], ...] = (
    (Column("Trong đó: ước", 11, RIGHT), _estimated),
    (Column("Lũy kế từ đầu năm", 13, RIGHT), _cumulative),
    (Column("Cùng kỳ năm trước", 12, RIGHT), _previous),
    (Column("Tăng, giảm (%)", 11, RIGHT), _change),
    (Column("Kế hoạch", 12, RIGHT), _target),
    (Column("Đạt kế hoạch (%)", 11, RIGHT), _reached),
)


# ---- notes


def _notes(consolidation: Consolidation) -> Iterator[str]:
    totals = consolidation.totals
    if consolidation.told_structure:
        yield (
            "Tổng số giữ như các đơn vị báo cáo; số liệu theo địa bàn (phụ lục kèm theo) được tính"
            f" {consolidation.told_structure}."
        )
    for total in totals:
        for one in total.adjustments:
            taken = f"{vietnamese_number(one.amount)} {total.indicator.unit}"
            yield (
                f"{total.indicator.name}: đã trừ {taken} của hoạt động do {len(one.bodies)} đơn vị cùng"
                " tổ chức, để đếm một lần."
            )
    if any(row.indicator.kind == DISTINCT and row.between for row in totals):
        yield (
            "(*) Đếm người hoặc hộ: một người, một hộ có thể được nhiều đơn vị cùng kể, nên không cộng được; "
            "con số đúng nằm giữa số lớn nhất và tổng."
        )
    if any(shown_total(row) == NO_TOTAL for row in totals):
        yield f"“{NO_TOTAL}”: chưa có đơn vị nào báo số liệu."
    yield from _answered_by_fewer(consolidation)


def _answered_by_fewer(consolidation: Consolidation) -> Iterator[str]:
    """Say which figures fewer bodies gave than sent a report: who reads a total must know of what."""
    counts = consolidation.coverage
    received = len(consolidation.due) - counts[Standing.MISSING] - counts[Standing.EXCUSED]
    told: dict[int, list[str]] = {}
    for total in consolidation.totals:
        answered = total.reported_by + total.nil
        if 0 < answered < received:
            told.setdefault(answered, []).append(total.indicator.name)
    for answered, names in sorted(told.items()):
        listed = "; ".join(name[:1].lower() + name[1:] for name in names)
        yield f"Chỉ {answered}/{received} đơn vị đã báo cáo có số liệu về: {listed}."
