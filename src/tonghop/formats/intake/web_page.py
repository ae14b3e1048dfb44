"""HTML pages: the text that a reader sees, without the site around it.

The tree is walked by events, not by recursion: how deep a page nests is the page's choice, not ours.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree, html

from tonghop.domain.documents import Document
from tonghop.domain.provenance import Notice, Source
from tonghop.formats.intake.layout_tables import by_columns, is_layout
from tonghop.formats.intake.lines import units
from tonghop.formats.intake.manuscript import CellText, Manuscript, cleaned, flat
from tonghop.formats.intake.notices import notice
from tonghop.formats.intake.word_numbering import number_in

_DROPPED_TAGS: Final = """
    script style nav noscript template svg head iframe object embed select button input textarea canvas
    audio video map link meta title dialog
"""
_DROPPED: Final = frozenset(_DROPPED_TAGS.split())
_BLOCK_TAGS: Final = """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table
    tbody td tfoot th thead tr ul caption colgroup
"""
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BOLD: Final = frozenset({"b", "strong", "th", *_HEADINGS})
_LIST_FORMS: Final = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_WIDEST_SPAN: Final = 1000
_HIDDEN: Final = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_CENTRED: Final = re.compile(r"text-align\s{0,3}:\s{0,3}center", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([\w-]{2,30})", re.IGNORECASE)


@dataclass(slots=True)
class _List:
    form: str | None
    next: int = 1


@dataclass(slots=True)
class _Table:
    """A table being read; `taken` holds how many rows each column is still covered by a cell from above."""

    cells: list[CellText] = field(default_factory=list)
    row: int = -1
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)
    open_cell: tuple[int, int, int, int] | None = None
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """A page being read: the paragraph that is open, and the lists and tables around it."""

    manuscript: Manuscript
    pieces: list[str] = field(default_factory=list)
    label: str = ""
    bold_letters: int = 0
    letters: int = 0
    bold: int = 0
    centred: int = 0
    kept_blanks: int = 0
    heading: int | None = None
    lists: list[_List] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)


def declared_charset(data: bytes) -> str | None:
    """Return the character set that a page says it is written in."""
    found = _CHARSET.search(data[:4096])
    return found.group(1).decode("ascii").lower() if found else None


def web_document(text: str, source: Source, notices: tuple[Notice, ...] = ()) -> Document:
    """Return the document of a decoded HTML page."""
    manuscript = Manuscript()
    if not write_html(manuscript, text):
        notices = (*notices, notice("damaged-part", part="html"))
    return manuscript.finished(source, notices)


def write_html(manuscript: Manuscript, text: str) -> bool:
    """Write what a reader sees of a page, or of a piece of one, into a manuscript.

    Returns whether it was read to its end: pages that nest beyond reason are not.
    """
    root, is_whole = _root(text)
    if root is None:
        return is_whole
    page = _Page(manuscript)
    hidden: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            if hidden is None:
                _text(page, element.tail)
        elif event == "start":
            if hidden is None and _is_hidden(element):
                hidden = element
            if hidden is None:
                _open(page, element)
                _text(page, element.text)
        elif hidden is None or hidden is element:
            if hidden is None:
                _close(page, element)
            hidden = None
            if element is not root:
                _text(page, element.tail)
    _end_paragraph(page)
    return is_whole


def _root(text: str) -> tuple[etree._Element | None, bool]:
    """Return a page's tree and whether it was read to its end; HTML knows no entities of its own, so depth
    is all that `huge_tree` lets through, and that ends at 2,048."""
    parser = html.HTMLParser(no_network=True, huge_tree=True, recover=True, encoding="utf-8")
    try:
        root = etree.fromstring(cleaned(text).encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None, True  # nothing but blanks or comments
    return root, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _is_hidden(element: etree._Element) -> bool:
    if element.tag in _DROPPED or element.get("hidden") is not None:
        return True
    return bool(_HIDDEN.search(element.get("style", "")[:500]))


def _open(page: _Page, element: etree._Element) -> None:
    tag = str(element.tag)
    if tag in _BLOCKS:
        _end_paragraph(page)
    if tag == "br":
        page.pieces.append("\n")
    page.bold += tag in _BOLD
    page.centred += _is_centred(element, tag)
    page.kept_blanks += tag == "pre"
    if tag in _HEADINGS:
        page.heading = _HEADINGS[tag]
    elif tag in {"ol", "ul", "menu"}:
        page.lists.append(_list(element, tag))
    elif tag == "li":
        page.label = _marker(page, element)
    elif tag == "table":
        page.tables.append(_Table())
    elif page.tables and tag == "tr":
        _open_row(page.tables[-1])
    elif page.tables and tag in {"td", "th"}:
        _open_cell(page.tables[-1], element)


def _close(page: _Page, element: etree._Element) -> None:
    tag = str(element.tag)
    if tag in _BLOCKS:
        _end_paragraph(page)
    page.bold -= tag in _BOLD
    page.centred -= _is_centred(element, tag)
    page.kept_blanks -= tag == "pre"
    if tag in _HEADINGS:
        page.heading = None
    elif tag in {"ol", "ul", "menu"} and page.lists:
        page.lists.pop()
    elif tag == "li":
        page.label = ""
    elif tag == "table":
        _close_table(page)
    elif page.tables and tag in {"td", "th"}:
        _close_cell(page.tables[-1])


def _text(page: _Page, text: str | None) -> None:
    if not text:
        return
    if not page.kept_blanks:
        text = _BLANKS.sub(" ", text)
    letters = sum(map(str.isalnum, text))
    page.letters += letters
    page.bold_letters += letters if page.bold else 0
    page.pieces.append(text)


def _end_paragraph(page: _Page) -> None:
    text = "\n".join(line for line in map(flat, "".join(page.pieces).split("\n")) if line)
    bold = page.letters > 0 and page.bold_letters == page.letters
    page.pieces.clear()
    page.letters = page.bold_letters = 0
    if not text:
        return
    text, page.label = page.label + text, ""
    if page.tables and page.tables[-1].open_cell:
        page.tables[-1].lines.append(text)
        return
    for unit in units(text):
        page.manuscript.paragraph(unit, bold=bold, centred=page.centred > 0, heading=page.heading)


def _is_centred(element: etree._Element, tag: str) -> bool:
    if tag not in _BLOCKS:
        return False
    return (
        tag == "center"
        or element.get("align", "").lower() == "center"
        or bool(_CENTRED.search(element.get("style", "")[:500]))
    )


def _list(element: etree._Element, tag: str) -> _List:
    if tag != "ol":
        return _List(None)
    return _List(_LIST_FORMS.get(element.get("type", "1"), "decimal"), _whole(element.get("start"), 1))


def _marker(page: _Page, element: etree._Element) -> str:
    """Return what a browser draws before a list item."""
    if not page.lists or page.lists[-1].form is None:
        return "- "
    owner = page.lists[-1]
    number = _whole(element.get("value"), owner.next)
    owner.next = number + 1
    return f"{number_in(owner.form or 'decimal', number)}. "


def _open_row(table: _Table) -> None:
    table.row += 1
    table.column = 0
    table.taken = {column: rows - 1 for column, rows in table.taken.items() if rows > 1}


def _open_cell(table: _Table, element: etree._Element) -> None:
    if table.row < 0:
        _open_row(table)
    while table.column in table.taken:
        table.column += 1
    columns = min(_WIDEST_SPAN, max(1, _whole(element.get("colspan"), 1)))
    rows = min(_WIDEST_SPAN, max(1, _whole(element.get("rowspan"), 1)))
    table.open_cell = table.row, table.column, rows, columns
    table.lines = []
    if rows > 1:
        table.taken |= {table.column + step: rows for step in range(columns)}
    table.column += columns


def _close_cell(table: _Table) -> None:
    if table.open_cell is None:
        return
    row, column, rows, columns = table.open_cell
    table.cells.append(CellText("\n".join(table.lines), row, column, rows, columns))
    table.open_cell, table.lines = None, []


def _close_table(page: _Page) -> None:
    if not page.tables:
        return
    table = page.tables.pop()
    _close_cell(table)
    last_row = max((cell.row for cell in table.cells), default=0)
    cells = [_within(cell, last_row) for cell in table.cells]
    if page.tables and page.tables[-1].open_cell:
        page.tables[-1].lines += [line for cell in cells for line in cell.text.split("\n") if line]
    elif is_layout(cells) or _holds_page(cells):
        for cell in by_columns(cells):
            for line in filter(None, cell.text.split("\n")):
                page.manuscript.paragraph(line)
    else:
        page.manuscript.table(cells)


def _within(cell: CellText, last_row: int) -> CellText:
    rows = max(1, min(cell.rows, last_row - cell.row + 1))
    return cell if rows == cell.rows else CellText(cell.text, cell.row, cell.column, rows, cell.columns)


def _holds_page(cells: list[CellText]) -> bool:
    """Whether one cell holds nearly all of a long text: pages of old sites stand in a table."""
    sizes = [len(cell.text) for cell in cells]
    return sum(sizes) > 3000 and max(sizes) > 0.8 * sum(sizes)


def _whole(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 7 else otherwise
