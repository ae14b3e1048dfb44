"""From a returned report to a restated one in Chromium: decided, added up, composed, issued, proved.

Each story has a cycle of its own in a small office of three bodies, and is told with scripts and without.
Who sees what in an office of a province, the leader's page among it, is told in test_office_in_browser.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import due_lists
import pytest
from consolidating import INDICATORS, LEVELLED, OF_A, OF_B, SECTIONS, Desk, desk
from django.test import Client
from people import OFFICE, official
from report_files import scanned_pdf

from cli.office import Office
from databases import Doors, django_on
from formats.official.word_files import changed
from served import Served, follow, look_at, press, serving
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.models import Submission
from tonghop.domain.reporting.campaign import Body

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]

PAPER = {"name": "ban-ky.pdf", "mimeType": "application/pdf", "buffer": scanned_pdf()}


@dataclass
class Room:
    """The people of the office before their browsers, each signed in without the page that asks for it."""

    chromium: Any
    served: Served
    desk: Desk
    both: Person
    scripts: bool = True
    open: list[Any] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(20))

    def seat(self, login: str) -> Any:
        """Return somebody's page at their own browser, with their work on it."""
        context = self.chromium.new_context(
            viewport={"width": 1280, "height": 900},
            java_script_enabled=self.scripts,
            accept_downloads=True,
        )
        self.open.append(context)
        door = Client(SERVER_NAME="localhost")
        with acting_by_itself():
            door.force_login(Person.objects.get(login=login))
        cookies = [{"name": key, "value": told.value} for key, told in door.cookies.items()]
        context.add_cookies([one | {"url": self.served.address} for one in cookies])
        page = context.new_page()
        page.set_default_timeout(20_000)
        self.go(page, "")
        return page

    def go(self, page: Any, path: str) -> None:
        page.goto(f"{self.served.address}/van-phong/{path}")

    def cycle(self, title: str, bodies: tuple[Body, ...] = due_lists.BODIES) -> Desk:
        """Open a cycle of a campaign of its own."""
        told = due_lists.said(
            title=f"{title}, {'có' if self.scripts else 'không'} tập lệnh",
            directive=f"{next(self.numbers)}/KH-UBND",
            indicators=INDICATORS,
            sections=SECTIONS,
            bodies=bodies,
        )
        return self.desk.of(due_lists.opened(due_lists.campaign(told)))

    def seen(self, page: Any, name: str) -> None:
        """Look at a page once, where scripts are."""
        if self.scripts:
            look_at(page, name)

    def leave(self) -> None:
        for context in self.open:
            context.close()
        self.open.clear()


@pytest.fixture(scope="module")
def furnished(
    module_scratch: Doors, chromium: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Room]:
    """A small office, served; it stands while the module runs, and Django looks into its database."""
    with pytest.MonkeyPatch.context() as patched:
        # Playwright drives an event loop of its own in this thread, and nothing of Django's runs in it.
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        yield from _furnish(module_scratch, chromium, tmp_path_factory.mktemp("served"))


def _furnish(database: Doors, chromium: Any, folder: Path) -> Iterator[Room]:
    with django_on(database.work):
        people = desk()
        more = ((Role.COORDINATOR, OFFICE), (Role.APPROVER, OFFICE), (Role.REPORTER, "b"))
        both = official(people.alice, "ca-hai", *more)
        official(people.alice, "giua", (Role.APPROVER, "b"))
        with serving(database, "", folder) as served:
            yield Room(chromium, served, people, both)


@pytest.fixture(params=["with scripts", "without scripts"])
def room(furnished: Room, request: pytest.FixtureRequest) -> Iterator[Room]:
    furnished.scripts = request.param == "with scripts"
    yield furnished
    furnished.leave()


def unfold(page: Any, name: str) -> None:
    page.locator("main summary").filter(has_text=name).first.click()


def said(page: Any) -> str:
    return str(page.inner_text("main"))


def task(page: Any, title: str) -> Any:
    """Return the line of a campaign's cycle in somebody's work."""
    return page.locator(".th-worklist li").filter(has_text=title)


def version(office: Desk, code: str) -> int:
    with acting_by_itself():
        return Submission.objects.get(row=office.row(code).pk).version


def title(office: Desk) -> str:
    return str(office.cycle.campaign.title)


