"""Random histories: a tree of places, and reorganisations of all kinds that keep its top."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tonghop.domain.organisations.events import Event, Succession
from tonghop.domain.organisations.register import Register, register_of
from tonghop.domain.organisations.reorganisations import apply
from tonghop.domain.organisations.structures import Reported
from tonghop.domain.organisations.units import PLACE, Parent, Version

START = date(2024, 1, 1)
SHARES = (None, (Decimal("0.5"), Decimal("0.5")), (Decimal("0.125"), Decimal("0.875")))


def version(unit: str, parent: str, on: date | None = None) -> Version:
    return Version(
        unit, f"Xã {unit}", "xã", "commune", PLACE, (Parent(PLACE, parent),), valid_from=on, attested_from=on
    )


@st.composite
def registers(draw: st.DrawFn, events: int = 6) -> Register:
    """Draw a register after up to `events` reorganisations, each some days after the one before."""
    provinces = [f"p{number}" for number in range(draw(st.integers(1, 3)))]
    base = [Version("top", "Nước", "nước", "country")]
    base += [version(unit, "top") for unit in provinces]
    base += [version(f"c{n}", draw(st.sampled_from(provinces))) for n in range(draw(st.integers(2, 6)))]
    register, day = register_of(base), START
    for number in range(draw(st.integers(0, events))):
        day += timedelta(days=draw(st.integers(1, 40)))
        living = sorted(v.unit for v in register.in_force(day) if v.parent(PLACE) not in ("", "top"))
        if living:
            register = apply(register, draw(_events(number, day, living, provinces, register)))
    return register


@st.composite
def _events(
    draw: st.DrawFn,
    number: int,
    day: date,
    living: Sequence[str],
    provinces: Sequence[str],
    register: Register,
) -> Event:
    kind = draw(st.sampled_from(("establish", "rename", "move", "merge", "split", "rearrange", "dissolve")))
    above, id = draw(st.sampled_from(provinces)), f"e{number}"
    one = draw(st.sampled_from(living))
    new = [version(f"n{number}{letter}", above, day) for letter in "ab"]
    if kind == "establish":
        return Event(id, kind, day, "", (new[0],))
    if kind == "dissolve":
        return Event(id, kind, day, "", (), (one,))
    if kind in ("rename", "move"):
        return Event(id, kind, day, "", (version(one, above, day),), (one,))
    if kind == "merge":
        several = draw(st.lists(st.sampled_from(living), min_size=1, max_size=3, unique=True))
        links = tuple(Succession(old, new[0].unit, Decimal(1)) for old in several)
        return Event(id, kind, day, "", (new[0],), tuple(several), links)
    shares = draw(st.sampled_from(SHARES)) or (None, None)
    links = tuple(Succession(one, v.unit, share) for v, share in zip(new, shares, strict=True))
    if kind == "split":  # the unit may live on beside what was made of it
        lives_on = draw(st.booleans())
        opens = (version(one, above, day), new[1]) if lives_on else tuple(new)
        links = tuple(Succession(one, v.unit, share) for v, share in zip(opens, shares, strict=True))
        return Event(id, kind, day, "", opens, (one,), links)
    others = [unit for unit in living if unit != one]
    whole = draw(st.lists(st.sampled_from(others), max_size=1)) if others else []
    links += tuple(Succession(old, new[0].unit, Decimal(1)) for old in whole)
    return Event(id, kind, day, "", tuple(new), (one, *whole), links)


@st.composite
def figures(draw: st.DrawFn, register: Register) -> list[Reported]:
    """Draw figures of units on days on which they were in force, and perhaps one of a unit that was not."""
    drawn = []
    for _ in range(draw(st.integers(1, 8))):
        day = START + timedelta(days=draw(st.integers(-30, 300)))
        living = sorted(one.unit for one in register.in_force(day))
        value = draw(st.decimals(-1000, 1000, places=3))
        unit = draw(
            st.sampled_from(living) if draw(st.booleans()) else st.sampled_from(sorted(register.versions))
        )
        drawn.append(Reported(unit, day, value))
    return drawn
