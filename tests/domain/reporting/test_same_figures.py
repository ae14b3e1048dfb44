"""Which figures of two campaigns mean the same, in which cycle one can be taken for the other."""

from dataclasses import replace
from datetime import date

import pytest

from journeys.small_campaign import CYCLE, SMALL
from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import proposed_late_moment
from tonghop.domain.calendar.periods import DayOfYear, Period, Window
from tonghop.domain.reporting.campaign import Campaign, Regime
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.same_figures import (
    asking_only,
    counted_period,
    cycle_of_same_period,
    same_figures,
)

HALF = Window(DayOfYear(10, 30), DayOfYear(5, 30))
YEAR = Window(DayOfYear(10, 30), DayOfYear(10, 30))
DUE = DayOfYear(5, 30)
SESSIONS = Indicator("sessions", "Số buổi tuyên truyền", "buổi")


def campaign(indicator: Indicator, code: str = "H1", window: Window | None = HALF) -> Campaign:
    regime = Regime(code, "semiannual", DUE, proposed_late_moment(DUE), window=window)
    return Campaign("Khác", "Sở", regimes=(regime,), indicators=(indicator,))


MEANT = [
    (campaign(SESSIONS), True),
    (campaign(SESSIONS, window=YEAR), True),  # the same code and unit; the cycle decides later
    (campaign(replace(SESSIONS, code="x", name="SỐ BUỔI  tuyên truyền")), True),
    (campaign(replace(SESSIONS, code="x", name="y", aliases=("Số buổi tuyên truyền",))), True),
    (campaign(replace(SESSIONS, code="x"), window=YEAR), False),
    (campaign(replace(SESSIONS, code="x"), "ODD", None), False),  # nobody knows its days
    (campaign(replace(SESSIONS, unit="cuộc")), False),
    (campaign(replace(SESSIONS, kind="stock")), False),
    (campaign(replace(SESSIONS, code="x", name="Số buổi")), False),
]


@pytest.mark.parametrize(("other", "is_same"), MEANT)
def test_same_meaning_needs_kind_unit_and_code_or_name_and_window(other: Campaign, is_same: bool) -> None:
    found = [(same.indicator.code, same.other.code) for same in same_figures(SMALL, other)]

    assert found == ([("sessions", other.indicators[0].code)] if is_same else [])


def test_rates_are_asked_of_nobody_and_never_the_same() -> None:
    assert "crowd" not in {same.indicator.code for same in same_figures(SMALL, SMALL)}


PERIODS = [
    (SMALL, CYCLE, campaign(SESSIONS), Cycle(2023, "H1")),
    (SMALL, CYCLE, campaign(SESSIONS, "Z7"), Cycle(2023, "Z7")),
    (SMALL, CYCLE, campaign(SESSIONS, window=YEAR), None),
    (SMALL, CYCLE, campaign(replace(SESSIONS, code="x")), None),  # not asked there under this code
]


@pytest.mark.parametrize(("here", "cycle", "other", "meant"), PERIODS)
def test_cycle_is_the_one_that_counts_the_same_days(
    here: Campaign, cycle: Cycle, other: Campaign, meant: Cycle | None
) -> None:
    other = replace(other, regimes=(replace(other.regimes[0], indicators=(other.indicators[0].code,)),))

    assert cycle_of_same_period(counted_period(here, cycle), other, "sessions") == meant


def test_calendar_names_the_period_of_a_code_without_a_window() -> None:
    quarter = campaign(SESSIONS, "Q4", None)

    assert counted_period(quarter, Cycle(2026, "Q4")) == Period(date(2026, 10, 1), date(2027, 1, 1))
    assert counted_period(campaign(SESSIONS, "ONCE", None), Cycle(2026, "ONCE")) is None
    assert cycle_of_same_period(None, quarter, "sessions") is None
    assert cycle_of_same_period(counted_period(quarter, Cycle(2026, "Q4")), quarter, "sessions") == Cycle(
        2026, "Q4"
    )


def test_asking_only_leaves_out_what_cannot_be_computed() -> None:
    kept = asking_only(SMALL, CYCLE, {"sessions", "crowd", "models"})

    assert [row.code for row in kept.asked(CYCLE)] == ["sessions", "models"]  # no rate without its numerator
    assert kept.checks == ()
    whole = asking_only(SMALL, CYCLE, {row.code for row in SMALL.indicators})
    assert whole.asked(CYCLE) == SMALL.asked(CYCLE)
    assert whole.checks == SMALL.checks
    assert asking_only(SMALL, CYCLE, ()).asked(CYCLE) == ()
