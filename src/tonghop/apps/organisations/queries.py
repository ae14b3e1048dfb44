"""Reading the register: all of it or some units as the domain's value, and the tree of a day."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db import connection

from tonghop.domain.organisations.events import Event, Succession
from tonghop.domain.organisations.register import Register, register_of
from tonghop.domain.organisations.trees import Node
from tonghop.domain.organisations.units import PLACE, Code, Parent, Version

Row = Sequence[Any]  # Any: a row holds texts, days and lists, named where it is taken apart

_VERSIONS = """
select v.unit_id, v.name, v.kind, v.level, v.line, v.place_id, v.valid_from, v.valid_to, v.attested_from,
    v.aliases, v.classes, v.opened_by_id, v.closed_by_id, p.hierarchies, p.units, c.systems, c.values
from organisations_version v
left join lateral (
    select array_agg(hierarchy order by id) as hierarchies, array_agg(unit_id order by id) as units
    from organisations_parent where version_id = v.id
) p on true
left join lateral (
    select array_agg(system order by id) as systems, array_agg(value order by id) as values
    from organisations_code where version_id = v.id
) c on true
"""
_EVENTS = """
select e.id, e.kind, e.effective_on, e.decree, e.is_day_certain, e.note, s.olds, s.news, s.shares
from organisations_reorganisation e
left join lateral (
    select array_agg(old_id order by id) as olds, array_agg(new_id order by id) as news,
        array_agg(trim_scale(share) order by id) as shares
    from organisations_succession where event_id = e.id
) s on true
"""
_COUNTED = """
select level, kind, count(*) from organisations_version
where line = %s and daterange(valid_from, valid_to) @> %s::date group by level, kind order by level, kind
"""
_TREE = """
with recursive below (id, above, depth) as (
    select v.id, null::varchar, 0 from organisations_version v
    where v.unit_id = %(root)s and daterange(v.valid_from, v.valid_to) @> %(on)s::date
    union all
    select v.id, p.unit_id, below.depth + 1
    from below
    join organisations_version over on over.id = below.id
    join organisations_parent p on p.unit_id = over.unit_id and p.hierarchy = %(hierarchy)s
    join organisations_version v on v.id = p.version_id
    where daterange(v.valid_from, v.valid_to) @> %(on)s::date and below.depth < 30
)
"""

_BELOW = """
with recursive below (id, hierarchy, depth) as (
    select v.id, p.hierarchy, 1
    from organisations_parent p
    join organisations_version v on v.id = p.version_id
    where p.unit_id = %(top)s and daterange(v.valid_from, v.valid_to) @> %(on)s::date and exists (
        select 1 from organisations_version t
        where t.unit_id = %(top)s and daterange(t.valid_from, t.valid_to) @> %(on)s::date
    )
    union
    select v.id, p.hierarchy, below.depth + 1
    from below
    join organisations_version over on over.id = below.id
    join organisations_parent p on p.unit_id = over.unit_id and p.hierarchy = below.hierarchy
    join organisations_version v on v.id = p.version_id
    where daterange(v.valid_from, v.valid_to) @> %(on)s::date and below.depth < 30
), nearest as (select id, min(depth) as depth from below group by id)
"""

_ABOVE = """
with recursive up (hierarchy, unit_id, depth) as (
    select p.hierarchy, p.unit_id, 1
    from organisations_version v
    join organisations_parent p on p.version_id = v.id
    where v.unit_id = %(unit)s and daterange(v.valid_from, v.valid_to) @> %(on)s::date
    union
    select p.hierarchy, p.unit_id, up.depth + 1
    from up
    join organisations_version v on v.unit_id = up.unit_id
    join organisations_parent p on p.version_id = v.id and p.hierarchy = up.hierarchy
    where daterange(v.valid_from, v.valid_to) @> %(on)s::date and up.depth < 30
)
select unit_id, min(depth) from up where unit_id <> %(unit)s group by unit_id order by min(depth), unit_id
"""

_LAST_CHANGES = "select " + ", ".join(
    f"(select max(pgh_id) from organisations_{table}event)"
    for table in ("unit", "reorganisation", "version", "parent", "code", "succession")
)
_at_hand: tuple[tuple[object, ...], Register] | None = None


def register(units: Collection[str] | None = None, events: Collection[str] | None = None) -> Register:
    """Return the register as the domain's value: all of it, or only some units and events, for a change."""
    versions = _versions(units)
    return Register(
        MappingProxyType(versions), tuple(_events(events, [v for own in versions.values() for v in own]))
    )


def register_at_hand() -> Register:
    """Return the whole register as this process last read it, read again where anything was changed since.

    For whoever may look back into its history (administrators, auditors): the last entry there tells whether
    something changed. Writers come one behind the other, so an earlier entry never comes later.
    """
    global _at_hand
    stamp = (str(connection.settings_dict["NAME"]), *_rows(_LAST_CHANGES)[0])
    if _at_hand is None or _at_hand[0] != stamp:
        _at_hand = (stamp, register())
    return _at_hand[1]


def register_of_day(on: date) -> Register:
    """Return only what was in force on a day, as a register without events."""
    rows = _rows(f"{_VERSIONS} where daterange(v.valid_from, v.valid_to) @> %s::date order by v.id", [on])
    return register_of(map(_version, rows))


