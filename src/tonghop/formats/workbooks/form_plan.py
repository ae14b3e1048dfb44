"""The part of the campaign that a form carries, so that it can become its body's own report without the
campaign file (`tonghop fill`).

It stands in the hidden sheet of the form's identity, as JSON cut into cells; where a careless copy has lost
that sheet, the campaign file is needed.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from tonghop.domain.errors import Refusal
from tonghop.domain.grids import Grid
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.campaign_record import campaign_from, tables_of
from tonghop.formats.workbooks import form_layout as layout
from tonghop.formats.workbooks.form_request import FormRequest
from tonghop.formats.workbooks.form_tables import text_of

PLAN = "plan"
_LONGEST_CELL = 30_000
"""Excel's cells hold 32,767 characters."""


def plan_cells(request: FormRequest, body: Body) -> list[str]:
    """Return the texts of the cells that hold the plan of one body."""
    above = [row for row in request.campaign.bodies if row.code == body.parent]
    told = {**_shared(request), "body": tables_of(_only(request.campaign, (*above, body)))["body"]}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return [text[start : start + _LONGEST_CELL] for start in range(0, len(text), _LONGEST_CELL)]


def plan_of(grids: Sequence[Grid]) -> Campaign | None:
    """Return the plan that a form carries: a campaign of its one body (and the body above it); None where it
    carries none, or a broken one.
    """
    for grid in grids:
        if text_of(grid, 0, 0) == layout.IDENTITY_KEY:
            for row in grid.rows:
                if row and row[0] == PLAN:
                    return _campaign("".join(str(cell) for cell in row[1:] if cell is not None))
    return None


def _campaign(text: str) -> Campaign | None:
    try:
        told = json.loads(text)
        return campaign_from(told) if isinstance(told, dict) else None
    except (ValueError, RecursionError, Refusal):
        return None


@lru_cache(maxsize=2)
def _shared(request: FormRequest) -> dict[str, object]:
    """What all forms of a cycle share of their plans; three thousand of them are written in a row."""
    campaign = request.campaign
    asked = {row.code for row in campaign.asked(request.cycle)}
    parts = {
        code for row in campaign.indicators if row.code in asked for code in (row.numerator, row.denominator)
    }
    light = replace(
        campaign,
        regimes=(campaign.regime(request.cycle),),
        indicators=tuple(
            replace(row, aliases=(), why="") for row in campaign.indicators if row.code in asked | parts
        ),
        checks=(),
    )
    return tables_of(_only(light, ()))


def _only(campaign: Campaign, bodies: tuple[Body, ...]) -> Campaign:
    return replace(campaign, bodies=bodies, excuses=(), to_resolve=())
