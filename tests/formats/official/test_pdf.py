"""The PDF: PDF/A-3b with its data attached, every letter there, equal bytes, a page number from page two."""

import json
from collections.abc import Sequence
from datetime import date

import pypdfium2
import pytest

from tonghop.formats.official.carried_data import Carried, carried
from tonghop.formats.official.parts import (
    CENTRE,
    Column,
    End,
    Heading,
    OfficialDocument,
    Part,
    Run,
    Table,
    Title,
    paragraph,
    row,
)
from tonghop.formats.official.pdf import Attachment, pdf_document
from tonghop.formats.official.styles import PARTY, STATE

HEADING = Heading("Tỉnh ủy Mẫu", "Ban Tuyên giáo", "-BC/BTGTU", "Mẫu", date(2023, 6, 5))
DATA = Attachment("consolidated.json", "Số liệu", json.dumps({"tổng": "1.234"}).encode())


def document(*parts: Part, style: str = "party") -> OfficialDocument:
    return OfficialDocument(PARTY if style == "party" else STATE, "Báo cáo mẫu", (HEADING, *parts))


def pages(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]


def one_line(texts: Sequence[str]) -> str:
    return " ".join(" ".join(texts).split())


def test_pdf_says_what_the_parts_say() -> None:
    made = pdf_document(
        document(
            Title("Báo cáo", "Kết quả 6 tháng"),
            paragraph("Xã Nghĩa Đồng, phường Ưỡ Ỵ: đã gửi."),
            Table((Column("TT", 10, CENTRE), Column("Chỉ tiêu", 90)), (row("1", "Số buổi"),)),
            End(("- Như trên,", "- Lưu."), ("TRƯỞNG BAN",), "Nguyễn Văn Mẫu"),
        )
    )
    text = one_line(pages(made))

    for told in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "TỈNH ỦY MẪU",
        "Mẫu, ngày 05 tháng 06 năm 2023",
        "BÁO CÁO",
        "Xã Nghĩa Đồng, phường Ưỡ Ỵ: đã gửi.",
        "Chỉ tiêu",
        "Số buổi",
        "Nơi nhận:",
        "Nguyễn Văn Mẫu",
    ):
        assert told in text, told


def test_state_form_has_the_motto() -> None:
    text = one_line(pages(pdf_document(document(style="state"))))

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in text
    assert "Mẫu, ngày 05 tháng 6 năm 2023" in text


def test_data_is_attached_whole() -> None:
    opened = pypdfium2.PdfDocument(pdf_document(document(), DATA))

    assert opened.count_attachments() == 1
    assert opened.get_attachment(0).get_name() == DATA.name
    assert bytes(opened.get_attachment(0).get_data()) == DATA.content


def test_attached_record_is_found_and_verified() -> None:
    data = json.dumps({"schema": "tonghop/consolidated/1", "cycle": "2023-H1"}).encode()
    made = pdf_document(document(), Attachment("consolidated.json", "Số liệu", data))

    found = carried(made)
    assert isinstance(found, Carried)
    assert found.data == data


def test_pdf_declares_a_3b() -> None:
    made = pdf_document(document(), DATA)

    assert b"<pdfaid:part>3</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made


def test_equal_documents_give_equal_bytes() -> None:
    assert pdf_document(document(), DATA) == pdf_document(document(), DATA)


def test_pages_are_numbered_from_the_second() -> None:
    told = pages(pdf_document(document(*[paragraph(f"Câu thứ {number}. " * 30) for number in range(20)])))

    assert len(told) > 2
    assert not told[0].strip().startswith("1")
    assert told[1].split()[0] == "2"


@pytest.mark.parametrize(
    "text", ["#let x = 1", "$a$ *b* _c_ `d` <e> @f", "= Không phải đề mục", "\\ // /* */"]
)
def test_words_are_never_read_as_markup(text: str) -> None:
    assert text.replace(" ", "") in "".join(pages(pdf_document(document(paragraph(text))))).replace(" ", "")


def test_links_lead_to_their_anchors() -> None:
    table = Table((Column("Chỉ tiêu", 1),), (row("Số buổi", anchor="figure-a"),))
    made = pdf_document(document(paragraph(Run("xem nguồn", link="figure-a")), table))

    assert "xem nguồn" in one_line(pages(made))
    with pytest.raises(Exception, match="label"):
        pdf_document(document(paragraph(Run("xem nguồn", link="nowhere"))))
