"""The neutral grid: what stands at a place, what a merged cell covers, how a place is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.grids import Extent, Grid, Place, cell_name, is_empty

GRID = Grid(
    "Biểu 1",
    [["Kết quả", "", "x"], ["", 12.0], []],
    merged=(Extent(0, 0, 1, 1),),
    hidden_rows=frozenset((1,)),
    hidden_columns=frozenset((2,)),
    uncomputed={Place(2, 0): "=A1+1"},
    origin=Place(9, 2),
)


def test_a_merged_cell_is_reached_from_all_its_places() -> None:
    assert [GRID.reaching(row, column) for row, column in ((0, 0), (0, 1), (1, 0), (1, 1))] == ["Kết quả"] * 4
    assert GRID.raw(1, 1) == 12.0
    assert GRID.reaching(0, 2) == "x"


@pytest.mark.parametrize(("row", "column"), [(-1, 0), (0, -1), (7, 0), (2, 0), (0, 7)])
def test_outside_of_the_sheet_nothing_stands(row: int, column: int) -> None:
    assert GRID.raw(row, column) is None


def test_a_merged_rectangle_ends_with_the_sheet() -> None:
    wide = Grid("A", [["Kết quả", 12.0], [3.0]], merged=(Extent(0, 0, 90, 4),))

    assert {wide.extent(row, column) for row in (0, 1) for column in (0, 1)} == {Extent(0, 0, 1, 1)}


def test_places_are_those_of_the_file() -> None:
    assert GRID.at(0, 0) == "Biểu 1!C10"


def test_a_cell_knows_what_the_file_knows_of_it() -> None:
    cell = GRID.cell(1, 1)

    assert (cell.at, cell.raw, cell.hidden) == ("Biểu 1!D11", 12.0, True)
    assert cell.extent == Extent(0, 0, 1, 1)
    assert [cell.uncomputed for cell in GRID.cells()] == ["", "", "", "=A1+1"]


def test_cells_of_a_hidden_sheet_are_hidden() -> None:
    assert Grid("Cũ", [["x"]], hidden=True).cell(0, 0).hidden


@given(st.integers(0, 20_000))
def test_columns_are_named_as_spreadsheets_do(column: int) -> None:
    letters = cell_name("A", 0, column).removeprefix("A!").removesuffix("1")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64

    assert number - 1 == column


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=3), st.floats()), max_size=4), max_size=5))
def test_cells_are_those_that_hold_something(rows: list[list[str | float | None]]) -> None:
    cells = list(Grid("A", rows).cells())

    assert len(cells) == sum(not is_empty(raw) for row in rows for raw in row)
