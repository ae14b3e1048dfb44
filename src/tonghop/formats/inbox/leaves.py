"""The files that a delivered file holds: itself, or what lies in a zip, a mail, a mailbox, however deep.

What is found keeps what stands around it (its mail, and when that came), so that each file can be read, kept
and read again on its own.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tonghop.domain.consolidation.returns import NO_ENVELOPE, Envelope, RefusedFile, Return
from tonghop.formats.inbox.kinds import Kind
from tonghop.formats.inbox.opening import Opened, results_of
from tonghop.formats.inbox.refusals import refused
from tonghop.formats.inbox.return_json import Result

MOST_LEAVES = 5_000
MOST_BYTES = 1024**3
"""So much comes out of one delivered file at most: every container is bounded, and so are all together."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file that holds no others, by its name inside."""

    name: str
    content: bytes
    envelope: Envelope = NO_ENVELOPE
    came_at: datetime | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def leaves_of(name: str, content: bytes) -> Iterator[Leaf | RefusedFile]:
    """Yield the files in a delivered file, and the refusals of what cannot be opened."""
    taken: list[Leaf] = []

    def take(inner: bytes, named: str, kind: Kind) -> tuple[Result, ...]:
        taken.append(Leaf(named, inner))
        return (Return(named, ""),)

    count = size = 0
    for results in results_of(Opened(name, content), take):
        for row in results:
            if isinstance(row, RefusedFile):
                yield row
                continue
            leaf = taken.pop()
            count, size = count + 1, size + len(leaf.content)
            if count > MOST_LEAVES or size > MOST_BYTES:
                yield refused(name, "too-many-files" if count > MOST_LEAVES else "zip-bomb")
                return
            yield replace(leaf, envelope=row.envelope, came_at=row.arrived_at)
