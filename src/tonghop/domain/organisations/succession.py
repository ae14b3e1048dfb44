"""Carrying a unit to another day: who answers for it then, wholly or in part.

The way goes event by event from the version in force on the day that is known. A unit that was renamed or
moved is itself. One that was split goes on in its successors by their shares; where a share is unknown, or
the way leads back through a merger, it is `undivided` among several. One that ended without a successor is
in the hands of whoever stood above it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tonghop.domain.organisations.events import WHOLE, Succession
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.units import PLACE, Version

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a unit is found on another day.

    `shares` are the units that certainly hold a known part of it; `undivided` says how much cannot be
    divided, and `among` between whom. `shares` and `undivided` make one whole; `among` is empty where
    nobody is known.
    """

    shares: tuple[tuple[str, Decimal], ...] = ()
    undivided: Decimal = Decimal(0)
    among: tuple[str, ...] = ()

    @property
    def is_one(self) -> bool:
        """Say whether one unit holds all of it."""
        return len(self.shares) == 1 and not self.undivided

    @property
    def holders(self) -> tuple[str, ...]:
        """Every unit that holds or may hold a part, once."""
        return tuple(dict.fromkeys((*(unit for unit, _ in self.shares), *self.among)))


NOWHERE = Carried((), WHOLE, ())


class Carrier:
    """Carries units of one register to one day; remembers ways already found, so a country's figures are
    quick.
    """

    def __init__(self, register: Register, to: date) -> None:
        self._register = register
        self._to = to
        self._known: dict[tuple[str, date | None], Carried] = {}

    def carry(self, unit: str, on: date) -> Carried:
        """Return where a unit that was in force on a day is found on the carrier's day.

        A unit that was not in force on its own day is nowhere.
        """
        version = self._register.version(unit, on)
        return NOWHERE if version is None else self._carried(version)

    def _carried(self, version: Version) -> Carried:
        key = (version.unit, version.valid_from)
        if key not in self._known:
            self._known[key] = self._found(version)
        return self._known[key]

    def _found(self, version: Version) -> Carried:
        if version.holds(self._to):
            return Carried(((version.unit, WHOLE),))
        if version.valid_to is not None and version.valid_to <= self._to:
            return self._forward(version, version.valid_to)
        assert version.valid_from is not None
        return self._backward(version, version.valid_from)

    def _forward(self, version: Version, on: date) -> Carried:
        event = self._register.event(version.closed_by)
        heirs = [one for one in event.successions if one.old == version.unit] if event else []
        if heirs:
            return self._divided(heirs, on)
        following = self._register.version(version.unit, on)
        if following is not None:
            return self._carried(following)
        return self._in_hands_above(version, on - _DAY)

    def _backward(self, version: Version, since: date) -> Carried:
        event = self._register.event(version.opened_by)
        sources = [one.old for one in event.successions if one.new == version.unit] if event else []
        before = [found for unit in sources if (found := self._register.version(unit, since - _DAY))]
        if len(before) == 1:
            return self._carried(before[0])
        if before:
            return _among(self._carried(one) for one in before)
        preceding = self._register.version(version.unit, since - _DAY)
        if preceding is not None:
            return self._carried(preceding)
        return self._in_hands_above(version, since)

    def _divided(self, heirs: Iterable[Succession], on: date) -> Carried:
        found = [(heir.share, self._carried_on(heir.new, on)) for heir in heirs]
        if any(share is None for share, _ in found):
            return _among((way for _, way in found), is_complete=len(found) > 1)
        shares: dict[str, Decimal] = {}
        undivided, among = Decimal(0), dict[str, None]()
        for share, way in found:
            assert share is not None
            for unit, part in way.shares:
                shares[unit] = shares.get(unit, Decimal(0)) + part * share
            undivided += way.undivided * share
            among.update(dict.fromkeys(way.among))
        return Carried(tuple(shares.items()), undivided, tuple(among))

    def _carried_on(self, unit: str, on: date) -> Carried:
        version = self._register.version(unit, on)
        return NOWHERE if version is None else self._carried(version)

    def _in_hands_above(self, version: Version, on: date) -> Carried:
        """Return all of a unit as undivided, in the hands of the unit above wherever that is on the day."""
        above = next((parent.unit for parent in version.parents if parent.hierarchy == PLACE), "")
        above = above or next((parent.unit for parent in version.parents), "")
        return Carried((), WHOLE, self._carried_on(above, on).holders if above else ())


def _among(ways: Iterable[Carried], *, is_complete: bool = True) -> Carried:
    """Return a whole that is shared in unknown parts: certain only where all ways lead to one unit."""
    found = tuple(ways)
    holders = tuple(dict.fromkeys(unit for way in found for unit in way.holders))
    if is_complete and len(holders) == 1 and all(way.is_one for way in found):
        return Carried(((holders[0], WHOLE),))
    return Carried((), WHOLE, holders)
