"""An article as a reader, a search engine and a feed reader get it."""

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.utils import timezone
from portal_pages import POSTED, TITLE, article, category, correction, draft, mapped, paper, reader

from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.web.portal.models import AnswersPage, ArticlePage, CategoryPage, DocumentPage, HomePage

NASTY = "</script><script>alert(1)</script>&<b>"


@pytest.fixture
def tin(memory: Doors) -> CategoryPage:
    return category()


def told(html: str) -> dict[str, object]:
    """Return what a page says to machines."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {one["@type"]: one for one in json.loads(text)["@graph"]}


def headings(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]


def test_article_has_all_its_parts(tin: CategoryPage) -> None:
    page = article(
        tin,
        body=[
            ("heading", {"text": "Cách làm", "level": "2"}),
            ("paragraph", "<p>Mở <b>lớp</b>.</p>"),
            ("heading", {"text": "Ở tổ", "level": "3"}),
            ("quote", {"text": "Giữ nếp.", "source": "Kế hoạch số 12/KH-UBND"}),
        ],
        papers=[paper()],
        places=[("place", {"written": "phường Mẫu, thành phố Cũ", "now": "phường Mẫu, tỉnh Mới",
                           "since": date(2025, 7, 1), "source": "Nghị quyết 1"})],
        corrections=[correction("12 tổ", "10 tổ")],
    )  # fmt: skip

    answer = reader().get(page.path_here)
    html = answer.content.decode()

    assert answer.status_code == 200
    assert page.path_here == f"/tin/2023/03/phuong-mau-xay-dung-to-dan-pho-an-toan-{page.pk}"
    assert f"<h1>{TITLE}</h1>" in html
    assert ">13/03/2023 17:00</time>" in html
    assert "Cập nhật" in html, "it came to this portal later than it was posted"
    for words in (
        "Xây dựng cơ sở", "Ban Mẫu", "<b>lớp</b>", "<b>12/KH-UBND</b>, ngày 10/01/2023",
        "nay là phường Mẫu, tỉnh Mới (từ ngày 01/07/2025, theo Nghị quyết 1)", "12 tổ",
        f'<link rel="canonical" href="http://localhost:8000{page.path_here}">',
    ):  # fmt: skip
        assert words in html, words
    assert headings(html) == [1, 2, 2, 3, 2, 2]
    assert html.count("<h1") == 1


def test_article_tells_machines_what_it_tells_readers(tin: CategoryPage) -> None:
    page = article(tin, papers=[paper()], corrections=[correction("12 tổ")])

    said = told(reader().get(page.path_here).content.decode())
    news, ways = said["NewsArticle"], said["BreadcrumbList"]

    assert news["headline"] == TITLE
    assert news["datePublished"] == "2023-03-13T17:00:00+07:00"
    assert news["isBasedOn"] == [
        {"@type": "Legislation", "legislationIdentifier": "12/KH-UBND", "name": "Về xây dựng cơ sở",
         "legislationDate": "2023-01-10", "legislationPassedBy": "UBND tỉnh Mẫu"}
    ]  # fmt: skip
    assert news["correction"][0]["text"] == "12 tổ"
    assert [one["position"] for one in ways["itemListElement"]] == [1, 2, 3]
    assert ways["itemListElement"][1]["name"] == "Xây dựng cơ sở"


def test_no_word_of_a_page_becomes_a_script(tin: CategoryPage) -> None:
    page = article(
        tin,
        title=NASTY,
        slug="x",
        lead=NASTY,
        agency=NASTY,
        body=[("quote", {"text": NASTY, "source": NASTY}), ("paragraph", f"<p>{NASTY}</p>")],
        papers=[paper(NASTY)],
        places=[("place", {"written": NASTY, "now": NASTY, "since": None, "source": NASTY})],
        corrections=[correction(NASTY, NASTY)],
    )

    html = reader().get(page.path_here).content.decode()

    assert html.count("<script") == 2, "the structured data and portal.js, nothing else"
    assert told(html)["NewsArticle"]["headline"] == NASTY
    assert "alert(1)</script" not in html
    assert "alert(1)</script" not in reader().get("/tin.atom").content.decode().replace("&lt;", "")


def test_page_loads_nothing_from_elsewhere_and_sets_no_cookie(tin: CategoryPage) -> None:
    page = article(tin)

    answer = reader().get(page.path_here)

    html = answer.content.decode()
    loaded = re.findall(
        r'<(?:script|img|link rel="(?:stylesheet|icon)"|iframe)[^>]*(?:src|href)="([^"]+)"', html
    )
    assert loaded
    assert all(address.startswith("/static/") for address in loaded), loaded
    assert not answer.cookies
    assert "style=" not in html
    assert "'unsafe" not in answer.headers["Content-Security-Policy"]


def test_renamed_article_leads_on_and_a_feed_keeps_its_id(tin: CategoryPage) -> None:
    page = article(tin)
    before, entry = page.path_here, ids(reader())
    with acting_by_itself():
        page.slug, page.title = "ten-moi", "Tên mới"
        page.save_revision().publish()

    answer = reader().get(before)

    assert (answer.status_code, answer.headers["Location"]) == (301, f"/tin/2023/03/ten-moi-{page.pk}")
    assert reader().get(answer.headers["Location"]).status_code == 200
    assert ids(reader()) == entry


def test_withdrawn_article_is_gone_with_its_reason(tin: CategoryPage) -> None:
    page = article(tin, withdrawn_on=date(2026, 6, 1), withdrawn_why="Số liệu không đúng.")

    answer = reader().get(page.path_here)
    html = answer.content.decode()

    assert answer.status_code == 410
    assert "Số liệu không đúng." in html
    assert "01/06/2026" in html
    assert TITLE not in html
    assert 'content="noindex"' in html
    for path in ("/", tin.path_here, "/tin.atom", "/rss.xml"):
        assert page.path_here not in reader().get(path).content.decode(), path
    assert page.path_here not in mapped()
    assert tin.path_here in mapped()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hỏi đáp đầu năm", "hoi-dap-dau-nam"),
        ("Đường Đức Mẫu", "duong-duc-mau"),
        ("“…”", "trang"),
        ("chữ " * 40, "-".join(["chu"] * 17)),
    ],
)
def test_name_in_the_address_keeps_every_letter_and_stays_short(
    tin: CategoryPage, title: str, name: str
) -> None:
    first, second = draft(tin, title=title), draft(tin, title=title)

    assert first.slug == name
    assert second.slug.startswith(name)
    assert second.slug != name


ABSENT = [
    "/tin/2023/03/x-999999",
    "/tin/x",
    "/tin/2023/03/x-99999999999999",
    "/tin/2023/03/x-٣",
    "/chuyen-muc/x/",
    "/giai-dap/x-1",
]


@pytest.mark.parametrize("path", ABSENT)
def test_what_is_not_there_is_404(tin: CategoryPage, path: str) -> None:
    assert reader().get(path).status_code == 404


def test_draft_is_nowhere(tin: CategoryPage) -> None:
    page = draft(tin, title="Bài chưa duyệt")
    live = article(tin)
    live.title = "Tên chưa duyệt"
    live.save_revision()

    assert reader().get(page.path_here).status_code == 404
    assert page.path_here not in mapped()
    for path in ("/", tin.path_here, "/tin.atom", "/sitemap-tin.xml", live.path_here):
        assert "chưa duyệt" not in reader().get(path).content.decode(), path


def test_what_has_not_changed_is_not_sent_again_and_what_has_is(tin: CategoryPage) -> None:
    page = article(tin)
    first = reader().get(page.path_here)
    again = reader().get(page.path_here, headers={"if-none-match": first.headers["ETag"]})
    with acting_by_itself():
        page.lead = "Mở đầu khác."
        page.save_revision().publish()
    later = reader().get(page.path_here, headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert later.status_code == 200
    assert "no-cache" in first.headers["Cache-Control"]
    assert "Cookie" in first.headers["Vary"]


def test_reader_chooses_letters_and_contrast_without_script_or_token(tin: CategoryPage) -> None:
    page, client = article(tin), reader()

    for field, value in (("co", "150"), ("tuong-phan", "cao")):
        answer = client.post("/hien-thi/", {field: value, "ve": page.path_here})
        assert (answer.status_code, answer.headers["Location"]) == (302, page.path_here)

    assert '<html lang="vi" class="chu-150 nen-cao">' in client.get(page.path_here).content.decode()
    assert 'class="chu-100 nen-thuong"' in reader().get(page.path_here).content.decode()


@pytest.mark.parametrize("back", ["https://x.example/", "//x.example", "/\\x.example", "javascript:1", ""])
def test_choice_leads_to_no_other_site(memory: Doors, back: str) -> None:
    answer = reader().post("/hien-thi/", {"co": "150; x", "ve": back})

    assert answer.headers["Location"] == "/"
    assert not answer.cookies


ATOM = "{http://www.w3.org/2005/Atom}"


def ids(client) -> list[str]:  # type: ignore[no-untyped-def]
    feed = ElementTree.fromstring(client.get("/tin.atom").content)
    return [str(entry.findtext(f"{ATOM}id")) for entry in feed.iter(f"{ATOM}entry")]


def test_feed_is_atom_with_whole_articles_of_its_category(tin: CategoryPage) -> None:
    other = category("Văn hóa")
    page = article(tin, body=[("paragraph", "<p>Toàn văn.</p>")])
    article(other, title="Bài khác")

    for path, titles in (("/tin.atom", {TITLE, "Bài khác"}), (f"{tin.path_here}tin.atom", {TITLE})):
        answer = reader().get(path)
        feed = ElementTree.fromstring(answer.content)
        entries = list(feed.iter(f"{ATOM}entry"))
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        assert {entry.findtext(f"{ATOM}title") for entry in entries} == titles
        assert feed.findtext(f"{ATOM}updated")
    (entry,) = entries
    assert entry.findtext(f"{ATOM}id") == f"tag:localhost,2023-03-13:tin:{page.pk}"
    assert "<p>Toàn văn.</p>" in str(entry.findtext(f"{ATOM}content"))
    assert reader().get("/rss").headers["Location"] == "/rss.xml"


def test_sitemap_lists_what_is_public_and_robots_leads_to_it(tin: CategoryPage) -> None:
    page = article(tin)

    listed = mapped()

    assert page.path_here in listed
    assert len(set(listed)) == len(listed)
    for path in listed:
        assert reader().get(path).status_code == 200, path
    robots = reader().get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost:8000/sitemap.xml" in robots
    assert "Disallow: /van-phong/" in robots


def test_updated_moves_with_words_alone(tin: CategoryPage) -> None:
    now = timezone.now()
    page = ArticlePage(posted_at=POSTED)

    for first, last, updated in (
        (None, None, None),
        (POSTED, POSTED, None),
        (POSTED, POSTED + timedelta(seconds=30), None),
        (POSTED, now, now),
        (now, now, now),  # posted elsewhere long ago
    ):
        page.first_published_at, page.last_published_at = first, last
        assert page.updated_at == updated


def test_article_is_small(tin: CategoryPage) -> None:
    """Letters, style and script once, and the words of an article as long as the portal's longest."""
    from pathlib import Path

    import tonghop.web

    words = "<p>" + "Ban Mẫu đề nghị các đơn vị phối hợp triển khai kế hoạch. " * 20 + "</p>"
    page = article(tin, body=[("paragraph", words)] * 6)
    html = reader().get(page.path_here, headers={"accept-encoding": "gzip"})
    static = Path(tonghop.web.__file__).parent / "static" / "tonghop"
    once = [*static.glob("fonts/*.woff2"), static / "portal.css", static / "portal.js", static / "icon.svg"]

    assert html.headers["Content-Encoding"] == "gzip"
    assert len(html.content) + sum(file.stat().st_size for file in once) <= 60 * 1024


