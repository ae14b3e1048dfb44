"""The pages of difficulties: raised by a body, routed and answered by an office, seen by its sides."""

from collections.abc import Mapping

import due_lists
import pytest
from django.test import Client
from django.urls import reverse
from ledgers import LACKS, SAID, Ward, raised, ward
from people import OFFICE

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.reporting.difficulties.steps import About
from tonghop.apps.reporting.models import Difficulty


@pytest.fixture
def people(memory: Doors) -> Ward:
    return ward()


def browser(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def step_of(row: Difficulty, slug: str) -> str:
    return reverse("difficulty-step", args=[row.pk, slug])


def only(people: Ward) -> Difficulty:
    with acting_as(people.chi):
        return Difficulty.objects.get()


def test_from_raising_to_the_answer(people: Ward) -> None:
    chi, mai, em = browser(people.chi), browser(people.mai), browser(people.em)
    form = said(chi.get(reverse("difficulty-raise")))
    assert "Cơ quan cấp trên gần nhất: Văn phòng Ủy ban nhân dân tỉnh Mẫu." in form

    answer = chi.post(reverse("difficulty-raise"), {"matter": "difficulty", "words": LACKS})
    row = only(people)
    page = reverse("difficulty", args=[row.pk])
    assert answer.headers["Location"] == page

    work = said(mai.get(reverse("my-work")))
    assert LACKS in work
    assert "Ủy ban nhân dân xã Ân Mẫu nêu" in work
    assert LACKS in said(mai.get(reverse("difficulties-to-answer")))
    assert "Chuyển đơn vị trả lời" in said(mai.get(page))
    routed = mai.post(step_of(row, "chuyen"), {"to": "Ủy ban nhân dân phường Đồng Mẫu", "words": "Nhờ cho ý"})
    assert routed.status_code == 302
    assert LACKS in said(em.get(reverse("my-work")))
    assert em.post(step_of(row, "tra-loi"), {"words": "Đã bố trí\nquý IV."}).status_code == 302
    assert mai.post(step_of(row, "bo-sung"), {"words": "Theo Công văn 15."}).status_code == 302

    told = said(chi.get(page))
    for words in ("Nhờ cho ý", "Đã bố trí<br>quý IV.", "Theo Công văn 15.", "Đã trả lời", "Kết thúc"):
        assert words in told
    assert "Đã có trả lời" in said(chi.get(reverse("my-work")))
    assert chi.post(step_of(row, "ket-thuc"), {}).status_code == 302
    assert "Đã kết thúc" in said(chi.get(reverse("difficulties")))
    assert LACKS not in said(chi.get(reverse("my-work")))


def test_campaign_and_indicator_are_named_together(people: Ward) -> None:
    campaign = due_lists.campaign(SAID)
    client = browser(people.chi)

    sent = {"matter": "proposal", "words": LACKS, "about": f"{campaign.pk}|banners"}
    assert client.post(reverse("difficulty-raise"), sent).status_code == 302

    row = only(people)
    assert (row.campaign_id, row.indicator, row.matter) == (campaign.pk, "banners", "proposal")
    assert "Số băng rôn, khẩu hiệu" in said(client.get(reverse("difficulty", args=[row.pk])))


WRONG = [
    ({"words": " "}, "words"),
    ({"words": "a" * 5001}, "dài quá 5000"),
    ({"words": "\x00"}, "words"),
    ({"words": f"{LACKS} Đề nghị nắm bắt dư luận."}, "nói về điều người dân nghĩ"),
    ({"matter": "x"}, "matter"),
    ({"about": "x"}, "about"),
    ({"task": "x"}, "task"),
    ({"office": "b"}, "office"),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    people: Ward, changes: Mapping[str, str], words: str
) -> None:
    sent = {"matter": "difficulty", "words": LACKS, **changes}

    answer = browser(people.chi).post(reverse("difficulty-raise"), sent)

    assert answer.status_code == 422
    assert words in said(answer)
    assert "govuk-error-summary" in said(answer)
    if "Loa" in sent["words"]:
        assert LACKS in said(answer)
    with acting_as(people.chi):
        assert not Difficulty.objects.exists()


def test_unit_that_is_not_clear_is_a_question(people: Ward) -> None:
    row = raised(people.chi)
    client, page = browser(people.mai), step_of(row, "chuyen")
    assert client.get(page).status_code == 200
    wrong = [
        ({"to": "Không có"}, "không có đơn vị nào tên"),
        ({"to": ""}, "to"),
        ({"to": "Sở Tài chính Mẫu"}, "chưa có người dùng"),
        ({"to": "Ủy ban nhân dân xã Ân Mẫu"}, "Không chuyển lại"),
        ({"to": "b", "unit": "không có"}, "không có đơn vị nào tên"),
    ]

    for sent, words in wrong:
        answer = client.post(page, {**sent, "words": "Nhờ cho ý"})
        assert answer.status_code == 422, sent
        assert words in said(answer)
        assert "Nhờ cho ý" in said(answer)
    asked = client.post(page, {"to": "Đồng Mẫu"})
    assert asked.status_code == 422
    assert client.post(page, {"to": "Đồng Mẫu", "unit": "b"}).status_code == 302
    with acting_as(people.mai):
        assert Difficulty.objects.get().routed_to_id == "b"


def test_step_that_is_not_open_is_refused(people: Ward) -> None:
    row = raised(people.chi)
    chi, mai = browser(people.chi), browser(people.mai)

    assert chi.get(step_of(row, "tra-loi")).status_code == 409
    refused = chi.post(step_of(row, "tra-loi"), {"words": "tự trả lời"})
    assert refused.status_code == 422
    assert "tự trả lời" in said(refused)
    assert mai.post(step_of(row, "tra-loi"), {"words": " "}).status_code == 422
    assert mai.get(step_of(row, "khong-co")).status_code == 404
    assert chi.post(step_of(row, "rut"), {"words": "Đã tự sửa"}).status_code == 302
    assert "Đơn vị đã rút" in said(mai.get(reverse("difficulty", args=[row.pk])))


def test_others_find_nothing(people: Ward) -> None:
    row = raised(people.chi)
    for stranger in (people.em, people.nam, people.alice):
        client = browser(stranger)
        for address in (
            reverse("difficulty", args=[row.pk]),
            step_of(row, "tra-loi"),
            step_of(row, "chuyen"),
        ):
            assert client.get(address).status_code == 404
            assert client.post(address, {"words": "x", "to": "b"}).status_code in (404, 405)
        for name in ("difficulties", "difficulties-to-answer"):
            assert LACKS not in said(client.get(reverse(name)))


def test_office_narrows_its_list_by_the_address(people: Ward) -> None:
    campaign = due_lists.campaign(SAID)
    raised(people.chi, "Thiếu máy tính.", about=About(campaign.pk))
    raised(people.em, "Thiếu người.", body="b")
    client, page = browser(people.mai), reverse("difficulties-to-answer")
    addresses = [
        ("", {"Thiếu máy tính.", "Thiếu người."}),
        ("?don_vi=b", {"Thiếu người."}),
        (f"?chien_dich={campaign.pk}&tinh_trang=raised", {"Thiếu máy tính."}),
        ("?tinh_trang=closed", set()),
        ("?tinh_trang=x&chien_dich=x&page=0", {"Thiếu máy tính.", "Thiếu người."}),
    ]

    for query, words in addresses:
        told = said(client.get(page + query))
        assert {one for one in ("Thiếu máy tính.", "Thiếu người.") if one in told} == words, query


def test_office_is_asked_for_where_none_is_above(people: Ward) -> None:
    from given_work import stand
    from people import official

    from tonghop.apps.accounts.roles import Role

    with acting_as(people.alice):
        stand("sở-b", "Sở B")
    client = browser(official(people.alice, "ha", (Role.REPORTER, "sở-b"), (Role.REPORTER, "b")))
    page = reverse("difficulty-raise") + "?don_vi=s%E1%BB%9F-b"
    sent = {"matter": "difficulty", "words": LACKS}
    assert "Đổi đơn vị" in said(client.get(page))

    asked = client.post(page, sent)

    assert asked.status_code == 422
    assert "Chưa rõ gửi đến cơ quan nào" in said(asked)
    assert client.post(page, sent | {"office": OFFICE}).status_code == 302
