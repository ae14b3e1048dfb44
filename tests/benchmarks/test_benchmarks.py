"""Benchmarks: what they write, what they generate, and the command that runs them."""

import json
from pathlib import Path

import pytest
from benchmarks.__main__ import REGISTRY, main
from benchmarks.measurement import Measurement, as_json, medians, write
from benchmarks.reading import HOSTILE, directive_text, document_of, opinion_text

from benchmarks import portal

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


def test_what_cannot_be_measured_here_says_so_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written: list[object] = []
    monkeypatch.setattr(portal, "which", lambda program: None)
    monkeypatch.setattr("benchmarks.__main__.write", written.append)

    assert main(["portal"]) == 1
    assert "wrk is not installed" in capsys.readouterr().err
    assert written == []


WRK = "Running 4s test\n  1 threads and 8 connections\n{more}Requests/sec:   1234.56\nTransfer/sec: 1MB\n"


def test_wrk_s_rate_counts_only_where_every_answer_was_good() -> None:
    assert portal.rate_of(WRK.format(more="")) == 1234.56
    assert (
        portal.rate_of(WRK.format(more="Socket errors: connect 0, read 9, write 0, timeout 0\n")) == 1234.56
    )
    for more in ("  Non-2xx or 3xx responses: 3\n", "Socket errors: connect 0, read 0, write 0, timeout 2\n"):
        with pytest.raises(AssertionError):
            portal.rate_of(WRK.format(more=more))


def test_the_bare_page_says_what_ours_says_in_its_main_part() -> None:
    html = "<h1>T</h1>no<main><h1>T</h1><p>a <b>b</b></p><ul><li>c</li></ul></main><p>no</p>"

    assert portal._texts(html) == ["T", "a b", "c"]