def test_reports_are_returned_mended_and_approved(room: Room) -> None:
    office = room.cycle("Duyệt và trả lại", LEVELLED)
    office.sent("a", OF_A)
    office.sent("b", OF_B, by=room.both)
    waiting = f"duyet/?ky={office.cycle.pk}"

    # 1. The approver finds both among her work; a return needs a part, and has a reason to choose.
    lan = room.seat("lan")
    task(lan, title(office)).locator("a").first.click()
    lan.wait_for_load_state()
    assert lan.locator("main tbody tr").count() == 2
    room.seen(lan, "waiting")
    follow(lan, "xã Ân Mẫu")
    assert re.search(r"Số buổi tuyên truyền\s+buổi\s+30", said(lan))
    place = lan.url
    room.seen(lan, "decision")
    unfold(lan, "Trả lại để sửa")
    press(lan, "Trả lại")
    assert "Phần phải sửa: Chọn ít nhất một phần." in lan.inner_text(".govuk-error-summary")
    room.seen(lan, "decision-refused")
    lan.select_option("select[name=reason]", label="Có hoạt động được tính hai lần.")
    lan.get_by_label("Số buổi tuyên truyền").check()
    press(lan, "Trả lại")
    assert "Phần phải sửa: Số buổi tuyên truyền" in said(lan)

    # 2. The body has it on top of its work with the reason, mends it and sends it again.
    chi = room.seat("chi-a")
    room.go(chi, "")
    first = chi.locator(".th-worklist li").first
    assert "th-worklist__returned" in first.get_attribute("class")
    assert "Có hoạt động được tính hai lần." in first.inner_text()
    room.seen(chi, "work-returned")
    first.locator("a").first.click()
    chi.wait_for_load_state()
    assert "Báo cáo bị trả lại: Có hoạt động được tính hai lần. (Số buổi tuyên truyền)" in said(chi)
    follow(chi, "Số liệu")
    chi.fill("#o-buoi", "25")
    press(chi, re.compile("^Lưu, kiểm tra"))
    chi.wait_for_url(re.compile("/kiem-tra/"))
    press(chi, "Gửi báo cáo")
    chi.wait_for_url(re.compile("/bien-nhan/"))

    # 3. The approver sees what changed; the level in between has not approved, so she states the gap.
    room.go(lan, waiting)
    follow(lan, "xã Ân Mẫu")
    assert re.search(r"Khác bản đã trả lại BN-\d{4}-\d{6} ở 1 ô:", said(lan))
    assert lan.locator(".govuk-inset-text tbody tr").all_inner_texts() == [
        "Số buổi tuyên truyền (buổi)\t30\t25"
    ]
    room.seen(lan, "decision-difference")
    press(lan, "Duyệt báo cáo này")
    assert "Cấp trung gian chưa duyệt báo cáo này" in said(lan)
    lan.locator("textarea[name=gap]").fill("Đảng ủy phường Đồng Mẫu chưa có ý kiến.")
    press(lan, "Duyệt báo cáo này")
    assert "Duyệt dù còn thiếu: Đảng ủy phường Đồng Mẫu chưa có ý kiến." in said(lan)
    lan.goto(place)
    assert "Đơn vị đã gửi bản mới hơn" in said(lan)

    # 4. A change after the approval waits anew; now the level in between approves first.
    office.sent("a", {"buoi": "26"}, version(office, "a"))
    giua = room.seat("giua")
    task(giua, title(office)).locator("a").first.click()
    giua.wait_for_load_state()
    follow(giua, "xã Ân Mẫu")
    assert re.search(r"Khác bản đã duyệt BN-\d{4}-\d{6} ở 1 ô:", said(giua))
    press(giua, "Duyệt báo cáo này")
    assert "th-is-ontime" in giua.locator("main ol .th-status").first.get_attribute("class")

    # 5. Whoever wrote a report does not approve it; somebody else approves both at once.
    both = room.seat("ca-hai")
    room.go(both, waiting)
    follow(both, "phường Đồng Mẫu")
    press(both, "Duyệt báo cáo này")
    assert "không được duyệt chính báo cáo đó" in said(both)
    room.go(lan, waiting)
    for box in lan.locator("main tbody input[type=checkbox]").all():
        box.check()
    press(lan, "Tiếp tục")
    room.seen(lan, "decide-many")
    press(lan, "Duyệt")
    assert "Đã quyết định 2 báo cáo." in said(lan)

    # 6. One is taken back, and what was signed on paper is entered in its place.
    room.go(lan, f"{waiting}&tinh_trang=approved")
    follow(lan, "phường Đồng Mẫu")
    lan.locator("textarea[name=why]").fill("Duyệt nhầm, chờ bản ký.")
    press(lan, "Rút quyết định")
    mai = room.seat("mai")
    mai.goto(lan.url)
    unfold(mai, "Đã duyệt trên giấy")
    mai.fill("input[name=symbol]", "15/BC-ĐU")
    mai.fill("input[name=dated_on]", "20/11/2026")
    mai.fill("input[name=signer]", "Bí thư Đảng ủy")
    mai.set_input_files("input[name=file]", [PAPER])
    press(mai, "Ghi nhận bản ký")
    assert "Theo bản ký: 15/BC-ĐU" in said(mai)
    room.seen(mai, "decision-history")


