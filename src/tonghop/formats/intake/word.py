"""Word documents (docx): what a reader of the page would see, block by block.

Read from the parts' XML itself: python-docx leaves out text boxes, notes and the numbers that Word
generates, and its tables cost quadratic time.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from lxml import etree

from tonghop.domain.documents import Document
from tonghop.domain.language import nfc
from tonghop.domain.provenance import Notice, Source
from tonghop.formats.intake.layout_tables import by_columns, is_layout
from tonghop.formats.intake.legacy import draws_capitals, from_legacy, legacy_font
from tonghop.formats.intake.lines import units
from tonghop.formats.intake.manuscript import CellText, Manuscript, cleaned, note_mark
from tonghop.formats.intake.notices import notice
from tonghop.formats.intake.packages import Package, UnreadablePart, parsed_xml
from tonghop.formats.intake.word_numbering import Numbering, read_numbering
from tonghop.formats.intake.word_styles import (
    Face,
    Style,
    Styles,
    W,
    face_of,
    paragraph_style,
    read_styles,
    value_of,
)

R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_CONTAINERS: Final = frozenset(
    f"{W}{name}"
    for name in (
        *(
            "hyperlink",
            "smartTag",
            "ins",
            "moveTo",
            "sdt",
            "sdtContent",
            "fldSimple",
            "bdo",
            "dir",
            "customXml",
        ),
        *("ruby", "rubyBase"),
    )
)
_BLOCK_CONTAINERS: Final = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "body")
)
_PICTURES: Final = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_SIGNS: Final = {
    "F0B7": "•",
    "F0A7": "▪",
    "F02D": "-",
    "F0FC": "✓",
    "F0FE": "☑",
    "F0A8": "☐",
    "F06F": "☐",
    "F078": "☒",
}
_SIDE_PARTS: Final = frozenset({"styles", "numbering", "footnotes", "endnotes"})
_WIDEST_SPAN: Final = 1000
_DEEPEST_TABLE: Final = 20
_PAGE_NUMBER: Final = re.compile(r"(?i)\W*(?:trang|page)?\W*\d{0,4}\W*(?:/|of|trên)?\W*\d{0,4}\W*")


class _Piece(NamedTuple):
    text: str
    face: Face


class _Text(NamedTuple):
    """A paragraph's text as it is seen, and how it looks."""

    text: str
    bold: bool = False
    centred: bool = False
    heading: int | None = None


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class _Reader:
    """One document being read: what its other parts say, and what was met on the way through the body."""

    styles: Styles
    numbering: Numbering
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    encodings: set[str] = field(default_factory=set)
    changed: bool = False
    fields: list[bool] = field(default_factory=list)  # for each open field: are we in its instruction?
    carried: str = ""  # text of a paragraph whose end was deleted: it goes on in the next


def word_document(data: bytes, source: Source) -> Document:
    """Return the document of a docx file; raises UnreadablePart where its main part cannot be read."""
    package = Package(data)
    main = _main_part(package)
    body = _strict_as_transitional(package, main)
    related = package.related(main)
    notices: list[Notice] = []
    parts = {
        kind: _optional(package, name, notices) for kind, name in related.values() if kind in _SIDE_PARTS
    }
    styles = read_styles(parts.get("styles"))
    reader = _Reader(styles, read_numbering(parts.get("numbering"), styles))
    manuscript = Manuscript()
    headers, footers = _margins(package, body, related, notices)
    _write_margins(manuscript, reader, headers)
    _write_blocks(manuscript, reader, body)
    _write_notes(manuscript, reader, parts)
    _write_margins(manuscript, reader, footers)
    if reader.changed:
        notices.append(notice("tracked-changes"))
    encoding = "+".join(sorted(reader.encodings)) or source.encoding
    return manuscript.finished(replace(source, encoding=encoding), notices)


def _main_part(package: Package) -> str:
    """Return the name of the main part as the package's relations tell it."""
    try:
        for kind, name in package.related("").values():
            if kind == "officeDocument" and name in package.names():
                return name
    except UnreadablePart:
        pass  # a damaged relations part: the usual name serves
    return "word/document.xml"


