"""The office's own choice of words: which statements of the bodies stand in the report, in which order, and
what the office wrote of them itself, marked as its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghop.domain.consolidation.narratives import Narrative
from tonghop.domain.language import flat


@dataclass(frozen=True, slots=True)
class ComposedItem:
    """One statement of a composed section. `made_from` are the ids of the statements that it takes up;
    `is_own`: the office's words, not those of a body.
    """

    text: str
    made_from: tuple[str, ...] = ()
    is_own: bool = False

    @property
    def record(self) -> dict[str, Any]:
        """The statement ready for JSON."""
        return {"text": self.text, "own": self.is_own, "from": list(self.made_from)}


@dataclass(frozen=True, slots=True)
class Composition:
    """A section as the office composed it, its statements in order."""

    section: str
    items: tuple[ComposedItem, ...]


def is_own(text: str, made_from: Sequence[str], statements: Mapping[str, str]) -> bool:
    """Say whether a text is the office's own: anything but one body's statement, word for word.

    Shape: `statements` are the gathered statements by id.

    >>> is_own("Thiếu kinh phí.", ["n-1"], {"n-1": "Thiếu kinh phí."})
    False
    >>> is_own("Thiếu kinh phí, thiếu người.", ["n-1"], {"n-1": "Thiếu kinh phí."})
    True
    """
    return len(made_from) != 1 or flat(text) != flat(statements.get(made_from[0], ""))


def statements(narratives: Sequence[Narrative]) -> dict[str, str]:
    """Return the gathered statements by id."""
    return {item.id(row.section): item.text for row in narratives for item in row.items}
