"""The pages on which reports are approved and returned, with each refusal and what was typed kept."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from people import OFFICE, administrator, official, show_second_factor
from report_files import scanned_pdf
from test_decisions import _row, give_back, revision_of
from test_reports import saved, sent, status

from databases import Doors
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.models import DueRow
from tonghop.apps.reporting.submissions.statuses import ReportStatus


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def chi(alice: Person) -> Person:
    return official(alice, "chi", (Role.REPORTER, "a"))


@pytest.fixture
def duyen(alice: Person) -> Person:
    return official(alice, "duyen", (Role.APPROVER, OFFICE))


@pytest.fixture
def bao(alice: Person) -> Person:
    return official(alice, "bao", (Role.COORDINATOR, OFFICE))


@pytest.fixture
def row(chi: Person) -> DueRow:
    return _row(parent="")


def visit(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    show_second_factor(client, person)
    return client


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_an_approver_finds_what_waits_and_approves_it(row: DueRow, chi: Person, duyen: Person) -> None:
    revision, client = revision_of(row, chi), visit(duyen)

    work = text(client.get(reverse("my-work")))
    assert "1 báo cáo chờ duyệt" in work
    assert f"{reverse('decisions')}?ky={row.cycle_id}" in work
    assert revision.receipt in text(client.get(reverse("decisions"), {"ky": str(row.cycle_id)}))
    answer = client.post(reverse("decide", args=[revision.pk]), {"viec": "approve", "gap": "Thiếu xã B"})

    assert answer.status_code == 302
    assert status(row) is ReportStatus.APPROVED
    page = text(client.get(reverse("decide", args=[revision.pk])))
    assert "Thiếu xã B" in page
    assert "Không có báo cáo nào chờ duyệt" in text(client.get(reverse("decisions")))


def test_a_return_names_what_to_mend_and_the_body_reads_why(row: DueRow, chi: Person, bao: Person) -> None:
    revision, client = revision_of(row, chi), visit(bao)
    address = reverse("decide", args=[revision.pk])

    nothing = client.post(address, {"viec": "return", "why": "Số buổi tính hai lần"})
    assert nothing.status_code == 422
    assert "Số buổi tính hai lần" in text(nothing)
    done = client.post(address, {"viec": "return", "reason": "counted-twice", "parts": ["buoi"]})

    assert done.status_code == 302
    assert status(row) is ReportStatus.RETURNED
    work = text(visit(chi).get(reverse("my-work")))
    assert "Có hoạt động được tính hai lần." in work
    assert "Trả lại" in work


def test_a_coordinator_enters_a_signed_paper_and_may_not_approve(
    row: DueRow, chi: Person, bao: Person
) -> None:
    revision, client = revision_of(row, chi), visit(bao)
    address = reverse("decide", args=[revision.pk])

    assert client.post(address, {"viec": "approve"}).status_code == 404
    given = {"viec": "paper", "symbol": "15/BC-UBND", "dated_on": "31/12/2999", "signer": "Chủ tịch"}
    wrong = client.post(address, given)
    assert wrong.status_code == 422
    assert "15/BC-UBND" in text(wrong)
    refused = {
        b"%PDF-1.7 x": "Tệp hỏng",
        b"GIF89a": "PDF, JPEG hoặc PNG",
        b"%PDF-" + bytes(20 * 2**20): "20 MB",
    }
    for content, why in refused.items():
        scan = SimpleUploadedFile("bản ký.pdf", content)
        wrong = client.post(address, given | {"dated_on": "20/11/2026", "file": scan})
        assert wrong.status_code == 422
        assert why in _error_at(text(wrong), "file")
        assert "15/BC-UBND" in text(wrong)
    scan = SimpleUploadedFile("bản ký.pdf", scanned_pdf())
    done = client.post(address, given | {"dated_on": "20/11/2026", "file": scan})

    assert done.status_code == 302
    assert status(row) is ReportStatus.APPROVED
    shown = text(client.get(address))
    assert "Theo bản ký:" in shown
    assert "15/BC-UBND" in shown


def test_a_decision_is_taken_back(row: DueRow, chi: Person, duyen: Person, bao: Person) -> None:
    revision = revision_of(row, chi)
    give_back(revision, bao)

    client = visit(duyen)
    address = reverse("decide", args=[revision.pk])
    assert client.post(address, {"viec": "end", "why": ""}).status_code == 422
    assert client.post(address, {"viec": "end", "why": "Nhầm đơn vị"}).status_code == 302

    assert status(row) is ReportStatus.SENT


def test_the_difference_to_what_was_approved_is_shown(row: DueRow, chi: Person, duyen: Person) -> None:
    first, client = revision_of(row, chi), visit(duyen)
    client.post(reverse("decide", args=[first.pk]), {"viec": "approve"})
    saved(row, chi, {"buoi": "9"}, 1)
    second = sent(row, chi, 2).revision

    page = text(client.get(reverse("decide", args=[second.pk])))

    assert f"Khác bản đã duyệt {first.receipt} ở 1 ô" in page
    assert "mới hơn" in text(client.get(reverse("decide", args=[first.pk])))


def test_many_at_once_each_by_itself(row: DueRow, chi: Person, duyen: Person) -> None:
    revision, client = revision_of(row, chi), visit(duyen)
    address = f"{reverse('decide-many')}?viec=duyet&n={revision.pk}&n=rac"

    assert "Xã Ân Mẫu" in text(client.get(address))
    assert "Đã quyết định 1 báo cáo" in text(client.post(address, {}))
    again = text(client.post(address, {}))

    assert "Đã quyết định 0 báo cáo" in again
    assert "đã có quyết định" in again


def test_many_returned_for_one_reason(row: DueRow, chi: Person, bao: Person) -> None:
    revision, client = revision_of(row, chi), visit(bao)
    address = f"{reverse('decide-many')}?viec=tra-lai&n={revision.pk}"

    assert client.post(address, {"why": "Thiếu số"}).status_code == 422
    assert client.post(address, {"why": "Thiếu số", "parts": ["buoi"]}).status_code == 200

    assert status(row) is ReportStatus.RETURNED
    assert "Chưa chọn báo cáo nào" in text(client.get(reverse("decide-many")))


def test_nobody_else_decides(row: DueRow, chi: Person, alice: Person) -> None:
    revision = revision_of(row, chi)
    other = official(alice, "nam", (Role.COORDINATOR, "vp"), (Role.APPROVER, "vp"))

    for somebody in (chi, other):
        for address in (reverse("decide", args=[revision.pk]), reverse("decide", args=[uuid4()])):
            assert visit(somebody).get(address).status_code == 404
            assert visit(somebody).post(address, {"viec": "approve"}).status_code == 404
    assert visit(other).post(f"{reverse('decide-many')}?n={revision.pk}", {}).status_code == 404


def _error_at(page: str, field: str) -> str:
    """Return what a page says at a field, "" where it says nothing."""
    found = re.search(rf'id="id_{field}_error"[^>]*>(.*?)</p>', page, re.DOTALL)
    return found[1] if found else ""


def test_the_difference_to_what_came_back_is_shown(
    row: DueRow, chi: Person, duyen: Person, bao: Person
) -> None:
    first, client = revision_of(row, chi), visit(duyen)
    give_back(first, bao)
    saved(row, chi, {"buoi": "9", "luot/state": "", "luot": "3"}, 1)
    second = sent(row, chi, 2).revision

    page = text(client.get(reverse("decide", args=[second.pk])))

    assert f"Khác bản đã trả lại {first.receipt} ở 3 ô" in page
    assert "Khác bản đã duyệt" not in page
    assert "không phát sinh" in page  # a choice is told by its word
    assert "khác bản" not in text(client.get(reverse("decide", args=[first.pk]))).lower()


def test_what_was_sent_and_where_it_belongs_stand_beside_the_decision(
    row: DueRow, chi: Person, duyen: Person
) -> None:
    revision, client = revision_of(row, chi), visit(duyen)

    page = text(client.get(reverse("decide", args=[revision.pk])))
    here = f"{reverse('decisions')}?ky={row.cycle_id}"

    assert "1.240" in page
    assert here in page
    assert reverse("report-receipt", args=[row.pk, revision.pk]) in page
    title = row.cycle.campaign.title
    assert title in text(client.get(here))
    assert title in text(client.get(reverse("decisions")))


def test_a_cycle_leads_to_its_reports_for_whoever_decides(row: DueRow, alice: Person, duyen: Person) -> None:
    kien = official(alice, "kien", (Role.AUDITOR, OFFICE))
    cycle, there = reverse("cycle", args=[row.cycle_id]), f"{reverse('decisions')}?ky={row.cycle_id}"

    assert there in text(visit(duyen).get(cycle))
    assert there not in text(visit(kien).get(cycle))
