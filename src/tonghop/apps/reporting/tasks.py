"""The jobs of reporting for `tonghop worker`: cycles open on their day without anybody's word."""

import logging
from datetime import date, datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused
from uuid import UUID

from django.core.mail import BadHeaderError, EmailMessage
from django.utils import timezone
from procrastinate.contrib.django import app

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.audit.actions import SYSTEM
from tonghop.apps.reporting import upload_tasks as upload_tasks
from tonghop.apps.reporting.cycle_actions import open_cycle, plan_cycles
from tonghop.apps.reporting.models import Campaign, Cycle, Reminder
from tonghop.apps.reporting.reminders import (
    SENDING,
    cycles_reminding_by_themselves,
    remind_by_itself,
    unsent,
)
from tonghop.domain.calendar.working_days import WorkingDays
from tonghop.domain.errors import Refusal
from tonghop.formats.workbooks.ready_data import working_days

EVERY_HOUR = "2 * * * *"
EVERY_HOUR_OF_WORK = "12 0-10 * * *"
"""In the zone of the queue, which is UTC: from seven in the morning to half past five in Vietnam."""
EVERY_MINUTE = "* * * * *"
STALLED_SECONDS = 60
"""A worker that gave no sign for so long was killed; its readings go on where they were."""
READING = "reporting.read_files"
LOG = logging.getLogger(__name__)


@app.periodic(cron=EVERY_HOUR)
@app.task(name="reporting.open_cycles", queueing_lock="reporting.open_cycles")
def open_cycles(timestamp: int = 0) -> None:
    """Plan the next cycles of every campaign, and open those whose day has come in Vietnam.

    `timestamp` is the queue's own word for when the job was due.
    """
    at = timezone.now()
    open_what_is_due(at=at, on=timezone.localdate(at), working_days=working_days())


@app.periodic(cron=EVERY_HOUR_OF_WORK)
@app.task(name="reporting.remind", queueing_lock="reporting.remind")
def remind(timestamp: int = 0) -> None:
    """Remind where a campaign does so by itself, and hand every e-mail that waits to the mail server."""
    at = timezone.now()
    on = timezone.localdate(at)
    with acting_by_itself():
        reminding = cycles_reminding_by_themselves()
    for cycle, days in reminding:
        with acting_by_itself():
            remind_by_itself(cycle=cycle, days=days, at=at, on=on)
    send_waiting()


@app.task(name=READING)
def read_files(inbox: str, person: str) -> None:
    """Read what somebody put in, on their behalf. May be done twice: it goes on where it was."""
    from tonghop.apps.reporting.inboxes.reading import read_what_waits

    by = Person.objects.get(pk=person)
    read_what_waits(inbox=UUID(inbox), by=by, on=timezone.localdate())


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="reporting.take_up_again", queueing_lock="reporting.take_up_again")
async def take_up_again(timestamp: int = 0) -> None:
    """Put back into the queue the readings whose worker was killed. `timestamp` is the queue's own word."""
    stalled = await app.job_manager.get_stalled_jobs(
        task_name=READING, seconds_since_heartbeat=STALLED_SECONDS
    )
    for job in stalled:
        await app.job_manager.retry_job(job)


@app.task(name=SENDING, queueing_lock=SENDING)
def send_mails() -> None:
    """Hand every e-mail that waits to the mail server; put in when somebody reminds."""
    send_waiting()


def send_waiting() -> int:
    """Send what waits, each in a transaction of its own; return how many went out.

    A server that is away leaves the rest waiting; an address that it refuses is noted and tried no more.
    """
    with acting_by_itself():
        waiting = unsent()
    sent = 0
    for id in waiting:
        with acting_by_itself():
            reminder = (
                Reminder.objects.select_for_update(skip_locked=True).filter(pk=id, sent_at=None).first()
            )
            if reminder is None:
                continue
            try:
                _mail(reminder).send()
            except (SMTPRecipientsRefused, SMTPDataError, BadHeaderError, ValueError) as fault:
                reminder.failed_why = type(fault).__name__
            else:
                reminder.sent_at = timezone.now()
                sent += 1
            reminder.save(update_fields=["sent_at", "failed_why"])
    return sent


def _mail(reminder: Reminder) -> EmailMessage:
    """The name of the message stays the same when it is sent again: mail programs then show it once."""
    return EmailMessage(
        subject=" ".join(reminder.subject.split()),
        body=reminder.words,
        to=[reminder.whom],
        headers={"Message-ID": f"<{reminder.pk}@tonghop.invalid>", "Auto-Submitted": "auto-generated"},
    )


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
