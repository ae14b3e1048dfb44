"""`tonghop forms`: one workbook a body, last year's figures beside, refusals in plain words."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from journeys.small_campaign import SMALL
from tonghop.cli.main import run
from tonghop.formats.workbooks.campaign_file import write_campaign


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    path = tmp_path / "campaign.toml"
    write_campaign(SMALL, path)
    return path


def test_one_form_a_body_is_written(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "forms"

    assert run(["forms", str(campaign), "--cycle", "2023-H1", "-o", str(out)]) == 0

    assert sorted(path.name for path in out.iterdir()) == sorted(
        f"2023-H1-{body.code}.xlsx" for body in SMALL.bodies
    )
    assert "5 biểu" in capsys.readouterr().out


def test_last_years_record_stands_beside_the_cells(campaign: Path, tmp_path: Path) -> None:
    source = {"body": "da-bac", "value": "41"}
    record = {"schema": "tonghop/consolidated/1", "campaign": SMALL.key, "cycle": "2022-H1"}
    record["totals"] = [{"indicator": "sessions", "value": "41", "sources": [source]}]  # type: ignore[assignment]
    (tmp_path / "old.json").write_text(json.dumps(record), encoding="utf-8")

    words = [
        "forms",
        str(campaign),
        "--cycle",
        "2023-H1",
        "-o",
        str(tmp_path),
        "--previous",
        str(tmp_path / "old.json"),
    ]
    assert run(words) == 0

    sheet = load_workbook(tmp_path / "2023-H1-da-bac.xlsx")["Số liệu"]
    assert 41 in [cell.value for cell in sheet[8]]


@pytest.mark.parametrize(
    ("cycle", "words"), [("2023-Q2", "H1"), ("nửa đầu năm", "2023-H1")], ids=["not in campaign", "unreadable"]
)
def test_wrong_cycle_is_refused_with_what_to_write(
    campaign: Path, tmp_path: Path, cycle: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["forms", str(campaign), "--cycle", cycle, "-o", str(tmp_path / "forms")]) == 3

    assert words in capsys.readouterr().err
    assert not (tmp_path / "forms").exists()


def test_campaign_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert run(["forms", str(tmp_path / "none.toml"), "--cycle", "2023-H1", "-o", str(tmp_path)]) == 3


def test_record_that_is_none_is_refused(campaign: Path, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text("[]")

    words = [
        "forms",
        str(campaign),
        "--cycle",
        "2023-H1",
        "-o",
        str(tmp_path),
        "--previous",
        str(tmp_path / "old.json"),
    ]
    assert run(words) == 3
