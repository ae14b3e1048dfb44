"""The portal's job for `tonghop worker`: pages go out and end at their time without anybody's hand."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tonghop.web.portal.schedule import keep_the_schedule

EVERY_MINUTE = "* * * * *"


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="portal.keep_the_schedule", queueing_lock="portal.keep_the_schedule")
def keep_schedule(timestamp: int = 0) -> None:
    """Do what is due now. `timestamp` is the queue's own word for when the job was due."""
    keep_the_schedule(at=timezone.now())
