"""What a reviewer is shown of a reading: numbered paragraphs, sentences with their marks, what was not read.

A reading is checked against the text by a person. So the text is cut into paragraphs and sentences that can
be pointed at by number, the sentences that touch people's rights (design rule 10) carry their mark wherever
they stand, and sentences that look like duties but belong to no obligation are shown as such.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tonghop.domain.directives.commands import COMMAND
from tonghop.domain.directives.deadlines import Deadline
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.documents import Document, Table
from tonghop.domain.language import sentences
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class TaskSentence:
    """One sentence of an obligation; `why` is a ground of `rights.GROUNDS`, "" for ordinary work."""

    span: Span
    why: str = ""


_OWED = re.compile(
    r"(?<!\w)(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải|cần"
    r"|(?:báo cáo|gửi|nộp|hoàn thành|trình)"
    r"(?=[^;:]{0,200}(?:trước|chậm nhất|hạn|định kỳ|hằng|hàng|về)(?!\w)))(?!\w)"
)


def paragraphs_of(document: Document) -> tuple[Span, ...]:
    """Return the paragraphs, table cells, notes and margins of a document, in order, none overlapping.

    Whatever of the text lies in none of them is a paragraph of its own, so that no word is hidden.
    """
    claimed = sorted(
        span for block in document.blocks for span in _parts(block) if span.cut(document.text).strip()
    )
    return tuple(_without_gaps(document.text, claimed))


def task_sentences(
    text: str, tasks: Sequence[Span], sensitive: Sequence[SensitiveSentence]
) -> tuple[tuple[TaskSentence, ...], ...]:
    """Cut every task into its sentences, each with its mark.

    Shape:  one tuple for each task. A sentence that shares a word with a marked one is marked as well: the
    same words are never both an ordinary task and out of reach.
    """
    cut = [tuple(sentences(text, task)) for task in tasks]
    grounds = [(each.span, each.why) for each in sensitive]
    marks = spread_marks({span for own in cut for span in own}, grounds)
    return tuple(tuple(TaskSentence(span, marks.get(span, "")) for span in own) for own in cut)


def spread_marks(spans: Iterable[Span], grounds: Iterable[tuple[Span, str]]) -> dict[Span, str]:
    """Return the spans that meet a ground, or another span that does, each with the ground.

    >>> spread_marks([Span(0, 4), Span(3, 6), Span(6, 9)], [(Span(1, 2), "opinion-watch")])
    {Span(start=0, end=4): 'opinion-watch', Span(start=3, end=6): 'opinion-watch'}
    """
    marks: dict[Span, str] = {}
    run: list[Span] = []
    why, end = "", -1
    for span, ground, is_asked in sorted(
        [*((span, "", True) for span in set(spans)), *((span, ground, False) for span, ground in grounds)]
    ):
        if span.start >= end:
            marks |= dict.fromkeys(run, why) if why else {}
            run, why = [], ""
        run += [span] if is_asked else []
        why, end = why or ground, max(end, span.end)
    return marks | (dict.fromkeys(run, why) if why else {})


def unread_duties(
    text: str, folded: str, within: Sequence[Span], taken: Sequence[Span], sensitive: Sequence[Span]
) -> tuple[Span, ...]:
    """Return the sentences that look like duties and belong to nothing that was read, in order.

    `folded` is `searchable(text)`; `taken` are the spans of obligations. What touches rights is not offered.
    """
    known = _Cover([*taken, *sensitive])
    return tuple(
        sentence
        for part in within
        for sentence in sentences(text, part)
        if not known.meets(sentence) and looks_like_duty(sentence.cut(folded))
    )


def looks_like_duty(sentence: str) -> bool:
    """Say whether a sentence in its searchable form asks somebody for something.

    >>> looks_like_duty("đề nghị sở a gửi báo cáo trước ngày 15/6"), looks_like_duty("tỉnh có 20 xã")
    (True, False)
    """
    return bool(COMMAND.search(sentence) or _OWED.search(sentence))


def last_day(deadline: Deadline) -> date | None:
    """Return the last day that is still in time, where the words name one day; a person confirms it.

    "trước ngày 30/5/2027" is in time on 29/5/2027, "chậm nhất ngày 30/5/2027" on that day.
    """
    if deadline.iso is None or len(deadline.iso) != len("2027-05-30") or deadline.relation == "from":
        return None
    try:
        day = date.fromisoformat(deadline.iso)
    except ValueError:
        return None
    return day - timedelta(days=1) if deadline.relation == "before" else day


def _parts(block: object) -> Iterator[Span]:
    if isinstance(block, Table):
        yield from (cell.span for cell in block.cells)
    else:
        yield block.span  # type: ignore[attr-defined]  # every other block has one


def _without_gaps(text: str, claimed: Sequence[Span]) -> Iterator[Span]:
    at = 0
    for span in claimed:
        if span.start < at:
            span = Span(at, max(at, span.end))
        yield from _lines(text, Span(at, span.start))
        if span.cut(text).strip():
            yield span
        at = span.end
    yield from _lines(text, Span(at, len(text)))


def _lines(text: str, gap: Span) -> Iterator[Span]:
    start = gap.start
    for line in gap.cut(text).split("\n"):
        span = Span(start, start + len(line)).trimmed(text)
        if span.start < span.end:
            yield span
        start += len(line) + 1


class _Cover:
    """Spans joined into disjoint runs, asked by bisection."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._runs: list[Span] = []
        for span in sorted(spans):
            if self._runs and span.start <= self._runs[-1].end:
                self._runs[-1] = Span(self._runs[-1].start, max(self._runs[-1].end, span.end))
            else:
                self._runs.append(span)
        self._ends = [run.end for run in self._runs]

    def meets(self, span: Span) -> bool:
        at = bisect_left(self._ends, span.start + 1)
        return at < len(self._runs) and self._runs[at].start < span.end
