"""The generator repeats itself and covers every mess; the judge sees what is wrong; a few seeds hold."""

import json
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl.utils import column_index_from_string
from python_calamine import CalamineWorkbook

from .bad_files import BAD
from .campaigns import POOL, amount
from .generator import generate
from .grids import Formula, Grid, cp1258, ods, xls, xlsx
from .judge import SHARE, Judgement, added, judge, told
from .officer import Officer
from .switches import BAD_KINDS, ENDS_THE_PROGRAM, NOT_YET, SWITCHES, expected, odds, only
from .trial import consolidate, trial, trials, written
from .truth import ABSENT, ASK, CERTAIN, OPEN, Truth, Verdict, read_truth
from .writings import in_words, write_figure

SEEDS = range(1, 13)
SAFE = dict.fromkeys(ENDS_THE_PROGRAM, 0.0)
PLAIN = only({"form", "received-csv", "form-nil-mark", "form-estimate", "doubt", "blank"})
JUDGED = pytest.mark.xdist_group("judged")
"""Judging takes a minute: whoever shares it runs where it was made."""


@pytest.fixture(scope="module")
def judged() -> list[Judgement]:
    few = [*SEEDS][:5]  # answering all takes two or three runs more of each
    return [
        *trials(few, switches=SAFE, answered=True),
        *trials([seed for seed in SEEDS if seed not in few], switches=SAFE),
    ]


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Truth, dict[str, Any], int]:
    """A plain inbox: its truth, what the program wrote, and the exit code."""
    truth = generate(7, tmp_path / "desk", switches=PLAIN)
    code, _ = consolidate(tmp_path / "desk", truth, "out")
    record = json.loads((tmp_path / "desk" / "out" / "consolidated.json").read_text(encoding="utf-8"))
    return truth, record, code


# ---- the program, on whatever is in the inbox


@JUDGED
def test_no_wrong_value_is_accepted_nothing_is_lost_and_all_adds_up(judged: list[Judgement]) -> None:
    assert added(judged).faults == []


@JUDGED
def test_certain_figures_are_accepted(judged: list[Judgement]) -> None:
    got, of = added(judged).share()

    assert of > 200
    assert got >= SHARE * of, told(added(judged), len(judged))


@JUDGED
def test_what_is_ambiguous_is_asked_and_what_befell_a_file_is_said(judged: list[Judgement]) -> None:
    allowed = int(0.03 * added(judged).share()[1])
    certain = [line for line in added(judged).lacks if "not accepted" in line]

    assert [line for line in added(judged).lacks if line not in certain] == []
    assert len(certain) <= allowed


# ---- the generator


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        generate(3, tmp_path / name, switches=SAFE)

    assert written(tmp_path / "a") == written(tmp_path / "b")


def test_the_truth_survives_its_file(tmp_path: Path) -> None:
    truth = generate(5, tmp_path / "desk", switches=SAFE)

    assert read_truth(tmp_path / "desk" / "truth.json").as_json() == truth.as_json()


def test_every_switch_says_what_it_is_and_lists_name_only_switches() -> None:
    assert set(NOT_YET) <= set(SWITCHES)
    assert set(ENDS_THE_PROGRAM) <= set(BAD_KINDS)
    assert set(BAD_KINDS) == set(BAD)
    assert all(row.what for row in SWITCHES.values())


def test_every_mess_of_files_turns_up(tmp_path: Path) -> None:
    """Rare messes made frequent: each leaves its name in the truth of one of a few large inboxes."""
    often = {name: 0.3 for name, row in SWITCHES.items() if row.group not in ("shape", "bad", "figure")}
    often |= {name: 1.0 for name, row in SWITCHES.items() if row.group == "inbox"}
    often |= {"form": 90.0, "csv": 25.0, "xls": 15.0, "ods": 15.0, "pdf": 15.0, "word": 20.0, "zip-bomb": 0.0}
    often |= {"alike-unclear": 1.0, "bad-strangers": 0.3, "prose": 0.9, "table": 0.9, "inbox-zip": 0.0}
    wanted = {name for name, row in SWITCHES.items() if row.group not in ("figure", "bad")} - {"inbox-zip"}
    for seed in range(15):
        truth = generate(seed, tmp_path / "desk", bodies=40, switches=often)
        files = (*truth.files, *truth.figures.values())
        wanted -= {*truth.switches, *(switch for row in files for switch in row.switches)}
        if not wanted:
            break

    assert wanted == set()


