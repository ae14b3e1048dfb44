"""The report form as its people use it: saved whatever it says, refused at the field, both texts shown."""

import re
from collections.abc import Mapping
from decimal import Decimal
from html import unescape
from io import BytesIO
from uuid import uuid4

import due_lists
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from people import AT, OFFICE, TODAY, administrator, official
from PIL import Image

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.cycle_actions import take_back_arrival
from tonghop.apps.reporting.models import DueRow, Evidence, Revision, SetAside, Submission
from tonghop.apps.reporting.submissions.saving import save
from tonghop.apps.reporting.submissions.sending import send
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.checks import Check
from tonghop.domain.reporting.indicators import Indicator

INDICATORS = (
    Indicator("buoi", "Số buổi tuyên truyền", "buổi", group="Tuyên truyền", target=Decimal(20)),
    Indicator("luot", "Lượt người nghe", "lượt", estimate=True, cumulative=True, required=False),
)
FULL = {"buoi": "1.240", "luot/state": "nil", "#kho-khan": "Không."}


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def chi(alice: Person) -> Person:
    return official(alice, "chi", (Role.REPORTER, "a"))


@pytest.fixture
def em(alice: Person) -> Person:
    return official(alice, "em", (Role.APPROVER, "a"))


@pytest.fixture
def bao(alice: Person) -> Person:
    return official(alice, "bao", (Role.COORDINATOR, OFFICE))


@pytest.fixture
def row(chi: Person) -> DueRow:
    told = due_lists.said(
        indicators=INDICATORS,
        sections=(Section("kho-khan", "Khó khăn"), Section("de-xuat", "Đề xuất")),
        checks=(Check("luot >= buoi", "Lượt người nghe ít hơn số buổi"),),
    )
    cycle = due_lists.opened(due_lists.campaign(told))
    with acting_by_itself():
        return DueRow.objects.select_related("cycle").get(cycle=cycle, code="a")


def client(person: Person) -> Client:
    given = Client(SERVER_NAME="localhost")
    given.force_login(person)
    return given


