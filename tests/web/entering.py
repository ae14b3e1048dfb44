"""Signing in as a person does: through the pages, with a password and codes of an authenticator app."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tonghop.apps.accounts.models import Person

PASSWORD = "một câu dài dễ nhớ"
CHEAP = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def give_password(person: Person, password: str = PASSWORD) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])


def browser(address: str = "127.0.0.1", **headers: str) -> Client:
    return Client(SERVER_NAME="localhost", REMOTE_ADDR=address, **headers)


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def code_of(secret: str, *, steps: int = 0) -> str:
    """Return the code that an app shows now, or some steps of thirty seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(client: Client, password: str = PASSWORD) -> str:
    """Set up an authenticator app through the pages; return its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    if page.status_code == 302:  # shows the password again first
        client.post(page.headers["Location"], {"password": password})
        page = client.get(reverse("mfa_activate_totp"))
    shown = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page.content.decode())
    assert shown is not None
    secret = shown[1]
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done.status_code == 302, done.content.decode()
    return secret
