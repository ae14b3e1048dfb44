"""Files put in by an office: what is kept, what goes on where it was, what is never overwritten."""

import mailed
import pytest
from django.db import ProgrammingError, connection, transaction
from inboxes import given, given_and_read
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.inboxes import reading
from tonghop.apps.reporting.inboxes.access import access_inboxes
from tonghop.apps.reporting.inboxes.answers import Given as Said
from tonghop.apps.reporting.inboxes.answers import answer
from tonghop.apps.reporting.inboxes.judging import judged
from tonghop.apps.reporting.inboxes.putting_in import Given, put_in
from tonghop.apps.reporting.inboxes.reading import read_what_waits
from tonghop.apps.reporting.inboxes.taking_in import (
    NothingToTakeIn,
    Standing,
    TakenIn,
    bodies_in_files,
    take_in,
)
from tonghop.apps.reporting.models import (
    Cycle,
    Delivery,
    DueRow,
    Inbox,
    InboxFile,
    InboxResult,
    InboxState,
    KeptFile,
    Revision,
    Submission,
)
from tonghop.apps.reporting.submissions.saving import save
from tonghop.apps.reporting.submissions.sending import send


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def binh(alice: Person) -> Person:
    return official(alice, "binh", (Role.COORDINATOR, OFFICE))


@pytest.fixture
def chi(alice: Person) -> Person:
    return official(alice, "chi", (Role.REPORTER, "a"))


@pytest.fixture
def cycle(binh: Person) -> Cycle:
    return mailed.cycle()


def table(sessions: object, body: str = mailed.A, name: str = "xã Ân Mẫu.xlsx") -> Given:
    return Given(name, mailed.table(body, sessions))


def taken(cycle: Cycle, by: Person, *bodies: str) -> TakenIn:
    with acting_as(by):
        return take_in(cycle=cycle, bodies=bodies or None, by=by, at=AT, on=TODAY)


def standings(cycle: Cycle, by: Person) -> dict[str, Standing]:
    with acting_as(by):
        return {row.row.code: row.standing for row in bodies_in_files(cycle)}


def row(cycle: Cycle, code: str) -> DueRow:
    with acting_by_itself():
        return DueRow.objects.get(cycle=cycle, code=code)


def test_of_a_secret_nothing_stays_also_where_it_lay_in_a_zip(cycle: Cycle, binh: Person) -> None:
    package = mailed.packed({"mật.txt": mailed.SECRET.encode(), "xã Ân Mẫu.xlsx": mailed.table(mailed.A, 12)})

    given_and_read(
        cycle, [Given("gửi.zip", package), Given("mật 2.txt", mailed.SECRET.encode() + b"2")], binh
    )

    with acting_as(binh):
        assert {row.content for row in Delivery.objects.all()} == {None}
        kept = {row.name: row.file_id for row in InboxFile.objects.all()}
        assert [name for name, file in kept.items() if file] == ["gửi.zip/xã Ân Mẫu.xlsx"]
        secret = mailed.SECRET.encode()
        assert not any(secret in bytes(row.content) for row in KeptFile.objects.all())
        assert sorted(InboxResult.objects.values_list("refusal", flat=True)) == ["", "secret", "secret"]


def test_a_mail_gives_sender_and_arrival_to_what_it_holds(cycle: Cycle, binh: Person) -> None:
    mail = mailed.mail(
        "xa@mau.example", "Báo cáo của UBND xã Ân Mẫu", {"bieu.xlsx": mailed.table("Đơn vị", 9)}
    )

    given_and_read(cycle, [Given("thư.eml", mail)], binh)

    with acting_as(binh):
        (submission,) = judged(cycle).done.submissions
    assert submission.body == "a"
    assert submission.file == "thư.eml/bieu.xlsx"
    assert str(submission.arrived_at) == "2026-05-29 08:15:00+07:00"


