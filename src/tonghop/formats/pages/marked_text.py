"""A text as HTML paragraphs with marked spans; spans may nest, overlap, touch and repeat.

Taking the tags away gives back exactly the text. Nothing is added to it: numbers and labels of marks are
attributes, written out by the style sheet. A mark that crosses another is cut where the other ends and
goes on as a second element of the same class without an id, so the elements always nest; links never
stand inside links.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape

from tonghop.domain.provenance import Span

_UNSAYABLE = {0: "\ufffd", 13: "&#13;"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""What an HTML file cannot hold as it is: NUL, a bare carriage return, half of a surrogate pair."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked: `kind` is its class, `id` its own anchor, `href` the anchor that it leads to.

    `badge` is a short text that the style sheet shows before it ("7"), `label` what a screen reader says
    of it. A mark with a badge carries its link on the badge, one without is the link itself.
    """

    span: Span
    kind: str
    id: str
    href: str | None = None
    badge: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class _Open:
    end: int
    closing: str
    is_link: bool


def marked_text(text: str, marks: Iterable[Mark]) -> str:
    """Return the text as `<p>` elements, a line each, with every mark as an element around its span.

    Lines that a mark runs across stay in one paragraph. Spans are clamped to the text; an empty one
    becomes an empty element, so that its anchor still exists. Time grows with text and marks, not with
    their product.
    """
    known = [replace(mark, span=_clamped(mark.span, len(text))) for mark in marks]
    pieces: list[str] = []
    queue = _queue(known)
    for paragraph in _paragraphs(text, known):
        pieces.append(_between(text, paragraph))
        if paragraph.start < paragraph.end or _begins_here(queue, paragraph):
            pieces.append('<p class="gap">' if text.startswith("\n\n", paragraph.start - 2) else "<p>")
            pieces.extend(_elements(text, paragraph, queue))
            pieces.append("</p>")
    return "".join(pieces)


def plain(text: str) -> str:
    """Return the text escaped for HTML, between tags and in quoted attributes alike."""
    return escape(text, quote=True).translate(_UNSAYABLE)


_Queue = list[tuple[int, int, int, Mark, bool]]
"""(start, −end, order, mark, goes on): a heap in which outer marks come before inner ones."""


def _clamped(span: Span, length: int) -> Span:
    start = max(0, min(span.start, length))
    return Span(start, max(start, min(span.end, length)))


def _queue(marks: list[Mark]) -> _Queue:
    queue = [(mark.span.start, -mark.span.end, order, mark, False) for order, mark in enumerate(marks)]
    heapq.heapify(queue)
    return queue


def _paragraphs(text: str, marks: list[Mark]) -> Iterator[Span]:
    """Yield the lines of the text, those that a mark runs across as one."""
    covered = _covered(marks)
    begin = place = 0
    while (newline := text.find("\n", place)) >= 0:
        while covered and covered[-1].end <= newline:
            covered.pop()
        place = newline + 1
        if not (covered and covered[-1].start <= newline):
            yield Span(begin, newline)
            begin = place
    yield Span(begin, len(text))


def _covered(marks: list[Mark]) -> list[Span]:
    """Return the union of all marks as disjoint spans, the last first."""
    union: list[Span] = []
    for span in sorted(mark.span for mark in marks):
        if union and span.start < union[-1].end:
            union[-1] = Span(union[-1].start, max(union[-1].end, span.end))
        else:
            union.append(span)
    return union[::-1]


def _between(text: str, paragraph: Span) -> str:
    return "\n" if paragraph.start and text[paragraph.start - 1] == "\n" else ""


def _begins_here(queue: _Queue, paragraph: Span) -> bool:
    return bool(queue) and queue[0][0] <= paragraph.end


def _elements(text: str, paragraph: Span, queue: _Queue) -> Iterator[str]:
    place = paragraph.start
    stack: list[_Open] = []
    while queue and queue[0][0] <= paragraph.end:
        start, negative_end, order, mark, goes_on = heapq.heappop(queue)
        while stack and stack[-1].end <= start:
            yield plain(text[place : stack[-1].end])
            place = stack[-1].end
            yield stack.pop().closing
        yield plain(text[place:start])
        place, end = start, -negative_end
        if stack and end > stack[-1].end:
            heapq.heappush(queue, (stack[-1].end, negative_end, order, mark, True))
            end = stack[-1].end
        is_link = mark.href is not None and not any(each.is_link for each in stack)
        opening, closing = _tags(mark, is_link=is_link, goes_on=goes_on)
        yield opening
        stack.append(_Open(end, closing, is_link and mark.badge is None))
    while stack:
        yield plain(text[place : stack[-1].end])
        place = stack[-1].end
        yield stack.pop().closing
    yield plain(text[place : paragraph.end])


def _tags(mark: Mark, *, is_link: bool, goes_on: bool) -> tuple[str, str]:
    anchor = "" if goes_on else f' id="{mark.id}"'
    if mark.badge is None and is_link:
        return f'<a class="{mark.kind}"{anchor} href="#{mark.href}">', "</a>"
    opening = f'<span class="{mark.kind}"{anchor}>'
    if mark.badge is not None and not goes_on:
        opening += _badge(mark, is_link=is_link)
    return opening, "</span>"


def _badge(mark: Mark, *, is_link: bool) -> str:
    label = f' aria-label="{plain(mark.label)}"' if mark.label else ""
    shown = f' class="badge" data-badge="{plain(mark.badge or "")}"'
    if is_link:
        return f'<a{shown} href="#{mark.href}"{label}></a>'
    return f"<span{shown}></span>"
