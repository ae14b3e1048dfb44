"""Where the tables of a sheet lie: which rows and columns are headings, which hold the figures of which line.

A frame always reads the same way: its lines hold indicators, its slots figures of one meaning (this period,
last year, a body). Where indicators stand across, the grid is turned first, so that everything above knows
one direction only.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from tonghop.domain.grids import Extent, Grid, Place, Raw
from tonghop.domain.reporting.clues import Clue, Clues, is_column_number
from tonghop.domain.reporting.headings import Role

_MOST_HEADER_ROWS = 6
_FAR = 80
_WITHOUT_FIGURES = frozenset((Role.UNIT, Role.ORDINAL, Role.NAME, Role.NOTE, Role.BODY))
_MOST_EMPTY_ROWS = 4


@dataclass(frozen=True, slots=True)
class Page:
    """A grid with the clue of every text, row by row. `turned`: rows and columns are those of the sheet
    turned.
    """

    grid: Grid
    texts: tuple[tuple[tuple[int, Clue], ...], ...]
    numbers: tuple[tuple[int, ...], ...]
    source: Grid
    turned: bool = False

    def at(self, row: int, column: int) -> str:
        return self.source.at(column, row) if self.turned else self.source.at(row, column)

    def uncomputed(self, row: int, column: int) -> str:
        return self.grid.uncomputed.get(Place(row, column), "") if self.grid.uncomputed else ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One table: rows of `lines` hold the figures, their labels stand in `labels` (columns), what the columns
    mean in `headers` (rows). `reach` are the columns that belong to the table.
    """

    page: Page
    lines: range
    labels: tuple[int, ...]
    headers: tuple[int, ...]
    reach: range


def page_of(grid: Grid, clues: Clues) -> Page:
    """Look every text of a grid up once."""
    texts: list[tuple[tuple[int, Clue], ...]] = []
    numbers: list[tuple[int, ...]] = []
    known, clue_of = clues.seen.get, clues.of
    for line in grid.rows:
        told: list[tuple[int, Clue]] = []
        counted: list[int] = []
        for column, raw in enumerate(line):
            if type(raw) is str:
                if raw:
                    clue = known(raw) or clue_of(raw)
                    if clue.is_number:
                        counted.append(column)
                    elif not raw.isspace():
                        told.append((column, clue))
            elif raw is not None:
                counted.append(column)
        texts.append(tuple(told))
        numbers.append(tuple(counted))
    for row, column in grid.uncomputed:
        while len(numbers) <= row:
            texts.append(())
            numbers.append(())
        numbers[row] = tuple(sorted({*numbers[row], column}))
    return Page(grid, tuple(texts), tuple(numbers), grid)


def frames_of(page: Page, clues: Clues) -> Iterator[Frame]:
    """Yield the tables of a sheet that speak of indicators, whichever way they lie."""
    down, across = _directions(page)
    if down:
        yield from _frames_down(page, down)
    if across:
        turned = page_of(_turned(page.grid), clues)
        yield from _frames_across(Page(turned.grid, turned.texts, turned.numbers, page.grid, True), across)


Hits = Sequence[tuple[int, int]]


def _directions(page: Page) -> tuple[Hits, Hits]:
    """Return the cells that name indicators, by whether their figures stand beside or below them."""
    right: list[tuple[int, int]] = []
    below: list[tuple[int, int]] = []
    open_: list[tuple[int, int]] = []
    for row, told in enumerate(page.texts):
        for column in _named_in(told, bool(page.numbers[row])) if told else ():
            if _is_beside(page, row, column):
                right.append((row, column))
            elif _is_below(page, row, column):
                below.append((row, column))
            else:
                open_.append((row, column))
    columns, rows = Counter(column for _, column in right), Counter(row for row, _ in below)
    for row, column in open_:  # blank figures: where its neighbours stand, or where its like stand
        if rows[row] and rows[row] >= columns[column]:
            below.append((row, column))
        else:
            right.append((row, column))
    return _without_strays(right, below)


