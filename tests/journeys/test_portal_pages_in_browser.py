"""Every kind of page of the portal in a browser: for those who see little, on small screens, on paper.

A window of 320 pixels is what 1280 become at 400 % (WCAG 1.4.10); letters are also tried at their largest.
"""

import os
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from served import RULES, Served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]

A4_POINTS = (595, 842)


@pytest.fixture
def reader(chromium: Any, served: Served) -> Any:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def places(reader: Any, served: Served) -> dict[str, str]:
    """Return an address for each kind of page, as a reader finds them from the first page."""
    reader.goto(f"{served.address}/")
    ways = reader.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.getAttribute('href'))")

    def first(begins: str) -> str:
        return str(next(way for way in ways if re.match(begins, way)))

    campaign = first("/chien-dich/")
    reader.goto(f"{served.address}{campaign}")
    report = str(reader.locator("main a[href^='/bao-cao/']").first.get_attribute("href")).partition("#")[0]
    code = str(reader.locator("main a[href^='/xac-minh/']").first.get_attribute("href"))
    return {
        "trang-chu": "/", "chuyen-muc": first("/chuyen-muc/"), "bai": first(r"/tin/\d"),
        "chien-dich": campaign,
        "van-ban": first(r"/van-ban/\w"), "cac-van-ban": "/van-ban/", "dinh-chinh": "/dinh-chinh/",
        "giai-dap": first("/giai-dap/"), "bao-cao": report, "xac-minh": code, "du-lieu": "/du-lieu/",
        "tim-kiem": "/tim-kiem/?q=hoa+binh", "gioi-thieu": "/gioi-thieu/", "english": "/en/about/",
        "khong-co": "/khong-co",
    }  # fmt: skip


def test_every_kind_of_page_stands_before_axe_and_on_the_smallest_screen(reader: Any, served: Served) -> None:
    pictures = os.environ.get("TONGHOP_PICTURES", "")
    for name, place in places(reader, served).items():
        reader.set_viewport_size({"width": 1280, "height": 900})
        reader.goto(f"{served.address}{place}")
        ids = reader.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
        assert len(ids) == len(set(ids)), name
        found = Axe().run(reader, options={"runOnly": RULES, "resultTypes": ["violations"]})
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        for width, letters in ((1280, ""), (360, ""), (320, ""), (320, "chu-150")):
            reader.set_viewport_size({"width": width, "height": 900})
            reader.evaluate("letters => { document.documentElement.className = letters }", letters)
            reach = reader.evaluate("document.documentElement.scrollWidth")
            assert reach <= width, f"{name}: {reach} pixels at {width} {letters}"
            if pictures and width != 320:
                reader.screenshot(path=str(Path(pictures) / f"cong-{name}-{width}.png"), full_page=True)


@pytest.mark.parametrize("contrast", ["nen-cao", "nen-toi"])
def test_other_colours_stand_before_axe_too(reader: Any, served: Served, contrast: str) -> None:
    for name, place in places(reader, served).items():
        if name in {"bai", "chien-dich", "tim-kiem", "xac-minh"}:
            reader.goto(f"{served.address}{place}")
            reader.evaluate("name => { document.documentElement.className = name }", contrast)
            found = Axe().run(reader, options={"runOnly": RULES, "resultTypes": ["violations"]})
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"


def test_printed_pages_are_the_words_on_a4_without_the_menus(reader: Any, served: Served) -> None:
    found = places(reader, served)
    for name in ("bai", "chien-dich", "bao-cao"):
        reader.goto(f"{served.address}{found[name]}")
        title = reader.inner_text("h1")
        paper = pypdfium2.PdfDocument(reader.pdf(prefer_css_page_size=True))
        try:
            width, height = paper[0].get_size()
            words = " ".join(" ".join(one.get_textpage().get_text_range().split()) for one in paper)
        finally:
            paper.close()

        assert (round(width), round(height)) == pytest.approx(A4_POINTS, abs=1), name
        assert title.split()[0] in words, name
        assert "Ban Tuyên giáo và Dân vận" in words, name
        assert not {"Dữ liệu mở", "Cỡ chữ lớn", "Sao chép"} & set(
            re.findall("Dữ liệu mở|Cỡ chữ lớn|Sao chép", words)
        )


def test_a_reader_finds_without_marks_what_stands_with_them(reader: Any, served: Served) -> None:
    """He has a keyboard without Vietnamese, and remembers a number."""
    reader.goto(f"{served.address}/")
    reader.get_by_role("searchbox").fill("phuong tan hoa tu quan")
    reader.keyboard.press("Enter")
    reader.locator("main a").filter(has_text="Phường Tân Hòa ra mắt các tổ tự quản").first.click()
    assert "nay là phường Tân Hòa, tỉnh Phú Thọ" in reader.inner_text("main")

    for spelling in ("142/KHUBND", "142 kh ubnd", "Số 142/KH-UBND"):
        reader.get_by_role("searchbox").fill(spelling)
        reader.keyboard.press("Enter")
        reader.wait_for_url("**/tim-kiem/**")
        first = reader.locator("main .results a, main .articles a").first.inner_text()
        assert "142/KH-UBND" in first, spelling
    reader.locator("main a").filter(has_text="142/KH-UBND").first.click()
    assert "15/08/2022" in reader.inner_text("main")

    reader.get_by_role("searchbox").fill("khongcochunao")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**khongcochunao**")
    assert "khongcochunao" in reader.inner_text("main")
    assert reader.locator("main .articles li").count() == 0
