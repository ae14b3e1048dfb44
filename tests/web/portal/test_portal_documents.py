"""Documents by number and day: listed, narrowed, led to from what stands on them, never to a wrong one."""

import re
from datetime import date
from html import unescape

import pytest
from directive_files import taken_in
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from people import OFFICE, administrator, official
from portal_pages import answers_page, article, category, document, draft, entry, paper, reader
from wagtail.documents.models import Document

from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.roles import Role
from tonghop.domain.secrecy import SecretDocument
from tonghop.web.portal.importing import DocumentWithoutDay, directives_of, write_document_draft
from tonghop.web.portal.models import CategoryPage, DocumentPage

DAY = date(2023, 1, 10)
"""The day of `paper()`."""


@pytest.fixture
def tin(memory: Doors) -> CategoryPage:
    return category()


def page_of(path: str, **asked: str) -> str:
    answer = reader().get(path, asked)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def links(html: str) -> list[str]:
    """Return where the main part of a page leads to."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return [unescape(href) for href in re.findall(r'href="([^"]+)"', main)]


def test_list_is_narrowed_by_each_fact_and_paged(tin: CategoryPage) -> None:
    with acting_by_itself():
        file = Document.objects.create(title="Tệp", file=ContentFile(b"%PDF-1.7", name="kh.pdf"))
    for number in range(1, 23):
        document(f"{number}/KH-UBND", dated_on=date(2022, 1, number))
    told = {"kind": "Nghị quyết", "issuer": "HĐND <Mẫu> & Con", "dated_on": date(2020, 2, 3), "file": file}
    ended = document("5/2020/NQ-HĐND", force="ended", ended_on=date(2024, 1, 1), **told)

    html = page_of("/van-ban/")
    assert "23 văn bản" in html
    assert html.count('<li><a href="/van-ban/ke-hoach') == 20
    assert html.index("22/KH-UBND") < html.index("21/KH-UBND")
    (later,) = re.findall(r'href="([^"]+)" rel="next"', html)
    second = page_of(unescape(later))
    assert "Trang 2/2" in second
    assert ended.path_here in links(second)
    assert "Hết hiệu lực từ ngày 01/01/2024" in second
    assert any(href.startswith(f"/tep/{file.pk}/") for href in links(second))
    assert "HĐND &lt;Mẫu&gt; &amp; Con" in html
    assert "<Mẫu>" not in html

    for asked in (
        {"loai": "Nghị quyết"},
        {"nam": "2020"},
        {"co-quan": "HĐND <Mẫu> & Con"},
        {"hieu-luc": "ended"},
    ):
        html = page_of("/van-ban/", **asked)
        assert "1 văn bản" in html, asked
        assert ended.path_here in links(html)
        assert " selected>" in html
        assert '<meta name="robots" content="noindex">' in html
    assert "0 văn bản" in page_of("/van-ban/", loai="Nghị quyết", nam="2022")
    assert "23 văn bản" in page_of(
        "/van-ban/", loai="' or 1=1", nam="năm", **{"hieu-luc": "\0", "trang": "x"}
    )
    assert 'href="/van-ban/"' in page_of("/")


def test_drafts_of_documents_are_not_listed(tin: CategoryPage) -> None:
    page = document()
    with acting_by_itself():
        page.unpublish()

    assert "0 văn bản" in page_of("/van-ban/")
    assert page.symbol not in page_of("/van-ban/")


CASES = [
    ("same number and day", [("12/KH-UBND", DAY)], 0),
    ("another spelling", [("12/KHUBND", DAY)], 0),
    ("without marks", [("12/kh-ubnd", DAY)], 0),
    ("the number of another year", [("12/KH-UBND", date(2024, 1, 10))], None),
    ("another number", [("120/KH-UBND", DAY)], None),
    ("two that fit", [("12/KH-UBND", DAY), ("12/KHUBND", DAY)], None),
    ("two of one number, one of that day", [("12/KH-UBND", date(2024, 1, 10)), ("12/KH-UBND", DAY)], 1),
]


@pytest.mark.parametrize(("documents", "fits"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_papers_lead_to_the_one_document_of_their_number_and_day(
    tin: CategoryPage, documents: list[tuple[str, date]], fits: int | None
) -> None:
    news = article(tin, papers=[paper()])
    pages = [document(symbol, dated_on=on) for symbol, on in documents]

    shown = links(page_of(news.path_here))
    back = [news.path_here in links(page_of(page.path_here)) for page in pages]

    assert [page.path_here in shown for page in pages] == [place == fits for place in range(len(pages))]
    assert back == [place == fits for place in range(len(pages))]


def test_paper_without_a_day_leads_nowhere_unless_an_editor_chose(tin: CategoryPage) -> None:
    page, other = document("12/KH-UBND", dated_on=DAY), document("13/KH-UBND")
    name, told = paper()
    undated = article(tin, title="Một", papers=[(name, told | {"dated_on": None})])
    chosen = article(tin, title="Hai", papers=[(name, told | {"dated_on": None, "page": other})])
    against = article(tin, title="Ba", papers=[(name, told | {"page": other})])

    assert page.path_here not in page_of(undated.path_here)
    for news in (chosen, against):
        assert other.path_here in links(page_of(news.path_here))
        assert page.path_here not in page_of(news.path_here)
    assert chosen.path_here in links(page_of(other.path_here))
    assert against.path_here not in page_of(page.path_here)
    with acting_by_itself():
        other.unpublish()
    assert other.path_here not in page_of(chosen.path_here), "what was taken off is not led to"
    assert page.path_here in links(page_of(against.path_here)), "but the one of the number is"


def test_legal_basis_leads_both_ways(tin: CategoryPage) -> None:
    law = document("12/KH-UBND", dated_on=DAY, title="Văn bản trên")
    below = document("30/CV-UBND", bases=[paper()], title="Văn bản dưới")
    news = article(tin, papers=[paper()])
    draft(tin, title="Nháp", papers=[paper()])
    told = answers_page([entry("Hỏi?", paper="Kế hoạch số 12/KH-UBND ngày 10/01/2023")])

    above, under = page_of(law.path_here), page_of(below.path_here)

    assert law.path_here in links(under)
    assert "Là căn cứ của" not in under
    for words in ("Là căn cứ của", "Bài viết dẫn văn bản này", "Đính chính, hỏi đáp dựa trên văn bản này"):
        assert words in above
    assert {below.path_here, news.path_here, told.path_here} <= set(links(above))
    assert "Nháp" not in above

    with acting_by_itself():
        news.withdrawn_on, news.withdrawn_why = date(2026, 1, 1), "Sai"
        news.save_revision().publish()
    assert "Bài viết dẫn văn bản này" not in page_of(law.path_here)


def test_document_says_since_when_and_by_what_it_ended(tin: CategoryPage) -> None:
    new = document("77/QĐ-UBND", dated_on=date(2024, 5, 1))
    old = document(
        force="ended", ended_on=date(2024, 6, 1), ended_by="Quyết định số 77/QĐ-UBND ngày 01/5/2024"
    )
    unknown = document("9/KH-UBND", force="partly", ended_by="Nghị quyết số 8/NQ-HĐND ngày 02/3/2024 <b>")

    html = page_of(old.path_here)
    assert "Hết hiệu lực từ ngày 01/06/2024, theo" in html
    assert new.path_here in links(html)
    assert "Hết hiệu lực một phần, theo Nghị quyết số 8/NQ-HĐND ngày 02/3/2024 &lt;b&gt;" in page_of(
        unknown.path_here
    )

    page = DocumentPage(title="Sai", slug="sai", symbol="1", kind="K", issuer="I", dated_on=DAY, abstract="A",
                        force="in-force", ended_on=DAY)  # fmt: skip
    with pytest.raises(ValidationError, match="Chỉ ghi ngày"):
        page.validate_constraints()
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentPage.objects.filter(pk=new.pk).update(force="in-force", ended_on=DAY)


READ = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 12/KH-UBND
Tỉnh Mẫu, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Phòng cháy ở thôn, bản
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.
Thực hiện Công văn số 77-CV/BDVTU ngày 01/2/2026.
1. Sở Y tế báo cáo kết quả trước ngày 30/5/2026.
"""


