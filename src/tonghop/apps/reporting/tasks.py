"""The jobs of reporting for `tonghop worker`: cycles open on their day without anybody's word."""

import logging
from datetime import date, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.audit.actions import SYSTEM
from tonghop.apps.reporting.cycle_actions import open_cycle, plan_cycles
from tonghop.apps.reporting.models import Campaign, Cycle
from tonghop.domain.calendar.working_days import WorkingDays
from tonghop.domain.errors import Refusal
from tonghop.formats.workbooks.ready_data import working_days

EVERY_HOUR = "2 * * * *"
LOG = logging.getLogger(__name__)


@app.periodic(cron=EVERY_HOUR)
@app.task(name="reporting.open_cycles", queueing_lock="reporting.open_cycles")
def open_cycles(timestamp: int = 0) -> None:
    """Plan the next cycles of every campaign, and open those whose day has come in Vietnam.

    `timestamp` is the queue's own word for when the job was due.
    """
    at = timezone.now()
    open_what_is_due(at=at, on=timezone.localdate(at), working_days=working_days())


def open_what_is_due(*, at: datetime, on: date, working_days: WorkingDays) -> int:
    """Plan and open, each campaign and each cycle in a transaction of its own; return how many opened.

    What a campaign's own words forbid stops that campaign alone, and is said in the log.
    """
    with acting_by_itself():
        campaigns = list(Campaign.objects.filter(closed_at=None).order_by("made_at", "pk"))
    for campaign in campaigns:
        _plan(campaign, at=at, on=on, working_days=working_days)
    with acting_by_itself():
        waiting = list(
            Cycle.objects.filter(opened_at=None, opens_on__lte=on, campaign__closed_at=None).order_by(
                "opens_on", "pk"
            )
        )
    return sum(_open(cycle, at=at, on=on) for cycle in waiting)


def _plan(campaign: Campaign, *, at: datetime, on: date, working_days: WorkingDays) -> None:
    try:
        with acting_by_itself():
            plan_cycles(campaign=campaign, working_days=working_days, by=SYSTEM, at=at, on=on)
    except Refusal as refusal:
        LOG.warning("campaign %s is not planned: %s", campaign.pk, refusal)


def _open(cycle: Cycle, *, at: datetime, on: date) -> bool:
    try:
        with acting_by_itself():
            open_cycle(cycle=cycle, at=at, on=on)
    except Refusal as fault:
        # Another worker may have opened it; a regime may have been taken out of the campaign meanwhile.
        LOG.info("cycle %s does not open: %s", cycle.pk, fault)
        return False
    return True
