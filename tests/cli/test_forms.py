"""`tonghop forms`: one workbook a body, last year's figures beside, refusals in plain words."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from journeys.small_campaign import SMALL
from tonghop.cli.main import run
from tonghop.domain.reporting.campaign import Body, distinct_slugs
from tonghop.formats.workbooks.campaign_file import write_campaign
from tonghop.formats.workbooks.form_filling import fill_form


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


def test_excused_bodies_are_named(campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their forms are there all the same: an excused body may still report."""
    run(["forms", str(campaign), "--cycle", "2023-H1", "-o", str(tmp_path / "2023")])
    assert "được miễn kỳ này: Báo Hòa Bình." in capsys.readouterr().out

    run(["forms", str(campaign), "--cycle", "2024-H1", "-o", str(tmp_path / "2024")])
    assert "được miễn" not in capsys.readouterr().out


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


def run_forms(campaign: Path, out: Path, *more: str) -> int:
    return run(["forms", str(campaign), "--cycle", "2023-H1", "-o", str(out), *more])


def test_interrupted_run_goes_on_and_what_is_there_is_left_alone(campaign: Path, tmp_path: Path) -> None:
    out = tmp_path / "forms"
    run_forms(campaign, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "2023-H1-bao.xlsx").unlink()
    (out / "2023-H1-kim-boi.xlsx.dang-ghi").write_bytes(b"half a form")
    stamps = {path.name: path.stat().st_mtime_ns for path in out.glob("*.xlsx")}

    assert run_forms(campaign, out) == 0

    assert {path.name: path.read_bytes() for path in out.glob("*.xlsx")} == before
    assert all((out / name).stat().st_mtime_ns == stamp for name, stamp in stamps.items())


def test_blank_form_of_an_older_campaign_is_written_again(campaign: Path, tmp_path: Path) -> None:
    out = tmp_path / "forms"
    run_forms(campaign, out)
    write_campaign(replace(SMALL, coordinator="Ban Tuyên giáo và Dân vận Tỉnh ủy"), campaign)

    assert run_forms(campaign, out) == 0

    sheet = load_workbook(out / "2023-H1-bao.xlsx")["Số liệu"]
    assert "Dân vận" in sheet["B4"].value


def test_form_that_somebody_has_filled_in_is_never_overwritten(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "forms"
    run_forms(campaign, out)
    form = out / "2023-H1-bao.xlsx"
    form.write_bytes(fill_form(form.read_bytes(), {"sessions": {"value": 3}}, {}))
    (out / "2023-H1-da-bac.xlsx").write_bytes(b"somebody's own file")
    filled = form.read_bytes()
    write_campaign(replace(SMALL, coordinator="Ban khác"), campaign)

    assert run_forms(campaign, out) == 1

    assert form.read_bytes() == filled
    assert (out / "2023-H1-da-bac.xlsx").read_bytes() == b"somebody's own file"
    told = capsys.readouterr().err
    assert "2023-H1-bao.xlsx" in told
    assert "2023-H1-da-bac.xlsx" in told


def test_two_processes_write_the_same_bytes(campaign: Path, tmp_path: Path) -> None:
    run_forms(campaign, tmp_path / "one")
    run_forms(campaign, tmp_path / "two", "--jobs", "2")

    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("one", "two"))
    assert one == two
    assert len(one) == 5


RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def test_names_of_files_are_legal_on_windows_and_distinct(campaign: Path, tmp_path: Path) -> None:
    names = ("Sở Y tế", "SỞ Y TẾ", "CON", "Báo: “A/B”?", "Đài * Phát thanh", "x" * 300)
    bodies = tuple(Body(code, name) for code, name in zip(distinct_slugs(names), names, strict=True))
    write_campaign(replace(SMALL, bodies=bodies, excuses=()), campaign)

    run_forms(campaign, tmp_path / "forms")

    written = [path.name for path in (tmp_path / "forms").iterdir()]
    assert len({name.lower() for name in written}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]{1,120}", name) for name in written)
    assert not any(RESERVED.fullmatch(name) for name in written)


def test_year_without_an_announced_calendar_is_told(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year, told in (("2027", "chưa theo thông báo"), ("2031", "Chưa có lịch nghỉ lễ năm 2031")):
        run(["forms", str(campaign), "--cycle", f"{year}-H1", "-o", str(tmp_path / year)])

        assert told in capsys.readouterr().err


def test_due_day_moved_by_a_holiday_is_told(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["forms", str(campaign), "--cycle", "2026-H1", "-o", str(tmp_path / "forms")])

    assert "01/06/2026 (dời từ 30/05/2026" in capsys.readouterr().out


def test_open_questions_are_told_before_forms_go_out(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_campaign(replace(SMALL, to_resolve=("Đơn vị: liệt kê.",)), campaign)

    run_forms(campaign, tmp_path / "forms")

    assert "còn 1 điều chưa quyết định" in capsys.readouterr().err
