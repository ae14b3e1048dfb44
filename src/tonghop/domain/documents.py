"""The neutral document: one text, and blocks that point into it.

Whatever the file was (Word, PDF, HTML, plain text), the intake turns it into this, and everything above
works on offsets into `Document.text`. The text is NFC, its lines end in "\\n", and what a reader of the file
would see stands in it: the numbers that Word generates are written out ("1. ", "a) ", "- "), page furniture
is not there.
"""

from dataclasses import dataclass

from tonghop.domain.provenance import Notice, Source, Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that belongs together; its span may cross line ends where the file broke its lines.

    The span starts and ends at characters that are not white space. `bold` and `centred` say what the file's
    own formatting says of the whole paragraph, and are False where the format knows no such thing.
    `heading` is the level of the file's own heading style (1 is highest), else None.
    """

    span: Span
    bold: bool = False
    centred: bool = False
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; merged cells stand once, at their top left, with how far they reach.

    Empty cells have empty spans.
    """

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells' texts stand in the document's text, row by row."""

    span: Span
    cells: tuple[Cell, ...]

    def row(self, number: int) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.row == number)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note's text (placed after the body), and the place of its mark in the body where it is known."""

    span: Span
    mark: Span | None = None


@dataclass(frozen=True, slots=True)
class Margin:
    """A header, footer or text box of the file.

    Its text stands before the body (headers) or after it (footers).
    """

    span: Span


Block = Paragraph | Table | Footnote | Margin


@dataclass(frozen=True, slots=True)
class Document:
    """A file read into text and blocks, in reading order, with what went wrong on the way."""

    source: Source
    text: str
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...] = ()
