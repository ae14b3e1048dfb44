"""`tonghop campaign FILE -o OUT`: a directive as a campaign file that a person edits."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tonghop.domain.documents import Document
    from tonghop.domain.reporting.campaign import Campaign


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("campaign")(campaign)


def campaign(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="docx, pdf, html, md, txt", show_default=False)
    ],
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="OUT", help="campaign.xlsx | campaign.toml", show_default=False),
    ],
    bodies: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Danh sách đơn vị. / The list of bodies (bodies.csv).")
    ] = None,
) -> None:
    """Lập tệp chiến dịch từ văn bản chỉ đạo, để người sửa. / Propose a campaign file from a directive."""
    from tonghop.formats.workbooks.campaign_file import SUFFIXES, write_campaign

    if out.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"-o: {' | '.join(SUFFIXES)}")
    document = open_directive(file)
    proposed = proposed_campaign(document, bodies)
    write_campaign(proposed, out)
    _tell(proposed, out)
    raise typer.Exit(1 if proposed.to_resolve or not proposed.bodies or not proposed.regimes else 0)


def open_directive(file: Path) -> "Document":
    """Open a directive, refusing one that is marked secret before anything of it is kept."""
    from tonghop.domain.secrecy import refuse_secret
    from tonghop.formats.intake import open_document

    try:
        content = file.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise typer.BadParameter(f"không mở được tệp / cannot open {file}: {reason}") from None
    document = open_document(content, name=file.name)
    refuse_secret(document)
    return document


def proposed_campaign(document: "Document", bodies: Path | None) -> "Campaign":
    """Read a directive and propose its campaign, with the bodies of a bodies.csv where one is given."""
    from tonghop.domain.directives.reading import read
    from tonghop.domain.reporting.proposals import propose_campaign
    from tonghop.formats.workbooks.campaign_file import read_bodies
    from tonghop.formats.workbooks.ready_data import decree_windows, ready

    return propose_campaign(
        read(document),
        ready=ready(),
        windows=decree_windows(),
        document=document,
        bodies=read_bodies(bodies) if bodies else (),
    )


def _tell(proposed: "Campaign", out: Path) -> None:
    counts = (len(proposed.regimes), len(proposed.indicators), len(proposed.sections), len(proposed.bodies))
    told = "{} chế độ báo cáo, {} chỉ tiêu, {} đề mục, {} đơn vị".format(*counts)
    typer.echo(f"Đã ghi {out}: {told}.")
    for regime in proposed.regimes:
        typer.echo(f"  {regime.code}: hạn {regime.due}, muộn từ {regime.late_from}. {regime.why}")
    if proposed.to_resolve:
        typer.echo(
            f"Còn {len(proposed.to_resolve)} điều cần người quyết định (mục “Cần quyết định” trong tệp):"
        )
    for sentence in proposed.to_resolve:
        typer.echo(f"  - {sentence}")
    typer.echo(f"Written: {out}. {len(proposed.to_resolve)} points need a person.")
