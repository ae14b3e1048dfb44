"""The office's parts in Chromium: no sideways scrolling, no violations, keys that leave the writing alone."""

import shutil
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

import pytest
from showcase import served, showcase

pytestmark = pytest.mark.browser

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOCUSED = "document.activeElement.id"
LIT = "[...document.querySelectorAll('.th-lit')].map(e => e.id || e.className)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("showcase"), showcase()) as found:
        yield found


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    found.goto(address)
    yield found
    found.close()


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("width", [1280, 768, 360, 320])
def test_nothing_sticks_out_and_nobody_complains(browser: Any, address: str, width: int, size: str) -> None:
    """320 pixels are what is left of 1280 at 400 %; the console tells what the policy refused."""
    page = browser.new_page(viewport={"width": width, "height": 640})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))

    page.goto(address)
    page.evaluate("size => document.documentElement.className = `govuk-template th-text-${size}`", size)
    page.click(".th-menu summary")
    sheet = page.evaluate("document.querySelector('.th-menu__sheet').getBoundingClientRect().toJSON()")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert sheet["left"] >= 0
    assert sheet["right"] <= width
    assert said == []
    page.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("menu", ["closed", "open"])
def test_axe_finds_no_violation(browser: Any, address: str, width: int, menu: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    if menu == "open":
        page.click(".th-menu summary")

    found = Axe().run(page, options={"runOnly": RULES})

    assert len(found.response["passes"]) > 30
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_the_letters_come_from_the_one_font(page: Any) -> None:
    page.evaluate(
        "text => { const p = document.createElement('p'); p.id = 'letters'; p.textContent = text;"
        " document.querySelector('main').append(p); }",
        _vietnamese_letters(),
    )
    page.evaluate("document.fonts.ready.then(() => 1)")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "#letters"})["nodeId"]

    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]

    assert {(font["familyName"], font["isCustomFont"]) for font in used} == {("Noto Sans", True)}


def test_rows_are_close_and_their_lines_are_not(page: Any) -> None:
    row = page.evaluate("document.querySelector('#tan-hoa').getBoundingClientRect().height")
    cells = page.evaluate(
        "[...document.querySelectorAll('.th-table th, .th-table td, .th-table small, .th-cell')].map(e => {"
        " const s = getComputedStyle(e); return parseFloat(s.lineHeight) / parseFloat(s.fontSize); })"
    )

    assert 35 <= row <= 39
    assert len(cells) > 50
    assert min(cells) >= 1.35


def test_every_cell_of_the_year_can_be_hit(page: Any) -> None:
    sizes = page.evaluate(
        "[...document.querySelectorAll('.th-complete a.th-cell')].map(e => {"
        " const b = e.getBoundingClientRect(); return Math.min(b.width, b.height); })"
    )

    assert len(sizes) > 50
    assert min(sizes) >= 24


@pytest.mark.parametrize(("width", "pixels"), [(360, 44), (320, 44)])
def test_a_finger_finds_what_it_presses(browser: Any, address: str, width: int, pixels: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 640}, has_touch=True)
    page.goto(address)
    page.click(".th-menu summary")
    wanted = ".th-bar a, .th-bar summary, .th-menu__sheet button, .govuk-button, .th-filter input, .th-side a"

    small = page.evaluate(
        "([wanted, pixels]) => [...document.querySelectorAll(wanted)].filter(e =>"
        " e.getBoundingClientRect().height < pixels - .5).map(e => e.outerHTML.slice(0, 90))",
        [wanted, pixels],
    )

    assert small == []
    page.close()


