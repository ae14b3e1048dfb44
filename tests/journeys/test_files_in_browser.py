"""Reporting by file, by a whole folder and on signed paper: Chromium, the real server and worker.

Every journey goes with scripts and without, each for bodies of its own. TONGHOP_PICTURES names a folder for
pictures of the pages passed, wide and narrow.
"""

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from PIL import Image, ImageDraw

from databases import django_on
from served import NOW, Served, follow, is_scripted, look_at, press, said, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]

SESSIONS, PEOPLE, NONE = (
    "Số buổi tuyên truyền, phát động",
    "Lượt người tham gia các buổi tuyên truyền",
    "Mô hình xây dựng mới",
)
SECRET = "ĐẢNG ỦY XÃ MẪU\n\nMẬT\n\nSố: 12-BC/ĐU\n\nBÁO CÁO\nKết quả tuyên truyền sáu tháng.\n"


@dataclass(frozen=True, slots=True)
class Body:
    """A body that has sent nothing for the open cycle: its row, its name, who may write its report."""

    row: str
    cycle: str
    name: str
    login: str


@pytest.fixture(scope="module")
def bodies(served: Served) -> Iterator[Body]:
    """Bodies of the open cycle with somebody to report, entered as they are asked for; none comes twice."""
    return _bodies(served)


def _bodies(served: Served) -> Iterator[Body]:
    with ThreadPoolExecutor(
        1
    ) as apart:  # the browser's own thread has a loop in which Django refuses to work
        for place in range(100, 160):
            yield apart.submit(_entered, place, served).result()


def _entered(place: int, served: Served) -> Body:
    """Enter a reporter for the body at a place of the newest due list."""
    with django_on(served.doors.owner):
        return _reporter_at(place, served.password)


def _reporter_at(place: int, password: str) -> Body:
    from tonghop.apps.accounts.actions import enter_person, grant_mandate
    from tonghop.apps.accounts.models import Person
    from tonghop.apps.accounts.roles import Role
    from tonghop.apps.reporting.models import Cycle, DueRow
    from tonghop.cli.demo_office import BEGUN_ON

    cycle = Cycle.objects.filter(asked="report").exclude(opened_at=None).order_by("-due_on")[0]
    row = DueRow.objects.filter(cycle=cycle).exclude(unit=None).order_by("number")[place]
    when: dict[str, Any] = {"by": Person.objects.get(login="quan-tri"), "at": NOW, "on": NOW.date()}
    person = enter_person(login=f"bao-cao-{place}", full_name=f"Nguyễn Văn Mẫu {place}", **when)
    grant_mandate(person=person, body=row.unit_id, role=Role.REPORTER, valid_from=BEGUN_ON, **when)
    person.set_password(password)
    person.save(update_fields=["password"])
    return Body(str(row.pk), str(cycle.pk), row.name, person.login)


# ---- what people have on their disks


def filled(form: bytes, figures: Mapping[str, object], text: str = "") -> bytes:
    """Fill a form of ours as a person does: by the names that stand there; "x" goes where nil is marked."""
    book = load_workbook(BytesIO(form))
    sheet = book["Số liệu"]
    titles = {str(cell.value).partition("\n")[0]: cell.column for row in sheet.iter_rows() for cell in row}
    for row in sheet.iter_rows(min_row=6):
        for cell in row:
            told = figures.get(str(cell.value))
            if told is not None:
                sheet.cell(cell.row, titles["Không phát sinh" if told == "x" else "Thực hiện"], told)
    if text:
        words = book.worksheets[1]
        place = next(cell for row in words.iter_rows() for cell in row if cell.value == "Nội dung")
        words.cell(place.row + 2, place.column, text)
    return saved(book)


def named(form: bytes) -> list[str]:
    """Return the names of the indicators that a form of ours asks for."""
    sheet = load_workbook(BytesIO(form))["Số liệu"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=8, max_col=4)]
    return [str(row[2]) for row in rows if isinstance(row[1], int)]


def table(*rows: tuple[object, ...], above: str = "") -> bytes:
    """Return a workbook of somebody's own layout."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([above], ["TT", "Nội dung công việc", "Đơn vị tính", "Kết quả"]):
        sheet.append(row)
    for number, row in enumerate(rows, 1):
        sheet.append([number, *row])
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_macros(workbook: bytes) -> bytes:
    out = BytesIO(workbook)
    with ZipFile(out, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macros")
    return out.getvalue()


def scan(*lines: str) -> bytes:
    """Return a page as a scanner gives it."""
    page = Image.new("L", (1240, 1754), 250)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((140, 160 + 90 * number), line, fill=40, font_size=44)
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def packed(files: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


# ---- what people do on the pages


def downloaded(page: Any, name: str) -> bytes:
    """Follow a link of the page's own part that saves a file, and return the file."""
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("link", name=name).first.click()
    return Path(waiting.value.path()).read_bytes()


