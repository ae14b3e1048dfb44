"""The structure of an xlsx's sheets, from their XML by scanning it once; no tree is built, no entity
resolved.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import unescape
from posixpath import join, normpath

from tonghop.domain.grids import STRUCK
from tonghop.formats.workbooks.sheet_structure import SheetStructure
from tonghop.formats.zip_packages import package_of

_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(rb"<(?:\w{1,9}:)?sheet\s([^<>]{1,2000})>")
_LINK = re.compile(rb"<(?:\w{1,9}:)?Relationship\s([^<>]{1,4000})>")
_ATTRIBUTE = re.compile(rb"([\w:]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TAG = re.compile(rb"<(?:\w{1,9}:)?(row|c|col)(?=[\s/>])([^<>]{0,600})>")
_PLACE = re.compile(rb"\sr=[\"']([A-Za-z]{0,3})(\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']|\b(?:ht|width)=[\"']0(?:\.0*)?[\"']")
_SPAN = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
_FORMULA = re.compile(rb"<(?:\w{1,9}:)?f(?=[\s/>])[^<>]{0,400}>([^<]{0,200})")
_VALUE = re.compile(rb"<(?:\w{1,9}:)?v(?:\s[^<>]{0,40})?>([^<]{1,400})")
_ODD_PLACE = re.compile(rb'<(?:c(?! r="[A-Za-z]\d{1,4}")(?![a-z])|row(?! r="\d{1,4}"))')
_PREFIXED = re.compile(rb":(?:row|c|col|f|v|is)[\s/>]")
_ORDERLY_ROW = re.compile(rb'<row r="(\d{1,4})"([^<>]{0,600})>')
_ORDERLY_CELL = re.compile(rb'<c r="([A-Za-z])(\d{1,4})"[^<>]{0,600}(?<!/)>')
_COLUMN = re.compile(rb"<col(?=[\s/>])([^<>]{0,600})>")
_ORDERLY_COLUMNS = 26
_STRINGS = "xl/sharedStrings.xml"
_STRING = re.compile(rb"<si(?=[\s/>])(?:[^<]|<(?!/si>))*+")
_RUN = re.compile(rb"<r(?=[\s>])(?:[^<]|<(?!/r>))*+")
_TEXT = re.compile(rb"<t(?:\s[^<>]{0,60})?>([^<]*)")
_STRIKE = re.compile(rb"<strike(?![^<>]{0,40}val=[\"'](?:0|false)[\"'])[\s/>]")
_CELL = re.compile(rb"<c(\s[^<>]{0,600})>((?:[^<]|<(?!/c>))*+)")
_IS_SHARED = re.compile(rb"\st=[\"']s[\"']")
_LONGEST_FIGURES = 40
_LAST_COLUMN, _LAST_ROW = 16_383, 1_048_575
_SHORT_LISTS = 16_384


def open_xml_structures(content: bytes, largest_part: int) -> dict[str, SheetStructure]:
    """Return the structure of every sheet by its name.

    Raises: zipfile.BadZipFile, KeyError, ValueError, zlib.error where the package is damaged or a part too
    large.
    """
    package = package_of(content)
    workbook = package.part(_WORKBOOK, largest_part)
    is_stale = b'fullCalcOnLoad="1"' in workbook or b'fullCalcOnLoad="true"' in workbook
    shared = package.part(_STRINGS, largest_part) if _STRINGS in package.names else b""
    struck = dict(_struck_strings(shared)) if b"strike" in shared else {}
    return {
        name: _with_struck(_structure(xml := package.part(part, largest_part), is_stale), xml, struck)
        for name, part in _sheets_of(workbook, package.part(_LINKS, largest_part))
        if part in package.names
    }


def _struck_strings(shared: bytes) -> Iterator[tuple[int, str]]:
    """Yield the shared strings that hold struck-out figures, by their number."""
    for number, string in enumerate(_STRING.finditer(shared)):
        if told := _struck(string[0]):
            yield number, told


def _struck(string: bytes) -> str:
    """Return a short text of which figures are struck out, "" for all others: "12" struck before "15" is read
    as 1215 by who sees no lines.
    """
    if b"strike" not in string:
        return ""
    runs = _RUN.findall(string)
    texts = [unescape(b"".join(_TEXT.findall(run)).decode("utf-8", "replace")) for run in runs]
    is_struck = any(
        _STRIKE.search(run) and any(map(str.isdigit, text)) for run, text in zip(runs, texts, strict=True)
    )
    told = " | ".join(filter(None, map(str.strip, texts)))
    return f"{STRUCK}{told}" if is_struck and told[:1].isdigit() and len(told) <= _LONGEST_FIGURES else ""


def _with_struck(structure: SheetStructure, xml: bytes, struck: Mapping[int, str]) -> SheetStructure:
    """Return the structure with the cells of struck-out figures among those that hold no certain value."""
    if not struck and b"strike" not in xml:
        return structure
    found: dict[tuple[int, int], str] = {}
    for cell in _CELL.finditer(xml):
        place, value = _PLACE.search(cell[1]), _VALUE.search(cell[2])
        number = int(value[1]) if value and value[1].isdigit() and _IS_SHARED.search(cell[1]) else -1
        if place and place[1] and (told := struck.get(number) or _struck(cell[2])):
            found[int(place[2]) - 1, _column(place[1])] = told
    return replace(structure, uncomputed={**structure.uncomputed, **found})


def _sheets_of(workbook: bytes, links: bytes) -> tuple[tuple[str, str], ...]:
    """Return the names of the sheets and of their parts; thousands of forms have the same two lists."""
    is_short = len(workbook) + len(links) <= _SHORT_LISTS
    return _remembered_sheets(workbook, links) if is_short else tuple(_sheets(workbook, links))


@lru_cache(maxsize=64)
def _remembered_sheets(workbook: bytes, links: bytes) -> tuple[tuple[str, str], ...]:
    return tuple(_sheets(workbook, links))


def _sheets(workbook: bytes, links: bytes) -> Iterator[tuple[str, str]]:
    targets = {row.get("Id", ""): row.get("Target", "") for row in map(_attributes, _LINK.findall(links))}
    for row in map(_attributes, _SHEET.findall(workbook)):
        link = next((value for key, value in row.items() if key.endswith(":id") or key == "id"), "")
        target = targets.get(link, "")
        yield row.get("name", ""), normpath(join("/xl", target)).lstrip("/")


def _attributes(text: bytes) -> dict[str, str]:
    return {
        key.decode(): unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _ATTRIBUTE.findall(text)
    }


def _structure(xml: bytes, is_stale: bool) -> SheetStructure:
    cells = _orderly(xml)
    if cells:
        return _of_orderly(cells, is_stale)
    scan = _Scan(is_stale)
    for tag in _TAG.finditer(xml):
        scan.take(tag, xml)
    return scan.structure()


def _orderly(xml: bytes) -> bytes:
    """Return a sheet up to the end of its cells, where every row and cell says its place, none lies beyond
    column Z or row 9,999, no cell is an error and no tag has a prefix; else nothing.

    Most sheets are so, and a few searches then find what is hidden or uncomputed without a look at each tag.
    """
    end = xml.find(b"</sheetData>")
    if end < 0 or xml.find(b"sheetData", end + 12) >= 0:
        return b""
    cells = xml[:end]
    is_odd = (
        _ODD_PLACE.search(cells) is not None
        or _PREFIXED.search(cells) is not None
        or b'"e"' in cells
        or b"'e'" in cells
    )
    return b"" if is_odd else cells


def _of_orderly(xml: bytes, is_stale: bool) -> SheetStructure:
    last = xml.rfind(b"<row")
    place = _ORDERLY_ROW.match(xml, last) if last >= 0 else None
    hides = b"hidden=" in xml or any(size in xml for size in (b'ht="0', b"ht='0", b'th="0', b"th='0"))
    return SheetStructure(
        rows=int(place[1]) if place else 0,
        columns=_ORDERLY_COLUMNS,
        hidden_rows=frozenset(_orderly_hidden_rows(xml)) if hides else frozenset(),
        hidden_columns=frozenset(_orderly_hidden_columns(xml)) if hides else frozenset(),
        uncomputed=dict(_orderly_uncomputed(xml, is_stale)),
    )


def _orderly_hidden_rows(xml: bytes) -> Iterator[int]:
    return (int(row[1]) - 1 for row in _ORDERLY_ROW.finditer(xml) if _HIDDEN.search(row[2]))


def _orderly_hidden_columns(xml: bytes) -> Iterator[int]:
    for column in _COLUMN.finditer(xml):
        if _HIDDEN.search(column[1]):
            yield from _columns(column[1])


def _orderly_uncomputed(xml: bytes, is_stale: bool) -> Iterator[tuple[tuple[int, int], str]]:
    at = xml.find(b"<f")
    while at >= 0:
        cell = _ORDERLY_CELL.fullmatch(xml, max(0, xml.rfind(b"<", 0, at)), at)
        if cell and (formula := _formula(xml, at, is_stale)):
            yield (int(cell[2]) - 1, _column(cell[1])), formula
        at = xml.find(b"<f", at + 2)


def _columns(attributes: bytes) -> range:
    told = {key: int(number) for key, number in _SPAN.findall(attributes)}
    first, last = told.get(b"min", 1), told.get(b"max", told.get(b"min", 1))
    return range(first - 1, min(last, _LAST_COLUMN + 1))


def _content(xml: bytes, at: int) -> tuple[re.Match[bytes] | None, str]:
    """Return the formula and the value of the cell whose content begins at a place."""
    following = xml.find(b"<c ", at)
    rest = xml[at : min(following if following >= 0 else len(xml), at + 40_000)]
    value = _VALUE.search(rest)
    return _FORMULA.match(rest), value[1].decode("utf-8", "replace") if value else ""


def _formula(xml: bytes, at: int, is_stale: bool) -> str:
    """Return the formula that begins at a place, where nobody has computed it; "" for all others.

    Programs that compute nothing write 0 beside a formula and ask for a computation when the file is opened.
    """
    formula, told = _content(xml, at)
    if formula is None or (told and not (is_stale and told == "0")):
        return ""
    return f"={unescape(formula[1].decode('utf-8', 'replace'))}"


@dataclass(slots=True)
class _Scan:
    """One pass over the tags of a sheet; rows and cells without a place follow the one before."""

    is_stale: bool
    row: int = -1
    column: int = -1
    top: int = _LAST_ROW
    left: int = _LAST_COLUMN
    bottom: int = -1
    right: int = -1
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: dict[tuple[int, int], str] = field(default_factory=dict)

    def take(self, tag: re.Match[bytes], xml: bytes) -> None:
        kind, attributes = tag[1], tag[2]
        if kind == b"row":
            place = _PLACE.search(attributes)
            self.row, self.column = int(place[2]) - 1 if place else self.row + 1, -1
            if _HIDDEN.search(attributes):
                self.hidden_rows.add(self.row)
        elif kind == b"c":
            self._take_cell(attributes, xml, tag.end())
        elif _HIDDEN.search(attributes):
            self.hidden_columns.update(_columns(attributes))

    def _take_cell(self, attributes: bytes, xml: bytes, end: int) -> None:
        place = _PLACE.search(attributes)
        if place and place[1]:
            self.row, self.column = int(place[2]) - 1, _column(place[1])
        else:
            self.column += 1
        if attributes.endswith(b"/") or xml.startswith(b"</", end):
            return
        self.top, self.bottom = min(self.top, self.row), max(self.bottom, self.row)
        self.left, self.right = min(self.left, self.column), max(self.right, self.column)
        if xml.startswith((b"<f", b"<is"), end) or b't="e"' in attributes or b":" in xml[end : end + 12]:
            self._take_content(attributes, xml, end)

    def _take_content(self, attributes: bytes, xml: bytes, end: int) -> None:
        if b't="e"' in attributes or b"t='e'" in attributes:
            _, told = _content(xml, end)
            self.uncomputed[self.row, self.column] = told or "#N/A"
        elif formula := _formula(xml, end, self.is_stale):
            self.uncomputed[self.row, self.column] = formula

    def structure(self) -> SheetStructure:
        return SheetStructure(
            rows=max(0, self.bottom - self.top + 1),
            columns=max(0, self.right - self.left + 1),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            uncomputed=self.uncomputed,
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
