"""Pictures written anew: what the camera, the telephone or a program wrote beside the picture is left behind.

Place, time, device and author (EXIF, XMP, comments, colour profiles) are not taken over, nor is anything that
was hung behind the picture. The picture is turned as its camera said, since that word goes too.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

MOST_PIXELS = 50_000_000
"""More than a telephone's picture has; such a picture needs some 200 MB of memory while it is written."""

_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "WEBP": "image/webp"}
_MODES = {"PNG": ("1", "L", "LA", "RGB", "RGBA"), "JPEG": ("L", "RGB"), "WEBP": ("RGB", "RGBA")}


class PictureRefused(Exception):  # noqa: N818 (a refusal is not an error)
    """A picture is turned away: `code` is "damaged", "too-many-pixels" or "moving"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was written anew."""

    content: bytes
    media_type: str


def rewritten(content: bytes) -> Picture:
    """Return a PNG, JPEG or WebP picture without what stands beside it.

    Raises: PictureRefused.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
                return _rewritten(picture)
    except PictureRefused:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as fault:
        raise PictureRefused("damaged") from fault


def _rewritten(picture: Image.Image) -> Picture:
    kind = str(picture.format)
    if picture.width * picture.height > MOST_PIXELS:
        raise PictureRefused("too-many-pixels")
    if kind in ("PNG", "WEBP") and getattr(picture, "n_frames", 1) > 1:
        raise PictureRefused("moving")
    target = "JPEG" if kind == "MPO" else kind
    turned = ImageOps.exif_transpose(picture)
    plain = turned if turned.mode in _MODES[target] else turned.convert(_plain_mode(turned, target))
    plain.info = {}
    out = BytesIO()
    if target == "PNG":
        plain.save(out, "PNG")
    else:
        plain.save(out, target, quality=90)
    return Picture(out.getvalue(), _FORMATS[kind])


def _plain_mode(picture: Image.Image, target: str) -> str:
    """Return the mode in which a picture with a palette or unusual channels is written."""
    clear = picture.mode in ("PA", "RGBa", "La", "LA", "RGBA") or "transparency" in picture.info
    return "RGBA" if clear and target != "JPEG" else "RGB"
