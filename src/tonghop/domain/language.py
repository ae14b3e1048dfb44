"""Vietnamese as offices write it: one spelling to store, one to search, one to compare; where sentences end.

The central trick is `searchable`: a copy of a text of *the same length*, in lower case, with one tone
placement, one dash and one kind of blank. Rules are written once against the copy; the offsets they find
hold in the original.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache, wraps

from tonghop.domain.provenance import Span

LETTER = "a-zA-ZÀ-ỹ"
"""A character class body: Latin letters with every Vietnamese mark, đ included."""

_BLANKS = dict.fromkeys(
    map(
        ord,
        "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
        "\u2028\u2029\u202f\u205f\u3000\u200b\ufeff",
    ),
    " ",
)
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
# In a syllable that ends in oa, oe or uy both "hoà" and "hòa" are written; "hoàn" and "quý" have one form.
_SHORT = 120
_WORDS = re.compile(r"\w+")
_OLD_TONES = re.compile(rf"(?<![qQ])(?:{'|'.join(_OPEN_DIPHTHONGS)})(?![{LETTER}])")


def nfc(text: str) -> str:
    """Bring a text to NFC with "\\n" line ends, the form in which it is stored.

    >>> nfc("tổng hợp") == "tổng hợp"
    True
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _remembered(compute: Callable[[str], str]) -> Callable[[str], str]:
    """Keep what was computed of short texts: labels and names come back in every file of an inbox."""
    short = lru_cache(maxsize=8192)(compute)

    @wraps(compute)
    def remembering(text: str) -> str:
        return short(text) if len(text) <= _SHORT else compute(text)

    return remembering


@_remembered
def searchable(text: str) -> str:
    """Return a copy of the same length for searching: lower case, new tones, plain blanks, dashes, quotes.

    >>> searchable("Uỷ ban\\nnhân dân – HOÀ BÌNH")
    'ủy ban nhân dân - hòa bình'
    """
    lower = text.lower()
    if len(lower) != len(
        text
    ):  # "İ" grows: keep such letters as they are, or every offset behind them is wrong
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OLD_TONES.sub(lambda m: _OPEN_DIPHTHONGS[m.group()], lower.translate(_FOLDS))


def flat(text: str) -> str:
    """Return the text on one line with single blanks.

    >>> flat("Sở Tài\\n  chính ")
    'Sở Tài chính'
    """
    return " ".join(text.split())


@_remembered
def match_key(name: str) -> str:
    """Return the form in which two spellings of one name are equal, whatever their case, tones and blanks.

    >>> match_key("Uỷ ban  nhân dân, TP. Hoà Bình") == match_key("ỦY BAN NHÂN DÂN TP HÒA BÌNH")
    True
    """
    return " ".join(_WORDS.findall(searchable(nfc(name))))


@_remembered
def without_marks(text: str) -> str:
    """Return the text without tones and vowel marks, đ as d, for searching by people who type without them.

    >>> without_marks("Đặng Thị Hòa")
    'Dang Thi Hoa'
    """
    return text if text.isascii() else unicodedata.normalize("NFD", text).translate(_BARE)


class _BareLetters(dict[int, str]):
    """What `str.translate` puts for each letter of a text without composed ones; learnt as letters come."""

    def __missing__(self, letter: int) -> str:
        bare = "" if unicodedata.combining(chr(letter)) else chr(letter)
        if len(self) < _MOST_LETTERS:
            self[letter] = bare
        return bare


_MOST_LETTERS = 4096
_BARE = _BareLetters({ord("đ"): "d", ord("Đ"): "D"})


