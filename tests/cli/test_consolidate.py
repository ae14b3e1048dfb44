"""`tonghop consolidate`: the folder of what was sent, answered step by step, with equal bytes for equal
input.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journeys.small_campaign import CYCLE, DUE, SMALL
from tonghop.cli.main import run
from tonghop.formats.workbooks.campaign_file import write_campaign
from tonghop.formats.workbooks.form_filling import fill_form
from tonghop.formats.workbooks.form_writer import FormRequest, form_workbook

Sending = Callable[..., Path]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with a campaign file and an empty inbox."""
    write_campaign(SMALL, tmp_path / "campaign.xlsx")
    (tmp_path / "inbox").mkdir()
    return tmp_path


@pytest.fixture
def send(desk: Path) -> Sending:
    """Put a filled form of a body into the inbox."""

    def sending(
        code: str, figures: dict[str, Any], texts: dict[str, str] | None = None, name: str = ""
    ) -> Path:
        body = next(body for body in SMALL.bodies if body.code == code)
        form = form_workbook(FormRequest(SMALL, CYCLE, DUE), body)
        path = desk / "inbox" / (name or f"{code}.xlsx")
        path.write_bytes(
            fill_form(form, {key: {"value": value} for key, value in figures.items()}, texts or {})
        )
        return path

    return sending


def consolidate(desk: Path, *more: str, out: str = "out") -> int:
    words = [
        "consolidate",
        str(desk / "campaign.xlsx"),
        str(desk / "inbox"),
        "--cycle",
        "2023-H1",
        "-o",
        str(desk / out),
    ]
    return run([*words, "--date", "2023-06-05", *more])


def record(desk: Path, out: str = "out") -> Any:
    return json.loads((desk / out / "consolidated.json").read_text(encoding="utf-8"))


def received(desk: Path, *lines: str) -> None:
    text = "\n".join(["file,received_at,symbol,date", *lines]) + "\n"
    (desk / "inbox" / "received.csv").write_text(text, encoding="utf-8")


def test_clean_inbox_gives_report_record_and_no_question(desk: Path, send: Sending) -> None:
    for body in ("da-bac", "kim-boi", "mai-chau", "so-tttt"):
        send(body, {"sessions": 10, "attendances": 200})
    received(
        desk, *(f"{body}.xlsx,2023-05-29T08:00,," for body in ("da-bac", "kim-boi", "mai-chau", "so-tttt"))
    )

    assert consolidate(desk) == 0

    made = record(desk)
    coverage = made["coverage"]
    assert (coverage["due"], coverage["on_time"], coverage["excused"], coverage["missing"]) == (5, 4, 1, 0)
    totals = {row["indicator"]: row["value"] for row in made["totals"]}
    assert (totals["sessions"], totals["attendances"], totals["crowd"]) == ("40", "800", "20")
    assert totals["models"] is None
    assert made["made_at"].startswith("2023-06-05")
    assert (desk / "out" / "report.docx").stat().st_size > 10_000


