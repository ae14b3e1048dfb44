"""Word and Excel packages (zip files) rewritten so that equal content gives equal bytes.

The libraries stamp the time of writing into the zip entries and the core properties; both are set to one
instant here.
"""

import re
import zipfile
from datetime import UTC, datetime
from html import escape
from io import BytesIO

STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
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


def _language(code: str) -> bytes:
    return f"<dc:language>{escape(code)}</dc:language>".encode() if code else b""


def _fixed(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the writer's operating system would otherwise stand in every entry
    return entry
