"""Figures out of tables of any layout (the cases print as tests/spec/layouts.toml): what is certain, what is
asked.
"""

import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_campaign import BODIES, CYCLE, INDICATORS, layout_campaign
from table_pictures import grid_of, grids_of

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.grids import Extent, Grid
from tonghop.domain.reporting.found_figures import Confirmed, FoundFigure, LayoutReading
from tonghop.domain.reporting.headings import Role
from tonghop.domain.reporting.layouts import LayoutReader
from tonghop.domain.reporting.values import MISSING, State, Value

CASES = tomllib.loads((Path(__file__).parents[2] / "spec" / "layouts.toml").read_text(encoding="utf-8"))[
    "case"
]
READER = LayoutReader(layout_campaign(), CYCLE)


def said(figure: FoundFigure) -> str:
    assert figure.value is not None
    return "nil" if figure.value.state is State.NIL else str(figure.value.amount)


def key(figure: FoundFigure) -> str:
    name = figure.indicator or f"?{figure.label.strip()}"
    return f"{figure.body}/{name}" if figure.body else name


def certain(reading: LayoutReading) -> dict[str, str]:
    return {key(figure): said(figure) for figure in reading.certain if figure.value != MISSING}


def asked(reading: LayoutReading) -> dict[str, str]:
    return {key(figure): figure.doubt.code for figure in reading.doubtful if figure.doubt}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_layout(case: dict[str, Any]) -> None:
    reading = READER.read(grids_of(case["grid"]))

    assert certain(reading) == case.get("certain", {})
    if "asked" in case:
        wanted = {name: code for name, code in case["asked"].items() if code != "?"}
        assert {name: code for name, code in asked(reading).items() if name in wanted} == wanted
        assert set(asked(reading)) >= set(case["asked"])
    if "others" in case:
        told = {(figure.role.value, figure.indicator): figure.raw for figure in reading.others}
        assert told == {
            (role, name): raw for role, row in case["others"].items() for name, raw in row.items()
        }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_question_is_plain_vietnamese_with_its_place(case: dict[str, Any]) -> None:
    for figure in READER.read(grids_of(case["grid"])).doubtful:
        assert figure.doubt is not None
        assert figure.doubt.message_vi.endswith("?")
        assert "!" in figure.at
        assert figure.value is None


TABLE = """STT | Chỉ tiêu | ĐVT | Kế hoạch năm | Thực hiện kỳ này | Cùng kỳ năm trước | Ghi chú
1 | Số buổi tuyên truyền | buổi | 40 | 12 | 10 | tốt
2 | Lượt người tham gia các buổi tuyên truyền | lượt người | 9000 | 1500 | 1400 |
3 | Tờ rơi | tờ | 900 | 300 | 250 | phát tại chợ
4 | Mô hình xây dựng mới | mô hình | 3 | không phát sinh | 1 |
5 | Thời lượng phát sóng | phút | 900 | 450,5 | 400 |"""
ACROSS = """Kỳ báo cáo | Số buổi tuyên truyền | Tờ rơi | Mô hình xây dựng mới
Kế hoạch | 40 | 900 | 3
Cùng kỳ năm trước | 10 | 250 | 1
Thực hiện kỳ này | 12 | 300 | 2"""


