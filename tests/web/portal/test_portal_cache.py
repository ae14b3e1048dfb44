"""Pages that processes keep: never older than what is public, whatever changes and whoever asks."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from http import HTTPStatus
from inspect import unwrap
from io import BytesIO
from typing import Any
from uuid import UUID

import psycopg
import pytest
from consolidating import OF_A, Desk, desk
from django.core.files.base import ContentFile
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import AT, TODAY
from PIL import Image
from portal_pages import article, category, draft, paper
from wagtail.documents.models import Document

from databases import Doors, django_on
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.consolidation import issuing
from tonghop.apps.consolidation.models import IssuedReport
from tonghop.apps.publications import queries
from tonghop.web.portal import reports
from tonghop.web.portal.addresses import PATTERNS
from tonghop.web.portal.drawn_pages import (
    Drawing,
    DrawnPage,
    DrawnPages,
    drawn,
    kept_until_changed,
)
from tonghop.web.portal.models import (
    ArticlePage,
    CampaignPage,
    CategoryPage,
    DocumentPage,
    HomePage,
    Picture,
)
from tonghop.web.portal.reading_aids import Aids
from tonghop.web.portal.visiting import visiting

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's files


@dataclass
class Site:
    """A portal with a page of each kind, and a report that nobody has decided to publish."""

    doors: Doors
    office: Desk
    issue: IssuedReport
    below: CategoryPage
    news: ArticlePage
    other: ArticlePage
    told: CampaignPage
    paper: DocumentPage
    picture: Picture
    file: Document
    hidden: list[str] = field(default_factory=list)

    def paths(self) -> tuple[str, ...]:
        with acting_by_itself():
            kinds = (self.below, self.news, self.other, self.told, self.paper)
            found = [type(page).objects.get(pk=page.pk).path_here for page in kinds]
            issued = [str(one.pk) for one in IssuedReport.objects.all()]
        return (
            *("/", "/tin.atom", "/sitemap.xml", "/du-lieu/", "/robots.txt", *found, f"{found[0]}tin.atom"),
            *(f"/bao-cao/{id}" for id in issued),
            *(f"/du-lieu/{id}.{kind}" for id in issued for kind in ("csv", "json")),
        )


@pytest.fixture(scope="module")
def site(module_scratch: Doors) -> Iterator[Site]:
    with django_on(module_scratch.work):
        yield _site(module_scratch)


def _site(doors: Doors) -> Site:
    office = desk()
    office.computed()
    issue = _prepared(office)
    below = category()
    with acting_by_itself():
        home = HomePage.objects.get()
        told = home.add_child(instance=CampaignPage(title="Mở lớp", campaign=office.cycle.campaign_id))
        told.save_revision().publish()
        file = Document.objects.create(title="Tệp", file=ContentFile(b"%PDF-1.7", name="ke-hoach.pdf"))
        facts = {"symbol": "9/KH", "kind": "Kế hoạch", "issuer": "Ban Mẫu", "abstract": "Về lớp"}
        plan = DocumentPage(title="Kế hoạch 9", dated_on=date(2026, 1, 2), file=file, **facts)
        home.add_child(instance=plan).save_revision().publish()
        picture = Picture(title="Ảnh", file=_drawn("white"))
        picture.save()
    kind, said = paper()
    news = draft(below, campaign=told, papers=[(kind, said | {"file": file})])
    image = {"image": picture.pk, "alt_text": "Hội nghị", "decorative": False}
    news.body = news._meta.get_field("body").stream_block.to_python(
        [{"type": "figure", "value": {"image": image, "caption": "", "credit": ""}}]
    )
    _publish(news)
    return Site(
        doors, office, issue, below, news, article(below, title="Bài khác"), told, plan, picture, file
    )


def _drawn(colour: str) -> ContentFile:
    out = BytesIO()
    Image.new("RGB", (1200, 600), colour).save(out, "PNG")
    return ContentFile(out.getvalue(), name=f"{colour}.png")


def _prepared(office: Desk, **words: str) -> IssuedReport:
    with acting_as(office.mai):
        return issuing.prepare(
            cycle=office.cycle, dated_on=TODAY, gap_why="Đã hết hạn", by=office.mai, at=AT, on=TODAY, **words
        )


def _released(office: Desk, issue: IssuedReport) -> None:
    with acting_as(office.lan):
        issuing.release(issue_id=issue.pk, by=office.lan, at=AT, on=TODAY)


def _decided(office: Desk, issue: IssuedReport, *, wanted: bool) -> None:
    with acting_as(office.lan):
        at = AT + timedelta(hours=1)
        issuing.decide_publication(issue_id=issue.pk, wanted=wanted, by=office.lan, at=at, on=TODAY)


def _publish(page: Any, **words: Any) -> None:
    with acting_by_itself():
        newest = type(page).objects.get(pk=page.pk)
        newest.body = page.body if hasattr(page, "body") else None
        for name, value in words.items():
            setattr(newest, name, value)
        newest.save_revision().publish()


# What readers see change, in an order in which each can happen; with what no longer stands, or newly stands.


def publish(site: Site) -> None:
    article(site.below, title="Bài mới nhất")


def edit(site: Site) -> None:
    _publish(site.news, lead="Mở đầu đã sửa.")


def rename_article(site: Site) -> None:
    _publish(site.other, title="Bài khác đã đổi tên", slug="bai-khac-da-doi-ten")


def unpublish(site: Site) -> None:
    with acting_by_itself():
        ArticlePage.objects.get(pk=site.other.pk).unpublish()


def publish_again(site: Site) -> None:
    _publish(site.other)


def withdraw(site: Site) -> None:
    _publish(site.other, withdrawn_on=date(2026, 6, 1), withdrawn_why="Sai số liệu.")


def rename_category(site: Site) -> None:
    _publish(site.below, title="Chuyên mục đã đổi tên")


def replace_picture(site: Site) -> None:
    with acting_by_itself():
        picture = Picture.objects.get(pk=site.picture.pk)
        picture.file = _drawn("black")
        picture.save()
        picture.renditions.all().delete()


def replace_file(site: Site) -> None:
    with acting_by_itself():
        file = Document.objects.get(pk=site.file.pk)
        file.file = ContentFile(b"%PDF-1.7 another", name="ke-hoach-moi.pdf")
        file.save()


def change_document(site: Site) -> None:
    _publish(site.paper, force=DocumentPage.Force.ENDED)


def decide(site: Site) -> None:
    _decided(site.office, site.issue, wanted=True)


def enter_original(site: Site) -> None:
    with acting_as(site.office.mai):
        issuing.enter_original(
            issue_id=site.issue.pk, symbol="31/BC", dated_on=TODAY, signer="Trưởng ban", by=site.office.mai,
            at=AT, on=TODAY,
        )  # fmt: skip


def take_back(site: Site) -> None:
    _decided(site.office, site.issue, wanted=False)


def restate(site: Site) -> None:
    _decided(site.office, site.issue, wanted=True)
    again = _prepared(site.office, restates_why="Bổ sung một xã")
    _released(site.office, again)
    _decided(site.office, again, wanted=True)


CHANGES: tuple[tuple[Callable[[Site], None], str], ...] = (
    # what changes → where readers must see it at once
    (publish, "home, feeds, sitemap, category"),
    (edit, "the article"),
    (rename_article, "the old address leads on"),
    (unpublish, "the article is not there"),
    (publish_again, "the article is there again"),
    (withdraw, "the article says that it is gone"),
    (rename_category, "every frame"),
    (replace_picture, "the article"),
    (replace_file, "the document and the article"),
    (change_document, "the document"),
    (decide, "the campaign, the article, the report, the data"),
    (enter_original, "the campaign and the report"),
    (take_back, "the campaign, the article, the report, the data"),
    (restate, "the campaign and both reports"),
)


def save_draft(site: Site) -> None:
    with acting_by_itself():
        page = ArticlePage.objects.get(pk=site.news.pk)
        page.lead = "Chưa duyệt."
        page.save_revision()


def report_again(site: Site) -> None:
    site.office.sent("a", OF_A | {"buoi": "31"}, version=1)


def compute(site: Site) -> None:
    site.office.computed()


NOT_SEEN = (save_draft, report_again, compute)
"""What the office and editors do all day: no page is drawn again for it."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    location: str


