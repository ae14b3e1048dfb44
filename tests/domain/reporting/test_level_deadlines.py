"""Deadlines by level, to the second, in Vietnam's time while the server keeps UTC; and when a cycle opens."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.small_campaign import SMALL
from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import HOLIDAY_RULES, LateMoment, proposed_late_moment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.reporting.campaign import Body, Campaign, Regime
from tonghop.domain.reporting.campaign_record import campaign_from, tables_of
from tonghop.domain.reporting.due_list import Standing, due_list
from tonghop.domain.reporting.fields import FieldWrong
from tonghop.domain.reporting.level_deadlines import LevelDeadline
from tonghop.formats.workbooks.ready_data import working_days

DAYS = working_days()
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def server_in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def regime(due: str, late: str = "", rule: str = "next-working-day", levels: tuple[str, ...] = ()) -> Regime:
    day = DayOfYear.parse(due)
    moment = LateMoment.parse(late) if late else proposed_late_moment(day)
    deadlines = tuple(map(LevelDeadline.parse, levels))
    return Regime("Y", "annual", day, moment, on_holiday=rule, deadlines=deadlines, window=FIRST_HALF)


FIRST_HALF = Window(DayOfYear(11, 1), DayOfYear(2, 1))  # its middle lies before every due day below

BOUNDARIES = [
    # (due, late from, rule, levels, year, level, due on, first late second in UTC)
    # "trước ngày 30/5": 30/5/2026 is a Saturday, 30/5/2027 a Sunday
    ("05-30", "", "next-working-day", (), 2025, "", "2025-05-30", "2025-05-30T17:00:00"),
    ("05-30", "", "next-working-day", (), 2026, "", "2026-06-01", "2026-06-01T17:00:00"),
    ("05-30", "", "next-working-day", (), 2027, "", "2027-05-31", "2027-05-31T17:00:00"),
    ("05-30", "", "previous-working-day", (), 2026, "", "2026-05-29", "2026-05-29T17:00:00"),
    ("05-30", "", "previous-working-day", (), 2027, "", "2027-05-28", "2027-05-28T17:00:00"),
    ("05-30", "", "as-is", (), 2026, "", "2026-05-30", "2026-05-30T17:00:00"),
    # late from the due day's own midnight, and from the end of office hours
    ("05-30", "05-30T00:00", "next-working-day", (), 2026, "", "2026-06-01", "2026-05-31T17:00:00"),
    ("05-30", "05-30T17:00", "next-working-day", (), 2027, "", "2027-05-31", "2027-05-31T10:00:00"),
    # leap day: 29 February is a Tuesday in 2028; in 2026 and 2027 its 28th is a Saturday and a Sunday
    ("02-29", "", "next-working-day", (), 2028, "", "2028-02-29", "2028-02-29T17:00:00"),
    ("02-29", "", "next-working-day", (), 2026, "", "2026-03-02", "2026-03-02T17:00:00"),
    ("02-29", "", "next-working-day", (), 2027, "", "2027-03-01", "2027-03-01T17:00:00"),
    # Tết 2025: 25/1 to 2/2 with the weekends at its ends; the due day moves behind it or before it
    ("02-01", "", "next-working-day", (), 2025, "", "2025-02-03", "2025-02-03T17:00:00"),
    ("02-01", "", "previous-working-day", (), 2025, "", "2025-01-24", "2025-01-24T17:00:00"),
    # levels of their own, and one without
    (
        "05-30",
        "",
        "next-working-day",
        ("commune 05-25",),
        2026,
        "commune",
        "2026-05-25",
        "2026-05-25T17:00:00",
    ),
    (
        *("05-30", "", "next-working-day", ("commune 05-24 05-24T11:30",), 2026, "commune"),
        *("2026-05-25", "2026-05-25T04:30:00"),
    ),
    (
        "05-30",
        "",
        "next-working-day",
        ("commune 05-25",),
        2026,
        "province",
        "2026-06-01",
        "2026-06-01T17:00:00",
    ),
    ("05-30", "", "next-working-day", ("party 05-30",), 2027, "party", "2027-05-31", "2027-05-31T17:00:00"),
]


@pytest.mark.parametrize(("due", "late", "rule", "levels", "year", "level", "due_on", "late_utc"), BOUNDARIES)
def test_last_second_is_on_time_and_the_next_is_late(
    due: str, late: str, rule: str, levels: tuple[str, ...], year: int, level: str, due_on: str, late_utc: str
) -> None:
    instant = regime(due, late, rule, levels).due_instant(year, DAYS, level)

    boundary = datetime.fromisoformat(late_utc).replace(tzinfo=UTC)
    assert os.environ["TZ"] == "UTC"
    assert instant.due_on.isoformat() == due_on
    assert instant.late_from == boundary
    assert not instant.is_late(boundary - SECOND)
    assert instant.is_late(boundary)
    assert instant.is_late(boundary + SECOND)


LEVELS = (
    (Body("a", "A", level="commune", line="party"), "commune"),  # the level is the narrower word
    (Body("a", "A", level="province", line="party"), "party"),
    (Body("a", "A", line="party"), "party"),
    (Body("a", "A", level="province", line="state"), ""),
    (Body("a", "A"), ""),
)


@pytest.mark.parametrize(("body", "level"), LEVELS)
def test_body_is_told_by_its_level_and_then_by_its_line(body: Body, level: str) -> None:
    asked = regime("05-30", levels=("commune 05-25", "party 05-28"))

    assert asked.level_of(body) == level
    assert asked.due_instants(2026, DAYS, [body]) == (
        {"a": asked.due_instant(2026, DAYS, level)} if level else {}
    )


def test_due_list_judges_each_body_by_its_own_day() -> None:
    bodies = (Body("xa", "Xã", level="commune"), Body("so", "Sở", level="province"))
    asked = regime("05-30", levels=("commune 05-25",))
    campaign = Campaign("a", "b", regimes=(asked,), bodies=bodies)
    arrived = datetime(2026, 5, 26, 3, tzinfo=UTC)

    rows = due_list(
        campaign,
        Cycle(2026, "Y"),
        asked.due_instant(2026, DAYS),
        {"xa": arrived, "so": arrived},
        asked.due_instants(2026, DAYS, bodies),
    )

    assert [row.standing for row in rows] == [Standing.LATE, Standing.ON_TIME]


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        (regime("05-30"), date(2026, 5, 2)),  # 30 days before Monday 1/6/2026
        (replace(regime("05-30"), opens_days_before=0), date(2026, 6, 1)),
        (replace(regime("05-30"), opens_days_before=366), date(2025, 5, 31)),
        (regime("05-30", levels=("commune 05-25",)), date(2026, 4, 25)),  # the first level counts
        (regime("05-30", levels=("commune 06-15",)), date(2026, 5, 2)),
    ],
)
def test_cycle_opens_so_many_days_before_the_first_due_day(asked: Regime, opens: date) -> None:
    assert asked.opens_on(2026, DAYS) == opens


WRONG = [
    {"deadlines": ["commune"]},
    {"deadlines": ["village 05-25"]},
    {"deadlines": ["commune 05-25 05-24T00:00"]},  # late before it is due
    {"deadlines": ["commune 13-25"]},
    {"deadlines": ["commune 05-25 x y"]},
    {"deadlines": ["commune 05-25", "commune 05-26"]},
    {"deadlines": "commune 05-25"},
    {"opens_days_before": -1},
    {"opens_days_before": 367},
    {"opens_days_before": "soon"},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_wrong_deadline_is_refused_with_its_field(wrong: dict[str, object]) -> None:
    tables = tables_of(SMALL)
    tables["regime"][0] |= wrong

    with pytest.raises(FieldWrong) as refused:
        campaign_from(tables)

    assert refused.value.facts["field"] == next(iter(wrong))


def test_unknown_level_of_a_body_is_refused() -> None:
    with pytest.raises(FieldWrong):
        Body("a", "A", level="village")


def test_file_without_the_new_fields_says_what_it_said() -> None:
    tables = tables_of(SMALL)

    assert not {"deadlines", "opens_days_before"} & tables["regime"][0].keys()
    assert not any("level" in body for body in tables["body"])
    assert campaign_from(tables) == SMALL
    assert SMALL.regimes[0].opens_days_before == 30


@given(
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.sampled_from(HOLIDAY_RULES),
    st.integers(0, 366),
)
def test_level_without_a_deadline_is_due_with_all_others(day: date, rule: str, before: int) -> None:
    due = DayOfYear(day.month, day.day)
    asked = Regime("H1", "semiannual", due, proposed_late_moment(due), "by", rule, opens_days_before=before)

    assert asked.due_instant(day.year, DAYS, "commune") == asked.due_instant(day.year, DAYS)
    assert asked.opens_on(day.year, DAYS) + timedelta(before) == asked.due_instant(day.year, DAYS).due_on
