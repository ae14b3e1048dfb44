"""Totals on the three structures, by table and over random histories."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.organisations.histories import START, figures, registers
from domain.organisations.small_country import AUTUMN, MERGED, SPRING, country, merger, place, split
from tonghop.domain.organisations.events import Event
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.reorganisations import apply, apply_all
from tonghop.domain.organisations.structures import (
    Remainder,
    Reported,
    as_of,
    as_reported,
    through_succession,
)
from tonghop.domain.organisations.succession import Carrier
from tonghop.domain.organisations.trees import roots

MAY = date(2025, 5, 31)
TEN = Decimal(10)


def reported(**values: int) -> list[Reported]:
    return [Reported(unit, MAY, Decimal(value)) for unit, value in values.items()]


def test_merged_figure_is_the_sum_over_those_it_was_made_of() -> None:
    register = apply(country(), merger())

    totals = through_succession(register, reported(an=3, chung=4, binh=5), MERGED)

    assert totals.by_unit == {"chung-2": 7, "binh": 5, "mau": 12, "top": 12}
    assert totals.remainders == ()


def test_figures_stay_where_they_were_reported() -> None:
    register = apply(country(), merger())

    totals = as_reported(register, reported(an=3, chung=4))

    assert totals.by_unit == {"an": 3, "chung": 4, "mau": 7, "top": 7}


def test_known_shares_divide_a_figure() -> None:
    register = apply(country(), split(Decimal("0.3")))

    totals = through_succession(register, reported(binh=10), MERGED)

    assert totals.own == {"bac": Decimal("3.0"), "nam": Decimal("7.0")}


def test_unknown_share_leaves_an_undivided_remainder_named_by_its_source() -> None:
    register = apply(country(), split(None))

    totals = through_succession(register, reported(binh=10, an=1), MERGED)

    assert totals.remainders == (Remainder("binh", "Xã Bình", MAY, TEN, "mau", ("bac", "nam")),)
    assert totals.by_unit == {"mau": 11, "top": 11, "an": 1}
    assert "Xã Bình" in totals.warnings[0]


def test_split_that_is_joined_again_is_certain_again() -> None:
    joined = Event(
        "joined",
        "merge",
        AUTUMN,
        "",
        (place("tron", "Xã Tròn", "mau"),),
        ("bac", "nam"),
        tuple(type(split(None).successions[0])(old, "tron", Decimal(1)) for old in ("bac", "nam")),
    )
    register = apply_all(country(), (split(None), joined))

    assert Carrier(register, AUTUMN).carry("binh", MAY).shares == (("tron", Decimal(1)),)


def test_figure_carried_back_through_a_merger_is_not_divided() -> None:
    register = apply(country(), merger())
    after = [Reported("chung-2", MERGED, TEN)]

    totals = through_succession(register, after, MAY)

    assert totals.remainders == (Remainder("chung-2", "Phường Chung", MERGED, TEN, "mau", ("an", "chung")),)


def test_figure_carried_back_through_a_split_stands_with_its_only_source() -> None:
    register = apply(country(), split(None))

    totals = through_succession(register, [Reported("bac", MERGED, TEN)], MAY)

    assert totals.own == {"binh": TEN}


def test_dissolved_unit_is_in_the_hands_of_the_one_above() -> None:
    register = apply(country(), Event("end", "dissolve", MERGED, "", (), ("an",)))

    totals = through_succession(register, reported(an=3), MERGED)

    assert totals.remainders == (Remainder("an", "Xã An", MAY, Decimal(3), "mau", ("mau",)),)


def test_tree_of_a_date_keeps_what_does_not_exist_then_as_a_remainder() -> None:
    register = apply(country(), merger())

    totals = as_of(register, reported(an=3, binh=5), MERGED)

    assert totals.own == {"binh": 5}
    assert [(one.source, one.holder, one.value) for one in totals.remainders] == [("an", "mau", 3)]
    assert totals.by_unit["mau"] == 8


def test_moved_unit_counts_under_its_parent_of_the_day() -> None:
    moved = Event("moved", "move", MERGED, "", (place("an", "Xã An", "ben"),), ("an",))
    register = apply(country(), moved)

    assert as_of(register, reported(an=3), MAY).by_unit["mau"] == 3
    assert as_of(register, reported(an=3), MERGED).by_unit["ben"] == 3


def test_day_before_what_is_attested_is_warned_of() -> None:
    early = [Reported("an", date(2023, 3, 13), TEN)]

    assert "13/3/2023" in as_reported(country(), early).warnings[0]
    assert as_reported(country(), [Reported("an", SPRING, TEN)]).warnings == ()


def test_figure_of_a_unit_that_did_not_exist_is_held_by_nobody_and_not_lost() -> None:
    register = apply(country(), merger())

    totals = as_reported(register, [Reported("chung-2", MAY, TEN)])

    assert (totals.total, totals.by_unit, totals.remainders[0].holder) == (TEN, {}, "")


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_total_over_the_tops_is_what_was_reported_on_every_structure(data: st.DataObject) -> None:
    register: Register = data.draw(registers())
    drawn = data.draw(figures(register))
    day = START + timedelta(days=data.draw(st.integers(-20, 300)))
    reported_sum = sum((figure.value for figure in drawn), Decimal(0))

    for totals in (
        as_reported(register, drawn),
        as_of(register, drawn, day),
        through_succession(register, drawn, day),
    ):
        nobody = sum((one.value for one in totals.remainders if not one.holder), Decimal(0))
        assert totals.total == reported_sum
        assert totals.by_unit.get("top", Decimal(0)) + nobody == reported_sum


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_total_is_its_own_figures_those_below_and_the_remainders_it_holds(data: st.DataObject) -> None:
    register: Register = data.draw(registers())
    drawn = data.draw(figures(register))
    day = START + timedelta(days=data.draw(st.integers(-20, 300)))

    totals = through_succession(register, drawn, day)

    for unit, total in totals.by_unit.items():
        below = sum(
            (totals.by_unit.get(one.unit, Decimal(0)) for one in register.children(unit, day)), Decimal(0)
        )
        held = sum((one.value for one in totals.remainders if one.holder == unit), Decimal(0))
        assert total == totals.own.get(unit, Decimal(0)) + below + held


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_carried_parts_make_one_whole_of_units_in_force(data: st.DataObject) -> None:
    register: Register = data.draw(registers())
    day, to = (START + timedelta(days=data.draw(st.integers(-20, 300))) for _ in "ab")

    for version in register.in_force(day):
        way = Carrier(register, to).carry(version.unit, day)
        assert sum((share for _, share in way.shares), way.undivided) == 1
        assert all(register.version(unit, to) for unit in way.holders)


@pytest.mark.parametrize("on", [MAY, MERGED])
def test_country_has_one_top(on: date) -> None:
    assert [one.unit for one in roots(apply(country(), merger()), on)] == ["top"]
