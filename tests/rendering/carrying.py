"""PDF files that carry data, made without the program's own writer: keywords by reportlab, the attachment by
pdfium.
"""

import hashlib
from io import BytesIO

import pypdfium2
from reportlab.pdfgen.canvas import Canvas


def pdf_carrying(
    data: bytes | None, *, name: str = "consolidated.json", keywords: str | None = None, page: bytes = b""
) -> bytes:
    """Return a PDF with the data attached and, unless other keywords are given, their hash as a keyword.

    Shape: `page` is a PDF to attach to; one with a single word is made where it is left out.
    """
    if keywords is None:
        keywords = f"báo cáo, tonghop.data={hashlib.sha256(data or b'').hexdigest()}"
    document = pypdfium2.PdfDocument(page or _page(keywords))
    if data is not None:
        document.new_attachment(name).set_data(data)
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _page(keywords: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setKeywords(keywords)
    canvas.drawString(72, 720, "Report")
    canvas.save()
    return out.getvalue()
