"""Hỏi đáp về số liệu: the office asks a body about a value, the body answers, the office closes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing, has_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.consolidation import following_up, queries
from tonghop.apps.consolidation.models import Side
from tonghop.apps.consolidation.permissions import access_figures, access_follow_up
from tonghop.apps.reporting.permissions import access_row
from tonghop.domain.errors import Refusal
from tonghop.web.office import cycle_words as words
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.figures import common
from tonghop.web.office.routes import Route


@require_safe
def every(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show the follow-ups of a cycle."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    known = following_up.indicators(cycle)
    listed = [
        {
            "one": one,
            "about": known[one.indicator].name if one.indicator in known else one.indicator,
            "at": words.moment(one.last_at),
            "waits_for_office": one.last_side == Side.BODY,
        }
        for one in queries.follow_ups(cycle)
    ]
    return render(
        request, "office/follow_ups/list.html", common(cycle, visit, "follow-ups") | {"listed": listed}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Ask a body about one of its values."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    given = request.POST if request.method == "POST" else request.GET
    known = following_up.indicators(cycle)
    indicator = given.get("chi_tieu", "")
    try:
        row = access_row(UUID(given.get("dong", "")), by=visit.person, on=visit.on)
    except ValueError:
        raise NoSuchThing() from None
    if row.cycle_id != cycle.pk or indicator not in known:
        raise NoSuchThing()
    refused, status = "", 200
    if request.method == "POST":
        try:
            made = following_up.ask(
                cycle=cycle,
                row_id=row.pk,
                indicator=indicator,
                words=given.get("noi_dung", ""),
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
            return HttpResponseRedirect(reverse("follow-up", args=[made.pk]))
        except (following_up.NothingSaid, following_up.BodyHasNobody, following_up.AlreadyAsked) as refusal:
            refused, status = sentence(refusal), 422
    context = common(cycle, visit, "follow-ups") | {
        "row": row,
        "indicator": indicator,
        "about": known[indicator].name,
        "refused": refused,
        "typed": given.get("noi_dung", ""),
    }
    return render(request, "office/follow_ups/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, visit: Visit, follow_up_id: UUID) -> HttpResponse:
    """Show a follow-up to both sides; whoever may writes, the office closes."""
    found = access_follow_up(follow_up_id, by=visit.person, on=visit.on)
    refused, status = "", 200
    typed = request.POST.get("noi_dung", "")
    if request.method == "POST":
        try:
            if request.POST.get("viec") == "dong":
                following_up.close(
                    follow_up_id=found.pk, why=typed, by=visit.person, at=visit.at, on=visit.on
                )
            else:
                following_up.reply(
                    follow_up_id=found.pk, words=typed, by=visit.person, at=visit.at, on=visit.on
                )
            return HttpResponseRedirect(reverse("follow-up", args=[found.pk]))
        except Refusal as refusal:
            if isinstance(refusal, NoSuchThing):
                raise
            refused, status = sentence(refusal), 422
    cycle = found.row.cycle
    known = following_up.indicators(cycle)
    side = following_up.side_of(found, by=visit.person, on=visit.on)
    context = {
        "found": found,
        "about": known[found.indicator].name if found.indicator in known else found.indicator,
        "name": words.cycle_name(cycle.code),
        "cycle": cycle,
        "said": [
            (row, by, words.moment(row.at), row.side == Side.OFFICE) for row, by in queries.messages(found)
        ],
        "closed_at": words.moment(found.closed_at) if found.closed_at else "",
        "side": side,
        "is_office": side == Side.OFFICE,
        "sees_office": has_right(visit.person, Right.SEE_FIGURES, on=visit.on, body=found.office),
        "refused": refused,
        "typed": typed,
    }
    return render(request, "office/follow_ups/page.html", context, status=status)


ROUTES = (
    Route("ky/<uuid:cycle_id>/hoi-dap/", every, "follow-ups", Right.SEE_FIGURES),
    Route("ky/<uuid:cycle_id>/hoi-dap/moi/", new, "follow-up-new", Right.CONSOLIDATE),
    Route("hoi-dap/<uuid:follow_up_id>/", page, "follow-up"),
)
