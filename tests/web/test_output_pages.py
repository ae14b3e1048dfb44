"""The pages of a ledger: entered, mended, taken back, pasted, as a file; what indicators count of it."""

import io

import due_lists
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from ledgers import BANNER, NEWS, SAID, Ward, entered, ward

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.reporting.models import Campaign, Output, OutputCount

TYPED = {
    "kind": "broadcast",
    "title": "Phóng sự đường hoa",
    "made_on": "1/3/2026",
    "link": "",
    "place": "Xóm 3",
    "count": "2",
    "minutes": "30",
    "made_with": "Đoàn xã",
}


@pytest.fixture
def people(memory: Doors) -> Ward:
    return ward()


def browser(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_what_is_typed_is_entered_and_listed(people: Ward) -> None:
    client = browser(people.chi)
    assert "Sổ chưa có gì" in said(client.get(reverse("outputs")))

    answer = client.post(reverse("output-add"), TYPED)

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("outputs"))
    page = said(client.get(reverse("outputs")))
    for words in (
        "Phóng sự đường hoa",
        "1/3/2026",
        "Xóm 3",
        "phối hợp với Đoàn xã",
        "2 chương trình, 30 phút",
    ):
        assert words in page
    again = client.post(reverse("output-add"), {**TYPED, "again": "1"})
    assert again.headers["Location"] == reverse("output-add")
    warned = said(client.get(reverse("output-add")))
    assert "Có thể trùng với “Phóng sự đường hoa” ngày 01/3/2026" in warned
    assert "Phóng sự" not in said(browser(people.em).get(reverse("outputs")))


WRONG = [
    ({"count": "nhiều"}, "Ghi một số nguyên"),
    ({"count": "0"}, "Số lượng từ 1"),
    ({"link": "xóm 3"}, "Không phải là đường dẫn"),
    ({"link": "javascript:alert(1)"}, "Không phải là đường dẫn"),
    ({"made_on": "31/2/2026"}, "made_on"),
    ({"made_on": "1/1/2099"}, "Ngày này chưa đến"),
    ({"kind": "article"}, "Chỉ ghi thời lượng"),
    ({"kind": "rumour"}, "kind"),
    ({"title": "a" * 501}, "Tên quá dài"),
    ({"body": "b"}, "body"),
    ({"title": "\x00"}, "title"),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_what_is_wrong_is_said_and_all_that_was_typed_stays(
    people: Ward, changes: dict[str, str], words: str
) -> None:
    answer = browser(people.chi).post(reverse("output-add"), TYPED | changes)

    page = said(answer)
    assert answer.status_code == 422
    assert words in page
    assert "govuk-error-summary" in page
    assert 'value="Đoàn xã"' in page
    assert 'value="Xóm 3"' in page
    assert not Output.objects.exists()


def test_every_fault_is_told_at_once(people: Ward) -> None:
    page = said(browser(people.chi).post(reverse("output-add"), TYPED | {"count": "x", "link": "xóm"}))

    assert "Ghi một số nguyên" in page
    assert "Không phải là đường dẫn" in page


def test_entry_is_mended_and_a_stale_form_is_not_taken(people: Ward) -> None:
    row = entered(people.chi, BANNER)
    client, address = browser(people.duyet), reverse("output", kwargs={"output_id": row.pk})
    stale = {
        "base": row.changed_at.isoformat(),
        "kind": "banner",
        "title": "Ngày hội",
        "made_on": "10/5/2026",
        "count": "13",
        "place": "Xóm 3",
    }
    assert row.changed_at.isoformat() in said(client.get(address))

    assert client.post(address, stale).status_code == 302
    refused = client.post(address, stale | {"title": "Khác hẳn"})

    assert refused.status_code == 422
    assert "vừa được người khác sửa" in said(refused)
    assert 'value="Khác hẳn"' in said(refused)
    page = said(client.get(address))
    assert "Ngày hội toàn dân" in page  # what it said before
    assert client.post(address, stale | {"base": "hôm qua"}).status_code == 422
    with acting_as(people.chi):
        assert Output.objects.get().title == "Ngày hội"


def test_entry_is_taken_back(people: Ward) -> None:
    row = entered(people.chi)
    client, back = browser(people.chi), reverse("output-back", kwargs={"output_id": row.pk})
    assert client.get(back).status_code == 200
    assert client.post(back, {"why": " "}).status_code == 422

    assert client.post(back, {"why": "ghi hai lần"}).status_code == 302

    assert "Ra quân" not in said(client.get(reverse("outputs")))
    assert "ghi hai lần" in said(client.get(reverse("outputs") + "?da_rut=1"))
    assert "Đã rút khỏi sổ" in said(client.get(reverse("output", kwargs={"output_id": row.pk})))
    again = client.post(back, {"why": "lần nữa"})
    assert again.status_code == 422
    assert "đã được rút" in said(again)


LINES = "10/5/2026\ttin\tRa quân\tbao.example/tin-1\n11/5/2026\tbăng rôn\tNgày hội\tXóm 3\t\t12\n"


def test_pasted_lines_are_looked_at_and_then_entered(people: Ward) -> None:
    entered(people.chi)
    client, page = browser(people.chi), reverse("output-paste")
    assert client.get(page).status_code == 200

    looked = client.post(page, {"lines": LINES, "look": "1"})
    assert looked.status_code == 200
    assert "Có thể trùng với “Ra quân làm đường”" in said(looked)
    assert "Ghi 2 dòng vào sổ" in said(looked)
    with acting_as(people.chi):
        assert Output.objects.count() == 1
    assert client.post(page, {"lines": LINES, "enter": "1"}).status_code == 302

    with acting_as(people.chi):
        assert Output.objects.count() == 3


def test_wrong_lines_are_named_and_none_is_entered(people: Ward) -> None:
    client, page = browser(people.chi), reverse("output-paste")
    wrong = LINES + "31/2/2026\tmít tinh\tA\n"

    looked = said(client.post(page, {"lines": wrong, "look": "1"}))
    entered_anyway = client.post(page, {"lines": wrong, "enter": "1"})

    assert "Dòng 3 cần sửa" in looked
    assert "Không rõ loại “mít tinh”" in looked
    assert 'name="enter"' not in looked
    assert entered_anyway.status_code == 422
    assert "Còn 1 dòng cần sửa" in said(entered_anyway)
    assert "31/2/2026\tmít tinh\tA" in said(entered_anyway)
    for lines in ("", " \n", "tin\tA\n" * 1001, "\x00"):
        assert client.post(page, {"lines": lines, "look": "1"}).status_code == 422
    with acting_as(people.chi):
        assert not Output.objects.exists()


ADDRESSES = [
    ("", {"Ra quân làm đường", "Ngày hội toàn dân"}),
    ("?loai=banner", {"Ngày hội toàn dân"}),
    ("?thang=2026-05&loai=article", {"Ra quân làm đường"}),
    ("?thang=2026-04", set()),
    ("?thang=2026-99&loai=x&don_vi=b&page=x&da_rut=2", {"Ra quân làm đường", "Ngày hội toàn dân"}),
]


@pytest.mark.parametrize(("query", "titles"), ADDRESSES)
def test_list_and_files_are_what_the_address_says(people: Ward, query: str, titles: set[str]) -> None:
    entered(people.chi)
    entered(people.chi, BANNER)
    client = browser(people.chi)

    page = said(client.get(reverse("outputs") + query))
    book = client.get(reverse("outputs-workbook") + query)
    text = client.get(reverse("outputs-csv") + query)

    known = {NEWS.title, BANNER.title}
    assert {title for title in known if title in page} == titles
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    assert {row[3] for row in sheet.iter_rows(min_row=2, values_only=True)} == titles
    assert {title for title in known if title in text.content.decode("utf-8-sig")} == titles
    assert "attachment" in book.headers["Content-Disposition"]
    assert ("Không có mục nào như vậy" in page) is (not titles)


def test_file_holds_words_and_no_formulas(people: Ward) -> None:
    from dataclasses import replace

    entered(people.chi, replace(BANNER, title="=HYPERLINK(A1)", place="@x"))
    client = browser(people.chi)

    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("outputs-workbook")).content)).active
    text = client.get(reverse("outputs-csv")).content.decode("utf-8-sig")

    assert sheet is not None
    assert sheet["D2"].data_type == "s"
    assert (sheet["B2"].value.date(), sheet["G2"].value) == (BANNER.made_on, 12)
    assert "'=HYPERLINK(A1)" in text
    assert "'@x" in text


