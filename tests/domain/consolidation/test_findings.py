"""What is found between files and periods: double counting, copies, outliers, halves above their year."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import ZONE, LateMoment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.previous import Previous
from tonghop.domain.consolidation.questions import Answer
from tonghop.domain.consolidation.record import previous_of, record_of
from tonghop.domain.consolidation.returns import Figure, Kind, Return
from tonghop.domain.reporting.campaign import Regime
from tonghop.domain.reporting.outliers import MOST_PEERS, against_history, against_peers, like_bodies
from tonghop.domain.reporting.values import figure

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MAY = datetime(2023, 5, 20, 8, 0, tzinfo=ZONE)
LEVELS = replace(
    SMALL,
    bodies=tuple(
        replace(b, parent="da-bac" if b.code in ("kim-boi", "mai-chau") else "") for b in SMALL.bodies
    ),
)


def consolidated(*returns: Return, campaign: Any = SMALL, **more: Any) -> Consolidation:
    return consolidate(campaign, CYCLE, returns, DUE, **more)


def kinds(done: Consolidation) -> list[str]:
    return [row.kind for row in done.findings]


# ---- double counting

BELOW = (
    returned("kim-boi", {"sessions": 30, "attendances": 400}, at=MAY),
    returned("mai-chau", {"sessions": 50, "attendances": 600}, at=MAY),
)


@pytest.mark.parametrize(("answer", "total"), [("", 80), ("đã gồm", 80), ("chưa gồm", 160)])
def test_sum_of_the_children_does_not_enter_twice(answer: str, total: int) -> None:
    sent = (*BELOW, returned("da-bac", {"sessions": 80, "attendances": 1000}, at=MAY))
    question = consolidated(*sent, campaign=LEVELS).questions[0]
    given = {question.id: Answer(question.id, answer, "Nguyễn Văn Mẫu")} if answer else {}

    done = consolidated(*sent, campaign=LEVELS, answers=given)

    row = done.totals[0]
    assert row.value == total == sum(source.value.amount or 0 for source in row.sources)
    assert "double-count" in kinds(done)
    assert bool(done.questions) is not bool(answer)
    assert row.reported_by + row.nil + row.missing + row.excused == len(done.due)


def test_contained_figures_stay_listed_beside_the_total() -> None:
    sent = (*BELOW, returned("da-bac", {"sessions": 80, "attendances": 1000}, at=MAY))
    question = consolidated(*sent, campaign=LEVELS).questions[0]

    done = consolidated(
        *sent, campaign=LEVELS, answers={question.id: Answer(question.id, "đã gồm", "Nguyễn Văn Mẫu")}
    )

    (row,) = (row for row in record_of(done, made_at=MAY)["totals"] if row["indicator"] == "sessions")
    assert [source["body"] for source in row["sources"]] == ["da-bac"]
    assert [source["contained_in"] for source in row["contained"]] == ["da-bac", "da-bac"]


@pytest.mark.parametrize(
    ("sessions", "text", "found"),
    [
        (95, "", False),  # more than the children: its own work, nothing says otherwise
        (95, "Toàn huyện đã tổ chức nhiều hoạt động.", True),
        (79, "Toàn huyện đã tổ chức nhiều hoạt động.", False),  # less than the children: cannot contain them
    ],
)
def test_greater_figures_contain_the_children_only_where_the_text_says_so(
    sessions: int, text: str, found: bool
) -> None:
    texts = {"oral": text} if text else {}

    done = consolidated(
        *BELOW, returned("da-bac", {"sessions": sessions}, texts=texts, at=MAY), campaign=LEVELS
    )

    assert ("double-count" in kinds(done)) is found


LATE = replace(
    LEVELS, bodies=tuple(replace(b, parent="da-bac" if b.code != "da-bac" else "") for b in SMALL.bodies)
)


@pytest.mark.parametrize(
    ("above", "held"),
    [
        ({"sessions": 80, "attendances": 1000}, {"kim-boi", "mai-chau"}),  # added up before the third came
        ({"sessions": 80, "attendances": 1001}, set()),  # one sum may agree by chance
        ({"sessions": 80, "models": 6}, {"kim-boi", "mai-chau"}),
        ({"models": 6, "minutes": 4}, set()),  # two small ones as well
    ],
)
def test_sum_of_the_children_that_had_come_by_then_does_not_enter_twice(
    above: dict[str, int], held: set[str]
) -> None:
    sent = (
        returned("kim-boi", {"sessions": 30, "attendances": 400, "models": 2, "minutes": 3}, at=MAY),
        returned("mai-chau", {"sessions": 50, "attendances": 600, "models": 4, "minutes": 1}, at=MAY),
        returned("so-tttt", {"sessions": 7, "attendances": 90, "models": 1, "minutes": 1}, at=MAY),
        returned("da-bac", above, at=MAY),
    )
    done = consolidated(*sent, campaign=LATE)
    questions = [row for row in done.questions if "đã gồm" in row.choices]

    assert ["double-count"] * len(questions) == [kind for kind in kinds(done) if kind == "double-count"]
    assert bool(questions) is bool(held)
    for question in questions:
        given = {question.id: Answer(question.id, "đã gồm", "Nguyễn Văn Mẫu")}
        row = consolidated(*sent, campaign=LATE, answers=given).totals[0]
        assert {source.body for source in row.contained} == held
        assert row.value == 87


def test_small_equal_figures_are_no_sum() -> None:
    below = returned("kim-boi", {"models": 2}, at=MAY)

    assert consolidated(below, returned("da-bac", {"models": 2}, at=MAY), campaign=LEVELS).questions == ()


# ---- copies

TEXT = (
    "Ban đã tham mưu cấp ủy ban hành kế hoạch, phân công cán bộ phụ trách từng địa bàn và tuyên truyền "
    "lồng ghép trong sinh hoạt chi bộ, đoàn thể ở cơ sở trong suốt kỳ báo cáo. Hệ thống truyền thanh các xã "
    "phát tin bài hằng ngày; đội ngũ báo cáo viên được cung cấp tài liệu kịp thời, đổi mới cách nói, gắn với "
    "việc thật của từng thôn, xóm và lắng nghe ý kiến của nhân dân."
)
FIGURES = {"sessions": 31, "attendances": 420}


def last_year(figures: dict[str, Any] = FIGURES, text: str = TEXT) -> Previous:
    texts = {"oral": text} if text else {}
    done = consolidated(returned("da-bac", figures, texts=texts, at=MAY))
    record = record_of(done, made_at=MAY) | {"cycle": "2022-H1"}
    found = previous_of(record, SMALL)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("figures", "text", "found"),
    [
        (FIGURES, TEXT, True),
        (FIGURES, TEXT.replace("suốt", "toàn"), True),  # one word of eighty changed
        (FIGURES, "Năm nay đơn vị tập trung vào các xã vùng cao và trường học trên địa bàn.", False),
        (FIGURES | {"sessions": 32}, TEXT, False),
    ],
)
def test_last_years_report_sent_again_is_found(figures: dict[str, Any], text: str, found: bool) -> None:
    done = consolidated(returned("da-bac", figures, texts={"oral": text}, at=MAY), previous=[last_year()])

    assert ("copied" in kinds(done)) is found
    assert done.totals[0].value == figures["sessions"]


def test_few_equal_figures_without_words_are_chance() -> None:
    done = consolidated(returned("da-bac", FIGURES, at=MAY), previous=[last_year(text="")])

    assert "copied" not in kinds(done)


# ---- outliers

HISTORY = [
    (12, [11], False),
    (1200, [12], True),  # a hundred times last year's
    (9, [1], False),  # small numbers jump
    (30, [12, 15, 20], False),
    (1500, [12, 15, 20], True),
    (2, [900, 1000, 1100], True),
    (1200, [12, 12, 12, 12], True),  # equal neighbours: a spread of nothing does not silence
    (14, [12, 12, 12, 12], False),
    (12, [], False),
]


@pytest.mark.parametrize(("value", "earlier", "found"), HISTORY)
def test_figure_far_from_the_bodys_own_is_looked_at(value: int, earlier: list[int], found: bool) -> None:
    assert (against_history(Decimal(value), [Decimal(n) for n in earlier]) is not None) is found


@PATIENT
@given(st.lists(st.integers(0, 10**7), min_size=3, max_size=8))
def test_figure_among_its_equals_is_never_an_outlier(peers: list[int]) -> None:
    middle = sorted(peers)[len(peers) // 2]

    assert against_peers(Decimal(middle), [Decimal(middle)] * len(peers)) is None


@PATIENT
@given(st.integers(20, 10**5), st.integers(2, 8))
def test_thousandfold_is_found_among_two_to_eight_points(usual: int, points: int) -> None:
    earlier = [Decimal(usual + n) for n in range(points)]

    assert against_history(Decimal(usual * 1000), earlier) is not None


def test_peers_are_of_the_group_and_nearest_in_size() -> None:
    figures = {f"xã {n}": {"a": Decimal(10 * n), "b": Decimal(100 * n)} for n in range(1, 31)}

    near = like_bodies(figures, dict.fromkeys(figures, "xã") | {"xã 30": "huyện"})

    assert len(near["xã 15", "a"]) == MOST_PEERS
    assert set(near["xã 15", "a"]) <= {f"xã {n}" for n in range(7, 24)}
    assert near["xã 30", "a"] == ()


def test_outlier_is_a_finding_and_changes_nothing() -> None:
    done = consolidated(
        returned("da-bac", {"sessions": 31000}, at=MAY), previous=[last_year({"sessions": 31}, text="")]
    )

    assert kinds(done) == ["outlier"]
    assert done.totals[0].value == 31000


# ---- a half is no more than its year


def test_half_year_greater_than_the_year_is_found() -> None:
    year = Regime(
        "Y", "annual", DayOfYear(10, 30), LateMoment.parse("10-31T00:00"),
        window=Window(DayOfYear(10, 30), DayOfYear(10, 30)),
    )  # fmt: skip
    campaign = replace(SMALL, regimes=(*SMALL.regimes, year))
    whole = Previous(
        Cycle(2023, "Y"), figures={("da-bac", "sessions"): Decimal(20), ("da-bac", "models"): Decimal(1)}
    )

    done = consolidated(
        returned("da-bac", {"sessions": 31, "models": 9}, at=MAY), campaign=campaign, previous=[whole]
    )

    assert [row.message.split(":")[0] for row in done.findings] == ["Số buổi tuyên truyền"]


# ---- sums since the year's start

_PLAIN = LateMoment.parse("12-31T00:00")
_YEAR = replace(
    SMALL,
    regimes=tuple(
        Regime(code, "quarterly", DayOfYear(12, 30), _PLAIN)
        for code in ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "Y")
    ),
)


def _earlier(*told: tuple[str, int, int | None]) -> list[Previous]:
    """Earlier records of one figure: its cycle, amount and, where given, the sum since the year's start."""
    key = ("da-bac", "sessions")
    return [
        Previous(
            Cycle.parse(cycle),
            figures={key: Decimal(amount)},
            cumulative={key: Decimal(since)} if since is not None else {},
        )
        for cycle, amount, since in told
    ]


