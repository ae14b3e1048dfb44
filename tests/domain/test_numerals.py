"""Numbers as offices write them: the table, the round trips, and what must hold of any text."""

import time
import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.numerals import (
    Doubt,
    Numeral,
    amount_in_words,
    counted_in,
    find_numerals,
    in_figures,
    in_words,
    read_numeral,
)
from tonghop.domain.provenance import Span

SPEC = tomllib.loads((Path(__file__).parents[1] / "spec" / "numerals.toml").read_text(encoding="utf-8"))
CELLS: list[dict[str, Any]] = SPEC["cell"]
PROSE: list[dict[str, Any]] = SPEC["prose"]

NUMBERS = st.integers(0, 10**12) | st.integers(0, 12).map(lambda power: 10**power) | st.integers(0, 3000)
_PIECES = (
    "1 12 1.234 1,5 05 3/5 % ( ) - . , ; / O l １ ² İ hơn ước tính tăng giảm so với cùng kỳ trong đó mỗi "
    "kế hoạch năm một hai mươi trăm nghìn triệu tỷ rưỡi linh lẻ không buổi tin, bài ngày tháng số Điều tổ"
)
OFFICE_WORDS = st.sampled_from([*_PIECES.split(), "\n", "\t", "\u200b", ""])
OFFICE_TEXT = st.lists(OFFICE_WORDS, max_size=30).map(" ".join) | st.lists(OFFICE_WORDS, max_size=12).map(
    "".join
)


def expected(case: dict[str, Any]) -> Numeral | Doubt | None:
    """Return what a case of the table asks for, in the parts of the result that the table tells."""
    if "doubt" in case:
        return Doubt(case["doubt"], "", tuple(map(Decimal, case["choices"])))
    if "amount" not in case:
        return None
    direction = case.get("direction")
    return Numeral(
        Decimal(case["amount"]),
        inexact=direction is not None,
        unit=case.get("unit", ""),
        words=case.get("words", False),
        direction=direction,
        of=case.get("of"),
    )


def told(found: Numeral | Doubt | None) -> Numeral | Doubt | None:
    if isinstance(found, Doubt):
        return Doubt(found.code, "", found.choices)
    if found is None:
        return None
    return Numeral(
        found.amount, found.inexact, found.unit, words=found.words, direction=found.direction, of=found.of
    )


def numbers_of(text: str) -> list[list[str]]:
    return [
        [span.cut(text), f"?{n.code}" if isinstance(n, Doubt) else str(n.amount), n.of or ""]
        for span, n in find_numerals(text, Span(0, len(text)))
    ]


# --- the table ---


@pytest.mark.parametrize("case", CELLS, ids=[repr(case["text"]) for case in CELLS])
def test_cell(case: dict[str, Any]) -> None:
    assert told(read_numeral(case["text"])) == expected(case)


@pytest.mark.parametrize("case", CELLS, ids=[repr(case["text"]) for case in CELLS])
def test_cell_typed_in_parts_means_the_same(case: dict[str, Any]) -> None:
    apart = read_numeral(unicodedata.normalize("NFD", case["text"]))

    assert told(apart) == expected(case)


@pytest.mark.parametrize("case", PROSE, ids=[case["text"][:40] for case in PROSE])
def test_prose(case: dict[str, Any]) -> None:
    assert numbers_of(case["text"]) == case["found"]


def test_table_is_large_enough_to_be_a_rulebook() -> None:
    assert len(CELLS) + len(PROSE) >= 150
    assert len({case["text"] for case in CELLS}) == len(CELLS)


def test_both_placements_of_a_tone_are_read() -> None:
    assert told(read_numeral("12 cuộc thi, toạ đàm")) == Numeral(Decimal(12), unit="cuộc thi, toạ đàm")
    assert numbers_of("luỹ kế 12 buổi") == numbers_of("lũy kế 12 buổi") == [["12 buổi", "12", "cumulative"]]


# --- doubts ask a person ---


