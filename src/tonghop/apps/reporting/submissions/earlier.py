"""What a body sent last: the figures that stand beside those of its form."""

from collections.abc import Mapping

from tonghop.apps.reporting.models import DueRow, Revision
from tonghop.domain.consolidation.draft_returns import KeptFigure, kept_figures


def last_figures(row: DueRow) -> Mapping[str, KeptFigure]:
    """Return the figures that a row's body sent for the cycle before this one, by indicator."""
    before = Revision.objects.filter(
        submission__unit=row.unit_id,
        submission__row__cycle__campaign=row.cycle.campaign_id,
        submission__row__cycle__late_from__lt=row.cycle.late_from,
    ).order_by("-submission__row__cycle__late_from", "-number")
    entries = before.values_list("entries", flat=True).first()
    return kept_figures(entries) if entries else {}
