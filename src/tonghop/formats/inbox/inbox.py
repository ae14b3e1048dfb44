"""The front of this room: all files of an inbox, read by worker processes, in the order of their names.

Each worker reads one file at a time. A file that takes longer than its limit, or that brings its worker down,
is refused and the worker is started anew; the other files of the same zip or mail are read all the same. What
comes back does not depend on the number of workers.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.formats.inbox.arrivals import NO_ARRIVALS, Arrivals, read_arrivals
from tonghop.formats.inbox.file_names import RECEIVED
from tonghop.formats.inbox.folders import InboxFile
from tonghop.formats.inbox.reading_plan import ReadingPlan
from tonghop.formats.inbox.refusals import Refused, refused
from tonghop.formats.inbox.return_json import Result, loaded
from tonghop.formats.inbox.worker import BEGUN, BUG, DONE, END, request

SECONDS_A_FILE = 60.0
WORKER = (sys.executable, "-m", "tonghop.formats.inbox.worker")
_FEW = 24
"""So few files are read sooner by one worker than a second one has started."""

_MOST_AT_ONCE = 16
_PIPE = 3000
"""Bytes that a pipe holds on every system before its writer has to wait; Windows holds least, 4,096."""

_WATCHED_EVERY = 0.2
_MOST_FALLS = 50


@dataclass(frozen=True, slots=True)
class ReadInbox:
    """All that an inbox holds."""

    returns: tuple[Return, ...]
    refused: tuple[RefusedFile, ...]


def reports_of(files: Sequence[InboxFile]) -> tuple[InboxFile, ...]:
    """Return the files that are somebody's report: received.csv is the inbox's own list."""
    return tuple(file for file in files if not _is_list(file))


def arrivals_of(files: Sequence[InboxFile]) -> Arrivals:
    """Read the received.csv of an inbox, the topmost where there are several."""
    listed = min(filter(_is_list, files), key=lambda f: (f.name.count("/"), f.name), default=None)
    if listed is None:
        return NO_ARRIVALS
    try:
        return read_arrivals(listed.name, listed.read(), (file.name for file in reports_of(files)))
    except Refused as told:
        return Arrivals({}, (refused(listed.name, told.code, told.message),))


def read_inbox(
    files: Sequence[InboxFile],
    arrivals: Arrivals,
    plan: ReadingPlan,
    *,
    trust_file_times: bool = False,
    jobs: int = 0,
    cache: Path | None = None,
    seconds: float = SECONDS_A_FILE,
    worker: Sequence[str] = WORKER,
    done: Callable[[], None] = lambda: None,
) -> ReadInbox:
    """Read all files.

    Shape: `jobs` workers, 0 for as many as there are processors; `cache` is the folder of what was read
    before; `seconds` is the limit for one file, `worker` the command that starts a worker; `done` is called
    after each file.
    """
    results: dict[InboxFile, tuple[Result, ...]] = {}
    desk = _Desk(plan, cache, seconds, worker)
    count = jobs or (1 if len(files) < _FEW else _processors())
    with contextlib.closing(desk), ThreadPoolExecutor(count) as pool:
        try:
            for file, read in _in_any_order(pool, desk, _batches(files, count), 3 * count):
                results[file] = tuple(_arrived(row, file, arrivals, trust_file_times) for row in read)
                done()
        except BaseException:  # Ctrl-C: end the workers, or the pool would wait for them
            desk.close()
            pool.shutdown(cancel_futures=True)
            raise
    rows = [row for file in files for row in results[file]]
    return ReadInbox(
        tuple(row for row in rows if isinstance(row, Return)),
        tuple(row for row in rows if isinstance(row, RefusedFile)),
    )


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(files: Sequence[InboxFile], workers: int) -> Iterator[Sequence[InboxFile]]:
    """Yield files by the handful: few enough that all workers end together, and that the requests behind the
    first lie in the pipe while the worker, which does not take them yet, writes its first answer.
    """
    most = min(_MOST_AT_ONCE, max(1, len(files) // (8 * workers)))
    batch: list[InboxFile] = []
    room = _PIPE
    for file in files:
        room -= len(request(file)) + 1
        if len(batch) == most or (batch and room < 0):
            yield tuple(batch)
            batch, room = [], _PIPE
        batch.append(file)
    if batch:
        yield tuple(batch)


def _in_any_order(
    pool: ThreadPoolExecutor, desk: "_Desk", batches: Iterator[Sequence[InboxFile]], ahead: int
) -> Iterator[tuple[InboxFile, tuple[Result, ...]]]:
    """Yield files as they are read, with no more of them under way than the workers need."""
    running: set[Future[list[tuple[InboxFile, tuple[Result, ...]]]]] = set()
    while True:
        for batch in batches:
            running.add(pool.submit(desk.read, batch))
            if len(running) >= ahead:
                break
        if not running:
            return
        finished, running = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            yield from future.result()


def _arrived(row: Result, file: InboxFile, arrivals: Arrivals, trust_file_times: bool) -> Result:
    """Say when a return came: what somebody listed, else its mail, else the file's own time where that is
    trusted.
    """
    if not isinstance(row, Return):
        return row
    told = arrivals.of(row.file) or row.arrived_at or (file.changed_at if trust_file_times else None)
    return replace(row, arrived_at=told) if told else row


def _is_list(file: InboxFile) -> bool:
    return PurePosixPath(file.name).name.lower() == RECEIVED


# ---- workers


@dataclass(slots=True)
class _Worker:
    """A running process. `due_at` is when it will be ended, None while it reads nothing; `asked` counts the
    files that it has not answered.
    """

    process: subprocess.Popen[bytes]
    asked: int = 0
    due_at: float | None = None
    was_ended: bool = False

    def end(self) -> None:
        self.was_ended = True
        self.process.kill()


class _Desk:
    """The workers of one run, one for each thread, and the watch that ends those which take too long."""

    def __init__(self, plan: ReadingPlan, cache: Path | None, seconds: float, command: Sequence[str]) -> None:
        self._command = tuple(command)
        kept = {"key": plan.key, "cache": os.fspath(cache)} if cache else {"key": "", "cache": ""}
        told = {"plan": plan.to_json(), **kept}
        self._plan = json.dumps(told).encode() + b"\n"
        self._seconds = seconds
        self._own = threading.local()
        self._workers: list[_Worker] = []
        self._lock = threading.Lock()
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def read(self, files: Sequence[InboxFile]) -> list[tuple[InboxFile, tuple[Result, ...]]]:
        """Read some files of the inbox and all that is in them.

        All of them are asked for at once, so that the worker reads the next one while the last one's results
        are taken in.
        """
        return [(file, self._read(files[number:])) for number, file in enumerate(files)]

    def _read(self, files: Sequence[InboxFile]) -> tuple[Result, ...]:
        """Read the first of some files; where the worker falls, all of them are asked of the next."""
        file = files[0]
        results: list[Result] = []
        skip: list[str] = []
        for _ in range(_MOST_FALLS):
            if self._closed.is_set():
                return ()
            worker = self._worker()
            if not worker.asked:
                _ask(worker, files, skip)
            reading = self._read_once(worker, file, results)
            if reading is None:
                return tuple(results)
            skip += [row.file for row in results if row.file not in skip]
            results.append(refused(reading, "too-slow" if worker.was_ended else "reader-failed"))
            self._drop(worker)
            if reading == file.name:  # the container itself: what is in it cannot be reached
                return tuple(results)
            skip.append(reading)
        return (*results, refused(file.name, "reader-failed"))

    def _read_once(self, worker: _Worker, file: InboxFile, results: list[Result]) -> str | None:
        """Return None when the whole file has been read, or else the name of the one that the worker fell
        over.
        """
        assert worker.process.stdout
        reading = file.name
        worker.due_at = time.monotonic() + self._seconds
        try:
            for line in worker.process.stdout:
                head, _, told = line.partition(b" ")
                word = head.decode()
                worker.due_at = time.monotonic() + self._seconds
                if word == BEGUN:
                    reading = json.loads(told)
                elif word == DONE:
                    results.extend(loaded(told))
                    reading = file.name  # what comes now is the container's own work
                elif word == BUG:
                    raise AssertionError(f"reading {reading}:\n{json.loads(told)}")
                elif word.strip() == END:
                    worker.due_at = None
                    worker.asked -= 1
                    return None
        except OSError:
            pass
        worker.due_at = None
        return reading

    def _worker(self) -> _Worker:
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            worker = _Worker(_started(self._command, self._plan))
            self._own.worker = worker
            with self._lock:
                self._workers.append(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        self._own.worker = None
        with self._lock:
            self._workers.remove(worker)
        _end(worker.process)

    def _watch(self) -> None:
        while not self._closed.wait(_WATCHED_EVERY):
            with self._lock:
                late = [
                    row for row in self._workers if row.due_at is not None and row.due_at < time.monotonic()
                ]
            for worker in late:
                worker.end()

    def close(self) -> None:
        """End all workers."""
        self._closed.set()
        with self._lock:
            workers, self._workers = self._workers, []
        for worker in workers:
            _end(worker.process)


def _started(command: Sequence[str], plan: bytes) -> subprocess.Popen[bytes]:
    """Start a worker and wait until it is ready: a file's time does not begin before."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert process.stdin
    with contextlib.suppress(OSError):
        process.stdin.write(plan)
        process.stdin.flush()
    assert process.stdout
    process.stdout.readline()
    return process


def _ask(worker: _Worker, files: Sequence[InboxFile], skip: Sequence[str]) -> None:
    """Ask a worker for some files; `skip` is what has been read of the first."""
    assert worker.process.stdin
    lines = [request(files[0], tuple(skip)), *map(request, files[1:])]
    worker.asked = len(files)
    with contextlib.suppress(OSError):  # a worker that is gone is found gone where its answer is awaited
        worker.process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        worker.process.stdin.flush()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()
