"""Any file → the neutral document. Reading never fails: what cannot be read gives an empty document and says
why."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from tonghop.domain.documents import Document
from tonghop.domain.provenance import Notice, Source
from tonghop.formats.intake.decoding import decoded
from tonghop.formats.intake.kinds import MEDIA_TYPES, Kind, hinted_kind, kind_of
from tonghop.formats.intake.markdown import markdown_document
from tonghop.formats.intake.notices import notice
from tonghop.formats.intake.old_word import Converter, installed_converter
from tonghop.formats.intake.packages import UnreadablePart
from tonghop.formats.intake.pdf import pdf_document
from tonghop.formats.intake.plain_text import plain_text_document
from tonghop.formats.intake.web_page import declared_charset, web_document
from tonghop.formats.intake.word import word_document

LARGEST_FILE: Final = 256 * 1024 * 1024
"""Bytes. A directive with every annex scanned is a tenth of it."""

_UNKNOWN_TYPE: Final = "application/octet-stream"
_BLOCK: Final = 1024 * 1024

_SILENT: Final = {
    Kind.EMPTY: "empty",
    Kind.ENCRYPTED: "encrypted",
    Kind.DAMAGED: "damaged",
    Kind.UNKNOWN: "unsupported",
}
"""Kinds of which nothing is read, and the notice that says so."""


def open_document(
    path_or_bytes: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    converter: Callable[[], Converter | None] = installed_converter,
) -> Document:
    """Read a file, or its bytes, into a document.

    Whatever the bytes are, a document comes back: where they cannot be read its text is empty and a notice
    says why ("scan", "empty", "damaged", "encrypted", "unsupported", "no-converter" …). `name` is the file's
    name as it is to be shown; a path's own name where it is left out.

    Raises: OSError, where a path cannot be opened.
    """
    if isinstance(path_or_bytes, bytes):
        return _read(path_or_bytes, name or "", converter)
    path = Path(path_or_bytes)
    with path.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            return _too_large(data, stream, name or path.name)
    return _read(data, name or path.name, converter)


def _read(data: bytes, name: str, converter: Callable[[], Converter | None]) -> Document:
    kind = kind_of(data[: LARGEST_FILE + 1], name)
    source = Source(name, hashlib.sha256(data).hexdigest(), MEDIA_TYPES.get(kind, _UNKNOWN_TYPE))
    if len(data) > LARGEST_FILE:
        return _silent(source, "too-large", limit=_megabytes(LARGEST_FILE))
    if kind in _SILENT:
        hinted = hinted_kind(name)
        source = replace(source, media_type=MEDIA_TYPES.get(hinted or kind, _UNKNOWN_TYPE))
        return _silent(source, _SILENT[kind])
    document = _read_as(kind, data, source, converter)
    return _told(document, kind, name)


def _read_as(kind: Kind, data: bytes, source: Source, converter: Callable[[], Converter | None]) -> Document:
    match kind:
        case Kind.DOCX:
            return _word(data, source)
        case Kind.PDF:
            return pdf_document(data, source)
        case Kind.DOC | Kind.RTF | Kind.ODT:
            return _converted(kind, data, source, converter())
    text, encoding, notices = decoded(data, declared_charset(data) if kind is Kind.HTML else None)
    source = replace(source, encoding=encoding)
    match kind:
        case Kind.HTML:
            return web_document(text, source, notices)
        case Kind.MARKDOWN:
            return markdown_document(text, source, notices)
        case _:
            return plain_text_document(text, source, notices)


def _word(data: bytes, source: Source) -> Document:
    try:
        return word_document(data, source)
    except UnreadablePart:
        return _silent(source, "damaged")


def _converted(kind: Kind, data: bytes, source: Source, convert: Converter | None) -> Document:
    if convert is None:
        return _silent(source, "no-converter")
    made = convert(data, kind.value)
    if made is None or kind_of(made, "received.docx") is not Kind.DOCX:
        return _silent(source, "not-converted")
    return _word(made, source)


def _told(document: Document, kind: Kind, name: str) -> Document:
    """Add what a person should know of any document: that it is empty, that its name promised another
    kind."""
    notices: list[Notice] = list(document.notices)
    if not document.text.strip() and not notices:
        notices.append(notice("empty"))
    hinted = hinted_kind(name)
    if hinted is not None and hinted is not kind:
        notices.append(notice("wrong-extension", kind=kind.value))
    return replace(document, notices=tuple(notices))


def _silent(source: Source, code: str, **facts: object) -> Document:
    return Document(source, "", (), (notice(code, **facts),))


def _too_large(head: bytes, rest: BinaryIO, name: str) -> Document:
    digest = hashlib.sha256(head)
    while block := rest.read(_BLOCK):
        digest.update(block)
    media_type = MEDIA_TYPES.get(hinted_kind(name) or Kind.UNKNOWN, _UNKNOWN_TYPE)
    source = Source(name, digest.hexdigest(), media_type)
    return _silent(source, "too-large", limit=_megabytes(LARGEST_FILE))


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"
