"""The page of a reading in Chromium: no errors, no requests, no sideways scrolling, links without script."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from formats.pages.invented_directive import READING
from tonghop.formats.pages.reading_page import reading_page

pytestmark = pytest.mark.browser

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")

CONTRASTS = """() => {
  const channel = v => (v /= 255, v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + .05) / (y + .05);
  };
  const opaque = c => { const p = parse(c); return p.length === 3 || p[3] === 1; };
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (opaque(c)) return parse(c);
    }
    return [255, 255, 255];
  };
  const low = [];
  let seen = 0;
  for (const e of document.querySelectorAll('body *')) {
    const speaks = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!speaks || !e.getClientRects().length) continue;
    seen += 1;
    const found = ratio(parse(getComputedStyle(e).color), ground(e));
    if (found < 4.5) low.push([e.tagName, e.className, found]);
  }
  for (const e of document.querySelectorAll('.badge')) {
    seen += 1;
    const s = getComputedStyle(e, '::before');
    const found = ratio(parse(s.color), parse(s.backgroundColor));
    if (found < 4.5) low.push(['badge', e.parentElement.className, found]);
  }
  return {seen, low};
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("page") / "reading.html"
    file.write_bytes(reading_page(READING))
    return file.as_uri()


def _in_view(page: object, anchor: str) -> bool:
    found = page.evaluate(  # type: ignore[attr-defined]
        "id => { const b = document.getElementById(id).getBoundingClientRect();"
        " return b.top >= 0 && b.top < innerHeight && b.left >= 0 && b.left < innerWidth; }",
        anchor,
    )
    return bool(found)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_errors_no_requests_no_sideways_scrolling(browser, address: str, width: int) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": width, "height": 800})
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address)
    page.mouse.move(width / 4, 400)
    across = page.evaluate("document.documentElement.scrollWidth")

    assert said == []
    assert asked == [address]
    assert across <= width
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_links_work_both_ways_without_script(browser, address: str, width: int) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 600})
    page = context.new_page()
    page.goto(address)

    for link, target in (
        ("#text-task-3 > .badge", "task-3"),
        ("#task-3 h4 a", "text-task-3"),
        ("#report-2 a", "text-report-2"),
        ("#text-report-2 .badge", "report-2"),
        ("#citation-1 .mentions a:nth-of-type(2)", "text-citation-1-2"),
        ("#text-citation-1-2", "citation-1"),
    ):
        page.click(link)

        assert page.url == f"{address}#{target}"
        assert page.locator(f"#{target}").evaluate("e => e.matches(':target')")
        assert _in_view(page, target), target
    context.close()


def test_each_column_scrolls_on_its_own(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1280, "height": 500})
    page.goto(f"{address}#task-4")

    assert page.evaluate("[scrollY, document.querySelector('#text').scrollTop]") == [0, 0]
    assert page.evaluate("document.querySelector('#lists').scrollTop") > 0
    page.close()


def test_words_stand_out_from_their_ground(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}#text-task-3")

    found = page.evaluate(CONTRASTS)

    assert found["seen"] > 60
    assert found["low"] == []
    page.close()


def test_the_keyboard_finds_its_way(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")

    assert first == "skip"
    assert page.url.endswith("#tasks")
    assert outline == "solid"
    page.close()


def test_landmarks_and_labels(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    page.goto(address)

    assert [page.get_by_role(role).count() for role in ("banner", "navigation", "main")] == [1, 1, 1]
    assert page.get_by_role("link", name="Việc 3", exact=True).count() == 2
    assert page.get_by_role("heading", level=1).count() == 1
    unnamed = "[...document.querySelectorAll('a')].filter(a => !a.textContent.trim() && !a.ariaLabel).length"
    assert page.evaluate(unnamed) == 0
    page.close()


def test_the_partner_lights_up(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)

    page.hover("#task-1 h4")

    assert page.evaluate("document.getElementById('text-task-1').classList.contains('lit')")
    page.close()


def test_it_prints_on_a4(browser, address: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    import pypdfium2

    page = browser.new_page()
    page.goto(address)
    page.pdf(path=str(tmp_path / "reading.pdf"), format="A4")
    page.close()

    printed = pypdfium2.PdfDocument(tmp_path / "reading.pdf")
    text = "".join(printed[number].get_textpage().get_text_bounded() for number in range(len(printed)))
    printed.close()
    assert "Vệ sinh môi trường nông thôn" in text
    assert "Trả lời phản ánh" in text
