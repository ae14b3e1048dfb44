"""Administration: people, their mandates with dates, the register of bodies and what reorganised it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts import actions
from tonghop.apps.accounts.entrance import HandedOver
from tonghop.apps.accounts.permissions import (
    NoSuchThing,
    NotPermitted,
    access_mandate,
    access_person,
    has_right,
)
from tonghop.apps.accounts.queries import people_found
from tonghop.apps.accounts.roles import Right, Role
from tonghop.apps.organisations.actions import amend_name, undo_with_reason
from tonghop.apps.organisations.body_facts import (
    body_facts,
    find_bodies,
    reorganisations,
    tell_reorganisations,
)
from tonghop.apps.organisations.mandates import (
    ENDED,
    IN_FORCE,
    WAITING,
    BodyNotDecided,
    grant_for_named_body,
    mandates_found,
    mandates_of_body,
    mandates_of_person,
    told,
)
from tonghop.domain.errors import Refusal
from tonghop.web.office.administration_forms import BodyForm, EndForm, MandateForm, PersonForm, ReasonForm
from tonghop.web.office.door import View, Visit, sentence
from tonghop.web.office.routes import Route

UNFIT = 422
A_PAGE = 50
MANDATE_STATES = {IN_FORCE: _("Đang giữ"), WAITING: _("Chưa bắt đầu"), ENDED: _("Đã hết")}
PERSON_STATES = {"active": _("Đang hoạt động"), "inactive": _("Đang ngừng")}


@require_safe
def people(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the people, by name; `q` and `trang-thai` are in the address."""
    words, state = request.GET.get("q", ""), request.GET.get("trang-thai", "")
    found = people_found(words=words, state=state, by=visit.person, on=visit.on)
    shown = _paged(request, found) | {"words": words, "state": state, "states": PERSON_STATES}
    return render(request, "office/administration/people.html", shown)


@never_cache
@sensitive_variables("handed")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Enter somebody, and show the link with which they set their first password: once."""
    form = PersonForm(request.POST or None)
    if form.is_valid():
        try:
            handed = actions.enter_with_link(**form.cleaned_data, by=visit.person, at=visit.at, on=visit.on)
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            return _link_shown(request, handed)
    return _form(request, "office/administration/enter.html", form)


@require_safe
def person(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Show one person with all mandates."""
    found = access_person(person_id, by=visit.person, on=visit.on)
    shown = {
        "person": found,
        "is_oneself": found == visit.person,
        "mandates": mandates_of_person(found, by=visit.person, on=visit.on),
        "states": MANDATE_STATES,
        "may_change": has_right(visit.person, Right.GRANT_MANDATES, on=visit.on),
    }
    return render(request, "office/administration/person.html", shown)


@never_cache
@sensitive_variables("handed")
@require_POST
def new_link(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Make a new link and show it: once, so this answer is no redirect."""
    handed = actions.renew_link(person_id=person_id, by=visit.person, at=visit.at, on=visit.on)
    return _link_shown(request, handed)


@require_POST
def mail_link(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Have a new link sent to the person's e-mail address."""
    found = actions.send_link_by_mail(person_id=person_id, by=visit.person, at=visit.at, on=visit.on)
    messages.success(request, gettext("Liên kết sẽ được gửi đến %(email)s.") % {"email": found.email})
    return redirect("person", person_id=person_id)


def _with_reason(action: Callable[..., object], heading: Any, words: Any, done: Any) -> View:
    """Make the view of an action on a person that asks for the reason first. Any: texts translated later."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
        found = access_person(person_id, by=visit.person, on=visit.on)
        form = ReasonForm(request.POST or None)
        if form.is_valid():
            try:
                why = form.cleaned_data["why"]
                action(person_id=person_id, why=why, by=visit.person, at=visit.at, on=visit.on)
            except Refusal as refusal:
                _refuse(form, refusal)
            else:
                messages.success(request, done)
                return redirect("person", person_id=person_id)
        shown = {"person": found, "heading": heading, "words": words}
        return _form(request, "office/administration/reason.html", form, shown)

    return view


@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Give somebody a mandate."""
    found = access_person(person_id, by=visit.person, on=visit.on)
    form = MandateForm(request.POST or None, initial={"valid_from": visit.on})
    shown: dict[str, object] = {"person": found}
    if form.is_valid():
        given = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        given["named"] = request.POST.get("body") or given["named"]
        try:
            grant_for_named_body(person_id=person_id, **given, by=visit.person, at=visit.at, on=visit.on)
        except BodyNotDecided as refusal:
            form.add_error("named", sentence(refusal))
            shown["candidates"] = refusal.found
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, gettext("Đã giao nhiệm vụ."))
            return redirect("person", person_id=person_id)
    return _form(request, "office/administration/grant.html", form, shown)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, visit: Visit, mandate_id: UUID) -> HttpResponse:
    """End a mandate."""
    mandate = access_mandate(mandate_id, by=visit.person, on=visit.on)
    form = EndForm(request.POST or None, initial={"valid_to": visit.on})
    if form.is_valid():
        day = form.cleaned_data["valid_to"]
        try:
            actions.end_mandate(
                mandate_id=mandate_id, valid_to=day, by=visit.person, at=visit.at, on=visit.on
            )
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, gettext("Đã ghi ngày kết thúc nhiệm vụ."))
            return redirect("person", person_id=mandate.person_id)
    return _form(
        request, "office/administration/end.html", form, {"mandate": told([mandate], on=visit.on)[0]}
    )