def asked(pages: DrawnPages, path: str, method: str = "GET", **given: Any) -> HttpResponse:
    """Ask what a process with these kept pages answers."""
    request = getattr(RequestFactory(), method.lower())(path, headers=given)
    match = resolve(path.partition("?")[0])
    return visiting(unwrap(match.func), pages)(request, **match.kwargs)


def answered(pages: DrawnPages, path: str) -> Answer:
    try:
        response = asked(pages, path)
    except Http404:
        return Answer(HTTPStatus.NOT_FOUND, b"", "")
    return Answer(response.status_code, response.content, response.headers.get("Location", ""))


def test_after_each_kind_of_change_two_processes_answer_the_new_page_at_once(site: Site) -> None:
    _released(site.office, site.issue)
    processes = (DrawnPages(), DrawnPages())
    paths = site.paths()
    for change, where in CHANGES:
        before = {path: [answered(pages, path) for pages in processes] for path in paths}

        change(site)

        paths = tuple(dict.fromkeys((*paths, *site.paths())))
        after = {path: answered(DrawnPages(), path) for path in paths}
        for number, pages in enumerate(processes):
            for path in paths:
                assert answered(pages, path) == after[path], (change.__name__, number, path)
        assert any([after[path]] * 2 != before.get(path) for path in paths), f"{change.__name__}: {where}"


