"""Hiệu lực: what a person says of a directive's force, and what becomes of its tasks."""

from typing import Any  # a form's own arguments
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.actions.statuses import decide_fate, say_status, take_status_back
from tonghop.apps.directives.models import Directive
from tonghop.apps.directives.permissions import access_obligation, access_review, access_status
from tonghop.apps.directives.queries import affected_by, other_directives
from tonghop.domain.directives.status import FATES, STATUSES
from tonghop.domain.errors import Refusal
from tonghop.web.office.directives import named, steps
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import DataSelect, vi

_DAY = "%d/%m/%Y"


class StatusForm(forms.Form):
    """A status with its day and its source."""

    status = forms.ChoiceField(
        label=gettext_lazy("Hiệu lực"), widget=forms.Select(attrs={"class": "govuk-select"})
    )
    from_on = forms.DateField(
        label=gettext_lazy("Kể từ ngày"),
        input_formats=(_DAY, "%Y-%m-%d"),
        widget=forms.DateInput(format=_DAY, attrs={"class": "govuk-input"}),
        error_messages={"invalid": gettext_lazy("Viết ngày như 30/05/2026.")},
    )
    by_directive = forms.ModelChoiceField(
        Directive.objects.none(),
        label=gettext_lazy("Theo văn bản"),
        required=False,
        empty_label=gettext_lazy("(không có trong hệ thống)"),
        widget=DataSelect(attrs={"class": "govuk-select"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Văn bản nào, điều nào nói điều này."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
    )

    def __init__(self, *args: Any, directive: Directive, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status, bearing = self.fields["status"], self.fields["by_directive"]
        assert isinstance(status, forms.ChoiceField)
        assert isinstance(bearing, forms.ModelChoiceField)
        status.choices = [(code, named(names)) for code, names in STATUSES.items()]
        bearing.queryset = other_directives(directive)


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, visit: Visit, directive: UUID) -> HttpResponse:
    """Say what force a directive has from a day on; the address may propose it."""
    kept = access_review(directive, by=visit.person, on=visit.on)
    form = StatusForm(
        request.POST if request.method == "POST" else None, directive=kept, initial=_proposed(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            said = say_status(directive=kept, **form.cleaned_data, by=visit.person, at=visit.at, on=visit.on)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return redirect("directive-affected", directive=directive, status=said.pk)
    way = reverse("directive", kwargs={"directive": directive})
    context = {
        "form": form,
        "directive": kept,
        "breadcrumbs": steps(gettext("Ghi hiệu lực"), (vi(str(kept)), way)),
    }
    return render(request, "office/directives/status.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def affected(request: HttpRequest, visit: Visit, directive: UUID, status: UUID) -> HttpResponse:
    """Show which tasks a change of status touches, and let a person decide each."""
    kept = access_status(status, directive=directive, by=visit.person, on=visit.on)
    fault = ""
    if request.method == "POST":
        obligation = _asked(request, directive, visit)
        try:
            decide_fate(
                status=kept,
                obligation=obligation,
                fate=_fate(request),
                why=request.POST.get("ly_do", ""),
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except Refusal as refusal:
            fault = sentence(refusal)
        else:
            messages.success(request, gettext("Đã ghi quyết định."))
            return redirect(f"{request.path}#nv-{obligation.pk}")
    way = reverse("directive", kwargs={"directive": directive})
    context = {
        "status": kept,
        "directive": kept.directive,
        "status_name": named(STATUSES[kept.status]),
        "affected": affected_by(kept, on=visit.on),
        "fate_names": {code: named(names) for code, names in FATES.items()},
        "errors": [{"href": f"#nv-{request.POST.get('nhiem_vu', '')}", "text": fault}] if fault else [],
        "typed": request.POST,
        "breadcrumbs": steps(gettext("Nhiệm vụ bị ảnh hưởng"), (vi(str(kept.directive)), way)),
    }
    return render(request, "office/directives/affected.html", context, status=422 if fault else 200)


@require_POST
def take_back(request: HttpRequest, visit: Visit, directive: UUID, status: UUID) -> HttpResponse:
    """Take back what was said of a directive's force."""
    kept = access_status(status, directive=directive, by=visit.person, on=visit.on)
    try:
        take_status_back(status=kept, by=visit.person, at=visit.at, on=visit.on)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("Đã bỏ lần ghi hiệu lực đó; lịch sử vẫn còn."))
    return redirect("directive", directive=directive)


def _proposed(request: HttpRequest) -> dict[str, str]:
    asked = {"status": "hieu_luc", "by_directive": "theo", "source": "can_cu", "from_on": "tu_ngay"}
    return {field: request.GET[name][:2000] for field, name in asked.items() if name in request.GET}


def _asked(request: HttpRequest, directive: UUID, visit: Visit) -> Any:
    try:
        obligation = UUID(request.POST.get("nhiem_vu", ""))
    except ValueError:
        raise NoSuchThing() from None
    return access_obligation(obligation, directive=directive, by=visit.person, on=visit.on)


def _fate(request: HttpRequest) -> str:
    fate = request.POST.get("quyet_dinh", "")
    if fate not in FATES:
        raise NoSuchThing()
    return fate


_OF = "van-ban/<uuid:directive>/hieu-luc/"
ROUTES = (
    Route(_OF, say, "directive-status", Right.REVIEW_DIRECTIVES),
    Route(f"{_OF}<uuid:status>/", affected, "directive-affected", Right.REVIEW_DIRECTIVES),
    Route(f"{_OF}<uuid:status>/bo/", take_back, "directive-status-back", Right.REVIEW_DIRECTIVES),
)
