"""Cells read strictly: what a clerk and we must read alike is a value, the rest is asked."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.reporting.values import (
    MISSING,
    NIL,
    State,
    Unclear,
    Value,
    figure,
    plain_decimal,
    read_cell,
    vietnamese_number,
)

CERTAIN = [
    (12, 0, figure(12)),
    (12.0, 0, figure(12)),
    (0, 0, figure(0)),
    ("0", 0, figure(0)),
    ("1.234", 0, figure(1234)),
    ("1.234.567", 0, figure(1234567)),
    ("1 234", 0, figure(1234)),
    ("1\xa0234", 0, figure(1234)),
    (" 57 ", 0, figure(57)),
    ("1.234,5", 1, figure("1234.5")),
    ("0,5", 1, figure("0.5")),
    (12.5, 1, figure("12.5")),
    ("không phát sinh", 0, NIL),
    ("Không phát sinh.", 0, NIL),
    ("KHÔNG PHÁT SINH", 0, NIL),
    (None, 0, MISSING),
    ("", 0, MISSING),
    ("   ", 0, MISSING),
]
ASKED = [
    ("1,234", 3, "ambiguous-separator"),  # a thousand by English habit, a fraction by Vietnamese
    (1.234, 3, "ambiguous-separator"),  # "1.234" typed into a program set to English
    (1.234, 0, "ambiguous-separator"),
    ("1.5", 1, "ambiguous-separator"),
    ("12.34", 2, "ambiguous-separator"),
    ("1,234,567", 0, "ambiguous-separator"),
    ("1,5", 0, "too-fine"),  # half a session
    (1.5, 0, "too-fine"),
    ("-3", 0, "not-a-number"),
    (-3, 0, "out-of-range"),
    (1e20, 0, "not-a-number"),
    (float("nan"), 0, "not-a-number"),
    (float("inf"), 0, "not-a-number"),
    ("0.123", 3, "not-a-number"),
    ("hơn 1.200", 0, "not-a-number"),
    ("12 buổi", 0, "not-a-number"),
    ("-", 0, "not-a-number"),
    ("không", 0, "not-a-number"),
    (True, 0, "not-a-number"),
    (date(2023, 5, 3), 0, "not-a-number"),  # Excel made a date out of 3/5
    ("1.23.456", 0, "not-a-number"),
    ("١٢", 0, "not-a-number"),
]


@pytest.mark.parametrize(("raw", "decimals", "value"), CERTAIN)
def test_certain_cell_is_a_value(raw: object, decimals: int, value: Value) -> None:
    assert read_cell(raw, decimals=decimals) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(("raw", "decimals", "code"), ASKED)
def test_uncertain_cell_is_asked(raw: object, decimals: int, code: str) -> None:
    read = read_cell(raw, decimals=decimals)  # type: ignore[arg-type]

    assert isinstance(read, Unclear)
    assert read.code == code
    assert read.message


def test_ambiguous_cell_offers_both_readings() -> None:
    read = read_cell("1,234", decimals=3)

    assert isinstance(read, Unclear)
    assert read.choices == ("1.234", "1,234")


def test_zero_nil_and_missing_are_three_things() -> None:
    assert len({read_cell(0), read_cell("không phát sinh"), read_cell("")}) == 3


def test_value_with_a_figure_in_another_state_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="nil"):
        Value(State.NIL, Decimal(1))


@given(st.integers(0, 10**14))
def test_whole_number_written_by_us_is_read_back(number: int) -> None:
    assert read_cell(vietnamese_number(Decimal(number))) == figure(number)


@given(st.decimals(0, 10**9, places=2))
def test_number_with_decimals_written_by_us_is_read_back(number: Decimal) -> None:
    read = read_cell(vietnamese_number(number), decimals=2)

    assert isinstance(read, Value)
    assert read.amount == number
    assert Decimal(plain_decimal(number)) == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert isinstance(read_cell(text), Value | Unclear)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_float_is_its_own_number_or_asked(number: float) -> None:
    read = read_cell(number, decimals=6)

    assert isinstance(read, Unclear) or read.amount == Decimal(repr(number))
