"""Spreadsheet files into grids: every kind, what calamine does not tell, and files that would eat memory."""

import io
import resource
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from messy import grids as written
from tonghop.domain.grids import Extent, Grid, Place
from tonghop.formats.workbooks.separated_text import decoded_text, separated_rows
from tonghop.formats.workbooks.sheets import (
    WorkbookDamaged,
    WorkbookEncrypted,
    WorkbookTooLarge,
    read_sheets,
    sheet_kind,
)

_SHEET_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def book(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(made)
    made.close()
    return out.getvalue()


def with_sheet_xml(rows: str, *, tail: str = "") -> bytes:
    """Return a workbook whose one sheet has these rows, written by nobody's library."""
    old = zipfile.ZipFile(io.BytesIO(book(lambda made: made.add_worksheet("S"))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part == "xl/worksheets/sheet1.xml":
                new.writestr(part, f"{_SHEET_HEAD}{rows}</sheetData>{tail}</worksheet>")
            else:
                new.writestr(part, old.read(part))
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "write"), [("xlsx", written.xlsx), ("ods", written.ods), ("xls", written.xls)]
)
def test_every_kind_gives_the_same_grids(kind: str, write: Callable[[list[written.Grid]], bytes]) -> None:
    sheet = written.Grid("Biểu 1", merges=[(0, 0, 0, 2)], hidden_rows={3})
    sheet.rows = [
        ["Kết quả", None, None],
        ["Chỉ tiêu", "Kỳ này", "Ngày"],
        ["Tờ rơi", 1.5, date(2023, 5, 3)],
        ["Cũ", 7, None],
        [None, written.Formula("=1+1", 2), "x"],
    ]
    hidden = written.Grid("Cũ", hidden=True, rows=[["a", 1]])

    content = write([sheet, hidden])
    first, second = read_sheets(content)

    assert sheet_kind(content) == kind
    assert (first.name, first.hidden, second.name, second.hidden) == ("Biểu 1", False, "Cũ", True)
    assert first.merged == (Extent(0, 0, 0, 2),)
    assert first.hidden_rows == {3}
    assert [first.raw(2, column) for column in range(3)] == ["Tờ rơi", 1.5, date(2023, 5, 3)]
    assert first.raw(4, 1) == 2


def test_hidden_columns_are_known() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["a", "b", "c", "d"])
        sheet.set_column(1, 2, None, None, {"hidden": True})

    assert read_sheets(book(fill))[0].hidden_columns == {1, 2}


def test_a_row_or_column_without_height_is_hidden() -> None:
    content = with_sheet_xml(
        '<row r="1" ht="0" customHeight="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row>'
    )

    assert read_sheets(content)[0].hidden_rows == {0}


@pytest.mark.parametrize(
    ("cell", "uncomputed"),
    [
        ("<f>SUM(A2:A9)</f>", "=SUM(A2:A9)"),
        ("<f>SUM(A2:A9)</f><v></v>", "=SUM(A2:A9)"),
        ("<f>SUM(A2:A9)</f><v/>", "=SUM(A2:A9)"),
        ("<f>A2&amp;A3</f>", "=A2&A3"),
        ("<f>SUM(A2:A9)</f><v>0</v>", "=SUM(A2:A9)"),  # the workbook says that nobody has computed it
        ("<f>SUM(A2:A9)</f><v>7</v>", None),
        ('<f t="shared" si="0"/>', "="),
    ],
)
def test_formulas_without_a_value_are_told_and_those_with_one_read(cell: str, uncomputed: str | None) -> None:
    grid = read_sheets(with_sheet_xml(f'<row r="1"><c r="A1">{cell}</c><c r="B1"><v>3</v></c></row>'))[0]

    assert grid.uncomputed.get(Place(0, 0)) == uncomputed or grid.cell(0, 0).uncomputed == (uncomputed or "")
    assert next(cell.at for cell in grid.cells()) == "S!A1"


def test_errors_are_told() -> None:
    grid = read_sheets(
        with_sheet_xml('<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><v>3</v></c></row>')
    )[0]

    assert [cell.uncomputed for cell in grid.cells()] == ["#DIV/0!", ""]


