"""Writing the difference between two registers into rows: what is new is entered, what differs is changed.

Rows go to the database as JSON, a thousand at a time, and not by COPY: COPY would pass row security by, so
PostgreSQL refuses it to the role as which the program works.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal, TypeVar

from django.db import connection

from tonghop.domain.organisations.events import Event
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.units import Version

AT_A_TIME = 1000
Item = TypeVar("Item")
Told = Mapping[str, object]
Key = tuple[str, date | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """What makes one register of another; `gone` are units of which no version is left, `relinked` those of
    the changed versions that have other parents or codes.
    """

    added: tuple[Version, ...] = ()
    changed: tuple[Version, ...] = ()
    relinked: tuple[Version, ...] = ()
    removed: tuple[Version, ...] = ()
    applied: tuple[Event, ...] = ()
    undone: tuple[str, ...] = ()
    new_units: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.changed or self.removed or self.applied or self.undone)

    @property
    def counts(self) -> Mapping[str, int]:
        """The numbers for the audit and for the screen."""
        return {
            "units": len(self.new_units),
            "versions": len(self.added),
            "changed": len(self.changed),
            "removed": len(self.removed),
            "events": len(self.applied),
            "undone": len(self.undone),
        }


def difference(before: Register, after: Register) -> Difference:
    """Compare two registers of the same units: versions by unit and first day, events by id."""
    was, now = _by_key(before), _by_key(after)
    known = {event.id for event in before.events}
    left = {event.id for event in after.events}
    changed = [version for key, version in now.items() if key in was and was[key] != version]
    return Difference(
        tuple(version for key, version in now.items() if key not in was),
        tuple(changed),
        tuple(version for version in changed if _links(version) != _links(was[_key(version)])),
        tuple(version for key, version in was.items() if key not in now),
        tuple(event for event in after.events if event.id not in known),
        tuple(event.id for event in before.events if event.id not in left),
        tuple(unit for unit in after.versions if unit not in before.versions),
        tuple(unit for unit in before.versions if unit not in after.versions),
    )


def write(change: Difference, done: Callable[[int], None] = lambda count: None) -> None:
    """Write a difference, in an order in which no two versions of a unit ever meet; `done` counts versions.

    Raises: IntegrityError, where something else still points to what goes, or a parent is nobody.
    """
    _check_keys("immediate")
    _send(_EVENTS, _event_rows(change.applied))
    _send(_UNITS, ({"n": n, "unit": unit} for n, unit in enumerate(change.new_units)))
    _send(_TAKE_PARENTS, map(_key_row, (*change.removed, *change.relinked)))
    _send(_TAKE_CODES, map(_key_row, (*change.removed, *change.relinked)))
    _send(_TAKE_VERSIONS, map(_key_row, change.removed))
    _write_versions(_CHANGE_VERSIONS, change.changed, frozenset(map(_key, change.relinked)))
    for some in _in_parts(change.added):
        _write_versions(_VERSIONS, some, frozenset(map(_key, some)))
        done(len(some))
    _send(_SUCCESSIONS, _succession_rows(change.applied))
    _send(_TAKE_SUCCESSIONS, ({"id": id} for id in change.undone))
    _send(_TAKE_EVENTS, ({"id": id} for id in change.undone))
    _send(_TAKE_UNITS, ({"unit": unit} for unit in change.gone))
    _check_keys("deferred")


def _check_keys(when: Literal["immediate", "deferred"]) -> None:
    """Let foreign keys be checked row by row: ours are in order, and a waiting list of thousands is slow."""
    with connection.cursor() as cursor:
        cursor.execute(f"set constraints all {when}")


def _by_key(register: Register) -> dict[Key, Version]:
    return {_key(version): version for version in register.all_versions()}


def _key(version: Version) -> Key:
    return version.unit, version.valid_from


def _links(version: Version) -> tuple[object, ...]:
    return version.parents, version.codes


def _write_versions(query: str, versions: Sequence[Version], linked: frozenset[Key]) -> None:
    """Write versions, and for some their parents and codes; the database says which number each has.

    The numbers are fetched and not joined: a table that is just being filled has no statistics, and the
    planner would look through all of it for every row.
    """
    for some in _in_parts(versions):
        with connection.cursor() as cursor:
            told = [_version_row(n, version) for n, version in enumerate(some)]
            cursor.execute(query, [json.dumps(told, ensure_ascii=False)])
            numbers = {(unit, valid_from): number for number, unit, valid_from in cursor.fetchall()}
        own = [(numbers[_key(version)], version) for version in some if _key(version) in linked]
        _send(_PARENTS, _parent_rows(own))
        _send(_CODES, _code_rows(own))


def _send(query: str, rows: Iterable[Told]) -> None:
    for some in _in_parts(rows):
        with connection.cursor() as cursor:
            cursor.execute(query, [json.dumps(some, ensure_ascii=False)])


def _in_parts(items: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(items)
    while some := list(islice(left, AT_A_TIME)):
        yield some


def _key_row(version: Version) -> Told:
    return {"unit": version.unit, "valid_from": _iso(version.valid_from)}


def _version_row(number: int, version: Version) -> Told:
    return {
        "n": number,
        "unit": version.unit,
        "name": version.name,
        "kind": version.kind,
        "level": version.level,
        "line": version.line,
        "place": version.place or None,
        "valid_from": _iso(version.valid_from),
        "valid_to": _iso(version.valid_to),
        "attested_from": _iso(version.attested_from),
        "aliases": version.aliases,
        "classes": version.classes,
        "opened_by": version.opened_by or None,
        "closed_by": version.closed_by or None,
    }


def _parent_rows(versions: Sequence[tuple[int, Version]]) -> Iterator[Told]:
    for number, version in versions:
        for place, parent in enumerate(version.parents):
            yield {"version": number, "m": place, "hierarchy": parent.hierarchy, "above": parent.unit}


def _code_rows(versions: Sequence[tuple[int, Version]]) -> Iterator[Told]:
    for number, version in versions:
        for place, code in enumerate(version.codes):
            yield {"version": number, "m": place, "system": code.system, "value": code.value}


def _event_rows(events: Sequence[Event]) -> Iterator[Told]:
    for number, event in enumerate(events):
        yield {
            "n": number,
            "id": event.id,
            "kind": event.kind,
            "on": event.on.isoformat(),
            "decree": event.decree,
            "is_day_certain": event.is_day_certain,
            "note": event.note,
        }


def _succession_rows(events: Sequence[Event]) -> Iterator[Told]:
    for number, event in enumerate(events):
        for place, link in enumerate(event.successions):
            share = None if link.share is None else str(link.share)
            yield {
                "n": number,
                "m": place,
                "event": event.id,
                "old": link.old,
                "new": link.new,
                "share": share,
            }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


_VERSION_ROW = """json_to_recordset(%s::json) as r(n int, unit text, name text, kind text, level text,
    line text, place text, valid_from date, valid_to date, attested_from date, aliases text[], classes text[],
    opened_by text, closed_by text)"""
_SAME = "v.unit_id = r.unit and v.valid_from is not distinct from r.valid_from"
_KEYS = "json_to_recordset(%s::json) as r(unit text, valid_from date)"
_UNITS = """
insert into organisations_unit (id)
select unit from json_to_recordset(%s::json) as r(n int, unit text) order by n
on conflict do nothing
"""
_EVENTS = """
insert into organisations_reorganisation (id, number, kind, effective_on, decree, is_day_certain, note)
select id,
    (select coalesce(max(number), 0) from organisations_reorganisation) + row_number() over (order by n),
    kind, "on", decree, is_day_certain, note
