"""Readers find what is public, whole and exactly, however they type it; nothing else, and nothing stale."""

import re
import unicodedata
from datetime import date
from html import unescape
from uuid import UUID

import pytest
from consolidating import desk
from django.core.management import call_command
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from people import OFFICE, administrator, official
from portal_pages import (
    answers_page,
    article,
    category,
    correction,
    decide,
    document,
    draft,
    entry,
    paper,
    reader,
    released,
)
from wagtail.search.models import IndexEntry

from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.publications.models import PublicReport
from tonghop.domain.language import without_marks
from tonghop.web.portal.indexed import CitedPaper, Searchable
from tonghop.web.portal.indexing import index_everything
from tonghop.web.portal.marking import WIDTH, excerpt, marked
from tonghop.web.portal.models import (
    ArticlePage,
    CampaignPage,
    CategoryPage,
    HomePage,
)
from tonghop.web.portal.search_words import bare, number_key, question, spelled

TITLES = (
    "Hòa Bình ra quân làm sạch đường làng",
    "Ủy ban nhân dân xã Đức Mẫu họp dân",
    "Thủy lợi nội đồng: khỏe đất, khoẻ lúa",
    "Quý I: phường Tân Hòa xoá 12 điểm nóng",
    "Tuyên truyền ở thị trấn Ngã Sáu",
)


@pytest.fixture
def tin(memory: Doors) -> CategoryPage:
    return category()


def asked(q: str, **chosen: str) -> tuple[list[str], str]:
    """Return the addresses that a search leads to, in order, and the page."""
    answer = reader().get("/tim-kiem/", {"q": q, **chosen})
    assert answer.status_code == 200
    html = answer.content.decode()
    part = html.partition('<ol class="articles')[2].partition("</ol>")[0]
    return [unescape(href) for href in re.findall(r'<li><a href="([^"]+)"', part)], html


def old_tones(text: str) -> str:
    """Move the tone of hòa, khỏe, thủy to where older spelling has it."""
    pairs = ("òa oà", "óa oá", "ỏe oẻ", "ủy uỷ", "úy uý", "ùy uỳ")
    for one in (*pairs, *map(str.upper, pairs), "Ủy Uỷ"):
        new, old = one.split()
        text = re.sub(rf"(?<![qQ]){new}\b", old, text)
    return text


SPELLINGS = {
    "as it is": lambda text: text,
    "without marks": without_marks,
    "old tones": old_tones,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "capitals": str.upper,
    "small, without marks": lambda text: without_marks(text).lower(),
    "capitals, old tones, NFD": lambda text: unicodedata.normalize("NFD", old_tones(text).upper()),
}


def test_every_title_finds_its_own_article_in_every_spelling(tin: CategoryPage) -> None:
    pages = {title: article(tin, title=title, lead="Mở đầu chung.") for title in TITLES}

    assert old_tones(TITLES[0]) != TITLES[0]
    for title, page in pages.items():
        for name, spelling in SPELLINGS.items():
            found, _ = asked(spelling(title))
            assert found == [page.path_here], (title, name)


NUMBERS = (
    "142/KH-UBND", "142/KHUBND", "142 kh ubnd", "số 142-KH/UBND", "142/kh-ubnd", "142 – KH / UBND",
    "Kế hoạch số 142/KHUBND", "ke hoach 142 khubnd", "142khubnd tuyên truyền",
    "số 142/KH-UBND ngày 10/03/2023",
)  # fmt: skip


def test_number_is_found_in_any_spelling_and_its_document_comes_first(tin: CategoryPage) -> None:
    named = article(
        tin, title="Bài nêu số", lead="Theo Kế hoạch số 142/KHUBND ngày 10/03/2023 về tuyên truyền."
    )
    page, other = document(), document("1420/KH-UBND")

    for typed in NUMBERS:
        found, html = asked(typed)
        assert found == [page.path_here, named.path_here], typed
        assert other.path_here not in html, typed
    assert asked("qd 9")[0] == []
    decision = document("9/2024/QĐ-UBND", kind="Quyết định")
    for typed in ("9/2024/QD-UBND", "9 2024 qđubnd", "quyet dinh 9/2024/qd ubnd"):
        assert asked(typed)[0] == [decision.path_here], typed


