"""The bodies of a province: a dated template laid over its places of every day.

The template says which bodies a province, district and commune has, from when to when, what they are called
after their place, and which became which. Laid over the places it gives bodies with ids of their own
("vn-17:so-y-te"), and events: where the template changes, and where a place ends, is joined or gets another
name. A province whose own arrangement differs is corrected in the register; the template is a proposal with
its sources.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from tonghop.domain.organisations.events import WHOLE, Event, Succession
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.reorganisations import apply_all
from tonghop.domain.organisations.units import Parent, Version

_DAY = timedelta(days=1)
_COMMITTEES = {
    "tỉnh": "Tỉnh ủy",
    "thành phố": "Thành ủy",
    "quận": "Quận ủy",
    "huyện": "Huyện ủy",
    "thị xã": "Thị ủy",
}
"""What the Party committee of a place is called; in communes it is "Đảng ủy xã A"."""

_CALLED_ALONE = ("sở", "ban", "liên đoàn", "hội", "trường")
"""Kinds of provincial bodies whose name says enough without the place; "công an" does not."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body of the template: `name` holds {place} ("tỉnh A"), {committee} ("Tỉnh ủy A") or {bare} ("A").

    `under` are hierarchy and key of the bodies above it at the same place, with "^" at the place above.
    `kinds` are the kinds of places that have it, all where empty; `leaves_out` codes of provinces that
    arrange it otherwise.
    """

    key: str
    name: str
    kind: str
    line: str
    level: str
    source: str
    since: date | None = None
    until: date | None = None
    attested_from: date | None = None
    under: tuple[tuple[str, str], ...] = ()
    classes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()

    def holds(self, place: Version, on: date) -> bool:
        """Say whether a place has the body on a day."""
        return (
            place.level == self.level
            and (self.since is None or self.since <= on)
            and (self.until is None or on < self.until)
            and (not self.kinds or place.kind in self.kinds)
            and (not self.only or place.code() in self.only)
            and place.code() not in self.leaves_out
        )


@dataclass(frozen=True, slots=True)
class Change:
    """Bodies of one place that became others: pairs of keys, on a day that may differ from province to
    province.
    """

    on: date
    decree: str
    links: tuple[tuple[str, str], ...]
    is_day_certain: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class Heir:
    """To which body of the communes the work of a district's body went."""

    district: str
    commune: str


@dataclass(frozen=True, slots=True)
class Template:
    """All that is known of a province's bodies."""

    rows: tuple[BodyRow, ...]
    changes: tuple[Change, ...] = ()
    heirs: tuple[Heir, ...] = ()

    def days(self) -> frozenset[date]:
        """Return the days on which the template changes."""
        ends = (day for row in self.rows for day in (row.since, row.until) if day is not None)
        return frozenset((*ends, *(change.on for change in self.changes)))


def family_of(register: Register, place: str) -> frozenset[str]:
    """Return the provinces that a place belongs to or belonged to, with all they were made from and
    became.
    """
    found: set[str] = set()
    waiting = [
        unit
        for version in register.versions.get(place, ())
        for unit in (place, *register.ancestors(place, version.valid_from or _last_day(version)))
        if _level(register, unit) == "province"
    ]
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            links = (link for event in register.events_of(unit) for link in event.successions)
            waiting += [end for link in links if unit in (link.old, link.new) for end in (link.old, link.new)]
    return frozenset(found)


def with_bodies(register: Register, template: Template, provinces: Collection[str]) -> Register:
    """Return the register with the bodies of some provinces and of all places in them, and their events.

    A register that has them already is returned as it is.
    """
    provinces = frozenset(
        unit for unit in provinces if f"{unit}:{template.rows[0].key}" not in register.versions
    )
    if not provinces:
        return register
    places = _places_in(register, provinces)
    days = sorted(template.days().union(*(_days_of(register, place) for place in places)))
    laying = _Laying(register, template, places)
    state = laying.state(days[0] - _DAY)
    started = {unit: (replace(version, valid_from=None),) for unit, version in state.items()}
    grown = Register(MappingProxyType({**register.versions, **started}), register.events)
    events: list[Event] = []
    for day in days:
        following = laying.state(day)
        events += laying.events(state, following, day)
        state = following
    return apply_all(grown, events)


