"""The chain of events as arithmetic: no database, so that anybody can check an export with twenty lines.

    hash = SHA-256 of "previous hash \\n sequence \\n recorded_at \\n content", in UTF-8, hexadecimal

`recorded_at` is UTC with microseconds (2026-11-23T07:00:00.000000Z); the first event follows 64 zeros.
`content` is the canonical JSON that was stored: keys sorted, no blanks, no escapes but the necessary.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tonghop.domain.errors import Refusal

BEGINNING = "0" * 64


class ChainBroken(Refusal):
    code = "audit-chain-broken"
    message_vi = "Nhật ký đứt tại bản ghi {sequence}: {reason_vi}. Các bản ghi trước đó còn nguyên vẹn."
    message_en = "The audit chain breaks at event {sequence}: {reason_en}. The events before it hold."


@dataclass(frozen=True, slots=True)
class Link:
    """One event as it is stored."""

    sequence: int
    previous_hash: str
    recorded_at: datetime
    content: str
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The first link that does not hold, and why, in both languages."""

    sequence: int
    reason_vi: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain; an empty one ends at sequence 0."""

    sequence: int = 0
    hash: str = BEGINNING


def canonical(content: Mapping[str, object]) -> str:
    """Return the one JSON text of a content: equal contents, equal bytes.

    Raises: ValueError, TypeError, for what JSON cannot say (NaN, a date).
    """
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def link_hash(*, previous_hash: str, sequence: int, recorded_at: datetime, content: str) -> str:
    """Return the hash of a link."""
    instant = recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return hashlib.sha256(f"{previous_hash}\n{sequence}\n{instant}\n{content}".encode()).hexdigest()


def verify(links: Iterable[Link], *, anchors: Mapping[int, str] | None = None) -> tuple[Head, Fault | None]:
    """Walk a chain from its first link; return the last link that holds, and the first fault or None.

    `anchors` (sequence → hash, as exported on some earlier day) also catch a chain that was rewritten or cut
    off from some link on: such a chain is whole in itself.
    """
    head, wanted = Head(), dict(anchors or {})
    for link in links:
        fault = _fault(link, head, wanted.pop(link.sequence, None))
        if fault is not None:
            return head, fault
        head = Head(link.sequence, link.hash)
    if wanted:
        missing = min(wanted)
        return head, Fault(missing, "có trong mốc đã xuất nhưng đã mất", "anchored, and gone")
    return head, None


def _fault(link: Link, head: Head, anchored: str | None) -> Fault | None:
    if link.sequence != head.sequence + 1:
        gone = head.sequence + 1
        return Fault(gone, f"bị mất; sau đó là {link.sequence}", f"missing; the next is {link.sequence}")
    if link.previous_hash != head.hash:
        return Fault(link.sequence, "không nối với bản ghi trước", "it does not follow the one before")
    if link.hash != link_hash(
        previous_hash=link.previous_hash,
        sequence=link.sequence,
        recorded_at=link.recorded_at,
        content=link.content,
    ):
        return Fault(link.sequence, "nội dung đã bị sửa", "its content was changed")
    if anchored not in (None, link.hash):
        return Fault(link.sequence, "khác với mốc đã xuất", "it differs from the exported anchor")
    return None
