"""Run all benchmarks or those named: `python -m benchmarks [NAME ...]`; 0 when every goal is met, else 1."""

import sys
from collections.abc import Sequence
from importlib import import_module

from benchmarks.measurement import MissingProgramError, describe, write

REGISTRY = {
    "reading": "benchmarks.reading",
    "intake": "benchmarks.intake",
    "report": "benchmarks.report",
    "cycle-page": "benchmarks.cycle_page",
    "deadline-day": "benchmarks.deadline_day",
    "rollup": "benchmarks.rollup",
    "portal": "benchmarks.portal",
}
"""From a benchmark's name in contracts.md to its module."""


def main(names: Sequence[str]) -> int:
    """Measure, write and show; 2 when a name is not known. What cannot be measured here meets no goal."""
    unknown = [name for name in names if name not in REGISTRY]
    if unknown:
        print(
            f"No benchmark is called {', '.join(unknown)}; there are: {', '.join(REGISTRY)}", file=sys.stderr
        )
        return 2
    met = True
    for name in names or REGISTRY:
        try:
            measurement = import_module(REGISTRY[name]).measure()
        except MissingProgramError as fault:
            print(fault, file=sys.stderr)
            met = False
            continue
        path = write(measurement)
        print(f"{describe(measurement)}\n  written to {path}")
        met = met and measurement.met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
