"""The jobs of files that bodies hand in, for `tonghop worker`. Jobs carry ids only."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from tonghop.apps.accounts.models import Person
from tonghop.apps.reporting.submissions.uploads import READING, read_upload

EVERY_MINUTE = "* * * * *"
STALLED_SECONDS = 60
"""A worker that gave no sign for so long was killed; its jobs are done again."""

TAKING_UP = "reporting.take_up_uploads_again"


@app.task(name=READING)
def read_upload_of(upload: str, person: str) -> None:
    """Read a file on behalf of whoever handed it in. May be done twice: it then does nothing."""
    by = Person.objects.get(pk=person)
    at = timezone.now()
    read_upload(upload_id=UUID(upload), by=by, at=at, on=timezone.localdate(at))


@app.periodic(cron=EVERY_MINUTE)
@app.task(name=TAKING_UP, queueing_lock=TAKING_UP, pass_context=False)
async def take_up_uploads_again(timestamp: int = 0) -> None:
    """Put back into the queue the readings whose worker was killed. `timestamp` is the queue's own word."""
    stalled = await app.job_manager.get_stalled_jobs(
        task_name=READING, seconds_since_heartbeat=STALLED_SECONDS
    )
    for job in stalled:
        await app.job_manager.retry_job(job)
