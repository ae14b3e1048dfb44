"""Feeds, calendar and sitemaps, read by the libraries that their readers use, and held to their schemas."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import lxml.etree
import lxml.html
import pytest
from consolidating import Desk, desk
from people import AT, TODAY
from portal_pages import (
    HERE,
    SITEMAP,
    TITLE,
    article,
    category,
    correction,
    draft,
    mapped,
    paper,
    reader,
)

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.consolidation import issuing
from tonghop.apps.publications.models import PublicRegime, PublicReport
from tonghop.web.portal import sitemaps
from tonghop.web.portal.models import CampaignPage, CategoryPage, HomePage
from tonghop.web.portal.public_days import next_due

SHAPES = Path(__file__).parent / "shapes"
HOSTILE = "</content></entry>]]>&<b>\x0c\x07\ufffe“ế”"


@pytest.fixture
def tin(memory: Doors) -> CategoryPage:
    return category()


@pytest.fixture
def office(memory: Doors) -> Desk:
    return desk()


def held_to(shape: str, content: bytes) -> None:
    schema = lxml.etree.RelaxNG(lxml.etree.parse(SHAPES / f"{shape}.rng"))
    assert schema.validate(lxml.etree.fromstring(content)), schema.error_log


def read(path: str) -> Any:
    """Return a feed as feedparser reads it, after its schema has looked at it."""
    answer = reader().get(path)
    assert answer.status_code == 200, path
    held_to("atom" if path.endswith("atom") else "rss", answer.content)
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["Content-Type"]})
    assert (feed.bozo, feed.version) == (0, "atom10" if path.endswith("atom") else "rss20")
    own = {link.rel: link.href for link in feed.feed.links}
    assert own["self"] == f"{HERE}{path}"
    assert reader().get(own["alternate"].removeprefix(HERE)).status_code == 200
    return feed


def public_campaign(office: Desk) -> tuple[CampaignPage, PublicReport]:
    """Release a report of a campaign for the public, and publish the campaign's page."""
    office.computed()
    with acting_as(office.mai):
        issue = issuing.prepare(
            cycle=office.cycle, dated_on=TODAY, gap_why="Đã hết hạn", by=office.mai, at=AT, on=TODAY
        )
    with acting_as(office.lan):
        issuing.release(issue_id=issue.pk, by=office.lan, at=AT, on=TODAY)
        issuing.decide_publication(
            issue_id=issue.pk, wanted=True, by=office.lan, at=AT + timedelta(hours=1), on=TODAY
        )
    with acting_by_itself():
        page = HomePage.objects.get().add_child(
            instance=CampaignPage(title="Mở lớp", campaign=office.cycle.campaign_id, live=True)
        )
        page.save_revision().publish()
    return page, PublicReport.objects.get(pk=issue.pk)


@pytest.mark.parametrize("form", ["tin.atom", "rss.xml"])
def test_feeds_of_site_and_category_hold_whole_articles_in_both_forms(tin: CategoryPage, form: str) -> None:
    linked = article(tin, title="Bài được dẫn")
    page = article(
        tin,
        slug="bai",
        lead="1 < 2 & 3",
        body=[
            (
                "paragraph",
                f'<p>Xem <a linktype="page" id="{linked.pk}">bài</a>, chữ href="/x" để nguyên.</p>',
            ),
            ("quote", {"text": HOSTILE, "source": HOSTILE}),
        ],
        papers=[paper()],
        corrections=[correction("12 tổ", "10 tổ")],
    )
    empty = category("Chưa có bài")

    for path in (f"/{form}", f"{tin.path_here}{form}"):
        feed = read(path)
        entries = {entry.title: entry for entry in feed.entries}
        entry = entries[TITLE]
        whole = entry.content[-1].value if form == "tin.atom" else entry["content"][0].value
        assert set(entries) == {TITLE, "Bài được dẫn"}
        assert entry.id == f"tag:localhost,2023-03-13:tin:{page.pk}"
        assert (entry.link, entry.author) == (f"{HERE}{page.path_here}", "Ban Mẫu")
        assert entry.tags[0].term == "Xây dựng cơ sở"
        assert entry.published_parsed[:5] == (2023, 3, 13, 10, 0)
        assert entry.summary == "1 &lt; 2 &amp; 3"
        for words in ("đã viết “10 tổ”; nay sửa: 12 tổ", "12/KH-UBND", "“ế”", 'href="/x" để nguyên'):
            assert words in whole, words
        links = lxml.html.fromstring(whole).xpath("//@href | //@src")
        assert links
        assert all(link.startswith("http://localhost:8000/") for link in links), links
    assert read(f"{empty.path_here}{form}").entries == []
    assert reader().get(f"/chuyen-muc/khong-co/{form}").status_code == 404


