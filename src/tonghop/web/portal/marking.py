"""What was found, shown in the words of the page: escaped, with the words that were looked for marked."""

import re
from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tonghop.domain.directives.symbols import symbols
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span
from tonghop.web.portal.search_words import Question, bare, number_key

WIDTH = 240
"""Letters of a text that are shown around what was found."""

_BEFORE = 60
_MOST_HITS = 400
_WORD = re.compile(r"[^\W_]+")


def marked(text: str, asked: Question) -> SafeString:
    """Return a text as HTML with what was looked for marked, whatever its marks, case and spelling there."""
    return _html(text, _spans(text, asked))


def excerpt(text: str, asked: Question) -> SafeString:
    """Return the part of a text in which most of what was looked for stands, as HTML, marked."""
    spans = _spans(text, asked)
    start = max(0, _best(text, spans) - _BEFORE)
    start = start and text.find(" ", start, start + _BEFORE) + 1
    end = len(text) if start + WIDTH >= len(text) else max(text.rfind(" ", start, start + WIDTH), start + 1)
    within = [
        Span(one.start - start, one.end - start) for one in spans if start <= one.start and one.end <= end
    ]
    return _html(
        f"{text[start:end]}", within, before="… " if start else "", after=" …" if end < len(text) else ""
    )


def _spans(text: str, asked: Question) -> list[Span]:
    """Return where words and numbers that were looked for stand, in order; neighbours are one."""
    joined: list[Span] = []
    for span in sorted(_hits(text, asked)):
        if joined and text[joined[-1].end : span.start] in ("", " "):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _hits(text: str, asked: Question) -> Iterator[Span]:
    count = 0
    for found in _WORD.finditer(searchable(text)):
        if bare(found[0]) in asked.words:
            yield Span(*found.span())
            count += 1
            if count == _MOST_HITS:
                break
    if asked.keys:
        for symbol in symbols(text):
            if number_key(symbol.span.cut(text)) in asked.keys:
                yield symbol.span


def _best(text: str, spans: Sequence[Span]) -> int:
    """Return where the stretch begins that has the most different words of those that were looked for."""
    plain = searchable(text) if spans else ""
    words = [frozenset(bare(span.cut(plain)).split()) for span in spans]
    best, at, last = 0, 0, 0
    for first, span in enumerate(spans):
        while last < len(spans) and spans[last].end <= span.start + WIDTH - _BEFORE:
            last += 1
        count = len(frozenset().union(*words[first:last]))
        if count > best:
            best, at = count, span.start
    return at


def _html(text: str, spans: Sequence[Span], *, before: str = "", after: str = "") -> SafeString:
    parts, end = [before], 0
    for span in spans:
        parts.append(f"{escape(text[end : span.start])}<mark>{escape(span.cut(text))}</mark>")
        end = span.end
    return mark_safe("".join([*parts, escape(text[end:]), after]))