def test_figures_are_opened_adjusted_asked_about_and_words_composed(room: Room) -> None:
    office = room.cycle("Tổng hợp")
    office.sent("a", OF_A)
    office.sent("b", OF_B)

    # 1. From the cycle to its figures, reckoned while one body is still missing.
    mai = room.seat("mai")
    room.go(mai, f"ky/{office.cycle.pk}/")
    assert mai.locator("main a").filter(has_text="Duyệt báo cáo").count() == 1
    follow(mai, re.compile("^Số liệu$"))
    room.seen(mai, "figures-none")
    press(mai, "Tính số liệu")
    assert "Gồm 2/3 đơn vị" in said(mai)
    assert "9 đến 14" in said(mai)
    room.seen(mai, "figures")
    figures = mai.url

    # 2. A total is opened to its addends, to the revision and the cell, and back.
    follow(mai, "Số buổi tuyên truyền")
    room.seen(mai, "total")
    follow(mai, re.compile("BN-2026-"))
    assert mai.locator("tr:target").inner_text().split("\t")[1] == "30"
    room.seen(mai, "revision")
    mai.go_back()
    follow(mai, "Số liệu")
    assert mai.url == f"{figures}#ct-buoi"

    # 3. A joint activity is counted once, visibly, and in the total once it is reckoned anew.
    follow(mai, "Số buổi tuyên truyền")
    for box in mai.locator("input[name=don_vi]").all():
        box.check()
    mai.fill("#so-tru", "31")
    mai.fill("#vi-sao", "Hội thi chung")
    press(mai, "Ghi điều chỉnh")
    assert "nhiều nhất 30" in said(mai)
    assert mai.locator("input[name=don_vi]:checked").count() == 2
    mai.fill("#so-tru", "20")
    press(mai, "Ghi điều chỉnh")
    assert "−20: Hội thi chung" in said(mai)
    assert "chưa tính vào tổng trên" in said(mai)
    room.seen(mai, "total-adjusted")

    # 4. A body changes its report meanwhile: so many of so many, and the figures are reckoned anew.
    office.sent("a", {"buoi": "40"}, version(office, "a"))
    mai.goto(figures)
    assert "Đã thay đổi 1/3 đơn vị từ lúc tính: tính lại?" in said(mai)
    assert "1 điều chỉnh hoặc câu trả lời chưa tính vào" in said(mai)
    room.seen(mai, "figures-stale")
    press(mai, "Tính lại như lần trước")
    assert mai.locator("#ct-buoi td strong").inner_text() == "70"
    assert "đã trừ 20, đếm một lần" in said(mai)

    # 5. She asks the body about its value; the body answers; she closes the talk.
    follow(mai, "Số buổi tuyên truyền")
    follow(mai, re.compile("^Hỏi Ủy ban nhân dân xã Ân Mẫu"))
    mai.fill("#cau-hoi", "Vì sao tăng so với bản trước?")
    room.seen(mai, "question-new")
    press(mai, "Gửi câu hỏi")
    talk = mai.url
    chi = room.seat("chi-a")
    room.go(chi, "")
    chi.locator(f"main a[href='{talk.removeprefix(room.served.address)}']").first.click()
    chi.wait_for_load_state()
    chi.fill("#tra-loi", "Tính thêm mười buổi của hội thi.")
    press(chi, "Gửi")
    assert "Tính thêm mười buổi" in said(chi)
    mai.goto(talk)
    room.seen(mai, "question")
    mai.fill("#tra-loi", "Đã rõ.")
    press(mai, "Ghi kết quả và đóng")
    assert "Đã đóng" in said(mai)
    chi.goto(talk)
    assert chi.locator("textarea").count() == 0

    # 6. What bodies wrote is gathered and chosen; her own words are marked, and stand where she puts them.
    room.go(mai, f"ky/{office.cycle.pk}/loi-van/")
    follow(mai, "Khó khăn")
    assert "2 đơn vị: Ủy ban nhân dân xã Ân Mẫu; Đảng ủy phường Đồng Mẫu" in said(mai)
    mai.locator("input[name=chon]").first.check()
    press(mai, "Lưu mục này")
    mai.fill("#doan-2", "Cơ quan đề nghị cấp thêm kinh phí.")
    press(mai, "Lưu mục này")
    mai.fill("#thu-tu-2", "0")
    press(mai, "Lưu mục này")
    assert mai.locator("textarea").evaluate_all("all => all.map(one => one.value)") == [
        "Cơ quan đề nghị cấp thêm kinh phí.", "Thiếu kinh phí.", "",
    ]  # fmt: skip
    assert "Đoạn 1 lời của cơ quan tổng hợp" in said(mai)
    assert said(mai).count("lời của cơ quan tổng hợp") == 1
    room.seen(mai, "composing")


