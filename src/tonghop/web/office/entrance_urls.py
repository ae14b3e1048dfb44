"""The addresses of the entrance: allauth's views that this office opens, and our own. No others are there."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.urls import path

from tonghop.web.office import account as own

PATTERNS = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("quen-mat-khau/", own.forgotten, name="account_reset_password"),
    path("dat-mat-khau/<str:secret>/", own.link, name="account-link"),
    path("doi-mat-khau/", own.change_password, name="account_change_password"),
    path("yeu-to-thu-hai/", factors.index, name="mfa_index"),
    path("yeu-to-thu-hai/nhap/", factors.authenticate, name="mfa_authenticate"),
    path("yeu-to-thu-hai/nhap-lai/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("yeu-to-thu-hai/ung-dung/", app.activate_totp, name="mfa_activate_totp"),
    path("yeu-to-thu-hai/ung-dung/go/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("yeu-to-thu-hai/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "yeu-to-thu-hai/ma-du-phong/tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path("khoa/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("khoa/them/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("khoa/<int:pk>/go/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("khoa/<int:pk>/ten/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("khoa/nhap-lai/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("khoa/dang-nhap/", keys.login_webauthn, name="mfa_login_webauthn"),
]
