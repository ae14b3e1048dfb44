"""The paragraphs of a report one by one: a title that a file wrote into the paragraph below it stands apart
again.

Places are named by the file's own paragraphs: "paragraph 12 [34, 41]" counts paragraphs from 1 and
characters inside that paragraph from 0.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tonghop.domain.directives.enumerators import enumerator
from tonghop.domain.documents import Block, Document, Paragraph
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span

_LONGEST_TITLE = 120
_MARK_REACH = 40
_TITLE_KINDS = frozenset(("roman", "arabic", "dotted", "letter", "capital", "part"))
_UPPER = re.compile(r"\s*[-+•*(\"“]{0,2}\s*[^\W\d_]")


def parted(document: Document) -> Document:
    """Return the document with titles parted from the text that follows them in the same paragraph."""
    blocks: list[Block] = []
    for block in document.blocks:
        blocks += list(_parts(block, document.text)) if isinstance(block, Paragraph) else [block]
    return replace(document, blocks=tuple(blocks))


def _parts(block: Paragraph, text: str) -> Iterator[Paragraph]:
    end = text.find("\n", *block.span)
    if end < 0 or not _is_title_line(text, block.span.start, end):
        yield block
        return
    yield replace(block, span=Span(block.span.start, end).trimmed(text))
    yield from _parts(replace(block, span=Span(end, block.span.end).trimmed(text)), text)


def _is_title_line(text: str, start: int, end: int) -> bool:
    """Say whether a line is a title: marked, short, not ended as a sentence, with a capital on the next
    line.
    """
    line = text[start:end].rstrip()
    if len(line) > _LONGEST_TITLE or line.endswith((".", ";", ",")):
        return False
    head = line[:_MARK_REACH]
    mark = enumerator(head, searchable(head))
    following = _UPPER.match(text, end)
    if mark is None or mark.kind not in _TITLE_KINDS or following is None:
        return False
    return text[following.end() - 1].isupper() and not line.endswith((" và", " của", " các"))


@dataclass(frozen=True, slots=True)
class Places:
    """The paragraphs of a file as it stands, by number."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> "Places":
        return cls(tuple(block.span.start for block in document.blocks if isinstance(block, Paragraph)))

    def number(self, offset: int) -> int:
        """Return the number of the paragraph that an offset lies in."""
        return bisect_right(self.starts, offset)

    def at(self, span: Span) -> str:
        """Name a place inside a paragraph."""
        number = self.number(span.start)
        begin = self.starts[number - 1]
        return f"paragraph {number} [{span.start - begin}, {span.end - begin}]"

    def run(self, span: Span) -> str:
        """Name the paragraphs that a span covers."""
        first, last = self.number(span.start), self.number(max(span.start, span.end - 1))
        return f"paragraph {first}" if first == last else f"paragraph {first}-{last}"
