"""What was answered about a table once is kept: the next cycle reads the same table without a question.

One table a case, sent as a Word report and as a workbook, in a first cycle and again with other figures.
"""

import json
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document
from openpyxl import Workbook

from journeys.small_campaign import SMALL
from tonghop.cli.main import run
from tonghop.formats.workbooks.campaign_file import write_campaign

_HEAD = "Chỉ tiêu | Đơn vị tính | Kết quả"
_COLUMNS = "Chỉ tiêu | Đơn vị tính | Thực hiện | Kết quả"
_BODIES = "Đơn vị | Số buổi tuyên truyền"


class Case(NamedTuple):
    """`first` and `second` are the tables of two cycles; `answer` is given once, `before` and `after` are the
    values that then stand, "body indicator" each.
    """

    name: str
    first: str
    second: str
    answer: str
    before: dict[str, str | None]
    after: dict[str, str | None]


CASES = [
    Case(
        "a label by its indicator's name",
        f"{_HEAD}\nTổng số lượt | lượt người | 700\nSố buổi tuyên truyền | buổi | 12",
        f"{_HEAD}\nSố buổi tuyên truyền | buổi | 15\nTổng số lượt | lượt người | 900",
        "Lượt người tham gia",
        {"da-bac sessions": "12", "da-bac attendances": "700"},
        {"da-bac sessions": "15", "da-bac attendances": "900"},
    ),
    Case(
        "a label that is no indicator",
        f"{_HEAD}\nTổng số lượt | lượt người | 700\nSố buổi tuyên truyền | buổi | 12",
        f"{_HEAD}\nSố buổi tuyên truyền | buổi | 15\nTổng số lượt | lượt người | 900",
        "không",
        {"da-bac sessions": "12"},
        {"da-bac sessions": "15"},
    ),
    Case(
        "another period's words over the table are this period",
        f"Bảng số liệu quý I\n{_HEAD}\nSố buổi tuyên truyền | buổi | 12\nHộ ký cam kết | hộ | 30",
        f"Bảng số liệu quý I\n{_HEAD}\nSố buổi tuyên truyền | buổi | 15\nHộ ký cam kết | hộ | 31",
        "Có",
        {"da-bac sessions": "12", "da-bac households": "30"},
        {"da-bac sessions": "15", "da-bac households": "31"},
    ),
    Case(
        "another period's words over the table are another period",
        f"Bảng số liệu quý I\n{_HEAD}\nSố buổi tuyên truyền | buổi | 12\nHộ ký cam kết | hộ | 30",
        f"Bảng số liệu quý I\n{_HEAD}\nSố buổi tuyên truyền | buổi | 15\nHộ ký cam kết | hộ | 31",
        "không",
        {},
        {},
    ),
    Case(
        "the figures under a title are the whole",
        f"{_HEAD}\nCấp xã |  | \nSố buổi tuyên truyền | buổi | 12\nHộ ký cam kết | hộ | 30",
        f"{_HEAD}\nCấp xã |  | \nSố buổi tuyên truyền | buổi | 15\nHộ ký cam kết | hộ | 31",
        "có",
        {"da-bac sessions": "12", "da-bac households": "30"},
        {"da-bac sessions": "15", "da-bac households": "31"},
    ),
    Case(
        "one of two columns",
        f"{_COLUMNS}\nSố buổi tuyên truyền | buổi | 11 | 12\nHộ ký cam kết | hộ | 29 | 30",
        f"{_COLUMNS}\nHộ ký cam kết | hộ | 31 | 32\nSố buổi tuyên truyền | buổi | 14 | 15",
        "cột Kết quả",
        {"da-bac sessions": "12", "da-bac households": "30"},
        {"da-bac sessions": "15", "da-bac households": "32"},
    ),
    Case(
        "one of two columns by its heading alone",
        f"{_COLUMNS}\nSố buổi tuyên truyền | buổi | 11 | 12\nHộ ký cam kết | hộ | 29 | không phát sinh",
        f"{_COLUMNS}\nHộ ký cam kết | hộ | 31 | 32\nSố buổi tuyên truyền | buổi | 14 | 15",
        "kết quả",
        {"da-bac sessions": "12", "da-bac households": None},
        {"da-bac sessions": "15", "da-bac households": "32"},
    ),
    Case(
        "the totals of bodies that nobody knows",
        f"{_BODIES} | Hộ ký cam kết\nXóm Một | 5 | 10\nXóm Hai | 7 | 20\nTổng cộng | 12 | 30",
        f"{_BODIES} | Hộ ký cam kết\nXóm Một | 6 | 10\nXóm Hai | 9 | 21\nTổng cộng | 15 | 31",
        "dòng Tổng cộng",
        {"da-bac sessions": "12", "da-bac households": "30"},
        {"da-bac sessions": "15", "da-bac households": "31"},
    ),
    Case(
        "a column whose heading nobody knows",
        "Chỉ tiêu | Đơn vị tính | Số liệu của chị Mẫu\nSố buổi tuyên truyền | buổi | 12",
        "Chỉ tiêu | Đơn vị tính | Số liệu của chị Mẫu\nSố buổi tuyên truyền | buổi | 15",
        "cột Số liệu của chị Mẫu",
        {"da-bac sessions": "12"},
        {"da-bac sessions": "15"},
    ),
    Case(
        "a row of an unclear body by its code",
        f"{_BODIES}\nKim Bôi | 12\nSở Thông tin và Truyền thông | 4",
        f"{_BODIES}\nKim Bôi | 15\nSở Thông tin và Truyền thông | 5",
        "kim-boi",
        {"kim-boi sessions": "12", "so-tttt sessions": "4"},
        {"kim-boi sessions": "15", "so-tttt sessions": "5"},
    ),
    Case(
        "a row of an unclear body by its name",
        f"{_BODIES}\nKim Bôi | 12\nSở Thông tin và Truyền thông | 4",
        f"{_BODIES}\nKim Bôi | 15\nSở Thông tin và Truyền thông | 5",
        "Ban Tuyên giáo Huyện ủy Kim Bôi",
        {"kim-boi sessions": "12", "so-tttt sessions": "4"},
        {"kim-boi sessions": "15", "so-tttt sessions": "5"},
    ),
    Case(
        "a row of none of the bodies",
        f"{_BODIES}\nKim Bôi | 12\nSở Thông tin và Truyền thông | 4",
        f"{_BODIES}\nKim Bôi | 15\nSở Thông tin và Truyền thông | 5",
        "không",
        {"so-tttt sessions": "4"},
        {"so-tttt sessions": "5"},
    ),
]


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.split("\n")]


