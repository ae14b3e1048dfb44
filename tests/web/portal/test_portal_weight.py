"""The first load of an article, as it is sent: what a reader on a slow line pays for before any picture."""

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from portal_pages import article, category, correction, paper, reader

from databases import Doors
from tonghop.web.portal.models import ArticlePage

LIMIT = 60 * 1024
WORDS = "<p>" + "Ban Mẫu đề nghị các đơn vị phối hợp triển khai kế hoạch. " * 20 + "</p>"


@pytest.fixture
def page(memory: Doors) -> ArticlePage:
    """An article as long as the portal's longest, with every box."""
    told = {"corrections": [correction("12 tổ", was="10 tổ")], "papers": [paper()]}
    return article(category(), body=[("paragraph", WORDS)] * 6, **told)


def sent(path: str) -> tuple[bytes, str]:
    """Return the bytes that go over the line to a browser, and how they are encoded."""
    answer = reader().get(path, headers={"accept-encoding": "gzip, deflate, br"})
    assert answer.status_code == 200, path
    return answer.getvalue(), answer.headers.get("Content-Encoding", "")


def asked_for(html: str) -> Iterator[str]:
    """Return every address that a browser fetches by itself to show the page, letters included."""
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    yield from (*styles, *re.findall(r'<link rel="icon" href="([^"]+)"', html))
    yield from re.findall(r'<script src="([^"]+)"', html)
    for style in styles:
        css = gzip.decompress(sent(style)[0]).decode()
        for place in re.findall(r"url\(\s*[\"']?([^\"')]+)", css):
            yield place if place.startswith("/") else f"{style.rpartition('/')[0]}/{place}"


def test_first_load_of_an_article_stays_within_sixty_kilobytes(page: ArticlePage) -> None:
    packed, encoding = sent(page.path_here)
    html = gzip.decompress(packed).decode()
    assert encoding == "gzip"
    assert "<img" not in html

    addresses = list(dict.fromkeys(asked_for(html)))
    weights = {address: len(sent(address)[0]) for address in addresses}

    assert sum(".woff2" in address for address in addresses) == 4, "regular and bold, Latin and Vietnamese"
    assert any(address.endswith(".css") for address in addresses)
    assert any(address.endswith(".js") for address in addresses)
    assert all(address.startswith("/static/tonghop/") for address in addresses), "nothing from elsewhere"
    assert len(packed) + sum(weights.values()) <= LIMIT, weights


SENT = [
    # file, compressed
    ("portal.css", True),
    ("portal.js", True),
    ("office.css", True),
    ("icon.svg", True),
    ("fonts/noto-sans-vietnamese-400-normal.woff2", False),
]


@pytest.mark.parametrize(("name", "is_packed"), SENT)
def test_files_are_sent_compressed_to_whoever_can_read_it(memory: Doors, name: str, is_packed: bool) -> None:
    path = f"/static/tonghop/{name}"
    plain = reader().get(path)
    whole = plain.getvalue()
    packed = reader().get(path, headers={"accept-encoding": "gzip"})
    again = reader().get(path, headers={"accept-encoding": "gzip"})
    head = reader().head(path, headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in plain.headers
    assert (packed.headers.get("Content-Encoding") == "gzip") is is_packed
    content = packed.getvalue()
    assert content == again.getvalue()
    assert (gzip.decompress(content) if is_packed else content) == whole
    assert packed.headers["Content-Length"] == str(len(content))
    assert ("Accept-Encoding" in packed.headers.get("Vary", "")) is is_packed
    assert head.status_code == 200
    assert not head.getvalue()


def test_unchanged_file_is_not_sent_again(memory: Doors) -> None:
    path = "/static/tonghop/portal.css"
    first = reader().get(path, headers={"accept-encoding": "gzip"})
    again = reader().get(
        path,
        headers={"accept-encoding": "gzip", "if-modified-since": first.headers["Last-Modified"]},
    )

    assert (again.status_code, again.getvalue()) == (304, b"")


def test_article_is_whole_without_any_script(page: ArticlePage) -> None:
    html = gzip.decompress(sent(page.path_here)[0]).decode()
    scripts = re.findall(r"<script[^>]*>", html)

    for words in (page.title, page.lead, "phối hợp triển khai", "12 tổ", "12/KH-UBND"):
        assert words in html
    assert all("application/ld+json" in script or " defer" in script for script in scripts)
    assert not re.search(r"\son\w+=", html)


def test_pages_ask_no_other_server(page: ArticlePage) -> None:
    """Addresses of others may be said in data for machines, and never be fetched."""
    html = gzip.decompress(sent(page.path_here)[0]).decode()
    fetched = re.findall(r'<(?:script|img|iframe|source)[^>]+src="([^"]+)"', html)
    fetched += re.findall(r'<link rel="(?:stylesheet|icon|preload|preconnect)"[^>]*href="([^"]+)"', html)

    assert fetched
    assert all(urlsplit(address).netloc == "" for address in fetched)