@pytest.mark.parametrize("form", ["tin.atom", "rss.xml"])
def test_hostile_words_stay_words_of_their_entry(tin: CategoryPage, form: str) -> None:
    article(tin, title=HOSTILE, slug="x", lead=HOSTILE, agency=HOSTILE)

    (entry,) = read(f"/{form}").entries

    assert entry.author == "</content></entry>]]>&<b>“ế”"
    assert entry.summary.replace("&gt;", ">") == "&lt;/content>&lt;/entry>]]>&amp;&lt;b>“ế”"


def test_a_feed_changes_with_words_alone(tin: CategoryPage) -> None:
    page = article(tin)
    first = reader().get("/tin.atom")
    again = reader().get("/tin.atom", headers={"if-none-match": first.headers["ETag"]})
    before = read("/tin.atom")
    with acting_by_itself():
        page.lead = "Mở đầu khác."
        page.save_revision().publish()
    after = read("/tin.atom")

    assert again.status_code == 304
    assert before.feed.updated == before.entries[0].updated
    assert after.entries[0].updated > before.entries[0].updated
    assert after.entries[0].id == before.entries[0].id
    assert after.entries[0].published == before.entries[0].published


@pytest.mark.parametrize("form", ["tin.atom", "rss.xml"])
def test_feed_of_a_campaign_has_its_articles_reports_and_corrections(office: Desk, form: str) -> None:
    page, report = public_campaign(office)
    below = category()
    news = article(below, campaign=page, corrections=[correction("12 tổ", "10 tổ")])
    article(below, title="Bài của chiến dịch khác")
    article(below, campaign=page, title="Đã rút", withdrawn_on=TODAY, withdrawn_why="Sai.")
    draft(below, campaign=page, title="Chưa duyệt")

    feed = read(f"{page.path_here}/{form}")
    entries = {entry.id.partition(":tin:")[0].split(":")[2] if ":tin:" not in entry.id else "tin": entry
               for entry in feed.entries}  # fmt: skip

    assert set(entries) == {"tin", "dinh-chinh", "bao-cao"}
    assert len(feed.entries) == 3
    assert entries["tin"].link == f"{HERE}{news.path_here}"
    assert entries["dinh-chinh"].title == f"Đính chính: {TITLE}"
    assert entries["bao-cao"].link == f"{HERE}/bao-cao/{report.pk}"
    assert "<td>80</td>" in entries["bao-cao"].content[-1].value
    assert report.code in entries["bao-cao"].content[-1].value
    for inside in (office.mai.full_name, "Thiếu kinh phí"):
        assert inside not in reader().get(f"{page.path_here}/{form}").content.decode()

    renamed = f"/chien-dich/ten-cu-{page.pk}/{form}"
    assert reader().get(renamed).headers["Location"] == f"{page.path_here}/{form}"
    assert reader().get(f"/chien-dich/x-999999/{form}").status_code == 404
    assert f'href="{page.path_here}/tin.atom"' in reader().get(page.path_here).content.decode()

    with acting_as(office.lan):
        issuing.decide_publication(
            issue_id=report.pk, wanted=False, by=office.lan, at=AT + timedelta(hours=2), on=TODAY
        )
    assert len(read(f"{page.path_here}/{form}").entries) == 2


def test_calendar_has_the_next_due_day_of_public_campaigns_and_nothing_else(office: Desk) -> None:
    with acting_by_itself():
        hidden = CampaignPage(title="Chưa công bố", campaign=office.cycle.campaign_id, live=True)
        HomePage.objects.get().add_child(instance=hidden).save_revision().publish()
    empty = reader().get("/lich.ics")
    with acting_by_itself():
        hidden.delete()
    page, report = public_campaign(office)

    answer = reader().get("/lich.ics")
    again = reader().get("/lich.ics", headers={"if-none-match": answer.headers["ETag"]})
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    regimes = PublicRegime.objects.filter(report=report)

    assert icalendar.Calendar.from_ical(empty.content).walk("VEVENT") == []
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert again.status_code == 304
    assert len(events) == regimes.count() == len({str(event["uid"]) for event in events}) > 0
    for event in events:
        due = event.decoded("dtstart")
        assert type(due) is date, "a day, not an hour"
        assert event.decoded("dtend") == due + timedelta(days=1)
        assert event.decoded("dtstamp") == report.published_at.replace(microsecond=0)
        assert str(event["uid"]).startswith(f"{page.pk}-")
        assert str(event["uid"]).endswith(f"-{due:%Y%m%d}@localhost")
        assert str(event["url"]) == f"{HERE}{page.path_here}"
        assert str(event["summary"]) == "Hạn báo cáo: Mở lớp"
    assert 'href="/lich.ics"' in reader().get(page.path_here).content.decode()


