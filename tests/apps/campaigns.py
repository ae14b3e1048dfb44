"""Two offices, their coordinators, and campaigns to work on."""

from dataclasses import dataclass, replace

from django.db import connection
from people import AT, OFFICE, TODAY, administrator, official

from journeys.small_campaign import SMALL
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.campaigns.keeping import make
from tonghop.apps.reporting.models import Campaign
from tonghop.domain.reporting import campaign as domain

OTHER_OFFICE = "vp"


@dataclass(frozen=True, slots=True)
class Offices:
    """Mai keeps the campaigns of our office, Nam those of another, Rạng reports for a body."""

    alice: Person
    mai: Person
    nam: Person
    rang: Person


def offices() -> Offices:
    alice = administrator()
    return Offices(
        alice,
        official(alice, "mai", (Role.COORDINATOR, OFFICE)),
        official(alice, "nam", (Role.COORDINATOR, OTHER_OFFICE)),
        official(alice, "rang", (Role.REPORTER, "a")),
    )


def kept(by: Person, content: domain.Campaign = SMALL, office: str = OFFICE) -> Campaign:
    with acting_as(by):
        return make(content=content, office=office, by=by, at=AT, on=TODAY)


def act_as(person: Person) -> None:
    """Let the database work on somebody's behalf until the test ends."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('tonghop.person', %s, true)", [str(person.pk)])


OTHER = replace(SMALL, title="Chiến dịch khác", directive="99-CV/BTGTU")
"""A second campaign that asks for the same figures of the same days."""
