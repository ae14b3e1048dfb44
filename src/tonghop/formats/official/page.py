"""The parts of an official document: paper, heading block, paragraphs, tables, recipients and signature.

Built on python-docx, whose own table cells are quadratic in rows: tables are written as XML here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from tonghop.formats.office_packages import STAMP, same_bytes
from tonghop.formats.official.styles import OfficialStyle

FONT = "Times New Roman"
LEFT, CENTRE, RIGHT, JUSTIFY = "left", "center", "right", "both"
_ALIGNMENTS = {
    LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_PAGE_MM = 210
_TWIPS_A_MM = 56.7
_RULE = {"val": "single", "sz": "6", "space": "0", "color": "000000"}


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; `size` None takes the paragraph's."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its header, its share of the width, and how its cells stand."""

    title: str
    width: float
    align: str = LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A table row of as many cells as columns, or one cell over all of them (`spanning`)."""

    cells: tuple[str, ...]
    bold: bool = False
    spanning: bool = False


class Page:
    """A document being written, from top to bottom."""

    def __init__(self, style: OfficialStyle, title: str) -> None:
        self.style = style
        self.document: Any = Document()
        _set_paper(self.document.sections[0], style)
        _set_fonts(self.document, style)
        _set_page_numbers(self.document.sections[0])
        _set_properties(self.document.core_properties, title)

    @property
    def width(self) -> float:
        """The width of the text in millimetres."""
        return _PAGE_MM - self.style.left - self.style.right

    def paragraph(
        self,
        *runs: Run | str,
        align: str = JUSTIFY,
        size: float | None = None,
        indent: float = 10,
        before: float = 0,
        after: float = 6,
        keep: bool = False,
    ) -> Any:
        """Add a paragraph; `indent` is that of the first line in mm, `before` and `after` are points."""
        paragraph = self.document.add_paragraph()
        _fill(paragraph, runs, size or self.style.body_size)
        _shape(paragraph, align, indent, before, after, keep)
        return paragraph

    def table(self, columns: Sequence[Column], rows: Sequence[Row], *, size: float) -> None:
        """Add a ruled table whose header repeats on every page; columns share the text's width by their
        `width`.
        """
        whole = sum(column.width for column in columns)
        widths = [round(column.width / whole * self.width * _TWIPS_A_MM) for column in columns]
        element = _table_element(widths)
        element.append(
            _row_element(
                [column.title for column in columns], widths, [CENTRE] * len(columns), size, header=True
            )
        )
        aligns = [column.align for column in columns]
        for row in rows:
            spread = [sum(widths)] if row.spanning else widths
            element.append(_row_element(row.cells, spread, aligns, size, bold=row.bold, span=len(widths)))
        _append(self.document, element)
        self.paragraph("", size=6, after=0)

    def two_columns(self, left: float) -> tuple[Any, Any]:
        """Add an unruled row of two cells, the left one `left` mm wide, and return both."""
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        widths = (Mm(left), Mm(self.width - left))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for cell, width in zip(table.rows[0].cells, widths, strict=True):
            cell.width = width
        _forbid_split(table.rows[0])
        left_cell, right_cell = table.rows[0].cells
        return left_cell, right_cell

    def page_break(self) -> None:
        self.document.add_page_break()

    def content(self) -> bytes:
        """Return the document; equal pages give equal bytes."""
        out = BytesIO()
        self.document.save(out)
        return same_bytes(out.getvalue())


def write_in(
    cell: Any, *runs: Run | str, size: float, align: str = CENTRE, before: float = 0, after: float = 0
) -> Any:
    """Write a paragraph into a table cell: the first one fills the empty paragraph that every cell has."""
    first = cell.paragraphs[0]
    paragraph = (
        first
        if not first.runs and len(cell.paragraphs) == 1 and not _is_used(first)
        else cell.add_paragraph()
    )
    _fill(paragraph, runs, size)
    _shape(paragraph, align, 0, before, after, keep=False)
    return paragraph


def write_rule(cell: Any, width: float, inside: float) -> None:
    """Draw a rule of `width` mm, centred in a cell whose text is `inside` mm wide."""
    paragraph = cell.add_paragraph()
    margin = max((inside - width) / 2, 0)
    paragraph.paragraph_format.left_indent = Mm(margin)
    paragraph.paragraph_format.right_indent = Mm(margin)
    _shape(paragraph, CENTRE, 0, 0, 4, keep=False)
    _fill(paragraph, (" ",), 2)
    borders = OxmlElement("w:pBdr")
    borders.append(_border("w:top"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def vietnamese_date(place: str, day: date, *, two_digit_months: bool) -> str:
    """Write place and date as documents do: two digits for the day, and for months 1 and 2, or for all
    (Party).

    >>> vietnamese_date("Hòa Bình", date(2023, 6, 5), two_digit_months=False)
    'Hòa Bình, ngày 05 tháng 6 năm 2023'
    """
    month = f"{day.month:02d}" if two_digit_months or day.month < 3 else str(day.month)
    return f"{place or '…………'}, ngày {day.day:02d} tháng {month} năm {day.year}"


def _set_paper(section: Any, style: OfficialStyle) -> None:
    section.page_width, section.page_height = Mm(_PAGE_MM), Mm(297)
    section.top_margin, section.bottom_margin = Mm(style.top), Mm(style.bottom)
    section.left_margin, section.right_margin = Mm(style.left), Mm(style.right)
    section.header_distance = section.footer_distance = Mm(10)


def _set_fonts(document: Any, style: OfficialStyle) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(style.body_size)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)


def _set_page_numbers(section: Any) -> None:
    """Arabic numbers centred in the top margin, none on the first page (both forms)."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size, run.font.name = Pt(14), FONT
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)


