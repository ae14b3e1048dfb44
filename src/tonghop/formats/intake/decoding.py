"""From the bytes of a text file to its letters, with the name of the character set it was written in."""

import codecs
from typing import NamedTuple

from tonghop.domain.language import nfc
from tonghop.domain.provenance import Notice
from tonghop.formats.intake.legacy import SAMPLE, from_legacy, legacy_set_of, vietnamese_share
from tonghop.formats.intake.notices import notice

_MARKS_OF_ORDER = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLED_BYTES = 4 * SAMPLE


class Decoded(NamedTuple):
    """A text, the name of its character set, and what went wrong on the way. The text is not yet in NFC."""

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


def decoded(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of these bytes: by its byte order mark, as UTF-8, as declared, or by what makes
    Vietnamese of it.

    Bytes that are no text give a text all the same; ask `is_binary` first.
    """
    for mark, encoding in _MARKS_OF_ORDER:
        if data.startswith(mark):
            return _with_losses(data[len(mark) :], encoding)
    if wide := _wide_encoding(data):
        return _with_losses(data, wide)
    if _is_utf8(data):
        return _from_unicode(data.decode("utf-8", "replace"), "utf-8", damaged=not _decodes(data, "utf-8"))
    return _from_single_bytes(data, declared)


def is_binary(data: bytes) -> bool:
    """Whether these bytes are no text in any character set."""
    sample = data[:_SAMPLED_BYTES]
    if sample.startswith(tuple(mark for mark, _ in _MARKS_OF_ORDER)) or _wide_encoding(sample):
        return False
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\x0b\x0c\x1a\x1b" for byte in sample)
    return controls > 0.02 * len(sample) or b"\0\0" in sample


def _wide_encoding(data: bytes) -> str | None:
    """Return which UTF-16 these bytes are: most blanks and line ends are then a plain byte beside a zero."""
    sample = data[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.2 * half and even < 0.05 * half and _decodes(sample[: len(sample) // 2 * 2], "utf-16-le"):
        return "utf-16-le"
    if even > 0.2 * half and odd < 0.05 * half and _decodes(sample[: len(sample) // 2 * 2], "utf-16-be"):
        return "utf-16-be"
    return None


def _is_utf8(data: bytes) -> bool:
    """Whether these bytes are UTF-8, perhaps with a few of them damaged or the end cut off."""
    if _decodes(data, "utf-8"):
        return True
    sample = data[:_SAMPLED_BYTES].decode("utf-8", "replace")
    broken = sample.count("\ufffd")
    whole = sum(c > "\x7f" for c in sample) - broken
    return whole > 20 * broken


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _with_losses(data: bytes, encoding: str) -> Decoded:
    return _from_unicode(data.decode(encoding, "replace"), encoding, damaged=not _decodes(data, encoding))


def _from_unicode(text: str, encoding: str, *, damaged: bool) -> Decoded:
    """Return a Unicode text; one pasted out of a legacy font is Unicode in name only, and decoded."""
    notices = (notice("damaged-characters"),) if damaged else ()
    if legacy := legacy_set_of(text):
        return Decoded(from_legacy(text, legacy), legacy, notices)
    return Decoded(text, encoding, notices)


def _from_single_bytes(data: bytes, declared: str | None) -> Decoded:
    latin = data.decode("latin-1")
    windows = nfc(data.decode("cp1258", "replace"))
    legacy = legacy_set_of(latin)
    vietnamese = vietnamese_share(windows[:SAMPLE])
    if legacy and vietnamese_share(from_legacy(latin[:SAMPLE], legacy)) > vietnamese:
        return Decoded(from_legacy(latin, legacy), legacy)
    if vietnamese >= 0.1 or declared == "cp1258":
        return Decoded(windows, "cp1258")
    if declared and _known(declared) and _decodes(data, declared):
        return Decoded(data.decode(declared), codecs.lookup(declared).name)
    text = data.decode("cp1252", "replace")
    return Decoded(text, "cp1252", (notice("damaged-characters"),) if "\ufffd" in text else ())


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        return False
