"""The register: all units with their versions, and the events that made them; a value that never changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from tonghop.domain.errors import Refusal
from tonghop.domain.organisations.events import Event
from tonghop.domain.organisations.names import Written, index_of_names, index_of_slips
from tonghop.domain.organisations.units import PLACE, Version, in_order


class UnitIsUnknown(Refusal):
    """Nobody in the register bears this id or code."""

    code = "unit-is-unknown"
    message_vi = "Danh bạ không có đơn vị nào mang mã “{code}”. Hãy tìm theo tên: tonghop units find."
    message_en = "No unit of the register bears the code “{code}”. Look for its name: tonghop units find."


@dataclass(frozen=True)
class Register:
    """Units by id, each with its versions by time, and the events in the order in which they were applied.

    Not slotted: the ways to look things up are built once, when first asked for.
    """

    versions: Mapping[str, tuple[Version, ...]]
    events: tuple[Event, ...] = ()

    def all_versions(self) -> Iterator[Version]:
        """Yield every version of every unit."""
        for versions in self.versions.values():
            yield from versions

    def version(self, unit: str, on: date) -> Version | None:
        """Return what a unit was on a day, None where it did not exist."""
        return next((version for version in self.versions.get(unit, ()) if version.holds(on)), None)

    def in_force(self, on: date, level: str = "", line: str = "") -> Iterator[Version]:
        """Yield the versions in force on a day, of one level or line where it is named."""
        for versions in self.versions.values():
            for version in versions:
                if (
                    (not level or version.level == level)
                    and (not line or version.line == line)
                    and version.holds(on)
                ):
                    yield version

    def children(self, unit: str, on: date, hierarchy: str = PLACE) -> tuple[Version, ...]:
        """Return the units directly below on a day, by code and name."""
        below = self._below.get((hierarchy, unit), ())
        return tuple(version for version in below if version.holds(on))

    def ever_below(self, unit: str, hierarchy: str = PLACE) -> tuple[Version, ...]:
        """Return every version that at some time stood directly below a unit."""
        return self._below.get((hierarchy, unit), ())

    def ancestors(self, unit: str, on: date, hierarchy: str = PLACE) -> tuple[str, ...]:
        """Return the units above on a day, the nearest first, as far as each was in force."""
        above: list[str] = []
        version = self.version(unit, on)
        while version is not None:
            parent = version.parent(hierarchy)
            version = self.version(parent, on) if parent and parent not in above else None
            if version is not None:
                above.append(parent)
        return tuple(above)

    def bodies_at(self, place: str, on: date) -> tuple[Version, ...]:
        """Return the bodies that stand at a place on a day."""
        return tuple(version for version in self._standing.get(place, ()) if version.holds(on))

    def units_of_code(self, code: str) -> tuple[str, ...]:
        """Return the units that bear or bore a code, the earliest first; a unit's own id counts as its code.

        Raises: UnitIsUnknown.
        """
        found = self.units_bearing(code)
        if not found:
            raise UnitIsUnknown(code=code)
        return found

    def units_bearing(self, code: str) -> tuple[str, ...]:
        """Return as `units_of_code`, and nothing where nobody bears the code."""
        return self._by_code.get(code, (code,) if code in self.versions else ())

    def events_of(self, unit: str) -> tuple[Event, ...]:
        """Return the events that touched a unit, by day."""
        return self._by_unit.get(unit, ())

    def event(self, id: str) -> Event | None:
        """Return an event by its id."""
        return self._by_id.get(id)

    @cached_property
    def _below(self) -> Mapping[tuple[str, str], tuple[Version, ...]]:
        below: dict[tuple[str, str], list[Version]] = {}
        for version in self.all_versions():
            for parent in version.parents:
                below.setdefault((parent.hierarchy, parent.unit), []).append(version)
        return {key: tuple(sorted(found, key=_shown_order)) for key, found in below.items()}

    @cached_property
    def _standing(self) -> Mapping[str, tuple[Version, ...]]:
        standing: dict[str, list[Version]] = {}
        for version in self.all_versions():
            if version.place:
                standing.setdefault(version.place, []).append(version)
        return {place: tuple(sorted(found, key=_shown_order)) for place, found in standing.items()}

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[str, ...]]:
        bearers: dict[str, dict[str, date]] = {}
        for version in self.all_versions():
            for code in version.codes:
                since = bearers.setdefault(code.value, {})
                since[version.unit] = min(since.get(version.unit, date.max), version.valid_from or date.min)
        return {code: tuple(sorted(since, key=since.__getitem__)) for code, since in bearers.items()}

    @cached_property
    def _by_unit(self) -> Mapping[str, tuple[Event, ...]]:
        touched: dict[str, list[Event]] = {}
        for event in sorted(self.events, key=lambda event: event.on):
            for unit in event.units:
                touched.setdefault(unit, []).append(event)
        return {unit: tuple(events) for unit, events in touched.items()}

    @cached_property
    def names(self) -> Mapping[str, tuple[tuple[Version, Written], ...]]:
        """Every version by its name and aliases without marks."""
        return index_of_names(self.all_versions())

    @cached_property
    def slips(self) -> Mapping[str, tuple[str, ...]]:
        """The names of places with one letter left out, each with the keys of `names` that it may mean."""
        places = (key for key, found in self.names.items() if any(one.line == PLACE for one, _ in found))
        return index_of_slips(places)

    @cached_property
    def _by_id(self) -> Mapping[str, Event]:
        return {event.id: event for event in self.events}


EMPTY = Register(MappingProxyType({}))


def register_of(versions: Iterable[Version]) -> Register:
    """Build a register from versions that no event made.

    Raises: VersionsOverlap, when two versions of one unit hold on one day.
    """
    of_unit: dict[str, list[Version]] = {}
    for version in versions:
        of_unit.setdefault(version.unit, []).append(version)
    return Register(MappingProxyType({unit: in_order(found) for unit, found in of_unit.items()}))


def _shown_order(version: Version) -> tuple[str, str]:
    return version.shown_code, version.name
