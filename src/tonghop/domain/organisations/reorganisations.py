"""Applying and undoing reorganisations: a register in, another register out.

An event ends versions that are in force and open-ended, and begins new ones; so the last event on a unit can
always be taken back, and what it closed is open again exactly as it was. What a later event built on stays
until that one is undone.
"""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from tonghop.domain.errors import Refusal
from tonghop.domain.organisations.events import Event
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.units import Version


class UnitIsNotInForce(Refusal):
    """A reorganisation would end a unit that does not exist that day."""

    code = "unit-is-not-in-force"
    message_vi = "Ngày {on}, đơn vị {unit} không còn hoặc chưa có hiệu lực, nên “{event}” không áp dụng được."
    message_en = "On {on} the unit {unit} is not in force, so “{event}” cannot be applied."


class UnitIsInForce(Refusal):
    """A reorganisation would begin a unit that already exists that day, or open one twice."""

    code = "unit-is-in-force"
    message_vi = "Ngày {on}, đơn vị {unit} đã có hiệu lực, nên “{event}” không mở được phiên bản mới."
    message_en = "On {on} the unit {unit} is in force already, so “{event}” cannot open a version of it."


class SuccessionIsForeign(Refusal):
    """A succession names a unit that its event neither closes nor opens."""

    code = "succession-is-foreign"
    message_vi = "“{event}” nối {old} với {new}, nhưng không đóng đơn vị cũ hoặc không mở đơn vị mới."
    message_en = "“{event}” links {old} to {new} but does not close the old or open the new one."


class EventIsKnown(Refusal):
    """An event of this id has been applied already."""

    code = "event-is-known"
    message_vi = "Sự kiện “{event}” đã được ghi. Hãy hoàn tác trước khi ghi lại."
    message_en = "The event “{event}” is recorded already. Undo it before recording it again."


class EventIsUnknown(Refusal):
    """No event of this id stands in the register."""

    code = "event-is-unknown"
    message_vi = "Danh bạ không có sự kiện “{event}”."
    message_en = "The register has no event “{event}”."


class LaterEventStands(Refusal):
    """A later event was built on the one to be undone."""

    code = "later-event-stands"
    message_vi = (
        "Chưa hoàn tác được “{event}”: sự kiện sau “{later}” dựa trên đơn vị {unit}. Hãy hoàn tác nó trước."
    )
    message_en = "“{event}” cannot be undone yet: the later “{later}” builds on unit {unit}. Undo that first."


def apply(register: Register, event: Event) -> Register:
    """Return the register after a reorganisation.

    Raises: EventIsKnown, UnitIsNotInForce, UnitIsInForce, SuccessionIsForeign.
    """
    return apply_all(register, (event,))


def apply_all(register: Register, events: Iterable[Event]) -> Register:
    """Return the register after several reorganisations, applied in the order given; all or none.

    Raises: as `apply`.
    """
    versions = dict(register.versions)
    known = {event.id for event in register.events}
    applied = list(register.events)
    for event in events:
        if event.id in known:
            raise EventIsKnown(event=event.id)
        _demand_own(event)
        for unit in event.closes:
            versions[unit] = _closed(versions.get(unit, ()), unit, event)
        for version in event.opens:
            versions[version.unit] = _opened(versions.get(version.unit, ()), version, event)
        known.add(event.id)
        applied.append(event)
    return Register(MappingProxyType(versions), tuple(applied))


def undo(register: Register, event_id: str) -> Register:
    """Return the register as it was before an event, with everything else kept.

    Raises: EventIsUnknown; LaterEventStands, when another event has touched what this one opened or closed.
    """
    event = register.event(event_id)
    if event is None:
        raise EventIsUnknown(event=event_id)
    versions = dict(register.versions)
    for version in event.opens:
        remaining = _taken_back(versions[version.unit], event)
        if remaining:
            versions[version.unit] = remaining
        else:
            del versions[version.unit]
    for unit in event.closes:
        versions[unit] = _reopened(versions[unit], unit, event)
    return Register(MappingProxyType(versions), tuple(one for one in register.events if one.id != event_id))


def _closed(versions: tuple[Version, ...], unit: str, event: Event) -> tuple[Version, ...]:
    last = versions[-1] if versions else None
    if (
        last is None
        or last.valid_to is not None
        or (last.valid_from is not None and last.valid_from >= event.on)
    ):
        raise UnitIsNotInForce(unit=unit, on=event.on, event=event.id)
    return (*versions[:-1], replace(last, valid_to=event.on, closed_by=event.id))


def _opened(versions: tuple[Version, ...], version: Version, event: Event) -> tuple[Version, ...]:
    if versions and (versions[-1].valid_to is None or versions[-1].valid_to > event.on):
        raise UnitIsInForce(unit=version.unit, on=event.on, event=event.id)
    return (*versions, replace(version, valid_from=event.on, valid_to=None, opened_by=event.id, closed_by=""))


def _demand_own(event: Event) -> None:
    opened = {version.unit for version in event.opens}
    closed = set(event.closes)
    for succession in event.successions:
        if succession.old not in closed or succession.new not in opened:
            raise SuccessionIsForeign(event=event.id, old=succession.old, new=succession.new)


def _taken_back(versions: tuple[Version, ...], event: Event) -> tuple[Version, ...]:
    last = versions[-1]
    if last.opened_by != event.id or last.closed_by:
        raise LaterEventStands(event=event.id, later=last.closed_by or last.opened_by, unit=last.unit)
    return versions[:-1]


def _reopened(versions: tuple[Version, ...], unit: str, event: Event) -> tuple[Version, ...]:
    last = versions[-1]
    if last.closed_by != event.id:
        raise LaterEventStands(event=event.id, later=last.opened_by, unit=unit)
    return (*versions[:-1], replace(last, valid_to=None, closed_by=""))
