"""Cells that a workbook holds no certain value for: errors, and formulas that nobody has computed.

calamine reads both as empty, and an empty cell is a body's silence: so they are looked up in the sheets' own
XML.
"""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import join, normpath

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

Places = Mapping[tuple[int, int], str]


def uncertain_cells(content: bytes) -> dict[str, Places]:
    """Return, by sheet name, what stands in such cells ("#DIV/0!", "=E8+E9"), by row and column from 0."""
    if not content.startswith(b"PK"):  # an old .xls has no XML to look into
        return {}
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = set(package.namelist())
        found: dict[str, Places] = {}
        for sheet, part in _sheet_parts(package) if {_WORKBOOK, _LINKS} <= names else ():
            xml = package.read(part) if part in names else b""
            if b't="e"' in xml or b"<f" in xml:
                found[sheet] = dict(_uncertain(xml))
        return found


def _sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = {row.get("Id"): row.get("Target") or "" for row in _parsed(package.read(_LINKS))}
    for sheet in _parsed(package.read(_WORKBOOK)).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINK), "")
        yield sheet.get("name") or "", normpath(join("xl", target)).lstrip("/")


def _uncertain(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _parsed(xml).iter(f"{_MAIN}c"):
        formula, value = cell.find(f"{_MAIN}f"), cell.findtext(f"{_MAIN}v") or ""
        if cell.get("t") == "e":
            yield _place(cell.get("r") or "A1"), value or "#N/A"
        elif formula is not None and not value:
            yield _place(cell.get("r") or "A1"), f"={formula.text or ''}"


def _place(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]) - 1, column - 1


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
