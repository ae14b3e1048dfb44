"""What a few searches find in an orderly sheet is what the scan of every tag finds."""

from hypothesis import given
from hypothesis import strategies as st

from tonghop.formats.workbooks.open_xml_sheets import _TAG, _of_orderly, _orderly, _Scan

CELLS = (
    b"<v>1</v>",
    b"<is><t>x</t></is>",
    b"<f>A1+1</f><v></v>",
    b"<f>A1+1</f><v>0</v>",
    b"<f t='shared'/><v>7</v>",
    b"<v>2</v><f>late</f>",
    b"<f>1&lt;2</f>",
    b"",
)
ROWS = (b"", b' hidden="1"', b" hidden='true'", b' ht="0"', b' ht="0.75"', b' spans="1:3" hidden="0"')
COLUMNS = (
    b"",
    b'<cols><col min="2" max="3" hidden="1"/></cols>',
    b'<cols><col width="0" min="1" max="1"/></cols>',
    b'<cols><col min="1" max="4" width="0.5"/></cols>',
)

rows = st.lists(st.tuples(st.sampled_from(ROWS), st.lists(st.sampled_from(CELLS), max_size=5)), max_size=6)


def sheet(columns: bytes, lines: list[tuple[bytes, list[bytes]]]) -> bytes:
    told = [b"<worksheet>", columns, b"<sheetData>"]
    for row, (attributes, cells) in enumerate(lines, 1):
        told.append(b'<row r="%d"%s>' % (row, attributes))
        for column, content in zip(b"ABCXZ", cells, strict=False):
            told.append(b'<c r="%c%d" s="1">%s</c>' % (column, row, content))
        told.append(b"</row>")
    return b"".join((*told, b"</sheetData><f>elsewhere</f></worksheet>"))


@given(st.sampled_from(COLUMNS), rows, st.booleans())
def test_orderly_sheet_hides_and_leaves_open_what_the_scan_says(
    columns: bytes, lines: list[tuple[bytes, list[bytes]]], is_stale: bool
) -> None:
    xml = sheet(columns, lines)
    scan = _Scan(is_stale)
    for tag in _TAG.finditer(xml):
        scan.take(tag, xml)
    scanned = scan.structure()

    found = _of_orderly(_orderly(xml), is_stale)

    assert (found.hidden_rows, found.hidden_columns) == (scanned.hidden_rows, scanned.hidden_columns)
    assert found.uncomputed == scanned.uncomputed
    assert found.rows >= scanned.rows
    assert found.columns >= scanned.columns


def test_sheet_with_anything_out_of_order_is_scanned() -> None:
    plain = sheet(b"", [(b"", [b"<v>1</v>"])])
    odd = (
        (b'<c r="A1" s="1">', b'<c s="1" r="A1">'),
        (b'<c r="A1" s="1">', b'<c r="AA1">'),
        (b'<c r="A1" s="1">', b'<c r="A10000">'),
        (b'<c r="A1" s="1">', b'<c r="A1" t="e">'),
        (b'<c r="A1" s="1">', b"<c>"),
        (b'<row r="1">', b"<row>"),
        (b'<row r="1">', b"<row\nr='1'>"),
        (b"<v>1</v>", b"<x:f>1</x:f>"),
        (b"</sheetData>", b"</sheetData><sheetData></sheetData>"),
        (b"</sheetData>", b"</sheetData >"),
    )

    assert _orderly(plain)
    for usual, written in odd:
        assert usual in plain
        assert not _orderly(plain.replace(usual, written)), written
