"""`tonghop audit`: prove that nothing was changed afterwards, and write down where the chain ends today."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tonghop.domain.errors import Refusal


class AnchorExists(Refusal):
    code = "anchor-exists"
    message_vi = "Tệp {file} đã có; mốc nhật ký không bao giờ bị ghi đè."
    message_en = "The file {file} exists; an anchor is never overwritten."


def register(app: typer.Typer) -> None:
    """Hang the command and its words into the program."""
    audit = typer.Typer(
        name="audit", help="Nhật ký: kiểm tra, xuất mốc. / The audit: verify, anchor.", no_args_is_help=True
    )
    audit.command("verify")(verify)
    audit.command("anchor")(anchor)
    app.add_typer(audit)


def verify(
    anchors: Annotated[
        list[Path] | None,
        typer.Option("--anchor", help="Mốc đã xuất trước đây. / An anchor exported earlier.", exists=True),
    ] = None,
) -> None:
    """Kiểm tra toàn bộ nhật ký; nêu bản ghi đầu tiên bị sửa. / Verify, and name the first broken link."""
    from tonghop.apps.audit import chain
    from tonghop.apps.audit.anchors import read_anchor
    from tonghop.config.startup import open_memory

    read = [
        read_anchor(file.read_text(encoding="utf-8", errors="replace"), file=file.name)
        for file in anchors or ()
    ]
    known = {each.head.sequence: each.head.hash for each in read if each.head.sequence}
    with open_memory("owner"):
        from tonghop.apps.audit.queries import chain as links

        head, fault = chain.verify(links(), anchors=known)
    if fault is not None:
        raise chain.ChainBroken(sequence=fault.sequence, reason_vi=fault.reason_vi, reason_en=fault.reason_en)
    typer.echo(f"nguyên vẹn / whole: {head.sequence} bản ghi / events, {head.hash}")


def anchor(
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Tệp ghi ra. / The file to write.")] = None,
) -> None:
    """Ghi mốc của hôm nay (ngày, số, mã băm) vào tệp mới. / Write where the chain ends into a new file."""
    from tonghop.apps.audit import chain
    from tonghop.apps.audit.anchors import Anchor, anchor_text, name_of_day
    from tonghop.config.startup import open_memory

    at = datetime.now(UTC).astimezone()
    file = out or Path(name_of_day(at))
    if file.exists():
        raise AnchorExists(file=file)
    with open_memory("owner"):
        from tonghop.apps.audit.queries import chain as links

        head, fault = chain.verify(links())
    if fault is not None:
        raise chain.ChainBroken(sequence=fault.sequence, reason_vi=fault.reason_vi, reason_en=fault.reason_en)
    with file.open("x", encoding="utf-8", newline="\n") as written:
        written.write(anchor_text(Anchor(head, at)))
    typer.echo(f"{file}: {head.sequence} {head.hash}")
