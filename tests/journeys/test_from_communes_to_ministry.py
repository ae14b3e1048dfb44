"""Communes, provinces and a ministry, with nothing between them but files: every figure at the top opens down
to a commune's cell.
"""

import hashlib
import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from formats.inbox.files import zipped
from journeys.three_levels import consolidated, filled, leaves, ministry, province, report_pdf
from rendering.saving import saved_again

SENT = {
    "hoa-binh": {
        "xa-1": {"sessions": 10, "attendances": 1200, "models": 3, "households": 40, "minutes": 12.5},
        "xa-2": {"sessions": 5, "attendances": 300, "models": 1, "households": 25},
    },
    "son-la": {
        "xa-1": {"sessions": 7, "attendances": 700, "models": 2, "households": 90},
        "xa-2": {"sessions": 8, "attendances": 800, "households": 10},
        "xa-3": {"sessions": 100, "attendances": 9000, "models": 4, "households": 60},
    },
}


@pytest.fixture(scope="module")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two provinces whose communes have sent forms; one commune is silent, one is late."""
    desk = tmp_path_factory.mktemp("provinces")
    for code, figures in SENT.items():
        plan = province(code)
        filled(plan, desk / code / "inbox", figures)
        arrivals = [f"{body}.xlsx,2023-05-{29 if body != 'xa-2' else 31}T08:00,," for body in figures]
        text = "\n".join(["file,received_at,symbol,date", *arrivals])
        (desk / code / "inbox" / "received.csv").write_text(text, encoding="utf-8")
        consolidated(plan, desk / code, expected=0)
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path


def received(desk: Path, *names: str) -> None:
    lines = [f"{name},2023-05-29T08:00,," for name in names]
    text = "\n".join(["file,received_at,symbol,date", *lines])
    (desk / "inbox" / "received.csv").write_text(text, encoding="utf-8")


def total(record: Any, code: str) -> Any:
    return next(row for row in record["totals"] if row["indicator"] == code)


def messages(record: Any) -> list[str]:
    return [row["message"] for row in record["findings"]]


def test_every_figure_at_the_top_opens_down_to_a_communes_cell(provinces: Path, desk: Path) -> None:
    shutil.copy(provinces / "hoa-binh" / "out" / "report.docx", desk / "inbox" / "hoa-binh.docx")
    shutil.copy(provinces / "son-la" / "out" / "consolidated.json", desk / "inbox" / "son-la.json")
    received(desk, "hoa-binh.docx", "son-la.json")

    record = consolidated(ministry(), desk, expected=1)

    # The sums are exact, the rate is of the sums, and people are not added.
    values = {row["indicator"]: row["value"] for row in record["totals"]}
    assert values == {
        "sessions": "130",
        "attendances": "12000",
        "models": "10",
        "households": None,
        "crowd": "92.31",
        "minutes": "12.5",
    }
    assert total(record, "households")["between"] == ["90", "225"]
    assert total(record, "households")["reported_by"] == 2
    assert record["questions"] == record["refused"] == []

    # Every figure opens down to the cells of the communes, whose bytes have the hashes that stand there.
    for row in record["totals"]:
        if row["indicator"] != "crowd" and row["value"]:
            cells = [leaf for source in row["sources"] for leaf in leaves(source)]
            assert str(sum(float(cell["value"]) for cell in cells)).removesuffix(".0") == row["value"]
            assert all(cell["at"].startswith("Số liệu!") for cell in cells)
    (first, *_), second = (
        leaves(total(record, "sessions")["sources"][0]),
        total(record, "sessions")["sources"][1],
    )
    form = provinces / "hoa-binh" / "inbox" / "xa-1.xlsx"
    assert first == {
        "body": "xa-1",
        "name": "Ban Tuyên giáo Đảng ủy xã Cao Sơn",
        "value": "10",
        "state": "figure",
        "file": "xa-1.xlsx",
        "sha256": hashlib.sha256(form.read_bytes()).hexdigest(),
        "at": "Số liệu!E8",
        "by": "read",
    }
    assert (second["file"], second["by"], len(second["sources"])) == ("son-la.json", "report", 3)
    assert total(record, "households")["sources"][0]["between"] == ["40", "65"]

    # The silent commune and the late one are seen from above.
    coverage = {row["body"]: row["coverage"] for row in record["bodies"]}
    assert coverage["hoa-binh"]["names"] == {
        "missing": ["Ban Tuyên giáo Đảng ủy xã Đà Bắc"],
        "late": ["Ban Tuyên giáo Đảng ủy xã Tân Lập"],
    }
    assert (coverage["hoa-binh"]["due"], coverage["hoa-binh"]["missing"], coverage["son-la"]["late"]) == (
        3,
        1,
        1,
    )
    assert [text for text in messages(record) if "mới gồm" in text] == [
        "Báo cáo của Ban Tuyên giáo Tỉnh ủy Hòa Bình mới gồm 2/3 đơn vị; "
        "chưa có: Ban Tuyên giáo Đảng ủy xã Đà Bắc."
    ]

    annex = openpyxl.load_workbook(desk / "out" / "annex.xlsx")["Nguồn"]
    below = [row for row in annex.iter_rows(values_only=True) if row[1] == 2]
    assert ("Ban Tuyên giáo Đảng ủy xã Cao Sơn", 1200, "xa-1.xlsx") in [(r[2], r[3], r[5]) for r in below]
    checking = Document(str(desk / "out" / "checking.docx"))
    names = {row.cells[0].text.strip() for table in checking.tables for row in table.rows}
    assert "– Ban Tuyên giáo Đảng ủy xã Cao Sơn" in names


def test_one_office_that_sends_three_files_of_the_same_data_has_sent_one_report(
    provinces: Path, desk: Path
) -> None:
    typst = pytest.importorskip("typst")
    for code in ("hoa-binh", "son-la"):
        out = provinces / code / "out"
        data = (out / "consolidated.json").read_bytes()
        shutil.copy(out / "report.docx", desk / "inbox" / f"{code}.docx")
        shutil.copy(out / "consolidated.json", desk / "inbox" / f"{code}.json")
        record = json.loads(data)
        (desk / "inbox" / f"{code}.pdf").write_bytes(report_pdf(record, data, typst, desk))
    received(desk, *(f"{code}.{kind}" for code in SENT for kind in ("docx", "json", "pdf")))

    record = consolidated(ministry(), desk, expected=1)

    assert total(record, "sessions")["value"] == "130"
    assert record["questions"] == []
    states = {row["file"]: (row["kind"], row["state"]) for row in record["files"]}
    assert states["hoa-binh.docx"] == ("record", "counted")
    assert states["hoa-binh.pdf"] == states["hoa-binh.json"] == ("record", "superseded")


@pytest.mark.office
def test_report_saved_again_in_libreoffice_is_read_exactly_all_the_same(provinces: Path, desk: Path) -> None:
    shutil.copy(provinces / "hoa-binh" / "out" / "report.docx", desk / "hoa-binh.docx")
    saved = saved_again(desk / "hoa-binh.docx")
    assert saved != (desk / "hoa-binh.docx").read_bytes()
    (desk / "inbox" / "hoa-binh.docx").write_bytes(saved)
    received(desk, "hoa-binh.docx")

    record = consolidated(ministry(), desk, expected=1)

    assert (total(record, "sessions")["value"], total(record, "attendances")["value"]) == ("15", "1500")
    assert len(total(record, "sessions")["sources"][0]["sources"]) == 2
    assert record["questions"] == []
    assert not [text for text in messages(record) if "bảng" in text.lower() or "dữ liệu kèm" in text]


def typed_over(docx: bytes, old: str, new: str) -> bytes:
    """Return a Word file in which somebody typed over the first cell that says `old`."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    text = parts["word/document.xml"].decode("utf-8")
    edited, count = re.subn(rf">{re.escape(old)}</w:t>", f">{new}</w:t>", text, count=1)
    assert count == 1
    return zipped(parts | {"word/document.xml": edited.encode()})


