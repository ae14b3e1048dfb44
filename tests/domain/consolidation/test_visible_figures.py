"""What a reader of the report sees, against the data inside it: what differs is asked, the rest is silent."""

from collections.abc import Sequence
from typing import Any

import pytest

from domain.consolidation.told_records import ABOVE, row, told
from journeys.small_campaign import CYCLE
from tonghop.domain.consolidation.record_indicators import RecordIndicators
from tonghop.domain.consolidation.record_reading import return_of_record
from tonghop.domain.consolidation.returns import Figure, Return
from tonghop.domain.consolidation.visible_figures import compared
from tonghop.domain.documents import Cell, Document, Table
from tonghop.domain.provenance import Source, Span
from tonghop.domain.reporting.found_figures import NOTHING_CONFIRMED
from tonghop.domain.reporting.values import Unclear

HEAD = ("TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện", "Cùng kỳ năm trước", "Số đơn vị trả lời")


def document(*tables: Sequence[Sequence[str]]) -> Document:
    text, blocks = "", []
    for table in tables:
        cells, start = [], len(text)
        for number, line in enumerate(table):
            for column, word in enumerate(line):
                cells.append(Cell(Span(len(text), len(text) + len(word)), number, column))
                text += f"{word}\n"
        blocks.append(Table(Span(start, len(text) - 1), tuple(cells)))
    return Document(Source("a.docx", "0" * 64, ""), text, tuple(blocks))


def line(name: str, shown: str, unit: str = "buổi") -> tuple[str, ...]:
    return ("1", name, unit, shown, "9", "2/3")


def held(rows: Sequence[dict[str, Any]], *tables: Sequence[Sequence[str]]) -> Return:
    answer = return_of_record(told(*rows), "a.docx", "0" * 64, ABOVE, CYCLE)
    assert isinstance(answer, Return)
    known = RecordIndicators(ABOVE, NOTHING_CONFIRMED)
    return compared(answer, rows, "totals", document(*tables), known)


def doubts(answer: Return) -> list[tuple[str, tuple[str, ...]]]:
    rows = [figure for figure in answer.figures if isinstance(figure, Figure)]
    return [(r.indicator, r.read.choices) for r in rows if isinstance(r.read, Unclear)]


BETWEEN = {"value": None, "between": ["40", "65"]}
NOTHING = {"value": None, "reported_by": 0}
AGREE = [
    ("sessions", {"value": "1210"}, "1.210"),
    ("sessions", {"value": "1210"}, "1210"),
    ("sessions", {"value": "1210", "inexact": True}, "hơn 1.210 buổi"),
    ("sessions", {"value": "1210"}, "1.210 (*)"),
    ("sessions", {"value": "0"}, "0"),
    ("minutes", {"value": "12.5"}, "12,5"),
    ("households", BETWEEN, "40 đến 65 (*)"),
    ("households", BETWEEN, "từ 40 đến 65 hộ"),
    ("sessions", {"value": None, "nil": 2, "reported_by": 0}, "Không phát sinh"),
    ("sessions", {"value": None, "nil": 2, "reported_by": 0}, "-"),
    ("sessions", NOTHING, "…"),
]


@pytest.mark.parametrize(("code", "more", "shown"), AGREE)
def test_figure_that_says_the_same_is_silent(code: str, more: dict[str, Any], shown: str) -> None:
    own = row(code, **more)

    answer = held([own], [HEAD, line(own["name"], shown, own["unit"])])

    assert doubts(answer) == []
    assert answer.remarks == ()


DIFFER = [
    ("sessions", {"value": "1210"}, "1.120", ("1120", "1210")),
    ("sessions", {"value": "1210"}, "1.210,5", ("1210,5", "1210")),
    ("sessions", {"value": "1210"}, "1.210 và 30 buổi lồng ghép", ("1210",)),
    ("sessions", {"value": "1210"}, "1,210", ("1210",)),
    ("sessions", {"value": "1210"}, "1.210 nghìn", ("1210",)),
    ("sessions", {"value": "1210"}, "", ("1210",)),
    ("sessions", {"value": "1210"}, "Không phát sinh", ("1210", "không phát sinh")),
    ("sessions", {"value": None, "nil": 2, "reported_by": 0}, "0", ("0", "không phát sinh")),
    ("sessions", {"value": None, "nil": 2, "reported_by": 0}, "7", ("7", "không phát sinh")),
    ("sessions", NOTHING, "7", ("7",)),
    ("households", BETWEEN, "50", ("50",)),
    ("households", BETWEEN, "40 đến 75 (*)", ()),
]