def counted(on: date) -> dict[str, dict[str, int]]:
    """Return how many places there are on a day: level → kind → number, counted by the database."""
    levels: dict[str, dict[str, int]] = {}
    for level, kind, number in _rows(_COUNTED, [PLACE, on]):
        levels.setdefault(level, {})[kind] = number
    return levels


def names_of(units: Collection[str], *, on: date) -> dict[str, str]:
    """Return what units are called on a day; where one does not exist then, its last name."""
    rows = _rows(
        "select distinct on (unit_id) unit_id, name from organisations_version where unit_id = any(%s)"
        " order by unit_id, daterange(valid_from, valid_to) @> %s::date desc, valid_from desc nulls last",
        [list(units), on],
    )
    return dict(map(tuple, rows))


def units_of_event(event: str) -> tuple[str, ...]:
    """Return the units of which an event opened or closed a version."""
    return tuple(
        unit
        for (unit,) in _rows(
            "select distinct unit_id from organisations_version where opened_by_id = %s or closed_by_id = %s",
            [event, event],
        )
    )


def withheld() -> frozenset[str]:
    """Return the ids of the reorganisations that were taken back and not applied again."""
    return frozenset(id for (id,) in _rows("select event from organisations_withheld"))


def tree(root: str, on: date, hierarchy: str = PLACE) -> Node | None:
    """Return a unit with everything below it on a day, None where it did not exist; one question of SQL."""
    given = {"root": root, "on": on, "hierarchy": hierarchy}
    rows = _rows(f"{_TREE} {_VERSIONS} join below on below.id = v.id order by below.depth desc", given)
    return _node(root, [_version(row) for row in rows], hierarchy)


def below(top: str, on: date) -> tuple[tuple[int, Version], ...]:
    """Return every unit below one on a day, in any one hierarchy, with its depth from 1; nearest first."""
    rows = _rows(
        f"{_BELOW} select near.depth, told.* from nearest near"
        f" join lateral ({_VERSIONS} where v.id = near.id) told on true order by near.depth, told.name",
        {"top": top, "on": on},
    )
    return tuple((row[0], _version(row[1:])) for row in rows if row[1] != top)


def above(unit: str, on: date) -> tuple[tuple[int, str], ...]:
    """Return every unit above one on a day, in any one hierarchy, with its distance from 1; nearest first."""
    return tuple((depth, id) for id, depth in _rows(_ABOVE, {"unit": unit, "on": on}))


def _node(root: str, versions: Sequence[Version], hierarchy: str) -> Node | None:
    """Build the tree from the deepest versions up."""
    below: dict[str, list[Node]] = {}
    top: Node | None = None
    for version in versions:
        own = sorted(
            below.pop(version.unit, ()), key=lambda node: (node.version.shown_code, node.version.name)
        )
        node = Node(version, tuple(own))
        if version.unit == root:
            top = node
        else:
            below.setdefault(version.parent(hierarchy), []).append(node)
    return top


def _versions(units: Collection[str] | None) -> dict[str, tuple[Version, ...]]:
    """Return versions by unit; units in the order in which they were first entered, as the domain's are."""
    if units is None:
        rows = _rows(f"{_VERSIONS} order by v.id")
    else:
        rows = _rows(f"{_VERSIONS} where v.unit_id = any(%s) order by v.id", [list(units)])
    of_unit: dict[str, list[Version]] = {}
    for version in map(_version, rows):
        of_unit.setdefault(version.unit, []).append(version)
    return {unit: tuple(sorted(own, key=_begin)) for unit, own in of_unit.items()}


def _begin(version: Version) -> date:
    return version.valid_from or date.min


def _version(row: Row) -> Version:
    hierarchies, parents, systems, values = row[13:]
    return Version(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        tuple(map(Parent, hierarchies or (), parents or ())),
        row[5] or "",
        row[6],
        row[7],
        row[8],
        tuple(map(Code, systems or (), values or ())),
        tuple(row[9]),
        tuple(row[10]),
        row[11] or "",
        row[12] or "",
    )


def _as_opened(version: Version) -> Version:
    """Return a version as its event told it: before anything later closed it."""
    return replace(version, valid_to=None, opened_by="", closed_by="")


def _rows(query: str, given: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query, given or None)
        found: list[Row] = cursor.fetchall()
    return found


def _events(events: Collection[str] | None, versions: Iterable[Version]) -> Iterator[Event]:
    opens: dict[str, list[Version]] = {}
    closes: dict[str, list[str]] = {}
    for version in versions:
        if version.opened_by:
            opens.setdefault(version.opened_by, []).append(version)
        if version.closed_by:
            closes.setdefault(version.closed_by, []).append(version.unit)
    if events is None:
        rows = _rows(f"{_EVENTS} order by e.number")
    else:
        rows = _rows(f"{_EVENTS} where e.id = any(%s) order by e.number", [list(events)])
    for id, kind, on, decree, is_day_certain, note, olds, news, shares in rows:
        yield Event(
            id,
            kind,
            on,
            decree,
            tuple(map(_as_opened, opens.get(id, ()))),
            tuple(closes.get(id, ())),
            tuple(map(Succession, olds or (), news or (), shares or ())),
            is_day_certain,
            note,
        )
