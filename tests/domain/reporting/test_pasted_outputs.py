"""Lines pasted from a spreadsheet: each is an entry or says what is wrong with it, and none is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.reporting.outputs import Output
from tonghop.domain.reporting.pasted_outputs import MOST_LINES, day_of, kind_of, read_pasted, whole_of

ON = date(2026, 11, 23)
DAY = date(2026, 5, 30)


def test_lines_in_the_usual_order() -> None:
    pasted = read_pasted(
        "30/5/2026\tTin bài\tRa quân\thttps://bao.example/1\t\r\n"
        "\r\n"
        "2026-05-30\ttruyền thanh\tBản tin sáng\t\t15 phút\t2\r\n",
        on=ON,
    )

    assert pasted.outputs == (
        Output("1", "article", "Ra quân", DAY, "https://bao.example/1"),
        Output("3", "loudspeaker", "Bản tin sáng", DAY, count=2, minutes=15),
    )
    assert [line.number for line in pasted.lines] == [1, 3]


def test_headings_tell_the_columns() -> None:
    pasted = read_pasted(
        "STT\tNội dung\tSố lượng\tLoại\tNgày\tĐịa điểm\tPhối hợp\n"
        "1\tKhẩu hiệu chào mừng\t1.200\tBăng rôn\t30/5/2026\tXóm 3\tHội Phụ nữ\n",
        on=ON,
    )

    assert pasted.outputs == (
        Output("2", "banner", "Khẩu hiệu chào mừng", DAY, "", "Xóm 3", 1200, None, "Hội Phụ nữ"),
    )


WRONG = [
    ("30/5\ttin\tA", ["made_on"]),
    ("30/5/26\ttin\tA", ["made_on"]),  # 1926 or 2026 is not ours to say
    ("31/2/2026\ttin\tA", ["made_on"]),
    ("24/11/2026\ttin\tA", ["made_on"]),  # tomorrow
    ("30/5/2026\tmít tinh\tA", ["kind"]),
    ("30/5/2026\ttin\t", ["title"]),
    ("30/5/2026", ["kind", "title"]),
    ("30/5/2026\ttin\tA\thttps://sai", ["link"]),
    ("30/5/2026\ttin\tA\t\t15", ["minutes"]),
    ("30/5/2026\tbản tin\tA\t\t1,5", ["minutes"]),
    ("30/5/2026\tbản tin\tA\t\t5\tnhiều", ["count"]),
]


@pytest.mark.parametrize(("line", "fields"), WRONG)
def test_wrong_line_says_which_cell(line: str, fields: list[str]) -> None:
    (read,) = read_pasted(line, on=ON).lines

    assert read.output is None
    assert [fault.field for fault in read.faults] == fields
    assert list(read.cells) == line.split("\t")


def test_words_that_are_no_kind_are_named() -> None:
    (read,) = read_pasted("30/5/2026\tmít tinh\tA", on=ON).lines

    assert "“mít tinh”" in read.faults[0].vietnamese
    assert "“mít tinh”" in read.faults[0].english


def test_place_may_stand_where_the_link_would() -> None:
    (output,) = read_pasted("30/5/2026\tbuổi\tTọa đàm\tNhà văn hóa xóm 3", on=ON).outputs

    assert (output.link, output.place) == ("", "Nhà văn hóa xóm 3")


def test_quotes_of_a_cell_and_quotes_of_a_title() -> None:
    quoted = read_pasted('30/5/2026\ttin\t"Ra quân\nở xã"\n30/5/2026\ttin\tHai', on=ON)
    titled = read_pasted('30/5/2026\ttin\t"Ngày hội" của xã\n30/5/2026\ttin\t"Hai', on=ON)

    assert [output.title for output in quoted.outputs] == ["Ra quân ở xã", "Hai"]
    assert [output.title for output in titled.outputs] == ['"Ngày hội" của xã', '"Hai']


def test_what_is_too_much_is_told() -> None:
    line = "30/5/2026\ttin\tA\n"

    assert read_pasted(line * MOST_LINES, on=ON).is_cut is False
    assert read_pasted(line * (MOST_LINES + 1), on=ON).is_cut is True
    assert read_pasted("a" * 400_001, on=ON).is_cut is True
    assert read_pasted("", on=ON).lines == ()


@given(st.text(alphabet='30/5/2026\t\n"tin A.\x00Đ', max_size=200))
def test_whatever_is_pasted_every_line_with_words_comes_back(text: str) -> None:
    pasted = read_pasted(text, on=ON)

    assert all((line.output is None) is bool(line.faults) for line in pasted.lines)
    letters = [c for c in text if not c.isspace() and c != '"']
    told = "".join("".join(line.cells) for line in pasted.lines)
    assert len([c for c in told if not c.isspace() and c != '"']) == len(letters)


@pytest.mark.parametrize(
    ("text", "day"),
    [("1.2.2026", date(2026, 2, 1)), ("2026-02-01 00:00:00", date(2026, 2, 1)), ("1/2/3", None)],
)
def test_day_of(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "whole"), [("12", 12), ("1.234.567", 1234567), ("12.5", None), ("-1", None)]
)
def test_whole_of(text: str, whole: int | None) -> None:
    assert whole_of(text) == whole


@pytest.mark.parametrize(
    ("text", "kind"), [("BĂNG RÔN", "banner"), ("pa-nô", "board"), ("article", "article"), ("", "")]
)
def test_kind_of(text: str, kind: str) -> None:
    assert kind_of(text) == kind