@require_safe
def mandates(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the mandates; `trang-thai` and `vai-tro` are in the address."""
    state, role = request.GET.get("trang-thai", IN_FORCE), request.GET.get("vai-tro", "")
    found = mandates_found(state=state, role=role, by=visit.person, on=visit.on)
    shown = _paged(request, found)
    listed = told(shown["page"], on=visit.on)
    shown |= {"state": state, "role": role, "states": MANDATE_STATES, "roles": Role.choices, "listed": listed}
    shown |= {"may_change": has_right(visit.person, Right.GRANT_MANDATES, on=visit.on)}
    return render(request, "office/administration/mandates.html", shown)


@require_safe
def bodies(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Look for a unit by its name on a day; all is in the address."""
    name, within = request.GET.get("q", ""), request.GET.get("thuoc", "")
    day = _day(request, visit)
    search = None
    if name.strip():
        search = find_bodies(name=name, within=within, day=day, by=visit.person, on=visit.on)
    shown = {"name": name, "within": within, "day": day, "search": search}
    return render(request, "office/administration/bodies.html", shown)


@require_safe
def body(request: HttpRequest, visit: Visit, unit: str) -> HttpResponse:
    """Show a unit as it was on a day, what became of it, and who holds mandates for it."""
    day = _day(request, visit)
    shown = {
        "facts": body_facts(unit, day=day, by=visit.person, on=visit.on),
        "mandates": mandates_of_body(unit, by=visit.person, on=visit.on),
        "day": day,
    }
    return render(request, "office/administration/body.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, visit: Visit, unit: str) -> HttpResponse:
    """Give a unit another name or other aliases."""
    facts = body_facts(unit, day=visit.on, by=visit.person, on=visit.on)
    version = facts.version
    initial = {"name": version.name, "aliases": "\n".join(version.aliases)} if version else {}
    form = BodyForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            amend_name(unit=unit, **form.cleaned_data, by=visit.person, at=visit.at, on=visit.on)
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, gettext("Đã ghi vào danh bạ."))
            return redirect("body", unit=unit)
    return _form(request, "office/administration/amend.html", form, {"facts": facts})


@require_safe
def reorganised(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the reorganisations, the last applied first."""
    words = request.GET.get("q", "")
    shown = _paged(request, reorganisations(words=words, by=visit.person, on=visit.on))
    listed = tell_reorganisations(list(shown["page"]), by=visit.person, on=visit.on)
    shown |= {"words": words, "listed": listed}
    return render(request, "office/administration/reorganisations.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, visit: Visit, event_id: str) -> HttpResponse:
    """Take a reorganisation back."""
    (event,) = tell_reorganisations([event_id], by=visit.person, on=visit.on)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            why = form.cleaned_data["why"]
            undo_with_reason(event_id=event_id, why=why, by=visit.person, at=visit.at, on=visit.on)
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, gettext("Đã hoàn tác lần sắp xếp đó."))
            return redirect("reorganisations")
    return _form(request, "office/administration/undo.html", form, {"event": event})


def _link_shown(request: HttpRequest, handed: HandedOver) -> HttpResponse:
    return render(request, "office/administration/link.html", {"handed": handed})


def _form(
    request: HttpRequest, template: str, form: forms.Form, shown: Mapping[str, object] | None = None
) -> HttpResponse:
    """Answer with a form; 422 with everything typed kept, where something is wrong with it."""
    status = UNFIT if form.errors else 200
    return render(request, template, {"form": form, **(shown or {})}, status=status)


def _refuse(form: forms.Form, refusal: Refusal) -> None:
    """Say in the form what a rule said; what somebody may not see is not there, form or no form."""
    if isinstance(refusal, NoSuchThing | NotPermitted):
        raise refusal
    form.add_error(None, sentence(refusal))


def _paged(request: HttpRequest, found: Any) -> dict[str, Any]:  # Any: rows or ids
    paginator = Paginator(found, A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    rest = urlencode([(key, value) for key, value in request.GET.items() if key != "page"])
    return {
        "page": page,
        "pages": paginator.get_elided_page_range(page.number),
        "query": f"{rest}&" if rest else "",
    }


def _day(request: HttpRequest, visit: Visit) -> date:
    """Return the day in the address, today where there is none or no day."""
    try:
        return date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return visit.on


_PEOPLE, _ONE = "quan-tri/nguoi-dung/", "quan-tri/nguoi-dung/<uuid:person_id>/"
ROUTES = (
    Route(_PEOPLE, people, "people", Right.SEE_PEOPLE),
    Route(f"{_PEOPLE}them/", enter, "person-enter", Right.GRANT_MANDATES),
    Route(_ONE, person, "person", Right.SEE_PEOPLE),
    Route(f"{_ONE}lien-ket/", new_link, "person-link", Right.GRANT_MANDATES),
    Route(f"{_ONE}lien-ket/gui/", mail_link, "person-link-mail", Right.GRANT_MANDATES),
    Route(f"{_ONE}giao/", grant, "mandate-grant", Right.GRANT_MANDATES),
    Route(
        f"{_ONE}ngung/",
        _with_reason(
            actions.deactivate,
            _("Ngừng tài khoản"),
            _("Người này không đăng nhập được nữa, các phiên kết thúc, nhiệm vụ không còn tác dụng."),
            _("Đã ngừng tài khoản."),
        ),
        "person-deactivate",
        Right.GRANT_MANDATES,
    ),
    Route(
        f"{_ONE}hoat-dong/",
        _with_reason(
            actions.activate,
            _("Cho hoạt động lại"),
            _("Người này đăng nhập lại được; nhiệm vụ còn hạn lại có tác dụng."),
            _("Tài khoản hoạt động lại."),
        ),
        "person-activate",
        Right.GRANT_MANDATES,
    ),
    Route(
        f"{_ONE}ket-thuc-phien/",
        _with_reason(
            actions.end_sessions,
            _("Kết thúc các phiên đăng nhập"),
            _("Người này phải đăng nhập lại ở mọi nơi."),
            _("Đã kết thúc các phiên đăng nhập."),
        ),
        "person-end-sessions",
        Right.GRANT_MANDATES,
    ),
    Route(
        f"{_ONE}dat-lai-yeu-to/",
        _with_reason(
            actions.reset_second_factor,
            _("Đặt lại yếu tố thứ hai"),
            _("Ứng dụng, khóa và mã dự phòng hết tác dụng. Hãy chắc chắn đúng là người đó đang hỏi."),
            _("Đã đặt lại yếu tố thứ hai."),
        ),
        "person-reset-factor",
        Right.GRANT_MANDATES,
    ),
    Route("quan-tri/nhiem-vu/", mandates, "mandates", Right.SEE_PEOPLE),
    Route("quan-tri/nhiem-vu/<uuid:mandate_id>/ket-thuc/", end, "mandate-end", Right.GRANT_MANDATES),
    Route("quan-tri/don-vi/", bodies, "bodies", Right.KEEP_REGISTER),
    Route("quan-tri/don-vi/<path:unit>/sua/", amend, "body-amend", Right.KEEP_REGISTER),
    Route("quan-tri/don-vi/<path:unit>/", body, "body", Right.KEEP_REGISTER),
    Route("quan-tri/sap-xep/", reorganised, "reorganisations", Right.KEEP_REGISTER),
    Route("quan-tri/sap-xep/<path:event_id>/hoan-tac/", undo, "reorganisation-undo", Right.KEEP_REGISTER),
)
