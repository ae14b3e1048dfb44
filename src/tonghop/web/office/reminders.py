"""Đôn đốc: who would be told what, sending it, letters, messages, telephones, and the days of reminding."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting import reminder_letters as letters
from tonghop.apps.reporting import reminders
from tonghop.apps.reporting.models import Way
from tonghop.apps.reporting.permissions import access_campaign_cycles, access_cycle
from tonghop.domain.errors import Refusal
from tonghop.formats.official.letter_phones import phone_workbook
from tonghop.web.office import cycle_words as words
from tonghop.web.office.cycles import page_of, pages
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.downloads import attachment
from tonghop.web.office.routes import Route

SHOWN, FEW = 30, 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show who would be told what, and tell them."""
    cycle = access_cycle(cycle_id, by=visit.person, on=visit.on)
    refused = ""
    if request.method == "POST":
        try:
            reminders.remind(cycle=cycle, codes=None, by=visit.person, at=visit.at, on=visit.on)
            return HttpResponseRedirect(reverse("reminders", args=[cycle.pk]))
        except Refusal as refusal:
            refused = sentence(refusal)
    rows = reminders.missing_rows(cycle)
    shown = reminders.preview(cycle=cycle, rows=rows, at=visit.at, on=visit.on)
    rule = reminders.rule_of(cycle.campaign)
    context = {
        "cycle": cycle,
        "name": words.cycle_name(cycle.code),
        "until": words.until(cycle.late_from),
        "left": words.time_left(cycle.late_from, visit.at),
        "refused": refused,
        "told": shown.told[:SHOWN],
        "more": max(0, len(shown.told) - SHOWN),
        "count": len(shown.told),
        "done_today": shown.done_today,
        "without": shown.without_address[:FEW],
        "without_more": max(0, len(shown.without_address) - FEW),
        "days": "; ".join(map(str, rule.days if rule else reminders.USUAL_DAYS)),
        "is_automatic": bool(rule and rule.is_automatic),
        "log": [
            {"reminder": made, "at": words.moment(made.made_at), "way": Way(made.way).label}
            for made in reminders.latest_of(cycle, SHOWN)
        ],
    }
    return render(request, "office/reminders/page.html", context, status=422 if refused else 200)


@require_POST
def rule(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Set the days of reminding, and whether the program reminds by itself."""
    campaign = access_campaign_cycles(campaign_id, by=visit.person, on=visit.on)
    typed = request.POST.get("ngay", "")[:200]
    is_automatic = request.POST.get("tu_dong") == "1"
    try:
        reminders.set_rule(
            campaign=campaign,
            days=typed,
            is_automatic=is_automatic,
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    except Refusal as refusal:
        context = {
            "campaign": campaign,
            "days": typed,
            "is_automatic": is_automatic,
            "refused": sentence(refusal),
        }
        return render(request, "office/reminders/rule.html", context, status=422)
    return HttpResponseRedirect(reverse("cycles"))


@require_safe
def messages(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show a short text for each body, to be pasted into a messenger, with its telephone."""
    cycle = access_cycle(cycle_id, by=visit.person, on=visit.on)
    told = letters.messages_of(cycle, visit.on)
    last = max(1, -(-len(told) // SHOWN))
    number = min(page_of(request.GET), last)
    context = {
        "cycle": cycle,
        "name": words.cycle_name(cycle.code),
        "joint": letters.joint_message(cycle, visit.on),
        "told": told[(number - 1) * SHOWN : number * SHOWN],
        "pages": pages(request, number, last),
    }
    return render(request, "office/reminders/messages.html", context)


@require_safe
def phones(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Give the telephone list of those of whom nothing came."""
    cycle = access_cycle(cycle_id, by=visit.person, on=visit.on)
    content = phone_workbook(owing.body for owing in reminders.owing_bodies(cycle))
    return attachment(content, f"dien-thoai-{cycle.code}.xlsx", XLSX)


@require_safe
def zipped(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Give the letters to those of whom nothing came."""
    cycle = access_cycle(cycle_id, by=visit.person, on=visit.on)
    content = _zip(letters.letters_of(cycle, visit.on))
    return attachment(content, f"cong-van-don-doc-{cycle.code}.zip", "application/zip")


def _zip(files: Sequence[tuple[str, bytes]]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


ROUTES = (
    Route("ky/<uuid:cycle_id>/don-doc/", page, "reminders", Right.REMIND),
    Route("ky/<uuid:cycle_id>/don-doc/tin-nhan/", messages, "reminder-messages", Right.REMIND),
    Route("ky/<uuid:cycle_id>/don-doc/dien-thoai.xlsx", phones, "reminder-phones", Right.REMIND),
    Route("ky/<uuid:cycle_id>/don-doc/cong-van.zip", zipped, "reminder-letters", Right.REMIND),
    Route("chien-dich/<uuid:campaign_id>/ngay-nhac/", rule, "reminder-rule", Right.REMIND),
)