def hand_in(page: Any, name: str, content: bytes) -> None:
    given = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("input[type=file]", given)
    press(page, re.compile("Tải lên và đọc"))


def until_read(page: Any) -> None:
    """Open the page again until the worker has read the file, faster than it draws itself anew."""
    waits = page.locator("[role=status]").filter(has_text=re.compile("chờ đọc|Đang đọc"))
    for _ in range(100):
        if not waits.count():
            return
        page.wait_for_timeout(300)
        page.reload()
    raise AssertionError("the worker does not read the file")


def line_of(page: Any, name: str) -> Any:
    """Return the card of one line of a preview."""
    return page.locator(".th-line").filter(
        has=page.locator("legend", has_text=re.compile(f"^{re.escape(name)}"))
    )


def send(page: Any) -> None:
    """Send the report from the page of its parts."""
    follow(page, "Kiểm tra trước khi gửi")
    press(page, "Gửi báo cáo")
    page.wait_for_url("**/bien-nhan/**")


def test_a_body_reports_by_its_own_workbook(either: Any, served: Served, bodies: Iterator[Body]) -> None:
    # 1. From her work to the report, and by file: the workbook is the body's own.
    page, body = either, next(bodies)
    sign_in(page, served, body.login)
    page.locator(f"main a[href$='/bao-cao/{body.row}/']").first.click()
    follow(page, "Báo cáo bằng tệp")
    look_at(page, "tep-1-tai-len")
    form = downloaded(page, "Tải biểu của đơn vị")
    names = named(form)
    assert len(names) == 14

    # 2. She fills it as it stands there and hands it in; the worker reads it.
    figures: dict[str, object] = {name: 20 + number for number, name in enumerate(names)}
    told = filled(form, figures | {PEOPLE: 4150, NONE: "x"}, "Đã triển khai đến từng chi bộ.")
    hand_in(page, "biểu đã điền.xlsx", told)
    until_read(page)
    assert line_of(page, SESSIONS).inner_text().count("20") >= 1
    look_at(page, "tep-2-doi-chieu")

    # 3. She corrects one cell and accepts the others; nothing is sent by that.
    line_of(page, SESSIONS).get_by_label("Hoặc ghi số đúng").fill("25")
    press(page, "Đưa vào báo cáo")
    assert "Báo cáo chưa gửi" in said(page)

    # 4. The form shows the figures with the file and the cell they came from.
    follow(page, "Số liệu")
    boxes = page.locator("[data-grid] tr[data-row] td:nth-child(2) input")
    assert boxes.nth(0).input_value() == "25"
    assert boxes.nth(1).input_value() == "4.150"
    assert "từ biểu đã điền.xlsx" in page.locator("[data-grid] tr[data-row]").nth(1).inner_text()
    look_at(page, "tep-3-so-lieu")

    # 5. Sent, it has a receipt.
    page.goto(f"{served.address}/van-phong/bao-cao/{body.row}/")
    send(page)
    assert re.search(r"Biên nhận BN-\d{4}-\d{6}", said(page))
    assert "bốn nghìn một trăm năm mươi" in said(page)
    nothing = page.locator("main tbody tr").filter(has_text=NONE).inner_text()
    assert "không phát sinh" in nothing
    assert "từ biểu đã điền.xlsx ô Số liệu!" in nothing
    look_at(page, "tep-4-bien-nhan")

    # 6. The same file a second time changes nothing.
    page.goto(f"{served.address}/van-phong/bao-cao/{body.row}/tai-len/")
    hand_in(page, "biểu đã điền (2).xlsx", told)
    assert "không có gì thay đổi" in said(page)
    assert line_of(page, SESSIONS).count() == 1  # what she corrected differs, and is left as it is
    assert page.locator(".th-line").count() == 1
    page.goto(f"{served.address}/van-phong/bao-cao/{body.row}/")
    assert "CHƯA gửi" not in said(page)


