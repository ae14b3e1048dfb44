"""Benchmarks: what they write, what they generate, and the command that runs them."""

import json
from pathlib import Path

import pytest
from benchmarks.__main__ import REGISTRY, main
from benchmarks.measurement import Measurement, as_json, medians, write
from benchmarks.reading import HOSTILE, directive_text, document_of, opinion_text

CONTRACT = {"name", "work", "ours", "peer", "peer_name", "unit", "ratio", "goal", "met", "machine"}


def measurement(ours: float) -> Measurement:
    return Measurement("mau", "việc mẫu", ours, 2.0, "peer 1.0", "s", 0.5, {"more": [1]})


@pytest.mark.parametrize(("ours", "met"), [(0.9, True), (1.0, True), (1.1, False)])
def test_a_ratio_at_or_under_the_goal_is_met(ours: float, met: bool) -> None:
    assert measurement(ours).met is met


def test_the_file_has_the_contract_s_keys_and_no_machine_name(tmp_path: Path) -> None:
    path = write(measurement(1.0), tmp_path)

    written = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == "mau.json"
    assert written.keys() == CONTRACT | {"more"}
    assert written["machine"].keys() == {"cores", "python"}
    assert written == json.loads(json.dumps(as_json(measurement(1.0))))


def test_tasks_run_in_turns_after_one_to_warm_up() -> None:
    order: list[str] = []

    medians({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, repetitions=2)

    assert order == ["a", "b"] * 3


def test_the_opinion_has_the_density_it_claims_and_is_the_same_each_time() -> None:
    text = opinion_text()

    assert text == opinion_text()
    assert abs(len(text) - 85_000) < 1_000
    assert text.count(" v. ") == 170


def test_the_directive_has_its_size_and_its_paragraphs_cover_it() -> None:
    text = directive_text(0.1)
    document = document_of(text)

    assert abs(len(text.encode()) - 100_000) < 3_000
    assert " ".join(b.span.cut(text) for b in document.blocks).split() == text.split()


def test_hostile_units_are_many_and_differ() -> None:
    assert len(set(HOSTILE.values())) == len(HOSTILE) >= 10


def test_an_unknown_name_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such"]) == 2
    told = capsys.readouterr().err
    assert all(name in told for name in REGISTRY)
