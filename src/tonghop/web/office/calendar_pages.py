"""Lịch của tôi: a secret address for calendar programs, and the feed itself, for which nobody signs in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.reporting.calendars import address_of, end_address, feed, renew_address
from tonghop.formats.calendar_feed import MEDIA_TYPE
from tonghop.web.office import cycle_words as words
from tonghop.web.office.door import Visit
from tonghop.web.office.routes import Route


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Make, renew or end one's own address; the secret is shown in this one answer."""
    shown = ""
    if request.method == "POST" and request.POST.get("viec") == "ket-thuc":
        end_address(by=visit.person, at=visit.at)
    elif request.method == "POST":
        token = renew_address(by=visit.person, at=visit.at)
        shown = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
    kept = address_of(visit.person)
    context = {"address": shown, "since": words.moment(kept.made_at) if kept else ""}
    return render(request, "office/calendar/page.html", context)


@require_safe
def public_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar to whoever knows its address; it is not kept in between, so that ending it ends it."""
    at = timezone.now()
    try:
        content = feed(token=token, at=at, on=timezone.localdate(at))
    except NoSuchThing:
        raise Http404 from None
    return HttpResponse(content, content_type=MEDIA_TYPE, headers={"Referrer-Policy": "no-referrer"})


ROUTES = (Route("lich-cua-toi/", page, "my-calendar"),)
FEED = path("lich/<str:token>.ics", public_feed, name="calendar-feed")
"""Not one of the office's routes: calendar programs cannot sign in, the secret is their key."""