def test_sha256_of_a_source_is_that_of_the_file(desk: Path, send: Sending) -> None:
    path = send("da-bac", {"sessions": 10})

    consolidate(desk)

    source = record(desk)["totals"][0]["sources"][0]
    assert source["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (source["file"], source["at"]) == ("da-bac.xlsx", "Số liệu!E8")


def test_equal_input_gives_equal_bytes(desk: Path, send: Sending) -> None:
    send("da-bac", {"sessions": 12, "attendances": 300}, {"difficulties": "Thiếu loa."})
    (desk / "inbox" / "anh.jpg").write_bytes(b"\xff\xd8")

    consolidate(desk, out="one")
    consolidate(desk, out="two")

    written = {path.relative_to(desk / "one") for path in (desk / "one").rglob("*") if path.is_file()}
    kept = {path for path in written if path.parts[0].startswith(".")}
    told = {path.as_posix() for path in written - kept}
    outputs = {
        "report.docx",
        "report.pdf",
        "checking.docx",
        "annex.xlsx",
        "consolidated.json",
        "answers.toml",
    }
    assert outputs < told
    assert any(name.startswith("letters/") for name in told)
    for name in written - kept:
        assert (desk / "one" / name).read_bytes() == (desk / "two" / name).read_bytes(), name


def test_letter_to_a_body_that_has_reported_since_is_taken_away(desk: Path, send: Sending) -> None:
    consolidate(desk)
    (desk / "out" / "letters" / "ghi-chu-cua-toi.txt").write_text("Đã gọi.", encoding="utf-8")
    assert (desk / "out" / "letters" / "da-bac.docx").is_file()

    send("da-bac", {"sessions": 12, "attendances": 300})
    consolidate(desk)

    assert not (desk / "out" / "letters" / "da-bac.docx").exists()
    assert (desk / "out" / "letters" / "kim-boi.docx").is_file()
    assert (desk / "out" / "letters" / "ghi-chu-cua-toi.txt").is_file()


def test_what_cannot_be_read_is_listed_and_needs_a_person(
    desk: Path, send: Sending, capsys: pytest.CaptureFixture[str]
) -> None:
    send("da-bac", {"sessions": 10})
    (desk / "inbox" / "bao-cao.docx").write_bytes(b"PK")

    assert consolidate(desk) == 1

    assert [(row["file"], row["code"]) for row in record(desk)["refused"]] == [("bao-cao.docx", "damaged")]
    assert "bao-cao.docx" in capsys.readouterr().out


def test_question_is_answered_in_the_answers_file_and_stays_answered(desk: Path, send: Sending) -> None:
    send("da-bac", {"sessions": "12-15"})
    assert consolidate(desk) == 1
    answers = desk / "out" / "answers.toml"
    text = answers.read_text(encoding="utf-8")
    answers.write_text(
        text.replace('value = ""\nby = ""', 'value = "1.210"\nby = "Trần Thị Thử"'), encoding="utf-8"
    )

    assert consolidate(desk, "--answers", str(answers)) == 0

    total = record(desk)["totals"][0]
    assert (total["value"], total["sources"][0]["by"]) == ("1210", "answer")
    assert "Trần Thị Thử" in answers.read_text(encoding="utf-8")


def test_arrivals_after_the_instant_asked_for_are_left_for_later(desk: Path, send: Sending) -> None:
    send("da-bac", {"sessions": 10})
    send("kim-boi", {"sessions": 5})
    received(desk, "da-bac.xlsx,2023-05-29T08:00,,", "kim-boi.xlsx,2023-06-02T08:00,,")

    assert consolidate(desk, "--at", "2023-06-01T00:00") == 1

    made = record(desk)
    assert made["totals"][0]["value"] == "10"
    assert [row["code"] for row in made["refused"]] == ["after-cutoff"]


def test_last_years_total_stands_beside(desk: Path, send: Sending) -> None:
    send("da-bac", {"sessions": 10})
    consolidate(desk, out="old")
    old = record(desk, "old") | {"cycle": "2022-H1"}
    (desk / "old.json").write_text(json.dumps(old), encoding="utf-8")

    consolidate(desk, "--previous", str(desk / "old.json"))

    assert record(desk)["totals"][0]["previous"] == "10"


def test_empty_inbox_gives_a_report_that_says_so(desk: Path) -> None:
    assert consolidate(desk) == 0

    assert record(desk)["coverage"]["missing"] == 4


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--date", "5/6/2023"), 2),
        (("--at", "hôm qua"), 2),
        (("--structure", "2025-13-01"), 2),
        (("--cycle", "2023-Q1"), 3),
        (("--answers", "none.toml"), 3),
        (("--previous", "none.json"), 3),
    ],
)
def test_wrong_use_and_refusals_have_their_codes(desk: Path, more: tuple[str, str], code: int) -> None:
    assert consolidate(desk, *more) == code


def test_missing_inbox_is_refused(desk: Path) -> None:
    words = [
        "consolidate",
        str(desk / "campaign.xlsx"),
        str(desk / "nowhere"),
        "--cycle",
        "2023-H1",
        "-o",
        str(desk),
    ]

    assert run(words) == 3


def test_stopped_run_says_how_to_go_on(
    desk: Path, send: Sending, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    send("da-bac", {"sessions": 10})

    def stopped(*args: object, **more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tonghop.formats.inbox.inbox.read_inbox", stopped)
        with pytest.raises((KeyboardInterrupt, SystemExit)):
            raise SystemExit(consolidate(desk))

    assert "chạy lại lệnh này" in capsys.readouterr().err
    assert not (desk / "out" / "consolidated.json").exists()
    assert consolidate(desk) == 0


def test_long_lists_are_cut_on_the_screen_and_whole_in_the_record(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(60):
        (desk / "inbox" / f"trống {number:02}.docx").write_bytes(b"")

    assert consolidate(desk) == 1

    assert len(record(desk)["refused"]) == 60
    told = capsys.readouterr().out
    assert told.count("(empty)") == 50
    assert "và 10 dòng nữa" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "không mở được tệp"),
        ('[[answer]]\nquestion = "q-1"\nvalue = 12 buổi\n', "dòng 3 viết sai"),
        ('[answer]\nquestion = "q-1"\n', "thiếu dòng [[answer]]"),
        ("answer = [1]\n", "thiếu dòng [[answer]]"),
        ("[[answer]\nquestion", "dòng 1 viết sai"),
    ],
)
def test_answers_that_cannot_be_read_are_refused_with_their_place(
    desk: Path, capsys: pytest.CaptureFixture[str], text: str | None, said: str
) -> None:
    if text is not None:
        (desk / "tra-loi.toml").write_text(text, encoding="utf-8")

    assert consolidate(desk, "--answers", str(desk / "tra-loi.toml")) == 3

    told = capsys.readouterr().err
    assert "“tra-loi.toml”" in told
    assert said in told


def test_previous_file_of_something_else_is_named(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "kỳ trước.json").write_text("{}", encoding="utf-8")

    assert consolidate(desk, "--previous", str(desk / "kỳ trước.json")) == 3

    assert "“kỳ trước.json”" in capsys.readouterr().err
