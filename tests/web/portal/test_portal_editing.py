"""Who edits the portal; nobody publishes what they had a hand in, neither by the pages nor otherwise."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from people import OFFICE, administrator, official
from portal_pages import TITLE, article, category, draft, editors, reader
from wagtail.models import Page, TaskState, Workflow

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.web.portal.models import ArticlePage, CategoryPage
from tonghop.web.portal.reviewing import had_a_hand


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def tin(alice: Person) -> CategoryPage:
    return category()


def signed_in(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def submitted(page: ArticlePage, by: Person) -> TaskState:
    with acting_as(by):
        workflow = Workflow.objects.get(active=True)
        return workflow.start(page, by).current_task_state


def edit_of(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(page: ArticlePage, **words: str) -> dict[str, str]:
    """Return what the page's form sends."""
    counts = {f"{name}-count": "0" for name in ("body", "papers", "places", "corrections")}
    told = {name: getattr(page, name) for name in ("title", "slug", "lead", "agency")}
    told |= {"campaign": "", "posted_at": "2023-03-13 17:00", "withdrawn_on": "", "withdrawn_why": ""}
    return told | counts | words


@pytest.mark.parametrize("role", list(Role))
def test_editing_opens_for_editors_and_approvers_and_is_not_there_for_others(
    alice: Person, role: Role
) -> None:
    may = role in (Role.EDITOR, Role.APPROVER)

    answer = signed_in(official(alice, "bao", (role, OFFICE))).get("/bien-tap/")

    assert answer.status_code == (200 if may else 404)


def test_stranger_signs_in_at_the_office(memory: Doors) -> None:
    for path in ("/bien-tap/", "/bien-tap/pages/", "/bien-tap/login/", "/bien-tap/api/main/pages/"):
        answer = reader().get(path)
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith(reverse("account_login")), path


@pytest.mark.parametrize("path", ["account", "password_reset", "users", "users/new", "groups", "sites"])
def test_wagtails_own_accounts_have_no_address(alice: Person, path: str) -> None:
    hoa, _ = editors(alice)

    assert signed_in(hoa).get(f"/bien-tap/{path}/").status_code == 404


def test_mandate_that_ended_ends_the_group(alice: Person) -> None:
    hoa, _ = editors(alice)
    client = signed_in(hoa)
    assert client.get("/bien-tap/").status_code == 200
    assert hoa.groups.count() == 2

    hoa.mandates.update(role=Role.APPROVER)
    client.get("/bien-tap/")

    assert list(hoa.groups.values_list("name", flat=True)) == ["Cổng: duyệt bài"]


def test_nobody_has_wagtails_right_to_publish(tin: CategoryPage, alice: Person) -> None:
    hoa, minh = editors(alice)
    page = draft(tin, by=hoa)
    for person in (hoa, minh, official(alice, "lan", (Role.APPROVER, OFFICE))):
        signed_in(person).get("/bien-tap/")
        may = page.permissions_for_user(person)
        assert not may.can_publish()
        assert not article(tin).permissions_for_user(person).can_unpublish()


def test_page_written_and_submitted_by_the_pages_is_published_by_a_second_person(
    tin: CategoryPage, alice: Person
) -> None:
    hoa, minh = editors(alice)
    writing, reviewing = signed_in(hoa), signed_in(minh)

    page = ArticlePage(title=TITLE, slug="bai", lead="Mở đầu.", agency="Ban Mẫu")
    sent = writing.post(
        reverse("wagtailadmin_pages:add", args=["portal", "articlepage", tin.pk]),
        form_of(page, **{"action-submit": "yes"}),
    )
    assert sent.status_code == 302, sent.content.decode()[:3000]
    page = ArticlePage.objects.get()
    state = page.current_workflow_task_state
    assert (page.live, page.title) == (False, TITLE)
    assert state is not None
    assert reader().get(page.path_here).status_code == 404

    way = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    writing.post(way, {"comment": ""})
    page.refresh_from_db()
    assert not page.live, "the author does not approve"

    reviewing.post(way, {"comment": ""})
    page.refresh_from_db()
    assert page.live
    assert reader().get(page.path_here).status_code == 200


