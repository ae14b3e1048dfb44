"""Totals by place on a stated structure: as of a date, or through succession to one.

The grand total stays what was reported. A body counts where its place is certain: by the code that the
campaign gives, else by its name where the register knows exactly one body that bears or bore it. Figures of
others stay as reported, in a finding; a part that cannot be divided is a remainder, named by its source.
Rates and distinct counts do not add over places and are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from tonghop.domain.calendar.cycles import Cycle, nominal_window
from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.figures import Total
from tonghop.domain.consolidation.submissions import Finding
from tonghop.domain.organisations import matching
from tonghop.domain.organisations.attestation import attestation_warnings
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.structures import (
    Remainder,
    Reported,
    Totals,
    as_of,
    through_succession,
    told_structure,
)
from tonghop.domain.organisations.units import PLACE
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.indicators import FLOW, STOCK

SUCCESSION = "succession"
_CHECK = "check"

_MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Structure:
    """On what totals are stated: the organisation of a day, or what became of each unit by a day."""

    kind: Literal["as-of", "succession"]
    day: date

    @property
    def label(self) -> str:
        """The record's word for it: "2025-07-01", "succession to 2026-11-23"."""
        day = self.day.isoformat()
        return day if self.kind == "as-of" else f"{SUCCESSION} to {day}"

    @property
    def vietnamese(self) -> str:
        return told_structure(self.kind, self.day)


@dataclass(frozen=True, slots=True)
class AskedRegister:
    """Which register totals were stated on: where it is kept, the SHA-256 of what it says, and that of the
    template of the bodies that it lacks.
    """

    kept_in: Literal["database", "packaged"]
    sha256: str
    bodies_sha256: str


@dataclass(frozen=True, slots=True)
class PlaceTotal:
    """One place's total on the structure, with all below it; `parent` is the id of the place above."""

    unit: str
    code: str
    name: str
    parent: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class StructuredTotal:
    """One indicator by place. What stands at the tops, remainders that nobody holds, and `as_reported` (body
    and value, where the place is not known) add to the indicator's total before its adjustments: what several
    places did together is no single place's.
    """

    indicator: str
    places: tuple[PlaceTotal, ...]
    remainders: tuple[Remainder, ...] = ()
    as_reported: tuple[tuple[str, Decimal], ...] = ()


def structured(
    done: Consolidation, register: Register, structure: Structure, *, asked: AskedRegister | None = None
) -> Consolidation:
    """State the totals of a consolidation by place; everything else stays as it is."""
    on = last_day(done.campaign, done.cycle, done.due[0].due.due_on if done.due else structure.day)
    placed = places_of(done.campaign, register, on)
    results = [
        _structured(row, placed, register, on, structure)
        for row in done.totals
        if row.indicator.kind in (FLOW, STOCK) and row.value is not None
    ]
    standing = (register.version(placed[row.body], on) for row in done.submissions if row.body in placed)
    warnings = [
        *attestation_warnings((version for version in standing if version), on),
        *(warning for _, totals in results for warning in totals.warnings),
    ]
    found = [Finding(_CHECK, "", "", "", warning) for warning in dict.fromkeys(warnings)]
    return replace(
        done,
        structure=structure.label,
        told_structure=structure.vietnamese,
        register=asked,
        structured=tuple(row for row, _ in results),
        findings=(*done.findings, *_left_out(done, placed), *found),
    )


def last_day(campaign: Campaign, cycle: Cycle, otherwise: date) -> date:
    """Return the last day that a cycle reports on: the day of its figures."""
    period = campaign.regime(cycle).period(cycle.year)
    if period is None and (window := nominal_window(cycle.code)):
        period = window.in_year(cycle.year)
    return period.end - timedelta(days=1) if period else otherwise


def places_of(campaign: Campaign, register: Register, on: date) -> Mapping[str, str]:
    """Return the place of each body of a campaign as a unit's id, of those alone for which it is certain."""
    return {body.code: unit for body in campaign.bodies if (unit := _place(body, campaign, register, on))}


def _place(body: Body, campaign: Campaign, register: Register, on: date) -> str:
    """Return where a body stands, "" where that is not certain. A code that fits nobody no name mends."""
    if body.place:
        bearing = [unit for unit in register.units_bearing(body.place) if register.version(unit, on)]
        return _ground(register, bearing[0], on) if len(bearing) == 1 else ""
    found = matching.find(register, body.name, on=on, within=campaign.place)
    if found.decided is None or found.candidates[0].score < matching.FORMER:  # a slip mended is no certainty
        return ""
    return _ground(register, found.decided, on)


def _ground(register: Register, unit: str, on: date) -> str:
    version = register.version(unit, on)
    return "" if version is None else unit if version.line == PLACE else version.place


def _structured(
    row: Total, placed: Mapping[str, str], register: Register, on: date, structure: Structure
) -> tuple[StructuredTotal, Totals]:
    told = [(source.body, amount) for source in row.sources if (amount := source.value.amount) is not None]
    figures = [Reported(placed[body], on, amount) for body, amount in told if body in placed]
    add = as_of if structure.kind == "as-of" else through_succession
    totals = add(register, figures, structure.day)
    left = tuple((body, amount) for body, amount in told if body not in placed)
    places = tuple(_places(totals, register, structure.day))
    return StructuredTotal(row.indicator.code, places, totals.remainders, left), totals


def _places(totals: Totals, register: Register, day: date) -> Iterator[PlaceTotal]:
    """Yield the places with a total, each before those below it, by code."""
    versions = {unit: version for unit in totals.by_unit if (version := register.version(unit, day))}

    def order(unit: str) -> tuple[str, ...]:
        above = reversed((unit, *register.ancestors(unit, day)))
        return tuple(versions[one].shown_code if one in versions else one for one in above)

    for unit in sorted(versions, key=order):
        version = versions[unit]
        yield PlaceTotal(unit, version.shown_code, version.name, version.parent(PLACE), totals.by_unit[unit])


def _left_out(done: Consolidation, placed: Mapping[str, str]) -> Iterator[Finding]:
    """Yield one finding with the bodies that have reported and whose place is not known."""
    sent = {row.body for row in done.submissions}
    names = [body.name for body in done.campaign.bodies if body.code in sent and body.code not in placed]
    if names:
        more = f" và {len(names) - _MOST_NAMED} đơn vị khác" if len(names) > _MOST_NAMED else ""
        message = (
            f"{len(names)} đơn vị chưa rõ thuộc đơn vị hành chính nào (place trống, sai mã, hoặc tên không"
            f" chỉ rõ một đơn vị), số liệu giữ như báo cáo: {', '.join(names[:_MOST_NAMED])}{more}."
        )
        yield Finding(_CHECK, "", "", "", message)
