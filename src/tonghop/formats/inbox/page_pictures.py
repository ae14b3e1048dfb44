"""Pages of scans as pictures for the screen: drawn or decoded, made small enough, and encoded anew, so that
nothing of the file itself (hidden data, programs, where it was photographed) reaches a browser.
"""

from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from tonghop.formats.inbox.kinds import Kind

WIDEST, HIGHEST = 1400, 2800
"""Pixels of the picture; a page of A4 is then sharp enough to read handwriting."""

MOST_PIXELS = 80_000_000
"""Of a photograph as it came; what is larger is not opened."""

MOST_PAGES = 300
_JPEG, _PNG = "image/jpeg", "image/png"
_FEW_COLOURS = 256


def draw_page(content: bytes, kind: Kind, page: int) -> tuple[int, bytes, str]:
    """Return how many pages there are, the page (counted from 1) as a picture, and its media type.

    No bytes where there is no such page. Raises: what pdfium and Pillow raise for damaged files.
    """
    if kind is Kind.PDF:
        return _of_pdf(content, page)
    return _of_picture(content, page)


def _of_pdf(content: bytes, page: int) -> tuple[int, bytes, str]:
    with pypdfium2.PdfDocument(content) as document:
        pages = min(len(document), MOST_PAGES)
        if not 1 <= page <= pages:
            return pages, b"", ""
        shown = document[page - 1]
        width, height = shown.get_size()
        if not (width > 0 and height > 0):
            return pages, b"", ""
        scale = min(WIDEST / width, HIGHEST / height)
        picture = shown.render(scale=scale, may_draw_forms=False).to_pil()
        return pages, *_encoded(picture)


def _of_picture(content: bytes, page: int) -> tuple[int, bytes, str]:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses from twice as many on
    with Image.open(BytesIO(content)) as opened:
        pages = min(getattr(opened, "n_frames", 1), MOST_PAGES)
        if not 1 <= page <= pages or opened.width * opened.height > MOST_PIXELS:
            return pages, b"", ""
        frame = next(row for number, row in enumerate(ImageSequence.Iterator(opened), 1) if number == page)
        frame.draft("RGB", (WIDEST, HIGHEST))  # a photograph is decoded no larger than it is shown
        return pages, *_encoded(ImageOps.exif_transpose(frame))


def _encoded(picture: Image.Image) -> tuple[bytes, str]:
    """Return a picture as new bytes without anything that stood beside its pixels."""
    flat = picture.convert("RGBA") if picture.mode in ("P", "LA", "PA") else picture
    if flat.mode == "RGBA":
        white = Image.new("RGB", flat.size, "white")
        white.paste(flat, mask=flat.getchannel("A"))
        flat = white
    flat = flat.convert("L" if flat.mode in ("1", "L", "I;16") else "RGB")
    flat.thumbnail((WIDEST, HIGHEST))
    is_drawn = flat.getcolors(_FEW_COLOURS) is not None
    out = BytesIO()
    bare = Image.frombytes(flat.mode, flat.size, flat.tobytes())
    if is_drawn:
        bare.save(out, "PNG")
        return out.getvalue(), _PNG
    bare.save(out, "JPEG", quality=80)
    return out.getvalue(), _JPEG
