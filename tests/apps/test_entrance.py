"""Links, passwords and attempts: each way out of each action, and what the database itself keeps apart."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from people import AT, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts import actions
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.entrance import (
    FORGOTTEN_FOR,
    INVITED_FOR,
    HandedOver,
    LinkUnusable,
    PasswordUnfit,
    TooManyAttempts,
    begin_attempt,
    forget_attempts,
    issue,
    link_holder,
    set_password_by_link,
)
from tonghop.apps.accounts.limits import (
    FLOOD_AT_ADDRESS,
    FLOOD_AT_LOGIN,
    NARROW,
    STRICT,
    WINDOW,
    Wrong,
    is_too_often,
)
from tonghop.apps.accounts.models import OneTimeLink, Person, SignInAttempt
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted, needs_second_factor
from tonghop.apps.accounts.roles import WITH_SECOND_FACTOR, Role
from tonghop.apps.audit.models import Event

GOOD = "một câu dài dễ nhớ"

OFTEN = [
    # (pair, name, address) → has to wait
    (Wrong(0, 0, 0), False),
    (Wrong(STRICT - 1, STRICT, STRICT), False),
    (Wrong(STRICT, STRICT, STRICT), True),
    (Wrong(NARROW, FLOOD_AT_LOGIN - 1, 0), False),
    (Wrong(NARROW, FLOOD_AT_LOGIN, 0), True),
    (Wrong(NARROW, 0, FLOOD_AT_ADDRESS), True),
    (Wrong(0, FLOOD_AT_LOGIN * 100, FLOOD_AT_ADDRESS * 100), False),  # a flood shuts nobody out
]


@pytest.mark.parametrize(("wrong", "waits"), OFTEN)
def test_how_often_one_may_mistype(wrong: Wrong, waits: bool) -> None:
    assert is_too_often(wrong) is waits


def test_attempts_are_counted_for_the_pair_and_forgotten_with_time(memory: Doors) -> None:
    for _ in range(STRICT):
        begin_attempt(login="binh", address="10.0.0.1", at=AT)

    with pytest.raises(TooManyAttempts):
        begin_attempt(login=" BINH ", address="10.0.0.1", at=AT)
    begin_attempt(login="binh", address="10.0.0.2", at=AT)
    begin_attempt(login="cuong", address="10.0.0.1", at=AT)
    begin_attempt(login="binh", address="10.0.0.1", at=AT + WINDOW + timedelta(seconds=1))
    assert SignInAttempt.objects.count() == 1, "older ones are not kept"
    forget_attempts(login="Binh", address="10.0.0.1")
    assert not SignInAttempt.objects.exists()


def _handed(alice: Person, login: str) -> HandedOver:
    with acting_as(alice):
        return actions.enter_with_link(login=login, full_name="Nguyễn Văn Mẫu", by=alice, at=AT, on=TODAY)


def test_link_sets_one_password_once(memory: Doors) -> None:
    handed = _handed(administrator(), "binh")

    assert link_holder(secret=handed.secret, at=AT) == handed.person
    set_password_by_link(secret=handed.secret, password=GOOD, at=AT)

    assert Person.objects.get(login="binh").check_password(GOOD)
    for attempt in (link_holder, lambda **given: set_password_by_link(password=GOOD, **given)):
        with pytest.raises(LinkUnusable):
            attempt(secret=handed.secret, at=AT)


UNFIT = ["", "ngắn", "password12345", "123456789012", "nguyễn văn mẫu"]


@pytest.mark.parametrize("password", UNFIT)
def test_unfit_password_leaves_the_link_as_it_was(memory: Doors, password: str) -> None:
    handed = _handed(administrator(), "binh")

    with pytest.raises(PasswordUnfit):
        set_password_by_link(secret=handed.secret, password=password, at=AT)

    set_password_by_link(secret=handed.secret, password=GOOD, at=AT)


def test_link_ends_with_its_time_with_a_newer_one_and_with_the_account(memory: Doors) -> None:
    alice = administrator()
    handed = _handed(alice, "binh")
    end = AT + INVITED_FOR
    assert link_holder(secret=handed.secret, at=end - timedelta(seconds=1))
    with pytest.raises(LinkUnusable):
        link_holder(secret=handed.secret, at=end)

    with acting_as(alice):
        newer = actions.renew_link(person_id=handed.person.pk, by=alice, at=AT, on=TODAY)
    with pytest.raises(LinkUnusable):
        link_holder(secret=handed.secret, at=AT)
    assert link_holder(secret=newer.secret, at=AT) == handed.person

    with acting_as(alice):
        actions.deactivate(person_id=handed.person.pk, why="nghỉ hưu", by=alice, at=AT, on=TODAY)
    with pytest.raises(LinkUnusable):
        link_holder(secret=newer.secret, at=AT)


def test_database_keeps_links_from_those_who_do_not_bear_them(memory: Doors) -> None:
    alice = administrator()
    handed = _handed(alice, "binh")
    charlie = official(alice, "charlie", (Role.COORDINATOR, "a"))

    assert not OneTimeLink.objects.exists(), "nobody acting, no link named"
    with acting_as(charlie):
        assert not OneTimeLink.objects.exists()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            issue(handed.person, valid_for=FORGOTTEN_FOR, by="x", at=AT)
    with acting_as(handed.person):
        assert OneTimeLink.objects.count() == 1
    with acting_as(alice):
        assert OneTimeLink.objects.count() == 1
    with acting_as(charlie):
        assert not SignInAttempt.objects.exists()
    assert handed.secret not in str(list(OneTimeLink.objects.values())), "only its hash is kept"


WRONG_LINKS = [
    ({"valid_until": AT}, "a_link_ends_after_it_begins"),
    ({"used_at": AT, "replaced_at": AT}, "a_replaced_link_is_not_used"),
    ({"secret_sha256": "the secret itself"}, "a_link_keeps_only_a_hash"),
    ({"secret_sha256": "b" * 64}, "a_person_has_one_link_that_waits"),
]


@pytest.mark.parametrize(("wrong", "constraint"), WRONG_LINKS)
def test_database_refuses_a_wrong_link(memory: Doors, wrong: dict[str, object], constraint: str) -> None:
    alice = administrator()
    person = _handed(alice, "binh").person
    row = {
        "person": person,
        "secret_sha256": "a" * 64,
        "issued_by": "x",
        "issued_at": AT,
        "valid_until": AT + INVITED_FOR,
    } | wrong

    with acting_as(alice), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OneTimeLink.objects.create(**row)


def test_hash_of_a_link_is_in_no_history(memory: Doors) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.columns where column_name = 'secret_sha256'"
        )
        assert cursor.fetchall() == [("accounts_onetimelink",)]


ON_OTHERS = [
    (actions.deactivate, {"why": "nghỉ hưu"}, "person.deactivated"),
    (actions.activate, {"why": "trở lại"}, "person.activated"),
    (actions.end_sessions, {"why": "mất máy"}, "session.ended"),
    (actions.reset_second_factor, {"why": "mất máy"}, "second-factor.reset"),
    (actions.renew_link, {}, "link.issued"),
]


@pytest.mark.parametrize(("action", "given", "kind"), ON_OTHERS)
def test_administrators_look_after_others_with_a_reason(memory, action, given, kind) -> None:  # type: ignore[no-untyped-def]
    alice = administrator()
    binh, charlie = official(alice, "binh"), official(alice, "charlie", (Role.AUDITOR, "a"))
    common = {"by": alice, "at": AT, "on": TODAY}

    with acting_as(alice):
        action(person_id=binh.pk, **given, **common)
        told = Event.objects.filter(kind=kind, subject=f"person:{binh.pk}").get()
        assert given.get("why", "") in told.content
        with pytest.raises(actions.NotOnOneself):
            action(person_id=alice.pk, **given, **common)
        if given:
            with pytest.raises(actions.ReasonMissing):
                action(person_id=binh.pk, why="  ", **common)
    with pytest.raises(NotPermitted):
        action(person_id=binh.pk, **given, by=charlie, at=AT, on=TODAY)
    with pytest.raises(NoSuchThing), acting_as(alice):
        action(person_id=OTHER, **given, **common)


OTHER = "00000000-0000-0000-0000-000000000000"


def test_resting_account_gets_no_link_and_mail_needs_an_address(memory: Doors) -> None:
    alice = administrator()
    binh = official(alice, "binh")
    given = {"person_id": binh.pk, "by": alice, "at": AT, "on": TODAY}

    with acting_as(alice):
        with pytest.raises(actions.MailMissing):
            actions.send_link_by_mail(**given)
        actions.deactivate(why="nghỉ hưu", **given)
        with pytest.raises(actions.PersonInactive):
            actions.renew_link(**given)
        with pytest.raises(actions.PersonInactive):
            actions.send_link_by_mail(**given)


@pytest.mark.parametrize(("login", "name"), [("", "Mẫu"), ("a b", "Mẫu"), ("a", " ")])
def test_person_needs_a_login_in_one_word_and_a_name(memory: Doors, login: str, name: str) -> None:
    alice = administrator()

    with pytest.raises(actions.NameMissing):
        actions.enter_person(login=login, full_name=name, by=alice, at=AT, on=TODAY)


@pytest.mark.parametrize("role", list(Role))
def test_who_needs_a_second_factor(memory: Doors, role: Role) -> None:
    person = official(administrator(), "binh", (role, "a"))

    assert needs_second_factor(person, on=TODAY) is (role in WITH_SECOND_FACTOR)
    assert not needs_second_factor(person, on=TODAY.replace(year=2019)), "the mandate has not begun"
