"""A plain text as a PDF with lines broken to the column's width and a number on every page."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tonghop.domain.language import nfc
from tonghop.formats.intake.lines import paragraph_spans
from tonghop.formats.intake.plain_text import without_preamble

FONT = "Vietnamese"
BOLD = "Vietnamese-Bold"
SIZE = 12.0
PITCH = 16.0

_FOLDERS = (
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/dejavu",
    "C:/Windows/Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
)
_FACES = (
    ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
    ("times.ttf", "timesbd.ttf"),
    ("Times New Roman.ttf", "Times New Roman Bold.ttf"),
    ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
)


def as_pdf(text: str, width: float = 450.0, *, gap: float = 6.0, indent: float = 0.0) -> bytes:
    """Return the text as PDF: paragraphs broken at `width` points, `gap` points between them, first lines
    indented.

    The test is skipped where no font with Vietnamese letters is installed.
    """
    canvas, buffer = new_canvas()
    body = without_preamble(nfc(text))
    y = 780.0
    page = 1
    for span in paragraph_spans(body):
        for place, line in enumerate(_broken(span.cut(body), width, indent)):
            if y < 70:
                canvas.drawCentredString(A4[0] / 2, 30, str(page))
                canvas.showPage()
                page, y = page + 1, 780.0
            canvas.setFont(FONT, SIZE)
            canvas.drawString(70 + (0 if place else indent), y, line)
            y -= PITCH
        y -= gap
    canvas.setFont(FONT, SIZE)
    canvas.drawCentredString(A4[0] / 2, 30, str(page))
    canvas.save()
    return buffer.getvalue()


def new_canvas() -> tuple[Canvas, io.BytesIO]:
    """Return an empty A4 page on which Vietnamese can be written, and the buffer that it is saved into."""
    if not fonts_are_there():
        pytest.skip("no TrueType font with Vietnamese letters is installed (fonts-dejavu)")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont(FONT, SIZE)
    return canvas, buffer


@cache
def fonts_are_there() -> bool:
    for folder in map(Path, _FOLDERS):
        for regular, bold in _FACES:
            if (folder / regular).is_file() and (folder / bold).is_file():
                pdfmetrics.registerFont(TTFont(FONT, str(folder / regular)))
                pdfmetrics.registerFont(TTFont(BOLD, str(folder / bold)))
                return True
    return False


def _broken(text: str, width: float, indent: float) -> Iterator[str]:
    line = ""
    room = width - indent
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and pdfmetrics.stringWidth(longer, FONT, SIZE) > room:
            yield line
            line, room = word, width
        else:
            line = longer
    if line:
        yield line