def test_a_body_above_stands_beside_those_below_it(room: Room) -> None:
    office = room.cycle("Cấp trên, cấp dưới", LEVELLED)
    office.sent("a", OF_A)
    office.sent("b", OF_B, by=room.both)
    mai = room.seat("mai")
    room.go(mai, f"ky/{office.cycle.pk}/so-lieu/")
    press(mai, "Tính số liệu")
    follow(mai, "Số buổi tuyên truyền")

    follow(mai, "Cấp trên cạnh cấp dưới")

    row = mai.locator("tbody tr").filter(has_text="Đảng ủy phường Đồng Mẫu")
    assert row.locator("td").all_inner_texts()[:4] == ["50", "30", "+20", "1/1"]
    room.seen(mai, "levels")


def test_what_was_typed_without_scripts_outlives_the_session(furnished: Room) -> None:
    room = furnished
    room.scripts = False
    office = room.cycle("Phiên đã hết")
    chi = room.seat("chi-a")
    room.go(chi, f"bao-cao/{office.row('a').pk}/muc/{SECTIONS[0].code}/")
    chi.fill("textarea", "Thiếu kinh phí.\n\n- Loa xóm Mẫu hỏng & chưa sửa")
    again = [one for one in chi.context.cookies() if "session" in one["name"]]
    chi.context.clear_cookies(name=again[0]["name"])

    press(chi, "Lưu nháp")
    assert "Phiên làm việc đã hết." in said(chi)
    assert "Loa xóm Mẫu hỏng & chưa sửa" in said(chi)
    look_at(chi, "typed-again")
    chi.context.add_cookies(again)
    press(chi, "Gửi lại nội dung vừa nhập")

    assert chi.input_value("textarea") == "Thiếu kinh phí.\n\n- Loa xóm Mẫu hỏng & chưa sửa"
    room.leave()


