"""Rows and questions by statements that are made once: they tell and keep just what the ORM does."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import DateField, UUIDField
from django.test.utils import CaptureQueriesContext
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Mandate, Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.foundations import rows
from tonghop.apps.foundations.questions import Given, Question
from tonghop.apps.reporting.models import KeptReply

ANSWER = {"số": [1, None], "chữ": "đ"}


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


def reply_to(person: Person) -> KeptReply:
    return KeptReply(
        key=uuid4(), person=str(person.pk), request_sha256="a" * 64, status=200, answer=ANSWER, made_at=AT
    )


def test_what_was_entered_is_what_the_orm_reads(alice: Person) -> None:
    entered = reply_to(alice)

    with acting_as(alice):
        rows.enter(entered)
        read, found = KeptReply.objects.get(pk=entered.pk), rows.find(KeptReply, entered.pk)

    assert found is not None
    assert not entered._state.adding
    for field in KeptReply._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(read, field.attname)
        assert getattr(entered, field.attname) == getattr(read, field.attname)


def test_a_row_in_whose_place_one_stands_is_not_entered(alice: Person) -> None:
    first, second = reply_to(alice), reply_to(alice)
    second.key, second.status = first.key, 409

    with acting_as(alice):
        assert rows.enter_unless_there(first)
        assert not rows.enter_unless_there(second)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.enter(second)
        assert KeptReply.objects.get(pk=first.pk).status == 200

    assert second._state.adding


def test_only_named_fields_are_changed(alice: Person) -> None:
    bao = official(alice, "bao")
    bao.full_name, bao.email = "Nguyễn Văn Mẫu Bảo", "bao@vidu.vn"

    rows.change(bao, "full_name")

    bao.refresh_from_db()
    assert (bao.full_name, bao.email) == ("Nguyễn Văn Mẫu Bảo", "")


def test_a_row_that_is_not_there_is_no_row_that_was_changed(alice: Person) -> None:
    with pytest.raises(Person.DoesNotExist):
        rows.change(Person(pk=uuid4(), full_name="Ai"), "full_name")

    assert rows.find(Person, uuid4()) is None


def test_row_level_security_holds(alice: Person) -> None:
    bao, entered = official(alice, "bao"), reply_to(alice)
    with acting_as(alice):
        rows.enter(entered)

    with acting_as(bao):
        assert rows.find(KeptReply, entered.pk) is None
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.enter(reply_to(alice))


MANDATES_IN_FORCE = Question(
    lambda: (
        Mandate.objects.in_force(on=Given("on", DateField()))
        .filter(person=Given("person", UUIDField()))
        .select_related("person")
        .order_by("role")
    )
)


@pytest.mark.parametrize(
    ("on", "roles"),
    [
        (date(2019, 12, 31), []),  # before the first day
        (date(2020, 1, 1), ["approver", "reporter"]),
        (TODAY, ["approver", "reporter"]),
    ],
)
def test_a_question_answers_as_its_queryset_would(alice: Person, on: date, roles: list[str]) -> None:
    bao = official(alice, "bao", (Role.REPORTER, OFFICE), (Role.APPROVER, OFFICE))

    found = MANDATES_IN_FORCE.ask(person=bao.pk, on=on)

    assert [mandate.role for mandate in found] == roles
    assert found == list(Mandate.objects.in_force(on=on).filter(person=bao).order_by("role"))
    with CaptureQueriesContext(connection) as asked:
        assert all(mandate.person == bao for mandate in found)
    assert not asked.captured_queries, "what is related came with it"


def test_a_question_lacking_a_value_is_a_bug(alice: Person) -> None:
    with pytest.raises(KeyError):
        MANDATES_IN_FORCE.ask(person=alice.pk)
