"""The figures of one line of a table: which cell, what it is taken for, what stands against it.

Nothing is added up and nothing chosen: where two cells may be meant, both are named in the question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.grids import STRUCK, is_empty
from tonghop.domain.language import flat, match_key, searchable
from tonghop.domain.reporting.amounts import MISSING_WORD, ONE, read_amount
from tonghop.domain.reporting.found_figures import (
    WHICH_BODY,
    FoundFigure,
    LayoutDoubt,
    LayoutKey,
    Option,
    Remark,
)
from tonghop.domain.reporting.headings import Role
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.labels import label_key
from tonghop.domain.reporting.measures import factor_between, measure
from tonghop.domain.reporting.table_frames import Frame, Page
from tonghop.domain.reporting.table_lines import Line
from tonghop.domain.reporting.table_slots import Choice, Slot
from tonghop.domain.reporting.values import MISSING, YES_OR_NO, State, Unclear, Value, vietnamese_number

WHOLE = frozenset((Role.THIS, Role.RESULT, Role.TOTAL))
"""Roles of a line or column that leave it this period's whole figure, where nothing else is said."""

_OTHERS = frozenset((Role.ESTIMATED, Role.YEAR_BEFORE, Role.CUMULATIVE, Role.TARGET, Role.PREVIOUS))
_YEAR = re.compile(r"\d\d")
_DASH_LEGEND = re.compile(
    r"[\"'(]?-[\"')]? ?(?:[:=]|là|nghĩa là|có nghĩa là|được hiểu là) ?(?:số liệu )?(?:không phát sinh|không "
    r"có)"
)


