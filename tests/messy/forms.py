"""Filled forms and what happens to them between the body's hands and the inbox."""

import re
import zipfile
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.formats.workbooks.form_filling import fill_form

from .campaigns import Plan
from .grids import Grid, ods, same_time, xls, xlsx
from .layouts import Draw
from .truth import CERTAIN, FIGURE, NIL, Verdict
from .writings import plain, write_figure

_TEXTS = (
    "Kinh phí cho công tác tuyên truyền còn hạn hẹp, cán bộ chủ yếu kiêm nhiệm.",
    "Một số địa bàn vùng cao chưa có sóng, việc truyền thanh gặp khó khăn.",
    "Đề nghị cấp trên biên soạn tài liệu tuyên truyền bằng tiếng dân tộc.",
    "Đã phối hợp với các ngành, đoàn thể tuyên truyền đến từng thôn, xóm.",
    "Đề nghị hỗ trợ trang thiết bị cho đài truyền thanh cơ sở.",
)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^<>]{0,200}>)[^<>]{0,40}(</dcterms:)")


@dataclass(frozen=True, slots=True)
class FilledForm:
    content: bytes
    suffix: str
    verdicts: dict[str, Verdict]
    switches: tuple[str, ...]


def filled(draw: Draw, plan: Plan, form: bytes, amounts: Mapping[str, Decimal]) -> FilledForm:
    """Fill a body's form in and let it travel."""
    figures: dict[str, dict[str, Any]] = {}
    verdicts: dict[str, Verdict] = {}
    estimates = draw.hit("form-estimate")
    for asked in plan.asked:
        own = Draw(draw.chance, draw.odds)
        written = write_figure(draw.chance, draw.odds, asked, amounts[asked.code])
        cells, verdict = {"value": written.raw}, written.verdict
        if own.hit("form-nil-mark"):
            cells, verdict = {"nil": "x"}, Verdict(CERTAIN, NIL)
        elif own.hit("form-figure-and-nil") and verdict.state == FIGURE and verdict.value != "0":
            cells["nil"], verdict = "x", verdict.only_known()
        if estimates and asked.estimate and verdict.final[0] == FIGURE:
            cells["estimated"], verdict = _estimate(own, verdict)
        figures[asked.code] = {key: cell for key, cell in cells.items() if cell is not None}
        verdicts[asked.code] = verdict.because(*own.hits)
    texts = {}
    if draw.hit("form-narratives"):
        for section in ("results", "difficulties", "proposals"):
            texts[section] = draw.chance.choice(_TEXTS)
    content, suffix = _travel(draw, fill_form(form, figures, texts))
    return FilledForm(content, suffix, verdicts, tuple(draw.hits))


def _estimate(draw: Draw, verdict: Verdict) -> tuple[Any, Verdict]:
    """Write the part that is only expected: a tenth of the whole, as a number or with words of doubt."""
    part = int(Decimal(verdict.final[1] or 0) / 10)
    if draw.hit("form-estimate-doubt"):
        return f"{part} (chưa chốt)", replace(verdict, estimated=str(part), estimate_asked=True)
    return part, replace(verdict, estimated=str(part))


def filled_plainly(
    form: bytes, plan: Plan, amounts: Mapping[str, Decimal], texts: Mapping[str, str]
) -> bytes:
    """Fill a form in as intended."""
    figures = {row.code: {"value": plain(row, amounts[row.code]).raw} for row in plan.asked}
    return fill_form(form, figures, texts)


_CHANGES = ("form-renamed-sheets", "form-inserted-rows", "form-inserted-column", "form-stray-row")
_COPIES = ("form-inline-texts", "form-new-workbook", "form-visible-only", "form-as-ods", "form-as-xls")