@pytest.mark.parametrize("name", ["output", "output-back"])
def test_others_find_nothing(people: Ward, name: str) -> None:
    row = entered(people.chi)
    address = reverse(name, kwargs={"output_id": row.pk})
    for stranger in (people.em, people.mai, people.nam, people.alice):
        client = browser(stranger)
        assert client.get(address).status_code == 404
        assert client.post(address, {"why": "x"}).status_code == 404


# ---- what indicators count


@pytest.fixture
def campaign(people: Ward) -> Campaign:
    return due_lists.campaign(SAID)


def test_office_says_what_is_counted(people: Ward, campaign: Campaign) -> None:
    client, page = browser(people.mai), reverse("campaign-output-counts", args=[campaign.pk])
    before = said(client.get(page))
    assert "Số băng rôn, khẩu hiệu" in before
    assert "Số pa nô hiện có" not in before  # a stock is not counted from what was made

    sent = {"kinds-news": ["article"], "measure-news": "count", "kinds-banners": ["banner", "board"]}
    assert client.post(page, sent).status_code == 302

    after = said(client.get(page))
    assert 'id="banners-board" name="kinds-banners" value="board" checked' in after
    with acting_as(people.mai):
        assert dict(OutputCount.objects.values_list("code", "kinds")) == {
            "news": ["article"], "banners": ["banner", "board"]
        }  # fmt: skip
    assert client.post(page, sent | {"kinds-minutes": ["banner"]}).status_code == 302
    assert "được đếm ở nhiều chỉ tiêu" in said(client.get(page))


def test_office_is_refused_and_keeps_its_ticks(people: Ward, campaign: Campaign) -> None:
    client, page = browser(people.mai), reverse("campaign-output-counts", args=[campaign.pk])

    for sent in ({"kinds-news": ["article"], "measure-news": "minutes"}, {"kinds-news": ["rumour"]}):
        refused = client.post(page, sent | {"kinds-banners": ["banner"]})
        assert refused.status_code == 422
        assert 'id="banners-banner" name="kinds-banners" value="banner" checked' in said(refused)
    with acting_as(people.mai):
        assert not OutputCount.objects.exists()
    for stranger in (people.nam, people.chi, people.alice):
        assert browser(stranger).get(page).status_code == 404
        assert browser(stranger).post(page, {}).status_code == 404
