"""A data folder, and the real program run on it as a person runs it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tonghop.config.postgres.place import Place

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Office:
    """A data folder, and the program run on it."""

    data: Path
    desk: Path

    def run(self, *words: str, **given: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TONGHOP_")}
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "tonghop", *words],
            env=environment | {"PYTHONPATH": str(PROJECT / "src"), "TONGHOP_DATA": str(self.data)} | given,
            cwd=self.desk,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    def tell(self, *words: str, code: int = 0) -> str:
        done = self.run(*words)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    @property
    def place(self) -> Place:
        return Place(self.data / "postgresql")
