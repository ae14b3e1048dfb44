"""Sentences that touch people's rights (design rule 10): shown as text, never a task, indicator or form."""

from dataclasses import dataclass

from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class SensitiveSentence:
    """A sentence that must not become an assignment; `why` names the ground ("opinion", "press", "fewer-complaints" …)."""

    span: Span
    why: str
