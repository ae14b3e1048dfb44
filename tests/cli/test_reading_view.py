"""The terminal view and the marked text: what they say, at any width, and who steers the terminal."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from formats.pages.invented_directive import EMPTY, OBLIGATIONS, READING, TEXT
from tonghop.cli.reading_view import marked_lines, reading_view
from tonghop.domain.directives.reading import Reading
from tonghop.domain.provenance import Span
from tonghop.formats.pages.wording import ENGLISH, VIETNAMESE, Wording


def shown(reading: Reading, width: int = 80, say: Wording = VIETNAMESE, **more: object) -> str:
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False, **more)  # type: ignore[arg-type]
    console.print(reading_view(reading, say))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def _flat(text: str) -> str:
    return " ".join(text.replace("│", " ").replace("┊", " ").split())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_everything_is_there_at_any_width(width: int) -> None:
    view = shown(READING, width)

    assert max(map(len, view.splitlines())) <= width
    for words in (
        "15/KH-UBND",
        "02/03/2026",
        "3 nhiệm vụ",
        "trước ngày 30/05/2026",
        "Sở Tài chính",
        "trong 10 ngày làm việc kể từ ngày nhận",
        "Cùng thực hiện: việc 3",
        "Nắm bắt tư tưởng, dư luận trái chiều",
        "Chỉ hiển thị, không giao việc",
        "6 tháng",
        "05/02/2025",
        "Số ký hiệu viết liền đã được tách.",
    ):
        assert words in _flat(view), words


def test_colour_only_adds_colour() -> None:
    plain = shown(READING)
    coloured = Console(file=io.StringIO(), width=80, force_terminal=True, record=True, highlight=False)
    coloured.print(reading_view(READING))

    assert "\x1b" not in plain
    assert coloured.export_text() == plain


def test_a_passage_that_leaves_no_task_shows_no_facts() -> None:
    last = replace(READING, obligations=(replace(OBLIGATIONS[3], support=("Sở Y tế",)),))

    view = shown(last)

    assert "Các xã, phường phấn đấu giảm" in view
    assert "Phối hợp" not in view


def test_english_labels() -> None:
    view = shown(READING, say=ENGLISH)

    assert "REPORTING DUTIES" in view
    assert "Shown only, not assigned" in view


def test_an_empty_reading_says_what_is_the_matter() -> None:
    view = shown(EMPTY)

    assert "Tệp chỉ có ảnh" in view
    assert VIETNAMESE.nothing_read in view


def test_a_directive_cannot_steer_the_terminal() -> None:
    hostile = "\x1b[2J\x9b31m\u202egnas"
    reading = replace(READING, heading=replace(READING.heading, title=hostile))

    assert not {"\x1b", "\x9b", "\u202e"} & set(shown(reading))
    assert not {"\x1b", "\x9b", "\u202e"} & set("".join(marked_lines(replace(EMPTY, text=hostile))))


def test_words_broken_over_lines_stay_apart() -> None:
    text = "Sở Y tế\nrà soát"
    reading = replace(
        EMPTY, text=text, obligations=(replace(OBLIGATIONS[3], span=Span(0, 15), rights_sensitive=()),)
    )

    assert "Sở Y tế rà soát" in shown(reading)


def test_marked_lines_are_the_lines_with_their_margin() -> None:
    lines = list(marked_lines(READING))

    assert len(lines) == len(TEXT.split("\n"))
    margins = {line.split("│")[1].strip()[:12]: line.split("│")[0].split() for line in lines}
    assert margins["a) Chủ trì, "] == ["1", "H", "C1"]
    assert margins["b) Tổng hợp,"] == ["2", "B1", "B2", "H"]
    assert margins["3. Các xã, p"] == ["4", "~"]
    assert margins["KẾ HOẠCH"] == []


def test_a_mark_across_lines_marks_each() -> None:
    reading = replace(
        EMPTY, text="a\nb\nc", obligations=(replace(OBLIGATIONS[0], span=Span(2, 5), deadlines=()),)
    )

    assert list(marked_lines(reading)) == ["  │ a", "1 │ b", "1 │ c"]
