"""Every page that names a thing × every role × another body: it is not there, whatever is asked of it.

The examples are those of every_page.py, so a new page without one fails (test_strays.py). What everybody who
works here may read is named; all else belongs to somebody.
"""

import pytest
from django.test import Client
from django.urls import reverse
from every_page import Page, Province, province
from people import official

from databases import Doors
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.web.office.routes import Route
from tonghop.web.office.urls import ROUTES

READ_BY_ALL = frozenset(
    {"directive", "directive-file", "campaign", "campaign-part", "campaign-versions", "campaign-export"}
)
"""Issued directives, and what campaigns ask of whom, are no secret among those who work here."""

OF_THE_WHOLE_OFFICE = {
    Role.ADMINISTRATOR: ("person", "mandate", "body", "reorganisation"),
    Role.AUDITOR: ("person", "mandate"),
}
"""Who looks after people and the register looks after all of them."""

NAMING = [route for route in ROUTES if "<" in route.address]


@pytest.fixture
def everything(memory: Doors) -> Province:
    return province()


@pytest.mark.parametrize("role", list(Role))
def test_nothing_of_others_is_there(everything: Province, role: Role) -> None:
    stranger = official(everything.people["alice"], "nguoi-la", (role, "sở-b"))
    client = Client(SERVER_NAME="localhost")
    client.force_login(stranger)
    found, asked = [], 0

    for route in NAMING:
        if route.name in READ_BY_ALL or route.name.startswith(OF_THE_WHOLE_OFFICE.get(role, ("-",))):
            continue
        for page in everything.pages.get(route.name, ()):
            address = reverse(route.name, kwargs=dict(page.given)) + page.query
            asked += 1
            for answer in (client.get(address), client.post(address.partition("?")[0], {})):
                if answer.status_code not in (404, 405):
                    found.append(f"{route.name} {answer.status_code} {address}")

    assert found == []
    assert asked > 40


def test_its_own_people_find_it(everything: Province) -> None:
    """The other side of the coin: the same addresses open for whoever they belong to."""
    for route in NAMING:
        for page in everything.pages.get(route.name, ()):
            assert _status(everything, route, page) == 200, (route.name, page)


def _status(everything: Province, route: Route, page: Page) -> int:
    person: Person = everything.people[page.who]
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client.get(reverse(route.name, kwargs=dict(page.given)) + page.query).status_code
