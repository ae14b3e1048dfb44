"""Files put in, asked about and taken in through the pages; every refusal keeps what was typed."""

import re
from uuid import uuid4

import mailed
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from inboxes import given_and_read
from people import OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.inboxes.judging import judged
from tonghop.apps.reporting.inboxes.reading import read_what_waits
from tonghop.apps.reporting.models import Cycle, DueRow, Inbox, InboxFile, ListedDocument, Revision

MOST_BYTES = 60_000


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def binh(alice: Person) -> Person:
    return official(alice, "binh", (Role.COORDINATOR, OFFICE))


@pytest.fixture
def cycle(binh: Person) -> Cycle:
    return mailed.cycle()


@pytest.fixture
def client(binh: Person) -> Client:
    entered = Client(SERVER_NAME="localhost")
    entered.force_login(binh)
    return entered


def address(name: str, cycle: Cycle, **more: object) -> str:
    return reverse(name, kwargs={"cycle_id": cycle.pk, **more})


def page(client: Client, name: str, cycle: Cycle, query: str = "", **more: object) -> str:
    answer = client.get(address(name, cycle, **more) + query)
    assert answer.status_code == 200
    assert len(answer.content) <= MOST_BYTES
    return answer.content.decode()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def read(inbox: Inbox, by: Person) -> None:
    read_what_waits(inbox=inbox.pk, by=by, on=TODAY)


def question(cycle: Cycle, by: Person, words: str) -> str:
    with acting_as(by):
        return next(row.id for row in judged(cycle).done.questions if words in f"{row.file} {row.message}")


def test_files_are_put_in_read_asked_about_and_taken_in(client: Client, cycle: Cycle, binh: Person) -> None:
    assert "Chưa có tệp nào" in page(client, "inbox", cycle)

    files = [upload(file.name, file.content) for file in mailed.FILES]
    answer = client.post(address("inbox", cycle), {"files": files})
    assert answer.status_code == 302
    with acting_as(binh):
        inbox = Inbox.objects.get()
    waiting = client.get(address("inbox", cycle))
    assert waiting.headers["Refresh"] == "5"
    assert "Chờ đọc" in waiting.content.decode()
    read(inbox, binh)

    told = page(client, "inbox", cycle)
    assert "Đã nhận 5 tệp" in page(client, "inbox", cycle) or "5 tệp" in told
    assert "Refresh" not in client.get(address("inbox", cycle)).headers
    listed = page(client, "inbox-files", cycle)
    assert all(
        word in listed
        for word in ("Được tính", "Chờ trả lời", "Chưa rõ của đơn vị nào", "Không đọc", "Tệp hỏng", "dấu mật")
        if word != "dấu mật"
    )
    sender, scan = question(cycle, binh, "không rõ.xlsx"), question(cycle, binh, "Đồng Mẫu")
    given = {"q": [sender], f"o-{sender}": "Mặt trận xã Dĩ Mẫu"}
    assert client.post(address("inbox-questions", cycle), given).status_code == 302
    assert f"số liệu của đơn vị “{mailed.B}”" in page(client, "inbox-keying", cycle, question=scan)
    keyed = {"q": [scan], f"f-{scan}-buoi": "1.240", f"f-{scan}-luot": "không phát sinh"}
    assert client.post(address("inbox-keying", cycle, question=scan), keyed).status_code == 302

    assert "Ghi nhận tất cả (3 đơn vị)" in page(client, "inbox-bodies", cycle)
    assert client.post(address("inbox-bodies", cycle), {"tat_ca": "1"}).status_code == 302
    after = page(client, "inbox-bodies", cycle)
    assert "Đã ghi nhận báo cáo của 2 đơn vị" in after
    assert "Chỉ ghi ngày đến của 1 đơn vị" in after
    with acting_by_itself():
        sent = {row.submission.row.code: row for row in Revision.objects.select_related("submission__row")}
        assert sent["a"].content == {"buoi": "12", "luot": "500"}
        assert sent["b"].content == {"buoi": "1.240", "luot/state": "nil"}
        assert sent["a"].sources["buoi"]["file"] == "xã Ân Mẫu.xlsx"
        assert {row.origin for row in sent.values()} == {"office"}
        assert all(row.has_arrived for row in DueRow.objects.filter(cycle=cycle))


