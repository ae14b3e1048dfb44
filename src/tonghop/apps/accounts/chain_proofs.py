"""Whether the audit holds, as people see it: against the last anchor at once, all of it when somebody asks.

Walking the chain takes as long as it is: a long one is walked by the worker. What was found is itself an
event, so that it stays with the date and the name of who asked.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import access_events, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.audit.anchors import Anchor, newest_anchor
from tonghop.apps.audit.chain import ChainBroken, Head
from tonghop.apps.audit.models import Event
from tonghop.apps.audit.queries import head, proven_end

WALK = "accounts.prove_chain"
AREA, SUBJECT = "chain", "chain"
PROVEN, BROKEN, ASKED = "chain.proven", "chain.broken", "chain.proof-asked"
WALKED_AT_ONCE = 100_000
"""So many events are walked while somebody waits, in about a second; more by the worker."""


@dataclass(frozen=True, slots=True)
class ChainState:
    """Where the chain ends, the last anchor outside of the database and whether the chain still has it, and
    the last event about a proof.
    """

    end: Head
    anchor: Anchor | None
    has_anchor: bool
    proof: Event | None


def chain_state(*, by: Person, on: date) -> ChainState:
    """Return how the chain stands, without walking it.

    Raises: NotPermitted.
    """
    events = access_events(by=by, on=on)
    anchor = newest_anchor(Path(settings.AUDIT_ANCHOR_FOLDER))
    proof = events.filter(area=AREA).order_by("-sequence").first()
    return ChainState(head(), anchor, anchor is not None and _has(anchor), proof)


def _has(anchor: Anchor) -> bool:
    if anchor.head == Head():
        return True
    return Event.objects.filter(sequence=anchor.head.sequence, hash=anchor.head.hash).exists()


@transaction.atomic
def prove(*, by: Person, at: datetime, on: date) -> None:
    """Walk the whole chain, now or by the worker, and record whether it holds.

    Raises: NotPermitted.
    """
    require_right(by, Right.SEE_EVENTS, on=on)
    if head().sequence <= WALKED_AT_ONCE:
        walk(by=str(by.pk), at=at)
        return
    record(kind=ASKED, by=str(by.pk), subject=SUBJECT, at=at, facts={})
    transaction.on_commit(lambda: _ask_the_worker(str(by.pk)))


def _ask_the_worker(person: str) -> None:
    """Put in the job that walks; where one waits already, once is enough."""
    with suppress(AlreadyEnqueued):
        app.configure_task(WALK, queueing_lock=WALK).defer(person=person)


@transaction.atomic
def walk(*, by: str, at: datetime) -> None:
    """Walk the whole chain and record what was found."""
    try:
        end = proven_end()
    except ChainBroken as broken:
        facts = {"sequence": broken.facts["sequence"]}
        record(kind=BROKEN, by=by, subject=SUBJECT, at=at, facts=facts)
    else:
        record(kind=PROVEN, by=by, subject=SUBJECT, at=at, facts={"sequence": end.sequence, "hash": end.hash})
