"""Việc được giao: what a body has to do, how far it is, and parts of it for the bodies below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.actions.passing_down import pass_down, report_progress, take_back
from tonghop.apps.directives.given_work import ToldWork, Work, bodies_below, told_work, work_of_bodies
from tonghop.apps.directives.models import Assignment, SubTask
from tonghop.apps.directives.permissions import (
    access_given,
    access_given_by_own,
    access_own_work,
    access_sub_task,
)
from tonghop.apps.reporting.my_work import late_from
from tonghop.domain.directives.progress import DOING, DONE, PROGRESS, TODO
from tonghop.domain.errors import Refusal
from tonghop.web.office import cycle_words
from tonghop.web.office.change_forms import day_field
from tonghop.web.office.directives import named
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import DataCheckboxes, vi

LOOKS: Mapping[str, str] = MappingProxyType({TODO: "todo", DOING: "doing", DONE: "approved"})
"""Progress → the style sheet's name of its sign and colour."""

ALL_BELOW = "*"
LONGEST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of work as the pages say it."""

    work: Work
    href: str
    left: str
    until: str
    look: str
    word: str


class ProgressForm(forms.Form):
    """How far the work of one's own body is."""

    state = forms.ChoiceField(label=gettext_lazy("Việc này"), widget=forms.RadioSelect())
    state_on = day_field(
        gettext_lazy("Từ ngày"), gettext_lazy("Để trống: hôm nay. Ví dụ 30/5/2026."), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Kết quả"),
        help_text=gettext_lazy("Đã làm gì, ở đâu, theo văn bản nào. Việc đã xong thì phải ghi."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 3}),
    )

    def __init__(self, *given: object, **named_too: object) -> None:
        super().__init__(*given, **named_too)  # type: ignore[arg-type]
        state = self.fields["state"]
        assert isinstance(state, forms.ChoiceField)
        state.choices = [(code, named(names)) for code, names in PROGRESS.items()]


class PassDownForm(forms.Form):
    """Which part goes to whom, until when."""

    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị trực tiếp cấp dưới"),
        required=False,
        widget=DataCheckboxes(),
    )
    called = forms.CharField(
        label=gettext_lazy("Đơn vị cấp dưới khác, theo tên"),
        help_text=gettext_lazy("Mỗi dòng một đơn vị."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 2}),
    )
    words = forms.CharField(
        label=gettext_lazy("Phần việc"),
        help_text=gettext_lazy("Để trống: giao nguyên việc như đã nhận."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 3}),
    )
    due_on = day_field(gettext_lazy("Hạn"), required=False)


class ReasonForm(forms.Form):
    """Why something is taken back."""

    why = forms.CharField(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Được lưu trong nhật ký cùng tên anh/chị."),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 3}),
    )


@require_safe
def listed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what was given to the bodies for which somebody works."""
    with_done = bool(request.GET.get("tat_ca"))
    found = work_of_bodies(by=visit.person, on=visit.on, with_done=with_done)
    context = {"lines": [line(work, visit.at) for work in found], "with_done": with_done}
    return render(request, "office/given_work/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def page(
    request: HttpRequest, visit: Visit, assignment: UUID | None = None, sub_task: UUID | None = None
) -> HttpResponse:
    """Show a piece of work; take in how far it is."""
    given = _accessed(visit, assignment, sub_task)
    form = ProgressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        access_own_work(given, by=visit.person, on=visit.on)
        if form.is_valid():
            try:
                report_progress(work=given, **form.cleaned_data, by=visit.person, at=visit.at, on=visit.on)
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
            else:
                messages.success(request, gettext("Đã ghi tiến độ."))
                return redirect(address(given))
    told = told_work(given, by=visit.person, on=visit.on)
    context = {
        "told": told,
        "line": line(told.work, visit.at),
        "parts": [line(part, visit.at) for part in told.parts],
        "history": [(LOOKS[each.state], named(PROGRESS[each.state]), each) for each in told.history],
        "pass_down_href": address(given, "pass-down"),
        "whole_href": "" if told.is_own else _whole(given),
        "form": form,
        "breadcrumbs": _steps(told),
    }
    return render(request, "office/given_work/page.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def give_below(
    request: HttpRequest, visit: Visit, assignment: UUID | None = None, sub_task: UUID | None = None
) -> HttpResponse:
    """Lay a piece of work or a part of it on bodies below."""
    given = _accessed(visit, assignment, sub_task)
    access_own_work(given, by=visit.person, on=visit.on)
    below = bodies_below(given.body, on=visit.on)
    near = [(version.unit, version.name) for depth, version in below if depth == 1]
    form = PassDownForm(request.POST if request.method == "POST" else None, initial={"due_on": given.due_on})
    _offer(form, near)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = [unit for unit, _ in near] if ALL_BELOW in said["bodies"] else said["bodies"]
        try:
            made = pass_down(
                work=given,
                bodies=chosen,
                called=said["called"].splitlines(),
                words=said["words"],
                due_on=said["due_on"],
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, gettext("Đã giao cho {count} đơn vị.").format(count=len(made)))
            return redirect(address(given) + "#giao-xuong")
    told = told_work(given, by=visit.person, on=visit.on)
    context = {
        "form": form,
        "line": line(told.work, visit.at),
        "has_below": bool(below),
        "has_near": bool(near),
        "breadcrumbs": [*_steps(told), {"href": "", "label": gettext("Giao xuống cấp dưới")}],
    }
    return render(request, "office/given_work/pass_down.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def get_back(request: HttpRequest, visit: Visit, sub_task: UUID) -> HttpResponse:
    """Take a part back that one's own body passed down."""
    given = access_given_by_own(sub_task, by=visit.person, on=visit.on)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        whole = _whole(given)
        try:
            take_back(sub_task=given, why=form.cleaned_data["why"], by=visit.person, at=visit.at, on=visit.on)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, gettext("Đã lấy lại phần việc; lịch sử vẫn còn."))
            return redirect(whole)
    told = told_work(given, by=visit.person, on=visit.on)
    context = {
        "form": form,
        "line": line(told.work, visit.at),
        "count": len(told.parts),
        "breadcrumbs": [*_steps(told), {"href": "", "label": gettext("Lấy lại")}],
    }
    return render(request, "office/given_work/take_back.html", context, status=422 if form.errors else 200)


