"""A figure struck out in a cell of a workbook is never read together with the one beside it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from formats.inbox.files import opened, zipped
from tonghop.domain.consolidation.returns import Figure, Return
from tonghop.domain.reporting.values import Unclear, Value

_STRUCK = "<r><rPr><strike/></rPr><t>{}</t></r>"
_PLAIN = "<r><t>{}</t></r>"
_CASES = [
    (_STRUCK.format("12") + _PLAIN.format("15"), "struck-out"),
    (_PLAIN.format("12") + _STRUCK.format("15"), "struck-out"),
    (_STRUCK.format("12"), "struck-out"),
    (_STRUCK.format("12").replace("strike/", 'strike val="0"/'), ""),
    (_PLAIN.format("12"), ""),
]


def _book(cell: str, *, inline: bool) -> bytes:
    """Return a workbook whose B2 is written anew, as a shared string or inside of its cell."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Chỉ tiêu", "Kết quả"])
    sheet.append(["Số buổi tuyên truyền", 7])
    sheet.append(["Hộ ký cam kết", 30])
    out = BytesIO()
    book.save(out)
    with ZipFile(out) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    name = "xl/worksheets/sheet1.xml"
    xml = parts[name].decode()
    at = xml.index('<c r="B2"')
    end = xml.index("</c>", at) + 4
    if inline:
        written = f'<c r="B2" t="inlineStr"><is>{cell}</is></c>'
    else:
        _with_shared(parts, cell)
        written = '<c r="B2" t="s"><v>1</v></c>'
    parts[name] = (xml[:at] + written + xml[end:]).encode()
    return zipped(parts)


def _with_shared(parts: dict[str, bytes], cell: str) -> None:
    """Add a list of shared strings, of which this is the second."""
    links, kind = "xl/_rels/workbook.xml.rels", "application/vnd.openxmlformats-officedocument.spreadsheetml"
    main = "http://schemas.openxmlformats.org"
    strings = f'<sst xmlns="{main}/spreadsheetml/2006/main"><si><t>x</t></si><si>{cell}</si></sst>'
    link = f'<Relationship Id="rId99" Type="{main}/officeDocument/2006/relationships/sharedStrings"'
    link += ' Target="sharedStrings.xml"/></Relationships>'
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>'
    parts["xl/sharedStrings.xml"] = strings.encode()
    parts[links] = parts[links].replace(b"</Relationships>", link.encode())
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"</Types>", override.encode())


@pytest.mark.parametrize("inline", [False, True])
@pytest.mark.parametrize(("cell", "code"), _CASES)
def test_struck_figure_is_asked_about(cell: str, code: str, inline: bool) -> None:
    (read,) = opened("bc.xlsx", _book(cell, inline=inline))

    assert isinstance(read, Return)
    found = {row.indicator: row.read for row in read.figures if isinstance(row, Figure)}
    sessions, households = found["sessions"], found["households"]
    assert isinstance(households, Value)
    assert households.amount == 30
    if code:
        assert isinstance(sessions, Unclear)
        assert (sessions.code, "gạch ngang" in sessions.message) == (code, True)
    else:
        assert isinstance(sessions, Value)
        assert sessions.amount == 12
