"""Reading the audit: the whole chain in order, and where it ends."""

from collections.abc import Iterator

from django.db import connection

from tonghop.apps.audit.chain import ChainBroken, Head, Link
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
