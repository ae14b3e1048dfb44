"""The figures of a campaign in workbooks of any layout: found by names, aliases, units and header words.

A figure is certain only where body, indicator and column are certain for any careful clerk. Everything else is a doubt
with a plain question; nothing is guessed, nothing is added up.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.grids import Grid, is_empty
from tonghop.domain.language import searchable
from tonghop.domain.reporting.amounts import MISSING_WORD, ONE, read_amount
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.clues import Clues
from tonghop.domain.reporting.found_figures import (
    NOTHING_CONFIRMED,
    Confirmed,
    FoundFigure,
    LayoutDoubt,
    LayoutKey,
    LayoutReading,
    Remark,
)
from tonghop.domain.reporting.headings import Role
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.measures import factor_between
from tonghop.domain.reporting.period_words import Turn
from tonghop.domain.reporting.settled_figures import settled
from tonghop.domain.reporting.table_frames import Frame, Page, frames_of, page_of
from tonghop.domain.reporting.table_lines import Line, lines_of
from tonghop.domain.reporting.table_slots import Choice, Slot, choose, slots_of
from tonghop.domain.reporting.told_titles import Titles
from tonghop.domain.reporting.values import MISSING, State, Unclear, Value, vietnamese_number

_OTHERS = frozenset((Role.ESTIMATED, Role.YEAR_BEFORE, Role.CUMULATIVE, Role.TARGET, Role.PREVIOUS))
_WHOLE = frozenset((Role.THIS, Role.RESULT, Role.TOTAL))
_DASH_LEGEND = re.compile(
    r"[\"'(]?-[\"')]? ?(?:[:=]|là|nghĩa là|có nghĩa là|được hiểu là) ?(?:số liệu )?(?:không phát sinh|không có)"
)


class LayoutReader:
    """Reads the tables of one campaign and cycle; built once for all files, which makes each cheap.

    `indicators` are those the cycle asks for; names of bodies are the campaign's.
    """

    def __init__(self, campaign: Campaign, cycle: Cycle, confirmed: Confirmed = NOTHING_CONFIRMED) -> None:
        asked = campaign.asked(cycle)
        self._indicators: Mapping[str, Indicator] = {row.code: row for row in asked}
        self._clues = Clues(asked, campaign.bodies, Turn.of(cycle, campaign.regime(cycle).window))
        self._titles = Titles(self._clues)
        self._confirmed = confirmed
        self._cycle = cycle

    def read(self, grids: Sequence[Grid]) -> LayoutReading:
        """Return what the sheets of one file say of the campaign's indicators."""
        found: list[FoundFigure] = []
        remarks: list[Remark] = []
        for grid in grids:
            page = page_of(grid, self._clues)
            for frame in frames_of(page, self._clues):
                found.extend(self._figures(page, frame, remarks))
        return settled(found, remarks, self._names)

    @property
    def _names(self) -> Mapping[str, str]:
        return {code: row.name for code, row in self._indicators.items()}

    def _figures(self, page: Page, frame: Frame, remarks: list[Remark]) -> Iterator[FoundFigure]:
        slots = slots_of(frame, self._clues)
        layout = _layout_key(frame, slots)
        table = _Table(
            frame, slots, self._choice(slots, layout), layout, *self._titles.over(page, frame), _Legend(page)
        )
        remarks.extend(_unknown_bodies(table))
        for line in lines_of(
            frame, frozenset(slot.index for slot in slots), self._clues, layout, self._confirmed
        ):
            if not line.indicator:
                yield from self._unnamed(table, line)
            elif (indicator := self._indicators[line.indicator]).kind != RATE:
                yield from self._named(table, line, indicator)

    def _choice(self, slots: Sequence[Slot], layout: LayoutKey) -> Choice:
        heading = self._confirmed.columns.get(layout)
        told = [slot for slot in slots if heading is not None and slot.heading == heading and not slot.hidden]
        return Choice(told[0]) if len(told) == 1 else choose(slots, self._clues)

    def _named(self, table: "_Table", line: Line, indicator: Indicator) -> Iterator[FoundFigure]:
        """Yield the figures of a line whose indicator is certain."""
        bodies = [slot for slot in table.slots if slot.body or slot.bodies]
        if bodies:
            for slot in bodies:
                yield from self._of_body(table, line, indicator, slot)
            return
        if line.role in _WHOLE or line.role is None:
            yield from self._of_this_period(table, line, indicator)
        for slot in table.slots:
            role = _role_of(line, slot)
            if role in _OTHERS and slot.has_numbers and not slot.hidden and not line.hidden:
                yield from self._other(table, line, indicator, slot, role)

    def _of_this_period(self, table: "_Table", line: Line, indicator: Indicator) -> Iterator[FoundFigure]:
        choice = table.choice
        if choice.slot is not None:
            yield self._judged(table, line, indicator, choice.slot)
        elif choice.candidates and any(_is_filled(table, line, slot) for slot in choice.candidates):
            yield self._wavering(table, line, indicator, choice)

    def _of_body(
        self, table: "_Table", line: Line, indicator: Indicator, slot: Slot
    ) -> Iterator[FoundFigure]:
        if slot.hidden or _role_of(line, slot) not in (*_WHOLE, None):
            return
        if slot.body:
            twice = [
                other for other in table.slots if other.body == slot.body and other.role is not slot.role
            ]
            if slot.role not in (*_WHOLE, None) or (slot.role is None and twice):
                return
            yield replace(self._judged(table, line, indicator, slot), body=slot.body)
        elif _is_filled(table, line, slot):
            doubt = LayoutDoubt(
                "which-body",
                f"“{slot.heading}” là đơn vị nào?",
                slot.bodies,
                about=f"body:{slot.heading}",
            )
            yield self._found(table, line, indicator.code, slot, Role.THIS, doubt=doubt)

    def _judged(self, table: "_Table", line: Line, indicator: Indicator, slot: Slot) -> FoundFigure:
        """Read the figure of a line in the slot of this period; whatever stands against it is its doubt."""
        found = self._found(table, line, indicator.code, slot, Role.THIS)
        factor, doubt = self._factor(table, line, slot, indicator)
        doubt = doubt or _place_doubt(table, line, slot, indicator) or self._period_doubt(table, line, slot)
        uncomputed = table.frame.page.uncomputed(line.index, slot.index)
        if uncomputed:
            return replace(found, doubt=_without_value(uncomputed, indicator))
        value = read_amount(
            found.raw, indicator, factor=factor or ONE, dash_is_nil=table.legend.explains_dash
        )
        if isinstance(value, Unclear):
            told = LayoutDoubt(value.code, f"{indicator.name}: {value.message}", value.choices, strong=True)
            return replace(found, doubt=told, factor=factor or ONE)
        if doubt and value != MISSING:
            return replace(
                found, doubt=replace(doubt, choices=doubt.choices or _choices([value])), factor=factor or ONE
            )
        return replace(found, value=value, factor=factor or ONE)

    def _wavering(self, table: "_Table", line: Line, indicator: Indicator, choice: Choice) -> FoundFigure:
        """Return the doubt of a line whose column is not certain, with the figures it may be."""
        values = [self._amount(table, line, slot, indicator) for slot in choice.candidates]
        choices = _choices(value for value in values if value is not None)
        if choice.code == "parts-without-total":
            choices = _sum_of([value for value in values if value is not None])
        headings = ", ".join(f"“{slot.heading or table.column_name(slot)}”" for slot in choice.candidates[:6])
        message = f"{indicator.name}: {_WHICH_COLUMN[choice.code].format(headings=headings, cycle=self._cycle.vietnamese)}"
        doubt = LayoutDoubt(choice.code, message, choices, about=f"column:{table.layout.value}")
        return self._found(table, line, indicator.code, choice.candidates[0], Role.THIS, doubt=doubt)

    def _unnamed(self, table: "_Table", line: Line) -> Iterator[FoundFigure]:
        """Yield the doubt of a line that may be of several indicators, where it has a figure."""
        if line.role not in (*_WHOLE, None) or line.hidden:
            return
        bodies = [slot for slot in table.slots if slot.body and not slot.hidden]
        candidates = [slot for slot in table.choice.candidates if _is_filled(table, line, slot)]
        for slot in bodies or ([table.choice.slot] if table.choice.slot else candidates[:1]):
            if _is_filled(table, line, slot):
                names = tuple(self._indicators[code].name for code in line.candidates)
                doubt = LayoutDoubt(
                    "label-unclear",
                    f"Dòng “{line.label}” là chỉ tiêu nào, hay không phải chỉ tiêu nào?",
                    names,
                    about=f"label:{line.label_key}",
                )
                found = self._found(table, line, "", slot, Role.THIS, doubt=doubt)
                yield replace(found, body=slot.body, candidates=line.candidates)

    def _other(
        self, table: "_Table", line: Line, indicator: Indicator, slot: Slot, role: Role
    ) -> Iterator[FoundFigure]:
        alike = [other for other in table.slots if _role_of(line, other) is role and not other.hidden]
        factor, doubt = self._factor(table, line, slot, indicator)
        if len(alike) == 1 and doubt is None and not line.scope and _is_filled(table, line, slot):
            yield replace(self._found(table, line, indicator.code, slot, role), factor=factor or ONE)

    def _found(
        self,
        table: "_Table",
        line: Line,
        code: str,
        slot: Slot,
        role: Role,
        *,
        doubt: LayoutDoubt | None = None,
    ) -> FoundFigure:
        return FoundFigure(
            body=None,
            indicator=code,
            raw=table.frame.page.grid.raw(line.index, slot.index),
            at=table.frame.page.at(line.index, slot.index),
            role=role,
            label=line.label,
            doubt=doubt,
            layout=table.layout,
            hidden=line.hidden or slot.hidden,
        )

    def _amount(self, table: "_Table", line: Line, slot: Slot, indicator: Indicator) -> Value | None:
        factor, doubt = self._factor(table, line, slot, indicator)
        raw = table.frame.page.grid.raw(line.index, slot.index)
        value = read_amount(raw, indicator, factor=factor or ONE, dash_is_nil=table.legend.explains_dash)
        return None if isinstance(value, Unclear) or doubt or value == MISSING else value

    def _factor(
        self, table: "_Table", line: Line, slot: Slot, indicator: Indicator
    ) -> tuple[Decimal | None, LayoutDoubt | None]:
        """Return by what the line's figures are multiplied: the units of line, column and table must agree."""
        written = [unit for unit in (line.unit, slot.unit) if unit] or [table.unit] * bool(table.unit)
        if not written:
            return ONE, None
        factors = {factor_between(unit, indicator.unit) for unit in written}
        if len(factors) == 1 and (factor := factors.pop()) is not None:
            return factor, None
        told = " / ".join(dict.fromkeys(written))
        message = (
            f"{indicator.name}: bảng ghi đơn vị tính “{told}”, chỉ tiêu tính bằng “{indicator.unit}”; số đúng theo"
            f" {indicator.unit} là bao nhiêu?"
        )
        return None, LayoutDoubt("other-unit", message, (MISSING_WORD,), strong=True)

    def _period_doubt(self, table: "_Table", line: Line, slot: Slot) -> LayoutDoubt | None:
        if not table.told_period or slot.names_year or line.names_year:
            return None
        message = f"Bảng ghi “{table.told_period}”; số liệu này có phải của {self._cycle.vietnamese} không?"
        return LayoutDoubt("other-period", message, about=f"period:{table.told_period}")