def _docx(table: str, year: int) -> bytes:
    document = Document()
    for text in ("HUYỆN ỦY ĐÀ BẮC", "BAN TUYÊN GIÁO", "BÁO CÁO", f"Kết quả 6 tháng đầu năm {year}"):
        document.add_paragraph(text)
    lines = _lines(table)
    for title in [line[0] for line in lines if len(line) == 1]:
        document.add_paragraph(title)
    rows = [line for line in lines if len(line) > 1]
    made = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(table: str, year: int) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["BAN TUYÊN GIÁO HUYỆN ỦY ĐÀ BẮC"])
    sheet.append([f"Kết quả 6 tháng đầu năm {year}"])
    for _ in range(12):  # what stands in the first rows may name the sender
        sheet.append([])
    for row in _lines(table):
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


_SENT = {"docx": _docx, "xlsx": _xlsx}


def _consolidated(desk: Path, inbox: Path, cycle: str, out: str, *more: str) -> Any:
    words = ["consolidate", str(desk / "campaign.toml"), str(inbox), "--cycle", cycle, "-o", str(desk / out)]
    assert run([*words, "--date", "2024-06-05", *more]) in (0, 1)
    return json.loads((desk / out / "consolidated.json").read_text(encoding="utf-8"))


def _values(record: Any) -> dict[str, str | None]:
    return {
        f"{source['body']} {row['indicator']}": source["value"]
        for row in record["totals"]
        for source in row["sources"]
        if row["indicator"] != "crowd"
    }


def _answer(path: Path, value: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('value = ""\nby = ""', f'value = "{value}"\nby = "Nguyễn Văn Mẫu"'), encoding="utf-8"
    )


def _sent(desk: Path, name: str, content: bytes) -> Path:
    (desk / name).mkdir()
    ending = "docx" if b"word/" in content else "xlsx"
    (desk / name / f"Ban Tuyên giáo Huyện ủy Đà Bắc.{ending}").write_bytes(content)
    return desk / name


