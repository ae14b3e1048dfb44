"""The searchable copy keeps its length, and sentences end where a reader of office Vietnamese ends them."""

import itertools
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from machine_time import quiet_seconds
from tonghop.domain.language import flat, match_key, nfc, searchable, sentences, without_marks
from tonghop.domain.provenance import Span

OFFICE_TEXT = st.text(
    st.sampled_from("aâđBÂĐÁủỷýòáİẞ09.,;:!?…\"'“”()[]*_-–+/ \n\t\u00a0\u200b\ufeff") | st.characters(),
    max_size=200,
)


def split(text: str) -> list[str]:
    return [sentence.cut(text) for sentence in sentences(text, Span(0, len(text)))]


# --- one spelling to search ---


@given(st.text() | OFFICE_TEXT)
def test_searchable_keeps_the_length_of_any_text(text: str) -> None:
    assert len(searchable(text)) == len(text)


@example("OÀ")
@given(st.text() | OFFICE_TEXT)
def test_searchable_letter_stands_where_its_original_stood(text: str) -> None:
    for before, after in zip(text, searchable(text), strict=True):
        if before.isascii() and before.isalpha():
            assert without_marks(after) == before.lower()  # a tone may move onto it: "OÀ" is searched as "òa"


@given(OFFICE_TEXT.map(nfc))
def test_searchable_is_its_own_searchable_form(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)


# (as written, as searched)
SEARCHABLE = [
    ("UỶ BAN NHÂN DÂN", "ủy ban nhân dân"),
    ("Hoà Bình, Thuỷ Nguyên, khoẻ", "hòa bình, thủy nguyên, khỏe"),
    # these have one form only
    ("quý, quỹ, hoàn, toán, loét, huých", "quý, quỹ, hoàn, toán, loét, huých"),
    ("2020–2025 — “Sở”\u00a0A", '2020-2025 - "sở" a'),
    ("một\ndòng\tnữa", "một dòng nữa"),
    ("İstanbul", "İstanbul"),
]


@pytest.mark.parametrize(("written", "searched"), SEARCHABLE)
def test_searchable(written: str, searched: str) -> None:
    assert searchable(written) == searched


def test_nfc_brings_letters_and_line_ends_to_one_form() -> None:
    assert nfc(unicodedata.normalize("NFD", "Ủy ban\r\nđã họp\r")) == "Ủy ban\nđã họp\n"


def test_keys_are_equal_where_names_are() -> None:
    assert match_key("Uỷ ban nhân dân TP.Hoà  Bình") == match_key("ủy ban nhân dân, TP Hòa Bình")
    assert match_key("Sở Y tế") != match_key("Sở Y")
    assert without_marks("Đường Nguyễn Huệ") == "Duong Nguyen Hue"
    assert flat(" a \n b\t") == "a b"


# --- sentences ---

