"""Reorganisations applied, undone and told; random histories keep what must always be true."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.organisations.histories import START, registers
from domain.organisations.small_country import AUTUMN, MERGED, country, merger, place, split
from tonghop.domain.errors import Refusal
from tonghop.domain.organisations.events import Event, SharesDoNotAdd, Succession
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.reorganisations import (
    EventIsKnown,
    EventIsUnknown,
    LaterEventStands,
    SuccessionIsForeign,
    UnitIsInForce,
    UnitIsNotInForce,
    apply,
    apply_all,
    undo,
)
from tonghop.domain.organisations.sentences import history

BEFORE = MERGED - timedelta(days=1)


def renamed(on: date = AUTUMN) -> Event:
    return Event("renamed", "rename", on, "3/NQ-HĐND", (place("chung-2", "Phường Hòa", "mau"),), ("chung-2",))


def test_merger_ends_what_it_joins_and_keeps_the_day_before() -> None:
    register = apply(country(), merger())

    assert {v.unit for v in register.children("mau", BEFORE)} == {"an", "binh", "chung"}
    assert {v.unit for v in register.children("mau", MERGED)} == {"binh", "chung-2"}
    assert register.units_of_code("00007") == ("chung", "chung-2")


def test_undo_restores_exactly_what_was_there() -> None:
    before = country()

    assert undo(apply(before, merger()), "merger") == before


def test_undo_of_an_earlier_event_waits_for_the_later_one() -> None:
    register = apply_all(country(), (merger(), renamed()))

    with pytest.raises(LaterEventStands, match="renamed"):
        undo(register, "merger")
    assert undo(undo(register, "renamed"), "merger") == country()


def test_undo_keeps_events_on_other_units() -> None:
    register = apply_all(country(), (merger(), split(None)))

    assert undo(register, "merger") == apply(country(), split(None))


REFUSED = [
    # what does not exist cannot end
    (UnitIsNotInForce, replace(merger(), closes=("an", "nobody"), successions=())),
    # a closed unit cannot end again
    (UnitIsNotInForce, replace(merger(), id="again", opens=(), successions=())),
    # the same event twice
    (EventIsKnown, merger()),
    # a unit that lives cannot begin
    (UnitIsInForce, Event("double", "establish", AUTUMN, "", (place("binh", "Xã Bình"),))),
    # before what is recorded already
    (UnitIsNotInForce, renamed(MERGED)),
    # a succession of a unit that the event does not end
    (SuccessionIsForeign, Event("x", "rename", AUTUMN, "", (), (), (Succession("binh", "bac"),))),
]


@pytest.mark.parametrize(("refusal", "event"), REFUSED, ids=lambda one: getattr(one, "__name__", ""))
def test_event_that_contradicts_the_register_is_refused(refusal: type[Refusal], event: Event) -> None:
    register = country() if event.closes == ("an", "nobody") else apply(country(), merger())

    with pytest.raises(refusal):
        apply(register, event)


def test_unknown_event_cannot_be_undone() -> None:
    with pytest.raises(EventIsUnknown):
        undo(country(), "merger")


@pytest.mark.parametrize("shares", [("0.5", "0.4"), ("0.5", "0.6"), ("1", None), ("-0.5", "1.5"), ("0", "1")])
def test_shares_that_are_not_one_whole_are_refused(shares: tuple[str, str | None]) -> None:
    links = tuple(
        Succession("binh", new, Decimal(share) if share else None)
        for new, share in zip(("bac", "nam"), shares, strict=True)
    )
    with pytest.raises(SharesDoNotAdd):
        replace(split(None), successions=links)


SENTENCES = [
    (
        (merger(),),
        "chung-2",
        "Từ ngày 01/7/2025, theo Nghị quyết 1/NQ-UBTVQH15, phường Chung nhập với xã An thành phường Chung mới"
        " (tỉnh Mẫu).",
        "From 2025-07-01, by Nghị quyết 1/NQ-UBTVQH15, phường Chung merges with xã An into a new phường Chung"
        " (tỉnh Mẫu).",
    ),
    (
        (split(None),),
        "binh",
        "Từ ngày 01/7/2025, theo Nghị quyết 2/NQ-UBTVQH15, xã Bình được chia cho xã Bắc và xã Nam.",
        "From 2025-07-01, by Nghị quyết 2/NQ-UBTVQH15, xã Bình is divided among xã Bắc and xã Nam.",
    ),
    (
        (split(None),),
        "bac",
        "Từ ngày 01/7/2025, theo Nghị quyết 2/NQ-UBTVQH15, một phần xã Bình thành xã Bắc (tỉnh Mẫu).",
        "From 2025-07-01, by Nghị quyết 2/NQ-UBTVQH15, part of xã Bình becomes xã Bắc (tỉnh Mẫu).",
    ),
    (
        (Event("e", "rename", MERGED, "5/NQ-HĐND", (place("an", "Phường An", "mau"),), ("an",)),),
        "an",
        "Từ ngày 01/7/2025, theo 5/NQ-HĐND, xã An đổi thành phường An.",
        "From 2025-07-01, by 5/NQ-HĐND, xã An becomes phường An.",
    ),
    (
        (Event("e", "move", MERGED, "", (place("an", "Xã An", "ben"),), ("an",), is_day_certain=False),),
        "an",
        "Từ ngày 01/7/2025, xã An chuyển về trực thuộc tỉnh Bên (ngày có hiệu lực chưa được xác nhận).",
        "From 2025-07-01, xã An moves to tỉnh Bên (the day of effect is not confirmed).",
    ),
    (
        (Event("e", "establish", MERGED, "", (place("moi", "Xã Mới", "mau"),)),),
        "moi",
        "Từ ngày 01/7/2025, thành lập xã Mới, tỉnh Mẫu.",
        "From 2025-07-01, xã Mới is established.",
    ),
    (
        (Event("e", "dissolve", MERGED, "", (), ("an",)),),
        "an",
        "Từ ngày 01/7/2025, xã An kết thúc hoạt động.",
        "From 2025-07-01, xã An is dissolved.",
    ),
]


@pytest.mark.parametrize(("events", "unit", "vietnamese", "english"), SENTENCES)
def test_history_is_told_in_one_sentence(
    events: tuple[Event, ...], unit: str, vietnamese: str, english: str
) -> None:
    (told,) = history(apply_all(country(), events), unit)

    assert (told.vietnamese, told.english) == (vietnamese, english)


def test_merger_is_told_alike_from_what_ended_in_it() -> None:
    register = apply(country(), merger())

    assert history(register, "an")[0].vietnamese == history(register, "chung-2")[0].vietnamese


@settings(max_examples=60, deadline=None)
@given(registers())
def test_versions_of_any_history_never_overlap(register: Register) -> None:
    for versions in register.versions.values():
        assert all(a.valid_to is not None and a.valid_to <= b.valid_from for a, b in pairwise(versions))


@settings(max_examples=60, deadline=None)
@given(registers())
def test_undoing_any_history_backwards_restores_the_beginning(register: Register) -> None:
    steps = [register]
    for event in reversed(register.events):
        steps.append(undo(steps[-1], event.id))
    beginning = steps[-1]

    assert beginning.events == ()
    assert all(
        len(versions) == 1 and versions[0].valid_from is None for versions in beginning.versions.values()
    )
    assert apply_all(beginning, register.events) == register


@settings(max_examples=60, deadline=None)
@given(registers(), st.integers(-5, 300))
def test_every_unit_has_one_parent_a_line_a_day(register: Register, days: int) -> None:
    day = START + timedelta(days=days)
    below = [one.unit for parent in register.versions for one in register.children(parent, day)]

    assert len(below) == len(set(below))
    assert all(one.holds(day) for unit in below if (one := register.version(unit, day)))
    assert set(below) <= {one.unit for one in register.in_force(day)}
