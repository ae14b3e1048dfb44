"""Totals by kind, coverage identities for random inboxes, and an independent sum."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.figures import Total
from tonghop.domain.consolidation.previous import Previous
from tonghop.domain.consolidation.record import record_of
from tonghop.domain.consolidation.returns import FigureRow, Return
from tonghop.domain.reporting.due_list import Standing

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MAY = datetime(2023, 5, 20, 8, 0, tzinfo=ZONE)
ASKED = ("sessions", "attendances", "models", "households", "minutes")

cells = st.one_of(
    st.none(), st.integers(0, 10**6), st.sampled_from(["", "1.234", "12-15", "không phát sinh", "-"])
)
instants = st.none() | st.integers(-40, 40).map(lambda hours: DUE.late_from + timedelta(hours=hours))


@st.composite
def inboxes(draw: st.DrawFn) -> list[Return]:
    """Up to twelve returns: bodies that send nothing, once or several times, with every kind of cell."""
    returns = []
    for number in range(draw(st.integers(0, 12))):
        body = draw(st.sampled_from(SMALL.bodies)).code
        figures = draw(st.fixed_dictionaries({}, optional=dict.fromkeys(ASKED, cells)))
        nil = tuple(draw(st.sets(st.sampled_from(ASKED), max_size=2)))
        texts = draw(
            st.dictionaries(st.sampled_from(["oral", "difficulties"]), st.sampled_from(["Không.", "Đủ."]))
        )
        at = draw(instants)
        returns.append(returned(body, figures, file=f"{number:02d}.xlsx", at=at, nil=nil, texts=texts))
    return returns


def consolidated(returns: list[Return], **more: Any) -> Consolidation:
    return consolidate(SMALL, CYCLE, returns, DUE, **more)


def total_of(done: Consolidation, code: str) -> Total:
    return next(row for row in done.totals if row.indicator.code == code)


@PATIENT
@given(inboxes())
def test_every_body_is_counted_once_in_coverage_and_in_each_indicator(returns: list[Return]) -> None:
    done = consolidated(returns)

    assert sum(done.coverage.values()) == len(SMALL.bodies)
    for row in done.totals:
        assert row.reported_by + row.nil + row.missing + row.excused == len(SMALL.bodies)
        assert min(row.reported_by, row.nil, row.missing, row.excused) >= 0
        assert row.reported_by + row.nil == len(row.sources)


@PATIENT
@given(inboxes())
def test_total_equals_an_independent_sum_of_its_sources(returns: list[Return]) -> None:
    done = consolidated(returns)

    for code in ("sessions", "attendances", "models", "minutes"):
        row = total_of(done, code)
        figures = [Fraction(source.value.amount) for source in row.sources if source.value.amount is not None]
        assert row.value == (Decimal(int(sum(figures))) if figures else None)


@PATIENT
@given(inboxes())
def test_sources_are_cells_that_really_hold_the_value(returns: list[Return]) -> None:
    by_file = {answer.file: answer for answer in returns}

    for row in consolidated(returns).totals:
        for source in row.sources if row.indicator.code in ASKED else ():
            cell = next(c for c in by_file[source.file].figures if c.at == source.at)
            assert cell.indicator == row.indicator.code
            raw = Decimal(1234) if cell.raw == "1.234" else cell.raw
            assert source.value.amount == (
                raw if isinstance(raw, int | Decimal) and source.value.amount is not None else None
            )


@PATIENT
@given(inboxes(), st.integers(0, 10**6))
def test_one_more_body_never_lowers_a_flow(returns: list[Return], sessions: int) -> None:
    others = [answer for answer in returns if answer.identity.body != "so-tttt"]
    more = [*others, returned("so-tttt", {"sessions": sessions}, file="99.xlsx", at=MAY)]

    before, after = (total_of(consolidated(inbox), "sessions").value or 0 for inbox in (others, more))

    assert after == before + sessions


@PATIENT
@given(inboxes(), st.randoms(use_true_random=False))
def test_order_of_files_does_not_matter(returns: list[Return], random: Any) -> None:
    shuffled = list(returns)
    random.shuffle(shuffled)

    assert record_of(consolidated(shuffled), made_at=MAY) == record_of(consolidated(returns), made_at=MAY)


def test_flow_and_stock_add_over_bodies() -> None:
    done = consolidated(
        [
            returned("da-bac", {"sessions": 3, "models": 8}, at=MAY),
            returned("bao", {"sessions": 4, "models": 1}, at=MAY),
        ]
    )

    assert total_of(done, "sessions").value == 7
    assert total_of(done, "models").value == 9


def test_distinct_count_over_several_bodies_is_not_a_sum() -> None:
    done = consolidated(
        [returned("da-bac", {"households": 30}, at=MAY), returned("kim-boi", {"households": 50}, at=MAY)]
    )

    row = total_of(done, "households")
    assert row.value is None
    assert row.between == (50, 80)


def test_distinct_count_of_one_body_is_its_own() -> None:
    row = total_of(consolidated([returned("da-bac", {"households": 30}, at=MAY)]), "households")

    assert (row.value, row.between) == (30, None)


def test_rate_is_sum_over_sum_and_never_a_mean_of_rates() -> None:
    done = consolidated(
        [
            returned("da-bac", {"sessions": 1, "attendances": 100}, at=MAY),
            returned("kim-boi", {"sessions": 9, "attendances": 90}, at=MAY),
            returned("mai-chau", {"sessions": 5}, at=MAY),  # no numerator: stays out of both sums
        ]
    )

    row = total_of(done, "crowd")
    assert row.value == Decimal("19.00")
    assert row.reported_by == 2
    assert row.sources[0].at == "Số liệu!E9 : Số liệu!E8"


def test_rate_over_zero_sessions_is_no_number() -> None:
    row = total_of(consolidated([returned("da-bac", {"sessions": 0, "attendances": 0}, at=MAY)]), "crowd")

    assert row.value is None


def test_nil_everywhere_is_not_zero() -> None:
    row = total_of(consolidated([returned("da-bac", nil=("sessions",), at=MAY)]), "sessions")

    assert (row.value, row.nil, row.reported_by) == (None, 1, 0)


def test_estimates_are_a_part_of_the_total_and_shown_beside_it() -> None:
    done = consolidated(
        [returned("da-bac", {"sessions": 10}, estimated={"sessions": 2, "attendances": 9}, at=MAY)]
    )

    assert (total_of(done, "sessions").value, total_of(done, "sessions").estimated) == (10, 2)
    assert total_of(done, "attendances").estimated is None  # not asked for there


def test_previous_year_stands_beside_and_is_never_added() -> None:
    done = consolidated(
        [returned("da-bac", {"sessions": 10}, at=MAY)],
        previous=[Previous(CYCLE.year_before, totals={"sessions": Decimal(8)})],
    )

    assert (total_of(done, "sessions").value, total_of(done, "sessions").previous) == (10, 8)


def test_coverage_follows_the_late_moment() -> None:
    done = consolidated(
        [
            returned("da-bac", at=DUE.late_from - timedelta(seconds=1)),
            returned("kim-boi", at=DUE.late_from),
            returned("mai-chau"),
        ]
    )

    assert [row.standing for row in done.due] == list(Standing)


def since_new_year(body: str, cells: dict[str, int | None]) -> Return:
    sent = returned(body, dict.fromkeys(cells, 10), at=MAY)
    rows = tuple(
        replace(row, cumulative=cells.get(row.indicator), cumulative_at="Số liệu!H8")
        for row in sent.figures
        if isinstance(row, FigureRow)
    )
    return replace(sent, figures=rows)


@pytest.mark.parametrize(
    ("first", "second", "sums"),
    [
        ({"sessions": 30}, {"sessions": 40}, {"sessions": Decimal(70)}),
        # one left it out: the other's alone would be taken for the sum of both
        ({"sessions": 30}, {"sessions": None}, {}),
        # a stock has no sum over time
        ({"sessions": 30, "models": 9}, {"sessions": 40, "models": 9}, {"sessions": Decimal(70)}),
    ],
)
def test_sum_since_the_years_start_is_told_where_all_gave_it(
    first: dict[str, int | None], second: dict[str, int | None], sums: dict[str, Decimal]
) -> None:
    done = consolidated([since_new_year("da-bac", first), since_new_year("kim-boi", second)])

    assert {row.indicator.code: row.cumulative for row in done.totals if row.cumulative is not None} == sums
