"""Annexes: where each begins, what kind it is, which tables belong to it."""

import pytest

from directive_text import document_of
from tonghop.domain.directives.annexes import Annex, find_annexes
from tonghop.domain.documents import Cell, Document, Paragraph, Table
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Source, Span

KINDS = [
    ("ĐỀ CƯƠNG BÁO CÁO\nKết quả thực hiện Chỉ thị", "outline"),
    ("PHỤ LỤC II\nBố cục báo cáo kết quả thực hiện Kế hoạch", "outline"),  # told by its title
    ("Phụ lục 1: Khung báo cáo sơ kết", "outline"),  # title behind the name
    ("Biểu số 01\nTổng hợp tình hình", "form"),
    ("PHỤ LỤC III\nSố liệu về công tác hòa giải", "form"),
    ("PHỤ LỤC\nDanh sách các thành viên", "other"),
]
NO_ANNEXES = [
    "Phụ lục này gồm hai phần, do Sở Nội vụ lập.",  # a sentence
    "mẫu giấy mời kèm theo",  # lower case
    "Danh sách các thành viên",
]


def annexes_of(document: Document) -> tuple[Annex, ...]:
    return find_annexes(document, searchable(document.text), Span(0, len(document.text)))


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text[:20] for text, _ in KINDS])
def test_an_annex_is_what_its_title_says(text: str, kind: str) -> None:
    (annex,) = annexes_of(document_of(text))

    assert annex.kind == kind
    assert annex.span.cut(text) == text


@pytest.mark.parametrize("text", NO_ANNEXES)
def test_words_that_open_a_sentence_are_no_annex(text: str) -> None:
    assert annexes_of(document_of(text)) == ()


def test_an_annex_reaches_to_the_next() -> None:
    text = "PHỤ LỤC I\nDanh mục nhiệm vụ\n1. Một.\nPHỤ LỤC II\nBố cục báo cáo\nI. Tình hình"

    first, second = annexes_of(document_of(text))

    assert (first.label, first.title) == ("PHỤ LỤC I", "Danh mục nhiệm vụ")
    assert first.span.cut(text) == "PHỤ LỤC I\nDanh mục nhiệm vụ\n1. Một."
    assert (second.label, second.title, second.kind) == ("PHỤ LỤC II", "Bố cục báo cáo", "outline")


def test_a_report_with_a_table_for_figures_is_a_form_and_holds_its_table() -> None:
    text = "Biểu mẫu 02\nBáo cáo kết quả hòa giải\nTT\tSố vụ"
    table = Table(Span(37, 45), (Cell(Span(37, 39), 0, 0), Cell(Span(40, 45), 0, 1)))
    blocks = (Paragraph(Span(0, 11)), Paragraph(Span(12, 36)), table)

    (annex,) = annexes_of(Document(Source("mau.docx", "0" * 64, "x"), text, blocks))

    assert (annex.kind, annex.tables) == ("form", (2,))


def test_nothing_behind_the_signature_gives_no_annex() -> None:
    document = document_of("PHỤ LỤC I")

    assert find_annexes(document, searchable(document.text), None) == ()


def test_a_title_below_the_number_of_an_annex_opens_no_second_annex() -> None:
    document = document_of("PHỤ LỤC II\nĐề cương báo cáo\nI. Tình hình chung")

    annexes = find_annexes(document, searchable(document.text), Span(0, len(document.text)))

    assert [(a.kind, a.label, a.title) for a in annexes] == [("outline", "PHỤ LỤC II", "Đề cương báo cáo")]
