"""Consolidating in the database: every way out of each action, and what the database itself keeps."""

import hashlib
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import due_lists
import pytest
from consolidating import INDICATORS, SECTIONS, Desk, desk, levelled
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model, QuerySet
from people import AT, OFFICE, TODAY, administrator, official
from report_files import scanned_pdf

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.accounts.roles import Role
from tonghop.apps.consolidation import (
    adjusting,
    composing,
    computing,
    following_up,
    handing_up,
    issuing,
    queries,
    verifying,
)
from tonghop.apps.consolidation.composing import Piece
from tonghop.apps.consolidation.ingredients import consolidated
from tonghop.apps.consolidation.levels import has_levels, levels_of
from tonghop.apps.consolidation.models import (
    Adjustment,
    Composed,
    Computation,
    FollowUp,
    FollowUpMessage,
    IssuedFile,
    IssuedReport,
    KeptDocument,
    SignedOriginal,
    State,
)
from tonghop.apps.consolidation.my_work import waiting_for
from tonghop.apps.consolidation.permissions import access_figures, access_follow_up, access_issue
from tonghop.apps.consolidation.verifying import Proof
from tonghop.apps.reporting.cycle_actions import excuse, take_back_arrival
from tonghop.apps.reporting.kept_files import PaperOfUnknownKind, UploadRefused
from tonghop.apps.reporting.models import DueRow, Revision, Submission
from tonghop.apps.reporting.my_work import Kind
from tonghop.apps.reporting.submissions.counted import counted_revisions
from tonghop.apps.reporting.submissions.deciding import return_report
from tonghop.domain.consolidation.adjustments import AdjustmentTooLarge, AdjustmentUnfit, IndicatorDoesNotAdd
from tonghop.domain.consolidation.record import record_bytes, record_of
from tonghop.domain.reporting.campaign import Body

LATER = AT + timedelta(minutes=5)


@pytest.fixture
def office(memory: Doors) -> Desk:
    return desk()


def values(made: Computation) -> dict[str, str | None]:
    return {row.code: row.summary["value"] for row in made.totals.all()}


def prepared(office: Desk, by: Person | None = None, **words: str) -> IssuedReport:
    by = by or office.mai
    with acting_as(by):
        return issuing.prepare(
            cycle=office.cycle, dated_on=TODAY, by=by, at=AT, on=TODAY, **({"gap_why": "Đã hết hạn"} | words)
        )


def released(office: Desk, issue: IssuedReport) -> IssuedReport:
    with acting_as(office.lan):
        return issuing.release(issue_id=issue.pk, by=office.lan, at=AT, on=TODAY)


def unchanged(rows: QuerySet[Model], **change: object) -> bool:
    """Say whether the database keeps rows as they are, though one sees them and tries to change them."""
    assert rows.exists()
    try:
        with transaction.atomic():
            return rows.update(**change) == 0
    except DatabaseError:
        return True


# ---- figures


def test_figures_are_reckoned_from_what_was_sent(office: Desk) -> None:
    made = office.computed()

    assert made.state == State.MADE
    with acting_as(office.mai):
        assert values(made) == {"buoi": "80", "ho": None}
        assert made.totals.get(code="ho").summary["between"] == ["9", "14"]
        assert made.head["coverage"]["missing"] == 1
        assert made.head["names"] == {"c": "Mặt trận xã Dĩ Mẫu"}
        (first, second) = made.totals.get(code="buoi").addends
    assert [first["value"], second["value"]] == ["30", "50"]
    assert "BN-2026-" in first["file"]
    assert first["at"] == "buoi"


def test_what_changed_since_is_counted(office: Desk) -> None:
    made = office.computed()
    with acting_as(office.mai):
        assert queries.changed_since(made) == queries.Changed(0, 3, 0)

    office.sent("a", {"buoi": "31"}, 1)

    with acting_as(office.mai):
        assert queries.changed_since(made) == queries.Changed(1, 3, 0)
        with connection.execute_wrapper(_counting(asked := [])):
            queries.changed_since(made)
        assert len(asked) == 1


