"""Documents made from a few lines of text, for tests of the reading: one paragraph a line."""

from tonghop.domain.documents import Document, Paragraph
from tonghop.domain.provenance import Source, Span


def document_of(text: str) -> Document:
    """Return a document whose paragraphs are the lines of `text`; empty lines are none."""
    text = text.strip("\n")
    blocks, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = place + len(line) - len(line.lstrip())
            blocks.append(Paragraph(Span(start, place + len(line.rstrip()))))
        place += len(line) + 1
    return Document(Source("mau.txt", "0" * 64, "text/plain", "utf-8"), text, tuple(blocks))
