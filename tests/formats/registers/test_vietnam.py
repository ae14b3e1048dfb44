"""The real country: counted, told, timed, and compared with the packages that it comes from where they are
installed.
"""

import random
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from formats.registers.merge_notes import sources_and_notes
from machine_time import quiet_seconds
from tonghop.domain.organisations.reorganisations import undo
from tonghop.domain.organisations.sentences import history
from tonghop.domain.organisations.structures import Reported, through_succession
from tonghop.domain.organisations.succession import Carrier
from tonghop.domain.organisations.trees import counted, roots, tree
from tonghop.domain.organisations.units import PLACE
from tonghop.formats.registers.vietnam import notes, vietnam

TOLD, AGREEING = 3_171, 3_079
"""Notes that list what was joined, and those that list just what the other package maps."""

EARLY, EVE, JULY, TODAY = date(2025, 3, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 23)

COUNTS = [
    # day, provinces, districts, communes
    (EARLY, 63, 696, 10_035),
    (EVE, 63, 696, 10_035),
    (JULY, 34, 0, 3_321),
    (TODAY, 34, 0, 3_321),
]
PLACES = [
    # code, day, name, code of the unit above
    ("04792", EVE, "Phường Tân Hòa", "148"),
    ("04792", JULY, "Phường Tân Hòa", "25"),
    ("148", EVE, "Thành phố Hòa Bình", "17"),
    ("17", EVE, "Tỉnh Hòa Bình", ""),
    ("46", date(2024, 12, 31), "Tỉnh Thừa Thiên Huế", ""),
    ("46", date(2025, 1, 1), "Thành phố Huế", ""),
    ("318", EVE, "Huyện Bạch Long Vĩ", "31"),
    ("11948", JULY, "Đặc khu Bạch Long Vĩ", "31"),
    ("75", JULY, "Tỉnh Đồng Nai", ""),
    ("75", TODAY, "Thành phố Đồng Nai", ""),
    ("25270", JULY, "Xã Lộc Ninh", "75"),
    ("25270", TODAY, "Phường Lộc Ninh", "75"),
]


@pytest.mark.parametrize(("on", "provinces", "districts", "communes"), COUNTS)
def test_country_has_as_many_units_as_the_state_counts(
    on: date, provinces: int, districts: int, communes: int
) -> None:
    levels = {level: sum(kinds.values()) for level, kinds in counted(vietnam(), on).items()}

    assert levels == {"country": 1, "province": provinces, "district": districts, "commune": communes}


def test_communes_of_the_first_of_july_by_kind() -> None:
    assert counted(vietnam(), JULY)["commune"] == {"phường": 687, "xã": 2_621, "đặc khu": 13}
    assert counted(vietnam(), JULY)["province"] == {"thành phố": 6, "tỉnh": 28}
    assert counted(vietnam(), TODAY)["commune"] == {"phường": 709, "xã": 2_599, "đặc khu": 13}


@pytest.mark.parametrize(("code", "on", "name", "above"), PLACES)
def test_place_of_a_day(code: str, on: date, name: str, above: str) -> None:
    register = vietnam()
    found = [version for unit in register.units_of_code(code) if (version := register.version(unit, on))]

    assert [version.name for version in found] == [name]
    parent = register.version(found[0].parent(PLACE), on)
    assert parent is not None
    assert parent.code() == above


@pytest.mark.parametrize("on", [EVE, JULY, TODAY])
def test_every_place_of_a_day_stands_in_the_one_tree(on: date) -> None:
    assert [version.name for version in roots(vietnam(), on)] == ["Việt Nam"]
    whole = tree(vietnam(), "vn", on)
    assert whole is not None
    assert sum(1 for _ in whole) == sum(1 for _ in vietnam().in_force(on, line=PLACE))