@pytest.mark.parametrize(("word", "addends"), [("1500", 2), ("1800", 0)])
def test_figure_typed_over_in_word_is_asked_and_never_taken(
    provinces: Path, desk: Path, word: str, addends: int
) -> None:
    report = (provinces / "hoa-binh" / "out" / "report.docx").read_bytes()
    (desk / "inbox" / "hoa-binh.docx").write_bytes(typed_over(report, "1.500", "1.800"))
    received(desk, "hoa-binh.docx")

    record = consolidated(ministry(), desk, expected=1)

    (question,) = record["questions"]
    assert "bảng trong văn bản ghi “1.800” (table" in question["message"]
    assert "dữ liệu kèm tệp ghi 1.500" in question["message"]
    assert question["choices"] == ["1800", "1500", "thiếu"]
    assert total(record, "attendances")["value"] is None
    assert total(record, "sessions")["value"] == "15"

    # The office calls, and writes down what it heard; the communes' addends explain their own sum alone.
    answers = desk / "out" / "answers.toml"
    text = answers.read_text(encoding="utf-8")
    given = text.replace('value = ""\nby = ""', f'value = "{word}"\nby = "Nguyễn Văn Mẫu"')
    answers.write_text(given, encoding="utf-8")
    record = consolidated(ministry(), desk, "--answers", str(answers), expected=1)
    (source,) = total(record, "attendances")["sources"]
    assert (source["value"], source["by"], len(source.get("sources", ()))) == (word, "answer", addends)


