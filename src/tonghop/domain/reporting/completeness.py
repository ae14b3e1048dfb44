"""Counting how the rows of a due list stand: complete and on time are two measures, neither is clamped."""

from dataclasses import dataclass
from fractions import Fraction


class CountsDisagree(ValueError):  # noqa: N818 (named as the fact)
    """The counts of a cycle do not add up: a bug, since every row has exactly one state."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows stand how. `not_yet_due` are those of the missing whose late moment is still to come.

    >>> Counts(due=10, on_time=6, late=1, unknown_time=0, missing=2, excused=1, not_yet_due=2).complete
    Fraction(7, 9)
    """

    due: int = 0
    on_time: int = 0
    late: int = 0
    unknown_time: int = 0
    missing: int = 0
    excused: int = 0
    not_yet_due: int = 0
    annulled: int = 0

    def __post_init__(self) -> None:
        parts = self.on_time, self.late, self.unknown_time, self.missing, self.excused
        if self.due != sum(parts) or not 0 <= self.not_yet_due <= self.missing or min(*parts, 0) < 0:
            raise CountsDisagree(self)

    @property
    def received(self) -> int:
        return self.on_time + self.late + self.unknown_time

    @property
    def overdue(self) -> int:
        return self.missing - self.not_yet_due

    @property
    def asked(self) -> int:
        """Bodies that have to report: those due without those excused."""
        return self.due - self.excused

    @property
    def complete(self) -> Fraction | None:
        """The part of the bodies asked whose report came; None where nobody was asked."""
        return Fraction(self.received, self.asked) if self.asked else None

    @property
    def timely(self) -> Fraction | None:
        """The part of the bodies asked whose report came in time; None where nobody was asked."""
        return Fraction(self.on_time, self.asked) if self.asked else None


def percent(part: Fraction | None) -> str:
    """Write a part of one whole as offices do, never rounded up to all.

    >>> percent(Fraction(186, 200)), percent(Fraction(1999, 2000)), percent(None)
    ('93,0%', '99,9%', '–')
    """
    if part is None:
        return "–"
    tenths = part.numerator * 1000 // part.denominator
    return f"{tenths // 10},{tenths % 10}%"
