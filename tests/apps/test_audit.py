"""The audit in the database: chained under real concurrency, closed to changes, and tampering found out."""

import threading
from datetime import UTC, datetime

import psycopg
import pytest
from psycopg import errors

from databases import Doors, django_on
from tonghop.apps.audit.actions import SYSTEM, FactAboutOpinion, record
from tonghop.apps.audit.chain import BEGINNING, ChainBroken, Fault, Head, canonical, verify
from tonghop.apps.audit.queries import chain, head, proven_end

AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
CONTENT = canonical({"kind": "a.b", "actor": "system", "subject": "c:1", "facts": {}})
RECORD = "select sequence, hash from tonghop_record_event(%s)"


@pytest.fixture
def three_events(scratch: Doors) -> Doors:
    with psycopg.connect(scratch.work.url) as connection:
        for _ in range(3):
            connection.execute(RECORD, (CONTENT,))
    return scratch


def _verified(doors: Doors) -> tuple[Head, Fault | None]:
    with django_on(doors.owner):
        return verify(chain())


def test_event_is_numbered_and_bound_to_the_one_before(memory: Doors) -> None:
    first = record(kind="test.first", by=SYSTEM, subject="thing:1", at=AT, facts={"tên": "Hòa"})
    second = record(kind="test.second", by=SYSTEM, subject="thing:1", at=AT, facts={})

    assert (first.sequence, second.sequence) == (1, 2)
    assert first.hash not in (BEGINNING, second.hash)


def test_chain_that_the_program_wrote_holds(scratch: Doors) -> None:
    with django_on(scratch.work):
        last = [
            record(kind=f"test.n{n}", by=SYSTEM, subject="thing:1", at=AT, facts={"n": n, "tên": "Uỷ ban\n"})
            for n in range(5)
        ][-1]

    assert _verified(scratch) == (last, None)
    with django_on(scratch.owner):
        assert head() == last
    with psycopg.connect(scratch.owner.url) as connection:
        row = connection.execute("select kind, actor, subject from audit_event where sequence = 5").fetchone()
    assert row == ("test.n4", "system", "thing:1")


@pytest.mark.parametrize(
    "facts", [{"sentiment": 1}, {"người": [{"thái_độ": "x"}]}, {"a": {"citizenRank": 2}}]
)
def test_facts_about_what_people_think_are_refused(memory: Doors, facts: dict[str, object]) -> None:
    with pytest.raises(FactAboutOpinion):
        record(kind="test.x", by=SYSTEM, subject="thing:1", at=AT, facts=facts)


def test_time_without_zone_is_a_bug(memory: Doors) -> None:
    with pytest.raises(ValueError, match="zone"):
        record(kind="test.x", by=SYSTEM, subject="t:1", at=datetime(2026, 1, 1), facts={})  # noqa: DTZ001


def test_event_is_undone_with_its_transaction(scratch: Doors) -> None:
    with psycopg.connect(scratch.work.url) as connection:
        connection.execute(RECORD, (CONTENT,))
        connection.rollback()
        connection.execute(RECORD, (CONTENT,))

    assert _verified(scratch)[0].sequence == 1


def test_concurrent_writers_do_not_fork_the_chain(scratch: Doors) -> None:
    writers, each = 8, 25
    failed: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with psycopg.connect(scratch.work.url) as connection:
                for _ in range(each):
                    connection.execute(RECORD, (CONTENT,))
                    (connection.rollback if number == 0 else connection.commit)()
        except BaseException as fault:
            failed.append(fault)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    assert failed == []
    last, fault = _verified(scratch)
    assert (last.sequence, fault) == ((writers - 1) * each, None)


def test_writer_of_an_old_snapshot_fails_rather_than_forks(scratch: Doors) -> None:
    with psycopg.connect(scratch.work.url) as old, psycopg.connect(scratch.work.url) as new:
        old.execute("set transaction isolation level repeatable read")
        old.execute("select 1")
        new.execute(RECORD, (CONTENT,))
        new.commit()

        with pytest.raises(errors.UniqueViolation):
            old.execute(RECORD, (CONTENT,))
        old.rollback()

    assert _verified(scratch) == (_verified(scratch)[0], None)