def test_very_marks_come_first_then_titles_then_texts(tin: CategoryPage) -> None:
    in_text = article(tin, title="Một", lead="Ở Hòa Bình.")
    other_marks = article(tin, title="Hoa bình", lead="Khác.")
    in_title = article(tin, title="Hoà Bình", lead="Ba.")
    plain_text = article(tin, title="Bốn", lead="Hoa trong bình.")

    assert asked("Hòa Bình")[0] == [page.path_here for page in (in_title, in_text, other_marks, plain_text)]
    assert set(asked("hoa binh")[0][:2]) == {in_title.path_here, other_marks.path_here}
    assert asked('"hòa bình"')[0] == [page.path_here for page in (in_title, in_text, other_marks)]
    assert asked("hòa bình ở")[0] == [in_text.path_here], "every word is asked for"


def test_answers_corrections_campaigns_and_documents_are_found_where_they_stand(tin: CategoryPage) -> None:
    page = article(tin, corrections=[correction("đúng là mười tổ", "mười hai tổ")])
    with acting_by_itself():
        home = HomePage.objects.get()
        campaign = CampaignPage(title="Chiến dịch mẫu", campaign=UUID(int=1), intro="Xanh sạch đẹp")
        home.add_child(instance=campaign)
        campaign.save_revision().publish()
    entries = [entry("Khi nào bắt đầu chặng một?"), entry("Ghi nhầm ngày họp", nature="mistake")]
    answers = answers_page(entries, title="Hỏi đáp mẫu")

    assert asked("muoi hai to")[0] == [f"{page.path_here}#dinh-chinh"]
    assert asked("xanh sach dep")[0] == [campaign.path_here]
    assert asked("chang mot")[0] == [f"{answers.path_here}#muc-1"]
    found, html = asked("nhầm ngày họp")
    assert found == [f"{answers.path_here}#muc-2"]
    assert "Đính chính ·" in html
    assert 'id="muc-2"' in reader().get(answers.path_here).content.decode()


def test_what_is_not_public_is_never_found(tin: CategoryPage) -> None:
    page = article(tin, title="Chuyện cái giếng", papers=[paper()])
    draft(tin, title="Nháp về cái giếng")
    assert asked("cái giếng")[0] == [page.path_here]

    page.title = "Chuyện cái ao"  # a draft of what is published
    page.save_revision()
    assert (asked("cái giếng")[0], asked("cái ao")[0]) == ([page.path_here], [])
    with acting_by_itself():
        page.get_latest_revision().publish()
    assert (asked("cái giếng")[0], asked("cái ao")[0]) == (
        [],
        [ArticlePage.objects.get(pk=page.pk).path_here],
    )

    with acting_by_itself():
        page.refresh_from_db()
        page.unpublish()
    assert asked("cái ao")[0] == []
    assert not Searchable.objects.filter(page_id=page.pk).exists()
    assert not CitedPaper.objects.exists()

    with acting_by_itself():
        page.get_latest_revision().publish()
    assert len(asked("cái ao")[0]) == 1
    page.refresh_from_db()
    with acting_by_itself():
        page.withdrawn_on, page.withdrawn_why = date(2026, 1, 2), "Sai địa chỉ"
        page.save_revision().publish()
    assert asked("cái ao")[0] == []

    kept = article(tin, title="Chuyện cái chum")
    with acting_by_itself():
        ArticlePage.objects.filter(pk=kept.pk).update(live=False)  # by no way of Wagtail's
        assert asked("cái chum")[0] == []
        ArticlePage.objects.filter(pk=kept.pk).update(live=True)
        kept.delete()
    assert asked("cái chum")[0] == []
    assert Searchable.objects.count() == 0


def test_index_can_be_written_anew(tin: CategoryPage) -> None:
    page = article(tin, papers=[paper()])
    before = list(Searchable.objects.values("title", "path", "exact", "bare", "day"))
    Searchable.objects.all().delete()
    assert asked("phường mẫu")[0] == []

    with acting_by_itself():
        assert index_everything() == 1

    assert list(Searchable.objects.values("title", "path", "exact", "bare", "day")) == before
    assert asked("phường mẫu")[0] == [page.path_here]
    assert CitedPaper.objects.get().number == "12khubnd"


