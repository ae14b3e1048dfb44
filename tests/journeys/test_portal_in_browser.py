"""The portal as people use it: editors in Wagtail's real screens, readers before the published pages.

Editors' screens are in Vietnamese: what is left of English is counted on each that a journey passes.
TONGHOP_PICTURES names a folder for pictures of them, wide and narrow.
"""

import csv
import json
import os
import re
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from english_words import left_on
from PIL import Image
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from served import Served, follow, look_at, press, said, sign_in
from tonghop.web.portal.short_names import short_name

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]

SAVED_BY_ITSELF = 4_000  # milliseconds
WRITER, SECOND = "bien-tap", "bien-tap-2"
TITLE = "Phường Đức Mẫu xây dựng tổ dân phố điển hình"
LEFT = frozenset({"actions"})
"""English that stays: the name of a region in a template of Wagtail's that asks no catalogue."""


def in_vietnamese(page: Any, name: str) -> None:
    """Ask of an editor's screen that it is in Vietnamese; keep a picture where a folder is named."""
    page.wait_for_load_state()
    found = {word: text for word, text in left_on(page).items() if word not in LEFT}
    if pictures := os.environ.get("TONGHOP_PICTURES", ""):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(pictures) / f"bien-tap-{name}-{width}.png"))
    assert found == {}, f"{name}: {found}"


def add_block(page: Any, field: str, name: str = "") -> None:
    """Put a block of this name at the end of a field; a field with one kind of block asks for none."""
    page.locator(f"[data-contentpath={field}] button.c-sf-add-button").last.click()
    if name:
        page.get_by_role("option", name=name, exact=True).click()


def write(page: Any, words: str) -> None:
    """Write into the last box of prose."""
    page.locator("[data-contentpath=body] [role=textbox]").last.click()
    page.keyboard.type(words)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (800, 450), (30, 110, 90)).save(out, "PNG")
    return out.getvalue()


def open_dialog(page: Any, button: Any) -> None:
    """Press a button that opens a dialog, again where the screen was just being drawn anew, as people do."""
    for _ in range(3):
        button.click()
        with suppress(PlaywrightTimeout):
            page.locator(".modal-dialog").wait_for(timeout=7_000)
            return
    raise AssertionError(f"no dialog opened at {page.url}")


def choose(page: Any, what: str, *, asks: bool = False) -> None:
    """Choose what else is done with a page than saving it; what asks for words leads nowhere yet."""
    # What was typed is saved by itself three seconds after the last letter; the buttons are drawn anew then:
    # one that is pressed at that moment only saves. Until Wagtail's scripts are there they only save, too.
    page.wait_for_timeout(SAVED_BY_ITSELF)
    page.wait_for_load_state("networkidle")
    page.locator("footer").get_by_role("button", name="Việc khác").click()
    button = page.locator("footer").get_by_role("button", name=what, exact=True)
    if asks:
        button.click()
        return
    with page.expect_navigation():
        button.click()


def offered(page: Any) -> str:
    """Return what may be done with a page."""
    page.locator("footer").get_by_role("button", name="Việc khác").click()
    return str(page.locator("footer").inner_text())


def said_at(page: Any, address: str) -> str:
    page.goto(address)
    return said(page)


def downloaded(page: Any, name: str) -> bytes:
    """Return what a link leads to, shown by the browser or saved."""
    way = page.locator("main").get_by_role("link", name=name, exact=True).first.get_attribute("href")
    return bytes(page.context.request.get(f"{page.url.partition('/bao-cao/')[0]}{way}").body())


def own(chromium: Any) -> Any:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(20_000)
    return page