def _counting(asked: list[str]):  # type: ignore[no-untyped-def]
    def wrapper(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        asked.append(sql)
        return execute(sql, params, many, context)

    return wrapper


def test_a_report_that_was_returned_counts_no_longer(office: Desk) -> None:
    with acting_as(office.mai):
        take_back_arrival(
            cycle=office.cycle, rows=[office.row("b").pk], why="Thiếu", by=office.mai, at=AT, on=TODAY
        )
        assert [row.submission_id for row in counted_revisions(office.cycle)] == [office.row("a").pk]

    assert values_of(office) == {"buoi": "30", "ho": "5"}


def values_of(office: Desk) -> dict[str, str | None]:
    made = office.computed()
    with acting_as(office.mai):
        return values(made)


def test_a_report_given_back_to_be_mended_counts_no_longer(office: Desk) -> None:
    made = office.computed()
    with acting_by_itself():
        revision = Revision.objects.get(submission=office.row("b").pk, number=1)

    with acting_as(office.mai):
        return_report(revision_id=revision.pk, why="Sai kỳ", parts=["buoi"], by=office.mai, at=AT, on=TODAY)
        assert queries.changed_since(made) == queries.Changed(1, 3, 0)

    assert values_of(office) == {"buoi": "30", "ho": "5"}
    with acting_as(office.mai):
        assert queries.changed_since(office.computed()).bodies == 0


def test_an_excused_body_is_told_with_its_reason(office: Desk) -> None:
    with acting_as(office.mai):
        excuse(cycle=office.cycle, rows=[office.row("c").pk], why="Bão", by=office.mai, at=AT, on=TODAY)

    made = office.computed()

    assert (made.head["coverage"]["excused"], made.head["coverage"]["missing"]) == (1, 0)
    assert made.inputs["excuses"][0][1] == "Bão"


def test_the_same_inputs_give_the_same_record(office: Desk) -> None:
    made = office.computed()
    office.sent("a", {"buoi": "99"}, 1)  # what comes later changes nothing of what was reckoned

    with acting_as(office.mai):
        dish = consolidated(made.inputs)
        kept = bytes(KeptDocument.objects.get(pk=made.record_id).content)

    assert record_bytes(record_of(dish.done, made_at=dish.made_at)) == kept


def test_who_may_not_reckon(office: Desk) -> None:
    for somebody in (office.lan, office.kien, office.chi, office.nam):
        with acting_as(somebody), pytest.raises(NotPermitted):
            computing.compute(cycle=office.cycle, structure="as-reported", by=somebody, at=AT, on=TODAY)


def test_a_structure_that_nobody_knows_is_refused(office: Desk) -> None:
    with acting_as(office.mai), pytest.raises(computing.StructureUnknown):
        computing.compute(cycle=office.cycle, structure="hôm qua", by=office.mai, at=AT, on=TODAY)


def test_many_bodies_are_a_job_and_are_not_asked_for_twice(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing, "AT_ONCE", 2)

    asked = office.computed()

    assert asked.state == State.WAITING
    with acting_as(office.mai):
        assert queries.under_way(office.cycle) == asked
        with pytest.raises(computing.ComputationUnderWay):
            computing.compute(cycle=office.cycle, structure="as-reported", by=office.mai, at=AT, on=TODAY)
    with acting_by_itself():
        computing.make_asked(asked.pk, at=AT)
        computing.make_asked(asked.pk, at=AT)  # done twice: nothing
    with acting_as(office.mai):
        assert queries.newest(office.cycle) == asked


def test_a_computation_is_kept_as_it_was_made(office: Desk) -> None:
    made = office.computed()

    with acting_as(office.mai):
        for change in ({"head": {}}, {"inputs": {}}, {"state": State.WAITING}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Computation.objects.filter(pk=made.pk).update(**change)
        assert unchanged(made.totals.all(), code="x")


def test_who_sees_figures(office: Desk) -> None:
    office.computed()

    for somebody in (office.mai, office.lan, office.kien):
        with acting_as(somebody):
            assert access_figures(office.cycle.pk, by=somebody, on=TODAY) == office.cycle
            assert Computation.objects.count() == 1
    for somebody in (office.chi, office.nam, office.alice):
        with acting_as(somebody):
            with pytest.raises(NoSuchThing):
                access_figures(office.cycle.pk, by=somebody, on=TODAY)
            assert Computation.objects.count() == 0
            assert KeptDocument.objects.count() == 0


# ---- joint activities, questions


def once(office: Desk, amount: int = 20, bodies: tuple[str, ...] = ("a", "b"), **words: str) -> Adjustment:
    told = {"indicator": "buoi", "why": "Hội thi chung"} | words
    with acting_as(office.mai):
        return adjusting.count_once(
            cycle=office.cycle, bodies=bodies, amount=Decimal(amount), by=office.mai, at=AT, on=TODAY, **told
        )


def test_a_joint_activity_is_counted_once_until_it_is_ended(office: Desk) -> None:
    made = office.computed()
    one = once(office)
    with acting_as(office.mai):
        assert queries.changed_since(Computation.objects.get(pk=made.pk)).decisions == 0  # same instant

    assert values_of(office)["buoi"] == "60"
    with acting_as(office.mai):
        adjusting.end_adjustment(
            cycle=office.cycle, adjustment_id=one.pk, why="Nhầm", by=office.mai, at=LATER, on=TODAY
        )
        assert queries.changed_since(queries.newest(office.cycle) or made).decisions == 1
        with pytest.raises(NoSuchThing):
            adjusting.end_adjustment(
                cycle=office.cycle, adjustment_id=one.pk, why="Nhầm", by=office.mai, at=AT, on=TODAY
            )
    assert values_of(office)["buoi"] == "80"


def test_an_adjustment_that_cannot_be_is_refused(office: Desk) -> None:
    for arguments, refusal in (
        ({"amount": 31}, AdjustmentTooLarge),
        ({"amount": 0}, AdjustmentUnfit),
        ({"bodies": ("a", "c")}, AdjustmentUnfit),
        ({"indicator": "ho"}, IndicatorDoesNotAdd),
        ({"indicator": "x"}, NoSuchThing),
        ({"why": " "}, adjusting.ReasonMissing),
    ):
        with pytest.raises(refusal):
            once(office, **arguments)  # type: ignore[arg-type]
    with acting_as(office.nam), pytest.raises(NotPermitted):
        adjusting.count_once(
            cycle=office.cycle, indicator="buoi", bodies=["a", "b"], amount=Decimal(1), why="x",
            by=office.nam, at=AT, on=TODAY,
        )  # fmt: skip


def test_the_database_refuses_an_adjustment_without_a_reason(office: Desk) -> None:
    nothing_said = {"office": OFFICE, "cycle": office.cycle, "indicator": "buoi", "bodies": ["a", "b"]}
    named = "takes_something_off_for_a_reason"
    with acting_as(office.mai), pytest.raises(IntegrityError, match=named), transaction.atomic():
        Adjustment.objects.create(**nothing_said, amount=1, why="", by="x", at=AT)
    with acting_as(office.nam), pytest.raises(DatabaseError), transaction.atomic():
        Adjustment.objects.create(
            office=OFFICE, cycle=office.cycle, indicator="buoi", bodies=["a", "b"], amount=1, why="x",
            by="x", at=AT,
        )  # fmt: skip


def test_a_question_between_levels_is_decided(memory: Doors) -> None:
    """What the body above tells is exactly what the two below tell: counted only when somebody says so."""
    told = due_lists.said(
        indicators=INDICATORS[:1],
        bodies=(Body("a", "Xã Mẫu"), Body("b", "Thôn Mẫu", parent="a")),
    )
    alice = administrator()
    cycle = due_lists.opened(due_lists.campaign(told))
    office = Desk(
        alice, *(official(alice, name, mandate) for name, mandate in (
            ("mai", (Role.COORDINATOR, OFFICE)), ("lan", (Role.APPROVER, OFFICE)),
            ("kien", (Role.AUDITOR, OFFICE)), ("chi", (Role.REPORTER, "a")), ("dung", (Role.REPORTER, "b")),
            ("nam", (Role.COORDINATOR, "vp")),
        )), cycle,
    )  # fmt: skip
    office.sent("a", {"buoi": "60"})
    office.sent("b", {"buoi": "60"})
    made = office.computed()
    (question,) = made.points["questions"]
    with acting_as(office.mai):
        assert values(made)["buoi"] == "60"
        with pytest.raises(adjusting.ChoiceUnknown):
            adjusting.answer(
                cycle=cycle, question=question["id"], value="x", why="", by=office.mai, at=AT, on=TODAY
            )
        with pytest.raises(NoSuchThing):
            adjusting.answer(cycle=cycle, question="q-0", value="x", why="", by=office.mai, at=AT, on=TODAY)
        adjusting.answer(
            cycle=cycle, question=question["id"], value="chưa gồm", why="", by=office.mai, at=AT, on=TODAY
        )
    assert values_of(office)["buoi"] == "120"


# ---- follow-ups


def asked(office: Desk) -> FollowUp:
    with acting_as(office.mai):
        return following_up.ask(
            cycle=office.cycle, row_id=office.row("a").pk, indicator="buoi", words="Vì sao tăng?",
            by=office.mai, at=AT, on=TODAY,
        )  # fmt: skip


def kinds_of(person: Person) -> list[Kind]:
    with acting_as(person):
        return [task.kind for task in waiting_for(by=person, on=TODAY)]


def test_a_follow_up_goes_between_the_sides_and_is_closed(office: Desk) -> None:
    one = asked(office)
    assert one.value == "30"
    assert (kinds_of(office.chi), kinds_of(office.mai)) == ([Kind.QUESTION], [])

    with acting_as(office.chi):
        following_up.reply(follow_up_id=one.pk, words="Do hội thi.", by=office.chi, at=AT, on=TODAY)
    assert (kinds_of(office.chi), kinds_of(office.mai)) == ([], [Kind.REPLY])

    with acting_as(office.mai):
        following_up.close(follow_up_id=one.pk, why="Đúng", by=office.mai, at=AT, on=TODAY)
        assert [row.side for row, _ in queries.messages(one)] == ["office", "body"]
        with pytest.raises(following_up.FollowUpClosed):
            following_up.reply(follow_up_id=one.pk, words="x", by=office.mai, at=AT, on=TODAY)
    assert (kinds_of(office.chi), kinds_of(office.mai)) == ([], [])


def test_a_follow_up_is_nobody_elses(office: Desk) -> None:
    one = asked(office)

    for somebody in (office.dung, office.nam, office.alice):
        with acting_as(somebody):
            with pytest.raises(NoSuchThing):
                access_follow_up(one.pk, by=somebody, on=TODAY)
            assert FollowUp.objects.count() == FollowUpMessage.objects.count() == 0
    for somebody in (office.lan, office.kien):  # they look on, and write for nobody
        with acting_as(somebody), pytest.raises(NoSuchThing):
            following_up.reply(follow_up_id=one.pk, words="x", by=somebody, at=AT, on=TODAY)
    with acting_as(office.chi), pytest.raises(NoSuchThing):
        following_up.close(follow_up_id=one.pk, why="x", by=office.chi, at=AT, on=TODAY)


def test_what_cannot_be_asked(office: Desk) -> None:
    asked(office)
    with pytest.raises(following_up.AlreadyAsked):
        asked(office)
    for row, indicator, words, refusal in (
        (office.row("c").pk, "buoi", "x", following_up.BodyHasNobody),
        (office.row("b").pk, "x", "x", NoSuchThing),
        (uuid4(), "buoi", "x", NoSuchThing),
        (office.row("b").pk, "buoi", " ", following_up.NothingSaid),
    ):
        with acting_as(office.mai), pytest.raises(refusal):
            following_up.ask(
                cycle=office.cycle, row_id=row, indicator=indicator, words=words, by=office.mai, at=AT,
                on=TODAY,
            )  # fmt: skip


def test_messages_are_kept_and_nobody_writes_for_the_other_side(office: Desk) -> None:
    one = asked(office)
    with acting_as(office.chi):
        assert unchanged(FollowUpMessage.objects.filter(follow_up=one), words="khác")
        with pytest.raises(DatabaseError), transaction.atomic():
            FollowUpMessage.objects.create(follow_up=one, side="office", words="x", by="x", at=AT)


# ---- words


def composed(office: Desk, *pieces: Piece, base: int = 0, by: Person | None = None) -> Composed:
    by = by or office.mai
    with acting_as(by):
        return composing.compose(
            cycle=office.cycle, section="kho-khan", pieces=pieces, base_version=base, by=by, at=AT, on=TODAY
        )


def test_words_are_chosen_and_own_words_are_marked(office: Desk) -> None:
    office.computed()
    with acting_as(office.mai):
        (id,) = composing.gathered_statements(office.cycle, "kho-khan")

    kept = composed(office, Piece("Thiếu kinh phí.", (id,)), Piece("Hai đơn vị thiếu kinh phí.", (id,)))

    assert [row["own"] for row in kept.items] == [False, True]
    assert kept.items[1]["from"] == [id]


def test_two_who_compose_lose_nothing(office: Desk) -> None:
    composed(office, Piece("Của người thứ nhất."))

    with pytest.raises(composing.SectionMoved) as told:
        composed(office, Piece("Của người thứ hai."), base=0)

    assert told.value.newest.items[0]["text"] == "Của người thứ nhất."
    composed(office, Piece("Của cả hai."), base=1)
    with acting_as(office.mai):
        history = apps.get_model("consolidation", "ComposedEvent").objects.order_by("pgh_id")
        assert [row.items[0]["text"] for row in history] == ["Của người thứ nhất.", "Của cả hai."]


def test_what_cannot_be_composed(office: Desk) -> None:
    with acting_as(office.mai), pytest.raises(NoSuchThing):
        composing.compose(
            cycle=office.cycle, section="x", pieces=[], base_version=0, by=office.mai, at=AT, on=TODAY
        )
    with pytest.raises(composing.TooMuchText):
        composed(office, Piece("x" * (composing.LONGEST + 1)))
    with pytest.raises(NotPermitted):
        composed(office, Piece("x"), by=office.lan)


# ---- issue


def test_an_issue_is_prepared_by_one_and_released_by_another(office: Desk) -> None:
    office.computed()
    composed(office, Piece("Các đơn vị thiếu kinh phí."))

    issue = prepared(office)

    assert (issue.received, issue.due, issue.missing) == (2, 3, ["Mặt trận xã Dĩ Mẫu"])
    assert kinds_of(office.lan) == [Kind.RELEASE]
    done = released(office, issue)
    assert done.released_by == str(office.lan.pk)
    assert done.released_for_publication_at is None
    assert kinds_of(office.lan) == []


def test_issued_files_are_made_again_byte_for_byte(office: Desk) -> None:
    office.computed()
    once(office)
    office.computed()
    composed(office, Piece("Các đơn vị thiếu kinh phí."))
    issue = prepared(office)
    composed(office, Piece("Sửa sau khi lập."), base=1)
    office.sent("a", {"buoi": "99"}, 1)

    with acting_as(office.mai):
        proofs = verifying.verified(IssuedReport.objects.get(pk=issue.pk))
        files = {row.name: bytes(row.file.content) for row in issue.files.select_related("file")}

    assert {row.proof for row in proofs} == {Proof.SAME}
    assert len(proofs) == 11
    with acting_as(office.mai):
        found = verifying.issue_of_file(files["report.pdf"])
        assert found == issue
        assert verifying.issue_of_file(b"x") is None
        assert verifying.issue_of_record(hashlib.sha256(files["consolidated.json"]).hexdigest()) == issue


def test_by_other_versions_nothing_is_made_again(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    office.computed()
    issue = prepared(office)
    monkeypatch.setattr(verifying, "tool_version", lambda: "tonghop 99")

    with acting_as(office.mai):
        assert verifying.verified(issue)[-1].proof is Proof.NOT_TRIED


def test_what_cannot_be_prepared(office: Desk) -> None:
    with pytest.raises(issuing.NothingComputed):
        prepared(office)
    office.computed()
    with pytest.raises(issuing.GapUnsaid):
        prepared(office, gap_why=" ")
    with pytest.raises(NotPermitted):
        prepared(office, by=office.lan)
    issue = prepared(office)
    with pytest.raises(issuing.PreparedAlready):
        prepared(office)
    released(office, issue)
    with pytest.raises(issuing.RestatementUnsaid):
        prepared(office)


def test_no_author_releases(office: Desk, memory: Doors) -> None:
    """Who prepared, composed or adjusted does not release, though they be approvers too."""
    both = official(office.alice, "ca-hai", (Role.COORDINATOR, OFFICE), (Role.APPROVER, OFFICE))
    office.computed()
    composed(office, Piece("Lời của người duyệt."), by=both)
    composed(office, Piece("Lời sửa lại."), base=1)
    issue = prepared(office)

    for somebody, refusal in (
        (both, issuing.AuthorNeverReleases),
        (office.mai, NotPermitted),
        (office.kien, NoSuchThing),
        (office.nam, NoSuchThing),
        (office.chi, NoSuchThing),
    ):
        with acting_as(somebody), pytest.raises(refusal):
            issuing.release(issue_id=issue.pk, by=somebody, at=AT, on=TODAY)


@pytest.mark.parametrize("name", ["mai", "both", "kien"])
def test_the_database_lets_no_author_and_nobody_else_release(office: Desk, name: str) -> None:
    both = official(office.alice, "ca-hai", (Role.COORDINATOR, OFFICE), (Role.APPROVER, OFFICE))
    office.computed()
    composed(office, Piece("x"), by=both)
    issue = prepared(office)
    person = {"mai": office.mai, "both": both, "kien": office.kien}[name]

    with acting_as(person):
        mine = IssuedReport.objects.filter(pk=issue.pk)
        assert unchanged(mine, released_by=str(person.pk), released_at=AT)
    with acting_as(office.lan), pytest.raises(DatabaseError), transaction.atomic():  # nor in another's name
        IssuedReport.objects.filter(pk=issue.pk).update(released_by=str(office.kien.pk), released_at=AT)


def test_an_issued_report_is_frozen(office: Desk) -> None:
    office.computed()
    issue = released(office, prepared(office))

    for person in (office.mai, office.lan):
        for change in (
            {"received": 3},
            {"inputs": {}},
            {"record_sha256": "0" * 64},
            {"prepared_by": str(office.lan.pk)},
            {"released_by": "", "released_at": None},
            {"released_at": LATER},
            {"given_up_by": "x", "given_up_at": AT, "given_up_why": "x"},
        ):
            with acting_as(person), pytest.raises(DatabaseError), transaction.atomic():
                assert IssuedReport.objects.filter(pk=issue.pk).update(**change)
        with acting_as(person):
            assert unchanged(IssuedFile.objects.filter(issue=issue), name="x")
    with acting_as(office.mai), pytest.raises(DatabaseError), transaction.atomic():
        IssuedFile.objects.create(issue=issue, name="x", media_type="x", size=1, file_id=issue.record_sha256)


def test_an_issue_is_given_up_and_stays_listed(office: Desk) -> None:
    office.computed()
    issue = prepared(office)
    with acting_as(office.lan):
        with pytest.raises(issuing.WhyMissing):
            issuing.give_up(issue_id=issue.pk, why="", by=office.lan, at=AT, on=TODAY)
        issuing.give_up(issue_id=issue.pk, why="Sai số", by=office.lan, at=AT, on=TODAY)
        with pytest.raises(issuing.IssueDecided):
            issuing.release(issue_id=issue.pk, by=office.lan, at=AT, on=TODAY)
    assert prepared(office).number == 2


def test_a_restatement_names_the_issue_before(office: Desk) -> None:
    office.computed()
    first = released(office, prepared(office))
    office.sent("a", {"buoi": "31"}, 1)
    office.computed()

    second = prepared(office, restates_why="Đơn vị đính chính")

    assert (second.number, second.restates) == (2, first)
    with acting_as(office.mai):
        third = IssuedReport.objects.get(pk=second.pk)  # what is not released is not restated
        third.pk, third.number, third.restates = uuid4(), 3, second
        with pytest.raises(IntegrityError), transaction.atomic():
            third.save(force_insert=True)


def test_number_day_and_signer_come_back_from_the_clerk(office: Desk) -> None:
    office.computed()
    issue = prepared(office)
    told = {"issue_id": issue.pk, "symbol": "12-BC/BTG", "dated_on": TODAY, "signer": "Trưởng ban"}

    def entered(by: Person, **more: object) -> SignedOriginal:
        with acting_as(by):
            return issuing.enter_original(**(told | more), by=by, at=AT, on=TODAY)  # type: ignore[arg-type]

    with pytest.raises(issuing.NotReleased):
        entered(office.mai)
    released(office, issue)
    for more, refusal in (
        ({"symbol": " "}, issuing.OriginalIncomplete),
        ({"dated_on": TODAY + timedelta(1)}, issuing.OriginalIncomplete),
        ({"content": b"x"}, PaperOfUnknownKind),
        ({"content": b"%PDF-1.7 x", "file_name": "ky.pdf"}, UploadRefused),
    ):
        with pytest.raises(refusal):
            entered(office.mai, **more)
    with pytest.raises(NotPermitted):
        entered(office.lan)
    first = entered(office.mai)
    second = entered(office.mai, content=scanned_pdf(), file_name="c:\\ban\\ký.pdf")
    assert (first.number, second.number, second.file_name) == (1, 2, "ký.pdf")
    with acting_as(office.mai):
        assert unchanged(SignedOriginal.objects.all(), symbol="khác")


def test_publishing_is_a_decision_of_its_own(office: Desk) -> None:
    office.computed()
    issue = prepared(office)

    def decided(by: Person, *, wanted: bool = True) -> IssuedReport:
        with acting_as(by):
            return issuing.decide_publication(issue_id=issue.pk, wanted=wanted, by=by, at=AT, on=TODAY)

    with pytest.raises(issuing.NotReleased):
        decided(office.lan)
    released(office, issue)
    with pytest.raises(NotPermitted):
        decided(office.mai)
    with acting_as(office.mai), pytest.raises(DatabaseError), transaction.atomic():
        IssuedReport.objects.filter(pk=issue.pk).update(
            released_for_publication_at=AT, released_for_publication_by=str(office.mai.pk)
        )
    assert decided(office.lan).released_for_publication_at == AT
    assert decided(office.lan, wanted=False).released_for_publication_at is None


def test_issues_are_the_offices_own(office: Desk) -> None:
    office.computed()
    issue = prepared(office)

    for somebody in (office.nam, office.chi, office.alice):
        with acting_as(somebody):
            with pytest.raises(NoSuchThing):
                access_issue(issue.pk, by=somebody, on=TODAY)
            assert IssuedReport.objects.count() == IssuedFile.objects.count() == 0


# ---- the level above


def test_an_issued_report_fills_the_draft_of_the_level_above(memory: Doors) -> None:
    office = desk()
    told = due_lists.said(
        title="Bộ hỏi", directive="19/KH-UBND", indicators=INDICATORS[:1], sections=SECTIONS,
        bodies=(Body("tinh", "Tỉnh Mẫu"),),
    )  # fmt: skip
    above = due_lists.campaign(told, office="vp")
    with acting_by_itself():
        above.bodies.create(code="tinh", unit_id=OFFICE, confirmed_by="x")
    cycle = due_lists.opened(above)
    with acting_by_itself():
        row = DueRow.objects.get(cycle=cycle)
    office.computed()
    composed(office, Piece("Các đơn vị thiếu kinh phí."))
    issue = prepared(office)
    hand = {"issue_id": issue.pk, "row_id": row.pk, "by": office.lan, "at": AT, "on": TODAY}
    with acting_as(office.lan), pytest.raises(issuing.NotReleased):
        handing_up.hand_up(**hand)  # type: ignore[arg-type]
    released(office, issue)

    with acting_as(office.lan):
        handed = handing_up.hand_up(**hand)  # type: ignore[arg-type]
        draft = Submission.objects.get(row=row)

    assert draft.content == {
        "buoi": "80", "#ket-qua": "Đã mở lớp.", "#kho-khan": "Các đơn vị thiếu kinh phí.",
    }  # fmt: skip
    assert draft.sources["buoi"]["at"] == "totals 1"
    assert handed.left == ()
    assert draft.revisions == 0  # nothing is sent by itself
    with acting_as(office.mai), pytest.raises(NoSuchThing):
        handing_up.hand_up(**(hand | {"by": office.mai}))  # type: ignore[arg-type]


# ---- the square for telephones


def test_a_report_bears_a_qr_code_only_where_it_is_chosen(office: Desk) -> None:
    office.computed()
    plain = prepared(office)
    with acting_as(office.mai):
        issuing.give_up(issue_id=plain.pk, why="Thêm mã QR", by=office.mai, at=AT, on=TODAY)
        chosen = issuing.prepare(
            cycle=office.cycle, gap_why="Hết hạn", with_square=True, by=office.mai, at=LATER, on=TODAY
        )
        sizes = {row.issue_id: row.size for row in IssuedFile.objects.filter(name="report.pdf")}
        proofs = verifying.verified(IssuedReport.objects.get(pk=chosen.pk))

    assert (plain.inputs["with_square"], chosen.inputs["with_square"]) == (False, True)
    assert sizes[chosen.pk] > sizes[plain.pk]
    assert {row.proof for row in proofs} == {Proof.SAME}


def test_what_was_issued_before_there_were_qr_codes_is_made_again_without(office: Desk) -> None:
    made = office.computed()
    issue = prepared(office)
    before = {key: value for key, value in issue.inputs.items() if key != "with_square"}

    with acting_as(office.mai):
        assert issuing.files_of(made.inputs, before) == issuing.files_of(made.inputs, issue.inputs)


def test_a_party_document_bears_no_qr_code(memory: Doors) -> None:
    people = desk()
    told = due_lists.said(form="party", directive="20-KH/TU", indicators=INDICATORS, sections=SECTIONS)
    office = people.of(due_lists.opened(due_lists.campaign(told)))
    office.computed()

    with acting_as(office.mai), pytest.raises(issuing.SquareOnPartyDocument):
        issuing.prepare(
            cycle=office.cycle, gap_why="Hết hạn", with_square=True, by=office.mai, at=AT, on=TODAY
        )
    with acting_as(office.mai):
        assert not IssuedReport.objects.filter(cycle=office.cycle).exists()


# ---- levels


def lines(office: Desk, code: str = "buoi") -> list[tuple[str, Decimal, Decimal, bool, bool]]:
    made = office.computed()
    with acting_as(office.mai):
        found = levels_of(made, office.cycle, code)
    return [
        (one.name, one.level.own, one.level.below, one.contains, one.waits)
        for one in (found.lines if found else ())
    ]


def test_a_body_above_stands_beside_those_below(memory: Doors) -> None:
    office = levelled(desk(), above="70", below="60")

    assert lines(office) == [("Đảng ủy phường Đồng Mẫu", 70, 60, False, False)]
    made = office.computed()
    with acting_as(office.mai):
        found = levels_of(made, office.cycle, "buoi", only_differing=True)
        assert found is not None
        assert (found.found, found.differing, len(found.lines)) == (1, 1, 1)
        assert has_levels(made, office.cycle)
        assert levels_of(made, office.cycle, "ho") is None  # people are not added over bodies
        assert levels_of(made, office.cycle, "khong-co") is None


@pytest.mark.parametrize(
    ("given", "contains", "waits"), [("", False, True), ("đã gồm", True, False), ("chưa gồm", False, False)]
)
def test_levels_say_how_they_are_counted(memory: Doors, given: str, contains: bool, waits: bool) -> None:
    office = levelled(desk(), above="60", below="60")
    if given:
        (question,) = office.computed().points["questions"]
        with acting_as(office.mai):
            adjusting.answer(
                cycle=office.cycle,
                question=question["id"],
                value=given,
                why="",
                by=office.mai,
                at=AT,
                on=TODAY,
            )

    assert lines(office) == [("Đảng ủy phường Đồng Mẫu", 60, 60, contains, waits)]
    with acting_as(office.mai):
        made = queries.newest(office.cycle)
        assert made is not None
        only = levels_of(made, office.cycle, "buoi", only_differing=True)
    assert only is not None
    assert only.lines == ()


def test_without_levels_nothing_is_laid_beside(office: Desk) -> None:
    made = office.computed()

    with acting_as(office.mai):
        assert levels_of(made, office.cycle, "buoi") is None
        assert not has_levels(made, office.cycle)
