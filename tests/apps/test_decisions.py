"""Approving and returning: every way out, the level in between, four eyes held by the database itself."""

from datetime import timedelta
from uuid import uuid4

import due_lists
import pytest
from django.db import ProgrammingError, transaction
from people import AT, OFFICE, TODAY, administrator, official
from test_reports import FULL, INDICATORS, saved, sent, status

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.cycle_actions import take_back_arrival
from tonghop.apps.reporting.kept_files import SignedFile
from tonghop.apps.reporting.models import Decision, DueRow, Revision, Submission
from tonghop.apps.reporting.submissions import deciding
from tonghop.apps.reporting.submissions.papers import Paper, PaperFactsMissing
from tonghop.apps.reporting.submissions.statuses import ReportStatus
from tonghop.domain.reporting.campaign import Body, Section
from tonghop.domain.reporting.decisions import Verdict

SIGNED = deciding.SignedApproval(
    Paper("15/BC-UBND", TODAY, "Chủ tịch"), SignedFile(b"%PDF-1.7 x", "ban-ky.pdf", "application/pdf")
)


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def bao(alice: Person) -> Person:
    return official(alice, "bao", (Role.COORDINATOR, OFFICE))


@pytest.fixture
def duyen(alice: Person) -> Person:
    """She approves for the office."""
    return official(alice, "duyen", (Role.APPROVER, OFFICE))


@pytest.fixture
def chi(alice: Person) -> Person:
    return official(alice, "chi", (Role.REPORTER, "a"))


@pytest.fixture
def dung(alice: Person) -> Person:
    """He approves for body b, which stands above a in the campaign of these tests."""
    return official(alice, "dung", (Role.APPROVER, "b"))


@pytest.fixture
def row(chi: Person) -> DueRow:
    return _row(parent="")


@pytest.fixture
def row_below(chi: Person) -> DueRow:
    return _row(parent="b")


def _row(parent: str) -> DueRow:
    bodies = (Body("a", "Xã Ân Mẫu", line="state", parent=parent), Body("b", "Phường Đồng Mẫu", line="party"))
    told = due_lists.said(indicators=INDICATORS, sections=(Section("kho-khan", "Khó khăn"),), bodies=bodies)
    cycle = due_lists.opened(due_lists.campaign(told))
    with acting_by_itself():
        return DueRow.objects.select_related("cycle").get(cycle=cycle, code="a")


def revision_of(row: DueRow, by: Person, version: int = 0) -> Revision:
    return sent(row, by, version, FULL if not version else {}).revision


def approve(revision: Revision, by: Person, **more: object) -> Decision:
    with acting_as(by):
        return deciding.approve(revision_id=revision.pk, by=by, at=AT, on=TODAY, **more)  # type: ignore[arg-type]


def give_back(
    revision: Revision, by: Person, why: str = "Thiếu số", parts: tuple[str, ...] = ("buoi",)
) -> Decision:
    with acting_as(by):
        return deciding.return_report(revision_id=revision.pk, why=why, parts=parts, by=by, at=AT, on=TODAY)


def test_the_office_approves_and_the_body_sees_it(row: DueRow, chi: Person, duyen: Person) -> None:
    revision = revision_of(row, chi)

    decision = approve(revision, duyen)

    assert (decision.verdict, decision.decider_id) == (Verdict.APPROVED, OFFICE)
    assert status(row) is ReportStatus.APPROVED
    with acting_as(chi):
        assert [d.verdict for d in deciding.decisions_of(Submission.objects.get())] == ["approved"]


def test_a_coordinator_may_return_and_not_approve(row: DueRow, chi: Person, bao: Person) -> None:
    revision = revision_of(row, chi)

    with pytest.raises(NoSuchThing):
        approve(revision, bao)
    decision = give_back(revision, bao, parts=("#kho-khan", "buoi", "buoi", "khac"))

    assert decision.parts == ["buoi", "#kho-khan"]
    assert status(row) is ReportStatus.RETURNED


@pytest.mark.parametrize(("why", "parts"), [("", ("buoi",)), ("Thiếu", ()), ("Thiếu", ("khac",))])
def test_returning_says_why_and_what(
    row: DueRow, chi: Person, bao: Person, why: str, parts: tuple[str, ...]
) -> None:
    revision = revision_of(row, chi)

    with pytest.raises(deciding.WhyReturned):
        give_back(revision, bao, why, parts)


