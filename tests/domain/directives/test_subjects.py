"""Who is addressed: the table in spec/subjects.toml, and what holds for any sentence."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.directives.directive import Directive
from tonghop.domain.directives.subjects import Subject, is_issuer, subject_of
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span

TABLE = Path(__file__).parents[2] / "spec" / "subjects.toml"
CASES = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]


def subject_in(text: str, *, issuer: str | None = None, strict: bool = False) -> Subject | None:
    return subject_of(Directive(text, searchable(text), issuer), Span(0, len(text)), strict=strict)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_sentence_addresses_whom_the_table_says(case: dict[str, Any]) -> None:
    text = case["text"]

    subject = subject_in(text, issuer=case.get("issuer"), strict=case.get("strict", False))

    if "parties" not in case:
        assert subject is None
        return
    assert subject is not None
    assert [party.name for party in subject.parties] == case["parties"]
    assert subject.commanded is case.get("commanded", False)
    assert text[subject.rest :].strip().startswith(case.get("task", ""))


@pytest.mark.parametrize(
    ("name", "issuer", "expected"),
    [
        ("UBND tỉnh", "ỦY BAN NHÂN DÂN TỈNH HÒN MẪU", True),  # in short, without the place
        ("Ủy ban nhân dân tỉnh Hòn Mẫu", "UBND tỉnh", True),  # the heading is the shorter one
        ("Uỷ ban nhân dân tỉnh Hoà Mẫu", "ỦY BAN NHÂN DÂN TỈNH HÒA MẪU", True),  # the other tone placement
        ("Sở Tài chính", "ỦY BAN NHÂN DÂN TỈNH HÒN MẪU", False),
        ("UBND thành phố", "ỦY BAN NHÂN DÂN TỈNH HÒN MẪU", False),  # another body of the same kind
        ("Thủ tướng Chính phủ", None, True),  # unknown: a body that issues directives
        ("Sở Tài chính", None, False),
    ],
)
def test_the_issuing_body_is_known_by_its_names(name: str, issuer: str | None, expected: bool) -> None:
    assert is_issuer(name, issuer) is expected


WORDS = (
    "Giao Đề nghị yêu cầu Sở Y tế các sở, ban, ngành UBND tỉnh xã chủ trì phối hợp với trong và ; : , . "
    "Căn cứ nếu khó khăn vướng mắc báo cáo về đã 12 ( ) ** Hằng năm,"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join), st.booleans())
def test_any_run_of_words_is_read_inside_its_bounds(text: str, strict: bool) -> None:
    subject = subject_in(text, issuer="UBND TỈNH HÒN MẪU", strict=strict)

    if subject is not None:
        assert subject.parties
        assert all(0 <= party.span.start < party.span.end <= len(text) for party in subject.parties)
        assert subject.parties[-1].span.end <= subject.rest <= len(text)
        assert subject.commanded or not strict
