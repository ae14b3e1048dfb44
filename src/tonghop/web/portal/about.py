"""The office presented, in Vietnamese and in English: functions, structure, contacts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tonghop.web.portal import structured_data
from tonghop.web.portal.drawing import facts_of
from tonghop.web.portal.drawn_pages import kept_until_changed
from tonghop.web.portal.models import AboutPage


@kept_until_changed
def in_vietnamese(request: HttpRequest) -> HttpResponse:
    """Show the page in Vietnamese."""
    return render(request, "portal/about.html", facts_of(_found(), request))


@kept_until_changed
def in_english(request: HttpRequest) -> HttpResponse:
    """Show the page in English, in a frame in English; where nobody wrote English it is not there."""
    page = _found()
    if not page.has_english:
        raise Http404
    said = structured_data.script([structured_data.organisation(page)])
    facts = facts_of(page, request) | {"structured_data": said}
    return render(request, "portal/english/about.html", facts)


def _found() -> AboutPage:
    page = AboutPage.objects.live().first()
    if page is None:
        raise Http404
    return page