def text(answer: HttpResponse) -> str:
    """Return what a page says, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def address(row: DueRow, name: str = "report", *more: object) -> str:
    return reverse(name, args=[row.pk, *more])


def typed(row: DueRow, by: Person, fields: Mapping[str, str], base: int = 0) -> None:
    with acting_as(by):
        save(row_id=row.pk, fields=fields, base_version=base, by=by, at=AT, on=TODAY)


def content(row: DueRow) -> dict[str, str]:
    with acting_by_itself():
        found: dict[str, str] = Submission.objects.get(row=row).content
    return found


def picture(kind: str = "PNG", colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 3), colour).save(out, kind)
    return out.getvalue()


# ---- the pages


def test_the_list_of_parts_says_how_far_each_is_and_that_nothing_is_sent(row: DueRow, chi: Person) -> None:
    browser = client(chi)

    assert "Chưa làm" in text(browser.get(address(row)))
    typed(row, chi, {"buoi": "1.240", "#kho-khan": "Thiếu người."})
    page = text(browser.get(address(row)))

    assert "CHƯA gửi" in page
    assert "đã điền 1/2 chỉ tiêu" in page
    assert "Khó khăn Đã điền" in page
    assert "Đề xuất Chưa làm" in page
    assert "Biên nhận" not in page.replace("số biên nhận", "")


def test_figures_are_saved_as_typed_and_read_out(row: DueRow, chi: Person) -> None:
    browser = client(chi)

    answer = browser.post(
        address(row, "report-figures"),
        {
            "version": "0",
            "buoi": "1.240",
            "buoi/note": "Cả 3 khối phố",
            "luot": "1,234",
            "luot/estimated": "",
        },
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, address(row, "report-figures"))
    assert content(row) == {"buoi": "1.240", "buoi/note": "Cả 3 khối phố", "luot": "1,234"}
    page = browser.get(address(row, "report-figures")).content.decode()
    assert "một nghìn hai trăm bốn mươi" in page
    assert 'name="luot" value="1,234" aria-invalid="true"' in page
    assert f'href="{address(row, "report-figures")}#o-luot"' in page
    assert 'name="version" value="1"' in page


@pytest.mark.parametrize("then", ["report", "report-check"])
def test_saving_may_lead_on(row: DueRow, chi: Person, then: str) -> None:
    answer = client(chi).post(address(row, "report-figures"), {"version": "0", "buoi": "1", "then": then})

    assert answer.headers["Location"] == address(row, then)


def test_a_section_is_saved_as_plain_text(row: DueRow, chi: Person) -> None:
    browser = client(chi)

    browser.post(
        address(row, "report-section", "kho-khan"), {"version": "0", "#kho-khan": "Một.\r\n\r\n- Hai"}
    )

    assert content(row) == {"#kho-khan": "Một.\n\n- Hai"}
    assert (
        "Một.\n\n- Hai</textarea>" in browser.get(address(row, "report-section", "kho-khan")).content.decode()
    )
    assert browser.get(address(row, "report-section", "khong-co")).status_code == 404


def test_what_is_too_long_is_refused_at_the_field_and_nothing_is_lost(row: DueRow, chi: Person) -> None:
    long = "chữ " * 13_000

    answer = client(chi).post(address(row, "report-section", "kho-khan"), {"version": "0", "#kho-khan": long})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#muc-kho-khan"' in page
    assert "govuk-form-group--error" in page
    assert long.strip() in page


def test_one_figure_too_long_keeps_all_that_was_typed(row: DueRow, chi: Person) -> None:
    answer = client(chi).post(
        address(row, "report-figures"),
        {"version": "0", "buoi": "9" * 300, "luot": "77", "luot/note": "x" * 10},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert ["9" * 300 in page, 'value="77"' in page, 'value="xxxxxxxxxx"' in page] == [True, True, True]


def test_a_box_that_the_form_has_no_longer_is_shown_to_be_copied(row: DueRow, chi: Person) -> None:
    answer = client(chi).post(
        address(row, "report-figures"), {"version": "0", "cu": "số của biểu cũ", "buoi": "5"}
    )

    assert answer.status_code == 422
    assert "số của biểu cũ" in text(answer)
    assert 'value="5"' in answer.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999", "²"])
def test_a_version_that_is_none_has_seen_nothing(row: DueRow, chi: Person, version: str) -> None:
    answer = client(chi).post(address(row, "report-figures"), {"version": version, "buoi": "5"})

    assert answer.status_code == 302
    assert content(row) == {"buoi": "5"}


def test_a_version_of_tomorrow_is_refused_with_all_that_was_typed(row: DueRow, chi: Person) -> None:
    answer = client(chi).post(address(row, "report-figures"), {"version": "7", "buoi": "5"})

    assert answer.status_code == 422
    assert 'value="5"' in answer.content.decode()


# ---- two people


def test_two_people_in_one_field_see_both_texts_and_choose(row: DueRow, chi: Person, em: Person) -> None:
    typed(row, em, {"buoi": "20"})

    answer = client(chi).post(
        address(row, "report-figures"), {"version": "0", "buoi": "30", "luot": "500", "luot/state": ""}
    )

    page = text(answer)
    assert answer.status_code == 409
    assert "Nguyễn Văn Mẫu em vừa sửa đúng những ô dưới đây" in page
    assert "Đang có trong báo cáo 20 Được giữ lại 30" in page
    assert content(row) == {"buoi": "20", "luot": "500"}  # the other box is merged
    with acting_by_itself():
        aside = SetAside.objects.get()
    where = address(row, "report-two-texts", aside.pk)
    assert where in client(em).get(address(row)).content.decode()

    done = client(chi).post(where, {"version": "2", "choice:buoi": "kept"})

    assert (done.status_code, done.headers["Location"]) == (302, address(row))
    assert content(row)["buoi"] == "30"
    assert client(chi).get(where).status_code == 404
    assert "hai người cùng viết" not in text(client(chi).get(address(row)))


@pytest.mark.parametrize(
    ("choice", "stands"), [("now", "Một."), ("kept", "Hai."), ("third", "Một và hai."), ("", "Một.")]
)
def test_either_text_or_a_third_may_be_chosen(
    row: DueRow, chi: Person, em: Person, choice: str, stands: str
) -> None:
    typed(row, em, {"#kho-khan": "Một."})
    client(chi).post(address(row, "report-section", "kho-khan"), {"version": "0", "#kho-khan": "Hai."})
    with acting_by_itself():
        aside = SetAside.objects.get()

    client(chi).post(
        address(row, "report-two-texts", aside.pk),
        {"version": "1", "choice:#kho-khan": choice, "third:#kho-khan": "Một và hai."},
    )

    assert content(row) == {"#kho-khan": stands}


def test_a_choice_that_comes_too_late_is_itself_kept(row: DueRow, chi: Person, em: Person) -> None:
    typed(row, em, {"buoi": "20"})
    client(chi).post(address(row, "report-figures"), {"version": "0", "buoi": "30"})
    with acting_by_itself():
        first = SetAside.objects.get()
    typed(row, em, {"buoi": "21"}, 1)

    answer = client(chi).post(
        address(row, "report-two-texts", first.pk),
        {"version": "1", "choice:buoi": "third", "third:buoi": "25"},
    )

    assert answer.status_code == 409
    with acting_by_itself():
        assert list(SetAside.objects.filter(settled_at=None).values_list("fields", flat=True)) == [
            {"buoi": "25"}
        ]
    assert content(row) == {"buoi": "21"}


def test_a_third_text_that_is_too_long_stays_in_its_box(row: DueRow, chi: Person, em: Person) -> None:
    typed(row, em, {"buoi": "20"})
    client(chi).post(address(row, "report-figures"), {"version": "0", "buoi": "30"})
    with acting_by_itself():
        aside = SetAside.objects.get()

    answer = client(chi).post(
        address(row, "report-two-texts", aside.pk),
        {"version": "1", "choice:buoi": "third", "third:buoi": "7" * 300},
    )

    assert answer.status_code == 422
    assert "7" * 300 in answer.content.decode()
    assert 'value="third" checked' in answer.content.decode()


# ---- checking and sending


def test_what_is_open_is_listed_with_its_place_and_nothing_is_sent(row: DueRow, chi: Person) -> None:
    browser = client(chi)
    typed(row, chi, {"luot": "1,234", "#kho-khan": "Không."})

    page = browser.get(address(row, "report-check"))
    told = text(page)
    assert "CHƯA gửi được: còn 2 điểm" in told
    assert "Số buổi tuyên truyền: chưa điền" in told
    assert f'{address(row, "report-figures")}#o-buoi"' in page.content.decode()
    assert "Gửi báo cáo" not in told
    assert f'{address(row, "report-section", "de-xuat")}#muc-de-xuat"' in page.content.decode()

    answer = browser.post(address(row, "report-check"), {"version": "1"})

    assert answer.status_code == 422
    with acting_by_itself():
        assert not Revision.objects.exists()


def test_a_broken_check_is_shown_and_does_not_stand_against_sending(row: DueRow, chi: Person) -> None:
    typed(row, chi, {"buoi": "20", "luot": "5"})

    page = text(client(chi).get(address(row, "report-check")))

    assert "Lượt người nghe ít hơn số buổi" in page
    assert "Gửi báo cáo" in page


def test_sending_gives_a_receipt_that_body_and_office_can_read(row: DueRow, chi: Person, bao: Person) -> None:
    browser = client(chi)
    typed(
        row, chi, FULL | {"luot": "500", "luot/state": "", "luot/estimated": "100", "luot/cumulative": "900"}
    )

    answer = browser.post(address(row, "report-check"), {"version": "1"})

    with acting_by_itself():
        revision = Revision.objects.get()
    assert answer.headers["Location"] == address(row, "report-receipt", revision.pk)
    for person in (chi, bao):
        page = text(client(person).get(address(row, "report-receipt", revision.pk)))
        assert revision.receipt in page
        assert revision.sha256 in page
        assert "1.240 một nghìn hai trăm bốn mươi" in " ".join(page.split())
        assert "trong đó ước 100 lũy kế 900" in page
        assert "Không viết." in page
    assert "Biên nhận" in text(browser.get(address(row)))
    assert "CHƯA gửi" not in text(browser.get(address(row)))


def test_the_office_reads_what_was_sent_and_never_the_draft(row: DueRow, chi: Person, bao: Person) -> None:
    typed(row, chi, FULL)
    with acting_as(chi):
        revision = send(row_id=row.pk, version=1, by=chi, at=AT, on=TODAY).revision
    typed(row, chi, {"#kho-khan": "Chữ chưa gửi."}, 1)
    office, own = client(bao), client(chi)

    for name in ("report", "report-figures", "report-check", "report-evidence"):
        assert office.get(address(row, name)).status_code == 404
    for page in (
        office.get(address(row, "report-receipt", revision.pk)),
        office.get(address(row, "due-row")),
    ):
        assert page.status_code == 200
        assert "Chữ chưa gửi" not in text(page)
    assert "Những gì sửa sau biên nhận này CHƯA gửi" in text(
        own.get(address(row, "report-receipt", revision.pk))
    )
    assert "CHƯA gửi" in text(own.get(address(row)))


def test_nobody_sends_what_they_have_not_seen(row: DueRow, chi: Person, em: Person) -> None:
    typed(row, chi, FULL)
    typed(row, em, {"buoi": "7"}, 1)

    answer = client(chi).post(address(row, "report-check"), {"version": "1"})

    assert answer.status_code == 409
    assert "vừa được người khác sửa" in text(answer)
    assert 'name="version" value="2"' in answer.content.decode()


def test_a_returned_report_says_why(row: DueRow, chi: Person, bao: Person) -> None:
    typed(row, chi, FULL)
    with acting_as(chi):
        send(row_id=row.pk, version=1, by=chi, at=AT, on=TODAY)
    with acting_as(bao):
        take_back_arrival(cycle=row.cycle, rows=[row.pk], why="Thiếu phụ lục", by=bao, at=AT, on=TODAY)

    page = text(client(chi).get(address(row)))

    assert "Trả lại" in page
    assert "Báo cáo bị trả lại: Thiếu phụ lục" in page


def test_a_figure_far_from_the_last_one_asks_why(row: DueRow, chi: Person) -> None:
    from datetime import date, datetime

    typed(row, chi, {"buoi": "12"})
    with acting_as(chi):
        send(row_id=row.pk, version=1, by=chi, at=AT, on=TODAY)
    later = due_lists.opened(
        row.cycle.campaign,
        "2027-H1",
        due_on=date(2027, 6, 1),
        late_from=datetime.fromisoformat("2027-06-02T00:00+07:00"),
    )
    with acting_by_itself():
        second = DueRow.objects.get(cycle=later, code="a")
    typed(second, chi, {"buoi": "1200"})
    browser = client(chi)

    page = browser.get(address(second, "report-figures"))

    assert "6 tháng đầu năm 2026" in text(page)
    assert "Kỳ trước 12, nay gấp khoảng 92 lần. Vì sao?" in text(page)
    assert 'name="buoi/why"' in page.content.decode()
    assert "chưa ghi lý do" in text(browser.get(address(second, "report-check")))
    typed(second, chi, {"buoi/why": "Đại hội các cấp"}, 1)
    assert "chưa ghi lý do" not in text(browser.get(address(second, "report-check")))


# ---- files


def upload(row: DueRow, person: Person, *files: tuple[str, bytes], caption: str = "") -> HttpResponse:
    given = [SimpleUploadedFile(name, content) for name, content in files]
    answer: HttpResponse = client(person).post(
        address(row, "report-evidence"), {"file": given, "caption": caption}
    )
    return answer


def test_files_are_put_beside_given_back_and_taken_away(row: DueRow, chi: Person) -> None:
    assert (
        upload(row, chi, ("ảnh.png", picture()), ("b.jpg", picture("JPEG")), caption="Lễ").status_code == 302
    )
    browser = client(chi)
    with acting_by_itself():
        first = Evidence.objects.get(file_name="ảnh.png")

    given = browser.get(address(row, "report-file", first.pk))

    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Content-Type"] == "image/png"
    assert "2 tệp" in text(browser.get(address(row)))
    assert browser.get(address(row, "report-file-out", first.pk)).status_code == 405
    assert browser.post(address(row, "report-file-out", first.pk)).status_code == 302
    assert "1 tệp" in text(browser.get(address(row)))


def test_a_refused_file_keeps_the_caption_and_does_not_hold_up_the_others(row: DueRow, chi: Person) -> None:
    answer = upload(row, chi, ("ma.exe", b"MZ" + b"x" * 50), ("ảnh.png", picture()), caption="Bằng rôn")

    assert answer.status_code == 422
    assert "“ma.exe”: chỉ nhận" in text(answer)
    assert 'value="Bằng rôn"' in answer.content.decode()
    assert "ảnh.png" in text(answer)
    assert upload(row, chi).status_code == 422


def test_a_sent_file_is_read_by_the_office_and_no_other(row: DueRow, chi: Person, bao: Person) -> None:
    upload(row, chi, ("ảnh.png", picture()))
    typed(row, chi, FULL, 1)
    with acting_as(chi):
        revision = send(row_id=row.pk, version=2, by=chi, at=AT, on=TODAY).revision
    upload(row, chi, ("sau.png", picture(colour="blue")))
    with acting_by_itself():
        late = Evidence.objects.get(file_name="sau.png")
    digest = revision.evidence[0]["sha256"]

    office = client(bao)

    assert office.get(address(row, "report-sent-file", revision.pk, digest)).status_code == 200
    assert office.get(address(row, "report-sent-file", revision.pk, late.file_id)).status_code == 404
    assert office.get(address(row, "report-file", late.pk)).status_code == 404
    assert client(chi).get(address(row, "report-sent-file", revision.pk, "x")).status_code == 404


# ---- others


def test_what_is_not_there_is_not_there(row: DueRow, chi: Person, alice: Person) -> None:
    stranger = official(alice, "la", (Role.REPORTER, "b"))
    names = ("report", "report-figures", "report-check", "report-evidence")

    assert [client(stranger).get(address(row, name)).status_code for name in names] == [404] * 4
    assert [client(stranger).post(address(row, name), {}).status_code for name in names] == [
        405,
        404,
        404,
        404,
    ]
    assert client(chi).get(address(row, "report-receipt", uuid4())).status_code == 404
    assert client(chi).get(address(row, "report-two-texts", uuid4())).status_code == 404


def test_sixty_figures_stay_a_small_page(chi: Person) -> None:
    long = "Số buổi tuyên truyền miệng, tọa đàm, sinh hoạt chuyên đề do cấp ủy tổ chức, lần {}"
    many = tuple(
        Indicator(f"chi-tieu-so-{n}", long.format(n), "buổi", group=f"Nhóm {n // 10}") for n in range(60)
    )
    cycle = due_lists.opened(due_lists.campaign(due_lists.said(indicators=many)))
    with acting_by_itself():
        row = DueRow.objects.get(cycle=cycle, code="a")
    typed(row, chi, {f"chi-tieu-so-{n}": f"1.2{n:02}" for n in range(60)})

    page = client(chi).get(address(row, "report-figures"))

    assert len(page.content) <= 60_000
