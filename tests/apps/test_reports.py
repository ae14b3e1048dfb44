"""A body's report: every way out of saving and sending, and what the database itself keeps."""

from datetime import timedelta
from uuid import uuid4

import due_lists
import pytest
from django.db import ProgrammingError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Role
from tonghop.apps.audit.models import Event
from tonghop.apps.reporting.cycle_actions import take_back_arrival
from tonghop.apps.reporting.models import Change, DueRow, Revision, SetAside, Submission
from tonghop.apps.reporting.submissions.access import NoReportAsked
from tonghop.apps.reporting.submissions.conflicts import save_what_does_not_clash
from tonghop.apps.reporting.submissions.replies import KeyUsedOtherwise, Reply, answered_once
from tonghop.apps.reporting.submissions.saving import (
    Saved,
    VersionMoved,
    VersionUnknown,
    save,
    settle,
)
from tonghop.apps.reporting.submissions.sending import ReportOpen, Sent, send
from tonghop.apps.reporting.submissions.statuses import ReportStatus, has_unsent_changes, status_of
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.drafts import FieldUnknown
from tonghop.domain.reporting.due_list import Standing
from tonghop.domain.reporting.indicators import Indicator

INDICATORS = (
    Indicator("buoi", "Số buổi tuyên truyền", "buổi"),
    Indicator("luot", "Lượt người nghe", "lượt", required=False),
)
FULL = {"buoi": "1.240", "luot/state": "nil", "#kho-khan": "Không."}


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def bao(alice: Person) -> Person:
    return official(alice, "bao", (Role.COORDINATOR, OFFICE))


@pytest.fixture
def chi(alice: Person) -> Person:
    return official(alice, "chi", (Role.REPORTER, "a"))


@pytest.fixture
def dung(alice: Person) -> Person:
    return official(alice, "dung", (Role.REPORTER, "b"))


@pytest.fixture
def row(chi: Person) -> DueRow:
    """The row of body a in an open cycle that asks for two figures and one text."""
    told = due_lists.said(indicators=INDICATORS, sections=(Section("kho-khan", "Khó khăn"),))
    cycle = due_lists.opened(due_lists.campaign(told))
    with acting_by_itself():
        return DueRow.objects.select_related("cycle").get(cycle=cycle, code="a")


def saved(row: DueRow, by: Person, fields: dict[str, str], base: int = 0, *, exactly: bool = False) -> Saved:
    with acting_as(by):
        return save(row_id=row.pk, fields=fields, base_version=base, exactly=exactly, by=by, at=AT, on=TODAY)


def sent(row: DueRow, by: Person, version: int, fields: dict[str, str] | None = None) -> Sent:
    with acting_as(by):
        return send(row_id=row.pk, version=version, fields=fields or {}, by=by, at=AT, on=TODAY)


def status(row: DueRow) -> ReportStatus:
    with acting_by_itself():
        row.refresh_from_db()
        return status_of(row, Submission.objects.filter(row=row).first())


def test_a_save_keeps_what_was_typed_and_what_stood_before(row: DueRow, chi: Person) -> None:
    saved(row, chi, {"buoi": "12"})

    second = saved(row, chi, {"buoi": "13", "luot": "500"}, 1)

    assert second.version == 2
    assert second.submission.content == {"buoi": "13", "luot": "500"}
    with acting_as(chi):
        assert list(Change.objects.order_by("version").values_list("fields", flat=True)) == [
            {"buoi": ["", "12"]},
            {"buoi": ["12", "13"], "luot": ["", "500"]},
        ]


def test_saving_the_same_again_changes_nothing(row: DueRow, chi: Person) -> None:
    saved(row, chi, {"buoi": "12"})

    again = saved(row, chi, {"buoi": "12"}, 1)

    assert (again.version, again.changes) == (1, {})


def test_figures_may_be_wrong_in_a_draft_and_are_said_to_be_open(row: DueRow, chi: Person) -> None:
    told = saved(row, chi, {"buoi": "1,234"})

    assert told.submission.content == {"buoi": "1,234"}
    assert list(told.reading.open) == ["buoi"]
    assert not told.reading.may_be_sent


def test_two_people_in_different_fields_are_brought_together(row: DueRow, chi: Person) -> None:
    saved(row, chi, {"buoi": "12"})

    both = saved(row, chi, {"luot": "7", "buoi": ""}, 0)

    assert both.submission.content == {"buoi": "12", "luot": "7"}


