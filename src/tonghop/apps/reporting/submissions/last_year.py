"""What a body reported in the same cycle a year before, shown beside the boxes of this year's form."""

from collections.abc import Mapping
from decimal import Decimal

from tonghop.apps.reporting.models import Asked, DueRow, Revision
from tonghop.domain.calendar.cycles import Cycle as Turn
from tonghop.domain.consolidation.draft_returns import kept_figures


def amounts_of_last_year(row: DueRow, turn: Turn) -> Mapping[str, Decimal]:
    """Return the amounts that the body of a row sent a year before, by indicator, none where it sent none."""
    before = Turn(turn.year - 1, turn.code)
    sent = Revision.objects.filter(
        submission__unit=row.unit_id,
        submission__row__cycle__campaign=row.cycle.campaign_id,
        submission__row__cycle__code=str(before),
        submission__row__cycle__asked=Asked.REPORT,
    )
    last = sent.order_by("-number").first()
    if last is None or row.unit_id is None:
        return {}
    figures = kept_figures(last.entries)
    return {code: told.value.amount for code, told in figures.items() if told.value.amount is not None}
