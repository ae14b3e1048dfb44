"""Obligations: the table in spec/obligations.toml, rules for any outline, tables with a lead column."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directive_text import document_of
from tonghop.domain.directives.obligations import Obligation, find_obligations
from tonghop.domain.directives.outline import items_of
from tonghop.domain.documents import Cell, Document, Paragraph, Table
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Source, Span

CASES = tomllib.loads((Path(__file__).parents[2] / "spec" / "obligations.toml").read_text(encoding="utf-8"))[
    "case"
]


def obligations_of(document: Document, **known: Any) -> tuple[Obligation, ...]:
    folded = searchable(document.text)
    items = items_of(document, folded, Span(0, len(document.text)))
    return find_obligations(document, folded, items, **{"issuer": None, "written_on": None, **known})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_obligations_are_found_as_the_table_says(case: dict[str, Any]) -> None:
    document = document_of(case["text"])
    known = {key: case[key] for key in ("issuer", "addressees") if key in case}

    found = obligations_of(document, **known)

    assert [list(o.actors) for o in found] == [expected["actors"] for expected in case["found"]]
    for obligation, expected in zip(found, case["found"], strict=True):
        assert obligation.quote.startswith(expected["begins"])
        assert obligation.quote.endswith(expected.get("ends", ""))
        assert set(expected.get("support", ())) <= set(obligation.support)
        if "iso" in expected:
            assert obligation.deadline is not None
            assert obligation.deadline.iso == expected["iso"]


def test_an_id_stays_when_blanks_and_tones_are_written_otherwise() -> None:
    new, old = (
        obligations_of(document_of(text))[0]
        for text in ("1. Sở Y tế chủ trì kiểm tra tại Hòa Mẫu.", "1. Sở  Y tế chủ trì kiểm tra tại Hoà Mẫu.")
    )

    assert new.id == old.id


def test_the_same_words_twice_get_two_ids() -> None:
    line = "- Sở Y tế chủ trì kiểm tra các cơ sở."

    first, second = obligations_of(document_of(f"{line}\n{line}"))

    assert first.id != second.id
    assert second.id.startswith(first.id)


def test_a_row_of_a_table_with_a_lead_column_is_an_obligation() -> None:
    rows = [
        ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"),
        ("1", "Xây dựng quy chế phối hợp", "Sở Tư pháp", "Sở Nội vụ; UBND các xã", "Tháng 6/2026"),
        ("2", "Tổ chức hội nghị tổng kết", "Văn phòng UBND tỉnh", "", "Quý IV/2026"),
    ]
    document = table_document(rows)

    found = obligations_of(document)

    assert [(o.quote, o.actors, o.support, o.deadline and o.deadline.iso) for o in found] == [
        ("Xây dựng quy chế phối hợp", ("Sở Tư pháp",), ("Sở Nội vụ", "UBND các xã"), "2026-06"),
        ("Tổ chức hội nghị tổng kết", ("Văn phòng UBND tỉnh",), (), "2026-Q4"),
    ]


def test_a_table_without_a_lead_column_gives_no_obligation() -> None:
    document = table_document([("TT", "Tên xã", "Số hộ"), ("1", "Xã Đồng Mẫu", "120")])

    assert obligations_of(document) == ()


LINES = st.sampled_from(
    [
        "1. Sở Y tế",
        "- Chủ trì, phối hợp với Sở Tài chính thẩm định hồ sơ của các đơn vị.",
        "a) Tổ chức kiểm tra định kỳ theo kế hoạch đã được phê duyệt;",
        "Cơ quan chủ trì: Sở Nội vụ.",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Giao Công an tỉnh theo dõi, đôn đốc; UBND các xã báo cáo trước ngày 15/12 hằng năm.",
        "Các sở, ngành thực hiện các nội dung sau:",
        "Trên đây là Kế hoạch; các cơ quan, đơn vị nghiêm túc thực hiện./.",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_every_obligation_cuts_back_and_lies_in_order(lines: list[str]) -> None:
    document = document_of("\n".join(lines))

    found = obligations_of(document)

    assert [o.span for o in found] == sorted(o.span for o in found)
    assert len({o.id for o in found}) == len(found)
    for obligation in found:
        assert obligation.span.cut(document.text) == obligation.quote
        assert obligation.actors
        assert all(p.span.cut(document.text) for p in obligation.parties)


def table_document(rows: list[tuple[str, ...]]) -> Document:
    """Return a document of one paragraph and one table, the cells' texts row by row."""
    text, cells = "Phụ lục\n", []
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            cells.append(Cell(Span(len(text), len(text) + len(value)), row, column))
            text += value + ("\n" if column == len(values) - 1 else "\t")
    table = Table(Span(8, len(text) - 1), tuple(cells))
    return Document(Source("bang.docx", "0" * 64, "x"), text, (Paragraph(Span(0, 7)), table))
