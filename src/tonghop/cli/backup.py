"""`tonghop backup`: the whole database in one file that can prove itself."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("backup")(backup)


def backup(
    file: Annotated[Path, typer.Argument(help="Tệp mới để ghi. / The new file to write.", metavar="FILE")],
) -> None:
    """Sao lưu toàn bộ cơ sở dữ liệu vào một tệp. / Save the whole database in one file."""
    from tonghop.config.backups.backup import backup as save
    from tonghop.config.backups.manifest import sha256
    from tonghop.config.database import open_database

    if not file.absolute().parent.is_dir():
        raise typer.BadParameter(
            f"{file.absolute().parent}: không có thư mục / no such folder", param_hint="FILE"
        )
    with open_database() as database:
        manifest = save(database.for_owner, file, at=datetime.now(UTC).astimezone())
    with file.open("rb") as stream:
        digest = sha256(stream)
    rows = sum(manifest.tables.values())
    typer.echo(f"{file}: {len(manifest.tables)} bảng / tables, {rows} dòng / rows")
    typer.echo(f"nhật ký / audit: {manifest.audit_sequence} {manifest.audit_hash}".rstrip())
    typer.echo(f"sha256: {digest}")
