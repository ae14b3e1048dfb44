"""`tonghop units`: find, count, history as the contract says; export and import give the same register."""

import json
from pathlib import Path
from typing import Any

import pytest

from tonghop.cli.main import run

CANDIDATE = {"code", "name", "kind", "parent", "valid_from", "valid_to", "attested_from", "score", "why"}


@pytest.fixture(autouse=True)
def no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that runs on this machine has a register of its own, and is none of these tests' business."""
    monkeypatch.delenv("TONGHOP_DATABASE_URL", raising=False)
    monkeypatch.setenv("TONGHOP_DATA", str(tmp_path / "none"))


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = run(["units", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_find_decides_one_place(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = answer(capsys, "find", "phường Tân Hoà", "--within", "Hòa Bình", "--on", "2023-03-13")

    assert (code, found["decided"]) == (0, "04792")
    assert set(found) == {"decided", "candidates", "warnings"}
    (candidate,) = found["candidates"]
    assert set(candidate) >= CANDIDATE
    assert (candidate["name"], candidate["kind"], candidate["parent"]) == ("Phường Tân Hòa", "phường", "148")
    assert (candidate["valid_from"], candidate["valid_to"]) == (None, "2025-07-01")
    assert candidate["attested_from"] == "2025-03-01"
    assert len(found["warnings"]) == 1


def test_find_leaves_six_tan_hoa_open(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = answer(capsys, "find", "Tân Hòa", "--on", "2026-11-23")

    assert (code, found["decided"], len(found["candidates"])) == (1, None, 6)
    assert "6 đơn vị" in found["warnings"][0]


@pytest.mark.parametrize(
    ("words", "decided"),
    [
        (["Sở Thông tin và Truyền thông", "--within", "Hòa Bình", "--on", "2023-03-13"], "vn-17:so-tttt"),
        (["Sở Y tế tỉnh Hòa Bình", "--on", "2023-03-13"], "vn-17:so-y-te"),
        (["UBND phường Tân Hòa", "--within", "Phú Thọ", "--on", "2026-11-23"], "vn-04792-2025:ubnd"),
        (["Sở Thông tin và Truyền thông", "--within", "Hòa Bình", "--on", "2026-11-23"], None),
        (["Sở Y tế", "--on", "2026-11-23"], None),
        (["Không có thật", "--on", "2026-11-23"], None),
    ],
)
def test_find_bodies_of_the_province_that_is_named(
    words: list[str], decided: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = answer(capsys, "find", *words)

    assert (code, found["decided"]) == (0 if decided else 1, decided)


@pytest.mark.parametrize(
    ("on", "levels", "warned"),
    [
        ("2025-06-30", (63, 696, 10_035), False),
        ("2025-07-01", (34, 0, 3_321), False),
        ("2021-01-01", (63, 696, 10_035), True),
    ],
)
def test_count_of_a_day(
    on: str, levels: tuple[int, int, int], warned: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    code, counted = answer(capsys, "count", "--on", on)

    assert code == 0
    assert (counted["province"], counted["district"], counted["commune"]) == levels
    assert bool(counted["warnings"]) == warned
    assert {level: sum(kinds.values()) for level, kinds in counted["kinds"].items()} == dict(
        zip(("province", "district", "commune"), levels, strict=True)
    )


def test_history_of_tan_hoa(capsys: pytest.CaptureFixture[str]) -> None:
    code, (event,) = answer(capsys, "history", "04792")

    assert code == 0
    assert (event["on"], event["event"], event["decree"]) == ("2025-07-01", "merge", "1676/NQ-UBTVQH15")
    assert (event["from"], event["to"]) == (["04792", "04813", "04825"], ["04792"])
    assert event["sentence"].startswith("Từ ngày 01/7/2025, theo Nghị quyết 1676/NQ-UBTVQH15, phường Tân Hòa")


def test_history_for_people_is_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["units", "history", "vn-17:so-tttt"]) == 0
    assert "được chia cho Sở Khoa học và Công nghệ" in capsys.readouterr().out
    assert run(["units", "history", "vn-17:ubnd"]) == 0
    assert run(["units", "history", "vn"]) == 0
    assert "không ghi lần sắp xếp nào" in capsys.readouterr().out


@pytest.mark.parametrize("code", ["99999", "vn-17:nobody", "nobody:ubnd", "", ":"])
def test_unknown_code_is_refused(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["units", "history", code]) == 3
    assert "tonghop units find" in capsys.readouterr().err


def test_output_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["units", "find", "Tân Hòa", "--on", "2026-11-23"]) == 1
    assert "Chưa xác định" in capsys.readouterr().out
    assert run(["units", "find", "Hà Nội", "--on", "2026-11-23"]) == 0
    assert "01  Thành phố Hà Nội" in capsys.readouterr().out
    assert run(["units", "count", "--on", "2025-07-01"]) == 0
    assert "Cấp xã: 3.321 (687 phường, 2.621 xã, 13 đặc khu)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["find"], ["count", "--on", "13/3/2023"], ["history"], ["import", "nobody.csv"]]
)
def test_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["units", *words]) == 2
    assert capsys.readouterr().err


def test_exported_register_imported_again_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, again = tmp_path / "hoa-binh.csv", tmp_path / "again.csv"

    assert run(["units", "export", "--within", "Hòa Bình", "-o", str(path)]) == 0
    assert run(["units", "import", str(path), "--within", "Hòa Bình", "-o", str(again)]) == 0

    assert "thêm 0, sửa 0, bỏ 0" in capsys.readouterr().out
    assert set(path.read_text(encoding="utf-8").splitlines()) <= set(
        again.read_text(encoding="utf-8").splitlines()
    )


def test_import_names_faults_by_line_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "sai.csv", tmp_path / "out.csv"
    path.write_text("unit,name,kind,level,line,parents\nmoi,Xã Mới,xã,commune,place,place=nobody\n", "utf-8")

    assert run(["units", "import", str(path), "-o", str(out)]) == 1

    assert "dòng 2:" in capsys.readouterr().err
    assert not out.exists()
