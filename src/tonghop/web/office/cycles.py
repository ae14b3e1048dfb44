"""Kỳ báo cáo: cycles, due lists, the table body × period, one row, and what happens to rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting import cycle_actions as actions
from tonghop.apps.reporting import cycle_queries as queries
from tonghop.apps.reporting.cycle_queries import Filter, Shown
from tonghop.apps.reporting.models import Asked, Cycle, Happening, PlanFiling
from tonghop.apps.reporting.permissions import (
    access_campaign_cycles,
    access_cycle,
    access_cycles,
    access_row,
    may_decide,
    may_file,
    may_keep,
    may_watch,
)
from tonghop.apps.reporting.plans import filings_of, newest_filings
from tonghop.apps.reporting.submissions.access import may_write
from tonghop.apps.reporting.submissions.reading import receipts_of, report_status
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.completeness import Counts, percent
from tonghop.web.office import cycle_words as words
from tonghop.web.office import report_signing, report_words
from tonghop.web.office.change_forms import FORMS, ChangeForm
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import vi

MOST_CHOSEN = 10_000


# ---- what every list shares


def wanted_of(query: QueryDict) -> Filter:
    """Return the filter that an address says; what it does not understand finds nothing or is left out."""
    return Filter(
        query.get("khoi", "")[:20],
        query.get("cap", "")[:20],
        query.get("tinh_trang", "")[:20],
        query.get("ten", "")[:100],
        queries.BY_LACKING if query.get("xep") == "thieu" else queries.BY_NAME,
    )


def page_of(query: QueryDict) -> int:
    """Return the page that an address asks for, the first where it says nonsense."""
    text = query.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter."""

    value: str
    label: words.Word
    chosen: bool


def choices(known: Mapping[str, words.Word], present: Sequence[str], chosen: str) -> list[Choice]:
    """Return what a filter offers: only what occurs, and what was chosen."""
    offered = [*present, *([chosen] if chosen and chosen not in present else [])]
    return [Choice(value, known.get(value, value), value == chosen) for value in offered]


def standings(chosen: str) -> list[Choice]:
    """Return the standings that a list may be filtered by."""
    return [Choice(how.value, look.word, how == chosen) for how, look in words.LOOKS.items()]


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a list: enough for the links to the pages beside it."""

    number: int
    last: int
    query: str

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.last else None


def pages(request: HttpRequest, number: int, last: int) -> Pages:
    """Return the pages of a list whose address is the request's."""
    query = [(key, value) for key, value in request.GET.items() if key != "page" and value]
    return Pages(number, last, f"{urlencode(query)}&" if query else "")


def totals(counts: Counts) -> dict[str, object]:
    """Return counts with the two measures as they are written."""
    return {"counts": counts, "complete": percent(counts.complete), "timely": percent(counts.timely)}


# ---- pages