@pytest.mark.parametrize(
    "case", [case for case in CELLS if "doubt" in case], ids=lambda case: repr(case["text"])
)
def test_doubt_asks_in_a_whole_sentence_with_the_text(case: dict[str, Any]) -> None:
    doubt = read_numeral(case["text"])

    assert isinstance(doubt, Doubt)
    assert doubt.message_vi.endswith("?")
    assert "“" in doubt.message_vi
    assert "{" not in doubt.message_vi


def test_doubt_in_prose_keeps_its_unit() -> None:
    ((_, doubt),) = find_numerals("phát 1,234 tờ rơi", Span(0, 17))

    assert isinstance(doubt, Doubt)
    assert doubt.unit == "tờ rơi"


# --- units that are scaled themselves ---

# (written, the indicator's unit, counted in it)
COUNTED = [
    ("35 triệu đồng", "triệu đồng", Decimal(35)),
    ("35 triệu", "triệu đồng", Decimal(35)),
    ("35.000.000 đồng", "triệu đồng", Decimal(35)),
    ("35", "triệu đồng", Decimal(35)),
    ("1,2 tỷ", "triệu đồng", Decimal(1200)),
    ("12 buổi", "buổi", Decimal(12)),
    ("12 nghìn", "lượt", Decimal(12000)),
    # 35.000 đồng, or 35.000 triệu đồng?
    ("35 nghìn", "triệu đồng", None),
]


@pytest.mark.parametrize(("written", "unit", "amount"), COUNTED)
def test_counted_in_the_unit_of_an_indicator(written: str, unit: str, amount: Decimal | None) -> None:
    numeral = read_numeral(written)

    assert isinstance(numeral, Numeral)
    assert counted_in(numeral, unit) == amount


# --- round trips ---


@given(NUMBERS)
def test_whole_number_with_points_reads_back(number: int) -> None:
    assert read_numeral(in_figures(Decimal(number))) == Numeral(Decimal(number))


@given(NUMBERS)
def test_whole_number_without_points_reads_back(number: int) -> None:
    assert read_numeral(str(number)) == Numeral(Decimal(number))


