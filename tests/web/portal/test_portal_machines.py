"""What every kind of page says to machines: JSON-LD, the shared picture, canonical addresses, open data."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import jsonschema
import pytest
from consolidating import Desk, desk
from people import AT, TODAY
from PIL import Image, ImageChops
from portal_pages import HERE, article, category, correction, paper, reader

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.consolidation import issuing
from tonghop.web.portal import share_pictures
from tonghop.web.portal.models import AboutPage, AnswersPage, CampaignPage, DocumentPage, HomePage
from tonghop.web.portal.share_pictures import card, drawn, shown

NASTY = "</script><script>alert(1)</script>&<b>\u2028\u2029\"'"
LONG = "Hội nghị sơ kết việc thực hiện công tác tuyên truyền xây dựng phường, xã điển hình " * 8


@pytest.fixture
def office(memory: Doors) -> Desk:
    return desk()


def pages_of(office: Desk, title: str = "Trang") -> Mapping[str, str]:
    """Publish one page of each kind, all with one title; return their paths."""
    office.computed()
    with acting_as(office.mai):
        issue = issuing.prepare(
            cycle=office.cycle, dated_on=TODAY, gap_why="Đã hết hạn", by=office.mai, at=AT, on=TODAY
        )
    with acting_as(office.lan):
        issuing.release(issue_id=issue.pk, by=office.lan, at=AT, on=TODAY)
        later = AT + timedelta(hours=1)
        issuing.decide_publication(issue_id=issue.pk, wanted=True, by=office.lan, at=later, on=TODAY)
    told = {"question": title, "answer": "<p>Đơn vị.</p>", "answered_on": TODAY, "paper": title}
    unit = {"name": title, "name_en": title, "functions": title, "functions_en": title, "phone": "0218 1",
            "email": "a@example.vn"}  # fmt: skip
    new = {
        "answers": AnswersPage(title=title, slug="a", entries=[("answer", told)]),
        "document": DocumentPage(title=title, slug="d", symbol=title[:100], kind="Kế hoạch",
                                 issuer="UBND tỉnh Mẫu", dated_on=date(2023, 1, 10), abstract=title,
                                 force="in-force", in_force_from=date(2023, 1, 11)),
        "campaign": CampaignPage(title=title, slug="c", campaign=office.cycle.campaign_id),
        "about": AboutPage(title=title, slug="g", title_en=title, functions=title, functions_en=title,
                           units=[("unit", unit)], address=title, phone="0218 385 0000", email="b@example.vn",
                           press_office=title, press_phone="0218 385 0001"),
    }  # fmt: skip
    with acting_by_itself():
        home = HomePage.objects.get()
        for page in new.values():
            page.live = False
            home.add_child(instance=page).save_revision().publish()
        below = category(title)
    news = article(
        below, title=title, slug="t", lead=title, agency=title[:200], papers=[paper()],
        campaign=new["campaign"], corrections=[correction(title)],
        places=[("place", {"written": "phường Mẫu", "now": "phường Mới", "since": None, "source": ""})],
    )  # fmt: skip
    return {
        "home": "/",
        "category": below.path_here,
        "article": news.path_here,
        **{kind: page.path_here for kind, page in new.items()},
        "english": AboutPage.PATH_IN_ENGLISH,
        "report": f"/bao-cao/{issue.pk}",
        "verify": "/xac-minh/",
        "data": "/du-lieu/",
    }


def said(html: str) -> dict[str, Any]:
    """Return what a page says as JSON-LD, by type; each type once."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert not set("<>&\u2028\u2029") & set(text)
    told = json.loads(text)
    assert told["@context"] == "https://schema.org"
    found = {one["@type"]: one for one in told["@graph"]}
    assert len(found) == len(told["@graph"])
    return found


def meta(html: str) -> dict[str, str]:
    import lxml.html

    found = lxml.html.fromstring(html).xpath("//meta[@property or @name]")
    return {one.get("property") or one.get("name"): one.get("content") for one in found}


