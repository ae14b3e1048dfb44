"""`tonghop consolidate --structure`: the real country's places under the totals, by file, twice the same."""

from pathlib import Path

import openpyxl
import pytest

from cli.places_desk import lay_desk, sessions, words
from tonghop.cli.main import run
from tonghop.formats.registers import vietnam


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return lay_desk(tmp_path)


def consolidate(desk: Path, structure: str, out: str = "out", *more: str) -> int:
    return run([*words(desk, structure, out), *more])


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
    assert (record["structure"], "places" in total, "register" in record) == ("as-reported", False, False)
    assert "Theo tổ chức" not in openpyxl.load_workbook(desk / "c" / "annex.xlsx").sheetnames


def test_record_and_screen_say_which_register_answered(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    consolidate(desk, "2025-07-01", "out", "--register", "packaged")

    assert sessions(desk)[0]["register"] == {
        "from": "packaged",
        "sha256": vietnam.fingerprint(),
        "bodies_sha256": vietnam.fingerprint(("bodies.toml",)),
    }
    assert f"kèm chương trình / the program's (sha256 {vietnam.fingerprint()[:12]}" in capsys.readouterr().out


def test_register_without_a_structure_is_wrong_use(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert consolidate(desk, "as-reported", "out", "--register", "packaged") == 2
    assert "--structure" in capsys.readouterr().err
    assert not (desk / "out").exists()


@pytest.mark.parametrize("structure", ["today", "2025-13-01", "01/7/2025", ""])
def test_structure_that_is_none_is_wrong_use(
    desk: Path, structure: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert consolidate(desk, structure) == 2
    assert "succession" in capsys.readouterr().err
