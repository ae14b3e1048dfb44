"""PDF files drawn here: broken lines, page numbers, columns, ruled tables, stamps, scans."""

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from rendering.portable import BOLD, FONT, PITCH, SIZE, as_pdf, new_canvas
from tonghop.domain.documents import Document, Paragraph, Table
from tonghop.formats.intake import open_document

LONG = (
    "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường rà soát số liệu của mình, gửi báo cáo về Sở "
    "Nội vụ để tổng hợp; Sở Tài chính bố trí kinh phí theo phân cấp, Kho bạc hướng dẫn việc thanh toán và "
    "quyết toán. "
)


def read(canvas: Canvas, buffer: io.BytesIO) -> Document:
    canvas.save()
    return open_document(buffer.getvalue(), name="van-ban.pdf")


def texts(document: Document) -> list[str]:
    return [block.span.cut(document.text) for block in document.blocks]


def draw(canvas: Canvas, lines: list[str], x: float = 70, y: float = 780, size: float = SIZE) -> float:
    canvas.setFont(FONT, size)
    for line in lines:
        canvas.drawString(x, y, line)
        y -= PITCH
    return y


@pytest.mark.parametrize(("gap", "indent"), [(6.0, 0.0), (0.0, 30.0), (6.0, 30.0)])
def test_broken_lines_become_paragraphs_again(gap: float, indent: float) -> None:
    paragraphs = [
        LONG * 2,
        "1. Sở Nội vụ",
        "- Chủ trì theo dõi, đôn đốc việc thực hiện Kế hoạch này của các cơ quan, đơn vị trong toàn tỉnh.",
        "- Gửi báo cáo trước ngày 15 tháng 6.",
        LONG,
        "2. Sở Tài chính",
    ] * 4

    document = open_document(as_pdf("\n\n".join(paragraphs), gap=gap, indent=indent), name="a.pdf")

    assert texts(document) == [" ".join(paragraph.split()) for paragraph in paragraphs]


def test_paragraph_goes_on_over_the_end_of_a_page_and_the_page_number_is_gone() -> None:
    sentence = LONG.replace(". ", ", ") * 30

    document = open_document(as_pdf(sentence), name="a.pdf")

    assert texts(document) == [" ".join(sentence.split())]


def test_figure_at_the_end_of_a_page_is_no_page_number() -> None:
    canvas, buffer = new_canvas()
    for page, figure in enumerate(("450", "17", "902"), start=1):
        draw(canvas, [str(page)], x=300, y=800)
        draw(canvas, ["Số buổi tuyên truyền trong kỳ của xã Mẫu", figure], y=60)
        canvas.showPage()

    document = read(canvas, buffer)

    assert [word for word in document.text.split() if word.isdigit()] == ["450", "17", "902"]


def test_repeated_header_is_dropped_and_the_titles_of_annexes_stay() -> None:
    canvas, buffer = new_canvas()
    for page in range(1, 5):
        draw(canvas, ["Cổng thông tin điện tử tỉnh Mẫu"], y=820, size=9)
        draw(canvas, ["PHỤ LỤC", f"Biểu {page}. Số buổi tuyên truyền"], y=780)
        canvas.showPage()

    document = read(canvas, buffer)

    assert "Cổng thông tin" not in document.text
    assert document.text.count("PHỤ LỤC") == 4


def test_heading_of_two_columns_is_read_left_first() -> None:
    canvas, buffer = new_canvas()
    draw(canvas, ["ỦY BAN NHÂN DÂN", "TỈNH MẪU", "Số: 12/KH-UBND"])
    draw(
        canvas,
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 5 tháng 3 năm 2026"],
        x=270,
    )
    draw(canvas, [LONG[:70], LONG[70:100]], y=650)

    document = read(canvas, buffer)

    assert texts(document)[:5] == [
        "ỦY BAN NHÂN DÂN TỈNH MẪU",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Mẫu, ngày 5 tháng 3 năm 2026",
    ]


def test_receivers_and_signature_keep_to_their_columns() -> None:
    canvas, buffer = new_canvas()
    draw(canvas, [LONG[:76], LONG[76:140]], y=780)
    receivers = [
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Các sở, ban, ngành;",
        "- Các Phó Chủ tịch",
        "tỉnh;",
        "- Lưu: VT, TH.",
    ]
    draw(canvas, receivers, y=700)
    draw(canvas, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], x=340, y=700)
    draw(canvas, ["Nguyễn Văn Mẫu"], x=355, y=600)

    document = read(canvas, buffer)

    assert texts(document)[1:] == [
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Các sở, ban, ngành;",
        "- Các Phó Chủ tịch tỉnh;",
        "- Lưu: VT, TH.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn Mẫu",
    ]


