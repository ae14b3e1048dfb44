"""Việc của tôi: one list of what somebody has to do, until when, and the one next action."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tonghop.web.office.door import Visit
from tonghop.web.office.routes import Route


@require_safe
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what the person has to do."""
    return render(request, "office/my_work/page.html", {"day": visit.on})


ROUTES = (Route("", page, "my-work"),)
