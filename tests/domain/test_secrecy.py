"""Documents that carry a mark of secrecy are turned away; documents that speak of secrets are not."""

import unicodedata

import pytest

from tonghop.domain.documents import Block, Cell, Document, Margin, Paragraph, Table
from tonghop.domain.provenance import Source, Span
from tonghop.domain.secrecy import MARKS, SecretDocument, refuse_secret, secret_mark

SOURCE = Source("cong-van.docx", "0" * 64, "text/plain")

STATE_TOP = "ỦY BAN NHÂN DÂN TỈNH MẪU\nSỞ MẪU\n"
STATE_MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
STATE_NUMBER = "Số: 12/KH-SM\n"
PARTY_TOP = "TỈNH ỦY MẪU\nBAN TUYÊN GIÁO\n*\nSố 34-CV/BTG\n"
PARTY_MOTTO = "ĐẢNG CỘNG SẢN VIỆT NAM\n"
BODY = "KẾ HOẠCH\nVề việc mẫu\nCăn cứ Luật Mẫu;\nSở Mẫu ban hành kế hoạch như sau.\nI. MỤC ĐÍCH\nLàm mẫu."


def written(text: str) -> Document:
    """A document of one paragraph a line, as plain text gives it."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Document(SOURCE, text, tuple(blocks))


def with_margin(margin: str, text: str = STATE_TOP + STATE_MOTTO + STATE_NUMBER + BODY) -> Document:
    """A document with a header or text box, whose text stands before the body."""
    body = written(text)
    shift = len(margin) + 1
    moved = tuple(Paragraph(Span(b.span.start + shift, b.span.end + shift)) for b in body.blocks)
    return Document(SOURCE, f"{margin}\n{text}", (Margin(Span(0, len(margin))), *moved))


def with_table(cells: list[str], rest: str = BODY) -> Document:
    """A document whose heading is a table of one column, as State forms often are."""
    made, start = [], 0
    for row, cell in enumerate(cells):
        made.append(Cell(Span(start, start + len(cell)), row, 0))
        start += len(cell) + 1
    table = Table(Span(0, start - 1), tuple(made))
    after = tuple(Paragraph(Span(b.span.start + start, b.span.end + start)) for b in written(rest).blocks)
    return Document(SOURCE, "\n".join(cells) + "\n" + rest, (table, *after))


def state(stamp: str) -> Document:
    return written(STATE_TOP + STATE_NUMBER + stamp + "\n" + STATE_MOTTO + BODY)


def party(stamp: str) -> Document:
    return written(PARTY_TOP + stamp + "\n" + PARTY_MOTTO + BODY)


# (what it shows, document, its mark)
MARKED = [
    ("behind the number, bracketed", written(STATE_TOP + "Số: 12/KH-SM (Mật)\n" + BODY), "MẬT"),
    ("behind a Party number", written(f"TỈNH ỦY MẪU\nSố 34-CV/BTG TỐI MẬT\n{PARTY_MOTTO}{BODY}"), "TỐI MẬT"),
    ("before the motto", written(f"MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{BODY}"), "MẬT"),
    ("behind place and date", written(f"{STATE_TOP}Mẫu, ngày 05 tháng 3 năm 2026 MẬT\n{BODY}"), "MẬT"),
    ("on an annex alone", written(f"{STATE_TOP}{BODY}\nPHỤ LỤC II\nTUYỆT MẬT\nDanh sách"), "TUYỆT MẬT"),
    ("state, stamp below the number", state("MẬT"), "MẬT"),
    ("state, second mark", state("TỐI MẬT"), "TỐI MẬT"),
    ("state, third mark", state("TUYỆT MẬT"), "TUYỆT MẬT"),
    ("party", party("MẬT"), "MẬT"),
    ("party, third mark", party("TUYỆT MẬT"), "TUYỆT MẬT"),
    ("title case", state("Mật"), "MẬT"),
    ("title case, two words", party("Tối mật"), "TỐI MẬT"),
    ("both words capital", party("Tuyệt Mật"), "TUYỆT MẬT"),
    ("boxed", state("[MẬT]"), "MẬT"),
    ("bracketed", state("(Tối mật)"), "TỐI MẬT"),
    ("bold in markdown", state("**MẬT**"), "MẬT"),
    ("drawn box", state("┌─────┐\n│ MẬT │\n└─────┘"), "MẬT"),
    ("spaced letters", state("M Ậ T"), "MẬT"),
    ("spaced letters, two words", state("T Ố I   M Ậ T"), "TỐI MẬT"),
    ("spaced letters, third mark", party("T U Y Ệ T  M Ậ T"), "TUYỆT MẬT"),
    ("two blanks between", state("TỐI  MẬT"), "TỐI MẬT"),
    ("label", state("Độ mật: Mật"), "MẬT"),
    ("label in capitals", state("ĐỘ MẬT: TỐI MẬT"), "TỐI MẬT"),
    ("label in lower case", party("độ mật: tuyệt mật"), "TUYỆT MẬT"),
    ("another label", state("Mức độ mật: “Mật”"), "MẬT"),
    ("with the urgency", state("HỎA TỐC - MẬT"), "MẬT"),
    ("with the urgency, old tones", state("TỐI MẬT\nHOẢ TỐC"), "TỐI MẬT"),
    ("before the urgency", party("Mật, Khẩn"), "MẬT"),
    ("first line of all", written("MẬT\n" + STATE_TOP + STATE_MOTTO + BODY), "MẬT"),
    (
        "below the title",
        written(STATE_TOP + STATE_MOTTO + "KẾ HOẠCH\nVề việc mẫu\nTUYỆT MẬT\nCăn cứ A"),
        "TUYỆT MẬT",
    ),
    ("behind the number", state("Số: 12/BC-SM (MẬT)"), "MẬT"),
    ("behind the number, unbracketed", written(STATE_TOP + "Số: 12/BC-SM TỐI MẬT\n" + BODY), "TỐI MẬT"),
    ("two columns by a tab", written(STATE_TOP + "MẬT\tĐộc lập - Tự do - Hạnh phúc\n" + BODY), "MẬT"),
    ("two columns by a bar", written(STATE_TOP + "| MẬT | Độc lập - Tự do |\n" + BODY), "MẬT"),
    ("two columns by one blank", written(STATE_TOP + "MẬT Độc lập - Tự do - Hạnh phúc\n" + BODY), "MẬT"),
    ("stamp of a file", state("TÀI LIỆU MẬT"), "MẬT"),
    ("header", with_margin("MẬT"), "MẬT"),
    ("header with a page number", with_margin("TỐI MẬT - Trang 1/3"), "TỐI MẬT"),
    ("text box of several lines", with_margin("Sở Mẫu\nTuyệt mật\nBản số 1"), "TUYỆT MẬT"),
    ("header with a label", with_margin("Độ mật: Mật"), "MẬT"),
    (
        "cell of the heading's table",
        with_table(["SỞ MẪU\nSố: 1/KH", "TỐI MẬT", STATE_MOTTO.strip()]),
        "TỐI MẬT",
    ),
    ("line in a cell", with_table(["SỞ MẪU\nSố: 1/KH\nMẬT", STATE_MOTTO.strip()]), "MẬT"),
    ("the higher of two places", with_margin("TUYỆT MẬT", STATE_TOP + "MẬT\n" + BODY), "TUYỆT MẬT"),
    (
        "decomposed letters",
        written(unicodedata.normalize("NFD", STATE_TOP + "TUYỆT MẬT\n" + BODY)),
        "TUYỆT MẬT",
    ),
    ("decomposed spaced letters", written(unicodedata.normalize("NFD", STATE_TOP + "M Ậ T\n" + BODY)), "MẬT"),
]

# (what it shows, document)
OPEN = [
    ("a number and protection of secrets", written(f"{STATE_TOP}Số: 12/BC-SM bảo mật\n{BODY}")),
    ("nothing", written("")),
    ("state", written(STATE_TOP + STATE_NUMBER + STATE_MOTTO + BODY)),
    ("party", written(PARTY_TOP + PARTY_MOTTO + BODY)),
    ("a title about state secrets", state("Về việc bảo vệ bí mật nhà nước")),
    ("a title in capitals", state("TĂNG CƯỜNG BẢO VỆ BÍ MẬT NHÀ NƯỚC")),
    ("secret files in a sentence", state("Về quản lý tài liệu mật, tối mật, tuyệt mật")),
    ("secret files as a heading", state("Tài liệu mật")),
    ("an office", state("Phòng Cần Mật")),
    ("honey", state("MẬT ONG")),
    ("honey in a title", state("Về phát triển nghề nuôi ong lấy mật")),
    ("density", state("MẬT ĐỘ DÂN SỐ")),
    ("data protection", state("Bảo mật")),
    ("security of systems", state("V/v bảo mật hệ thống thông tin")),
    ("password", state("Mật khẩu")),
    ("ballot", state("Bỏ phiếu kín, giữ bí mật")),
    ("close ties", state("Quan hệ mật thiết với nhân dân")),
    ("molasses", state("Mật mía")),
    ("an empty label", state("Độ mật:")),
    ("a label that says no", state("Độ mật: Không")),
    ("a label to choose from", state("Độ mật: Mật/Tối mật/Tuyệt mật")),
    ("a label with dots", state("Độ mật: ..........")),
    ("an explained label", state("Độ mật: Mật là mức thấp nhất trong ba mức.")),
    ("the marks as a list", state("MẬT\nTỐI MẬT\nTUYỆT MẬT")),
    ("the marks as numbered items", written(STATE_TOP + BODY + "\n1. Mật\n2. Tối mật\n3. Tuyệt mật")),
    ("a stamp shown in an annex", written(STATE_TOP + BODY + "\nPhụ lục: mẫu con dấu\nMẬT")),
    ("the marks quoted", written(STATE_TOP + BODY + "\nĐóng dấu “MẬT”, “TỐI MẬT” hoặc “TUYỆT MẬT”.")),
    ("a line far below", written(STATE_TOP + "Sở Mẫu họp.\n" * 40 + "MẬT")),
    ("a broken line in lower case", state("mật")),
    ("a person's name", state("Nguyễn Văn Mật")),
    ("a cell of a table in the body", with_table(["Căn cứ Luật Mẫu", "Tên tài liệu", "Mật"])),
    ("a header about secrecy", with_margin("Sổ tay bảo vệ bí mật nhà nước - Trang 2")),
    ("a header with honey", with_margin("Dự án mật ong")),
    ("a symbol that ends in M", written(STATE_TOP + "Số: 12/KH-UBND-M\n" + BODY)),
]


@pytest.mark.parametrize(
    ("document", "mark"), [case[1:] for case in MARKED], ids=[case[0] for case in MARKED]
)
def test_marked_document_is_turned_away(document: Document, mark: str) -> None:
    assert secret_mark(document) == mark
    with pytest.raises(SecretDocument) as refused:
        refuse_secret(document)
    assert refused.value.code == "secret"
    assert mark in refused.value.vietnamese
    assert mark in refused.value.english


@pytest.mark.parametrize("document", [case[1] for case in OPEN], ids=[case[0] for case in OPEN])
def test_open_document_passes(document: Document) -> None:
    assert secret_mark(document) is None
    refuse_secret(document)


def test_table_is_large_enough() -> None:
    assert len(MARKED) >= 25
    assert len(OPEN) >= 25
    assert {case[2] for case in MARKED} == set(MARKS)


def test_refusal_keeps_nothing_of_the_text() -> None:
    with pytest.raises(SecretDocument) as refused:
        refuse_secret(state("MẬT"))

    assert refused.value.facts == {"mark": "MẬT"}
