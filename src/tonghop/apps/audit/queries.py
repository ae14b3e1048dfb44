"""Reading the audit: the whole chain in order, and where it ends."""

from collections.abc import Iterator

from tonghop.apps.audit.chain import Head, Link
from tonghop.apps.audit.models import Event

AT_A_TIME = 2000


def chain() -> Iterator[Link]:
    """Yield every event from the first, a few at a time; only the owner is sure to see all."""
    for event in Event.objects.order_by("sequence").iterator(chunk_size=AT_A_TIME):
        yield Link(event.sequence, event.previous_hash, event.recorded_at, event.content, event.hash)


def head() -> Head:
    """Return where the chain ends."""
    last = Event.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return Head(*last) if last else Head()
