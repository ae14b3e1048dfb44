"""The calendar that anybody may subscribe to: the next due day of what each public campaign asks, no more."""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tonghop.apps.publications import queries
from tonghop.apps.publications.models import PublicRegime, PublicReport
from tonghop.apps.publications.queries import PublicCampaign
from tonghop.domain.calendar.periods import DayOfYear
from tonghop.formats.calendar_feed import MEDIA_TYPE, Day, calendar_feed
from tonghop.web.portal import sentences
from tonghop.web.portal.drawing import campaign_pages
from tonghop.web.portal.models import CampaignPage
from tonghop.web.portal.structured_data import address

ONCE = "once"


def calendar(request: HttpRequest) -> HttpResponse:
    """Give the calendar; who subscribed asks again every few hours."""
    days = sorted(public_days(on=timezone.localdate()), key=lambda day: (day.on, day.uid))
    answer = HttpResponse(calendar_feed("Hạn báo cáo của các chiến dịch", days), content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'inline; filename="lich.ics"'
    return answer


def public_days(*, on: date) -> Iterator[Day]:
    """Yield the due days from a day on, of campaigns of which a page and a report are public."""
    for page in campaign_pages():
        told = queries.campaign(page.campaign)
        for regime in told.regimes if told else ():
            due = next_due(regime, told.newest, on=on) if told else None
            if told and due:
                yield _day(page, told, regime, due)


def next_due(regime: PublicRegime, newest: PublicReport, *, on: date) -> date | None:
    """Return the next due day of a regime, today's too; None where it asked once and that day is over."""
    if regime.frequency == ONCE:
        return newest.due_on if newest.due_on >= on and newest.cycle.endswith(f"-{regime.code}") else None
    return DayOfYear.parse(regime.due).first_after(on - timedelta(days=1))


def _day(page: CampaignPage, told: PublicCampaign, regime: PublicRegime, due: date) -> Day:
    host = urlsplit(settings.OFFICE_ADDRESS).hostname or "localhost"
    return Day(
        uid=f"{page.pk}-{regime.code}-{due:%Y%m%d}@{host}",
        on=due,
        title=f"Hạn báo cáo: {page.title}",
        words=f"{sentences.asked(regime)}/{due.year}\n{told.newest.coordinator}",
        address=address(page.path_here),
        changed_at=told.newest.published_at,
    )