def test_text_in_two_columns_is_read_down_the_left_one_first() -> None:
    words = (LONG * 3).split()
    half = len(words) // 2
    canvas, buffer = new_canvas()
    for x, part in ((60, words[:half]), (320, words[half:])):
        lines, line = [], ""
        for word in part:
            if canvas.stringWidth(f"{line} {word}", FONT, SIZE) > 210:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        draw(canvas, [*lines, line], x=x, y=760)

    document = read(canvas, buffer)

    assert document.text.split() == words


def test_items_set_off_from_their_numbers_are_no_columns() -> None:
    canvas, buffer = new_canvas()
    y = 780.0
    for label, lines in (
        ("a)", ["Chủ trì, phối hợp với các cơ quan", "rà soát."]),
        ("b)", ["Gửi báo cáo quý."]),
    ):
        canvas.drawString(70, y, label)
        y = draw(canvas, lines, x=100, y=y)

    document = read(canvas, buffer)

    assert texts(document) == ["a) Chủ trì, phối hợp với các cơ quan rà soát.", "b) Gửi báo cáo quý."]


def test_ruled_table_becomes_a_table_with_merged_cells() -> None:
    canvas, buffer = new_canvas()
    draw(canvas, ["Biểu 1"], y=800)
    for x in (70, 120, 300):
        canvas.line(x, 780, x, 690)
    canvas.line(210, 750, 210, 690)
    for y in (780, 750, 720, 690):
        canvas.line(70, y, 300, y)
    draw(canvas, ["TT"], x=75, y=760)
    draw(canvas, ["Số buổi tuyên truyền"], x=125, y=760)
    for y, row in ((730, ("1", "24", "30")), (700, ("2", "", "12"))):
        for x, text in zip((75, 125, 215), row, strict=True):
            draw(canvas, [text], x=x, y=y)
    draw(canvas, ["Hết."], y=650)

    document = read(canvas, buffer)

    table = next(block for block in document.blocks if isinstance(block, Table))
    cells = {(c.row, c.column): (c.span.cut(document.text), c.rows, c.columns) for c in table.cells}
    assert cells == {
        (0, 0): ("TT", 1, 1),
        (0, 1): ("Số buổi tuyên truyền", 1, 2),
        (1, 0): ("1", 1, 1),
        (1, 1): ("24", 1, 1),
        (1, 2): ("30", 1, 1),
        (2, 0): ("2", 1, 1),
        (2, 1): ("", 1, 1),
        (2, 2): ("12", 1, 1),
    }
    assert [texts(document)[0], texts(document)[-1]] == ["Biểu 1", "Hết."]


def test_table_that_goes_on_overleaf_is_one_table_with_one_head() -> None:
    canvas, buffer = new_canvas()
    for page in range(2):
        for x in (70, 120, 300):
            canvas.line(x, 780, x, 720)
        for y in (780, 750, 720):
            canvas.line(70, y, 300, y)
        draw(canvas, ["TT"], x=75, y=760)
        draw(canvas, ["Tên cơ quan"], x=125, y=760)
        draw(canvas, [str(page + 1)], x=75, y=730)
        draw(canvas, [f"Sở số {page + 1}"], x=125, y=730)
        canvas.showPage()

    document = read(canvas, buffer)

    (table,) = document.blocks
    assert isinstance(table, Table)
    assert [c.span.cut(document.text) for c in table.cells] == [
        "TT",
        "Tên cơ quan",
        "1",
        "Sở số 1",
        "2",
        "Sở số 2",
    ]


def test_stamp_of_a_digital_signature_is_dropped() -> None:
    canvas, buffer = new_canvas()
    draw(
        canvas,
        ["Người ký: Ủy ban nhân dân tỉnh Mẫu", "Email: vanthu@mau.example", "Cơ quan: Tỉnh Mẫu",
         "Thời gian ký: 05.03.2026 10:20:30 +07:00"],
        x=380, y=820, size=7,
    )  # fmt: skip
    draw(canvas, ["KẾ HOẠCH", "Người ký văn bản chịu trách nhiệm về nội dung."], y=700)

    document = read(canvas, buffer)

    assert texts(document) == ["KẾ HOẠCH", "Người ký văn bản chịu trách nhiệm về nội dung."]