def test_document_that_was_read_becomes_a_draft_with_its_legal_basis(memory: Doors) -> None:
    mai = official(administrator(), "mai", (Role.COORDINATOR, OFFICE))
    directive = taken_in(mai, READ, office=OFFICE)

    assert directives_of("12/KH-UBND", date(2025, 3, 5)) == []
    (found,) = directives_of("12 khubnd", date(2026, 3, 5))
    page, again = write_document_draft(found), write_document_draft(found)

    assert (page.symbol, page.kind, page.dated_on) == ("12/KH-UBND", "Kế hoạch", date(2026, 3, 5))
    assert not page.live
    assert [(one.value["symbol"], one.value["dated_on"]) for one in page.bases] == [
        ("30/2020/NĐ-CP", date(2020, 3, 5))
    ]
    assert again.slug == f"{page.slug}-2"
    assert reader().get(page.path_here).status_code == 404
    assert "0 văn bản" in page_of("/van-ban/")

    count = DocumentPage.objects.count()
    directive.text = READ.replace("Số: 12", "TỐI MẬT\nSố: 12")
    with pytest.raises(SecretDocument):
        write_document_draft(directive)
    directive.text, directive.issued_on = READ, None
    with pytest.raises(DocumentWithoutDay):
        write_document_draft(directive)
    assert DocumentPage.objects.count() == count
