"""Chiến dịch: the list, a campaign's page, making one, its versions, its files, and closing it."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.campaigns import pages
from tonghop.apps.reporting.campaigns.access import access_campaign, access_kept_campaign, kept_offices
from tonghop.apps.reporting.campaigns.keeping import close, make_empty
from tonghop.apps.reporting.campaigns.sources import import_version, make_from_directive, make_from_file
from tonghop.domain.errors import Refusal
from tonghop.formats.workbooks.campaign_file import SUFFIXES, content_of
from tonghop.web.office.campaign_forms import (
    CampaignFile,
    Closing,
    FromDirective,
    NewCampaign,
    NewCampaignFile,
)
from tonghop.web.office.campaign_words import LISTED, PARTS, said, told_change
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.downloads import attachment
from tonghop.web.office.routes import Route

_MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".toml": "application/toml; charset=utf-8",
}


@require_safe
def every(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the campaigns."""
    rows = pages.listed_campaigns(by=visit.person, on=visit.on)
    may_make = bool(kept_offices(by=visit.person, on=visit.on))
    return render(request, "office/campaigns/list.html", {"rows": rows, "may_make": may_make})


@require_safe
def page(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Show a campaign."""
    campaign = access_campaign(campaign_id, by=visit.person, on=visit.on)
    shown = pages.campaign_page(campaign, by=visit.person, at=visit.at, on=visit.on)
    parts = [(part, said(PARTS[part]), len(shown.rows[part])) for part in LISTED]
    return render(request, "office/campaigns/page.html", {"shown": shown, "parts": parts})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Make a campaign empty, of a file, or of a directive."""
    forms = _new_forms(request, visit)
    chosen = request.POST.get("way", "")
    form = forms.get(chosen)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            made = _made(chosen, form, visit)
        except Refusal as refusal:
            _show(form, refusal)
        else:
            messages.success(request, _("Đã lập chiến dịch."))
            return redirect("campaign", campaign_id=made)
    status = 422 if request.method == "POST" else 200
    return render(request, "office/campaigns/new.html", {"forms": forms, "form": form}, status=status)


@require_safe
def export(request: HttpRequest, visit: Visit, campaign_id: UUID, suffix: str) -> HttpResponse:
    """Give the newest version as a campaign file."""
    if f".{suffix}" not in SUFFIXES:
        raise NoSuchThing()
    campaign = access_campaign(campaign_id, by=visit.person, on=visit.on)
    shown = pages.campaign_page(campaign, by=visit.person, at=visit.at, on=visit.on)
    name = f"{campaign.key}-v{shown.number}.{suffix}"
    return attachment(content_of(shown.content, f".{suffix}"), name, _MEDIA[f".{suffix}"])


@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Let a campaign say what a file says."""
    campaign = access_kept_campaign(campaign_id, by=visit.person, on=visit.on)
    shown = pages.campaign_page(campaign, by=visit.person, at=visit.at, on=visit.on)
    form = CampaignFile(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            version = import_version(
                campaign=campaign,
                name=file.name,
                content=file.read(),
                base=_number(request.POST.get("base")),
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except Refusal as refusal:
            _show(form, refusal)
        else:
            told = _("Tệp không có gì khác: vẫn là bản %(number)s.")
            told = told if version.number == shown.number else _("Đã nhập tệp thành bản %(number)s.")
            messages.success(request, told % {"number": version.number})
            return redirect("campaign-versions", campaign_id=campaign.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "office/campaigns/import.html", {"shown": shown, "form": form}, status=status)


@require_safe
def versions(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Show what each version changed, in words."""
    campaign = access_campaign(campaign_id, by=visit.person, on=visit.on)
    compared = [
        (row, [told_change(change) for change in row.changes]) for row in pages.compared_versions(campaign)
    ]
    return render(request, "office/campaigns/versions.html", {"campaign": campaign, "compared": compared})


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Close a campaign for a reason."""
    campaign = access_kept_campaign(campaign_id, by=visit.person, on=visit.on)
    form = Closing(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close(campaign=campaign, why=form.cleaned_data["why"], by=visit.person, at=visit.at, on=visit.on)
        except Refusal as refusal:
            _show(form, refusal)
        else:
            messages.success(request, _("Đã kết thúc chiến dịch; không kỳ nào mở thêm."))
            return redirect("campaign", campaign_id=campaign.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "office/campaigns/close.html", {"campaign": campaign, "form": form}, status=status)


def _new_forms(request: HttpRequest, visit: Visit) -> dict[str, Form]:
    """The three ways, the one that was sent with what was typed."""
    names = pages.office_names(kept_offices(by=visit.person, on=visit.on), on=visit.on)
    offices = list(names.items())
    directives = [(str(row.pk), f"{row} {row.title}".strip()) for row in pages.directives_to_propose()]
    way = request.POST.get("way", "")
    data = {name: request.POST if name == way else None for name in ("file", "directive", "empty")}
    return {
        "file": NewCampaignFile(data["file"], request.FILES or None, offices=offices, prefix="file"),
        "directive": FromDirective(
            data["directive"], offices=offices, directives=directives, prefix="directive"
        ),
        "empty": NewCampaign(data["empty"], offices=offices, prefix="empty"),
    }


def _made(way: str, form: Form, visit: Visit) -> UUID:
    given = form.cleaned_data
    if way == "file":
        file = given["file"]
        return make_from_file(
            office=given["office"],
            name=file.name,
            content=file.read(),
            by=visit.person,
            at=visit.at,
            on=visit.on,
        ).pk
    if way == "directive":
        return make_from_directive(
            directive_id=UUID(given["directive"]),
            office=given["office"],
            by=visit.person,
            at=visit.at,
            on=visit.on,
        ).pk
    return make_empty(
        office=given["office"],
        title=given["title"],
        coordinator=given["coordinator"],
        by=visit.person,
        at=visit.at,
        on=visit.on,
    ).pk


def _show(form: Form, refusal: Refusal) -> None:
    """Show a refusal above a form; who may not at all gets the door's answer."""
    if isinstance(refusal, NoSuchThing | NotPermitted):
        raise refusal
    form.add_error(None, sentence(refusal))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


ROUTES = (
    Route("chien-dich/", every, "campaigns", Right.SEE_CAMPAIGNS),
    Route("chien-dich/moi/", new, "campaign-new", Right.KEEP_CAMPAIGNS),
    Route("chien-dich/<uuid:campaign_id>/", page, "campaign", Right.SEE_CAMPAIGNS),
    Route("chien-dich/<uuid:campaign_id>/cac-ban/", versions, "campaign-versions", Right.SEE_CAMPAIGNS),
    Route("chien-dich/<uuid:campaign_id>/tep.<slug:suffix>", export, "campaign-export", Right.SEE_CAMPAIGNS),
    Route("chien-dich/<uuid:campaign_id>/nhap/", import_, "campaign-import", Right.KEEP_CAMPAIGNS),
    Route("chien-dich/<uuid:campaign_id>/ket-thuc/", closing, "campaign-close", Right.KEEP_CAMPAIGNS),
)
