"""The office as its people use it: the real server and worker, Chromium, a sample office.

Each journey is told in steps, most of them with scripts and without. What is asked of every page stands in
test_every_page_in_browser.py.
"""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from served import Served, follow, look_at, press, said, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]

NEWEST = "năm 2026"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
RING = """(element => {
  const style = getComputedStyle(element);
  const yellow = style.backgroundColor === 'rgb(255, 221, 0)';
  return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || yellow;
})(document.activeElement)"""
BEHIND_A_TABLE = """picture => [...picture.closest('section').querySelectorAll('table, dl')].some(
  told => told.contains(picture) || told.compareDocumentPosition(picture) & Node.DOCUMENT_POSITION_FOLLOWING
)"""
DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH PHÚ THỌ
Số: 88/KH-UBND
Phú Thọ, ngày 20 tháng 11 năm 2026

KẾ HOẠCH
Dọn vệ sinh đường làng

Kính gửi: Ủy ban nhân dân phường Tân Hòa.

1. Ủy ban nhân dân phường Tân Hòa tổ chức dọn vệ sinh các tuyến đường, xong trước ngày 15/12/2026.
2. Ủy ban nhân dân phường Tân Hòa theo dõi, chấn chỉnh dư luận trái chiều về kế hoạch.

Nơi nhận: Như trên; Lưu: VT.
"""


@pytest.fixture
def desk(either: Any) -> Any:
    """Somebody's own browser, with scripts and without."""
    return either


def fetched(page: Any, link: str) -> bytes:
    """Return what a link of the page gives to whoever is signed in there."""
    href = page.locator("main").get_by_role("link", name=link).first.get_attribute("href")
    answer = page.request.get(page.url.split("/van-phong/")[0] + href)
    assert answer.status == 200
    return bytes(answer.body())


def test_coordinator_reviews_a_directive(desk: Any, served: Served) -> None:
    # 1. She finds the review among her work; text and tasks stand side by side.
    sign_in(desk, served, "tong-hop")
    follow(desk, re.compile("^Rà soát 1086"))
    before = int(re.findall(r"(\d+)/11 đã xem", said(desk))[0])

    # 2. The sentence about what people think is shown, and is no task of anybody's.
    shown = desk.locator(".th-rights").filter(has_text="dư luận")
    assert shown.count() >= 1
    assert shown.locator("button, a").count() == 0

    # 3. She confirms the next task, and thinks better of it.
    press(desk, re.compile("^Xác nhận việc"))
    assert int(re.findall(r"(\d+)/11 đã xem", said(desk))[0]) == before + 1
    desk.locator("main").get_by_role("button", name=re.compile("^Hoàn tác việc")).last.click()
    desk.wait_for_load_state()
    assert int(re.findall(r"(\d+)/11 đã xem", said(desk))[0]) == before

    # 4. A task that is none needs a reason; what was typed is kept.
    desk.locator("main summary").filter(has_text="Tách, loại").first.click()
    press(desk, "Loại, không phải nhiệm vụ")
    assert "lý do" in said(desk).lower()


def test_coordinator_takes_a_directive_in_and_the_worker_reads_it(
    desk: Any, served: Served, tmp_path: Path
) -> None:
    # 1. She uploads a file of text; each run has one of its own, since a file is taken in once.
    number = 80 + len(list(served.folder.glob("*.txt"))) + abs(hash(str(tmp_path))) % 10_000
    file = tmp_path / "ke-hoach.txt"
    file.write_text(DIRECTIVE.replace("88/KH", f"{number}/KH"), encoding="utf-8")
    sign_in(desk, served, "tong-hop")
    desk.goto(f"{served.address}/van-phong/van-ban/nhan/")
    desk.set_input_files("input[type=file]", str(file))
    press(desk, "Nhận và đọc")

    # 2. The worker reads it meanwhile; the page says so by itself or when it is opened again.
    place = desk.url
    for _ in range(60):
        if "Rà soát" in said(desk):
            break
        desk.wait_for_timeout(1000)
        desk.goto(place)
    follow(desk, "Rà soát")
    assert "dọn vệ sinh các tuyến đường" in said(desk)
    assert desk.locator(".th-rights").filter(has_text="dư luận").count() >= 1

    # 3. It is found by its number as people type it, and by words without their marks.
    desk.goto(f"{served.address}/van-phong/van-ban/")
    desk.fill(
        "main form[role=search] input[type=search], main form[role=search] input[type=text]", "don ve sinh"
    )
    press(desk, "Lọc")
    assert f"{number}/KH-UBND" in said(desk)


