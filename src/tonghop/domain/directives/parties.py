"""Parties as directives name them: single bodies, classes of bodies, lists to be split, lead and support."""

from dataclasses import dataclass

from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Party:
    """A named party in the text. `role` is "lead", "support" or "all" (several act alike, none leads)."""

    name: str
    span: Span
    role: str = "lead"