def test_reports_are_found_from_the_decision_until_it_is_taken_back(memory: Doors) -> None:
    office = desk()
    issue = released(office)
    title = issue.code
    assert asked(title)[0] == []

    decide(office, issue)
    path = f"/bao-cao/{issue.pk}"
    found, html = asked(title)
    assert found == [path]
    assert "Báo cáo đã công bố ·" in html
    name = PublicReport.objects.get().title
    for spelling in SPELLINGS.values():
        assert asked(spelling(name))[0] == [path]
    assert asked(title, loai="bao-cao")[0] == [path]
    assert asked(title, loai="bai-viet")[0] == []

    decide(office, issue, wanted=False)
    assert asked(title)[0] == []


def test_results_are_narrowed_and_counted(tin: CategoryPage) -> None:
    for number in range(12):
        article(tin, title=f"Tin chung {number}", agency="Ban Mẫu" if number % 3 else "Sở Mẫu & Con")
    page = document(abstract="Tin chung", dated_on=date(2021, 5, 6))

    found, html = asked("tin chung")
    assert "13 kết quả" in html
    assert len(found) == 10
    assert "Bài viết</a> (12)" in html
    assert "Văn bản</a> (1)" in html
    assert "2021</a> (1)" in html
    assert "Sở Mẫu &amp; Con</a> (4)" in html
    later = re.findall(r'href="([^"]+)" rel="next"', html)[0]
    second = reader().get(unescape(later)).content.decode()
    assert "Trang 2/2" in second
    assert 'start="11"' in second

    found, html = asked("tin chung", **{"co-quan": "Sở Mẫu & Con"})
    assert len(found) == 4
    assert "Ban Mẫu</a> (8)" in html, "other values are counted as if this one was not chosen"
    assert asked("tin chung", nam="2021")[0] == [page.path_here]
    assert asked("tin chung", nam="2021", loai="bai-viet")[0] == []


def test_words_are_marked_in_the_original_and_escaped(tin: CategoryPage) -> None:
    nasty = "<script>alert(1)</script> HOÀ  BÌNH & <b>"
    article(tin, title=nasty, slug="x", lead="x" * 300 + " Uỷ ban ở Hoà Bình, theo 142/KHUBND.", agency=nasty)

    _, html = asked('hoa binh 142/KH-UBND "<script>')

    assert "<mark>HOÀ BÌNH</mark>" in html
    assert "<mark>Hoà Bình</mark>" in html
    assert "<mark>142/KHUBND</mark>" in html
    assert "&lt;<mark>script</mark>&gt;" in html
    assert html.count("<script") == 1, "portal.js"
    assert "& <b>" not in html


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Từ hoặc số văn bản"),
        ("   ", "Hãy gõ ít nhất một từ"),
        ("!!! \" ' \\ & | ( ) : * <->", "Hãy gõ ít nhất một từ"),
        ("a'b \\ c:* !d & (e | f", "Không tìm thấy"),
        ("\0\x01", "Hãy gõ"),
        ("😀 ﷽", "Hãy gõ"),
        ("1 " * 400, "Không tìm thấy"),
        ("1a " * 60, "Không tìm thấy"),
        ("x" * 5000, "Không tìm thấy"),
        ('"', "Hãy gõ"),
        ('"a', "Không tìm thấy"),
    ],
)
def test_strange_questions_are_answered(tin: CategoryPage, typed: str, said: str) -> None:
    answer = reader().get("/tim-kiem/", {"q": typed, "trang": "-7", "nam": "\0", "loai": "'"})

    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_nothing_found_suggests_a_spelling_that_finds(tin: CategoryPage) -> None:
    page = article(tin, title="Trường học Tân Hòa khai giảng")
    article(tin, title="Trường khác")

    for typed in ("truogn hoc", "trường hocj", "kahi giảng trường"):
        _, html = asked(typed)
        assert "Không tìm thấy" in html, typed
        (href,) = re.findall(r'Có phải: <a href="([^"]+)"', html)
        assert page.path_here in reader().get(unescape(href)).content.decode(), typed
    _, html = asked("zzzzqq wwww")
    assert "Có phải" not in html
    assert "/van-ban/" in html


