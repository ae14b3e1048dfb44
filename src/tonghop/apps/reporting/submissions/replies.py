"""The same request sent twice acts once: its key, what was asked, and what was answered are kept together.

A client that lost the answer asks again with the same key and gets the very same answer, for as long as keys
are kept (they are not removed: a report may be sent again from a laptop that slept for weeks).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.foundations import rows
from tonghop.apps.reporting.models import KeptReply
from tonghop.domain.errors import Refusal


class KeyUsedOtherwise(Refusal):
    code = "key-used-otherwise"
    message_vi = "Mã lần gửi này đã dùng cho một nội dung khác; hãy tải lại trang rồi gửi lại."
    message_en = "This request's key was used for another content; load the page again and send anew."


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered to a request: an HTTP status and a JSON object; `is_replayed` where it was before."""

    status: int
    answer: Mapping[str, Any]
    is_replayed: bool = False


@transaction.atomic(savepoint=False)  # what it raises is for the door, which undoes the whole request
def answered_once(
    *, key: UUID, request_sha256: str, by: Person, at: datetime, act: Callable[[], Reply]
) -> Reply:
    """Do something once for a key, and answer as the first time to whoever asks again.

    Only what was done is kept: where `act` raises, nothing is, and the key is free.
    Raises: KeyUsedOtherwise; whatever `act` raises.
    """
    with connection.cursor() as cursor:  # the same request twice at once: the second waits for the first
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 7))", [str(key)])
    kept = rows.find(KeptReply, key)
    if kept is not None:
        if kept.request_sha256 != request_sha256 or kept.person != str(by.pk):
            raise KeyUsedOtherwise()
        return Reply(kept.status, kept.answer, is_replayed=True)
    reply = act()
    kept = KeptReply(
        key=key,
        person=str(by.pk),
        request_sha256=request_sha256,
        status=reply.status,
        answer=dict(reply.answer),
        made_at=at,
    )
    try:
        rows.enter(kept)
    except IntegrityError as fault:  # somebody else's key is not seen, and is found to be taken here
        raise KeyUsedOtherwise() from fault
    return reply
