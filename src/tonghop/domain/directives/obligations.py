"""Obligations: the tasks that a directive lays on named parties."""

from dataclasses import dataclass

from tonghop.domain.directives.deadlines import Deadline
from tonghop.domain.directives.parties import Party
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Obligation:
    """One task on a named party, with the words it came from; unconfirmed until a person says otherwise.

    `quote` is cut from the document's text by `span`; `basis` indexes the reading's citations; `why` says in plain
    words which rule made it an obligation; `id` is stable for the same text.
    """

    id: str
    quote: str
    span: Span
    actors: tuple[str, ...]
    support: tuple[str, ...]
    parties: tuple[Party, ...]
    deadlines: tuple[Deadline, ...]
    channels: tuple[str, ...]
    audiences: tuple[str, ...]
    basis: tuple[int, ...]
    rights_sensitive: tuple[SensitiveSentence, ...]
    confidence: float
    why: str

    @property
    def deadline(self) -> Deadline | None:
        return self.deadlines[0] if self.deadlines else None
