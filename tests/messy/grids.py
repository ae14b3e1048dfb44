"""A table as cells, and its files: xlsx, ods, xls, csv. Equal grids give equal bytes."""

import csv
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from io import BytesIO, StringIO
from unicodedata import combining, normalize
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

STAMP = (2023, 5, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value its program kept, or None where it kept none."""

    text: str
    kept: float | None


Cell = int | float | str | date | Formula | None


@dataclass(slots=True)
class Grid:
    """One sheet. Rows and columns count from 0; a merge is (row, column, last row, last column)."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False

    def put(self, row: int, column: int, cell: Cell) -> None:
        while len(self.rows) <= row:
            self.rows.append([])
        self.rows[row] += [None] * (column + 1 - len(self.rows[row]))
        self.rows[row][column] = cell


def cell_name(sheet: str, row: int, column: int) -> str:
    """Sheet1!C7, as the contract names a cell."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row + 1}"


def xlsx(grids: Sequence[Grid], *, inline: bool = False) -> bytes:
    """Write an xlsx as Excel would, with shared strings; `inline` keeps each text in its cell, unmerged."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True} if inline else {"in_memory": True})
    book.set_properties({"created": datetime(*STAMP)})  # noqa: DTZ001
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for grid in grids:
        sheet = book.add_worksheet(grid.name)
        _fill_xlsx(sheet, replace(grid, merges=[]) if inline else grid, day)
        if grid.hidden:
            sheet.hide()
    book.close()
    return same_time(out.getvalue())


def _fill_xlsx(sheet: xlsxwriter.worksheet.Worksheet, grid: Grid, day: object) -> None:
    for merge in grid.merges:
        top = grid.rows[merge[0]][merge[1]]
        sheet.merge_range(*merge, top if isinstance(top, int | float | str) else "")
    for number, row in enumerate(grid.rows):
        for place, cell in enumerate(row):
            if isinstance(cell, Formula):
                sheet.write_formula(number, place, cell.text, None, "" if cell.kept is None else cell.kept)
            elif isinstance(cell, date):
                sheet.write_datetime(number, place, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif cell is not None:
                sheet.write_number(number, place, cell)
    for number in grid.hidden_rows:
        sheet.set_row(number, None, None, {"hidden": True})
    for place in grid.hidden_columns:
        sheet.set_column(place, place, None, None, {"hidden": True})


def same_time(package: bytes) -> bytes:
    """Rewrite a zip so that all its parts carry one time."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(entry(part.filename), old.read(part))
    return out.getvalue()


def entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    told = zipfile.ZipInfo(name, STAMP)
    told.compress_type, told.create_system, told.external_attr = method, 0, 0
    return told


# ---- ods


_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:automatic-styles><style:style style:name="ta1" style:family="table">'
    '<style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
    "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2"'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def ods(grids: Sequence[Grid]) -> bytes:
    """Write an ods as LibreOffice would: the value that a formula kept, covered cells under a merge."""
    tables = "".join(_ods_table(grid) for grid in grids)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(entry("mimetype", zipfile.ZIP_STORED), _ODS)
        package.writestr(
            entry("content.xml"),
            f"{_ODS_HEAD}{tables}</office:spreadsheet></office:body></office:document-content>",
        )
        package.writestr(entry("META-INF/manifest.xml"), _MANIFEST)
    return out.getvalue()


def _ods_table(grid: Grid) -> str:
    style = "ta2" if grid.hidden else "ta1"
    spans = {(m[0], m[1]): m for m in grid.merges}
    covered = {
        (r, c) for m in grid.merges for r in range(m[0], m[2] + 1) for c in range(m[1], m[3] + 1)
    } - set(spans)
    rows = []
    for number, row in enumerate(grid.rows):
        width = max(len(row), *(m[3] + 1 for m in grid.merges), 1) if grid.merges else max(len(row), 1)
        padded = [*row, *[None] * (width - len(row))]
        cells = "".join(
            "<table:covered-table-cell/>"
            if (number, place) in covered
            else _ods_cell(cell, spans.get((number, place)))
            for place, cell in enumerate(padded)
        )
        hidden = ' table:visibility="collapse"' if number in grid.hidden_rows else ""
        rows.append(f"<table:table-row{hidden}>{cells}</table:table-row>")
    head = f'<table:table table:name={quoteattr(grid.name)} table:style-name="{style}">'
    return f"{head}{''.join(rows)}</table:table>"


def _ods_cell(cell: Cell, span: tuple[int, int, int, int] | None) -> str:
    spanned = (
        f' table:number-rows-spanned="{span[2] - span[0] + 1}"'
        f' table:number-columns-spanned="{span[3] - span[1] + 1}"'
        if span
        else ""
    )
    if isinstance(cell, Formula):
        cell = cell.kept
    if cell is None:
        return f"<table:table-cell{spanned}/>"
    if isinstance(cell, date):
        told = f'office:value-type="date" office:date-value="{cell:%Y-%m-%d}"'
        return f"<table:table-cell{spanned} {told}><text:p>{cell:%d/%m/%Y}</text:p></table:table-cell>"
    if isinstance(cell, str):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
        return f'<table:table-cell{spanned} office:value-type="string">{lines}</table:table-cell>'
    told = f'office:value-type="float" office:value="{cell}"'
    return f"<table:table-cell{spanned} {told}><text:p>{cell}</text:p></table:table-cell>"


# ---- csv


def csv_text(grid: Grid, separator: str) -> str:
    """Return the visible sheet as text with separators; numbers as their program shows them."""
    out = StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for row in grid.rows:
        writer.writerow([_as_text(cell) for cell in row])
    return out.getvalue()


def _as_text(cell: Cell) -> str:
    if isinstance(cell, Formula):
        cell = cell.kept
    if cell is None:
        return ""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def cp1258(text: str) -> bytes:
    """Encode as Windows does for Vietnamese: letters with their hat or horn, the tone as a mark behind."""
    out = []
    for letter in normalize("NFC", text):
        parts = normalize("NFD", letter)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        kept = normalize("NFC", "".join(c for c in parts if c not in tones))
        out.append(kept + tones if tones and combining(tones[0]) else letter)
    return "".join(out).encode("cp1258")


# ---- xls: BIFF8 in a compound file, as little of it as readers need


def xls(grids: Sequence[Grid]) -> bytes:
    """Write a .xls: numbers, dates, texts, merges, hidden sheets and rows; formulas as what they kept."""
    return compound_file({"Workbook": _biff(grids)})


def _biff(grids: Sequence[Grid]) -> bytes:
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0x41, 0x06))
    head += _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, struct.pack("<H", 0))
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + struct.pack("<BB", 5, 0) + b"Arial"
    head += _record(0x0031, font) * 4
    for kind in (*[0] * 15, 0, 14):  # 15 style formats, then general and a date
        style = 0xFFF5 if kind == 0 else 0x0001
        head += _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, kind, style, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    sheets = [_biff_sheet(grid) for grid in grids]
    names = [_biff_name(grid.name) for grid in grids]
    at = len(head) + sum(4 + 6 + len(name) for name in names) + 4
    bound = b""
    for grid, name, sheet in zip(grids, names, sheets, strict=True):
        bound += _record(0x0085, struct.pack("<IBB", at, int(grid.hidden), 0) + name)
        at += len(sheet)
    return head + bound + _record(0x000A, b"") + b"".join(sheets)


def _biff_name(name: str) -> bytes:
    return struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")


def _biff_sheet(grid: Grid) -> bytes:
    width = max((len(row) for row in grid.rows), default=0)
    out = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0x41, 0x06))
    out += _record(0x0200, struct.pack("<IIHHH", 0, len(grid.rows), 0, width, 0))
    for number in range(len(grid.rows)):
        flags = 0x0100 | (0x0020 if number in grid.hidden_rows else 0)
        out += _record(0x0208, struct.pack("<HHHHHHHH", number, 0, width, 0x00FF, 0, 0, flags, 0x0F))
    for number, row in enumerate(grid.rows):
        for place, cell in enumerate(row):
            out += _biff_cell(number, place, cell)
    if grid.merges:
        ranges = b"".join(struct.pack("<HHHH", m[0], m[2], m[1], m[3]) for m in grid.merges)
        out += _record(0x00E5, struct.pack("<H", len(grid.merges)) + ranges)
    return out + _record(0x000A, b"")


def _biff_cell(row: int, column: int, cell: Cell) -> bytes:
    if isinstance(cell, Formula):
        cell = cell.kept
    if cell is None:
        return b""
    if isinstance(cell, date):
        days = (date(cell.year, cell.month, cell.day) - date(1899, 12, 30)).days
        return _record(0x0203, struct.pack("<HHHd", row, column, 16, days))
    if isinstance(cell, str):
        text = cell[:255]
        told = struct.pack("<HHHHB", row, column, 15, len(text), 1) + text.encode("utf-16-le")
        return _record(0x0204, told)
    return _record(0x0203, struct.pack("<HHHd", row, column, 15, float(cell)))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Write an OLE compound file of up to three streams, each padded to sectors of 512 bytes."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    bodies = {
        name: data + b"\0" * (max(4096, -(-len(data) // 512) * 512) - len(data))
        for name, data in streams.items()
    }
    total = 1 + sum(len(body) // 512 for body in bodies.values())  # the directory and the streams
    fats = 1
    while fats * 128 < total + fats:
        fats += 1
    table = [fat_mark] * fats + [end]
    entries, data, start = [_directory_entry("Root Entry", 5, end, 0, 1)], b"", fats + 1
    for number, (name, body) in enumerate(bodies.items(), 1):
        sectors = len(body) // 512
        table += [*range(start + 1, start + sectors), end]
        right = number + 1 if number < len(bodies) else free
        entries.append(_directory_entry(name, 2, start, len(body), free, right))
        data, start = data + body, start + sectors
    entries += [_directory_entry("", 0, 0, 0, free)] * (4 - len(entries))
    table += [free] * (fats * 128 - len(table))
    where = [*range(fats), *[free] * (109 - fats)]
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
    )
    head += struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, end, 0, end, 0) + struct.pack("<109I", *where)
    return head + struct.pack(f"<{fats * 128}I", *table) + b"".join(entries) + data


def _directory_entry(
    name: str, kind: int, start: int, size: int, child: int, right: int = 0xFFFFFFFF
) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    down = child if kind == 5 else 0xFFFFFFFF
    told = text.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, 0xFFFFFFFF, right, down)
    return told + b"\0" * 36 + struct.pack("<III", start, size, 0)
