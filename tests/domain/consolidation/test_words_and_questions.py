"""Narratives sentence by sentence, drafted sentences, and questions that are asked once where alike."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.previous import Previous
from tonghop.domain.consolidation.questions import Answer, memory_id
from tonghop.domain.consolidation.record import record_of
from tonghop.domain.consolidation.returns import Figure, Kind, LayoutDoubt, Return
from tonghop.domain.reporting.values import Unclear, figure

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MAY = datetime(2023, 5, 20, 8, 0, tzinfo=ZONE)


def consolidated(*returns: Return, **more: Any) -> Consolidation:
    return consolidate(SMALL, CYCLE, returns, DUE, **more)


def items(*texts: str) -> list[tuple[str, int]]:
    """What bodies wrote as difficulties, one text a body, as items with how many say so."""
    bodies = ("da-bac", "kim-boi", "mai-chau", "so-tttt")
    sent = [returned(b, texts={"difficulties": t}, at=MAY) for b, t in zip(bodies, texts, strict=False)]
    told = next(row for row in consolidated(*sent).narratives if row.section == "difficulties")
    return [(item.text, item.alike) for item in told.items]


ALIKE = [
    (["Thiếu kinh phí. Cán bộ kiêm nhiệm."], [("Thiếu kinh phí.", 1), ("Cán bộ kiêm nhiệm.", 1)]),
    (["- Thiếu kinh phí;\n- Cán bộ kiêm nhiệm."], [("Thiếu kinh phí;", 1), ("Cán bộ kiêm nhiệm.", 1)]),
    (["1. Thiếu kinh phí.", "Thiếu  kinh phí"], [("Thiếu kinh phí.", 2)]),
    (  # one word more in a long sentence says the same
        [
            "Kinh phí dành cho công tác tuyên truyền ở cơ sở còn rất hạn hẹp, chưa đáp ứng yêu cầu.",
            "Kinh phí dành cho công tác tuyên truyền ở cơ sở còn rất hạn hẹp, chưa đáp ứng được yêu cầu.",
        ],
        [("Kinh phí dành cho công tác tuyên truyền ở cơ sở còn rất hạn hẹp, chưa đáp ứng yêu cầu.", 2)],
    ),
    (  # another number does not
        ["Còn 3 xã vùng cao chưa có sóng truyền thanh.", "Còn 5 xã vùng cao chưa có sóng truyền thanh."],
        [
            ("Còn 3 xã vùng cao chưa có sóng truyền thanh.", 1),
            ("Còn 5 xã vùng cao chưa có sóng truyền thanh.", 1),
        ],
    ),
]


@pytest.mark.parametrize(("texts", "told"), ALIKE)
def test_sentences_stand_verbatim_and_alike_ones_together(
    texts: list[str], told: list[tuple[str, int]]
) -> None:
    assert items(*texts) == told


@PATIENT
@given(st.lists(st.text(alphabet="abc đ.;\n-0", max_size=60), max_size=4))
def test_no_sentence_is_invented(texts: list[str]) -> None:
    written = "\n".join(texts)

    assert all(text in written for text, _ in items(*texts))


def test_place_of_a_sentence_cuts_back_to_it() -> None:
    text = "Thiếu kinh phí. Cán bộ kiêm nhiệm."
    record = record_of(consolidated(returned("da-bac", texts={"difficulties": text}, at=MAY)), made_at=MAY)

    (told,) = (row for row in record["narratives"] if row["section"] == "difficulties")
    for item in told["items"]:
        start, end = item["sources"][0]["at"].partition("[")[2].strip("]").split(", ")
        assert text[int(start) : int(end)] == item["text"]
    assert len({item["id"] for item in told["items"]}) == 2


def test_drafted_sentences_say_that_they_are_and_come_from_totals() -> None:
    previous = Previous(CYCLE.year_before, totals={"sessions": Decimal(1000)})
    done = consolidated(returned("da-bac", {"sessions": 1234}, nil=("models",), at=MAY), previous=[previous])

    drafts = {row["indicator"]: row for row in record_of(done, made_at=MAY)["drafts"]}

    assert (
        drafts["sessions"]["text"] == "Số buổi tuyên truyền: 1.234 buổi, tăng 23,4 % so với cùng kỳ (1.000)."
    )
    assert drafts["models"]["text"] == "Mô hình đang duy trì: không phát sinh."
    assert all(row["drafted"] is True for row in drafts.values())
    assert "attendances" not in drafts


def test_comparison_says_where_other_bodies_answered_a_year_before() -> None:
    """A rise from one body's figure to two bodies' is no rise."""
    sent = [returned(body, {"sessions": 50, "minutes": 4}, at=MAY) for body in ("da-bac", "kim-boi")]
    figures = {("da-bac", "sessions"): Decimal(40)}
    figures |= {(body, "minutes"): Decimal(5) for body in ("da-bac", "bao")}
    before = Previous(CYCLE.year_before, {"sessions": Decimal(40), "minutes": Decimal(10)}, figures)

    drafts = {row.indicator: row.text for row in consolidated(*sent, previous=[before]).drafts}

    told = "tăng 150 % so với cùng kỳ (40, số của 1 đơn vị; kỳ này 2 đơn vị)."
    assert drafts["sessions"] == f"Số buổi tuyên truyền: 100 buổi, {told}"
    assert drafts["minutes"] == "Thời lượng phát sóng: 8 phút, giảm 20 % so với cùng kỳ (10)."


def test_what_stands_right_below_a_heading_that_holds_others_is_kept() -> None:
    done = consolidated(
        returned("da-bac", texts={"results": "Đã làm nhiều việc.", "oral": "Đã nói."}, at=MAY),
        returned("kim-boi", texts={"table": "Số liệu kèm theo."}, at=MAY),
    )

    told = {row.section: [item.text for item in row.items] for row in done.narratives}
    assert told == {
        "results": ["Đã làm nhiều việc."],
        "table": ["Số liệu kèm theo."],
        "oral": ["Đã nói."],
        "difficulties": [],
    }


def test_question_names_its_indicator_once() -> None:
    unclear = Unclear("x", "Số buổi tuyên truyền: báo cáo ghi các số khác nhau; số nào?", ("1", "thiếu"))
    figures = (Figure("sessions", unclear, "table 1 row 2 cell 3"),)
    sent = Return("bc.docx", "ab" * 32, kind=Kind.REPORT, body="da-bac", figures=figures, arrived_at=MAY)

    (question,) = consolidated(sent).questions

    assert question.message == unclear.message
    assert question.choices == ("1", "thiếu")


def test_equal_words_are_asked_once_and_answered_once() -> None:
    sent = [
        returned("da-bac", {"sessions": "xem phụ lục", "models": "xem phụ lục"}, at=MAY),
        returned("kim-boi", {"sessions": "xem phụ lục"}, at=MAY),
    ]
    asked = consolidated(*sent)
    (question,) = asked.questions

    done = consolidated(*sent, answers={question.id: Answer(question.id, "thiếu", "Nguyễn Văn Mẫu")})

    assert [(place.file, place.subject) for place in question.places] == [
        ("da-bac.xlsx", "Số buổi tuyên truyền"),
        ("da-bac.xlsx", "Mô hình đang duy trì"),
        ("kim-boi.xlsx", "Số buổi tuyên truyền"),
    ]
    assert all(place.file in question.message for place in question.places)
    assert not done.questions


def test_unclear_figures_are_never_asked_together() -> None:
    sent = [returned(body, {"sessions": "12-15"}, at=MAY) for body in ("da-bac", "kim-boi")]

    assert len(consolidated(*sent).questions) == 2


def test_question_keeps_its_id_when_another_file_asks_the_same() -> None:
    first = returned("da-bac", {"sessions": "xem phụ lục"}, at=MAY)
    second = returned("kim-boi", {"sessions": "xem phụ lục"}, at=MAY)

    assert consolidated(first).questions[0].id == consolidated(second, first).questions[0].id


def _of_another_period(amounts: dict[str, int]) -> Return:
    """A workbook whose table says that it is of the first quarter."""
    doubts = tuple(
        LayoutDoubt(
            "other-period",
            "Số liệu này có phải của kỳ này không?",
            f"Sheet1!B{row}",
            ("có", "không"),
            code,
            "f00|period:H1:quý i",
            by_figure=True,
            figure=Figure(code, figure(amount), f"Sheet1!B{row}"),
        )
        for row, (code, amount) in enumerate(amounts.items(), 1)
    )
    return Return("bc.xlsx", "ab" * 32, kind=Kind.WORKBOOK, body="da-bac", doubts=doubts, arrived_at=MAY)


@pytest.mark.parametrize(
    ("amounts", "value", "figures", "entered"),
    [
        ({"sessions": 5, "models": 7}, "có", {}, {"sessions": "5", "models": "7"}),
        ({"sessions": 5, "models": 7}, " CÓ ", {"models": "8"}, {"sessions": "5", "models": "8"}),
        ({"sessions": 5, "models": 7}, "không", {"models": "8"}, {"models": "8"}),
        ({"sessions": 5, "models": 7}, "", {"models": "8"}, {"models": "8"}),
        ({"sessions": 5, "models": 7}, "12", {}, {}),  # one figure is not that of two indicators
        ({"sessions": 5}, "12", {}, {"sessions": "12"}),
        ({"sessions": 5}, "hỏi lại", {}, {}),
    ],
)
def test_word_or_figures_settle_a_table_of_another_period(
    amounts: dict[str, int], value: str, figures: dict[str, str], entered: dict[str, str]
) -> None:
    sent = _of_another_period(amounts)
    (question,) = consolidated(sent).questions
    answer = Answer(question.id, value, "Nguyễn Văn Mẫu", figures=figures)

    done = consolidated(sent, answers={question.id: answer})

    assert {row.indicator.code: str(row.value) for row in done.totals if row.value is not None} == entered
    assert all(source.by == "answer" for row in done.totals for source in row.sources)


def test_figures_entered_for_a_table_are_not_those_of_the_next_cycle() -> None:
    """Remembered is what was said of the table, never a number."""
    sent = _of_another_period({"sessions": 5})
    (question,) = consolidated(sent).questions
    answer = Answer(question.id, "12", "Nguyễn Văn Mẫu", figures={"sessions": "13"})
    remembered = {memory_id(key): answer for key in question.remembered}

    assert remembered
    assert consolidated(sent, answers=remembered).totals[0].value is None
    assert consolidated(replace(sent, body="kim-boi"), answers=remembered).questions


def test_what_one_sender_means_by_a_table_is_not_what_another_means() -> None:
    sent = _of_another_period({"sessions": 5})
    (question,) = consolidated(sent).questions
    yes = {memory_id(key): Answer(question.id, "có", "Nguyễn Văn Mẫu") for key in question.remembered}

    assert consolidated(sent, answers=yes).totals[0].value == 5
    assert consolidated(replace(sent, body="kim-boi"), answers=yes).totals[0].value is None
