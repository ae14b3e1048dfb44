"""The worker: jobs that wait in PostgreSQL, done one after the other, and those that come with the clock.

The queue is procrastinate's; its tables come with our migrations. The worker is the role that owns nothing.
"""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from tonghop.config.startup import close_connections, open_memory

GRACE_SECONDS = 30
"""How long a job may go on when the worker is asked to stop; then it is aborted."""

PAUSE_SECONDS = 5
"""Between two attempts to reach a database that went away."""


def work(*, once: bool, opened: Callable[[], None]) -> None:
    """Do jobs until SIGTERM or Ctrl-C; with `once`, until none is waiting.

    The tables are brought up to this version first, and the database is left at the end.
    Raises: whatever keeps the memory from opening.
    """
    with open_memory(bring_up=True):
        if sys.platform == "win32":  # psycopg cannot wait on the loop that is Windows' own
            asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
        _put_in_what_was_missed()
        opened()
        asyncio.run(_do_jobs(wait=False) if once else _do_jobs_until_asked())


def _put_in_what_was_missed() -> None:
    """The clock of the queue forgets hours in which no worker ran; so what they would have done is asked for
    now: the day's anchor, the cycles that open, and the portal's pages whose time has come.
    """
    from procrastinate.exceptions import AlreadyEnqueued

    from tonghop.apps.audit.tasks import anchor_of_the_day
    from tonghop.apps.reporting.tasks import open_cycles
    from tonghop.web.portal.tasks import keep_schedule

    for job in (anchor_of_the_day, open_cycles, keep_schedule):
        with suppress(AlreadyEnqueued):
            job.defer()
    close_connections()


async def _do_jobs_until_asked() -> None:
    """Begin again whenever the queue's worker ends by itself, as it does when the database goes away."""
    from procrastinate.exceptions import ConnectorException
    from psycopg import OperationalError

    asked = asyncio.Event()
    _hear_signals(asked)
    asking = asyncio.create_task(asked.wait())
    while not asked.is_set():
        working = asyncio.create_task(_do_jobs(wait=True))
        await asyncio.wait({working, asking}, return_when=asyncio.FIRST_COMPLETED)
        if asked.is_set():
            working.cancel()  # it lets the job that it does come to its end
        with suppress(asyncio.CancelledError, ConnectorException, OperationalError):
            await working
        await asyncio.wait({asking}, timeout=PAUSE_SECONDS)


async def _do_jobs(*, wait: bool) -> None:
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as queue:
        async with queue.open_async():
            await queue.run_worker_async(
                wait=wait,
                delete_jobs="successful",
                shutdown_graceful_timeout=GRACE_SECONDS,
                install_signal_handlers=False,
            )


def _hear_signals(asked: asyncio.Event) -> None:
    """Windows has no signals for a loop; there Ctrl-C interrupts it, and its tasks are cancelled."""
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, asked.set)
