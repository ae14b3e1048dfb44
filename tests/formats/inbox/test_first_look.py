"""A file looked at before it is kept: refused with a plain sentence, marked secret, or fit to be read."""

import json
import sys
import time
import zipfile
from email.message import EmailMessage
from io import BytesIO

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from journeys.small_campaign import CYCLE, DUE, SMALL
from tonghop.formats.inbox.first_look import look_at, page_picture
from tonghop.formats.inbox.page_pictures import HIGHEST, WIDEST
from tonghop.formats.workbooks.form_writer import FormRequest, form_workbook

FORM = form_workbook(FormRequest(SMALL, CYCLE, DUE), SMALL.bodies[0])
SECRET_TEXT = "UBND XÃ MẪU\n\nMẬT\n\nSố: 12/BC-UBND\n\nBÁO CÁO\nKết quả tuyên truyền".encode()


def pdf_of_pictures(pages: int = 2) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pageCompression=1)
    photo = BytesIO()
    Image.effect_noise((200, 300), 40).save(photo, "PNG")
    photo.seek(0)
    from reportlab.lib.utils import ImageReader

    for _ in range(pages):
        canvas.drawImage(ImageReader(photo), 50, 50, 400, 600)
        photo.seek(0)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def photograph(size: tuple[int, int] = (3000, 2000), *, place: bool = True) -> bytes:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "bí mật của máy ảnh"
    picture = Image.effect_noise(size, 60).convert("RGB")
    picture.save(out, "JPEG", exif=exif if place else None)
    return out.getvalue()


def mail_with(name: str, content: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Văn phòng <vp@mau.example>"
    mail["To"] = "tonghop@mau.example"
    mail["Subject"] = "Báo cáo"
    mail.set_content("Kính gửi.")
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def zipped(**files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name.replace("_", "."), content)
    return out.getvalue()


TAKEN = [
    ("biểu của ta", "bieu.xlsx", FORM, ["xlsx"]),
    ("báo cáo chữ", "bc.txt", "Báo cáo: 12 buổi.".encode(), ["txt"]),
    ("bản quét", "quet.pdf", pdf_of_pictures(), ["pdf"]),
    ("ảnh chụp", "anh.jpg", photograph((300, 200)), ["picture"]),
    ("thư kèm biểu", "thu.eml", mail_with("bieu.xlsx", FORM), ["xlsx"]),
    ("thư kèm biểu và một tệp hỏng", "t.zip", zipped(a_xlsx=FORM, b_docx=b"PK\x03\x04rac"), ["xlsx"]),
]


@pytest.mark.parametrize(("name", "content", "kinds"), [row[1:] for row in TAKEN], ids=[r[0] for r in TAKEN])
def test_file_that_may_be_read_is_taken(name: str, content: bytes, kinds: list[str]) -> None:
    look = look_at(content, name)

    assert (look.refused, list(look.kinds)) == (None, kinds)


REFUSED = [
    ("rỗng", "a.xlsx", b"", "empty"),
    ("hỏng", "a.xlsx", b"PK\x03\x04" + b"x" * 90, "damaged"),
    ("chương trình", "a.xlsx", b"MZ" + b"\0" * 90, "program"),
    ("pdf hỏng", "a.pdf", b"%PDF-1.7 rac", "damaged"),
    ("bom nén", "a.zip", zipped(a_txt=b"0" * 60_000_000), "zip-bomb"),
    ("word cũ", "a.rtf", b"{\\rtf1 abc}", "no-converter"),
    ("chữ mật", "a.txt", SECRET_TEXT, "secret"),
    ("chữ mật trong thư", "a.eml", mail_with("bc.txt", SECRET_TEXT), "secret"),
    ("chữ mật cạnh một biểu tốt", "a.zip", zipped(a_xlsx=FORM, b_txt=SECRET_TEXT), "secret"),
    ("bảng mật", "a.csv", "TỐI MẬT;;\nChỉ tiêu;Số\nSố buổi;3\n".encode(), "secret"),
]


@pytest.mark.parametrize(
    ("name", "content", "code"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_file_that_may_not_be_kept_is_refused_with_a_sentence(name: str, content: bytes, code: str) -> None:
    look = look_at(content, name)

    assert look.refused is not None
    assert look.refused.code == code
    assert look.refused.message


def test_process_that_hangs_or_falls_is_a_refusal() -> None:
    hanging = (sys.executable, "-c", "import time; time.sleep(60)")
    falling = (sys.executable, "-c", "raise SystemExit(3)")
    begun = time.monotonic()

    codes = [
        look.refused.code
        for look in (
            look_at(b"x", "a.txt", seconds=0.5, process=hanging),
            look_at(b"x", "a.txt", process=falling),
        )
        if look.refused
    ]

    assert codes == ["too-slow", "reader-failed"]
    assert time.monotonic() - begun < 30


def test_pages_are_drawn_anew_and_bounded() -> None:
    first = page_picture(pdf_of_pictures(), "quet.pdf", "quet.pdf", 1)
    photo = page_picture(photograph(), "anh.jpg", "anh.jpg", 1)

    assert first is not None
    assert photo is not None
    assert (first.pages, photo.pages) == (2, 1)
    for shown in (first, photo):
        picture = Image.open(BytesIO(shown.content))
        assert picture.width <= WIDEST
        assert picture.height <= HIGHEST
        assert not picture.getexif()
    assert "bí mật".encode() not in photo.content


def test_scan_inside_a_mail_is_drawn_by_its_name() -> None:
    mail = mail_with("quet.pdf", pdf_of_pictures(1))

    assert page_picture(mail, "thu.eml", "thu.eml/quet.pdf", 1) is not None


@pytest.mark.parametrize("page", [0, 3, 10**9])
def test_page_that_is_not_there_is_nothing(page: int) -> None:
    assert page_picture(pdf_of_pictures(), "quet.pdf", "quet.pdf", page) is None


@pytest.mark.parametrize("content", [b"%PDF-1.7 rac", b"\xff\xd8\xff rac", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_damaged_page_is_nothing(content: bytes) -> None:
    assert page_picture(content, "a", "a", 1) is None


def test_answers_are_one_line_of_json() -> None:
    from tonghop.formats.inbox.first_look_process import looked

    told, picture = looked({"name": "bc.txt"}, "Báo cáo.".encode())

    assert json.loads(json.dumps(told)) == {"kinds": ["txt"]}
    assert picture == b""