def test_two_people_in_one_field_lose_nothing(row: DueRow, chi: Person) -> None:
    saved(row, chi, {"#kho-khan": "Thiếu kinh phí."})

    with acting_as(chi):
        told = save_what_does_not_clash(
            row_id=row.pk, fields={"#kho-khan": "Thiếu người."}, base_version=0, by=chi, at=AT, on=TODAY
        )

    (clash,) = told.clashes
    assert (clash.mine, clash.theirs) == ("Thiếu người.", "Thiếu kinh phí.")
    with acting_as(chi):
        aside = SetAside.objects.get()
        assert aside.fields == {"#kho-khan": "Thiếu người."}
        settle(row_id=row.pk, set_aside_id=aside.pk, by=chi, at=AT, on=TODAY)
        with pytest.raises(NoSuchThing):
            settle(row_id=row.pk, set_aside_id=aside.pk, by=chi, at=AT, on=TODAY)


def test_a_program_is_told_what_it_has_not_seen(row: DueRow, chi: Person) -> None:
    saved(row, chi, {"buoi": "12"})

    with pytest.raises(VersionMoved) as told:
        saved(row, chi, {"luot": "7"}, 0, exactly=True)

    assert told.value.facts["version"] == 1
    assert told.value.facts["fields"] == {"buoi": "12"}


def test_what_the_form_does_not_have_is_refused(row: DueRow, chi: Person) -> None:
    with pytest.raises(FieldUnknown):
        saved(row, chi, {"khac": "1"})
    with pytest.raises(VersionUnknown):
        saved(row, chi, {"buoi": "1"}, 7)


def test_only_the_people_of_the_body_write(row: DueRow, bao: Person, dung: Person) -> None:
    for somebody in (bao, dung):
        with pytest.raises(NoSuchThing):
            saved(row, somebody, {"buoi": "1"})
        with pytest.raises(NoSuchThing):
            sent(row, somebody, 0)


def test_an_annulled_row_waits_for_nothing(row: DueRow, chi: Person) -> None:
    with acting_by_itself():
        DueRow.objects.filter(pk=row.pk).update(annulled_at=AT)

    with pytest.raises(NoReportAsked):
        saved(row, chi, {"buoi": "1"})


def test_a_report_goes_through_its_statuses(row: DueRow, chi: Person, bao: Person) -> None:
    assert status(row) is ReportStatus.NOT_BEGUN
    saved(row, chi, {"luot": "7"})
    assert status(row) is ReportStatus.BEGUN
    saved(row, chi, {"buoi": "12"}, 1)
    assert status(row) is ReportStatus.COMPLETE_NOT_SENT
    sent(row, chi, 2)
    assert status(row) is ReportStatus.SENT
    with acting_as(bao):
        take_back_arrival(cycle=row.cycle, rows=[row.pk], why="Thiếu phụ lục", by=bao, at=AT, on=TODAY)
    assert status(row) is ReportStatus.RETURNED
    saved(row, chi, {"buoi": "13"}, 2)
    assert status(row) is ReportStatus.COMPLETE_NOT_SENT
    sent(row, chi, 3)
    assert status(row) is ReportStatus.SENT


def test_sending_leaves_a_receipt_a_revision_and_an_arrival(row: DueRow, chi: Person, alice: Person) -> None:
    done = sent(row, chi, 0, FULL)

    assert done.is_new
    assert done.revision.receipt.startswith("BN-2026-")
    with acting_as(chi):
        kept = Revision.objects.get()
        row.refresh_from_db()
    assert kept.content == FULL
    assert kept.entries["buoi"] == {"state": "figure", "value": "1240", "at": "buoi"}
    assert kept.entries["luot"]["state"] == "nil"
    assert (row.state, row.arrived_at) == (Standing.LATE, AT)
    with acting_as(alice):
        assert Event.objects.filter(content__contains=kept.sha256).count() == 1


def test_sending_the_same_twice_is_one_revision(row: DueRow, chi: Person) -> None:
    first = sent(row, chi, 0, FULL)

    second = sent(row, chi, 1)

    assert not second.is_new
    assert second.revision == first.revision