def line(work: Work, at: datetime) -> Line:
    """Return a piece of work as the pages say it."""
    due_on = work.given.due_on
    late = late_from(due_on) if due_on else None
    return Line(
        work,
        address(work.given),
        cycle_words.time_left(late, at) if late and work.state != DONE else "",
        cycle_words.until(late) if late else gettext("không ghi hạn"),
        "missing" if late and at >= late and work.state != DONE else LOOKS[work.state],
        named(PROGRESS[work.state]),
    )


def address(given: Assignment | SubTask, page: str = "") -> str:
    """Return the address of the page of a piece of work, or of one of the pages below it."""
    if isinstance(given, Assignment):
        return reverse(f"assignment-{page}" if page else "assignment", kwargs={"assignment": given.pk})
    return reverse(f"sub-task-{page}" if page else "sub-task", kwargs={"sub_task": given.pk})


def _accessed(visit: Visit, assignment: UUID | None, sub_task: UUID | None) -> Assignment | SubTask:
    if assignment is not None:
        return access_given(assignment, by=visit.person, on=visit.on)
    assert sub_task is not None
    return access_sub_task(sub_task, by=visit.person, on=visit.on)


def _offer(form: PassDownForm, near: list[tuple[str, str]]) -> None:
    bodies = form.fields["bodies"]
    assert isinstance(bodies, forms.MultipleChoiceField)
    everybody = gettext("Tất cả {count} đơn vị dưới đây").format(count=len(near))
    bodies.choices = [(ALL_BELOW, everybody), *near] if len(near) > 1 else near


def _whole(given: Assignment | SubTask) -> str:
    """Return the address of the work of which this is a part, "" where it is none."""
    if isinstance(given, Assignment):
        return ""
    if given.above_id is not None:
        return reverse("sub-task", kwargs={"sub_task": given.above_id})
    return reverse("assignment", kwargs={"assignment": given.assignment_id})


def _steps(told: ToldWork) -> list[dict[str, str]]:
    """Return the way to a page: by the list of one's own work, or, for the office, by the directive."""
    given = told.work.given
    here = {"href": address(given), "label": vi(told.work.body_name)}
    if told.is_own or told.may_take_back:
        return [{"href": reverse("given-work"), "label": gettext("Việc được giao")}, here]
    directive = given.sentence.directive
    way = reverse("directive", kwargs={"directive": directive.pk})
    return [
        {"href": reverse("directives"), "label": gettext("Văn bản chỉ đạo")},
        {"href": way, "label": vi(str(directive))},
        here,
    ]


_OWN = "viec-duoc-giao/"
_WHOLE, _PART = f"{_OWN}<uuid:assignment>/", f"{_OWN}phan/<uuid:sub_task>/"
ROUTES = (
    Route(_OWN, listed, "given-work", Right.SEE_OWN_ASSIGNMENTS),
    Route(_WHOLE, page, "assignment"),
    Route(f"{_WHOLE}giao-xuong/", give_below, "assignment-pass-down", Right.FILE_PLANS),
    Route(_PART, page, "sub-task"),
    Route(f"{_PART}giao-xuong/", give_below, "sub-task-pass-down", Right.FILE_PLANS),
    Route(f"{_PART}lay-lai/", get_back, "sub-task-back", Right.FILE_PLANS),
)
