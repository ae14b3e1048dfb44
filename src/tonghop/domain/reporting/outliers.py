"""Outliers among few points: a figure against its own earlier ones and against bodies of like size.

The tested point never stands in its own mean (leave-one-out), the spread has a floor so that equal neighbours
do not make every other figure wild, and everything is compared as a ratio: counts differ by factors. DHIS2's
z-score cannot exceed √(n-1), so that a half-yearly series would need five years before it could speak. An
outlier is something to look at; it changes no figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import exp, log
from statistics import median

MOST_PEERS = 8
FEWEST_PEERS = 3
_LIMIT = 3.5
"""Robust standard deviations beyond which a figure is looked at (Iglewicz and Hoaglin 1993)."""

_FLOOR = log(1.5)
"""The least spread that is believed: neighbours within a half of each other are normal."""

_TO_SIGMA = 1.4826
_FROM_ONE_POINT = log(10)
_SMALL = 10
"""Figures and differences under this say nothing: from 1 to 9 is a matter of a week."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A figure that lies far from `usual`; `times` is how many times greater (or smaller, under 1) it is."""

    usual: Decimal
    times: float
    points: int


def against_history(value: Decimal, earlier: Sequence[Decimal]) -> Outlier | None:
    """Compare a figure with the same body's figures of the same cycle in earlier years.

    >>> against_history(Decimal(1200), [Decimal(12)]).times
    92.4
    >>> against_history(Decimal(30), [Decimal(12), Decimal(15), Decimal(20)]) is None
    True
    """
    if len(earlier) == 1:
        return _judged(value, earlier, _FROM_ONE_POINT)
    return _judged(value, earlier) if earlier else None


def against_peers(value: Decimal, peers: Sequence[Decimal]) -> Outlier | None:
    """Compare a figure with those of other bodies of like size; fewer than three say nothing.

    >>> against_peers(Decimal(1234000), [Decimal(n) for n in (900, 1100, 1300, 2000)]).points
    4
    """
    return _judged(value, peers) if len(peers) >= FEWEST_PEERS else None


def like_bodies(
    figures: Mapping[str, Mapping[str, Decimal]], groups: Mapping[str, str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return, by body and indicator, up to eight bodies of the same group that are nearest in size.

    Shape:  `figures` by body and indicator. A body's size under an indicator is told by its other figures:
    the median of their ratios to what is usual in the group. Bodies without another figure have no known
    size.
    """
    near: dict[tuple[str, str], tuple[str, ...]] = {}
    for group in sorted(set(groups.values())):
        members = sorted(body for body in figures if groups.get(body) == group)
        ratios = _ratios({body: figures[body] for body in members})
        for indicator in sorted({code for body in members for code in figures[body]}):
            sizes = {body: _size(ratios[body], indicator) for body in members if indicator in figures[body]}
            near |= {(body, indicator): peers for body, peers in _nearest(sizes)}
    return near


def _judged(value: Decimal, others: Sequence[Decimal], limit: float | None = None) -> Outlier | None:
    scaled = [_scale(other) for other in others]
    usual = median(scaled)
    distance = _scale(value) - usual
    if abs(distance) <= (_limit(scaled, usual) if limit is None else limit):
        return None
    middle = median(others)
    if abs(value - middle) < _SMALL:
        return None
    return Outlier(Decimal(middle), round(exp(distance), 1 if distance > 0 else 3), len(others))


def _limit(scaled: Sequence[float], middle: float) -> float:
    spread = _TO_SIGMA * median([abs(point - middle) for point in scaled])
    return _LIMIT * max(spread, _FLOOR)


@lru_cache(maxsize=8192)
def _scale(value: Decimal) -> float:
    return log(max(float(value), 0.0) + 1)


def _ratios(figures: Mapping[str, Mapping[str, Decimal]]) -> dict[str, dict[str, float]]:
    """Return each figure as its distance from the group's median of the indicator."""
    columns: dict[str, list[float]] = {}
    for row in figures.values():
        for code, value in row.items():
            columns.setdefault(code, []).append(_scale(value))
    usual = {code: median(column) for code, column in columns.items()}
    return {
        body: {code: _scale(value) - usual[code] for code, value in row.items()}
        for body, row in figures.items()
    }


def _size(ratios: Mapping[str, float], indicator: str) -> float | None:
    others = [ratio for code, ratio in ratios.items() if code != indicator]
    return median(others) if others else None


def _nearest(sizes: Mapping[str, float | None]) -> list[tuple[str, tuple[str, ...]]]:
    """Return for each body the bodies that stand nearest in a list ordered by size."""
    ordered = sorted((size or 0.0, body) for body, size in sizes.items())
    found = []
    for place, (own, body) in enumerate(ordered):
        before = ordered[max(0, place - MOST_PEERS) : place]
        behind = ordered[place + 1 : place + MOST_PEERS + 1]
        around = sorted([(abs(size - own), other) for size, other in before + behind])
        found.append((body, tuple([other for _, other in around[:MOST_PEERS]])))
    return found
