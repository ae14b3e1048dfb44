"""The tree of any day, in any hierarchy, and how many units it has on each level."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.units import LEVELS, PLACE, Version


@dataclass(frozen=True, slots=True)
class Node:
    """A unit as it was on the day, and those below it."""

    version: Version
    below: tuple["Node", ...] = ()

    def __iter__(self) -> Iterator[Version]:
        """Yield the units of the tree, each before those below it."""
        yield self.version
        for node in self.below:
            yield from node


def tree(register: Register, root: str, on: date, hierarchy: str = PLACE) -> Node | None:
    """Return a unit with everything below it on a day, None where it did not exist."""
    version = register.version(root, on)
    return None if version is None else _node(register, version, on, hierarchy)


def roots(register: Register, on: date, hierarchy: str = PLACE) -> tuple[Version, ...]:
    """Return the units of a hierarchy that stand under nobody on a day: its tops, and any left without a
    parent.
    """
    return tuple(
        version
        for version in register.in_force(on)
        if (version.parent(hierarchy) or (hierarchy == PLACE and version.line == PLACE))
        and not register.ancestors(version.unit, on, hierarchy)
    )


def counted(register: Register, on: date) -> Mapping[str, Mapping[str, int]]:
    """Return how many places there are on a day: level → kind → number; a level without any has no kinds."""
    numbers = Counter((version.level, version.kind) for version in register.in_force(on, line=PLACE))
    return {
        level: {kind: number for (of_level, kind), number in sorted(numbers.items()) if of_level == level}
        for level in LEVELS
    }


def _node(register: Register, version: Version, on: date, hierarchy: str) -> Node:
    below = register.children(version.unit, on, hierarchy)
    return Node(version, tuple(_node(register, child, on, hierarchy) for child in below))
