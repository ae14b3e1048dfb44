"""`tonghop fill`: a filled form becomes the body's own report, which the level above reads exactly."""

import json
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from docx import Document

from journeys.small_campaign import CYCLE, DUE, SMALL
from tonghop.cli.main import run
from tonghop.formats.workbooks.campaign_file import write_campaign
from tonghop.formats.workbooks.form_filling import fill_form
from tonghop.formats.workbooks.form_writer import IDENTITY_SHEET, FormRequest, form_workbook

FIGURES: Mapping[str, Any] = {"sessions": 1200, "attendances": 54000, "models": 3, "households": 40}
STEM = "2023-H1-da-bac-bao-cao"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "da-bac.xlsx"
    path.write_bytes(filled(FIGURES))
    return path


def filled(figures: Mapping[str, Any]) -> bytes:
    blank = form_workbook(FormRequest(SMALL, CYCLE, DUE), SMALL.bodies[0])
    cells = {code: {"value": value} for code, value in figures.items()}
    return fill_form(blank, cells, {"difficulties": "Thiếu loa lưu động."})


def words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def test_form_becomes_a_report_in_word_and_pdf(form: Path, tmp_path: Path) -> None:
    assert run(["fill", str(form), "-o", str(tmp_path / "out"), "--date", "2023-05-20"]) == 0

    text = words((tmp_path / "out" / f"{STEM}.docx").read_bytes())
    for told in (
        "HUYỆN ỦY ĐÀ BẮC",
        "BAN TUYÊN GIÁO",
        "Kính gửi: Ban Tuyên giáo Tỉnh ủy",
        "Thực hiện văn bản số 12-CV/BTGTU",
        "1.200",
        "54.000",
        "II. KHÓ KHĂN, VƯỚNG MẮC",
        "Thiếu loa lưu động.",
    ):
        assert told in text, told
    pages = pypdfium2.PdfDocument(tmp_path / "out" / f"{STEM}.pdf")
    assert "54.000" in "".join(page.get_textpage().get_text_range() for page in pages)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_level_above_reads_it_exactly_down_to_the_forms_cell(form: Path, tmp_path: Path, suffix: str) -> None:
    run(["fill", str(form), "-o", str(tmp_path / "out"), "--date", "2023-05-20"])
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / f"bc.{suffix}").write_bytes((tmp_path / "out" / f"{STEM}.{suffix}").read_bytes())
    write_campaign(SMALL, tmp_path / "campaign.toml")

    files = [str(tmp_path / name) for name in ("campaign.toml", "inbox")]
    run(["consolidate", *files, "--cycle", "2023-H1", "-o", str(tmp_path / "above"), "--date", "2023-06-05"])

    record = json.loads((tmp_path / "above" / "consolidated.json").read_text(encoding="utf-8"))
    total = next(row for row in record["totals"] if row["indicator"] == "attendances")
    (source,) = total["sources"]
    assert (total["value"], source["body"], source["by"]) == ("54000", "da-bac", "report")
    (below,) = source["sources"]
    assert (below["file"], below["at"]) == ("da-bac.xlsx", "Số liệu!E9")
    assert [item["text"] for n in record["narratives"] for item in n["items"]] == ["Thiếu loa lưu động."]


def test_rows_without_a_figure_are_named_and_shown_open(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "form.xlsx").write_bytes(filled({"sessions": 5, "attendances": 100}))

    assert run(["fill", str(tmp_path / "form.xlsx"), "-o", str(tmp_path), "--date", "2023-05-20"]) == 1

    assert "Mô hình đang duy trì" in capsys.readouterr().out
    assert "…" in words((tmp_path / f"{STEM}.docx").read_bytes())


def test_unclear_cell_is_named_and_nothing_is_written(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "form.xlsx").write_bytes(filled({**FIGURES, "models": "sẽ báo sau"}))

    assert run(["fill", str(tmp_path / "form.xlsx"), "-o", str(tmp_path / "out")]) == 3

    assert "Số liệu!E10" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_form_that_lost_its_plan_needs_the_campaign(form: Path, tmp_path: Path, capsys: Any) -> None:
    book = openpyxl.load_workbook(form)
    del book[IDENTITY_SHEET]
    book.save(form)

    assert run(["fill", str(form), "-o", str(tmp_path / "out")]) == 3
    assert "--campaign" in capsys.readouterr().err

    write_campaign(SMALL, tmp_path / "campaign.toml")
    told = ["--campaign", str(tmp_path / "campaign.toml"), "--date", "2023-05-20"]
    assert run(["fill", str(form), "-o", str(tmp_path / "out"), *told]) == 0


def test_form_of_another_version_is_not_read_with_todays_campaign(form: Path, tmp_path: Path) -> None:
    changed = replace(SMALL, sections=SMALL.sections[:-1])
    write_campaign(changed, tmp_path / "campaign.toml")
    told = ["--campaign", str(tmp_path / "campaign.toml")]

    assert run(["fill", str(form), "-o", str(tmp_path / "out"), *told]) == 3


def test_what_is_no_form_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")

    assert run(["fill", str(tmp_path / "other.xlsx"), "-o", str(tmp_path / "out")]) == 3


def test_same_form_and_date_give_the_same_bytes(form: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(["fill", str(form), "-o", str(tmp_path / name), "--date", "2023-05-20"])

    for suffix in ("docx", "pdf"):
        first, second = ((tmp_path / name / f"{STEM}.{suffix}").read_bytes() for name in ("one", "two"))
        assert first == second


def test_sums_since_the_years_start_go_all_the_way_up(tmp_path: Path) -> None:
    sessions = replace(SMALL.indicators[0], cumulative=True)
    plan = replace(SMALL, indicators=(sessions, *SMALL.indicators[1:]))
    write_campaign(plan, tmp_path / "campaign.toml")
    (tmp_path / "inbox").mkdir()
    for body, since in zip(plan.bodies[:2], (1500, 70), strict=True):
        blank = form_workbook(FormRequest(plan, CYCLE, DUE), body)
        cells = {code: {"value": value} for code, value in FIGURES.items()}
        cells["sessions"] |= {"value": 50, "cumulative": since}
        (tmp_path / "form.xlsx").write_bytes(fill_form(blank, cells, {}))
        run(["fill", str(tmp_path / "form.xlsx"), "-o", str(tmp_path / "inbox"), "--date", "2023-05-20"])
    for pdf in (tmp_path / "inbox").glob("*.pdf"):
        pdf.unlink()

    assert "1.500" in words((tmp_path / "inbox" / f"{STEM}.docx").read_bytes())
    files = [str(tmp_path / name) for name in ("campaign.toml", "inbox")]
    run(["consolidate", *files, "--cycle", "2023-H1", "-o", str(tmp_path / "above"), "--date", "2023-06-05"])

    record = json.loads((tmp_path / "above" / "consolidated.json").read_text(encoding="utf-8"))
    told = {row["indicator"]: (row["value"], row["cumulative"]) for row in record["totals"]}
    assert told["sessions"] == ("100", "1570")
    assert told["attendances"] == ("108000", None)
    report = words((tmp_path / "above" / "report.docx").read_bytes())
    assert "Lũy kế từ đầu năm" in report
    assert "1.570" in report