def test_bold_and_centred_are_seen() -> None:
    canvas, buffer = new_canvas()
    widest = canvas.stringWidth(LONG[:76], FONT, SIZE)
    canvas.setFont(BOLD, 14)
    canvas.drawCentredString(70 + widest / 2, 780, "KẾ HOẠCH")
    draw(canvas, [LONG[:76], LONG[76:150]], y=740)

    document = read(canvas, buffer)

    first, second = (b for b in document.blocks if isinstance(b, Paragraph))
    assert (first.bold, first.centred) == (True, True)
    assert (second.bold, second.centred) == (False, False)


def test_lines_broken_after_so_many_characters_are_rejoined() -> None:
    import textwrap

    paragraphs = [
        LONG.strip(),
        "- Gửi báo cáo.",
        (LONG * 2).strip(),
        "II. TỔ CHỨC THỰC HIỆN",
        LONG.strip(),
    ] * 3
    canvas, buffer = new_canvas()
    y = 800.0
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, 70):
            if y < 60:
                canvas.showPage()
                y = 800.0
            y = draw(canvas, [line], y=y)
        y -= 8

    document = read(canvas, buffer)

    assert texts(document) == [" ".join(paragraph.split()) for paragraph in paragraphs]


def test_hyphen_at_the_end_of_a_line_stays() -> None:
    canvas, buffer = new_canvas()
    draw(
        canvas,
        [
            "Thực hiện Nghị quyết của Trung ương và căn cứ Nghị quyết số 27/NQ-",
            "TW ngày 09 tháng 11, các sở báo cáo.",
        ],
    )

    document = read(canvas, buffer)

    assert "số 27/NQ-TW ngày" in document.text


def test_page_turned_on_its_side_reads_upright() -> None:
    canvas, buffer = new_canvas()
    canvas.setPageRotation(90)
    canvas.translate(595, 0)
    canvas.rotate(90)
    draw(canvas, ["Biểu mẫu nằm ngang", "Số buổi tuyên truyền của các xã"], y=500)

    document = read(canvas, buffer)

    assert document.text.splitlines() == ["Biểu mẫu nằm ngang", "Số buổi tuyên truyền của các xã"]


def test_scan_says_so() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas, buffer = new_canvas()
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)

    document = read(canvas, buffer)

    assert document.text == ""
    assert [n.code for n in document.notices] == ["scan"]


def test_scanned_page_among_others_is_named() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas, buffer = new_canvas()
    draw(canvas, [LONG[:80]])
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)

    document = read(canvas, buffer)

    assert [n.code for n in document.notices] == ["scan-pages"]
    assert "2" in document.notices[0].message


def test_empty_page_is_empty() -> None:
    canvas, buffer = new_canvas()
    canvas.showPage()

    assert [n.code for n in read(canvas, buffer).notices] == ["empty"]


def test_password_is_asked_for() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("mật khẩu mẫu"))
    canvas.drawString(70, 700, "secret")

    document = read(canvas, buffer)

    assert document.text == ""
    assert [n.code for n in document.notices] == ["encrypted"]


def test_cut_off_file_never_raises() -> None:
    whole = as_pdf(LONG * 5)

    for length in range(0, len(whole), max(1, len(whole) // 25)):
        document = open_document(whole[:length], name="a.pdf")
        assert document.text or document.notices


def test_words_on_both_sides_of_a_ruled_line_are_two_cells_however_near_they_stand() -> None:
    canvas, buffer = new_canvas()
    for row, (name, unit) in enumerate([("Chỉ tiêu", "Đơn vị"), ("Số buổi tuyên truyền", "buổi")]):
        y = 700 - 24 * row
        draw(canvas, [name], x=74, y=y + 8)
        edge = 74 + canvas.stringWidth("Số buổi tuyên truyền", FONT, SIZE) + 3
        draw(canvas, [unit], x=edge + 3, y=y + 8)
        for left, right in ((70, edge), (edge, edge + 60)):
            canvas.rect(left, y, right - left, 24)

    document = read(canvas, buffer)

    (table,) = (block for block in document.blocks if isinstance(block, Table))
    cells = {(cell.row, cell.column): cell.span.cut(document.text) for cell in table.cells}
    assert cells[1, 0] == "Số buổi tuyên truyền"
    assert cells[1, 1] == "buổi"