def _named_in(told: Sequence[tuple[int, Clue]], has_numbers: bool) -> list[int]:
    """Return the cells of a row that name indicators. "Mô hình" may be a label or a unit: it is a unit beside
    another name, and in a row of units alone.
    """
    hits = [(column, clue) for column, clue in told if clue.is_name]
    labels = [column for column, clue in hits if not clue.is_unit]
    if labels or not hits:
        return labels
    if not has_numbers and len(hits) > 1 and all(clue.is_unit or clue.is_structure for _, clue in told):
        return []
    return [hits[0][0]]


def _without_strays(right: list[tuple[int, int]], below: list[tuple[int, int]]) -> tuple[Hits, Hits]:
    """A lone hit against a whole table is a word of that table, not another table."""
    if len(below) == 1 and len(right) > 1:
        below = []
    across_rows = {row for row, count in Counter(row for row, _ in below).items() if count > 1}
    right = [hit for hit in right if hit[0] not in across_rows] if len(right) <= len(below) else right
    return sorted(right), sorted(below)


def _is_beside(page: Page, row: int, column: int) -> bool:
    """Say whether the next thing to the right that is not a unit is a number, or a number stands somewhere
    right without another indicator between.
    """
    numbers = [at for at in page.numbers[row] if at > column]
    if not numbers:
        return False
    between = (clue for at, clue in page.texts[row] if column < at < numbers[0])
    return all(clue.is_unit or not clue.is_name for clue in between)


def _is_below(page: Page, row: int, column: int) -> bool:
    for at in range(row + 1, min(row + 8, len(page.texts))):
        if column in page.numbers[at]:
            return True
        clue = next((clue for place, clue in page.texts[at] if place == column), None)
        if clue and not (clue.is_unit or clue.is_structure):
            return False
    return False


def _turned(grid: Grid) -> Grid:
    return Grid(
        name=grid.name,
        rows=[list(line) for line in zip_longest(*grid.rows)],
        merged=tuple(Extent(e.left, e.top, e.right, e.bottom) for e in grid.merged),
        hidden=grid.hidden,
        hidden_rows=grid.hidden_columns,
        hidden_columns=grid.hidden_rows,
        uncomputed={Place(place.column, place.row): text for place, text in grid.uncomputed.items()},
    )


# --- Indicators down the rows
# ---------------------------------------------------------------------------------


def _frames_down(page: Page, hits: Hits) -> Iterator[Frame]:
    for reach, labels in _side_by_side(page, hits):
        rows = sorted({row for row, column in hits if column in labels})
        breaks = _header_breaks(page, rows, labels, reach)
        for first, last in zip(breaks, [*breaks[1:], None], strict=True):
            mine = [row for row in rows if row >= first and (last is None or row < last)]
            if mine:
                end = last if last is not None else _table_end(page, mine[-1])
                headers = _headers_above(page, mine[0], labels, reach)
                start = headers[-1] + 1 if headers else mine[0]
                yield Frame(page, range(start, max(end, mine[-1] + 1)), labels, headers, reach)


def _side_by_side(page: Page, hits: Hits) -> Iterator[tuple[range, tuple[int, ...]]]:
    """Yield the column ranges of tables that stand beside each other, with their label columns."""
    columns = sorted({column for _, column in hits})
    width = page.grid.width
    if len(columns) < 2 or not _are_apart(page, hits, columns):
        yield range(width), tuple(columns)
        return
    for column, following in zip(columns, [*columns[1:], width], strict=True):
        yield range(column if column != columns[0] else 0, following), (column,)


def _are_apart(page: Page, hits: Hits, columns: Sequence[int]) -> bool:
    """Say whether label columns have figures of their own: a row that names two things with numbers behind
    each.
    """
    named: dict[int, list[int]] = {}
    for row, column in hits:
        named.setdefault(row, []).append(column)
    for row, places in named.items():
        for left, right in pairwise(places):
            if any(left < at < right for at in page.numbers[row]):
                return True
    return False