def test_figure_that_a_pdf_shows_otherwise_is_asked(provinces: Path, desk: Path) -> None:
    typst = pytest.importorskip("typst")
    data = (provinces / "hoa-binh" / "out" / "consolidated.json").read_bytes()
    shown = json.loads(data)
    total(shown, "sessions")["value"] = "16"
    (desk / "inbox" / "hoa-binh.pdf").write_bytes(report_pdf(shown, data, typst, desk))
    received(desk, "hoa-binh.pdf")

    record = consolidated(ministry(), desk, expected=1)

    (question,) = record["questions"]
    assert question["choices"] == ["16", "15", "thiếu"]
    assert total(record, "sessions")["value"] is None
    assert total(record, "attendances")["value"] == "1500"


def test_report_whose_data_were_dropped_is_read_like_any_other_and_says_so(
    provinces: Path, desk: Path
) -> None:
    report = (provinces / "hoa-binh" / "out" / "report.docx").read_bytes()
    with zipfile.ZipFile(BytesIO(report)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    kept = {name: part for name, part in parts.items() if b"urn:tonghop:data" not in part}
    (desk / "inbox" / "hoa-binh.docx").write_bytes(zipped(kept))
    received(desk, "hoa-binh.docx")

    record = consolidated(ministry(), desk, expected=1)

    assert [row["kind"] for row in record["files"]] == ["report"]
    assert any("dữ liệu kèm trong tệp đã mất" in text for text in messages(record))


def test_report_of_another_cycle_or_directive_is_turned_away(provinces: Path, desk: Path) -> None:
    text = (provinces / "son-la" / "out" / "consolidated.json").read_text(encoding="utf-8")
    (desk / "inbox" / "a.json").write_text(text.replace("2023-H1", "2022-H1"), encoding="utf-8")
    (desk / "inbox" / "b.json").write_text(text.replace("12-CV/BTGTU", "99-CV/BTGTU"), encoding="utf-8")

    record = consolidated(ministry(), desk, expected=1)

    assert [(row["file"], row["code"]) for row in record["refused"]] == [
        ("a.json", "other-cycle"),
        ("b.json", "other-campaign"),
    ]
