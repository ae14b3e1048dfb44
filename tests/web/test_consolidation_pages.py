"""The pages of figures, follow-ups, words and issues through the real client: what they do and refuse."""

import re

import due_lists
import pytest
from consolidating import INDICATORS, SECTIONS, Desk, desk, levelled
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.consolidation import composing, computing
from tonghop.apps.consolidation.models import Adjustment, Composed, Computation, FollowUp, IssuedReport
from tonghop.apps.reporting.models import Revision
from tonghop.web.office.composing import sent_pieces
from tonghop.web.office.figures import asked_for


@pytest.fixture
def office(memory: Doors) -> Desk:
    return desk()


def browser(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def words(answer) -> str:  # type: ignore[no-untyped-def]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page(office: Desk, name: str, *more: object) -> str:
    return reverse(name, args=[office.cycle.pk, *more])


def test_figures_are_computed_and_say_when_they_are_stale(office: Desk) -> None:
    mai = browser(office.mai)
    assert "Chưa tính số liệu" in words(mai.get(page(office, "figures")))

    assert mai.post(page(office, "figures-compute"), {"co_cau": "as-reported"}).status_code == 302

    told = words(mai.get(page(office, "figures")))
    assert "Gồm 2/3 đơn vị" in told
    assert "9 đến 14" in told
    assert "Đã thay đổi" not in told
    office.sent("a", {"buoi": "31"}, 1)
    stale = mai.get(page(office, "figures"))
    assert "Đã thay đổi 1/3 đơn vị từ lúc tính: tính lại? Tính lại như lần trước" in words(stale)


@pytest.mark.parametrize(
    ("structure", "again"),
    [
        ("as-reported", ("as-reported", "")),
        ("2025-07-01", ("day", "2025-07-01")),
        ("succession to 2026-11-23", ("succession", "2026-11-23")),
    ],
)
def test_reckoning_again_asks_for_the_same_structure(structure: str, again: tuple[str, str]) -> None:
    assert asked_for(structure) == again


@pytest.mark.parametrize("typed", ["", "hôm qua", "31/2/2026"])
def test_a_structure_without_a_day_is_refused(office: Desk, typed: str) -> None:
    answer = browser(office.mai).post(page(office, "figures-compute"), {"co_cau": "day", "ngay": typed})

    assert answer.status_code == 422
    assert "Chọn cơ cấu" in words(answer)
    assert f'value="{typed}"' in answer.content.decode()


def test_a_structure_is_of_a_day_as_offices_write_it(office: Desk) -> None:
    given = {"co_cau": "succession", "ngay": "1/11/2026"}

    assert browser(office.mai).post(page(office, "figures-compute"), given).status_code == 302

    with acting_as(office.mai):
        assert Computation.objects.get().structure == "succession to 2026-11-01"


def test_a_total_opens_to_its_addends_and_a_joint_activity_is_counted_once(office: Desk) -> None:
    office.computed()
    mai = browser(office.mai)
    address = page(office, "total", "buoi")
    told = words(mai.get(address))
    assert "80" in told
    assert "BN-2026-" in told
    with acting_as(office.mai):
        sent = Revision.objects.get(submission=office.row("a").pk)
    receipt = reverse("report-receipt", args=[sent.submission_id, sent.pk])
    assert f'href="{receipt}#sl-buoi"' in mai.get(address).content.decode()
    assert 'id="sl-buoi"' in mai.get(receipt).content.decode()

    wrong = mai.post(address, {"don_vi": ["a", "b"], "so_tru": "31", "vi_sao": "Hội thi chung"})
    assert wrong.status_code == 422
    assert 'value="31"' in wrong.content.decode()
    assert "nhiều nhất 30" in words(wrong)

    right = {"don_vi": ["a", "b"], "so_tru": "20", "vi_sao": "Hội thi chung"}
    assert mai.post(address, right).status_code == 302
    assert "chưa tính vào tổng trên" in words(mai.get(address))
    with acting_as(office.mai):
        one = Adjustment.objects.get()
    assert mai.post(address, {"ket_thuc": str(one.pk), "vi_sao_ket_thuc": ""}).status_code == 422
    assert mai.post(address, {"ket_thuc": str(one.pk), "vi_sao_ket_thuc": "Nhầm"}).status_code == 302
    assert mai.get(page(office, "total", "khong-co")).status_code == 404


def test_a_follow_up_reaches_the_other_side(office: Desk) -> None:
    mai, chi = browser(office.mai), browser(office.chi)
    asked = {"dong": str(office.row("a").pk), "chi_tieu": "buoi"}
    assert mai.post(page(office, "follow-up-new"), asked | {"noi_dung": ""}).status_code == 422
    done = mai.post(page(office, "follow-up-new"), asked | {"noi_dung": "Vì sao tăng?"})
    with acting_as(office.mai):
        one = FollowUp.objects.get()
    address = reverse("follow-up", args=[one.pk])
    assert done.headers["Location"] == address

    assert "Trả lời câu hỏi về số liệu" in words(chi.get(reverse("my-work")))
    assert chi.post(address, {"noi_dung": "Do hội thi."}).status_code == 302
    assert "Đơn vị đã trả lời" in words(mai.get(reverse("my-work")))
    kept = mai.post(address, {"noi_dung": "", "viec": "dong"})
    assert kept.status_code == 422
    assert mai.post(address, {"noi_dung": "Đúng.", "viec": "dong"}).status_code == 302
    assert "Đã đóng" in words(chi.get(address))
    assert browser(office.dung).get(address).status_code == 404
    assert mai.get(page(office, "follow-up-new") + "?dong=x&chi_tieu=buoi").status_code == 404


def test_words_are_chosen_ordered_and_edited(office: Desk) -> None:
    office.computed()
    mai = browser(office.mai)
    address = page(office, "section", "kho-khan")
    with acting_as(office.mai):
        (id,) = composing.gathered_statements(office.cycle, "kho-khan")

    assert "2 đơn vị" in words(mai.get(address))
    chosen = {"ban": "0", "chon": [id], f"nguyen-van-{id}": "Thiếu kinh phí.", "viec": "luu"}
    assert mai.post(address, chosen).status_code == 302
    edited = {
        "ban": "1", "viec": "luu",
        "doan-1": "Thiếu kinh phí.", "tu-1": id, "thu-tu-1": "2",
        "doan-2": "Lời của cơ quan.", "thu-tu-2": "1",
    }  # fmt: skip
    assert mai.post(address, edited).status_code == 302
    with acting_as(office.mai):
        assert [(row["text"], row["own"]) for row in Composed.objects.get().items] == [
            ("Lời của cơ quan.", True),
            ("Thiếu kinh phí.", False),
        ]
    stale = mai.post(address, {"ban": "1", "doan-1": "Không được mất.", "viec": "luu"})
    assert stale.status_code == 422
    assert "Không được mất." in stale.content.decode()
    assert "Bản người khác vừa lưu" in words(stale)
    assert mai.post(address, {"ban": "2", "viec": "bo"}).status_code == 302
    assert "chưa soạn" in words(mai.get(page(office, "sections")))


def test_a_report_is_issued_by_four_eyes(office: Desk) -> None:
    office.computed()
    mai, lan = browser(office.mai), browser(office.lan)
    refused = mai.post(page(office, "issues"), {"ngay": "2026-11-23"})
    assert refused.status_code == 422
    assert "Mới có 2/3 đơn vị" in words(refused)
    done = mai.post(page(office, "issues"), {"ngay": "2026-11-23", "vi_sao_thieu": "Hết hạn"})
    address = done.headers["Location"]

    assert mai.post(address, {"viec": "phat-hanh"}).status_code == 404
    assert "Duyệt phát hành" in words(lan.get(reverse("my-work")))
    assert lan.post(address, {"viec": "phat-hanh"}).status_code == 302
    assert lan.post(address, {"viec": "phat-hanh"}).status_code == 422

    wrong = mai.post(address, {"viec": "ban-ky", "so_ky_hieu": "12-BC", "ngay": "", "chuc_vu": "Trưởng ban"})
    assert wrong.status_code == 422
    assert 'value="12-BC"' in wrong.content.decode()
    right = {"viec": "ban-ky", "so_ky_hieu": "12-BC", "ngay": "2026-11-23", "chuc_vu": "Trưởng ban"}
    assert mai.post(address, right).status_code == 302
    assert mai.post(address, {"viec": "cong-khai"}).status_code == 404
    assert lan.post(address, {"viec": "cong-khai"}).status_code == 302
    assert "cho phép công khai" in words(mai.get(address))
    assert lan.post(address, {"viec": "thoi-cong-khai"}).status_code == 302
    with acting_as(office.mai):
        issue = IssuedReport.objects.get()
    file = mai.get(reverse("issue-file", args=[issue.pk, "report.pdf"]))
    assert file.content.startswith(b"%PDF-")
    assert mai.get(reverse("issue-file", args=[issue.pk, "x"])).status_code == 404
    assert mai.get(reverse("issue-compared", args=[issue.pk])).status_code == 404
    assert browser(office.nam).get(address).status_code == 404


def test_pages_stay_light_with_many_bodies_on_them(office: Desk) -> None:
    """A page shows fifty addends, whatever there is; what is heavy is not fetched with the totals."""
    made = office.computed()
    with acting_by_itself():
        assert made.state == "made"
        assert computing.record_told(made.record_id or "")["schema"] == "tonghop/consolidated/1"
    mai = browser(office.mai)

    for name in ("figures", "points", "sections", "issues", "follow-ups"):
        assert len(mai.get(page(office, name)).content) < 60_000


def test_pieces_come_in_the_order_that_the_form_says() -> None:
    given = QueryDict("doan-1=A&thu-tu-1=2&doan-2=B&thu-tu-2=1&doan-3=C&thu-tu-3=x&chon=n-1&nguyen-van-n-1=D")

    assert [piece.text for piece in sent_pieces(given)] == ["B", "A", "C", "D"]


def test_a_qr_code_is_offered_and_off_and_never_for_the_party(office: Desk) -> None:
    office.computed()
    mai = browser(office.mai)
    shown = mai.get(page(office, "issues")).content.decode()
    assert re.search(r'<input[^>]*name="ma_qr"(?![^>]*checked)[^>]*>', shown)
    mai.post(page(office, "issues"), {"vi_sao_thieu": "Hết hạn", "ma_qr": "co"})
    with acting_as(office.mai):
        assert IssuedReport.objects.get().inputs["with_square"] is True

    told = due_lists.said(form="party", directive="20-KH/TU", indicators=INDICATORS, sections=SECTIONS)
    party = office.of(due_lists.opened(due_lists.campaign(told)))
    party.computed()
    assert "ma_qr" not in mai.get(page(party, "issues")).content.decode()
    refused = mai.post(page(party, "issues"), {"vi_sao_thieu": "Hết hạn", "ma_qr": "co"})
    assert refused.status_code == 422
    assert "Văn bản của Đảng không in mã QR" in words(refused)


def test_levels_are_reached_from_a_total_and_show_both_sides(office: Desk) -> None:
    mai = browser(office.mai)
    office.computed()
    assert "Cấp trên cạnh cấp dưới" not in words(mai.get(page(office, "total", "buoi")))
    assert "Không có đơn vị nào" in words(mai.get(page(office, "total-levels", "buoi")))
    two = levelled(office, above="70", below="60")
    two.computed()

    assert page(two, "total-levels", "buoi") in mai.get(page(two, "total", "buoi")).content.decode()
    told = words(mai.get(page(two, "total-levels", "buoi")))
    assert "1/1 đơn vị cấp trên có số khác" in told
    assert "Đảng ủy phường Đồng Mẫu 70 60 +10 1/1 Cộng cả cấp trên và cấp dưới" in told
    assert mai.get(page(two, "total-levels", "khong-co")).status_code == 404
    assert browser(office.nam).get(page(two, "total-levels", "buoi")).status_code == 404
