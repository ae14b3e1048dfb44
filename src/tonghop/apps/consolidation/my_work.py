"""What consolidation adds to Việc của tôi: questions that wait for an answer, reports for their release."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Right
from tonghop.apps.consolidation.models import FollowUp, IssuedReport, Side
from tonghop.apps.reporting.my_work import MOST, Kind, Task
from tonghop.apps.reporting.permissions import mandates_with


def waiting_for(*, by: Person, on: date) -> tuple[Task, ...]:
    """Return what waits for somebody of follow-ups and releases. Two questions, however much there is."""
    return (*_follow_ups(by, on), *_releases(by, on))


def _follow_ups(by: Person, on: date) -> Iterator[Task]:
    bodies = mandates_with(Right.WRITE_REPORTS, by=by, on=on).values("body")
    offices = mandates_with(Right.CONSOLIDATE, by=by, on=on).values("body")
    mine = Q(unit__in=bodies, last_side=Side.OFFICE) | Q(office__in=offices, last_side=Side.BODY)
    found = FollowUp.objects.filter(mine, closed_at__isnull=True).select_related("row", "row__cycle")
    for one in found.order_by("last_at")[:MOST]:
        kind = Kind.QUESTION if one.last_side == Side.OFFICE else Kind.REPLY
        yield Task(kind, one.pk, one.row.name, one.value, one.office if kind is Kind.QUESTION else "")


def _releases(by: Person, on: date) -> Iterator[Task]:
    offices = mandates_with(Right.RELEASE_REPORTS, by=by, on=on).values("body")
    found = IssuedReport.objects.filter(
        office__in=offices, released_at__isnull=True, given_up_at__isnull=True
    ).exclude(authors__contains=[str(by.pk)])
    for one in found.select_related("cycle", "cycle__campaign").order_by("prepared_at")[:MOST]:
        yield Task(Kind.RELEASE, one.pk, one.cycle.code, one.cycle.campaign.title)
