"""Headings: both official forms, broken lines, republished pages, and what lies below the body."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machine_time import quiet_seconds
from tonghop.domain.directives.heading import Heading, read_heading
from tonghop.domain.documents import Block, Cell, Document, Paragraph, Table
from tonghop.domain.language import flat, nfc
from tonghop.domain.provenance import Source, Span

READING = Path(os.environ.get("TONGHOP_READING", Path(__file__).parents[4] / "shared/reading"))
GOLD = sorted(READING.glob("gold/*.json"))

STATE = """
ỦY BAN NHÂN DÂN
TỈNH BẠCH DƯƠNG
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 45/KH-UBND

*Bạch Dương, ngày 07 tháng 3 năm 2024*

KẾ HOẠCH

Trồng cây xanh phân tán trên địa bàn tỉnh năm 2024

Thực hiện Chỉ thị số 17/CT-TTg ngày 09/4/2023, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:

1. Sở Nông nghiệp chuẩn bị cây giống.

2. Các xã tổ chức trồng cây./.

Nơi nhận:
- TT. Tỉnh ủy, HĐND tỉnh (b/c);
- Các sở, ban, ngành;
- UBND các xã,
phường;
- Lưu: VT, NN.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Nguyễn Văn Mẫu

PHỤ LỤC I

DANH SÁCH CÁC XÃ
"""

PARTY = """
TỈNH ỦY BẠCH DƯƠNG
BAN TUYÊN GIÁO
*

Số 1234-CV/BTGTU
V/v tuyên truyền phong trào trồng cây

ĐẢNG CỘNG SẢN VIỆT NAM

Bạch Dương, ngày 08 tháng 3 năm 2024

Kính gửi:
- Ban tuyên giáo các huyện ủy, thành ủy;
- Báo Bạch Dương, Đài Phát thanh - Truyền hình tỉnh;
- Đảng ủy các cơ quan tỉnh.

Thực hiện Kế hoạch số 45/KH-UBND, Ban Tuyên giáo Tỉnh ủy đề nghị tuyên truyền sâu rộng.

Nơi nhận:
- Như trên,
- Thường trực Tỉnh ủy (b/c),
- Lưu BTGTU.

