"""The bodies of a province: the template laid over its places, the mergers of 2025, and whom a directive
addresses.
"""

import tomllib
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from formats.official.sample_directive import ADDRESSEES
from formats.registers.gold_parties import resolved_parties
from machine_time import quiet_seconds
from tonghop.domain.organisations.addressees import CLASS, ONE, OPEN, resolve
from tonghop.domain.organisations.bodies import family_of, with_bodies
from tonghop.domain.organisations.completion import completed
from tonghop.domain.organisations.matching import find
from tonghop.domain.organisations.names import folded_words
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.reorganisations import apply, undo
from tonghop.domain.organisations.sentences import history
from tonghop.domain.organisations.units import PLACE
from tonghop.formats.registers.body_template import body_template, vietnam_with_bodies, with_template_bodies
from tonghop.formats.registers.vietnam import vietnam

SEED, EVE, JULY, TODAY = date(2023, 3, 13), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 23)
HOA_BINH, PHU_THO = "vn-17", "vn-25-2025"


def hoa_binh() -> Register:
    """Return the country with the bodies of Hòa Bình and of all that it was joined with."""
    return vietnam_with_bodies(family_of(vietnam(), HOA_BINH))


def test_family_of_a_place_is_every_province_that_it_belonged_to() -> None:
    assert family_of(vietnam(), "vn-04792") == {"vn-17", "vn-25", "vn-26", PHU_THO}
    assert family_of(vietnam(), PHU_THO) == family_of(vietnam(), HOA_BINH)
    assert family_of(vietnam(), "vn-01") == {"vn-01"}


