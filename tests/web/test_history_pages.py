"""The history of a report: who sees what of it, in words and values, paged by instants, for one field."""

import re
from datetime import timedelta
from typing import Any

import due_lists
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from people import AT, OFFICE, TODAY, administrator, official
from test_reports import INDICATORS

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.models import DueRow, Evidence, KeptFile, Origin, RowEvent, SignedPaper
from tonghop.apps.reporting.submissions import deciding, saving
from tonghop.apps.reporting.submissions.history import history
from tonghop.apps.reporting.submissions.sending import send
from tonghop.domain.reporting.campaign import Section
from tonghop.web.office.field_words import AROUND, LONGEST, cut_to_change

HASH = "ab" * 32
LONG = "Một đoạn dài. " * 60


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def chi(alice: Person) -> Person:
    return official(alice, "chi", (Role.REPORTER, "a"))


@pytest.fixture
def row(chi: Person) -> DueRow:
    told = due_lists.said(indicators=INDICATORS, sections=(Section("kho-khan", "Khó khăn"),))
    cycle = due_lists.opened(due_lists.campaign(told))
    with acting_by_itself():
        return DueRow.objects.select_related("cycle").get(cycle=cycle, code="a")


def whole_story(row: DueRow, chi: Person, duyen: Person) -> None:
    """Write, send, be returned, mend from a file, send again, and something not sent on top."""
    with acting_as(chi):
        KeptFile.objects.create(sha256=HASH, content=b"x")
        saving.save(
            row_id=row.pk, fields={"buoi": "1.240", "luot/state": "nil", "#kho-khan": LONG + "Hết."},
            base_version=0, by=chi, at=at(0), on=TODAY,
        )  # fmt: skip
        beside = Evidence(
            office=OFFICE, file_id=HASH, media_type="x/y", size=1, added_by=str(chi.pk), submission_id=row.pk
        )
        beside.file_name, beside.added_at = "anh.jpg", at(1)
        beside.save(force_insert=True)
        first = send(row_id=row.pk, version=1, by=chi, at=at(2), on=TODAY).revision
    with acting_as(duyen):
        deciding.return_report(
            revision_id=first.pk, why="Sai số buổi", parts=["buoi"], by=duyen, at=at(3), on=TODAY
        )
    with acting_as(chi):
        saving.save(
            row_id=row.pk, fields={"buoi": "1300", "#kho-khan": LONG + "Xong."}, base_version=1,
            origin=Origin.FILE, sources={"buoi": {"file": "bieu.xlsx", "sha256": HASH, "at": "Sheet1!C7"}},
            file_sha256=HASH, by=chi, at=at(4), on=TODAY,
        )  # fmt: skip
        second = send(row_id=row.pk, version=2, by=chi, at=at(5), on=TODAY).revision
        SignedPaper.objects.create(
            revision=second, office=OFFICE, number=1, symbol="15/BC-UBND", dated_on=TODAY, signer="Chủ tịch",
            file_id=HASH, file_name="ky.pdf", media_type="x/y", size=1, entered_by=str(chi.pk),
            entered_at=at(6),
        )  # fmt: skip
        saving.save(row_id=row.pk, fields={"buoi": "7777"}, base_version=2, by=chi, at=at(7), on=TODAY)
        aside = saving.set_aside(
            row_id=row.pk, fields={"luot": "8888"}, base_version=2, by=chi, at=at(8), on=TODAY
        )
        saving.settle(row_id=row.pk, set_aside_id=aside.pk, by=chi, at=at(9), on=TODAY)


def at(minutes: int) -> Any:
    return AT + timedelta(minutes=minutes)


@pytest.fixture
def duyen(alice: Person) -> Person:
    return official(alice, "duyen", (Role.APPROVER, OFFICE))


@pytest.fixture
def told(row: DueRow, chi: Person, duyen: Person) -> DueRow:
    whole_story(row, chi, duyen)
    return row


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def browser(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def seen_by(person: Person, row: DueRow, query: str = "") -> str:
    answer = browser(person).get(reverse("report-history", args=[row.pk]) + query)
    assert answer.status_code == 200
    return text_of(answer).partition("Bỏ lọc")[2]


def test_the_body_sees_all_of_it(told: DueRow, chi: Person) -> None:
    said = seen_by(chi, told)

    for words in (
        "Số buổi tuyên truyền (buổi) (để trống) 1.240 –",
        "Lượt người nghe (lượt): lựa chọn (để trống) không phát sinh –",
        "Số buổi tuyên truyền (buổi) 1.240 1.300 bieu.xlsx Sheet1!C7",
        "Số buổi tuyên truyền (buổi) 1.300 7.777 –",
        "Trả lại Nguyễn Văn Mẫu duyen",
        "Phải sửa: Số buổi tuyên truyền (buổi)",
        "Sai số buổi",
        "Thêm tệp minh chứng Nguyễn Văn Mẫu chi, 14:01 ngày 23/11/2026 anh.jpg",
        "Số 15/BC-UBND, ngày 23/11/2026, Chủ tịch ký",
        "Để riêng nội dung do hai người cùng sửa",
        "Xong với nội dung để riêng",
        "Báo cáo đến",
        "8.888",
    ):
        assert words in said, words
    assert said.index("8.888") < said.index("7.777") < said.index("Trả lại") < said.index("Báo cáo đến")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.APPROVER])