@pytest.mark.parametrize("switch", [name for name, row in SWITCHES.items() if row.group == "figure"])
def test_every_way_of_writing_turns_up(switch: str) -> None:
    chances, chance = odds(only({switch}) | {switch: 1.0}), Random(1)
    written = [write_figure(chance, chances, row, amount(chance, row)) for row in POOL for _ in range(9)]

    hit = [one for one in written if switch in one.verdict.switches]
    assert hit
    assert all(one.verdict.kind in (CERTAIN, ASK, OPEN, ABSENT) for one in hit)


def test_an_unknown_switch_is_refused() -> None:
    with pytest.raises(KeyError, match="no-such"):
        odds({"no-such": 1.0})


@pytest.mark.parametrize(
    "shape", ["workbook", "ods", "xls", "csv", "word", "pdf", "scan", "form", "bad-file"]
)
def test_each_shape_can_be_asked_for_alone(shape: str, tmp_path: Path) -> None:
    truth = generate(2, tmp_path / "desk", bodies=4, switches=only({shape, "title-rows", "damaged"}))

    assert {row.switches[0] for row in truth.files} == {shape}
    assert len(truth.files) == 4


@pytest.mark.parametrize("shape", ["workbook", "ods", "xls"])
def test_the_cell_that_the_truth_names_holds_the_figure(shape: str, tmp_path: Path) -> None:
    """Read with an independent reader: where the figure is certain, its cell holds just that number."""
    switches = {**only({"bodies-table"}), **{n: r.chance for n, r in SWITCHES.items() if r.group == "layout"}}
    truth = generate(11, tmp_path / "desk", bodies=30, switches={**switches, shape: 1.0, "thousands": 0.2})
    paths = {path.name: path for path in (tmp_path / "desk" / "inbox").rglob("*.*")}
    checked = 0
    for verdict in truth.figures.values():
        if verdict.kind == CERTAIN and verdict.at:
            sheet, _, cell = verdict.at.rpartition("!")
            held = load_sheet(str(paths[verdict.file]), sheet)[
                int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1
            ]
            column = column_index_from_string(cell.rstrip("0123456789")) - 1
            told = held[column]
            number = Decimal(str(told).replace(".", "").replace(",", ".")) if isinstance(told, str) else told
            assert Decimal(str(number)) == Decimal(verdict.value or "NaN"), (verdict, told)
            checked += 1

    assert checked > 60


@cache
def load_sheet(path: str, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)


@pytest.mark.parametrize("kind", BAD)
def test_each_bad_file_can_be_asked_for_alone(kind: str, tmp_path: Path) -> None:
    truth = generate(2, tmp_path / "desk", bodies=2, switches=only({"bad-file"}) | {kind: 1.0})

    assert [(row.fate, kind in row.switches) for row in truth.files] == [("refused", True)] * 2


@pytest.mark.parametrize("write", [xlsx, ods, xls])
def test_a_grid_is_read_back_by_an_independent_reader(write: Any) -> None:
    grid = Grid("Bảng", [["Ủy ban", 1, 2.5], [None, Formula("=1+2", 3), "ắ"]], hidden_rows={1})
    old = Grid("cũ", [["x"]], hidden=True)

    book = CalamineWorkbook.from_filelike(BytesIO(write([grid, old])))

    assert book.get_sheet_by_index(0).to_python() == [["Ủy ban", 1, 2.5], ["", 3, "ắ"]]
    assert [str(sheet.visible).rpartition(".")[2] for sheet in book.sheets_metadata] == ["Visible", "Hidden"]


