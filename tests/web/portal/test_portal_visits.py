"""Visit counts of our own: by page and day, and nothing about who."""

import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

import psycopg
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from people import administrator
from portal_pages import article, category, editors, reader

from cli.office import Office
from cli.programs import running
from databases import Doors, django_on
from served import ADDRESS, _given
from tonghop.apps.accounts.acting import acting_as_visitor, acting_by_itself
from tonghop.web.portal import visit_report, visits
from tonghop.web.portal.drawn_pages import drawn
from tonghop.web.portal.models import ArticlePage, Visits
from tonghop.web.portal.visits import COUNTS, VisitCounts, is_reading, page_of

HTML = {"Content-Type": "text/html; charset=utf-8"}
BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
DAY = date(2026, 11, 23)

READINGS = [
    # method, what the request says, what the answer is, counted
    ("GET", {"user-agent": BROWSER}, HTML, True),
    ("GET", {}, HTML, True),  # a browser that says nothing does not say that it is a robot
    ("GET", {"user-agent": BROWSER}, {"Content-Type": "text/csv; charset=utf-8"}, True),
    ("GET", {"user-agent": BROWSER}, {"Content-Type": "application/json"}, True),
    (
        "GET",
        {},
        {"Content-Type": "application/pdf", "Content-Disposition": "attachment; filename=x.pdf"},
        True,
    ),
    ("HEAD", {"user-agent": BROWSER}, HTML, False),
    ("GET", {"user-agent": BROWSER, "sec-purpose": "prefetch;prerender"}, HTML, False),
    ("GET", {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://example.org)"}, HTML, False),
    ("GET", {"user-agent": "curl/8.5.0"}, HTML, False),
    ("GET", {"user-agent": "python-requests/2.32"}, HTML, False),
    ("GET", {"user-agent": BROWSER}, {"Content-Type": "application/atom+xml"}, False),
    ("GET", {"user-agent": BROWSER}, {"Content-Type": "application/xml"}, False),
    ("GET", {"user-agent": BROWSER}, {"Content-Type": "text/plain"}, False),
]


@pytest.mark.parametrize(("method", "said", "headers", "counted"), READINGS)
def test_what_is_a_reading(method: str, said: dict[str, str], headers: dict[str, str], counted: bool) -> None:
    assert is_reading(RequestFactory().generic(method, "/", headers=said), headers) is counted


PAGES = [
    # a page keeps its count when its address changes
    ("/tin/2023/03/ten-bai-12", "/tin/12"),
    ("/tin/2024/05/ten-moi-12", "/tin/12"),
    ("/chien-dich/mo-lop-7", "/chien-dich/7"),
    ("/chuyen-muc/xay-dung-2/", "/chuyen-muc/xay-dung-2/"),
    ("/", "/"),
    ("/tin/" + "1" * 300, None),
]


@pytest.mark.parametrize(("path", "page"), PAGES)
def test_page_is_counted_by_its_id(path: str, page: str | None) -> None:
    assert page_of(path) == page


@pytest.fixture(scope="module")
def news(module_scratch: Doors) -> Iterator[ArticlePage]:
    with django_on(module_scratch.work):
        yield article(category())


@pytest.fixture(autouse=True)
def _none_waiting() -> Iterator[None]:
    COUNTS._waiting.clear()
    COUNTS._since = monotonic()
    yield
    COUNTS._waiting.clear()


def test_readings_are_counted_for_kept_and_unchanged_pages_and_for_no_refusal(news: ArticlePage) -> None:
    client, path = reader(), news.path_here
    first = client.get(path)
    client.get(path)
    client.get(path, headers={"if-none-match": first.headers["ETag"]})
    client.head(path)
    client.get("/tin/2023/03/khong-co-99999")
    client.get(f"/tin/khac-{news.pk}")
    client.get("/tin.atom", headers={"if-none-match": client.get("/tin.atom").headers["ETag"]})

    assert {page: times for (page, _), times in COUNTS._waiting.items()} == {f"/tin/{news.pk}": 3}


def test_nothing_about_who_is_kept(news: ArticlePage) -> None:
    reader().get(news.path_here, headers={"user-agent": BROWSER, "referer": "http://localhost/x"})

    answer = reader().get(news.path_here)
    with connection.cursor() as cursor:
        cursor.execute("select column_name from information_schema.columns where table_name='portal_visits'")
        columns = {name for (name,) in cursor.fetchall()}

    assert not answer.cookies
    assert columns == {"page", "day", "count"}
    assert all(isinstance(day, date) and page.startswith("/") for page, day in COUNTS._waiting)


def test_several_processes_add_to_the_same_days(news: ArticlePage) -> None:
    def process(number: int) -> None:
        try:
            counts = VisitCounts(every_seconds=0)
            for _ in range(25):
                counts.add(("/a", DAY))
                counts.add(("/b", DAY + timedelta(days=number % 2)))
            counts.write()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(process, range(4)))

    kept = {(row.page, row.day): row.count for row in Visits.objects.filter(page__in=("/a", "/b"))}
    assert kept == {("/a", DAY): 100, ("/b", DAY): 50, ("/b", DAY + timedelta(days=1)): 50}


def test_one_writing_a_minute_and_none_is_lost_where_the_database_is_away(
    news: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[dict[tuple[str, date], int]] = []
    monkeypatch.setattr(visits, "_write", lambda counted: written.append(dict(counted)))
    counts = VisitCounts(every_seconds=60)
    for _ in range(5):
        counts.add(("/", DAY))
    assert written == []
    counts._since -= 61
    counts.add(("/", DAY))
    assert written == [{("/", DAY): 6}]

    monkeypatch.undo()
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 1; select 1")
        counts.add(("/", DAY))
        monkeypatch.setattr(visits, "_ADD", "select pg_sleep(1), %s, %s, %s")
        counts.write()
        cursor.execute("reset statement_timeout")
    assert counts._waiting == {("/", DAY): 1}


def test_no_more_pages_wait_than_a_process_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "MOST_WAITING", 3)
    counts = VisitCounts()
    for number in range(9):
        counts.add((f"/{number % 5}", DAY))

    assert sum(counts._waiting.values()) == 6
    assert len(counts._waiting) == 3


def test_visitors_neither_write_nor_read_the_counts(news: ArticlePage) -> None:
    with acting_by_itself():
        Visits.objects.create(page="/kin", day=DAY, count=1)

    with acting_as_visitor():
        assert not Visits.objects.exists()
        assert Visits.objects.filter(page="/kin").update(count=9) == 0
    with pytest.raises(Exception, match="row-level security"), acting_as_visitor():
        Visits.objects.create(page="/cua-khach", day=DAY, count=1)
    assert Visits.objects.get(page="/kin").count == 1


def test_a_page_within_somebody_elses_transaction_is_not_counted() -> None:
    page = drawn(HttpResponse("x"))
    with acting_by_itself():
        visits.count(RequestFactory().get("/"), page)

    assert not COUNTS._waiting


def test_editors_see_what_is_read_and_others_nothing(memory: Doors) -> None:
    page = article(category(), title="Bài được đọc")
    with acting_by_itself():
        for day, times in ((0, 3), (29, 4), (30, 50), (-1, 60)):
            on = visit_report.timezone.localdate() - timedelta(days=day)
            Visits.objects.create(page=f"/tin/{page.pk}", day=on, count=times)
    hoa, _ = editors(administrator())
    client = Client(SERVER_NAME="localhost")
    client.force_login(hoa)

    html = client.get("/bien-tap/luot-doc/").content.decode()

    assert "Bài được đọc" in html
    assert "<td>3</td><td>7</td>" in html
    assert "/bien-tap/luot-doc/" in client.get("/bien-tap/").content.decode()
    assert reader().get("/bien-tap/luot-doc/").status_code in (302, 404)
    assert "Lượt đọc" not in reader().get(page.path_here).content.decode()


def test_what_waits_is_written_when_the_web_server_ends(module_scratch: Doors, tmp_path: Path) -> None:
    office = Office(tmp_path / "data", tmp_path)
    with running(office, "serve", "--port", "0", **_given(module_scratch)) as web:
        web.wait_until(lambda: ADDRESS.search(web.said) is not None)
        found = ADDRESS.search(web.said)
        assert found
        asked = urllib.request.Request(f"{found[0]}du-lieu/", headers={"User-Agent": BROWSER})
        for _ in range(3):
            with urllib.request.urlopen(asked) as answer:
                assert answer.status == 200
        assert web.stop() == 0, web.said

    with psycopg.connect(module_scratch.owner.url) as owner:
        found_rows = owner.execute("select count from portal_visits where page = '/du-lieu/'").fetchall()
    assert found_rows == [(3,)]
