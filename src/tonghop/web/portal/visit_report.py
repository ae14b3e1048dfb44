"""What editors see of the visit counts: the pages that were read most, of the last thirty days."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page

from tonghop.web.portal import visits
from tonghop.web.portal.pages import KINDS

DAYS = 30
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with how often it was read; without a title where it has none in the tree."""

    path: str
    title: str
    times: int
    today: int


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show which pages were read most."""
    rows = most_read(on=timezone.localdate())
    facts = {
        "page_title": "Lượt đọc",
        "rows": rows,
        "days": DAYS,
        "total": sum(row.times for row in rows),
        "most": MOST_SHOWN,
    }
    return render(request, "portal/editing/visits.html", facts)


def most_read(*, on: date) -> list[ReadPage]:
    """Return the pages that were read most in thirty days, with today's readings."""
    found = visits.read_most(on=on, days=DAYS, most=MOST_SHOWN)
    today = dict(visits.read_most(on=on, days=1, most=10 * MOST_SHOWN))
    titles = _titles([path for path, _ in found])
    return [ReadPage(path, titles.get(path, ""), times, today.get(path, 0)) for path, times in found]


def _titles(paths: list[str]) -> dict[str, str]:
    ids = {path: path.rpartition("/")[2] for path in paths if path.split("/")[1] in KINDS}
    pages = Page.objects.filter(pk__in=[int(id) for id in ids.values() if id.isdigit()])
    titles = {str(pk): title for pk, title in pages.values_list("pk", "title")}
    return {path: titles[id] for path, id in ids.items() if id in titles}
