"""Submissions as fields of a draft: reading them again gives the same values; nothing is dropped unsaid."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import LateMoment
from tonghop.domain.calendar.periods import DayOfYear
from tonghop.domain.consolidation.draft_returns import read_draft
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.consolidation.returns import Passage
from tonghop.domain.consolidation.submission_fields import fields_of, figure_text
from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.reporting.amounts import read_amount
from tonghop.domain.reporting.campaign import Campaign, Regime, Section
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.values import MISSING, NIL, State, Value

TURN = Cycle.parse("2026-H1")
INDICATORS = tuple(
    Indicator(f"i{decimals}", f"Chỉ tiêu {decimals}", unit, decimals=decimals, estimate=True, cumulative=True)
    for decimals, unit in enumerate(("buổi", "triệu đồng", "ha", "tấn", "tỷ đồng", "km", "%"))
)
FORM = Campaign(
    title="Xây dựng xã điển hình",
    coordinator="Văn phòng tỉnh Mẫu",
    directive="12/KH-UBND",
    regimes=(Regime("H1", "semiannual", DayOfYear(5, 30), LateMoment.parse("05-31T00:00")),),
    indicators=INDICATORS,
    sections=(Section("kho-khan", "Khó khăn"),),
)


def amounts(decimals: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, 10**12, places=decimals, allow_nan=False).map(
        lambda amount: (
            amount.to_integral_value() if amount == amount.to_integral_value() else amount.normalize()
        )
    )


@st.composite
def entries(draw: st.DrawFn, indicator: Indicator) -> Entry:
    amount = draw(amounts(indicator.decimals))
    value = draw(
        st.sampled_from([Value(State.FIGURE, amount), Value(State.FIGURE, amount, True), NIL, MISSING])
    )
    some = st.none() | amounts(indicator.decimals)
    return Entry(
        value,
        "table 1 row 2 cell 3",
        draw(st.sampled_from(["read", "answer"])),
        draw(some) if value.amount is not None else None,
        draw(st.sampled_from(["", "Tính cả hai thôn.", "a\nb"])),
        "bao-cao.docx",
        "0" * 64,
        cumulative=draw(some),
    )


SUBMISSIONS = st.builds(
    lambda told: Submission("a", "bao-cao.docx", "0" * 64, None, dict(told)),
    st.tuples(*(st.tuples(st.just(row.code), entries(row)) for row in INDICATORS)),
)


@given(SUBMISSIONS)
def test_fields_read_back_as_the_same_values(told: Submission) -> None:
    filled = fields_of(told, FORM, TURN)

    read = read_draft(filled.fields, FORM, TURN, "a").submission

    assert read.open == ()
    assert {
        code: (row.value, row.estimated, row.cumulative, row.note) for code, row in told.entries.items()
    } == {code: (row.value, row.estimated, row.cumulative, row.note) for code, row in read.entries.items()}
    assert set(filled.sources) == set(filled.fields)
    assert filled.left_out == ()


@given(
    st.dictionaries(
        st.sampled_from([row.code for row in INDICATORS] + ["i0/estimated", "i1/cumulative", "#kho-khan"]),
        st.sampled_from(["", "1.240", "hơn 1.200", "1.234,5", "không phát sinh", "0", "1,5", "35 triệu"]),
    )
)
def test_what_was_typed_comes_back_through_its_values(typed: dict[str, str]) -> None:
    first = read_draft(typed, FORM, TURN, "a").submission

    again = read_draft(fields_of(first, FORM, TURN).fields, FORM, TURN, "a").submission

    assert {code: row.value for code, row in again.entries.items()} == {
        code: row.value for code, row in first.entries.items()
    }
    assert [row.text for row in again.passages] == [row.text for row in first.passages]


@pytest.mark.parametrize("decimals", range(7))
@pytest.mark.parametrize(
    "text", ["0", "7", "999", "1000", "1234567", "0.5", "1.234", "12.345", "0.125", "999.999", "1234.567"]
)
@pytest.mark.parametrize("inexact", [False, True])
def test_a_figure_is_written_so_that_it_reads_as_itself(text: str, decimals: int, inexact: bool) -> None:
    value = Value(State.FIGURE, Decimal(text), inexact)
    if -int(value.amount.as_tuple().exponent) > decimals:  # type: ignore[union-attr,arg-type]
        return
    indicator = INDICATORS[decimals]

    assert read_amount(figure_text(value, indicator), indicator) == value


def test_more_than_stays_inexact() -> None:
    typed = read_draft({"i0": "hơn 1.200"}, FORM, TURN, "a").submission

    assert fields_of(typed, FORM, TURN).fields == {"i0": "khoảng 1.200"}


def test_what_no_field_can_hold_is_told() -> None:
    told = Submission(
        "a",
        "a.xlsx",
        "1" * 64,
        None,
        {
            "i0": Entry(MISSING, "B2", between=(Decimal(1), Decimal(1500))),
            "khac": Entry(Value(State.FIGURE, Decimal(3)), "B9"),
        },
        (Passage("other", "Kính gửi: Văn phòng", "paragraph 1", "a.xlsx"),),
    )

    filled = fields_of(told, FORM, TURN)

    assert filled.fields == {}
    assert filled.left_out == (
        "Chỉ tiêu 0: chỉ biết trong khoảng 1 đến 1.500.",
        "khac: biểu này không hỏi chỉ tiêu này.",
        "Lời văn ngoài các đề mục, xem tệp “a.xlsx”: “Kính gửi: Văn phòng”.",
    )


def test_texts_of_one_section_stand_together_and_too_long_ones_are_cut_and_told() -> None:
    parts = (Passage("kho-khan", "Một.", "p1"), Passage("kho-khan", "Hai.", "p2"))
    told = Submission("a", "a.docx", "1" * 64, None, {}, parts)
    long = replace(told, passages=(Passage("kho-khan", "x" * 60_000, "p1"),))

    assert fields_of(told, FORM, TURN).fields == {"#kho-khan": "Một.\n\nHai."}
    cut = fields_of(long, FORM, TURN)
    assert len(cut.fields["#kho-khan"]) == 50_000
    assert len(cut.left_out) == 1
