"""`tonghop consolidate --structure`: the real country's places under the totals, by file, twice the same."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from journeys.small_campaign import SMALL
from tonghop.cli.main import run
from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.reporting.campaign import Body
from tonghop.formats.workbooks.campaign_file import write_campaign
from tonghop.formats.workbooks.form_filling import fill_form
from tonghop.formats.workbooks.form_writer import FormRequest, form_workbook
from tonghop.formats.workbooks.ready_data import working_days

CYCLE = Cycle.parse("2025-H1")
BODIES = (
    Body("tan-hoa", "Đảng ủy phường Tân Hòa", line="party", place="04792"),
    Body("yen-mong", "Đảng ủy xã Yên Mông", line="party", place="04813"),
    Body("hoa-binh", "Đảng ủy xã Hòa Bình", line="party", place="04825"),
    Body("da-bac", "Ban Tuyên giáo Huyện ủy Đà Bắc", line="party"),  # its name decides
    Body("la", "Cơ quan không có trong danh bạ", line="party"),
)
CAMPAIGN = replace(SMALL, bodies=BODIES, excuses=())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with the campaign and the filled forms of all five bodies: 1, 2, 4, 8 and 16 sessions."""
    write_campaign(CAMPAIGN, tmp_path / "campaign.xlsx")
    (tmp_path / "inbox").mkdir()
    due = CAMPAIGN.regime(CYCLE).due_instant(CYCLE.year, working_days())
    arrivals = ["file,received_at,symbol,date"]
    for number, body in enumerate(BODIES):
        form = form_workbook(FormRequest(CAMPAIGN, CYCLE, due), body)
        filled = fill_form(form, {"sessions": {"value": 2**number}}, {})
        (tmp_path / "inbox" / f"{body.code}.xlsx").write_bytes(filled)
        arrivals.append(f"{body.code}.xlsx,2025-05-29T08:00,,")
    (tmp_path / "inbox" / "received.csv").write_text("\n".join(arrivals), encoding="utf-8")
    return tmp_path


def consolidate(desk: Path, structure: str, out: str = "out") -> int:
    words = ["consolidate", str(desk / "campaign.xlsx"), str(desk / "inbox"), "--cycle", str(CYCLE)]
    return run([*words, "-o", str(desk / out), "--date", "2026-11-23", "--structure", structure])


def sessions(desk: Path, out: str = "out") -> tuple[Any, Any]:
    record = json.loads((desk / out / "consolidated.json").read_text(encoding="utf-8"))
    return record, next(row for row in record["totals"] if row["indicator"] == "sessions")


def test_through_succession_three_communes_are_one_ward(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert consolidate(desk, "succession") == 1

    record, total = sessions(desk)
    assert (record["structure"], total["value"]) == ("succession to 2026-11-23", "31")
    places = {place["name"]: place["value"] for place in total["places"]}
    assert places["Phường Tân Hòa"] == "7"
    assert places["Tỉnh Phú Thọ"] == places["Việt Nam"] == "15"
    assert [(left["name"], left["value"]) for left in total["remainders"]] == [("Huyện Đà Bắc", "8")]
    assert total["as_reported"] == [{"body": "la", "value": "16"}]
    assert "Cơ quan không có trong danh bạ" in capsys.readouterr().out
    rows = list(openpyxl.load_workbook(desk / "out" / "annex.xlsx")["Theo tổ chức"].values)
    assert any(row[1:5] == ("04792", "Phường Tân Hòa", "Tỉnh Phú Thọ", 7) for row in rows)
    assert any(row[2] == "Cơ quan không có trong danh bạ" and row[4] == 16 for row in rows)


def test_structure_of_the_day_before_has_districts_and_three_communes(desk: Path) -> None:
    consolidate(desk, "2025-06-30")

    record, total = sessions(desk)
    places = {place["name"]: place["value"] for place in total["places"]}
    assert record["structure"] == "2025-06-30"
    assert (places["Phường Tân Hòa"], places["Thành phố Hòa Bình"], places["Huyện Đà Bắc"]) == ("1", "7", "8")
    assert (places["Tỉnh Hòa Bình"], total["remainders"]) == ("15", [])


def test_same_input_same_bytes_and_as_reported_says_nothing_of_places(desk: Path) -> None:
    for out in ("a", "b"):
        consolidate(desk, "2025-07-01", out)
    consolidate(desk, "as-reported", "c")

    for name in ("consolidated.json", "annex.xlsx", "report.docx"):
        assert (desk / "a" / name).read_bytes() == (desk / "b" / name).read_bytes()
    record, total = sessions(desk, "c")
    assert (record["structure"], "places" in total) == ("as-reported", False)
    assert "Theo tổ chức" not in openpyxl.load_workbook(desk / "c" / "annex.xlsx").sheetnames


@pytest.mark.parametrize("structure", ["today", "2025-13-01", "01/7/2025", ""])
def test_structure_that_is_none_is_wrong_use(
    desk: Path, structure: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert consolidate(desk, structure) == 2
    assert "succession" in capsys.readouterr().err