def _header_breaks(page: Page, rows: Sequence[int], labels: Sequence[int], reach: range) -> list[int]:
    """Return where tables begin below each other: the first line, and each line after a new header row."""
    breaks = [rows[0]]
    for before, after in pairwise(rows):
        if any(_is_header(page, row, labels, reach, strict=True) for row in range(before + 1, after)):
            breaks.append(after)
    return breaks


def _is_header(page: Page, row: int, labels: Sequence[int], reach: range, *, strict: bool) -> bool:
    """Say whether a row names what columns hold. `strict`: a word must stand over a column of figures."""
    told = [(column, clue) for column, clue in page.texts[row] if column in reach]
    if not told or any(clue.is_unit or clue.match.indicator for _, clue in told):
        return False
    if any(clue.of_which and column in labels for column, clue in told):
        return False  # "Trong đó: ước" over a column of figures is a heading, among the labels a part
    if any(not _is_year(page.grid.raw(row, at)) for at in page.numbers[row] if at in reach):
        return False
    named = [column for column, clue in told if _says_what(clue)]
    outside = [column for column in named if column not in labels]
    if strict:
        return bool(outside) and len(told) >= 2
    return bool(named) and (len(told) >= 2 or bool(page.numbers[row]))


def _says_what(clue: Clue) -> bool:
    roles = clue.heading.roles - {Role.TOTAL, Role.PART, Role.REPORT}
    return clue.is_structure and bool(roles or clue.heading.periods)


def _headers_above(page: Page, first: int, labels: Sequence[int], reach: range) -> tuple[int, ...]:
    """Return the header rows above a table's first line, from the top."""
    for bottom in range(first - 1, max(-1, first - _FAR), -1):
        if _is_header(page, bottom, labels, reach, strict=False):
            break
    else:
        return ()
    top = bottom
    while top > 0 and bottom - top < _MOST_HEADER_ROWS and _continues_up(page, top - 1, labels, reach):
        top -= 1
    while bottom + 1 < first and _continues_down(page, bottom + 1, labels, reach):
        bottom += 1
    return tuple(row for row in range(top, bottom + 1) if not is_column_numbers(page, row))


def _continues_up(page: Page, row: int, labels: Sequence[int], reach: range) -> bool:
    """Say whether a row above a header row still is header: it names columns, or spans some of them."""
    told = [(column, clue) for column, clue in page.texts[row] if column in reach]
    if (
        not told
        or _covers(page, row, labels)
        or _stands_over_ordinals(page, row)
        or any(_tells_title(clue, column in labels) for column, clue in told)
    ):
        return False
    outside = [(column, clue) for column, clue in told if column not in labels]
    if any(_says_what(clue) or (clue.is_structure and clue.heading.roles) for _, clue in outside):
        return True
    extents = (page.grid.extent(row, column) for column, _ in outside)
    return any(extent and extent.width > 1 and extent.left > min(labels) for extent in extents) and not any(
        _is_letterhead(clue) for _, clue in told
    )


def _continues_down(page: Page, row: int, labels: Sequence[int], reach: range) -> bool:
    told = [(column, clue) for column, clue in page.texts[row] if column in reach and column not in labels]
    numbers = [at for at in page.numbers[row] if at in reach]
    if any(column in labels for column, _ in page.texts[row]) and not is_column_numbers(page, row):
        return False
    return bool(told or numbers) and (
        is_column_numbers(page, row)
        or (
            all(clue.is_structure or clue.is_unit for _, clue in told)
            and all(_is_year(page.grid.raw(row, at)) for at in numbers)
        )
    )


def _stands_over_ordinals(page: Page, row: int) -> bool:
    """Say whether a row's only text stands over "STT" or another column without figures: a title, not a
    heading.
    """
    if len(page.texts[row]) != 1:
        return False
    column = page.texts[row][0][0]
    below = [clue.heading.roles for at, clue in page.texts[row + 1] if at == column]
    return bool(below) and bool(below[0] & _WITHOUT_FIGURES) and below[0] <= _WITHOUT_FIGURES