def test_every_row_of_the_template_names_its_source_and_stands_under_another_row() -> None:
    text = files("tonghop.formats.registers").joinpath("data", "bodies.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    keys = {row["key"] for row in tables["body"]}

    assert [row["key"] for row in tables["body"] if not row.get("source", "").strip()] == []
    assert [change["on"] for change in tables["change"] if not change["source"]] == []
    assert {above.split()[1].lstrip("^") for row in tables["body"] for above in row.get("under", ())} <= keys
    assert {key for change in tables["change"] for link in change["links"] for key in link} <= keys
    assert {key for heir in tables["heir"] for key in (heir["district"], heir["commune"])} <= keys


@pytest.mark.parametrize("on", [SEED, EVE, JULY, TODAY])
def test_every_parent_and_place_of_a_body_is_in_force(on: date) -> None:
    register = hoa_binh()
    bodies = [version for version in register.in_force(on) if version.line != PLACE]

    assert len(bodies) > 500
    assert [v.unit for v in bodies if register.version(v.place, on) is None] == []
    assert [v.unit for v in bodies for parent in v.parents if register.version(parent.unit, on) is None] == []


@pytest.mark.parametrize("province", ["01", "17", "25", "38", "40", "42", "66", "79"])
@pytest.mark.parametrize("on", [EVE, JULY, TODAY])
def test_every_place_has_its_four_bodies_and_its_peoples_council(province: str, on: date) -> None:
    units = vietnam().units_of_code(province)
    register = vietnam_with_bodies(family_of(vietnam(), units[0]))
    top = next((unit for unit in units if register.version(unit, on)), None)
    if top is None:
        pytest.skip("the province has ended by then")
    communes = [
        v for v in register.in_force(on, level="commune", line=PLACE) if top in register.ancestors(v.unit, on)
    ]

    lines = [Counter(body.line for body in register.bodies_at(one.unit, on)) for one in communes]

    assert communes
    assert all(
        line["state"] == 2 and line["party"] >= 1 and line["front"] == line["police"] == 1 for line in lines
    )


def test_four_bodies_of_the_ward_of_tan_hoa_are_not_the_ward() -> None:
    bodies = {version.name for version in hoa_binh().bodies_at("vn-04792", SEED)}

    assert bodies == {
        "Đảng ủy phường Tân Hòa",
        "Hội đồng nhân dân phường Tân Hòa",
        "Ủy ban nhân dân phường Tân Hòa",
        "Ủy ban Mặt trận Tổ quốc Việt Nam phường Tân Hòa",
        "Công an phường Tân Hòa",
    }


STORIES = [
    (
        "vn-17:so-tttt",
        "Từ ngày 01/3/2025, theo Nghị định 45/2025/NĐ-CP, Sở Thông tin và Truyền thông tỉnh Hòa Bình được"
        " chia cho Sở Khoa học và Công nghệ tỉnh Hòa Bình và Sở Văn hóa, Thể thao và Du lịch tỉnh Hòa Bình.",
    ),
    (
        "vn-17:btg",
        "Từ ngày 01/3/2025, theo Quyết định 246-QĐ/TW, Ban Dân vận Tỉnh ủy Hòa Bình nhập với Ban Tuyên giáo"
        " Tỉnh ủy Hòa Bình thành Ban Tuyên giáo và Dân vận Tỉnh ủy Hòa Bình (ngày có hiệu lực chưa được"
        " xác nhận).",
    ),
    (
        "vn-25-2025:so-tu-phap",
        "Từ ngày 01/7/2025, theo Nghị quyết 202/2025/QH15, Sở Tư pháp tỉnh Phú Thọ nhập với Sở Tư pháp tỉnh"
        " Hòa Bình và Sở Tư pháp tỉnh Vĩnh Phúc thành Sở Tư pháp tỉnh Phú Thọ mới.",
    ),
]


@pytest.mark.parametrize(("unit", "sentence"), STORIES)
def test_merger_of_a_body_is_told(unit: str, sentence: str) -> None:
    assert history(hoa_binh(), unit)[0].vietnamese == sentence


def test_mass_organisations_come_under_the_front() -> None:
    register = vietnam_with_bodies(frozenset(("vn-01",)))

    before, after = (register.version("vn-01:ccb", on) for on in (EVE, JULY))

    assert before is not None
    assert after is not None
    assert (before.parent("front"), after.parent("front")) == ("", "vn-01:mttq")
    assert "trực thuộc Ủy ban Mặt trận Tổ quốc Việt Nam" in history(register, "vn-01:ccb")[0].vietnamese


def test_laying_the_template_twice_changes_nothing() -> None:
    assert with_bodies(hoa_binh(), body_template(), family_of(vietnam(), HOA_BINH)) is hoa_binh()


def test_laying_the_template_is_quick() -> None:
    family = family_of(vietnam(), HOA_BINH)

    assert quiet_seconds(lambda: with_bodies(vietnam(), body_template(), family), tries=1) < 5


NAMES = [
    # name, day, the body or None where it is open
    ("Sở Thông tin và Truyền thông", SEED, "vn-17:so-tttt"),
    ("Sở TT&TT tỉnh", SEED, "vn-17:so-tttt"),
    ("Sở Thông tin và Truyền thông", TODAY, None),
    ("Ban Tuyên giáo Tỉnh ủy", SEED, "vn-17:btg"),
    ("BTG Tỉnh ủy Hòa Bình", SEED, "vn-17:btg"),
    ("Ban Tuyên giáo Tỉnh ủy", TODAY, "vn-25-2025:btgdv"),
    ("Sở Kế hoạch và Đầu tư", TODAY, "vn-25-2025:so-tai-chinh-2025"),
    ("Sở Lao động - Thương binh và Xã hội", TODAY, None),
    ("Ban Tuyên giáo Thành ủy Hòa Bình", SEED, "vn-148:btg"),
    ("BTG TP Hòa Bình", SEED, "vn-148:btg"),
    ("Ban Tuyên giáo Huyện ủy Đà Bắc", TODAY, None),
    ("UBND phường Tân Hòa", TODAY, "vn-04792-2025:ubnd"),
    ("UBND tỉnh", SEED, "vn-17:ubnd"),
    ("MTTQ tỉnh", SEED, "vn-17:mttq"),
    ("Tỉnh Đoàn Hòa Bình", SEED, "vn-17:doan"),
    ("Báo Hòa Bình", TODAY, "vn-25-2025:bao-dai"),
    # says too little
    ("Công an", SEED, None),
    ("Hội Phụ nữ", SEED, None),
    ("Báo", SEED, None),
]


@pytest.mark.parametrize(("name", "on", "unit"), NAMES)
def test_name_of_a_body_in_its_province(name: str, on: date, unit: str | None) -> None:
    assert find(hoa_binh(), name, on=on, within="Hòa Bình").decided == unit


CLASSES = [
    # wording, day, outcome, how many bodies
    ("các sở, ban, ngành tỉnh", SEED, CLASS, 18),
    ("các sở, ban, ngành tỉnh", TODAY, CLASS, 13),
    ("Giám đốc các sở", SEED, CLASS, 15),
    ("UBND các huyện, thành phố", SEED, CLASS, 10),
    ("UBND các huyện, thành phố", TODAY, OPEN, 46),
    ("Ủy ban nhân dân cấp huyện", SEED, CLASS, 10),
    ("UBND các xã, phường, thị trấn", SEED, CLASS, 151),
    ("UBND các xã, phường", TODAY, CLASS, 46),
    ("Ban tuyên giáo các huyện ủy, thành ủy, đảng ủy trực thuộc", SEED, CLASS, 13),
    ("Ban tuyên giáo các huyện ủy, thành ủy, đảng ủy trực thuộc", TODAY, OPEN, 50),
    ("trung tâm chính trị các huyện ủy, thành ủy", SEED, CLASS, 10),
    ("các cơ quan báo chí của tỉnh", SEED, CLASS, 2),
    ("các cơ quan báo chí của tỉnh", TODAY, CLASS, 1),
    ("các tổ chức chính trị - xã hội tỉnh", SEED, CLASS, 5),
    ("các huyện ủy, thành ủy", SEED, CLASS, 10),
    ("các ban đảng Tỉnh ủy", SEED, CLASS, 6),
    # one body, not a class
    ("Ban Tuyên giáo Tỉnh ủy", SEED, ONE, 1),
    ("Công an tỉnh", SEED, ONE, 1),
    ("Giám đốc Sở Y tế", SEED, ONE, 1),
    ("Chủ tịch Ủy ban nhân dân tỉnh", SEED, ONE, 1),
    # a number that does not agree is a question
    ("Ủy ban nhân dân 13 phường", SEED, OPEN, 12),
    # only those concerned: the class is shown, nobody is chosen
    ("các sở, ngành liên quan", SEED, OPEN, 18),
    ("các cơ quan, đơn vị liên quan", SEED, OPEN, 0),
    ("các cơ quan, đơn vị", SEED, OPEN, 0),
    ("cấp ủy, chính quyền các cấp", SEED, OPEN, 0),
    ("Bộ Công an", SEED, OPEN, 0),
    ("Thủ tướng Chính phủ", SEED, OPEN, 0),
    ("", SEED, OPEN, 0),
]


@pytest.mark.parametrize(("text", "on", "outcome", "bodies"), CLASSES)
def test_wording_of_a_party(text: str, on: date, outcome: str, bodies: int) -> None:
    told = resolve(hoa_binh(), text, on=on, place=HOA_BINH)

    assert (told.outcome, len(told.bodies)) == (outcome, bodies), told
    assert told.why
    assert all(body.holds(on) for body in told.bodies)
    assert told.outcome != OPEN or not told.is_complete


def test_ended_class_shows_its_heirs_in_the_province_that_the_place_has_become() -> None:
    ended = resolve(hoa_binh(), "UBND các huyện, thành phố", on=TODAY, place=PHU_THO)

    assert ended.outcome == OPEN
    assert len(ended.bodies) == 148


def test_class_that_leaves_something_out_says_so() -> None:
    wards = resolve(hoa_binh(), "UBND các xã, phường", on=SEED, place=HOA_BINH)
    press = resolve(hoa_binh(), "các cơ quan báo chí của tỉnh", on=SEED, place=HOA_BINH)

    assert not wards.is_complete
    assert "thị trấn" in wards.why
    assert not press.is_complete
    assert "tạp chí" in press.why


def test_addressees_of_the_seed_directive_resolve_on_its_day_and_today() -> None:
    """On 13/3/2023 all are bodies in force; today those whose work was divided are open, with the heirs
    shown.
    """
    names = [part.strip(" ,.") for line in ADDRESSEES for part in line.split(" và các tổ chức ")]
    names = [name if name[0].isupper() else f"các tổ chức {name}" for name in names]

    then = {name: resolve(hoa_binh(), name, on=SEED, place=HOA_BINH) for name in names}
    today = {name: resolve(hoa_binh(), name, on=TODAY, place=HOA_BINH) for name in names}

    assert [(one.outcome, len(one.bodies)) for one in then.values()] == [
        (ONE, 1),
        (CLASS, 5),
        (ONE, 1),
        (ONE, 1),
        (CLASS, 20),
        (CLASS, 3),
        (CLASS, 2),
    ]
    assert [(one.outcome, bool(one.bodies)) for one in today.values()] == [
        (ONE, True),
        (CLASS, True),
        (OPEN, True),
        (ONE, True),
        (OPEN, True),
        (OPEN, True),
        (CLASS, True),
    ]
    heirs = {body.name for body in today["Sở Thông tin và Truyền thông"].bodies}
    assert heirs == {"Sở Khoa học và Công nghệ tỉnh Phú Thọ", "Sở Văn hóa, Thể thao và Du lịch tỉnh Phú Thọ"}


def test_parties_of_the_annotated_directives(reading: Path) -> None:
    """No single answer whose name is not the party's; how many resolve is counted, so that a change is
    looked at.
    """
    found = list(resolved_parties(reading))

    ones = [one for one in found if one.addressee.outcome == ONE]
    for one in ones:
        (body,) = one.addressee.bodies
        asked = [
            word for word in folded_words(one.addressee.text) if word not in ("chủ", "tịch", "giám", "đốc")
        ]
        meant = {word for name in (body.name, *body.aliases) for word in folded_words(name)}
        assert set(asked) <= meant, (one, body.name)
    outcomes = Counter(one.addressee.outcome for one in found)
    assert outcomes[ONE] >= 63
    assert outcomes[CLASS] >= 40


@pytest.mark.parametrize(
    "hostile", ["UBND các " + "xã, " * 30_000, "các " * 50_000, "ban tuyên giáo, " * 20_000]
)
def test_hostile_wordings_end_soon(hostile: str) -> None:
    assert quiet_seconds(lambda: resolve(hoa_binh(), hostile, on=SEED, place=HOA_BINH), tries=1) < 1


def test_place_whose_event_was_undone_keeps_its_bodies_and_the_rest_of_the_province_is_laid() -> None:
    """A commune that stays when its district has ended has nobody above: its bodies go on without."""
    places = undo(vietnam(), "2025-07-01-04792")

    laid = with_template_bodies(places, family_of(places, "vn-25-2025"))

    committee = laid.version("vn-04813:ubnd", TODAY)
    assert committee is not None
    assert (committee.place, committee.parents) == ("vn-04813", ())
    assert laid.version("vn-04792-2025:ubnd", TODAY) is None
    assert laid.version("vn-25-2025:ubnd", TODAY) is not None


def test_bodies_of_a_place_whose_event_is_withheld_wait_with_it_and_nothing_hangs_in_the_air() -> None:
    places = undo(vietnam(), "2025-07-01-04792")
    packaged = vietnam_with_bodies(family_of(vietnam(), "vn-25-2025"))

    found = completed(places, packaged, {"2025-07-01-04792"})

    assert found.held_back[0] == "2025-07-01-04792"
    assert all(id.startswith("2025-07-01-vn-04792-2025:") for id in found.held_back[1:])
    assert "2025-07-01-vn-04792-2025:ubnd" in found.held_back
    named = {v.place for v in found.register.all_versions()} | {
        parent.unit for v in found.register.all_versions() for parent in v.parents
    }
    assert named - {""} <= found.register.versions.keys()
    merger = packaged.event("2025-07-01-04792")
    assert merger is not None
    whole = completed(apply(found.register, merger), packaged)
    assert whole.held_back == whole.differing == ()
