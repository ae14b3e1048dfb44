"""Gained and lost between two commits: on readings, and on a small repository with a program of its own."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from benchmarks.reading_changes import Change, changes, main

from benchmarks import reading_changes

PROGRAM = "import json, sys\nprint(json.dumps({reading}))\n"


def reading(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    return {"obligations": [], "citations": [], "reporting": [], **lists}


def obligation(quote: str, actor: str = "Sở Mẫu", **deadline: object) -> dict[str, Any]:
    deadlines = [{"text": "trước 01/02", "relation": "before", **deadline}] if deadline else []
    return {"quote": quote, "actors": [actor], "deadlines": deadlines}


def test_equal_readings_have_no_changes() -> None:
    one = reading(obligations=[obligation("Báo cáo.")], citations=[{"symbol": "1/KH-UBND", "date": None}])

    assert changes(one, one) == []


def test_each_list_shows_what_was_gained_and_lost() -> None:
    duty = {"frequency": "annual", "due": "10-30", "recipient": "UBND", "via": "Sở Mẫu", "quote": "báo cáo"}
    before = reading(obligations=[obligation("A", iso="2024-02-01")], reporting=[duty])
    after = reading(
        obligations=[obligation("A", "Sở Khác")], citations=[{"symbol": "1/KH", "date": "2024-01-01"}]
    )

    assert changes(before, after) == [
        Change("lost", "obligation", "A ← Sở Mẫu"),
        Change("gained", "obligation", "A ← Sở Khác"),
        Change("lost", "deadline", "trước 01/02 = before iso 2024-02-01"),
        Change("gained", "citation", "1/KH 2024-01-01"),
        Change("lost", "reporting", "annual 10-30 to UBND via Sở Mẫu: báo cáo"),
    ]


def test_long_quotes_are_cut_to_a_hundred_characters() -> None:
    (gained,) = changes(reading(), reading(obligations=[obligation("chữ " * 100)]))

    assert len(gained.row.split(" ← ")[0]) == 100


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of two commits whose programs read differently, and one text."""
    root = tmp_path / "project"
    (root / "src/tonghop").mkdir(parents=True)
    (tmp_path / "reading/texts").mkdir(parents=True)
    (tmp_path / "reading/texts/mau.txt").write_text("Sở Mẫu báo cáo.", encoding="utf-8")
    (root / "src/tonghop/__init__.py").write_text("", encoding="utf-8")
    _git(root, "init", "--quiet", "--initial-branch=main")
    for found in (reading(), reading(obligations=[obligation("Sở Mẫu báo cáo.")])):
        program = PROGRAM.format(reading=json.dumps(found))
        (root / "src/tonghop/__main__.py").write_text(program, encoding="utf-8")
        _git(root, "add", ".")
        _git(root, "commit", "--quiet", "--message", "change")
    return root


def test_two_commits_are_compared_and_nothing_is_left_behind(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["HEAD~1"], root=repository, reading=repository.parent / "reading") == 0

    shown = capsys.readouterr().out
    assert "texts/mau.txt\n  gained obligation Sở Mẫu báo cáo. ← Sở Mẫu" in shown
    assert "obligation  gained    1   lost    0" in shown
    assert _worktrees(repository) == 1


def test_a_commit_that_cannot_read_is_named(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "src/tonghop/__main__.py").write_text("raise SystemExit(4)", encoding="utf-8")
    _git(repository, "commit", "--quiet", "--all", "--message", "broken")

    assert main(["HEAD~1"], root=repository, reading=repository.parent / "reading") == 1
    assert "head could not read this text" in capsys.readouterr().out


def test_an_interruption_leaves_nothing_behind(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading_changes, "_show", interrupt)

    assert main(["HEAD~1"], root=repository, reading=repository.parent / "reading") == 130
    assert _worktrees(repository) == 1


def test_an_unknown_commit_is_wrong_use(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-commit"], root=repository, reading=repository.parent / "reading") == 2
    assert "no-such-commit" in capsys.readouterr().err
    assert _worktrees(repository) == 1


def test_missing_texts_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["HEAD"], root=tmp_path, reading=tmp_path) == 2
    assert "TONGHOP_READING" in capsys.readouterr().err


def _git(root: Path, *words: str) -> str:
    author = {"GIT_AUTHOR_NAME": "Mẫu", "GIT_AUTHOR_EMAIL": "mau@example.org"}
    committer = {"GIT_COMMITTER_NAME": "Mẫu", "GIT_COMMITTER_EMAIL": "mau@example.org"}
    done = subprocess.run(
        ["git", "-C", str(root), *words],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **author, **committer},
    )
    return done.stdout


def _worktrees(root: Path) -> int:
    return len(_git(root, "worktree", "list").splitlines())
