"""The jobs of directives for `tonghop worker`: reading a file that was taken in. Jobs carry ids only."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from tonghop.apps.accounts.models import Person

EVERY_MINUTE = "* * * * *"
STALLED_SECONDS = 60
"""A worker that gave no sign for so long was killed; its jobs are done again."""


@app.task(name="directives.read")
def read_directive(directive: str, person: str) -> None:
    """Read a directive's file on behalf of whoever took it in. May be done twice: it then does nothing."""
    from tonghop.apps.directives.actions.intake import read_taken_in

    by = Person.objects.get(pk=person)
    at = timezone.now()
    read_taken_in(directive=UUID(directive), by=by, at=at, on=timezone.localdate(at))


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="directives.take_up_again", queueing_lock="directives.take_up_again", pass_context=False)
async def take_up_again(timestamp: int = 0) -> None:
    """Put back into the queue the readings whose worker was killed. `timestamp` is the queue's own word."""
    stalled = await app.job_manager.get_stalled_jobs(
        task_name="directives.read", seconds_since_heartbeat=STALLED_SECONDS
    )
    for job in stalled:
        await app.job_manager.retry_job(job)
