"""The outline: marks of items, what lies below what, and the addresses of clauses."""

import pytest

from directive_text import document_of
from tonghop.domain.directives.enumerators import enumerator
from tonghop.domain.directives.outline import Clause, clauses, items_of
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span

MARKS = [
    ("III. NHIỆM VỤ", "roman", "III"),
    ("I.MỤC ĐÍCH", "roman", "I"),  # no blank behind the stop
    ("A. PHẦN CHUNG", "capital", "A"),
    ("1. Sở Y tế", "arabic", "1"),
    ("12.Công tác khác", "arabic", "12"),
    ("2.1 Phòng Y tế", "dotted", "2.1"),
    ("1.2.3. Nội dung", "dotted", "1.2.3"),
    ("a) Chủ trì", "letter", "a"),
    ("đ) Báo cáo", "letter", "đ"),
    ("i) Điểm thứ mười một", "letter", "i"),  # a point of the alphabet, not Roman one
    ("b. Tổ chức", "letter", "b"),
    ("(1) Tỷ lệ", "paren", "1"),
    ("- Kiểm tra", "dash", "-"),
    ("– Kiểm tra", "dash", "–"),
    ("+ Lấy mẫu", "plus", "+"),
    ("• Tuyên truyền", "dash", "•"),
    ("Điều 5. Hiệu lực", "article", "Điều 5"),
    ("Chương II", "part", "Chương II"),
    ("PHỤ LỤC I", "annex", "PHỤ LỤC I"),
    ("Mẫu số 02", "annex", "Mẫu số 02"),
    ("**3.** Công an tỉnh", "arabic", "3"),  # emphasis of republished texts
    ("*c) Nước sạch*", "letter", "c"),
]
PLAIN = [
    "1.234 người tham dự",
    "12 buổi tuyên truyền",
    "2026 là năm bản lề",
    "-5 độ C",
    "15/8 hằng năm",
    "Phụ lục này gồm hai phần.",
    "*Hòa Mẫu, ngày 5 tháng 6*",
    "-------",
    "Trên đây là Kế hoạch",
    "[1] Nghị quyết",
]


@pytest.mark.parametrize(("text", "kind", "label"), MARKS, ids=[m[0] for m in MARKS])
def test_a_mark_is_read_with_its_kind_and_label(text: str, kind: str, label: str) -> None:
    mark = enumerator(text, searchable(text))

    assert mark is not None
    assert (mark.kind, mark.label) == (kind, label)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_and_numbers_are_no_marks(text: str) -> None:
    assert enumerator(text, searchable(text)) is None


def outline_of(text: str) -> tuple[Clause, ...]:
    document = document_of(text)
    return clauses(items_of(document, searchable(document.text), Span(0, len(document.text))), document.text)


def labels(found: tuple[Clause, ...]) -> list[object]:
    return [[clause.label, *labels(clause.children)] if clause.children else clause.label for clause in found]


def test_clauses_bear_their_full_address() -> None:
    found = outline_of(
        "I. MỤC ĐÍCH\n1. Yêu cầu\na) Kịp thời.\nb) Tiết kiệm.\n"
        "II. NHIỆM VỤ\n1. Sở A\n1.1. Nội dung\n- Một.\n- Hai."
    )

    assert labels(found) == [
        ["I", ["I.1", "I.1.a", "I.1.b"]],
        ["II", ["II.1", ["II.1.1", "II.1.1.-1", "II.1.1.-2"]]],
    ]


def test_a_clause_reaches_to_the_end_of_what_lies_below_it() -> None:
    text = "I. NHIỆM VỤ\n1. Một.\nviệc phụ\n2. Hai.\nII. KINH PHÍ"

    first, second = outline_of(text)

    assert first.span.cut(text) == "I. NHIỆM VỤ\n1. Một.\nviệc phụ\n2. Hai."
    assert second.span.cut(text) == "II. KINH PHÍ"


def test_a_closing_sentence_lies_below_nothing() -> None:
    document = document_of(
        "2. Sở Tài chính\n- Bố trí kinh phí.\nTrên đây là Kế hoạch của tỉnh, đề nghị thực hiện."
    )

    items = items_of(document, searchable(document.text), Span(0, len(document.text)))

    assert items[-1].parent is None


def test_a_plain_paragraph_lies_below_a_title_and_beside_a_sentence() -> None:
    document = document_of("1. Sở Y tế\nChủ trì kiểm tra.\n- Lập danh sách.\nTheo dõi kết quả.")

    items = items_of(document, searchable(document.text), Span(0, len(document.text)))

    assert [item.parent for item in items] == [None, 0, 0, 0]
