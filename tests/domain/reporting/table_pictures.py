"""Sheets drawn as text: cells between bars (the drawing's rules stand in tests/spec/layouts.toml)."""

import re
from dataclasses import replace
from datetime import date

from tonghop.domain.grids import Extent, Grid, Place, Raw

_SHEET = re.compile(r"^## (.+?)( \(ẩn\))?$")


def grids_of(picture: str) -> tuple[Grid, ...]:
    """Return the sheets of a picture; the first is "Sheet1" unless the picture names it."""
    sheets: list[tuple[str, bool, list[str]]] = [("Sheet1", False, [])]
    for line in picture.strip("\n").split("\n") if picture else []:
        if match := _SHEET.match(line):
            sheets.append((match[1], bool(match[2]), []))
        else:
            sheets[-1][2].append(line)
    drawn = [sheet for sheet in sheets if sheet[2]] or sheets[:1]
    return tuple(grid_of("\n".join(lines), name=name, hidden=hidden) for name, hidden, lines in drawn)


def grid_of(picture: str, *, name: str = "Sheet1", hidden: bool = False) -> Grid:
    """Return one sheet."""
    rows: list[list[Raw]] = []
    hidden_rows: set[int] = set()
    uncomputed: dict[Place, str] = {}
    marks: dict[Place, str] = {}
    for row, line in enumerate(picture.split("\n") if picture else []):
        if line.endswith("(ẩn)"):
            hidden_rows.add(row)
            line = line.removesuffix("(ẩn)")
        told: list[Raw] = []
        for column, text in enumerate(cell.strip() for cell in line.split("|")):
            if text in ("^", "<"):
                marks[Place(row, column)] = text
            if text.startswith("=") and "→" not in text:
                uncomputed[Place(row, column)] = text
            told.append(_raw(text))
        rows.append(told if line.strip() else [])
    grid = Grid(name, rows, hidden=hidden, hidden_rows=frozenset(hidden_rows), uncomputed=uncomputed)
    return replace(grid, merged=_merged(marks, rows))


def _raw(text: str) -> Raw:
    if text.startswith("="):
        return float(text.partition("→")[2]) if "→" in text else ""
    if text in ("^", "<"):
        return ""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return float(text) if (text.isdigit() and not text.startswith("0")) or text == "0" else text


def _merged(marks: dict[Place, str], rows: list[list[Raw]]) -> tuple[Extent, ...]:
    """Return the rectangles: each mark belongs to the cell that its arrows lead to."""
    reach: dict[Place, list[Place]] = {}
    for place in marks:
        at = place
        while at in marks:
            at = Place(at.row - 1, at.column) if marks[at] == "^" else Place(at.row, at.column - 1)
        reach.setdefault(at, []).append(place)
    return tuple(
        Extent(at.row, at.column, max(p.row for p in found), max(p.column for p in found))
        for at, found in sorted(reach.items())
    )
