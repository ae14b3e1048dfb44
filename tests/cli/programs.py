"""A command that runs until it is told to stop: started as a process of its own, ended by its id."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cli.office import PROJECT, Office

PATIENCE_SECONDS = 120


class Program:
    """A running command and what it has said so far."""

    def __init__(self, office: Office, words: tuple[str, ...], given: dict[str, str]) -> None:
        self._said = office.desk / f"{words[0]}.said"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TONGHOP_")}
        with self._said.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "tonghop", *words],
                env=environment
                | {"PYTHONPATH": str(PROJECT / "src"), "TONGHOP_DATA": str(office.data)}
                | given,
                cwd=office.desk,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8")

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something to be so while the program runs."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            assert self._process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask the program to end and return its exit code."""
        self._process.send_signal(number)
        return self._process.wait(timeout=PATIENCE_SECONDS)

    def end(self) -> None:
        """End the program for certain."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(timeout=PATIENCE_SECONDS)


@contextmanager
def running(office: Office, *words: str, **given: str) -> Iterator[Program]:
    """Run a command for a while; whatever happens, it is not left behind."""
    program = Program(office, words, given)
    try:
        yield program
    finally:
        program.end()
