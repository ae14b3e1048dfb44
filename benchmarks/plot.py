"""A small drawing of how time grows: SVG lines on two logarithmic axes, where linear has the slope of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 40, 50
COLOURS = ("#1d70b8", "#d4351c", "#505a5f", "#00703c")
DASHES = ("", "6 4", "2 3", "8 3 2 3")


@dataclass(frozen=True, slots=True)
class Line:
    """A name and its points, x growing; all numbers above zero."""

    label: str
    points: tuple[tuple[float, float], ...]


def drawn(title: str, across: str, up: str, lines: Sequence[Line]) -> str:
    """Return an SVG with a line each, told apart by dashes as well as by colour, and named at its end."""
    xs = _decades([x for line in lines for x, _ in line.points])
    ys = _decades([y for line in lines for _, y in line.points])

    def place(x: float, y: float) -> tuple[float, float]:
        part_x, part_y = _part(x, xs), _part(y, ys)
        return LEFT + part_x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - part_y * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(LEFT, 22, title, size=14),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, across),
        _text(8, TOP - 8, up),
    ]
    for exponent in range(xs[0], xs[1] + 1):
        (x, low), (_, high) = place(10**exponent, 10 ** ys[0]), place(10**exponent, 10 ** ys[1])
        parts += [_rule(x, low, x, high), _text(x - 20, low + 18, f"{10**exponent:,}")]
    for exponent in range(ys[0], ys[1] + 1):
        (left, y), (right, _) = place(10 ** xs[0], 10**exponent), place(10 ** xs[1], 10**exponent)
        parts += [_rule(left, y, right, y), _text(left - 46, y + 4, f"{10**exponent:g}")]
    ends: list[float] = []
    for number, line in enumerate(lines):
        points = [place(x, y) for x, y in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" '
            f'stroke-dasharray="{dash}"/>'
        )
        x, y = points[-1]
        while any(abs(y - other) < 14 for other in ends):
            y += 4
        ends.append(y)
        parts.append(_text(x + 8, y + 4, line.label, colour=colour))
    return "\n".join([*parts, "</svg>", ""])


def _decades(numbers: Sequence[float]) -> tuple[int, int]:
    low, high = floor(log10(min(numbers))), ceil(log10(max(numbers)))
    return low, max(high, low + 1)


def _part(number: float, decades: tuple[int, int]) -> float:
    return (log10(number) - decades[0]) / (decades[1] - decades[0])


def _rule(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="#dcdcdc"/>'


def _text(x: float, y: float, text: str, *, size: int = 12, colour: str = "#0b0c0c") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}">{escape(text)}</text>'