def test_search_is_nobodys_to_keep(tin: CategoryPage) -> None:
    article(tin)
    before = rows_everywhere()

    answer = reader().get("/tim-kiem/", {"q": "phường"})

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert not answer.cookies
    assert rows_everywhere() == before
    assert "Disallow: /tim-kiem/" in reader().get("/robots.txt").content.decode()
    assert 'action="/tim-kiem/"' in reader().get("/").content.decode()
    html = reader().get("/tim-kiem/", {"q": "phường", "nam": "2023"}).content.decode()
    assert 'name="ve" value="/tim-kiem/?q=ph%C6%B0%E1%BB%9Dng&amp;nam=2023"' in html, (
        "letters keep the question"
    )


def rows_everywhere() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, n_tup_ins, n_tup_upd from pg_stat_xact_user_tables"
            " where n_tup_ins + n_tup_upd > 0 order by 1"
        )
        return list(cursor.fetchall())


def test_plan_of_a_search_uses_the_index(tin: CategoryPage) -> None:
    from tonghop.web.portal.searching import FOUND

    page = article(tin)
    Searchable.objects.bulk_create(
        Searchable(page_id=page.pk, kind="bai-viet", place=place, path="/", title="x", text="x" * 400,
                   day=date(2026, 1, 1), exact=words, bare=words, title_exact="", title_bare="")
        for place in range(1, 3000)
        if (words := f"'chữ{place}':1 'chung':2")
    )  # fmt: skip
    one = question("hòa bình 142/KH-UBND")
    assert one is not None
    with connection.cursor() as cursor:
        told = {"keys": sorted(one.keys), "exact": one.exact, "bare": one.bare, "has_marks": one.has_marks}
        told |= {"loai": "", "nam": "", "co-quan": "", "most": 10}
        cursor.execute(f"explain {FOUND}", told)
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "portal_found_without_marks" in plan
    assert "portal_found_with_marks" in plan
    assert "Seq Scan on portal_searchable" not in plan


def test_editors_find_pages_without_marks(tin: CategoryPage) -> None:
    alice = administrator()
    hoa: Person = official(alice, "hoa", (Role.EDITOR, OFFICE))
    page = draft(tin, title="Đường hoa ở Hoà Bình", by=hoa)
    client = Client(SERVER_NAME="localhost")
    client.force_login(hoa)

    for typed in ("hoa binh", "Hòa Bình", "HOÀ", "duong h", unicodedata.normalize("NFD", "Hòa Bình")):
        for path in ("/bien-tap/pages/search/", "/bien-tap/choose-page/search/"):
            html = client.get(path, {"q": typed}).content.decode()
            assert "Đường hoa ở Hoà Bình" in html, (typed, path)
    html = client.get("/bien-tap/pages/search/", {"q": "hoa khac"}).content.decode()
    assert "Đường hoa ở Hoà Bình" not in html

    IndexEntry.objects.all().delete()
    call_command("wagtail_update_index", verbosity=0)  # as `tonghop portal index` does
    assert page.title in client.get("/bien-tap/pages/search/", {"q": "hoa binh"}).content.decode()


@given(st.text(max_size=250))
def test_any_text_is_a_question_that_marks_itself(text: str) -> None:
    one = question(text)

    if one is None:
        assert not spelled(text[:200])
        return
    html = marked(one.text, one)
    assert len(re.sub(r"</?mark>", "", html)) >= len(one.text)
    assert "<mark>" in html
    assert all(bare(word) in one.words or word in ("số", "so") for word in one.spelled)


@given(st.text(max_size=600), st.text(min_size=1, max_size=20))
def test_excerpt_is_short_and_escaped(text: str, typed: str) -> None:
    one = question(typed)
    if one is None:
        return
    html = excerpt(" ".join(text.split()), one)
    shown = unescape(re.sub(r"</?mark>", "", html))

    assert len(shown) <= WIDTH + 4
    assert "<" not in re.sub(r"</?mark>", "", html)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("142/KH-UBND", "142-KH/UBND"),
        ("142/KHUBND", "142 kh ubnd"),
        ("9/2024/QĐ-UBND", "9/2024/QD-UBND"),
        ("27/NQ- TW", unicodedata.normalize("NFD", "27-nq/tw")),
        ("1/NĐ-CP", "1 / ND – CP"),
    ],
)
def test_spellings_of_a_number_have_one_key(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)
