"""Where there is no page: the portal says so with ways to what there is, the office in its own words."""

import pytest
from portal_pages import reader

from databases import Doors

OURS = [
    "/khong-co",
    "/tin/2026/01/khong-co-999",
    "/chuyen-muc/khong-co/",
    "/van-ban/khong-co-1",
    "/x.php?id=1",
]


@pytest.mark.parametrize("path", OURS)
def test_reader_is_told_in_the_portal_where_to_go_on(memory: Doors, path: str) -> None:
    answer = reader().get(path)
    html = answer.content.decode()

    assert answer.status_code == 404
    assert "<h1>Không có trang này</h1>" in html
    assert 'action="/tim-kiem/"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "tonghop/office.css" not in html


def test_office_answers_for_itself(memory: Doors) -> None:
    answer = reader().get("/van-phong/khong-co/")

    assert answer.status_code == 404
    assert "tonghop/office.css" in answer.content.decode()
