"""Word and Excel packages (zip files) rewritten so that equal content gives equal bytes.

The libraries stamp the time of writing into the zip entries and the core properties; both are set to one
instant here.
"""

import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO

STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_CORE_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^<>]{0,200}>)[^<>]{0,40}(</dcterms:)")


def same_bytes(package: bytes) -> bytes:
    """Return the package with fixed times, its parts in their order."""
    with zipfile.ZipFile(BytesIO(package)) as old:
        return packed({part.filename: old.read(part) for part in old.infolist()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return parts, by their names, as a package with fixed times, in their order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(_fixed(name), _stamped(content) if name == _CORE else content)
    return out.getvalue()


def _stamped(core: bytes) -> bytes:
    return _CORE_TIMES.sub(rb"\g<1>" + f"{STAMP:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", core)


def _fixed(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the writer's operating system would otherwise stand in every entry
    return entry
