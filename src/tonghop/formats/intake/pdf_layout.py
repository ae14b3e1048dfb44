"""From runs with places to lines in reading order, and from lines to paragraphs.

Columns are found by the white corridor between them: several neighbouring rows leave the same stretch free,
with text on both sides. The heading of every Vietnamese official document is such a block, and so is its
foot. A paragraph ends by what the page shows (a short line, an indent, a wider gap), unless the words say
otherwise.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tonghop.formats.intake.lines import (
    Line,
    goes_on,
    goes_on_over_gap,
    habit_of,
    is_bare_enumerator,
    is_closed,
    joined,
    joined_text,
    line_of,
    opens,
    parts_from,
)
from tonghop.formats.intake.pdf_page import Run

_CORRIDOR: Final = 1.3
_NARROW: Final = 8
_ROW_TOLERANCE: Final = 0.5
_GAP: Final = 1.28
_INDENT: Final = 0.9


class Row(NamedTuple):
    """The runs on one line of the page, from left to right."""

    runs: tuple[Run, ...]

    @property
    def y(self) -> float:
        return max(self.runs, key=lambda run: run.x1 - run.x0).y

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in reading order with the edges of its column. `stream` tells lines apart that cannot be one
    paragraph's."""

    line: Line
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    left: float
    right: float
    page: int
    stream: int

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def centred(self) -> bool:
        room_left, room_right = self.x0 - self.left, self.right - self.x1
        return room_left > 1.5 * self.size and abs(room_left - room_right) < 1.6 * self.size


Rule = Callable[[Sequence[Placed], Placed], bool]
"""Takes the lines of a paragraph so far and the next line: does the paragraph go on?"""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A paragraph put together again, and how it looked."""

    text: str
    bold: bool
    centred: bool


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """Return the rows of a page from top to bottom; what was drawn twice to look bold stands once."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (-r.y, r.x0)):
        if rows and rows[-1][0].y - run.y <= _ROW_TOLERANCE * min(rows[-1][0].size, run.size):
            if not any(_is_shadow(run, other) for other in rows[-1][-8:]):
                rows[-1].append(run)
        else:
            rows.append([run])
    return [Row(tuple(sorted(row, key=lambda r: r.x0))) for row in rows]


def lines_of(rows: Sequence[Row], page: int, first_stream: int = 0) -> list[Placed]:
    """Return the lines of a page in reading order, the left column of every block before the right one."""
    if not rows:
        return []
    left, right = _edges(rows)
    placed: list[Placed] = []
    stream = first_stream
    at = 0
    while at < len(rows):
        end, corridor = _block(rows, at, right - left)
        if corridor is None:
            end = at + 1
            placed.append(_placed(rows[at].runs, left, right, page, first_stream))
        else:
            at = _with_rows_above(rows, at, corridor, placed)
            for column in _columns(rows[at:end], corridor):
                stream += 1
                inner_left = min(row.runs[0].x0 for row in column)
                inner_right = max(row.runs[-1].x1 for row in column)
                placed += [_placed(row.runs, inner_left, inner_right, page, stream) for row in column]
        at = end
    return placed


def paragraphs_of(lines: Sequence[Placed]) -> Iterator[Gathered]:
    """Yield the paragraphs that lines in reading order make."""
    if not lines:
        return
    continues = _page_rule(lines) if _is_typeset(lines) else _typed_rule(lines)
    gathered = [lines[0]]
    text = lines[0].text
    for line in lines[1:]:
        if continues(gathered, line):
            text = joined_text(text, line.text)
            gathered.append(line)
        else:
            yield _gathered(text, gathered)
            gathered, text = [line], line.text
    yield _gathered(text, gathered)


# Columns


def _is_shadow(run: Run, other: Run) -> bool:
    return run.text == other.text and abs(run.x0 - other.x0) < 0.2 * run.size


