"""What needs no database touches none: no Django, no driver, no server, in a program of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.office import PROJECT
from cli.places_desk import lay_desk, sessions, words

RUN_AND_TELL = """
import json, sys
from tonghop.cli.main import run
code = run(json.loads(sys.argv[1]))
roots = {name.partition(".")[0] for name in sys.modules} & {"django", "psycopg", "psutil", "fasteners"}
ours = {name for name in sys.modules if name.startswith(("tonghop.config", "tonghop.apps"))}
print(json.dumps([code, sorted(roots | ours)]))
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return lay_desk(tmp_path)


def told(desk: Path, structure: str, *more: str) -> tuple[int, list[str], str]:
    """Consolidate where no database is; return the exit code, what of one was imported, and what was said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TONGHOP_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN_AND_TELL, json.dumps([*words(desk, structure), *more])],
        env=environment | {"PYTHONPATH": str(PROJECT / "src"), "TONGHOP_DATA": str(desk / "data")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    code, imported = json.loads(done.stdout.splitlines()[-1])
    return code, imported, done.stdout


def test_consolidation_as_reported_imports_nothing_of_a_database(desk: Path) -> None:
    code, imported, _ = told(desk, "as-reported")

    assert (code, imported) == (0, [])
    assert sessions(desk)[1]["value"] == "31"
    assert not (desk / "data").exists()


def test_structure_without_a_database_starts_nothing_and_asks_the_packaged_register(desk: Path) -> None:
    code, imported, out = told(desk, "succession")

    assert code == 1  # one body stands nowhere
    assert "django" not in imported
    assert "kèm chương trình" in out
    assert sessions(desk)[0]["register"]["from"] == "packaged"
    assert not (desk / "data").exists()
