"""Tasks by party, labels of clauses, and quotes cut at sentences that are shown only."""

from dataclasses import replace

from formats.pages.invented_directive import OBLIGATIONS, READING, TEXT
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.provenance import Span
from tonghop.formats.pages.reading_parts import (
    PartyTasks,
    clause_labels,
    counts,
    is_shown_only,
    quote_parts,
    tasks_by_party,
)
from tonghop.formats.pages.wording import VIETNAMESE


def test_a_shared_task_stands_once_in_full() -> None:
    assert tasks_by_party(READING) == (
        PartyTasks("Sở Nông nghiệp và Môi trường", own=(0, 1), shared=(2,)),
        PartyTasks("Ủy ban nhân dân các xã, phường", own=(2,), shared=()),
        PartyTasks("Các xã, phường", own=(3,), shared=()),
    )


def test_a_party_named_twice_in_one_task_has_it_once() -> None:
    twice = replace(OBLIGATIONS[0], actors=("Sở Y tế", "sở y tế"))

    assert tasks_by_party(replace(READING, obligations=(twice,))) == (PartyTasks("Sở Y tế", (0,), ()),)


def test_a_task_without_a_party_is_not_lost() -> None:
    nobody = replace(OBLIGATIONS[0], actors=())

    assert tasks_by_party(replace(READING, obligations=(nobody,))) == (PartyTasks("", (0,), ()),)


def test_labels_come_from_the_innermost_clause() -> None:
    assert clause_labels(READING) == ("1.a", "1.b", "2", "")


def test_quote_parts_give_the_quote_back_in_order() -> None:
    parts = quote_parts(OBLIGATIONS[2])

    assert "".join(part.span.cut(TEXT) for part in parts) == OBLIGATIONS[2].quote
    assert [part.sentence is not None for part in parts] == [False, True, False]


def test_quote_parts_survive_sentences_that_overlap_or_lie_outside() -> None:
    span = OBLIGATIONS[0].span
    odd = [Span(0, span.start + 5), Span(span.start + 3, span.start + 9), Span(span.end, span.end + 4)]
    task = replace(OBLIGATIONS[0], rights_sensitive=tuple(SensitiveSentence(s, "opinion-watch") for s in odd))

    assert "".join(part.span.cut(TEXT) for part in quote_parts(task)) == OBLIGATIONS[0].quote


def test_only_what_is_sensitive_throughout_is_no_task() -> None:
    assert [is_shown_only(each, TEXT) for each in OBLIGATIONS] == [False, False, False, True]
    assert counts(READING, VIETNAMESE)[0] == "3 nhiệm vụ"