def _edges(rows: Sequence[Row]) -> tuple[float, float]:
    """Return the left and right edges of the page's text; a few lines that hang over do not move them."""
    lefts = sorted(row.runs[0].x0 for row in rows)
    rights = sorted(row.runs[-1].x1 for row in rows)
    return lefts[len(lefts) // 20], rights[max(0, len(rights) - 1 - len(rights) // 50)]


def _block(rows: Sequence[Row], at: int, width: float) -> tuple[int, tuple[float, float] | None]:
    """Return where a block of two columns that begins at a row ends, and its corridor; None where there is
    none."""
    corridor = _widest_gap(rows[at])
    if corridor is None:
        return at + 1, None
    both = 1
    end = at + 1
    last_both = at + 1
    size = rows[at].size
    while end < len(rows) and rows[end - 1].y - rows[end].y < 6 * size:
        narrowed = _narrowed(corridor, rows[end], _CORRIDOR * size)
        if narrowed is None:
            break
        is_both = rows[end].runs[0].x1 <= narrowed[0] + 1 and rows[end].runs[-1].x0 >= narrowed[1] - 1
        if not is_both and rows[end - 1].y - rows[end].y > 2.6 * size:
            break
        corridor = narrowed
        end += 1
        if is_both:
            both += 1
            last_both = end
    end = _with_rows_below(rows, at, last_both, end, corridor)
    if not _is_block(rows[at:end], corridor, both, width):
        return at + 1, None
    return end, corridor


def _widest_gap(row: Row) -> tuple[float, float] | None:
    gaps = [
        (before.x1, after.x0)
        for before, after in zip(row.runs, row.runs[1:], strict=False)
        if after.x0 - before.x1 > _CORRIDOR * row.size
    ]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)


def _narrowed(corridor: tuple[float, float], row: Row, least: float) -> tuple[float, float] | None:
    """Return what of a corridor a row leaves free, if that is wide enough."""
    x0, x1 = corridor
    free: list[tuple[float, float]] = []
    at = x0
    for run in row.runs:
        if run.x0 >= x1:
            break
        if run.x1 > at:
            free.append((at, max(at, run.x0)))
            at = max(at, run.x1)
    free.append((at, x1))
    best = max(free, key=lambda gap: gap[1] - gap[0])
    return best if best[1] - best[0] >= least else None


def _with_rows_below(
    rows: Sequence[Row], at: int, last_both: int, end: int, corridor: tuple[float, float]
) -> int:
    """Return where the block really ends: lines on one side alone belong to it while they follow as closely
    as its own do."""
    inside = [above.y - row.y for above, row in itertools.pairwise(rows[at:last_both])]
    stop = last_both
    while stop < end:
        above, row = rows[stop - 1], rows[stop]
        close = above.y - row.y <= max(2.0 * max(above.size, row.size), 1.1 * max(inside, default=0))
        on_left = row.runs[-1].x1 <= corridor[0] + 1
        if not close or (on_left and not inside and not opens(line_of(row.text))):
            break
        stop += 1
    return stop


def _is_block(rows: Sequence[Row], corridor: tuple[float, float], both: int, width: float) -> bool:
    """Whether these rows are two columns: enough of them have both sides, and neither side is only numbers
    of items."""
    if both < 2 and corridor[1] - corridor[0] < 3 * rows[0].size:
        return False
    lefts = [text for row in rows if (text := _side(row, corridor, 0))]
    rights = [text for row in rows if (text := _side(row, corridor, 1))]
    if max(map(len, lefts), default=0) <= _NARROW or max(map(len, rights), default=0) <= _NARROW:
        return False
    if both >= 3 and sum(_parts(row) >= 3 for row in rows) >= 0.6 * len(rows):
        return False
    return sum(is_bare_enumerator(line_of(text)) for text in lefts) < 0.5 * len(lefts)


def _parts(row: Row) -> int:
    return 1 + sum(
        after.x0 - before.x1 > row.size for before, after in zip(row.runs, row.runs[1:], strict=False)
    )


