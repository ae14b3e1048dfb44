"""The program's door: exit codes, refusals, bugs, help and version, and how soon it answers."""

import subprocess
import sys

import pytest
import typer

from tonghop import __version__
from tonghop.cli import main as door
from tonghop.domain.errors import Refusal


class DoorLocked(Refusal):
    code = "door-locked"
    message_vi = "Cửa {name} đã khóa."
    message_en = "The door {name} is locked."


class PickyDoorLocked(DoorLocked):
    pass


def _program_that(action) -> typer.Typer:  # type: ignore[no-untyped-def]
    app = typer.Typer(pretty_exceptions_enable=False)
    app.callback()(lambda: None)
    app.command("act")(action)
    return app


def _refuse() -> None:
    raise DoorLocked(name="chính")


def _break() -> None:
    raise ValueError("kaputt")


def _need_a_person() -> None:
    raise typer.Exit(1)


def _misuse() -> None:
    raise typer.BadParameter("sai")


CODES = [(lambda: None, 0), (_need_a_person, 1), (_misuse, 2), (_refuse, 3), (_break, 4)]


@pytest.mark.parametrize(("action", "code"), CODES, ids=["done", "person", "use", "refused", "bug"])
def test_each_ending_has_its_code(action, code: int, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(door, "program", lambda: _program_that(action))

    assert door.run(["act"]) == code


def test_a_refusal_says_why_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(door, "program", lambda: _program_that(_refuse))

    door.run(["act"])

    assert capsys.readouterr() == ("", "Cửa chính đã khóa.\nThe door chính is locked.\n")


def test_a_bug_is_told_once_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(door, "program", lambda: _program_that(_break))

    door.run(["act"])

    said = capsys.readouterr().err
    assert said.count("ValueError: kaputt") == 1
    assert "Chương trình gặp lỗi của chính nó" in said


def test_a_refusal_without_its_own_line_answers_as_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "REFUSALS", {Refusal: door.Exit.REFUSED, DoorLocked: door.Exit.WRONG_USE})

    assert door.exit_code(PickyDoorLocked(name="sau")) == door.Exit.WRONG_USE
    assert door.exit_code(Refusal()) == door.Exit.REFUSED


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run(["--version"]) == 0
    assert capsys.readouterr().out == f"tonghop {__version__}\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in door.COMMANDS)


@pytest.mark.parametrize("words", [["nonsense"], ["--nonsense"], ["read"]])
def test_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run(words) == 2
    assert capsys.readouterr().err


HEAVY = ("docx", "lxml", "pypdfium2", "openpyxl", "python_calamine", "xlsxwriter", "markdown_it", "viparse")


def test_help_waits_for_no_heavy_module() -> None:
    """Counted in modules, not in seconds, so that a busy machine changes nothing."""
    script = (
        "import sys; from tonghop.cli.main import run; run(['--help']);"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8")

    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_it_runs_as_a_module_and_speaks_utf8_to_any_pipe() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tonghop", "--help"],
        capture_output=True,
        env={"PYTHONIOENCODING": "cp1252", "PATH": ""},
        check=True,
    )

    assert "Tổng hợp" in done.stdout.decode("utf-8")
