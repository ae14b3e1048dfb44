"""A directive comes to an office, is read, reviewed and carried out; then another replaces it."""

import html
import re
from datetime import date

import pytest
from directive_files import PLAN
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from people import AT, TODAY, administrator, official, show_second_factor

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.directives.actions import ObligationEnded, assign
from tonghop.apps.directives.actions.intake import read_taken_in
from tonghop.apps.directives.models import Assignment, Directive, Obligation
from tonghop.apps.directives.queries import confirmed_obligations

NEXT_PLAN = (
    PLAN.replace("12/KH-UBND", "45/KH-UBND")
    .replace("ngày 10 tháng 01", "ngày 01 tháng 06")
    .replace(
        "Mỗi thôn phải có một tổ xung kích chữa cháy.",
        "Kế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày 10/01/2026 của Ủy ban nhân dân tỉnh.",
    )
)


@pytest.fixture
def binh(memory: Doors) -> Person:
    return official(administrator(), "binh", (Role.COORDINATOR, "vp"))


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode())))


def bring(client: Client, name: str, text: str) -> str:
    """Send a file through the page; return the address that the browser is led to."""
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post(reverse("directive-take-in"), {"office": "vp", "file": file})
    assert answer.status_code == 302
    return answer.headers["Location"]


def worked(by: Person) -> None:
    """Let the worker do what waits."""
    for directive in Directive.objects.filter(text=""):
        read_taken_in(directive=directive.pk, by=by, at=AT, on=TODAY)


def press(client: Client, task: Obligation, button: str, **fields: str) -> str:
    address = reverse("directive-obligation", kwargs={"directive": task.directive_id, "obligation": task.pk})
    answer = client.post(address, {"viec": button, **fields})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def tasks(directive: Directive) -> list[Obligation]:
    return list(directive.obligations.filter(closed_as="").order_by("span_start"))


def test_from_the_file_to_what_is_carried_out_and_replaced(binh: Person) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(binh)
    show_second_factor(client, binh)

    # 1. Bình takes the plan in; the page says that it waits and looks again by itself.
    address = bring(client, "ke-hoach.txt", PLAN)
    waiting = client.get(address)
    assert "Chờ đọc" in waiting.content.decode()
    assert waiting.headers["Refresh"]

    # 2. The worker reads it. The same file once more leads to the same page.
    worked(binh)
    page = client.get(address)
    assert "Refresh" not in page.headers
    assert "12/KH-UBND" in page.content.decode()
    assert bring(client, "ban-sao.txt", PLAN) == address
    directive = Directive.objects.get()

    # 3. The review: nothing seen yet; the missed duty is offered; the sentence on opinion is only shown.
    review = reverse("directive-review", kwargs={"directive": directive.pk})
    words = shown(client, review)
    assert "0/4 đã xem" in words
    assert "Mỗi thôn phải có một tổ xung kích chữa cháy. thêm thành nhiệm vụ" in words
    map_and_training, watch_and_opinion, causes, _ = tasks(directive)

    # 4. The first item holds two tasks: Bình splits it at its second sentence, and confirms both.
    second = map_and_training.sentences.order_by("span_start")[1]
    press(client, map_and_training, "tach", cau=str(second.pk))
    maps, training, *_ = tasks(directive)
    assert (maps.due_on, training.due_on) == (date(2026, 3, 14), None)
    lead = {"loi-lead": "Sở Nông nghiệp và Môi trường"}
    press(client, maps, "xac-nhan", **lead, **{"loi-due_on": "14/03/2026", "loi-summary": "Lập bản đồ"})
    press(client, training, "xac-nhan", **lead)

    # 5. The second is confirmed too: its sentence on opinion stays text, the rest can be laid on a body.
    press(client, watch_and_opinion, "xac-nhan", **lead)
    with acting_as(binh):
        ordinary = watch_and_opinion.sentences.get(rights_sensitive=False)
        assign(sentence=ordinary, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)

    # 6. One is rejected, then taken back, then merged with the one behind it.
    press(client, causes, "loai", ly_do="không phải nhiệm vụ")
    press(client, causes, "hoan-tac")
    press(client, causes, "gop")
    merged = tasks(directive)[-1]
    assert [row.text for row in merged.sentences.order_by("span_start")] == [
        "Phối hợp điều tra nguyên nhân các vụ cháy.",
        "Báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 30/5/2026.",
    ]
    press(client, merged, "xac-nhan", **{"loi-lead": "Công an tỉnh", "loi-due_on": "29/05/2026"})

    # 7. What was missed is added from its paragraph, and confirmed: all is seen.
    number = re.search(r"\?doan=(\d+)#them\">thêm thành", client.get(review).content.decode())
    assert number is not None
    given = {"doan": number[1], "cau": "1", "don_vi": "Ủy ban nhân dân xã Mẫu"}
    client.post(reverse("directive-add", kwargs={"directive": directive.pk}), given)
    (added,) = directive.obligations.filter(is_added=True)
    press(client, added, "xac-nhan", **{"loi-lead": "Ủy ban nhân dân xã Mẫu"})
    assert "5/5 đã xem" in shown(client, review)
    assert confirmed_obligations(directive).count() == 5

    # 8. In June a new plan replaces it; the old plan's page says so, and who cites whom is seen on both.
    bring(client, "ke-hoach-moi.txt", NEXT_PLAN)
    worked(binh)
    new = Directive.objects.exclude(pk=directive.pk).get()
    old_page = shown(client, address)
    assert "45/KH-UBND thay thế văn bản này" in old_page
    assert (
        f'href="{address}"' in client.get(reverse("directive", kwargs={"directive": new.pk})).content.decode()
    )

    # 9. Bình records it, and decides what becomes of the task that is assigned: it ends and is withdrawn.
    said = client.post(
        reverse("directive-status", kwargs={"directive": directive.pk}),
        {"status": "replaced", "from_on": "01/06/2026", "by_directive": new.pk, "source": "Kế hoạch mới"},
    )
    affected = said.headers["Location"]
    assert "Đang giao: sở-a" in shown(client, affected)
    decided = {"nhiem_vu": str(watch_and_opinion.pk), "quyet_dinh": "ends", "ly_do": "đã có kế hoạch mới"}
    assert client.post(affected, decided).status_code == 302
    with acting_as(binh):
        assert not Assignment.objects.exists()
        with pytest.raises(ObligationEnded):
            assign(sentence=ordinary, body="sở-a", due_on=None, by=binh, at=AT, on=TODAY)
        assert confirmed_obligations(directive).count() == 4

    # 10. The list finds the old plan by its status and by words without marks.
    listing = reverse("directives")
    assert "12/KH-UBND" in shown(client, f"{listing}?hieu_luc=replaced&tu=chay+rung&nam=2026")
    assert "45/KH-UBND" not in shown(client, f"{listing}?hieu_luc=replaced")