def test_the_office_sees_what_was_sent_and_no_draft(told: DueRow, alice: Person, role: Role) -> None:
    said = seen_by(official(alice, "bao", (role, OFFICE)), told)

    assert "7.777" not in said
    assert "8.888" not in said
    assert "Sửa bản nháp" not in said
    assert "Bản gửi 2, biên nhận BN-" in said
    assert "Số buổi tuyên truyền (buổi) 1.240 1.300 bieu.xlsx Sheet1!C7" in said
    assert "Thêm tệp minh chứng: anh.jpg" in said  # as a part of what was sent
    assert "Trả lại" in said


def test_an_auditor_of_the_office_sees_all_of_it(told: DueRow, alice: Person) -> None:
    said = seen_by(official(alice, "erin", (Role.AUDITOR, OFFICE)), told)

    assert "7.777" in said
    assert "8.888" in said


def test_who_audits_another_office_and_coordinates_here_sees_no_draft(told: DueRow, alice: Person) -> None:
    both = official(alice, "hai-vai", (Role.AUDITOR, "vp"), (Role.COORDINATOR, OFFICE))

    assert "7.777" not in seen_by(both, told)


def test_the_history_of_one_figure_is_an_address(told: DueRow, chi: Person) -> None:
    said = seen_by(chi, told, "?o=buoi")

    assert "7.777" in said
    assert "Trả lại" in said
    assert "Khó khăn (để trống)" not in said
    assert "Báo cáo đến" not in said
    assert "8.888" not in said
    luot = seen_by(chi, told, "?o=luot")
    assert "8.888" in luot
    assert luot.count("Bản gửi") == 1  # it was not changed in the second
    assert "Ô này chưa có gì thay đổi" in seen_by(chi, told, "?o=khong-co")


def test_a_long_text_is_cut_to_what_changed(told: DueRow, chi: Person) -> None:
    said = seen_by(chi, told, "?o=%23kho-khan")

    assert "Hết." in said
    assert "Xong." in said
    assert said.count("… ") >= 2


@given(st.text(max_size=900), st.text(max_size=900))
def test_cut_texts_still_differ_and_are_short(before: str, after: str) -> None:
    cut = cut_to_change(before, after)

    assert (cut[0] == cut[1]) <= (before == after or max(map(len, cut)) > LONGEST)
    assert max(map(len, cut)) <= LONGEST + 2 * AROUND + 4


def test_pages_follow_without_gap_and_keep_instants_together(row: DueRow) -> None:
    with acting_by_itself():
        for number in range(23):
            for _ in range(2):
                RowEvent.objects.create(
                    office=row.office, row=row, kind="excuse", why="Bão", happened_at=at(number), by="x"
                )
        seen, before = [], None
        while True:
            page = history(row, whole=True, before=before, limit=5)
            seen += [entry.thing.pk for entry in page.entries]
            before = page.older
            if before is None:
                break

        assert len(seen) == len(set(seen)) == 46


@pytest.mark.parametrize("cursor", ["x", "2026-01-01", "0001-01-01T00:00:00+00:00", "9" * 60])
def test_an_instant_that_is_none_is_the_newest(told: DueRow, chi: Person, cursor: str) -> None:
    assert "8.888" in seen_by(chi, told, f"?truoc={cursor}")


def test_a_page_costs_the_same_however_long_the_history(told: DueRow, chi: Person) -> None:
    client, page = browser(chi), reverse("report-history", args=[told.pk])
    client.get(page)  # the first visit also writes down when the session was seen
    costs = []
    for begin in (3, 43):
        with acting_as(chi):
            for version in range(begin, begin + 40):
                saving.save(
                    row_id=told.pk, fields={"buoi": str(version)}, base_version=version, by=chi,
                    at=at(10 + version), on=TODAY,
                )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
        costs.append(len(queries))
        assert len(answer.content) <= 60_000

    assert costs[0] == costs[1] <= 34


STRANGERS = [
    (Role.COORDINATOR, "vp"),
    (Role.AUDITOR, "vp"),
    (Role.APPROVER, "vp"),
    (Role.REPORTER, "b"),
    (Role.APPROVER, "b"),
    (Role.EDITOR, OFFICE),
    (Role.ADMINISTRATOR, OFFICE),
    (Role.PETITION_OFFICER, "a"),
]


@pytest.mark.parametrize("mandate", STRANGERS, ids=lambda mandate: "-".join(mandate))
def test_it_is_not_there_for_others(told: DueRow, alice: Person, mandate: tuple[Role, str]) -> None:
    client = browser(official(alice, "charlie", mandate))

    assert client.get(reverse("report-history", args=[told.pk])).status_code == 404