def test_who_wrote_it_never_approves(row: DueRow, alice: Person, chi: Person) -> None:
    both = official(alice, "hai-vai", (Role.REPORTER, "a"), (Role.APPROVER, OFFICE))
    saved(row, both, {"luot": "7"})
    revision = sent(row, chi, 1, {"buoi": "5"}).revision

    with pytest.raises(deciding.AuthorApproves):
        approve(revision, both)
    with acting_as(both), pytest.raises(ProgrammingError, match="does not approve"), transaction.atomic():
        Decision(
            revision=revision, office=OFFICE, decider_id=OFFICE, verdict="approved", by=str(both.pk), at=AT
        ).save(force_insert=True)


def test_an_approval_belongs_to_one_revision(row: DueRow, chi: Person, duyen: Person) -> None:
    approve(revision_of(row, chi), duyen)
    saved(row, chi, {"buoi": "9", "luot/state": "", "luot": "3"}, 1)

    newer = sent(row, chi, 2).revision

    assert status(row) is ReportStatus.SENT
    with acting_as(duyen):
        told = deciding.since_approved(Submission.objects.get())
    assert told is not None
    assert [(d.field, d.approved, d.now) for d in told[1]] == [
        ("buoi", "1.240", "9"), ("luot", "", "3"), ("luot/state", "nil", ""),
    ]  # fmt: skip
    approve(newer, duyen)
    assert status(row) is ReportStatus.APPROVED


def test_an_older_revision_is_not_decided_on(row: DueRow, chi: Person, duyen: Person, bao: Person) -> None:
    old = revision_of(row, chi)
    saved(row, chi, {"buoi": "9"}, 1)
    newer = sent(row, chi, 2).revision

    with pytest.raises(deciding.RevisionOutdated, match=newer.receipt):
        approve(old, duyen)
    with pytest.raises(deciding.RevisionOutdated):
        give_back(old, bao)


def test_what_is_decided_is_decided_once_and_can_be_taken_back(
    row: DueRow, chi: Person, duyen: Person
) -> None:
    revision = revision_of(row, chi)
    with acting_as(duyen), pytest.raises(deciding.NothingDecided):
        deciding.end_decision(revision_id=revision.pk, why="Nhầm", by=duyen, at=AT, on=TODAY)
    approve(revision, duyen)

    with pytest.raises(deciding.DecidedAlready):
        approve(revision, duyen)
    with pytest.raises(deciding.DecidedAlready):
        give_back(revision, duyen)
    later = AT + timedelta(minutes=1)
    with acting_as(duyen):
        deciding.end_decision(revision_id=revision.pk, why="Duyệt nhầm", by=duyen, at=later, on=TODAY)

    assert status(row) is ReportStatus.SENT
    with acting_as(duyen):
        deciding.return_report(
            revision_id=revision.pk, why="Sai kỳ", parts=["buoi"], by=duyen, at=later, on=TODAY
        )
    assert status(row) is ReportStatus.RETURNED


def test_returned_and_sent_again_unchanged_is_a_new_revision(row: DueRow, chi: Person, bao: Person) -> None:
    first = revision_of(row, chi)
    give_back(first, bao)

    again = sent(row, chi, 1)

    assert again.is_new
    assert again.revision.number == 2
    assert status(row) is ReportStatus.SENT


def test_the_level_in_between_approves_first(
    row_below: DueRow, chi: Person, dung: Person, duyen: Person
) -> None:
    revision = revision_of(row_below, chi)

    with pytest.raises(deciding.LevelBelowOpen):
        approve(revision, duyen)
    first = approve(revision, dung)
    assert (first.decider_id, status(row_below)) == ("b", ReportStatus.SENT)
    approve(revision, duyen)

    assert status(row_below) is ReportStatus.APPROVED


def test_the_level_in_between_undoes_its_own_decision_and_no_other(
    row_below: DueRow, chi: Person, dung: Person, duyen: Person
) -> None:
    revision = revision_of(row_below, chi)
    approve(revision, dung)
    approve(revision, duyen)

    with acting_as(dung):
        deciding.end_decision(revision_id=revision.pk, why="Nhầm báo cáo", by=dung, at=AT, on=TODAY)

    assert status(row_below) is ReportStatus.APPROVED