class _Laying:
    """The template laid over the places of some provinces."""

    def __init__(self, register: Register, template: Template, places: Sequence[str]) -> None:
        self._register, self._template, self._places = register, template, places
        self._of_level: dict[str, list[BodyRow]] = {}
        for row in template.rows:
            self._of_level.setdefault(row.level, []).append(row)
        self._heirs: dict[str, list[str]] = {}
        for heir in template.heirs:
            self._heirs.setdefault(heir.district, []).append(heir.commune)
        self._communes_of = _heirs_of_districts(register, places)

    def state(self, on: date) -> dict[str, Version]:
        """Return the bodies in force on a day by id."""
        bodies: dict[str, Version] = {}
        for unit in self._places:
            place = self._register.version(unit, on)
            for row in self._of_level.get(place.level, ()) if place else ():
                if place and row.holds(place, on):
                    bodies[f"{unit}:{row.key}"] = self._body(row, place, on)
        return bodies

    def events(
        self, before: Mapping[str, Version], after: Mapping[str, Version], on: date
    ) -> Iterator[Event]:
        """Yield what happened between two states: bodies joined, shared out, renamed, begun and ended."""
        renewed = self._renewed(before, after, on)
        ended = [unit for unit in before if unit not in after or unit in renewed]
        begun = {unit for unit in after if unit not in before or unit in renewed}
        links = {unit: [unit] if unit in renewed else self._links(unit, begun, on) for unit in ended}
        for olds, news in _connected(ended, begun, links):
            yield self._event(olds, news, links, after, on)
        for unit, version in after.items():
            known = before.get(unit)
            if known is not None and unit not in renewed and _told(known) != _told(version):
                kind = "rename" if known.name != version.name else "move"
                decree, is_certain = self._decree(unit, on)
                yield Event(f"{on}-{unit}", kind, on, decree, (version,), (unit,), is_day_certain=is_certain)

    def _renewed(
        self, before: Mapping[str, Version], after: Mapping[str, Version], on: date
    ) -> frozenset[str]:
        """Return the bodies that live on and take over a part of what an ended district's body did."""
        return frozenset(
            f"{commune}:{heir}"
            for unit in before
            if unit not in after and self._has_ended(unit, on)
            for commune in self._communes_of[unit.split(":")[0]]
            for heir in self._heirs.get(unit.split(":")[1], ())
            if f"{commune}:{heir}" in before and f"{commune}:{heir}" in after
        )

    def _event(
        self,
        olds: Sequence[str],
        news: Sequence[str],
        links: Mapping[str, Sequence[str]],
        after: Mapping[str, Version],
        on: date,
    ) -> Event:
        successions = tuple(
            Succession(old, new, None if len(links[old]) > 1 or self._has_ended(old, on) else WHOLE)
            for old in olds
            for new in links[old]
        )
        decree, is_certain = self._decree((*olds, *news)[0], on)
        return Event(
            f"{on}-{(*news, *olds)[0]}",
            _kind(len(olds), len(news)),
            on,
            decree,
            tuple(after[new] for new in news),
            tuple(olds),
            successions,
            is_certain,
        )

    def _links(self, unit: str, begun: Collection[str], on: date) -> list[str]:
        """Return the bodies that a body became: by the template at its place, else at what its place
        became.
        """
        place, key = unit.split(":")
        keys = [
            new
            for change in self._template.changes
            if change.on == on
            for old, new in change.links
            if old == key
        ]
        at_place = [f"{place}:{new}" for new in keys if f"{place}:{new}" in begun]
        if at_place:
            return at_place
        if self._has_ended(unit, on):
            heirs = self._heirs.get(key, ())
            below = self._communes_of[place]
            return [f"{one}:{heir}" for one in below for heir in heirs if f"{one}:{heir}" in begun]
        became = _became(self._register, place, on)
        return [f"{one}:{new}" for one in became for new in (key, *keys) if f"{one}:{new}" in begun]

    def _has_ended(self, unit: str, on: date) -> bool:
        """Say whether the district of a body ended that day: its work was spread, even over a single
        commune.
        """
        place = unit.split(":")[0]
        return place in self._communes_of and self._register.version(place, on) is None

    def _decree(self, unit: str, on: date) -> tuple[str, bool]:
        """Return the decree behind a change and whether its day is certain."""
        place, key = unit.split(":")
        for change in self._template.changes:
            if change.on == on and any(key in link for link in change.links):
                return change.decree, change.is_day_certain
        for event in self._register.events_of(place):
            if event.on == on:
                return event.decree, event.is_day_certain
        row = next(
            (row for row in self._template.rows if row.key == key and on in (row.since, row.until)), None
        )
        return (row.source.partition(";")[0] if row else ""), True

    def _body(self, row: BodyRow, place: Version, on: date) -> Version:
        chain = (place.unit, *self._register.ancestors(place.unit, on))
        parents = tuple(
            Parent(hierarchy, f"{chain[steps]}:{key.lstrip('^')}")
            for hierarchy, key in row.under
            if (steps := key.count("^"))
            < len(chain)  # an office may have undone what gave the place a parent
        )
        names = [_named(pattern, place) for pattern in (row.name, *row.aliases)]
        attested = [day for day in (row.attested_from, place.attested_from) if day is not None]
        return Version(
            f"{place.unit}:{row.key}",
            names[0],
            row.kind,
            row.level,
            row.line,
            parents,
            place.unit,
            on,
            attested_from=max(attested, default=None),
            aliases=tuple(dict.fromkeys((*names[1:], *_short_names(row, place)))),
            classes=row.classes,
        )


