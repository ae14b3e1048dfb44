"""The web server: Django behind waitress, in threads of one process, on the memory that startup.py opens."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tonghop.config.startup import open_memory
from tonghop.domain.errors import Refusal

THREADS = 8
"""Requests answered at once; each may hold one connection to the database."""

LONGEST_BODY_BYTES = 64 * 2**20


class PortTaken(Refusal):
    code = "port-taken"
    message_vi = "Không mở được {host}:{port} ({reason}). Hãy chọn cổng khác bằng --port."
    message_en = "{host}:{port} cannot be opened ({reason}). Choose another port with --port."


def serve(host: str, port: int, *, opened: Callable[[int], None]) -> None:
    """Answer requests until KeyboardInterrupt; `opened` is told the port (where 0 is asked for, a free one).

    The tables are brought up to this version first, and the database is left at the end.
    Raises: PortTaken, and whatever keeps the memory from opening.
    """
    with _listen(host, port) as listening, open_memory(bring_up=True):
        from django.conf import settings
        from waitress.server import create_server

        from tonghop.config.wsgi import application
        from tonghop.web.portal.visits import COUNTS

        server = create_server(
            application,
            sockets=[listening],
            threads=THREADS,
            ident=None,
            max_request_body_size=LONGEST_BODY_BYTES,
            url_scheme="https" if settings.HTTPS else "http",
            # The office's door believes X-Forwarded-For of a proxy that is named, and of nobody else.
            clear_untrusted_proxy_headers=not settings.TRUSTED_PROXIES,
        )
        try:
            with _connections_closed():
                opened(listening.getsockname()[1])
                server.run()  # ends by itself at KeyboardInterrupt, its threads before it
        finally:
            server.close()
            COUNTS.write()  # while the database is still there


@contextmanager
def _connections_closed() -> Iterator[None]:
    """Close at the end what the threads opened: each holds its connection for many requests, and ends without
    a word to it.
    """
    from django.db.backends.signals import connection_created

    opened: dict[int, Any] = {}  # Any: Django's wrappers of connections

    def remember(connection: Any, **_: object) -> None:
        opened[id(connection)] = connection

    connection_created.connect(remember)
    try:
        yield
    finally:
        connection_created.disconnect(remember)
        for connection in opened.values():
            connection.inc_thread_sharing()  # its own thread is gone
            connection.close()


def _listen(host: str, port: int) -> socket.socket:
    """Open the port before anything else is started for it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as fault:
        raise PortTaken(host=host, port=port, reason=fault.strerror) from fault
