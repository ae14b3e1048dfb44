"""Ruled tables of a page: where lines cross into a grid, cells are what they enclose, merged where a line is
missing."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tonghop.formats.intake.pdf_page import Rule

_NEAR: Final = 3.0
_MOST_RULES: Final = 1500
_MOST_CELLS: Final = 5_000


class Box(NamedTuple):
    """A cell's place: where it stands in the grid, and how far it reaches."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its vertical lines from left to right, its horizontal ones from top to bottom, its
    cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: dict[tuple[int, int], Box]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def box_at(self, x: float, y: float) -> Box | None:
        """Return the cell that encloses a point, or None outside the grid."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right([-edge for edge in self.ys], -y) - 1
        return self.boxes.get((row, column))


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """Return the grids that a page's rules make; frames of one cell and lone lines are none."""
    if len(rules) > _MOST_RULES:
        return []
    across = _merged([rule for rule in rules if rule.y0 == rule.y1], upright=False)
    down = _merged([rule for rule in rules if rule.y0 != rule.y1], upright=True)
    grids = (_grid(*component) for component in _components(across, down))
    return [grid for grid in grids if grid is not None]


def _merged(rules: list[Rule], *, upright: bool) -> list[Rule]:
    """Join pieces of one line: borders are drawn cell by cell."""
    kept: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.x0), r.y0) if upright else (round(r.y0), r.x0)):
        last = kept[-1] if kept else None
        if last and upright and abs(last.x0 - rule.x0) < 1.5 and rule.y0 <= last.y1 + _NEAR:
            kept[-1] = Rule(last.x0, last.y0, last.x0, max(last.y1, rule.y1))
        elif last and not upright and abs(last.y0 - rule.y0) < 1.5 and rule.x0 <= last.x1 + _NEAR:
            kept[-1] = Rule(last.x0, last.y0, max(last.x1, rule.x1), last.y0)
        else:
            kept.append(rule)
    return kept


def _components(across: list[Rule], down: list[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Yield the sets of lines that hang together by crossing or touching."""
    owner = list(range(len(across) + len(down)))

    def root(place: int) -> int:
        while owner[place] != place:
            owner[place] = owner[owner[place]]
            place = owner[place]
        return place

    for i, flat in enumerate(across):
        for j, tall in enumerate(down):
            if _touch(flat, tall):
                owner[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, flat in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(flat)
    for j, tall in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(tall)
    return groups.values()


def _touch(flat: Rule, tall: Rule) -> bool:
    return flat.x0 - _NEAR <= tall.x0 <= flat.x1 + _NEAR and tall.y0 - _NEAR <= flat.y0 <= tall.y1 + _NEAR


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    xs = _places([rule.x0 for rule in down])
    ys = tuple(reversed(_places([rule.y0 for rule in across])))
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or not 2 <= rows * columns <= _MOST_CELLS:
        return None
    boxes = _boxes(xs, ys, across, down)
    return Grid(xs, ys, boxes) if len(set(boxes.values())) >= 2 else None


def _places(values: list[float]) -> tuple[float, ...]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return tuple(places)


def _boxes(
    xs: tuple[float, ...], ys: tuple[float, ...], across: list[Rule], down: list[Rule]
) -> dict[tuple[int, int], Box]:
    """Grow each free square of the grid to the right and down over missing lines, and call that a cell."""
    boxes: dict[tuple[int, int], Box] = {}
    rows, columns = len(ys) - 1, len(xs) - 1
    for row in range(rows):
        for column in range(columns):
            if (row, column) in boxes:
                continue
            middle = (ys[row] + ys[row + 1]) / 2
            wide = 1
            while (
                column + wide < columns
                and (row, column + wide) not in boxes
                and not _stands(down, xs[column + wide], middle)
            ):
                wide += 1
            centre = (xs[column] + xs[column + 1]) / 2
            high = 1
            while (
                row + high < rows
                and (row + high, column) not in boxes
                and not _lies(across, centre, ys[row + high])
            ):
                high += 1
            box = Box(row, column, high, wide)
            boxes |= {(row + i, column + j): box for i in range(high) for j in range(wide)}
    return boxes


def _stands(down: list[Rule], x: float, y: float) -> bool:
    return any(abs(rule.x0 - x) <= _NEAR and rule.y0 <= y <= rule.y1 for rule in down)


def _lies(across: list[Rule], x: float, y: float) -> bool:
    return any(abs(rule.y0 - y) <= _NEAR and rule.x0 <= x <= rule.x1 for rule in across)
