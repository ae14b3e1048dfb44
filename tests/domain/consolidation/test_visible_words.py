"""Sentences that were struck out before a report was signed are told to the office."""

import pytest

from tonghop.domain.consolidation.returns import Kind, Passage, Return
from tonghop.domain.consolidation.visible_words import words_remark
from tonghop.domain.documents import Document
from tonghop.domain.provenance import Source

WORDS = ("Thiếu loa ở thôn bản.", "Kinh phí cấp chậm.", "Cán bộ kiêm nhiệm.", "Đường đi lại khó.")
PRINTED = "II. KHÓ KHĂN\n- Xã Mẫu: Thiếu loa ở\nthôn bản.\n- Kinh phí cấp chậm;\n- Cán bộ kiêm nhiệm."


def told(words: tuple[str, ...], printed: str) -> list[str]:
    answer = Return("a.docx", "0" * 64, kind=Kind.RECORD, passages=tuple(Passage("x", w, "") for w in words))
    return [row.message for row in words_remark(answer, Document(Source("a.docx", "", ""), printed, ()))]


def test_sentence_struck_out_is_told() -> None:
    (message,) = told(WORDS, PRINTED)

    assert "“Đường đi lại khó.”" in message
    assert "Thiếu loa" not in message


@pytest.mark.parametrize(
    ("words", "printed"),
    [(WORDS[:3], PRINTED), (WORDS, ""), (WORDS, "- Thiếu loa ở thôn bản."), ((), PRINTED), (("…",), PRINTED)],
)
def test_whole_words_and_a_choice_of_them_are_silent(words: tuple[str, ...], printed: str) -> None:
    assert told(words, printed) == []
