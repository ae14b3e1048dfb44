"""The annex of a consolidation (annex.xlsx): totals, figures by body, every figure's source, what was
written, and what a person should look at.
"""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.figures import Total
from tonghop.domain.consolidation.narratives import OTHER
from tonghop.domain.reporting.indicators import KIND_NAMES
from tonghop.formats.office_packages import STAMP, same_bytes
from tonghop.formats.official.annex_bodies import write_bodies
from tonghop.formats.official.annex_cells import Cell, Content, Looks, SheetColumn, write_table
from tonghop.formats.official.annex_places import PLACES, write_places
from tonghop.formats.official.annex_sources import write_sources
from tonghop.formats.official.report import report_title
from tonghop.formats.official.report_figures import change_against, share_of_target, shown_total
from tonghop.formats.official.wording import FINDING_KINDS

TOTALS, BODIES, SOURCES, WRITTEN, POINTS = "Tổng hợp", "Theo đơn vị", "Nguồn", "Nội dung", "Cần xem"
_OTHER_TITLE = "Nội dung khác"


def annex_xlsx(consolidation: Consolidation, day: date | None) -> bytes:
    """Return the annex workbook, dated `day` (None: no date); equal consolidations give equal bytes."""
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    title = report_title(consolidation)
    workbook.set_properties({"title": title[:255], "created": STAMP.replace(tzinfo=None)})
    workbook.set_size(1920, 1080)
    looks = Looks(workbook)
    dated = f" Lập ngày {day:%d/%m/%Y}." if day else ""
    _write_totals(workbook.add_worksheet(TOTALS), consolidation, title, dated, looks)
    write_bodies(workbook.add_worksheet(BODIES), consolidation, title, looks)
    if consolidation.structured:
        write_places(workbook.add_worksheet(PLACES), consolidation, title, looks)
    write_sources(workbook.add_worksheet(SOURCES), consolidation, title, looks)
    _write_narratives(workbook.add_worksheet(WRITTEN), consolidation, title, looks)
    _write_points(workbook.add_worksheet(POINTS), consolidation, title, looks)
    workbook.close()
    return same_bytes(out.getvalue(), language="vi-VN")


# ---- totals


def _write_totals(sheet: Any, done: Consolidation, title: str, dated: str, looks: Looks) -> None:
    grouped = any(row.indicator.group for row in done.totals)
    columns = (
        SheetColumn("TT", 6),
        *([SheetColumn("Nhóm", 18)] if grouped else []),
        SheetColumn("Chỉ tiêu", 40),
        SheetColumn("Đơn vị tính", 14),
        SheetColumn("Cách cộng", 14),
        SheetColumn("Thực hiện", 15),
        SheetColumn("Trong đó: ước", 12),
        SheetColumn("Lũy kế từ đầu năm", 13),
        SheetColumn("Cùng kỳ năm trước", 13),
        SheetColumn("Tăng, giảm (%)", 9),
        SheetColumn("Kế hoạch", 13),
        SheetColumn("Đạt kế hoạch (%)", 9),
        SheetColumn("Số đơn vị báo số liệu", 9),
        SheetColumn("Không phát sinh", 9),
        SheetColumn("Chưa có số liệu", 9),
        SheetColumn("Được miễn", 8),
    )
    note = (
        f"{len(done.due)} đơn vị phải báo cáo; (*): đếm người, hộ, có thể trùng nhau nên không cộng.{dated}"
    )
    rows = (_total_row(number, row, grouped=grouped) for number, row in enumerate(done.totals, 1))
    write_table(sheet, title, note, columns, rows, looks, frozen=3 if grouped else 2)


def _total_row(number: int, row: Total, *, grouped: bool) -> tuple[Cell, ...]:
    indicator = row.indicator
    name = f"  trong đó: {indicator.name}" if indicator.parent else indicator.name
    made = Cell(row.value, about=row.inexact) if row.value is not None else Cell(shown_total(row), "right")
    told: tuple[Content, ...] = (
        row.estimated,
        row.cumulative,
        row.previous,
        change_against(row),
        indicator.target,
        share_of_target(row),
    )
    counted = (row.reported_by, row.nil, row.missing, row.excused)
    return (
        Cell(number, "centred"),
        *([Cell(indicator.group)] if grouped else []),
        Cell(name),
        Cell(indicator.unit, "centred"),
        Cell(KIND_NAMES[indicator.kind], "centred"),
        made,
        *map(Cell, told),
        *map(Cell, counted),
    )


# ---- narratives and points


def _write_narratives(sheet: Any, done: Consolidation, title: str, looks: Looks) -> None:
    columns = (
        SheetColumn("Mục", 26),
        SheetColumn("Nguyên văn", 70),
        SheetColumn("Đơn vị", 32),
        SheetColumn("Tệp", 30),
        SheetColumn("Vị trí", 18),
        SheetColumn("Số đơn vị cùng ý", 11),
        SheetColumn("Mã", 13),
    )
    note = "Mỗi dòng một câu nguyên văn của một đơn vị; các câu cùng mã nói cùng một ý."
    write_table(sheet, title, note, columns, _narrative_rows(done), looks, frozen=1)


def _narrative_rows(done: Consolidation) -> Iterator[tuple[Cell, ...]]:
    names = {body.code: body.name for body in done.campaign.bodies}
    titles = {section.code: section.title for section in done.campaign.sections}
    for narrative in done.narratives:
        section = titles.get(
            narrative.section, _OTHER_TITLE if narrative.section == OTHER else narrative.section
        )
        for item in narrative.items:
            told: tuple[Content, ...] = item.alike, item.id(narrative.section)
            for source in item.sources:
                yield (
                    Cell(section),
                    Cell(source.text or item.text),
                    Cell(names[source.body]),
                    Cell(source.file),
                    Cell(source.at),
                    *map(Cell, told),
                )


def _write_points(sheet: Any, done: Consolidation, title: str, looks: Looks) -> None:
    columns = (
        SheetColumn("Loại", 16),
        SheetColumn("Đơn vị", 32),
        SheetColumn("Nội dung", 70),
        SheetColumn("Tệp", 30),
        SheetColumn("Vị trí", 18),
        SheetColumn("Mã", 16),
        SheetColumn("Có thể trả lời", 28),
    )
    note = (
        f"{len(done.findings)} điều cần xem, {len(done.questions)} câu hỏi chưa trả lời, "
        f"{len(done.refused)} tệp không đọc."
    )
    write_table(sheet, title, note, columns, _point_rows(done), looks, frozen=1)


def _point_rows(done: Consolidation) -> Iterator[tuple[Cell, ...]]:
    names = {body.code: body.name for body in done.campaign.bodies}
    for row in done.findings:
        kind = FINDING_KINDS.get(row.kind, row.kind)
        told = kind, names.get(row.body, row.body), row.message, row.file, row.at, row.kind, ""
        yield tuple(map(Cell, told))
    for question in done.questions:
        places = [place.body for place in question.places if place.body]
        body = names.get(places[0], places[0]) if len(set(places)) == 1 else ""
        told = (
            "Câu hỏi",
            body,
            question.message,
            question.file,
            question.at,
            question.id,
            "; ".join(question.choices),
        )
        yield tuple(map(Cell, told))
    for refused in done.refused:
        told = "Tệp không đọc", "", refused.message, refused.file, "", refused.code, ""
        yield tuple(map(Cell, told))