class Shape(HTMLParser):
    """Holds a page to what a validator asks first: elements end in order, ids are single."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag not in ("meta", "link", "img", "input", "br", "hr"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "rect", tag

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())


def test_every_kind_of_page_is_well_formed_with_headings_in_order(tin: CategoryPage) -> None:
    home = HomePage.objects.get()
    with acting_by_itself():
        told = {"question": "Ai?", "answer": "<p>Đơn vị.</p>", "paper": "12/KH-UBND"}
        told |= {"answered_on": POSTED.date()}
        pages = [
            AnswersPage(title="Hỏi đáp", entries=[("answer", told)] * 2),
            DocumentPage(title="Kế hoạch", symbol="12/KH-UBND", kind="Kế hoạch", issuer="UBND tỉnh Mẫu",
                         dated_on=POSTED.date(), abstract="Về xây dựng cơ sở", bases=[paper("9/NQ-HĐND")]),
        ]  # fmt: skip
        for page in pages:
            home.add_child(instance=page).save_revision().publish()
    pages.append(article(tin, corrections=[correction("12 tổ")], papers=[paper()]))

    for path in ("/", tin.path_here, "/du-lieu/", "/xac-minh/?ma=x", *(page.path_here for page in pages)):
        answer = reader().get(path)
        shape = Shape()
        shape.feed(answer.content.decode())
        assert answer.status_code == 200, path
        assert shape.open == [], path
        assert len(set(shape.ids)) == len(shape.ids), path
        assert shape.levels[0] == 1, path
        steps = [below - above for above, below in pairwise(shape.levels)]
        assert max(steps, default=0) <= 1, (path, shape.levels)
