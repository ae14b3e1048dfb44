"""How well real directives are read, against annotations made by reading; skipped where they are not at hand.

The goals are those of the project's first issue. Two independent careful readers agreed on four texts at
1.00 (citations), 1.00 (dates), 0.99 (obligations), 0.95 (actors), 0.70 (deadlines), 0.82 (reporting) and
1.00 (receivers).
"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tonghop.domain.directives.reading import read
from tonghop.formats.intake import open_document
from tonghop.formats.reading_json import reading_to_json

GOALS = {
    "citations": 0.98,
    "dates": 0.95,
    "obligations": 0.90,
    "actors": 0.86,
    "deadlines": 0.75,
    "reporting": 0.75,
    "receivers": 0.85,
    "spans": 1.0,
}


def test_the_annotated_directives_are_read_as_well_as_the_goals_ask(
    reading: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    score = scorer(reading)
    tally = score.Tally()
    for file in sorted((reading / "gold").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        score.compare(gold, printed(reading / "texts" / gold["text"]), tally)

    reached = {
        w: round(tally.f1(w), 3) for w in ("citations", "obligations", "actors", "deadlines", "reporting")
    }
    reached |= {w: round(tally.share(w), 3) for w in ("dates", "receivers", "spans")}

    with capsys.disabled():
        print("\nreading quality:", "  ".join(f"{name} {reached[name]:.3f}" for name in GOALS))
    assert {name: value for name, value in reached.items() if value < GOALS[name]} == {}


def test_every_further_real_document_reads_and_every_span_cuts_back(reading: Path) -> None:
    files = sorted((reading / "more").glob("*.txt"))

    for file in files:
        result = read(open_document(file.read_bytes(), name=file.name))

        assert result.text, file.name
        spans = [o.span for o in result.obligations] + [d.span for d in result.reporting]
        quotes = [o.quote for o in result.obligations] + [d.quote for d in result.reporting]
        assert [span.cut(result.text) for span in spans] == quotes, file.name
        for obligation in result.obligations:
            assert all(" ".join(d.span.cut(result.text).split()) for d in obligation.deadlines), file.name
            assert all(s.span.start >= obligation.span.start for s in obligation.rights_sensitive), file.name


def printed(path: Path) -> dict[str, Any]:
    return reading_to_json(read(open_document(path.read_bytes(), name=path.name)))


def scorer(reading: Path) -> ModuleType:
    """Load the scorer that lies beside the texts; it is no part of this project."""
    spec = importlib.util.spec_from_file_location("score", reading / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
