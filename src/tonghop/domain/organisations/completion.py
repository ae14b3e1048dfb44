"""Completing a register from another: units and reorganisations that it lacks come in, what it has stays.

So a country that was loaded, corrected by its office and loaded again keeps the corrections; and loading the
same twice changes nothing.
"""

from dataclasses import dataclass, replace
from types import MappingProxyType

from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.reorganisations import apply_all
from tonghop.domain.organisations.units import Version


@dataclass(frozen=True, slots=True)
class Completed:
    """The register with what it lacked; `differing` are units that it has otherwise than the other."""

    register: Register
    differing: tuple[str, ...] = ()


def completed(register: Register, other: Register) -> Completed:
    """Return the register with the units and events of another that it lacks, applied in their order.

    Raises: UnitIsNotInForce, UnitIsInForce, when a missing event does not fit what stands in the register.
    """
    begun = {
        unit: tuple(_as_begun(version) for version in versions if not version.opened_by)
        for unit, versions in other.versions.items()
        if unit not in register.versions and any(not version.opened_by for version in versions)
    }
    missing = [event for event in other.events if register.event(event.id) is None]
    if not begun and not missing:
        return Completed(register, _differing(register, other))
    grown = Register(MappingProxyType({**register.versions, **begun}), register.events)
    result = apply_all(grown, missing)
    return Completed(result, _differing(result, other))


def _as_begun(version: Version) -> Version:
    """Return a version as it was before an event closed it."""
    return replace(version, valid_to=None, closed_by="") if version.closed_by else version


def _differing(register: Register, other: Register) -> tuple[str, ...]:
    return tuple(unit for unit, versions in other.versions.items() if register.versions.get(unit) != versions)