@given(st.sampled_from([TABLE, ACROSS]), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(picture: str, chance: random.Random) -> None:
    grid = grid_of(picture)
    columns = list(range(grid.width))
    chance.shuffle(columns)
    body = list(grid.rows[1:])
    chance.shuffle(body)
    shuffled = Grid("Sheet1", [[row[column] for column in columns] for row in [grid.rows[0], *body]])

    assert certain(READER.read([shuffled])) == certain(READER.read([grid]))


@given(
    st.sampled_from([TABLE, ACROSS]),
    st.lists(st.integers(0, 6), max_size=3),
    st.lists(st.integers(0, 7), max_size=3),
)
def test_empty_rows_and_columns_change_nothing_but_places(
    picture: str, rows: list[int], columns: list[int]
) -> None:
    grid = grid_of(picture)
    wider = [list(row) for row in grid.rows]
    for column in columns:
        for row in wider:
            row.insert(column, "")
    for row in rows:
        wider.insert(row, [])

    assert certain(READER.read([Grid("Sheet1", wider)])) == certain(READER.read([grid]))


LABELS = [
    *(name for row in INDICATORS for name in (row.name, row.name.lower(), row.unit, *row.aliases)),
    *(body.name for body in BODIES),
    *(
        "STT",
        "Chỉ tiêu",
        "Kết quả",
        "Kỳ này",
        "Cùng kỳ",
        "Tổng cộng",
        "Trong đó:",
        "Năm 2022",
        "Tháng 3",
        "-",
        "x",
        "(1)",
    ),
]
CELLS = st.one_of(
    st.none(),
    st.just(""),
    st.sampled_from(LABELS),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-5, 3000).map(float),
    st.text(max_size=12),
    st.booleans(),
    st.dates(),
)
EXTENTS = st.tuples(st.integers(0, 6), st.integers(0, 5), st.integers(0, 3), st.integers(0, 3)).map(
    lambda e: Extent(e[0], e[1], e[0] + e[2], e[1] + e[3])
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=8),
    st.lists(EXTENTS, max_size=3),
    st.frozensets(st.integers(0, 6), max_size=2),
)
def test_no_grid_is_ever_refused_and_every_certain_figure_stands_there(
    rows: list[list[Any]], merged: list[Extent], hidden: frozenset[int]
) -> None:
    grid = Grid("Sheet1", rows, tuple(merged), hidden_rows=hidden, hidden_columns=hidden)

    reading = READER.read([grid])

    places = [(figure.body, figure.indicator) for figure in reading.certain]
    assert len(places) == len(set(places))
    for figure in reading.certain:
        row, column = _place(figure.at)
        assert grid.raw(row, column) == figure.raw
        assert row not in hidden
        assert column not in hidden


def test_a_merged_rectangle_wider_than_its_row_is_read() -> None:
    rows = [[None, None, None, "Số buổi tuyên truyền"], [None, None, None, 0.0]]

    reading = READER.read([Grid("Sheet1", rows, (Extent(0, 1, 0, 4),))])

    assert [figure.at for figure in reading.figures] == ["Sheet1!D2"]


def _place(at: str) -> tuple[int, int]:
    letters = at.rpartition("!")[2].rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(at.rpartition("!")[2][len(letters) :]) - 1, column - 1


def test_a_confirmed_label_is_certain_next_time() -> None:
    grids = grids_of("Chỉ tiêu | Kết quả\nMô hình | 5\nTờ rơi | 300")
    figure = next(figure for figure in READER.read(grids).doubtful if not figure.indicator)
    assert figure.layout is not None

    again = LayoutReader(
        layout_campaign(), CYCLE, Confirmed(labels={(figure.layout, "mô hình"): "models-kept"})
    )
    never = LayoutReader(layout_campaign(), CYCLE, Confirmed(labels={(figure.layout, "mô hình"): ""}))

    assert certain(again.read(grids)) == {"models-kept": "5", "leaflets": "300"}
    assert certain(never.read(grids)) == {"leaflets": "300"}
    assert never.read(grids).doubtful == ()


@pytest.mark.parametrize(
    ("picture", "about", "choices"),
    [
        # a word about columns holds in every cycle, unless their headings name a period
        ("Chỉ tiêu | Kết quả | Thực hiện\nTờ rơi | 12 | 13", "column:*", ("cột Kết quả", "cột Thực hiện")),
        ("Chỉ tiêu | Thực hiện | Kỳ này\nTờ rơi | 12 | 13", "column:*", ("cột Thực hiện", "cột Kỳ này")),
        (
            "Chỉ tiêu | 6 tháng đầu năm 2023 | Kỳ này\nTờ rơi | 12 | 13",
            "column:2023-H1",
            ("cột 6 tháng đầu năm 2023", "cột Kỳ này"),
        ),
        # without names of their own they are told by their letters, and nothing is kept
        ("Chỉ tiêu | Kết quả | Kết quả\nTờ rơi | 12 | 13", "column:", ("cột B", "cột C")),
        ("Chỉ tiêu |  | \nTờ rơi | 12 | 13", "column:", ("cột B", "cột C")),
    ],
)
def test_a_table_s_columns_are_choices(picture: str, about: str, choices: tuple[str, ...]) -> None:
    (figure,) = READER.read(grids_of(picture)).doubtful

    assert figure.doubt is not None
    assert (figure.doubt.about, figure.doubt.choices) == (about, choices)
    told = [
        (row.choice, row.at, row.read.amount) for row in figure.doubt.options if isinstance(row.read, Value)
    ]
    assert told == [(choices[0], "Sheet1!B2", 12), (choices[1], "Sheet1!C2", 13)]


