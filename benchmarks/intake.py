"""Reading and checking returned workbooks against calamine alone, which reads every cell of the same files.

Half of the workbooks are filled forms, half other layouts, all made by the generator of messy inboxes
(tests/messy) in a temporary folder. Each run is a process of its own: held to one core for "one process", on
all cores for the second goal. `python -m benchmarks.intake --files 300` measures fewer.
"""

import argparse
import multiprocessing
import os
import shutil
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measurement import Measurement, describe, write

FILES = 3321
FEW_FILES = 500
GOAL, GOAL_BOTH_CORES = 4.0, 2.0
MEMORY_GOAL = 1.25
SIGN_FILES = 200
REPETITIONS = 3
SEED = 7

_SHAPES = {"form": 50.0, "workbook": 40.0, "ods": 5.0, "xls": 5.0}
_SUFFIXES = (".xlsx", ".ods", ".xls")
_PROCESSES = multiprocessing.get_context("spawn")


def measure(files: int = FILES, repetitions: int = REPETITIONS) -> Measurement:
    """Generate, then measure ours on one core, ours on all and the peer on one, in turns."""
    with TemporaryDirectory(prefix="tonghop-intake-") as folder:
        desk = Path(folder)
        truth = _generate(desk / "many", files, _only_workbooks())
        taken = _in_turns(desk / "many", repetitions)
        few = _few(desk, min(FEW_FILES, files))
        memory = {"files": [_count(few), files], "mb": [_apart(_ours, few, 1)["mb"], taken["ours"]["mb"]]}
        signed = _sign(desk / "sign")
    return _measurement(files, truth, taken, memory, signed)


def _measurement(
    files: int, truth: Any, taken: dict[str, Any], memory: dict[str, Any], signed: dict[str, Any]
) -> Measurement:
    ours, both, peer = (taken[name]["seconds"] for name in ("ours", "ours_all_cores", "peer"))
    growth = memory["mb"][1] / memory["mb"][0]
    return Measurement(
        name="intake",
        work=f"read and check {files} returned workbooks, half forms, half other layouts, in one process",
        ours=ours,
        peer=peer,
        peer_name=f"python-calamine {version('python-calamine')}, every cell, one process",
        unit="s",
        goal=GOAL,
        further={
            "both_cores": {
                "ours": both,
                "ratio": round(both / peer, 4),
                "goal": GOAL_BOTH_CORES,
                "met": both / peer <= GOAL_BOTH_CORES,
            },
            "memory": {
                **memory,
                "ratio": round(growth, 4),
                "goal": MEMORY_GOAL,
                "met": growth <= MEMORY_GOAL,
            },
            "certain_figures": _accepted(truth, taken["ours"]["record"]),
            "report_ready_to_sign": signed,
        },
    )


# ---- the runs


def _in_turns(desk: Path, repetitions: int) -> dict[str, Any]:
    tasks: dict[str, tuple[Callable[[Path], dict[str, Any]], int]] = {
        "ours": (_ours, 1),
        "peer": (_peer, 1),
        "ours_all_cores": (_ours, 0),
    }
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in tasks}
    for number in range(repetitions):
        for name, (task, cores) in tasks.items():
            runs[name].append(_apart(task, desk, cores))
            print(
                f"  run {number + 1}: {name} {runs[name][-1]['seconds']:.2f} s", file=sys.stderr, flush=True
            )
    return {
        name: {**told[-1], "seconds": median(run["seconds"] for run in told)} for name, told in runs.items()
    }


def _apart(task: Callable[[Path], dict[str, Any]], desk: Path, cores: int) -> dict[str, Any]:
    """Run in a fresh process, held to so many cores (0: all)."""
    here, there = _PROCESSES.Pipe(duplex=False)
    worker = _PROCESSES.Process(target=_run, args=(task, desk, cores, there))
    worker.start()
    there.close()
    told: dict[str, Any] = here.recv()
    worker.join()
    return told


def _run(task: Callable[[Path], dict[str, Any]], desk: Path, cores: int, there: Any) -> None:
    if cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    told = task(desk)
    there.send({**told, "mb": _peak_megabytes()})
    there.close()


def _peak_megabytes() -> float:
    try:
        import resource
    except ImportError:  # Windows does not say
        return 0.0
    own, children = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return round((own + children) / 1024, 1)