@given(NUMBERS, st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_whole_number_with_blanks_reads_back(number: int, blank: str) -> None:
    assert read_numeral(f"{number:,}".replace(",", blank)) == Numeral(Decimal(number))


@given(NUMBERS)
def test_whole_number_in_words_reads_back(number: int) -> None:
    read = read_numeral(in_words(number))

    assert isinstance(read, Numeral)
    assert (read.amount, read.words, read.unit) == (number, True, "")


def test_first_thousands_in_words_read_back() -> None:
    wrong = [n for n in range(12_000) if getattr(read_numeral(in_words(n)), "amount", None) != n]

    assert wrong == []


@given(NUMBERS)
def test_whole_number_with_its_words_is_one_number(number: int) -> None:
    read = read_numeral(f"{number} ({in_words(number)}) buổi")

    assert isinstance(read, Numeral)
    assert (read.amount, read.unit) == (number, "buổi")


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_figure_and_other_words_are_a_doubt(number: int, other: int) -> None:
    read = read_numeral(f"{number} ({in_words(other)})")

    assert isinstance(read, Doubt if number != other else Numeral)


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_decimal_reads_back_unless_it_has_three_places(whole: int, fraction: int) -> None:
    text = f"{whole},{fraction}"
    read = read_numeral(text)

    if len(str(fraction)) == 3 and 0 < whole < 1000:
        assert isinstance(read, Doubt)
    elif len(str(fraction)) <= 6:
        assert read == Numeral(Decimal(text.replace(",", ".")))


@given(st.decimals(0, 10**9, places=2))
def test_in_figures_reads_back(amount: Decimal) -> None:
    assert read_numeral(in_figures(amount)) == Numeral(amount)


@pytest.mark.parametrize("number", [-1, 10**15])
def test_in_words_of_what_has_no_words(number: int) -> None:
    with pytest.raises(ValueError, match="is not between"):
        in_words(number)


# --- what must hold of any text ---


# Exact beyond the precision of Decimal's arithmetic.
@pytest.mark.parametrize(
    "text", ["999.999.999.999.999 triệu tỷ", "999999999999999,123456", "9" * 15 + " nghìn tỷ"]
)
def test_largest_numbers_are_exact(text: str) -> None:
    scale = 10**15 if "triệu" in text else 10**12 if "nghìn" in text else 1
    read = read_numeral(text)

    assert isinstance(read, Numeral)
    assert int(read.amount) == (10**15 - 1) * scale


@given(st.text() | OFFICE_TEXT)
def test_no_text_raises_and_numbers_are_finite(text: str) -> None:
    read = read_numeral(text)

    amounts = (read.amount,) if isinstance(read, Numeral) else read.choices if read else ()
    assert all(amount.is_finite() and abs(amount) < 10**31 for amount in amounts)


@given(st.text() | OFFICE_TEXT, st.integers(0, 20), st.integers(0, 20))
def test_spans_lie_apart_and_inside(text: str, left: int, right: int) -> None:
    span = Span(min(left, len(text)), max(min(left, len(text)), len(text) - right))

    end = span.start
    for place, _ in find_numerals(text, span):
        assert end <= place.start < place.end <= span.end
        end = place.end


@given(OFFICE_TEXT)
def test_what_is_cut_from_prose_means_the_same_in_a_cell(text: str) -> None:
    for place, found in find_numerals(text, Span(0, len(text))):
        alone = read_numeral(place.cut(text))
        if isinstance(found, Numeral) and isinstance(alone, Numeral):
            assert (alone.amount, alone.inexact) == (found.amount, found.inexact)


# Each alone, repeated, would make a careless pattern try again from every place.
REPEATED = [
    "1",
    "1 ",
    "1.",
    "1,",
    "1/",
    "1-",
    "111 ",
    "0",
    "1\n",
    "một ",
    "năm ",
    "một tỷ ",
    "1 buổi, ",
    "ba người ",
]
REPEATED += [
    "1 (",
    "( ",
    "hơn ",
    "ngày 1, ",
    "số 1",
    "khoản 1, 1, ",
    "1 triệu ",
    "tin, bài, ",
    "tăng ",
    "https://",
]


@pytest.mark.parametrize("piece", REPEATED)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        start = time.process_time()
        for _ in find_numerals(text, Span(0, length)):
            pass
        read_numeral(text)
        return time.process_time() - start

    # Eight times the text: a quadratic rule would need 64 times the time.
    assert seconds(96_000) < 20 * max(seconds(12_000), 0.02)


def test_plain_integers_are_read_in_a_few_microseconds() -> None:
    texts = [str(number) for number in range(100_000, 120_000)]

    start = time.process_time()
    for text in texts:
        read_numeral(text)

    assert (time.process_time() - start) / len(texts) < 15e-6  # measured 1.5 µs; a loaded machine gets room


SPOKEN_AMOUNTS = [
    ("0", "không"),
    ("15", "mười lăm"),
    ("21", "hai mươi mốt"),
    ("24", "hai mươi tư"),
    ("105", "một trăm linh năm"),
    ("1240", "một nghìn hai trăm bốn mươi"),
    ("1000005", "một triệu không nghìn không trăm linh năm"),
    ("2000000000", "hai tỷ"),
    ("12.5", "mười hai phẩy năm"),
    ("12.05", "mười hai phẩy không năm"),  # not "phẩy năm"
    ("0.125", "không phẩy một hai năm"),
    ("7.50", "bảy phẩy năm"),  # a zero at the end says nothing
    ("1E+3", "một nghìn"),
    ("999999999999999", in_words(999_999_999_999_999)),
]


@pytest.mark.parametrize(("amount", "words"), SPOKEN_AMOUNTS)
def test_amount_in_words(amount: str, words: str) -> None:
    assert amount_in_words(Decimal(amount)) == words