def _side(row: Row, corridor: tuple[float, float], side: int) -> str:
    middle = (corridor[0] + corridor[1]) / 2
    return " ".join(run.text for run in row.runs if (run.x0 > middle) == bool(side))


def _with_rows_above(
    rows: Sequence[Row], at: int, corridor: tuple[float, float], placed: list[Placed]
) -> int:
    """Take lines back that stand in the right column just above the block: it begins higher there."""
    while at > 0 and placed and placed[-1].page == placed[0].page:
        above = rows[at - 1]
        if above.runs[0].x0 < corridor[1] - 1 or placed[-1].text != above.text:
            break
        if above.y - rows[at].y > 2.6 * rows[at].size:
            break
        placed.pop()
        at -= 1
    return at


def _columns(rows: Sequence[Row], corridor: tuple[float, float]) -> Iterator[list[Row]]:
    middle = (corridor[0] + corridor[1]) / 2
    for side in (False, True):
        column = [
            Row(runs) for row in rows if (runs := tuple(run for run in row.runs if (run.x0 > middle) == side))
        ]
        if column:
            yield column


def _placed(runs: tuple[Run, ...], left: float, right: float, page: int, stream: int) -> Placed:
    row = Row(runs)
    return Placed(
        line_of(row.text),
        runs[0].x0,
        runs[-1].x1,
        row.y,
        _main_size(runs),
        all(run.bold for run in runs),
        left,
        right,
        page,
        stream,
    )


def _main_size(runs: tuple[Run, ...]) -> float:
    return max(runs, key=lambda run: len(run.text)).size


# Paragraphs


def _pitches(lines: Sequence[Placed]) -> dict[int, float]:
    """Return the usual distance between lines for each size of type."""
    found: dict[int, Counter[float]] = {}
    for before, line in itertools.pairwise(lines):
        distance = before.y - line.y
        if before.page == line.page and before.stream == line.stream and 0 < distance < 3 * line.size:
            found.setdefault(round(line.size), Counter())[round(distance * 2) / 2] += 1
    return {size: _least_common(counts) for size, counts in found.items()}


def _least_common(counts: Counter[float]) -> float:
    """Return the smallest distance that is not rare: lines of one paragraph stand closer than paragraphs
    do."""
    total = sum(counts.values())
    return min(distance for distance, count in counts.items() if count >= max(1, 0.12 * total))


def _uses_indents(lines: Sequence[Placed]) -> bool:
    """Whether paragraphs begin with an indent: then a line without one goes on, even after a full stop."""
    first_lines = sum(_indent(line) for line in lines if not line.centred)
    return first_lines >= max(2, 0.06 * len(lines))


def _begins_like(first: Placed, line: Placed) -> bool:
    """Whether the line is indented as the first line of the paragraph before it: it begins one itself."""
    return line.x0 - line.left > line.size and abs(line.x0 - first.x0) < 0.5 * line.size and not line.centred


def _uses_gaps(lines: Sequence[Placed], pitches: dict[int, float]) -> bool:
    """Whether paragraphs stand apart: then lines that do not are of one."""
    apart = sum(_is_gap(before, line, pitches) for before, line in itertools.pairwise(lines))
    return apart >= max(3, 0.08 * len(lines))


def _indent(line: Placed) -> bool:
    return 1.0 * line.size < line.x0 - line.left < 6 * line.size and line.right - line.x1 < 2 * line.size


def _is_typeset(lines: Sequence[Placed]) -> bool:
    """Whether lines were broken where the column ends: of those whose sentence surely goes on, nearly all
    are full.

    Else a program has broken them after so many characters, and the page's right edge says nothing.
    """
    surely = [
        _is_full(before, line)
        for before, line in itertools.pairwise(lines)
        if line.text[0].islower()
        and not is_closed(before.line)
        and not opens(line.line)
        and len(before.text) > 30
    ]
    return len(surely) < 5 or sum(surely) >= 0.8 * len(surely)


