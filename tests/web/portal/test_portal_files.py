"""Files and pictures of editors: kept in the database, public only where a published page leads to them."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from portal_pages import article, category, draft, paper, reader
from wagtail.documents.models import Document

from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.web.portal.models import CategoryPage, KeptFile, Picture


@pytest.fixture
def tin(memory: Doors) -> CategoryPage:
    return category()


def document(name: str = "ke-hoach.pdf", content: bytes = b"%PDF-1.7 x") -> Document:
    return Document.objects.create(title="Kế hoạch", file=ContentFile(content, name=name))


def picture() -> Picture:
    drawn = BytesIO()
    Image.new("RGB", (1200, 600), "white").save(drawn, "PNG")
    return Picture.objects.create(title="Ảnh", file=ContentFile(drawn.getvalue(), name="anh.png"))


def with_file(one: Document) -> list[tuple[str, dict[str, object]]]:
    kind, told = paper()
    return [(kind, told | {"file": one})]


def test_file_is_given_where_a_published_page_leads_to_it(tin: CategoryPage) -> None:
    one = document()
    assert reader().get(one.url).status_code == 404

    draft(tin, papers=with_file(one))
    page = article(tin, title="Đã đăng")
    assert reader().get(one.url).status_code == 404, "a draft leads to it, and nobody else"

    page.papers = with_file(one)
    with acting_by_itself():
        page.save_revision().publish()
    given = reader().get(one.url)

    assert (given.status_code, given.content) == (200, b"%PDF-1.7 x")
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert one.url in reader().get(page.path_here).content.decode()
    assert reader().get(f"/tep/{one.pk}/khac.pdf").status_code == 404


def test_file_of_a_withdrawn_page_is_no_longer_given(tin: CategoryPage) -> None:
    one = document()
    article(tin, papers=with_file(one), withdrawn_on=date(2026, 6, 1), withdrawn_why="Sai số liệu.")

    assert reader().get(one.url).status_code == 404


def test_picture_is_shown_in_a_size_with_its_words_and_its_original_is_not(tin: CategoryPage) -> None:
    one = picture()
    image = {"image": one.pk, "alt_text": "Hội nghị", "decorative": False}
    figure = {"image": image, "caption": "Phiên đầu", "credit": ""}
    page = draft(tin)
    page.body = page._meta.get_field("body").stream_block.to_python([{"type": "figure", "value": figure}])
    with acting_by_itself():
        page.save_revision().publish()

    html = reader().get(page.path_here).content.decode()
    shown = KeptFile.objects.get(name__startswith="images/")
    original = KeptFile.objects.exclude(pk=shown.pk).get()

    assert f'<img src="/anh/{shown.name}" width="800" height="400" alt="Hội nghị" loading="lazy">' in html
    assert "<figcaption>Phiên đầu</figcaption>" in html
    answer = reader().get(f"/anh/{shown.name}")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = reader().get(f"/anh/{shown.name}", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304
    for path in (original.name, "../settings.py", "images/khong-co.jpg", "x.html"):
        assert reader().get(f"/anh/{path}").status_code == 404, path


def test_kept_file_is_never_overwritten(memory: Doors) -> None:
    first, second = document(content=b"a"), document(content=b"b")

    assert first.file.name != second.file.name
    assert [one.file.read() for one in (first, second)] == [b"a", b"b"]
    assert first.file.size == 1