def test_a_sheet_of_uncomputed_formulas_alone_is_not_empty() -> None:
    made = openpyxl.Workbook()
    made.active["B3"] = "=1+1"
    out = io.BytesIO()
    made.save(out)

    cells = list(read_sheets(out.getvalue())[0].cells())

    assert [(cell.at, cell.uncomputed) for cell in cells] == [("Sheet!B3", "=1+1")]


def test_places_hold_where_the_table_lies_far_down() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("S")
        sheet.write(900_000, 30, "x")
        sheet.write(900_001, 31, 5)

    grid = read_sheets(book(fill))[0]

    assert [cell.at for cell in grid.cells()] == ["S!AE900001", "S!AF900002"]


def test_rows_and_cells_without_places_follow_each_other() -> None:
    grid = read_sheets(with_sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))[
        0
    ]

    assert [[raw for raw in row if raw != ""] for row in grid.rows] == [[1, 2], [3]]


# --- Files that would eat the memory ---


def _two_far_cells() -> bytes:
    return with_sheet_xml(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )


def _without_places() -> bytes:
    wide = "<c><v>1</v></c>" * 16_000
    return with_sheet_xml(f"<row>{wide}</row>" + "<row><c><v>1</v></c></row>" * 16_000)


def _plain_looking() -> bytes:
    return with_sheet_xml(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c s="1" r="XFD999999"><v>1</v></c></row>'
    )


def _many_merged() -> bytes:
    merged = '<mergeCell ref="A1:Z9000"/>' * 200
    rows = "".join(f'<row r="{row}"><c r="Z{row}"><v>1</v></c></row>' for row in (1, 9000))
    return with_sheet_xml(
        f'<row r="1"><c r="A1"><v>1</v></c></row>{rows}', tail=f"<mergeCells>{merged}</mergeCells>"
    )


def _ods_repeats() -> bytes:
    content = written.ods([written.Grid("S", rows=[["x", 1]])])
    old, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part).replace(
                b'<table:table-cell office:value-type="float"',
                b'<table:table-cell table:number-columns-repeated="1000000" office:value-type="float"',
            )
            text = text.replace(
                b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">'
            )
            new.writestr(part, text)
    return out.getvalue()


def _xls_far_cells() -> bytes:
    sheet = written.Grid("S", rows=[["x"]])
    sheet.put(65_000, 200, 1)
    return written.xls([sheet])


