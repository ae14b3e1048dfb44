"""Rule 10 where it bites: what touches people's rights cannot be assigned, however the row is written."""

from datetime import date
from importlib import import_module
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from people import AT, TODAY, administrator, official
from psycopg import errors

from databases import Doors, django_on
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.actions import BodyUnknown
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.accounts.roles import RIGHTS, Right, Role
from tonghop.apps.directives.actions import (
    AlreadyAssigned,
    ObligationUnconfirmed,
    ReasonMissing,
    SentenceTouchesRights,
    assign,
    mark_rights,
    withdraw,
)
from tonghop.apps.directives.models import Assignment, Directive, Obligation, ObligationSentence
from tonghop.apps.directives.permissions import access_assignment, access_assignments, access_directive
from tonghop.apps.organisations.actions import UnitIsUsed, apply, undo
from tonghop.domain.organisations.events import Event
from tonghop.domain.organisations.units import Version

TEXT = "Sở A dán áp phích trước ngày 15/6. Theo dõi, chấn chỉnh dư luận trái chiều về kế hoạch."
FIRST, SECOND = (0, 34), (35, len(TEXT))


def sentences(*, confirmed: bool = True) -> tuple[ObligationSentence, ObligationSentence]:
    """Keep a directive with one obligation of two sentences: a task, and one that touches rights."""
    directive = Directive.objects.create(
        symbol="12/KH-UBND",
        text=TEXT,
        source_name="ke-hoach.docx",
        source_sha256="a" * 64,
        media_type="text/plain",
        received_at=AT,
    )
    obligation = Obligation.objects.create(
        directive=directive,
        reading_id="abc",
        span_start=0,
        span_end=len(TEXT),
        confirmed_at=AT if confirmed else None,
        confirmed_by="somebody" if confirmed else "",
    )

    def keep(span: tuple[int, int], why: str) -> ObligationSentence:
        return ObligationSentence.objects.create(
            directive=directive,
            obligation=obligation,
            span_start=span[0],
            span_end=span[1],
            text=TEXT[slice(*span)],
            rights_sensitive=bool(why),
            why=why,
        )

    return keep(FIRST, ""), keep(SECOND, "theo dõi dư luận")


@pytest.fixture(scope="module")
def kept(module_scratch: Doors) -> tuple[Doors, UUID, UUID]:
    """The same two sentences, committed, the first of them assigned; with the ids of both."""
    with django_on(module_scratch.owner):
        task, sensitive = sentences()
    with psycopg.connect(module_scratch.owner.url) as raw:
        raw.execute(INSERT, {"sentence": task.pk, "flag": False, "body": "sở-a"})
    return module_scratch, task.pk, sensitive.pk


INSERT = """
insert into directives_assignment (id, sentence_id, rights_sensitive, body, assigned_by, assigned_at)
values (gen_random_uuid(), %(sentence)s, %(flag)s, %(body)s, 'x', now())
"""


@pytest.mark.parametrize("role", ["owner", "administrator"])
@pytest.mark.parametrize("flag", [True, False])
def test_database_refuses_a_task_on_what_touches_rights(
    kept: tuple[Doors, UUID, UUID], role: str, flag: bool
) -> None:
    doors, _, sensitive = kept

    with (
        psycopg.connect(getattr(doors, role).url) as raw,
        pytest.raises((errors.CheckViolation, errors.ForeignKeyViolation)),
    ):
        raw.execute(INSERT, {"sentence": sensitive, "flag": flag, "body": "sở-b"})


def test_database_lets_other_sentences_be_assigned(kept: tuple[Doors, UUID, UUID]) -> None:
    doors, task, _ = kept

    with psycopg.connect(doors.owner.url) as raw:
        raw.execute(INSERT, {"sentence": task, "flag": False, "body": "sở-b"})
        raw.rollback()


