"""Files that have to be refused one by one, each with its own way of being bad."""

import struct
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO

from .grids import Grid, compound_file, entry, xlsx

_PLAIN = Grid("Sheet1", [["Chỉ tiêu", "Đơn vị tính", "Thực hiện"], ["Số buổi tuyên truyền", "buổi", 99999]])


@cache
def _good() -> bytes:
    return xlsx([_PLAIN])


def damaged() -> tuple[str, bytes]:
    """A workbook cut off in the middle of its way."""
    return ".xlsx", _good()[: len(_good()) // 2]


def damaged_inside() -> tuple[str, bytes]:
    """A sound zip whose sheet is no XML."""
    return ".xlsx", _with_sheet(b"<worksheet><sheetData><row><c t='n'><v>12</row")


def not_at_all() -> tuple[str, bytes]:
    return ".docx", struct.pack("<64I", *range(7, 71)) * 8


def empty() -> tuple[str, bytes]:
    return ".xlsx", b""


def encrypted() -> tuple[str, bytes]:
    """A workbook with a password: a compound file with an encrypted package in it."""
    return ".xlsx", compound_file({"EncryptedPackage": b"\7" * 5000, "EncryptionInfo": b"\4\0\4\0" * 300})


@cache
def encrypted_pdf() -> tuple[str, bytes]:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    page = Canvas(out, encrypt=StandardEncryption("mau", ownerPassword="mau", strength=128), invariant=1)
    page.drawString(50, 700, "99999")
    page.showPage()
    page.save()
    return ".pdf", out.getvalue()


def macros() -> tuple[str, bytes]:
    out = BytesIO(_good())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(entry("xl/vbaProject.bin"), compound_file({"VBA": b"Sub Auto_Open()"}))
    return ".xlsm", out.getvalue()


@cache
def zip_bomb() -> tuple[str, bytes]:
    """A workbook of two megabytes whose sheet unpacks to 400 MB."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(_good())) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            if part.filename == "xl/worksheets/sheet1.xml":
                told = entry(part.filename)
                told._compresslevel = 1  # type: ignore[attr-defined]
                with new.open(told, "w", force_zip64=True) as sheet:
                    sheet.write(b"<worksheet><sheetData>")
                    for _ in range(400):
                        sheet.write(b" " * 1_000_000)
                    sheet.write(b"</sheetData></worksheet>")
            else:
                new.writestr(entry(part.filename), old.read(part))
    return ".xlsx", out.getvalue()


def outside_entity() -> tuple[str, bytes]:
    """A workbook whose sheet wants to read a file of the machine (XXE)."""
    sheet = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
    )
    return ".xlsx", _with_sheet(sheet)


def laughing_entities() -> tuple[str, bytes]:
    """A workbook whose entities double thirty times."""
    entities = b"".join(b'<!ENTITY a%d "&a%d;&a%d;">' % (n, n - 1, n - 1) for n in range(1, 31))
    sheet = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + entities + b"]>"
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a30;</t></is></c></row></sheetData></worksheet>'
    )
    return ".xlsx", _with_sheet(sheet)


def far_cell() -> tuple[str, bytes]:
    """A sheet of two cells, the second in the last column of the last row: a grid of 17 thousand million."""
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>99999</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    return ".xlsx", _with_sheet(sheet)


@cache
def million_columns() -> tuple[str, bytes]:
    return ".csv", b"Ch\xe1\xbb\x89 ti\xc3\xaau;" + b"1;" * 1_000_000 + b"\r\n"


def oversized() -> tuple[str, bytes]:
    """A workbook that the generator pads with hundreds of millions of zeros."""
    return ".xlsx", _good()


def program() -> tuple[str, bytes]:
    return ".exe", b"MZ" + b"\0" * 600


def _with_sheet(sheet: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(_good())) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            told = sheet if part.filename == "xl/worksheets/sheet1.xml" else old.read(part)
            new.writestr(entry(part.filename), told)
    return out.getvalue()


BAD: dict[str, Callable[[], tuple[str, bytes]]] = {
    "damaged": damaged,
    "damaged-inside": damaged_inside,
    "not-at-all": not_at_all,
    "empty": empty,
    "encrypted": encrypted,
    "encrypted-pdf": encrypted_pdf,
    "macros": macros,
    "zip-bomb": zip_bomb,
    "outside-entity": outside_entity,
    "laughing-entities": laughing_entities,
    "far-cell": far_cell,
    "million-columns": million_columns,
    "oversized": oversized,
    "program": program,
}
"""By switch: the suffix a sender gives it, and its bytes."""
