"""The text of a document while it is being written down, block after block, with offsets that hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tonghop.domain.documents import Block, Cell, Document, Footnote, Margin, Paragraph, Table
from tonghop.domain.language import nfc
from tonghop.domain.provenance import Notice, Source, Span

NOTE_OPENS, NOTE_CLOSES = "\ufdd0", "\ufdd1"
"""Non-characters that stand around a note's mark until its place in the text is known."""

_LINE_ENDS = {ord(c): "\n" for c in "\x0b\x0c\x85\u2028\u2029"}
_DROPPED: dict[int, str | None] = dict.fromkeys(
    (*range(9), *range(14, 32), *range(127, 133), *range(134, 160), 173, 65279)
)
_NONCHARACTERS = dict.fromkeys((*range(64976, 65008), 65534, 65535))
_CLEANED = _LINE_ENDS | _DROPPED | _NONCHARACTERS
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARK = re.compile(f"{NOTE_OPENS}([^{NOTE_CLOSES}]{{1,12}}){NOTE_CLOSES}")


def cleaned(text: str) -> str:
    """Return the text in NFC with "\\n" as its only line end, without control characters and soft hyphens.

    >>> cleaned("Hòa\\x00\\u00ad\\x0cBình")
    'Hòa\\nBình'
    """
    return nfc(_SURROGATE.sub("\ufffd", nfc(text).translate(_CLEANED)))


def note_mark(label: str) -> str:
    """Return a note's mark as it is put into a paragraph's text: the manuscript finds its place again."""
    return f"{NOTE_OPENS}[{label}]{NOTE_CLOSES}"


def flat(text: str) -> str:
    """Return the text on one line; the blanks that bind (no-break) stay what they are."""
    return " ".join(part for part in re.split(r"[ \t\n]+", text) if part)


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell as a reader of a file hands it in: its text, its place, how far it reaches."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Manuscript:
    """A document in the making. Blocks are written one after the other, each on lines of its own.

    Texts are handed in `cleaned` (so that they are NFC and hold no control characters) but not yet trimmed.
    """

    blocks: list[Block] = field(default_factory=list)
    note_marks: dict[str, Span] = field(default_factory=dict)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    def paragraph(
        self, text: str, *, bold: bool = False, centred: bool = False, heading: int | None = None
    ) -> None:
        if span := self._line(text):
            self.blocks.append(Paragraph(span, bold=bold, centred=centred, heading=heading))

    def margin(self, text: str) -> None:
        if span := self._line(text):
            self.blocks.append(Margin(span))

    def note(self, label: str, text: str) -> None:
        """Write a note's text behind the body; `label` is what stands in its mark."""
        if text.strip() and (span := self._line(f"[{label}] {text.strip()}")):
            self.blocks.append(Footnote(span, self.note_marks.get(label)))

    def table(self, cells: Sequence[CellText]) -> None:
        """Write a table row by row: cells parted by a tab, rows by a line end."""
        if not any(cell.text.strip() for cell in cells):
            return
        begin = self._length
        written: list[Cell] = []
        row = None
        for cell in sorted(cells, key=lambda c: (c.row, c.column)):
            if row is not None:
                self._write("\n" if cell.row != row else "\t")
            row = cell.row
            span = self._marked(cell.text.strip())
            written.append(Cell(span, cell.row, cell.column, cell.rows, cell.columns))
        self._write("\n")
        self.blocks.append(Table(Span(begin, written[-1].span.end), tuple(written)))

    def finished(self, source: Source, notices: Sequence[Notice]) -> Document:
        return Document(source, "".join(self._pieces), tuple(self.blocks), tuple(notices))

    @property
    def has_text(self) -> bool:
        return bool(self.blocks)

    def _line(self, text: str) -> Span | None:
        stripped = text.strip()
        if not stripped:
            return None
        span = self._marked(stripped)
        self._write("\n")
        return span

    def _marked(self, text: str) -> Span:
        """Write the text, take the marks of notes out of their wrapping and remember where they stand."""
        begin = self._length
        at = 0
        for mark in _MARK.finditer(text):
            self._write(text[at : mark.start()])
            label = mark.group(1)
            self.note_marks[label.strip("[]")] = Span(self._length, self._length + len(label))
            self._write(label)
            at = mark.end()
        self._write(text[at:])
        return Span(begin, self._length)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
