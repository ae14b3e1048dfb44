"""`tonghop read FILE`: a directive as a page on the terminal, as JSON, as an HTML page or as marked text."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tonghop.domain.directives.reading import Reading
    from tonghop.domain.documents import Document

_ONLY_TOLD = frozenset({"wrong-extension"})
"""Warnings after which the reading is as good as without them."""


class Language(StrEnum):
    VI = "vi"
    EN = "en"


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("read")(read)


def read(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="docx, pdf, html, md, txt, doc", show_default=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="In JSON (UTF-8). / Print JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Ghi một trang HTML. / Write one HTML page.")
    ] = None,
    as_text: Annotated[
        bool,
        typer.Option("--text", help="In văn bản, đánh dấu ở lề. / Print the text, marked in the margin."),
    ] = False,
    language: Annotated[
        Language, typer.Option("--lang", help="Ngôn ngữ hiển thị. / Language of the labels.")
    ] = Language.VI,
) -> None:
    """Đọc một văn bản: ai làm gì, hạn nào, báo cáo cho ai. / Read a directive."""
    if sum((as_json, html is not None, as_text)) > 1:
        raise typer.BadParameter("chỉ chọn một trong / choose one of --json, --html, --text")
    reading = _read(file)
    if as_json:
        _print_json(reading)
    elif html is not None:
        _write_page(reading, html, language)
    elif as_text:
        _print_marked(reading)
    else:
        _show(reading, language)
    raise typer.Exit(_exit_code(reading))


def _read(file: Path) -> "Reading":
    from tonghop.domain.directives import reading

    return reading.read(_open(file))


def _open(file: Path) -> "Document":
    from tonghop.domain.secrecy import refuse_secret
    from tonghop.formats.intake import open_document

    try:
        document = open_document(file, name=file.name)
    except OSError as problem:
        if problem.filename is None or Path(problem.filename) != file:
            raise
        raise typer.BadParameter(f"không mở được tệp / cannot open {file}: {problem.strerror}") from None
    refuse_secret(document)
    return document


def _exit_code(reading: "Reading") -> int:
    """1 where something that was listed needs a person: nothing to read, or parts that were not read well."""
    codes = {notice.code for notice in reading.notices}
    return 1 if codes - _ONLY_TOLD or not reading.text.strip() else 0


def _print_json(reading: "Reading") -> None:
    import json

    from tonghop.formats.reading_json import reading_to_json

    _print_bytes(json.dumps(reading_to_json(reading), ensure_ascii=False, indent=1) + "\n")


def _print_marked(reading: "Reading") -> None:
    from tonghop.cli.reading_view import marked_lines

    _print_bytes("".join(f"{line}\n" for line in marked_lines(reading)))


def _print_bytes(text: str) -> None:
    """Print UTF-8 with plain line ends whatever the console or pipe is set to."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _write_page(reading: "Reading", out: Path, language: Language) -> None:
    from tonghop.formats.pages.reading_page import reading_page
    from tonghop.formats.pages.wording import WORDINGS

    page = reading_page(reading, WORDINGS[language])
    try:
        out.write_bytes(page)
    except OSError as problem:
        raise typer.BadParameter(f"không ghi được / cannot write {out}: {problem.strerror}") from None
    typer.echo(f"Đã ghi / Written: {out}")


def _show(reading: "Reading", language: Language) -> None:
    from rich.console import Console

    from tonghop.cli.reading_view import reading_view
    from tonghop.formats.pages.wording import WORDINGS

    console = Console(markup=False, emoji=False, highlight=False, soft_wrap=False)
    console.print(reading_view(reading, WORDINGS[language]), width=min(console.width, 112))