def test_a_workbook_of_another_layout_asks_once(either: Any, served: Served, bodies: Iterator[Body]) -> None:
    # 1. A workbook of her own, with a name that nobody knows: what is certain is shown, the rest is asked.
    page, body = either, next(bodies)
    sign_in(page, served, body.login)
    uploads = f"{served.address}/van-phong/bao-cao/{body.row}/tai-len/"
    page.goto(uploads)
    own = "Tổng số cuộc nói chuyện chuyên đề"
    hand_in(page, "theo dõi tháng 4.xlsx", table((own, "buổi", 31), (PEOPLE, "lượt người", 2090)))
    until_read(page)
    assert "2.090" in line_of(page, PEOPLE).inner_text()
    assert line_of(page, SESSIONS).count() == 0
    look_at(page, "tep-5-hoi")

    # 2. She answers, the file is read again, and the line is there.
    page.get_by_label("Dòng này là chỉ tiêu").select_option(label=SESSIONS)
    press(page, "Trả lời và đọc lại")
    until_read(page)
    assert "31" in line_of(page, SESSIONS).inner_text()
    assert page.get_by_label("Dòng này là chỉ tiêu").count() == 0

    # 3. The next file of that layout is not asked about.
    page.goto(uploads)
    hand_in(page, "theo dõi tháng 5.xlsx", table((own, "buổi", 44), (PEOPLE, "lượt người", 2480)))
    until_read(page)
    assert page.get_by_label("Dòng này là chỉ tiêu").count() == 0
    assert "44" in line_of(page, SESSIONS).inner_text()
    press(page, "Đưa vào báo cáo")
    assert "Đã đưa 2 ô vào báo cáo" in said(page)


def test_a_file_that_is_not_taken_says_why_at_the_field(
    either: Any, served: Served, bodies: Iterator[Body]
) -> None:
    page, body = either, next(bodies)
    sign_in(page, served, body.login)
    page.goto(f"{served.address}/van-phong/bao-cao/{body.row}/tai-len/")

    for name, content, why in (
        ("biểu có macro.xlsm", with_macros(table((SESSIONS, "buổi", 3))), "Tệp có macro"),
        ("báo cáo mật.txt", SECRET.encode(), "Luật Bảo vệ bí mật nhà nước"),
    ):
        hand_in(page, name, content)
        assert why in page.inner_text("#id_file_error")
        assert page.title().startswith("Lỗi:")
        assert "Chưa có tệp nào" in said(page)
    look_at(page, "tep-6-khong-nhan")