def test_a_report_is_issued_with_a_gap_proved_and_restated(room: Room, tmp_path: Path) -> None:
    office = room.cycle("Phát hành")
    office.sent("a", OF_A)
    office.sent("b", OF_B)
    office.computed()
    issues = f"ky/{office.cycle.pk}/phat-hanh/"

    # 1. It is prepared with a gap, which has to be explained; who prepared it does not release it.
    both = room.seat("ca-hai")
    room.go(both, issues)
    press(both, "Lập báo cáo")
    assert "Mới có 2/3 đơn vị" in said(both)
    assert not both.locator("#ma-qr").is_checked()
    both.locator("#ma-qr").check()
    both.fill("#thieu", "Hết hạn, đơn vị còn lại đang sắp xếp bộ máy.")
    room.seen(both, "issues-refused")
    press(both, "Lập báo cáo")
    place = both.url
    assert "người khác phải duyệt" in said(both)
    assert both.get_by_role("button", name="Duyệt phát hành").count() == 0

    # 2. Somebody else finds it among her work and releases it. That is not publishing.
    lan = room.seat("lan")
    room.go(lan, "")
    lan.locator(f"main a[href='{place.removeprefix(room.served.address)}']").first.click()
    lan.wait_for_load_state()
    room.seen(lan, "issue-waiting")
    press(lan, "Duyệt phát hành")
    told = said(lan)
    assert "2/3" in told
    assert "Vì sao phát hành khi còn thiếu: Hết hạn" in told
    assert "Chưa cho phép công khai. Phát hành không phải là công khai." in told
    code = lan.locator("main dd code").first.inner_text()
    assert re.fullmatch(r"(\w{4}-){2,}\w{4}", code)

    # 3. Word, PDF and data are what was issued, as the program proves; a changed file is found out.
    files = {name: _downloaded(lan, f"{name}", tmp_path) for name in ("docx", "pdf", "json")}
    assert files["pdf"].read_bytes().startswith(b"%PDF-")
    assert '"missing": 1' in files["json"].read_text(encoding="utf-8")
    if room.scripts:  # the program has none to be without
        _prove(files["docx"], code, room.served.doors, tmp_path)

    # 4. What comes back from the clerk is entered with the signed original.
    mai = room.seat("mai")
    mai.goto(place)
    unfold(mai, "Ghi bản đã ký")
    mai.fill("input[name=so_ky_hieu]", "12-BC/BTG")
    mai.fill("input[name=ngay]", "2026-11-20")
    mai.fill("input[name=chuc_vu]", "Trưởng ban")
    mai.set_input_files("input[name=tep]", [PAPER])
    press(mai, "Ghi bản đã ký")
    assert "12-BC/BTG, ngày 20/11/2026, Trưởng ban" in said(mai)
    assert mai.get_by_role("link", name="ban-ky.pdf").count() == 1
    room.seen(mai, "issue")

    # 5. A body corrects its report, and the office restates: old and new side by side.
    office.sent("a", {"buoi": "25"}, version(office, "a"))
    room.go(mai, issues)
    assert "Đã thay đổi 1/3 đơn vị từ lúc tính." in said(mai)
    follow(mai, "Tính lại trước")
    press(mai, "Tính lại như lần trước")
    room.go(mai, issues)
    mai.fill("#thieu", "Đơn vị còn lại chưa gửi.")
    mai.fill("#dieu-chinh", "Đơn vị đính chính số buổi.")
    room.seen(mai, "issues-restating")
    press(mai, "Lập báo cáo")
    lan.goto(mai.url)
    press(lan, "Duyệt phát hành")
    follow(lan, "Xem số cũ và số mới cạnh nhau")
    line = re.split(r"\s*[\t\n]\s*", lan.locator("main tbody tr").first.inner_text())
    assert line == ["Số buổi tuyên truyền", "buổi", "80", "75", "−5", "Ủy ban nhân dân xã Ân Mẫu"]
    room.seen(lan, "restatement")
    lan.goto(place)
    assert "Bản này đã được điều chỉnh bởi bản số 2" in said(lan)
    room.seen(lan, "issue-restated")


def test_an_auditor_follows_one_figure(room: Room) -> None:
    office = room.cycle("Lịch sử")
    office.sent("a", OF_A)
    office.sent("a", {"buoi": "31"}, version(office, "a"))
    row = office.row("a").pk

    kien = room.seat("kien")
    room.go(kien, f"bao-cao/{row}/lich-su/")
    room.seen(kien, "history")
    kien.select_option("select[name=o]", label="Số buổi tuyên truyền (buổi)")
    press(kien, "Lọc")
    lines = kien.locator(".th-timeline tbody tr").all_inner_texts()
    assert any("30\t31" in line for line in lines)
    assert not any("Hộ ký cam kết" in line for line in lines)
    room.seen(kien, "history-of-one-figure")

    room.go(kien, f"nhat-ky/?ve=due-row:{row}")
    assert kien.locator("main tbody tr").count() >= 2
    room.seen(kien, "audit")


def _prove(file: Path, code: str, database: Doors, folder: Path) -> None:
    program, known = Office(folder / "data", folder), {"TONGHOP_DATABASE_URL": database.work.url}
    proved = program.run("issue", "verify", str(file), **known)
    assert proved.returncode == 0, proved.stdout + proved.stderr
    assert code in proved.stdout

    spoilt = folder / "sua.docx"
    spoilt.write_bytes(changed(b"80", b"90", file.read_bytes()))
    found_out = program.run("issue", "verify", str(spoilt), **known)
    assert found_out.returncode == 3
    assert "KHÔNG KHỚP" in found_out.stdout + found_out.stderr


def _downloaded(page: Any, kind: str, folder: Path) -> Path:
    name = {
        "docx": "Báo cáo trình ký (Word)",
        "pdf": "Báo cáo trình ký (PDF/A)",
        "json": "Dữ liệu của báo cáo",
    }
    with page.expect_download() as coming:
        page.get_by_role("link", name=name[kind]).click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    assert file.suffix == f".{kind}"
    return file
