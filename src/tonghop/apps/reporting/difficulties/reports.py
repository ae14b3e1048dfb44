"""What of a body's difficulties its next report tells, and in which revision each was told first."""

from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.models import Difficulty, DueRow
from tonghop.apps.reporting.outputs.counting import cycle_period
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.reporting.difficulties import State, is_for_report


def difficulties_for(row: DueRow, *, by: Person, on: date) -> tuple[Difficulty, ...]:
    """Return what the body that owes a report raised in the days that the report counts and told in none yet,
    and what it raised before that is still open and was told nowhere; oldest first.

    Of other campaigns nothing; nothing for whoever does not raise for the body, or where the days are not
    known.
    """
    period = cycle_period(row.cycle)
    if row.unit_id is None or period is None:
        return ()
    if not has_right(by, Right.RAISE_DIFFICULTIES, on=on, body=row.unit_id):
        return ()
    start, end = (datetime.combine(day, time(), ZONE) for day in (period.start, period.end))
    of_campaign = Q(campaign__isnull=True) | Q(campaign=row.cycle.campaign_id)
    found = Difficulty.objects.filter(
        of_campaign, unit=row.unit_id, reported_row__isnull=True, raised_at__lt=end
    ).order_by("raised_at", "pk")
    return tuple(
        one
        for one in found
        if is_for_report(
            state=State(one.state), raised_at=one.raised_at, start=start, end=end, is_reported=False
        )
    )


@transaction.atomic
def mark_reported(
    row: DueRow, ids: Collection[UUID], *, revision: int, by: Person, at: datetime, on: date
) -> int:
    """Remember that a revision of a report tells these, and return how many were told nowhere before.

    Raises: NoSuchThing, where one is not the body's, or one does not raise for the body.
    """
    wanted = set(ids)
    if row.unit_id is None or not has_right(by, Right.RAISE_DIFFICULTIES, on=on, body=row.unit_id):
        raise NoSuchThing()
    held = Difficulty.objects.select_for_update().filter(unit=row.unit_id, pk__in=wanted)
    found = {one.pk: one for one in held}
    if found.keys() != wanted:
        raise NoSuchThing()
    told = [one for one in found.values() if one.reported_row_id is None]
    for one in told:
        one.reported_row, one.reported_in = row, revision
        one.save(update_fields=["reported_row", "reported_in"])
    if told:
        facts = {"difficulties": sorted(str(one.pk) for one in told), "revision": revision}
        record(kind="difficulty.reported", by=str(by.pk), subject=f"due-row:{row.pk}", at=at, facts=facts)
    return len(told)
