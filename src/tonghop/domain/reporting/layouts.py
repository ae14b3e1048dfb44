"""The figures of a campaign in workbooks of any layout: found by names, aliases, units and header words.

A figure is certain only where body, indicator and column are certain for any careful clerk. Everything else
is a doubt with a plain question; nothing is guessed, nothing is added up.
"""

from collections.abc import Iterator, Mapping, Sequence

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
from tonghop.domain.reporting.table_lines import Lines
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
        for grid in grids:
            page = page_of(grid, self._clues)
            for frame in frames_of(page, self._clues):
                table = self._table(page, frame)
                remarks.extend(unknown_bodies(table))
                found.extend(self._figures(table, others=others))
        return settled(found, remarks, self._names)

    def _table(self, page: Page, frame: Frame) -> Table:
        slots = slots_of(frame, self._clues)
        layout = _layout_key(frame, slots)
        period, unit = self._titles.over(page, frame)
        return Table(frame, slots, choose(slots, self._clues), layout, period, unit, self._cycle)

    def _figures(self, table: Table, *, others: bool) -> Iterator[FoundFigure]:
        columns = label_columns(table.frame, table.slots, self._clues)
        held = frozenset(slot.index for slot in table.slots)
        for line in self._lines.of(table.frame, columns, held, table.layout, self._confirmed):
            if not line.indicator:
                yield from unnamed_figures(table, line, self._indicators)
            # A rate is computed from its parts; what somebody has computed is not read.
            elif (indicator := self._indicators[line.indicator]).kind != RATE:
                yield from figures_of(table, line, indicator)
                if others:
                    yield from other_figures(table, line, indicator)


def _layout_key(frame: Frame, slots: Sequence[Slot]) -> LayoutKey:
    """Return the fingerprint of a table's headings; of a table of bodies their names are no part."""
    grid = frame.page.grid
    heads: list[str] = []
    if not frame.page.turned:
        heads = [str(grid.raw(row, column) or "") for row in frame.headers for column in frame.labels]
    return LayoutKey.of([*heads, *(slot.heading for slot in slots if not (slot.body or slot.bodies))])
