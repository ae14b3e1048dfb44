"""Reading the audit: the whole chain in order, where it ends, and a page of it, newest first.

A page is read from a place in the chain on, never by counting from its end: ten million events cost no more
than ten. Days are looked up once and become places, since the chain is in the order of its own clock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone

from tonghop.apps.audit.chain import ChainBroken, Head, Link
from tonghop.apps.audit.models import Event

AT_A_TIME = 2000
EVENTS_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class WantedEvents:
    """Which events are looked at; what is empty does not matter. `to_on` is the last day that counts."""

    areas: tuple[str, ...] = ()
    actor: str = ""
    subject: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of events, the newest first. `older` and `newer`: from which place the pages beside it begin,
    None where there is none.
    """

    events: tuple[Event, ...]
    older: int | None = None
    newer: int | None = None


def chain() -> Iterator[Link]:
    """Yield every event from the first, a few at a time; only the owner is sure to see all."""
    for event in Event.objects.order_by("sequence").iterator(chunk_size=AT_A_TIME):
        yield Link(event.sequence, event.previous_hash, event.recorded_at, event.content, event.hash)


def head() -> Head:
    """Return where the chain ends."""
    last = Event.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return Head(*last) if last else Head()


def proven_end() -> Head:
    """Return where the chain ends after the database has walked it; for programs that may read no event.

    Raises: ChainBroken.
    """
    with connection.cursor() as cursor:
        cursor.execute("select sequence, hash, first_broken from tonghop_audit_end()")
        sequence, hash_, first_broken = cursor.fetchone()
    if first_broken is not None:
        raise ChainBroken(
            sequence=first_broken,
            reason_vi="chạy tonghop audit verify để biết lý do",
            reason_en="tonghop audit verify says why",
        )
    return Head(sequence, hash_)


# ---- a page of it


def event_page(
    events: QuerySet[Event],
    wanted: WantedEvents,
    *,
    before: int | None = None,
    after: int | None = None,
    limit: int = EVENTS_A_PAGE,
) -> EventPage:
    """Return the newest events before a place in the chain, or the oldest after one.

    Shape: `events` are those that somebody may see.
    """
    low, high = _places(events, wanted)
    if after is not None:
        found = _in_order(events, wanted, max(low, after), high, limit + 1, newest_first=False)
        shown = tuple(reversed(found[:limit]))
        has_newer, has_older = len(found) > limit, bool(shown)
    else:
        until = high if before is None else before if high is None else min(before, high)
        found = _in_order(events, wanted, low, until, limit + 1, newest_first=True)
        shown = tuple(found[:limit])
        has_newer, has_older = before is not None and bool(shown), len(found) > limit
    return EventPage(
        shown,
        shown[-1].sequence if shown and has_older else None,
        shown[0].sequence if shown and has_newer else None,
    )


def _in_order(
    events: QuerySet[Event],
    wanted: WantedEvents,
    low: int,
    high: int | None,
    limit: int,
    *,
    newest_first: bool,
) -> Sequence[Event]:
    """Return events after `low` and before `high`; several areas are read one by one and put together."""
    found = events.filter(sequence__gt=low)
    if high is not None:
        found = found.filter(sequence__lt=high)
    if wanted.actor:
        found = found.filter(actor=wanted.actor)
    if wanted.subject:
        found = found.filter(subject=wanted.subject)
    order = "-sequence" if newest_first else "sequence"
    parts = [found.filter(area=area) for area in wanted.areas] or [found]
    first, *others = (part.order_by(order)[:limit] for part in parts)
    return list(first.union(*others, all=True).order_by(order)[:limit] if others else first)


def _places(events: QuerySet[Event], wanted: WantedEvents) -> tuple[int, int | None]:
    """Return the places between which the wanted days lie, both excluded."""
    low, high = 0, None
    if wanted.from_on:
        first = _first_since(events, wanted.from_on)
        low = BEHIND_ALL if first is None else first - 1
    if wanted.to_on and wanted.to_on < date.max:
        high = _first_since(events, wanted.to_on + timedelta(days=1))
    return low, high


BEHIND_ALL = 2**63 - 1


def _first_since(events: QuerySet[Event], day: date) -> int | None:
    begin = datetime.combine(day, time.min, get_current_timezone())
    found = events.filter(recorded_at__gte=begin).order_by("recorded_at").values_list("sequence", flat=True)
    return found.first()