# One sentence each: nothing inside may end it.
WHOLE = [
    "Họp tại TP. Huế vào sáng thứ hai.",
    "Họp tại Tp. Hồ Chí Minh và TX. Sơn Tây.",
    "Treo băng rôn, pa nô, áp phích, v.v. Sở tự chọn.",
    "Theo Kế hoạch số 12. Sở Y tế được giao thêm.",
    "Căn cứ Điều 5. Khoản 2 áp dụng cho xã.",
    "Toàn tỉnh có 1.234 hộ và 56.789.000 đồng.",
    "Đạt 3.5 điểm trên 10.",
    "Ông N.V. Mẫu trình bày.",
    "Ông Nguyễn V. Mẫu trình bày.",
    "Th.S. Nguyễn Văn Mẫu và ThS. Trần Thị Mẫu.",
    "Th.S Nguyễn Văn Mẫu đọc báo cáo.",
    "PGS.TS. Lê Văn Mẫu, BS. Phạm Thị Mẫu.",
    "Đ/c. Hoàng Văn Mẫu chủ trì.",
    "KT. CHỦ TỊCH",
    "Ngày 30.6.2025 và ngày 1. 7 là hạn.",
    "Trên trang a.gov.vn có mẫu.",
    "Gửi về thư điện tử vanphong@mau.gov.vn trước 17 giờ.",
    # the line ends of a hard-wrapped text
    "Các sở, ban, ngành chủ động\nxây dựng kế hoạch và báo cáo\nỦy ban nhân dân tỉnh.",
    "Thực hiện theo quy định tại khoản\n2. Điều này áp dụng cho cấp xã",
    "Đề nghị các cơ quan thông tấn, báo chí và Đài Phát thanh\n- Truyền hình của tỉnh đưa tin.",
    "Trong giai đoạn từ năm 2021 đến hết năm 2025 của tỉnh ta\n- 2030 là năm cuối.",
    # a broken page leaves an empty line, the sentence goes on in lower case
    "Các sở, ban, ngành chủ động\n\nxây dựng kế hoạch.",
    # semicolons and colons
    "Phân công: sở A làm; sở B theo dõi.",
    "1. Sở Y tế tiêm phòng.",
    "II. NHIỆM VỤ",
    "a) Sở Y tế;",
    "1.2. Sở Y tế tiêm phòng.",
    # lower case behind a stop
    "Ba việc... rồi mới nghỉ.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_sentence_is_not_split(text: str) -> None:
    assert split(text) == [text]


# (text, its sentences)
SPLIT = [
    ("", []),
    (" \n ", []),
    ("Sở A họp. Sở B chờ.", ["Sở A họp.", "Sở B chờ."]),
    ("Xong chưa? Xong! Đi…  Về", ["Xong chưa?", "Xong!", "Đi…", "Về"]),
    ("“Sở A họp.” (Sở B chờ.) Đến hết.", ["“Sở A họp.”", "(Sở B chờ.)", "Đến hết."]),
    ("Sở A họp. Đề nghị xã chờ.", ["Sở A họp.", "Đề nghị xã chờ."]),
    ("Xong trước ngày 15. Sở A báo cáo.", ["Xong trước ngày 15.", "Sở A báo cáo."]),
    ("Hoàn thành trong năm 2025. Sở A báo cáo.", ["Hoàn thành trong năm 2025.", "Sở A báo cáo."]),
    ("Băng rôn, áp phích,... Các xã tự chọn.", ["Băng rôn, áp phích,...", "Các xã tự chọn."]),
    # labelled items on one line and on lines of their own
    ("Các sở liên quan. 6. Sở A chi tiền.", ["Các sở liên quan.", "6. Sở A chi tiền."]),
    ("Sở A họp. b) Sở B chờ.", ["Sở A họp.", "b) Sở B chờ."]),
    ("I. NHIỆM VỤ\n1. Sở A họp.\n2. Sở B chờ.", ["I. NHIỆM VỤ", "1. Sở A họp.", "2. Sở B chờ."]),
    ("Các xã:\n- Họp dân;\n- Báo cáo.", ["Các xã:", "- Họp dân;", "- Báo cáo."]),
    ("a) Công an tỉnh\n- Chủ trì.\n+ Phối hợp.", ["a) Công an tỉnh", "- Chủ trì.", "+ Phối hợp."]),
    ("TỔ CHỨC THỰC HIỆN\n\nSở A họp", ["TỔ CHỨC THỰC HIỆN", "Sở A họp"]),
    ("Sở A họp.\nSở B chờ.", ["Sở A họp.", "Sở B chờ."]),
    ("Gửi cấp có thẩm quyền./.\nNơi nhận:", ["Gửi cấp có thẩm quyền./.", "Nơi nhận:"]),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_sentences_stay_inside_their_span() -> None:
    text = "Một hai. Ba bốn. Năm sáu."
    span = Span(4, 14)

    assert [s.cut(text) for s in sentences(text, span)] == ["hai.", "Ba bố"]


@given(OFFICE_TEXT, st.data())
def test_sentences_are_in_order_trimmed_and_leave_only_blanks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))

    found = list(sentences(text, span))

    assert all(span.holds(s) and s.cut(text).strip() == s.cut(text) != "" for s in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join("".join(s.cut(text) for s in found).split()) == "".join(span.cut(text).split())


@pytest.mark.parametrize(
    "piece", [".", ". ", "\n", " \n", "A. ", "1. ", "\n- A", "(", "a) ", ". \u200b", "…\n\n", '."', "A.\n1. "]
)
def test_time_of_splitting_grows_with_length_only(piece: str) -> None:
    text = "A" + piece * (100_000 // len(piece)) + " b"

    assert quiet_seconds(lambda: split(text)) < 1
