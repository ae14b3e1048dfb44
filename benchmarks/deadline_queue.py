"""A simulated deadline day: `python -m benchmarks.deadline_queue [SERVICE_SECONDS]`, printed as a table.

Bodies send once each between 07:00 and 17:00, most of them late, at random instants of their hour and always
the same ones. A processor takes one submission at a time and all of them the same time; who finds none free
waits in order. This counts no network, no retries and no pages that are only read: it is the least that the
submissions themselves need. `SERVICE_SECONDS` is what one costs; 0.015 until `deadline-day` has measured it.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace
from random import Random

BODIES = 100_000
SERVICE_SECONDS = 0.015
PROCESSORS = (1, 2, 4, 8)
SEED = 20261123
SHARES = {7: 2, 8: 5, 9: 7, 10: 7, 11: 6, 12: 3, 13: 8, 14: 12, 15: 20, 16: 30}
"""Hour → how many of a hundred send in it: an assumption, with half of all in the last two hours."""
LAST_MINUTES, LAST_SHARE = 10, 0.4
"""Of those of the last hour so many wait for its last minutes."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a day was like on so many processors, in seconds."""

    processors: int
    median_wait: float
    p95_wait: float
    longest_wait: float
    behind: float
    """How long after the last submission its turn was over."""


def arrivals(bodies: int = BODIES) -> list[float]:
    """Return the seconds since midnight at which submissions come, in order."""
    chance = Random(SEED)
    last = max(SHARES)
    found = []
    for hour, share in SHARES.items():
        for _ in range(bodies * share // 100):
            second = chance.random() * 3600
            if hour == last and chance.random() < LAST_SHARE:
                second = 3600 - chance.random() * LAST_MINUTES * 60
            found.append(hour * 3600 + second)
    return sorted(found)


def day(coming: Sequence[float], processors: int, service_seconds: float) -> Day:
    """Serve everybody in order, each by the processor that is free first."""
    free = [0.0] * processors
    heapify(free)
    waits, done = [], 0.0
    for at in coming:
        begun = max(at, free[0])
        heapreplace(free, begun + service_seconds)
        waits.append(begun - at)
        done = begun + service_seconds
    waits.sort()
    count = len(waits)
    return Day(processors, waits[count // 2], waits[int(count * 0.95)], waits[-1], done - coming[-1])


def main(arguments: Sequence[str]) -> None:
    """Print the day for each number of processors."""
    service = float(arguments[0]) if arguments else SERVICE_SECONDS
    coming = arrivals()
    print(f"{len(coming)} submissions of {service * 1000:g} ms")
    print("processors  median wait  p95 wait  longest wait  behind at the end (s)")
    for count in PROCESSORS:
        one = day(coming, count, service)
        waits = f"{one.median_wait:11.3f}  {one.p95_wait:8.2f}  {one.longest_wait:12.1f}"
        print(f"{count:10}  {waits}  {one.behind:8.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
