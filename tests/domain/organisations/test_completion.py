"""Completing a register from another: what it lacks comes, what was taken back and what needs it does not."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.organisations.histories import registers
from domain.organisations.small_country import AUTUMN, MERGED, country, merger, place, split
from tonghop.domain.organisations.completion import completed
from tonghop.domain.organisations.events import Event, Succession
from tonghop.domain.organisations.register import EMPTY, Register
from tonghop.domain.organisations.reorganisations import LaterEventStands, apply_all, undo
from tonghop.domain.organisations.units import Parent, Version


def body(unit: str, at: str) -> Version:
    name = f"Ủy ban nhân dân {at}"
    return Version(unit, name, "ủy ban nhân dân", "commune", "state", (Parent("state", "mau"),), at)


BODIES = tuple(body(f"{at}:ubnd", at) for at in ("an", "chung", "binh"))
BASE = Register({**country().versions, **{one.unit: (one,) for one in BODIES}})
RENAMED = Event("renamed", "rename", AUTUMN, "", (place("chung-2", "Phường Hòa", "mau"),), ("chung-2",))
BEYOND = Event("beyond", "merge", date(2026, 1, 1), "", (place("hoa", "Xã", "mau"),), ("chung-2", "bac"))
BELOW = Event("below", "establish", AUTUMN, "", (place("thon", "Xã Thôn", "chung-2"),))
BELOW_AN = Event("below-an", "establish", date(2025, 5, 1), "", (place("thon", "Xã Thôn", "an"),))
BODY_JOINS = Event(
    "body-joins",
    "merge",
    MERGED,
    "",
    (body("chung-2:ubnd", "chung-2"),),
    ("an:ubnd", "chung:ubnd"),
    (Succession("an:ubnd", "chung-2:ubnd"), Succession("chung:ubnd", "chung-2:ubnd")),
)
BODY_ENDS = Event("body-ends", "dissolve", MERGED, "", (), ("an:ubnd",))
BODY_ENDED_BEFORE = replace(BODY_ENDS, id="body-ended-before", on=date(2025, 4, 1))
ELSEWHERE = Event("elsewhere", "dissolve", MERGED, "", (), ("binh:ubnd",))

CASES: list[tuple[str, Sequence[Event], Collection[str], Sequence[str]]] = [
    ("nothing is withheld", (merger(), split(None)), (), ()),
    ("only what is withheld", (merger(), split(None)), {"merger"}, ("merger",)),
    ("what nobody knows", (merger(), split(None)), {"nobody"}, ()),
    ("the same unit again", (merger(), RENAMED), {"merger"}, ("merger", "renamed")),
    ("the later alone", (merger(), RENAMED), {"renamed"}, ("renamed",)),
    (
        "from unit to unit",
        (merger(), split(None), RENAMED, BEYOND),
        {"merger"},
        ("merger", "renamed", "beyond"),
    ),
    ("through one of two", (merger(), split(None), BEYOND), {"split"}, ("split", "beyond")),
    ("below what does not begin", (merger(), BELOW), {"merger"}, ("merger", "below")),
    ("below what lives on", (merger(), BELOW_AN), {"merger"}, ("merger",)),
    ("a body of the new place", (merger(), BODY_JOINS), {"merger"}, ("merger", "body-joins")),
    ("a body that ends with its place", (merger(), BODY_ENDS), {"merger"}, ("merger", "body-ends")),
    ("a body that ended before", (merger(), BODY_ENDED_BEFORE), {"merger"}, ("merger",)),
    ("a body elsewhere", (merger(), ELSEWHERE), {"merger"}, ("merger",)),
]


@pytest.mark.parametrize(("events", "withheld", "held"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_held_back(events: Sequence[Event], withheld: Collection[str], held: Sequence[str]) -> None:
    full = apply_all(BASE, events)

    for begun in (EMPTY, BASE):  # loaded for the first time, and onto the places alone
        found = completed(begun, full, withheld)

        assert found.held_back == tuple(held)
        assert [event.id for event in found.register.events] == [e.id for e in events if e.id not in held]
        assert found.register == apply_all(BASE, [event for event in events if event.id not in held])


def test_what_stands_is_not_held_back_though_its_id_is_withheld() -> None:
    full = apply_all(BASE, (merger(),))

    assert completed(full, full, {"merger"}).held_back == ()


@given(register=registers(), data=st.data())
def test_last_events_undone_stay_undone_and_applied_again_give_all(
    register: Register, data: st.DataObject
) -> None:
    last = register.events[data.draw(st.integers(0, len(register.events))) :]
    loaded = completed(EMPTY, register).register
    undone = loaded
    for event in reversed(last):
        undone = undo(undone, event.id)

    again = completed(undone, register, {event.id for event in last})

    assert again.register == undone
    assert again.held_back == tuple(event.id for event in last)
    assert apply_all(undone, last) == loaded == register


@given(register=registers(), data=st.data())
def test_history_that_grew_after_something_was_undone_comes_but_for_what_needs_it(
    register: Register, data: st.DataObject
) -> None:
    """An office loads a part of a history, takes back whatever can be, and loads the whole: it never fails,
    touches nothing that was taken back, and gives all once that is applied again.
    """
    some = data.draw(st.integers(0, len(register.events)))
    kept = completed(EMPTY, _until(register, some)).register
    withheld = set()
    for event in reversed(kept.events):
        if data.draw(st.booleans()):
            try:
                kept = undo(kept, event.id)
            except LaterEventStands:
                continue
            withheld.add(event.id)

    again = completed(kept, register, withheld)

    assert withheld <= set(again.held_back)
    upset: set[str] = set()
    for event in register.events:
        if event.id in again.held_back:
            upset |= set(event.units)
        elif kept.event(event.id) is None:
            assert upset.isdisjoint(event.units)
    assert completed(again.register, register, withheld).register == again.register
    held = [_event(register, id) for id in again.held_back]
    assert dict(apply_all(again.register, held).versions) == dict(register.versions)


def _event(register: Register, id: str) -> Event:
    found = register.event(id)
    assert found is not None
    return found


def _until(register: Register, number: int) -> Register:
    for event in reversed(register.events[number:]):
        register = undo(register, event.id)
    return register
