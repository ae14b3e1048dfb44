"""An official document as Word.

python-docx gives the package; the text is written as XML in one piece, since its own table cells take time
that grows with the square of the rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from lxml.etree import tostring

from tonghop.formats.office_packages import STAMP, same_bytes
from tonghop.formats.official.charts import CHART_WIDTH_MM, chart_png
from tonghop.formats.official.code_square import SQUARE_WIDTH_MM, square_png
from tonghop.formats.official.parts import (
    BLANK_NUMBER,
    CENTRE,
    JUSTIFY,
    LEFT,
    UNSIGNED,
    BarChart,
    CodeSquare,
    Column,
    End,
    Heading,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Part,
    Row,
    Run,
    Table,
    Title,
    centred,
    paragraph,
    vietnamese_date,
)
from tonghop.formats.official.styles import OfficialStyle

FONT = "Times New Roman"
DRAFTED_STYLE = "Tonghop drafted"
_ALIGNS = {LEFT: "left", CENTRE: "center", "right": "right", JUSTIFY: "both"}
_A4_MM = (210, 297)
_TWIPS_A_MM = 56.7
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_A_NAME = re.compile("[^A-Za-z0-9_]")
_MARGINS = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
_GRID = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word_document(document: OfficialDocument) -> bytes:
    """Write a document as Word; equal documents give equal bytes."""
    package = Document()
    _set_up(package, document)
    written = _Writer(document, package)
    body = "".join(xml for part in document.parts for xml in written.xml(part))
    _replace_body(package, body)
    out = BytesIO()
    package.save(out)
    return same_bytes(out.getvalue())


def _replace_body(package: Any, body: str) -> None:
    """Put the text in by parsing the whole part anew: to move elements between trees takes lxml time that
    grows with the square of their number.
    """
    page = tostring(package.element.body.sectPr, encoding="unicode")
    namespaces = nsdecls("w", "r", "wp", "a", "pic")
    package.part._element = parse_xml(f"<w:document {namespaces}><w:body>{body}{page}</w:body></w:document>")


class _Writer:
    """Writes parts as XML; counts bookmarks and pictures, whose numbers must differ within a document."""

    def __init__(self, document: OfficialDocument, package: Any) -> None:
        self._style = style = document.style
        self._package = package
        self._width = _paper(document)[0] - style.left - style.right
        self._marks = 0

    def xml(self, part: Part) -> Iterator[str]:
        match part:
            case Paragraph():
                yield self._paragraph(part)
            case Table():
                yield self._table(part)
                yield self._paragraph(paragraph("", size=6, after=0))
            case Heading():
                yield from self._heading(part)
            case Title():
                yield from map(self._paragraph, _title(part, self._style))
            case End():
                yield from self._end(part)
            case BarChart():
                yield from self._chart(part)
            case CodeSquare():
                yield self._picture(square_png(part), SQUARE_WIDTH_MM, "Mã QR", part.alt, align="left")
            case PageBreak():
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    # ---- paragraphs

    def _paragraph(self, part: Paragraph, borders: str = "") -> str:
        size = part.size or self._style.body_size
        runs = "".join(self._run(run, size) for run in part.runs)
        return f"<w:p>{_shape(part, borders)}{self._anchored(part.anchor, runs)}</w:p>"

    def _anchored(self, anchor: str, runs: str) -> str:
        if not anchor:
            return runs
        self._marks += 1
        name = anchor_name(anchor)
        start = f'<w:bookmarkStart w:id="{self._marks}" w:name="{name}"/>'
        return f'{start}{runs}<w:bookmarkEnd w:id="{self._marks}"/>'

    def _run(self, run: Run, size: float) -> str:
        if not run.text:
            return ""
        style = f'<w:rStyle w:val="{DRAFTED_STYLE.replace(" ", "")}"/>' if run.drafted else ""
        look = (
            f'{style}<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
            f"{'<w:b/>' if run.bold else ''}{'<w:i/>' if run.italic else ''}"
        )
        points = round((run.size or size) * 2)
        look += f'<w:sz w:val="{points}"/><w:szCs w:val="{points}"/>'
        look += '<w:u w:val="single"/>' if run.underline or run.link else ""
        written = f"<w:r><w:rPr>{look}</w:rPr>{_text(run.text)}</w:r>"
        if run.link:
            return f'<w:hyperlink w:anchor="{anchor_name(run.link)}" w:history="1">{written}</w:hyperlink>'
        return written

    # ---- tables

    def _table(self, table: Table) -> str:
        whole = sum(column.width for column in table.columns)
        widths = [_twips(column.width / whole * self._width) for column in table.columns]
        head = self._table_row(
            Row(tuple(Run(column.title) for column in table.columns), bold=True),
            [Column("", column.width, CENTRE) for column in table.columns],
            widths,
            table.size,
            is_head=True,
        )
        rows = "".join(self._table_row(line, table.columns, widths, table.size) for line in table.rows)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_GRID}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{head}{rows}</w:tbl>"
        )

    def _table_row(
        self,
        line: Row,
        columns: Sequence[Column],
        widths: Sequence[int],
        size: float,
        *,
        is_head: bool = False,
    ) -> str:
        repeated = "<w:tblHeader/>" if is_head else ""
        if line.spanning:
            cells = self._cell(line, 0, sum(widths), LEFT, size, span=len(widths))
        else:
            cells = "".join(
                self._cell(line, number, width, column.align, size)
                for number, (width, column) in enumerate(zip(widths, columns, strict=True))
            )
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"

    def _cell(self, line: Row, number: int, width: int, align: str, size: float, *, span: int = 1) -> str:
        run = replace(line.cells[number], bold=True) if line.bold else line.cells[number]
        written = self._run(run, size)
        written = written if number else self._anchored(line.anchor, written)
        spread = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        shape = '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>'
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spread}<w:vAlign w:val="center"/></w:tcPr>'
            f"<w:p><w:pPr>{'<w:keepNext/>' if span > 1 else ''}{shape}"
            f'<w:jc w:val="{_ALIGNS[align]}"/></w:pPr>{written}</w:p></w:tc>'
        )

    def _two_columns(self, left: float, cells: tuple[str, str]) -> str:
        widths = (_twips(left), _twips(self._width - left))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        written = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for width, cell in zip(widths, cells, strict=True)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            "</w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{written}</w:tr></w:tbl>"
        )

    # ---- heading and end

    def _heading(self, part: Heading) -> Iterator[str]:
        style = self._style
        left_width = 74.0 if style.is_party else 66.0
        yield self._two_columns(
            left_width,
            (
                "".join(self._issuer(part, left_width - 4)),
                "".join(self._nation(part, self._width - left_width - 4)),
            ),
        )
        yield self._paragraph(paragraph("", size=6, after=0))

    def _issuer(self, part: Heading, inside: float) -> Iterator[str]:
        style = self._style
        if part.superior:
            yield self._paragraph(centred(part.superior.upper(), size=style.superior_size))
        yield self._paragraph(centred(part.issuer.upper(), bold=True, size=style.issuer_size))
        if style.is_party:
            yield self._paragraph(centred("*", size=style.issuer_size))
        else:
            yield self._rule(24, inside)
        number = f"{style.number_word} {part.number or BLANK_NUMBER}{part.symbol}"
        yield self._paragraph(
            paragraph(number, align=CENTRE, indent=0, size=style.number_size, before=2, after=0)
        )
        if part.about:
            run = Run(part.about, italic=style.is_party)
            before = 2 if style.is_party else 6
            yield self._paragraph(paragraph(run, align=CENTRE, indent=0, size=12, before=before, after=0))

    def _nation(self, part: Heading, inside: float) -> Iterator[str]:
        style = self._style
        yield self._paragraph(centred(style.nation, bold=True, size=style.nation_size))
        if style.motto:
            yield self._paragraph(centred(style.motto, bold=True, size=13.5))
        yield self._rule(58 if style.motto else 72, inside)
        told = vietnamese_date(part.place, part.day, two_digit_months=style.is_party)
        run = Run(told, italic=True)
        yield self._paragraph(paragraph(run, align=CENTRE, indent=0, size=style.date_size, before=4, after=0))

    def _rule(self, width: float, inside: float) -> str:
        """Draw a rule of `width` mm, centred in a cell whose text is `inside` mm wide."""
        margin = _twips(max((inside - width) / 2, 0))
        border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        shape = '<w:spacing w:before="0" w:after="80" w:line="240" w:lineRule="auto"/>'
        look = '<w:sz w:val="4"/><w:szCs w:val="4"/>'
        return (
            f'<w:p><w:pPr>{border}{shape}<w:ind w:left="{margin}" w:right="{margin}"/>'
            '<w:jc w:val="center"/></w:pPr>'
            f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve"> </w:t></w:r></w:p>'
        )

    def _end(self, part: End) -> Iterator[str]:
        style = self._style
        # The line above is kept with the signature: a signature alone on its page can be put under anything.
        yield self._paragraph(paragraph("", size=8, after=0, keep=True))
        told = (
            Run("Nơi nhận:", underline=True) if style.is_party else Run("Nơi nhận:", bold=True, italic=True)
        )
        head = paragraph(told, align=LEFT, indent=0, size=14 if style.is_party else 12, after=2)
        listed = [
            paragraph(line, align=LEFT, indent=0, size=12 if style.is_party else 11, after=0)
            for line in part.recipients
        ]
        signature = [centred(line, bold=True) for line in part.signer or (UNSIGNED,)]
        space = [centred(" ") for _ in range(4)]
        name = centred(part.name or UNSIGNED, bold=bool(part.name))
        left = "".join(map(self._paragraph, [head, *listed]))
        right = "".join(map(self._paragraph, [*signature, *space, name]))
        yield self._two_columns(82, (left, right))
        # Word wants a paragraph behind a table, and puts one of full height where there is none.
        yield self._paragraph(paragraph("", size=2, after=0))

    # ---- pictures

    def _chart(self, part: BarChart) -> Iterator[str]:
        yield self._paragraph(
            paragraph(Run(part.title, bold=True), align=CENTRE, indent=0, size=12, before=6, keep=True)
        )
        yield self._picture(chart_png(part), CHART_WIDTH_MM, "Biểu đồ", part.alt, align="center")

    def _picture(self, png: bytes, width_mm: int, name: str, alt: str, *, align: str) -> str:
        inline = self._package.part.new_pic_inline(BytesIO(png), width=Mm(width_mm))
        self._marks += 1
        inline.docPr.set("id", str(self._marks))
        inline.docPr.set("name", f"{name} {self._marks}")
        inline.docPr.set("descr", alt)
        drawing = re.sub(r"^<\?xml[^>]*>\s*", "", inline.xml)
        return f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>'


def anchor_name(anchor: str) -> str:
    """Return a name that Word takes for a bookmark: forty letters, digits and underscores at most.

    >>> anchor_name("figure:sessions-total")
    'm_figure_sessions_total'
    """
    return f"m_{_NOT_A_NAME.sub('_', anchor)}"[:40]


def _title(part: Title, style: OfficialStyle) -> tuple[Paragraph, ...]:
    closing = "-----" if style.is_party else "__________"
    return (
        paragraph(
            Run(part.kind.upper(), bold=True),
            align=CENTRE,
            size=style.type_size,
            indent=0,
            before=6,
            after=0,
        ),
        centred(part.about, bold=True, size=style.title_size),
        paragraph(Run(closing, bold=style.is_party), align=CENTRE, size=style.title_size, indent=0, after=10),
    )


def _shape(part: Paragraph, borders: str = "") -> str:
    level = f'<w:outlineLvl w:val="{part.level - 1}"/>' if part.level else ""
    indent = f' w:firstLine="{_twips(part.indent)}"' if part.indent else ""
    left = f' w:left="{_twips(part.left)}"' if part.left else ""
    return (
        f"<w:pPr>{'<w:keepNext/>' if part.keep else ''}{borders}"
        f'<w:spacing w:before="{round(part.before * 20)}" w:after="{round(part.after * 20)}" '
        f'w:line="240" w:lineRule="auto"/>'
        f"{f'<w:ind{left}{indent}/>' if left or indent else ''}"
        f'<w:jc w:val="{_ALIGNS[part.align]}"/>{level}</w:pPr>'
    )


def _text(text: str) -> str:
    """Write a run's text; what XML does not allow is dropped, lines are broken where the text breaks them."""
    lines = _NOT_XML.sub("", text).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in lines)


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_A_MM)


# ---- the package


def _set_up(package: Any, document: OfficialDocument) -> None:
    style = document.style
    section = package.sections[0]
    section.page_width, section.page_height = map(Mm, _paper(document))
    if document.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.top_margin, section.bottom_margin = Mm(style.top), Mm(style.bottom)
    section.left_margin, section.right_margin = Mm(style.left), Mm(style.right)
    section.header_distance = section.footer_distance = Mm(10)
    _set_fonts(package, style)
    _set_page_numbers(section)
    _set_properties(package.core_properties, document.title)
    package.styles.add_style(DRAFTED_STYLE, WD_STYLE_TYPE.CHARACTER)


def _paper(document: OfficialDocument) -> tuple[int, int]:
    """The width and height of a page in millimetres."""
    short, long = _A4_MM
    return (long, short) if document.landscape else (short, long)


def _set_fonts(package: Any, style: OfficialStyle) -> None:
    normal = package.styles["Normal"]
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
    line = section.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run()
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