def test_a_coordinator_takes_in_what_was_mailed(
    either: Any, served: Served, bodies: Iterator[Body], tmp_path: Path
) -> None:
    # 1. What was mailed: a form, a table with an unclear cell, one of nobody knows whom, a scan, rubbish.
    page = either
    filler, unclear, stranger, scanned = (next(bodies) for _ in range(4))
    sign_in(page, served, filler.login)
    page.goto(f"{served.address}/van-phong/bao-cao/{filler.row}/tai-len/")
    form = downloaded(page, "Tải biểu của đơn vị")
    names = named(form)
    page.context.clear_cookies()
    nameless = (
        f"báo cáo {re.sub('[^a-f]', '', stranger.row)}.xlsx"  # a name that was answered for is remembered
    )
    files = {
        f"{filler.name}.xlsx": filled(form, {name: 30 + number for number, name in enumerate(names)}),
        f"{unclear.name}/so lieu.xlsx": table((SESSIONS, "buổi", "1,234"), (PEOPLE, "lượt người", 4200)),
        nameless: table((SESSIONS, "buổi", 17), (PEOPLE, "lượt người", 900)),
        f"{scanned.name}.png": scan("BAO CAO", "So buoi tuyen truyen: 640", "Luot nguoi: 641", scanned.row),
        "hỏng.xlsx": b"PK\x03\x04" + filler.row.encode(),
    }

    # 2. From the cycle's page she puts the folder in; without scripts it goes as a zip.
    sign_in(page, served, "tong-hop")
    cycle = f"{served.address}/van-phong/ky/{filler.cycle}/"
    page.goto(cycle)
    follow(page, "Nhận tệp báo cáo")
    inbox = page.url
    look_at(page, "thu-muc-1-dua-len")
    if is_scripted(page):
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(content)
        page.set_input_files("#folder", str(tmp_path))
    else:
        packet = {"name": "thư tháng 5.zip", "mimeType": "application/zip", "buffer": packed(files)}
        page.set_input_files("#files", packet)
    press(page, "Đưa lên và đọc")

    # 3. It is read in the background while she sees how far.
    newest = page.locator("main tbody tr").first
    assert newest.locator("progress").count() == 1
    newest.filter(has_text="Đã đọc").wait_for(timeout=40_000)  # the page draws itself anew meanwhile
    assert "5/5" in newest.inner_text()
    look_at(page, "thu-muc-2-da-doc")

    # 4. File by file: what is broken, what waits for an answer, and in which cell.
    follow(page, "Từng tệp")
    page.goto(f"{page.url}?tu={'hỏng'}")
    assert "Tệp hỏng" in said(page)
    page.goto(f"{inbox}tep/")
    look_at(page, "thu-muc-3-tung-tep")
    page.get_by_role("link", name=f"{unclear.name}/so lieu.xlsx").click()
    page.wait_for_load_state()
    assert "D3" in said(page)
    look_at(page, "thu-muc-4-mot-tep")

    # 5. She answers what only a person can say.
    follow(page, "Câu hỏi")
    asked = page.locator("main ol > li")
    asked.filter(has_text=nameless).get_by_label("Hoặc ghi mã, tên đơn vị khác").fill(stranger.name)
    asked.filter(has_text=f"{unclear.name}/so lieu.xlsx").get_by_label("1.234", exact=True).check()
    assert f"nhập số liệu của đơn vị “{scanned.name}”" in said(page)
    look_at(page, "thu-muc-5-cau-hoi")
    press(page, "Ghi các câu trả lời trên trang này")
    assert "Đã ghi 2 câu trả lời" in said(page)

    # 6. She types the figures of the scan beside its picture.
    asked.filter(has_text=f"{scanned.name}.png").get_by_role("button").click()
    picture = page.locator("main img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    for number, name in enumerate(names):
        page.get_by_label(name).fill(str(640 + number))
    look_at(page, "thu-muc-6-ban-quet")
    press(page, "Ghi số liệu")
    assert "Đã ghi 1 câu trả lời" in said(page)

    # 7. The reports arrive, and the cycle's page says so.
    follow(page, "Ghi nhận")
    look_at(page, "thu-muc-7-ghi-nhan")
    press(page, re.compile("^Ghi nhận tất cả"))
    assert "Đã ghi nhận báo cáo của" in said(page)
    for body in (filler, unclear, stranger, scanned):
        page.goto(f"{cycle}?ten={body.name}")
        owner = page.get_by_role("link", name=body.name, exact=True)
        assert "Đã nhận" in page.locator("main tbody tr").filter(has=owner).inner_text()
    look_at(page, "thu-muc-8-ky")


def test_a_body_signs_what_it_sent(either: Any, served: Served, bodies: Iterator[Body]) -> None:
    # 1. He fills the figures in, and takes his own report as Word and PDF before anything is sent.
    page, body = either, next(bodies)
    sign_in(page, served, body.login)
    page.goto(f"{served.address}/van-phong/bao-cao/{body.row}/so-lieu/")
    boxes = page.locator("[data-grid] tr[data-row] td:nth-child(2) input")
    for number in range(boxes.count()):
        boxes.nth(number).fill(f"1.24{number % 10}")
    press(page, "Lưu, kiểm tra trước khi gửi")
    page.wait_for_url("**/kiem-tra/")
    row = f"{served.address}/van-phong/dong/{body.row}/"
    page.goto(row)
    word, paper = downloaded(page, "Word"), downloaded(page, "PDF")
    cells = [
        cell.text for part in Document(BytesIO(word)).tables for line in part.rows for cell in line.cells
    ]
    assert SESSIONS in cells
    assert "1.240" in cells
    assert paper.startswith(b"%PDF")

    # 2. Sent, it waits for nothing but the paper; a text file is none, and what he typed stays.
    page.goto(f"{served.address}/van-phong/bao-cao/{body.row}/")
    send(page)
    page.goto(row)
    follow(page, "Nộp bản ký")
    look_at(page, "ban-ky-1-nop")
    page.get_by_label("Số, ký hiệu").fill("12-BC/ĐU")
    page.get_by_label("Ngày văn bản").fill("1/7/2026")
    page.get_by_label("Chức vụ người ký").fill("Bí thư Đảng ủy")
    wrong = {"name": "bản ký.txt", "mimeType": "text/plain", "buffer": b"Da ky"}
    page.set_input_files("input[type=file]", wrong)
    press(page, "Nộp bản ký")
    assert "PDF, JPEG hoặc PNG" in page.inner_text("#id_file_error")
    assert page.get_by_label("Số, ký hiệu").input_value() == "12-BC/ĐU"
    assert page.get_by_label("Ngày văn bản").input_value() == "1/7/2026"
    assert page.get_by_label("Chức vụ người ký").input_value() == "Bí thư Đảng ủy"
    look_at(page, "ban-ky-2-sai-tep")

    # 3. The signed paper stands beside what was sent, for him and for the office.
    right = {"name": "bản ký.pdf", "mimeType": "application/pdf", "buffer": paper}
    page.set_input_files("input[type=file]", right)
    press(page, "Nộp bản ký")
    page.wait_for_url(row)
    look_at(page, "ban-ky-3-dong")
    page.context.clear_cookies()
    sign_in(page, served, "tong-hop")
    page.goto(row)
    for told in ("12-BC/ĐU", "ngày 1/7/2026", "Bí thư Đảng ủy", "của bản gửi 1"):
        assert told in said(page)
    assert downloaded(page, "12-BC/ĐU") == paper