def _travel(draw: Draw, content: bytes) -> tuple[bytes, str]:
    changes = [name for name in _CHANGES if draw.hit(name)]
    copies = [name for name in _COPIES if draw.odds.hit(draw.chance, name)][:1]
    draw.hits += copies
    if not changes and not copies:
        return content, ".xlsx"
    book = load_workbook(BytesIO(content))
    shown = [_Sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if "form-inserted-rows" in changes:
        for one in shown:
            one.insert_row(draw.chance.randint(2, 5))
            one.insert_row(11)
    if "form-stray-row" in changes:
        _stray(shown[0])
    if "form-inserted-column" in changes:
        shown[0].insert_column(4)
    for number, one in enumerate(shown, 1):
        one.merge_again()
        if "form-renamed-sheets" in changes:
            one.sheet.title = draw.chance.choice(("Sheet", "Biểu ", "BC6T ")) + str(number)
    if not copies:
        return _saved(book), ".xlsx"
    if copies[0] in ("form-as-ods", "form-as-xls", "form-inline-texts"):
        grids = [_grid(sheet) for sheet in book.worksheets]
        if copies[0] == "form-inline-texts":
            return xlsx(grids, inline=True), ".xlsx"
        return (ods(grids), ".ods") if copies[0] == "form-as-ods" else (xls(grids), ".xls")
    sheets = [one.sheet for one in shown]
    return _saved(_copied(sheets, visible_only=copies[0] == "form-visible-only")), ".xlsx"


class _Sheet:
    """A sheet into which rows and columns are inserted as Excel does: merges and row heights move along."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.merges = [list(merge.bounds) for merge in sheet.merged_cells.ranges]
        for left, top, right, bottom in self.merges:
            sheet.unmerge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def insert_row(self, at: int) -> None:
        self._move(1, at)
        moved = {number: copy(kept) for number, kept in self.sheet.row_dimensions.items() if number >= at}
        self.sheet.insert_rows(at)
        for number in moved:
            del self.sheet.row_dimensions[number]
        for number, kept in moved.items():
            kept.index = number + 1
            self.sheet.row_dimensions[number + 1] = kept

    def insert_column(self, at: int) -> None:
        self._move(0, at)
        self.sheet.insert_cols(at)

    def merge_again(self) -> None:
        for left, top, right, bottom in self.merges:
            self.sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def _move(self, axis: int, at: int) -> None:
        for bounds in self.merges:
            for place in (axis, axis + 2):
                bounds[place] += bounds[place] >= at


def _stray(one: _Sheet) -> None:
    rows = [cell.row for cell in one.sheet["A"] if cell.value == "models-new"]
    if rows:
        one.insert_row(rows[0])
        one.sheet.cell(rows[0], 3).value = "Số buổi chiếu phim lưu động"
        one.sheet.cell(rows[0], 5).value = 7


def _copied(sheets: list[Worksheet], *, visible_only: bool) -> Workbook:
    """Copy the cells of visible sheets into a new workbook, all of them or only what the eye sees."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        new = book.create_sheet(sheet.title)
        rows = [
            n for n in range(1, sheet.max_row + 1) if not (visible_only and sheet.row_dimensions[n].hidden)
        ]
        columns = [
            n
            for n in range(1, sheet.max_column + 1)
            if not (visible_only and sheet.column_dimensions[get_column_letter(n)].hidden)
        ]
        for at_row, row in enumerate(rows, 1):
            for at_column, column in enumerate(columns, 1):
                value = sheet.cell(row, column).value
                if value is not None:
                    new.cell(at_row, at_column).value = value
    return book


def _grid(sheet: Worksheet) -> Grid:
    grid = Grid(sheet.title, hidden=sheet.sheet_state != "visible")
    for row in sheet.iter_rows():
        for cell in row:
            told = cell.value
            if told is not None and not (isinstance(told, str) and told.startswith("=")):
                grid.put(cell.row - 1, cell.column - 1, told)
    return grid


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return still(out.getvalue())


def still(package: bytes) -> bytes:
    """Set the times that a library writes into a package to one moment."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = _TIMES.sub(rb"\g<1>2023-05-01T00:00:00Z\g<2>", data)
            new.writestr(part.filename, data)
    return same_time(out.getvalue())
