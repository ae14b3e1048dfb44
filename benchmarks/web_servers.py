"""gunicorn before a WSGI application, as a program of its own, ended by its id."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
PROJECT = Path(__file__).resolve().parents[1]
LOOPBACK = "127.0.0.1"
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class WebServer:
    """A running gunicorn: where it listens, and its first process."""

    port: int
    process: "subprocess.Popen[bytes]"


@contextmanager
def serving(application: str, log: Path, **given: str) -> Iterator[WebServer]:
    """Serve an application for a while with two workers; whatever happens, it is not left behind."""
    port = free_port()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", application, "--workers", str(WORKERS)),
                *("--bind", f"{LOOPBACK}:{port}", "--log-level", "warning", "--timeout", "60"),
            ],
            env=os.environ | {"PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}"} | given,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(port, process, log)
        yield WebServer(port, process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=PATIENCE_SECONDS)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"no web server: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