@dataclass(frozen=True, slots=True)
class Table:
    """All that is known of one table before its lines are read.

    `told_period`: the words by which it says that it is of another period; `unit` its unit of measure,
    `cycle` the cycle asked for.
    """

    frame: Frame
    slots: tuple[Slot, ...]
    choice: Choice
    layout: LayoutKey
    told_period: str
    unit: str
    cycle: Cycle
    bodies: tuple[Slot, ...] = field(init=False)
    others: tuple[tuple[Slot, Role], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bodies", tuple(slot for slot in self.slots if slot.body or slot.bodies))
        object.__setattr__(self, "others", _others(None, self.slots))

    def column_name(self, slot: Slot) -> str:
        page = self.frame.page
        where = page.at(self.frame.lines.start, slot.index).rpartition("!")[2]
        kept = str.isdigit if page.turned else str.isalpha
        return ("dòng " if page.turned else "cột ") + "".join(filter(kept, where))


def figures_of(table: Table, line: Line, indicator: Indicator) -> Iterator[FoundFigure]:
    """Yield the figures of a line whose indicator is certain."""
    if table.bodies:
        for slot in table.bodies:
            yield from _of_body(table, line, indicator, slot)
        return
    if line.role in WHOLE or line.role is None:
        choice = table.choice
        if choice.slot is not None:
            yield _judged(table, line, indicator, choice.slot)
        elif any(_is_filled(table, line, slot) for slot in choice.candidates):
            yield _wavering(table, line, indicator, choice)


def other_figures(table: Table, line: Line, indicator: Indicator) -> Iterator[FoundFigure]:
    """Yield the figures of a line that are of another kind: last year's, the target …; in doubt none."""
    if not table.bodies and not line.hidden and not line.scope:
        for slot, role in table.others if line.role is None else _others(line.role, table.slots):
            if _is_filled(table, line, slot):
                factor, doubt = _factor(table, line, slot, indicator)
                if doubt is None:
                    yield _found(table, line, indicator.code, slot, role, factor=factor)


def unnamed_figures(table: Table, line: Line, indicators: Mapping[str, Indicator]) -> Iterator[FoundFigure]:
    """Yield the question of a line that may be of several indicators, where it has a figure."""
    if line.role not in (*WHOLE, None) or line.hidden:
        return
    named = [slot for slot in table.bodies if slot.body]
    chosen = [table.choice.slot] if table.choice.slot else list(table.choice.candidates)
    slots = [slot for slot in named or chosen if not slot.hidden]
    filled = [slot for slot in slots if _is_filled(table, line, slot)]
    for slot in filled if table.bodies else filled[:1]:
        doubt = LayoutDoubt(
            "label-unclear",
            f"Dòng “{line.label.text.strip()}” là chỉ tiêu nào, hay không phải chỉ tiêu nào?",
            tuple(indicators[code].name for code in line.candidates),
            about=f"label:{line.label.key}",
        )
        found = _found(table, line, "", slot, Role.THIS, doubt=doubt)
        yield found._replace(body=slot.body, candidates=line.candidates)


def unknown_bodies(table: Table) -> Iterator[Remark]:
    """Yield a remark for every row or column of figures whose body the campaign does not know."""
    if any(slot.body for slot in table.slots):
        for slot in table.slots:
            if slot.role is None and not slot.body and not slot.bodies and slot.heading and slot.has_numbers:
                message = f"“{slot.heading}” không có trong danh sách đơn vị: không tính."
                at = table.frame.page.at(table.frame.lines.start, slot.index)
                yield Remark("unknown-body", at, message)


def _of_body(table: Table, line: Line, indicator: Indicator, slot: Slot) -> Iterator[FoundFigure]:
    if slot.hidden or _role_of(line.role, slot) not in (*WHOLE, None):
        return
    if slot.body:
        roles = {other.role for other in table.bodies if other.body == slot.body}
        if slot.role in WHOLE or roles == {None}:
            yield _judged(table, line, indicator, slot)._replace(body=slot.body)
    elif _is_filled(table, line, slot):
        read = _judged(table, line, indicator, slot)
        doubt = LayoutDoubt(
            WHICH_BODY,
            f"“{slot.heading}” là đơn vị nào?",
            (*slot.bodies, YES_OR_NO[1]),
            about=f"body:{label_key(slot.heading)}",
            value=_unclear(read.doubt) if read.doubt else read.value,
        )
        yield read._replace(value=None, doubt=doubt)


def _judged(table: Table, line: Line, indicator: Indicator, slot: Slot) -> FoundFigure:
    """Read the figure of a line in the slot of this period; whatever stands against it is its doubt."""
    page = table.frame.page
    factor, doubt = _factor(table, line, slot, indicator)
    doubt = doubt or _place_doubt(table, line, slot, indicator) or _period_doubt(table, line, slot)
    if uncomputed := page.uncomputed(line.row, slot.index):
        doubt = _without_value(uncomputed, indicator)
        return _found(table, line, indicator.code, slot, Role.THIS, doubt=doubt)
    value = _value(table, line, slot, indicator, factor)
    if isinstance(value, Unclear):
        told = LayoutDoubt(value.code, f"{indicator.name}: {value.message}", value.choices, strong=True)
        return _found(table, line, indicator.code, slot, Role.THIS, doubt=told, factor=factor)
    if doubt and value != MISSING:
        doubt = replace(doubt, choices=doubt.choices or _choices([value]), value=value)
        return _found(table, line, indicator.code, slot, Role.THIS, doubt=doubt, factor=factor)
    return _found(table, line, indicator.code, slot, Role.THIS, value=value, factor=factor)


def _wavering(table: Table, line: Line, indicator: Indicator, choice: Choice) -> FoundFigure:
    """Return the doubt of a line whose column is not certain, with the figures it may be."""
    if choice.code in _COLUMN_ASKED:
        return _which_column(table, line, indicator, choice)
    values = []
    for slot in choice.candidates:
        factor, doubt = _factor(table, line, slot, indicator)
        value = _value(table, line, slot, indicator, factor)
        if not isinstance(value, Unclear) and value != MISSING and not doubt:
            values.append(value)
    headings = ", ".join(f"“{slot.heading or table.column_name(slot)}”" for slot in choice.candidates[:6])
    told = _WHICH_COLUMN[choice.code].format(headings=headings, cycle=table.cycle.vietnamese)
    choices = _sum_of(values) if choice.code == "parts-without-total" else _choices(values)
    doubt = LayoutDoubt(choice.code, f"{indicator.name}: {told}", choices)
    found = _found(table, line, indicator.code, choice.candidates[0], Role.THIS, doubt=doubt)
    return found._replace(hidden=line.hidden)  # a hidden column that is asked about is not left out


def _which_column(table: Table, line: Line, indicator: Indicator, choice: Choice) -> FoundFigure:
    """Return the doubt of a line whose column a person may name: one word then settles the whole table."""
    slots = sorted(choice.candidates, key=lambda slot: slot.index)
    names = _column_names(table, slots)
    read_there = [_judged(table, line, indicator, slot) for slot in slots]
    options = tuple(
        Option(name, _unclear(read.doubt) if read.doubt else read.value or MISSING, read.at)
        for name, read in zip(names, read_there, strict=True)
    )
    told = _COLUMN_ASKED[choice.code]
    message = told.format(columns=", ".join(names[:6]), cycle=table.cycle.vietnamese, way=_way(table))
    about = f"column:{_columns_turn(table, choice)}"
    doubt = LayoutDoubt(choice.code, message, names, about, options=options)
    found = _found(table, line, indicator.code, choice.candidates[0], Role.THIS, doubt=doubt)
    return found._replace(hidden=line.hidden)


def _column_names(table: Table, slots: Sequence[Slot]) -> tuple[str, ...]:
    """Name columns by their headings, "cột Thực hiện"; where these are missing or alike by their letters."""
    if not _are_named(slots):
        return tuple(table.column_name(slot) for slot in slots)
    return tuple(f"{_way(table)} {flat(slot.heading)}" for slot in slots)


def _way(table: Table) -> str:
    return "dòng" if table.frame.page.turned else "cột"


def _are_named(slots: Sequence[Slot]) -> bool:
    keys = {match_key(slot.heading) for slot in slots}
    return len(keys) == len(slots) and all(any(map(str.isalpha, key)) for key in keys)


def _columns_turn(table: Table, choice: Choice) -> str:
    """Return for which turns a word about columns holds: for all where no heading names a period. Columns
    without names of their own are another matter in every file, and their answer is kept for none.
    """
    if not _are_named(choice.candidates):
        return ""
    if any(_YEAR.search(slot.heading) for slot in choice.candidates):
        return str(table.cycle)
    return table.cycle.code if any(slot.names_period for slot in choice.candidates) else "*"


def _value(
    table: Table, line: Line, slot: Slot, indicator: Indicator, factor: Decimal | None
) -> Value | Unclear:
    raw = table.frame.page.grid.raw(line.row, slot.index)
    value = read_amount(raw, indicator, factor=factor or ONE)
    if isinstance(value, Unclear) and value.code == "dash" and _explains_dash(table.frame.page):
        return read_amount(raw, indicator, factor=factor or ONE, dash_is_nil=True)
    return value


def _found(
    table: Table,
    line: Line,
    code: str,
    slot: Slot,
    role: Role,
    *,
    value: Value | None = None,
    doubt: LayoutDoubt | None = None,
    factor: Decimal | None = ONE,
) -> FoundFigure:
    page = table.frame.page
    return FoundFigure(
        body=None,
        indicator=code,
        raw=page.grid.raw(line.row, slot.index),
        at=page.at(line.row, slot.index),
        role=role,
        label=line.label.text,
        value=value,
        doubt=doubt,
        factor=factor or ONE,
        layout=table.layout,
        hidden=line.hidden or slot.hidden,
    )


def _factor(
    table: Table, line: Line, slot: Slot, indicator: Indicator
) -> tuple[Decimal | None, LayoutDoubt | None]:
    """Return by what the line's figures are multiplied: the units of line, column and table must agree."""
    if not (line.unit or slot.unit or table.unit):
        return ONE, None
    written = [unit for unit in (line.unit, slot.unit) if unit]
    # "Đơn vị tính: nghìn người" over the table and "người" in the row do not agree, and nobody knows which is
    # meant.
    if table.unit and (
        not written or (measure(table.unit).scale != 1 and factor_between(table.unit, indicator.unit))
    ):
        written.append(table.unit)
    factors = {factor_between(unit, indicator.unit) for unit in written}
    if len(factors) == 1 and (factor := factors.pop()) is not None:
        return factor, None
    told, unit = " / ".join(dict.fromkeys(written)), indicator.unit
    message = _OTHER_UNIT.format(name=indicator.name, told=told, unit=unit)
    return None, LayoutDoubt("other-unit", message, (MISSING_WORD,), strong=True)


def _period_doubt(table: Table, line: Line, slot: Slot) -> LayoutDoubt | None:
    if not table.told_period or slot.names_year or line.names_year:
        return None
    message = f"Bảng ghi “{table.told_period}”; số liệu này có phải của {table.cycle.vietnamese} không?"
    about = f"period:{_turn(table)}:{label_key(table.told_period)}"
    return LayoutDoubt("other-period", message, YES_OR_NO, about)


def _turn(table: Table) -> str:
    """Return for which turns a word about the table's period holds: where its words name a year, for this
    year's alone.
    """
    return str(table.cycle) if _YEAR.search(table.told_period) else table.cycle.code


def _unclear(doubt: LayoutDoubt) -> Unclear:
    return Unclear(doubt.code, doubt.message_vi, doubt.choices)


def _place_doubt(table: Table, line: Line, slot: Slot, indicator: Indicator) -> LayoutDoubt | None:
    """Return what stands against a cell by its place: merged over several lines, or a part of a whole."""
    extent = table.frame.page.grid.extent(line.row, slot.index)
    if extent and _spans_figures(table, extent.top, extent.bottom, extent.left, extent.right):
        return LayoutDoubt("merged-value", f"{indicator.name}: {_MERGED}", strong=True)
    if line.scope:
        message = f"Số liệu nằm dưới mục “{line.scope}”; có phải là toàn bộ số của kỳ này không?"
        return LayoutDoubt("part-of-whole", message, YES_OR_NO, f"scope:{label_key(line.scope)}")
    return None


def _spans_figures(table: Table, top: int, bottom: int, left: int, right: int) -> bool:
    """Say whether merged cells hold the figures of two columns, or of lines with labels of their own."""
    if sum(left <= slot.index <= right for slot in table.slots) > 1:
        return True
    grid = table.frame.page.grid
    for column in table.frame.labels:
        told = [row for row in range(top, bottom + 1) if not is_empty(grid.reaching(row, column))]
        if len({grid.extent(row, column) or row for row in told}) > 1:
            return True
    return False


def _others(line: Role | None, slots: Sequence[Slot]) -> tuple[tuple[Slot, Role], ...]:
    """Return the columns whose figures are of another kind, each kind that has one column alone."""
    told = [(slot, _role_of(line, slot)) for slot in slots if slot.has_numbers and not slot.hidden]
    roles = [role for _, role in told]
    return tuple((slot, role) for slot, role in told if role in _OTHERS and roles.count(role) == 1)


def _role_of(line: Role | None, slot: Slot) -> Role | None:
    """Return what a cell is by what its line says and its column together."""
    if line is None or (line in WHOLE and slot.role is not None):
        return slot.role
    if slot.role in WHOLE or slot.role is None:
        return line
    return slot.role if slot.role is line else Role.OTHER


def _is_filled(table: Table, line: Line, slot: Slot) -> bool:
    page = table.frame.page
    return not is_empty(page.grid.raw(line.row, slot.index)) or bool(page.uncomputed(line.row, slot.index))


def _explains_dash(page: Page) -> bool:
    texts = (clue.text[:400] for told in page.texts for _, clue in told)
    return any(_DASH_LEGEND.search(searchable(text)) for text in texts)


def _without_value(formula: str, indicator: Indicator) -> LayoutDoubt:
    if formula.startswith(STRUCK):
        told = f"ô có số bị gạch ngang (“{formula.removeprefix(STRUCK)}”); số đúng là bao nhiêu?"
        return LayoutDoubt("struck-out", f"{indicator.name}: {told}", (MISSING_WORD,), strong=True)
    told = f"ô có công thức hoặc lỗi “{formula[:60]}” mà tệp không lưu kết quả; số đúng là bao nhiêu?"
    message = f"{indicator.name}: {told}"
    return LayoutDoubt("formula-without-value", message, (MISSING_WORD,), strong=True)


def _choices(values: Iterable[Value]) -> tuple[str, ...]:
    told = (vietnamese_number(value.amount) for value in values if value.amount is not None)
    return (*dict.fromkeys(told), MISSING_WORD)


def _sum_of(values: Sequence[Value]) -> tuple[str, ...]:
    amounts = [value.amount for value in values if value.state is State.FIGURE and value.amount is not None]
    return (vietnamese_number(sum(amounts, Decimal(0))), MISSING_WORD) if amounts else (MISSING_WORD,)


_MERGED = "ô số liệu gộp chung với dòng hoặc cột khác; số của riêng chỉ tiêu này là bao nhiêu?"
_OTHER_UNIT = (
    "{name}: bảng ghi đơn vị tính “{told}”, chỉ tiêu tính bằng “{unit}”; số đúng theo {unit} là bao nhiêu?"
)
_COLUMN_ASKED = {
    "two-columns": "Bảng có nhiều {way} có thể là số của {cycle} ({columns}); lấy số ở đâu?",
    "no-header": "Bảng có số không có tiêu đề ({columns}); số nào là của {cycle}?",
    "unknown-column": "Chưa rõ số trong bảng ({columns}) có phải của {cycle} không; lấy số ở đâu?",
}
_WHICH_COLUMN = {
    "parts-without-total": "bảng chỉ có từng phần ({headings}), không có số chung; số cả kỳ là bao nhiêu?",
    "months-of-other-period": "các tháng trong bảng không khớp {cycle}; số của kỳ này là bao nhiêu?",
    "only-estimated": "bảng chỉ có số ước ({headings}); số thực hiện là bao nhiêu?",
    "only-cumulative": "bảng chỉ có số lũy kế ({headings}); số của kỳ này là bao nhiêu?",
    "only-part": "bảng chỉ có số của một phần kỳ ({headings}); số cả kỳ là bao nhiêu?",
    "other-period": "bảng ghi kỳ khác ({headings}); số của {cycle} là bao nhiêu?",
    "hidden-figure": "số liệu nằm ở cột ẩn ({headings}); số của kỳ này là bao nhiêu?",
}
