"""The pages of campaigns through the real client: happy paths, refusals with what was typed, and 404."""

import re
from html import unescape
from typing import Any

import pytest
from campaigns import OTHER, OTHER_OFFICE, Offices, act_as, kept, offices
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from people import AT, OFFICE, TODAY

from databases import Doors
from journeys.small_campaign import SMALL
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.organisations.models import Version
from tonghop.apps.reporting.models import Campaign, CampaignBody, Cycle, SharedIndicator
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting.campaign_record import CHOICES, TABLES
from tonghop.formats.workbooks.campaign_file import content_of, uploaded_campaign
from tonghop.web.office.campaign_words import CHOICES_EN, FIELDS_EN, LISTED, ONE, PARTS

KEPT_PAGES = [
    ("campaign-targets", {}),
    ("campaign-units", {}),
    ("campaign-shared", {}),
    ("campaign-import", {}),
    ("campaign-close", {}),
    ("campaign-row-new", {"table": "campaign"}),
    *(("campaign-row-new", {"table": table}) for table in LISTED),
    *(("campaign-row", {"table": table, "number": 1}) for table in LISTED),
]
SEEN_PAGES = [
    ("campaign", {}),
    ("campaign-versions", {}),
    ("campaign-export", {"suffix": "xlsx"}),
    ("campaign-export", {"suffix": "toml"}),
    *(("campaign-part", {"table": table}) for table in LISTED),
]


@pytest.fixture
def people(memory: Doors) -> Offices:
    found = offices()
    act_as(found.mai)
    return found


def client(person: Person) -> Client:
    signed_in = Client(SERVER_NAME="localhost")
    signed_in.force_login(person)
    return signed_in


def address(name: str, campaign: Campaign, **given: Any) -> str:
    return reverse(name, kwargs={"campaign_id": campaign.pk, **given})


def says(campaign: Campaign) -> tuple[int, domain.Campaign]:
    version = newest_version(campaign)
    assert version is not None
    return version.number, said(version)


def typed(page: str) -> dict[str, Any]:
    """Return what a browser would send of the page's first form if nothing were changed."""
    form = page[page.index('<form method="post" novalidate') :]
    form = form[: form.index("</form>")]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        given = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if given.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if given.get("name"):
            default = "on" if given.get("type") == "checkbox" else ""
            sent.setdefault(given["name"], []).append(unescape(given.get("value", default)))
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.S):
        sent[name] = re.findall(r'value="([^"]*)" selected', options)[:1] or [""]
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\r?\n?(.*?)</textarea>', form, re.S):
        sent[name] = [unescape(text)]
    return sent


@pytest.mark.parametrize(("name", "given"), [*SEEN_PAGES, *KEPT_PAGES])
def test_page_opens_for_the_offices_coordinator(people: Offices, name: str, given: dict[str, Any]) -> None:
    answer = client(people.mai).get(address(name, kept(people.mai), **given))

    assert answer.status_code == 200


