"""One hash for a register: any other word is another hash, another order of entering is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.organisations.histories import registers
from domain.organisations.small_country import country, merger, split
from tonghop.domain.organisations.events import Event
from tonghop.domain.organisations.fingerprints import fingerprint
from tonghop.domain.organisations.register import EMPTY, Register
from tonghop.domain.organisations.reorganisations import apply, apply_all
from tonghop.domain.organisations.units import Code, Parent, Version

START = apply_all(country(), (merger(), split(Decimal("0.5"))))


def changed(unit: str, **values: object) -> Register:
    *others, last = START.versions[unit]
    return Register({**START.versions, unit: (*others, replace(last, **values))}, START.events)


def told(number: int, **values: object) -> Register:
    events: list[Event] = list(START.events)
    events[number] = replace(events[number], **values)
    return Register(START.versions, tuple(events))


OTHERS: list[Callable[[], Register]] = [
    lambda: changed("bac", name="Xã Bắc Mới"),
    lambda: changed("bac", kind="phường"),
    lambda: changed("bac", level="district"),
    lambda: changed("bac", line="other"),
    lambda: changed("bac", parents=(Parent("place", "ben"),)),
    lambda: changed("bac", place="mau"),
    lambda: changed("bac", valid_from=date(2025, 7, 2)),
    lambda: changed("bac", valid_to=date(2026, 7, 2)),
    lambda: changed("bac", attested_from=None),
    lambda: changed("bac", codes=(Code("statistics", "00011"),)),
    lambda: changed("bac", aliases=("Bắc",)),
    lambda: changed("bac", classes=("Bắc",)),
    lambda: changed("bac", opened_by="merger"),
    lambda: changed("an", closed_by="split"),
    lambda: told(0, kind="rearrange"),
    lambda: told(0, on=date(2025, 7, 2)),
    lambda: told(0, decree="3/NQ-UBTVQH15"),
    lambda: told(0, is_day_certain=False),
    lambda: told(0, note="a"),
    lambda: told(1, successions=split(None).successions),
    lambda: EMPTY,
]


@pytest.mark.parametrize("other", OTHERS)
def test_whatever_differs_is_another_hash(other: Callable[[], Register]) -> None:
    assert fingerprint(other()) != fingerprint(START)


def test_share_is_the_same_however_many_zeros_it_has() -> None:
    assert fingerprint(told(1, successions=split(Decimal("0.50")).successions)) == fingerprint(START)


def test_events_of_one_day_have_no_order() -> None:
    assert fingerprint(apply_all(country(), (split(Decimal("0.5")), merger()))) == fingerprint(START)


@given(register=registers(), data=st.data())
def test_order_of_entering_makes_no_difference(register: Register, data: st.DataObject) -> None:
    versions: list[tuple[str, tuple[Version, ...]]] = data.draw(
        st.permutations(list(register.versions.items()))
    )
    events = data.draw(st.permutations(register.events))

    assert fingerprint(Register(dict(versions), tuple(events))) == fingerprint(register)


@given(register=registers())
def test_history_before_and_after_an_event_differ(register: Register) -> None:
    event = Event("last", "establish", date(2026, 1, 1), "", (replace(_first(register), unit="moi"),))

    assert fingerprint(apply(register, event)) != fingerprint(register)


def _first(register: Register) -> Version:
    return next(register.all_versions())