def test_an_article_goes_out_by_a_second_person_and_is_corrected_the_same_way(
    chromium: Any, served: Served
) -> None:
    # 1. She opens the category, and begins an article there.
    writing = own(chromium)
    sign_in(writing, served, WRITER)
    writing.goto(f"{served.address}/bien-tap/")
    in_vietnamese(writing, "1-ban-lam-viec")
    writing.goto(f"{served.address}/bien-tap/pages/")
    in_vietnamese(writing, "2-cay-trang")
    writing.get_by_role("link", name="Xem các trang dưới “Xây dựng cơ sở”").first.click()
    writing.get_by_role("link", name="Thêm trang con").first.click()
    writing.wait_for_url("**/add/portal/articlepage/**")
    writing.fill("[name=title]", TITLE)
    writing.fill("[name=lead]", "Các tổ dân phố cùng bàn và cùng làm.")
    writing.fill("[name=agency]", "Đảng ủy phường Đức Mẫu")

    # 2. A heading, a paragraph, a picture with words for who does not see it, a paper, the campaign.
    add_block(writing, "body", "Tiêu đề mục")
    writing.fill("[name=body-0-value-text]", "Cách làm")
    add_block(writing, "body", "Đoạn văn")
    write(writing, "Mỗi tổ họp một tháng một lần.")
    add_block(writing, "body", "Ảnh")
    open_dialog(writing, writing.get_by_role("button", name="Chọn ảnh"))
    dialog = writing.locator(".modal-dialog")
    in_vietnamese(writing, "3-chon-anh")
    dialog.get_by_role("tab", name="Tải lên").click()
    dialog.locator("input[type=file]").set_input_files(
        {"name": "hop-to.png", "mimeType": "image/png", "buffer": picture()}
    )
    dialog.locator("[name$=title]").last.fill("Họp tổ dân phố")
    in_vietnamese(writing, "4-tai-anh-len")
    dialog.get_by_role("button", name="Tải lên").click()
    dialog.wait_for(state="hidden")
    writing.fill("[name=body-2-value-image-alt_text]", "Người dân ngồi quanh bàn trong nhà văn hóa")
    writing.fill("[name=body-2-value-caption]", "Họp tổ dân phố số 3")
    add_block(writing, "papers")
    writing.fill("[name=papers-0-value-symbol]", "142/KH-UBND")
    writing.fill("[name=papers-0-value-kind]", "Kế hoạch")
    writing.fill("[name=papers-0-value-dated_on]", "15/08/2022")
    open_dialog(writing, writing.get_by_role("button", name="Chọn trang (Trang chiến dịch)"))
    in_vietnamese(writing, "5-chon-chien-dich")
    dialog.get_by_role("link", name=re.compile("Kế hoạch số 142")).first.click()
    dialog.wait_for(state="hidden")
    in_vietnamese(writing, "6-khoi-noi-dung")

    # 3. She submits it. What it is called in its address the server says; she cannot approve it.
    choose(writing, "Gửi duyệt")
    in_vietnamese(writing, "7-da-gui")
    assert f"Đã gửi duyệt “{TITLE}”" in writing.inner_text("body")
    writing.get_by_role("link", name=TITLE).first.click()
    writing.wait_for_url("**/edit/")
    article = writing.url
    writing.locator("[data-side-panel-toggle=status]").click()
    in_vietnamese(writing, "8-cho-duyet")
    assert "Duyệt, đăng" not in offered(writing)
    number = re.search(r"/pages/(\d+)/", article)[1]  # type: ignore[index]
    public = f"{served.address}/tin/x-{number}"
    reading = own(chromium)
    assert reading.goto(public).status == 404

    # 4. The second person finds it waiting, reads it and lets it out.
    reviewing = own(chromium)
    sign_in(reviewing, served, SECOND)
    reviewing.goto(f"{served.address}/bien-tap/")
    in_vietnamese(reviewing, "9-cho-toi-duyet")
    reviewing.get_by_role("link", name=TITLE).first.click()
    reviewing.wait_for_url("**/edit/")
    in_vietnamese(reviewing, "10-xem-de-duyet")
    choose(reviewing, "Duyệt, đăng")
    in_vietnamese(reviewing, "11-da-duyet")

    # 5. A reader has it, under a name that has the đ.
    assert reading.goto(public).status == 200
    assert f"/{short_name(TITLE)}-{number}" in reading.url
    assert "phuong-duc-mau" in reading.url
    for words in ("Cách làm", "Mỗi tổ họp một tháng một lần.", "142/KH-UBND", "Kết quả thực hiện"):
        assert words in said(reading)
    assert "Đính chính" not in reading.inner_text("main")
    figure = reading.get_by_role("img", name="Người dân ngồi quanh bàn trong nhà văn hóa")
    assert figure.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    look_at(reading, "cong-bai-viet")

    # 6. There was a mistake. The correction is compared, sent back once, and goes out like the article.
    writing.goto(article)
    writing.locator("[data-contentpath=corrections] button.c-sf-add-button").last.click()
    writing.fill("[name=corrections-0-value-corrected_on]", "24/11/2026")
    writing.fill("[name=corrections-0-value-right]", "Mỗi tổ họp hai tháng một lần.")
    choose(writing, "Gửi duyệt")
    reviewing.goto(f"{article.removesuffix('edit/')}history/")
    in_vietnamese(reviewing, "12-cac-phien-ban")
    reviewing.goto(f"{article.removesuffix('edit/')}revisions/compare/live...latest/")
    in_vietnamese(reviewing, "13-so-sanh")
    assert "Mỗi tổ họp hai tháng một lần." in said(reviewing)
    reviewing.goto(article)
    choose(reviewing, "Trả lại để sửa", asks=True)
    reviewing.locator("[name=comment]").fill("Ghi cả câu đã viết.")
    in_vietnamese(reviewing, "14-tra-lai")
    with reviewing.expect_navigation():
        reviewing.locator(".modal-dialog").get_by_role("button", name="Trả lại để sửa").click()
    in_vietnamese(reviewing, "15-da-tra-lai")
    writing.goto(article)
    in_vietnamese(writing, "16-bi-tra-lai")
    assert "Ghi cả câu đã viết." in said(writing)
    writing.fill("[name=corrections-0-value-was]", "Mỗi tổ họp một tháng một lần.")
    choose(writing, "Gửi duyệt lại")
    reading.goto(public)
    assert "Đính chính" not in reading.inner_text("main")
    reviewing.goto(article)
    choose(reviewing, "Duyệt, đăng")
    told = said_at(reading, public)
    assert "đã viết “Mỗi tổ họp một tháng một lần.”; nay sửa: Mỗi tổ họp hai tháng một lần." in told
    look_at(reading, "cong-dinh-chinh")
    for page in (writing, reviewing, reading):
        page.context.close()