@pytest.mark.parametrize(("name", "given"), KEPT_PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_does_not_keep_the_campaign_gets_404(
    people: Offices, name: str, given: dict[str, Any], method: str
) -> None:
    where = address(name, kept(people.mai), **given)

    for who in (people.nam, people.rang, people.alice):
        assert getattr(client(who), method)(where).status_code == 404
    out = where.rstrip("/") + "/bo/" if "number" in given else where
    assert client(people.nam).post(out).status_code == 404


@pytest.mark.parametrize(("name", "given"), SEEN_PAGES)
def test_others_read_and_are_offered_no_change(people: Offices, name: str, given: dict[str, Any]) -> None:
    where = address(name, kept(people.mai), **given)

    for who in (people.nam, people.rang):
        answer = client(who).get(where)
        assert answer.status_code == 200
        if answer.headers["Content-Type"].startswith("text/html"):
            assert "/phan/campaign/sua/" not in answer.content.decode()
            assert "/ket-thuc/" not in answer.content.decode()


WRONG_ADDRESSES = [
    ("campaign-part", {"table": "campaign"}),
    ("campaign-part", {"table": "nothing"}),
    ("campaign-row-new", {"table": "nothing"}),
    ("campaign-row", {"table": "campaign", "number": 1}),
    ("campaign-row", {"table": "body", "number": 0}),
    ("campaign-row", {"table": "body", "number": 99}),
    ("campaign-export", {"suffix": "csv"}),
]


@pytest.mark.parametrize(("name", "given"), WRONG_ADDRESSES)
def test_what_is_not_there_is_404(people: Offices, name: str, given: dict[str, Any]) -> None:
    assert client(people.mai).get(address(name, kept(people.mai), **given)).status_code == 404


def test_regime_is_explained_in_words_for_this_year_and_the_next(people: Offices) -> None:
    page = client(people.mai).get(address("campaign", kept(people.mai))).content.decode()

    assert "“Trước ngày 30/5” nghĩa là muộn từ 00:00 ngày 31/5" in page
    assert "hạn 30/5/2026 rơi vào thứ Bảy, chuyển sang thứ Hai 01/6/2026" in page
    assert "hạn 30/5/2027 rơi vào Chủ nhật, chuyển sang thứ Hai 31/5/2027" in page
    assert "chưa theo thông báo của Chính phủ" in page  # the doubt on the holidays of 2027


@pytest.mark.parametrize("suffix", [".xlsx", ".toml"])
def test_export_is_imported_without_another_version(people: Offices, suffix: str) -> None:
    campaign = kept(people.mai)
    mai = client(people.mai)
    export = mai.get(address("campaign-export", campaign, suffix=suffix[1:])).content
    assert uploaded_campaign(export, f"x{suffix}") == SMALL

    file = SimpleUploadedFile(f"x{suffix}", export)
    answer = mai.post(address("campaign-import", campaign), {"file": file, "base": "1"}, follow=True)

    assert "vẫn là bản 1" in answer.content.decode()
    assert says(campaign) == (1, SMALL)


def test_changed_file_becomes_a_version_and_the_difference_is_told(people: Offices) -> None:
    campaign = kept(people.mai)
    other = content_of(OTHER, ".xlsx")

    file = SimpleUploadedFile("x.xlsx", other)
    answer = client(people.mai).post(
        address("campaign-import", campaign), {"file": file, "base": "1"}, follow=True
    )

    page = answer.content.decode()
    assert says(campaign) == (2, OTHER)
    assert "từ “Tuyên truyền phòng cháy” thành “Chiến dịch khác”" in page


def test_wrong_file_is_refused_with_its_place_and_the_campaign_stays(people: Offices) -> None:
    campaign = kept(people.mai)
    wrong = content_of(SMALL, ".toml").replace(b'due = "05-30"', b'due = "30 May"')

    file = SimpleUploadedFile("x.toml", wrong)
    answer = client(people.mai).post(address("campaign-import", campaign), {"file": file, "base": "1"})

    assert answer.status_code == 422
    assert "[[regime]] H1" in answer.content.decode()
    assert "30 May" in answer.content.decode()
    assert says(campaign)[0] == 1


def test_campaign_is_made_empty_and_of_a_file(people: Offices) -> None:
    mai = client(people.mai)
    where = reverse("campaign-new")

    empty = {"way": "empty", "empty-office": OFFICE, "empty-title": "Phòng cháy", "empty-coordinator": "Sở A"}
    assert mai.post(where, empty).status_code == 302
    file = SimpleUploadedFile("x.toml", content_of(SMALL, ".toml"))
    assert mai.post(where, {"way": "file", "file-office": OFFICE, "file-file": file}).status_code == 302

    assert set(Campaign.objects.values_list("title", flat=True)) == {"Phòng cháy", SMALL.title}
    again = mai.post(where, empty)
    assert again.status_code == 422  # the same title once more: refused, what was typed is there
    assert 'value="Phòng cháy"' in again.content.decode()


def test_nobody_makes_a_campaign_of_another_office(people: Offices) -> None:
    empty = {"way": "empty", "empty-office": OTHER_OFFICE, "empty-title": "x", "empty-coordinator": "y"}

    assert client(people.mai).post(reverse("campaign-new"), empty).status_code == 422
    assert client(people.rang).post(reverse("campaign-new"), empty).status_code == 404
    assert Campaign.objects.count() == 0


@pytest.mark.parametrize("table", PARTS)
def test_row_sent_back_as_it_was_shown_changes_nothing(people: Offices, table: str) -> None:
    campaign = kept(people.mai)
    mai = client(people.mai)
    where = (
        address("campaign-row-new", campaign, table=table)
        if table == "campaign"
        else address("campaign-row", campaign, table=table, number=1)
    )

    sent = typed(mai.get(where).content.decode())
    answer = mai.post(where, sent)

    assert answer.status_code == 302, answer.content.decode()
    assert says(campaign) == (1, SMALL)


def test_changed_row_makes_a_version_with_its_reason(people: Offices) -> None:
    campaign = kept(people.mai)
    mai = client(people.mai)
    where = address("campaign-row", campaign, table="regime", number=1)
    sent = typed(mai.get(where).content.decode())
    sent |= {"due": "ngày 25 tháng 5", "late_from": "26/5", "version_note": "Theo công văn mới"}
    sent |= {"deadlines": "cấp xã: 20/5\nĐảng: 22/5, muộn từ 22/5 17:00", "opens_days_before": "14"}

    assert mai.post(where, sent).status_code == 302

    number, now = says(campaign)
    assert number == 2
    assert str(now.regimes[0].due) == "05-25"
    assert [str(row) for row in now.regimes[0].deadlines] == [
        "commune 05-20 05-21T00:00",
        "party 05-22 05-22T17:00",
    ]
    assert now.regimes[0].opens_days_before == 14
    page = mai.get(address("campaign-versions", campaign)).content.decode()
    assert "Theo công văn mới" in page
    assert "Hạn nộp từ “30/05” thành “25/05”" in page


def test_wrong_row_is_refused_at_its_field_with_everything_typed(people: Offices) -> None:
    campaign = kept(people.mai)
    mai = client(people.mai)
    where = address("campaign-row", campaign, table="regime", number=1)
    sent = typed(mai.get(where).content.decode()) | {"why": "Chữ đã gõ"}

    for wrong, told in (
        ({"due": "mai"}, "Ghi ngày/tháng, ví dụ 30/5."),  # the cell cannot be read
        ({"due": "10/6"}, "Thời điểm tính là muộn phải từ hạn"),  # read, and against the rules
        ({"deadlines": "làng: 5/5"}, "Ghi cấp hoặc khối"),
        ({"base": "7"}, "Trong lúc bạn sửa"),
    ):
        answer = mai.post(where, {**sent, **wrong})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert told in page
        assert "Chữ đã gõ" in page
        assert all(value in page for value in wrong.values())
    assert says(campaign)[0] == 1


def test_row_is_added_with_a_code_of_its_name_and_taken_out(people: Offices) -> None:
    campaign = kept(people.mai)
    mai = client(people.mai)
    where = address("campaign-row-new", campaign, table="body")
    sent = typed(mai.get(where).content.decode()) | {"name": "Sở Y tế", "line": "state"}

    assert mai.post(where, sent).status_code == 302
    assert says(campaign)[1].bodies[-1].code == "so-y-te"
    assert mai.post(where, {**sent, "base": "2"}).status_code == 422  # the code stands twice

    out = address("campaign-row-out", campaign, table="body", number=6)
    assert mai.get(out).status_code == 405
    assert mai.post(out, {"base": "1"}).status_code == 409
    assert mai.post(out, {"base": "2"}).status_code == 302
    assert says(campaign) == (3, SMALL)


def test_targets_are_set_on_one_page(people: Offices) -> None:
    campaign = kept(people.mai)
    mai = client(people.mai)
    where = address("campaign-targets", campaign)

    wrong = mai.post(where, {"base": "1", "sessions": "nhiều"})
    assert wrong.status_code == 422
    assert 'value="nhiều"' in wrong.content.decode()
    assert mai.post(where, {"base": "1", "sessions": "1.234,5"}).status_code == 302

    assert str(says(campaign)[1].indicators[0].target) == "1234.5"
    sent = typed(mai.get(where).content.decode())
    assert mai.post(where, sent).status_code == 302
    assert says(campaign)[0] == 2


def test_open_cycle_is_told_to_go_by_its_version(people: Offices) -> None:
    campaign = kept(people.mai)
    Cycle.objects.create(
        office=OFFICE, campaign=campaign, version=newest_version(campaign), code="2099-H1", opens_on=TODAY,
        due_on=TODAY.replace(year=2099), late_from=AT.replace(year=2099), opened_at=AT, opened_by="system",
    )  # fmt: skip
    mai = client(people.mai)
    where = address("campaign-row-new", campaign, table="campaign")
    sent = typed(mai.get(where).content.decode()) | {"place": "Nơi khác"}

    assert mai.post(where, sent).status_code == 302

    page = mai.get(address("campaign", campaign)).content.decode()
    assert "Thay đổi có hiệu lực từ kỳ sau: kỳ 2099-H1 đang mở vẫn theo bản 1." in page


def test_bodies_are_confirmed_with_one_click(people: Offices) -> None:
    campaign = kept(people.mai)
    with acting_as(people.alice):
        Version.objects.create(unit_id="a", name="Báo Hòa Bình", kind="báo", level="province", line="press")
    mai = client(people.mai)
    where = address("campaign-units", campaign)
    page = mai.get(where).content.decode()
    assert re.search(r'name="unit:bao" value="a"[^>]* checked', page)

    assert mai.post(where, {"unit:bao": "no unit"}).status_code == 422
    assert mai.post(where, {"unit:bao": "a", "unit:kim-boi": ""}).status_code == 302

    assert [(row.code, row.unit_id) for row in CampaignBody.objects.all()] == [("bao", "a")]
    found = mai.get(where, {"don-vi": "kim-boi", "tim": "Báo Hòa Bình"}).content.decode()
    assert 'name="unit:kim-boi" value="a"' in found


def test_figure_is_linked_and_parted_on_its_page(people: Offices) -> None:
    here, there = kept(people.mai), kept(people.mai, OTHER)
    mai = client(people.mai)
    where = address("campaign-shared", here)
    sent = {"code": "sessions", "source": str(there.pk), "source_code": "sessions"}

    assert "Chỉ hỏi ở chiến dịch kia" in mai.get(where).content.decode()
    assert mai.post(where, {**sent, "source_code": "models"}).status_code == 422
    assert mai.post(where, {**sent, "source": "x"}).status_code == 404
    assert mai.post(where, sent).status_code == 302
    link = SharedIndicator.objects.get()
    assert mai.post(where, {"link": str(link.pk)}).status_code == 302
    link.refresh_from_db()
    assert link.ended_at is not None


def test_campaign_is_closed_for_a_reason(people: Offices) -> None:
    campaign = kept(people.mai)
    mai = client(people.mai)
    where = address("campaign-close", campaign)

    assert mai.post(where, {"why": " "}).status_code == 422
    assert mai.post(where, {"why": "Đã xong"}).status_code == 302

    assert "Đã xong" in mai.get(address("campaign", campaign)).content.decode()
    assert mai.post(where, {"why": "Lần nữa"}).status_code == 422


def test_list_says_what_to_do_where_there_is_nothing(people: Offices) -> None:
    where = reverse("campaigns")

    assert reverse("campaign-new") in client(people.mai).get(where).content.decode()
    assert reverse("campaign-new") not in client(people.rang).get(where).content.decode()


def test_every_field_part_and_choice_has_an_english_name() -> None:
    assert PARTS.keys() == ONE.keys() == TABLES.keys() == FIELDS_EN.keys()
    for table, fields in TABLES.items():
        assert FIELDS_EN[table].keys() == {field.key for field in fields}
    assert {code for codes in CHOICES.values() for code in codes} <= CHOICES_EN.keys()


@pytest.mark.parametrize(("name", "given"), [*SEEN_PAGES[:2], *SEEN_PAGES[4:], *KEPT_PAGES])
def test_page_opens_in_english(people: Offices, name: str, given: dict[str, Any]) -> None:
    mai = client(people.mai)
    where = address(name, kept(people.mai), **given)

    answer = mai.get(where, headers={"accept-language": "en"})

    assert answer.status_code == 200
