"""A body's report in Chromium: filled, checked and sent with scripts and without; saved box by box; pasted.

What the page says to the address that saves is answered here by a stand-in that keeps the protocol, so that
lost answers, other people and ended sessions can be had when they are wanted.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from served import Served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]

EXCEL = (
    "<html><head><style>td {color: red}</style></head><body><table>"
    "<tr><td>1.240</td><td></td><td>không phát sinh</td></tr><tr><td>35<br>7</td><td>x</td></tr>"
    "</table></body></html>"
)
WORD = (
    "<html><body><p class=MsoNormal>Tình hình <b>ổn\n định</b>.</p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
    "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>Việc một</p>"
    "<p style='mso-list:l0'><span style='mso-list:Ignore'>2.&nbsp;</span>Việc hai</p>"
    "<ul><li>Việc ba</li></ul><script>alert(1)</script></body></html>"
)
PASTE = """([selector, data]) => {
  const clipboard = new DataTransfer();
  Object.entries(data).forEach(([kind, text]) => clipboard.setData(kind, text));
  const event = new ClipboardEvent('paste', {clipboardData: clipboard, bubbles: true, cancelable: true});
  return document.querySelector(selector).dispatchEvent(event);
}"""


class Saving:
    """A stand-in for the address that saves: keeps what was asked, answers as it is told to."""

    def __init__(self, page: Any) -> None:
        self.asked: list[tuple[dict[str, str], dict[str, str]]] = []
        self.version = 100
        self.answers: list[Callable[[Any], None]] = []
        page.route("**/luu/", self._answer)

    def _answer(self, route: Any) -> None:
        fields = json.loads(route.request.post_data)["fields"]
        self.asked.append((dict(route.request.headers), fields))
        if self.answers:
            self.answers.pop(0)(route)
            return
        self.version += 1
        read = {field: {"state": "figure", "in_words": f"đọc {text}", "message": "", "far": None}
                for field, text in fields.items()}  # fmt: skip
        self.give(
            route,
            200,
            {
                "version": self.version,
                "saved_at": "2026-11-23T07:05:00Z",
                "fields": read,
                "status": "complete-not-sent",
            },
        )

    def give(self, route: Any, status: int, told: object) -> None:
        route.fulfill(status=status, content_type="application/json", body=json.dumps(told))


def open_form(page: Any, served: Served) -> str:
    """Sign in and open the newest report; return its address."""
    sign_in(page, served, "bao-cao")
    page.goto(f"{served.address}/van-phong/phai-bao-cao/?tat_ca=1")  # newest first, sent or not
    page.locator(".th-worklist__what a").first.click()
    page.locator("main a").filter(has_text="Làm báo cáo").click()
    page.wait_for_url(re.compile("/bao-cao/"))
    return str(page.url)


def boxes(page: Any) -> Any:
    return page.locator("[data-grid] tr[data-row] td:nth-child(2) input")


def state(page: Any) -> Any:
    return page.locator("[data-save-state]")


def test_a_report_is_filled_checked_and_sent(either: Any, served: Served) -> None:
    page = either
    address = open_form(page, served)
    page.goto(f"{address}so-lieu/")
    for number in range(boxes(page).count()):
        boxes(page).nth(number).fill("1,234" if number == 2 else f"1.24{number % 10}")
    page.locator("main button").filter(has_text="Lưu, kiểm tra").click()
    page.wait_for_url("**/kiem-tra/")
    assert "CHƯA gửi được: còn 1 điểm" in page.inner_text("main")

    page.locator(".govuk-error-summary a").first.click()
    page.wait_for_url("**/so-lieu/#o-*")
    assert page.evaluate("document.activeElement.value") == "1,234"
    boxes(page).nth(2).fill("1234")
    page.locator("main button").filter(has_text="Lưu, kiểm tra").click()
    page.wait_for_url(re.compile("/kiem-tra/"))  # the redirect keeps the fragment of before
    page.locator("main button").filter(has_text="Gửi báo cáo").click()
    page.wait_for_url("**/bien-nhan/**")

    said = page.inner_text("main")
    assert re.search(r"Biên nhận BN-\d{4}-\d{6}", said)
    assert re.search(r"[0-9a-f]{64}", said)
    assert "một nghìn hai trăm ba mươi tư" in said


def test_a_box_is_saved_by_itself_and_read_out(desk: Any, served: Served) -> None:
    address = open_form(desk, served)
    saving = Saving(desk)
    desk.goto(f"{address}so-lieu/")
    name = boxes(desk).first.get_attribute("name")

    boxes(desk).first.fill("4.321")
    desk.wait_for_selector("text=Đã lưu 14:05")

    (headers, fields) = saving.asked[-1]
    assert fields == {name: "4.321"}
    assert re.fullmatch(r'"\d+"', headers["if-match"])
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                        headers["idempotency-key"])  # fmt: skip
    assert headers["x-csrftoken"]
    assert "đọc 4.321" in desk.inner_text("[data-grid]")
    assert desk.inner_text(".th-heading .th-status") == "Đã điền đủ, CHƯA GỬI"
    boxes(desk).nth(1).fill("8")
    desk.wait_for_selector("text=đọc 8")
    assert saving.asked[-1][0]["if-match"] == '"101"'


def test_a_lost_answer_is_asked_for_again_with_the_same_key(desk: Any, served: Served) -> None:
    address = open_form(desk, served)
    saving = Saving(desk)
    saving.answers = [lambda route: route.abort(), lambda route: saving.give(route, 503, {})]
    desk.goto(f"{address}so-lieu/")

    boxes(desk).first.fill("77")
    desk.wait_for_selector("[data-save-state][data-kind=waiting]")
    boxes(desk).nth(1).fill("78")
    desk.wait_for_selector("text=đọc 78", timeout=30_000)

    keys = [headers["idempotency-key"] for headers, _ in saving.asked]
    assert len(set(keys[:3])) == 1
    assert keys[3] not in keys[:3]
    assert saving.asked[2][1] == saving.asked[0][1]


def test_what_somebody_else_wrote_is_taken_in_or_shown_beside(desk: Any, served: Served) -> None:
    address = open_form(desk, served)
    saving = Saving(desk)
    desk.goto(f"{address}so-lieu/")
    mine, theirs = (str(boxes(desk).nth(number).get_attribute("name")) for number in (0, 1))
    fields = {mine: "20", theirs: "55"}
    moved = {"code": "version-moved", "version": 200, "by": "Trần Thị Mẫu", "at": "", "fields": fields}
    saving.answers = [lambda route: saving.give(route, 409, moved)]

    boxes(desk).first.fill("30")
    desk.wait_for_selector(".th-clash")

    assert boxes(desk).nth(1).input_value() == "55"
    assert "Trần Thị Mẫu vừa sửa" in state(desk).inner_text()
    assert "Bản của Trần Thị Mẫu:" in desk.inner_text(".th-clash")
    assert boxes(desk).first.input_value() == "30"
    desk.wait_for_timeout(1200)
    assert len(saving.asked) == 1
    desk.locator(".th-clash button").filter(has_text="Giữ bản đang gõ").click()
    desk.wait_for_selector("text=đọc 30")
    assert saving.asked[-1][0]["if-match"] == '"200"'
    assert saving.asked[-1][1] == {mine: "30"}


def test_an_ended_session_keeps_what_was_typed(desk: Any, served: Served) -> None:
    address = open_form(desk, served)
    saving = Saving(desk)
    saving.answers = [lambda route: saving.give(route, 401, {"code": "signed-out"})]
    desk.goto(f"{address}so-lieu/")

    boxes(desk).first.fill("91")
    desk.wait_for_selector("text=phiên làm việc đã hết")
    desk.wait_for_selector("text=đọc 91", timeout=30_000)

    assert len({headers["idempotency-key"] for headers, _ in saving.asked}) == 1


def test_a_refused_box_says_so_and_the_others_go_on(desk: Any, served: Served) -> None:
    address = open_form(desk, served)
    saving = Saving(desk)
    desk.goto(f"{address}so-lieu/")
    name = boxes(desk).first.get_attribute("name")
    told = {"code": "text-too-long", "message": "Nội dung dài 300 ký tự", "field": name}
    saving.answers = [lambda route: saving.give(route, 422, told)]

    boxes(desk).first.fill("9" * 300)
    desk.wait_for_selector("text=Nội dung dài 300 ký tự")
    boxes(desk).nth(1).fill("6")
    desk.wait_for_selector("text=đọc 6")
    assert boxes(desk).first.input_value() == "9" * 300
    boxes(desk).first.fill("9")
    desk.wait_for_selector("text=đọc 9")
    assert "Nội dung dài" not in desk.inner_text("[data-grid]")


def test_leaving_warns_only_while_something_is_not_saved(desk: Any, served: Served) -> None:
    address = open_form(desk, served)
    saving = Saving(desk)
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto(f"{address}so-lieu/")
    boxes(desk).first.fill("14")
    desk.wait_for_selector("text=đọc 14")
    desk.goto(address)
    assert asked == []

    desk.goto(f"{address}so-lieu/")
    saving.answers = [lambda route: route.abort()] * 9
    boxes(desk).first.fill("15")
    desk.wait_for_selector("[data-save-state][data-kind=waiting]")
    desk.goto(address)
    assert asked == ["beforeunload"]


def test_keys_move_as_in_a_sheet(desk: Any, served: Served) -> None:
    address = open_form(desk, served)
    Saving(desk)
    desk.goto(f"{address}so-lieu/")
    here = "document.activeElement.name"
    names = [boxes(desk).nth(number).get_attribute("name") for number in range(3)]

    boxes(desk).first.click()
    desk.keyboard.press("Enter")
    assert desk.evaluate(here) == names[1]
    desk.keyboard.press("ArrowDown")
    assert desk.evaluate(here) == names[2]
    desk.keyboard.press("Shift+Enter")
    assert desk.evaluate(here) == names[1]
    desk.keyboard.press("ArrowRight")
    assert desk.evaluate(here).startswith(f"{names[1]}/")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.type("12")
    desk.keyboard.press("ArrowUp")
    assert desk.evaluate(here) == names[1]
    composing = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', " \
                "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"  # fmt: skip
    assert desk.evaluate(composing) is True
    assert desk.evaluate(here) == names[1]


def test_a_block_is_shown_before_it_is_pasted(desk: Any, served: Served) -> None:
    address = open_form(desk, served)
    Saving(desk)
    desk.goto(f"{address}so-lieu/")
    first = boxes(desk).first
    first.fill("5")
    name = first.get_attribute("name")

    stopped = desk.evaluate(PASTE, [f'[name="{name}"]', {"text/html": EXCEL, "text/plain": "x"}])

    assert stopped is False
    told = desk.inner_text("dialog[data-paste]")
    assert "Sẽ ghi 4 ô" in told
    assert "1 ô nằm ngoài" not in told
    assert first.input_value() == "5"
    desk.click("[data-paste-do]")
    assert first.input_value() == "1.240"
    assert boxes(desk).nth(1).input_value() == "35; 7"
    assert desk.locator(f'[name="{name}/state"]').input_value() == "nil"


def test_lines_parted_by_tabs_are_read_and_nothing_leaves_the_table(desk: Any, served: Served) -> None:
    address = open_form(desk, served)
    Saving(desk)
    desk.goto(f"{address}so-lieu/")
    last = boxes(desk).last
    name = last.get_attribute("name")
    block = 'một\t"x\ty ""z"""\r\n\r\n999\r\n'

    desk.evaluate(PASTE, [f'[name="{name}/note"]', {"text/plain": block}])

    told = desk.inner_text("dialog[data-paste]")
    assert "Sẽ ghi 1 ô" in told
    assert '2 ô nằm ngoài biểu, không dán: x y "z" | 999' in told
    desk.click("[data-paste-stop]")
    assert desk.locator(f'[name="{name}/note"]').input_value() == ""

    desk.evaluate(PASTE, [f'[name="{name}/note"]', {"text/plain": "cả khối\r\n"}])
    assert not desk.locator("dialog[data-paste]").is_visible()
    assert desk.locator(f'[name="{name}/note"]').input_value() == "cả khối"


def test_words_copied_from_word_come_as_plain_lines(desk: Any, served: Served) -> None:
    address = open_form(desk, served)
    Saving(desk)
    desk.goto(address)
    desk.locator(".govuk-task-list__link").nth(1).click()
    desk.wait_for_selector("textarea")
    desk.focus("textarea")

    desk.evaluate(PASTE, ["textarea", {"text/html": WORD, "text/plain": "x"}])

    typed = desk.input_value("textarea")
    assert typed == "Tình hình ổn định.\n- Việc một\n2. Việc hai\n- Việc ba"
    desk.wait_for_selector("text=Đã lưu 14:05")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_stand_on_a_narrow_screen_too(desk: Any, served: Served, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    address = open_form(desk, served)
    for part in ("", "so-lieu/", "kiem-tra/", "tep/"):
        desk.goto(f"{address}{part}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, part
