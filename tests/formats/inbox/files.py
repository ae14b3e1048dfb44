"""Files for the inbox's tests: forms, mails, zips and files that are bad in one way each."""

import struct
import zipfile
from email.message import EmailMessage
from email.utils import format_datetime
from io import BytesIO
from pathlib import Path

from journeys.small_campaign import CYCLE, DUE, SMALL
from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.formats.inbox.folders import inbox_files
from tonghop.formats.inbox.inbox import ReadInbox, arrivals_of, read_inbox, reports_of
from tonghop.formats.inbox.opening import Opened, results_of
from tonghop.formats.inbox.readers import Readers
from tonghop.formats.inbox.reading_cache import ReadingCache
from tonghop.formats.inbox.reading_plan import ReadingPlan
from tonghop.formats.workbooks.form_filling import fill_form
from tonghop.formats.workbooks.form_writer import FormRequest, form_workbook

PLAN = ReadingPlan(SMALL, CYCLE)
FORM = fill_form(
    form_workbook(FormRequest(SMALL, CYCLE, DUE), SMALL.bodies[0]), {"sessions": {"value": 3}}, {}
)


def opened(name: str, content: bytes) -> list[Return | RefusedFile]:
    """Read one file of an inbox in this process."""
    readers = Readers(PLAN, ReadingCache(None, ""))
    return [row for rows in results_of(Opened(name, content), readers) for row in rows]


def read_folder(folder: Path, **more: object) -> ReadInbox:
    """Read a whole inbox with workers, as the command does."""
    files = inbox_files(folder)
    return read_inbox(reports_of(files), arrivals_of(files), PLAN, **more)  # type: ignore[arg-type]


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def with_part(name: str, content: bytes, package: bytes = FORM) -> bytes:
    """Return the package with one part written anew."""
    with zipfile.ZipFile(BytesIO(package)) as old:
        parts = {entry.filename: old.read(entry) for entry in old.infolist()}
    return zipped(parts | {name: content})


def mail(
    files: dict[str, bytes], *, sent=None, subject="Báo cáo", sender="Văn thư <vt@mau.example.vn>"
) -> bytes:  # type: ignore[no-untyped-def]
    message = EmailMessage()
    message["From"], message["Subject"] = sender, subject
    if sent:
        message["Date"] = format_datetime(sent)
    message.set_content("Kính gửi Ban, đơn vị xin gửi báo cáo.")
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def compound(*streams: str) -> bytes:
    """Return what a reader takes for an old Office file with such streams."""
    names = b"".join(name.encode("utf-16-le") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<64I", *range(64)) + names


def sheet(cells: str, declaration: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{declaration}'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{cells}</sheetData></worksheet>"
    ).encode()


def bomb() -> bytes:
    """Return a workbook of some hundred kilobytes whose sheet unpacks to 260 MB."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(260):
                part.write(b" " * 1_000_000)
    return out.getvalue()
