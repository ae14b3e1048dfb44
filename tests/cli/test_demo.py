"""`tonghop demo`: the whole job once on the samples, twice the same, and never over somebody's folder."""

import json
import time
from pathlib import Path

import pytest

from tonghop.cli.main import run

FILES = (
    "5-report/report.docx",
    "5-report/consolidated.json",
    "5-report/answers.toml",
    "5-report/report.pdf",
    "5-report/checking.docx",
    "5-report/annex.xlsx",
    "5-report/letters/so-noi-vu.docx",
    "6-own-report/2023-H1-btg-da-bac-bao-cao.docx",
    "6-own-report/2023-H1-btg-da-bac-bao-cao.pdf",
    "2-campaign/campaign.toml",
)


def test_demo_tells_both_languages_and_finds_what_the_samples_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "demo"
    start = time.monotonic()

    assert run(["demo", "-o", str(out)]) == 0

    told = capsys.readouterr().out
    assert time.monotonic() - start < 30
    assert "37/40 đơn vị đã gửi (3 muộn), 2 chưa gửi, 1 được miễn" in told
    assert "37 of 40 bodies reported (3 late), 2 missing, 1 excused" in told
    assert "report.docx" in told
    coverage = json.loads((out / "5-report/consolidated.json").read_text(encoding="utf-8"))["coverage"]
    assert (coverage["due"], coverage["on_time"], coverage["late"]) == (40, 34, 3)


def test_demo_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    run(["demo", "-o", str(out)])
    first = {name: (out / name).read_bytes() for name in FILES}

    assert run(["demo", "-o", str(out)]) == 0

    assert {name: (out / name).read_bytes() for name in FILES} == first


def test_demo_leaves_a_folder_that_is_not_its_own_alone(tmp_path: Path) -> None:
    (tmp_path / "4-inbox").mkdir()
    (tmp_path / "4-inbox" / "thật.xlsx").write_bytes(b"x")

    assert run(["demo", "-o", str(tmp_path)]) == 2
    assert (tmp_path / "4-inbox" / "thật.xlsx").exists()