def test_whoever_edits_in_review_no_longer_approves(tin: CategoryPage, alice: Person) -> None:
    hoa, minh = editors(alice)
    page = draft(tin, by=hoa)
    state = submitted(page, hoa)
    client = signed_in(minh)
    client.get("/bien-tap/")
    actions = [name for name, _, _ in state.task.specific.get_actions(page, minh)]
    assert actions == ["reject", "approve", "approve"]
    approving = {"action-workflow-action": "yes", "workflow-action-name": "approve"}

    client.post(edit_of(page), form_of(page, title="Sửa rồi tự duyệt", **approving))

    page.refresh_from_db()
    assert not page.live
    assert had_a_hand(page, minh)


def test_whoever_submitted_anothers_words_does_not_approve(tin: CategoryPage, alice: Person) -> None:
    hoa, minh = editors(alice)
    page = draft(tin)  # taken over by the program
    state = submitted(page, minh)

    signed_in(minh).post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""}
    )
    page.refresh_from_db()
    assert not page.live

    signed_in(hoa).post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""}
    )
    page.refresh_from_db()
    assert page.live


def test_the_database_lets_no_author_publish_by_any_way(tin: CategoryPage, alice: Person) -> None:
    hoa, minh = editors(alice)
    page = draft(tin, by=hoa)
    shown = article(tin, title="Đã đăng")
    shown.title = "Sửa"
    shown.save_revision(user=hoa)
    later = draft(tin, by=hoa, title="Hẹn giờ")
    ways = [
        lambda: page.get_latest_revision().publish(user=hoa, skip_permission_checks=True),
        lambda: Page.objects.filter(pk=page.pk).update(live=True),
        lambda: Page.objects.filter(pk=page.pk).update(live=True, live_revision=page.latest_revision),
        lambda: shown.get_latest_revision().publish(user=None),
        lambda: later.revisions.update(approved_go_live_at=page.latest_revision_created_at),
        lambda: tin.add_child(instance=ArticlePage(title="Thẳng", agency="x", live=True)),
    ]
    for way in ways:
        with acting_as(hoa), pytest.raises(DatabaseError, match=r"page|never"), transaction.atomic():
            way()
    with pytest.raises(DatabaseError), transaction.atomic():  # nobody's hand
        Page.objects.filter(pk=page.pk).update(live=True, live_revision=page.latest_revision)

    with acting_as(minh):
        page.get_latest_revision().publish(user=minh, skip_permission_checks=True)
    page.refresh_from_db()
    assert page.live


def test_who_wrote_an_earlier_version_may_review_the_next_of_another(
    tin: CategoryPage, alice: Person
) -> None:
    hoa, minh = editors(alice)
    page = draft(tin, by=hoa)
    with acting_as(minh):
        page.get_latest_revision().publish(user=minh, skip_permission_checks=True)
    page.refresh_from_db()
    page.title = "Minh sửa"
    page.save_revision(user=minh)

    assert (had_a_hand(page, hoa), had_a_hand(page, minh)) == (False, True)
    with acting_as(hoa):
        page.get_latest_revision().publish(user=hoa, skip_permission_checks=True)
    assert ArticlePage.objects.get(pk=page.pk).title == "Minh sửa"


def test_editing_asks_nobody_outside(tin: CategoryPage, alice: Person) -> None:
    hoa, _ = editors(alice)
    page = draft(tin, by=hoa)

    for path in ("/bien-tap/", edit_of(page), "/bien-tap/images/", "/bien-tap/documents/"):
        answer = signed_in(hoa).get(path)
        html = answer.content.decode()
        assert answer.status_code == 200, path
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "http" not in policy
        assert "gravatar" not in html
        assert "releases.wagtail" not in html


def test_preview_shows_a_draft_to_its_editor(tin: CategoryPage, alice: Person) -> None:
    hoa, _ = editors(alice)
    page = draft(tin, by=hoa)
    client = signed_in(hoa)
    way = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    kept = client.post(way, form_of(page, title="Xem trước"))
    shown = client.get(way)

    assert kept.json()["is_valid"], kept.content
    assert "<h1>Xem trước</h1>" in shown.content.decode()
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_program_publishes_on_time_what_was_approved(tin: CategoryPage, alice: Person) -> None:
    page = draft(tin)
    with acting_by_itself():
        page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.live
