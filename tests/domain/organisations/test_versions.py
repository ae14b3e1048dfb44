"""Versions that cannot overlap, codes with their forms, one parent for each hierarchy, bodies beside
places.
"""

from dataclasses import replace
from datetime import date

import pytest

from domain.organisations.small_country import place
from tonghop.domain.organisations.register import UnitIsUnknown, register_of
from tonghop.domain.organisations.units import (
    PLACE,
    Code,
    CodeIsMalformed,
    Parent,
    TwoParents,
    ValidityIsEmpty,
    VersionsOverlap,
)

JULY, AUGUST, MAY = date(2025, 7, 1), date(2025, 8, 1), date(2025, 5, 1)

CODES = [
    # statistics: province, district, commune
    ("25", "statistics"),
    ("148", "statistics"),
    ("04792", "statistics"),
    # electronic, 2016: four groups, the province on the right
    ("000.00.00.H28", "electronic-2016"),
    ("000.12.20.h28", "electronic-2016"),
    # electronic, 2020: the province on the left, any depth
    ("H28", "electronic-2020"),
    ("H28.5.12", "electronic-2020"),
    ("Z01.ABC", "electronic-2020"),
]
NOT_CODES = ["", "1", "1234", "047921", "H2", "H28.", "H28..5", "00.00.H28", "H28." + "1" * 33, "H28.5-12"]

OVERLAPS = [
    # both open at both ends
    (None, None, None, None),
    # the earlier has no end
    (None, None, JULY, None),
    # one day in common
    (None, date(2025, 7, 2), JULY, None),
    # one inside the other
    (MAY, None, JULY, AUGUST),
    # two that begin on the same day
    (JULY, AUGUST, JULY, None),
]


@pytest.mark.parametrize(("value", "system"), CODES)
def test_code_is_recognised_by_its_form(value: str, system: str) -> None:
    assert Code.parse(value) == Code(system, value.upper())


@pytest.mark.parametrize("value", NOT_CODES)
def test_code_without_a_known_form_is_refused(value: str) -> None:
    with pytest.raises(CodeIsMalformed):
        Code.parse(value)


@pytest.mark.parametrize(("first", "end", "second", "last"), OVERLAPS)
def test_versions_that_hold_on_one_day_are_refused(
    first: date | None, end: date | None, second: date | None, last: date | None
) -> None:
    version = place("an", "Xã An")

    with pytest.raises(VersionsOverlap):
        register_of(
            (
                replace(version, valid_from=first, valid_to=end),
                replace(version, valid_from=second, valid_to=last),
            )
        )


def test_versions_that_meet_are_two_and_the_day_belongs_to_the_later() -> None:
    version = place("an", "Xã An")
    register = register_of(
        (replace(version, name="Phường An", valid_from=JULY), replace(version, valid_to=JULY))
    )

    assert [one.name for one in register.versions["an"]] == ["Xã An", "Phường An"]
    assert register.version("an", date(2025, 6, 30)) == register.versions["an"][0]
    assert register.version("an", JULY) == register.versions["an"][1]


def test_version_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidityIsEmpty):
        replace(place("an", "Xã An"), valid_from=JULY, valid_to=JULY)


def test_unit_has_one_parent_in_a_hierarchy_and_may_have_several_hierarchies() -> None:
    version = place("an", "Xã An", "mau")

    with pytest.raises(TwoParents):
        replace(version, parents=(Parent(PLACE, "mau"), Parent(PLACE, "ben")))
    both = replace(version, parents=(Parent(PLACE, "mau"), Parent("party", "tinh-uy")))
    assert (both.parent(PLACE), both.parent("party"), both.parent("front")) == ("mau", "tinh-uy", "")


def test_four_bodies_share_one_place() -> None:
    ward = place("phuong", "Phường An", code="00001")
    bodies = [
        replace(ward, unit=f"phuong:{key}", name=name, line=line, place="phuong", codes=())
        for key, name, line in (
            ("ubnd", "Ủy ban nhân dân phường An", "state"),
            ("dang-uy", "Đảng ủy phường An", "party"),
            ("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam phường An", "front"),
            ("cong-an", "Công an phường An", "police"),
        )
    ]

    register = register_of((ward, *bodies))

    assert len(register.bodies_at("phuong", JULY)) == 4
    assert register.units_of_code("00001") == ("phuong",)
    assert register.units_of_code("phuong:ubnd") == ("phuong:ubnd",)
    assert [one.unit for one in register.in_force(JULY, line=PLACE)] == ["phuong"]


def test_unknown_code_is_refused_with_the_way_out() -> None:
    with pytest.raises(UnitIsUnknown, match="tonghop units find"):
        register_of(()).units_of_code("99999")