@pytest.mark.parametrize("kind", sorted(_SENT))
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_answer_about_a_table_holds_in_the_next_cycle(tmp_path: Path, case: Case, kind: str) -> None:
    write_campaign(SMALL, tmp_path / "campaign.toml")
    first = _sent(tmp_path, "inbox 2023", _SENT[kind](case.first, 2023))
    asked = _consolidated(tmp_path, first, "2023-H1", "out")
    assert _layout_questions(asked) != []
    answers = tmp_path / "out" / "answers.toml"
    _answer(answers, case.answer)

    answered = _consolidated(tmp_path, first, "2023-H1", "out", "--answers", str(answers))

    assert _values(answered) == case.before
    assert _layout_questions(answered) == []

    second = _sent(tmp_path, "inbox 2024", _SENT[kind](case.second, 2024))
    again = _consolidated(tmp_path, second, "2024-H1", "out 2024", "--answers", str(answers))

    assert _values(again) == case.after
    assert _layout_questions(again) == []


@pytest.mark.parametrize("kind", sorted(_SENT))
def test_answer_about_columns_without_names_holds_for_its_file_alone(tmp_path: Path, kind: str) -> None:
    write_campaign(SMALL, tmp_path / "campaign.toml")
    table = (
        "Chỉ tiêu | Đơn vị tính |  | \nSố buổi tuyên truyền | buổi | {} | {}\nHộ ký cam kết | hộ | 29 | 30"
    )
    first = _sent(tmp_path, "inbox 2023", _SENT[kind](table.format(11, 12), 2023))
    asked = _consolidated(tmp_path, first, "2023-H1", "out")
    (question,) = [row for row in asked["questions"] if row["choices"][0].startswith("cột")]
    answers = tmp_path / "out" / "answers.toml"
    _answer(answers, question["choices"][1])

    answered = _consolidated(tmp_path, first, "2023-H1", "out", "--answers", str(answers))

    assert _values(answered) == {"da-bac sessions": "12", "da-bac households": "30"}

    second = _sent(tmp_path, "inbox 2024", _SENT[kind](table.format(14, 15), 2024))
    again = _consolidated(tmp_path, second, "2024-H1", "out 2024", "--answers", str(answers))

    assert _values(again) == {}
    assert len(_layout_questions(again)) == 1


@pytest.mark.parametrize("kind", sorted(_SENT))
def test_chosen_cell_that_cannot_be_read_is_asked_about(tmp_path: Path, kind: str) -> None:
    write_campaign(SMALL, tmp_path / "campaign.toml")
    table = f"{_COLUMNS}\nSố buổi tuyên truyền | buổi | 11 | 12\nHộ ký cam kết | hộ | 29 | xem phụ lục"
    inbox = _sent(tmp_path, "inbox", _SENT[kind](table, 2023))
    asked = _consolidated(tmp_path, inbox, "2023-H1", "out")
    assert len(_layout_questions(asked)) == 1
    answers = tmp_path / "out" / "answers.toml"
    _answer(answers, "cột Kết quả")

    answered = _consolidated(tmp_path, inbox, "2023-H1", "out", "--answers", str(answers))

    assert _values(answered) == {"da-bac sessions": "12"}
    assert [row["message"].partition(":")[0] for row in answered["questions"]] == ["Hộ ký cam kết"]


@pytest.mark.parametrize("kind", sorted(_SENT))
@pytest.mark.parametrize(
    ("table", "answer"),
    [
        (f"{_COLUMNS} | Trong đó: ước\nSố buổi tuyên truyền | buổi | 11 | 12 | 2", "cột Kết quả"),
        (f"{_COLUMNS} | Trong đó: ước\nSố buổi tuyên truyền | buổi | 11 | 12 | 2", "12"),
        (f"Bảng số liệu quý I\n{_HEAD} | Trong đó: ước\nSố buổi tuyên truyền | buổi | 12 | 2", "có"),
        (f"{_HEAD} | Trong đó: ước\nSố buổi tuyên truyền | buổi | 12 hoặc 13 | 2", "12"),
    ],
)
def test_estimated_part_stays_with_the_figure_that_a_person_settles(
    tmp_path: Path, table: str, answer: str, kind: str
) -> None:
    write_campaign(SMALL, tmp_path / "campaign.toml")
    inbox = _sent(tmp_path, "inbox", _SENT[kind](table, 2023))
    _consolidated(tmp_path, inbox, "2023-H1", "out")
    answers = tmp_path / "out" / "answers.toml"
    _answer(answers, answer)

    answered = _consolidated(tmp_path, inbox, "2023-H1", "out", "--answers", str(answers))

    (sessions,) = [row for row in answered["totals"] if row["indicator"] == "sessions"]
    assert (sessions["value"], sessions["estimated"]) == ("12", "2")


def _layout_questions(record: Any) -> list[str]:
    """Questions but for the figures of a report that holds none of its sender's."""
    return [row["message"] for row in record["questions"] if "nhập số liệu" not in row["message"]]
