"""The officials of the tests; all invented. Alice may, Charlie may not."""

from datetime import UTC, date, datetime

from allauth.mfa.models import Authenticator
from django.test import Client

from tonghop.apps.accounts.actions import appoint_first_administrator, enter_person, grant_mandate
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role

OFFICE = "vp-tinh-mau"
"""The coordinating office; the database of the tests knows its id and nothing more."""

AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def administrator() -> Person:
    """Enter Alice, who enters everybody else."""
    return appoint_first_administrator(
        login="alice", full_name="Nguyễn Thị Mẫu", body=OFFICE, at=AT, on=date(2020, 1, 1)
    )


def official(alice: Person, login: str, *mandates: tuple[Role, str]) -> Person:
    """Enter somebody with mandates from 2020 on, without an end."""
    person = enter_person(login=login, full_name=f"Nguyễn Văn Mẫu {login}", by=alice, at=AT, on=TODAY)
    for role, body in mandates:
        grant_mandate(
            person=person, body=body, role=role, valid_from=date(2020, 1, 1), by=alice, at=AT, on=TODAY
        )
    return person


def show_second_factor(client: Client, person: Person) -> None:
    """Let a session that was made without the pages hold what signing in with a second factor leaves."""
    Authenticator.objects.get_or_create(
        user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "A" * 32}}
    )
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
