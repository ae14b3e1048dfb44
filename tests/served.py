"""The office's pages as an office has them: a real server on the sample office, and Chromium before it.

The sample office (`tonghop demo-office`) is filled once for a run of the tests, into a database that others
are copied from; each module gets a copy of its own, a web server and a worker.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import fasteners
import pytest

from cli.office import Office
from cli.programs import running
from databases import (
    Doors,
    _administer,
    _create,
    _exists,
    _temporary,
    django_on,
    doors,
    prepare_django,
)
from tonghop.config.postgres.server import Server

DEMO = "tonghop_demo"
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""What axe looks for."""

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


@dataclass(frozen=True, slots=True)
class Served:
    """A running office: where its pages are, with which password everybody signs in, and where letters go."""

    address: str
    password: str
    folder: Path
    doors: Doors


@pytest.fixture(scope="session")
def demo_template(postgres: Server, template: str) -> str:
    """The password of the sample office, which stands in a database to copy."""
    kept = postgres.place.folder / "demo-password"
    with fasteners.InterProcessLock(postgres.place.folder / "demo.lock"):
        if not _exists(postgres, DEMO):
            _create(postgres, "tonghop_demo_filling", template)
            kept.write_text(_fill(doors(postgres, "tonghop_demo_filling")), encoding="utf-8")
            with _administer(postgres) as connection:
                connection.execute(f"alter database tonghop_demo_filling rename to {DEMO}")
    return kept.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def demo_database(postgres: Server, demo_template: str) -> Iterator[Doors]:
    """A copy of the sample office's database for one module."""
    yield from _temporary(postgres, DEMO)


@pytest.fixture(scope="module")
def served(
    demo_database: Doors, demo_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The sample office, served, with a worker beside."""
    desk = tmp_path_factory.mktemp("served")
    with (
        serving(demo_database, demo_template, desk) as office,
        running(Office(office.folder, desk), "worker", **_given(demo_database)),
    ):
        yield office


@contextmanager
def serving(database: Doors, password: str, desk: Path) -> Iterator[Served]:
    """Serve the pages of a database in which everybody signs in with one password."""
    office = Office(desk / "data", desk)
    with running(office, "serve", "--port", "0", **_given(database)) as web:
        web.wait_until(lambda: ADDRESS.search(web.said) is not None)
        found = ADDRESS.search(web.said)
        assert found is not None
        yield Served(found[0].rstrip("/"), password, office.data, database)


def _given(database: Doors) -> dict[str, str]:
    return {
        "TONGHOP_DATABASE_URL": database.work.url,
        "TONGHOP_SECRET_KEY": "only for the tests",
        "TONGHOP_DEMO": "yes",
    }


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


def sign_in(page: Any, served: Served, login: str) -> None:
    """Sign in by the page, as a person does."""
    page.goto(f"{served.address}/van-phong/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", served.password)
    page.click("main form button")
    page.wait_for_url(f"{served.address}/van-phong/**")


def follow(page: Any, name: str | re.Pattern[str]) -> None:
    """Follow the first link of this name in the page's own part."""
    page.locator("main a").filter(has_text=name).first.click()
    page.wait_for_load_state()


def press(page: Any, name: str | re.Pattern[str]) -> None:
    """Press the first button of this name in the page's own part."""
    page.locator("main").get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def said(page: Any) -> str:
    return str(page.inner_text("body"))


def is_scripted(page: Any) -> bool:
    return bool(page.evaluate("document.body.classList.contains('govuk-frontend-supported')"))


def look_at(page: Any, name: str) -> None:
    """Ask of a page what is asked of every page: no id twice, axe, and that it stands on 360 pixels.

    Axe is a script itself, and would wait for ever where there are none. Where TONGHOP_PICTURES names a
    folder, pictures of both widths are kept there, to be looked at.
    """
    from axe_playwright_python.sync_playwright import Axe

    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids)), f"{name}: {sorted(ids)}"
    scripted, pictures = is_scripted(page), os.environ.get("TONGHOP_PICTURES", "")
    if scripted:
        found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        reach = page.evaluate("document.documentElement.scrollWidth")
        assert reach <= width, f"{name}: {reach} pixels at {width}"
        if pictures and scripted:
            page.screenshot(path=str(Path(pictures) / f"{name}-{width}.png"), full_page=True)


def _fill(database: Doors) -> str:
    prepare_django()
    os.environ["TONGHOP_DEMO"] = "yes"
    with django_on(database.owner):
        from tonghop.cli.demo_office import fill

        return fill(at=NOW)
