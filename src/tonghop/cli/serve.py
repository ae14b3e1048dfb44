"""`tonghop serve`: the web pages, with the database started for them."""

from typing import Annotated

import typer


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
) -> None:
    """Chạy trang web cho đến khi bấm Ctrl-C. / Run the web pages until Ctrl-C."""
    from tonghop.config import serving
    from tonghop.config.stopping import stopped_by_signals

    def tell(opened: int) -> None:
        name = f"[{host}]" if ":" in host else host
        print(f"đang chạy / running: http://{name}:{opened}/ (Ctrl-C: dừng / stop)", flush=True)  # noqa: T201

    with stopped_by_signals():
        serving.serve(host, port, opened=tell)
    typer.echo("đã dừng / stopped")