@pytest.mark.parametrize(("code", "more", "shown", "choices"), DIFFER)
def test_figure_that_says_something_else_is_asked_with_both_as_choices(
    code: str, more: dict[str, Any], shown: str, choices: tuple[str, ...]
) -> None:
    own = row(code, **more)

    answer = held([own], [HEAD, line(own["name"], shown, own["unit"])])

    assert doubts(answer) == [(code, choices)]
    (figure,) = answer.figures
    assert figure.at == "table 1 row 2 cell 4"
    assert getattr(figure, "between", None) is None


def test_names_may_be_numbered_or_stand_under_of_which() -> None:
    rows = [row(value="12"), row("models", value="4")]
    lines = [line("1.1. Số buổi tuyên truyền:", "13"), line("Trong đó: Mô hình đang duy trì", "5")]

    assert doubts(held(rows, [HEAD, *lines])) == [("sessions", ("13", "12")), ("models", ("5", "4"))]


def test_column_of_this_period_is_the_one_compared() -> None:
    head = ("Chỉ tiêu", "Kế hoạch", "Thực hiện kỳ này", "Lũy kế từ đầu năm", "So cùng kỳ (%)")

    silent = held([row(value="12")], [head, ("Số buổi tuyên truyền", "99", "12", "50", "110")])
    asked = held([row(value="12")], [head, ("Số buổi tuyên truyền", "12", "13", "12", "12")])

    assert doubts(silent) == []
    assert doubts(asked) == [("sessions", ("13", "12"))]


def test_second_table_that_differs_is_asked_too() -> None:
    tables = [[HEAD, line("Số buổi tuyên truyền", shown)] for shown in ("12", "13")]

    assert doubts(held([row(value="12")], *tables)) == [("sessions", ("13", "12"))]


def test_equal_names_are_told_apart_by_unit() -> None:
    rows = [row(value="12"), row("x-1", name="Số buổi tuyên truyền", unit="giờ", kind="flow", value="30")]
    table = [HEAD, line("Số buổi tuyên truyền", "30", "giờ"), line("Số buổi tuyên truyền", "12")]

    assert doubts(held(rows, table)) == []


def test_rate_typed_over_is_only_said_for_it_is_never_taken() -> None:
    rate = row("crowd", value="12.5")

    answer = held([rate], [HEAD, line(rate["name"], "13", rate["unit"])])

    assert doubts(answer) == []
    assert "ghi “13”" in answer.remarks[0].message


@pytest.mark.parametrize(
    "table",
    [
        [],
        [("Đơn vị", "Số liệu"), ("Xã Mẫu", "12")],
        [HEAD],
        [("Đơn vị", "Chỉ tiêu", "Số liệu"), ("Xã Mẫu", "Số buổi tuyên truyền", "5")],
        [("Chỉ tiêu", "Kế hoạch"), ("Số buổi tuyên truyền", "12")],
        [("Chỉ tiêu", "Thực hiện", "Kết quả"), ("Số buổi tuyên truyền", "12", "13")],
    ],
)
def test_report_without_a_table_to_compare_says_so(table: list[tuple[str, ...]]) -> None:
    answer = held([row(value="12")], *([table] if table else []))

    assert doubts(answer) == []
    assert "Không tìm thấy bảng số liệu" in answer.remarks[0].message


def test_line_that_was_deleted_is_named() -> None:
    answer = held([row(value="12"), row("models", value="4")], [HEAD, line("Số buổi tuyên truyền", "12")])

    assert doubts(answer) == []
    assert "“Mô hình đang duy trì”" in answer.remarks[0].message