def test_secret_document_is_turned_away_and_nothing_is_kept(
    desk: Any, served: Served, tmp_path: Path
) -> None:
    file = tmp_path / "mat.txt"
    file.write_text("MẬT\n" + DIRECTIVE.replace("88/KH", "99/KH"), encoding="utf-8")
    sign_in(desk, served, "tong-hop")
    desk.goto(f"{served.address}/van-phong/van-ban/nhan/")

    desk.set_input_files("input[type=file]", str(file))
    press(desk, "Nhận và đọc")

    assert "MẬT" in said(desk)
    desk.goto(f"{served.address}/van-phong/van-ban/")
    assert "99/KH" not in said(desk)


def test_coordinator_looks_after_the_due_list(desk: Any, served: Served) -> None:
    # 1. From her work to those who are missing.
    sign_in(desk, served, "tong-hop")
    follow(desk, re.compile("^Đôn đốc"))
    place = desk.url
    missing = desk.locator("main tbody tr")
    body = missing.first.locator("th a").inner_text()
    assert missing.count() >= 5

    # 2. A reason is needed to give more time; what was typed stays.
    missing.first.locator("input[type=checkbox]").check()
    desk.locator("select[name=viec]").select_option(label="Gia hạn")
    press(desk, "Tiếp tục")
    assert body in said(desk)
    desk.locator("main input[name=due_on], main input[type=date], main input[name=han]").first.fill(
        "15/12/2026"
    )
    press(desk, re.compile("^Gia hạn"))
    assert desk.locator(".govuk-error-summary").count() == 1
    assert "2026" in desk.locator("main form input:not([type=hidden])").first.input_value()
    desk.locator("main textarea, main input[name=why], main input[name=ly_do]").first.fill(
        "Bị bão lũ chia cắt"
    )
    press(desk, re.compile("^Gia hạn"))

    # 3. It is in the row's story, and the counts still add up.
    desk.goto(place)
    counted = re.search(r"(\d+) phải gửi = ([^\n]*)", said(desk))
    assert counted is not None
    assert int(counted[1]) == sum(int(part) for part in re.findall(r"(\d+) ", counted[2] + " "))


def test_lists_are_narrowed_without_loading_the_page_anew_and_the_address_can_be_sent(
    desk: Any, served: Served
) -> None:
    # 1. With scripts only the list is drawn anew; without them the page is. What is shown is the same.
    sign_in(desk, served, "tong-hop")
    follow(desk, re.compile("^Đôn đốc"))
    desk.goto(desk.url.split("?")[0])
    scripted = desk.evaluate("(window.stays = 'here', typeof htmx)") == "object"
    desk.fill("main input[name=ten]", "hoi nong dan")
    press(desk, "Lọc")
    desk.get_by_text("1 dòng").first.wait_for()
    assert "Hội Nông dân tỉnh Phú Thọ" in said(desk)
    if scripted:
        assert desk.evaluate("window.stays") == "here"

    # 2. The address says it all: a colleague who opens it sees the same.
    assert "ten=hoi" in desk.url
    desk.goto(desk.url)
    assert desk.locator("main tbody tr").count() == 1
    assert desk.input_value("main input[name=ten]") == "hoi nong dan"


def test_coordinator_reminds_by_letter_message_and_telephone(desk: Any, served: Served) -> None:
    sign_in(desk, served, "tong-hop")
    follow(desk, re.compile("^Đôn đốc"))
    desk.goto(desk.url.split("?")[0] + "don-doc/")

    letters = zipfile.ZipFile(io.BytesIO(fetched(desk, "Công văn đôn đốc (Word, PDF, tệp nén)")))
    phones = fetched(desk, "Danh sách điện thoại (Excel)")
    follow(desk, "Tin nhắn để dán")

    names = letters.namelist()
    assert any(name.endswith(".docx") for name in names)
    assert any(name.endswith(".pdf") for name in names)
    assert phones[:2] == b"PK"
    assert "năm 2026" in desk.locator("main textarea").first.input_value()


def test_a_leader_reads_how_a_cycle_stands(desk: Any, served: Served, request: pytest.FixtureRequest) -> None:
    # 1. From the list of campaigns to one, and to a cycle whose reports have come.
    sign_in(desk, served, "lanh-dao")
    desk.goto(f"{served.address}/van-phong/tong-quan/")
    follow(desk, "Tuyên truyền thực hiện Kế hoạch số 142")
    desk.select_option("select[name=ky]", label=NEWEST)
    press(desk, "Xem")
    assert NEWEST in desk.inner_text(".th-lead")

    # 2. Each chart follows a table that says the same, and has words for who does not see it.
    pictures = desk.locator("main svg[role=img]")
    assert pictures.count() >= 3
    for picture in pictures.all():
        assert picture.locator("title").count() == 1
        assert picture.evaluate(BEHIND_A_TABLE), picture.inner_html()[:200]
    if "without" not in request.node.name:
        look_at(desk, "leader")