WAYS_AROUND = [
    "update directives_obligationsentence set rights_sensitive = false, why = '' where id = %(sensitive)s",
    "update directives_obligationsentence set rights_sensitive = false where rights_sensitive",
    "update directives_obligationsentence set text = 'Sở A họp.' where id = %(sensitive)s",
    "update directives_obligationsentence set span_start = span_start + 1 where id = %(sensitive)s",
    "update directives_obligationsentence set id = gen_random_uuid() where id = %(sensitive)s",
    "delete from directives_obligationsentence where id = %(sensitive)s",
    "truncate directives_obligationsentence cascade",
    # the assigned sentence is marked afterwards, or its task moved to the marked one
    "update directives_obligationsentence set rights_sensitive = true, why = 'x' where id = %(task)s",
    "update directives_assignment set sentence_id = %(sensitive)s",
    "update directives_assignment set sentence_id = %(sensitive)s, rights_sensitive = true",
    "update directives_assignment set rights_sensitive = true",
    # the same words come back without their mark
    """insert into directives_obligationsentence
       select gen_random_uuid(), span_start, span_end, text, false, '', directive_id, obligation_id
       from directives_obligationsentence where id = %(sensitive)s""",
    """insert into directives_obligationsentence
       select gen_random_uuid(), span_start + 3, span_end, text, false, '', directive_id, obligation_id
       from directives_obligationsentence where id = %(sensitive)s""",
]


@pytest.mark.parametrize("role", ["work", "owner"])
@pytest.mark.parametrize("way", WAYS_AROUND)
def test_there_is_no_way_around(kept: tuple[Doors, UUID, UUID], role: str, way: str) -> None:
    doors, task, sensitive = kept
    with psycopg.connect(getattr(doors, role).url) as raw:
        try:
            changed = raw.execute(way.encode(), {"task": task, "sensitive": sensitive}).rowcount
        except (psycopg.IntegrityError, errors.InsufficientPrivilege):
            changed = 0

    assert changed == 0
    with psycopg.connect(doors.owner.url) as raw:
        rows = raw.execute(
            "select s.id, s.rights_sensitive, a.id is not null from directives_obligationsentence s"
            " left join directives_assignment a on a.sentence_id = s.id order by s.span_start"
        ).fetchall()
    assert rows == [(task, False, True), (sensitive, True, False)]


def test_mark_may_be_added_where_nothing_was_assigned(memory: Doors) -> None:
    task, _ = sentences()

    task.rights_sensitive, task.why = True, "a person saw it"
    task.save()

    coordinator = official(administrator(), "binh", (Role.COORDINATOR, "a"))
    with acting_as(coordinator), pytest.raises(SentenceTouchesRights):
        assign(sentence=task, body="sở-a", due_on=None, by=coordinator, at=AT, on=TODAY)


def test_marked_sentence_says_why(memory: Doors) -> None:
    task, _ = sentences()

    task.rights_sensitive = True
    with pytest.raises(IntegrityError, match="what_touches_rights_says_why"), transaction.atomic():
        task.save()


@pytest.fixture
def binh(memory: Doors) -> Person:
    return official(administrator(), "binh", (Role.COORDINATOR, "vp"))


def test_coordinator_assigns_a_confirmed_sentence(binh: Person) -> None:
    task, _ = sentences()

    with acting_as(binh):
        made = assign(sentence=task, body="sở-a", due_on=date(2026, 12, 1), by=binh, at=AT, on=TODAY)
        assert access_assignment(made.pk, by=binh, on=TODAY) == made
        assert made.events.count() == 1
        with pytest.raises(AlreadyAssigned):
            assign(sentence=task, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)


