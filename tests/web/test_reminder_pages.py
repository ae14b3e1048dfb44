"""The pages of reminding: a preview before anything goes out, files, and 404 for whoever may not."""

import io
import zipfile

import due_lists
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from people import OFFICE, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.models import Cycle, Reminder, ReminderRule


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def cycle(alice: Person) -> Cycle:
    chi = official(alice, "chi", (Role.REPORTER, "a"))
    chi.email = "chi@mau.example"
    chi.save()
    return due_lists.opened(due_lists.campaign())


def client_of(alice: Person, *mandate: tuple[Role, str]) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(official(alice, "bao", *mandate))
    return client


@pytest.fixture
def office(alice: Person) -> Client:
    return client_of(alice, (Role.COORDINATOR, OFFICE))


def test_preview_then_sending_then_nobody_left(cycle: Cycle, office: Client) -> None:
    page = reverse("reminders", args=[cycle.pk])
    before = office.get(page).content.decode()
    assert "Gửi 1 thư" in before
    assert "chi@mau.example" in before
    assert "Kính gửi Ủy ban nhân dân xã Ân Mẫu:" in before

    assert office.post(page).status_code == 302

    assert "Hôm nay đã nhắc 1 người" in office.get(page).content.decode()
    again = office.post(page)
    assert again.status_code == 422
    assert "Không còn ai cần nhắc" in again.content.decode()
    with acting_by_itself():
        assert Reminder.objects.count() == 1


def test_letters_messages_and_telephones(cycle: Cycle, office: Client) -> None:
    letters = office.get(reverse("reminder-letters", args=[cycle.pk]))
    names = zipfile.ZipFile(io.BytesIO(letters.content)).namelist()
    assert {"don-doc-chung.docx", "don-doc-chung.pdf", "a.docx", "a.txt", "c.docx"} <= set(names)

    said = office.get(reverse("reminder-messages", args=[cycle.pk])).content.decode()
    assert "Văn phòng tỉnh Mẫu chưa nhận được báo cáo 6 tháng đầu năm 2026" in said
    assert "0218 385 0000" in said

    book = office.get(reverse("reminder-phones", args=[cycle.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert ("Ủy ban nhân dân xã Ân Mẫu", "Văn phòng", "0218 385 0000") in [row[:3] for row in rows]
    assert len(rows) == 4


def test_days_are_set_and_refused_with_what_was_typed(cycle: Cycle, office: Client) -> None:
    page = reverse("reminder-rule", args=[cycle.campaign_id])

    refused = office.post(page, {"ngay": "ba ngày", "tu_dong": "1"})
    assert refused.status_code == 422
    assert "không phải ngày nhắc" in refused.content.decode()
    assert 'value="ba ngày"' in refused.content.decode()
    assert "checked" in refused.content.decode()

    assert office.post(page, {"ngay": "-3; 1", "tu_dong": "1"}).status_code == 302
    with acting_by_itself():
        rule = ReminderRule.objects.get()
    assert (rule.days, rule.is_automatic) == ([-3, 1], True)


@pytest.mark.parametrize(
    "name", ["reminders", "reminder-letters", "reminder-messages", "reminder-phones", "reminder-rule"]
)
@pytest.mark.parametrize("mandate", [(Role.COORDINATOR, "b"), (Role.AUDITOR, OFFICE), (Role.REPORTER, "a")])
def test_whoever_may_not_remind_finds_nothing(
    cycle: Cycle, alice: Person, name: str, mandate: tuple[Role, str]
) -> None:
    client = client_of(alice, mandate)
    page = reverse(name, args=[cycle.campaign_id if name == "reminder-rule" else cycle.pk])

    assert client.get(page).status_code in (404, 405)
    assert client.post(page, {"ngay": "1"}).status_code in (404, 405)
    with acting_by_itself():
        assert not Reminder.objects.exists()
        assert not ReminderRule.objects.exists()