def _page_rule(lines: Sequence[Placed]) -> Rule:
    pitches = _pitches(lines)
    indents = _uses_indents(lines)
    parted = indents or _uses_gaps(lines, pitches)

    def continues(gathered: Sequence[Placed], line: Placed) -> bool:
        before = gathered[-1]
        if _same_place(before, line) and len(gathered) == 1 and is_bare_enumerator(before.line):
            return not opens(line.line)
        if parts_from(before.line, line.line) or opens(line.line, before.line) or not _alike(before, line):
            return False
        if not _same_place(before, line):
            return _continues_elsewhere(before, line, indents=indents)
        pitch = pitches.get(round(line.size), 1.3 * line.size)
        if indents and _begins_like(gathered[0], line):
            return not is_closed(before.line) and line.text[0].islower()
        return _continues_here(gathered, line, pitch, parted=parted)

    return continues


def _typed_rule(lines: Sequence[Placed]) -> Rule:
    """Return the rule for lines broken after so many characters: that of plain text, wide gaps as blank
    lines."""
    pitches = _pitches(lines)
    gaps = [False, *(_is_gap(a, b, pitches) for a, b in itertools.pairwise(lines))]
    habit = habit_of([line.line._replace(after_gap=gap) for line, gap in zip(lines, gaps, strict=True)])

    def continues(gathered: Sequence[Placed], line: Placed) -> bool:
        before = gathered[-1]
        below = line.line._replace(after_gap=_is_gap(before, line, pitches))
        return _alike(before, line) and joined(before.line, below, habit, first=len(gathered) == 1)

    return continues


def _same_place(before: Placed, line: Placed) -> bool:
    return before.page == line.page and before.stream == line.stream and line.y < before.y


def _is_gap(before: Placed, line: Placed, pitches: dict[int, float]) -> bool:
    pitch = pitches.get(round(line.size), 1.3 * line.size)
    return _same_place(before, line) and before.y - line.y > max(_GAP * pitch, 1.05 * line.size)


def _continues_here(gathered: Sequence[Placed], line: Placed, pitch: float, *, parted: bool) -> bool:
    """Whether a paragraph goes on in the next line of its column."""
    before = gathered[-1]
    above, below = before.line, line.line
    if before.y - line.y > max(_GAP * pitch, 1.05 * line.size):
        return goes_on_over_gap(above, below) and _is_full(before, line)
    if before.centred and line.centred:
        return before.bold == line.bold
    if not _is_full(before, line):
        return goes_on(above, below)
    if line.x0 - before.x0 > _INDENT * line.size:
        return opens(gathered[0].line) or not is_closed(above)
    return parted or not (above.tail[-1:] in {";", ":"} and below.head[:1].isupper())


def _continues_elsewhere(before: Placed, line: Placed, *, indents: bool) -> bool:
    """Whether a paragraph goes on behind the end of a page or a column."""
    if goes_on(before.line, line.line):
        return True
    if before.centred or line.centred or not _is_full(before, line):
        return False
    if line.x0 - line.left > _INDENT * line.size:
        return False
    return not is_closed(before.line) or (indents and before.line.tail[-1:] not in {";", ":"})


def _alike(before: Placed, line: Placed) -> bool:
    return abs(before.size - line.size) <= 0.12 * max(before.size, line.size)


def _is_full(before: Placed, line: Placed) -> bool:
    """Whether the next line's first word had no room left on the line before."""
    first = len(line.text.split(maxsplit=1)[0])
    word = (line.x1 - line.x0) * (first + 1) / max(1, len(line.text))
    return before.right - before.x1 < word + 0.4 * before.size


def _gathered(text: str, lines: list[Placed]) -> Gathered:
    return Gathered(text, all(line.bold for line in lines), all(line.centred for line in lines))
