"""A text cut where marks begin and end, so that marks that overlap are shown as pieces that bear several.

An offset never shifts: the pieces of a paragraph, joined, are the paragraph.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text; `marks` are the numbers of the marks that lie over all of it."""

    text: str
    marks: tuple[int, ...]
    begins: tuple[int, ...] = ()
    """Those of the marks of which this is the first piece: where an anchor stands."""


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph as a reviewer points at it: its number from 1, its place, its pieces."""

    number: int
    span: Span
    segments: tuple[Segment, ...]


def segmented(text: str, paragraphs: Sequence[Span], marks: Sequence[Span]) -> tuple[NumberedParagraph, ...]:
    """Cut paragraphs (in order, apart) at the ends of marks (in any order, which may overlap).

    >>> cut = segmented("abcdef", [Span(0, 6)], [Span(1, 4), Span(3, 6)])
    >>> [(piece.text, piece.marks) for piece in cut[0].segments]
    [('a', ()), ('bc', (0,)), ('d', (0, 1)), ('ef', (1,))]
    """
    waiting = sorted(range(len(marks)), key=lambda number: marks[number], reverse=True)
    begun: set[int] = set()
    active: list[int] = []
    shown = []
    for number, span in enumerate(paragraphs, start=1):
        while waiting and marks[waiting[-1]].start < span.end:
            active.append(waiting.pop())
        active = [mark for mark in active if marks[mark].end > span.start]
        shown.append(NumberedParagraph(number, span, tuple(_pieces(text, span, marks, active, begun))))
    return tuple(shown)


def _pieces(
    text: str, span: Span, marks: Sequence[Span], active: Sequence[int], begun: set[int]
) -> Iterator[Segment]:
    cuts = {span.start, span.end}
    for mark in active:
        cuts |= {place for place in marks[mark] if span.start < place < span.end}
    places = sorted(cuts)
    for start, end in pairwise(places):
        over = tuple(mark for mark in active if marks[mark].start <= start and end <= marks[mark].end)
        first = tuple(mark for mark in over if mark not in begun)
        begun.update(first)
        yield Segment(text[start:end], over, first)
