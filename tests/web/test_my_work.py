"""Việc của tôi: one list, returned work on top with its reason, the one next action; nothing of others."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from given_work import LAST_DAY, PHONG, assigned, small_tree
from people import AT, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.directives.actions.passing_down import pass_down, report_progress
from tonghop.apps.directives.models import Directive, Obligation, ObligationSentence
from tonghop.apps.reporting.models import Campaign, CampaignVersion, Cycle, DueRow, Happening, RowEvent
from tonghop.apps.reporting.my_work import Kind, work_of

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
LATE = datetime(2026, 11, 26, tzinfo=HERE)
OFFICE = "vp"


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def coordinator(alice: Person) -> Person:
    return official(alice, "binh", (Role.COORDINATOR, OFFICE))


@pytest.fixture
def cycle(coordinator: Person) -> Cycle:
    """An open cycle of the office: sở-a and sở-b owe a report by 25/11/2026, and sở-b has sent its own."""
    with acting_as(coordinator):
        campaign = Campaign.objects.create(
            office=OFFICE, key="k", title="Kế hoạch 142", made_at=AT, made_by="x"
        )
        version = CampaignVersion.objects.create(
            campaign=campaign, number=1, content="{}", made_at=AT, made_by="x"
        )
        cycle = Cycle.objects.create(
            office=OFFICE,
            campaign=campaign,
            version=version,
            code="2026-M11",
            opens_on=date(2026, 11, 1),
            due_on=date(2026, 11, 25),
            late_from=LATE,
            opened_at=AT,
            opened_by="x",
        )
        for number, body in enumerate(("sở-a", "sở-b"), 1):
            DueRow.objects.create(
                office=OFFICE,
                cycle=cycle,
                number=number,
                code=f"so-{number}",
                name=f"Sở {body[-1].upper()}",
                unit_id=body,
                due_on=cycle.due_on,
                late_from=LATE,
                has_arrived=body == "sở-b",
            )
    return cycle


def page(person: Person) -> str:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    answer = client.get("/van-phong/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_bodys_people_see_what_it_owes_and_no_other_body_does(alice: Person, cycle: Cycle) -> None:
    chi, dung = (
        official(alice, "chi", (Role.REPORTER, "sở-a")),
        official(alice, "dung", (Role.REPORTER, "sở-b")),
    )

    with acting_as(chi):
        (task,) = work_of(by=chi, at=AT, on=TODAY)
    with acting_as(dung):
        assert work_of(by=dung, at=AT, on=TODAY) == ()

    assert (task.kind, task.what, task.about, task.late_from) == (
        Kind.REPORT,
        "2026-M11",
        "Kế hoạch 142",
        LATE,
    )
    told = page(chi)
    assert "Báo cáo tháng 11 năm 2026" in told
    assert "hết ngày 25/11/2026" in told
    assert "Không còn việc nào đang chờ." in page(dung)


def test_returned_work_stands_on_top_with_its_reason(
    alice: Person, coordinator: Person, cycle: Cycle
) -> None:
    chi = official(alice, "chi", (Role.REPORTER, "sở-a"))
    with acting_as(coordinator):
        earlier = Cycle.objects.create(
            office=OFFICE,
            campaign=cycle.campaign,
            version=cycle.version,
            code="2026-M10",
            opens_on=date(2026, 10, 1),
            due_on=date(2026, 12, 25),
            late_from=LATE + timedelta(days=30),
            opened_at=AT,
            opened_by="x",
        )
        row = DueRow.objects.create(
            office=OFFICE,
            cycle=earlier,
            number=1,
            code="so-1",
            name="Sở A",
            unit_id="sở-a",
            due_on=earlier.due_on,
            late_from=earlier.late_from,
        )
        RowEvent.objects.create(
            office=OFFICE,
            row=row,
            kind=Happening.ARRIVAL_TAKEN_BACK,
            why="Thiếu phụ lục số liệu",
            happened_at=AT,
            by="x",
        )

    with acting_as(chi):
        first, second = work_of(by=chi, at=AT, on=TODAY)

    assert (first.what, first.returned_for) == ("2026-M10", "Thiếu phụ lục số liệu")
    assert (second.what, second.returned_for) == ("2026-M11", "")
    assert "Lý do trả lại: Thiếu phụ lục số liệu" in page(chi)


def test_an_office_sees_what_waits_for_review_and_who_is_short(coordinator: Person, cycle: Cycle) -> None:
    with acting_as(coordinator):
        directive = Directive.objects.create(
            office_id=OFFICE,
            symbol="12/CT-UBND",
            text="a b",
            source_name="a.docx",
            source_sha256="0" * 64,
            media_type="x",
            received_at=AT,
        )
        for number, why in enumerate(("", "opinion-steering")):
            obligation = Obligation.objects.create(
                directive=directive, reading_id=str(number), span_start=2 * number, span_end=2 * number + 1
            )
            ObligationSentence.objects.create(
                directive=directive,
                obligation=obligation,
                span_start=2 * number,
                span_end=2 * number + 1,
                text="a",
                rights_sensitive=bool(why),
                why=why,
            )

        chase, review = work_of(by=coordinator, at=AT, on=TODAY)

    assert (chase.kind, chase.count, chase.of) == (Kind.CHASE, 1, 2)
    assert (review.kind, review.what, review.count) == (Kind.REVIEW, "12/CT-UBND", 1)
    told = page(coordinator)
    assert "1/2 đơn vị chưa gửi" in told
    assert f"/van-phong/ky/{cycle.pk}/?tinh_trang=missing" in told


@pytest.mark.parametrize(
    ("days", "seen"),
    [(-15, False), (-14, True), (0, True), (59, True), (60, False)],
    ids=["too early", "two weeks before", "on the moment", "two months after", "long ago"],
)
def test_a_cycle_is_chased_around_its_day(coordinator: Person, cycle: Cycle, days: int, seen: bool) -> None:
    at = LATE + timedelta(days=days)

    with acting_as(coordinator):
        found = work_of(by=coordinator, at=at, on=TODAY)

    assert bool(found) is seen


def test_another_office_sees_nothing_of_it(alice: Person, cycle: Cycle) -> None:
    other = official(alice, "khac", (Role.COORDINATOR, "vp-tinh-mau"))

    with acting_as(other):
        assert work_of(by=other, at=AT, on=TODAY) == ()


def test_questions_do_not_grow_with_the_list(coordinator: Person, cycle: Cycle) -> None:
    with acting_as(coordinator), CaptureQueriesContext(connection) as few:
        work_of(by=coordinator, at=AT, on=TODAY)
    with acting_as(coordinator):
        for number in range(30):
            directive = Directive.objects.create(
                office_id=OFFICE,
                symbol=f"{number}/CT",
                text="a b",
                source_name="a.docx",
                source_sha256=f"{number:064x}",
                media_type="x",
                received_at=AT,
            )
            obligation = Obligation.objects.create(
                directive=directive, reading_id="1", span_start=0, span_end=1
            )
            ObligationSentence.objects.create(
                directive=directive,
                obligation=obligation,
                span_start=0,
                span_end=1,
                text="a",
                rights_sensitive=False,
            )
    with acting_as(coordinator), CaptureQueriesContext(connection) as many:
        assert len(work_of(by=coordinator, at=AT, on=TODAY)) == 31

    assert len(many) == len(few)


def test_given_work_waits_until_its_body_calls_it_done(alice: Person, coordinator: Person) -> None:
    small_tree(alice)
    chi = official(alice, "chi", (Role.REPORTER, "sở-a"))
    dung = official(alice, "dung", (Role.APPROVER, PHONG))
    given = assigned(coordinator)
    with acting_as(chi):
        (part,) = pass_down(work=given, bodies=[PHONG], words="In áp phích", by=chi, at=AT, on=TODAY)
        (whole,) = work_of(by=chi, at=AT, on=TODAY)
    with acting_as(dung):
        (own,) = work_of(by=dung, at=AT, on=TODAY)
    first = page(chi)
    with acting_as(chi):
        report_progress(work=given, state="doing", by=chi, at=AT, on=TODAY)
    second = page(chi)
    with acting_as(chi):
        report_progress(work=given, state="done", note="Xong", by=chi, at=AT, on=TODAY)

    assert (whole.kind, whole.subject, whole.asked_by) == (Kind.ASSIGNMENT, given.pk, OFFICE)
    assert (own.kind, own.subject, own.what, own.asked_by) == (Kind.SUBTASK, part.pk, "In áp phích", "sở-a")
    assert own.late_from == datetime(2027, 1, 1, tzinfo=HERE)
    assert given.due_on == LAST_DAY
    assert "hết ngày 31/12/2026" in first
    assert "Báo tiến độ" in first
    assert "Chưa làm" in first
    assert "Đang làm" in second
    assert "Không còn việc nào đang chờ." in page(chi)
    assert f"/van-phong/viec-duoc-giao/phan/{part.pk}/" in page(dung)


def test_questions_do_not_grow_with_given_work(alice: Person, coordinator: Person) -> None:
    small_tree(alice)
    chi = official(alice, "chi", (Role.REPORTER, "sở-a"), (Role.REPORTER, PHONG))
    given = assigned(coordinator)
    numbers = []
    for count in (1, 20):
        with acting_as(chi):
            for number in range(count):
                pass_down(work=given, bodies=[PHONG], words=f"{count} {number}", by=chi, at=AT, on=TODAY)
            with CaptureQueriesContext(connection) as asked:
                found = work_of(by=chi, at=AT, on=TODAY)
        numbers.append((len(found), len(asked)))

    assert [found for found, _ in numbers] == [2, 22]
    assert numbers[0][1] == numbers[1][1]
