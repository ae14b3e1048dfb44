"""A passkey in Chromium with a virtual authenticator: set up as the second factor, then enough by itself."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.office import Office
from cli.programs import running
from databases import Doors
from web.entering import PASSWORD

pytestmark = pytest.mark.browser
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_context().new_page()
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        page.key = session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
        page.keys = session
        yield page
        chromium.close()


def test_passkey_is_two_factors_and_one_that_asks_for_nobody_is_none(
    page, scratch: Doors, open_tmp_path: Path, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    office = Office(open_tmp_path / "data", tmp_path)
    given = {
        "TONGHOP_DATABASE_URL": scratch.work.url,
        "TONGHOP_DATABASE_OWNER_URL": scratch.owner.url,
        "TONGHOP_SECRET_KEY": "k",
    }
    entered = office.run(
        "person", "enter", "alice", "--name", "Nguyễn Thị Mẫu", "--administrator", "a", **given
    )
    link = entered.stdout.splitlines()[-1]
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))

    with running(office, "serve", "--port", "0", **given) as program:
        program.wait_until(lambda: ADDRESS.search(program.said) is not None)
        site = f"http://localhost:{ADDRESS.search(program.said)[1]}"  # type: ignore[index]

        # 1. The first password by the link; without a second factor nothing else opens.
        page.goto(site + link)
        page.fill("[name=password]", PASSWORD)
        page.fill("[name=again]", PASSWORD)
        page.click("main button")
        page.fill("[name=login]", "alice")
        page.fill("[name=password]", PASSWORD)
        page.click("main form button")
        page.goto(f"{site}/van-phong/quan-tri/nguoi-dung/")
        assert page.url.endswith("/tai-khoan/yeu-to-thu-hai/")

        # 2. A passkey is added after the password was shown again; the pages are open.
        page.goto(f"{site}/tai-khoan/khoa/them/")
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.click("#mfa_webauthn_add")
        page.wait_for_url("**/ma-du-phong/")
        assert len(page.query_selector_all("main code")) == 10
        page.goto(f"{site}/van-phong/quan-tri/nguoi-dung/")
        assert "alice" in page.inner_text("main")

        # 3. It signs in by itself, and goes on to where one wanted to go.
        page.goto(f"{site}/tai-khoan/dang-xuat/")
        page.click("main button")
        page.goto(f"{site}/van-phong/quan-tri/nhiem-vu/")
        page.click("#passkey_login")
        page.wait_for_selector("text=Quản trị viên")
        assert page.url == f"{site}/van-phong/quan-tri/nhiem-vu/"

        # 4. Where the key cannot say who holds it, nobody comes in, and the page says so.
        page.goto(f"{site}/tai-khoan/dang-xuat/")
        page.click("main button")
        page.keys.send("WebAuthn.setUserVerified", {"authenticatorId": page.key, "isUserVerified": False})
        page.goto(f"{site}/tai-khoan/dang-nhap/")
        page.click("#passkey_login")
        page.wait_for_selector("#passkey-refused:not([hidden])")
        page.goto(f"{site}/van-phong/")
        assert "/tai-khoan/dang-nhap/" in page.url
        assert complaints == []