def _strict_as_transitional(package: Package, name: str) -> etree._Element:
    content = package.read(name)
    if b"http://purl.oclc.org/ooxml/" in content[:20_000]:
        for strict, transitional in _STRICT:
            content = content.replace(strict, transitional)
    return parsed_xml(content, name)


def _optional(package: Package, name: str, notices: list[Notice]) -> etree._Element | None:
    if name not in package.names():
        return None
    try:
        return _strict_as_transitional(package, name)
    except UnreadablePart:
        notices.append(notice("damaged-part", part=name))
        return None


# Blocks


def _write_blocks(manuscript: Manuscript, reader: _Reader, parent: etree._Element) -> None:
    for block in _blocks(parent):
        if block.tag == f"{W}tbl":
            cells = _table(reader, block, depth=0)
            _write_boxes(manuscript, reader)
            _write_table(manuscript, cells)
        else:
            text = _paragraph(reader, block)
            _write_boxes(manuscript, reader)
            _write_paragraph(manuscript, text)


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a story, out of the containers that Word wraps around them."""
    for child in parent:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag in _BLOCK_CONTAINERS:
            yield from _blocks(child)
        elif child.tag == f"{MC}AlternateContent":
            yield from _blocks(_alternative(child))


def _write_paragraph(manuscript: Manuscript, text: _Text) -> None:
    for unit in units(text.text):
        manuscript.paragraph(unit, bold=text.bold, centred=text.centred, heading=text.heading)


def _write_boxes(manuscript: Manuscript, reader: _Reader) -> None:
    for box in reader.boxes:
        manuscript.margin(box)
    reader.boxes.clear()


def _write_table(manuscript: Manuscript, cells: list[tuple[CellText, list[_Text]]]) -> None:
    texts = [cell for cell, _ in cells]
    if not is_layout(texts):
        manuscript.table(texts)
        return
    paragraphs = {(cell.row, cell.column): written for cell, written in cells}
    for cell in by_columns(texts):
        for text in paragraphs[cell.row, cell.column]:
            _write_paragraph(manuscript, text)


def _margins(
    package: Package, body: etree._Element, related: dict[str, tuple[str, str]], notices: list[Notice]
) -> tuple[list[etree._Element], list[etree._Element]]:
    """Return the headers and the footers that the sections name, each once."""
    found: dict[str, list[etree._Element]] = {"header": [], "footer": []}
    seen = set()
    for kind, stories in found.items():
        for reference in body.iter(f"{W}{kind}Reference"):
            _, name = related.get(reference.get(f"{R}id", ""), ("", ""))
            if name and name not in seen and (story := _optional(package, name, notices)) is not None:
                stories.append(story)
            seen.add(name)
    return found["header"], found["footer"]


def _write_margins(manuscript: Manuscript, reader: _Reader, stories: list[etree._Element]) -> None:
    seen = set()
    for story in stories:
        for text in _story(reader, story, depth=0):
            if text.text not in seen and not _PAGE_NUMBER.fullmatch(text.text):
                manuscript.margin(text.text)
            seen.add(text.text)
        _write_boxes(manuscript, reader)


def _write_notes(manuscript: Manuscript, reader: _Reader, parts: dict[str, etree._Element | None]) -> None:
    stories = {
        (kind, note.get(f"{W}id", "")): note
        for kind in ("footnote", "endnote")
        if (root := parts.get(f"{kind}s")) is not None
        for note in root.iterchildren(f"{W}{kind}")
        if note.get(f"{W}type") in {None, "normal"}
    }
    for place, key in enumerate(tuple(reader.notes), start=1):
        if key in stories:
            manuscript.note(str(place), "\n".join(t.text for t in _story(reader, stories[key], depth=0)))
    _write_boxes(manuscript, reader)


def _story(reader: _Reader, parent: etree._Element, depth: int) -> list[_Text]:
    """Return the paragraphs of a header, a note, a text box or a cell; the cells of tables inside come in
    order."""
    texts: list[_Text] = []
    for block in _blocks(parent):
        if block.tag == f"{W}p":
            texts.append(_paragraph(reader, block))
        elif depth < _DEEPEST_TABLE:
            for _, inner in _table(reader, block, depth + 1):
                texts += inner
    return [text for text in texts if text.text.strip()]


# Tables


def _table(reader: _Reader, table: etree._Element, depth: int) -> list[tuple[CellText, list[_Text]]]:
    """Return a table's cells with their paragraphs; a cell merged downwards stands once and says how far it
    reaches."""
    cells: list[tuple[CellText, list[_Text]]] = []
    open_merges: dict[int, int] = {}
    rows = (row for row in _within(table, "tr") if row.find(f"{W}trPr/{W}del") is None)
    for number, row in enumerate(rows):
        column = _count(row.find(f"{W}trPr"), "gridBefore", least=0)
        for cell in _within(row, "tc"):
            properties = cell.find(f"{W}tcPr")
            width = _count(properties, "gridSpan", least=1)
            merge = None if properties is None else properties.find(f"{W}vMerge")
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in open_merges:
                above, texts = cells[open_merges[column]]
                cells[open_merges[column]] = replace(above, rows=number - above.row + 1), texts
            else:
                texts = _story(reader, cell, depth)
                text = "\n".join(t.text for t in texts)
                open_merges.pop(column, None)
                if merge is not None:
                    open_merges[column] = len(cells)
                cells.append((CellText(text, number, column, 1, width), texts))
            column += width
    return cells


def _within(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also out of content controls."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _BLOCK_CONTAINERS:
            yield from _within(child, name)


def _count(properties: etree._Element | None, name: str, least: int) -> int:
    text = None if properties is None else value_of(properties, name)
    return min(_WIDEST_SPAN, max(least, int(text))) if text and text.isdecimal() and len(text) < 7 else least


# Paragraphs


def _paragraph(reader: _Reader, paragraph: etree._Element) -> _Text:
    """Return a paragraph's text with the number that Word writes before it."""
    properties = paragraph.find(f"{W}pPr")
    name = None if properties is None else value_of(properties, "pStyle")
    style, own = reader.styles.paragraph(name), paragraph_style(properties)
    pieces = [*_said(_pieces(reader, paragraph, style.face))]
    if any(reader.fields):
        reader.fields.clear()  # a field that never came to its result must not swallow the rest
    text = reader.carried + _decoded(reader, pieces)
    reader.carried = ""
    if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
        reader.carried = text
        return _Text("")
    label = (
        _label(reader, own, style, name) if text.strip() else _skip_label(reader, own, style, name, paragraph)
    )
    return _Text(
        f"{label}{text.lstrip()}" if label else text,
        bold=_all_bold(pieces),
        centred=bool(style.centred if own.centred is None else own.centred),
        heading=own.outline or style.outline,
    )


