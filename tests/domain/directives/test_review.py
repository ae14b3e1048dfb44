"""What a reviewer is shown: paragraphs, sentences with marks, what was not read, pieces, effects, status."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.directives.citations import find_citations
from tonghop.domain.directives.deadlines import Deadline
from tonghop.domain.directives.effects import AMENDS, REPEALS, REPLACES, find_effects
from tonghop.domain.directives.heading import Heading
from tonghop.domain.directives.review import (
    last_day,
    looks_like_duty,
    paragraphs_of,
    spread_marks,
    task_sentences,
    unread_duties,
)
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.directives.segments import segmented
from tonghop.domain.directives.status import (
    EXPIRED,
    IN_FORCE,
    INHERITED,
    REPLACED,
    StatusFrom,
    status_on,
)
from tonghop.domain.documents import Cell, Document, Margin, Paragraph, Table
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Source, Span

SOURCE = Source("a.txt", "a" * 64, "text/plain")
SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 25))


def test_paragraphs_hide_no_word() -> None:
    text = "Đầu\nMột hai\nô 1\tô 2\nCuối cùng"
    table = Table(
        Span(12, 19), (Cell(Span(12, 15), 0, 0), Cell(Span(16, 19), 0, 1), Cell(Span(19, 19), 1, 0))
    )
    document = Document(SOURCE, text, (Paragraph(Span(4, 11)), table, Margin(Span(0, 3))))

    found = paragraphs_of(document)

    assert [span.cut(text) for span in found] == ["Đầu", "Một hai", "ô 1", "ô 2", "Cuối cùng"]


@given(st.text("ab \n", max_size=90), st.lists(SPANS, max_size=6))
def test_paragraphs_are_in_order_apart_and_whole(text: str, blocks: list[Span]) -> None:
    inside = [Paragraph(Span(s, min(e, len(text)))) for s, e in blocks if s < len(text)]

    found = paragraphs_of(Document(SOURCE, text, tuple(inside)))

    assert all(one.end <= other.start for one, other in pairwise(found))
    kept = "".join(span.cut(text) for span in found)
    assert "".join(kept.split()) == "".join(text.split())


@given(st.lists(SPANS, max_size=12), st.lists(SPANS, max_size=3))
def test_same_words_are_never_both_marked_and_not(spans: list[Span], marked: list[Span]) -> None:
    marks = spread_marks(spans, [(span, "opinion-watch") for span in marked])

    def meet(one: Span, other: Span) -> bool:
        return one.start < other.end and other.start < one.end

    for one in spans:
        assert (one in marks) or not any(meet(one, mark) for mark in marked)
        assert all((one in marks) == (other in marks) for other in spans if meet(one, other))


def test_only_the_sentence_that_touches_rights_is_marked() -> None:
    text = "Sở A dán áp phích. Nắm bắt dư luận về đề án. Sở A báo cáo."
    mark = SensitiveSentence(Span(19, 44), "opinion-watch")

    ((first, second, third),) = task_sentences(text, [Span(0, len(text))], [mark])

    assert (first.why, second.why, third.why) == ("", "opinion-watch", "")
    assert second.span.cut(text) == "Nắm bắt dư luận về đề án."


DUTIES = [
    ("đề nghị các cơ quan phối hợp", True),
    ("mỗi thôn phải có một tổ xung kích", True),
    ("báo cáo về văn phòng trước ngày 15/6", True),
    ("các đơn vị gửi danh sách chậm nhất ngày 3/4", True),
    ("tỉnh có 20 xã và 3 phường", False),
    ("báo cáo cho thấy rừng còn nhiều", False),
    ("năm 2025 đã trồng 300 ha", False),
]


@pytest.mark.parametrize(("sentence", "is_duty"), DUTIES)
def test_what_looks_like_a_duty(sentence: str, is_duty: bool) -> None:
    assert looks_like_duty(sentence) is is_duty


def test_unread_duties_leave_out_what_is_read_and_what_touches_rights() -> None:
    text = "Sở A phải họp. Sở B phải họp. Sở C phải nắm dư luận. Trời mưa."
    taken, sensitive = [Span(0, 14)], [Span(30, 52)]

    found = unread_duties(text, searchable(text), [Span(0, len(text))], taken, sensitive)

    assert [span.cut(text) for span in found] == ["Sở B phải họp."]


LAST_DAYS = [
    ("before", "2027-05-30", date(2027, 5, 29)),
    ("before", "2028-03-01", date(2028, 2, 29)),  # leap year
    ("by", "2027-05-30", date(2027, 5, 30)),
    ("in", "2027-05-30", date(2027, 5, 30)),
    ("from", "2027-05-30", None),  # the day on which it begins
    ("by", "2027-05", None),
    ("by", "2027-Q2", None),
    ("by", None, None),
]


@pytest.mark.parametrize(("relation", "iso", "day"), LAST_DAYS)
def test_last_day_in_time(relation: str, iso: str | None, day: date | None) -> None:
    assert last_day(Deadline("x", Span(0, 1), relation, iso=iso)) == day


@given(st.text("xy ", min_size=1, max_size=80), st.lists(SPANS, max_size=8))
def test_pieces_make_the_paragraph_and_bear_every_mark(text: str, marks: list[Span]) -> None:
    middle = len(text) // 2
    paragraphs = [Span(0, middle), Span(middle, len(text))] if middle else [Span(0, len(text))]

    shown = segmented(text, paragraphs, marks)

    at = 0
    begun: list[int] = []
    for paragraph in shown:
        assert "".join(piece.text for piece in paragraph.segments) == paragraph.span.cut(text)
        for piece in paragraph.segments:
            expected = {n for n, mark in enumerate(marks) if mark.start <= at < mark.end}
            assert set(piece.marks) == expected
            begun += piece.begins
            at += len(piece.text)
    assert sorted(begun) == [n for n, mark in enumerate(marks) if mark.start < len(text)]


EFFECTS = [
    ("Quyết định này thay thế Quyết định số 12/2020/QĐ-UBND ngày 10/01/2020.", REPLACES),
    ("Bãi bỏ Quyết định số 12/2020/QĐ-UBND.", REPEALS),
    ("Điều 2. Bãi bỏ Quyết định số 12/2020/QĐ-UBND.", REPEALS),
    ("Quyết định số 12/2020/QĐ-UBND hết hiệu lực kể từ ngày 01/01/2027.", REPEALS),
    ("Kế hoạch này sửa đổi, bổ sung Quyết định số 12/2020/QĐ-UBND.", AMENDS),
    ("Căn cứ Quyết định số 12/2020/QĐ-UBND ngày 10/01/2020 của Ủy ban nhân dân tỉnh.", None),
    ("Trước đây Nghị định cũ được thay thế, nay theo Quyết định số 12/2020/QĐ-UBND.", None),
    ("Tổ chức thực hiện Quyết định số 12/2020/QĐ-UBND.", None),
]


@pytest.mark.parametrize(("text", "kind"), EFFECTS)
def test_what_is_done_to_a_cited_document(text: str, kind: str | None) -> None:
    folded = searchable(text)
    citations = find_citations(text, folded=folded, heading=Heading(body=Span(0, len(text))))
    assert len(citations) == 1

    found = find_effects(text, folded, citations, within=[Span(0, len(text))])

    assert [effect.kind for effect in found] == ([kind] if kind else [])


STATUSES = [
    ([], date(2027, 1, 1), IN_FORCE),
    ([(REPLACED, date(2027, 1, 1))], date(2026, 12, 31), IN_FORCE),
    ([(REPLACED, date(2027, 1, 1))], date(2027, 1, 1), REPLACED),
    ([(EXPIRED, date(2027, 1, 1)), (INHERITED, date(2027, 1, 1))], date(2027, 1, 1), INHERITED),
    ([(EXPIRED, date(2028, 1, 1)), (REPLACED, date(2027, 1, 1))], date(2027, 6, 1), REPLACED),
]


@pytest.mark.parametrize(("told", "day", "status"), STATUSES)
def test_status_of_a_day(told: list[tuple[str, date]], day: date, status: str) -> None:
    said = [StatusFrom(each, on, order) for order, (each, on) in enumerate(told)]

    assert status_on(said, day) == status