def test_head_and_first_column_stay_in_sight(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto(address)

    moved = page.evaluate(
        "() => { const box = document.querySelector('.th-scroll--tall'); box.scrollTo(400, 200);"
        " const at = e => e.getBoundingClientRect(); const frame = at(box);"
        " const head = at(box.querySelector('thead th'));"
        " return [head.left - frame.left, head.top - frame.top,"
        " at(box.querySelector('tbody tr:last-child th')).left - frame.left, box.scrollLeft]; }"
    )

    assert moved[3] == 400
    assert all(0 <= distance <= 2 for distance in moved[:3])
    page.close()


def test_without_scripts_menus_open_and_links_light_the_other_side(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)

    page.click(".th-menu summary")
    assert page.is_visible("text=Đăng xuất")
    page.click(".th-menu summary")
    page.click("#doan-2 a")

    assert page.url.endswith("#viec-2")
    assert page.locator("#viec-2:target").count() == 1
    assert page.locator("#viec-2").evaluate("e => getComputedStyle(e).boxShadow") != "none"
    context.close()


def test_pointing_at_one_side_lights_both(page: Any) -> None:
    page.hover("#doan-1")
    both = page.evaluate(LIT)
    page.hover("h1")

    assert "viec-1" in both
    assert "doan-1" in both
    assert "viec-2" not in both
    assert page.evaluate(LIT) == []


def test_keys_go_through_the_duties_and_press_what_belongs_to_them(page: Any) -> None:
    page.evaluate(
        "document.addEventListener('click', e => { const b = e.target.closest('[data-shortcut]');"
        " if (b) { e.preventDefault(); window.pressed = b.closest('article').id; } }, true)"
    )
    found = []
    for key in ("Alt+j", "Alt+j", "Alt+j", "Alt+k"):
        page.keyboard.press(key)
        found.append(page.evaluate(FOCUSED))
    page.keyboard.press("Alt+x")

    assert found == ["viec-1", "viec-2", "viec-2", "viec-1"]
    assert page.evaluate("window.pressed") == "viec-1"


def test_plain_letters_are_no_commands(page: Any) -> None:
    """WCAG 2.1.4: a single letter must not do anything by itself."""
    page.evaluate("document.activeElement.blur()")
    for key in ("j", "k", "x", "?"):
        page.keyboard.press(key)

    assert page.evaluate(FOCUSED) == ""
    assert page.evaluate("document.querySelector('[data-shortcut-help]').open") is False


@pytest.mark.parametrize("field", ["#ten", "#khoi", "#id_reason"])
def test_keys_leave_writing_alone(page: Any, field: str) -> None:
    page.focus(field)
    page.keyboard.press("Alt+j")

    assert page.evaluate("'#' + document.activeElement.id") == field


@pytest.mark.parametrize("state", [{"isComposing": True}, {"keyCode": 229}])
def test_keys_leave_an_input_method_alone(page: Any, state: dict[str, object]) -> None:
    send = (
        "state => { document.dispatchEvent("
        "new KeyboardEvent('keydown', {...state, code: 'KeyJ', altKey: true, bubbles: true})); }"
    )
    before = page.evaluate(FOCUSED)

    page.evaluate(send, state)
    composing = page.evaluate(FOCUSED)
    page.evaluate(send, {})

    assert composing == before
    assert page.evaluate(FOCUSED) == "viec-1"


def test_the_list_of_keys_opens_by_its_key_and_by_hand(page: Any) -> None:
    page.keyboard.press("Alt+Slash")

    assert page.evaluate("document.querySelector('[data-shortcut-help]').open") is True
    assert page.evaluate("document.activeElement.matches('[data-shortcut-help] summary')") is True


def test_escape_closes_the_menu_and_gives_the_focus_back(page: Any) -> None:
    page.click(".th-menu summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert page.is_hidden("text=Đăng xuất")
    assert page.evaluate("document.activeElement.matches('.th-menu summary')") is True


def test_what_is_wrong_has_the_focus_and_leads_to_its_field(page: Any) -> None:
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"

    for link, field in (("Tên đơn vị: ", "id_name"), ("Kỳ báo cáo: ", "id_frequency_0")):
        page.click(f".govuk-error-summary a:has-text('{link}')")
        assert page.evaluate(FOCUSED) == field


def test_on_paper_nothing_is_cut_off(browser: Any, address: str) -> None:
    """180 mm between the margins of A4 are 680 pixels."""
    page = browser.new_page(viewport={"width": 680, "height": 900})
    page.emulate_media(media="print")
    page.goto(address)

    cut = page.evaluate(
        "[...document.querySelectorAll('main th, main td, main p')]"
        ".filter(e => e.getBoundingClientRect().right > 681).map(e => e.textContent)"
    )

    assert cut == []
    assert page.is_hidden(".th-filter")
    assert page.is_hidden(".th-bar__nav")
    page.close()


def test_one_can_tell_marks_apart_in_forced_colours(browser: Any, address: str) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)

    assert page.locator(".th-status").first.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    assert page.locator("#doan-1").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert page.locator("#doan-1").evaluate("e => getComputedStyle(e, '::before').content") == '"A"'
    context.close()


def _vietnamese_letters() -> str:
    vowels = "aăâeêioôơuưy"
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    small = "".join(normalize("NFC", vowel + mark) for vowel in vowels for mark in marks) + "đ"
    return small + small.upper()
