"""Completing a register from another: units and reorganisations that it lacks come in, what it has stays.

So a country that was loaded, corrected by its office and loaded again keeps the corrections; and loading the
same twice changes nothing. What the office took back does not come again by itself, nor what is built on it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from tonghop.domain.organisations.events import Event
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.reorganisations import apply_all
from tonghop.domain.organisations.units import Version


@dataclass(frozen=True, slots=True)
class Completed:
    """The register with what it lacked; `differing` are units that it has otherwise than the other,
    `held_back` the events of the other that were not applied, in its order.
    """

    register: Register
    differing: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()


def completed(register: Register, other: Register, withheld: Collection[str] = ()) -> Completed:
    """Return the register with the units and events of another that it lacks, applied in their order.

    Shape:  `withheld` are ids of events that are not to be applied; those that need them are left out too.
    Raises: UnitIsNotInForce, UnitIsInForce, when a missing event does not fit what stands in the register.
    """
    begun = {
        unit: tuple(_as_begun(version) for version in versions if not version.opened_by)
        for unit, versions in other.versions.items()
        if unit not in register.versions and any(not version.opened_by for version in versions)
    }
    grown = Register(MappingProxyType({**register.versions, **begun}), register.events)
    missing = [event for event in other.events if register.event(event.id) is None]
    fitting, held_back = _apart(missing, grown, other, withheld)
    if not begun and not fitting:
        return Completed(register, _differing(register, other), held_back)
    result = apply_all(grown, fitting)
    return Completed(result, _differing(result, other), held_back)


def _apart(
    missing: Iterable[Event], grown: Register, other: Register, withheld: Collection[str]
) -> tuple[Sequence[Event], tuple[str, ...]]:
    """Return the events that are to be applied, and the ids of those that are held back.

    An event needs one that is held back where it touches a unit of it, places something under or at a unit
    that only this would have begun, or tells of a body what became of its place on the same day.
    """
    fitting: list[Event] = []
    held: list[str] = []
    known, touched, upset = set(grown.versions), set[str](), set[tuple[str, date]]()
    for event in missing:
        own = set(event.units)
        stands = {(place, event.on) for place in _places(event, other)}
        needs = _named(event) - own
        if event.id in withheld or own & touched or needs & touched - known or stands & upset:
            held.append(event.id)
            touched |= own
            upset |= {(unit, event.on) for unit in own}
        else:
            fitting.append(event)
            known |= own
    return fitting, tuple(held)


def _named(event: Event) -> set[str]:
    """Return the units under and at which an event places what it opens."""
    above = {parent.unit for version in event.opens for parent in version.parents}
    return above | {version.place for version in event.opens if version.place}


def _places(event: Event, other: Register) -> set[str]:
    """Return the places at which the bodies of an event stand or stood."""
    closed = (version for unit in event.closes for version in other.versions.get(unit, ()))
    return {version.place for version in (*event.opens, *closed) if version.place}


def _as_begun(version: Version) -> Version:
    """Return a version as it was before an event closed it."""
    return replace(version, valid_to=None, closed_by="") if version.closed_by else version


def _differing(register: Register, other: Register) -> tuple[str, ...]:
    return tuple(unit for unit, versions in other.versions.items() if register.versions.get(unit) != versions)
