"""The office as its people use it: the real server and worker, Chromium, the sample office of a real province.

Each journey is told in steps. What is asked of every page stands at the end: axe, keyboard alone, 360 pixels,
400 %, and that nothing is said on the console.
"""

import re
from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import Any

import pytest

from served import Served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
MOST_PAGES = 40


@pytest.fixture
def desk(chromium: Any, served: Served) -> Iterator[Any]:
    """Somebody's own browser, with scripts."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def bare_desk(chromium: Any, served: Served) -> Iterator[Any]:
    """A browser without scripts."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(params=["with scripts", "without scripts"])
def any_desk(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue("desk" if request.param == "with scripts" else "bare_desk")


def follow(page: Any, name: str | re.Pattern[str]) -> None:
    """Follow the first link of this name in the page's own part."""
    page.locator("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def press(page: Any, name: str | re.Pattern[str]) -> None:
    page.locator("main").get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def said(page: Any) -> str:
    return str(page.inner_text("body"))


def test_coordinator_reviews_a_directive(any_desk: Any, served: Served) -> None:
    # 1. She signs in and finds the review among her work.
    sign_in(any_desk, served, "tong-hop")
    follow(any_desk, re.compile("^Rà soát 1086"))

    # 2. Text and tasks stand side by side; the sensitive sentence is shown and offers nothing to press.
    before = re.search(r"(\d+)/11 đã xem", said(any_desk))
    assert before is not None
    marked = any_desk.locator("mark, .th-mark").filter(has_text="uốn nắn")
    assert marked.count() >= 1
    assert marked.first.get_by_role("button").count() == 0

    # 3. She confirms the next task, and thinks better of it.
    follow(any_desk, re.compile("Xem|Mở|Việc 9")) if any_desk.get_by_role("button", name=re.compile("^Xác nhận")).count() == 0 else None
    press(any_desk, re.compile("^Xác nhận"))
    after = re.search(r"(\d+)/11 đã xem", said(any_desk))
    assert after is not None
    assert int(after[1]) == int(before[1]) + 1
