"""Pages of reporting by file: from a file to the draft, each refusal at its place, typed data kept."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from people import AT, TODAY, show_second_factor
from report_files import PLAIN, SCAN, SECRET, UNCLEAR, Writers, handed, table, was_read, writers

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.reporting.models import SignedPaper, Submission, Upload
from tonghop.apps.reporting.submissions.saving import save
from tonghop.apps.reporting.submissions.sending import send


@pytest.fixture
def who(memory: Doors) -> Writers:
    return writers(signed="required")


def browser(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    show_second_factor(client, person)
    return client


def at(who: Writers, name: str, upload: Upload | None = None) -> str:
    given = {"row_id": who.row.pk} | ({"upload_id": upload.pk} if upload else {})
    return reverse(name, kwargs=given)


def content(who: Writers) -> dict[str, str]:
    with acting_as(who.chi):
        draft = Submission.objects.filter(row=who.row).first()
        told: dict[str, str] = draft.content if draft else {}
        return told


def file_of(data: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_file_goes_up_waits_is_compared_and_taken(who: Writers) -> None:
    client = browser(who.chi)
    answer = client.post(at(who, "report-uploads"), {"file": file_of(PLAIN, "số liệu.xlsx")})
    with acting_as(who.chi):
        upload = Upload.objects.get()
    page = at(who, "report-upload", upload)
    assert answer.headers["Location"] == page
    waits = client.get(page)
    assert waits.headers["Refresh"]
    assert "Tệp đang chờ đọc" in waits.content.decode()

    was_read(who, PLAIN)
    shown = client.get(page).content.decode()
    assert "Refresh" not in client.get(page).headers
    assert "1.240" in shown
    assert "ô Sheet!D2" in shown
    assert content(who) == {}
    done = client.post(page, {"base": "0", "c:buoi": "take", "c:luot": "leave", "c:mo-hinh": "take"})

    assert done.status_code == 302
    assert content(who) == {"buoi": "1.240", "mo-hinh/state": "nil"}


def test_form_and_receipt_say_where_each_figure_came_from(who: Writers) -> None:
    upload = was_read(who, PLAIN, "số liệu.xlsx")
    client = browser(who.chi)
    client.post(at(who, "report-upload", upload), {"base": "0", "c:buoi": "take", "c:mo-hinh": "take"})

    form = client.get(at(who, "report-figures")).content.decode()
    with acting_as(who.chi):
        sent = send(row_id=who.row.pk, version=1, fields={}, by=who.chi, at=AT, on=TODAY).revision
    receipt = client.get(reverse("report-receipt", args=[who.row.pk, sent.pk])).content.decode()

    for page in (form, receipt):
        assert "từ số liệu.xlsx ô Sheet!D2" in page
        assert "từ số liệu.xlsx ô Sheet!D4" in page  # nothing to report has its place too


def test_same_file_again_says_that_nothing_changes(who: Writers) -> None:
    client = browser(who.chi)
    client.post(at(who, "report-uploads"), {"file": file_of(PLAIN, "a.xlsx")})

    again = client.post(at(who, "report-uploads"), {"file": file_of(PLAIN, "b.xlsx")}, follow=True)

    assert "không có gì thay đổi" in again.content.decode()
    with acting_as(who.chi):
        assert Upload.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (SECRET, "a.txt", "Luật Bảo vệ bí mật nhà nước"),
        (b"PK\x03\x04 rac", "a.xlsx", "Tệp hỏng"),
        (b"MZ rac", "a.xlsx", "Tệp chương trình"),
        (b"{\\rtf1 abc}", "a.doc", "lưu thành .docx"),
        (b"", "a.xlsx", "Tệp rỗng"),
        (None, "", "Hãy chọn một tệp"),
    ],
)
def test_file_that_is_not_taken_says_why_at_the_field(
    who: Writers, data: bytes | None, name: str, says: str
) -> None:
    given = {} if data is None else {"file": file_of(data, name)}

    answer = browser(who.chi).post(at(who, "report-uploads"), given)

    assert answer.status_code == 422
    found = re.search(r'id="id_file_error">(.*?)</p>', answer.content.decode(), re.DOTALL)
    assert found is not None
    assert says in found[1]
    with acting_as(who.chi):
        assert not Upload.objects.exists()


def test_token_is_asked_for_although_the_body_is_read_late(who: Writers) -> None:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.force_login(who.chi)

    for name in ("report-uploads", "signed-paper"):
        assert client.post(at(who, name), {"file": file_of(PLAIN, "a.xlsx")}).status_code == 403


def test_unclear_line_is_refused_at_its_line_and_what_was_typed_stays(who: Writers) -> None:
    upload = was_read(who, UNCLEAR)
    client, page = browser(who.chi), at(who, "report-upload", upload)

    answer = client.post(page, {"base": "0", "c:buoi": "leave", "t:buoi": "hai tá", "c:luot": "take"})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert 'value="hai tá"' in shown
    assert 'id="c-luot-take" name="c:luot" value="take" checked' in shown
    assert content(who) == {}
    chosen = client.post(page, {"base": "0", "c:buoi": "choose|1.234", "c:luot": "leave"})
    assert chosen.status_code == 302
    assert content(who) == {"buoi": "1.234"}


def test_nothing_chosen_is_said(who: Writers) -> None:
    upload = was_read(who, PLAIN)

    answer = browser(who.chi).post(at(who, "report-upload", upload), {"base": "0", "c:buoi": "leave"})

    assert answer.status_code == 422
    assert "Chưa chọn dòng nào" in answer.content.decode()


def test_what_somebody_wrote_meanwhile_is_shown_and_not_overwritten(who: Writers) -> None:
    upload = was_read(who, PLAIN)
    with acting_as(who.chi):
        save(row_id=who.row.pk, fields={"buoi": "7"}, base_version=0, by=who.chi, at=AT, on=TODAY)
    client, page = browser(who.chi), at(who, "report-upload", upload)
    assert 'id="c-buoi-leave" name="c:buoi" value="leave" checked' in client.get(page).content.decode()

    answer = client.post(page, {"base": "0", "c:buoi": "take", "t:luot": "55", "c:luot": "leave"})

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert 'name="base" value="1"' in shown
    assert 'value="55"' in shown
    assert content(who) == {"buoi": "7"}


def test_question_about_a_layout_is_answered_and_the_file_is_read_again(who: Writers) -> None:
    upload = was_read(who, table(("Tổng số cuộc nói chuyện", "buổi", 12), ("Lượt người nghe", "lượt", 5)))
    client, page = browser(who.chi), at(who, "report-upload", upload)
    name = re.search(r'name="(q:[^"]+)"', client.get(page).content.decode())
    assert name is not None

    empty = client.post(at(who, "report-upload-answers", upload), {name[1]: ""})
    given = client.post(at(who, "report-upload-answers", upload), {name[1]: "buoi"})

    assert empty.status_code == 422
    assert given.headers["Location"] == page
    assert client.get(page).headers["Refresh"]


def test_scan_is_shown_by_pages_and_keyed(who: Writers) -> None:
    upload = was_read(who, SCAN, "quét.png")
    client, page = browser(who.chi), at(who, "report-keying", upload)
    assert page in client.get(at(who, "report-upload", upload)).content.decode()
    picture = reverse("report-scan", args=[who.row.pk, upload.pk, 1, 1])
    assert picture in client.get(page).content.decode()
    assert client.get(picture).headers["Content-Type"] == "image/png"
    assert client.get(reverse("report-scan", args=[who.row.pk, upload.pk, 1, 9])).status_code == 404

    saved = client.post(page, {"base": "0", "t:buoi": "12", "s:buoi": "", "t:luot": "", "c:luot": "nil"})
    clash = client.post(page, {"base": "0", "t:buoi": "13", "s:buoi": ""})

    assert saved.status_code == 302
    assert content(who) == {"buoi": "12", "luot/state": "nil"}
    assert clash.status_code == 409
    assert 'value="13"' in clash.content.decode()


def test_file_of_another_row_is_not_there_under_this_one(who: Writers) -> None:
    upload = handed(who, PLAIN).upload

    answer = browser(who.chi).get(
        reverse("report-upload", kwargs={"row_id": who.other_row.pk, "upload_id": upload.pk})
    )

    assert answer.status_code == 404


def test_own_report_and_workbook_are_saved_not_shown(who: Writers) -> None:
    client = browser(who.chi)
    nothing = client.get(at(who, "own-report-docx"))
    with acting_as(who.chi):
        save(row_id=who.row.pk, fields={"buoi": "7"}, base_version=0, by=who.chi, at=AT, on=TODAY)

    assert (nothing.status_code, "chưa có nội dung" in nothing.content.decode()) == (409, True)
    starts = {"own-report-docx": b"PK", "own-report-pdf": b"%PDF", "report-workbook": b"PK"}
    for name, start in starts.items():
        answer = client.get(at(who, name))
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.content.startswith(start)
    for wrong in ("x", "7", "-1", "1" * 30):
        assert client.get(f"{at(who, 'own-report-docx')}?ban={wrong}").status_code == 404


PAPER = {"number": "1", "symbol": "12/BC-UBND", "dated_on": "23/11/2026", "signer": "Chủ tịch"}


def sent(who: Writers) -> None:
    with acting_as(who.chi):
        send(row_id=who.row.pk, version=0, fields={"buoi": "7"}, by=who.chi, at=AT, on=TODAY)


def test_signed_paper_is_awaited_entered_and_seen_by_the_office(who: Writers) -> None:
    sent(who)
    client, row = browser(who.chi), reverse("due-row", args=[who.row.pk])
    assert "Chờ bản ký" in client.get(row).content.decode()
    assert at(who, "signed-paper") in client.get(reverse("my-work")).content.decode()

    done = client.post(at(who, "signed-paper"), PAPER | {"file": file_of(SCAN, "bản ký.png")})

    assert done.headers["Location"] == row
    for reader in (who.chi, who.bao):
        shown = browser(reader).get(row).content.decode()
        assert "12/BC-UBND" in shown
        assert "Chờ bản ký" not in shown
    assert at(who, "signed-paper") not in client.get(reverse("my-work")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"symbol": ""}, "Số, ký hiệu"),
        ({"dated_on": "32/13/2026"}, "Ngày văn bản"),
        ({"dated_on": "24/11/2036"}, "ngày không ở tương lai"),
        ({"number": "0"}, "vừa gửi bản 1"),
        ({"file": file_of(b"PK\x03\x04", "a.docx")}, "PDF, JPEG hoặc PNG"),
        ({"file": file_of(b"%PDF-1.7 rac", "a.pdf")}, "Tệp hỏng"),
    ],
)
def test_paper_that_is_refused_says_why_and_keeps_what_was_typed(
    who: Writers,
    wrong: dict,
    says: str,  # type: ignore[type-arg]
) -> None:
    sent(who)

    answer = browser(who.chi).post(
        at(who, "signed-paper"), PAPER | {"file": file_of(SCAN, "bản ký.png")} | wrong
    )

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert says in shown
    assert 'value="Chủ tịch"' in shown
    with acting_as(who.chi):
        assert not SignedPaper.objects.exists()
