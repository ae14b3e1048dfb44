"""Old articles into drafts: what their pages say is found, what is not certain is asked for."""

from datetime import date, datetime
from pathlib import Path

import pytest
from portal_pages import reader

from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.formats.intake.directive_file import open_document
from tonghop.formats.registers.vietnam import vietnam
from tonghop.web.portal.importing import NOBODY_SAID, UNSORTED, write_draft
from tonghop.web.portal.models import ArticlePage, CategoryPage
from tonghop.web.portal.old_articles import OldArticle, read_article
from tonghop.web.portal.old_places import PlaceAsked, PlaceNote, place_notes

TODAY = date(2026, 11, 23)
TITLE = "Phường Tân Hòa, thành phố Hòa Bình ra mắt tổ tự quản"
LEAD = "Ngày 02/6/2023, Ban Dân vận Tỉnh ủy đã ban hành Công văn số 77-CV/BDVTU về tổ tự quản."
BODY = "Các tổ thực hiện Kế hoạch số 12/KH-UBND ngày 10/01/2023 của Ủy ban nhân dân tỉnh./."
TEXT = f"DetailController\n\nXây dựng cơ sở\n\n{TITLE}\n\n05/06/2023 08:30\n{LEAD}\n\n{BODY}\n"
PAGE = f"""<!DOCTYPE html><html><head><title>{TITLE}</title><script>var x = 1</script></head><body>
<nav><ul><li>Trang chủ</li></ul></nav><p>DetailController</p><div>Xây dựng cơ sở</div><h1>{TITLE}</h1>
<span>05/06/2023 08:30</span><p><b>{LEAD}</b></p><p>{BODY}</p><footer>Bản quyền</footer></body></html>"""


def read_file(folder: Path, name: str, text: str) -> OldArticle:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_article(open_document(file).text)


@pytest.mark.parametrize(("name", "text"), [("bai.txt", TEXT), ("bai.html", PAGE)])
def test_title_category_day_agency_and_documents_are_found(tmp_path: Path, name: str, text: str) -> None:
    old = read_file(tmp_path, name, text)

    assert (old.title, old.category, old.agency) == (TITLE, "Xây dựng cơ sở", "Ban Dân vận Tỉnh ủy")
    assert old.posted_at == datetime(2023, 6, 5, 8, 30)  # noqa: DTZ001
    assert old.lead == LEAD
    assert BODY in old.paragraphs
    assert [one.symbol for one in old.citations] == ["77-CV/BDVTU", "12/KH-UBND"]
    assert "DetailController" in old.dropped
    assert old.asked == ()


DAYS = [
    ("13/03/2023 17:00", datetime(2023, 3, 13, 17, 0)),  # noqa: DTZ001
    ("Thứ hai, ngày 13/3/2023 | 17h05", datetime(2023, 3, 13, 17, 5)),  # noqa: DTZ001
    ("Đăng ngày: 1-2-2023", datetime(2023, 2, 1)),  # noqa: DTZ001
    ("31/02/2023", None),
    ("Ngày 13/3/2023, Ban Mẫu đã ban hành Công văn số 10.", None),
    ("13/3/2023 và 14/3/2023", None),
]


@pytest.mark.parametrize(("line", "at"), DAYS)
def test_day_of_an_article_stands_alone_on_its_line(line: str, at: datetime | None) -> None:
    assert read_article(f"Mục\nTên bài\n{line}\nMở đầu.").posted_at == at


def test_what_a_page_does_not_say_is_asked_for() -> None:
    old = read_article("Tên bài\nKhông có gì khác.")

    assert (old.title, old.lead) == ("Tên bài", "Không có gì khác.")
    assert old.asked == ("chuyên mục", "ngày đăng", "cơ quan")
    assert read_article("").asked == ("tiêu đề", "chuyên mục", "ngày đăng", "cơ quan")


def test_a_very_long_line_is_read_at_once() -> None:
    text = "1" * 200_000 + "\n" + "Ban " + "a" * 200_000 + "\n" + "Aa" * 100_000

    assert read_article(text).posted_at is None


def test_place_that_changed_gets_a_dated_note() -> None:
    (note,) = place_notes(TITLE, vietnam(), then=date(2023, 6, 5), now=TODAY)

    now, since, decree = "phường Tân Hòa, tỉnh Phú Thọ", date(2025, 7, 1), "1676/NQ-UBTVQH15"
    assert note == PlaceNote("Phường Tân Hòa, thành phố Hòa Bình", now, since, decree)


def test_place_that_is_not_certain_is_a_question_and_one_that_stayed_is_nothing() -> None:
    found = list(
        place_notes("Tại xã Tân Lập và thành phố Hà Nội.", vietnam(), then=date(2023, 6, 5), now=TODAY)
    )

    assert [type(one) for one in found if one.written == "xã Tân Lập"] == [PlaceAsked]
    assert not [one for one in found if isinstance(one, PlaceNote)]


def test_body_is_no_place() -> None:
    words = "Ban Dân vận Tỉnh ủy, Thành ủy và Huyện ủy; các xã, phường, thị trấn trong tỉnh."

    assert list(place_notes(words, vietnam(), then=date(2023, 6, 5), now=TODAY)) == []


def test_draft_holds_everything_and_nobody_outside_sees_it(memory: Doors, tmp_path: Path) -> None:
    old = read_file(tmp_path, "bai.txt", TEXT)
    notes = list(place_notes(old.title, vietnam(), then=date(2023, 6, 5), now=TODAY))
    at = datetime.fromisoformat("2026-11-23T14:00:00+07:00")

    first = write_draft(old, [one for one in notes if isinstance(one, PlaceNote)], agency="", at=at)
    second = write_draft(old, [], agency="", at=at)

    page = ArticlePage.objects.get(pk=first.pk)
    assert not page.live
    assert page.path_here.startswith("/tin/2023/06/phuong-tan-hoa-thanh-pho-hoa-binh-ra-mat-to-tu-quan-")
    assert page.posted_at.isoformat() == "2023-06-05T01:30:00+00:00"
    assert [block.value["symbol"] for block in page.papers] == ["77-CV/BDVTU", "12/KH-UBND"]
    assert page.papers[1].value["dated_on"] == date(2023, 1, 10)
    assert page.places[0].value["now"] == "phường Tân Hòa, tỉnh Phú Thọ"
    assert (second.slug, page.slug) == (f"{page.slug}-2", page.slug)
    assert CategoryPage.objects.get().title == "Xây dựng cơ sở"
    assert reader().get(page.path_here).status_code == 404
    assert TITLE not in reader().get("/").content.decode()


def test_words_of_an_old_page_are_words(memory: Doors) -> None:
    old = read_article("Mục\nTên\n13/3/2023\nMở.\n<script>alert(1)</script> & <b>")
    at = datetime.fromisoformat("2026-11-23T14:00:00+07:00")

    with acting_by_itself():
        page = write_draft(old, [], agency="Ban Mẫu", at=at)
        page.get_parent().save_revision().publish()
        page.get_latest_revision().publish()
    page.refresh_from_db()
    html = reader().get(page.path_here).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert page.agency == "Ban Mẫu"


def test_article_without_a_category_waits_among_the_unsorted(memory: Doors) -> None:
    at = datetime.fromisoformat("2026-11-23T14:00:00+07:00")

    page = write_draft(read_article("Tên bài\n1/2/2023\nMở."), [], agency="", at=at)

    assert page.agency == NOBODY_SAID
    assert page.get_parent().title == UNSORTED
