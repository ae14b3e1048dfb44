"""The style sheet, fonts and scripts of the office's screens: small, complete, made of their sources."""

import gzip
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from showcase import STATIC, STATUSES, showcase

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = PROJECT / "tools" / "office_styles"
CSS = (STATIC / "office.css").read_text(encoding="utf-8")
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))


def _zipped(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


@pytest.mark.parametrize(
    ("name", "kilobytes"),
    [
        ("office.css", 25),
        ("office.js", 3),
        ("govuk-frontend.min.js", 13),
        ("htmx.min.js", 18),
        ("report-saving.js", 5),
        ("report-grid.js", 4),
        ("report-prose.js", 2),
    ],
)
def test_what_a_screen_loads_is_small(name: str, kilobytes: int) -> None:
    assert 0 < _zipped(name) <= kilobytes * 1000


def test_the_fonts_are_small_and_all_there_is() -> None:
    assert len(FONTS) == 4
    assert sum(font.stat().st_size for font in FONTS) <= 40_000
    assert set(re.findall(r"url\(([^)]*)\)", CSS)) == {f'"fonts/{font.name}"' for font in FONTS}


def test_the_style_sheet_was_built_from_these_sources() -> None:
    files = [*sorted(SOURCES.glob("*.scss")), SOURCES / "package-lock.json"]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

    assert f"from {digest};" in CSS[:200], "make office-styles"


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    installed, lock = SOURCES / "node_modules" / "installed", SOURCES / "package-lock.json"
    if not shutil.which("npm") or not installed.exists() or installed.read_bytes() != lock.read_bytes():
        pytest.skip("what the styles are built with is not installed (make office-styles)")

    subprocess.run(["sh", PROJECT / "tools" / "build_office_styles.sh", tmp_path], check=True, timeout=120)

    built = [file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file()]
    assert len(built) >= 9
    assert [name for name in built if (tmp_path / name).read_bytes() != (STATIC / name).read_bytes()] == []


def test_nothing_is_taken_of_the_british_identity() -> None:
    assert not re.search(r"gds.?transport|crown|govuk-header|govuk-footer", CSS, re.I)
    assert not re.search(r"gds.?transport|opengovernment", showcase(), re.I)


def test_no_capital_letters_are_made_of_small_ones() -> None:
    assert "text-transform" not in CSS


@pytest.mark.parametrize("kind", STATUSES)
def test_every_status_has_a_sign_and_says_its_word(kind: str) -> None:
    sign = re.search(rf'\.th-status\.th-is-{kind}::before,[^{{]*\{{content:"([^"]+)"', CSS)

    assert sign
    assert len(sign[1]) == 1
    assert f'th-is-{kind}">{STATUSES[kind]}<' in showcase()


def test_signs_of_what_is_due_differ() -> None:
    """Without colours a cell is known by its sign and its word."""
    due = ("ontime", "late", "unclear", "missing", "excused", "notdue")
    found = re.findall(r'\.th-status\.th-is-(\w+)::before,[^{]*\{content:"([^"]+)"', CSS)

    assert len({sign for kind, sign in found if kind in due}) == len(due)


@pytest.mark.parametrize("part", ["govuk-frontend", "htmx", "noto-sans"])
def test_what_others_wrote_comes_with_its_licence(part: str) -> None:
    assert (STATIC / "licences" / f"{part}.txt").stat().st_size > 500


def test_a_screen_has_nothing_that_the_policy_forbids() -> None:
    page = showcase()

    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|hx-on", page, re.I)
    assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", page)


def test_the_frame_stands_without_anybody_signed_in() -> None:
    page = showcase(signed_in="", nav=[], account_links=[], body_name="")

    assert "Đăng xuất" not in page
    assert "th-bar__nav" not in page
    assert 'class="th-menu"' in page


@pytest.mark.parametrize("size", ["small", "normal", "large"])
def test_the_size_of_the_letters_is_said_by_the_page(size: str) -> None:
    page = showcase(text_size=size)

    assert f"th-text-{size}" in page.split("<head>")[0]
    assert re.findall(r'name="text_size" value="(\w+)" aria-pressed="true"', page) == [size]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_says_its_language(language: str) -> None:
    page = showcase(language=language)

    assert f'<html lang="{language}"' in page
    assert re.findall(r'name="language" value="(\w+)" lang="\w+" aria-pressed="true"', page) == [language]


def test_what_a_person_wrote_stays_text() -> None:
    page = showcase(body_name="<b onclick=x>Sở</b>")

    assert "&lt;b onclick=x&gt;Sở&lt;/b&gt;" in page
    assert "<b onclick" not in page