REQUIRED: Mapping[str, Mapping[str, Sequence[str]]] = {
    "home": {"WebSite": ("name", "url", "inLanguage", "potentialAction")},
    "category": {"BreadcrumbList": ("itemListElement",)},
    "article": {
        "BreadcrumbList": ("itemListElement",),
        "NewsArticle": ("headline", "image", "datePublished", "dateModified", "author", "publisher",
                        "isBasedOn", "spatialCoverage", "correction", "mainEntityOfPage",
                        "inLanguage", "url"),
    },
    "answers": {"BreadcrumbList": ("itemListElement",)},
    "document": {
        "BreadcrumbList": ("itemListElement",),
        "Legislation": ("legislationIdentifier", "legislationDate", "legislationPassedBy", "legislationType",
                        "legislationLegalForce", "legislationDateOfApplicability", "name", "url"),
    },
    "campaign": {
        "BreadcrumbList": ("itemListElement",),
        "Dataset": ("name", "description", "license", "distribution", "temporalCoverage", "variableMeasured",
                    "creator", "isAccessibleForFree", "dateModified", "identifier"),
    },
    "report": {
        "BreadcrumbList": ("itemListElement",),
        "Dataset": ("name", "description", "license", "distribution", "temporalCoverage", "variableMeasured",
                    "creator", "isAccessibleForFree", "dateModified", "identifier"),
    },
    "about": {
        "BreadcrumbList": ("itemListElement",),
        "GovernmentOrganization": ("name", "alternateName", "url", "address", "telephone", "email",
                                   "contactPoint", "department", "description"),
    },
    "english": {"GovernmentOrganization": ("name", "alternateName", "contactPoint")},
    "verify": {"BreadcrumbList": ("itemListElement",)},
    "data": {"BreadcrumbList": ("itemListElement",)},
}  # fmt: skip
"""Kind of page → what it says, with what search engines ask for."""


def test_every_kind_of_page_says_all_of_it_with_whole_addresses_and_a_picture(office: Desk) -> None:
    paths = pages_of(office)
    assert set(paths) == set(REQUIRED)

    for kind, path in paths.items():
        html = reader().get(path).content.decode()
        found, tags = said(html), meta(html)
        for type, fields in REQUIRED[kind].items():
            for field in fields:
                assert found[type].get(field), (kind, type, field)
        if "BreadcrumbList" in found:
            ways = found["BreadcrumbList"]["itemListElement"]
            assert [one["position"] for one in ways] == list(range(1, len(ways) + 1))
            assert ways[0]["item"] == f"{HERE}/"
            assert ways[-1]["item"] == f"{HERE}{path}"
            for way in ways[:-1]:
                assert f'href="{way["item"].removeprefix(HERE)}"' in html, (kind, way)
        assert html.count(f'<link rel="canonical" href="{HERE}{path}">') == 1, kind
        assert f'<link rel="canonical" href="{HERE}{path}">' in reader().get(f"{path}?utm=x").content.decode()
        picture = tags["og:image"]
        assert picture.startswith(f"{HERE}/chia-se/"), kind
        assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
        assert tags["og:image:alt"]
        assert tags["twitter:card"] == "summary_large_image"
        assert reader().get(picture.removeprefix(HERE)).status_code == 200, kind

    news = said(reader().get(paths["article"]).content.decode())["NewsArticle"]
    assert news["image"] == [meta(reader().get(paths["article"]).content.decode())["og:image"]]
    for field in ("datePublished", "dateModified"):
        assert datetime.fromisoformat(news[field]).utcoffset() == timedelta(hours=7)
    data = said(reader().get(paths["campaign"]).content.decode())["Dataset"]
    assert data["temporalCoverage"] == "2026-01-01/2026-06-30"
    assert data["isAccessibleForFree"] is True
    assert {"@type": "PropertyValue", "name": "Số buổi tuyên truyền", "unitText": "buổi"} in data[
        "variableMeasured"
    ]
    assert len(data["description"]) >= 50
    for file in data["distribution"]:
        assert reader().get(file["contentUrl"].removeprefix(HERE)).status_code == 200
    search = said(reader().get("/").content.decode())["WebSite"]["potentialAction"]
    assert search["target"]["urlTemplate"] == f"{HERE}/tim-kiem/?q={{search_term_string}}"
    contacts = said(reader().get("/gioi-thieu/").content.decode())["GovernmentOrganization"]["contactPoint"]
    assert [one["contactType"] for one in contacts] == ["customer service", "public relations"]


def test_no_title_ends_the_element_that_says_it(office: Desk) -> None:
    for kind, path in pages_of(office, NASTY).items():
        html = reader().get(path).content.decode()
        assert said(html)
        assert "alert(1)</script" not in html, kind
        assert html.count("<script") == 2, kind
        if kind == "article":
            assert said(html)["NewsArticle"]["headline"] == NASTY
            assert meta(html)["og:title"] == NASTY


def test_headline_is_cut_to_what_search_engines_take(memory: Doors) -> None:
    page = article(category(), title="Chữ " * 60, slug="x")

    headline = said(reader().get(page.path_here).content.decode())["NewsArticle"]["headline"]

    assert len(headline) <= 110
    assert headline.endswith("…")


