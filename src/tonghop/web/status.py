"""How the program is: a page for people, and the same as JSON for a watchdog. Neither tells what is kept."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from tonghop import __version__
from tonghop.apps.foundations.queries import Readiness, readiness

OK, UNAVAILABLE = 200, 503


@csrf_exempt  # they change nothing: whoever posts is told that, and not that a token is missing
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the version and whether the database can be worked with, in Vietnamese and English."""
    ready = readiness()
    facts = {"version": __version__, "readiness": ready}
    return render(request, "status.html", facts, status=_code(ready))


@csrf_exempt  # they change nothing: whoever posts is told that, and not that a token is missing
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 where the program can work and 503 where it cannot, and why."""
    ready = readiness()
    facts = {
        "version": __version__,
        "database": ready.database_answers,
        "migrations": ready.tables_are_current,
    }
    return JsonResponse(facts, status=_code(ready))


def _code(ready: Readiness) -> int:
    return OK if ready.database_answers and ready.tables_are_current else UNAVAILABLE
