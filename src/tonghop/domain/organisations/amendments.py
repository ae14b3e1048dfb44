"""Amending the register by a list of versions: all lines are good, or nothing changes and each fault is
named.

A line is one version of one unit; the lines of a unit are all its versions. What an event opened or closed
keeps its days: those are changed by undoing the event. Amending twice by the same list changes nothing the
second time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from tonghop.domain.errors import Refusal
from tonghop.domain.organisations.register import Register, UnitIsUnknown
from tonghop.domain.organisations.units import LEVELS, LINES, Version, in_order


@dataclass(frozen=True, slots=True)
class Line:
    """A version, and the number of the line on which it stands."""

    number: int
    version: Version


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, in Vietnamese."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a list changes: `register` is the result, the one given where there are faults."""

    register: Register
    added: tuple[Version, ...] = ()
    changed: tuple[Version, ...] = ()
    removed: tuple[Version, ...] = ()
    same: int = 0
    faults: tuple[Fault, ...] = ()


def amended(register: Register, lines: Sequence[Line]) -> Amendment:
    """Return the register with the units of a list as the list has them; units that it leaves out stay."""
    of_unit: dict[str, list[Line]] = {}
    for line in lines:
        of_unit.setdefault(line.version.unit, []).append(line)
    known = register.versions.keys() | of_unit.keys()
    faults = [fault for unit, own in of_unit.items() for fault in _faults(register, unit, own, known)]
    if faults:
        return Amendment(register, faults=tuple(sorted(faults, key=lambda fault: fault.line)))
    versions = {unit: in_order(line.version for line in own) for unit, own in of_unit.items()}
    return _compared(register, versions)


def renaming(
    unit: str,
    versions: Sequence[Version],
    *,
    name: str,
    aliases: Sequence[str],
    valid_from: date | None,
    on: date,
) -> tuple[Line, ...]:
    """Return the lines with which a unit bears another name or other aliases.

    From `valid_from` on where that day lies inside the version in force then, which is divided there; without
    a day, the version in force on the day `on` is mended where it stands.
    Raises: UnitIsUnknown, where nothing of the unit is in force that day.
    """
    day = valid_from or on
    current = next((version for version in versions if version.holds(day)), None)
    if current is None:
        raise UnitIsUnknown(code=unit)
    mended = replace(current, name=" ".join(name.split()), aliases=tuple(aliases))
    others = [version for version in versions if version is not current]
    if valid_from is None or valid_from == current.valid_from:
        changed = [*others, mended]
    else:
        before = replace(current, valid_to=valid_from, closed_by="")
        changed = [*others, before, replace(mended, valid_from=valid_from, opened_by="")]
    ordered = sorted(changed, key=lambda version: version.valid_from or date.min)
    return tuple(Line(number, version) for number, version in enumerate(ordered, 1))


def _compared(register: Register, versions: Mapping[str, tuple[Version, ...]]) -> Amendment:
    added: list[Version] = []
    changed: list[Version] = []
    removed: list[Version] = []
    same = 0
    for unit, now in versions.items():
        before = {version.valid_from: version for version in register.versions.get(unit, ())}
        for version in now:
            known = before.pop(version.valid_from, None)
            if known is None:
                added.append(version)
            elif known == version:
                same += 1
            else:
                changed.append(version)
        removed += before.values()
    result = register
    if added or changed or removed:
        result = Register(MappingProxyType({**register.versions, **versions}), register.events)
    return Amendment(result, tuple(added), tuple(changed), tuple(removed), same)


def _faults(register: Register, unit: str, lines: Sequence[Line], known: Iterable[str]) -> Iterator[Fault]:
    yield from _word_faults(lines, known)
    before = {version.valid_from: version for version in register.versions.get(unit, ())}
    for line in lines:
        yield from _event_faults(before.get(line.version.valid_from), line)
    kept = {line.version.valid_from for line in lines}
    for start, version in before.items():
        if start not in kept and (version.opened_by or version.closed_by):
            event = version.opened_by or version.closed_by
            yield Fault(
                lines[0].number, f"thiếu phiên bản từ {start or 'đầu'} của {unit}, do sự kiện {event} tạo ra"
            )
    try:
        in_order(line.version for line in lines)
    except Refusal as refusal:
        yield Fault(lines[-1].number, refusal.vietnamese)


def _word_faults(lines: Sequence[Line], known: Iterable[str]) -> Iterator[Fault]:
    for line in lines:
        version = line.version
        if not version.unit or not version.name:
            yield Fault(line.number, "thiếu mã đơn vị hoặc tên")
        if version.level not in LEVELS:
            yield Fault(line.number, f"cấp “{version.level}” không có; chọn một trong: {', '.join(LEVELS)}")
        if version.line not in LINES:
            yield Fault(
                line.number, f"hệ thống “{version.line}” không có; chọn một trong: {', '.join(LINES)}"
            )
        for parent in version.parents:
            if parent.unit not in known:
                yield Fault(line.number, f"cấp trên {parent.unit} không có trong danh bạ và trong tệp")
        if version.place and version.place not in known:
            yield Fault(line.number, f"nơi {version.place} không có trong danh bạ và trong tệp")


def _event_faults(before: Version | None, line: Line) -> Iterator[Fault]:
    """Yield where a line would move a day that an event has set, or claim an event that did not make it."""
    version = line.version
    told = (version.opened_by, version.closed_by)
    was = (before.opened_by, before.closed_by) if before else ("", "")
    if told != was:
        yield Fault(line.number, "cột opened_by, closed_by do sự kiện ghi, không sửa bằng tệp")
    elif before and before.closed_by and before.valid_to != version.valid_to:
        yield Fault(
            line.number, f"ngày hết hiệu lực do sự kiện {before.closed_by} quy định; hãy hoàn tác sự kiện đó"
        )
