"""Taking files in: what bears a mark of secrecy leaves nothing; a reading is done once, if often tried."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import psycopg
import pytest
from directive_files import PLAN, SAMPLE, taken_in
from django.db import DatabaseError, connection, transaction
from people import AT, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.actions import end_mandate
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NotPermitted
from tonghop.apps.accounts.roles import RIGHTS, Right, Role
from tonghop.apps.directives.actions import intake as intakes
from tonghop.apps.directives.actions.intake import (
    LARGEST_FILE,
    FileTooLarge,
    NothingReadable,
    read_again,
    read_taken_in,
    take_in,
)
from tonghop.apps.directives.models import (
    FAILED,
    READ,
    READING,
    WAITING,
    Citation,
    Directive,
    Intake,
    NamedParty,
    Obligation,
    OriginalFile,
)
from tonghop.domain.errors import Refusal
from tonghop.domain.secrecy import SecretDocument


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def binh(alice: Person) -> Person:
    return official(alice, "binh", (Role.COORDINATOR, "vp"))


def counts() -> dict[str, int]:
    """Count the rows of every table of ours, the queue's among them, as the application sees them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_tables where schemaname = 'public' and tablename !~ 'migrations|^auth'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'select count(*) from "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


@contextmanager
def nothing_kept(alice: Person) -> Iterator[None]:
    with acting_as(alice):
        before = counts()
    yield
    with acting_as(alice):
        assert counts() == before


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: Mật"])
def test_secret_file_leaves_nothing(alice: Person, binh: Person, mark: str) -> None:
    with nothing_kept(alice), acting_as(binh), pytest.raises(SecretDocument):
        take_in(data=f"{mark}\n{PLAN}".encode(), name="a.txt", office="vp", by=binh, at=AT, on=TODAY)


BAD_FILES = [
    (b"x" * (LARGEST_FILE + 1), FileTooLarge),
    (b"", NothingReadable),
    (b"PK\x03\x04 nothing more", NothingReadable),  # a damaged Word file
    (b"%PDF-1.7\n%%EOF", NothingReadable),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, NothingReadable),  # an old Word file
]


@pytest.mark.parametrize(("data", "refusal"), BAD_FILES, ids=range(len(BAD_FILES)))
def test_unreadable_file_leaves_nothing(
    alice: Person, binh: Person, data: bytes, refusal: type[Refusal]
) -> None:
    with nothing_kept(alice), acting_as(binh), pytest.raises(refusal) as said:
        take_in(data=data, name="a.bin", office="vp", by=binh, at=AT, on=TODAY)

    assert "{" not in said.value.vietnamese + said.value.english


@pytest.mark.parametrize("role", [role for role in Role if role not in RIGHTS[Right.TAKE_IN_DIRECTIVES]])
def test_others_take_nothing_in(alice: Person, role: Role) -> None:
    charlie = official(alice, "charlie", (role, "vp"), (Role.COORDINATOR, "a"))

    with nothing_kept(alice), acting_as(charlie), pytest.raises(NotPermitted):
        take_in(data=PLAN.encode(), name="a.txt", office="vp", by=charlie, at=AT, on=TODAY)


def test_file_is_kept_as_it_came_and_waits(binh: Person) -> None:
    data = SAMPLE.read_bytes()

    with acting_as(binh):
        taken = take_in(data=data, name="công văn.docx", office="vp", by=binh, at=AT, on=TODAY)
        directive = Directive.objects.get()
        assert taken.is_new
        assert bytes(directive.original.content) == data
        assert (directive.office_id, directive.intake.state, directive.text) == ("vp", WAITING, "")
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = 'directives.read'")
        ((args,),) = cursor.fetchall()
    assert json.loads(args) == {"directive": str(directive.pk), "person": str(binh.pk)}


def test_same_file_leads_to_the_one_that_is_there(alice: Person, binh: Person) -> None:
    an = official(alice, "an", (Role.COORDINATOR, "a"))
    first = taken_in(binh)

    with acting_as(an):
        again = take_in(data=PLAN.encode(), name="khác.txt", office="a", by=an, at=AT, on=TODAY)

    assert (again.is_new, again.directive) == (False, first)
    assert Directive.objects.count() == 1


