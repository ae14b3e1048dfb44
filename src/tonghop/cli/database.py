"""`tonghop database`: start, stop, look at and enter the database; bring its tables up to this version."""

import os
import subprocess
from typing import Annotated

import typer

from tonghop.domain.errors import Refusal


class ServerIsConfigured(Refusal):
    code = "server-is-configured"
    message_vi = "TONGHOP_DATABASE_URL trỏ tới máy chủ khác; chương trình không bật hay tắt máy chủ đó."
    message_en = "TONGHOP_DATABASE_URL names a server; this program does not start or stop that one."


def register(app: typer.Typer) -> None:
    """Hang the command and its words into the program."""
    database = typer.Typer(
        name="database",
        help="Cơ sở dữ liệu: bật, tắt, xem, vào. / The database: start, stop, look, enter.",
        no_args_is_help=True,
    )
    for name, command in (
        ("start", start),
        ("stop", stop),
        ("status", status),
        ("migrate", migrate),
        ("psql", psql),
    ):
        database.command(name)(command)
    app.add_typer(database)


def start() -> None:
    """Bật máy chủ nhúng và để chạy. / Start the embedded server and leave it running."""
    from tonghop.config.postgres import server
    from tonghop.config.postgres.place import default_place

    _require_embedded()
    running = server.use(default_place(), kept=True)
    typer.echo(f"đang chạy / running: 127.0.0.1:{running.port}, {running.place.folder}")


def stop() -> None:
    """Tắt máy chủ nhúng, kể cả khi có chương trình đang dùng. / Stop the embedded server for everybody."""
    from tonghop.config.postgres import server
    from tonghop.config.postgres.place import default_place

    _require_embedded()
    was_running = server.stop(default_place())
    typer.echo("đã tắt / stopped" if was_running else "không chạy / it was not running")


def status() -> None:
    """Cho biết dữ liệu ở đâu và máy chủ có chạy không (mã 1: không). / Where it is, and whether it runs."""
    from tonghop.config.database import configured_database
    from tonghop.config.postgres import server
    from tonghop.config.postgres.place import default_place

    configured = configured_database()
    if configured is not None:
        typer.echo(f"máy chủ / server: {configured.work!r}")
        _tell_whether_it_answers(configured.work.url)
        return
    place = default_place()
    running = server.running(place)
    typer.echo(f"thư mục / folder: {place.folder}")
    if running is None:
        typer.echo("không chạy / not running")
        raise typer.Exit(1)
    typer.echo(f"đang chạy / running: 127.0.0.1:{running.port}, PostgreSQL {place.major}, pid {running.pid}")


def migrate() -> None:
    """Tạo hoặc nâng cấp các bảng cho phiên bản này. / Bring the tables up to this version."""
    from tonghop.config.startup import migrate as bring_up
    from tonghop.config.startup import open_memory

    with open_memory("owner", prepared=False):
        done = bring_up()
    typer.echo("\n".join(done) if done else "đã mới nhất / up to date")


def psql(
    role: Annotated[
        str, typer.Option(help="app: như chương trình / as the program · owner: chủ sở hữu / the owner")
    ] = "app",
) -> None:
    """Mở psql trên cơ sở dữ liệu. / Open psql on the database."""
    from tonghop.config.database import open_database
    from tonghop.config.postgres.binaries import find_binaries

    if role not in ("app", "owner"):
        raise typer.BadParameter("app | owner", param_hint="--role")
    with open_database() as database:
        address = database.for_owner if role == "owner" else database.work
        program = find_binaries().program("psql")
        done = subprocess.run([program], env={**os.environ, **address.for_programs})
    if done.returncode:
        raise typer.Exit(1)


def _require_embedded() -> None:
    from tonghop.config.database import configured_database

    if configured_database() is not None:
        raise ServerIsConfigured()


def _tell_whether_it_answers(url: str) -> None:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            typer.echo(f"trả lời / answers: PostgreSQL {connection.info.server_version // 10000}")
    except psycopg.OperationalError:
        typer.echo("không trả lời / no answer")
        raise typer.Exit(1) from None
