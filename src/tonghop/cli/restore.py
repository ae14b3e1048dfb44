"""`tonghop restore`: a backup brought back into an empty database, and proved."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("restore")(restore)


def restore(
    file: Annotated[
        Path,
        typer.Argument(help="Bản sao lưu. / The backup.", metavar="FILE", exists=True, dir_okay=False),
    ],
) -> None:
    """Phục hồi vào cơ sở dữ liệu trống và kiểm tra. / Restore into an empty database, and check."""
    from tonghop.config.backups.restore import restore as bring_back
    from tonghop.config.database import open_database

    with open_database() as database:
        manifest = bring_back(database.for_owner, file)
    rows = sum(manifest.tables.values())
    typer.echo(f"đã phục hồi / restored: {len(manifest.tables)} bảng / tables, {rows} dòng / rows")
    typer.echo(f"nhật ký nguyên vẹn / audit whole: {manifest.audit_sequence} bản ghi / events")
    typer.echo("tiếp theo / next: tonghop database migrate")
