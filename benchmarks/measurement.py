"""What a benchmark says (contracts.md, "Benchmarks"), and where it is written."""

import json
import os
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

OUT = Path(__file__).parent / "out"


@dataclass(frozen=True, slots=True)
class Measurement:
    """Ours against a peer: `ratio` = ours / peer, or peer / ours where more is better.

    At or under the goal it is met.
    """

    name: str
    work: str
    ours: float
    peer: float
    peer_name: str
    unit: str
    goal: float
    further: Mapping[str, object] = field(default_factory=dict)
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        return self.peer / self.ours if self.more_is_better else self.ours / self.peer

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal


class MissingProgramError(Exception):
    """A program is missing that the measurement stands on; the message says which, and how to get it."""


def medians(tasks: Mapping[str, Callable[[], object]], *, repetitions: int) -> dict[str, float]:
    """Return the median seconds of each task, in turns so that a busy moment strikes all; one warms up."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()
    for _ in range(repetitions):
        for name, task in tasks.items():
            taken[name].append(seconds(task))
    return {name: median(times) for name, times in taken.items()}


def seconds(task: Callable[[], object]) -> float:
    """Return how long one run of the task takes."""
    begun = perf_counter()
    task()
    return perf_counter() - begun


def as_json(measurement: Measurement) -> dict[str, object]:
    """Return the measurement in the shape of the contract; `machine` never names the machine."""
    return {
        "name": measurement.name,
        "work": measurement.work,
        "ours": measurement.ours,
        "peer": measurement.peer,
        "peer_name": measurement.peer_name,
        "unit": measurement.unit,
        "ratio": round(measurement.ratio, 4),
        "goal": measurement.goal,
        "met": measurement.met,
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        **measurement.further,
    }


def write(measurement: Measurement, folder: Path = OUT) -> Path:
    """Write `NAME.json` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{measurement.name}.json"
    path.write_text(json.dumps(as_json(measurement), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def describe(measurement: Measurement) -> str:
    """Return the measurement in two lines for a terminal."""
    verdict = "met" if measurement.met else "MISSED"
    return (
        f"{measurement.name}: {measurement.work}\n"
        f"  ours {measurement.ours:.3g}, {measurement.peer_name} {measurement.peer:.3g} {measurement.unit}: "
        f"ratio {measurement.ratio:.3f}, goal {measurement.goal} {verdict}"
    )
