"""How often pages are read: counted by page and day, and nothing about who.

No cookie, address, name of a browser or page before is kept, and nothing is sent anywhere. What a process
counted waits in it and is written about once a minute, in one statement, by the program itself: a reader's
transaction writes nothing. A process that is killed loses a minute. What counts is told in
docs/explanation/visit-counts.md.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from threading import Lock
from time import monotonic
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.web.portal.drawn_pages import DrawnPage
from tonghop.web.portal.models import Visits
from tonghop.web.portal.pages import KINDS

WRITTEN_EVERY_SECONDS = 60
LONGEST_PATH = 200
LONGEST_AGENT = 500
MOST_WAITING = 10_000
"""So many pages at most wait in a process; further ones are not counted until these are written."""

READ = ("text/html", "text/csv", "application/json")
"""What is read or taken along. Feeds, sitemaps and calendars are asked for by programs, many times a day."""

ROBOT = re.compile(
    r"bot\b|crawl|spider|slurp|preview|externalhit|monitor|curl/|wget/|python|java/|okhttp|go-http|feed"
)
"""How programs call themselves in the name of their browser, in small letters."""

_ADD = """
insert into portal_visits (page, day, count) select * from unnest(%s::varchar[], %s::date[], %s::integer[])
on conflict (page, day) do update set count = portal_visits.count + excluded.count"""

Reading = tuple[str, date]


class VisitCounts:
    """What one process has counted and not yet written."""

    def __init__(self, *, every_seconds: float = WRITTEN_EVERY_SECONDS) -> None:
        self._every_seconds = every_seconds
        self._waiting: Counter[Reading] = Counter()
        self._lock = Lock()
        self._since = monotonic()

    def add(self, reading: Reading) -> None:
        """Count one reading, and write what waits where its minute is over."""
        with self._lock:
            if reading in self._waiting or len(self._waiting) < MOST_WAITING:
                self._waiting[reading] += 1
            is_due = monotonic() - self._since >= self._every_seconds
            if is_due:
                self._since = monotonic()
        if is_due:
            self.write()

    def write(self) -> None:
        """Write what waits; where the database is away, it waits on: no reader is told of it."""
        with self._lock:
            written, self._waiting = self._waiting, Counter()
        if not written:
            return
        try:
            _write(written)
        except DatabaseError:
            with self._lock:
                self._waiting += written


COUNTS = VisitCounts()
"""Those of this process; whoever serves pages writes them at the end (config/wsgi.py, config/serving.py)."""


def count(request: HttpRequest, page: DrawnPage, counts: VisitCounts = COUNTS) -> None:
    """Count a page that is answered where somebody reads it, or takes figures along.

    A reader who comes back and has it still (304) reads it again. In a transaction of somebody else's nothing
    is counted: it may be undone.
    """
    path = page_of(request.path)
    if path is not None and is_reading(request, dict(page.headers)) and not connection.in_atomic_block:
        counts.add((path, timezone.localdate()))


def is_reading(request: HttpRequest, headers: Mapping[str, str]) -> bool:
    """Say whether a request for what has these headers is a reading; a browser's name is looked at and
    forgotten.
    """
    agent = request.headers.get("User-Agent", "")[:LONGEST_AGENT].lower()
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    if request.method != "GET" or is_ahead or ROBOT.search(agent):
        return False
    kind = headers.get("Content-Type", "").partition(";")[0]
    return kind in READ or headers.get("Content-Disposition", "").startswith("attachment")


def page_of(path: str) -> str | None:
    """Return under which path a page is counted: one with an id by that alone, which leads to it, too.

    >>> page_of("/tin/2023/03/ten-bai-12"), page_of("/du-lieu/"), page_of("/" + "x" * 200)
    ('/tin/12', '/du-lieu/', None)
    """
    _, kind, *rest = path.split("/", 2)
    ending = rest[0].rpartition("-")[2] if rest else ""
    page = f"/{kind}/{ending}" if kind in KINDS and ending.isascii() and ending.isdigit() else path
    return page if len(page) <= LONGEST_PATH else None


def read_most(*, on: date, days: int, most: int) -> list[tuple[str, int]]:
    """Return the pages that were read most in so many days up to this one, with how often."""
    recent = Visits._default_manager.filter(day__gt=on - timedelta(days=days), day__lte=on)
    return list(recent.values_list("page").annotate(times=Sum("count")).order_by("-times", "page")[:most])


def _write(written: "Counter[Reading]") -> None:
    # In one order, so that two processes never wait for each other in a circle.
    rows = sorted(written.items())
    pages, days = [page for (page, _), _ in rows], [day for (_, day), _ in rows]
    times: Any = [times for _, times in rows]  # Django's stubs know no arrays of numbers
    with acting_by_itself(), connection.cursor() as cursor:
        cursor.execute(_ADD, [pages, days, times])
