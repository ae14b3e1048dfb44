"""A campaign is checked at birth, and every refusal names the field and what to write."""

from dataclasses import replace
from typing import Any

import pytest

from journeys.small_campaign import CYCLE, DUE, SMALL
from tonghop.domain.calendar.cycles import Cycle, CycleUnreadable
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.calendar.working_days import WorkingDays
from tonghop.domain.reporting.campaign import (
    Body,
    Campaign,
    CycleNotInCampaign,
    Excuse,
    Regime,
    Section,
    distinct_slugs,
    slug,
)
from tonghop.domain.reporting.campaign_record import campaign_from, tables_of
from tonghop.domain.reporting.checks import Check
from tonghop.domain.reporting.due_list import Standing, due_list, standing_counts
from tonghop.domain.reporting.fields import FieldWrong
from tonghop.domain.reporting.indicators import Indicator
from tonghop.formats.workbooks.ready_data import ready

HEAD = {"title": "Phòng cháy", "coordinator": "Ban Tuyên giáo"}
REGIME = {"code": "H1", "frequency": "semiannual", "due": "05-30"}
INDICATOR = {"code": "sessions", "name": "Số buổi", "unit": "buổi"}


def tables(**changed: Any) -> dict[str, Any]:
    return {"campaign": HEAD, "regime": [REGIME], "indicator": [INDICATOR], **changed}


WRONG = [
    (tables(campaign={"title": "A"}), "coordinator"),
    (tables(campaign={**HEAD, "form": "partly"}), "form"),
    (tables(campaign={**HEAD, "titel": "A"}), "titel"),
    (tables(regime=[{**REGIME, "due": "30/5"}]), "due"),
    (tables(regime=[{**REGIME, "due": "02-30"}]), "due"),
    (tables(regime=[{"code": "H1", "frequency": "semiannual"}]), "due"),
    (tables(regime=[{**REGIME, "frequency": "twice"}]), "frequency"),
    (tables(regime=[{**REGIME, "late_from": "31/5"}]), "late_from"),
    (tables(regime=[{**REGIME, "late_from": "05-29T00:00"}]), "late_from"),
    (tables(regime=[{**REGIME, "on_holiday": "maybe"}]), "on_holiday"),
    (tables(regime=[{**REGIME, "window": ["10-30"]}]), "window"),
    (tables(regime=[{**REGIME, "window": "10-30"}]), "window"),
    (tables(regime=[{**REGIME, "indicators": ["walks"]}]), "indicators"),
    (tables(regime=[REGIME, REGIME]), "code"),
    (tables(regime="H1"), "regime"),
    (tables(indicator=[{**INDICATOR, "code": "Số buổi"}]), "code"),
    (tables(indicator=[{**INDICATOR, "kind": "heap"}]), "kind"),
    (tables(indicator=[{**INDICATOR, "kind": "rate"}]), "numerator"),
    (tables(indicator=[{**INDICATOR, "target": "nhiều"}]), "target"),
    (tables(indicator=[{**INDICATOR, "target": "NaN"}]), "target"),
    (tables(indicator=[{**INDICATOR, "decimals": 9}]), "decimals"),
    (tables(indicator=[{**INDICATOR, "estimate": "perhaps"}]), "estimate"),
    (tables(indicator=[{**INDICATOR, "unit": ""}]), "unit"),
    (tables(indicator=[{**INDICATOR, "name": 7}]), "name"),
    (tables(indicator=["sessions"]), "indicator"),
    (tables(check=[{"rule": "sessions", "message": "?"}]), "rule"),
    (tables(check=[{"rule": "sessions >= walks", "message": "?"}]), "rule"),
    (tables(check=[{"rule": "sessions > 1 > 0", "message": "?"}]), "rule"),
    (tables(section=[{"code": "a", "title": "A", "parent": "b"}]), "parent"),
    (tables(body=[{"code": "a"}]), "name"),
    (tables(excuse=[{"body": "a", "cycle": "2023-H1", "reason": "x", "by": "y"}]), "body"),
    (tables(people=[]), "people"),
]


@pytest.mark.parametrize(("wrong", "field"), WRONG)
def test_wrong_field_is_refused_by_name_with_advice(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldWrong) as refused:
        campaign_from(wrong)

    assert field in refused.value.vietnamese
    assert field in refused.value.english


def test_smallest_campaign_gets_the_proposed_late_moment() -> None:
    campaign = campaign_from(tables())

    assert str(campaign.regimes[0].late_from) == "05-31T00:00"
    assert campaign.regimes[0].on_holiday == "next-working-day"