def test_the_same_bytes_again_change_nothing_and_the_page_says_so(
    client: Client, cycle: Cycle, binh: Person
) -> None:
    given_and_read(cycle, mailed.FILES[:1], binh)

    again = client.post(
        address("inbox", cycle), {"files": [upload("tên khác.xlsx", mailed.FILES[0].content)]}, follow=True
    )

    assert "1 tệp đã có từ trước, cùng nội dung: không có gì thay đổi." in again.content.decode()
    with acting_as(binh):
        assert Inbox.objects.count() == 1


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        ({}, "Chưa chọn tệp nào"),
        ({"files": [upload("Thumbs.db", b"x")]}, "Chưa chọn tệp nào"),  # what systems leave behind is no file
    ],
)
def test_nothing_put_in_is_said_at_the_form(
    client: Client, cycle: Cycle, posted: dict[str, object], told: str
) -> None:
    answer = client.post(address("inbox", cycle), posted)

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_too_much_at_once_is_refused_in_words(
    client: Client, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.apps.reporting.inboxes.putting_in.MOST_FILES", 2)
    many = [upload(f"{n}.txt", b"x%d" % n) for n in range(3)]
    assert "tối đa 2 tệp" in client.post(address("inbox", cycle), {"files": many}).content.decode()

    monkeypatch.setattr("tonghop.web.office.inboxes.Together.__init__.__defaults__", (None, 10))
    large = client.post(address("inbox", cycle), {"files": [upload("a.txt", b"x" * 100)]})
    assert large.status_code == 422
    assert "vượt quá giới hạn" in large.content.decode()


def test_a_folder_keeps_the_folders_of_its_files(client: Client, cycle: Cycle, binh: Person) -> None:
    files = [upload("a.xlsx", mailed.FILES[0].content), upload("b.xlsx", mailed.FILES[2].content)]
    paths = '["hộp thư/xã Ân Mẫu/a.xlsx", "hộp thư/../../b.xlsx"]'

    client.post(address("inbox", cycle), {"folder": files, "paths": paths})

    with acting_as(binh):
        names = list(Inbox.objects.get().deliveries.order_by("name").values_list("name", flat=True))
    assert names == ["hộp thư/b.xlsx", "hộp thư/xã Ân Mẫu/a.xlsx"]


def test_a_reading_is_stopped_and_goes_on(client: Client, cycle: Cycle, binh: Person) -> None:
    client.post(address("inbox", cycle), {"files": [upload("a.xlsx", mailed.FILES[0].content)]})
    with acting_as(binh):
        inbox = Inbox.objects.get()

    client.post(address("inbox-stop", cycle, inbox_id=inbox.pk))
    read(inbox, binh)
    assert "Đọc tiếp" in page(client, "inbox", cycle)
    with acting_as(binh):
        assert not InboxFile.objects.exists()
    client.post(address("inbox-go-on", cycle, inbox_id=inbox.pk))
    read(inbox, binh)

    assert "Đã đọc" in page(client, "inbox", cycle)
    with acting_as(binh):
        assert InboxFile.objects.count() == 1


def test_an_answer_that_cannot_be_used_is_shown_again_with_what_was_typed(
    client: Client, cycle: Cycle, binh: Person
) -> None:
    given_and_read(cycle, mailed.FILES, binh)
    scan = question(cycle, binh, "Đồng Mẫu")

    there = client.post(
        address("inbox-keying", cycle, question=scan), {"q": [scan], f"f-{scan}-buoi": "1,234"}, follow=True
    )
    told = there.content.decode()
    assert "chưa dùng được" in told
    assert 'value="1,234"' in told

    long = client.post(address("inbox-questions", cycle), {"q": [scan], f"f-{scan}-buoi": "9" * 400})
    assert long.status_code == 422
    assert "dài quá 300 ký tự" in long.content.decode()


def test_the_list_of_incoming_documents_tells_when_files_came(
    client: Client, cycle: Cycle, binh: Person
) -> None:
    given_and_read(cycle, mailed.FILES, binh)
    listed = (
        "Số đến;Ngày đến;Số ký hiệu;Nơi gửi\n"
        "7;29/5/2026 08:15;12/BC-UBND;UBND xã Ân Mẫu\n"
        "8;30/5/2026;9/BC;Xã khác\n"
    )

    answer = client.post(
        address("inbox-lists", cycle), {"list": upload("so.csv", listed.encode())}, follow=True
    )
    assert "Đã đọc sổ: 2 dòng." in answer.content.decode()
    assert "theo nơi gửi và số ký hiệu" in page(client, "inbox-lists", cycle)
    assert "08:15 ngày 29/5/2026" in page(client, "inbox-files", cycle)
    again = client.post(
        address("inbox-lists", cycle), {"list": upload("so.csv", listed.encode())}, follow=True
    )
    assert "không có gì thay đổi" in again.content.decode()

    with acting_as(binh):
        line = ListedDocument.objects.get(number=3)
    client.post(address("inbox-match", cycle), {"dong": line.pk, "ten_tep": "không rõ.xlsx"})
    assert "30/5/2026" in page(client, "inbox-lists", cycle, "?tinh_trang=matched")
    client.post(address("inbox-match", cycle), {"dong": line.pk, "tep": ""})
    assert "30/5/2026" in page(client, "inbox-lists", cycle, "?tinh_trang=asked")
    client.post(address("inbox-match", cycle), {"dong": line.pk, "tep": "none"})
    assert "Không phải tệp nào" in page(client, "inbox-lists", cycle, "?tinh_trang=left-out")
    assert (
        client.post(address("inbox-match", cycle), {"dong": line.pk, "tep": str(uuid4())}).status_code == 404
    )
    assert client.post(address("inbox-match", cycle), {"dong": "x", "tep": "none"}).status_code == 404


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Không đọc được sổ"),
        (b"a;b\n1;2\n1;2\n", "Không thấy cột ngày đến"),
        (b"%PDF-1.7", "không phải bảng tính"),
        (b"PK\x03\x04 hong", "Không đọc được sổ"),
    ],
)
def test_a_list_that_is_none_is_refused_at_the_form(
    client: Client, cycle: Cycle, content: bytes, told: str
) -> None:
    answer = client.post(address("inbox-lists", cycle), {"list": upload("so.csv", content or b" ")})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert client.post(address("inbox-lists", cycle), {}).status_code == 422


