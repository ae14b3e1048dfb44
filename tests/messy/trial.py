"""One seed or many: generate, consolidate through the command, judge; many in two processes with progress."""

import contextlib
import hashlib
import io
import json
import multiprocessing
import sys
import time
import tomllib
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from .generator import BODIES, generate
from .judge import Judgement, judge_folder
from .officer import Officer, stands
from .switches import NOT_YET
from .truth import Truth

LONGEST_SECONDS = 120
MOST_BYTES = 4 * 1024**3
# Not "fork": typst's threads do not survive it, and a process split off after its first use hangs.
_PROCESSES = multiprocessing.get_context("forkserver" if sys.platform.startswith("linux") else "spawn")


def trial(
    seed: int,
    folder: Path,
    *,
    bodies: int = BODIES,
    switches: Mapping[str, float] | None = None,
    not_yet: Collection[str] = NOT_YET,
    twice: bool = False,
    answered: bool = False,
) -> Judgement:
    """Generate one inbox, consolidate it and judge.

    `twice` also demands the same bytes of a second run, `answered` that every question can be settled.
    """
    truth = generate(seed, folder, bodies=bodies, switches=switches)
    begun = time.perf_counter()
    code, said = consolidate(folder, truth, "out")
    seconds = time.perf_counter() - begun
    found = judge_folder(folder / "out", truth, code, not_yet)
    found.seconds = seconds
    if code not in (0, 1):
        found.faults.append(said[-2000:])
    if twice:
        consolidate(folder, truth, "again")
        if written(folder / "out") != written(folder / "again"):
            found.faults.append("two runs gave different bytes")
    if answered and code in (0, 1):
        _answer_all(folder, truth, found, not_yet)
    return found


MOST_ROUNDS = 5


def _answer_all(folder: Path, truth: Truth, found: Judgement, not_yet: Collection[str]) -> None:
    """Answer all questions, run again, answer what has only then come up, and judge what it comes to."""
    campaign = tomllib.loads((folder / "campaign.toml").read_text(encoding="utf-8"))
    officer = Officer(truth, {row["code"]: row["name"] for row in campaign["indicator"]})
    out, answers, code = "out", folder / "answers.toml", 0
    for number in range(1, MOST_ROUNDS + 1):
        if not officer.fill(folder / out, answers):
            break
        out = f"out-{number}"
        code, said = consolidate(folder, truth, out, "--answers", str(answers))
        if code not in (0, 1):
            found.faults.append(f"with answers: {said[-2000:]}")
            return
    record = json.loads((folder / out / "consolidated.json").read_text(encoding="utf-8"))
    for row in record["questions"]:
        again = "asked again" if row["id"] in officer.answered else "still asked"
        found.lacks.append(f"{again} after the answers: {row['message']} [{row['file']} {row['at']}]")
    if out == "out":
        return
    settled = {key: stands(truth, key, verdict, officer.declined) for key, verdict in truth.figures.items()}
    last = judge_folder(folder / out, truth, code, not_yet, settled=settled)
    found.faults += [f"answered: {line}" for line in last.faults]
    found.lacks += [f"answered: {line}" for line in last.lacks]


def consolidate(folder: Path, truth: Truth, out: str, *more: str) -> tuple[int, str]:
    """Run the command on a generated folder; return its exit code and what it said."""
    from tonghop.cli.main import run

    inbox = folder / "inbox.zip" if (folder / "inbox.zip").is_file() else folder / "inbox"
    words = ["consolidate", str(folder / "campaign.toml"), str(inbox), "--cycle", truth.cycle]
    words += ["-o", str(folder / out), "--date", truth.date, *more]
    if truth.previous:
        words += ["--previous", str(folder / truth.previous)]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(words)
    return code, said.getvalue()


def written(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def trials(
    seeds: Iterable[int],
    *,
    bodies: int = BODIES,
    switches: Mapping[str, float] | None = None,
    not_yet: Collection[str] = NOT_YET,
    processes: int = 2,
    answered: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Judgement]:
    """Try many seeds, every fiftieth one twice, each in a process of its own with bounded memory and time.

    A program that a file brings down is a fault of that seed and not the end of the run.
    """
    task = partial(
        _in_its_own_folder,
        bodies=bodies,
        switches=dict(switches or {}),
        not_yet=frozenset(not_yet),
        answered=answered,
    )
    found: list[Judgement] = []
    with ThreadPoolExecutor(processes) as pool:
        for one in pool.map(partial(_apart, task), seeds):
            found.append(one)
            progress(len(found))
    return found


def _apart(task: Callable[[int], Judgement], seed: int) -> Judgement:
    here, there = _PROCESSES.Pipe(duplex=False)
    worker = _PROCESSES.Process(target=_answer, args=(task, seed, there), daemon=True)
    worker.start()
    there.close()
    try:
        if here.poll(LONGEST_SECONDS):
            return here.recv()  # type: ignore[no-any-return]
        return Judgement(seed, faults=[f"not done after {LONGEST_SECONDS} s"])
    except EOFError:
        worker.join()
        return Judgement(seed, faults=[f"the program was brought down (exit code {worker.exitcode})"])
    finally:
        worker.kill()
        worker.join()


def _answer(task: Callable[[int], Judgement], seed: int, there: Connection) -> None:
    _bound_memory()
    there.send(task(seed))
    there.close()


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, most))


def _in_its_own_folder(
    seed: int, *, bodies: int, switches: Mapping[str, float], not_yet: Collection[str], answered: bool
) -> Judgement:
    with TemporaryDirectory(prefix=f"messy-{seed}-") as folder:
        desk = Path(folder) / "desk"
        try:
            return trial(
                seed,
                desk,
                bodies=bodies,
                switches=switches,
                not_yet=not_yet,
                twice=seed % 50 == 0,
                answered=answered,
            )
        except Exception:
            return Judgement(seed, faults=[traceback.format_exc(limit=-3)])
