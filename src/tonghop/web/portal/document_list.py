"""All public documents: by number and day, narrowed by kind, year, issuer and whether they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tonghop.web.portal.drawing import frame
from tonghop.web.portal.models import DocumentPage

PATH = "/van-ban/"
ON_A_SHEET = 20
MOST_VALUES = 200
LONGEST_FILTER = 200
FILTERS: Mapping[str, tuple[str, str]] = {
    "loai": ("Loại văn bản", "kind"),
    "nam": ("Năm", "dated_on__year"),
    "co-quan": ("Cơ quan ban hành", "issuer"),
    "hieu-luc": ("Hiệu lực", "force"),
}
"""Field of the form → what it is called, and what of a document it asks."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the list: its values, each with how many documents have it."""

    name: str
    label: str
    values: Sequence[tuple[str, str, int]]
    chosen: str


def documents(request: HttpRequest) -> HttpResponse:
    """List public documents, the newest first."""
    every: QuerySet[DocumentPage] = DocumentPage.objects.live()
    filters = [_filter(every, name, request.GET.get(name, "")) for name in FILTERS]
    chosen = {one.name: one.chosen for one in filters if one.chosen}
    kept = every.filter(**{FILTERS[name][1]: value for name, value in chosen.items()})
    ordered = kept.select_related("file").order_by("-dated_on", "-pk").defer("bases")
    sheet = Paginator(ordered, ON_A_SHEET).get_page(request.GET.get("trang", "1")[:6])
    facts = frame(request, "Văn bản", PATH) | {
        "filters": filters,
        "sheet": sheet,
        "total": sheet.paginator.count,
        "earlier": _address(chosen, sheet.previous_page_number()) if sheet.has_previous() else "",
        "later": _address(chosen, sheet.next_page_number()) if sheet.has_next() else "",
        "no_index": bool(chosen) or sheet.number > 1,
    }
    if chosen or sheet.number > 1:
        facts["here"] = _address(chosen, sheet.number)
    return render(request, "portal/documents.html", facts)


def _filter(every: "QuerySet[DocumentPage]", name: str, asked: str) -> Filter:
    """Return a way to narrow; a value that no document has is nothing asked."""
    label, field = FILTERS[name]
    counts = every.order_by().values_list(field).annotate(count=Count("pk"))
    rows = [(str(value), _words(name, str(value)), count) for value, count in counts[:MOST_VALUES]]
    rows.sort(key=lambda row: row[0], reverse=name == "nam")
    chosen = asked[:LONGEST_FILTER]
    return Filter(name, label, rows, chosen if chosen in {value for value, _, _ in rows} else "")


def _words(name: str, value: str) -> str:
    return str(DocumentPage.Force(value).label) if name == "hieu-luc" else value


def _address(chosen: Mapping[str, str], sheet: int) -> str:
    told = {**chosen, **({"trang": str(sheet)} if sheet > 1 else {})}
    return f"{PATH}?{urlencode(told)}" if told else PATH
