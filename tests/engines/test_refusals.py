"""What is not certain is not added: answers given twice, answers nobody asked for, codes nobody knows."""

from decimal import Decimal

import pyarrow as pa
import pytest

from tonghop.domain.consolidation.rollups import (
    AnsweredTwice,
    AnsweredUnasked,
    Debt,
    OverTime,
    PeriodCycles,
    Told,
    over_time,
    rolled_up,
)
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.values import State, Value
from tonghop.engines import running
from tonghop.engines.tables import AMOUNT, Structure, tables_of, told_answers

BUOI = Indicator("buoi", "Số buổi", "buổi")
STRUCTURE = Structure(
    debts=(Debt("a", "2026-Q1"), Debt("b", "2026-Q1", is_excused=True)),
    periods=(PeriodCycles("2026", ("2026-Q1", "2026-Q2")),),
    indicators=(BUOI, Indicator("luot", "Lượt người", "lượt")),
    asked={"2026-Q1": frozenset({"buoi"}), "2026-Q2": frozenset({"buoi", "luot"})},
    nodes={"a": ("a", "tỉnh"), "b": ("b", "tỉnh")},
)


def told(body: str = "a", indicator: str = "buoi", cycle: str = "2026-Q1", amount: str = "1") -> Told:
    return Told(body, indicator, cycle, Value(State.FIGURE, Decimal(amount)))


CASES = [
    ([told(), told()], AnsweredTwice),  # the same twice
    ([told(), told(amount="2")], AnsweredTwice),  # two revisions of one row
    ([told(body="b")], AnsweredUnasked),  # of an excused body
    ([told(cycle="2026-Q2")], AnsweredUnasked),  # of a cycle in which the body owes nothing
    ([told(indicator="luot")], AnsweredUnasked),  # of an indicator that the cycle does not ask for
]


@pytest.mark.parametrize(("answers", "refusal"), CASES)
def test_uncertain_answers_are_refused_by_both(answers: list[Told], refusal: type[Exception]) -> None:
    s = STRUCTURE
    with pytest.raises(refusal) as in_domain:
        list(rolled_up(answers, s.debts, s.periods, s.indicators, s.asked, s.nodes))
    with pytest.raises(refusal) as in_duckdb:
        running.rolled_up(tables_of(s, told_answers(answers)), s.indicators)

    assert str(in_domain.value) == str(in_duckdb.value)


@pytest.mark.parametrize("answer", [told(body="z"), told(indicator="z"), told(cycle="z")])
def test_an_unknown_code_is_no_silence(answer: Told) -> None:
    with pytest.raises(KeyError, match="1 answers of an unknown"):
        tables_of(STRUCTURE, told_answers([answer]))


def test_a_sum_that_does_not_fit_is_an_error_and_no_other_number() -> None:
    most = Decimal(10**29 - 1)
    structure = Structure(
        debts=tuple(Debt(f"b{number}", "2026-Q1") for number in range(11)),
        periods=(PeriodCycles("2026", ("2026-Q1",)),),
        indicators=(BUOI,),
        asked={"2026-Q1": frozenset({"buoi"})},
        nodes={f"b{number}": ("tỉnh",) for number in range(11)},
    )
    answers = told_answers(
        Told(row.body, "buoi", row.cycle, Value(State.FIGURE, most)) for row in structure.debts
    )

    with pytest.raises(Exception, match=r"(?i)overflow|out of range"):
        running.rolled_up(tables_of(structure, answers), structure.indicators)


def test_an_amount_with_too_many_decimals_is_no_table() -> None:
    with pytest.raises(pa.ArrowInvalid):
        pa.array([Decimal("0.0000000001")], AMOUNT)


def test_a_cycle_stands_in_a_period_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        PeriodCycles("2026", ("2026-Q1", "2026-Q1"))


RULES = [
    ("flow", "flow", OverTime.ADDS),
    ("stock", "stock", OverTime.LATEST),
    ("flow", "stock", OverTime.ALONE),  # nobody has said whether births go over the latest population
    ("distinct", "distinct", OverTime.ALONE),
    ("", "flow", OverTime.ALONE),  # a part that the campaign does not have
]


@pytest.mark.parametrize(("above", "below", "rule"), RULES)
def test_a_rate_adds_over_time_as_its_parts_do(above: str, below: str, rule: OverTime) -> None:
    rate = Indicator("r", "Tỷ lệ", "%", "rate", numerator="n", denominator="d")

    assert over_time(rate, {"n": above, "d": below} if above else {"d": below}) is rule