def _label(reader: _Reader, own: Style, style: Style, name: str | None) -> str:
    number, level = own.numbering or ("", None)
    inherited, inherited_level = style.numbering or ("", None)
    if not number:
        number = inherited
        level = inherited_level if level is None else level
        level = (
            reader.numbering.style_levels.get((number, name or ""), level or 0)
            if own.numbering is None
            else level
        )
    return reader.numbering.label(number, level or 0)


def _skip_label(
    reader: _Reader, own: Style, style: Style, name: str | None, paragraph: etree._Element
) -> str:
    """Count an empty numbered paragraph (Word does) but write nothing; one whose runs were all deleted is
    gone."""
    if paragraph.find(f"{W}del") is None:
        _label(reader, own, style, name)
    return ""


def _all_bold(pieces: list[_Piece]) -> bool:
    seen = [piece.face.bold for piece in pieces if piece.text.strip()]
    return bool(seen) and all(seen)


def _decoded(reader: _Reader, pieces: list[_Piece]) -> str:
    """Return the pieces as one text: runs in legacy fonts decoded (letters may be split between runs),
    capitals drawn."""
    text = ""
    waiting: list[str] = []
    drawn: tuple[str | None, bool] = (None, False)
    for piece in [*pieces, _Piece("", Face())]:
        encoding = legacy_font(piece.face.font or "")
        kind = encoding, bool(piece.face.capitals or (encoding and draws_capitals(piece.face.font or "")))
        if kind != drawn or not piece.text:
            text += _one_face("".join(waiting), *drawn)
            waiting, drawn = [], kind
        if encoding and not piece.text.isascii():
            reader.encodings.add(encoding)
        waiting.append(piece.text)
    return nfc(text)


