"""What goes out or ends at a time that an editor set and a second person approved."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from wagtail.models import Page, Revision

from tonghop.apps.accounts.acting import acting_by_itself

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Happened:
    """How many pages went out, and how many ended."""

    published: int
    ended: int


def keep_the_schedule(*, at: datetime) -> Happened:
    """Take away what has ended, then let out the versions whose time has come: the approved ones alone.

    Each page has a transaction of its own; one that fails stays for the next time and is said in the log.
    Wagtail asks the clock itself whether a version's time has come, so `at` is not in the future.
    """
    with acting_by_itself():
        ending = list(
            Page.objects.live().filter(expire_at__lte=at).order_by("expire_at").values_list("pk", flat=True)
        )
    ended = sum(_done(_end, pk, at) for pk in ending)
    with acting_by_itself():
        waiting = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk")
        versions = list(waiting.values_list("pk", flat=True))
    published = sum(_done(_publish, pk, at) for pk in versions)
    return Happened(published, ended)


def _done(step: Callable[[int, datetime], bool], pk: int, at: datetime) -> bool:
    try:
        with acting_by_itself():
            return step(pk, at)
    except (DatabaseError, ValidationError):
        LOG.exception("what was due of %s stays for the next time", pk)
        return False


def _end(pk: int, at: datetime) -> bool:
    page = Page.objects.live().filter(pk=pk, expire_at__lte=at).select_for_update(skip_locked=True).first()
    if page is None:
        return False
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _publish(pk: int, at: datetime) -> bool:
    """A version whose page would have ended meanwhile does not go out: it waits no longer."""
    due = Revision.objects.filter(pk=pk, approved_go_live_at__lte=at)
    version = due.select_for_update(skip_locked=True).first()
    if version is None:
        return False
    ends = version.as_object().expire_at
    if ends is not None and ends <= at:
        due.update(approved_go_live_at=None)
        return False
    version.publish(log_action="wagtail.publish.scheduled")
    return True
