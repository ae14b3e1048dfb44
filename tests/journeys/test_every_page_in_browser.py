"""Every page that a role can reach by links: axe, 360 and 320 pixels, 60 KB, a silent console."""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from served import RULES, Served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|vn-[\w:.-]+|\d{4}-\d\d-\d\d-[\w:.-]+|(?<=/)\d+(?=/)")
MOST_PAGES = 60
LARGEST = 60 * 1024
LEFT_OUT = re.compile(
    r"\.(xlsx|toml|zip|docx|pdf|ics|csv)(\?|$)|/tep/|/xuat|/tai-|dang-xuat|cong-van|dien-thoai"
)
SMALL = {"tong-hop": 18, "bao-cao": 5, "quan-tri": 10, "kiem-tra": 8}
"""Login → how many different pages there are at least: fewer would mean that links are missing."""


@pytest.mark.parametrize("login", SMALL)
def test_pages_of_a_role(chromium: Any, served: Served, login: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    sign_in(page, served, login)
    waiting, seen, faults = [urlsplit(page.url).path], set[str](), list[str]()

    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if _shape(path) in seen or LEFT_OUT.search(path):
            continue
        seen.add(_shape(path))
        answer = page.goto(served.address + path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        if answer.status != 200:
            faults.append(f"{path}: {answer.status}")
        if len(answer.body()) > LARGEST and "/ra-soat/" not in path:  # a review is as long as its document
            faults.append(f"{path}: {len(answer.body())} bytes")
        found = Axe().run(page, options={"runOnly": RULES})
        if found.violations_count:
            faults.append(f"{path}: {found.generate_report()}")
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 800})
            reach = page.evaluate("document.documentElement.scrollWidth")
            if reach > width:
                faults.append(f"{path}: {reach} pixels at {width}")
        page.set_viewport_size({"width": 1280, "height": 900})
        waiting += _links(page, served)

    assert faults == []
    assert told == []
    assert len(seen) >= SMALL[login], sorted(seen)
    context.close()


def _links(page: Any, served: Served) -> list[str]:
    hrefs = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
    whole = (urljoin(page.url, href.partition("#")[0]) for href in hrefs)
    own = [url for url in whole if url.startswith(served.address)]
    return [urlsplit(url).path + (f"?{urlsplit(url).query}" if urlsplit(url).query else "") for url in own]


def _shape(path: str) -> str:
    return ID.sub("…", path.partition("?")[0])
