"""Campaign, report, verification and open data: figures of what was decided to be public."""

import csv
import io
import json

import pytest
from consolidating import Desk, desk
from portal_pages import article, category, decide, reader, released

from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.consolidation.models import IssuedReport
from tonghop.apps.publications.models import PublicReport
from tonghop.web.portal.models import CampaignPage, HomePage
from tonghop.web.portal.reports import COLUMNS, _cell
from tonghop.web.portal.sentences import finding, share


@pytest.fixture
def office(memory: Doors) -> Desk:
    return desk()


def campaign_page(office: Desk) -> CampaignPage:
    with acting_by_itself():
        page = HomePage.objects.get().add_child(
            instance=CampaignPage(title="Mở lớp tuyên truyền", campaign=office.cycle.campaign_id, live=True)
        )
        page.save_revision().publish()
    return page


def addresses(issue: IssuedReport) -> tuple[str, ...]:
    return (f"/bao-cao/{issue.pk}", f"/du-lieu/{issue.pk}.csv", f"/du-lieu/{issue.pk}.json")


def test_figures_are_public_from_the_decision_until_it_is_taken_back(office: Desk) -> None:
    issue, page = released(office), campaign_page(office)
    below = category()
    news = article(below, campaign=page)
    before = reader().get(page.path_here)

    assert "Chưa có báo cáo nào" in before.content.decode()
    assert [reader().get(path).status_code for path in addresses(issue)] == [404, 404, 404]
    assert "Không có báo cáo đã công bố" in reader().get(f"/xac-minh/?ma={issue.code}").content.decode()
    assert "Kết quả thực hiện" not in reader().get(news.path_here).content.decode()
    assert page.path_here not in reader().get("/sitemap.xml").content.decode()

    decide(office, issue)
    after = reader().get(page.path_here, headers={"if-none-match": before.headers["ETag"]})
    html = after.content.decode()

    assert after.status_code == 200, "never stale after a release"
    for words in (
        "2/3 đơn vị đã báo cáo (66%); số buổi tuyên truyền: 80 buổi.",
        "19/KH-UBND",
        ">80<",
        issue.code,
    ):
        assert words in html, words
    assert [reader().get(path).status_code for path in addresses(issue)] == [200, 200, 200]
    assert "2/3 đơn vị" in reader().get(news.path_here).content.decode()
    assert f"/bao-cao/{issue.pk}" in reader().get("/sitemap.xml").content.decode()

    decide(office, issue, wanted=False)
    assert [reader().get(path).status_code for path in addresses(issue)] == [404, 404, 404]
    assert "80 buổi" not in reader().get(page.path_here).content.decode()
    assert "2/3 đơn vị" not in reader().get(news.path_here).content.decode()


def test_table_stands_before_the_picture_and_the_picture_says_what_it_shows(office: Desk) -> None:
    issue = released(office)
    decide(office, issue)

    html = reader().get(f"/bao-cao/{issue.pk}").content.decode()

    assert html.index("<table") < html.index("<svg")
    label = html[html.index("<svg") :].partition('aria-label="')[2].partition('"')[0]
    assert "Chưa báo cáo: 1." in label
    assert "Được miễn" not in label
    assert "Đã hết hạn" in html


def test_code_on_paper_is_verified_in_any_spelling(office: Desk) -> None:
    issue = released(office)
    decide(office, issue)

    for typed in (issue.code, issue.code.lower(), issue.code.replace("-", "")):
        html = reader().get("/xac-minh/", {"ma": typed}).content.decode()
        assert issue.record_sha256 in html, typed
        assert '<meta name="robots" content="noindex">' in html
    for typed in ("x", "AAAA-BBBB-CCCC", "<script>", "'" * 5000):
        html = reader().get("/xac-minh/", {"ma": typed}).content.decode()
        assert "Không có báo cáo đã công bố" in html
        assert "<script>" not in html.replace('<script src="', "")


def test_open_data_says_the_same_in_both_forms_and_fits_its_schema(office: Desk) -> None:
    issue = released(office)
    decide(office, issue)

    as_json = json.loads(reader().get(f"/du-lieu/{issue.pk}.json").content)
    answer = reader().get(f"/du-lieu/{issue.pk}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    schema = json.loads(reader().get("/du-lieu/luoc-do.json").content)

    assert [row["code"] for row in rows] == [row["code"] for row in as_json["figures"]] == ["buoi", "ho"]
    assert [row["value"] for row in rows] == [_cell(row["value"]) for row in as_json["figures"]]
    assert as_json["coverage"] == {
        "due": 3,
        "on_time": 0,
        "late": 2,
        "unknown_time": 0,
        "missing": 1,
        "excused": 0,
    }
    assert set(as_json) == set(schema["properties"]) == set(schema["required"])
    for figure in as_json["figures"]:
        assert set(figure) == set(schema["properties"]["figures"]["items"]["properties"])
    listed = reader().get("/du-lieu/").content.decode()
    assert f"/du-lieu/{issue.pk}.csv" in listed
    assert all(words.split(";")[0].split(":")[0] in listed for _, words in COLUMNS)


def test_nothing_inside_is_in_the_open_data(office: Desk) -> None:
    issue = released(office)
    decide(office, issue)

    for path in addresses(issue):
        text = reader().get(path).content.decode()
        for inside in (
            office.mai.full_name,
            str(office.mai.pk),
            "authors",
            "prepared",
            "sources",
            "Thiếu kinh phí",
        ):
            assert inside not in text, (path, inside)


CELLS = [
    ("=1+1", "'=1+1"),
    ("@x", "'@x"),
    ("-5", "-5"),
    ("-5.25", "-5.25"),
    ("-x", "'-x"),
    (None, ""),
    (True, "true"),
    (0, "0"),
]


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_no_cell_is_a_formula(value: object, cell: str) -> None:
    assert _cell(value) == cell


def test_share_is_never_rounded_up_to_everybody() -> None:
    assert [share(*pair) for pair in ((199, 200), (200, 200), (0, 200), (0, 0))] == ["99%", "100%", "0%", "–"]


def test_finding_without_figures_says_how_many_reported() -> None:
    report = PublicReport(cycle="2026-H1", due=3, on_time=1, late=1, unknown_time=0)

    assert finding(report, ()) == "Kỳ 6 tháng đầu năm 2026: 2/3 đơn vị đã báo cáo (66%)."