def test_history_of_tan_hoa_is_a_sentence() -> None:
    register = vietnam()
    old, new = register.units_of_code("04792")

    (told,) = history(register, new)

    assert told.vietnamese == (
        "Từ ngày 01/7/2025, theo Nghị quyết 1676/NQ-UBTVQH15, phường Tân Hòa nhập với xã Yên Mông và"
        " xã Hòa Bình thành phường Tân Hòa mới (tỉnh Phú Thọ)."
    )
    assert history(register, old) == (told,)
    assert [version.code() for version in told.sources] == ["04792", "04813", "04825"]


def test_every_event_of_the_country_tells_its_decree_and_can_be_undone() -> None:
    register = vietnam()

    assert [
        event.id
        for event in register.events
        if not re.search(r"\d+/(?:NQ-UBTVQH1[56]|\d{4}/QH1[56])", event.decree)
    ] == []
    later = [event for event in register.events if event.on > JULY]
    assert len(later) == 25
    assert not any(event.is_day_certain for event in later)
    assert all(event.is_day_certain for event in register.events if event.on <= JULY)
    beginning = undo(undo(register, "2026-04-14-25270"), "2025-07-01-25270")
    assert [v.name for v in beginning.versions["vn-25270"]] == ["Thị trấn Lộc Ninh"]
    assert beginning.versions["vn-25270"][0].valid_to is None


def test_split_communes_are_kept_as_split_with_unknown_share() -> None:
    register = vietnam()
    carrier = Carrier(register, JULY)
    communes = [*register.in_force(EVE, level="commune")]
    islands = [v for v in register.in_force(EVE, level="district") if carrier.carry(v.unit, EVE).is_one]

    ways = {version.unit: carrier.carry(version.unit, EVE) for version in communes}

    assert len(islands) == 5
    assert sum(way.is_one for way in ways.values()) + len(islands) == 9_569
    assert Counter(len(way.among) for way in ways.values() if way.undivided) == {2: 397, 3: 58, 4: 15, 5: 1}


def test_figures_of_the_country_are_conserved_through_the_reorganisation() -> None:
    register = vietnam()
    figures = [Reported(v.unit, EVE, Decimal(1)) for v in register.in_force(EVE, level="commune")]

    totals = through_succession(register, figures, JULY)

    assert totals.by_unit["vn"] == totals.total == 10_035
    assert len(totals.remainders) == 471
    assert all(remainder.holder for remainder in totals.remainders)


def test_country_is_quick() -> None:
    """Limits are the issue's: load 60 s, a province's tree 50 ms, the country's 1 s."""
    vietnam.cache_clear()
    assert quiet_seconds(vietnam, tries=1) < 10
    register = vietnam()
    assert quiet_seconds(lambda: tree(register, "vn", EVE)) < 1
    assert quiet_seconds(lambda: tree(register, "vn-25-2025", JULY)) < 0.05


def test_no_area_and_no_point_is_published() -> None:
    folder = files("tonghop.formats.registers").joinpath("data")
    headers = {
        name: folder.joinpath(name).read_text("utf-8").partition("\n")[0]
        for name in ("before.csv", "after.csv", "later.csv")
    }

    assert headers == {
        "before.csv": "code,name,parent",
        "after.csv": "code,name,parent,decree,decree_date,from,note",
        "later.csv": "code,name,decree,decree_date",
    }


def test_ten_random_communes_of_three_provinces_agree_with_their_merge_notes() -> None:
    """Phú Thọ, Nghệ An and Cà Mau; the draw is fixed so that it can be repeated."""
    drawn = random.Random(2025)
    for province in ("vn-25-2025", "vn-40", "vn-96-2025"):
        merged = [one for one in sources_and_notes(vietnam()) if one[1] == province and one[3]]
        for code, _, made_of, told in drawn.sample(merged, 10):
            assert made_of == told, (code, notes()[code])


def test_sources_agree_with_the_notes_nearly_everywhere() -> None:
    """What differs is counted, so that a newer package is looked at
    (docs/explanation/the-countrys-places.md).
    """
    told = [(made_of, names) for _, _, made_of, names in sources_and_notes(vietnam()) if names]

    assert len(told) == TOLD
    assert sum(made_of == names for made_of, names in told) == AGREEING