def _tells_title(clue: Clue, is_label: bool) -> bool:
    """Say whether a cell above a header belongs to the title: "Kỳ báo cáo:", or other words over the
    labels.
    """
    names = Role.NAME, Role.ORDINAL, Role.BODY, Role.UNIT, Role.NOTE
    return clue.text.rstrip().endswith(":") or (is_label and not clue.heading.roles.intersection(names))


def _covers(page: Page, row: int, labels: Sequence[int]) -> bool:
    """Say whether a row has one cell over labels and figures alike: a title."""
    for column, _ in page.texts[row]:
        extent = page.grid.extent(row, column)
        if extent and extent.width > 1 and any(extent.left <= label <= extent.right for label in labels):
            return extent.right > max(labels)
    return False


def _is_letterhead(clue: Clue) -> bool:
    return "cộng hòa" in clue.text.lower() or "độc lập" in clue.text.lower() or len(clue.text) > 90


def _table_end(page: Page, last: int) -> int:
    """Return where the lines below the last named one end: at an empty row."""
    end = last + 1
    while end < len(page.texts) and (page.texts[end] or page.numbers[end]):
        end += 1
    return end


# --- Indicators across (on the turned page)
# -------------------------------------------------------------------


def _frames_across(page: Page, hits: Hits) -> Iterator[Frame]:
    """Yield the tables of a turned page; `hits` are places of the sheet as it lies."""
    rows = sorted({row for row, _ in hits})
    for first, following in zip(rows, [*rows[1:], None], strict=True):
        columns = sorted({column for row, column in hits if row == first})
        if len(columns) < 2 and len(rows) > 1 and len(hits) > 2:
            continue
        labels = _header_band(page, first, columns)
        end = min(
            _data_end(page, labels[-1] + 1, columns), following if following is not None else page.grid.width
        )
        left, right = _with_names_beside(page, first, columns)
        lines = range(left, max(right + 1, _last_spanned(page, first, columns)))
        headers = tuple(
            at
            for at in range(len(page.texts))
            if not _is_line(page, at, labels, columns) and _names_rows(page, at, labels, end)
        )
        yield Frame(page, lines, labels, headers, range(labels[-1] + 1, end))


def _with_names_beside(page: Page, row: int, columns: Sequence[int]) -> tuple[int, int]:
    """Return the first and last column of a table, with those beside that have a name that is a unit too."""
    left, right = columns[0], columns[-1]
    while _is_named(page, left - 1, row):
        left -= 1
    while _is_named(page, right + 1, row):
        right += 1
    return left, right


def _is_named(page: Page, column: int, row: int) -> bool:
    inside = 0 <= column < len(page.texts)
    return inside and any(clue.is_name for place, clue in page.texts[column] if place == row)


def _header_band(page: Page, hit: int, columns: Sequence[int]) -> tuple[int, ...]:
    """Return the rows of the sheet (columns of the turned page) that name what stands below them."""
    top = hit
    while top > 0 and hit - top < 3 and _spans_some(page, top - 1, columns):
        top -= 1
    bottom = hit
    while bottom - hit < _MOST_HEADER_ROWS and _is_sub_header(page, bottom + 1, columns):
        bottom += 1
    return tuple(range(top, bottom + 1))


def _spans_some(page: Page, row: int, columns: Sequence[int]) -> bool:
    """Say whether a row above the names still speaks of some of the columns, not of the whole sheet."""
    said = False
    for column in columns:
        extent = page.grid.extent(column, row)
        raw = page.grid.reaching(column, row)
        if raw is None or raw == "":
            continue
        if extent and extent.height > 1 and extent.top < columns[0] and extent.bottom >= columns[-1]:
            return False
        if isinstance(raw, str) and ("cộng hòa" in raw.lower() or "độc lập" in raw.lower() or len(raw) > 90):
            return False
        said = True
    return said