def test_a_report_whose_arrival_was_taken_back_waits_for_its_body(
    row: DueRow, chi: Person, bao: Person, duyen: Person
) -> None:
    revision = revision_of(row, chi)
    with acting_as(bao):
        take_back_arrival(cycle=row.cycle, rows=[row.pk], why="Thiếu phụ lục", by=bao, at=AT, on=TODAY)

    with pytest.raises(deciding.ArrivalTakenBack):
        approve(revision, duyen)
    with pytest.raises(deciding.ArrivalTakenBack):
        give_back(revision, bao)


def test_the_office_approves_first_with_a_stated_gap(row_below: DueRow, chi: Person, duyen: Person) -> None:
    revision = revision_of(row_below, chi)

    decision = approve(revision, duyen, gap="Cấp huyện đã giải thể từ 1/7/2025.")

    assert decision.gap
    assert status(row_below) is ReportStatus.APPROVED


def test_the_level_in_between_sees_only_what_is_below_it(
    row: DueRow, chi: Person, dung: Person, alice: Person
) -> None:
    revision = revision_of(row, chi)
    elsewhere = official(alice, "xa-la", (Role.APPROVER, "vp"))

    for somebody in (dung, elsewhere, chi):
        with pytest.raises(NoSuchThing):
            approve(revision, somebody)
    with acting_as(dung), pytest.raises(NoSuchThing):
        deciding.approve(revision_id=uuid4(), by=dung, at=AT, on=TODAY)


def test_a_signed_paper_stands_for_an_approver_without_an_account(
    row: DueRow, chi: Person, bao: Person
) -> None:
    revision = revision_of(row, chi)

    decision = approve(revision, bao, signed=SIGNED)

    assert (decision.symbol, decision.signer, decision.by) == ("15/BC-UBND", "Chủ tịch", str(bao.pk))
    with acting_as(chi):
        assert Decision.objects.get().file is not None
    assert status(row) is ReportStatus.APPROVED


@pytest.mark.parametrize(
    "paper",
    [
        Paper(" ", TODAY, "Chủ tịch"),
        Paper("1/BC", TODAY, ""),
        Paper("1/BC", TODAY + timedelta(days=1), "Chủ tịch"),
    ],
)
def test_a_paper_that_says_too_little_is_refused(row: DueRow, chi: Person, bao: Person, paper: Paper) -> None:
    revision = revision_of(row, chi)

    with pytest.raises(PaperFactsMissing):
        approve(revision, bao, signed=deciding.SignedApproval(paper))


def test_in_bulk_one_that_cannot_be_approved_holds_up_no_other(
    row: DueRow, chi: Person, dung: Person, duyen: Person, alice: Person
) -> None:
    other_row, eve = _sibling(row), official(alice, "ve", (Role.REPORTER, "b"))
    first, second = revision_of(row, chi), revision_of(other_row, eve)
    approve(first, duyen)

    with acting_as(duyen):
        done = deciding.approve_many(
            revisions=[first.pk, second.pk, second.pk, uuid4()], by=duyen, at=AT, on=TODAY
        )

    assert done.decided == (second.pk,)
    assert [(r.pk, type(why)) for r, why in done.refused] == [(first.pk, deciding.DecidedAlready)]


def test_in_bulk_returned_for_one_reason(row: DueRow, chi: Person, bao: Person) -> None:
    revision = revision_of(row, chi)

    with acting_as(bao):
        done = deciding.return_many(
            revisions=[revision.pk], why="Thiếu", parts=["buoi"], reason="khac", by=bao, at=AT, on=TODAY
        )

    assert done.decided == (revision.pk,)
    with acting_as(bao):
        assert Decision.objects.get().reason == ""


def test_the_database_keeps_decisions_from_those_who_do_not_decide(row: DueRow, chi: Person) -> None:
    revision = revision_of(row, chi)

    with acting_as(chi), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Decision(
            revision=revision, office=OFFICE, decider_id=OFFICE, verdict="returned", why="x", by="y", at=AT
        ).save(force_insert=True)


def _sibling(row: DueRow) -> DueRow:
    with acting_by_itself():
        return DueRow.objects.select_related("cycle").get(cycle=row.cycle_id, code="b")
