"""A process that reads files for another one, so that a file which takes too long can be ended with it.

It takes one line of JSON a file on its standard input (the first line is the plan) and gives lines of JSON on
its standard output: "ready", then "done" with a file's results and "end". Of a container it tells "begun"
with a name before each file in it is read, "done" after each, and "end" after the last. It runs alike on
Windows; where the system can bound a process's memory, it does.
"""

import json
import os
import sys
import traceback
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from tonghop.formats.inbox.folders import InboxFile
from tonghop.formats.inbox.opening import Opened, results_of
from tonghop.formats.inbox.readers import Readers
from tonghop.formats.inbox.reading_cache import ReadingCache
from tonghop.formats.inbox.reading_plan import ReadingPlan
from tonghop.formats.inbox.refusals import Refused, refused
from tonghop.formats.inbox.return_json import dumped

MOST_MEMORY = 3 * 1024**3
READY, BEGUN, DONE, END, BUG = "ready", "begun", "done", "end", "bug"


def main() -> None:
    """Serve until the input ends."""
    bound_memory()
    # Only our own lines may reach the other process, whatever a library prints.
    out = os.fdopen(os.dup(1), "wb")
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    os.dup2(sys.stdout.fileno(), 1)
    serve(sys.stdin.buffer, out)


def serve(source: BinaryIO, out: BinaryIO) -> None:
    """Read the files that are named on `source`, one a line, and tell their results on `out`."""
    first = source.readline()
    if not first:
        return
    told = json.loads(first)
    plan = ReadingPlan.from_json(told["plan"])
    cache = ReadingCache(Path(told["cache"]) if told["cache"] else None, told["key"])
    readers = Readers(plan, cache)
    _tell(out, READY)
    for line in source:
        try:
            _serve_one(json.loads(line), readers, out)
        except Exception:
            _tell(out, BUG, json.dumps(traceback.format_exc()).encode())
            raise


def request(file: InboxFile, skip: tuple[str, ...] = ()) -> str:
    """Return the line that asks for a file."""
    told = {
        "name": file.name,
        "path": os.fspath(file.path),
        "size": file.size,
        "entry": file.entry,
        "skip": list(skip),
    }
    return json.dumps(told)


def _serve_one(told: Mapping[str, Any], readers: Readers, out: BinaryIO) -> None:
    changed: datetime | None = None
    file = InboxFile(told["name"], Path(told["path"]), told["size"], changed, told["entry"])

    def begun(name: str) -> None:
        if name != file.name:
            _tell(out, BEGUN, json.dumps(name).encode())

    try:
        content = file.read()
    except Refused as refusal:
        _tell(out, DONE, dumped([refused(file.name, refusal.code, refusal.message)]))
    else:
        opened = Opened(file.name, content)
        for results in results_of(opened, readers, skip=told["skip"], begun=begun):
            # Behind the file's own results nothing follows but the end: one message is enough.
            is_inner = any(row.file != file.name for row in results)
            _tell(out, DONE, dumped(results), at_once=is_inner)
    _tell(out, END)


def _tell(out: BinaryIO, word: str, told: bytes = b"", *, at_once: bool = True) -> None:
    out.write(b"%s %s\n" % (word.encode(), told))
    if at_once:
        out.flush()


def bound_memory() -> None:
    """Keep this process from taking the machine's memory; Windows knows no such limit."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    main()
