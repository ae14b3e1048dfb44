"""Pages of scans and pictures drawn anew for keying beside them, by a process of its own.

Nothing of the file reaches the browser but the dots of its pages: no metadata, no script, no other format. A
file that takes too long or too much memory costs the process that draws it, and nothing else.
"""

import struct
import subprocess
import sys
import zlib
from typing import Any

from tonghop.domain.errors import Refusal

MOST_PAGES = 30
WIDEST = 1_240
"""Dots across a page, and MOST_DOTS in all: enough to read a table, small enough to send."""

MOST_DOTS = 6_000_000
_MOST_PIXELS = 80_000_000
_SECONDS = 30.0


class NoPicture(Refusal):
    code = "no-picture"
    message_vi = "Không vẽ được trang này; hãy tải tệp về để xem."
    message_en = "This page cannot be drawn; download the file to look at it."


def page_count(content: bytes) -> int:
    """Return how many pages can be drawn of a file, at most MOST_PAGES; 0 where none can."""
    try:
        return int(_ask("count", 0, content))
    except (NoPicture, ValueError):
        return 0


def page_picture(content: bytes, number: int) -> bytes:
    """Return a page, counted from 1, as PNG. Raises: NoPicture."""
    picture = _ask("draw", number, content)
    if not picture.startswith(b"\x89PNG"):
        raise NoPicture()
    return picture


def _ask(word: str, number: int, content: bytes) -> bytes:
    import os

    command = (sys.executable, "-m", "tonghop.formats.inbox.page_pictures", word, str(number))
    path = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
            env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": path},
        )
    except (subprocess.SubprocessError, OSError):
        raise NoPicture() from None
    return done.stdout


# ---- in the process of its own


def main() -> None:
    """Serve one request: the word and the page on the command line, the file on the input."""
    from tonghop.formats.inbox.worker import bound_memory

    bound_memory()
    word, number = sys.argv[1], int(sys.argv[2])
    content = sys.stdin.buffer.read()
    answer = str(_count(content)).encode() if word == "count" else _drawn(content, number)
    sys.stdout.buffer.write(answer)


def _count(content: bytes) -> int:
    if b"%PDF-" not in content[:1024]:
        return 1 if _picture_suffix(content) else 0
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return min(len(document), MOST_PAGES)


def _drawn(content: bytes, number: int) -> bytes:
    if not 1 <= number <= MOST_PAGES:
        return b""
    return _pdf_page(content, number) if b"%PDF-" in content[:1024] else _picture(content)


def _pdf_page(content: bytes, number: int) -> bytes:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        if number > len(document):
            return b""
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(WIDEST / max(width, 1), (MOST_DOTS / max(width * height, 1)) ** 0.5, 4.0)
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, no_smoothtext=False)
        return _png(bitmap)


def _png(bitmap: Any) -> bytes:
    """Write a bitmap of pypdfium2, which has no types, as PNG."""
    width, height, stride, channels = bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels
    told = bytes(bitmap.buffer)
    kind = {1: 0, 3: 2, 4: 6}[channels]
    lines = b"".join(b"\0" + told[at * stride : at * stride + width * channels] for at in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _picture_suffix(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"GIF8"):
        return "gif"
    return "webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def _picture(content: bytes) -> bytes:
    """Draw a picture anew by the program that sets our documents, which decodes it without its metadata."""
    import tempfile
    from pathlib import Path

    import typst

    suffix = _picture_suffix(content)
    if not suffix or _pixels(content, suffix) > _MOST_PIXELS:
        return b""
    with tempfile.TemporaryDirectory(prefix="tonghop-picture-") as folder:
        (Path(folder) / f"p.{suffix}").write_bytes(content)
        page = Path(folder) / "p.typ"
        page.write_text(
            f'#set page(width: {WIDEST}pt, height: auto, margin: 0pt)\n#image("p.{suffix}", width: 100%)',
            encoding="utf-8",
        )
        drawn = typst.compile(str(page), format="png", ppi=72.0)
    return drawn if isinstance(drawn, bytes) else drawn[0]


def _pixels(content: bytes, suffix: str) -> int:
    """Return how many dots a picture says that it has; for kinds that hide it, more than is drawn."""
    if suffix == "png":
        width, height = struct.unpack(">II", content[16:24])
        return int(width * height)
    if suffix == "gif":
        width, height = struct.unpack("<HH", content[6:10])
        return int(width * height)
    if suffix == "jpg":
        at = 2
        while at + 9 < len(content) and content[at] == 0xFF:
            marker = content[at + 1]
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                height, width = struct.unpack(">HH", content[at + 5 : at + 9])
                return int(width * height)
            at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
        return _MOST_PIXELS + 1
    return 0 if len(content) < 2**22 else _MOST_PIXELS + 1


if __name__ == "__main__":
    main()
