"""Plain text: kept as it is, with paragraphs as spans that cross the lines' ends."""

import itertools
import re

from tonghop.domain.documents import Block, Cell, Document, Paragraph, Table
from tonghop.domain.provenance import Notice, Source, Span
from tonghop.formats.intake.lines import paragraph_spans
from tonghop.formats.intake.manuscript import cleaned

_COMMENT = re.compile(r"#+ ?[\w-]{2,20} ?:")
_KEY = re.compile(r"[\w-]{1,40} ?:|[ \t]|- |#|$")
_LONGEST_PREAMBLE = 300

_PIPE_RULE = re.compile(r"\|?[ :|-]{3,}\|?")


def plain_text_document(text: str, source: Source, notices: tuple[Notice, ...] = ()) -> Document:
    """Return the document of a decoded text: NFC, "\\n", without the lines that tell where it was found."""
    body = without_preamble(cleaned(text)).strip("\n")
    blocks: list[Block] = []
    for span in paragraph_spans(body):
        blocks.append(Paragraph(span))
    return Document(source, body, tuple(_with_tables(body, blocks)), notices)


def without_preamble(text: str) -> str:
    """Return the text without its leading "# source: …" lines and without a YAML front matter.

    >>> without_preamble("# source: nơi tìm thấy\\n\\n---\\ntitle: Kế hoạch\\n---\\nSở Y tế")
    'Sở Y tế'
    """
    rest = text.lstrip()
    if _COMMENT.match(rest):
        while rest.startswith("#"):
            rest = rest.partition("\n")[2]
        text = rest = rest.lstrip("\n")
    lines = rest.split("\n", _LONGEST_PREAMBLE)
    if lines[0].rstrip() != "---":
        return text
    for place, line in enumerate(lines[1:_LONGEST_PREAMBLE], start=1):
        if line.rstrip() in {"---", "..."}:
            return "\n".join(lines[place + 1 :]).lstrip("\n")
        if not _KEY.match(line):
            break
    return text


def _with_tables(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with runs of "| a | b |" lines, ruled off as in Markdown, turned into tables."""
    kept: list[Block] = []
    run: list[Block] = []
    for block in blocks:
        if text[block.span.start] == "|":
            run.append(block)
            continue
        kept += _pipe_table(text, run)
        run = []
        kept.append(block)
    return kept + _pipe_table(text, run)


def _pipe_table(text: str, run: list[Block]) -> list[Block]:
    rows = [block.span for block in run]
    if len(rows) < 3 or not _PIPE_RULE.fullmatch(rows[1].cut(text)):
        return run
    cells = [
        Cell(span, number, column)
        for number, row in enumerate(row for place, row in enumerate(rows) if place != 1)
        for column, span in enumerate(_pipe_cells(text, row))
    ]
    return [Table(Span(rows[0].start, rows[-1].end), tuple(cells))]


def _pipe_cells(text: str, row: Span) -> list[Span]:
    """Return the spans between a row's pipes, trimmed."""
    bars = [row.start, *(m.start() for m in re.finditer(r"(?<!\\)\|", row.cut(text)))]
    places = [row.start + bar for bar in bars[1:]]
    if places[-1] != row.end - 1:
        places.append(row.end)
    return [_trimmed(text, begin + 1, end) for begin, end in itertools.pairwise(places)]


def _trimmed(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    begin = start + len(inside) - len(inside.lstrip())
    return Span(begin, begin + len(inside.strip()))
