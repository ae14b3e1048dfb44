"""A directive becomes a consolidated report: the whole job through the program's own commands, in steps."""

import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tonghop.cli.main import run
from tonghop.formats.workbooks.campaign_file import read_campaign, write_campaign
from tonghop.formats.workbooks.form_filling import fill_form

SAMPLES = Path(str(files("tonghop"))) / "samples"


def test_a_coordinating_office_takes_a_directive_to_its_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The letter arrives, and the office has a list of its bodies.
    bodies, campaign_file = SAMPLES / "bodies.csv", tmp_path / "campaign.xlsx"
    shutil.copyfile(SAMPLES / "directive.docx", tmp_path / "directive.docx")
    words = ["campaign", str(tmp_path / "directive.docx"), "-o", str(campaign_file), "--bodies", str(bodies)]
    assert run(words) == 1
    campaign = read_campaign(campaign_file)
    assert [(row.code, str(row.due), str(row.late_from)) for row in campaign.regimes] == [
        ("H1", "05-30", "05-31T00:00"),
        ("Y", "10-30", "10-31T00:00"),
    ]
    assert (len(campaign.indicators), len(campaign.sections), len(campaign.bodies)) == (14, 9, 40)

    # What watches people's thoughts has become neither an indicator nor a section.
    asked = " ".join([*(row.name for row in campaign.indicators), *(row.title for row in campaign.sections)])
    assert "dư luận" not in asked
    assert "khiếu nại" not in asked

    # Forms go out; three come back, one of them with a figure that cannot be certain, and one photograph.
    write_campaign(campaign, tmp_path / "campaign.toml")
    forms, inbox = tmp_path / "forms", tmp_path / "inbox"
    assert run(["forms", str(tmp_path / "campaign.toml"), "--cycle", "2023-H1", "-o", str(forms)]) == 0
    inbox.mkdir()
    for code, sessions in (("btg-da-bac", 12), ("btg-kim-boi", 30), ("hnd-tinh", "20-25")):
        form = (forms / f"2023-H1-{code}.xlsx").read_bytes()
        (inbox / f"{code}.xlsx").write_bytes(fill_form(form, {"sessions": {"value": sessions}}, {}))
    (inbox / "anh-chup.jpg").write_bytes(b"\xff\xd8\xff")

    # The first run adds up what is certain, asks one question and names the photograph.
    made = consolidated(tmp_path, expected=1)
    assert made["totals"][0]["value"] == "42"
    assert made["refused"] == []
    assert [row["file"] for row in made["questions"]] == ["anh-chup.jpg", "hnd-tinh.xlsx"]
    assert made["coverage"]["unknown_time"] == 3

    # Somebody calls the Farmers' Union, writes the answer down, and runs again.
    answers = tmp_path / "out" / "answers.toml"
    text = answers.read_text(encoding="utf-8")
    for question, value in zip(made["questions"], ("bỏ", "23"), strict=True):
        empty = f'question = "{question["id"]}"\nvalue = ""\nby = ""'
        given = f'question = "{question["id"]}"\nvalue = "{value}"\nby = "Nguyễn Văn Mẫu"'
        assert empty in text
        text = text.replace(empty, given)
    answers.write_text(text, encoding="utf-8")
    made = consolidated(tmp_path, "--answers", str(answers), expected=1)
    assert made["totals"][0]["value"] == "65"
    assert made["questions"] == []
    assert [row["code"] for row in made["refused"]] == ["left-out"]
    assert [source["by"] for source in made["totals"][0]["sources"]] == ["read", "read", "answer"]

    # A year later the same forms show this year's figures beside.
    record, later = tmp_path / "out" / "consolidated.json", tmp_path / "next"
    words = [
        "forms",
        str(tmp_path / "campaign.toml"),
        "--cycle",
        "2024-H1",
        "-o",
        str(later),
        "--previous",
        str(record),
    ]
    assert run(words) == 0
    assert "Không dùng" not in capsys.readouterr().err


def consolidated(desk: Path, *more: str, expected: int) -> Any:
    words = ["consolidate", str(desk / "campaign.toml"), str(desk / "inbox"), "--cycle", "2023-H1"]
    assert run([*words, "-o", str(desk / "out"), "--date", "2023-06-05", *more]) == expected
    return json.loads((desk / "out" / "consolidated.json").read_text(encoding="utf-8"))
