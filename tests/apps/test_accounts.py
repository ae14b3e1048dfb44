"""People and mandates: what the database holds true, what actions refuse, and who may."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.actions import (
    LoginTaken,
    MandateEndsTooEarly,
    MandateOverlaps,
    OfficeHasAdministrator,
    appoint_first_administrator,
    end_mandate,
    enter_person,
    grant_mandate,
)
from tonghop.apps.accounts.models import Mandate, Person
from tonghop.apps.accounts.permissions import (
    NoSuchThing,
    NotPermitted,
    access_events,
    access_mandate,
    access_mandates,
    access_people,
    access_person,
    has_right,
)
from tonghop.apps.accounts.roles import RIGHTS, Right, Role
from tonghop.apps.audit.models import Event

FIRST, SECOND, THIRD = date(2026, 1, 1), date(2026, 7, 1), date(2027, 1, 1)

SPELLS = [
    # (first mandate, second mandate, may both be)
    ((FIRST, SECOND), (SECOND, THIRD), True),  # the last day is excluded: they touch
    ((FIRST, SECOND), (date(2026, 6, 30), THIRD), False),
    ((FIRST, None), (SECOND, THIRD), False),
    ((SECOND, None), (FIRST, SECOND), True),
    ((FIRST, THIRD), (SECOND, date(2026, 8, 1)), False),  # inside
    ((FIRST, None), (FIRST, None), False),
]


@pytest.mark.parametrize(("first", "second", "allowed"), SPELLS)
def test_a_role_is_held_once_at_a_time(
    memory: Doors, first: tuple[date, date | None], second: tuple[date, date | None], allowed: bool
) -> None:
    person = official(administrator(), "binh")

    def hold(spell: tuple[date, date | None]) -> None:
        Mandate.objects.create(
            person=person, body="sở-a", role=Role.REPORTER, valid_from=spell[0], valid_to=spell[1]
        )

    hold(first)
    if allowed:
        hold(second)
    else:
        with (
            pytest.raises(IntegrityError, match="a_role_for_a_body_is_held_once_at_a_time"),
            transaction.atomic(),
        ):
            hold(second)


def test_other_roles_bodies_and_people_do_not_overlap(memory: Doors) -> None:
    alice = administrator()
    binh, cuong = official(alice, "binh"), official(alice, "cuong")

    for person, body, role in (
        (binh, "sở-a", Role.REPORTER),
        (binh, "sở-b", Role.REPORTER),
        (binh, "sở-a", Role.APPROVER),
        (cuong, "sở-a", Role.REPORTER),
    ):
        Mandate.objects.create(person=person, body=body, role=role, valid_from=FIRST)

    assert Mandate.objects.in_force(on=TODAY).exclude(role=Role.ADMINISTRATOR).count() == 4


WRONG_ROWS = [
    ({"valid_to": FIRST}, "a_mandate_ends_after_it_begins"),
    ({"role": "king"}, "a_mandate_names_a_known_role"),
    ({"body": ""}, "a_mandate_names_a_body"),
]


@pytest.mark.parametrize(("wrong", "constraint"), WRONG_ROWS)
def test_database_refuses_a_wrong_mandate(memory: Doors, wrong: dict[str, object], constraint: str) -> None:
    person = official(administrator(), "binh")
    row = {"person": person, "body": "sở-a", "role": Role.REPORTER, "valid_from": FIRST} | wrong

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Mandate.objects.create(**row)


def test_nobody_is_above_the_mandates(memory: Doors) -> None:
    with pytest.raises(IntegrityError, match="nobody_is_above"), transaction.atomic():
        Person.objects.create(login="root", full_name="Nguyễn Văn Mẫu", created_at=AT, is_superuser=True)


def test_login_is_one_whatever_its_case(memory: Doors) -> None:
    alice = administrator()

    with pytest.raises(LoginTaken):
        enter_person(login="ALICE", full_name="Nguyễn Văn Mẫu", by=alice, at=AT, on=TODAY)
    with pytest.raises(IntegrityError, match="one_person_has_one_login"), transaction.atomic():
        Person.objects.create(login="Alice", full_name="Nguyễn Văn Mẫu", created_at=AT)
    assert Person.objects.get_by_natural_key("aLiCe") == alice


IN_FORCE = [
    (date(2025, 12, 31), False),
    (FIRST, True),
    (date(2026, 6, 30), True),
    (SECOND, False),  # the first day without it
]


@pytest.mark.parametrize(("day", "holds"), IN_FORCE)
def test_mandate_holds_from_its_first_day_to_the_day_before_its_end(
    memory: Doors, day: date, holds: bool
) -> None:
    alice = administrator()
    binh = official(alice, "binh")
    grant_mandate(
        person=binh, body="a", role=Role.AUDITOR, valid_from=FIRST, valid_to=SECOND, by=alice, at=AT, on=TODAY
    )

    assert has_right(binh, Right.SEE_EVENTS, on=day) is holds


def test_inactive_person_may_nothing(memory: Doors) -> None:
    alice = administrator()
    Person.objects.filter(pk=alice.pk).update(is_active=False)

    assert not any(has_right(alice, right, on=TODAY) for right in Right)
    assert not access_people(by=alice, on=TODAY).exists()
    assert not access_mandates(by=alice, on=TODAY).exists()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_the_rights_of_the_table_and_no_other(memory: Doors, role: Role) -> None:
    person = official(administrator(), "binh", (role, "sở-a"))

    assert {right for right in Right if has_right(person, right, on=TODAY)} == {
        right for right in Right if role in RIGHTS[right]
    }
    assert not any(has_right(person, right, on=TODAY, body="sở-b") for right in Right)


def test_every_right_is_in_the_table_and_somebodys() -> None:
    assert set(RIGHTS) == set(Right)
    assert all(RIGHTS.values())


def test_only_the_first_administrator_is_appointed_by_nobody(memory: Doors) -> None:
    administrator()

    with pytest.raises(OfficeHasAdministrator):
        appoint_first_administrator(login="mallory", full_name="Nguyễn Văn Mẫu", body=OFFICE, at=AT, on=TODAY)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_grant_and_end_mandates(memory: Doors, role: Role) -> None:
    alice = administrator()
    charlie = official(alice, "charlie", (role, "sở-a"))
    mandate = charlie.mandates.get()

    with pytest.raises(NotPermitted):
        grant_mandate(
            person=charlie, body="a", role=Role.ADMINISTRATOR, valid_from=FIRST, by=charlie, at=AT, on=TODAY
        )
    with pytest.raises(NotPermitted):
        end_mandate(mandate_id=mandate.pk, valid_to=TODAY, by=charlie, at=AT, on=TODAY)
    with pytest.raises(NotPermitted):
        enter_person(login="dung", full_name="Nguyễn Văn Mẫu", by=charlie, at=AT, on=TODAY)


def test_granting_twice_is_refused_in_words(memory: Doors) -> None:
    alice = administrator()
    binh = official(alice, "binh", (Role.REPORTER, "sở-a"))

    with pytest.raises(MandateOverlaps):
        grant_mandate(
            person=binh, body="sở-a", role=Role.REPORTER, valid_from=TODAY, by=alice, at=AT, on=TODAY
        )
    with pytest.raises(MandateEndsTooEarly):
        grant_mandate(
            person=binh,
            body="b",
            role=Role.REPORTER,
            valid_from=TODAY,
            valid_to=TODAY,
            by=alice,
            at=AT,
            on=TODAY,
        )


def test_ended_mandate_gives_nothing_from_that_day(memory: Doors) -> None:
    alice = administrator()
    binh = official(alice, "binh", (Role.AUDITOR, "sở-a"))
    mandate = binh.mandates.get()

    end_mandate(mandate_id=mandate.pk, valid_to=TODAY, by=alice, at=AT, on=TODAY)

    assert not has_right(binh, Right.SEE_EVENTS, on=TODAY)
    with pytest.raises(MandateEndsTooEarly):
        end_mandate(mandate_id=mandate.pk, valid_to=date(2020, 1, 1), by=alice, at=AT, on=TODAY)


def test_one_sees_oneself_and_administrators_see_all(memory: Doors) -> None:
    alice = administrator()
    binh, charlie = (
        official(alice, "binh", (Role.REPORTER, "a")),
        official(alice, "charlie", (Role.REPORTER, "a")),
    )

    assert set(access_people(by=alice, on=TODAY)) == {alice, binh, charlie}
    assert set(access_people(by=charlie, on=TODAY)) == {charlie}
    assert access_person(charlie.pk, by=charlie, on=TODAY) == charlie
    assert set(access_mandates(by=charlie, on=TODAY)) == set(charlie.mandates.all())
    for access in (
        lambda: access_person(binh.pk, by=charlie, on=TODAY),
        lambda: access_person(uuid4(), by=alice, on=TODAY),
        lambda: access_mandate(binh.mandates.get().pk, by=charlie, on=TODAY),
        lambda: access_mandate(uuid4(), by=alice, on=TODAY),
    ):
        with pytest.raises(NoSuchThing):
            access()


@pytest.mark.parametrize("role", list(Role))
def test_events_are_for_auditors_and_administrators(memory: Doors, role: Role) -> None:
    alice = administrator()
    person = official(alice, "binh", (role, "sở-a"))

    with acting_as(person):
        if role in RIGHTS[Right.SEE_EVENTS]:
            assert access_events(by=person, on=TODAY).count() == 4
        else:
            with pytest.raises(NotPermitted):
                access_events(by=person, on=TODAY)
            assert Event.objects.count() == 0  # the database says the same to a query that forgot to ask


def test_nobody_acting_sees_no_events(memory: Doors) -> None:
    alice = administrator()

    assert Event.objects.count() == 0
    with acting_as(alice):
        assert Event.objects.count() == 2
    assert Event.objects.count() == 0


def test_acting_ends_with_an_error_too(memory: Doors) -> None:
    alice = administrator()

    with pytest.raises(ZeroDivisionError), acting_as(alice):
        raise ZeroDivisionError

    assert Event.objects.count() == 0


def test_each_action_leaves_an_event_and_a_history(memory: Doors) -> None:
    alice = administrator()
    binh = official(alice, "binh", (Role.REPORTER, "sở-a"))
    end_mandate(mandate_id=binh.mandates.get().pk, valid_to=TODAY, by=alice, at=AT, on=TODAY)

    with acting_as(alice):
        told = list(Event.objects.values_list("kind", "actor"))
    assert told == [
        ("person.entered", "system"),
        ("mandate.granted", "system"),
        ("person.entered", str(alice.pk)),
        ("mandate.granted", str(alice.pk)),
        ("mandate.ended", str(alice.pk)),
    ]
    history = binh.mandates.get().events.order_by("pgh_id").values_list("pgh_label", "valid_to")
    assert list(history) == [("insert", None), ("update", TODAY)]


@pytest.mark.parametrize(
    "change", ["update accounts_mandateevent set body = 'x'", "delete from accounts_mandateevent"]
)
def test_history_is_only_added_to(memory: Doors, change: str) -> None:
    official(administrator(), "binh", (Role.REPORTER, "sở-a"))

    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        connection.cursor().execute(change)


def test_password_is_in_no_history(memory: Doors) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.columns"
            " where column_name in ('password', 'last_login')"
        )
        tables = sorted(name for (name,) in cursor.fetchall())
        # A word that opens a page of Wagtail's to some readers: of no person, and no page of ours has one.
        of_pages = ["wagtailcore_collectionviewrestriction", "wagtailcore_pageviewrestriction"]
        assert tables == ["accounts_person", "accounts_person", *of_pages]
