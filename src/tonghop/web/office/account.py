"""One's own account: the first password, a forgotten one, a new one, and where one is signed in."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts import entrance
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.queries import own_sessions
from tonghop.apps.organisations.mandates import held_by
from tonghop.domain.errors import Refusal
from tonghop.web.office.client_address import client_address
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.entrance_forms import ForgottenForm, NewPasswordForm
from tonghop.web.office.routes import Route

GONE, UNFIT, TOO_MANY = 410, 422, 429


@require_safe
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show one's name, mandates, and the ways to password, second factor and sessions."""
    shown = {"person": visit.person, "mandates": held_by(visit.person, on=visit.on)}
    return render(request, "office/account/page.html", shown)


@require_safe
def sessions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show where one is signed in."""
    listed = own_sessions(visit.person, current=request.session.session_key or "")
    return render(request, "office/account/sessions.html", {"sessions": listed})


@require_POST
def end_session(request: HttpRequest, visit: Visit, session_id: int) -> HttpResponse:
    """End one of one's own sessions."""
    entrance.end_own_session(session_id=session_id, by=visit.person, at=visit.at)
    messages.success(request, gettext("Đã kết thúc phiên đăng nhập đó."))
    return redirect("account-sessions")


@require_POST
def end_other_sessions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """End all of one's own sessions but this one."""
    entrance.end_other_sessions(kept=request.session.session_key or "", by=visit.person, at=visit.at)
    messages.success(request, gettext("Đã kết thúc mọi phiên đăng nhập khác."))
    return redirect("account-sessions")


@never_cache
@sensitive_post_parameters()
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Set a password with a link that works once."""
    at = timezone.now()
    form = NewPasswordForm(request.POST or None)
    try:
        holder = entrance.link_holder(secret=secret, at=at)
        if form.is_valid():
            password = form.cleaned_data["password"]
            entrance.set_password_by_link(secret=secret, password=password, at=at)
            messages.success(request, gettext("Đã đặt mật khẩu. Mời anh/chị đăng nhập."))
            return redirect("account_login")
    except entrance.LinkUnusable as refusal:
        return render(request, "office/account/link_unusable.html", {"words": sentence(refusal)}, status=GONE)
    except Refusal as refusal:
        form.add_error("password", sentence(refusal))
    shown = {"form": form, "holder": holder}
    return render(request, "office/account/link.html", shown, status=UNFIT if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail. The answer is the same for every name."""
    form = ForgottenForm(request.POST or None)
    if not form.is_valid():
        status = UNFIT if form.errors else 200
        return render(request, "office/account/forgotten.html", {"form": form}, status=status)
    login = form.cleaned_data["login"]
    try:
        entrance.ask_for_link(login=login, address=client_address(request), at=timezone.now())
    except entrance.TooManyAttempts as refusal:
        form.add_error("login", sentence(refusal))
        return render(request, "office/account/forgotten.html", {"form": form}, status=TOO_MANY)
    return render(request, "office/account/forgotten_asked.html")


@login_required
@never_cache
@sensitive_post_parameters()
@reauthentication_required(app="tonghop.password")  # type: ignore[untyped-decorator]  # allauth is untyped
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password, soon after the present one was shown."""
    person = request.user
    assert isinstance(person, Person)
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            password, kept = form.cleaned_data["password"], request.session.session_key or ""
            entrance.change_password(person=person, password=password, kept=kept, at=timezone.now())
        except Refusal as refusal:
            form.add_error("password", sentence(refusal))
        else:
            update_session_auth_hash(request, person)
            messages.success(request, gettext("Đã đổi mật khẩu; các phiên đăng nhập khác đã kết thúc."))
            return redirect("account")
    status = UNFIT if form.errors else 200
    return render(request, "office/account/change_password.html", {"form": form}, status=status)


ROUTES = (
    Route("tai-khoan/", page, "account"),
    Route("tai-khoan/phien/", sessions, "account-sessions"),
    Route("tai-khoan/phien/khac/ket-thuc/", end_other_sessions, "account-sessions-end-others"),
    Route("tai-khoan/phien/<int:session_id>/ket-thuc/", end_session, "account-session-end"),
)