K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN
Trần Thị Mẫu
"""

ANY_LINES = [*STATE.split("\n"), *PARTY.split("\n"), "", "|", "số", "V/v", "- a;"]


def document(text: str) -> Document:
    """Build a document as a plain intake does: paragraphs part at blank lines."""
    text = nfc(text)
    spans = (
        Span(m.start(), m.start() + len(m.group().rstrip()))
        for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)
    )
    return Document(Source("mau.txt", "0" * 64, "text/plain"), text, tuple(Paragraph(span) for span in spans))


def read(text: str) -> Heading:
    return read_heading(document(text))


def test_the_state_form() -> None:
    heading = read(STATE)

    assert heading.issuer == "ỦY BAN NHÂN DÂN TỈNH BẠCH DƯƠNG"
    assert (heading.symbol, heading.kind) == ("45/KH-UBND", "kế hoạch")
    assert (heading.place, heading.date) == ("Bạch Dương", "2024-03-07")
    assert heading.title == "Trồng cây xanh phân tán trên địa bàn tỉnh năm 2024"
    assert heading.signatory == "Nguyễn Văn Mẫu"
    assert heading.addressees == ()
    assert heading.recipients == (
        "TT. Tỉnh ủy, HĐND tỉnh (b/c)",
        "Các sở, ban, ngành",
        "UBND các xã, phường",
        "Lưu: VT, NN",
    )


def test_body_and_annexes_are_parted_and_nothing_is_lost() -> None:
    text, heading = nfc(STATE), read(STATE)

    assert heading.body.cut(text).startswith("Thực hiện Chỉ thị")
    assert heading.body.cut(text).endswith("tổ chức trồng cây./.")
    assert heading.annexes is not None
    assert flat(heading.annexes.cut(text)) == "PHỤ LỤC I DANH SÁCH CÁC XÃ"


def test_the_party_form() -> None:
    heading = read(PARTY)

    assert heading.issuer == "TỈNH ỦY BẠCH DƯƠNG BAN TUYÊN GIÁO"
    assert (heading.symbol, heading.kind) == ("1234-CV/BTGTU", "công văn")
    assert heading.title == "tuyên truyền phong trào trồng cây"
    assert (heading.place, heading.date) == ("Bạch Dương", "2024-03-08")
    assert heading.addressees == (
        "Ban tuyên giáo các huyện ủy, thành ủy",
        "Báo Bạch Dương, Đài Phát thanh - Truyền hình tỉnh",
        "Đảng ủy các cơ quan tỉnh",
    )
    assert heading.recipients == ("Như trên", "Thường trực Tỉnh ủy (b/c)", "Lưu BTGTU")
    assert heading.signatory == "Trần Thị Mẫu"
    assert heading.body.cut(nfc(PARTY)).startswith("Thực hiện Kế hoạch")
    assert heading.annexes is None


BROKEN = {
    "issuer and motto broken anywhere": (
        "ỦY BAN NHÂN\nDÂN\nTHÀNH PHỐ BẠCH DƯƠNG\n--------\n\nCỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT "
        "NAM\nĐộc lập - Tự do - "
        "Hạnh phúc\n------\n\nSố:\n7360/KH-UBND\n\n*Thành phố Bạch\nDương, ngày\n19 tháng 11 năm "
        "2024*\n\nKẾ HOẠCH\n\n"
        "PHÁT\nTRIỂN MẠNG LƯỚI GIAI ĐOẠN\n2025 - 2030\n\nThực hiện nhiệm vụ được giao, thành phố yêu cầu:",
        Heading(
            issuer="ỦY BAN NHÂN DÂN THÀNH PHỐ BẠCH DƯƠNG",
            symbol="7360/KH-UBND",
            kind="kế hoạch",
            place="Thành phố Bạch Dương",
            date="2024-11-19",
            title="PHÁT TRIỂN MẠNG LƯỚI GIAI ĐOẠN 2025 - 2030",
        ),
    ),
    "two columns in one line": (
        "SỞ NỘI VỤ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BẠCH DƯƠNG Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/SNV-VP Bạch Dương, ngày 01 tháng 02 năm 2024\nV/v báo cáo quý I\n\nKính gửi: Các "
        "phòng thuộc Sở\n\n"
        "Đề nghị các phòng báo cáo.",
        Heading(
            issuer="SỞ NỘI VỤ TỈNH BẠCH DƯƠNG",
            symbol="12/SNV-VP",
            kind="công văn",
            place="Bạch Dương",
            date="2024-02-01",
            title="báo cáo quý I",
            addressees=("Các phòng thuộc Sở",),
        ),
    ),
    "a table written with bars": (
        "| BỘ MẪU ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------- "
        "|\n|---|---|\n"
        "| Số: 22/BM-QLN V/v hỗ trợ nhà ở. | Hà Nội, ngày 23 tháng 10 năm 2023 |\n\n"
        "| Kính gửi: | - Bộ Giả; - Bộ Định |\n|---|---|\n\nNgày 26/4/2023, Bộ đã nhận văn bản.",
        Heading(
            issuer="BỘ MẪU",
            symbol="22/BM-QLN",
            kind="công văn",
            place="Hà Nội",
            date="2023-10-23",
            title="hỗ trợ nhà ở",
            addressees=("Bộ Giả", "Bộ Định"),
        ),
    ),
    "number and day left blank for the clerk": (
        "UBND HUYỆN MẪU\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố:  "
        "    /KH-UBND\n\n"
        "Mẫu, ngày      tháng 11 năm 2024\n\nKẾ HOẠCH\nKiểm tra cuối năm\n\nThực hiện nhiệm vụ, "
        "huyện yêu cầu:",
        Heading(issuer="UBND HUYỆN MẪU", kind="kế hoạch", place="Mẫu", title="Kiểm tra cuối năm"),
    ),
    "urgent wire": (
        "HỎA TỐC\n\nTHỦ TƯỚNG CHÍNH PHỦ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - "
        "Hạnh phúc\n\n"
        "Số: 9/CĐ-TTg\n\nHà Nội, ngày 01 tháng 9 năm 2024\n\n**CÔNG ĐIỆN**\n\n**Về ứng phó với bão**\n\n"
        "THỦ TƯỚNG CHÍNH PHỦ điện:\n\n- Bộ trưởng các Bộ: Quốc phòng, Công an;\n- Chủ tịch UBND "
        "các tỉnh ven biển.\n\n"
        "Bão đang mạnh lên.",
        Heading(
            issuer="THỦ TƯỚNG CHÍNH PHỦ",
            symbol="9/CĐ-TTg",
            kind="công điện",
            place="Hà Nội",
            date="2024-09-01",
            title="Về ứng phó với bão",
            addressees=("Bộ trưởng các Bộ: Quốc phòng, Công an", "Chủ tịch UBND các tỉnh ven biển"),
            urgency="hỏa tốc",
        ),
    ),
    "kind and title in the first line, no letterhead": (
        "Chỉ thị về việc tăng cường trực tết.\nNăm nay các xã cần trực tết.",
        Heading(kind="chỉ thị", title="về việc tăng cường trực tết"),
    ),
    "letterhead lost, addressees left": (
        "Kính\ngửi:\n\n- Các sở: Y tế,\nNội vụ;\n- UBND các xã.\n\nSố 57-NQ/TW ngày 22/12/2023 "
        "giao nhiệm vụ cho các xã.",
        Heading(kind="công văn", addressees=("Các sở: Y tế, Nội vụ", "UBND các xã")),
    ),
    "a page that reports the directive": (
        "Trang chủ\n\nVăn hóa - Xã hội\n\nTuyên truyền phong trào đọc sách trong học sinh toàn "
        "tỉnh năm 2024\n\n"
        "05/03/2024 09:30\nNgày 04/3/2024, Ban Tuyên giáo Tỉnh ủy Mẫu đã ban hành Công văn số 812 "
        "về phong trào.",
        Heading(
            issuer="Ban Tuyên giáo Tỉnh ủy Mẫu",
            kind="công văn",
            date="2024-03-04",
            title="Tuyên truyền phong trào đọc sách trong học sinh toàn tỉnh năm 2024",
        ),
    ),
    "a page with a table about the document": (
        "# Bộ tiêu chí mẫu\n\n| Thuộc tính | Nội dung |\n|---|---|\n| **Số hiệu** | 48/QĐ-BM |\n"
        "| **Loại văn bản** | Quyết định |\n| **Cơ quan ban hành** | Bộ Mẫu |\n| **Ngày ban hành** "
        "| 09/7/2024 |\n\nTóm tắt.",
        Heading(issuer="Bộ Mẫu", symbol="48/QĐ-BM", kind="quyết định", date="2024-07-09"),
    ),
    "the authority of a decision is not its title": (
        "UBND TỈNH MẪU\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: "
        "3/QĐ-UBND\n\n"
        "Mẫu, ngày 02 tháng 01 năm 2024\n\nQUYẾT ĐỊNH\n\nBAN HÀNH QUY CHẾ CỦA\n\nCHỦ TỊCH ỦY BAN "
        "NHÂN DÂN TỈNH\n\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MẪU\n\nCăn cứ Luật Tổ chức chính quyền địa phương;",
        Heading(
            issuer="UBND TỈNH MẪU",
            symbol="3/QĐ-UBND",
            kind="quyết định",
            place="Mẫu",
            date="2024-01-02",
            title="BAN HÀNH QUY CHẾ CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
        ),
    ),
    "the motto of an annexed form is not the document's": (
        "Kính gửi: Các xã\n\nĐề nghị các xã báo cáo.\n\nNơi nhận:\n- Như trên.\n\nCHỦ TỊCH\nLê Văn Mẫu\n\n"
        "UBND XÃ ...\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 9/BC-UBND",
        Heading(kind="công văn", addressees=("Các xã",), signatory="Lê Văn Mẫu"),
    ),
    "a page that reports the directive, its time in the same line": (
        "Tuyên truyền phong trào đọc sách\n\n"
        "05/03/2024 09:30 Ngày 04/3/2024, Huyện ủy Mẫu ban hành Kế hoạch số 8.",
        Heading(
            issuer="Huyện ủy Mẫu",
            kind="kế hoạch",
            date="2024-03-04",
            title="Tuyên truyền phong trào đọc sách",
        ),
    ),
    "no directive at all": ("Hôm nay trời đẹp.\n\nMọi người đi chơi.", Heading()),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN)
def test_headings_as_files_break_them(text: str, expected: Heading) -> None:
    found = read(text)

    for field in ("issuer", "symbol", "kind", "date", "place", "title", "signatory", "addressees", "urgency"):
        assert getattr(found, field) == getattr(expected, field), field


SIGNED = {
    "TM. ỦY BAN\nNHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Giả Định": "Lê Văn Giả Định",
    "KT. BỘ TRƯỞNG THỨ TRƯỞNG Phạm Thị Mẫu": "Phạm Thị Mẫu",
    "KT. THỦ TƯỚNG\n\nPhó Thủ tướng\n\n**Ngô Thí Dụ**": "Ngô Thí Dụ",
    "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nĐại tá Hoàng Văn Mẫu": "Hoàng Văn Mẫu",
    "GIÁM ĐỐC\n(Đã ký)\nTS. Vũ Văn Mẫu": "Vũ Văn Mẫu",
    "CHỦ TỊCH\nĐINH VĂN MẪU": "ĐINH VĂN MẪU",
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH": None,
}


@pytest.mark.parametrize(("block", "name"), SIGNED.items())
def test_the_signatory_is_the_person_under_the_office(block: str, name: str | None) -> None:
    text = f"KẾ HOẠCH\n\nViệc mẫu.\n\nCác xã thực hiện./.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{block}\n"

    heading = read(text)

    assert heading.signatory == name
    assert heading.body.cut(nfc(text)).endswith("Các xã thực hiện./.")
    assert heading.annexes is None


def test_a_word_table_holds_issuer_and_motto_side_by_side() -> None:
    rows = [
        ("ỦY BAN NHÂN DÂN\nXÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ("Số: 5/TB-UBND", "Mẫu, ngày 03 tháng 4 năm 2024"),
    ]
    text, cells = "", []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            cells.append(Cell(Span(len(text), len(text) + len(words)), r, c))
            text += words + "\n"
    start = len(text)
    text += "THÔNG BÁO\nLịch tiếp công dân"
    blocks: tuple[Block, ...] = (
        Table(Span(0, start - 1), tuple(cells)),
        Paragraph(Span(start, start + 9)),
        Paragraph(Span(start + 10, len(text))),
    )

    heading = read_heading(Document(Source("mau.docx", "0" * 64, "application/docx"), text, blocks))

    assert heading.issuer == "ỦY BAN NHÂN DÂN XÃ MẪU"
    assert (heading.symbol, heading.kind, heading.date) == ("5/TB-UBND", "thông báo", "2024-04-03")
    assert heading.title == "Lịch tiếp công dân"


def test_an_empty_document_has_an_empty_heading() -> None:
    assert read("") == Heading()


@given(
    st.lists(
        st.sampled_from([*STATE.split("\n"), *PARTY.split("\n"), "", "|", "số", "V/v", "- a;"]), max_size=40
    )
)
def test_lines_in_any_order_never_fail_and_keep_their_bounds(lines: list[str]) -> None:
    text = nfc("\n".join(lines))
    heading = read(text)

    assert 0 <= heading.body.start <= heading.body.end <= len(text)
    if heading.annexes:
        assert heading.body.end <= heading.annexes.start < heading.annexes.end <= len(text)


@pytest.mark.parametrize(
    "unit", ["Nơi nhận:\n", "- a; ", "KT. CHỦ TỊCH\n", "| ", "Kính gửi: ", "số: 1", "A\n\n", "ngày a "]
)
def test_hostile_text_takes_less_than_a_second(unit: str) -> None:
    made = document(unit * (100_000 // len(unit)))

    assert quiet_seconds(lambda: read_heading(made)) < 1


@pytest.mark.skipif(not GOLD, reason="the real documents are not at hand")
@pytest.mark.parametrize("field", ["issuer", "symbol", "kind", "date", "place", "title", "signatory"])
def test_real_headings_are_read_field_by_field(field: str) -> None:
    right = 0
    for file in GOLD:
        gold = json.loads(file.read_text(encoding="utf-8"))
        lines = (READING / "texts" / gold["text"]).read_text(encoding="utf-8").split("\n")
        found = read("\n".join(line for line in lines if not line.startswith("# source:")))
        right += flat(getattr(found, field) or "") == flat(gold["heading"][field] or "")

    assert right / len(GOLD) >= 0.9