CHANGES = [
    "update audit_event set content = content",
    "update audit_event set recorded_at = now() where false",
    "delete from audit_event",
    "delete from audit_event where sequence = 3",
    "truncate audit_event",
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["work", "owner", "administrator"])
def test_database_refuses_every_change(worker_database: Doors, role: str, change: str) -> None:
    with (
        psycopg.connect(getattr(worker_database, role).url) as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute(change.encode())


def test_application_cannot_write_a_link_of_its_own_making(worker_database: Doors) -> None:
    with psycopg.connect(worker_database.work.url) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("insert into audit_event (content) values ('{}')")


def test_owner_who_inserts_gets_an_honest_link(three_events: Doors) -> None:
    with psycopg.connect(three_events.owner.url) as connection:
        connection.execute(
            "insert into audit_event (sequence, previous_hash, recorded_at, content, hash)"
            " values (99, repeat('0', 64), '2020-01-01', %s, repeat('f', 64))",
            (CONTENT,),
        )

    last, fault = _verified(three_events)
    assert (last.sequence, fault) == (4, None)


@pytest.mark.parametrize(
    "content", ["{}", "[]", "no json", '{"kind": "a"}', ""], ids=["empty", "list", "text", "half", "nothing"]
)
def test_event_that_does_not_say_who_did_what_is_refused(worker_database: Doors, content: str) -> None:
    with psycopg.connect(worker_database.work.url) as connection, pytest.raises(psycopg.DatabaseError):
        connection.execute(RECORD, (content,))


TAMPERINGS = [
    ("update audit_event set content = replace(content, 'a.b', 'a.x') where sequence = 2", 2),
    ("update audit_event set recorded_at = recorded_at - interval '1 day' where sequence = 1", 1),
    ("update audit_event set hash = repeat('e', 64) where sequence = 3", 3),
    ("delete from audit_event where sequence = 2", 2),
    ("delete from audit_event where sequence = 1", 1),
]


@pytest.mark.parametrize(("tampering", "first_broken"), TAMPERINGS)
def test_superuser_who_tampers_is_found_out(three_events: Doors, tampering: str, first_broken: int) -> None:
    with psycopg.connect(three_events.administrator.url) as connection:
        connection.execute("alter table audit_event disable trigger user")
        connection.execute("alter table audit_event disable trigger events_are_kept")
        connection.execute(tampering.encode())
        connection.execute("alter table audit_event enable always trigger events_are_kept")

    last, fault = _verified(three_events)

    assert fault is not None
    assert (last.sequence, fault.sequence) == (first_broken - 1, first_broken)


TAMPERINGS = [
    ("update audit_event set content = replace(content, 'c:1', 'c:2') where sequence = 2", 2),
    ("update audit_event set recorded_at = recorded_at + interval '1 second' where sequence = 1", 1),
    ("delete from audit_event where sequence = 1", 1),
    ("delete from audit_event where sequence = 2", 2),
    ("update audit_event set previous_hash = repeat('a', 64) where sequence = 3", 3),
]


@pytest.mark.parametrize(("tampering", "broken"), TAMPERINGS)
def test_database_names_the_link_that_the_program_names(
    three_events: Doors, tampering: str, broken: int
) -> None:
    with psycopg.connect(three_events.administrator.url) as connection:
        connection.execute("alter table audit_event disable trigger all")
        connection.execute(tampering.encode())

    fault = _verified(three_events)[1]

    assert fault is not None
    assert fault.sequence == broken
    with django_on(three_events.work), pytest.raises(ChainBroken, match=str(broken)):
        proven_end()


def test_end_is_told_to_who_may_read_no_event(three_events: Doors) -> None:
    with django_on(three_events.work):
        assert list(chain()) == []
        end = proven_end()

    assert _verified(three_events) == (end, None)
