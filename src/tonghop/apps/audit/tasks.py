"""The audit's job for `tonghop worker`: an anchor of every day in the folder of the settings."""

from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tonghop.apps.audit.anchors import Anchor, write_day
from tonghop.apps.audit.queries import proven_end

EVERY_HOUR = "7 * * * *"
"""The job does nothing where the day has its anchor; a machine that is off at night has it in the morning."""


@app.periodic(cron=EVERY_HOUR)
@app.task(name="audit.anchor_of_the_day", queueing_lock="audit.anchor")
def anchor_of_the_day(timestamp: int = 0) -> None:
    """Write today's anchor where it is not there already. Today is the day in Vietnam, now.

    `timestamp` is the queue's own word for when the job was due.
    Raises: ChainBroken.
    """
    at = timezone.localtime()
    # A lock of the queue would stay with the job of a worker that was killed, and stop all that follow.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('tonghop audit anchor'))")
        write_day(Path(settings.AUDIT_ANCHOR_FOLDER), at=at, anchor=lambda: Anchor(proven_end(), at))
