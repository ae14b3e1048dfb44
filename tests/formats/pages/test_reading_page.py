"""The page of a reading as a file: self-contained, linked both ways, and nothing of the text is markup."""

import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from formats.pages.invented_directive import EMPTY, READING, TEXT
from tonghop.domain.directives.reading import Reading
from tonghop.domain.provenance import Span
from tonghop.formats.pages.reading_page import reading_page
from tonghop.formats.pages.wording import ENGLISH, VIETNAMESE

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """What a test wants to know of a page: ids, links, the text of the left side, languages, faults."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.headings: list[str] = []
        self.faults: list[str] = []
        self.left = ""
        self._open: list[tuple[str, str | None]] = []
        self.feed(page.decode("utf-8"))
        self.close()
        self.faults += [f"<{tag}> stays open" for tag, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "a" and any(open_tag == "a" for open_tag, _ in self._open):
            self.faults.append("<a> inside <a>")
        if tag not in VOID:
            self._open.append((tag, names.get("class")))
        if names.get("id") is not None:
            self.ids.append(names["id"] or "")
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.addresses += [
            value or "" for name, value in attrs if name in {"src", "action", "srcset", "data"}
        ]

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop()[0] != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if ("div", "directive") in self._open:
            self.left += data


@pytest.mark.parametrize("reading", [READING, EMPTY], ids=["directive", "scan"])
@pytest.mark.parametrize("say", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
def test_every_link_has_its_anchor_and_every_anchor_is_one(reading: Reading, say: object) -> None:
    page = Page(reading_page(reading, say))  # type: ignore[arg-type]

    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links)
    assert page.addresses == []


def test_the_left_side_is_exactly_the_text() -> None:
    assert Page(reading_page(READING)).left == TEXT


def test_both_sides_lead_to_each_other() -> None:
    page = Page(reading_page(READING))

    for number in range(1, len(READING.obligations) + 1):
        assert f"#task-{number}" in page.links
        assert f"#text-task-{number}" in page.links
    assert {"#report-2", "#text-report-2", "#citation-1", "#text-citation-1-2"} <= set(page.links)
    assert {"#warning-1", "#text-warning-1", "#party-1"} <= set(page.links)


def test_a_script_in_the_directive_stays_text() -> None:
    page = reading_page(READING).decode("utf-8")

    assert page.count("<script>") == 1  # the page's own
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in page


def test_names_from_the_file_cannot_leave_their_attribute() -> None:
    hostile = replace(READING.source, file='"><img src=x onerror=alert(1)>')

    assert Page(reading_page(replace(READING, source=hostile))).addresses == []


def test_the_page_asks_nothing_of_any_network() -> None:
    page = reading_page(READING).decode("utf-8")

    assert not re.search(r"https?://|//[a-z]|@import|url\(|<link|<img|<iframe", page)
    assert "default-src 'none'" in page


def test_sentences_shown_only_are_marked_and_explained() -> None:
    page = reading_page(READING).decode("utf-8")

    assert page.count('class="shown-only"') == 2
    assert VIETNAMESE.display_only_why["fewer-complaints"] in page
    assert "Đoạn 4" in page
    assert "Việc 4" not in page


def test_headings_step_down_one_at_a_time() -> None:
    headings = [int(tag[1]) for tag in Page(reading_page(READING)).headings]

    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert reading_page(READING) == reading_page(replace(READING))


def test_a_megabyte_takes_a_moment() -> None:
    text = TEXT * (1_000_000 // len(TEXT))
    tasks = [
        replace(task, span=Span(task.span.start + shift, task.span.end + shift), parties=(), deadlines=())
        for shift in range(0, len(text), len(TEXT))
        for task in READING.obligations
    ]
    reading = replace(READING, text=text, obligations=tuple(tasks))

    began = time.perf_counter()
    page = reading_page(reading)

    assert time.perf_counter() - began < 5
    assert Page(page).left == text


def test_real_directives_make_sound_pages(reading: Path) -> None:
    from tonghop.domain.directives.reading import read
    from tonghop.formats.intake import open_document

    for path in sorted((reading / "texts").glob("*.txt")):
        found = read(open_document(path, name=path.name))
        page = Page(reading_page(found))

        assert page.faults == [], path.name
        assert page.left == found.text, path.name
        assert {link.removeprefix("#") for link in page.links} <= set(page.ids), path.name
        assert len(page.ids) == len(set(page.ids)), path.name
