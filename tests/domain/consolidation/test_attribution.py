"""Who sent it: the file, a person's answer, or what was remembered; never a guess."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from journeys.small_campaign import CYCLE, DUE, SMALL
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.questions import Answer, memory_id
from tonghop.domain.consolidation.returns import Envelope, Figure, Hold, Kind, Remark, Return
from tonghop.domain.reporting.due_list import Standing
from tonghop.domain.reporting.senders import Hint
from tonghop.domain.reporting.values import figure

SHEET = Return(
    "so lieu.xlsx", "5" * 64, kind=Kind.WORKBOOK, figures=(Figure("sessions", figure(7), "Sheet1!C4"),)
)
LETTERHEAD = (Hint("phần đầu", "BAN TUYÊN GIÁO HUYỆN ỦY ĐÀ BẮC"),)


def consolidated(*returns: Return, **more: Any) -> Consolidation:
    return consolidate(SMALL, CYCLE, returns, DUE, **more)


def test_letterhead_decides() -> None:
    done = consolidated(replace(SHEET, hints=LETTERHEAD))

    assert [(row.body, row.value.amount) for row in done.totals[0].sources] == [("da-bac", 7)]
    assert not done.questions


def test_letterhead_goes_before_the_folder_and_the_mail_around_the_file() -> None:
    around = Envelope("vt@mau.example.vn", (Hint("người gửi thư", "Ban Tuyên giáo Huyện ủy Kim Bôi"),))
    file = replace(SHEET, file="Mai Châu/so lieu.xlsx", hints=LETTERHEAD, envelope=around)

    assert consolidated(file).totals[0].sources[0].body == "da-bac"


def test_mail_decides_where_the_file_names_nobody() -> None:
    around = Envelope("vt@mau.example.vn", (Hint("người gửi thư", "Ban Tuyên giáo Huyện ủy Kim Bôi"),))

    assert consolidated(replace(SHEET, envelope=around)).totals[0].sources[0].body == "kim-boi"


def test_file_name_against_letterhead_is_asked_with_both_bodies() -> None:
    done = consolidated(replace(SHEET, file="BTG Kim Bôi.xlsx", hints=LETTERHEAD))

    assert done.totals[0].sources == ()
    assert set(done.questions[0].choices) == {"da-bac", "kim-boi", "bỏ"}
    assert [row.state for row in done.files] == ["unclaimed"]


HELD = (Hold("draft", "Là dự thảo?", ("tính",)),)


@pytest.mark.parametrize(
    ("later", "counted", "told"),
    [
        (replace(SHEET, file="bc2.docx", hints=LETTERHEAD, holds=HELD), [], "có thể thay tệp “bc1.xlsx”"),
        (replace(SHEET, file="BTG Kim Bôi.xlsx", hints=LETTERHEAD), ["bc1.xlsx"], "tính theo tệp “bc1.xlsx”"),
    ],
    ids=["it may replace the earlier: nothing is certain", "nobody knows of which of two bodies"],
)
def test_question_about_a_later_file_says_what_counts_meanwhile(
    later: Return, counted: list[str], told: str
) -> None:
    earlier = replace(SHEET, file="bc1.xlsx", sha256="6" * 64, hints=LETTERHEAD)
    later = replace(later, sha256="7" * 64)

    done, alone = consolidated(earlier, later), consolidated(later)

    assert [row.file for row in done.totals[0].sources] == counted
    assert told in done.questions[0].message
    assert "tệp “bc1.xlsx”" not in alone.questions[0].message
    assert done.questions[0].id == alone.questions[0].id


def test_file_that_came_before_the_one_that_counts_holds_nothing_back() -> None:
    first = replace(SHEET, file="bc0.docx", sha256="7" * 64, hints=LETTERHEAD, holds=HELD)
    first = replace(first, arrived_at=DUE.late_from - timedelta(days=9))
    second = replace(SHEET, file="bc1.xlsx", hints=LETTERHEAD, arrived_at=DUE.late_from - timedelta(days=5))

    assert [row.file for row in consolidated(first, second).totals[0].sources] == ["bc1.xlsx"]


@pytest.mark.parametrize(("day", "told"), [(2, []), (3, []), (4, ["ban-quet.pdf"])])
def test_scan_that_came_after_the_file_that_counts_is_told(day: int, told: list[str]) -> None:
    first = replace(SHEET, hints=LETTERHEAD, arrived_at=DUE.late_from - timedelta(days=7))
    scan = Return(
        "ban-quet.pdf",
        "8" * 64,
        kind=Kind.SCAN,
        hints=LETTERHEAD,
        arrived_at=DUE.late_from - timedelta(days=10 - day),
    )

    done = consolidated(first, scan)

    assert [row.file for row in done.totals[0].sources] == ["so lieu.xlsx"]
    assert [row.file for row in done.findings if "quét" in row.message] == told


def test_file_that_names_nobody_is_asked_with_the_bodies_still_missing() -> None:
    done = consolidated(SHEET, replace(SHEET, file="b.xlsx", sha256="6" * 64, hints=LETTERHEAD))

    assert done.questions[0].file == "so lieu.xlsx"
    assert "da-bac" not in done.questions[0].choices
    assert "kim-boi" in done.questions[0].choices


def test_what_a_file_says_against_itself_is_found_before_anyone_knows_whose_it_is() -> None:
    remark = Remark("contradiction", "Bài viết ghi 8, bảng ghi 7.", "paragraph 3 [4, 5]")

    done = consolidated(replace(SHEET, remarks=(remark,)))

    assert [(row.kind, row.body, row.file) for row in done.findings] == [
        ("contradiction", "", "so lieu.xlsx")
    ]


@pytest.mark.parametrize(("value", "total", "refused"), [("kim-boi", 7, []), ("bỏ", None, ["left-out"])])
def test_answer_decides(value: str, total: int | None, refused: list[str]) -> None:
    question = consolidated(SHEET).questions[0].id

    done = consolidated(SHEET, answers={question: Answer(question, value, "Nguyễn Văn Mẫu")})

    assert done.totals[0].value == total
    assert [row.code for row in done.refused] == refused
    assert not done.questions


def test_answer_is_remembered_by_the_mails_address_for_the_next_file() -> None:
    mail = Envelope("CHI.MAU@example.vn")
    first = replace(SHEET, envelope=mail)
    question = consolidated(first).questions[0]
    answer = Answer(question.id, "kim-boi", "Nguyễn Văn Mẫu", remembered=question.remembered)
    known = {memory_id(key): answer for key in question.remembered}
    later = replace(first, sha256="7" * 64, file="bao cao.xlsx")

    assert consolidated(later, answers=known).totals[0].sources[0].body == "kim-boi"
    # Two files of that address that name nobody may be of two bodies.
    other = replace(later, sha256="8" * 64, file="bao cao (2).xlsx")
    assert len(consolidated(later, other, answers=known).questions) == 2


def test_hold_on_a_whole_file_is_asked_first() -> None:
    hold = Hold("draft", "Văn bản ghi “Dự thảo”; đã phải bản chính thức chưa?", ("chính thức", "chưa"))
    draft = replace(SHEET, hints=LETTERHEAD, holds=(hold,))
    asked = consolidated(draft)
    question = asked.questions[0].id

    taken, left = (
        consolidated(draft, answers={question: Answer(question, value, "Nguyễn Văn Mẫu")})
        for value in ("chính thức", "chưa")
    )

    assert (asked.totals[0].value, taken.totals[0].value, left.totals[0].value) == (None, 7, None)
    assert [row.code for row in left.refused] == ["left-out"]


def test_report_of_last_years_cycle_is_refused_by_its_title() -> None:
    other = replace(SHEET, kind=Kind.REPORT, hints=LETTERHEAD, title="Kết quả 6 tháng đầu năm 2022")

    done = consolidated(other)

    assert [row.code for row in done.refused] == ["other-cycle"]
    assert done.due[0].standing is Standing.MISSING


def test_scan_is_received_and_its_figures_are_asked_for_and_entered() -> None:
    scan = Return("BTG Đà Bắc.jpg", "9" * 64, kind=Kind.SCAN)
    asked = consolidated(scan)
    question = asked.questions[0]
    entered = Answer(
        question.id, "", "Nguyễn Văn Mẫu", figures={"sessions": "1.234", "models": "không phát sinh"}
    )

    done = consolidated(scan, answers={question.id: entered})

    assert asked.due[0].standing is Standing.UNKNOWN_TIME
    assert question.figures == ("sessions", "attendances", "models", "households", "minutes")
    assert (done.totals[0].value, done.totals[0].sources[0].by) == (1234, "answer")
    assert done.totals[2].nil == 1
    assert not done.questions


def test_scan_beside_a_form_asks_nothing() -> None:
    sheet = replace(SHEET, hints=LETTERHEAD)

    done = consolidated(sheet, Return("BTG Đà Bắc.jpg", "9" * 64, kind=Kind.SCAN))

    assert done.totals[0].value == 7
    assert not done.questions
    assert {row.file: row.state for row in done.files} == {
        "so lieu.xlsx": "counted",
        "BTG Đà Bắc.jpg": "waiting",
    }