def test_what_readers_do_not_see_makes_no_edition(site: Site) -> None:
    for change in NOT_SEEN:
        before = queries.edition()
        change(site)
        assert queries.edition() == before, change.__name__


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from((edit, unpublish, publish_again, rename_category, publish, save_draft)),
                  st.integers(0, 1)),
        min_size=3, max_size=5,
    )
)  # fmt: skip
def test_whoever_read_last_and_whatever_came_then_nobody_answers_an_old_page(
    site: Site, steps: list[tuple[Callable[[Site], None], int]]
) -> None:
    processes = (DrawnPages(), DrawnPages())
    for number, (change, reader) in enumerate(steps):
        for path in site.paths()[:8]:
            answered(processes[reader], path)
        change(site)
        _publish(site.told, intro=f"Bước {number}")
        for path in site.paths()[:10]:
            drawn_now = answered(DrawnPages(), path)
            assert [answered(pages, path) for pages in processes] == [drawn_now] * 2, (change.__name__, path)


def test_kept_page_costs_one_question_and_no_transaction(site: Site) -> None:
    pages = DrawnPages()
    first = asked(pages, "/", **{"accept-encoding": "gzip"})
    with CaptureQueriesContext(connection) as questions:
        again = asked(pages, "/", **{"accept-encoding": "gzip"})
        plain = asked(pages, "/")
        head = asked(pages, "/", "HEAD")
        unchanged = asked(pages, "/", **{"if-none-match": first.headers["ETag"]})
        also = asked(pages, "/", **{"if-none-match": plain.headers["ETag"]})

    assert [one["sql"] for one in questions] == ["select mark from publications_edition"] * 5
    assert again.content == first.content
    assert gzip.decompress(again.content) == plain.content
    assert (head.content, head.headers["Content-Length"]) == (b"", str(len(plain.content)))
    assert (unchanged.status_code, unchanged.content) == (also.status_code, also.content) == (304, b"")
    assert unchanged.headers["Cache-Control"] == first.headers["Cache-Control"] == "public, no-cache"
    assert {"Cookie", "Accept-Encoding"} <= {part.strip() for part in unchanged.headers["Vary"].split(",")}


def test_change_that_comes_while_a_page_is_drawn_is_in_the_next_answer(site: Site) -> None:
    """The reader asked for the edition, read the old title, and keeps it after the change is committed."""
    pages = DrawnPages()
    is_changed = []

    @kept_until_changed
    def slow(request: HttpRequest) -> HttpResponse:
        title = CategoryPage.objects.get(pk=site.below.pk).title
        if not is_changed:
            with psycopg.connect(site.doors.owner.url) as other:
                other.execute(
                    "update wagtailcore_page set title = 'Giữa chừng' where id = %s", [site.below.pk]
                )
            is_changed.append(True)
        return HttpResponse(title)

    said = [visiting(slow, pages)(RequestFactory().get("/")).content.decode() for _ in range(3)]

    assert said[0] != "Giữa chừng"
    assert said[1:] == ["Giữa chừng"] * 2


def test_nobody_waits_for_the_edition_until_somebody_commits(site: Site) -> None:
    with psycopg.connect(site.doors.owner.url) as one, psycopg.connect(site.doors.owner.url) as other:
        other.execute("set lock_timeout = '500ms'")
        before = queries.edition()
        one.execute("update wagtailcore_page set title = title || ' 1' where id = %s", [site.told.pk])
        other.execute("update wagtailcore_page set title = title || ' 2' where id = %s", [site.paper.pk])
        other.commit()
        between = queries.edition()
        one.rollback()

    assert before != between
    assert queries.edition() == between, "what is undone changed nothing"


