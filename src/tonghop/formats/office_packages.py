"""Word and Excel packages (zip files) rewritten so that equal content gives equal bytes.

The libraries stamp the time of writing into the zip entries and the core properties; both are set to one
instant here.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
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
    parts = _parts(package)
    if _CORE in parts:
        parts[_CORE] = parts[_CORE].replace(_CORE_END, _language(language) + _CORE_END)
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return parts, by their names, as a package with fixed times, in their order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(_fixed(name), _stamped(content) if name == _CORE else content)
    return out.getvalue()


def with_texts(package: bytes, part: str, place: str, texts: Iterable[str]) -> Iterator[bytes]:
    """Yield a package of `same_bytes` once for each text (XML), which stands where one part holds `place`."""
    parts = _parts(package)
    for text in texts:
        yield packed({**parts, part: parts[part].replace(place.encode(), text.encode())})


def xml_text(text: str) -> str:
    """Return a text without the characters that XML does not take, nor other control characters."""
    return _NOT_XML.sub("", text)


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(package)) as old:
        return {part.filename: old.read(part) for part in old.infolist()}


def _stamped(core: bytes) -> bytes:
    return _CORE_TIMES.sub(rb"\g<1>" + f"{STAMP:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", core)


def _language(code: str) -> bytes:
    return f"<dc:language>{escape(code)}</dc:language>".encode() if code else b""


def _fixed(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the writer's operating system would otherwise stand in every entry
    return entry
