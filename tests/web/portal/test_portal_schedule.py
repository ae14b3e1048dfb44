"""Pages go out and end at their time, by the worker alone; what was public is gone with a reason."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client, TestCase
from django.utils import timezone
from people import administrator
from portal_pages import TITLE, article, category, draft, editors, reader
from wagtail.models import Page, PageLogEntry, Revision

from cli.office import Office
from databases import Doors, django_on
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.web.portal.models import ArticlePage, CategoryPage, OldAddress
from tonghop.web.portal.old_addresses import path_of
from tonghop.web.portal.schedule import Happened, keep_the_schedule

HOUR = timedelta(hours=1)


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def tin(alice: Person) -> CategoryPage:
    return category()


def approved(page: ArticlePage, *, by: Person, **times: datetime) -> ArticlePage:
    """Approve the newest version, which has these times in it."""
    for name, at in times.items():
        setattr(page, name, at)
    page.save_revision(user=page.get_latest_revision().user)
    with acting_as(by):
        page.get_latest_revision().publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return page


def has_come(page: ArticlePage, at: datetime) -> None:
    """Let the time that a version waits for be this one, as if the day had passed."""
    version = Revision.objects.get(pk=page.latest_revision_id)
    with acting_by_itself():
        content = version.content | {"go_live_at": at.isoformat()}
        Revision.objects.filter(pk=version.pk).update(approved_go_live_at=at, content=content)
        Page.objects.filter(pk=page.pk).update(go_live_at=at)


def test_what_a_second_person_approved_goes_out_at_its_time_and_ends_at_its_time(
    tin: CategoryPage, alice: Person
) -> None:
    hoa, minh = editors(alice)
    now = timezone.now()
    page = approved(draft(tin, by=hoa), by=minh, go_live_at=now + HOUR, expire_at=now + 3 * HOUR)
    assert not page.live
    assert reader().get(page.path_here).status_code == 404, "it never was public"
    assert keep_the_schedule(at=now) == Happened(0, 0)

    has_come(page, now - timedelta(minutes=1))
    assert keep_the_schedule(at=now) == Happened(1, 0)
    assert keep_the_schedule(at=now) == Happened(0, 0)
    assert reader().get(page.path_here).status_code == 200

    assert keep_the_schedule(at=now + 4 * HOUR) == Happened(0, 1)
    gone = reader().get(page.path_here)
    ended = timezone.localtime(now + 3 * HOUR)
    assert gone.status_code == 410
    assert f"Trang chỉ đăng đến ngày này. Ngày: {ended:%d/%m/%Y}." in gone.content.decode()
    assert 'name="robots" content="noindex"' in gone.content.decode()
    assert TITLE not in gone.content.decode()


def test_a_time_that_only_its_author_set_lets_nothing_out(tin: CategoryPage, alice: Person) -> None:
    hoa, _ = editors(alice)
    past = timezone.now() - HOUR
    page = draft(tin, by=hoa)
    page.go_live_at = past
    with acting_as(hoa):
        page.save_revision(user=hoa)
        with pytest.raises(DatabaseError, match="reviewed before its time"), transaction.atomic():
            page.save_revision(user=hoa, approved_go_live_at=past)

    assert keep_the_schedule(at=timezone.now()) == Happened(0, 0)
    assert not ArticlePage.objects.get(pk=page.pk).live


def test_what_would_have_ended_meanwhile_does_not_go_out(tin: CategoryPage, alice: Person) -> None:
    hoa, minh = editors(alice)
    now = timezone.now()
    page = approved(draft(tin, by=hoa), by=minh, go_live_at=now + HOUR, expire_at=now + 2 * HOUR)

    assert keep_the_schedule(at=now + 3 * HOUR) == Happened(0, 0)

    assert not Page.objects.get(pk=page.pk).live
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def test_a_page_that_fails_keeps_no_other_back(
    tin: CategoryPage, alice: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    past = timezone.now() - HOUR
    first, second = article(tin, title="Một"), article(tin, title="Hai")
    Page.objects.filter(pk__in=[first.pk, second.pk]).update(expire_at=past)
    real = Page.unpublish

    def fails_once(page: Page, **named: Any) -> None:
        real(page, **named)
        if page.pk == first.pk:
            raise DatabaseError("the connection is lost")

    monkeypatch.setattr(Page, "unpublish", fails_once)

    assert keep_the_schedule(at=timezone.now()) == Happened(0, 1)

    assert Page.objects.get(pk=first.pk).live, "undone whole, and tried again next time"
    assert not Page.objects.get(pk=second.pk).live
    assert "stays for the next time" in caplog.text


def test_the_worker_does_it_as_the_role_that_owns_nothing(scratch: Doors, tmp_path: Path) -> None:
    """A real process with the real queue; its clock asks for the job every minute."""
    from procrastinate.contrib.django import app

    periodic = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}
    assert periodic["portal.keep_the_schedule"] == "* * * * *"
    with django_on(scratch.owner):
        page = article(category())
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - HOUR)

    given = {"TONGHOP_DATABASE_URL": scratch.work.url, "TONGHOP_SECRET_KEY": "k"}
    done = Office(tmp_path / "data", tmp_path).run("worker", "--once", **given)

    assert done.returncode == 0, done.stderr
    with django_on(scratch.work), acting_by_itself():
        kept = Page.objects.get(pk=page.pk)
    assert (kept.live, kept.expired) == (False, True)


# ---- gone, and led on


def test_what_was_public_is_gone_with_the_day_and_drafts_are_not_there(
    tin: CategoryPage, alice: Person
) -> None:
    unpublished, deleted = (article(tin, title=name) for name in ("Bài một", "Bài hai"))
    never = draft(tin, title="Chưa đăng")
    today = timezone.localdate()
    with acting_by_itself():
        unpublished.unpublish()
        deleted.delete()

    for page, why in ((unpublished, "Trang không còn được đăng."), (deleted, "Trang đã được xóa.")):
        answer = reader().get(page.path_here)
        assert answer.status_code == 410, why
        assert f"{why} Ngày: {today:%d/%m/%Y}." in answer.content.decode()
        assert page.title not in answer.content.decode(), "what was taken away is not named"
    for path in (never.path_here, "/tin/2026/01/x-999999", f"/van-ban/x-{deleted.pk}", "/tin/x-0"):
        assert reader().get(path).status_code == 404, path
    assert PageLogEntry.objects.filter(action="wagtail.delete").count() == 1


def test_a_category_that_was_taken_away_is_gone(tin: CategoryPage) -> None:
    with acting_by_itself():
        CategoryPage.objects.get(pk=tin.pk).unpublish()

    assert reader().get(tin.path_here).status_code == 410


def test_a_renamed_category_leads_on_and_a_deleted_page_says_so(tin: CategoryPage) -> None:
    before = tin.path_here
    page = article(tin)
    with TestCase.captureOnCommitCallbacks(execute=True), acting_by_itself():
        tin.slug = "co-so"
        tin.save_revision().publish()

    answer = reader().get(before)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/chuyen-muc/co-so/")
    assert reader().get(page.path_here).status_code == 200, "an article's address has no category in it"

    with acting_by_itself():
        CategoryPage.objects.get(pk=tin.pk).delete()
    assert reader().get(before).status_code == 410


def test_an_old_address_leads_on_once_the_page_is_public(tin: CategoryPage) -> None:
    page = draft(tin)
    for address in ("/Default.aspx?ItemID=12", "/tin/c%C5%A9.html"):
        OldAddress.objects.create(path=address, page=page, kept_at=timezone.now())
    assert reader().get("/Default.aspx?ItemID=12").status_code == 404

    with acting_by_itself():
        page.get_latest_revision().publish()

    for address in ("/Default.aspx?ItemID=12", "/tin/cũ.html", "/tin/c%C5%A9.html?utm=x"):
        answer = reader().get(address)
        assert (answer.status_code, answer.headers["Location"]) == (301, page.path_here), address
    for address in ("/Default.aspx", "/Default.aspx?ItemID=13", f"/{'x' * 2000}"):
        assert reader().get(address).status_code == 404, address
    assert reader().post("/Default.aspx?ItemID=12").status_code == 404
    assert reader().get("/van-phong").status_code == 301, "a path without its slash is the program's own"


ADDRESSES = [
    ("https://cong.example/tin/bai-1.html", "/tin/bai-1.html"),
    ("/tin.aspx?id=1#dau", "/tin.aspx?id=1"),
    ("  http://cong.example/cũ ", "/c%C5%A9"),
    ("//evil.example/x", "/x"),
    ("https://cong.example", ""),
    ("/", ""),
    ("javascript:alert(1)", ""),
    ("http://[", ""),
    ("/" + "a" * 600, ""),
]


@pytest.mark.parametrize(("address", "path"), ADDRESSES)
def test_an_address_is_kept_without_its_host(address: str, path: str) -> None:
    assert path_of(address) == path


# ---- what was read is what goes out


def test_a_submitted_version_is_not_written_over(tin: CategoryPage, alice: Person) -> None:
    hoa, _ = editors(alice)
    page = draft(tin, by=hoa)
    with acting_as(hoa):
        page.save_revision(user=hoa, overwrite_revision=page.get_latest_revision())
        assert page.revisions.count() == 1, "nobody has read it: the newest saving is the version"
        from wagtail.models import Workflow

        Workflow.objects.get(active=True).start(page, hoa)

    page = ArticlePage.objects.get(pk=page.pk)
    page.title = "Lén đổi"
    with acting_as(hoa):
        with pytest.raises(PermissionDenied):
            page.save_revision(user=hoa, overwrite_revision=page.get_latest_revision())
        with pytest.raises(DatabaseError, match="settled"), transaction.atomic():
            Revision.objects.filter(pk=page.latest_revision_id).update(content={"title": "Lén đổi"})
        page.save_revision(user=hoa)
    assert page.revisions.count() == 2


# ---- the name in the address


@pytest.mark.parametrize("typed", ["", "Đức Mẫu", "duc-mau"])
def test_the_name_in_the_address_is_the_servers(tin: CategoryPage, alice: Person, typed: str) -> None:
    hoa, _ = editors(alice)
    client = Client(SERVER_NAME="localhost")
    client.force_login(hoa)
    counts = {f"{name}-count": "0" for name in ("body", "papers", "places", "corrections")}
    told = {"title": "Phường Đức Mẫu", "agency": "x", "posted_at": "13/03/2023 17:00", "slug": typed} | counts
    told |= {"lead": "", "campaign": "", "withdrawn_on": "", "withdrawn_why": ""}

    client.post(f"/bien-tap/pages/add/portal/articlepage/{tin.pk}/", told)

    page = ArticlePage.objects.get()
    assert page.slug == ("duc-mau" if typed else "phuong-duc-mau")
    assert page.posted_at == datetime(2023, 3, 13, 10, 0, tzinfo=UTC)
    edit = f"/bien-tap/pages/{page.pk}/edit/"
    client.post(edit, told | {"title": "Phường Đức Mẫu đổi tên"})
    page.refresh_from_db()
    assert page.slug == ("duc-mau" if typed else "phuong-duc-mau-doi-ten"), "it follows until it is public"
    assert page.revisions.count() == 2
    html = client.get(edit).content.decode()
    assert "w-slug" not in html
    assert ('name="slug" value="duc-mau"' in html) is bool(typed)