def test_program_cannot_set_the_edition(site: Site) -> None:
    with (
        psycopg.connect(site.doors.work.url) as program,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        program.execute("update publications_edition set mark = gen_random_uuid()")


NOT_KEPT = [
    # asked for, with which headers
    ("/?trang=2", {}),
    ("/xac-minh/", {}),
    ("/xac-minh/?ma=AAAA", {}),
    ("/", {"cookie": "tonghop_session=somebody"}),
]


@pytest.mark.parametrize(("path", "headers"), NOT_KEPT)
def test_is_never_kept(site: Site, path: str, headers: dict[str, str]) -> None:
    pages = DrawnPages()
    assert asked(pages, path, **headers).status_code == HTTPStatus.OK
    assert len(pages) == 0


def test_nothing_is_kept_of_a_transaction_that_may_be_undone_nor_with_a_cookie(site: Site) -> None:
    pages = DrawnPages()
    with acting_by_itself():
        asked(pages, "/")

    @kept_until_changed
    def gives_a_cookie(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("x")
        response.set_cookie("a", "b")
        return response

    visiting(gives_a_cookie, pages)(RequestFactory().get("/"))
    assert len(pages) == 0


def test_letters_contrast_and_language_are_kept_apart(site: Site) -> None:
    pages = DrawnPages()
    plain = asked(pages, "/").content
    large = asked(pages, "/", cookie="portal_text_size=150").content
    unknown = asked(pages, "/", cookie="portal_text_size=9999").content

    assert b"chu-150" in large
    assert unknown == plain != large
    assert len(pages) == 2


def test_every_table_that_a_kept_page_is_drawn_from_makes_editions(site: Site) -> None:
    """A new table of the portal, or a new column of a view, is found here before a reader finds it."""
    pages = DrawnPages()
    with CaptureQueriesContext(connection) as questions:
        for path in site.paths():
            answered(pages, path)
    said = " ".join(one["sql"] for one in questions)
    with psycopg.connect(site.doors.owner.url) as owner:
        tables = {name for (name,) in owner.execute(TABLES).fetchall() if f'"{name}"' in said}
        for view in [name for name in tables if name.startswith("publications_")]:
            tables |= {name for (name,) in owner.execute(BEHIND_A_VIEW, [view]).fetchall()}
        watched = {name for (name,) in owner.execute(WATCHED).fetchall()}

    assert {"wagtailcore_page", "consolidation_issuedreport", "portal_articlepage"} <= tables & watched
    assert {name for name in tables if not name.startswith("publications_")} - watched <= set(NOT_WATCHED)


NOT_WATCHED = {
    "consolidation_computation": "kept as it was made",
    "consolidation_computedtotal": "kept as it was entered",
    "reporting_campaignversion": "kept as it was entered",
    "wagtailcore_pagelogentry": "read where a page is gone, and only what is found is kept",
    "portal_keptfile": "a name is taken once and its bytes never change",
    "django_cache": "sizes of a picture, by the hash of its bytes",
}
TABLES = "select relname from pg_class where relkind in ('r', 'v') and relnamespace = 'public'::regnamespace"
BEHIND_A_VIEW = """
select distinct source.relname from pg_depend used
join pg_rewrite rule on rule.oid = used.objid join pg_class source on source.oid = used.refobjid
where rule.ev_class = %s::regclass and source.relkind = 'r'"""
WATCHED = """
select distinct relname from pg_trigger join pg_class on pg_class.oid = tgrelid
where tgname like 'new_edition%'"""


def page(size: int) -> DrawnPage:
    return drawn(HttpResponse(b"x" * size, content_type="application/pdf"))


def drawing(path: str) -> Drawing:
    return Drawing(UUID(int=1), path, "vi", Aids("100", "thuong"))


def test_pages_that_nobody_reads_go_when_there_are_too_many_or_too_large() -> None:
    pages = DrawnPages(most=3, most_bytes=100_000)
    keys = [drawing(str(number)) for number in range(5)]
    for key in keys[:3]:
        pages.keep(key, page(10))
    pages.find(keys[0])
    pages.keep(keys[3], page(10))
    assert [pages.find(key) is not None for key in keys] == [True, False, True, True, False]

    pages.keep(keys[4], page(13_000))
    assert pages.find(keys[4]) is None, "too large to be kept at all"

    many = DrawnPages(most=1000, most_bytes=100_000)
    for number in range(200):
        many.keep(drawing(str(number)), page(5_000))
        many.keep(drawing(str(number)), page(5_000))
        assert many.bytes_kept <= 100_000
    assert len(many) == 17


def test_every_view_that_is_kept_stands_at_an_address_and_search_does_not() -> None:
    views = [unwrap(pattern.callback) for pattern in PATTERNS]
    kept = {view.__name__ for view in views if getattr(view, "is_kept_until_changed", False)}

    assert {"home", "category", "named", "report", "as_csv", "as_json", "site_feed"} <= kept
    assert not getattr(reports.verify, "is_kept_until_changed", False)
