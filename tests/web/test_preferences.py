"""Language and size of letters: kept by a form without scripts, also before anybody has signed in."""

import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse
from people import administrator

from cli.office import PROJECT
from databases import Doors

CHOSEN = [
    # (where, field, value, cookie, kept)
    ("choose-language", "language", "en", "tonghop_language", True),
    ("choose-language", "language", "vi", "tonghop_language", True),
    ("choose-language", "language", "fr", "tonghop_language", False),
    ("choose-language", "language", "en\r\nSet-Cookie: a=b", "tonghop_language", False),
    ("choose-text-size", "text_size", "large", "tonghop_text_size", True),
    ("choose-text-size", "text_size", "huge", "tonghop_text_size", False),
    ("choose-text-size", "text_size", "", "tonghop_text_size", False),
]


@pytest.mark.parametrize(("where", "field", "value", "cookie", "kept"), CHOSEN)
def test_what_is_chosen_is_kept(
    memory: Doors, where: str, field: str, value: str, cookie: str, kept: bool
) -> None:
    client = Client(SERVER_NAME="localhost")

    answer = client.post(reverse(where), {field: value, "next": "/tai-khoan/dang-nhap/"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/tai-khoan/dang-nhap/")
    assert (cookie in client.cookies) is kept
    assert client.get(reverse(where)).status_code == 405


def test_pages_are_drawn_as_chosen(memory: Doors) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(administrator())
    client.post(reverse("choose-language"), {"language": "en"})
    client.post(reverse("choose-text-size"), {"text_size": "large"})

    page = client.get(reverse("my-work")).content.decode()

    assert '<html lang="en"' in page
    assert "th-text-large" in page


def test_form_of_another_site_chooses_nothing(memory: Doors) -> None:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)

    assert client.post(reverse("choose-language"), {"language": "en"}).status_code == 403
    assert client.post(reverse("account_login"), {"login": "a", "password": "b"}).status_code == 403


SHOW = """
from tonghop.config import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME.startswith("__Host-"),
      s.SECURE_HSTS_SECONDS > 0, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_AGE)
"""
OVER = [
    ({}, "False False False False True 43200"),
    ({"TONGHOP_HTTPS": "yes"}, "True True True True True 43200"),
]


@pytest.mark.parametrize(("given", "shown"), OVER)
def test_cookies_are_for_https_alone_where_it_is_served(given: dict[str, str], shown: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        env={"PYTHONPATH": str(PROJECT / "src")} | given,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == shown


@pytest.mark.parametrize(
    ("cookie", "accepted", "spoken"),
    [("", "en-US,en;q=0.9", "vi"), ("", "", "vi"), ("en", "vi", "en"), ("fr", "fr", "vi")],
    ids=["an English browser", "nothing said", "chosen", "not a language of ours"],
)
def test_pages_are_vietnamese_unless_another_language_was_chosen(
    memory: Doors, cookie: str, accepted: str, spoken: str
) -> None:
    client = Client(SERVER_NAME="localhost")
    client.cookies["tonghop_language"] = cookie

    answer = client.get("/tai-khoan/dang-nhap/", headers={"Accept-Language": accepted})

    assert answer.headers["Content-Language"] == spoken
    assert f'<html lang="{spoken}"' in answer.content.decode()
