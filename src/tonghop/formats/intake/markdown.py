"""Markdown: headings, lists with their numbers and marks written out, tables; emphasis falls away.

Two rules of Markdown are left out, because offices write otherwise: a line of dashes under a name is a line
drawn under it and makes no heading, and an indented paragraph is no program.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tonghop.domain.documents import Document
from tonghop.domain.provenance import Notice, Source
from tonghop.formats.intake.layout_tables import by_columns, is_layout
from tonghop.formats.intake.lines import paragraph_spans
from tonghop.formats.intake.manuscript import CellText, Manuscript, cleaned, flat
from tonghop.formats.intake.plain_text import without_preamble
from tonghop.formats.intake.web_page import write_html

_DEEPEST: Final = 60
_MOST_BRACKETS: Final = 1000


@dataclass(slots=True)
class _Page:
    """A page being read: the marks of list items still to be written, the heading, the table."""

    manuscript: Manuscript
    label: str = ""
    heading: int | None = None
    cells: list[CellText] = field(default_factory=list)
    row: int = -1
    column: int = 0
    in_cell: bool = False


def markdown_document(text: str, source: Source, notices: tuple[Notice, ...] = ()) -> Document:
    """Return the document of a decoded Markdown text."""
    page = _Page(Manuscript())
    body = without_preamble(cleaned(text))
    for token in _parser(body).parse(body):
        _take(page, token)
    return page.manuscript.finished(source, notices)


def _parser(text: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["lheading", "code"])
    if any(paragraph.count("[") > _MOST_BRACKETS for paragraph in text.split("\n\n")):
        parser.disable(["link", "image"])  # the search for their ends would be quadratic
    return parser


def _take(page: _Page, token: Token) -> None:
    match token.type:
        case "heading_open":
            page.heading = int(token.tag[1:])
        case "heading_close":
            page.heading = None
        case "list_item_open":
            page.label += f"{token.info}{token.markup} " if token.info else f"{_bullet(token.markup)} "
        case "list_item_close":
            page.label = ""
        case "table_open":
            page.cells, page.row = [], -1
        case "tr_open":
            page.row, page.column = page.row + 1, 0
        case "th_open" | "td_open":
            page.in_cell = True
        case "th_close" | "td_close":
            page.in_cell = False
        case "table_close":
            _write_table(page)
        case "inline":
            _write(page, "".join(_inline(token.children or ())))
        case "fence" | "code_block":
            _write(page, token.content)
        case "html_block":
            write_html(page.manuscript, token.content)


def _bullet(markup: str) -> str:
    return "+" if markup == "+" else "-"


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield what a reader sees of a paragraph: a broken line stays broken, as whoever broke it may have
    meant it."""
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"} or _is_break(token):
            yield "\n"
        elif token.type == "image":
            yield "".join(_inline(token.children or ()))


def _is_break(token: Token) -> bool:
    return token.type == "html_inline" and token.content.lower().replace(" ", "") in {"<br>", "<br/>"}


def _write(page: _Page, text: str) -> None:
    text, page.label = page.label + text, ""
    if page.in_cell:
        page.cells.append(CellText(text, page.row, page.column))
        page.column += 1
        return
    for span in paragraph_spans(text):
        page.manuscript.paragraph(span.cut(text), heading=page.heading)


def _write_table(page: _Page) -> None:
    if is_layout(page.cells):
        for cell in by_columns(page.cells):
            page.manuscript.paragraph(flat(cell.text))
    else:
        page.manuscript.table(page.cells)
    page.cells = []