def _said(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yield what the text says: nothing hidden or struck through; and the mark of a note, raised behind a
    number, as such a mark: "12" with a raised 1 is not 121.
    """
    before = ""
    for piece in pieces:
        if piece.face.hidden or piece.face.struck or not piece.text:
            continue
        if piece.face.raised and before.isdecimal() and piece.text[0].isdecimal():
            piece = _Piece(piece.text.translate(_RAISED), piece.face)
        before = piece.text[-1]
        yield piece


def _one_face(text: str, encoding: str | None, capitals: bool) -> str:
    if encoding:
        text = cleaned(from_legacy(text, encoding))
    return text.upper() if capitals else text


# Runs


def _pieces(reader: _Reader, parent: etree._Element, face: Face) -> Iterator[_Piece]:
    for child in parent:
        tag = child.tag
        if tag == f"{W}r":
            yield from _run(reader, child, face)
        elif tag in _CONTAINERS:
            reader.changed |= tag in {f"{W}ins", f"{W}moveTo"}
            yield from _pieces(reader, child, face)
        elif tag in {f"{W}del", f"{W}moveFrom"}:
            reader.changed = True
        elif tag == f"{MC}AlternateContent":
            yield from _pieces(reader, _alternative(child), face)
        elif tag in {f"{M}oMath", f"{M}oMathPara"}:
            yield _Piece("".join(t.text or "" for t in child.iter(f"{M}t")), face)


def _run(reader: _Reader, run: etree._Element, below: Face) -> Iterator[_Piece]:
    properties = run.find(f"{W}rPr")
    face = face_of(properties)
    style = None if properties is None else value_of(properties, "rStyle")
    face = face.over(reader.styles.run(style)).over(below)
    for child in run:
        yield from _run_child(reader, child, face)


def _run_child(reader: _Reader, child: etree._Element, face: Face) -> Iterator[_Piece]:
    tag = child.tag
    if tag == f"{W}t":
        if not any(reader.fields[:-1]):
            yield _Piece(_own_text(child.text or "", face), face)
    elif tag == f"{W}fldChar":
        _turn_field(reader, child.get(f"{W}fldCharType", ""))
    elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
        yield _Piece(_note(reader, child), Face(bold=face.bold, hidden=face.hidden))
    elif tag == f"{MC}AlternateContent":
        for inner in _alternative(child):
            yield from _run_child(reader, inner, face)
    elif tag in _PICTURES:
        reader.boxes += _box_texts(reader, child)
    elif tag == f"{W}ruby":
        yield from _pieces(reader, child, face)
    elif sign := _sign(child, face):
        yield _Piece(sign, face)


def _own_text(text: str, face: Face) -> str:
    """Return a run's text cleaned; in legacy fonts a soft hyphen and control characters are letters."""
    return text if legacy_font(face.font or "") else cleaned(text)


def _sign(child: etree._Element, face: Face) -> str:
    match child.tag.removeprefix(W) if isinstance(child.tag, str) else "":
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "softHyphen":
            return "\xad" if legacy_font(face.font or "") else ""
        case "sym":
            return _SIGNS.get(child.get(f"{W}char", "").upper(), "")
    return ""


def _turn_field(reader: _Reader, kind: str) -> None:
    if kind == "begin":
        reader.fields.append(True)
    elif kind == "separate" and reader.fields:
        reader.fields[-1] = False
    elif kind == "end" and reader.fields:
        reader.fields.pop()


def _note(reader: _Reader, reference: etree._Element) -> str:
    kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
    reader.notes.append((kind, reference.get(f"{W}id", "")))
    return note_mark(str(len(reader.notes)))


def _alternative(element: etree._Element) -> etree._Element:
    """Return the version that a reader of today's Word sees: the first choice, else the fallback."""
    choice = element.find(f"{MC}Choice")
    if choice is None:
        choice = element.find(f"{MC}Fallback")
    return element if choice is None else choice


def _box_texts(reader: _Reader, picture: etree._Element) -> list[str]:
    """Return the texts of the text boxes in a drawing; boxes inside boxes come with the outer one."""
    texts: list[str] = []
    waiting = [picture]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}txbxContent":
            fields, carried, reader.fields, reader.carried = reader.fields, reader.carried, [], ""
            texts += [text.text for text in _story(reader, element, depth=1)]
            reader.fields, reader.carried = fields, carried
        else:
            waiting += reversed(element)
    return texts
