"""Which cycles stand in one period, what they ask together, and what has to be said beside a total."""

from dataclasses import replace
from datetime import date

import pytest

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.periods import Period
from tonghop.domain.consolidation.rollup_periods import (
    AskingCycle,
    Caution,
    IndicatorChanged,
    cautions,
    in_time,
    indicators_over,
    periods_of,
    with_other_bodies,
)
from tonghop.domain.consolidation.rollups import Debt, PeriodCycles
from tonghop.domain.reporting.indicators import DISTINCT, RATE, STOCK, Indicator

BUOI = Indicator("buoi", "Số buổi", "buổi")
DAT = Indicator("dat", "Số buổi đạt", "buổi")
SACH = Indicator("sach", "Số thư viện", "thư viện", STOCK)
TY_LE = Indicator("ty-le", "Tỷ lệ đạt", "%", RATE, numerator="dat", denominator="buoi")


def asking(
    code: str,
    frequency: str,
    days: tuple[str, str] | None,
    *asked: Indicator,
    known: tuple[Indicator, ...] = (),
) -> AskingCycle:
    counted = Period(*map(date.fromisoformat, days)) if days else None
    return AskingCycle(f"id-{code}", Cycle.parse(code), frequency, counted, asked, known)


H1 = asking("2026-H1", "semiannual", ("2025-12-15", "2026-06-15"))
H2 = asking("2026-H2", "semiannual", ("2026-06-15", "2026-12-15"))
YEAR = asking("2026-Y", "annual", ("2025-12-15", "2026-12-15"))
OTHER = asking("2026-S2", "semiannual", ("2026-06-01", "2026-12-01"))
ONCE = asking("2026-ONCE1", "once", None)
AGAIN = asking("2026-ONCE2", "once", None)
BEFORE = asking("2025-H2", "semiannual", ("2025-06-15", "2025-12-15"))

PERIODS = [
    # whatever the order in which they come, the earlier days first
    ([H2, H1], [("2026-semiannual", "2026-H1 2026-H2")]),
    # a year contains its half-years: never one period
    ([YEAR, H1, H2], [("2026-semiannual", "2026-H1 2026-H2"), ("2026-annual", "2026-Y")]),
    # a year is the code's, not the days': H2 of 2025 ends where H1 of 2026 begins
    ([H1, BEFORE], [("2025-semiannual", "2025-H2"), ("2026-semiannual", "2026-H1")]),
    # two that share days are added to nothing
    ([H1, H2, OTHER], [("2026-H1", "2026-H1"), ("2026-S2", "2026-S2"), ("2026-H2", "2026-H2")]),
    # nobody knows which days a report asked once counts: one is a period, two are two
    ([ONCE], [("2026-once", "2026-ONCE1")]),
    ([AGAIN, ONCE], [("2026-ONCE1", "2026-ONCE1"), ("2026-ONCE2", "2026-ONCE2")]),
]


@pytest.mark.parametrize(("cycles", "expected"), PERIODS)
def test_a_period_is_a_year_of_cycles_that_follow_one_another(
    cycles: list[AskingCycle], expected: list[tuple[str, str]]
) -> None:
    found = periods_of(cycles)

    assert [(one.period, " ".join(one.cycles).replace("id-", "")) for one in found] == expected


def test_cycles_of_the_same_days_are_told_apart_by_their_codes() -> None:
    twin = replace(H1, id="id-0", turn=Cycle.parse("2026-A1"))

    assert in_time([H1, twin]) == in_time([twin, H1]) == (twin, H1)


def test_indicators_are_those_of_all_cycles_as_the_latest_says_them() -> None:
    renamed = replace(BUOI, name="Số buổi tuyên truyền", target=None, required=False)

    found = indicators_over([replace(H2, asked=(renamed,)), replace(H1, asked=(BUOI, SACH))])

    assert found == (renamed, SACH)


def test_parts_of_a_rate_come_along_although_nobody_asks_for_them() -> None:
    assert indicators_over([replace(H1, asked=(TY_LE,), known=(BUOI, DAT, SACH, TY_LE))]) == (
        TY_LE,
        BUOI,
        DAT,
    )


CHANGES = [
    replace(BUOI, unit="cuộc"),
    replace(BUOI, kind=STOCK),
    replace(BUOI, kind=DISTINCT),
]


@pytest.mark.parametrize("changed", CHANGES)
def test_an_indicator_that_means_another_thing_is_not_added(changed: Indicator) -> None:
    with pytest.raises(IndicatorChanged) as refused:
        indicators_over([replace(H2, asked=(changed,)), replace(H1, asked=(BUOI,))])

    said = str(refused.value)
    assert "buoi" in said
    assert said.index("2026-H1") < said.index("2026-H2")
    assert "--year" in said


def test_a_rate_of_other_parts_is_another_rate() -> None:
    other = replace(TY_LE, denominator="sach")
    known = (BUOI, DAT, SACH)

    with pytest.raises(IndicatorChanged):
        indicators_over([replace(H1, asked=(TY_LE,), known=known), replace(H2, asked=(other,), known=known)])


def test_bodies_that_owe_in_some_cycles_of_a_period_only_are_found() -> None:
    periods = (
        PeriodCycles("2026", ("1", "2")),
        PeriodCycles("2027", ("3",)),
        PeriodCycles("2028", ("4", "5")),
    )
    debts = [Debt("a", "1"), Debt("b", "1"), Debt("a", "2"), Debt("c", "2"), Debt("a", "3"), Debt("a", "4")]

    assert with_other_bodies(periods, [*debts, Debt("a", "5", is_excused=True)]) == {
        "2026": frozenset({"b", "c"})
    }


def test_cautions_stand_beside_what_they_touch() -> None:
    periods = (PeriodCycles("2026", ("1", "2")), PeriodCycles("2027", ("3",)))
    of_cycles = [(Caution.JOINT, "buoi", "2"), (Caution.DOUBLE_COUNT, "buoi", "1")]

    found = cautions(periods, (TY_LE, BUOI, DAT, SACH), of_cycles, {"2026"})

    assert found == {
        ("buoi", "2026"): (Caution.DOUBLE_COUNT, Caution.JOINT),
        ("ty-le", "2026"): (Caution.DOUBLE_COUNT, Caution.JOINT),
        ("sach", "2026"): (Caution.OTHER_BODIES,),
    }
