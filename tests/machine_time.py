"""How long work takes on this machine, told in seconds of a quiet one, so that a busy CI fails nobody.

Limits such as "100 KB under a second" are about the work, not about what else the machine does. So the work
is timed by the processor time of this process, the best of a few tries counts, and a yardstick run right
beside it says how much slower than alone this machine is just now.
"""

import re
import time
from collections.abc import Callable

_YARDSTICK_ALONE = 0.015
"""Seconds that the yardstick takes on the quiet two-core machine on which the limits were set."""

_WORDS = re.compile(r"(?:sở|ban|ngành|ủy ban)(?!\w)")
_TEXT = "các sở, ban, ngành và địa phương báo cáo kết quả " * 1_000


def quiet_seconds(work: Callable[[], object], *, tries: int = 3) -> float:
    """Return the best time of a few tries, in seconds of a quiet machine."""
    return min(_timed(work) / _slowness() for _ in range(tries))


def quiet_wall_seconds(work: Callable[[], object], *, tries: int = 3) -> float:
    """Return the best time of a few tries of work that a server does for this process.

    Its processor time is not ours, so the clock on the wall counts, and the yardstick is timed by it too.
    """
    return min(_timed(work, time.perf_counter) / _slowness(time.perf_counter) for _ in range(tries))


def _slowness(clock: Callable[[], float] = time.process_time) -> float:
    return max(1.0, _timed(_yardstick, clock) / _YARDSTICK_ALONE)


def _yardstick() -> int:
    found = sum(match.end() for match in _WORDS.finditer(_TEXT))
    return found + sum(number * number % 7 for number in range(250_000))


def _timed(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    begun = clock()
    work()
    return clock() - begun
