"""The template of a province's bodies, as it comes with the program: `data/bodies.toml`, a source in every
row.
"""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from tonghop.domain.organisations.bodies import BodyRow, Change, Heir, Template, with_bodies
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.units import PLACE
from tonghop.formats.registers.vietnam import vietnam


@cache
def body_template() -> Template:
    """Read the template."""
    text = files("tonghop.formats.registers").joinpath("data", "bodies.toml").read_text(encoding="utf-8")
    return template_from(tomllib.loads(text))


@cache
def _with_bodies(provinces: frozenset[str]) -> Register:
    return with_bodies(vietnam(), body_template(), provinces)


def vietnam_with_bodies(provinces: Collection[str]) -> Register:
    """Return the country with the bodies of some provinces, built once for each choice."""
    return _with_bodies(frozenset(provinces)) if provinces else vietnam()


def with_template_bodies(register: Register, provinces: Collection[str]) -> Register:
    """Return a register with the template's bodies of some provinces beside those that it has itself.

    A unit that the register knows stays as it is there: the template is a proposal.
    """
    key = body_template().rows[0].key
    unknown = frozenset(unit for unit in provinces if f"{unit}:{key}" not in register.versions)
    if not unknown:
        return register
    places = {
        unit: versions
        for unit, versions in register.versions.items()
        if any(v.line == PLACE for v in versions)
    }
    touching = tuple(event for event in register.events if not places.keys().isdisjoint(event.units))
    laid = with_bodies(Register(MappingProxyType(places), touching), body_template(), unknown)
    known = {event.id for event in register.events}
    events = (*register.events, *(event for event in laid.events if event.id not in known))
    return Register(MappingProxyType({**laid.versions, **register.versions}), events)


def template_from(tables: Mapping[str, Any]) -> Template:
    """Build a template from the tables of its file: `body`, `change`, `heir`.

    Raises: TypeError, ValueError, where a table has keys or values that it cannot have: the file is ours.
    """
    return Template(
        tuple(_row(table) for table in tables["body"]),
        tuple(_change(table) for table in tables.get("change", ())),
        tuple(Heir(table["district"], table["commune"]) for table in tables.get("heir", ())),
    )


def _row(table: Mapping[str, Any]) -> BodyRow:
    # Any: a TOML table holds whatever was written; the dataclass names what it may hold.
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    values["under"] = tuple(_above(written) for written in table.get("under", ()))
    return BodyRow(**values)


def _above(written: str) -> tuple[str, str]:
    hierarchy, key = written.split()
    return hierarchy, key


def _change(table: Mapping[str, Any]) -> Change:
    values = dict(table)
    values["links"] = tuple((old, new) for old, new in table["links"])
    return Change(**values)
