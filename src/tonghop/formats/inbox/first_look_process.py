"""The process that looks at one file for `first_look`: a line of JSON and the file on its standard input, a
line of JSON and perhaps a picture on its standard output.
"""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from tonghop.domain.consolidation import returns
from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.domain.secrecy import refuse_secret
from tonghop.formats.inbox.first_look import LOOK
from tonghop.formats.inbox.kinds import Kind
from tonghop.formats.inbox.opening import Opened, results_of
from tonghop.formats.inbox.refusals import SENTENCES, Refused
from tonghop.formats.inbox.return_json import Result
from tonghop.formats.inbox.worker import bound_memory

SECRET = "secret"
_WORKBOOKS = (Kind.XLSX, Kind.XLSB, Kind.XLS, Kind.ODS, Kind.CSV)
_CONVERTED = (Kind.DOC, Kind.RTF, Kind.ODT)
_SCAN = "scan"


def main() -> None:
    """Answer once."""
    bound_memory()
    # Only our own bytes may reach the other process, whatever a library prints.
    out = os.fdopen(os.dup(1), "wb")
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    os.dup2(sys.stdout.fileno(), 1)
    header = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    told, picture = looked(header, content) if header["task"] == LOOK else drawn(header, content)
    out.write(json.dumps(told).encode() + b"\n" + picture)
    out.flush()


def looked(header: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Say of what kinds a file is; one mark of secrecy in it, or nothing that may be read, refuses it."""
    kinds: list[str] = []
    turned_away: list[RefusedFile] = []

    def read(inner: bytes, name: str, kind: Kind) -> tuple[Result, ...]:
        _open(inner, name, kind)
        kinds.append(kind.value)
        return (Return(name, ""),)

    for results in results_of(Opened(header["name"], content), read):
        turned_away += [row for row in results if isinstance(row, RefusedFile)]
    secret = next((row for row in turned_away if row.code == SECRET), None)
    why = secret or (turned_away[0] if turned_away and not kinds else None)
    return {"kinds": kinds, **({"code": why.code, "message": why.message} if why else {})}, b""


def _open(content: bytes, name: str, kind: Kind) -> None:
    """Open a file as far as a mark of secrecy could stand in it.

    Raises: SecretDocument, Refused, and whatever a damaged file makes a library raise.
    """
    from tonghop.formats.inbox.workbooks import demand_open
    from tonghop.formats.intake import open_document

    if kind in _WORKBOOKS:
        demand_open(content, name, kind)
    elif kind in _CONVERTED:  # these would need another program and the disk, before anybody knows of a mark
        raise Refused("no-converter", "Tệp .doc, .rtf, .odt: lưu thành .docx rồi gửi.")
    elif kind not in (Kind.PICTURE, Kind.RECORD):
        document = open_document(content, name=name, converter=lambda: None)
        refuse_secret(document)
        code = document.notices[0].code if not document.text.strip() and document.notices else ""
        if code and code != _SCAN:
            raise Refused(code if code in SENTENCES else "damaged")


def drawn(header: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Draw one page of the file that is named."""
    from tonghop.formats.inbox.page_pictures import draw_page

    found: list[tuple[bytes, Kind]] = []

    def take(inner: bytes, name: str, kind: Kind) -> tuple[Result, ...]:
        if name == header["inner"]:
            found.append((inner, kind))
        return (Return(name, "", kind=returns.Kind.SCAN),)

    for _ in results_of(Opened(header["name"], content), take):
        pass
    if not found:
        return {"pages": 0}, b""
    inner, kind = found[0]
    pages, picture, media_type = draw_page(inner, kind, header["page"])
    return {"pages": pages, "media_type": media_type}, picture


if __name__ == "__main__":
    main()