def test_a_journalist_takes_the_figures_and_checks_whence_they_come(either: Any, served: Served) -> None:
    # 1. From an article to the campaign, and from there to the report that was released.
    page = either
    page.goto(f"{served.address}/")
    follow(page, "Kết quả tuyên truyền 6 tháng đầu năm 2026")
    finding = page.locator("#tien-do + p").inner_text()
    follow(page, re.compile("^Xem "))
    assert page.locator(".finding").inner_text() == finding
    look_at(page, "cong-chien-dich")
    page.locator("main h2").filter(has_text="Các báo cáo đã công bố").locator("+ ul a").first.click()
    page.wait_for_url("**/bao-cao/**")
    look_at(page, "cong-bao-cao")

    # 2. What is downloaded is what the page shows: every figure of it.
    shown = [
        [cell.inner_text() for cell in row.locator("th, td").all()]
        for row in page.locator("table").first.locator("tbody tr").all()
    ]
    lines = list(csv.DictReader(StringIO(downloaded(page, "CSV").decode("utf-8-sig"))))
    told = json.loads(downloaded(page, "JSON"))
    assert [(row[0], row[1], row[-1]) for row in shown] == [
        (line["name"], line["unit"], line["reported_by"]) for line in lines
    ]
    assert [(one["name"], one["value"] or "") for one in told["figures"]] == [
        (line["name"], line["value"]) for line in lines
    ]
    amounts = [(row[2], line["value"]) for row, line in zip(shown, lines, strict=True) if line["value"]]
    assert len(amounts) > 2
    for written, value in amounts:
        assert written.removeprefix("khoảng ").replace(".", "").replace(",", ".") == value
    coverage = told["coverage"]
    received = coverage["on_time"] + coverage["late"] + coverage["unknown_time"]
    assert f"{received}/{coverage['due']} đơn vị đã báo cáo" in finding

    # 3. The code of the report is known, and a slip of the hand is not.
    code = told["code"]
    page.goto(f"{served.address}/xac-minh/")
    page.get_by_label("Mã kiểm tra ở cuối báo cáo").fill(code.replace("-", "").lower())
    press(page, "Kiểm tra")
    assert told["record_sha256"] in said(page)
    look_at(page, "cong-xac-minh")
    page.get_by_label("Mã kiểm tra ở cuối báo cáo").fill(f"{code[:-1]}{'A' if code[-1] != 'A' else 'B'}")
    press(page, "Kiểm tra")
    assert "Không có báo cáo đã công bố nào mang mã này" in said(page)


def test_letters_and_contrast_are_a_readers_own(either: Any, served: Served) -> None:
    page = either
    page.goto(f"{served.address}/")
    follow(page, "Phường Tân Hòa ra mắt các tổ tự quản")
    article = page.url
    size, ground = letters(page), background(page)
    assert page.context.cookies() == []

    for name in ("Cỡ chữ rất lớn", "Tương phản cao"):
        page.get_by_role("button", name=name).click()
        page.wait_for_load_state()
        assert page.url == article, "one stays where one reads"
        assert page.get_by_role("button", name=name).get_attribute("aria-pressed") == "true"
    assert letters(page) == pytest.approx(1.5 * size, rel=0.05)
    look_at(page, "cong-chu-to")
    page.get_by_role("button", name="Nền tối").click()
    page.wait_for_load_state()
    assert background(page) != ground
    look_at(page, "cong-nen-toi")
    page.goto(f"{served.address}/")
    assert "chu-150" in page.locator("html").get_attribute("class"), "on every page"
    assert {one["name"] for one in page.context.cookies()} == {"portal_text_size", "portal_contrast"}


def letters(page: Any) -> float:
    return float(page.locator("main p").last.evaluate("one => parseFloat(getComputedStyle(one).fontSize)"))


def background(page: Any) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))
