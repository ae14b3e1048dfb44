"""Totals of figures by unit on a stated structure: as reported, as of a date, or through succession.

A figure never moves: it stays with the unit and the day for which it was reported, and a structure says
under whom it is added. What cannot be placed without guessing is a remainder that is named by its source,
held by the nearest unit that certainly contains it; so the sum over the tops is always the sum of what was
reported.

For figures that add over units (flows, counts that do not overlap). Rates and distinct counts do not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from types import MappingProxyType

from tonghop.domain.organisations.attestation import attestation_warnings
from tonghop.domain.organisations.events import WHOLE
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.sentences import official_date
from tonghop.domain.organisations.succession import Carrier
from tonghop.domain.organisations.units import PLACE, Version

_DIGITS = 200
"""Enough that shares of shares multiply without rounding."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure: what a unit reported for a day."""

    unit: str
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Remainder:
    """A value that belongs to no one unit below its holder: where it came from, and among whom it would be
    divided.

    `holder` is the nearest unit that certainly contains it, "" where none does; `among` may be empty.
    """

    source: str
    source_name: str
    on: date
    value: Decimal
    holder: str
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals on one structure. A unit's total holds its own figures, those below it, and the remainders it
    holds.
    """

    structure: str
    by_unit: Mapping[str, Decimal]
    own: Mapping[str, Decimal]
    remainders: tuple[Remainder, ...]
    total: Decimal
    warnings: tuple[str, ...] = ()


def as_reported(register: Register, figures: Iterable[Reported], hierarchy: str = PLACE) -> Totals:
    """Add every figure under the units that stood above its unit on the figure's own day."""
    adding = _Adding(register, hierarchy)
    for figure in figures:
        version = register.version(figure.unit, figure.on)
        if version is None:
            adding.hold(figure, figure.value, "", ())
        else:
            adding.place(figure.unit, figure.on, figure.value)
    return adding.totals("as-reported")


def as_of(register: Register, figures: Iterable[Reported], day: date, hierarchy: str = PLACE) -> Totals:
    """Add every figure under the units above its unit on `day`; a unit that does not exist then leaves a
    remainder.
    """
    adding = _Adding(register, hierarchy)
    for figure in figures:
        if register.version(figure.unit, day) is not None:
            adding.place(figure.unit, day, figure.value)
        else:
            above = register.ancestors(figure.unit, figure.on, hierarchy)
            holder = next((unit for unit in above if register.version(unit, day) is not None), "")
            adding.hold(figure, figure.value, holder, (), day)
    return adding.totals(day.isoformat())


def through_succession(
    register: Register, figures: Iterable[Reported], day: date, hierarchy: str = PLACE
) -> Totals:
    """Add every figure under the units that its unit has become by `day`, or was made from where `day` lies
    before.

    Known shares divide a figure; an unknown one leaves the whole figure undivided.
    """
    adding, carrier = _Adding(register, hierarchy), Carrier(register, day)
    for figure in figures:
        way = carrier.carry(figure.unit, figure.on)
        with localcontext() as exact:
            exact.prec = _DIGITS
            for unit, share in way.shares:
                adding.place(unit, day, figure.value if share == WHOLE else figure.value * share)
            if way.undivided:
                adding.hold(
                    figure, figure.value * way.undivided, adding.nearest(way.among, day), way.among, day
                )
    return adding.totals(f"succession to {day.isoformat()}")


class _Adding:
    """The sums of one total while they are made."""

    def __init__(self, register: Register, hierarchy: str) -> None:
        self._register, self._hierarchy = register, hierarchy
        self._sums: dict[str, Decimal] = {}
        self._own: dict[str, Decimal] = {}
        self._remainders: list[Remainder] = []
        self._total = Decimal(0)
        self._doubts: dict[date, list[Version]] = {}
        self._above: dict[tuple[str, date], tuple[str, ...]] = {}

    def place(self, unit: str, on: date, value: Decimal) -> None:
        """Add a value to a unit and to all above it on a day."""
        _add(self._own, unit, value)
        self._lift(unit, on, value)

    def hold(
        self, figure: Reported, value: Decimal, holder: str, among: tuple[str, ...], on: date | None = None
    ) -> None:
        """Add a value that cannot be divided to its holder and to all above it."""
        version = self._register.version(figure.unit, figure.on)
        name = version.name if version else figure.unit
        self._remainders.append(Remainder(figure.unit, name, figure.on, value, holder, among))
        if holder:
            self._lift(holder, on or figure.on, value)
        else:
            self._total = _sum(self._total, value)

    def nearest(self, units: Sequence[str], on: date) -> str:
        """Return the nearest unit that contains all of several on a day, "" where there is none."""
        if not units:
            return ""
        ways = [(unit, *self._ancestors(unit, on)) for unit in units]
        return next((unit for unit in ways[0] if all(unit in way for way in ways[1:])), "")

    def totals(self, structure: str) -> Totals:
        """Return what was added."""
        attested = [w for on, found in sorted(self._doubts.items()) for w in attestation_warnings(found, on)]
        return Totals(
            structure,
            MappingProxyType(self._sums),
            MappingProxyType(self._own),
            tuple(self._remainders),
            self._total,
            (*dict.fromkeys(attested), *self._told_remainders()),
        )

    def _lift(self, unit: str, on: date, value: Decimal) -> None:
        self._total = _sum(self._total, value)
        for one in (unit, *self._ancestors(unit, on)):
            _add(self._sums, one, value)

    def _ancestors(self, unit: str, on: date) -> tuple[str, ...]:
        key = (unit, on)
        if key not in self._above:
            version = self._register.version(unit, on)
            if version is not None and not version.is_attested(on):
                self._doubts.setdefault(on, []).append(version)
            self._above[key] = self._register.ancestors(unit, on, self._hierarchy)
        return self._above[key]

    def _told_remainders(self) -> tuple[str, ...]:
        if not self._remainders:
            return ()
        names = list(dict.fromkeys(one.source_name for one in self._remainders))
        shown = ", ".join(names[:5]) + (f" và {len(names) - 5} đơn vị khác" if len(names) > 5 else "")
        return (f"{len(self._remainders)} số liệu không chia được cho từng đơn vị, giữ theo nguồn: {shown}.",)


def told_structure(structure: str, day: date | None = None) -> str:
    """Return the Vietnamese words that state a total's structure.

    >>> told_structure("as-of", date(2025, 7, 1))
    'theo tổ chức ngày 01/7/2025'
    """
    if day is None:
        return "theo đơn vị như khi báo cáo"
    words = "theo tổ chức ngày" if structure == "as-of" else "quy về đơn vị kế thừa ngày"
    return f"{words} {official_date(day)}"


def _add(sums: dict[str, Decimal], unit: str, value: Decimal) -> None:
    sums[unit] = _sum(sums[unit], value) if unit in sums else value


def _sum(one: Decimal, other: Decimal) -> Decimal:
    with localcontext() as exact:
        exact.prec = _DIGITS
        return one + other
