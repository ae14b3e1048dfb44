"""Django is there before the test modules, since they import models; the database comes with a fixture.

`force_login` enters with every factor: pages are tested for what they do. That a password alone does not open
them is tested by signing in through the pages (test_entrance.py).
"""

import pytest

from databases import prepare_django

prepare_django()


@pytest.fixture(autouse=True)
def _force_login_shows_a_second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.test import Client
    from people import show_second_factor

    enter = Client.force_login

    def enter_with_every_factor(client: Client, user: object, backend: str | None = None) -> None:
        enter(client, user, backend)
        show_second_factor(client, user)

    monkeypatch.setattr(Client, "force_login", enter_with_every_factor)
