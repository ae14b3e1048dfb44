"""How allauth behaves in this office: our words, our limiter, our events, and nobody signs up."""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tonghop.apps.accounts import entrance
from tonghop.apps.accounts.models import Person
from tonghop.web.office.client_address import client_address
from tonghop.web.office.door import SECOND_FACTOR, sentence
from tonghop.web.office.own_paths import is_own_path

WRONG = _("Tên đăng nhập hoặc mật khẩu không đúng.")


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Sign-in: one answer for every wrong word, counted by our limiter."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": WRONG,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "incorrect_password": _("Mật khẩu không đúng."),
        "incorrect_code": _("Mã không đúng hoặc đã dùng; hãy đợi mã kế tiếp."),
        "too_many_login_attempts": _("Đã nhập sai quá nhiều lần. Hãy đợi 5 phút rồi thử lại."),
        "rate_limited": _("Đã nhập sai quá nhiều lần. Hãy đợi 5 phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "0.0.0.0"

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_own_path(str(url))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Return who has this login and password. Someone who may not come in is nobody, as a wrong word."""
        login, address = str(credentials.get("username", "")), client_address(request)
        password = entrance.as_typed(str(credentials.get("password", "")))
        try:
            entrance.begin_attempt(login=login, address=address, at=timezone.now())
        except entrance.TooManyAttempts as refusal:
            raise ValidationError(sentence(refusal)) from refusal
        person = authenticate(request, username=login, password=password)
        AuthenticationBackend.unstash_authenticated_user()  # somebody inactive, whom allauth would tell so
        if isinstance(person, Person):
            entrance.forget_attempts(login=login, address=address)
            return person
        entrance.record_failed(login=login, what="password", address=address, at=timezone.now())
        return None

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        messages.error(request, WRONG)
        return redirect("account_login")

    def post_login(self, request: HttpRequest, user: Person, **named: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **named)
        entrance.record_signed_in(
            person=user, factors=_shown(request, user), address=client_address(request), at=timezone.now()
        )
        return answer

    def logout(self, request: HttpRequest) -> None:
        person = request.user
        super().logout(request)
        if isinstance(person, Person):
            entrance.record_signed_out(person=person, at=timezone.now())

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Tell what went wrong; what went well is seen on the page that follows."""
        if message and level >= messages.WARNING:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": gettext("Dùng mật khẩu"),
            "mfa_reauthenticate": gettext("Dùng ứng dụng xác thực hoặc mã dự phòng"),
            "mfa_reauthenticate:webauthn": gettext("Dùng khóa bảo mật"),
        }
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": words.get(method["id"], method["description"])} for method in found]


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """The second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Mã không đúng hoặc đã dùng; hãy đợi mã kế tiếp."),
        "cannot_delete_authenticator": _("Không gỡ được yếu tố thứ hai."),
        "cannot_generate_recovery_codes": _("Hãy thiết lập yếu tố thứ hai trước."),
    }

    def get_totp_label(self, user: Person) -> str:
        return user.login

    def _get_site_name(self) -> str:
        return "Tổng hợp"

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Khóa %(number)s") % {"number": number}


def on_factor_added(*, request: HttpRequest, user: Person, authenticator: Authenticator, **_: object) -> None:
    """A factor that was just set up was shown at that: the session need not show it again."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, SECOND_FACTOR, id=authenticator.pk, type=authenticator.type)
    _record("second-factor.set", user, authenticator)


def on_factor_removed(*, user: Person, authenticator: Authenticator, **_: object) -> None:
    _record("second-factor.removed", user, authenticator)


def on_factor_failed(*, request: HttpRequest, user: Person, **_: object) -> None:
    entrance.record_failed(
        login=user.login, what="second factor", address=client_address(request), at=timezone.now()
    )


def _record(kind: str, person: Person, authenticator: Authenticator) -> None:
    entrance.record_factor(person=person, kind=kind, factor=str(authenticator.type), at=timezone.now())


def _shown(request: HttpRequest, person: Person) -> Iterable[str]:
    return [str(record["method"]) for record in get_authentication_records(request, person)]
