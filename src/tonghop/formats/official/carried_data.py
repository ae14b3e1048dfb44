"""The data that a report carries inside itself: put into a Word file, found again in a Word or PDF file.

A Word file has them in a custom XML part, found by its namespace, for editors number the parts anew; its
custom property `tonghop.data` keeps their SHA-256, so that a file whose editor dropped the part says so. A
PDF has them as an attachment, and `tonghop.data=SHA-256` among its keywords. The hash tells a damaged file
from a whole one; it is no signature: whoever changes both is not caught by it.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from ctypes import c_ulong
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pypdfium2
from lxml import etree

from tonghop.formats.office_packages import packed
from tonghop.formats.official.data_part import (
    DamagedPart,
    data_in,
    is_ours,
    part_of,
    properties_of,
    schema_of,
    sha256_of,
)

LARGEST_DATA: Final = 64 * 1024 * 1024
PROPERTY: Final = "tonghop.data"
ATTACHMENTS: Final = ("consolidated.json", "submission.json")
"""The names under which a PDF report attaches its data."""

DROPPED, DAMAGED, SEVERAL = "dropped", "damaged", "several"

_LARGEST_PART: Final = 3 * LARGEST_DATA
_MOST_PARTS = 64
_MOST_ATTACHMENTS = 256
_LARGEST_PROPERTIES = 1024 * 1024
_KEYWORD = re.compile(r"tonghop\.data=([0-9a-f]{64})")
_ITEM = re.compile(r"customXml/item([0-9]{1,6})\.xml", re.IGNORECASE)

_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_DOCUMENT_RELATIONS, _PROPERTIES = "word/_rels/document.xml.rels", "docProps/custom.xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CUSTOM = f"{_OFFICE}/custom-properties"
_VALUES = f"{_OFFICE}/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    KeyError,
)


@dataclass(frozen=True, slots=True)
class Carried:
    """A record that a report carries, byte for byte, its hash verified."""

    data: bytes
    sha256: str
    schema: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A report that carried data which cannot be used. `code`: "dropped" (an editor left them out), "damaged"
    (unreadable, or not what the hash says), "several" (different ones in one file).
    """

    code: str


# ---- into a Word file


def docx_with_data(docx: bytes, data: bytes) -> bytes:
    """Return a Word file that carries a record. Equal input gives equal bytes.

    Raises: ValueError, where `data` is no record of ours, or the file carries one already.
    """
    if isinstance(carried(docx), Carried | Lost):
        raise ValueError("the document carries data already")
    with zipfile.ZipFile(BytesIO(docx)) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    return packed(parts_with_data(parts, data))


def parts_with_data(parts: dict[str, bytes], data: bytes) -> dict[str, bytes]:
    """Return a Word package's parts with those that carry a record."""
    number = max((int(m[1]) for name in parts if (m := _ITEM.fullmatch(name))), default=0) + 1
    item, beside = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    relations = f"customXml/_rels/item{number}.xml.rels"
    properties_type = f"{_OFFICE}/relationships/custom-properties"
    made = dict(parts)
    made[item] = part_of(data)
    made[beside] = properties_of(data)
    made[relations] = _related(None, f"{_OFFICE}/relationships/customXmlProps", f"itemProps{number}.xml")
    made[_DOCUMENT_RELATIONS] = _related(
        parts[_DOCUMENT_RELATIONS], f"{_OFFICE}/relationships/customXml", f"../{item}"
    )
    types = {beside: "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"}
    made[_PROPERTIES] = _with_property(parts.get(_PROPERTIES), sha256_of(data))
    if _PROPERTIES not in parts:
        made[_RELATIONS] = _related(parts[_RELATIONS], properties_type, _PROPERTIES)
        types[_PROPERTIES] = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    made[_TYPES] = _typed(parts[_TYPES], types)
    return made


def _related(relations: bytes | None, kind: str, target: str) -> bytes:
    space = f"{_PACKAGE}/relationships"
    root = _xml(relations or f'<Relationships xmlns="{space}"/>'.encode())
    taken = {row.get("Id") for row in root}
    free = next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
    etree.SubElement(root, f"{{{space}}}Relationship", Id=free, Type=kind, Target=target)
    return _written(root)


