"""What surrounds a paragraph of a report, and what is found in it: the two shapes that prose is read with."""

from dataclasses import dataclass
from decimal import Decimal

from tonghop.domain.provenance import Span
from tonghop.domain.reporting.period_words import Turn
from tonghop.domain.reporting.prose_scope import Slot
from tonghop.domain.reporting.values import Unclear


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a paragraph: the turn asked, the body's own words, what the campaign is about, the
    headings.

    `topic` are words that narrow nothing; `above` the words of the headings over the paragraph; `slot` is
    what every figure below these headings is ("target" under plans), None where they say nothing;
    `parts_of` the indicators whose totals stand in the line above that opened this list.
    """

    turn: Turn | None = None
    own: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    above: tuple[str, ...] = ()
    slot: Slot | None = None
    parts_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of a sentence and the indicator that it is said of.

    `place` is the number itself, `sentence` the whole sentence. `amount` counts the indicator's unit; it is
    None for `is_nil` ("không phát sinh") and where the number itself is doubtful. `slot` says what it is
    of; `doubt` why it is not certain. A certain figure of this period has the slot "period" and no doubt.
    """

    indicator: str
    place: Span
    sentence: Span
    amount: Decimal | None
    slot: Slot
    inexact: bool = False
    is_nil: bool = False
    doubt: Unclear | None = None

    @property
    def is_certain(self) -> bool:
        return self.slot == "period" and self.doubt is None