def _ours(desk: Path) -> dict[str, Any]:
    """Read the campaign and the inbox and consolidate, without writing the reports."""
    from datetime import date, datetime

    from tonghop.cli.consolidate import consolidate_inbox
    from tonghop.cli.outputs import Moment
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.domain.calendar.due_instants import ZONE
    from tonghop.domain.consolidation.record import record_of
    from tonghop.formats.workbooks.campaign_file import read_campaign

    moment = Moment(date(2023, 6, 6), datetime(2023, 6, 6, tzinfo=ZONE))
    begun = time.perf_counter()
    plan = read_campaign(desk / "campaign.toml")
    done = consolidate_inbox(plan, Cycle.parse("2023-H1"), desk / "inbox", moment, {})
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "record": record_of(done, made_at=moment.made_at)}


def _peer(desk: Path) -> dict[str, Any]:
    """Read every cell of every sheet of every workbook, and do nothing with it."""
    from python_calamine import CalamineWorkbook

    paths = _workbooks(desk)
    begun = time.perf_counter()
    cells = 0
    for path in paths:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            cells += sum(map(len, book.get_sheet_by_name(name).to_python()))
    return {"seconds": time.perf_counter() - begun, "cells": cells}


# ---- the inboxes


def _messy() -> Any:
    """The generator lies with the tests and is no part of the installed program."""
    folder = str(Path(__file__).resolve().parents[1] / "tests")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    import messy.generator
    import messy.judge
    import messy.switches
    import messy.trial

    return messy


def _only_workbooks() -> dict[str, float]:
    rows = _messy().switches.SWITCHES.values()
    off = {row.name: 0.0 for row in rows if row.group in ("shape", "bad", "inbox")}
    none = dict.fromkeys(("mail", "in-zip", "nested", "wrong-suffix", "other-cycle"), 0.0)
    apart = dict.fromkeys(("supersedes", "sent-twice", "two-unordered", "later-damaged"), 0.0)
    return {**off, **none, **apart, **_SHAPES, "received-csv": 1.0}


def _generate(desk: Path, files: int, switches: dict[str, float]) -> Any:
    print(f"  generating {files} workbooks ...", file=sys.stderr, flush=True)
    truth = _messy().generator.generate(SEED, desk, bodies=files, switches=switches)
    assert len(_workbooks(desk)) == files, f"{len(_workbooks(desk))} workbooks instead of {files}"
    return truth


def _workbooks(desk: Path) -> list[Path]:
    return sorted(path for path in (desk / "inbox").iterdir() if path.suffix in _SUFFIXES)


def _few(desk: Path, files: int) -> Path:
    """The same campaign with the first files only."""
    few = desk / "few"
    (few / "inbox").mkdir(parents=True)
    shutil.copyfile(desk / "many" / "campaign.toml", few / "campaign.toml")
    for path in _workbooks(desk / "many")[:files]:
        shutil.copyfile(path, few / "inbox" / path.name)
    return few


def _count(desk: Path) -> int:
    return len(_workbooks(desk))


def _accepted(truth: Any, record: dict[str, Any]) -> dict[str, int]:
    """How many of the certain figures were accepted: speed alone is worth nothing."""
    found = _messy().judge.judge(record, truth, 1)
    got, of = found.share("")
    return {"accepted": got, "of": of, "faults": len(found.faults), "questions": found.questions}


def _sign(desk: Path) -> dict[str, Any]:
    """From two hundred files to the report and all that goes with it, by the command, mess and all."""
    messy = _messy()
    switches = dict.fromkeys((*messy.switches.ENDS_THE_PROGRAM, "oversized", "inbox-zip"), 0.0)
    truth = messy.generator.generate(SEED, desk, bodies=SIGN_FILES, switches={**switches, "silent": 0.0})
    begun = time.perf_counter()
    code, said = messy.trial.consolidate(desk, truth, "out")
    seconds = time.perf_counter() - begun
    assert code in (0, 1), said[-1000:]
    found = messy.judge.judge_folder(desk / "out", truth, code)
    return {"files": len(truth.files), "seconds": round(seconds, 2), "questions": found.questions}


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.intake", description=__doc__)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--repetitions", type=int, default=REPETITIONS)
    options = parser.parse_args(words)
    measurement = measure(options.files, options.repetitions)
    print(f"{describe(measurement)}\n  written to {write(measurement)}")
    for name, told in measurement.further.items():
        print(f"  {name}: {told}")
    return 0 if measurement.met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
