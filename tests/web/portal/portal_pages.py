"""Pages of the portal for the tests; people, offices and documents are invented."""

import xml.etree.ElementTree as ElementTree
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from consolidating import Desk
from django.test import Client
from people import AT, OFFICE, TODAY, official

from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.consolidation import issuing
from tonghop.apps.consolidation.models import IssuedReport
from tonghop.web.portal.models import (
    AnswersPage,
    ArticlePage,
    CampaignPage,
    CategoryPage,
    DocumentPage,
    HomePage,
)

POSTED = datetime(2023, 3, 13, 10, 0, tzinfo=UTC)
"""17:00 in Vietnam."""

TITLE = "Phường Mẫu xây dựng tổ dân phố “an toàn”"


def category(title: str = "Xây dựng cơ sở") -> CategoryPage:
    """Publish a category."""
    with acting_by_itself():
        page = HomePage.objects.get().add_child(instance=CategoryPage(title=title, live=True))
        page.save_revision().publish()
    return page


def article(below: CategoryPage, **words: Any) -> ArticlePage:
    """Publish an article."""
    with acting_by_itself():
        page = draft(below, **words)
        page.get_latest_revision().publish()
    page.refresh_from_db()
    return page


def draft(below: CategoryPage, *, by: Person | None = None, **words: Any) -> ArticlePage:
    """Write an article that nobody has reviewed."""
    given = {
        "title": TITLE,
        "lead": "Mở đầu.",
        "agency": "Ban Mẫu",
        "posted_at": POSTED,
        "live": False,
    } | words
    page = below.add_child(instance=ArticlePage(**given))
    page.save_revision(user=by)
    return page


def paper(symbol: str = "12/KH-UBND") -> tuple[str, dict[str, Any]]:
    told = {"symbol": symbol, "kind": "Kế hoạch", "issuer": "UBND tỉnh Mẫu", "abstract": "Về xây dựng cơ sở"}
    return ("paper", told | {"dated_on": date(2023, 1, 10), "page": None, "file": None})


def correction(right: str, was: str = "") -> tuple[str, dict[str, Any]]:
    return ("correction", {"corrected_on": date(2026, 5, 2), "was": was, "right": right})


def document(symbol: str = "142/KH-UBND", **words: Any) -> DocumentPage:
    """Publish a document."""
    told = {"title": f"Kế hoạch {symbol}", "symbol": symbol, "kind": "Kế hoạch", "issuer": "UBND tỉnh Mẫu",
            "dated_on": date(2023, 3, 10), "abstract": "Về tuyên truyền", "live": False} | words  # fmt: skip
    with acting_by_itself():
        page = HomePage.objects.get().add_child(instance=DocumentPage(**told))
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def entry(question: str, nature: str = "question", **words: Any) -> tuple[str, dict[str, Any]]:
    """Return an entry of the register."""
    told = {"nature": nature, "question": question, "answer": "<p>Trả lời.</p>",
            "answered_on": date(2026, 4, 1), "paper": "Kế hoạch số 1/KH-UBND"}  # fmt: skip
    return ("answer", told | words)


def answers_page(entries: list[tuple[str, dict[str, Any]]], **words: Any) -> AnswersPage:
    """Publish answers."""
    told = {"title": "Giải đáp", "live": False, "entries": entries} | words
    with acting_by_itself():
        page = HomePage.objects.get().add_child(instance=AnswersPage(**told))
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def editors(alice: Person) -> tuple[Person, Person]:
    """Enter Hoa and Minh, both editors."""
    return official(alice, "hoa", (Role.EDITOR, OFFICE)), official(alice, "minh", (Role.EDITOR, OFFICE))


SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HERE = "http://localhost:8000"


def mapped() -> list[str]:
    """Return every path of the sitemap: of its index, and of the files that the index leads to."""
    files = _locations("/sitemap.xml")
    return [path for file in files for path in _locations(file)]


def _locations(path: str) -> list[str]:
    answer = reader().get(path)
    assert answer.status_code == 200, path
    found = [str(one.text) for one in ElementTree.fromstring(answer.content).iter(f"{SITEMAP}loc")]
    assert all(place.startswith(f"{HERE}/") for place in found), found
    return [place.removeprefix(HERE) for place in found]


def reader() -> Client:
    return Client(SERVER_NAME="localhost")


def published(page: Any, below: Any = None) -> Any:
    """Publish a page below another, the first page where none is named."""
    with acting_by_itself():
        (below or HomePage.objects.get()).add_child(instance=page)
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def released(office: Desk, *, public: bool = False) -> IssuedReport:
    """Prepare and release a report; decide that it is public, or not yet."""
    office.computed()
    with acting_as(office.mai):
        issue = issuing.prepare(
            cycle=office.cycle, dated_on=TODAY, gap_why="Đã hết hạn", by=office.mai, at=AT, on=TODAY
        )
    with acting_as(office.lan):
        issue = issuing.release(issue_id=issue.pk, by=office.lan, at=AT, on=TODAY)
    if public:
        decide(office, issue)
    return issue


def decide(office: Desk, issue: IssuedReport, *, wanted: bool = True) -> None:
    """Decide that a report is public, or no longer."""
    with acting_as(office.lan):
        at = AT + timedelta(hours=1)
        issuing.decide_publication(issue_id=issue.pk, wanted=wanted, by=office.lan, at=at, on=TODAY)


def campaign_page(office: Desk) -> CampaignPage:
    """Publish the page of the desk's campaign."""
    page = CampaignPage(title="Mở lớp tuyên truyền", campaign=office.cycle.campaign_id)
    return cast("CampaignPage", published(page))
