"""Small charts as inline SVG, made here: lines with gaps, a bar of parts, a waffle, tiles.

Each stands behind a table that says the same. A chart is one picture with a title and a finding; its marks
are hidden from screen readers. Colours come from the style sheet by the kind of standing, and a sign or a
number stands in each mark, so that it is read in grey, on paper, and in the reader's own colours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDE, HIGH, EDGE = 220, 48, 6
"""A line of a trend, in the drawing's own units."""
SQUARE, BETWEEN, A_ROW = 18, 2, 30
TILE = 70
BAR_WIDE, BAR_HIGH = 600, 30
FITS = 26
"""So wide must a part of a bar be to hold its number."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A part, square or tile: the style sheet's name of its kind, the sign of it, and words in it."""

    kind: str
    sign: str
    words: str = ""
    more: str = ""


def chart(width: int, height: int, *, title: str, finding: str, marks: SafeString) -> SafeString:
    """Return a picture with its title and the one sentence that it shows."""
    return format_html(
        '<svg class="th-chart" role="img" viewBox="0 0 {} {}" width="{}" height="{}"><title>{}</title>'
        '<desc>{}</desc><g aria-hidden="true">{}</g></svg>',
        width,
        height,
        width,
        height,
        title,
        finding,
        marks,
    )


def line_chart(
    values: Sequence[Decimal | None], joined: Sequence[bool], *, title: str, finding: str
) -> SafeString:
    """Draw values over periods. Neighbours are joined only where `joined` says so of the later one; a
    missing value is a gap, never a zero. The axis begins at zero.
    """
    most = max((value for value in values if value is not None), default=Decimal(0))
    places = [_place(number, len(values), value, most) for number, value in enumerate(values)]
    strokes = [
        (*before, *after)
        for before, after, is_joined in zip(places, places[1:], joined[1:], strict=False)
        if is_joined and before and after
    ]
    drawn = format_html_join(
        "", '<line class="th-chart__line" x1="{}" y1="{}" x2="{}" y2="{}"/>', strokes
    ) + format_html_join(
        "", '<circle class="th-chart__dot" cx="{}" cy="{}" r="3.5"/>', (place for place in places if place)
    )
    ground = format_html(
        '<line class="th-chart__ground" x1="0" y1="{}" x2="{}" y2="{}"/>', HIGH - EDGE, WIDE, HIGH - EDGE
    )
    return chart(WIDE, HIGH, title=title, finding=finding, marks=ground + drawn)


def _place(number: int, count: int, value: Decimal | None, most: Decimal) -> tuple[str, str] | None:
    if value is None:
        return None
    step = Decimal(WIDE - 2 * EDGE) / max(1, count - 1)
    height = Decimal(HIGH - 2 * EDGE) * (value / most if most else 0)
    return f"{EDGE + step * number:.1f}", f"{HIGH - EDGE - height:.1f}"


def bar_chart(parts: Iterable[tuple[Mark, int]], *, title: str, finding: str) -> SafeString:
    """Draw one bar of parts; each holds its sign and number where they fit, empty ones are left out."""
    told = [(mark, count) for mark, count in parts if count]
    whole = sum(count for _, count in told) or 1
    drawn: list[SafeString] = []
    begin = Decimal(0)
    for mark, count in told:
        width = Decimal(BAR_WIDE * count) / whole
        drawn.append(_rectangle(mark, begin, 0, width - 2, BAR_HIGH))
        if width >= FITS:
            words = f"{mark.sign} {count}" if width >= FITS + 14 else str(count)
            drawn.append(_words(mark, begin + width / 2 - 1, Decimal(BAR_HIGH) / 2 + 5, words))
        begin += width
    return chart(BAR_WIDE, BAR_HIGH, title=title, finding=finding, marks=_together(drawn))


def waffle_chart(marks: Sequence[Mark], *, title: str, finding: str) -> SafeString:
    """Draw one square for each mark, in their order, A_ROW in a row, with its sign.

    Neighbours of a kind are one shape and one text: a page of a province stays small.
    """
    step = SQUARE + BETWEEN
    drawn: list[SafeString] = []
    for row in range(-(-len(marks) // A_ROW)):
        told = list(enumerate(marks[row * A_ROW : (row + 1) * A_ROW]))
        for (kind, sign), group in groupby(told, key=lambda one: (one[1].kind, one[1].sign)):
            lefts = [column * step for column, _ in group]
            shape = "".join(f"M{left} {row * step}h{SQUARE}v{SQUARE}h-{SQUARE}z" for left in lefts)
            middles = " ".join(str(left + SQUARE // 2) for left in lefts)
            drawn.append(format_html('<path class="th-fill th-fill-{}" d="{}"/>', kind, shape))
            foot, signs = row * step + SQUARE - 5, sign * len(lefts)
            drawn.append(
                format_html(
                    '<text class="th-ink-{}" x="{}" y="{}" text-anchor="middle">{}</text>',
                    kind,
                    middles,
                    foot,
                    signs,
                )
            )
    rows = -(-len(marks) // A_ROW)
    return chart(A_ROW * step, max(1, rows) * step, title=title, finding=finding, marks=_together(drawn))


def tile_chart(tiles: Sequence[tuple[int, int, Mark]], *, title: str, finding: str) -> SafeString:
    """Draw tiles at (row, column), each with its name, its sign and what is counted there. No borders."""
    step = TILE + BETWEEN
    drawn: list[SafeString] = []
    for row, column, mark in tiles:
        left, top = Decimal(column * step), row * step
        drawn.append(_rectangle(mark, left, top, Decimal(TILE), TILE))
        middle = left + Decimal(TILE) / 2
        drawn.append(_words(mark, middle, Decimal(top + 28), mark.words))
        drawn.append(_words(mark, middle, Decimal(top + 48), f"{mark.sign} {mark.more}"))
    rows = max((row for row, _, _ in tiles), default=0) + 1
    columns = max((column for _, column, _ in tiles), default=0) + 1
    return chart(columns * step, rows * step, title=title, finding=finding, marks=_together(drawn))


def _rectangle(mark: Mark, left: Decimal, top: int, width: Decimal, height: int) -> SafeString:
    return format_html(
        '<rect class="th-fill th-fill-{}" x="{}" y="{}" width="{}" height="{}"/>',
        mark.kind,
        f"{left:.1f}",
        top,
        f"{max(width, Decimal(1)):.1f}",
        height,
    )


def _words(mark: Mark, middle: Decimal, foot: Decimal, words: str) -> SafeString:
    return format_html(
        '<text class="th-ink-{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        mark.kind,
        f"{middle:.1f}",
        f"{foot:.1f}",
        words,
    )


def _together(drawn: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((one,) for one in drawn))