def _named(pattern: str, place: Version) -> str:
    bare = bare_name(place)
    if "{committee}" in pattern:
        committee = _COMMITTEES.get(place.kind)
        full = f"{committee} {bare}" if committee else f"Đảng ủy {place.spoken}"
        return pattern.replace("{committee}", full)
    return pattern.replace("{place}", place.spoken).replace("{bare}", bare)


def bare_name(place: Version) -> str:
    """Return the name of a place without its kind."""
    return place.name[len(place.kind) :].strip() if place.name.lower().startswith(place.kind) else place.name


def _short_names(row: BodyRow, place: Version) -> Iterator[str]:
    """Yield what a body is called inside its province: with the kind of the place alone, or without it."""
    if row.level != "province":
        return
    committee = _COMMITTEES.get(place.kind, "")
    for pattern in (row.name, *row.aliases):
        yield " ".join(pattern.replace("{committee}", committee).replace("{place}", place.kind).split())
        without = pattern.replace("{place}", "").replace("{bare}", "").strip(" ,")
        if row.kind in _CALLED_ALONE and "{" not in without:
            yield without


def _told(version: Version) -> tuple[object, ...]:
    return version.name, version.parents, version.aliases, version.classes


def _kind(olds: int, news: int) -> str:
    if not olds or not news:
        return "establish" if news else "dissolve"
    if olds == 1:
        return "rename" if news == 1 else "split"
    return "merge" if news == 1 else "rearrange"


def _connected(
    ended: Iterable[str], begun: Iterable[str], links: Mapping[str, Sequence[str]]
) -> Iterator[tuple[list[str], list[str]]]:
    """Yield ended and begun bodies in groups that have nothing to do with each other; a renewed one is
    both.
    """
    sources: dict[str, list[str]] = {new: [] for new in begun}
    for old, news in links.items():
        for new in news:
            sources[new].append(old)
    seen: set[tuple[bool, str]] = set()
    for start in (*((True, old) for old in ended), *((False, new) for new in sorted(sources))):
        if start in seen:
            continue
        seen.add(start)
        waiting, olds, news_found = [start], list[str](), list[str]()
        while waiting:
            is_old, unit = waiting.pop()
            (olds if is_old else news_found).append(unit)
            for other in links[unit] if is_old else sources[unit]:
                if (not is_old, other) not in seen:
                    seen.add((not is_old, other))
                    waiting.append((not is_old, other))
        yield sorted(olds), sorted(news_found)


def _places_in(register: Register, provinces: Collection[str]) -> tuple[str, ...]:
    """Return provinces with every place that ever stood in them."""
    found: dict[str, None] = dict.fromkeys(sorted(provinces))
    waiting = list(found)
    while waiting:
        below = {one.unit for one in register.ever_below(waiting.pop())}
        new = sorted(below - found.keys())
        found.update(dict.fromkeys(new))
        waiting += new
    return tuple(found)


def _days_of(register: Register, place: str) -> set[date]:
    return {day for v in register.versions[place] for day in (v.valid_from, v.valid_to) if day is not None}


def _last_day(version: Version) -> date:
    return version.valid_to - _DAY if version.valid_to else version.valid_from or date.min


def _level(register: Register, unit: str) -> str:
    return register.versions[unit][0].level


def _became(register: Register, place: str, on: date) -> list[str]:
    """Return what a place became on a day."""
    return [
        link.new
        for event in register.events_of(place)
        if event.on == on
        for link in event.successions
        if link.old == place
    ]


def _heirs_of_districts(register: Register, places: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return, for each district that ended without a successor, the communes made from its communes."""
    heirs: dict[str, tuple[str, ...]] = {}
    for unit in places:
        last = register.versions[unit][-1]
        if last.level != "district" or last.valid_to is None or _became(register, unit, last.valid_to):
            continue
        communes: dict[str, None] = {}
        for commune in register.children(unit, last.valid_to - _DAY):
            following = _became(register, commune.unit, last.valid_to)
            if not following and register.version(commune.unit, last.valid_to):
                following = [commune.unit]
            communes.update(dict.fromkeys(following))
        heirs[unit] = tuple(communes)
    return heirs
