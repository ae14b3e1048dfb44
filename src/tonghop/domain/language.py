"""Vietnamese as offices write it: one spelling to store, one to search, one to compare, and where sentences end.

The central trick is `searchable`: a copy of a text of *the same length*, in lower case, with one tone placement, one dash
and one kind of blank. Rules are written once against the copy, and the offsets they find hold in the original.
"""

import re
import unicodedata
from collections.abc import Iterator

from tonghop.domain.provenance import Span

LETTER = "a-zA-ZÀ-ỹ"
"""A character class body: Latin letters with every Vietnamese mark, đ included."""

_BLANKS = dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"), " ")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−\xad"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»"), '"') | dict.fromkeys(map(ord, "‘’‚‛"), "'")
_FOLDS = _BLANKS | _DASHES | _QUOTES | {ord("ð"): "đ", ord("Ð"): "đ"}

_OPEN_DIPHTHONGS = {
    f"{first}{toned}": f"{carried}{second}"
    for first, second, tones, carriers in (
        ("o", "a", "àáảãạ", "òóỏõọ"),
        ("o", "e", "èéẻẽẹ", "òóỏõọ"),
        ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
    )
    for toned, carried in zip(tones, carriers, strict=True)
}
# In a syllable that ends in oa, oe or uy both "hoà" and "hòa" are written; "hoàn" and "quý" have one form only.
_OLD_TONES = re.compile(rf"(?<![qQ])(?:{'|'.join(_OPEN_DIPHTHONGS)})(?![{LETTER}])")


def nfc(text: str) -> str:
    """Bring a text to NFC with "\\n" line ends, the form in which it is stored.

    >>> nfc("tổng hợp") == "tổng hợp"
    True
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def searchable(text: str) -> str:
    """Return a copy of the same length for searching: lower case, new tone placement, plain blanks, dashes and quotes.

    >>> searchable("Uỷ ban\\nnhân dân – HOÀ BÌNH")
    'ủy ban nhân dân - hòa bình'
    """
    lower = text.lower()
    if len(lower) != len(text):  # "İ" grows: keep such letters as they are, or every offset behind them is wrong
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OLD_TONES.sub(lambda m: _OPEN_DIPHTHONGS[m.group()], lower.translate(_FOLDS))


def flat(text: str) -> str:
    """Return the text on one line with single blanks.

    >>> flat("Sở Tài\\n  chính ")
    'Sở Tài chính'
    """
    return " ".join(text.split())


def match_key(name: str) -> str:
    """Return the form in which two spellings of one name are equal: case, tone placement, blanks and punctuation fall away.

    >>> match_key("Uỷ ban  nhân dân, TP. Hoà Bình") == match_key("ỦY BAN NHÂN DÂN TP HÒA BÌNH")
    True
    """
    return " ".join(re.findall(r"\w+", searchable(nfc(name))))


def without_marks(text: str) -> str:
    """Return the text without tones and vowel marks, đ as d, for searching by people who type without them.

    >>> without_marks("Đặng Thị Hòa")
    'Dang Thi Hoa'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


# A full stop does not end a sentence after these (searched in the lower-case copy).
_ABBREVIATED = re.compile(r"(?:\b(?:tp|tx|tt|p|q|h|v\.v|ths|ts|pgs|gs|ông|bà|đ/c|st|tr|vd|kt|tm|tl|tuq|q|no|mr|dr|\d{1,3}|[a-zđ])|\.\.)$")
_SENTENCE_END = re.compile(r"(?:[.!?…]+[\"'”’)\]*_]*)(?= +[\"'“(\[*_-]*[^\W\d_]|\s*$)")


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of `text` inside `span`, each without outer blanks.

    A sentence ends at a full stop, question or exclamation mark before a capital letter, or where the span ends.
    Semicolons do not end one. Abbreviations (TP., v.v.) and numbers ("1.") do not either.

    >>> [s.cut("Sở A họp. TP. Huế chờ. ") for s in sentences("Sở A họp. TP. Huế chờ. ", Span(0, 23))]
    ['Sở A họp.', 'TP. Huế chờ.']
    """
    folded = searchable(text[span.start : span.end])
    begin = 0
    for end in _SENTENCE_END.finditer(folded):
        follower = folded[end.end() :].lstrip(" \"'(*_-[")[:1]
        original = text[span.start + end.end() : span.start + end.end() + 12].lstrip(" \n\t“\"'(*_-[")[:1]
        if follower and not original.isupper():
            continue
        if end.group().startswith(".") and _ABBREVIATED.search(folded, max(begin, end.start() - 8), end.start()):
            continue
        if whole := _trimmed(text, span.start + begin, span.start + end.end()):
            yield whole
        begin = end.end()
    if rest := _trimmed(text, span.start + begin, span.end):
        yield rest


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
