"""Kế hoạch phải nộp trước: asking bodies for their plans, filing one, and reading what was filed."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting import plans
from tonghop.apps.reporting.permissions import access_campaign_cycles, access_row
from tonghop.domain.errors import Refusal
from tonghop.web.office import cycle_words as words
from tonghop.web.office.change_forms import day_field
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.downloads import attachment
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import DataSelect


class AskForPlans(forms.Form):
    """Which obligation orders the plans, and until when they are owed."""

    obligation = forms.ChoiceField(
        label=_("Nhiệm vụ đã xác nhận"), widget=DataSelect(attrs={"class": "govuk-select"})
    )
    due_on = day_field(_("Hạn nộp kế hoạch"))


class FilePlan(forms.Form):
    """A plan with what a body says about it."""

    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_("Word (.docx) hoặc PDF, không quá 20 MB. Văn bản có dấu mật không được nộp ở đây."),
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".docx,.pdf"}),
    )
    symbol = forms.CharField(
        label=_("Số, ký hiệu"),
        help_text=_("Ví dụ 12/KH-UBND."),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-20"}),
    )
    dated_on = day_field(_("Ngày kế hoạch"))
    is_signed = forms.BooleanField(
        label=_("Đã ký, đóng dấu hoặc ký số"), required=False, widget=forms.CheckboxInput()
    )
    signer = forms.CharField(
        label=_("Chức vụ người ký"),
        help_text=_("Ví dụ Chủ tịch Ủy ban nhân dân xã; không ghi tên."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Ask the bodies of a campaign for their plans."""
    campaign = access_campaign_cycles(campaign_id, by=visit.person, on=visit.on)
    offered = {str(row.pk): row for row in plans.obligations_for(campaign)}
    form = AskForPlans(request.POST if request.method == "POST" else None)
    form.fields["obligation"].choices = [  # type: ignore[attr-defined]
        (key, plans.obligation_words(row)[:160]) for key, row in offered.items()
    ]
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            cycle = plans.ask_for_plans(
                campaign=campaign,
                obligation=offered[form.cleaned_data["obligation"]],
                due_on=form.cleaned_data["due_on"],
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
            return HttpResponseRedirect(reverse("cycle", args=[cycle.pk]))
        except Refusal as refusal:
            refused = sentence(refusal)
    context = {"campaign": campaign, "form": form, "refused": refused, "offered": bool(offered)}
    return render(request, "office/plans/ask.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """File a body's plan, or a newer one in its place; show those filed before."""
    row = access_row(row_id, by=visit.person, on=visit.on)
    posted = request.method == "POST"
    form = FilePlan(request.POST if posted else None, request.FILES if posted else None)
    refused = ""
    if posted and form.is_valid():
        said = form.cleaned_data
        try:
            plans.file_plan(
                row_id=row.pk,
                plan=plans.Plan(said["symbol"], said["dated_on"], said["is_signed"], said["signer"]),
                file_name=said["file"].name,
                content=said["file"].read(plans.LARGEST_FILE_BYTES + 1),
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
            return HttpResponseRedirect(reverse("due-row", args=[row.pk]))
        except Refusal as refusal:
            refused = sentence(refusal)
    context = {
        "row": row,
        "until": words.until(row.late_from),
        "form": form,
        "refused": refused,
        "filings": plans.filings_of(row),
    }
    return render(request, "office/plans/file.html", context, status=422 if posted else 200)


@require_safe
def filed(request: HttpRequest, visit: Visit, filing_id: UUID) -> HttpResponse:
    """Give the file of a plan, always to be saved and never to be shown by the browser."""
    filing, content = plans.filed_file(filing_id, by=visit.person, on=visit.on)
    return attachment(content, filing.file_name, filing.media_type)


ROUTES = (
    Route("chien-dich/<uuid:campaign_id>/yeu-cau-ke-hoach/", ask, "ask-for-plans", Right.KEEP_DUE_LIST),
    Route("dong/<uuid:row_id>/nop-ke-hoach/", file, "file-plan", Right.FILE_PLANS),
    Route("ke-hoach/<uuid:filing_id>/", filed, "filed-plan"),
)
