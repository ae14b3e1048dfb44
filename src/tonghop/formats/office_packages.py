"""Word and Excel packages (zip files) rewritten so that equal content gives equal bytes.

The libraries stamp the time of writing into the zip entries and the core properties; both are set to one
instant here.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from io import BytesIO

STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CORE_END = b"</cp:coreProperties>"
_CORE_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^<>]{0,200}>)[^<>]{0,40}(</dcterms:)")


def same_bytes(package: bytes, *, language: str = "") -> bytes:
    """Return the package with fixed times, its parts in their order; `language` is added to its properties
    where the library that wrote it has no place for it.
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == _CORE:
                data = _CORE_TIMES.sub(rb"\g<1>" + f"{STAMP:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", data)
                data = data.replace(_CORE_END, _language(language) + _CORE_END)
            new.writestr(_fixed(part.filename), data)
    return out.getvalue()


def with_texts(package: bytes, part: str, place: str, texts: Iterable[str]) -> Iterator[bytes]:
    """Yield a package of `same_bytes` once for each text (XML), which stands where one part holds `place`."""
    with zipfile.ZipFile(BytesIO(package)) as old:
        parts = {entry.filename: old.read(entry) for entry in old.infolist()}
    for text in texts:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name, data in parts.items():
                filled = data.replace(place.encode(), text.encode()) if name == part else data
                new.writestr(_fixed(name), filled)
        yield out.getvalue()


def xml_text(text: str) -> str:
    """Return a text without the characters that XML does not take, nor other control characters."""
    return _NOT_XML.sub("", text)


def _language(code: str) -> bytes:
    return f"<dc:language>{escape(code)}</dc:language>".encode() if code else b""


def _fixed(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the writer's operating system would otherwise stand in every entry
    return entry
