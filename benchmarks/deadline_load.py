"""The people of a deadline day as a program of its own: `python -m benchmarks.deadline_load PLAN ANSWERS`.

A plan is one JSON object: {"port", "at_once", "patience", "requests": [{"name", "raw", "fate"}]}, and "lasts"
where they spread over so many seconds. Each request goes out once, and again after every answer that did not
come; fate "twice" sends it again although it was answered, "lost" throws the first answer away. Sockets only:
what measures should cost little. It goes to 127.0.0.1 and nowhere else, and gives up after its patience.
"""

import json
import socket
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

LOOPBACK = "127.0.0.1"
TIMEOUT_SECONDS, PAUSE_SECONDS = 20, 0.1


def main(plan: Path, answers: Path) -> None:
    """Send what a plan says; write what was answered: {"seconds", "answers": [...]}."""
    told = json.loads(plan.read_text(encoding="utf-8"))
    requests = [{**request, "raw": request["raw"].encode()} for request in told["requests"]]
    begun = time.perf_counter()
    ends = begun + told["patience"]
    with ThreadPoolExecutor(told["at_once"]) as people:
        pause = told.get("lasts", 0) / len(requests)
        found = list(
            people.map(
                lambda numbered: sent(told["port"], numbered[1], begun + numbered[0] * pause, ends),
                enumerate(requests),
            )
        )
    taken = time.perf_counter() - begun
    answers.write_text(json.dumps({"seconds": taken, "answers": found}), encoding="utf-8")


def sent(port: int, request: Mapping[str, Any], begins: float, ends: float) -> dict[str, Any]:
    """Send one report, when its time comes, until it is answered; return the answers and the tries.

    An answer is a status with its body, or None where it was lost or never came.
    """
    time.sleep(max(0.0, begins - time.perf_counter()))
    raw, begun, tries = request["raw"], time.perf_counter(), 0
    answers: list[tuple[int, str] | None] = []
    wanted = 2 if request["fate"] == "twice" else 1
    if request["fate"] == "lost":
        exchanged(port, raw, is_heard=False)
        tries += 1
    while len(answers) < wanted and time.perf_counter() < ends:
        tries += 1
        answer = exchanged(port, raw)
        if answer is None or answer[0] >= 500:
            time.sleep(PAUSE_SECONDS)
        else:
            answers.append(answer)
    return {
        "name": request["name"],
        "answers": answers,
        "tries": tries,
        "seconds": time.perf_counter() - begun,
    }


def exchanged(port: int, raw: bytes, *, is_heard: bool = True) -> tuple[int, str] | None:
    """Send a request and read its answer to the end; None where the line broke, or nobody listens to it."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=TIMEOUT_SECONDS) as line:
            line.sendall(raw)
            if not is_heard:
                line.recv(1)
                return None
            parts = []
            while part := line.recv(65536):
                parts.append(part)
    except OSError:
        return None
    return read_answer(b"".join(parts))


def read_answer(raw: bytes) -> tuple[int, str] | None:
    """Return status and body of an answer; None where it is not whole."""
    head, parted, body = raw.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    if not parted or len(words) < 2 or not words[1].isdigit():
        return None
    for line in head.split(b"\r\n")[1:]:
        name, _, text = line.partition(b":")
        if name.strip().lower() == b"content-length" and len(body) != int(text):
            return None
    return int(words[1]), body.decode(errors="replace")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
