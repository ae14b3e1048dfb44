"""The figures of a campaign in workbooks of any layout: found by names, aliases, units and header words.

A figure is certain only where body, indicator and column are certain for any careful clerk. Everything else
is a doubt with a plain question; nothing is guessed, nothing is added up.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.grids import Grid
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.clues import Clues
from tonghop.domain.reporting.found_figures import (
    NOTHING_CONFIRMED,
    Confirmed,
    FoundFigure,
    LayoutKey,
    LayoutReading,
    Remark,
)
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.period_words import Turn
from tonghop.domain.reporting.settled_figures import settled
from tonghop.domain.reporting.table_figures import (
    Table,
    figures_of,
    other_figures,
    unknown_bodies,
    unnamed_figures,
)
from tonghop.domain.reporting.table_frames import Frame, Page, frames_of, page_of
from tonghop.domain.reporting.table_lines import Line, Lines
from tonghop.domain.reporting.table_slots import Slot, choose, label_columns, slots_of
from tonghop.domain.reporting.told_titles import Titles


class LayoutReader:
    """Reads the tables of one campaign and cycle; built once for all files, which makes each cheap.

    The indicators are those the cycle asks for, the bodies the campaign's. `confirmed` is what people
    answered before.
    """

    def __init__(self, campaign: Campaign, cycle: Cycle, confirmed: Confirmed = NOTHING_CONFIRMED) -> None:
        asked = campaign.asked(cycle)
        self._indicators: Mapping[str, Indicator] = {row.code: row for row in asked}
        self._names = {row.code: row.name for row in asked}
        self._clues = Clues(asked, campaign.bodies, Turn.of(cycle, campaign.regime(cycle).window))
        self._titles = Titles(self._clues)
        self._lines = Lines(self._clues)
        self._confirmed = confirmed
        self._cycle = cycle

    def read(self, grids: Sequence[Grid], *, others: bool = True) -> LayoutReading:
        """Return what the sheets of one file say of the campaign's indicators.

        `others`: figures of other kinds too (estimated, last year's, targets); without them it is faster.
        """
        found: list[FoundFigure] = []
        remarks: list[Remark] = []
        over = _NO_HEADING
        for grid in grids:
            page = page_of(grid, self._clues)
            for frame in frames_of(page, self._clues):
                table = self._table(page, frame)
                remarks.extend(unknown_bodies(table))
                lines, over = over.carried_to(self._lines_of(table))
                found.extend(self._figures(table, lines, others=others))
        return settled(found, remarks, self._names)

    def _table(self, page: Page, frame: Frame) -> Table:
        slots = slots_of(frame, self._clues)
        layout = _layout_key(frame, slots)
        period, unit = self._titles.over(page, frame)
        return Table(frame, slots, choose(slots, self._clues), layout, period, unit, self._cycle)

    def _lines_of(self, table: Table) -> tuple[Line, ...]:
        columns = label_columns(table.frame, table.slots, self._clues)
        held = frozenset(slot.index for slot in table.slots)
        return tuple(self._lines.of(table.frame, columns, held, table.layout, self._confirmed))

    def _figures(self, table: Table, lines: Sequence[Line], *, others: bool) -> Iterator[FoundFigure]:
        for line in lines:
            if not line.indicator:
                yield from unnamed_figures(table, line, self._indicators)
            # A rate is computed from its parts; what somebody has computed is not read.
            elif (indicator := self._indicators[line.indicator]).kind != RATE:
                yield from figures_of(table, line, indicator)
                if others:
                    yield from other_figures(table, line, indicator)


class _Heading(NamedTuple):
    """A heading that stands above all lines of a table, and the indicators below it."""

    words: str
    indicators: frozenset[str]

    def carried_to(self, lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], "_Heading"]:
        """Return a table's lines as they stand below the heading of the table before, and the heading that is
        over the next: a list cut into two sheets has its heading on the first alone.
        """
        named = frozenset(line.indicator for line in lines if line.indicator)
        scopes = {line.scope for line in lines if line.indicator}
        if len(scopes) != 1:
            return lines, (self if not named else _NO_HEADING)
        (words,) = scopes
        if words:
            return lines, _Heading(words, named)
        if not self.words or named & self.indicators:
            return lines, _NO_HEADING
        below = tuple(line._replace(scope=self.words) for line in lines)
        return below, _Heading(self.words, self.indicators | named)


_NO_HEADING = _Heading("", frozenset())


def _layout_key(frame: Frame, slots: Sequence[Slot]) -> LayoutKey:
    """Return the fingerprint of a table's headings; of a table of bodies their names are no part."""
    grid = frame.page.grid
    heads: list[str] = []
    if not frame.page.turned:
        heads = [str(grid.raw(row, column) or "") for row in frame.headers for column in frame.labels]
    return LayoutKey.of([*heads, *(slot.heading for slot in slots if not (slot.body or slot.bodies))])
