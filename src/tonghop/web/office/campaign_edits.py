"""A campaign's parts, one a page, and one row of a part as a plain form; bodies found, figures asked once."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.campaigns import bodies, figures, pages
from tonghop.apps.reporting.campaigns.access import access_campaign, access_kept_campaign
from tonghop.apps.reporting.campaigns.keeping import NoSuchRow, drop_row, put_row, put_targets
from tonghop.apps.reporting.campaigns.pages import CampaignPage
from tonghop.domain.errors import Refusal
from tonghop.domain.organisations.matching import Found
from tonghop.domain.reporting.campaign_record import TABLES
from tonghop.domain.reporting.fields import FieldWrong
from tonghop.web.office.campaign_forms import RowForm, TargetsForm, initial_of
from tonghop.web.office.campaign_words import LISTED, ONE, PARTS, field_name, row_cells, said, shown
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.routes import Route

_MOST_PROPOSED, _LINES_A_PAGE = 20, 60


@require_safe
def part(request: HttpRequest, visit: Visit, campaign_id: UUID, table: str) -> HttpResponse:
    """Show one part of a campaign."""
    if table not in LISTED:
        raise NoSuchThing()
    campaign = access_campaign(campaign_id, by=visit.person, on=visit.on)
    found = pages.campaign_page(campaign, by=visit.person, at=visit.at, on=visit.on)
    fields = {field.key: field for field in TABLES[table]}
    rows = [(number, row) for number, row in enumerate(found.rows[table], 1)]
    page = Paginator(rows, _LINES_A_PAGE).get_page(request.GET.get("page"))
    given = {
        "shown": found,
        "table": table,
        "title": said(PARTS[table]),
        "one": said(ONE[table]),
        "heads": [field_name(table, fields[key]) for key in LISTED[table]],
        "rows": [(number, row_cells(table, row)) for number, row in page],
        **_pages(page),
    }
    return render(request, "office/campaigns/part.html", given)


def _pages(page: Page[Any]) -> Mapping[str, object]:
    """Return what the links to the other pages of a long table need."""
    return {"page": page, "pages": list(page.paginator.get_elided_page_range(page.number))}


@require_http_methods(["GET", "HEAD", "POST"])
def row(
    request: HttpRequest, visit: Visit, campaign_id: UUID, table: str, number: int | None = None
) -> HttpResponse:
    """Show one row of a part as a form, and change it."""
    found = _kept(visit, campaign_id)
    if table not in PARTS or (table == "campaign" and number is not None):
        raise NoSuchThing()
    place = 1 if table == "campaign" else number
    try:
        kept = found.row(table, place)
    except NoSuchRow:
        raise NoSuchThing() from None
    start = {**initial_of(table, kept), "base": found.number} if place else {"base": found.number}
    form = RowForm(table, found.content, request.POST or None, initial=start, is_new=place is None)
    if request.method == "POST" and form.is_valid() and _is_put(form, found, number, visit):
        messages.success(request, _("Đã ghi; xem các bản để thấy thay đổi."))
        return _back(campaign_id, table)
    given = {
        "shown": found,
        "form": form,
        "table": table,
        "title": said(PARTS[table]),
        "one": said(ONE[table]),
        "number": number,
        "known_as": row_cells(table, kept)[0] if kept and table in LISTED else "",
        "told": found.regimes[number - 1] if table == "regime" and number else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "office/campaigns/row.html", given, status=status)


@require_POST
def row_out(request: HttpRequest, visit: Visit, campaign_id: UUID, table: str, number: int) -> HttpResponse:
    """Take a row out of a part."""
    found = _kept(visit, campaign_id)
    if table not in LISTED:
        raise NoSuchThing()
    base = request.POST.get("base", "")
    drop_row(
        campaign=found.campaign,
        table=table,
        number=number,
        base=int(base) if base.isascii() and base.isdigit() and len(base) < 9 else 0,
        by=visit.person,
        at=visit.at,
        on=visit.on,
    )
    messages.success(request, _("Đã bỏ dòng; bản trước vẫn còn trong các bản."))
    return _back(campaign_id, table)


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Show and set the targets of all indicators."""
    found = _kept(visit, campaign_id)
    start: dict[str, object] = {
        one["code"]: shown("indicator", "target", one.get("target")).replace(".", ",")
        for one in found.rows["indicator"]
    }
    form = TargetsForm(found.content, request.POST or None, initial={**start, "base": found.number})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        base = given.pop("base")
        if _is_done(
            form.add_error,
            lambda: put_targets(
                campaign=found.campaign, targets=given, base=base, by=visit.person, at=visit.at, on=visit.on
            ),
        ):
            messages.success(request, _("Đã ghi kế hoạch."))
            return _back(campaign_id, "indicator")
    status = 422 if request.method == "POST" else 200
    return render(request, "office/campaigns/targets.html", {"shown": found, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Show which unit of the register each body is, propose, and confirm."""
    found = _kept(visit, campaign_id)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        chosen = {
            key.removeprefix("unit:"): str(value)
            for key, value in request.POST.items()
            if key.startswith("unit:") and value
        }
        if _is_done(
            lambda _field, words: errors.append({"text": words}),
            lambda: bodies.confirm_bodies(
                campaign=found.campaign, units=chosen, by=visit.person, at=visit.at, on=visit.on
            ),
        ):
            messages.success(request, _("Đã xác nhận %(count)s đơn vị.") % {"count": len(chosen)})
            return redirect("campaign-units", campaign_id=campaign_id)
    day, resolved = pages.bodies_page(found.campaign, found.content, on=visit.on)
    code, words = request.GET.get("don-vi", ""), request.GET.get("tim", "").strip()
    waiting = [one.body for one in resolved if not one.unit or one.ceased or one.body.code == code]
    given = {
        "shown": found,
        "day": day,
        "resolved": (page := Paginator(resolved, _LINES_A_PAGE).get_page(request.GET.get("page"))),
        **_pages(page),
        "ceased": [one for one in resolved if one.ceased],
        "waiting": len(waiting),
        "proposals": [
            (one, _candidates(one.found))
            for one in bodies.proposals(found.content, waiting[:_MOST_PROPOSED], on=visit.on)
        ],
        "searched": bodies.found_by_words(found.content, words, on=visit.on) if words else None,
        "code": code,
        "words": words,
        "errors": errors,
    }
    return render(request, "office/campaigns/units.html", given, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Show the figures that other campaigns ask for too, and link or part them."""
    found = _kept(visit, campaign_id)
    errors: list[dict[str, str]] = []
    if request.method == "POST" and _is_done(
        lambda _field, words: errors.append({"text": words}), lambda: _linked(request, found, visit)
    ):
        messages.success(request, _("Đã ghi; có hiệu lực với kỳ mở từ bây giờ."))
        return redirect("campaign-shared", campaign_id=campaign_id)
    given = {"shown": found, "twice": figures.asked_twice(found.campaign), "errors": errors}
    return render(request, "office/campaigns/shared.html", given, status=422 if errors else 200)


def _linked(request: HttpRequest, found: CampaignPage, visit: Visit) -> None:
    campaign, sent = found.campaign, request.POST
    try:
        link, source = int(sent.get("link") or 0), UUID(sent.get("source") or UUID(int=0).hex)
    except ValueError:
        raise NoSuchThing() from None
    if link:
        figures.end_link(campaign=campaign, link_id=link, by=visit.person, at=visit.at, on=visit.on)
        return
    figures.link_figure(
        campaign=campaign,
        code=sent.get("code", ""),
        source_id=source,
        source_code=sent.get("source_code", ""),
        by=visit.person,
        at=visit.at,
        on=visit.on,
    )


def _candidates(found: Found) -> list[tuple[str, str, str, bool]]:
    """Unit, name, why, and whether it is the one meant, for each candidate."""
    return [
        (one.version.unit, one.version.name, one.why, one.version.unit == found.decided)
        for one in found.candidates[:8]
    ]


def _is_put(form: RowForm, found: CampaignPage, number: int | None, visit: Visit) -> bool:
    try:
        put_row(
            campaign=found.campaign,
            table=form.table,
            number=number,
            row=form.row,
            base=form.cleaned_data["base"],
            note=form.why,
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    except FieldWrong as wrong:
        form.refuse(wrong)
        return False
    except (NoSuchThing, NotPermitted):
        raise
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return False
    return True


def _is_done(tell: Callable[[None, str], object], deed: Callable[[], object]) -> bool:
    """Do what was asked; where a rule says no, tell it on the page."""
    try:
        deed()
    except (NoSuchThing, NotPermitted):
        raise
    except Refusal as refusal:
        tell(None, sentence(refusal))
        return False
    return True


def _kept(visit: Visit, campaign_id: UUID) -> CampaignPage:
    campaign = access_kept_campaign(campaign_id, by=visit.person, on=visit.on)
    return pages.campaign_page(campaign, by=visit.person, at=visit.at, on=visit.on)


def _back(campaign_id: UUID, table: str) -> HttpResponse:
    if table == "campaign":
        return redirect("campaign", campaign_id=campaign_id)
    return redirect("campaign-part", campaign_id=campaign_id, table=table)


_ONE = "chien-dich/<uuid:campaign_id>/"
ROUTES = (
    Route(f"{_ONE}ke-hoach/", targets, "campaign-targets", Right.KEEP_CAMPAIGNS),
    Route(f"{_ONE}danh-ba/", units, "campaign-units", Right.KEEP_CAMPAIGNS),
    Route(f"{_ONE}hoi-mot-lan/", shared, "campaign-shared", Right.KEEP_CAMPAIGNS),
    Route(f"{_ONE}phan/<slug:table>/", part, "campaign-part", Right.SEE_CAMPAIGNS),
    Route(f"{_ONE}phan/<slug:table>/sua/", row, "campaign-row-new", Right.KEEP_CAMPAIGNS),
    Route(f"{_ONE}phan/<slug:table>/<int:number>/", row, "campaign-row", Right.KEEP_CAMPAIGNS),
    Route(f"{_ONE}phan/<slug:table>/<int:number>/bo/", row_out, "campaign-row-out", Right.KEEP_CAMPAIGNS),
)