def test_a_change_after_sending_is_not_what_the_office_has(row: DueRow, chi: Person) -> None:
    sent(row, chi, 0, FULL)

    draft = saved(row, chi, {"buoi": "9"}, 1).submission

    assert has_unsent_changes(draft)
    assert status(row) is ReportStatus.COMPLETE_NOT_SENT
    with acting_as(chi):
        assert Revision.objects.get().content == FULL


@pytest.mark.parametrize(
    "fields",
    [
        {},  # nothing at all
        {"luot": "7"},  # the required figure is missing
        {"buoi": "1,234"},  # two numbers at once
        {"buoi/state": "missing"},  # no figure, and no word why
        {"buoi": "5", "buoi/state": "nil"},  # a figure and "nothing happened"
    ],
)
def test_what_is_open_is_not_sent(row: DueRow, chi: Person, fields: dict[str, str]) -> None:
    with pytest.raises(ReportOpen):
        sent(row, chi, 0, fields)
    with acting_as(chi):
        assert not Revision.objects.exists()


def test_no_figure_with_its_reason_is_sent(row: DueRow, chi: Person) -> None:
    done = sent(row, chi, 0, {"buoi/state": "missing", "buoi/note": "Xã mới lập, chưa có sổ."})

    assert "buoi" not in done.revision.entries or done.revision.entries["buoi"]["state"] == "missing"


def test_nobody_sends_over_what_they_have_not_seen(row: DueRow, chi: Person) -> None:
    saved(row, chi, {"buoi": "12"})

    with pytest.raises(VersionMoved):
        sent(row, chi, 0, {"luot": "7"})


def test_the_database_keeps_what_was_sent(row: DueRow, chi: Person) -> None:
    sent(row, chi, 0, FULL)

    for table in (Revision, Change):
        with acting_as(chi):
            assert table.objects.update(version=9) == 0
        with acting_as(chi), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            table.objects.all().delete()


def test_the_database_shows_a_report_to_its_body_and_its_office(
    row: DueRow, chi: Person, dung: Person, bao: Person
) -> None:
    sent(row, chi, 0, FULL)

    seen = {}
    for person in (chi, dung, bao):
        with acting_as(person):
            seen[person.login] = [table.objects.count() for table in (Submission, Revision, Change)]
    assert seen == {"chi": [1, 1, 1], "dung": [0, 0, 0], "bao": [1, 1, 1]}
    with acting_as(bao):
        assert Submission.objects.update(version=7) == 0


def test_the_same_key_acts_once(row: DueRow, chi: Person, dung: Person) -> None:
    key, calls = uuid4(), []

    def act() -> Reply:
        calls.append(1)
        return Reply(200, {"version": len(calls)})

    def ask(by: Person, words: str) -> Reply:
        with acting_as(by):
            return answered_once(key=key, request_sha256=words, by=by, at=AT, act=act)

    assert ask(chi, "a") == Reply(200, {"version": 1})
    assert ask(chi, "a") == Reply(200, {"version": 1}, is_replayed=True)
    with pytest.raises(KeyUsedOtherwise):
        ask(chi, "b")
    with pytest.raises(KeyUsedOtherwise):
        ask(dung, "a")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["buoi", "luot", "#kho-khan"]), st.sampled_from(["", "1", "22"]), st.integers(0, 3)
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_every_text_is_in_the_chain_of_changes_or_set_aside(row: DueRow, chi: Person, steps: list) -> None:  # type: ignore[type-arg]
    with acting_as(chi), transaction.atomic():
        for number, (field, text, behind) in enumerate(steps):
            draft = Submission.objects.filter(row=row).first()
            base = max((draft.version if draft else 0) - behind, 0)
            at = AT + timedelta(minutes=number)
            told = save_what_does_not_clash(
                row_id=row.pk, fields={field: text}, base_version=base, by=chi, at=at, on=TODAY
            )
            assert not told.clashes or SetAside.objects.filter(at=at, fields={field: text}).exists()
        stood: dict[str, str] = {}
        changes = list(Change.objects.filter(submission=row.pk).order_by("version"))
        assert [change.version for change in changes] == list(range(1, len(changes) + 1))
        for change in changes:
            for field, (before, after) in change.fields.items():
                assert stood.get(field, "") == before
                stood[field] = after
        final = Submission.objects.filter(row=row).first()
        assert {f: t for f, t in stood.items() if t} == (final.content if final else {})
        transaction.set_rollback(True)