@pytest.mark.parametrize(
    ("cycle", "amount", "since", "earlier", "least"),
    [
        ("2023-Q2", 10, 30, [("2023-Q1", 20, None)], ""),
        ("2023-Q2", 10, 29, [("2023-Q1", 20, None)], "của quý I năm 2023 và kỳ này (30)"),
        ("2023-Q3", 5, 34, [("2023-Q1", 20, None), ("2023-Q2", 10, None)],
         "của quý I năm 2023 và quý II năm 2023 và kỳ này (35)"),
        ("2023-Q3", 5, 34, [("2023-Q2", 10, 30), ("2023-Q1", 20, None)], "II năm 2023 và kỳ này (35)"),
        # quarters lie inside their half-year: not added to it
        ("2023-Q3", 5, 35, [("2023-Q1", 20, None), ("2023-Q2", 10, None), ("2023-H1", 30, None)], ""),
        ("2023-H2", 5, 34, [("2023-H1", 30, None)], "của 6 tháng đầu năm 2023 và kỳ này (35)"),
        # the half-year is part of the nine months and of the year
        ("2023-9M", 40, 40, [("2023-H1", 30, None)], ""),
        ("2023-9M", 40, 40, [("2023-H1", 30, 45)], "của 6 tháng đầu năm 2023 (45)"),
        ("2023-Y", 60, 60, [("2023-H1", 30, 30), ("2023-Q3", 5, 35)], ""),
        ("2023-Q2", 10, 10, [("2023-Y", 90, None), ("2023-9M", 70, None)], ""),  # what holds it says nothing
        ("2023-H2", 5, 35, [("2023-9M", 34, None)], ""),  # nor what only overlaps it
        ("2023-H1", 30, 30, [("2022-H2", 90, 200)], ""),  # another year
        ("2023-H1", 30, 29, [], "của kỳ này (30)"),
        ("2023-Q2", 10, None, [("2023-Q1", 20, None)], ""),
    ],
)  # fmt: skip
def test_sum_since_new_year_is_no_less_than_what_was_reported(
    cycle: str, amount: int, since: int | None, earlier: list[tuple[str, int, int | None]], least: str
) -> None:
    told = None if since is None else Decimal(since)
    figures = (
        Figure("sessions", figure(amount), "Bảng!C4", cumulative=told, cumulative_at="Bảng!D4"),
        Figure("models", figure(9), "Bảng!C5", cumulative=Decimal(1), cumulative_at="Bảng!D5"),  # a stock
    )
    sent = Return("bc.xlsx", "ab" * 32, kind=Kind.WORKBOOK, body="da-bac", figures=figures, arrived_at=MAY)

    done = consolidate(_YEAR, Cycle.parse(cycle), [sent], DUE, previous=_earlier(*earlier))

    messages = [row.message for row in done.findings if "lũy kế" in row.message]
    assert len(messages) == bool(least)
    assert all(least in message for message in messages)
    assert done.totals[0].value == amount


def test_sum_since_new_year_passes_from_cycle_to_cycle() -> None:
    form = returned("da-bac", {"sessions": 12}, at=MAY)
    rows = tuple(replace(row, cumulative="1.200", cumulative_at="Số liệu!H8") for row in form.figures[:1])

    record = record_of(consolidated(replace(form, figures=rows)), made_at=MAY)

    before = previous_of(record, SMALL)
    assert before is not None
    assert before.cumulative == {("da-bac", "sessions"): Decimal(1200)}