from json_to_recordset(%s::json)
    as r(n int, id text, kind text, "on" date, decree text, is_day_certain boolean, note text)
order by n
"""
_VERSIONS = f"""
insert into organisations_version (unit_id, name, kind, level, line, place_id, valid_from, valid_to,
    attested_from, aliases, classes, opened_by_id, closed_by_id)
select unit, name, kind, level, line, place, valid_from, valid_to, attested_from, aliases, classes, opened_by,
    closed_by
from {_VERSION_ROW} order by n
returning id, unit_id, valid_from
"""
_CHANGE_VERSIONS = f"""
update organisations_version v set name = r.name, kind = r.kind, level = r.level, line = r.line,
    place_id = r.place, valid_to = r.valid_to, attested_from = r.attested_from, aliases = r.aliases,
    classes = r.classes, opened_by_id = r.opened_by, closed_by_id = r.closed_by
from {_VERSION_ROW} where {_SAME}
returning v.id, v.unit_id, v.valid_from
"""
_PARENTS = """
insert into organisations_parent (version_id, hierarchy, unit_id)
select version, hierarchy, above
from json_to_recordset(%s::json) as r(version bigint, m int, hierarchy text, above text) order by version, m
"""
_CODES = """
insert into organisations_code (version_id, system, value)
select version, system, value
from json_to_recordset(%s::json) as r(version bigint, m int, system text, value text) order by version, m
"""
_SUCCESSIONS = """
insert into organisations_succession (event_id, old_id, new_id, share)
select event, old, new, share
from json_to_recordset(%s::json) as r(n int, m int, event text, old text, new text, share numeric)
order by n, m
"""
_TAKE_PARENTS = f"""
delete from organisations_parent p using organisations_version v, {_KEYS}
where p.version_id = v.id and {_SAME}
"""
_TAKE_CODES = f"""
delete from organisations_code c using organisations_version v, {_KEYS}
where c.version_id = v.id and {_SAME}
"""
_TAKE_VERSIONS = f"delete from organisations_version v using {_KEYS} where {_SAME}"
_TAKE_SUCCESSIONS = """
delete from organisations_succession s using json_to_recordset(%s::json) as r(id text) where s.event_id = r.id
"""
_TAKE_EVENTS = """
delete from organisations_reorganisation e using json_to_recordset(%s::json) as r(id text) where e.id = r.id
"""
_TAKE_UNITS = """
delete from organisations_unit u using json_to_recordset(%s::json) as r(unit text) where u.id = r.unit
"""