def in_small_streams(stream: bytes) -> bytes:
    """Write an OLE compound file whose one stream is too short for sectors of its own ([MS-CFB] 2.6.2)."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    count = -(-len(stream) // 64)
    held = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    sectors = len(held) // 512
    table = [0xFFFFFFFD, end, end, *range(4, 3 + sectors), end]
    small = [*range(1, count), end]
    entries = written._directory_entry("Root Entry", 5, 3, len(held), 1)
    entries += written._directory_entry("Workbook", 2, 0, len(stream), free)
    entries += written._directory_entry("", 0, 0, 0, free) * 2
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    tables = [struct.pack("<128I", *numbers, *[free] * (128 - len(numbers))) for numbers in (table, small)]
    return head + tables[0] + entries + tables[1] + held


def test_a_small_old_file_is_read() -> None:
    content = in_small_streams(written._biff([written.Grid("S", rows=[["Số buổi", 12]], hidden_rows={0})]))

    (grid,) = read_sheets(content)

    assert len(content) < 4096
    assert [list(row) for row in grid.rows] == [["Số buổi", 12.0]]
    assert grid.hidden_rows == {0}


def _small_xls_far_cells() -> bytes:
    stream = bytearray(written._biff([written.Grid("S", rows=[["x", 1]])]))
    cell = stream.rindex(struct.pack("<HHHH", 0x0203, 14, 0, 1))
    struct.pack_into("<HH", stream, cell + 4, 65_000, 60_000)
    return in_small_streams(bytes(stream))


def _small_xls_far_dimensions() -> bytes:
    stream = bytearray(written._biff([written.Grid("S", rows=[["x", 1]])]))
    at = stream.index(struct.pack("<HH", 0x0200, 14))
    struct.pack_into("<IIHH", stream, at + 4, 0, 1_000_000, 0, 60_000)
    return in_small_streams(bytes(stream))


@pytest.mark.parametrize(
    "make",
    [
        _two_far_cells,
        _without_places,
        _plain_looking,
        _many_merged,
        _ods_repeats,
        _xls_far_cells,
        _small_xls_far_cells,
        _small_xls_far_dimensions,
    ],
)
def test_a_sheet_that_claims_too_much_is_refused_before_it_is_loaded(make: Callable[[], bytes]) -> None:
    content = make()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    with pytest.raises(WorkbookTooLarge) as refused:
        read_sheets(content)

    assert refused.value.code == "too-large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # kilobytes
    assert time.process_time() - start < 5


def test_a_million_formatted_empty_cells_cost_little() -> None:
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{c}{row}" s="1"/>' for c in "ABCDEFGHIJ") + "</row>"
        for row in range(1, 100_001)
    )
    content = with_sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row>{rows}')

    grid = read_sheets(content)[0]

    assert len(list(grid.cells())) == 1
    assert len(grid.rows) == 1


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    content = with_sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>' + " " * (65 * 1024 * 1024))

    with pytest.raises((WorkbookDamaged, WorkbookTooLarge)):
        read_sheets(content)


def test_a_password_is_told() -> None:
    content = written.compound_file(
        {"EncryptionInfo": b"\4\0\4\0" + b"\0" * 60, "EncryptedPackage": b"\1" * 5000}
    )

    with pytest.raises(WorkbookEncrypted):
        read_sheets(content)


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("write", [written.xlsx, written.ods, written.xls])
def test_half_a_file_is_refused_or_read(write: Callable[[list[written.Grid]], bytes], cut: float) -> None:
    content = write([written.Grid("S", rows=[["x", number] for number in range(500)])])

    with pytest.raises((WorkbookDamaged, WorkbookEncrypted)):
        read_sheets(content[: int(len(content) * cut)])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 5000), st.sampled_from(["xlsx", "ods", "xls"]))
def test_no_damage_raises_anything_but_a_refusal(noise: bytes, at: int, kind: str) -> None:
    content = getattr(written, kind)([written.Grid("S", rows=[["x", 1], ["y", 2]])])

    assert _quietly(content[:at] + noise + content[at + len(noise) :]) is not None


# --- Separated text ---


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_text_with_any_separator_in_any_encoding(separator: str, encoding: str) -> None:
    sheet = written.Grid(
        "S", rows=[["Chỉ tiêu", "Kết quả"], ["Tờ rơi", "1.234"], ["Số buổi", "12"], ["Hộ", ""]]
    )
    text = written.csv_text(sheet, separator)
    content = written.cp1258(text) if encoding == "cp1258" else text.encode(encoding)

    (grid,) = read_sheets(content, name="Sheet1")

    assert [list(row) for row in grid.rows] == [
        ["Chỉ tiêu", "Kết quả"],
        ["Tờ rơi", "1.234"],
        ["Số buổi", "12"],
        ["Hộ", ""],
    ]
    assert grid.at(1, 1) == "Sheet1!B2"


def test_a_decimal_comma_is_no_separator() -> None:
    assert list(separated_rows("Chỉ tiêu;Kết quả\nThời lượng;1,5\nTờ rơi;2,5\n")) == [
        ["Chỉ tiêu", "Kết quả"],
        ["Thời lượng", "1,5"],
        ["Tờ rơi", "2,5"],
    ]


def test_an_open_quote_does_not_swallow_the_file() -> None:
    text = 'Chỉ tiêu,Kết quả\n"Tờ rơi,300\n' + "Số buổi,12\n" * 40_000

    assert ["Số buổi", "12"] in list(separated_rows(text))


@given(st.binary(max_size=400))
def test_any_bytes_are_some_text(content: bytes) -> None:
    assert isinstance(decoded_text(content), str)
    assert all(isinstance(grid, Grid) for grid in _quietly(content))


def _quietly(content: bytes) -> tuple[Grid, ...]:
    try:
        return read_sheets(content)
    except (WorkbookDamaged, WorkbookEncrypted, WorkbookTooLarge):
        return ()


def test_dates_stay_dates() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("S")
        sheet.write_datetime(0, 0, datetime(2023, 5, 3), made.add_format({"num_format": "d/m"}))  # noqa: DTZ001

    assert isinstance(read_sheets(book(fill))[0].raw(0, 0), date)


def test_shortened_records_of_an_old_file_raise_nothing_strange() -> None:
    content = bytearray(written.xls([written.Grid("S", rows=[["x", 1]])]))
    struct.pack_into("<I", content, 48, 0x7FFFFFFF)

    assert _quietly(bytes(content)) is not None
