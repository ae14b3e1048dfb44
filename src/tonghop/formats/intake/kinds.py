"""What kind of file some bytes are: told by the bytes; the name is only a hint where they say nothing."""

import re
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from tonghop.formats.intake.decoding import is_binary
from tonghop.formats.intake.packages import Package, UnreadablePart


class Kind(StrEnum):
    """The kinds of file that the intake tells apart."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    EMPTY = "empty"
    UNKNOWN = "unknown"


MEDIA_TYPES: Final = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PDF: "application/pdf",
    Kind.HTML: "text/html",
    Kind.MARKDOWN: "text/markdown",
    Kind.TEXT: "text/plain",
    Kind.DOC: "application/msword",
    Kind.RTF: "application/rtf",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
}

EXTENSIONS: Final = {
    "docx": Kind.DOCX, "docm": Kind.DOCX, "dotx": Kind.DOCX, "pdf": Kind.PDF, "md": Kind.MARKDOWN,
    "markdown": Kind.MARKDOWN, "html": Kind.HTML, "htm": Kind.HTML, "xhtml": Kind.HTML, "txt": Kind.TEXT,
    "text": Kind.TEXT, "doc": Kind.DOC, "dot": Kind.DOC, "rtf": Kind.RTF, "odt": Kind.ODT,
}  # fmt: skip

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML: Final = re.compile(
    rb"<(?:!doctype\s{1,9}html|html|head|body|div|table|p|article|center|meta|span|h[1-6])[\s>]",
    re.IGNORECASE,
)
_ASIDES: Final = ((b"<!--", b"-->"), (b"<?", b"?>"))


def kind_of(data: bytes, name: str) -> Kind:
    """Return the kind of these bytes.

    >>> kind_of(b"%PDF-1.7 ...", "ke-hoach.docx")
    <Kind.PDF: 'pdf'>
    """
    if not data.strip(b"\0 \t\r\n"):
        return Kind.EMPTY
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package_kind(data)
    if data.startswith(_COMPOUND):
        return _compound_kind(data)
    if data[:200].lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    if is_binary(data):
        return Kind.UNKNOWN
    return _text_kind(data, name)


def hinted_kind(name: str) -> Kind | None:
    """Return the kind that a file's name promises."""
    return EXTENSIONS.get(PurePath(name).suffix.lower().lstrip("."))


def _text_kind(data: bytes, name: str) -> Kind:
    hinted = hinted_kind(name)
    if hinted in {Kind.MARKDOWN, Kind.TEXT}:
        return hinted
    return Kind.HTML if hinted is Kind.HTML or _opens_page(data) else Kind.TEXT


def _opens_page(data: bytes) -> bool:
    """Whether a page of HTML begins here, behind comments and declarations."""
    head = data[:8192].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip()
    for _ in range(20):
        closing = next((closing for opening, closing in _ASIDES if head.startswith(opening)), None)
        if closing is None:
            break
        head = head.partition(closing)[2].lstrip()
    return _HTML.match(head) is not None


def _package_kind(data: bytes) -> Kind:
    try:
        package = Package(data)
    except UnreadablePart:
        return Kind.DAMAGED
    names = package.names()
    if package.is_encrypted():
        return Kind.ENCRYPTED
    if "word/document.xml" in names or ("[Content_Types].xml" in names and _is_word(package)):
        return Kind.DOCX
    if "mimetype" in names and "content.xml" in names and b"opendocument.text" in _head(package, "mimetype"):
        return Kind.ODT
    return Kind.UNKNOWN


def _is_word(package: Package) -> bool:
    return b"wordprocessingml.document.main" in _head(package, "[Content_Types].xml") or (
        b"wordprocessingml.template.main" in _head(package, "[Content_Types].xml")
    )


def _head(package: Package, name: str) -> bytes:
    try:
        return package.read(name)
    except UnreadablePart:
        return b""


def _compound_kind(data: bytes) -> Kind:
    """Tell apart what Word's, Excel's and encrypted files share: the names of their streams, and Word's own
    flag."""
    if _wide("EncryptedPackage") in data:
        return Kind.ENCRYPTED
    if _wide("WordDocument") not in data:
        return Kind.UNKNOWN
    flags = data[512 + 10 : 512 + 12]
    if data[512:514] == b"\xec\xa5" and len(flags) == 2 and flags[1] & 1:
        return Kind.ENCRYPTED
    return Kind.DOC


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
