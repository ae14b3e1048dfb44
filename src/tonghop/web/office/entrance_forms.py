"""The forms of the entrance: allauth's with our words, and our own for setting a password."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_PASSWORD = 256
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *given: Any, **named: Any) -> None:  # Any: what allauth's view passes
        super().__init__(*given, **named)
        _say(self.fields["login"], _("Tên đăng nhập"), autocomplete="username", spellcheck="false")
        _say(self.fields["password"], _("Mật khẩu"), autocomplete="current-password")
        self.fields["password"].max_length = LONGEST_PASSWORD


class AgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *given: Any, **named: Any) -> None:  # Any: what allauth's view passes
        super().__init__(*given, **named)
        _say(self.fields["password"], _("Mật khẩu hiện tại"), autocomplete="current-password")


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *given: Any, **named: Any) -> None:  # Any: what allauth's view passes
        super().__init__(*given, **named)
        _say(self.fields["code"], _("Mã xác thực"), **CODE)
        self.fields["code"].help_text = _("6 chữ số trong ứng dụng xác thực, hoặc một mã dự phòng 8 chữ số.")


class CodeAgainForm(ReauthenticateByCodeForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *given: Any, **named: Any) -> None:  # Any: what allauth's view passes
        super().__init__(*given, **named)
        _say(self.fields["code"], _("Mã xác thực"), **CODE)
        self.fields["code"].help_text = _("6 chữ số trong ứng dụng xác thực, hoặc một mã dự phòng 8 chữ số.")


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *given: Any, **named: Any) -> None:  # Any: what allauth's view passes
        super().__init__(*given, **named)
        _say(self.fields["code"], _("6 chữ số mà ứng dụng đang hiện"), **CODE)


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *given: Any, **named: Any) -> None:  # Any: what allauth's view passes
        super().__init__(*given, **named)
        _say(self.fields["name"], _("Tên khóa"))
        self.fields["name"].help_text = _("Để sau này nhận ra, ví dụ: Máy tính ở cơ quan.")
        self.fields["passwordless"].label = _("Dùng để đăng nhập không cần mật khẩu")
        self.fields["passwordless"].help_text = _("Khóa phải hỏi vân tay, khuôn mặt hoặc mã PIN.")
        self.fields["passwordless"].initial = True


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *given: Any, **named: Any) -> None:  # Any: what allauth's view passes
        super().__init__(*given, **named)
        _say(self.fields["name"], _("Tên khóa"))


class NewPasswordForm(forms.Form):
    """A new password, twice. What it must be is said by the action, which asks the settings."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=_(
            "Ít nhất 12 ký tự. Một câu ngắn dễ nhớ thì tốt hơn một từ khó; được dán từ trình quản lý."
        ),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(_("Hai lần nhập không giống nhau."))
        return again


class ForgottenForm(forms.Form):
    login = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )


def _say(field: forms.Field, label: Any, **attributes: str) -> None:  # Any: a text that is translated later
    """Give a field our word and no placeholder: what stands in a field is taken for what was typed."""
    field.label = label
    field.help_text = ""
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)
