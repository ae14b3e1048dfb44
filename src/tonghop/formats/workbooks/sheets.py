"""Spreadsheet files of any kind (xlsx, xls, ods, csv, tsv) read into neutral grids, with bounded memory and
time.

calamine reads values, merged cells and visibility. What it does not tell (hidden rows and columns, formulas
without a value, how far the cells reach) comes from the sheets' own XML or records, before calamine loads a
cell: it reserves the whole rectangle between the outermost cells, and a file may claim a million columns.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import cast

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tonghop.domain.errors import Refusal
from tonghop.domain.grids import Extent, Grid, Place, Raw
from tonghop.domain.language import nfc
from tonghop.formats.workbooks.old_excel_sheets import old_excel_structures
from tonghop.formats.workbooks.open_document_sheets import open_document_structures
from tonghop.formats.workbooks.open_xml_sheets import open_xml_structures
from tonghop.formats.workbooks.separated_text import decoded_text, separated_rows
from tonghop.formats.workbooks.sheet_structure import NO_STRUCTURE, PasswordNeeded, SheetStructure
from tonghop.formats.zip_packages import package_of

LARGEST_FILE = 32 * 1024 * 1024
LARGEST_PART = 64 * 1024 * 1024
MOST_CELLS = 2_000_000
MOST_SHEETS = 200
MOST_MERGED = 50_000


class WorkbookTooLarge(Refusal):
    code = "too-large"
    message_vi = "Bảng tính quá lớn ({what}): trang “{sheet}”. Chỉ giữ vùng có số liệu rồi gửi lại."
    message_en = "The workbook is too large ({what}): sheet {sheet!r}. Keep the part with the figures."


class WorkbookEncrypted(Refusal):
    code = "encrypted"
    message_vi = "Bảng tính đặt mật khẩu; bỏ mật khẩu rồi gửi lại."
    message_en = "The workbook has a password; remove it and send it again."


class WorkbookDamaged(Refusal):
    code = "damaged"
    message_vi = "Bảng tính hỏng hoặc không đúng định dạng ({reason}); mở, lưu lại rồi gửi lại."
    message_en = "The workbook is damaged or of another kind ({reason}); open it, save it and send it again."


def sheet_kind(content: bytes) -> str | None:
    """Return "xlsx", "xls", "ods" by the bytes themselves, whatever the file is called, or None for anything
    else.

    >>> sheet_kind(b"STT,So buoi") is None
    True
    """
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if not content.startswith(b"PK"):
        return None
    try:
        names = package_of(content).names
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "ods" if "content.xml" in names else None


def read_sheets(
    content: bytes, *, name: str = "Sheet1", decode: Callable[[bytes], str] | None = None
) -> tuple[Grid, ...]:
    """Read every sheet of a workbook, hidden ones marked so; bytes that are no workbook are read as separated
    text.

    Shape: `name` is the sheet's name where the file has none (csv). `decode` turns bytes into text; the
    default knows UTF-8, UTF-16 and Windows-1258.
    Raises: WorkbookTooLarge, WorkbookEncrypted, WorkbookDamaged.
    """
    if len(content) > LARGEST_FILE:
        raise WorkbookTooLarge(what=f"hơn {LARGEST_FILE // 1024 // 1024} MB", sheet="")
    kind = sheet_kind(content)
    if kind is None:
        if _is_binary(content):
            raise WorkbookDamaged(reason="không phải bảng tính")
        return (_text_grid(content, name, decode or decoded_text),)
    try:
        structures = _STRUCTURES[kind](content, LARGEST_PART)
        _demand_bounded(structures)
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        return tuple(_grids(workbook, structures))
    except (PasswordError, PasswordNeeded):
        raise WorkbookEncrypted from None
    except (
        CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        KeyError,
        EOFError,
        OSError,
        NotImplementedError,
    ) as problem:
        raise WorkbookDamaged(reason=type(problem).__name__) from None


def _is_binary(content: bytes) -> bool:
    """Say whether bytes are neither a workbook nor text: a cut zip file, a picture, a PDF."""
    sample = content[:4096]
    if sample.startswith((b"PK\3\4", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")):
        return True
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or sample.count(0) > len(sample) // 5:
        return False
    return sum(byte < 9 or 13 < byte < 26 for byte in sample) > len(sample) // 50


_STRUCTURES: dict[str, Callable[[bytes, int], dict[str, SheetStructure]]] = {
    "xlsx": open_xml_structures,
    "xls": old_excel_structures,
    "ods": open_document_structures,
}


def _demand_bounded(structures: dict[str, SheetStructure]) -> None:
    if len(structures) > MOST_SHEETS:
        raise WorkbookTooLarge(what=f"{len(structures)} trang tính", sheet="")
    cells = 0
    for name, structure in structures.items():
        cells += structure.rows * structure.columns
        if cells > MOST_CELLS:
            raise WorkbookTooLarge(what=f"{structure.rows} dòng × {structure.columns} cột", sheet=name)


def _grids(workbook: CalamineWorkbook, structures: dict[str, SheetStructure]) -> Iterator[Grid]:
    for told in workbook.sheets_metadata:
        if told.typ is SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_name(told.name)
            hidden = told.visible is not SheetVisibleEnum.Visible
            yield _grid(sheet, structures.get(told.name, NO_STRUCTURE), hidden)


def _grid(sheet: CalamineSheet, structure: SheetStructure, hidden: bool) -> Grid:
    rows = cast(list[list[Raw]], sheet.to_python())
    top, left = sheet.start or (0, 0)
    # A sheet that holds nothing but uncomputed formulas is empty to calamine, and yet says something.
    uncomputed = {
        Place(row - top, column - left): text for (row, column), text in structure.uncomputed.items()
    }
    if any(row < 0 or column < 0 for row, column in uncomputed):
        rows, uncomputed, top, left = _whole(rows, structure, top, left)
    _extend(rows, uncomputed)
    return Grid(
        name=nfc(sheet.name),
        rows=rows,
        merged=_merged(sheet, structure, rows, top, left),
        hidden=hidden,
        hidden_rows=frozenset(row - top for row in structure.hidden_rows if row >= top),
        hidden_columns=frozenset(column - left for column in structure.hidden_columns if column >= left),
        uncomputed=uncomputed,
        origin=Place(top, left),
    )


def _whole(
    rows: list[list[Raw]], structure: SheetStructure, top: int, left: int
) -> tuple[list[list[Raw]], dict[Place, str], int, int]:
    """Return the rows with the corner of the sheet, where uncomputed cells stand before all values."""
    if top * max(left, 1) > MOST_CELLS or top > MOST_CELLS:
        raise WorkbookTooLarge(what=f"{top} dòng", sheet="")
    empty: list[list[Raw]] = [[] for _ in range(top)]
    shifted: list[list[Raw]] = [[*[None] * left, *row] for row in rows]
    places = {Place(row, column): text for (row, column), text in structure.uncomputed.items()}
    return [*empty, *shifted], places, 0, 0


def _extend(rows: list[list[Raw]], uncomputed: dict[Place, str]) -> None:
    """Lengthen the rows to hold the uncomputed cells behind all values; `_demand_bounded` has bounded how
    far.
    """
    for row, column in uncomputed:
        while len(rows) <= row:
            rows.append([])
        if len(rows[row]) <= column:
            rows[row].extend([None] * (column + 1 - len(rows[row])))


def _merged(
    sheet: CalamineSheet, structure: SheetStructure, rows: list[list[Raw]], top: int, left: int
) -> tuple[Extent, ...]:
    """Return the merged rectangles that begin in the used area, cut to it."""
    ranges = sheet.merged_cell_ranges
    told = structure.merged if ranges is None else ranges
    if not told:
        return ()
    if len(told) > MOST_MERGED:
        raise WorkbookTooLarge(what=f"{len(told)} ô gộp", sheet=sheet.name)
    height, width = len(rows), max(map(len, rows), default=0)
    found, covered = [], 0
    for (first_row, first_column), (last_row, last_column) in told:
        if top <= first_row < top + height and left <= first_column < left + width:
            bottom, right = min(last_row - top, height - 1), min(last_column - left, width - 1)
            extent = Extent(
                first_row - top,
                first_column - left,
                max(bottom, first_row - top),
                max(right, first_column - left),
            )
            covered += extent.height * extent.width
            found.append(extent)
    if covered > MOST_CELLS:
        raise WorkbookTooLarge(what="ô gộp chồng lên nhau", sheet=sheet.name)
    return tuple(found)


def _text_grid(content: bytes, name: str, decode: Callable[[bytes], str]) -> Grid:
    rows: list[list[Raw]] = []
    cells = 0
    for row in separated_rows(nfc(decode(content))):
        cells += len(row)
        if cells > MOST_CELLS:
            raise WorkbookTooLarge(what=f"hơn {MOST_CELLS} ô", sheet=name)
        rows.append([*row])
    return Grid(name=nfc(name), rows=rows)
