"""Joint activities counted once, words composed by the office, and a later issue beside an earlier one."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from tonghop.domain.consolidation.adjustments import (
    Adjustment,
    AdjustmentTooLarge,
    AdjustmentUnfit,
    IndicatorDoesNotAdd,
    demand_fit,
)
from tonghop.domain.consolidation.compositions import ComposedItem, Composition
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.record import record_of
from tonghop.domain.consolidation.restatement import joined_and_left, restated
from tonghop.domain.consolidation.verification import is_verification_code, verification_code

AT = datetime(2023, 6, 1, tzinfo=UTC)
JOINT = Adjustment("sessions", ("da-bac", "kim-boi"), Decimal(5), "Hội thi chung", "Mẫu", "2023-06-01T00:00")
INDICATORS = {row.code: row for row in SMALL.indicators}


def done(*adjustments: Adjustment, kim_boi: int = 20) -> Consolidation:
    returns = [
        returned("da-bac", {"sessions": 10, "attendances": 100}, at=AT),
        returned("kim-boi", {"sessions": kim_boi, "attendances": 300}, at=AT),
        returned("mai-chau", {"sessions": 30}, at=AT),
    ]
    return consolidate(SMALL, CYCLE, returns, DUE, adjustments=adjustments)


def totals(consolidation: Consolidation) -> dict[str, Decimal | None]:
    return {row.indicator.code: row.value for row in consolidation.totals}


def test_what_is_reported_together_is_taken_off_once_and_is_seen() -> None:
    plain, adjusted = done(), done(JOINT)

    assert (totals(plain)["sessions"], totals(adjusted)["sessions"]) == (Decimal(60), Decimal(55))
    row = adjusted.totals[0]
    assert row.adjustments == (JOINT,)
    assert sum(source.value.amount or 0 for source in row.sources) - JOINT.amount == row.value
    (told,) = record_of(adjusted, made_at=AT)["totals"][0]["adjustments"]
    assert told == {"bodies": ["da-bac", "kim-boi"], "amount": "5", "why": "Hội thi chung", "by": "Mẫu",
                    "at": "2023-06-01T00:00"}  # fmt: skip
    assert "adjustments" not in record_of(plain, made_at=AT)["totals"][0]


def test_a_rate_follows_its_adjusted_parts() -> None:
    """Of the bodies that gave both: 400 attendances in 30 sessions, then in 25."""
    assert totals(done())["crowd"] == Decimal("13.33")
    assert totals(done(JOINT))["crowd"] == Decimal("16.00")
    other = replace(JOINT, bodies=("da-bac", "mai-chau"))
    assert totals(done(other))["crowd"] is None  # Mai Châu told no attendances: nobody knows its part


UNFIT = [
    replace(JOINT, amount=Decimal(11)),  # more than all but the largest of 10 and 20
    replace(JOINT, bodies=("da-bac", "bao")),  # one of them has sent nothing
    replace(JOINT, indicator="households"),  # people do not add
    replace(JOINT, indicator="no-such"),
]


@pytest.mark.parametrize("adjustment", UNFIT)
def test_an_adjustment_that_does_not_fit_is_a_finding_and_changes_nothing(adjustment: Adjustment) -> None:
    adjusted = done(adjustment)

    assert totals(adjusted) == totals(done())
    assert [row.message for row in adjusted.findings if row.at == adjustment.indicator]


def test_an_adjustment_fits_no_longer_when_a_body_corrects_itself() -> None:
    assert totals(done(JOINT, kim_boi=4))["sessions"] == Decimal(44)


@pytest.mark.parametrize(
    ("code", "amount", "figures", "refusal"),
    [
        ("households", 1, (2, 3), IndicatorDoesNotAdd),
        ("crowd", 1, (2, 3), IndicatorDoesNotAdd),
        ("sessions", 1, (2,), AdjustmentUnfit),
        ("sessions", 0, (2, 3), AdjustmentUnfit),
        ("sessions", 3, (2, 3), AdjustmentTooLarge),
    ],
)
def test_an_adjustment_is_demanded_to_fit(
    code: str, amount: int, figures: tuple[int, ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        demand_fit(INDICATORS[code], Decimal(amount), [Decimal(one) for one in figures])


def test_composed_words_stand_in_the_record_with_what_they_were_made_from() -> None:
    composed = (Composition("oral", (ComposedItem("Gộp.", ("n-1", "n-2"), is_own=True),)),)

    record = record_of(replace(done(), composed=composed), made_at=AT)

    assert record["composed"] == [
        {"section": "oral", "items": [{"text": "Gộp.", "own": True, "from": ["n-1", "n-2"]}]}
    ]


def test_a_restatement_shows_old_and_new_side_by_side() -> None:
    old, new = (record_of(row, made_at=AT) for row in (done(), done(JOINT, kim_boi=21)))

    rows = {row.indicator: row for row in restated(old, new)}

    assert (rows["sessions"].old.value, rows["sessions"].new.value) == (Decimal(60), Decimal(56))
    assert rows["sessions"].difference == Decimal(-4)
    assert rows["sessions"].bodies == ("kim-boi",)
    assert not rows["attendances"].is_changed
    assert joined_and_left(old, new) == ((), ())


def test_a_restatement_names_who_came_and_who_is_gone() -> None:
    one = consolidate(SMALL, CYCLE, [returned("da-bac", {"sessions": 1}, at=AT)], DUE)
    old, new = record_of(one, made_at=AT), record_of(done(), made_at=AT)

    came, gone = joined_and_left(old, new)

    assert came == ("Ban Tuyên giáo Huyện ủy Kim Bôi", "Ban Tuyên giáo Huyện ủy Mai Châu")
    assert gone == ()


def test_a_code_follows_from_the_hash_alone() -> None:
    assert verification_code("00" * 32) == "AAAA-AAAA-AAAA"
    assert is_verification_code(verification_code("9f" * 32))
