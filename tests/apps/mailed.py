"""A few files as offices are mailed them, for a small campaign of the tests; all invented."""

from email.message import EmailMessage
from io import BytesIO
from zipfile import ZipFile

import due_lists
from openpyxl import Workbook
from PIL import Image, PngImagePlugin

from tonghop.apps.reporting.inboxes.putting_in import Given
from tonghop.apps.reporting.models import Cycle
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.indicators import Indicator

INDICATORS = (
    Indicator("buoi", "Số buổi tuyên truyền", "buổi"),
    Indicator("luot", "Lượt người nghe", "lượt", required=False),
)


def cycle(directive: str = "14/KH-UBND") -> Cycle:
    """Open a cycle that asks three bodies for two figures and one text; body c is no unit of the register."""
    told = due_lists.said(
        directive=directive,
        title="Tuyên truyền pháp luật",
        indicators=INDICATORS,
        sections=(Section("kho-khan", "Khó khăn"),),
    )
    return due_lists.opened(due_lists.campaign(told))


def table(body: str, sessions: object, people: object = 500, *, symbol: str = "") -> bytes:
    """Return a workbook such as a commune makes by itself."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Số liệu"
    rows: list[list[object]] = [
        [body.upper()],
        [f"Số: {symbol}"] if symbol else [None],
        ["Báo cáo 6 tháng đầu năm 2026"],
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"],
        [1, "Số buổi tuyên truyền", "buổi", sessions],
        [2, "Lượt người nghe", "lượt", people],
    ]
    for row in rows:
        sheet.append(row)
    held = BytesIO()
    workbook.save(held)
    return held.getvalue()


DEVICE = "Ung dung quet cua may dien thoai"
"""What a scanner writes of itself into its pictures."""


def scan(colour: int = 200) -> bytes:
    """Return a picture of nothing, with what scanners write into it."""
    held = BytesIO()
    device = PngImagePlugin.PngInfo()
    device.add_text("Software", DEVICE)
    Image.new("RGB", (400, 560), (colour, colour, 210)).save(held, "PNG", pnginfo=device)
    return held.getvalue()


def mail(
    sender: str, subject: str, files: dict[str, bytes], date: str = "Fri, 29 May 2026 08:15:00 +0700"
) -> bytes:
    """Return a mail with files."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"], message["To"] = (
        sender,
        subject,
        date,
        "vp@mau.example",
    )
    message.set_content("Kính gửi báo cáo.")
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def packed(files: dict[str, bytes]) -> bytes:
    """Return a zip."""
    held = BytesIO()
    with ZipFile(held, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return held.getvalue()


SECRET = "ỦY BAN NHÂN DÂN\nXÃ ÂN MẪU\n\nTỐI MẬT\n\nBÁO CÁO\nNội dung của báo cáo.\n"
A, B, C = "Ủy ban nhân dân xã Ân Mẫu", "Đảng ủy phường Đồng Mẫu", "Mặt trận xã Dĩ Mẫu"

FILES = (
    Given("xã Ân Mẫu.xlsx", table(A, 12, symbol="12/BC-UBND")),
    Given("Đảng ủy phường Đồng Mẫu.png", scan()),
    Given("không rõ.xlsx", table("Đơn vị lạ", 7)),
    Given("mật.txt", SECRET.encode()),
    Given("hỏng.xlsx", b"PK\x03\x04 hong"),
)
"""A certain table, a scan, a table of nobody, a secret, and a damaged file."""
