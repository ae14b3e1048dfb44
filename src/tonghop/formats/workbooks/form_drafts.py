"""What a body has typed so far, as the cells of its form: down with the workbook, so that nothing is typed
twice.
"""

from collections.abc import Iterator
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.amounts import read_amount
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.drafts import Fields, figure_field, section_field
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.values import Unclear
from tonghop.formats.workbooks import form_layout as layout
from tonghop.formats.workbooks.form_request import Filled

_NUMBERS = (
    (drafts.FIGURE, layout.VALUE),
    (drafts.ESTIMATED, layout.ESTIMATED),
    (drafts.CUMULATIVE, layout.CUMULATIVE),
)


def filled_of(fields: Fields, form: Campaign, cycle: Cycle) -> Filled:
    """Return the cells that a draft fills in.

    Shape: a certain figure is a number; whatever else was typed stays text, and is asked about as before.
    """
    asked = [row for row in form.asked(cycle) if row.kind != RATE]
    figures = {row.code: cells for row in asked if (cells := dict(_cells(row, fields)))}
    texts = {row.code: text for row in form.told() if (text := fields.get(section_field(row.code)))}
    return Filled(figures, texts)


def _cells(indicator: Indicator, fields: Fields) -> Iterator[tuple[str, Decimal | str]]:
    state = fields.get(figure_field(indicator.code, drafts.STATE))
    for part, key in _NUMBERS:
        text = fields.get(figure_field(indicator.code, part))
        if text and state != drafts.NOT_KNOWN:
            yield key, _number(text, indicator)
    if state == drafts.NIL:
        yield layout.NIL_MARK, layout.MARK
    if note := fields.get(figure_field(indicator.code, drafts.NOTE)):
        yield layout.NOTE, note


def _number(text: str, indicator: Indicator) -> Decimal | str:
    """Return a figure as the number that its cell reads back as, else the text as it was typed."""
    read = read_amount(text, indicator)
    if isinstance(read, Unclear) or read.amount is None or read.inexact:
        return text
    return read.amount if read_amount(float(read.amount), indicator) == read else text
