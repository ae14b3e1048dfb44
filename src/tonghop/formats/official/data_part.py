"""The custom XML part of a Word report that holds its data, byte for byte.

The data stand in it as one JSON string in ASCII: no line end, no run of spaces and no letter is left that an
editor's handling of white space or encodings could change. The string is cut into pieces, for XML readers
with libxml2's limits (LibreOffice) drop a part with a longer run of text.
"""

import hashlib
import json
import re
from typing import Final
from uuid import UUID
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

NAMESPACE: Final = "urn:tonghop:data:1"
_ROOT: Final = f"{NAMESPACE} data"
_PIECE: Final = f"{NAMESPACE} piece"
_LONGEST_PIECE: Final = 1_000_000
_SCHEMA = re.compile(rb'\s{0,20}\{\s{0,20}"schema":\s{0,5}"(tonghop/[a-z]{1,40}/[0-9]{1,4})"')
_HEAD: Final = 4096


class DamagedPart(Exception):  # noqa: N818 (a fact about a file, not an error of ours)
    """A part that says it is ours cannot be read, or its data have another hash: internal to this room."""


def schema_of(data: bytes) -> str:
    """Return the schema that a record of ours names first, or "" where the bytes are no such record.

    >>> schema_of(b'{"schema": "tonghop/consolidated/1", "campaign": ""}')
    'tonghop/consolidated/1'
    """
    found = _SCHEMA.match(data[:_HEAD].removeprefix(b"\xef\xbb\xbf"))
    return found[1].decode() if found else ""


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def part_of(data: bytes) -> bytes:
    """Write the part that holds a record's bytes.

    Raises: ValueError, where the bytes are no record of ours in UTF-8.
    """
    schema = schema_of(data)
    if not schema:
        raise ValueError("a record begins with its schema")
    told = json.dumps(data.decode("utf-8")).replace(" ", "\\u0020")
    cuts = range(0, len(told), _LONGEST_PIECE)
    pieces = "".join(f"<piece>{escape(told[at : at + _LONGEST_PIECE])}</piece>" for at in cuts)
    attributes = f"schema={quoteattr(schema)} sha256={quoteattr(sha256_of(data))}"
    root = f'<data xmlns="{NAMESPACE}" {attributes}>{pieces}</data>'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode("ascii")


def properties_of(data: bytes) -> bytes:
    """Write the part beside it that says what it is; its id follows from the data."""
    item = str(UUID(bytes=hashlib.sha256(data).digest()[:16], version=5)).upper()
    uri = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{{{item}}}" xmlns:ds="{uri}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode("ascii")


def is_ours(head: bytes) -> bool:
    """Say whether a part whose first bytes these are may be ours."""
    return NAMESPACE.encode() in head[:_HEAD]


def data_in(part: bytes) -> bytes | None:
    """Return the bytes that a part holds, None where it is somebody else's part.

    Raises: DamagedPart, also where it declares a document type.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(part, True)
        told = json.loads("".join(reader.text)) if reader.is_ours else None
    except _OtherPart:
        return None
    except (expat.ExpatError, ValueError, RecursionError) as problem:
        raise DamagedPart(str(problem)) from problem
    if not isinstance(told, str):
        raise DamagedPart("it holds no text")
    data = told.encode("utf-8", "surrogatepass")
    if sha256_of(data) != reader.sha256:
        raise DamagedPart("its data have another hash")
    return data


class _OtherPart(Exception):  # noqa: N818
    """The root is not ours."""


class _Reader:
    """Takes the text of our part's pieces; expat is linear and expands nothing here."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.is_ours = False
        self.sha256 = ""
        self._in_piece = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _doctype(self, *_: object) -> None:
        raise ValueError("it declares a document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.is_ours:
            if name != _ROOT:
                raise _OtherPart
            self.is_ours, self.sha256 = True, attributes.get("sha256", "")
        elif name == _PIECE and not self._in_piece:
            self._in_piece = True
        else:
            raise ValueError("it holds other elements")

    def _end(self, name: str) -> None:
        self._in_piece = False

    def _characters(self, text: str) -> None:
        if self._in_piece:
            self.text.append(text)
