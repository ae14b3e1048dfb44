"""The annex's sheet of totals by place on a structure, with what could not be divided or placed."""

from collections.abc import Iterator
from typing import Any

from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.structures import StructuredTotal
from tonghop.formats.official.annex_cells import Cell, Content, Looks, SheetColumn, write_table

PLACES = "Theo tổ chức"
_COLUMNS = (
    SheetColumn("Chỉ tiêu", 40),
    SheetColumn("Mã", 10),
    SheetColumn("Đơn vị hành chính", 36),
    SheetColumn("Trực thuộc", 28),
    SheetColumn("Giá trị", 15),
    SheetColumn("Ghi chú", 50),
)


def write_places(sheet: Any, done: Consolidation, title: str, looks: Looks) -> None:
    """Write the sheet; each place's value holds those below it, so that the column is not to be added up."""
    note = (
        f"Cơ cấu: {done.structure}. Giá trị của mỗi đơn vị gồm cả các đơn vị trực thuộc: không cộng cả cột."
    )
    names = {row.indicator.code: row.indicator.name for row in done.totals}
    bodies = {body.code: body.name for body in done.campaign.bodies}
    rows = (cells for row in done.structured for cells in _rows(row, names[row.indicator], bodies))
    write_table(sheet, title, note, _COLUMNS, rows, looks, frozen=1)


def _rows(row: StructuredTotal, name: str, bodies: dict[str, str]) -> Iterator[tuple[Cell, ...]]:
    places = {place.unit: place.name for place in row.places}
    for place in row.places:
        yield _row(name, place.code, place.name, places.get(place.parent, ""), place.value, "")
    for left in row.remainders:
        holder = places.get(left.holder, left.holder)
        told = f"không chia được, đã tính trong {holder}" if holder else "không rõ thuộc đơn vị nào"
        yield _row(name, "", left.source_name, holder, left.value, told)
    for body, value in row.as_reported:
        yield _row(name, "", bodies.get(body, body), "", value, "giữ như báo cáo: chưa rõ đơn vị hành chính")


def _row(*contents: Content) -> tuple[Cell, ...]:
    return tuple(map(Cell, contents))
