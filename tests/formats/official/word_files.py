"""Word files that carry a record, whole and spoilt."""

import json
import zipfile
from io import BytesIO

from docx import Document

from formats.inbox.files import zipped
from tonghop.formats.official.carried_data import docx_with_data

DATA = json.dumps(
    {"schema": "tonghop/consolidated/1", "title": "Tổng  hợp <&> ]]> \u2028 😀 \\ \r\n"},
    ensure_ascii=False,
    indent=1,
).encode()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
OTHER = b'{"schema": "tonghop/submission/1"}\n'


def word(*, property_named: str = "") -> bytes:
    document = Document()
    document.add_paragraph("Báo cáo")
    out = BytesIO()
    document.save(out)
    if not property_named:
        return out.getvalue()
    parts = parts_of(out.getvalue())
    parts["docProps/custom.xml"] = (
        f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes"><property fmtid='
        f'"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{property_named}"><vt:lpwstr>x</vt:lpwstr>'
        "</property></Properties>"
    ).encode()
    return zipped(parts)


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(package)) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist()}


def our_part(package: bytes) -> str:
    (name,) = (name for name, part in parts_of(package).items() if b"<piece>" in part)
    return name


WORD = word()
CARRYING = docx_with_data(WORD, DATA)


def without_part(package: bytes) -> bytes:
    own = our_part(package)
    return zipped({name: part for name, part in parts_of(package).items() if name != own})


def changed(old: bytes, new: bytes, package: bytes = CARRYING) -> bytes:
    parts = parts_of(package)
    name = our_part(package)
    assert old in parts[name]
    return zipped(parts | {name: parts[name].replace(old, new)})