NEXT = [
    # frequency, due, the newest report's own due day, today, next
    ("annual", "05-30", date(2025, 5, 30), date(2026, 5, 29), date(2026, 5, 30)),
    ("annual", "05-30", date(2025, 5, 30), date(2026, 5, 30), date(2026, 5, 30)),
    ("annual", "05-30", date(2025, 5, 30), date(2026, 5, 31), date(2027, 5, 30)),
    ("annual", "02-29", date(2025, 2, 28), date(2027, 1, 1), date(2027, 2, 28)),
    ("annual", "12-31", date(2025, 12, 31), date(2026, 12, 31), date(2026, 12, 31)),
    ("once", "05-30", date(2026, 5, 30), date(2026, 5, 30), date(2026, 5, 30)),
    ("once", "05-30", date(2026, 5, 30), date(2026, 5, 31), None),
]


@pytest.mark.parametrize(("frequency", "due", "was_due", "on", "expected"), NEXT)
def test_next_due_day(frequency: str, due: str, was_due: date, on: date, expected: date | None) -> None:
    regime = PublicRegime(code="X", frequency=frequency, due=due, relation="before")

    assert next_due(regime, PublicReport(cycle="2026-X", due_on=was_due), on=on) == expected


def test_sitemap_is_an_index_of_files_with_real_days(
    tin: CategoryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [article(tin, title=f"Bài {number}") for number in range(3)]
    index = reader().get("/sitemap.xml").content
    lists = reader().get("/sitemap-trang-1.xml").content
    whole = mapped()
    monkeypatch.setattr(sitemaps, "IN_A_FILE", 2)
    split = reader().get("/sitemap.xml").content
    first, second = (reader().get(f"/sitemap-bai-viet-{number}.xml").content for number in (1, 2))

    for content in (index, split, first, second, lists):
        held_to("sitemap", content)
    assert sorted(mapped()) == sorted(whole)
    assert [content.count(b"<url>") for content in (first, second)] == [2, 1]
    assert b"sitemap-bai-viet-2.xml" in split
    assert b"sitemap-bai-viet-2.xml" not in index
    newest = max(page.last_published_at for page in pages if page.last_published_at)
    places = lxml.etree.fromstring(lists)
    changed = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in places}
    assert datetime.fromisoformat(str(changed[f"{HERE}{tin.path_here}"])) == newest.replace(microsecond=0), (
        "a list changed with its newest"
    )
    assert changed[f"{HERE}/xac-minh/"] is None
    for path in (
        "/sitemap-bai-viet-3.xml",
        "/sitemap-bai-viet-0.xml",
        "/sitemap-x-1.xml",
        "/sitemap-van-ban-1.xml",
    ):
        assert reader().get(path).status_code == 404, path


def test_news_sitemap_has_two_days_and_no_more(tin: CategoryPage) -> None:
    at = datetime.now(UTC)
    fresh = article(tin, title="Tin & <mới>\x0c", slug="tin-moi", posted_at=at - timedelta(hours=47))
    article(tin, title="Tin cũ", posted_at=at - timedelta(hours=49))
    article(tin, title="Tin mai", posted_at=at + timedelta(hours=1))
    article(tin, title="Rút", posted_at=at, withdrawn_on=TODAY, withdrawn_why="Sai.")

    content = reader().get("/sitemap-tin.xml").content

    held_to("sitemap", content)
    (url,) = lxml.etree.fromstring(content)
    assert url.findtext(f"{SITEMAP}loc") == f"{HERE}{fresh.path_here}"
    told = {element.tag.rpartition("}")[2]: element.text for element in url.iter()}
    assert (told["title"], told["language"], told["name"]) == ("Tin & <mới>", "vi", "Cổng công bố")
    for later, count in (
        (timedelta(), 1),
        (timedelta(minutes=59), 1),
        (timedelta(hours=2), 1),
        (timedelta(days=3), 0),
    ):
        assert len(sitemaps.newest(at + later)) == count, later


def test_robots_keeps_machines_from_what_nobody_should_find_there(tin: CategoryPage) -> None:
    from urllib.robotparser import RobotFileParser

    robots = RobotFileParser()
    text = reader().get("/robots.txt").content.decode()
    robots.parse(text.splitlines())

    for path in (
        "/tim-kiem/?q=x",
        "/bien-tap/pages/3/view_draft/",
        "/van-phong/",
        "/xac-minh/?ma=X",
        "/hien-thi/",
    ):
        assert not robots.can_fetch("*", f"{HERE}{path}"), path
    for path in ("/", "/xac-minh/", "/tin/2023/03/x-1", "/chia-se/trang-1-000000000000.png", "/en/about/"):
        assert robots.can_fetch("*", f"{HERE}{path}"), path
    assert robots.site_maps() == [f"{HERE}/sitemap.xml", f"{HERE}/sitemap-tin.xml"]