def test_the_picture_of_a_scan_is_drawn_anew_and_originals_are_only_saved(
    client: Client, cycle: Cycle, binh: Person
) -> None:
    given_and_read(cycle, mailed.FILES, binh)
    with acting_as(binh):
        files = {row.name: row for row in InboxFile.objects.all()}
    scan = files["Đảng ủy phường Đồng Mẫu.png"]

    picture = client.get(address("inbox-picture", cycle, file_id=scan.pk, number=1))
    assert picture.status_code == 200
    assert picture.content.startswith(b"\x89PNG")
    device = mailed.DEVICE.encode()
    assert device in mailed.FILES[1].content
    assert device not in picture.content
    original = client.get(address("inbox-file-original", cycle, file_id=scan.pk))
    assert original.content == mailed.FILES[1].content
    assert original.headers["Content-Disposition"].startswith("attachment")
    for name in ("mật.txt", "hỏng.xlsx"):
        there = address("inbox-file-original", cycle, file_id=files[name].pk)
        assert client.get(there).status_code == 404
    assert "Tải về" not in page(client, "inbox-file", cycle, file_id=files["mật.txt"].pk)


def test_filters_are_addresses(client: Client, cycle: Cycle, binh: Person) -> None:
    given_and_read(cycle, mailed.FILES, binh)

    refused = page(client, "inbox-files", cycle, "?tinh_trang=refused")
    assert "hỏng.xlsx" in refused
    assert "xã Ân Mẫu.xlsx" not in refused
    assert "xã Ân Mẫu.xlsx" in page(client, "inbox-files", cycle, "?tu=an+mau&loai=workbook")
    assert "Không có tệp nào như bộ lọc" in page(client, "inbox-files", cycle, "?tu=zzz")
    assert "Không có câu hỏi nào" in page(client, "inbox-questions", cycle, "?tu=zzz")
    assert "Không có đơn vị nào" in page(client, "inbox-bodies", cycle, "?tinh_trang=annulled")


def test_an_auditor_sees_and_does_nothing(client: Client, cycle: Cycle, alice: Person, binh: Person) -> None:
    given_and_read(cycle, mailed.FILES, binh)
    auditor = Client(SERVER_NAME="localhost")
    auditor.force_login(official(alice, "ngan", (Role.AUDITOR, OFFICE)))
    sender = question(cycle, binh, "không rõ.xlsx")

    assert "Đưa lên và đọc" not in page(auditor, "inbox", cycle)
    for name, posted in (
        ("inbox", {"files": [upload("a.txt", b"x")]}),
        ("inbox-questions", {"q": [sender], f"o-{sender}": "a"}),
        ("inbox-bodies", {"tat_ca": "1"}),
        ("inbox-lists", {"list": upload("so.csv", b"x")}),
        ("inbox-match", {"dong": "1", "tep": "none"}),
    ):
        assert auditor.post(address(name, cycle), posted).status_code == 404, name
    with acting_as(binh):
        assert Inbox.objects.count() == 1


def test_nothing_left_to_take_in_is_said(client: Client, cycle: Cycle, binh: Person) -> None:
    answer = client.post(address("inbox-bodies", cycle), {"tat_ca": "1"})

    assert answer.status_code == 422
    assert "Không có đơn vị nào ghi nhận được" in answer.content.decode()


def test_words_of_the_pages_have_no_gaps(client: Client, cycle: Cycle, binh: Person) -> None:
    given_and_read(cycle, mailed.FILES, binh)

    for name in ("inbox", "inbox-files", "inbox-questions", "inbox-bodies", "inbox-lists"):
        assert not re.search(r"\{[{%]|None", page(client, name, cycle)), name
