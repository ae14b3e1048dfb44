"""A body's own figure beside the sum of those right below it: shown side by side; nothing is decided here.

A difference is no fault: a body above may tell its own work, or the whole of its area. What is counted is
said elsewhere (`double_counting.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Level:
    """A body that stands above others: `told` of the `of` bodies below it told something, `below` in all."""

    body: str
    own: Decimal
    below: Decimal
    told: int
    of: int

    @property
    def difference(self) -> Decimal:
        return self.own - self.below


def levels(figures: Mapping[str, Decimal], parents: Mapping[str, str]) -> tuple[Level, ...]:
    """Return each body that told a figure and stands above one that did, in the order of `figures`.

    Shape:  `figures` by body, nil as zero; a body that is not there told nothing, which is no zero.
            `parents` by body, the body right above it.
    Units:  all figures in those of one indicator that adds over bodies.

    >>> levels({"a": Decimal(9), "b": Decimal(4)}, {"b": "a", "c": "a"})
    (Level(body='a', own=Decimal('9'), below=Decimal('4'), told=1, of=2),)
    """
    below: dict[str, list[str]] = {}
    for body, parent in parents.items():
        if parent:
            below.setdefault(parent, []).append(body)
    found = []
    for body, own in figures.items():
        told = [figures[child] for child in below.get(body, ()) if child in figures]
        if told:
            found.append(Level(body, own, sum(told, Decimal(0)), len(told), len(below[body])))
    return tuple(found)
