"""What a regime means, in words, for years in which its day is a Saturday, a Sunday or a holiday."""

from dataclasses import replace
from datetime import date

import pytest

from tonghop.domain.calendar.due_instants import LateMoment, proposed_late_moment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.reporting.campaign import Regime
from tonghop.domain.reporting.level_deadlines import LevelDeadline
from tonghop.domain.reporting.regime_words import meanings, turns
from tonghop.formats.workbooks.ready_data import working_days

DAYS = working_days()
MAY = DayOfYear(5, 30)
H1 = Regime("H1", "semiannual", MAY, proposed_late_moment(MAY), window=Window(DayOfYear(10, 30), MAY))
TET = replace(H1, code="Q1", due=DayOfYear(4, 30), late_from=LateMoment.parse("05-01T00:00"))

TOLD = [
    (H1, 2025, "hạn 30/5/2025 rơi vào thứ Sáu; muộn từ 00:00 ngày 31/5/2025."),
    (H1, 2026, "hạn 30/5/2026 rơi vào thứ Bảy, chuyển sang thứ Hai 01/6/2026; muộn từ 00:00 ngày 02/6/2026."),
    (
        H1,
        2027,
        "hạn 30/5/2027 rơi vào Chủ nhật, chuyển sang thứ Hai 31/5/2027; muộn từ 00:00 ngày 01/6/2027.",
    ),
    (
        replace(H1, on_holiday="as-is"),
        2026,
        "hạn 30/5/2026 rơi vào thứ Bảy, giữ nguyên theo chế độ; muộn từ 00:00 ngày 31/5/2026.",
    ),
    (
        replace(H1, on_holiday="previous-working-day"),
        2026,
        "hạn 30/5/2026 rơi vào thứ Bảy, chuyển sang thứ Sáu 29/5/2026; muộn từ 00:00 ngày 30/5/2026.",
    ),
    (
        replace(H1, late_from=LateMoment.parse("05-30T00:00")),
        2026,
        "hạn 30/5/2026 rơi vào thứ Bảy, chuyển sang thứ Hai 01/6/2026; muộn từ 00:00 ngày 01/6/2026.",
    ),
    (
        TET,
        2025,
        "hạn 30/4/2025 rơi vào thứ Tư, ngày nghỉ, chuyển sang thứ Hai 05/5/2025;"
        " muộn từ 00:00 ngày 06/5/2025.",
    ),
]


@pytest.mark.parametrize(("regime", "year", "told"), TOLD)
def test_turn_says_where_the_day_falls_and_where_it_moves(regime: Regime, year: int, told: str) -> None:
    turn = turns(regime, year, DAYS)[0]

    assert turn.words.vietnamese == f"Năm {year}: {told}"
    assert str(year) in turn.words.english
    assert turn.words.english.isascii()


def test_levels_have_turns_and_meanings_of_their_own() -> None:
    regime = replace(H1, relation="by", deadlines=(LevelDeadline.parse("commune 05-25"),))

    assert [row.vietnamese for row in meanings(regime)] == [
        "“Chậm nhất ngày 30/5” nghĩa là muộn từ 00:00 ngày 31/5 (giờ Việt Nam).",
        "Với cấp xã: “Chậm nhất ngày 25/5” nghĩa là muộn từ 00:00 ngày 26/5 (giờ Việt Nam).",
    ]
    assert [turn.level for turn in turns(regime, 2026, DAYS)] == ["", "commune"]
    assert turns(regime, 2026, DAYS)[1].due.due_on == date(2026, 5, 25)
    assert turns(regime, 2026, DAYS)[1].opens_on == date(2026, 4, 25)


def test_window_and_doubt_are_told_where_there_are_any() -> None:
    assert turns(H1, 2023, DAYS)[0].doubt is None
    window = turns(H1, 2023, DAYS)[0].window
    assert window is not None
    assert window.vietnamese == "Số liệu tính từ ngày 30/10/2022 đến hết ngày 29/5/2023."

    far = turns(replace(H1, window=None), 2041, DAYS)[0]

    assert far.window is None
    assert far.doubt is not None
    assert "2041" in far.doubt.vietnamese
    assert "2041" in far.doubt.english
