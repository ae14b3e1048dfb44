"""Which lines form one paragraph: pairs of lines, whole texts, and inputs made to be slow."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machine_time import quiet_seconds
from tonghop.formats.intake.lines import joined_text, paragraph_spans, units

FILLER = (
    "Các cơ quan, đơn vị, địa phương trong tỉnh chủ động rà soát và gửi kết quả về sở\n"
    "chuyên ngành; các sở chuyên ngành xem xét, đối chiếu với số liệu của kỳ trước và\n"
    "thông báo lại cho đơn vị."
)


def paragraphs(text: str) -> list[str]:
    return [" ".join(span.cut(text).split()) for span in paragraph_spans(text)]


# Two lines without a blank line between, in a text broken at some eighty characters: one paragraph or two?
NEIGHBOURS = [
    ("Thực hiện Kế hoạch số", "14-KH/TU của Tỉnh ủy", 1),
    ("I. MỤC TIÊU,", "YÊU CẦU", 1),
    ("III.", "ĐÁNH GIÁ CHUNG", 1),
    ("1.", "Nguy cơ thiếu nước", 1),
    ("a) Chỉ đạo Sở Nông nghiệp và", "Môi trường rà soát", 1),
    ("theo Quyết định số 27/NQ-", "TW của Trung ương", 1),
    ("quy định tại khoản", "1. Điều 5 của Luật", 1),
    ("theo quy định tại", "Điều 102. Luật Mẫu", 1),
    ("đúng hạn trong giai đoạn 2026", "- 2030 và những năm sau", 1),
    ("các tổ chức chính trị của tỉnh, huyện, xã và các tổ chức", "- xã hội cùng cấp", 1),
    ("gồm: (1) rà soát hồ sơ của các đơn vị trong tỉnh;", "(2) gửi báo cáo", 1),
    ("*Mẫu, ngày", "25 tháng 11 năm 2025*", 1),
    ("ỦY BAN NHÂN DÂN", "TỈNH MẪU", 1),
    ("theo Luật Mẫu, ngân sách địa phương bảo đảm cho các TP.", "Mẫu và TX. Mẫu", 1),
    ("1. Mục đích", "- Rà soát", 2),
    ("- Rà soát", "- Báo cáo", 2),
    ("a) Rà soát", "b) Báo cáo", 2),
    ("- Rà soát;", "+ Ở xã", 2),
    ("gửi báo cáo.", "2.1 Phòng Y tế:", 2),
    ("Nơi nhận:", "- Như trên;", 2),
    ("gửi báo cáo.", "Điều 5. Tổ chức thực hiện", 2),
    ("gửi báo cáo.", "Chương II", 2),
    ("gửi báo cáo.", "PHỤ LỤC", 2),
    ("TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 2),
    ("TỈNH MẪU", "Số: 12/KH-UBND", 2),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", 2),
    ("Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 5 tháng 3 năm 2026", 2),
    ("ĐẢNG BỘ TỈNH MẪU", "BAN TUYÊN GIÁO", 1),
    ("BAN TUYÊN GIÁO", "ĐẢNG CỘNG SẢN VIỆT NAM", 2),
    ("Số: 12/KH-UBND", "V/v rà soát số liệu", 2),
    ("KẾ HOẠCH", "NÂNG CAO NĂNG LỰC", 2),
    ("TỈNH MẪU", "--------", 2),
    ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", 2),
    ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", 2),
    ("PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu", 2),
    ("Luật Mẫu năm 2020;", "Căn cứ Nghị định Mẫu;", 2),
    ("Hết.", "Kính gửi: Sở Y tế", 2),
    ("| a | b |", "| c | d |", 2),
]


@pytest.mark.parametrize(
    ("before", "line", "count"), NEIGHBOURS, ids=[f"{a[:18]} | {b[:18]}" for a, b, _ in NEIGHBOURS]
)
def test_neighbouring_lines(before: str, line: str, count: int) -> None:
    text = f"{FILLER}\n\n{before}\n{line}\n\n{FILLER}"

    assert len(paragraphs(text)) == count + 2


# With a blank line between them.
OVER_A_GAP = [
    ("3. Đề nghị Mặt trận Tổ quốc Việt Nam tỉnh, Hội Liên hiệp", "Phụ nữ tỉnh và các tổ chức", 1),
    ("các văn bản của Chính phủ đã ban hành, còn hiệu lực và", "liên quan đến số liệu", 1),
    ("các văn bản của Chính phủ đã ban hành, còn hiệu lực của", "Bộ Mẫu", 1),
    ("- Sở Y tế;", "- Sở Nội vụ", 2),
    ("1. Mục đích", "Rà soát số liệu", 2),
    ("theo đề nghị của Giám đốc Sở Mẫu tại Tờ trình số 5,", "QUYẾT ĐỊNH:", 2),
    ("Lý do", "ghi chú", 2),
    ("Vùng nuôi Mẫu", "2209277", 2),
    ("KẾ HOẠCH", "Về việc rà soát", 2),
    ("Điều 13. Đăng ký, thay đổi thông tin của tài khoản", "1. Người dùng", 2),
]


@pytest.mark.parametrize(
    ("before", "line", "count"), OVER_A_GAP, ids=[f"{a[:18]} | {b[:18]}" for a, b, _ in OVER_A_GAP]
)
def test_blank_line_parts_unless_the_sentence_goes_on(before: str, line: str, count: int) -> None:
    text = f"{FILLER}\n\n{before}\n\n{line}\n\n{FILLER}"

    assert len(paragraphs(text)) == count + 2


def test_text_with_a_line_for_each_paragraph_is_not_joined() -> None:
    lines = [f"Sở số {n} {'rà soát, đôn đốc và gửi báo cáo ' * (n % 7 + 1)}".strip() for n in range(30)]

    assert paragraphs("\n".join(lines)) == lines


def test_text_broken_without_blank_lines_is_joined_by_full_lines() -> None:
    text = (
        "Sở Y tế chủ trì, phối hợp với Sở Tài chính và các cơ quan có liên quan rà soát\n"
        "Quy chế Mẫu, gửi kết quả về Ủy ban nhân dân tỉnh để tổng hợp.\n"
        "Sở Nội vụ đôn đốc.\n"
        "Sở Tài chính bố trí kinh phí thực hiện theo phân cấp và hướng dẫn các đơn vị\n"
        "Kho bạc thanh toán, quyết toán."
    )

    assert [p.split()[1] for p in paragraphs(text)] == ["Y", "Nội", "Tài"]


def test_issuer_and_motto_side_by_side_are_parted() -> None:
    text = (
        "UBND TỈNH MẪU            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Sở Y tế        Độc lập - Tự do - Hạnh phúc"
    )

    assert paragraphs(text) == [
        "UBND TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Sở Y tế", "Độc lập - Tự do - Hạnh phúc"
    ]  # fmt: skip


def test_broken_symbol_is_joined_without_a_blank() -> None:
    assert joined_text("Nghị quyết số 27/NQ-", "TW") == "Nghị quyết số 27/NQ-TW"
    assert joined_text("chính trị -", "xã hội") == "chính trị - xã hội"


def test_lines_that_a_person_broke_part_where_a_unit_begins() -> None:
    assert units("Các sở:\n- Sở Y tế;\n- Sở Nội vụ\nvà các phòng") == [
        "Các sở:",
        "- Sở Y tế;",
        "- Sở Nội vụ\nvà các phòng",
    ]


@given(st.text(alphabet="aĐ1.-() \n\tàI|*", max_size=300))
def test_paragraphs_are_trimmed_ordered_and_hold_every_letter(text: str) -> None:
    spans = paragraph_spans(text)

    assert all(span.cut(text) == span.cut(text).strip() != "" for span in spans)
    assert all(before.end < after.start for before, after in itertools.pairwise(spans))
    assert "".join("".join(span.cut(text).split()) for span in spans) == "".join(text.split())


SLOW = {
    "dashes": "-\n" * 50_000,
    "numbers": "1.\n" * 33_000,
    "capitals": "A\n" * 50_000,
    "small letters": "a\n" * 50_000,
    "one line": "a" * 100_000,
    "blanks": " " * 100_000,
    "tabs": "a\t" * 50_000,
    "rules": "_" * 100_000,
    "dots": ". " * 50_000,
    "levels": "1.1." * 25_000,
    "counting inside": "x (1) " * 16_000 + "\n(2) x",
    "mottoes": "x   Độc lập" * 9_000,
    "places": ("A" + "b" * 29 + "   ") * 3_000,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_adversarial_lines_are_read_in_linear_time(text: str) -> None:
    assert quiet_seconds(lambda: paragraph_spans(text)) < 1.0
