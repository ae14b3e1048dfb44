"""Every page of the office × every role × another body: whoever may not come in gets 404, as for nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from people import administrator, official

from databases import Doors
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import RIGHTS, Role
from tonghop.web.office.data_answers import DATA
from tonghop.web.office.routes import Route
from tonghop.web.office.urls import ROUTES

PLAIN = [route for route in ROUTES if "<" not in route.address]


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.mark.parametrize("route", PLAIN, ids=lambda route: route.name)
@pytest.mark.parametrize("role", list(Role))
def test_page_opens_for_those_who_have_its_right_and_is_not_there_for_others(
    alice: Person, route: Route, role: Role
) -> None:
    bao = official(alice, "bao", (role, "a"))
    client = Client(SERVER_NAME="localhost")
    client.force_login(bao)

    answer = client.get(reverse(route.name))

    may = route.needs is None or role in RIGHTS[route.needs]
    assert (answer.status_code in (200, 405)) is may
    assert may or answer.status_code == 404


@pytest.mark.parametrize("route", PLAIN, ids=lambda route: route.name)
def test_stranger_is_asked_to_sign_in(memory: Doors, route: Route) -> None:
    answer = Client(SERVER_NAME="localhost").get(reverse(route.name))

    if route.manner is DATA:
        assert (answer.status_code, answer.json()["code"]) == (401, "signed-out")
        return
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