def _set_properties(properties: Any, title: str) -> None:
    properties.title, properties.author, properties.comments = title[:255], "", ""
    properties.last_modified_by, properties.revision, properties.language = "", 1, "vi-VN"
    properties.created = properties.modified = STAMP.replace(tzinfo=None)


def _fill(paragraph: Any, runs: Sequence[Run | str], size: float) -> None:
    for part in runs:
        styled = Run(part) if isinstance(part, str) else part
        run = paragraph.add_run(styled.text)
        run.font.size, run.font.name = Pt(styled.size or size), FONT
        run.bold, run.italic = styled.bold or None, styled.italic or None
        run.underline = styled.underline or None


def _shape(paragraph: Any, align: str, indent: float, before: float, after: float, keep: bool) -> None:
    shape = paragraph.paragraph_format
    shape.alignment = _ALIGNMENTS[align]
    shape.first_line_indent = Mm(indent) if indent else None
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.0
    shape.keep_with_next = keep or None


def _is_used(paragraph: Any) -> bool:
    return paragraph.paragraph_format.space_after is not None


def _append(document: Any, element: Any) -> None:
    document.element.body.insert_element_before(element, "w:sectPr")


def _border(name: str) -> Any:
    element = OxmlElement(name)
    for key, value in _RULE.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _forbid_split(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _table_element(widths: Sequence[int]) -> Any:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )


def _row_element(
    cells: Sequence[str],
    widths: Sequence[int],
    aligns: Sequence[str],
    size: float,
    *,
    header: bool = False,
    bold: bool = False,
    span: int = 1,
) -> Any:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    spanning = span if len(widths) == 1 else 1
    for text, width, align in zip(cells, widths, aligns, strict=False):
        row.append(
            _cell_element(text, width, LEFT if spanning > 1 else align, size, bold or header, spanning)
        )
    return row


def _cell_element(text: str, width: int, align: str, size: float, bold: bool, span: int) -> Any:
    half_points = round(size * 2)
    look = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>' + ("<w:b/>" if bold else "")
    look += f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    spread = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    place = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spread}<w:vAlign w:val="center"/></w:tcPr>'
    shape = f'<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/><w:jc w:val="{align}"/>'
    written = f"<w:p><w:pPr>{shape}</w:pPr><w:r><w:rPr>{look}</w:rPr></w:r></w:p>"
    cell: Any = parse_xml(f"<w:tc {nsdecls('w')}>{place}{written}</w:tc>")
    run = cell.find(f".//{qn('w:r')}")
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        element = OxmlElement("w:t")
        element.text = line
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(element)
    return cell