def test_the_layout_key_does_not_hang_on_the_figures() -> None:
    one = READER.read(grids_of("Chỉ tiêu | Kết quả\nMô hình | 5"))
    other = READER.read(grids_of("CHỈ TIÊU | Kết quả\nTờ rơi | 7\nMô hình | 6"))

    assert one.figures[0].layout == other.figures[0].layout


def test_hidden_figures_left_out_are_told() -> None:
    reading = READER.read(
        grids_of("Chỉ tiêu | Kết quả\nSố buổi tuyên truyền | 9 (ẩn)\nSố buổi tuyên truyền | 12")
    )

    assert [(remark.code, remark.at) for remark in reading.remarks] == [("hidden-figure", "Sheet1!B2")]


def test_rows_of_unknown_bodies_are_told() -> None:
    reading = READER.read(
        grids_of("Đơn vị | Tờ rơi | Số buổi tuyên truyền\nUBND xã An Mẫu | 1 | 2\nXã Lạ | 3 | 4")
    )

    assert [remark.code for remark in reading.remarks] == ["unknown-body"]


def test_months_follow_the_regime_s_window() -> None:
    window = Window(DayOfYear(10, 30), DayOfYear(5, 30))
    reader = LayoutReader(layout_campaign(window=window), CYCLE)
    months = " | ".join(f"Tháng {number}" for number in (11, 12, 1, 2, 3, 4, 5))
    grid = grids_of(f"Chỉ tiêu | {months} | Cộng\nTờ rơi | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 7")

    assert certain(reader.read(grid)) == {"leaflets": "7"}
    assert asked(READER.read(grid)) == {"leaflets": "months-of-other-period"}


def test_a_quarter_reads_its_own_column() -> None:
    reader = LayoutReader(layout_campaign(code="Q1"), Cycle(2023, "Q1"))
    grids = grids_of("Chỉ tiêu | Quý I/2022 | Quý I/2023 | Quý II/2023\nTờ rơi | 5 | 7 | 9")

    reading = reader.read(grids)

    assert certain(reading) == {"leaflets": "7"}
    assert [(figure.role, figure.raw) for figure in reading.others] == [(Role.YEAR_BEFORE, 5.0)]


def test_numbers_below_each_other_in_a_cell_are_not_one() -> None:
    """A cell with two lines, "800" over "200", was 800 200."""
    grid = Grid(
        "Sheet1", [["Chỉ tiêu", "Kết quả"], ["Tờ rơi", "800\n200"], ["Số buổi tuyên truyền", "12 buổi\r\n"]]
    )

    reading = READER.read([grid])

    assert certain(reading) == {"sessions": "12"}
    assert asked(reading) == {"leaflets": "several-numbers"}


@pytest.mark.parametrize(
    ("second", "is_asked"),
    [("Mô hình xây dựng mới", True), ("Số buổi tuyên truyền", False)],
    ids=["the list goes on", "the same list again, whole"],
)
def test_heading_above_all_rows_of_one_sheet_is_over_the_next(second: str, is_asked: bool) -> None:
    head = ["Chỉ tiêu", "Đơn vị tính", "Kết quả"]
    first = Grid("Biểu 1", [head, ["Cấp xã", "", ""], ["Số buổi tuyên truyền", "buổi", 12.0]])
    other = Grid("Biểu 2", [head, [second, "mô hình" if is_asked else "buổi", 5.0]])

    found = READER.read([first, other]).figures
    (code,) = [row.doubt.code if row.doubt else "" for row in found if row.at.startswith("Biểu 2")]

    assert (code == "part-of-whole") is is_asked