def test_assignment_is_for_a_unit_of_the_register_and_holds_it_there(binh: Person) -> None:
    task, _ = sentences()
    office = Version("sở-mới", "Sở Mới", "sở", "province", "state")
    event = Event("mới", "establish", date(2026, 1, 1), "", (office,))
    alice = Person.objects.get(login="alice")
    with acting_as(alice):
        apply(event=event, by=alice, at=AT, on=TODAY)

    with acting_as(binh):
        with pytest.raises(BodyUnknown, match="sở-lạ"):
            assign(sentence=task, body="sở-lạ", due_on=None, by=binh, at=AT, on=TODAY)
        made = assign(sentence=task, body="sở-mới", due_on=None, by=binh, at=AT, on=TODAY)
    with acting_as(alice), pytest.raises(UnitIsUsed, match="directives_assignment"):
        undo(event_id="mới", why="thử", by=alice, at=AT, on=TODAY)
    with acting_as(binh):
        withdraw(assignment=made, why="thử", by=binh, at=AT, on=TODAY)
    with acting_as(alice):
        assert undo(event_id="mới", why="thử", by=alice, at=AT, on=TODAY).gone == ("sở-mới",)


def test_database_refuses_an_assignment_to_nobody_however_it_is_written(
    kept: tuple[Doors, UUID, UUID],
) -> None:
    doors, task, _ = kept
    row = {"sentence": task, "flag": False, "body": "sở-lạ"}

    with (
        psycopg.connect(doors.administrator.url) as raw,
        pytest.raises(errors.ForeignKeyViolation, match="an_assignment_is_for_a_unit"),
    ):
        raw.execute(INSERT, row)


def test_bodies_of_assignments_made_before_the_key_come_into_the_register(scratch: Doors) -> None:
    with django_on(scratch.owner):
        task, _ = sentences()
    with psycopg.connect(scratch.owner.url) as owner:
        owner.execute("alter table directives_assignment drop constraint an_assignment_is_for_a_unit")
        owner.execute(INSERT, {"sentence": task.pk, "flag": False, "body": "co-truoc"})
        owner.commit()  # each migration is a transaction of its own
        move = import_module("tonghop.apps.directives.migrations.0005_bodies_of_assignments_are_units")
        key = import_module("tonghop.apps.directives.migrations.0006_an_assignment_is_for_a_unit")
        for _ in "twice":
            owner.execute(move.FORWARDS)
        owner.commit()
        owner.execute("drop index an_assignments_body")
        owner.execute(key.FORWARDS)

        found = owner.execute("select count(*) from organisations_unit where id = 'co-truoc'").fetchone()
        assert found == (1,)


def test_what_touches_rights_is_refused_in_words(binh: Person) -> None:
    _, sensitive = sentences()

    with acting_as(binh), pytest.raises(SentenceTouchesRights):
        assign(sentence=sensitive, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)


def test_a_stale_copy_does_not_help(binh: Person) -> None:
    _, sensitive = sentences()
    sensitive.rights_sensitive = False  # in memory only

    with acting_as(binh), pytest.raises(SentenceTouchesRights):
        assign(sentence=sensitive, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)


def test_what_nobody_confirmed_does_nothing(binh: Person) -> None:
    task, _ = sentences(confirmed=False)

    with acting_as(binh), pytest.raises(ObligationUnconfirmed):
        assign(sentence=task, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)


@pytest.mark.parametrize("role", [role for role in Role if role not in RIGHTS[Right.ASSIGN]])
def test_others_do_not_assign(memory: Doors, role: Role) -> None:
    charlie = official(administrator(), "charlie", (role, "sở-a"))
    task, _ = sentences()

    with acting_as(charlie):
        with pytest.raises(NotPermitted):
            assign(sentence=task, body="sở-a", due_on=None, by=charlie, at=AT, on=TODAY)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Assignment.objects.create(sentence=task, body="sở-a", assigned_by="x", assigned_at=AT)


