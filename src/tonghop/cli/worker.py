"""`tonghop worker`: the jobs that nobody waits for, with the database started for them."""

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("worker")(worker)


def worker(
    once: Annotated[
        bool, typer.Option("--once", help="Làm hết việc đang chờ rồi dừng. / Do what waits, then end.")
    ] = False,
) -> None:
    """Làm các việc chạy nền (mốc nhật ký hằng ngày) cho đến khi bấm Ctrl-C. / Do background jobs."""
    from tonghop.config import working
    from tonghop.config.stopping import stopped_by_signals

    def tell() -> None:
        print("đang chờ việc / waiting for jobs (Ctrl-C: dừng / stop)", flush=True)  # noqa: T201

    with stopped_by_signals():
        working.work(once=once, opened=tell)
    typer.echo("đã dừng / stopped")
