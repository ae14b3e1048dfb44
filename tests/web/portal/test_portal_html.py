"""Every kind of page of the portal before the W3C's validator of HTML: no error and no warning."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from consolidating import Desk, desk
from portal_pages import article, campaign_page, category, correction, paper, published, reader, released
from test_portal_english import about
from test_portal_files import picture

import html_validator
from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.web.portal.addresses import PATTERNS
from tonghop.web.portal.models import AnswersPage, ArticlePage, DocumentPage

NOT_PAGES = frozenset({
    "portal-feed", "portal-category-feed", "portal-campaign-feed", "portal-rss", "portal-calendar",
    "portal-csv", "portal-json", "portal-schema", "portal-package", "portal-robots",
    "portal-sitemap", "portal-sitemap-news", "portal-sitemap-file", "portal-picture",
    "portal-share-picture", "portal-share-report", "portal-aids", "wagtaildocs_serve",
})  # fmt: skip
"""Addresses that answer with something else than a page."""


@pytest.fixture
def office(memory: Doors) -> Desk:
    return desk()


def everything(office: Desk) -> dict[str, str]:
    """Fill a portal with every kind of page and block; return its addresses by name, one or more each."""
    issue = released(office, public=True)
    campaign, tin = campaign_page(office), category()
    full = article(tin, campaign=campaign, body=blocks(), papers=[paper()], corrections=[correction("12 tổ")],
                   places=[("place", {"written": "phường Mẫu", "now": "phường Mẫu, tỉnh Mới",
                                      "since": date(2025, 7, 1), "source": "Nghị quyết 1"})])  # fmt: skip
    gone = article(tin, title="Bài rút", withdrawn_on=date(2026, 6, 1), withdrawn_why="Sai số liệu.")
    return {
        "portal-home": "/",
        "portal-category": tin.path_here,
        "portal-category empty": category("Trống").path_here,
        "portal-page article": full.path_here,
        "portal-page bare article": article(tin, title="Bài ngắn", lead="").path_here,
        "nowhere": "/khong-co-trang-nay",
        "portal-page withdrawn": gone.path_here,
        "portal-page campaign": campaign.path_here,
        "portal-page document": law().path_here,
        "portal-about": about().path_here,
        "portal-about-english": "/en/about/",
        "portal-page answers": answers().path_here,
        "portal-report": f"/bao-cao/{issue.pk}",
        "portal-search": "/tim-kiem/",
        "portal-search found": "/tim-kiem/?q=to+dan+pho",
        "portal-search nothing": "/tim-kiem/?q=%3Cb%3Ekhong",
        "portal-documents": "/van-ban/",
        "portal-documents filtered": "/van-ban/?nam=2023&loai=K%E1%BA%BF+ho%E1%BA%A1ch",
        "portal-register": "/dinh-chinh/",
        "portal-verify": "/xac-minh/",
        "portal-verify found": f"/xac-minh/?ma={issue.code}",
        "portal-verify nothing": "/xac-minh/?ma=<b>",
        "portal-data": "/du-lieu/",
    }


def blocks() -> Any:
    """Return a body with every kind of block, as Wagtail's editor sends it."""
    with acting_by_itself():
        image = {"image": picture().pk, "alt_text": "Buổi họp tổ dân phố", "decorative": False}
    cells = [{"values": ["Tổ 1", "12"]}]
    table = {
        "columns": [{"type": "text", "heading": "Tổ"}, {"type": "number", "heading": "Hộ"}],
        "rows": cells,
    }
    told = [
        ("heading", {"text": "Cách làm", "level": "2"}),
        ("paragraph", '<p>Mở <b>lớp</b>, xem <a href="https://example.org/?a=1&amp;b=2">trang này</a>.</p>'),
        ("heading", {"text": "Ở tổ", "level": "3"}),
        ("list", "<ul><li>Một</li><li>Hai</li></ul>"),
        ("figure", {"image": image, "caption": "Họp tổ", "credit": "Ban Mẫu"}),
        ("quote", {"text": "Giữ nếp.", "source": "Kế hoạch số 12/KH-UBND"}),
        ("table", table | {"caption": "Số hộ"}),
    ]
    kinds = ArticlePage._meta.get_field("body").stream_block
    assert {kind for kind, _ in told} == set(kinds.child_blocks)
    return kinds.to_python([{"type": kind, "value": value} for kind, value in told])


def law() -> DocumentPage:
    return published(
        DocumentPage(
            title="Kế hoạch số 12/KH-UBND", symbol="12/KH-UBND", kind="Kế hoạch", issuer="UBND tỉnh Mẫu",
            dated_on=date(2023, 1, 10), abstract="Về xây dựng cơ sở", bases=[paper("9/NQ-HĐND")],
        )
    )  # fmt: skip


def answers() -> AnswersPage:
    answer = {"question": "Ai báo cáo?", "answer": "<p>Các <b>đơn vị</b>.</p>",
              "answered_on": date(2026, 3, 1), "paper": "12/KH-UBND"}  # fmt: skip
    return published(AnswersPage(title="Hỏi đáp", entries=[("answer", answer)]))


@pytest.mark.html
def test_every_kind_of_page_is_html_without_a_fault(office: Desk, tmp_path: Path) -> None:
    places = everything(office)
    answered = {name: reader().get(place) for name, place in places.items()}

    assert {one.status_code for one in answered.values()} == {200, 404, 410}
    assert html_validator.faults({name: one.content for name, one in answered.items()}, tmp_path) == []


def test_every_address_that_answers_with_a_page_is_tried(office: Desk) -> None:
    tried = {name.split()[0] for name in everything(office)}

    tried.discard("nowhere")
    assert tried == {str(pattern.name) for pattern in PATTERNS} - NOT_PAGES


def test_validator_finds_a_fault(tmp_path: Path) -> None:
    if html_validator.program() is None:
        pytest.skip("the validator of HTML, or Java, is not installed")
    page = '<!DOCTYPE html><html lang="vi"><title>x</title><time datetime="nay">x</time><p id="a"><p id="a">'

    found = html_validator.faults({"trang": page.encode()}, tmp_path)

    assert any("datetime" in one for one in found)
    assert any("Duplicate ID" in one for one in found)
    assert all(one.startswith("trang line") for one in found)