@require_safe
def every(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the cycles of one's offices."""
    cycles = queries.cycles_of_offices(access_cycles(by=visit.person, on=visit.on), visit.at)
    listed = [
        {"cycle": cycle, "name": words.cycle_name(cycle.code), "until": words.until(cycle.late_from)}
        | totals(counts)
        for cycle, counts in cycles
    ]
    return render(request, "office/cycles/every.html", {"cycles": listed})


@require_safe
def completeness(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Show how every body stands in every period of a campaign."""
    campaign = access_campaign_cycles(campaign_id, by=visit.person, on=visit.on)
    wanted = wanted_of(request.GET)
    periods = request.GET.get("so_ky", "")
    found = queries.completeness(
        campaign=campaign,
        wanted=wanted,
        page=page_of(request.GET),
        periods=int(periods) if periods.isascii() and periods.isdigit() else queries.USUAL_PERIODS,
        at=visit.at,
    )
    context = {
        "campaign": campaign,
        "wanted": wanted,
        "found": found,
        "periods": [
            {"cycle": cycle, "name": words.cycle_name(cycle.code), "until": words.until(cycle.late_from)}
            | totals(counts)
            for cycle, counts in zip(found.cycles, found.totals, strict=True)
        ],
        "bodies": [(body, [_cell(cell) for cell in body.cells]) for body in found.bodies],
        "lines": choices(words.LINES, found.lines, wanted.line),
        "levels": choices(words.LEVELS, found.levels, wanted.level),
        "standings": standings(wanted.standing),
        "by_lacking": wanted.sort == queries.BY_LACKING,
        "pages": pages(request, found.page, found.pages),
        "row_address": _row_address(),
        "may_keep": may_keep(campaign.office, by=visit.person, on=visit.on),
    }
    return render(request, "office/cycles/completeness.html", context)


def _cell(cell: queries.Cell | None) -> tuple[str, words.Word, UUID] | None:
    """Return the look, the word and the row of a cell, None where the body owed nothing."""
    if cell is None:
        return None
    look = words.LOOKS[cell.shown]
    return look.kind, look.brief, cell.row


def _row_address() -> str:
    """Return what stands before a row's id in its address: asking for each cell takes its time."""
    return reverse("due-row", args=[UUID(int=0)]).removesuffix(f"{UUID(int=0)}/")


@require_safe
def due_list(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show who owes in a cycle."""
    cycle = access_cycle(cycle_id, by=visit.person, on=visit.on)
    wanted = wanted_of(request.GET)
    found = queries.due_list(cycle=cycle, wanted=wanted, page=page_of(request.GET), at=visit.at)
    filed = newest_filings([row.id for row in found.rows]) if cycle.asked == Asked.PLAN else {}
    context = {
        "cycle": cycle,
        "name": words.cycle_name(cycle.code),
        "asked": words.ASKED[cycle.asked],
        "until": words.until(cycle.late_from),
        "left": words.time_left(cycle.late_from, visit.at),
        "opens": words.day(cycle.opens_on),
        "wanted": wanted,
        "found": found,
        "rows": [_line(row, cycle, filed.get(row.id)) for row in found.rows],
        "lines": choices(words.LINES, found.lines, wanted.line),
        "levels": choices(words.LEVELS, found.levels, wanted.level),
        "standings": standings(wanted.standing),
        "by_lacking": wanted.sort == queries.BY_LACKING,
        "pages": pages(request, found.page, found.pages),
        "may_keep": may_keep(cycle.office, by=visit.person, on=visit.on),
        "may_decide": may_decide(cycle.office, by=visit.person, on=visit.on),
        "changes": [(kind.value, form.label) for kind, form in FORMS.items()],
    } | totals(found.counts)
    return render(request, "office/cycles/due_list.html", context)


def _line(row: queries.Listed, cycle: Cycle, filing: PlanFiling | None) -> Mapping[str, object]:
    return {
        "row": row,
        "look": words.LOOKS[row.shown],
        "until": words.until(row.late_from) if row.late_from != cycle.late_from else "",
        "arrived": words.moment(row.arrived_at) if row.arrived_at else "",
        "filing": filing,
    }


@require_POST
def open_early(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Open a planned cycle now."""
    cycle = access_cycle(cycle_id, by=visit.person, on=visit.on)
    actions.open_cycle_early(cycle=cycle, by=visit.person, at=visit.at, on=visit.on)
    return HttpResponseRedirect(reverse("cycle", args=[cycle.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Ask what has to be said about a change of rows, and make it."""
    cycle = access_cycle(cycle_id, by=visit.person, on=visit.on)
    kind = _kind(request.GET.get("viec", ""))
    numbers = _numbers(request.GET)
    rows = queries.chosen_rows(cycle, numbers, wanted_of(request.GET), visit.at)
    form = FORMS[kind](request.POST if request.method == "POST" else None, initial={"due_on": cycle.due_on})
    status, refused = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _change(form, cycle, [row.pk for row in rows], visit)
                back = reverse("due-row", args=[rows[0].pk]) if len(rows) == 1 else None
                return HttpResponseRedirect(back or reverse("cycle", args=[cycle.pk]))
            except Refusal as refusal:
                refused = sentence(refusal)
    context = {
        "cycle": cycle,
        "name": words.cycle_name(cycle.code),
        "until": words.until(cycle.late_from),
        "form": form,
        "refused": refused,
        "rows": rows[:20],
        "count": len(rows),
        "more": max(0, len(rows) - 20),
    }
    return render(request, "office/cycles/change.html", context, status=status)


def _change(form: ChangeForm, cycle: Cycle, rows: Sequence[UUID], visit: Visit) -> int:
    return form.act(cycle=cycle, rows=rows, by=visit.person, at=visit.at, on=visit.on)


def _kind(text: str) -> Happening:
    return Happening(text) if text in Happening.values else Happening.EXTENSION


def _numbers(query: QueryDict) -> list[int] | None:
    """Return the numbers of the rows that were chosen; None where all that the filter means are."""
    if query.get("tat_ca") == "1":
        return None
    return [int(text) for text in query.getlist("n")[:MOST_CHOSEN] if text.isascii() and text.isdigit()]


@require_safe
def row(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Show one body's debt in one cycle: how it stands, what happened, and whom to call."""
    found = access_row(row_id, by=visit.person, on=visit.on)
    how = queries.shown(found.state, found.late_from, visit.at)
    events = queries.events_of(found)
    names = queries.names_of(event.by for event in events)
    is_report = found.cycle.asked == Asked.REPORT and found.annulled_at is None
    context = {
        "row": found,
        "cycle": found.cycle,
        "name": words.cycle_name(found.cycle.code),
        "asked": words.ASKED[found.cycle.asked],
        "look": words.LOOKS[how],
        "until": words.until(found.late_from),
        "left": words.time_left(found.late_from, visit.at)
        if how in (Shown.MISSING, Shown.NOT_YET_DUE)
        else "",
        "arrived": words.moment(found.arrived_at) if found.arrived_at else "",
        "events": [
            {
                "what": Happening(event.kind).label,
                "event": event,
                "at": words.moment(event.happened_at),
                "until": words.until(event.late_from) if event.late_from else "",
                "arrived": words.moment(event.arrived_at) if event.arrived_at else "",
                "by": vi(names.get(event.by)) or _("Chương trình tự ghi"),
            }
            for event in events
        ],
        "contact": queries.contact(found, visit.on),
        "by_file": report_signing.by_file(found, visit),
        "filings": filings_of(found) if found.cycle.asked == Asked.PLAN else (),
        "may_file": may_file(found, by=visit.person, on=visit.on),
        "may_write": is_report and may_write(found, by=visit.person, on=visit.on),
        "report": report_words.status(report_status(found)) if is_report else None,
        "receipts": [(row, words.moment(row.sent_at)) for row in receipts_of(found)] if is_report else (),
        "may_watch": may_watch(found.office, by=visit.person, on=visit.on),
        "may_keep": may_keep(found.office, by=visit.person, on=visit.on),
        "changes": [(kind.value, form.label) for kind, form in FORMS.items()],
    }
    return render(request, "office/cycles/row.html", context)


@require_safe
def own(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what the bodies of somebody owe, soonest first."""
    all_rows = request.GET.get("tat_ca") == "1"
    number = page_of(request.GET)
    rows, found = queries.owed(by=visit.person, at=visit.at, on=visit.on, all_rows=all_rows, page=number)
    listed = [
        {
            "owed": owed,
            "name": words.cycle_name(owed.cycle),
            "asked": words.ASKED[owed.asked],
            "look": words.LOOKS[owed.row.shown],
            "until": words.until(owed.row.late_from),
            "left": words.time_left(owed.row.late_from, visit.at),
            "waits": owed.row.shown in (Shown.MISSING, Shown.NOT_YET_DUE),
        }
        for owed in rows
    ]
    last = max(1, -(-found // queries.ROWS_A_PAGE))
    context = {
        "rows": listed,
        "found": found,
        "all_rows": all_rows,
        "pages": pages(request, min(number, last), last),
    }
    return render(request, "office/cycles/own.html", context)


ROUTES = (
    Route("ky/", every, "cycles", Right.SEE_DUE_LIST),
    Route("ky/<uuid:cycle_id>/", due_list, "cycle", Right.SEE_DUE_LIST),
    Route("ky/<uuid:cycle_id>/mo/", open_early, "cycle-open", Right.KEEP_DUE_LIST),
    Route("ky/<uuid:cycle_id>/thay-doi/", change, "cycle-change", Right.KEEP_DUE_LIST),
    Route("chien-dich/<uuid:campaign_id>/day-du/", completeness, "completeness", Right.SEE_DUE_LIST),
    Route("dong/<uuid:row_id>/", row, "due-row"),
    Route("phai-bao-cao/", own, "own-due-rows", Right.SEE_OWN_DUE_ROWS),
)
