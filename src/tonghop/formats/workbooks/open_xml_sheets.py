"""The structure of an xlsx's sheets, from their XML by scanning it once; no tree is built, no entity
resolved.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from posixpath import join, normpath

from tonghop.formats.workbooks.sheet_structure import SheetStructure

_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(rb"<(?:\w{1,9}:)?sheet\s([^<>]{1,2000})>")
_LINK = re.compile(rb"<(?:\w{1,9}:)?Relationship\s([^<>]{1,4000})>")
_ATTRIBUTE = re.compile(rb"([\w:]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TAG = re.compile(rb"<(?:\w{1,9}:)?(row|c|col)(?=[\s/>])([^<>]{0,600})>")
_PLACE = re.compile(rb"\sr=[\"']([A-Za-z]{0,3})(\d{1,7})[\"']")
_WIDE_OR_TALL = re.compile(rb"\sr=[\"'](?:[A-Za-z]{2}|[A-Za-z]?\d{5})")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']|\b(?:ht|width)=[\"']0(?:\.0*)?[\"']")
_SPAN = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
_FORMULA = re.compile(rb"<(?:\w{1,9}:)?f(?=[\s/>])[^<>]{0,400}>([^<]{0,200})")
_VALUE = re.compile(rb"<(?:\w{1,9}:)?v(?:\s[^<>]{0,40})?>([^<]{1,400})")
_PLAIN_COLUMNS = 26
_LAST_COLUMN, _LAST_ROW = 16_383, 1_048_575


def open_xml_structures(content: bytes, largest_part: int) -> dict[str, SheetStructure]:
    """Return the structure of every sheet by its name.

    Raises: zipfile.BadZipFile, KeyError, ValueError, zlib.error where the package is damaged or a part too
    large.
    """
    with zipfile.ZipFile(BytesIO(content)) as package:
        workbook = _part(package, _WORKBOOK, largest_part)
        is_stale = b'fullCalcOnLoad="1"' in workbook or b'fullCalcOnLoad="true"' in workbook
        return {
            name: _structure(_part(package, part, largest_part), is_stale)
            for name, part in _sheets(workbook, _part(package, _LINKS, largest_part))
            if part in package.NameToInfo
        }


def _part(package: zipfile.ZipFile, name: str, largest: int) -> bytes:
    with package.open(name) as stream:
        content = stream.read(largest + 1)
    if len(content) > largest:
        raise ValueError(f"{name} is larger than {largest} bytes")
    return content


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
    """Scan one sheet. Most sheets are plain: nothing hidden, no formula, fewer than 27 columns and 10,000
    rows.
    """
    if _is_plain(xml):
        last = xml.rfind(b"<row")
        place = _PLACE.search(xml, last, last + 200) if last >= 0 else None
        return SheetStructure(rows=int(place[2]) if place else 0, columns=_PLAIN_COLUMNS)
    scan = _Scan(is_stale)
    for tag in _TAG.finditer(xml):
        scan.take(tag, xml)
    return scan.structure()


def _is_plain(xml: bytes) -> bool:
    return (
        b"<f" not in xml
        and b":f" not in xml
        and b'"e"' not in xml
        and b"'e'" not in xml
        and b"hidden=" not in xml
        and b' ht="0' not in xml
        and b' width="0' not in xml
        and _WIDE_OR_TALL.search(xml) is None
        and xml.count(b"<c ") == xml.count(b'<c r="')
        and b"<c>" not in xml
        and b":c " not in xml
    )


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
            told = {key: int(number) for key, number in _SPAN.findall(attributes)}
            first, last = told.get(b"min", 1), told.get(b"max", told.get(b"min", 1))
            self.hidden_columns.update(range(first - 1, min(last, _LAST_COLUMN + 1)))

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
        following = xml.find(b"<c ", end)
        rest = xml[end : min(following if following >= 0 else len(xml), end + 40_000)]
        formula, value = _FORMULA.match(rest), _VALUE.search(rest)
        told = value[1].decode("utf-8", "replace") if value else ""
        if b't="e"' in attributes or b"t='e'" in attributes:
            self.uncomputed[self.row, self.column] = told or "#N/A"
        # Programs that compute nothing write 0 beside a formula and ask for a computation when the file is
        # opened.
        elif formula and (not told or (self.is_stale and told == "0")):
            self.uncomputed[self.row, self.column] = f"={unescape(formula[1].decode('utf-8', 'replace'))}"

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