def test_shared_picture_is_kept_for_long_and_follows_its_page(memory: Doors) -> None:
    page = article(category(), title="Tên cũ")
    path = meta(reader().get(page.path_here).content.decode())["og:image"].removeprefix(HERE)
    first = reader().get(path)
    picture = Image.open(BytesIO(first.content))
    with acting_by_itself():
        page.title = "Tên mới"
        page.save_revision().publish()
    moved = reader().get(path)

    assert (picture.size, picture.format) == ((1200, 630), "PNG")
    assert first.headers["Content-Type"] == "image/png"
    assert "immutable" in first.headers["Cache-Control"]
    assert reader().get(path, headers={"if-none-match": first.headers["ETag"]}).status_code == 302
    assert moved.status_code == 302
    assert moved.headers["Location"] != path
    assert reader().get(moved.headers["Location"]).content != first.content
    with acting_by_itself():
        page.withdrawn_on, page.withdrawn_why = TODAY, "Sai."
        page.save_revision().publish()
    for gone in (path, "/chia-se/trang-1-000000000000.png", "/chia-se/trang-999999999-000000000000.png"):
        assert reader().get(gone).status_code == 404, gone
    nobody = "/chia-se/bao-cao-00000000-0000-0000-0000-000000000000-000000000000.png"
    assert reader().get(nobody).status_code == 404


CARDS = [
    ("Tin ngắn", "Ban Mẫu"),
    (LONG, LONG),
    ("Ế" * 400, "ỹ" * 400),
    ("", ""),
    ("một\x00hai\u202eba\n\U0001f600", "日本"),
    ("Nghiêng ngả khuỷu nguyễn khúc khuỷu ượng ưỡn Ặc Ẫm Ổn Ữ", "Ủy ban nhân dân phường Hòa Bình"),
]


@pytest.mark.parametrize(("title", "office_name"), CARDS)
def test_picture_of_any_title_stays_inside_its_frame(title: str, office_name: str) -> None:
    made = card("trang", "1", title, office_name, "13/03/2023")

    content = drawn(made)

    image = Image.open(BytesIO(content)).convert("RGB")
    assert image.size == (share_pictures.WIDTH, share_pictures.HEIGHT)
    assert len(content) < 150_000
    blank = Image.new("RGB", image.size, share_pictures.GROUND)
    inside = image.crop((0, 40, image.width, image.height))
    box = ImageChops.difference(inside, blank.crop((0, 40, *image.size))).getbbox()
    assert box is not None
    assert box[0] >= share_pictures.MARGIN - 8
    assert box[2] <= share_pictures.WIDTH - share_pictures.MARGIN + 8
    assert box[3] <= share_pictures.HEIGHT - 40 - 10
    drawn.cache_clear()
    assert drawn(made) == content, "equal words, equal bytes"


def test_letters_of_the_picture_are_all_in_its_font() -> None:
    """A font that lacks a letter draws the same box for every one of them."""
    font = share_pictures._font("Bold", 60)
    nothing = font.getmask("\ue000").getbbox(), bytes(font.getmask("\ue000"))
    for letter in "ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẠẢẤẦẨẪẬẮẰẲẴẶ“”…–":
        assert (font.getmask(letter).getbbox(), bytes(font.getmask(letter))) != nothing, letter


def test_words_of_a_picture_are_one_line_and_cut_at_a_word() -> None:
    assert shown("to\u0302\u0301  bậc\n", 50) == "tố bậc"
    assert len(shown(LONG, 300)) <= 301
    assert shown(LONG, 300).endswith("…")
    assert shown("x" * 1000, 300) == "x" * 299 + "…"


def test_open_data_fits_its_schema_and_the_schema_is_one(office: Desk) -> None:
    issue = pages_of(office)["report"].rpartition("/")[2]
    schema = json.loads(reader().get("/du-lieu/luoc-do.json").content)
    told = json.loads(reader().get(f"/du-lieu/{issue}.json").content)

    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    judge.validate(told)
    for spoiled in (
        told | {"coverage": {**told["coverage"], "due": -1}},
        told | {"figures": [{**told["figures"][0], "inexact": "no"}]},
        {key: value for key, value in told.items() if key != "license"},
    ):
        assert not judge.is_valid(spoiled)

    package = json.loads(reader().get("/du-lieu/datapackage.json").content)
    (resource,) = package["resources"]
    header = reader().get(resource["path"].removeprefix(HERE)).content.decode("utf-8-sig").splitlines()[0]
    assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
    assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
    assert package["licenses"][0]["path"] in reader().get("/du-lieu/").content.decode()