_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng as combining marks, in the order of CLDR (vi); no mark comes before them."""

_ALPHABET = str.maketrans("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg")
_LATIN_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZĐÐð", "abcdefghijklmnopqrstuvwxyzđđđ")
_NO_LETTER = r"(?![a-zđ\u0300-\u036f])"
_TONE_BEHIND = re.compile(rf"(o)([ae])([{_TONES}]){_NO_LETTER}|(?<!q)(u)(y)([{_TONES}]){_NO_LETTER}")


def sort_key(name: str) -> str:
    """Return a key by which names sort as in a Vietnamese dictionary when keys are compared code by code.

    Letters decide first (a < ă < â < b … d < đ), tones after all letters, numbers by their value up to nine
    digits; case, punctuation and the placement of tones do not matter. The database has the same function
    (`tonghop_sort_key`), since its own collations differ from server to server.

    >>> sorted(["Đà Lạt", "Dĩ An", "Quận 10", "Quận 2", "Ân Thi", "An Khê"], key=sort_key)
    ['An Khê', 'Ân Thi', 'Dĩ An', 'Đà Lạt', 'Quận 2', 'Quận 10']
    """
    spelled = _TONE_BEHIND.sub(_tone_in_front, unicodedata.normalize("NFD", name).translate(_LATIN_LOWER))
    words = " ".join(re.findall(r"[a-z0-9đ\u0300-\u036f]+", spelled))
    words = re.sub(r"(?<![0-9])([0-9]{1,8})(?![0-9])", r"00000000\1", words)
    words = re.sub(r"(?<![0-9])0+([0-9]{9})(?![0-9])", r"\1", words)
    letters = unicodedata.normalize("NFC", re.sub(f"[{_TONES}]", "", words)).translate(_ALPHABET)
    tones = re.sub(f"[^{_TONES}]", "0", re.sub("[\u0302\u0306\u031b]", "", words))
    return f"{letters}\t{tones.translate(str.maketrans(_TONES, '12345'))}"


def _tone_in_front(match: re.Match[str]) -> str:
    first, second, tone = filter(None, match.groups())
    return f"{first}{tone}{second}"


_UPPER = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1EFA))))
_BLANK = r"[\s\u200b\ufeff]"
_OPENING = r"[\"'“‘«(\[*_]{0,3}"
_LABEL = rf"(?:\(?\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)]|\(?[a-zđ]\)|[IVX]{{1,5}}\.|[-–+•*]){_BLANK}{{1,9}}"
_BEGINNING = rf"{_OPENING}(?:{_LABEL}){{0,2}}{_OPENING}[{_UPPER}]"

_NUMBERED = "số|điều|khoản|điểm|mục|chương|phần|bảng|biểu|hình|phụ lục"

_STOP = re.compile(rf"(?<![.!?…])[.!?…]+[\"'”’»)\]*_]{{0,4}}(?={_BLANK}+{_BEGINNING})")
# A full stop does not end a sentence after these, after a number that names something ("số 12.") or opens an
# item (": 1. Sở …"), or after a single letter (an initial, "Th.S").
_ABBREVIATED = re.compile(
    r"\b(?:tp|tx|tt|v\.v|ths?|ts|pgs|gs|bs|ks|ls|đ/c|đc|st|stt|tr|vd|kt|tm|tl|tuq|no|mr|dr|đt|sđt|nxb|[a-zđ])$"
    rf"|\b(?:{_NUMBERED}){_BLANK}\d{{1,3}}$|[:;,]{_BLANK}\d{{1,2}}$",
    re.IGNORECASE,
)
_ONLY_LABEL = re.compile(r"[(*_]{0,3}(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])")

_LINE_END = re.compile(r"(?<=\S)[^\S\n]*+\n\s*+")
_LABELLED = re.compile(rf"{_OPENING}{_LABEL}{_OPENING}[{_UPPER}]")
_AWAITS_NUMBER = re.compile(rf"\b(?:{_NUMBERED}|ngày|tháng|quý|lần|và)$", re.IGNORECASE)
_NARROW_LINE = 50


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of `text` inside `span`, each without outer blanks; between them lie blanks alone.

    A sentence ends at a full stop, question or exclamation mark before a capital letter (a list label may
    stand between), before an empty line, before a line that opens a labelled item, or where the span ends.
    Semicolons do not end one, nor do abbreviations (TP., v.v.), initials, numbers ("1.234", "số 12.") and
    the line ends of a hard-wrapped text.

    >>> [s.cut("Sở A họp. TP. Huế chờ. ") for s in sentences("Sở A họp. TP. Huế chờ. ", Span(0, 23))]
    ['Sở A họp.', 'TP. Huế chờ.']
    """
    for start, end in _blocks(text, span):
        begin = start
        for stop in _STOP.finditer(text, start, end):
            if not _is_abbreviation(text, begin, stop):
                yield from _trimmed(text, begin, stop.end())
                begin = stop.end()
        yield from _trimmed(text, begin, end)


def _blocks(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the parts between line ends at which a sentence cannot go on."""
    begin = span.start
    for gap in _LINE_END.finditer(text, span.start, span.end):
        if _is_break(text, begin, gap):
            yield begin, gap.start()
            begin = gap.end()
    yield begin, span.end


def _is_break(text: str, begin: int, gap: re.Match[str]) -> bool:
    if gap.group().count("\n") > 1:
        return not text[gap.end() : gap.end() + 1].islower()
    if not _LABELLED.match(text, gap.end()):
        return False
    if text[gap.end()] in "-–":  # "Phát thanh\n- Truyền hình" goes on; an item after a stop does not
        line_start = max(begin, text.rfind("\n", begin, gap.start()) + 1)
        return text[gap.start() - 1] in ".;:,!?" or gap.start() - line_start < _NARROW_LINE
    return not _AWAITS_NUMBER.search(text, max(begin, gap.start() - 8), gap.start())


def _is_abbreviation(text: str, begin: int, stop: re.Match[str]) -> bool:
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return False
    if _ABBREVIATED.search(text, max(begin, stop.start() - 12), stop.start()):
        return True
    return stop.start() - begin < 16 and bool(_ONLY_LABEL.fullmatch(text[begin : stop.start()].strip()))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
