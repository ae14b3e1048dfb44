"""`tonghop read`: its four forms, its exit codes, and files that are not there, secret, empty or hostile."""

import json
from pathlib import Path

import pytest

from formats.pages.invented_directive import TEXT
from tonghop.cli.main import run

SECRET = "UỶ BAN NHÂN DÂN TỈNH MẪU\nMẬT\nSố: 1/KH-UBND\n\nKẾ HOẠCH\nKhông ai đọc\n\n1. Sở Y tế báo cáo.\n"


@pytest.fixture
def directive(tmp_path: Path) -> Path:
    file = tmp_path / "kế hoạch mẫu.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_json_is_the_contract(directive: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code = run(["read", str(directive), "--json"])

    printed = capfdbinary.readouterr().out
    reading = json.loads(printed.decode("utf-8"))
    assert code == 0
    assert b"\r" not in printed
    assert reading["source"]["file"] == "kế hoạch mẫu.txt"
    assert reading["heading"]["symbol"] == "15/KH-UBND"
    assert reading["obligations"]
    for obligation in reading["obligations"]:
        start, end = obligation["span"]
        assert reading["text"][start:end] == obligation["quote"]


def test_the_page_is_written(directive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "trang đọc.html"

    code = run(["read", str(directive), "--html", str(out)])

    assert code == 0
    assert out.read_bytes().startswith(b"<!DOCTYPE html>")
    assert "trang đọc.html" in capsys.readouterr().out


def test_text_is_the_text_with_a_margin(directive: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code = run(["read", str(directive), "--text"])

    lines = capfdbinary.readouterr().out.decode("utf-8").splitlines()
    assert code == 0
    assert [line.split("│", 1)[1].strip() for line in lines] == [
        line.strip() for line in TEXT.strip().split("\n")
    ]
    assert any(line.startswith("1 ") for line in lines)


def test_the_view_is_the_default(directive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(directive)]) == 0
    said = capsys.readouterr().out
    assert "NHIỆM VỤ" in said
    assert "\x1b" not in said


def test_english_labels(directive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(directive), "--lang", "en"]) == 0
    assert "TASKS" in capsys.readouterr().out


def test_an_empty_file_is_listed_for_a_person(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")

    code = run(["read", str(tmp_path / "empty.txt"), "--json"])

    reading = json.loads(capfdbinary.readouterr().out)
    assert code == 1
    assert reading["text"] == ""
    assert reading["warnings"][0]["code"] == "empty"


@pytest.mark.parametrize(
    "form", [[], ["--json"], ["--text"], ["--html"]], ids=["view", "json", "text", "html"]
)
def test_a_secret_document_is_refused_and_nothing_of_it_is_said(
    form: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    out = tmp_path / "out.html"

    code = run(["read", str(tmp_path / "secret.txt"), *form, *([str(out)] if "--html" in form else [])])

    said = capsys.readouterr()
    assert code == 3
    assert said.out == ""
    assert "MẬT" in said.err
    assert "Không ai đọc" not in said.err
    assert not out.exists()


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(tmp_path / "nowhere.txt")]) == 2
    assert run(["read", str(tmp_path)]) == 2
    assert "không mở được tệp" in capsys.readouterr().err


def test_a_page_that_cannot_be_written_is_wrong_use(directive: Path, tmp_path: Path) -> None:
    assert run(["read", str(directive), "--html", str(tmp_path / "no" / "such" / "folder.html")]) == 2


def test_two_forms_at_once_are_wrong_use(directive: Path) -> None:
    assert run(["read", str(directive), "--json", "--text"]) == 2