@dataclass(frozen=True, slots=True)
class _Table:
    """All that is known of one table before its lines are read."""

    frame: Frame
    slots: tuple[Slot, ...]
    choice: Choice
    layout: LayoutKey
    told_period: str
    unit: str
    legend: "_Legend"

    def column_name(self, slot: Slot) -> str:
        page = self.frame.page
        where = page.at(self.frame.lines.start, slot.index).rpartition("!")[2]
        kept = str.isdigit if page.turned else str.isalpha
        return ("dòng " if page.turned else "cột ") + "".join(filter(kept, where))


class _Legend:
    """Whether the sheet says what its dashes mean; looked up only where a dash stands among the figures."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: bool | None = None

    @property
    def explains_dash(self) -> bool:
        if self._known is None:
            self._known = any(
                "-" in plain and _DASH_LEGEND.search(plain) is not None
                for told in self._page.texts
                for _, clue in told
                if (plain := searchable(clue.text[:400]))
            )
        return self._known


def _layout_key(frame: Frame, slots: Sequence[Slot]) -> LayoutKey:
    grid = frame.page.grid
    heads = (
        [str(grid.raw(row, column) or "") for row in frame.headers for column in frame.labels]
        if not frame.page.turned
        else []
    )
    return LayoutKey.of([*heads, *(slot.heading for slot in slots if not frame.page.turned or not slot.body)])


def _role_of(line: Line, slot: Slot) -> Role | None:
    """Return what a cell is by its line and its column together."""
    if line.role is None or (line.role in _WHOLE and slot.role is not None):
        return slot.role
    if slot.role in _WHOLE or slot.role is None:
        return line.role
    return slot.role if slot.role is line.role else Role.OTHER


def _is_filled(table: _Table, line: Line, slot: Slot) -> bool:
    page = table.frame.page
    return not is_empty(page.grid.raw(line.index, slot.index)) or bool(
        page.uncomputed(line.index, slot.index)
    )


def _place_doubt(table: _Table, line: Line, slot: Slot, indicator: Indicator) -> LayoutDoubt | None:
    """Return what stands against a cell by its place: merged over several lines, or a part of a whole."""
    extent = table.frame.page.grid.extent(line.index, slot.index)
    if extent and _spans_figures(table, extent.top, extent.bottom, extent.left, extent.right):
        message = f"{indicator.name}: ô số liệu gộp chung với dòng hoặc cột khác; số của riêng chỉ tiêu này là bao nhiêu?"
        return LayoutDoubt("merged-value", message, strong=True)
    if line.scope:
        message = f"{indicator.name}: số này nằm dưới mục “{line.scope}”; đó là toàn bộ hay chỉ một phần?"
        return LayoutDoubt("part-of-whole", message, about=f"scope:{line.scope}")
    return None


def _spans_figures(table: _Table, top: int, bottom: int, left: int, right: int) -> bool:
    slots = [slot for slot in table.slots if left <= slot.index <= right]
    grid = table.frame.page.grid
    labels = {
        (grid.extent(row, column) or (row, column))
        for row in range(top, bottom + 1)
        for column in table.frame.labels
        if grid.reaching(row, column) not in (None, "")
    }
    return len(slots) > 1 or len(labels) > len(table.frame.labels)


def _without_value(formula: str, indicator: Indicator) -> LayoutDoubt:
    shown = formula[:60]
    message = (
        f"{indicator.name}: ô có công thức hoặc lỗi “{shown}” mà tệp không lưu kết quả; số đúng là bao nhiêu?"
    )
    return LayoutDoubt("formula-without-value", message, (MISSING_WORD,), strong=True)


def _unknown_bodies(table: _Table) -> Iterator[Remark]:
    if any(slot.body for slot in table.slots):
        for slot in table.slots:
            if slot.role is None and not slot.body and not slot.bodies and slot.heading and slot.has_numbers:
                message = f"“{slot.heading}” không có trong danh sách đơn vị: không tính."
                at = table.frame.page.at(table.frame.lines.start, slot.index)
                yield Remark("unknown-body", at, message)


def _choices(values: Iterable[Value]) -> tuple[str, ...]:
    told = (vietnamese_number(value.amount) for value in values if value.amount is not None)
    return (*dict.fromkeys(told), MISSING_WORD)


def _sum_of(values: Sequence[Value]) -> tuple[str, ...]:
    amounts = [value.amount for value in values if value.state is State.FIGURE and value.amount is not None]
    return (vietnamese_number(sum(amounts, Decimal(0))), MISSING_WORD) if amounts else (MISSING_WORD,)


_WHICH_COLUMN = {
    "two-columns": "các cột {headings} đều có thể là số của kỳ này; lấy số nào?",
    "no-header": "{headings} không có tiêu đề; số nào là của kỳ này?",
    "unknown-column": "chưa rõ {headings} có phải là số của kỳ này không; số đúng là bao nhiêu?",
    "parts-without-total": "bảng chỉ có từng phần ({headings}), không có số chung; số cả kỳ là bao nhiêu?",
    "months-of-other-period": "các tháng trong bảng không khớp {cycle}; số của kỳ này là bao nhiêu?",
    "only-estimated": "bảng chỉ có số ước ({headings}); số thực hiện là bao nhiêu?",
    "only-cumulative": "bảng chỉ có số lũy kế ({headings}); số của kỳ này là bao nhiêu?",
    "only-part": "bảng chỉ có số của một phần kỳ ({headings}); số cả kỳ là bao nhiêu?",
    "other-period": "bảng ghi kỳ khác ({headings}); số của {cycle} là bao nhiêu?",
    "hidden-figure": "số liệu nằm ở cột ẩn ({headings}); số của kỳ này là bao nhiêu?",
}
