"""Totals by place: as of a day, through succession, and what stays as reported; nothing is ever lost."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.organisations.histories import START, registers
from domain.organisations.small_country import MERGED, SPRING, country, merger, split
from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.record import record_of
from tonghop.domain.consolidation.structures import (
    Structure,
    StructuredTotal,
    last_day,
    places_of,
    structured,
)
from tonghop.domain.organisations.register import Register, register_of
from tonghop.domain.organisations.reorganisations import apply, apply_all
from tonghop.domain.organisations.units import Version
from tonghop.domain.reporting.campaign import Body, Campaign

BODIES = (
    Body("ubnd-an", "Ủy ban nhân dân xã An", place="00001"),
    Body("dang-uy-an", "Đảng ủy xã An", line="party", place="00001"),
    Body("ubnd-chung", "Ủy ban nhân dân phường Chung", place="00007"),
    Body("ubnd-binh", "Ủy ban nhân dân xã Bình", place="00004"),
    Body("lac", "Cơ quan Lạc"),
    Body("sai", "Ủy ban nhân dân xã An", place="99999"),
)
CAMPAIGN = replace(SMALL, bodies=BODIES, excuses=(), place="")
IN_2025 = Cycle.parse("2025-H1")
SUCCESSION, AS_OF = Structure("succession", MERGED), Structure("as-of", MERGED)


def consolidated(campaign: Campaign = CAMPAIGN, cycle: Cycle = IN_2025, **sessions: int) -> Consolidation:
    """Reports of a cycle: sessions by body, its code with "_" for "-"."""
    answers = [
        returned(body.replace("_", "-"), {"sessions": number, "households": number, "models": number})
        for body, number in sessions.items()
    ]
    return replace(consolidate(campaign, CYCLE, answers, DUE), cycle=cycle)


def sessions(done: Consolidation) -> StructuredTotal:
    return next(row for row in done.structured if row.indicator == "sessions")


def values(row: StructuredTotal) -> dict[str, int]:
    return {place.unit: int(place.value) for place in row.places}


def test_bodies_of_one_place_and_of_its_later_union_add_up_there() -> None:
    done = consolidated(ubnd_an=3, dang_uy_an=2, ubnd_chung=4, ubnd_binh=5)

    found = structured(done, apply(country(), merger()), SUCCESSION)

    assert found.structure == "succession to 2025-07-01"
    assert values(sessions(found)) == {"top": 14, "mau": 14, "binh": 5, "chung-2": 9}
    assert [place.parent for place in sessions(found).places] == ["", "top", "mau", "mau"]
    assert found.totals == done.totals, "the grand totals are what was reported"
    assert found.findings == done.findings


def test_structure_of_a_day_keeps_what_has_ended_as_a_named_remainder() -> None:
    done = consolidated(ubnd_an=3, ubnd_binh=5)

    found = structured(done, apply(country(), merger()), AS_OF)

    assert found.structure == "2025-07-01"
    assert values(sessions(found)) == {"top": 8, "mau": 8, "binh": 5}
    (left,) = sessions(found).remainders
    assert (left.source_name, left.value, left.holder) == ("Xã An", 3, "mau")
    assert any("Xã An" in row.message for row in found.findings if row.kind == "check")


def test_unknown_share_is_an_undivided_remainder_and_known_ones_divide() -> None:
    done = consolidated(ubnd_binh=10)

    unknown = sessions(structured(done, apply(country(), split(None)), SUCCESSION))
    known = sessions(structured(done, apply(country(), split(Decimal("0.3"))), SUCCESSION))

    assert (values(unknown), unknown.remainders[0].among) == ({"top": 10, "mau": 10}, ("bac", "nam"))
    assert (values(known), known.remainders) == ({"top": 10, "mau": 10, "bac": 3, "nam": 7}, ())


def test_body_without_a_certain_place_stays_as_reported_and_is_named() -> None:
    done = consolidated(ubnd_an=3, lac=7, sai=1)

    found = structured(done, country(), AS_OF)

    assert sessions(found).as_reported == (("lac", 7), ("sai", 1))
    assert values(sessions(found)) == {"top": 3, "mau": 3, "an": 3}
    (told,) = [row.message for row in found.findings if row.kind == "check"]
    assert told.startswith("2 đơn vị chưa rõ")
    assert "Cơ quan Lạc" in told


def test_day_before_any_source_speaks_is_warned_of() -> None:
    found = structured(consolidated(cycle=CYCLE, ubnd_an=3), country(), AS_OF)

    assert any("29/5/2023" in row.message for row in found.findings if row.kind == "check")


def test_kinds_that_do_not_add_over_places_are_left_out() -> None:
    found = structured(consolidated(ubnd_an=3, ubnd_binh=5), country(), AS_OF)

    assert [row.indicator for row in found.structured] == ["sessions", "models"]


NAMES = [
    # name in the campaign, the campaign's place, where it stands
    ("Xã An", "Tỉnh Mẫu", "an"),
    ("UBND xã An", "Tỉnh Mẫu", ""),  # no such body in this register: nothing is inferred
    ("Đoàn Chung", "Tỉnh Mẫu", "mau"),
    ("Xã Anh", "Tỉnh Mẫu", ""),  # one slip away is not certain enough
    ("Xã An", "Tỉnh Bên", ""),
]


def test_body_without_a_code_counts_where_its_name_is_certain() -> None:
    union = Version("mau:doan", "Đoàn Chung", "đoàn", "province", "front", place="mau", attested_from=SPRING)
    register = register_of((*country().all_versions(), union))
    on = last_day(CAMPAIGN, IN_2025, MERGED)

    for name, around, place in NAMES:
        campaign = replace(CAMPAIGN, place=around, bodies=(Body("x", name),))
        assert places_of(campaign, register, on).get("x", "") == place, name


def test_code_that_nobody_bears_that_day_is_not_mended_by_the_name() -> None:
    campaign = replace(CAMPAIGN, place="Tỉnh Mẫu", bodies=(Body("x", "Xã An", place="00007"),))
    register = apply(country(), merger())

    assert places_of(campaign, register, MERGED - timedelta(days=1)) == {"x": "chung"}
    assert places_of(campaign, register, MERGED) == {"x": "chung-2"}, "the bearer of the day"
    missing = replace(campaign, bodies=(Body("x", "Xã An", place="00001"),))
    assert places_of(missing, register, MERGED) == {}


def test_record_states_structure_places_remainders_and_who_stays_as_reported() -> None:
    done = consolidated(ubnd_an=3, ubnd_binh=5, lac=7)
    found = structured(done, apply_all(country(), (merger(), split(None))), SUCCESSION)

    told = record_of(found, made_at=DUE.late_from)

    assert told["structure"] == "succession to 2025-07-01"
    (row,) = [row for row in told["totals"] if row["indicator"] == "sessions"]
    assert row["value"] == "15"
    place = {"unit": "chung-2", "code": "00007", "name": "Phường Chung", "parent": "mau", "value": "3"}
    assert place in row["places"]
    assert row["remainders"] == [
        {
            "source": "binh",
            "name": "Xã Bình",
            "on": "2025-05-29",
            "value": "5",
            "holder": "mau",
            "among": ["bac", "nam"],
        }
    ]
    assert row["as_reported"] == [{"body": "lac", "value": "7"}]
    plain = record_of(done, made_at=DUE.late_from)
    assert (plain["structure"], "places" in plain["totals"][0]) == ("as-reported", False)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_tops_free_remainders_and_the_unplaced_are_the_total(data: st.DataObject) -> None:
    register: Register = data.draw(registers())
    units = sorted(register.versions)
    bodies = tuple(
        Body(f"b{number}", f"Cơ quan {number}", place=data.draw(st.sampled_from([*units, "không có"])))
        for number in range(data.draw(st.integers(1, 6)))
    )
    campaign = replace(CAMPAIGN, bodies=bodies)
    numbers = {body.code: data.draw(st.integers(0, 1000)) for body in bodies}
    day: date = START + timedelta(days=data.draw(st.integers(-20, 300)))
    kind = data.draw(st.sampled_from(("as-of", "succession")))
    done = consolidated(campaign, Cycle.parse("2024-H1"), **numbers)

    found = structured(done, register, Structure(kind, day))

    row = sessions(found)
    tops = sum(place.value for place in row.places if not place.parent)
    free = sum(left.value for left in row.remainders if not left.holder)
    assert tops + free + sum(value for _, value in row.as_reported) == sum(numbers.values())
    assert found.totals == done.totals
