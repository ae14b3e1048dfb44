"""A session that ends while somebody types: the form comes back, and what was typed is saved in the end."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from report_files import Writers, writers

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.reporting.models import Submission

FORM = "application/x-www-form-urlencoded"
TYPED = "Thiếu kinh phí cho tổ loa.\nĐề nghị <b>bổ sung</b> & hướng dẫn.\n\nDòng cuối."


@pytest.fixture
def who(memory: Doors) -> Writers:
    return writers()


@pytest.fixture
def client(who: Writers) -> Client:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.force_login(who.chi)
    return client


def address(who: Writers) -> str:
    return reverse("report-section", args=[who.row.pk, "kho-khan"])


def token_of(page: str) -> str:
    return re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]


def fields(page: str) -> dict[str, str]:
    """Return what the form of a page sends, as a browser reads it."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    return {unescape(name): unescape(text) for name, text in found} | {"csrfmiddlewaretoken": token_of(page)}


def post(client: Client, where: str, form: dict[str, str], origin: str = "http://localhost") -> object:
    return client.post(where, urlencode(form), content_type=FORM, headers={"Origin": origin})


def typed_in(client: Client, who: Writers) -> dict[str, str]:
    page = client.get(address(who)).content.decode()
    return {"csrfmiddlewaretoken": token_of(page), "version": "0", "#kho-khan": TYPED}


def sign_out(client: Client) -> None:
    client.session.flush()


def test_a_form_that_comes_after_the_session_is_saved_after_signing_in(client: Client, who: Writers) -> None:
    form = typed_in(client, who)
    sign_out(client)

    kept = post(client, address(who), form)
    page = kept.content.decode()  # type: ignore[attr-defined]
    assert kept.status_code == 403  # type: ignore[attr-defined]
    assert reverse("account_login") in page
    assert "&lt;b&gt;bổ sung&lt;/b&gt; &amp; hướng dẫn." in page
    assert "<b>bổ sung" not in page

    # They sign in on another page, which makes the token of this one old.
    client.force_login(who.chi)
    client.get(address(who))
    client.cookies["tonghop_csrf"] = "x" * 32
    again = post(client, address(who), fields(page))
    assert again.status_code == 403  # type: ignore[attr-defined]
    done = post(client, address(who), fields(again.content.decode()))  # type: ignore[attr-defined]

    assert done.status_code == 302  # type: ignore[attr-defined]
    with acting_as(who.chi):
        assert Submission.objects.get(row=who.row).content["#kho-khan"] == TYPED


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null"])
def test_a_form_of_another_site_is_not_offered_again(client: Client, who: Writers, origin: str) -> None:
    form = typed_in(client, who)

    answer = post(client, address(who), form, origin)

    assert answer.status_code == 403  # type: ignore[attr-defined]
    assert "bổ sung" not in answer.content.decode()  # type: ignore[attr-defined]


def test_a_form_with_files_leads_to_the_sign_in(client: Client, who: Writers) -> None:
    form = typed_in(client, who)
    sign_out(client)

    answer = client.post(address(who), form)  # the test client's own forms are multipart

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