def test_original_is_never_changed(binh: Person) -> None:
    taken_in(binh)

    with acting_as(binh):
        for change in (
            lambda: OriginalFile.objects.update(content=b"x"),
            lambda: OriginalFile.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                change()
        with pytest.raises(DatabaseError, match="is what was read"), transaction.atomic():
            Directive.objects.update(text="khác")
        with pytest.raises(DatabaseError, match="is what was read"), transaction.atomic():
            Obligation.objects.update(span_end=5000)


def test_reading_becomes_rows(binh: Person) -> None:
    directive = taken_in(binh)

    assert (directive.symbol, directive.issued_on) == ("12/KH-UBND", date(2026, 1, 10))
    with acting_as(binh):
        assert directive.intake.state == READ
        assert directive.intake.tool_version
        assert [each.due_on for each in directive.obligations.order_by("span_start")] == [
            date(2026, 3, 14),
            None,
            None,
            date(2026, 5, 29),
        ]
        marked = directive.sentences.get(rights_sensitive=True)
        assert marked.text == "Theo dõi, chấn chỉnh dư luận trái chiều về kế hoạch."
        (unread,) = directive.unread.all()
        missed = directive.text[unread.span_start : unread.span_end]
        assert missed == "Mỗi thôn phải có một tổ xung kích chữa cháy."
        assert Citation.objects.get().symbol == "05/NQ-HĐND"
        assert set(NamedParty.objects.values_list("name", flat=True)) == {
            "Sở Nông nghiệp và Môi trường",
            "Công an tỉnh",
        }
        for sentence in directive.sentences.all():
            assert directive.text[sentence.span_start : sentence.span_end] == sentence.text


def test_reading_that_was_broken_off_is_done_again_and_not_doubled(binh: Person) -> None:
    with acting_as(binh):
        directive = take_in(data=PLAN.encode(), name="a.txt", office="vp", by=binh, at=AT, on=TODAY).directive
        Intake.objects.update(state=READING, begun_at=AT)  # as a killed worker leaves it

    for _ in range(3):
        read_taken_in(directive=directive.pk, by=binh, at=AT, on=TODAY)

    with acting_as(binh):
        assert Intake.objects.get().state == READ
        assert Obligation.objects.count() == 4
        assert Citation.objects.count() == 1


def test_reading_fails_with_the_rule_that_said_no_and_can_be_asked_for_again(
    alice: Person, binh: Person
) -> None:
    an = official(alice, "an", (Role.COORDINATOR, "vp"))
    with acting_as(binh):
        directive = take_in(data=PLAN.encode(), name="a.txt", office="vp", by=binh, at=AT, on=TODAY).directive
    end_mandate(mandate_id=binh.mandates.get().pk, valid_to=TODAY, by=alice, at=AT, on=TODAY)

    read_taken_in(directive=directive.pk, by=binh, at=AT, on=TODAY)

    with acting_as(an):
        failed = Intake.objects.get()
        assert failed.state == FAILED
        assert "không có quyền" in failed.fault_vi
        assert not Obligation.objects.exists()
        read_again(directive=directive, by=an, at=AT, on=TODAY)
        assert Intake.objects.get().state == WAITING
    read_taken_in(directive=directive.pk, by=an, at=AT, on=TODAY)
    with acting_as(an):
        assert Intake.objects.get().state == READ


def test_fault_of_the_program_is_kept_and_told(binh: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    with acting_as(binh):
        directive = take_in(data=PLAN.encode(), name="a.txt", office="vp", by=binh, at=AT, on=TODAY).directive

    def broken(*_: object, **__: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(intakes, "keep_reading", broken)
    with pytest.raises(ValueError, match="a bug"):
        read_taken_in(directive=directive.pk, by=binh, at=AT, on=TODAY)

    with acting_as(binh):
        assert Intake.objects.get().state == FAILED
        assert "a bug" not in Intake.objects.get().fault_vi


@pytest.mark.parametrize("role", list(Role))
def test_database_lets_only_the_office_write(alice: Person, binh: Person, role: Role) -> None:
    directive = taken_in(binh)
    an = official(alice, "an", (role, "vp" if role != Role.COORDINATOR else "a"))

    with acting_as(an):
        assert Intake.objects.count() == 1
        assert NamedParty.objects.count() == 2
        assert NamedParty.objects.update(why="x") == 0
        assert Intake.objects.update(state=WAITING) == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            NamedParty.objects.create(directive=directive, name="Sở Mẫu")
    assert NamedParty.objects.count() == 0, "nobody acts"


def test_backup_has_the_file(scratch: Doors) -> None:
    """The bytes lie in a table of the schema that a backup dumps whole."""
    with psycopg.connect(scratch.owner.url) as raw:
        found = raw.execute(
            "select data_type from information_schema.columns"
            " where table_schema = 'public' and table_name = 'directives_originalfile'"
            " and column_name = 'content'"
        ).fetchall()

    assert found == [("bytea",)]