def test_tables_of_a_campaign_build_it_again() -> None:
    assert campaign_from(tables_of(SMALL)) == SMALL


def test_cycle_of_an_unknown_regime_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CycleNotInCampaign, match="H1"):
        SMALL.regime(Cycle.parse("2023-Q2"))


def test_excuse_with_an_unreadable_cycle_is_refused() -> None:
    with pytest.raises(CycleUnreadable):
        Excuse("bao", "nửa năm", "lý do", "ai đó")


def test_form_version_follows_the_meaning_of_cells_and_nothing_else() -> None:
    first = SMALL.indicators[0]
    renamed = replace(SMALL, indicators=(replace(first, name="Số hội nghị"), *SMALL.indicators[1:]))
    aimed = replace(SMALL, indicators=(replace(first, aliases=("buổi nói chuyện",)), *SMALL.indicators[1:]))

    assert renamed.form_version(CYCLE) != SMALL.form_version(CYCLE)
    assert aimed.form_version(CYCLE) == SMALL.form_version(CYCLE)


def test_bodies_write_only_sections_that_hold_no_others_and_no_table() -> None:
    assert [section.code for section in SMALL.told()] == ["oral", "difficulties"]


def test_slugs_are_distinct_even_for_equal_names() -> None:
    assert distinct_slugs(["Hội Nông dân", "Hội nông dân", "!!!"]) == (
        "hoi-nong-dan",
        "hoi-nong-dan-2",
        "don-vi",
    )
    assert slug("Đảng ủy Khối các cơ quan") == "dang-uy-khoi-cac-co-quan"


def test_one_indicator_may_not_be_a_rate_of_distinct_people() -> None:
    people = Indicator("people", "Số người", "người", kind="distinct")
    share = Indicator("share", "Tỷ lệ", "%", kind="rate", numerator="people", denominator="people")

    with pytest.raises(FieldWrong, match="numerator"):
        Campaign("A", "B", indicators=(people, share))


@pytest.mark.parametrize(
    ("rule", "amounts", "holds"),
    [
        ("attendances >= sessions", {"attendances": 5, "sessions": 5}, True),
        ("attendances >= sessions", {"attendances": 4, "sessions": 5}, False),
        ("attendances >= sessions", {"attendances": 4}, None),
        ("a + b == c", {"a": 1, "b": 2, "c": 3}, True),
        ("a + 2 < c", {"a": 1, "c": 3}, False),
    ],
)
def test_check_holds_or_not_or_cannot_be_said(rule: str, amounts: dict[str, Any], holds: bool | None) -> None:
    assert Check(rule, "?").holds(amounts) is holds


def test_due_list_gives_every_body_one_standing() -> None:
    on_time = DUE.late_from.replace(day=29)
    rows = due_list(SMALL, CYCLE, DUE, {"da-bac": on_time, "kim-boi": DUE.late_from, "mai-chau": None})

    assert [row.standing for row in rows] == [
        Standing.ON_TIME,
        Standing.LATE,
        Standing.UNKNOWN_TIME,
        Standing.MISSING,
        Standing.EXCUSED,
    ]
    assert sum(standing_counts(rows).values()) == len(rows)


def test_excused_body_that_reports_counts_as_received() -> None:
    rows = due_list(SMALL, CYCLE, DUE, {"bao": DUE.late_from.replace(day=1, tzinfo=ZONE)})

    assert rows[-1].standing is Standing.ON_TIME


def test_ready_dictionary_is_whole_and_asks_for_minutes() -> None:
    offer = ready()

    minutes = offer.like("thời lượng phát sóng")
    assert minutes is not None
    assert minutes.unit == "phút"
    assert len(offer.indicators) >= 15
    assert {row.kind for row in offer.indicators} >= {"flow", "stock", "distinct"}
    assert offer.like("Số cuộc tuyên truyền miệng") == offer.indicators[0]
    assert [row.code for row in offer.sections if row.figures] == ["figures"]


def test_regime_without_a_window_is_due_in_its_nominal_year() -> None:
    year = Regime("Y", "annual", SMALL.regimes[0].due, SMALL.regimes[0].late_from)

    assert year.period(2023) is None
    assert year.due_instant(2023, WorkingDays()).due_on.isoformat() == "2024-05-30"


def test_body_and_section_need_codes_and_names() -> None:
    with pytest.raises(FieldWrong, match="name"):
        Body("a", " ")
    with pytest.raises(FieldWrong, match="code"):
        Section("Mục I", "Kết quả")
