"""What was public and no longer is: said with the day and the reason, never as if it had not been (410)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
TAKEN_AWAY = ("wagtail.unpublish", "wagtail.unpublish.scheduled", "wagtail.delete")


DELETED = "Trang đã được xóa."


@dataclass(frozen=True, slots=True)
class Gone:
    """Since when a page is not to be read, where that is known, and why."""

    on: date | None
    why: str


def gone(kind: type[Page], id: int) -> Gone | None:
    """Return why a page is no longer public; None for what never was, or still is."""
    page = kind.objects.filter(pk=id).first()
    if page is None:
        return _deleted(kind, id)
    if page.live or page.first_published_at is None:
        return None
    if page.expired and page.expire_at is not None:
        return Gone(_day(page.expire_at), "Trang chỉ đăng đến ngày này.")
    return Gone(_taken_away(kind, id), "Trang không còn được đăng.")


def _deleted(kind: type[Page], id: int) -> Gone | None:
    if not _log(kind, id).filter(action__in=PUBLISHED).exists():
        return None
    return Gone(_taken_away(kind, id), DELETED)


def _taken_away(kind: type[Page], id: int) -> date | None:
    last = _log(kind, id).filter(action__in=TAKEN_AWAY).order_by("-timestamp").first()
    return _day(last.timestamp) if last is not None else None


def _log(kind: type[Page], id: int) -> "QuerySet[PageLogEntry]":
    return PageLogEntry.objects.filter(page=id, content_type=ContentType.objects.get_for_model(kind))


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