def test_a_reading_that_was_killed_goes_on_behind_what_was_kept(
    cycle: Cycle, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = given(cycle, [table(n, name=f"{n}.xlsx") for n in range(5)], binh)
    assert told.inbox is not None
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    calls, real = [], reading.read_inbox

    def falls(files, *args, **named):  # type: ignore[no-untyped-def]
        calls.append([file.name for file in files])
        if len(calls) == 2:
            raise OSError("killed")
        return real(files, *args, **named)

    monkeypatch.setattr(reading, "read_inbox", falls)
    with pytest.raises(OSError, match="killed"):
        read_what_waits(inbox=told.inbox.pk, by=binh, on=TODAY)
    with acting_as(binh):
        assert Inbox.objects.get().state == InboxState.FAILED
        assert InboxFile.objects.count() == 2

    read_what_waits(inbox=told.inbox.pk, by=binh, on=TODAY)
    read_what_waits(inbox=told.inbox.pk, by=binh, on=TODAY)

    assert calls == [["0.xlsx", "1.xlsx"], ["2.xlsx", "3.xlsx"], ["2.xlsx", "3.xlsx"], ["4.xlsx"]]
    with acting_as(binh):
        inbox = Inbox.objects.get()
        assert (inbox.state, inbox.done, inbox.count) == (InboxState.READ, 5, 5)


def test_what_a_body_sent_itself_later_is_never_overwritten(cycle: Cycle, binh: Person, chi: Person) -> None:
    given_and_read(cycle, [table(12)], binh)
    owed = row(cycle, "a")
    with acting_as(chi):
        save(row_id=owed.pk, fields={"buoi": "77"}, base_version=0, by=chi, at=AT, on=TODAY)
    assert standings(cycle, binh) == {"a": Standing.BEING_WRITTEN}
    with acting_as(chi):
        send(row_id=owed.pk, version=1, fields={"#kho-khan": "Không."}, by=chi, at=AT, on=TODAY)
    assert standings(cycle, binh) == {"a": Standing.OWN_NEWER}

    with pytest.raises(NothingToTakeIn):
        taken(cycle, binh, "a")

    with acting_by_itself():
        assert Submission.objects.get().content["buoi"] == "77"


def test_a_later_file_replaces_an_earlier_one_and_the_same_again_does_nothing(
    cycle: Cycle, binh: Person
) -> None:
    early = mailed.mail("xa@mau.example", "x", {"xã Ân Mẫu.xlsx": mailed.table(mailed.A, 12)})
    late = mailed.mail(
        "xa@mau.example",
        "x",
        {"xã Ân Mẫu.xlsx": mailed.table(mailed.A, 13, None)},
        "Sat, 30 May 2026 09:00:00 +0700",
    )
    given_and_read(cycle, [Given("1.eml", early)], binh)
    assert taken(cycle, binh).sent == ("a",)
    assert standings(cycle, binh) == {"a": Standing.TAKEN_IN}
    with pytest.raises(NothingToTakeIn):
        taken(cycle, binh)

    given_and_read(cycle, [Given("2.eml", late)], binh)
    assert standings(cycle, binh) == {"a": Standing.CHANGED}
    assert taken(cycle, binh).sent == ("a",)

    with acting_by_itself():
        first, second = Revision.objects.order_by("number")
    assert first.content == {"buoi": "12", "luot": "500"}
    assert second.content == {"buoi": "13"}
    assert str(row(cycle, "a").arrived_at) == "2026-05-29 01:15:00+00:00"


def test_answers_are_remembered_in_the_next_cycle_and_can_be_taken_back(cycle: Cycle, binh: Person) -> None:
    given_and_read(cycle, [table(7, "Đơn vị lạ", "chị Mẫu kỳ 1.xlsx")], binh)
    with acting_as(binh):
        (asked,) = judged(cycle).done.questions
        assert answer(cycle=cycle, given=[(asked, Said("b"))], by=binh, at=AT, on=TODAY) == 1
        assert answer(cycle=cycle, given=[(asked, Said("b"))], by=binh, at=AT, on=TODAY) == 0
        assert [row.body for row in judged(cycle).done.submissions] == ["b"]
        answer(cycle=cycle, given=[(asked, Said(""))], by=binh, at=AT, on=TODAY)
        assert judged(cycle).done.submissions == ()
        answer(cycle=cycle, given=[(asked, Said("b"))], by=binh, at=AT, on=TODAY)

    import due_lists

    later = due_lists.opened(cycle.campaign, "2027-H1")
    given_and_read(later, [table(8, "Đơn vị lạ", "chị Mẫu kỳ 2.xlsx")], binh)
    with acting_as(binh):
        assert [row.body for row in judged(later).done.submissions] == ["b"]


def test_only_the_offices_own_see_and_write(cycle: Cycle, alice: Person, binh: Person, chi: Person) -> None:
    given_and_read(cycle, [table(12)], binh)
    other = official(alice, "hung", (Role.COORDINATOR, "vp"))
    auditor = official(alice, "ngan", (Role.AUDITOR, OFFICE))

    for stranger in (other, chi):
        with acting_as(stranger):
            assert not Inbox.objects.exists()
            assert not InboxResult.objects.exists()
            with pytest.raises(NoSuchThing):
                access_inboxes(cycle.pk, by=stranger, on=TODAY)
    with acting_as(auditor):
        assert InboxFile.objects.get().file is not None
        with pytest.raises(NotPermitted):
            put_in(cycle=cycle, files=[table(1)], by=auditor, at=AT, on=TODAY)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Inbox.objects.create(office=OFFICE, cycle=cycle, by="x", at=AT)


def test_a_body_reads_the_file_that_was_taken_in_for_it(cycle: Cycle, binh: Person, chi: Person) -> None:
    given_and_read(cycle, [table(12)], binh)
    with acting_as(chi):
        assert not KeptFile.objects.exists()

    taken(cycle, binh)

    with acting_as(chi):
        assert KeptFile.objects.count() == 1
        assert Revision.objects.get().sources["buoi"]["at"] == "Số liệu!D5"


def test_results_and_answers_stay_as_they_were_entered(cycle: Cycle, binh: Person) -> None:
    given_and_read(cycle, [table(12)], binh)

    with acting_as(binh), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update reporting_inboxresult set body = 'b'")
        assert cursor.rowcount == 0  # no policy lets anybody change it