def test_a_bodys_reporter_sees_what_it_owes_and_nothing_of_others(desk: Any, served: Served) -> None:
    sign_in(desk, served, "bao-cao")

    assert "Báo cáo 6 tháng đầu năm 2027" in said(desk)
    assert "hết ngày 31/5/2027" in said(desk)
    follow(desk, re.compile("^Báo cáo 6 tháng"))
    assert "Đảng ủy phường Tân Hòa" in said(desk)
    for path in ("ky/", "quan-tri/nguoi-dung/", "chien-dich/moi/"):
        answer = desk.goto(f"{served.address}/van-phong/{path}")
        assert answer.status == 404, path


def test_another_office_finds_none_of_the_first_ones_pages(desk: Any, served: Served) -> None:
    sign_in(desk, served, "tong-hop")
    desk.goto(f"{served.address}/van-phong/ky/")
    cycle = desk.locator("main tbody th a").first.get_attribute("href")
    desk.goto(f"{served.address}/van-phong/van-ban/")
    directive = desk.locator("main a[href*='/van-ban/']").filter(has_text="1086").first.get_attribute("href")
    desk.context.clear_cookies()

    sign_in(desk, served, "noi-khac")

    for path in (cycle, f"{cycle}don-doc/", f"{directive}ra-soat/"):
        assert desk.goto(served.address + path).status == 404, path


def test_administrator_enters_somebody_who_sets_a_password(desk: Any, served: Served, tmp_path: Path) -> None:
    # 1. A login that is taken is refused, and what was typed stays.
    sign_in(desk, served, "quan-tri")
    desk.goto(f"{served.address}/van-phong/quan-tri/nguoi-dung/them/")
    login = f"moi-{abs(hash(str(tmp_path))) % 100_000}"
    desk.fill("input[name=login]", "tong-hop")
    desk.fill("input[name=full_name]", "Ngô Thị Mẫu")
    press(desk, "Thêm và tạo liên kết")
    assert desk.input_value("input[name=full_name]") == "Ngô Thị Mẫu"

    # 2. With another one there is a link, shown once.
    desk.fill("input[name=login]", login)
    press(desk, "Thêm và tạo liên kết")
    link = desk.locator("main code").inner_text()

    # 3. The new colleague opens it, sets a password, and signs in; without a mandate there is nothing to see.
    desk.context.clear_cookies()
    desk.goto(link)
    for field in desk.locator("main input[type=password]").all():
        field.fill("một câu dài chỉ tôi biết 7")
    press(desk, "Đặt mật khẩu")
    assert desk.goto(link).status in (404, 409, 410)
    desk.goto(f"{served.address}/van-phong/")
    if desk.locator("input[name=login]").count():
        desk.fill("input[name=login]", login)
        desk.fill("input[name=password]", "một câu dài chỉ tôi biết 7")
        press(desk, "Đăng nhập")
    assert "Không còn việc nào đang chờ." in said(desk)


def test_keyboard_alone_goes_from_sign_in_to_a_confirmed_task(chromium: Any, served: Served) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{served.address}/van-phong/")

    # 1. The first stop of the Tab key leads past the bar; then the two fields, and Enter sends.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("govuk-skip-link")
    _tab_to(page, "document.activeElement.name === 'login'")
    page.keyboard.type("tong-hop")
    page.keyboard.press("Tab")
    page.keyboard.type(served.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served.address}/van-phong/")
    page.wait_for_load_state()

    # 2. To the review, and to the button that confirms; focus is always visible.
    _tab_to(page, "document.activeElement.innerText.startsWith('Rà soát 1086')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ra-soat/**")
    page.wait_for_load_state()
    before = int(re.findall(r"(\d+)/11 đã xem", said(page))[0])
    _tab_to(page, "document.activeElement.innerText.startsWith('Xác nhận')")
    page.keyboard.press("Enter")
    page.get_by_text(f"{before + 1}/11 đã xem").first.wait_for()
    context.close()


def _tab_to(page: Any, found: str) -> None:
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate(found):
            assert page.evaluate(RING), "what has the focus shows it"
            return
    raise AssertionError(f"the Tab key never reaches {found}")
