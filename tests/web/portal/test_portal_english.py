"""The office presented in Vietnamese and English; whoever reads or edits sees which of the two is older."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from people import administrator
from portal_pages import HERE, editors, mapped, reader

from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.web.portal.models import AboutPage, HomePage, both_languages
from tonghop.web.portal.structured_data import organisation
from tonghop.web.portal.templatetags.portal_words import dialled

UNIT = {"name": "Văn phòng", "name_en": "Office", "functions": "Văn thư.", "functions_en": "Records.",
        "phone": "0218 385 0001", "email": "vp@example.vn"}  # fmt: skip
EARLY, LATE = datetime(2026, 5, 31, 20, 0, tzinfo=UTC), datetime(2026, 9, 2, 1, 0, tzinfo=UTC)
BEHIND = "The Vietnamese page was changed on"


@pytest.fixture
def place(memory: Doors) -> None:
    """A database of its own."""


def about(**words: Any) -> AboutPage:
    """Publish the page that presents an invented office."""
    given = {
        "title": "Ban Mẫu", "title_en": "Sample Commission", "functions": "Tổng hợp.\n\nCông bố.",
        "functions_en": "Consolidates reports.", "units": [("unit", UNIT)], "address": "Số 1, đường Mẫu",
        "address_en": "1 Mau Street", "phone": "+84 218 385 0000", "email": "lh@example.vn",
        "press_office": "Trưởng phòng Báo chí", "press_office_en": "Head of the Press Division",
        "press_phone": "0218 385 0002", "press_email": "bc@example.vn", "live": False,
    } | words  # fmt: skip
    with acting_by_itself():
        page = HomePage.objects.get().add_child(instance=AboutPage(**given))
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def edited(page: AboutPage, **words: Any) -> AboutPage:
    with acting_by_itself():
        for name, value in words.items():
            setattr(page, name, value)
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def html_of(path: str) -> str:
    answer = reader().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_both_pages_present_the_office_and_lead_to_each_other(place: None) -> None:
    assert [reader().get(path).status_code for path in ("/gioi-thieu/", "/en/about/")] == [404, 404]
    assert "/en/about/" not in html_of("/")
    about()

    vietnamese, english = html_of("/gioi-thieu/"), html_of("/en/about/")

    assert '<html lang="vi"' in vietnamese
    assert '<html lang="en"' in english
    for html in (vietnamese, english):
        for language, path in (("vi", "/gioi-thieu/"), ("en", "/en/about/"), ("x-default", "/gioi-thieu/")):
            assert html.count(f'<link rel="alternate" hreflang="{language}" href="{HERE}{path}">') == 1
        for same in ('href="tel:+842183850000"', 'href="mailto:bc@example.vn"', "0218 385 0001"):
            assert same in html, same
    for words in (
        "Chức năng, nhiệm vụ",
        "<p>Công bố.</p>",
        "Văn phòng",
        "Trưởng phòng Báo chí",
        "Số 1, đường Mẫu",
    ):
        assert words in vietnamese, words
    for words in (
        "Skip to main content", "in Vietnamese only", "Sample Commission", "Consolidates reports.",
        "Records.", "Head of the Press Division", "1 Mau Street", "Text size", "High contrast",
        '<nav aria-label="Main">',
    ):  # fmt: skip
        assert words in english, words
    for foreign in ("Đến nội dung chính", "Cỡ chữ", "Chuyên mục"):
        assert foreign not in english, foreign
    for path in ("/", "/du-lieu/"):
        assert '<a class="other" href="/en/about/" lang="en" hreflang="en">English</a>' in html_of(path)
        assert 'href="/gioi-thieu/"' in html_of(path)
    assert {"/gioi-thieu/", "/en/about/"} <= set(mapped())


def test_words_of_editors_stay_words(place: None) -> None:
    nasty = '"><script>alert(1)</script>'
    about(title=nasty, slug="x", title_en=nasty, functions=nasty, functions_en=nasty, address=nasty,
          units=[("unit", {**UNIT, "name": nasty, "name_en": nasty, "phone": '1" onclick="'})])  # fmt: skip

    for path in ("/gioi-thieu/", "/en/about/"):
        assert html_of(path).count("<script") == 2, path
        assert 'onclick="' not in html_of(path).replace("&quot;", ""), path


def test_without_english_words_there_is_no_english_page(place: None) -> None:
    about(title_en="")

    assert reader().get("/en/about/").status_code == 404
    assert "/en/about/" not in mapped()
    for path in ("/", "/gioi-thieu/"):
        assert "hreflang" not in html_of(path), path


CHANGES = [
    # what is changed, whether Vietnamese changed, whether English did
    ({"functions": "Việc khác."}, True, False),
    ({"units": [("unit", {**UNIT, "functions": "Việc khác."})]}, True, False),
    ({"functions_en": "Other work."}, False, True),
    ({"units": [("unit", {**UNIT, "name_en": "Bureau"})]}, False, True),
    ({"functions": "Việc khác.", "functions_en": "Other work."}, True, True),
    ({"phone": "0218 1"}, False, False),  # of no language
    ({"functions": "Tổng hợp.\r\n\r\nCông bố. "}, False, False),  # a browser's ends of lines
]


@pytest.mark.parametrize(("changes", "is_vietnamese", "is_english"), CHANGES)
def test_each_language_keeps_when_its_words_changed(
    place: None, changes: dict[str, Any], is_vietnamese: bool, is_english: bool
) -> None:
    page = edited(about(), vietnamese_changed_at=EARLY, english_changed_at=EARLY)
    assert (page.vietnamese_changed_at, page.english_changed_at) == (EARLY, EARLY)

    page = edited(page, **changes)

    assert (page.vietnamese_changed_at != EARLY, page.english_changed_at != EARLY) == (
        is_vietnamese,
        is_english,
    )
    assert page.english_is_behind == (is_vietnamese and not is_english)
    assert (BEHIND in html_of("/en/about/")) == page.english_is_behind


def test_readers_and_editors_see_the_day_of_each_language(place: None) -> None:
    alice = administrator()
    hoa, _ = editors(alice)
    client = Client(SERVER_NAME="localhost")
    client.force_login(hoa)
    page = edited(about(), vietnamese_changed_at=EARLY, english_changed_at=EARLY)
    screen = reverse("wagtailadmin_pages:edit", args=[page.pk])
    before = client.get(screen).content.decode()
    edited(page, vietnamese_changed_at=LATE)

    assert "sửa lần cuối ngày 02/09/2026" in html_of("/gioi-thieu/")
    assert "bản tiếng Anh sửa lần cuối ngày 01/06/2026" in html_of("/gioi-thieu/"), "the day in Vietnam"
    assert f"{BEHIND} 2 September 2026" in html_of("/en/about/")
    assert "English text last changed on 1 June 2026" in html_of("/en/about/")
    assert "Sửa cả phần tiếng Anh khi nội dung đổi" not in before
    after = client.get(screen).content.decode()
    assert "Sửa cả phần tiếng Anh khi nội dung đổi" in after
    assert "02/09/2026" in after


def test_preview_shows_either_language(place: None) -> None:
    hoa, _ = editors(administrator())
    client = Client(SERVER_NAME="localhost")
    client.force_login(hoa)
    page = about()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200

    from django.test import RequestFactory

    for mode, words in (("", "Chức năng, nhiệm vụ"), ("en", "in Vietnamese only")):
        request = RequestFactory().get("/")
        drawn = page.serve_preview(request, mode)
        assert words in drawn.render().content.decode()


@pytest.mark.parametrize("phone", ["gọi tôi", "javascript:1", "1" * 41, "0218\nx"])
def test_a_telephone_number_is_one(phone: str) -> None:
    page = AboutPage(phone=phone)

    with pytest.raises(ValidationError) as refused:
        page.clean_fields(exclude=[field.name for field in AboutPage._meta.fields if field.name != "phone"])

    assert "phone" in refused.value.message_dict


def test_an_office_without_contacts_names_none() -> None:
    page = AboutPage(title="Ban Mẫu", functions="Tổng hợp.")

    assert "contactPoint" not in organisation(page)
    assert both_languages(page) == (("Ban Mẫu", "Tổng hợp.", "", ""), ("", "", "", ""))
    assert dialled("+84 (218) 385-0000") == "+842183850000"