def _is_sub_header(page: Page, row: int, columns: Sequence[int]) -> bool:
    """Say whether a row below the names holds units, roles or column numbers rather than figures."""
    raws = [(column, page.grid.raw(column, row)) for column in range(len(page.texts))]
    told = [(column, raw) for column, raw in raws if raw is not None and raw != ""]
    if not told:
        return False
    if is_run_of_column_numbers([raw for _, raw in told]):
        return True
    if any(row in page.numbers[column] for column, _ in told):
        return False
    clues = [clue for column, _ in told for at, clue in page.texts[column] if at == row]
    over = [clue for column in columns for at, clue in page.texts[column] if at == row]
    return bool(over) and all(
        clue.is_unit or clue.is_structure or clue.match.indicator for clue in clues if clue in over
    )


def _is_line(page: Page, at: int, labels: Sequence[int], columns: Sequence[int]) -> bool:
    """Say whether a column of the sheet is one of figures: it has a name over it, or lies under a spanning
    name.
    """
    if at in columns:
        return True
    reached = (page.grid.extent(at, label) for label in labels)
    return any(
        extent and any(extent.top <= column <= extent.bottom for column in columns) and extent.height > 1
        for extent in reached
    )


def _names_rows(page: Page, at: int, labels: Sequence[int], end: int) -> bool:
    """Say whether a column of the sheet that no indicator heads tells what its rows are."""
    heads = [clue for place, clue in page.texts[at] if place in labels]
    if any(clue.heading.roles & {Role.NOTE, Role.ORDINAL} and clue.is_structure for clue in heads):
        return False
    if any(clue.is_name for clue in heads):
        return False  # "Mô hình" over "xem phụ lục" is a figure left out, and no name of its row
    counted = [place for place in page.numbers[at] if labels[-1] < place < end]
    # A column of numbers that nobody asked for says nothing of its rows; one headed "Năm" does.
    return not counted or any(clue.is_structure for clue in heads)


def _last_spanned(page: Page, row: int, columns: Sequence[int]) -> int:
    extent = page.grid.extent(columns[-1], row)
    return extent.bottom + 1 if extent else columns[-1] + 1


def _data_end(page: Page, start: int, columns: Sequence[int]) -> int:
    """Return where the rows of figures end; empty rows may stand before, between and never count."""
    counted = {at for column in columns for at in page.numbers[column]}
    filled = {at for line in page.texts for at, _ in line} | {at for line in page.numbers for at in line}
    end = at = start
    while at < page.grid.width and at - end <= _MOST_EMPTY_ROWS:
        if at in filled and at not in counted and at > end:
            return end  # behind an empty row stands text: notes and signatures
        end = at + 1 if at in filled else end
        at += 1
    return end


# --- Rows that number columns
# ---------------------------------------------------------------------------------


def is_column_numbers(page: Page, row: int) -> bool:
    """Say whether a row numbers the columns: (1), (2), (3)=(2)/(1)."""
    return is_run_of_column_numbers([raw for raw in page.grid.rows[row] if raw is not None and raw != ""])


def is_run_of_column_numbers(raws: Sequence[Raw]) -> bool:
    """Say whether cells count up by one, perhaps after letters.

    >>> is_run_of_column_numbers(["A", "B", 1.0, 2.0, "3=2/1"]), is_run_of_column_numbers([3.0, 5.0])
    (True, False)
    """
    if len(raws) < 2 or not all(map(is_column_number, raws)):
        return False
    numbers = [number for raw in raws if (number := _leading_number(raw)) is not None]
    return len(numbers) >= 2 and numbers[0] <= 2 and all(b - a == 1 for a, b in pairwise(numbers))


def _leading_number(raw: Raw) -> int | None:
    if isinstance(raw, str):
        digits = "".join(c for c in raw.partition("=")[0] if c.isdigit())
        return int(digits) if digits else None
    return int(raw) if isinstance(raw, int | float) else None


def _is_year(raw: Raw) -> bool:
    return (
        isinstance(raw, int | float) and not isinstance(raw, bool) and 1990 <= raw <= 2100 and raw == int(raw)
    )
