"""The whole country in the database: as the program's own, counted, its trees in time, its names alike."""

import random
from collections.abc import Iterator
from datetime import date

import pytest

from databases import Doors, django_on
from machine_time import quiet_wall_seconds
from tonghop.apps.organisations import queries
from tonghop.domain.organisations.matching import find
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.sentences import history
from tonghop.domain.organisations.trees import tree
from tonghop.domain.organisations.units import PLACE
from tonghop.formats.registers.vietnam import BEFORE, REORGANISED, vietnam

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def kept(country: Doors) -> Iterator[Register]:
    """The register as the application reads it."""
    with django_on(country.work):
        yield queries.register()


def test_country_comes_back_as_the_program_has_it(kept: Register) -> None:
    packaged = vietnam()

    assert dict(kept.versions) == dict(packaged.versions)
    assert list(kept.versions) == list(packaged.versions)
    assert [(one.id, one.decree, one.successions, set(one.closes)) for one in kept.events] == [
        (one.id, one.decree, one.successions, set(one.closes)) for one in packaged.events
    ]


def test_database_counts_the_country_of_both_days(kept: Register) -> None:
    assert sum(queries.counted(BEFORE)["province"].values()) == 63
    assert sum(queries.counted(REORGANISED)["province"].values()) == 34
    assert queries.counted(REORGANISED)["commune"] == {"xã": 2_621, "phường": 687, "đặc khu": 13}
    assert "district" not in queries.counted(REORGANISED)


@pytest.mark.parametrize(
    ("root", "on", "limit"),
    [
        ("vn-25-2025", TODAY, 0.05),
        ("vn-01", BEFORE, 0.05),
        ("vn-38", BEFORE, 0.05),
        ("vn", BEFORE, 1.0),
        ("vn", TODAY, 1.0),
    ],
)
def test_tree_of_a_day_is_the_domains_and_in_time(kept: Register, root: str, on: date, limit: float) -> None:
    assert queries.tree(root, on) == tree(vietnam(), root, on)
    assert quiet_wall_seconds(lambda: queries.tree(root, on)) <= limit


def test_names_and_codes_are_answered_alike(kept: Register) -> None:
    """200 names and codes, drawn from all versions with a fixed seed, on three days, some without kind."""
    chosen = random.Random(20250701).sample(sorted(vietnam().versions), 200)
    for number, unit in enumerate(chosen):
        version = vietnam().versions[unit][0]
        on = (BEFORE, REORGANISED, TODAY)[number % 3]
        name = version.name if number % 2 else version.name.removeprefix(version.kind.capitalize()).strip()

        assert find(kept, name, on=on) == find(vietnam(), name, on=on)
        assert kept.units_of_code(version.shown_code) == vietnam().units_of_code(version.shown_code)
        told = [one.vietnamese for one in history(kept, unit)]
        assert told == [one.vietnamese for one in history(vietnam(), unit)]


def test_register_of_a_day_holds_what_was_in_force(kept: Register) -> None:
    found = queries.register_of_day(REORGANISED)

    assert {one.unit: one for one in found.all_versions()} == {
        one.unit: one for one in vietnam().in_force(REORGANISED)
    }
    assert sum(1 for one in found.all_versions() if one.line == PLACE) == 1 + 34 + 3_321
