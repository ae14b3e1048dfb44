"""`tonghop extract FILE`: print the data that a report carries inside itself, exactly, its hash verified."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tonghop.domain.errors import Refusal

if TYPE_CHECKING:
    from tonghop.formats.official.carried_data import Carried


class NothingCarried(Refusal):
    code = "nothing-carried"
    message_vi = "“{file}” không mang dữ liệu của Tonghop; chỉ báo cáo (Word, PDF) do Tonghop lập mới có."
    message_en = "{file!r} carries no data of Tonghop; only reports (Word, PDF) that it wrote do."


class DataDropped(Refusal):
    code = "data-dropped"
    message_vi = (
        "“{file}” do Tonghop lập nhưng một chương trình soạn thảo đã bỏ dữ liệu kèm; xin lại tệp gốc hoặc "
        "consolidated.json."
    )
    message_en = (
        "{file!r} was written by Tonghop, and an editor has dropped its data; ask for the original file or "
        "its consolidated.json."
    )


class DataDamaged(Refusal):
    code = "data-damaged"
    message_vi = "Dữ liệu kèm trong “{file}” hỏng hoặc không khớp mã kiểm tra SHA-256; xin lại tệp gốc."
    message_en = "The data inside {file!r} are damaged or not what their SHA-256 says; ask for the original."


class SeveralData(Refusal):
    code = "several-data"
    message_vi = "“{file}” mang nhiều bộ dữ liệu khác nhau; xin lại tệp gốc."
    message_en = "{file!r} carries several different sets of data; ask for the original file."


class FormCarriesCells(Refusal):
    code = "a-form"
    message_vi = "“{file}” là biểu: số liệu nằm ngay trong các ô; dùng `tonghop consolidate` để đọc."
    message_en = "{file!r} is a form: its figures stand in its cells; `tonghop consolidate` reads them."


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("extract")(extract)


def extract(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="report.docx | report.pdf | consolidated.json", show_default=False
        ),
    ],
) -> None:
    """In dữ liệu nằm trong một báo cáo. / Print the data that a report carries."""
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise typer.BadParameter(f"không mở được tệp / cannot open {file}: {problem.strerror}") from None
    found = carried_in(content, file.name)
    sys.stdout.flush()
    sys.stdout.buffer.write(found.data)
    sys.stdout.buffer.flush()
    typer.echo(_told(found, file.name), err=True)


def carried_in(content: bytes, name: str) -> "Carried":
    """Return the data that a file carries, or is.

    Raises: Refusal.
    """
    from tonghop.domain.secrecy import refuse_secret
    from tonghop.formats.intake import open_document
    from tonghop.formats.official.carried_data import DROPPED, SEVERAL, Carried, Lost, carried
    from tonghop.formats.official.data_part import schema_of, sha256_of
    from tonghop.formats.workbooks.form_properties import own_properties

    if schema := schema_of(content):
        return _readable(Carried(content, sha256_of(content), schema), name)
    found = carried(content)
    if isinstance(found, Carried):
        refuse_secret(open_document(content, name=name))
        return _readable(found, name)
    if isinstance(found, Lost):
        raise {DROPPED: DataDropped, SEVERAL: SeveralData}.get(found.code, DataDamaged)(file=name)
    raise (FormCarriesCells if own_properties(content) else NothingCarried)(file=name)


def _readable(found: "Carried", name: str) -> "Carried":
    import json

    try:
        record = json.loads(found.data)
    except (ValueError, RecursionError):
        raise DataDamaged(file=name) from None
    if not isinstance(record, dict):
        raise DataDamaged(file=name)
    return found


def _told(found: "Carried", name: str) -> str:
    """Say whose data they are."""
    import json

    record = json.loads(found.data)
    body = record.get("body")
    whose = body.get("name") if isinstance(body, dict) else record.get("coordinator")
    return (
        f"{name}: {found.schema}, {whose or '?'}, kỳ {record.get('cycle', '?')}, {len(found.data)} byte; "
        f"SHA-256 khớp / verified: {found.sha256}"
    )
