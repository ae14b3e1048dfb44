"""`tonghop serve`: the web pages, with the database started for them; with --demo a sample office, whole."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from tonghop.domain.errors import Refusal

DEMO_FOLDER = "demo-office"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class DemoIsApart(Refusal):
    """The demo asks for no second factor; so it never opens what may be an office's own."""

    code = "demo-is-apart"
    message_vi = "Văn phòng mẫu cần nơi riêng, không dùng {what}. Bỏ cấu hình đó; thư mục nạp dở thì xóa đi."
    message_en = (
        "The sample office needs a place of its own, and not {what}. Take the setting away; delete a folder"
        " that was filled by half."
    )


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("serve")(serve)


def serve(
    host: Annotated[
        str, typer.Option(help="Địa chỉ mạng để nghe. / The address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Cổng; 0: cổng trống bất kỳ. / The port; 0: any free one.")
    ] = 8000,
    demo: Annotated[
        bool,
        typer.Option(
            "--demo", help="Văn phòng mẫu trong thư mục riêng. / A sample office in a folder of its own."
        ),
    ] = False,
) -> None:
    """Chạy trang web cho đến khi bấm Ctrl-C. / Run the web pages until Ctrl-C."""
    from tonghop.config import serving
    from tonghop.config.stopping import stopped_by_signals

    name = f"[{host}]" if ":" in host else host

    def tell(opened: int) -> None:
        print(f"đang chạy / running: http://{name}:{opened}/ (Ctrl-C: dừng / stop)", flush=True)  # noqa: T201

    if demo and host not in _LOOPBACK:
        raise typer.BadParameter("--demo: chỉ trên máy này / on this machine alone", param_hint="--host")
    with stopped_by_signals():
        if not demo:
            serving.serve(host, port, opened=tell)
        else:
            if port:  # letters, feeds and canonical addresses lead where it listens
                os.environ.setdefault("TONGHOP_ADDRESS", f"http://{name}:{port}")
            with _demo_office():
                serving.serve(host, port, opened=tell)
    typer.echo("đã dừng / stopped")


@contextmanager
def _demo_office() -> Iterator[None]:
    """Fill the sample office where it is not there yet, and let a worker do its jobs while it is open.

    The second factor is not demanded, and letters go to files (TONGHOP_DEMO): its accounts exist only there.
    """
    from tonghop.cli.demo_office import PASSWORD_FILE, tell_accounts
    from tonghop.config.database import configured_database

    if configured_database() is not None:
        raise DemoIsApart(what="TONGHOP_DATABASE_URL")
    folder = Path(os.environ.setdefault("TONGHOP_DATA", str(Path(DEMO_FOLDER).resolve())))
    password = folder / PASSWORD_FILE
    if (folder / "postgresql").exists() and not password.is_file():
        raise DemoIsApart(what=folder)
    if password.is_file():
        tell_accounts(password.read_text(encoding="utf-8").strip())
    else:
        _run("database", "migrate")
        _run("demo-office")
    os.environ["TONGHOP_DEMO"] = "yes"
    for setting in ("TONGHOP_SMTP_URL", "TONGHOP_SMTP_URL_FILE"):
        os.environ.pop(setting, None)
    worker = subprocess.Popen([sys.executable, "-m", "tonghop", "worker"], stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=60)


def _run(*words: str) -> None:
    """Run a command of ours in a program of its own: Django has one role for a program's life."""
    done = subprocess.run([sys.executable, "-m", "tonghop", *words], stdin=subprocess.DEVNULL)
    if done.returncode:
        raise typer.Exit(done.returncode)