def test_cp1258_keeps_vietnamese() -> None:
    import unicodedata

    text = "Ủy ban nhân dân xã Tân Lập, đường ắ ộ"

    assert unicodedata.normalize("NFC", cp1258(text).decode("cp1258")) == text


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (7, "bảy"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (101, "một trăm linh một"),
        (1005, "một nghìn không trăm linh năm"),
        (4310, "bốn nghìn ba trăm mười"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


# ---- the judge sees each kind of fault


def test_a_plain_inbox_has_no_fault(desk: tuple[Truth, dict[str, Any], int]) -> None:
    truth, record, code = desk
    found = judge(record, truth, code)

    assert (found.faults, found.lacks) == ([], [])
    assert found.outcomes["", CERTAIN, "accepted"] > 50
    assert found.outcomes["", ASK, "asked"] == sum(v.kind == ASK for v in truth.figures.values()) > 0


def test_a_changed_value_is_a_fault(desk: tuple[Truth, dict[str, Any], int]) -> None:
    truth, record, code = desk
    source = next(s for row in record["totals"] for s in row["sources"] if s["state"] == "figure")
    source["value"] = str(Decimal(source["value"]) + 1)

    faults = judge(record, truth, code).faults

    assert any(line.startswith("wrong: ") for line in faults)
    assert any("add up" in line or "distinct" in line for line in faults)


def test_nil_for_zero_is_a_fault(desk: tuple[Truth, dict[str, Any], int]) -> None:
    truth, record, code = desk
    source = next(s for row in record["totals"] for s in row["sources"] if s["state"] == "nil")
    source |= {"state": "figure", "value": "0"}

    assert any(line.startswith("wrong: ") for line in judge(record, truth, code).faults)


def test_a_trace_to_another_file_is_a_fault(desk: tuple[Truth, dict[str, Any], int]) -> None:
    truth, record, code = desk
    sources = record["totals"][0]["sources"]
    sources[0]["sha256"] = sources[1]["sha256"]

    assert any(line.startswith("wrong source: ") for line in judge(record, truth, code).faults)


def test_an_ambiguous_figure_that_enters_is_a_fault_and_one_not_asked_a_lack(
    desk: tuple[Truth, dict[str, Any], int],
) -> None:
    truth, record, code = desk
    (body, indicator), verdict = next((key, v) for key, v in truth.figures.items() if v.kind == ASK)
    silent, taken = deepcopy(record), deepcopy(record)
    silent["questions"] = []
    total = next(row for row in taken["totals"] if row["indicator"] == indicator)
    total["sources"].append({**total["sources"][0], "body": body, "file": verdict.file})

    assert any(line.startswith("not asked: ") for line in judge(silent, truth, code).lacks)
    assert any(f"wrong: {body} {indicator}" in line for line in judge(taken, truth, code).faults)


def test_a_refused_file_is_no_question_about_its_figures(desk: tuple[Truth, dict[str, Any], int]) -> None:
    truth, record, code = desk
    verdict = next(v for v in truth.figures.values() if v.kind == ASK)
    record["questions"] = [row for row in record["questions"] if row["file"] != verdict.file]
    record["refused"] = [{"file": verdict.file, "code": "damaged", "message": ""}]

    assert any(line.startswith("not asked: ") for line in judge(record, truth, code).lacks)


def test_a_changed_estimate_is_a_fault(tmp_path: Path) -> None:
    truth = generate(7, tmp_path / "desk", switches=PLAIN | {"form-estimate": 1.0})
    code, _ = consolidate(tmp_path / "desk", truth, "out")
    record = json.loads((tmp_path / "desk" / "out" / "consolidated.json").read_text(encoding="utf-8"))
    row = next(row for row in record["totals"] if row["estimated"] not in (None, "0"))

    assert judge(record, truth, code).faults == []
    row["estimated"] = str(Decimal(row["estimated"]) + 1)

    assert any(line.startswith("estimated part of ") for line in judge(record, truth, code).faults)


def test_the_officer_settles_what_is_asked_and_the_judge_sees_what_is_not(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    found = trial(7, desk, switches=PLAIN, answered=True)
    truth = read_truth(desk / "truth.json")
    record = json.loads((desk / "out-1" / "consolidated.json").read_text(encoding="utf-8"))
    settled = {key: verdict.final for key, verdict in truth.figures.items()}
    key = next(key for key, verdict in truth.figures.items() if verdict.kind == ASK)
    total = next(row for row in record["totals"] if row["indicator"] == key[1])
    source = next(row for row in total["sources"] if row["body"] == key[0])

    def judged(**changed: object) -> Judgement:
        other = deepcopy(record)
        row = next(row for row in other["totals"] if row["indicator"] == key[1])
        row["sources"] = [{**one, **changed} if one == source else one for one in row["sources"]]
        row["sources"] = [one for one in row["sources"] if one["state"] != "gone"]
        return judge(other, truth, int(bool(other["findings"])), settled=settled)

    assert (found.faults, found.lacks) == ([], [])
    assert source["by"] == "answer"
    assert any("wrong after the answers" in line for line in judged(value="1234567").faults)
    assert any("said by the wrong one" in line for line in judged(by="read").faults)
    assert any("answered and not accepted" in line for line in judged(state="gone").lacks)


def test_who_is_asked_again_after_an_answer_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Officer, "_figure", lambda self, asked: "không rõ")

    found = trial(7, tmp_path / "desk", switches=PLAIN, answered=True)

    assert any(line.startswith("asked again after the answers: ") for line in found.lacks)


def test_a_file_without_a_word_is_a_fault(desk: tuple[Truth, dict[str, Any], int]) -> None:
    truth, record, code = desk
    truth.files.append(replace(truth.files[0], name="Báo cáo bị quên.docx"))

    assert any("lost without a word: Báo cáo bị quên" in line for line in judge(record, truth, code).faults)


def test_a_file_that_counts_and_is_called_superseded_is_a_fault(
    desk: tuple[Truth, dict[str, Any], int],
) -> None:
    truth, record, code = desk
    name = truth.files[0].name
    record["findings"].append({"kind": "superseded", "body": "b", "file": name, "at": "", "message": ""})

    assert any(f"set aside as superseded: {name}" in line for line in judge(record, truth, code).faults)


def test_a_wrong_exit_code_and_a_wrong_count_are_faults(desk: tuple[Truth, dict[str, Any], int]) -> None:
    truth, record, code = desk
    record["coverage"]["due"] += 1

    faults = judge(record, truth, 1 - code).faults

    assert any("exit code" in line for line in faults)
    assert any("coverage does not add up" in line for line in faults)


def test_an_inexact_figure_has_to_be_marked() -> None:
    about = Verdict("open", "figure", "1200", inexact=True, file="a.xlsx")
    truth = Truth(1, "2023-H1", "2023-06-06", {"s": "flow"}, {("b", "s"): about}, {"b": ("on_time",)})
    source = {
        "body": "b",
        "value": "1200",
        "state": "figure",
        "file": "a.xlsx",
        "sha256": "",
        "at": "",
        "by": "read",
    }
    counts = {"reported_by": 1, "nil": 0, "missing": 0, "excused": 0}
    coverage = {"due": 1, "on_time": 1, "late": 0, "unknown_time": 0, "missing": 0, "excused": 0}
    bodies: dict[str, list[str]] = {"missing": [], "late": [], "excused": []}

    def record(inexact: bool) -> dict[str, Any]:
        row = {"indicator": "s", "value": "1200", "inexact": inexact, "sources": [source], **counts}
        row["estimated"] = None
        lists: dict[str, list[Any]] = {"questions": [], "refused": [], "findings": []}
        return {"totals": [row], "coverage": {**coverage, "bodies": bodies}, **lists}

    assert any(line.startswith("wrong: ") for line in judge(record(False), truth, 0).faults)
    assert not any(line.startswith("wrong: ") for line in judge(record(True), truth, 0).faults)


def test_what_is_not_yet_expected_is_no_lack() -> None:
    assert expected(("form", "doubt"), {"pdf"})
    assert not expected(("form", "pdf"), {"pdf"})