def _typed(types: bytes, added: dict[str, str]) -> bytes:
    root = _xml(types)
    space = f"{{{_PACKAGE}/content-types}}"
    if not any(row.get("Extension", "").lower() == "xml" for row in root):
        root.insert(0, etree.Element(f"{space}Default", Extension="xml", ContentType="application/xml"))
    for name, kind in added.items():
        etree.SubElement(root, f"{space}Override", PartName=f"/{name}", ContentType=kind)
    return _written(root)


def _with_property(properties: bytes | None, value: str) -> bytes:
    root = _xml(properties or f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}"/>'.encode())
    number = max((int(row.get("pid", "1")) for row in root), default=1) + 1
    row = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT_ID, pid=str(number), name=PROPERTY)
    etree.SubElement(row, f"{{{_VALUES}}}lpwstr").text = value
    return _written(root)


def _xml(content: bytes) -> etree._Element:
    """Parse a part without entities or document types.

    Raises: ValueError.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise ValueError(str(problem)) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a part declares a document type")
    return root


def _written(root: etree._Element) -> bytes:
    return _DECLARATION + etree.tostring(root)


# ---- out of a file


def carried(content: bytes) -> Carried | Lost | None:
    """Return the record that a Word or PDF file carries, what became of it, or None where it never had one.

    Files of other kinds, and files that cannot be opened, carry nothing.
    """
    if b"%PDF-" in content[:1024]:
        return _in_pdf(content)
    return _in_docx(content) if content.startswith(b"PK") else None


def _in_docx(content: bytes) -> Carried | Lost | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            told = _told_hash(package)
            found = set(_records(package))
    except DamagedPart:
        return Lost(DAMAGED)
    except _BROKEN:
        return None
    return _verified(found, told, is_hash_needed=False)


def _records(package: zipfile.ZipFile) -> Iterator[bytes]:
    items = [entry for entry in package.infolist() if _ITEM.fullmatch(entry.filename)]
    for entry in items[:_MOST_PARTS]:
        with package.open(entry) as stream:
            head = stream.read(4096)
            if not is_ours(head):
                continue
            part = head + stream.read(_LARGEST_PART)
        if len(part) > _LARGEST_PART:
            raise DamagedPart("it is larger than any record")
        if (data := data_in(part)) is not None:
            yield data


def _told_hash(package: zipfile.ZipFile) -> str:
    """Return the hash in the document's own property, or ""."""
    name = next((name for name in package.namelist() if name.lower() == _PROPERTIES.lower()), None)
    if name is None:
        return ""
    with package.open(name) as stream:
        content = stream.read(_LARGEST_PROPERTIES + 1)
    if len(content) > _LARGEST_PROPERTIES:
        return ""
    try:
        rows = list(_xml(content))
    except ValueError:
        return ""
    return next(
        ("".join(map(str, row.itertext())).strip() for row in rows if row.get("name") == PROPERTY), ""
    )


def _in_pdf(content: bytes) -> Carried | Lost | None:
    try:
        with pypdfium2.PdfDocument(content) as document:
            told = _KEYWORD.search(document.get_metadata_value("Keywords"))
            found = set(_attached(document))
    except pypdfium2.PdfiumError:
        return None
    return _verified(found, told[1] if told else "", is_hash_needed=True)


def _attached(document: pypdfium2.PdfDocument) -> Iterator[bytes]:
    for number in range(min(document.count_attachments(), _MOST_ATTACHMENTS)):
        attachment = document.get_attachment(number)
        if attachment.get_name() in ATTACHMENTS:
            size = c_ulong()
            pypdfium2.raw.FPDFAttachment_GetFile(attachment, None, 0, size)
            data = bytes(attachment.get_data()) if 0 < size.value <= LARGEST_DATA else b""
            if schema_of(data):
                yield data


def _verified(found: set[bytes], told: str, *, is_hash_needed: bool) -> Carried | Lost | None:
    """Choose the one record that the file's own hash names."""
    if not found:
        return Lost(DROPPED) if told else None
    if len(found) > 1:
        return Lost(SEVERAL)
    (data,) = found
    sha256, schema = sha256_of(data), schema_of(data)
    if not schema or len(data) > LARGEST_DATA or (told or sha256 * (not is_hash_needed)) != sha256:
        return Lost(DAMAGED)
    return Carried(data, sha256, schema)
