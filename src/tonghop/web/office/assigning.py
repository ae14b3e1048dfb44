"""Giao việc: confirmed sentences become work of bodies, many at once; what was assigned is withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.actions.assigning import withdraw
from tonghop.apps.directives.actions.assigning_many import Order, assign_many
from tonghop.apps.directives.given_work import (
    PAGE,
    Assignable,
    AssignablePage,
    assignable,
    assigned_of,
    told_work,
)
from tonghop.apps.directives.permissions import (
    access_assigned,
    access_assignments_of,
    access_to_assign,
    may_assign,
)
from tonghop.domain.directives.progress import PROGRESS
from tonghop.domain.directives.rights import GROUNDS
from tonghop.domain.errors import Refusal
from tonghop.web.office.change_forms import day_field
from tonghop.web.office.cycle_words import day
from tonghop.web.office.directives import named, steps
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.given_work import LOOKS, Line, ReasonForm, line
from tonghop.web.office.routes import Route

LONGEST_NAMES = 5000
MOST_HERE = 10
"""So many bodies that have a sentence are named under it; all of them stand on a page of their own."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick."""

    value: str
    label: str
    names: tuple[str, ...]
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence of the page with what is proposed or was typed for it; `why` where it is only shown."""

    key: str
    text: str
    why: str
    boxes: tuple[Box, ...]
    called: str
    due_on: str
    deadline: str
    assigned: tuple[Line, ...]
    assigned_count: int
    fault: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, visit: Visit, directive: UUID) -> HttpResponse:
    """Offer the confirmed sentences of a directive with who is meant, and assign what was ticked."""
    kept = access_to_assign(directive, by=visit.person, on=visit.on)
    shown = assignable(kept, page=_whole(request.GET.get("trang", "")), on=visit.on)
    posted = request.POST if request.method == "POST" else None
    orders, faults = _orders(shown, posted) if posted is not None else ([], {})
    refused = ""
    if posted is not None and not faults:
        try:
            made = assign_many(directive=kept, orders=orders, by=visit.person, at=visit.at, on=visit.on)
        except Refusal as refusal:
            refused = sentence(refusal)
        else:
            messages.success(request, gettext("Đã giao {count} việc.").format(count=len(made)))
            return redirect(request.get_full_path())
    errors = [{"href": f"#han-{key}", "text": text} for key, text in faults.items()]
    way = reverse("directive", kwargs={"directive": directive})
    context = {
        "directive": kept,
        "obligations": [
            (each, [_shown(one, posted, faults, visit) for one in own]) for each, own in shown.obligations
        ],
        "page": shown.page,
        "first": (shown.page - 1) * PAGE,
        "pages": range(1, shown.pages + 1) if shown.pages > 1 else (),
        "errors": [{"href": "", "text": refused}] if refused else errors,
        "breadcrumbs": steps(gettext("Giao việc"), (str(kept), way)),
    }
    return render(request, "office/directives/assign.html", context, status=422 if context["errors"] else 200)


@require_safe
def assigned(request: HttpRequest, visit: Visit, directive: UUID) -> HttpResponse:
    """List what was assigned of a directive, and how far each body is."""
    kept = access_assignments_of(directive, by=visit.person, on=visit.on)
    state, only = request.GET.get("tinh_trang", ""), _id(request.GET.get("cau", ""))
    number = _whole(request.GET.get("trang", ""))
    found = assigned_of(kept, sentence=only, state=state, page=number, on=visit.on)
    rest = f"cau={found.sentence.pk}&" if found.sentence else ""
    way = reverse("directive", kwargs={"directive": directive})
    context = {
        "directive": kept,
        "sentence": found.sentence,
        "lines": [line(work, visit.at) for work in found.work],
        "counts": [
            (code, LOOKS[code], named(names), found.counts[code], f"?{rest}tinh_trang={code}")
            for code, names in PROGRESS.items()
        ],
        "state": state if state in PROGRESS else "",
        "all_href": f"?{rest}",
        "total": sum(found.counts.values()),
        "page": found.page,
        "pages": [
            (each, f"?{rest}tinh_trang={state if state in PROGRESS else ''}&trang={each}")
            for each in range(1, found.pages + 1)
        ]
        if found.pages > 1
        else [],
        "may_assign": may_assign(kept, by=visit.person, on=visit.on),
        "breadcrumbs": steps(gettext("Việc đã giao"), (str(kept), way)),
    }
    return render(request, "office/directives/assigned.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, visit: Visit, assignment: UUID) -> HttpResponse:
    """Withdraw an assignment with its reason."""
    kept = access_assigned(assignment, by=visit.person, on=visit.on)
    directive = kept.sentence.directive
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(
                assignment=kept,
                why=form.cleaned_data["why"],
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, gettext("Đã rút việc; lịch sử vẫn còn."))
            return redirect("directive-assign", directive=directive.pk)
    told = told_work(kept, by=visit.person, on=visit.on)
    way = reverse("directive-assign", kwargs={"directive": directive.pk})
    context = {
        "form": form,
        "line": line(told.work, visit.at),
        "count": len(told.parts),
        "breadcrumbs": steps(gettext("Rút việc"), (str(directive), way)),
    }
    return render(request, "office/directives/withdraw.html", context, status=422 if form.errors else 200)


def _orders(shown: AssignablePage, given: QueryDict) -> tuple[list[Order], Mapping[str, str]]:
    """Return what was asked for, sentence by sentence, and what of it could not be read."""
    orders: list[Order] = []
    faults: dict[str, str] = {}
    for one in _sentences(shown):
        key = str(one.sentence.pk)
        chosen = tuple(given.getlist(f"giao-{key}"))
        called = tuple(
            filter(None, (name.strip() for name in given.get(f"khac-{key}", "")[:LONGEST_NAMES].splitlines()))
        )
        if not chosen and not called:
            continue
        try:
            due_on = day_field("", required=False).clean(given.get(f"han-{key}", ""))
        except ValidationError:
            faults[key] = gettext("Hạn chưa đọc được; viết ngày như 30/5/2026, hoặc để trống.")
            continue
        orders.append(Order(one.sentence.pk, chosen, called, due_on))
    return orders, faults


def _sentences(shown: AssignablePage) -> list[Assignable]:
    return [one for _, own in shown.obligations for one in own if not one.sentence.rights_sensitive]


def _shown(one: Assignable, given: QueryDict | None, faults: Mapping[str, str], visit: Visit) -> Shown:
    row, key = one.sentence, str(one.sentence.pk)
    ticked = None if given is None else set(given.getlist(f"giao-{key}"))
    is_past = one.due_on is not None and one.due_on < visit.on
    proposed = day(one.due_on) if one.due_on and not is_past else ""
    past = gettext("Văn bản ghi hạn {day}, nay đã qua; hãy chọn hạn mới.")
    return Shown(
        key,
        row.text,
        named(GROUNDS[row.why]) if row.why in GROUNDS else row.why,
        tuple(
            Box(
                each.value, each.label, each.names, each.is_ticked if ticked is None else each.value in ticked
            )
            for each in one.choices
        ),
        "" if given is None else given.get(f"khac-{key}", ""),
        proposed if given is None else given.get(f"han-{key}", ""),
        past.format(day=day(one.due_on)) if one.due_on and is_past else "",
        tuple(line(work, visit.at) for work in one.assigned[:MOST_HERE]),
        len(one.assigned),
        faults.get(key, ""),
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


ROUTES = (
    Route("van-ban/<uuid:directive>/giao-viec/", page, "directive-assign", Right.ASSIGN),
    Route(
        "van-ban/<uuid:directive>/viec-da-giao/", assigned, "directive-assigned", Right.SEE_EVERY_ASSIGNMENT
    ),
    Route("viec-duoc-giao/<uuid:assignment>/rut/", take_back, "assignment-withdraw", Right.ASSIGN),
)
