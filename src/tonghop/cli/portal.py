"""`tonghop portal`: old articles and documents of the office to drafts; the rows of the search."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tonghop.domain.errors import Refusal

if TYPE_CHECKING:
    from tonghop.web.portal.old_articles import OldArticle
    from tonghop.web.portal.old_places import PlaceAsked, PlaceNote


class NoArticle(Refusal):
    code = "no-article"
    message_vi = (
        "“{file}”: không đọc được bài viết nào ({why}). Tệp này chưa được nhập; các tệp trước đã nhập."
    )
    message_en = "{file!r}: no article could be read ({why}). It was not taken in; those before it were."


class NoDocument(Refusal):
    code = "no-document"
    message_vi = "“{symbol}”: cơ sở dữ liệu có {count} văn bản mang số này{on}. Chưa ghi gì."
    message_en = "{symbol!r}: the database has {count} documents of this number{on}. Nothing was written."


def register(app: typer.Typer) -> None:
    """Hang the command and its words into the program."""
    portal = typer.Typer(
        name="portal", help="Cổng công bố: bài cũ, văn bản. / The portal.", no_args_is_help=True
    )
    portal.callback()(_about)
    portal.command("import")(take_in)
    portal.command("document")(document)
    portal.command("index")(index)
    app.add_typer(portal)


def _about() -> None:
    """Cổng công bố: bài cũ, văn bản, tìm kiếm. / The portal: old articles, documents, search."""


def take_in(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", exists=True, dir_okay=False, help="Trang cũ: html, txt. / Old pages."
        ),
    ],
    agency: Annotated[
        str, typer.Option(help="Cơ quan đăng, nếu bài không ghi. / The agency where none is told.")
    ] = "",
    old_address: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="Địa chỉ cũ của bài (một tệp); nếu không ghi, lấy link rel=canonical của trang."
            " / The page's former address (one file); else that of its rel=canonical.",
        ),
    ] = "",
) -> None:
    """Nhập bài cũ thành bản nháp. / Take old articles in as drafts."""
    from tonghop.cli.register_choice import AUTO
    from tonghop.cli.registers import places
    from tonghop.config.startup import open_memory
    from tonghop.domain.calendar.due_instants import ZONE

    if old_address and len(files) > 1:
        raise typer.BadParameter("một địa chỉ cũ cho một tệp / one former address is one file's")
    at = datetime.now(ZONE).replace(microsecond=0)
    known = places(AUTO)
    with open_memory("app"):
        from tonghop.web.portal.importing import write_draft
        from tonghop.web.portal.old_articles import canonical_address, read_article
        from tonghop.web.portal.old_places import PlaceAsked, PlaceNote, place_notes

        asked = 0
        for file in files:
            old = read_article(_text_of(file))
            if not old.title:
                raise NoArticle(file=file.name, why="không có tiêu đề / no title")
            then = (old.posted_at or at).date()
            words = "\n".join((old.title, old.lead, *old.paragraphs))
            found = list(place_notes(words, known, then=then, now=at.date()))
            notes = [one for one in found if isinstance(one, PlaceNote)]
            doubts = [one for one in found if isinstance(one, PlaceAsked)]
            address = old_address or canonical_address(file.read_bytes())
            page = write_draft(old, notes, agency=agency, at=at, address=address)
            missing = [name for name in old.asked if not (name == "cơ quan" and agency)]
            _tell(file, old, notes, doubts, missing, page.pk)
            if address:
                typer.echo(f"  địa chỉ cũ / former address: {address[:200]}")
            asked += len(doubts) + len(missing)
    raise typer.Exit(1 if asked else 0)


def document(
    symbol: Annotated[str, typer.Argument(metavar="SYMBOL", help="Số, ký hiệu. / The document's number.")],
    dated: Annotated[
        str,
        typer.Option(help="Ngày ban hành, 2023-03-10, khi nhiều văn bản cùng số. / The day, where several."),
    ] = "",
) -> None:
    """Lập bản nháp trang của một văn bản đã đọc. / Draft the page of a document that was read."""
    from tonghop.config.startup import open_memory

    on = date.fromisoformat(dated) if dated else None
    with open_memory("app"):
        from tonghop.web.portal.importing import directives_of, write_document_draft

        found = directives_of(symbol, on)
        if len(found) != 1:
            raise NoDocument(symbol=symbol, count=len(found), on=f" ({dated})" if dated else "")
        page = write_document_draft(found[0])
        typer.echo(f"{page.symbol} → bản nháp / draft {page.pk}: {page.title}")
        for block in page.bases:
            typer.echo(f"  căn cứ / basis: {block.value['symbol']} {block.value['dated_on'] or ''}".rstrip())


def index() -> None:
    """Lập lại chỉ mục tìm kiếm của cổng. / Write the rows of the portal's search anew."""
    from tonghop.config.startup import open_memory

    with open_memory("app"):
        from django.core.management import call_command

        from tonghop.apps.accounts.acting import acting_by_itself
        from tonghop.web.portal.indexing import index_everything

        with acting_by_itself():
            count = index_everything()
            call_command("wagtail_update_index", verbosity=0)
    typer.echo(f"{count} trang / pages")


def _text_of(file: Path) -> str:
    from tonghop.formats.intake.directive_file import open_document

    document = open_document(file)
    if not document.text.strip():
        raise NoArticle(
            file=file.name, why=", ".join(one.code for one in document.notices) or "trống / empty"
        )
    return document.text


def _tell(
    file: Path,
    old: "OldArticle",
    notes: "list[PlaceNote]",
    doubts: "list[PlaceAsked]",
    missing: list[str],
    page: int,
) -> None:
    day = f"{old.posted_at:%d/%m/%Y %H:%M}" if old.posted_at else "?"
    typer.echo(f"{file.name} → bản nháp / draft {page}: {old.title}")
    typer.echo(f"  chuyên mục / category: {old.category or '?'} · ngày / day: {day} · {old.agency or '?'}")
    for cited in old.citations:
        typer.echo(f"  văn bản / document: {cited.kind or ''} {cited.symbol} {cited.date or ''}".rstrip())
    for note in notes:
        since = f" (từ {note.since:%d/%m/%Y}, {note.source})" if note.since else ""
        typer.echo(f"  địa danh / place: {note.written} → nay là {note.now}{since}")
    for line in old.dropped:
        typer.echo(f"  bỏ dòng / line left out: {line[:80]}")
    for doubt in doubts:
        typer.echo(f"  ? địa danh / place: {doubt.written}: {doubt.why}")
    for name in missing:
        typer.echo(f"  ? cần ghi / to be filled in: {name}")
