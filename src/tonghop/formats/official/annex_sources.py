"""The annex's sheet of sources: every figure with its file and place, and below it what it was added from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.figures import FigureSource
from tonghop.domain.consolidation.lower_levels import LowerSource
from tonghop.domain.reporting.values import vietnamese_number
from tonghop.formats.official.annex_cells import Cell, Looks, SheetColumn, write_table
from tonghop.formats.official.wording import ORIGINS


def write_sources(sheet: Any, done: Consolidation, title: str, looks: Looks) -> None:
    columns = (
        SheetColumn("Chỉ tiêu", 32),
        SheetColumn("Cấp", 6),
        SheetColumn("Đơn vị báo cáo", 32),
        SheetColumn("Giá trị", 13),
        SheetColumn("Trạng thái", 16),
        SheetColumn("Tệp", 28),
        SheetColumn("SHA-256 (12 ký tự đầu)", 14),
        SheetColumn("Vị trí", 18),
        SheetColumn("Do", 18),
        SheetColumn("Ghi chú của đơn vị", 18),
        SheetColumn("Nguyên văn", 36),
    )
    note = (
        "Mỗi dòng một số liệu. Do: đọc từ tệp, người nhập, hay từ báo cáo có sẵn dữ liệu. "
        "Cấp 1 được cộng vào tổng; cấp 2 trở đi là số của cấp dưới, đã nằm trong cấp trên nó."
    )
    write_table(sheet, title, note, columns, _source_rows(done), looks, frozen=3)


def _source_rows(done: Consolidation) -> Iterator[tuple[Cell, ...]]:
    names = {body.code: body.name for body in done.campaign.bodies}
    order = {row.body: number for number, row in enumerate(done.due)}
    for total in done.totals:
        name = Cell(total.indicator.name)
        for source in sorted((*total.sources, *total.contained), key=lambda row: order.get(row.body, 0)):
            told = _State(source.value.amount, source.bounds, source.contained_in)
            head = (
                name,
                Cell(1, "centred"),
                Cell(names[source.body]),
                *told.cells(source.value.inexact, names),
            )
            yield (*head, *_place(source), Cell(source.note), Cell(source.sentence))
            yield from _rows_below(name, source.below, 2)
        for one in total.adjustments:
            joint = ", ".join(names.get(code, code) for code in one.bodies)
            head = (name, Cell(1, "centred"), Cell(joint), Cell(-one.amount), Cell("trừ, để đếm một lần"))
            yield (*head, Cell(""), Cell(""), Cell(""), Cell(one.by, "centred"), Cell(one.why), Cell(""))


def _rows_below(name: Cell, sources: Sequence[LowerSource], level: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the addends of a figure that a report from below told, down to the lowest level that it names."""
    for source in sources:
        told = _State(source.value, source.between)
        head = (name, Cell(level, "centred"), Cell(source.name), *told.cells(source.inexact, {}))
        yield (*head, *_place(source), Cell(source.note), Cell(""))
        yield from _rows_below(name, source.sources, level + 1)


def _place(source: FigureSource | LowerSource) -> tuple[Cell, ...]:
    by = Cell(ORIGINS.get(source.by, source.by), "centred")
    return Cell(source.file), Cell(source.sha256[:12]), Cell(source.at), by


@dataclass(frozen=True, slots=True)
class _State:
    """What a source says: a figure, two numbers that it lies between, or nil."""

    amount: Decimal | None
    bounds: tuple[Decimal, Decimal] | None
    contained_in: str = ""

    def cells(self, is_inexact: bool, names: Mapping[str, str]) -> tuple[Cell, Cell]:
        if self.amount is None and self.bounds:
            low, high = map(vietnamese_number, self.bounds)
            return Cell(f"{low} đến {high}", "right"), Cell("đếm người, hộ")
        return Cell(self.amount, about=is_inexact), Cell(self._words(names))

    def _words(self, names: Mapping[str, str]) -> str:
        if self.contained_in:
            return f"đã nằm trong số của {names.get(self.contained_in, self.contained_in)}, không cộng lại"
        return "không phát sinh" if self.amount is None else "số liệu"