@pytest.mark.parametrize("role", list(Role))
def test_code_and_database_agree_on_who_sees_which_assignment(memory: Doors, role: Role) -> None:
    alice = administrator()
    binh = official(alice, "binh", (Role.COORDINATOR, "vp"))
    person = official(alice, "dung", (role, "sở-a"))
    task, _ = sentences()
    with acting_as(binh):
        own = assign(sentence=task, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)
        other = assign(sentence=task, body="sở-b", due_on=None, by=binh, at=AT, on=TODAY)
        by_code = set(access_assignments(by=person, on=TODAY))

    with acting_as(person):
        by_database = set(Assignment.objects.all())
        seen = {event.pgh_obj_id for event in Assignment.pgh_event_model.objects.all()}

    expected = (
        {own, other}
        if role in RIGHTS[Right.SEE_EVERY_ASSIGNMENT]
        else {own}
        if role in RIGHTS[Right.SEE_OWN_ASSIGNMENTS]
        else set()
    )
    assert by_code == by_database == expected
    assert seen == {assignment.pk for assignment in expected}
    assert not Assignment.objects.exists()  # nobody acts


def test_directive_is_read_by_everybody_with_a_mandate(memory: Doors) -> None:
    alice = administrator()
    charlie = official(alice, "charlie")
    task, _ = sentences()

    assert access_directive(task.directive_id, by=alice, on=TODAY).symbol == "12/KH-UBND"
    with pytest.raises(NotPermitted):
        access_directive(task.directive_id, by=charlie, on=TODAY)
    with pytest.raises(NoSuchThing):
        access_directive(uuid4(), by=alice, on=TODAY)
    with pytest.raises(NoSuchThing):
        access_assignment(uuid4(), by=alice, on=TODAY)


def _remove_all() -> int:
    with connection.cursor() as cursor:
        cursor.execute("delete from directives_assignment")
        return cursor.rowcount


def test_only_coordinators_remove_assignments(memory: Doors) -> None:
    alice = administrator()
    binh = official(alice, "binh", (Role.COORDINATOR, "vp"))
    task, _ = sentences()
    with acting_as(binh):
        made = assign(sentence=task, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)

    assert _remove_all() == 0  # nobody acts
    for role in set(Role) - RIGHTS[Right.ASSIGN]:
        charlie = official(alice, role.value, (role, "sở-a"))
        with acting_as(charlie):
            assert _remove_all() == 0
            with pytest.raises(NotPermitted):
                withdraw(assignment=made, why="x", by=charlie, at=AT, on=TODAY)
            with pytest.raises(NotPermitted):
                mark_rights(sentence=task, why="x", by=charlie, at=AT, on=TODAY)
    with acting_as(binh):
        assert Assignment.objects.get() == made


def test_withdrawn_assignment_is_remembered(binh: Person) -> None:
    task, _ = sentences()

    with acting_as(binh):
        made = assign(sentence=task, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)
        pk = made.pk
        with pytest.raises(ReasonMissing):
            withdraw(assignment=made, why=" ", by=binh, at=AT, on=TODAY)
        withdraw(assignment=made, why="giao nhầm", by=binh, at=AT, on=TODAY)

        assert not Assignment.objects.exists()
        history = Assignment.pgh_event_model.objects.filter(pgh_obj_id=pk).order_by("pgh_id")
        assert list(history.values_list("pgh_label", "body")) == [("insert", "sở-a"), ("delete", "sở-a")]
        assign(sentence=task, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)


def test_marking_withdraws_what_was_assigned_and_cannot_be_undone(binh: Person) -> None:
    task, _ = sentences()

    with acting_as(binh):
        for body in ("sở-a", "sở-b"):
            assign(sentence=task, body=body, due_on=None, by=binh, at=AT, on=TODAY)
        with pytest.raises(ReasonMissing):
            mark_rights(sentence=task, why="", by=binh, at=AT, on=TODAY)
        mark_rights(sentence=task, why="nhắc tới dư luận", by=binh, at=AT, on=TODAY)

        assert not Assignment.objects.exists()
        with pytest.raises(SentenceTouchesRights):
            assign(sentence=task, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)
        task.rights_sensitive = False
        with pytest.raises(DatabaseError, match="never taken off"), transaction.atomic():
            task.save()
