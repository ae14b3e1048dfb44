"""One hash for what a register says, so that two answers can be told to stand on the same one."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tonghop.domain.organisations.events import Event
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.units import Version


def fingerprint(register: Register) -> str:
    """Return the SHA-256 of all versions and events, a line each.

    Shape: what was entered first makes no difference, nor does the order of parents, codes or successions.
    """
    told = hashlib.sha256()
    for line in _lines(register):
        told.update(f"{json.dumps(line, ensure_ascii=False)}\n".encode())
    return told.hexdigest()


def _lines(register: Register) -> Iterator[list[object]]:
    for unit in sorted(register.versions):
        for version in register.versions[unit]:
            yield _version_line(version)
    for event in sorted(register.events, key=lambda one: one.id):
        yield _event_line(event)


def _version_line(version: Version) -> list[object]:
    return [
        version.unit,
        version.name,
        version.kind,
        version.level,
        version.line,
        sorted((parent.hierarchy, parent.unit) for parent in version.parents),
        version.place,
        _day(version.valid_from),
        _day(version.valid_to),
        _day(version.attested_from),
        sorted((code.system, code.value) for code in version.codes),
        version.aliases,
        version.classes,
        version.opened_by,
        version.closed_by,
    ]


def _event_line(event: Event) -> list[object]:
    """What an event opened and closed is told by its versions."""
    return [
        event.id,
        event.kind,
        _day(event.on),
        event.decree,
        sorted((link.old, link.new, _share(link.share)) for link in event.successions),
        event.is_day_certain,
        event.note,
    ]


def _share(share: Decimal | None) -> str:
    """Return a share with its digits and no more: 0.50 and 0.5 are the same part."""
    if share is None:
        return ""
    digits = f"{share:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
