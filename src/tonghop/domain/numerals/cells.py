"""A whole text, usually a cell, that is one number."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from tonghop.domain.language import nfc
from tonghop.domain.numerals.figures import TOKEN, read_figure
from tonghop.domain.numerals.no_numbers import NOT_ONE_NUMBER
from tonghop.domain.numerals.number_words import FIRST_WORD, SCALE_WORD, WORD_RUN
from tonghop.domain.numerals.numeral import MOST_DIGITS, Doubt, Numeral, doubt_about
from tonghop.domain.numerals.phrases import QUALIFIED, QUALIFIER, Phrase, qualified, read_phrase
from tonghop.domain.numerals.prose import find_numerals
from tonghop.domain.numerals.units import MEASURED, Page, searchable_lines
from tonghop.domain.provenance import Span

_LONGEST_CELL = 300
_LONGEST_KEPT = 60
_CLEAN = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,6})?|\d{1,15},\d{1,6}", re.ASCII)
_LEAD_WORDS = r"(?:(?:tổng số|tổng cộng|tổng|cộng|số lượng|có|được|đạt)(?: là)? ?:? {0,2})?"
_LEAD = re.compile(_LEAD_WORDS)
_OPENS_IN_WORDS = re.compile(
    rf"{_LEAD_WORDS}(?:{QUALIFIER})?(?:không(?!\w)|{FIRST_WORD})|(?:hàng|vài|mấy|dăm|cả|nhiều)(?!\w)"
)
_DIGIT = re.compile(r"\d")
_LOOK_ALIKE = re.compile(r"(?!I+\.)[\doOlI|оОοΟ.,]{1,20}")
_LOOK_ALIKES = str.maketrans("oOlI|оОοΟ", "001110000")
_EXPONENT = re.compile(r"(\d{1,4})(?:[.,](\d{1,12}))?[eE]\+?(\d{1,2})", re.ASCII)
_SIGNED = re.compile(r"(?:\+|-|âm |\()[ ]{0,2}(?=\d)")
_VAGUE = re.compile(rf"(?:hàng|vài|mấy|dăm|cả|nhiều) (?:vài |ba )?{SCALE_WORD}|(?:vài|mấy|dăm)(?!\w)")


def read_numeral(text: str) -> Numeral | Doubt | None:
    """Read a text, usually a cell, that is one number with or without its unit; None where it is no number.

    Dates, years with their word, telephone numbers, ordinals and symbols of documents are no numbers. "không"
    is zero here; whether a cell's "không" means nil is for the caller to decide first.

    >>> read_numeral("1.234").amount, read_numeral("hơn 1,2 tỷ đồng").unit, read_numeral("mười lăm").amount
    (Decimal('1234'), 'đồng', Decimal('15'))
    >>> read_numeral("1,234").choices, read_numeral("Điều 5")
    ((Decimal('1234'), Decimal('1.234')), None)
    """
    return _read_short(text) if len(text) <= _LONGEST_KEPT else _read(text)


def _numeral_or_doubt(value: Decimal | Doubt) -> Numeral | Doubt:
    return value if isinstance(value, Doubt) else Numeral(value)


def _read(text: str) -> Numeral | Doubt | None:
    if text.isdigit() and text.isascii() and len(text) <= MOST_DIGITS and (text[0] != "0" or len(text) < 3):
        return Numeral(Decimal(text))
    written = nfc(text).strip(" \t\n\xa0\u200b\ufeff\u202f")
    if _CLEAN.fullmatch(written):
        return _numeral_or_doubt(read_figure(written))
    if not written or len(written) > _LONGEST_CELL:
        return None
    if not _DIGIT.search(written):
        folded = searchable_lines(written)
        return _read_whole(Page(written, folded)) if _OPENS_IN_WORDS.match(folded) else None
    return _odd_characters(written) or _read_whole(Page(written, searchable_lines(written)))


# Forms and labels say the same in thousands of files.
_read_short = lru_cache(maxsize=8192)(_read)


def _read_whole(page: Page) -> Numeral | Doubt | None:
    if NOT_ONE_NUMBER.match(page.folded):
        return _vague(page)
    if signed := _SIGNED.match(page.folded):
        return _read_signed(page, signed)
    start = _LEAD.match(page.folded).end()  # type: ignore[union-attr]  # may be empty, always matches
    qualifier = QUALIFIED.match(page.folded, start)
    start = qualifier.end() if qualifier else start
    phrase = read_phrase(page, start)
    if phrase is None or _is_other_word(page, start, phrase):
        return _vague(page)
    found = qualified(phrase.found, qualifier.group() if qualifier else "")
    return _with_rest(page, found, phrase.end)


def _is_other_word(page: Page, start: int, phrase: Phrase) -> bool:
    """True where a number word opens something else: "không tổ chức", "Năm học mới", "Ba Vì"."""
    run = WORD_RUN.match(page.folded, start)
    if run is None or run.end() == len(page.folded) or len(run.group().split()) > 1:
        return False
    if isinstance(phrase.found, Doubt):
        return False
    unit = searchable_lines(phrase.found.unit)
    if run.group() == "không":
        return unit != "đồng"
    return not (MEASURED.match(unit) or page.folded[phrase.end - 1] in ")%")


def _odd_characters(written: str) -> Doubt | None:
    """Return the doubt of letters that look like figures, foreign figures and a spreadsheet's exponents."""
    if exponent := _EXPONENT.fullmatch(written):
        whole, fraction, power = exponent.groups(default="")
        if int(power) < MOST_DIGITS:
            return doubt_about("exponent", written, Decimal(f"{whole}.{fraction}0").scaleb(int(power)))
        return doubt_about("exponent", written)
    if any(c.isdecimal() and not c.isascii() for c in written):
        plain = "".join(str(int(c)) if c.isdecimal() else c for c in written)
        return _look_alike(written, plain)
    if _LOOK_ALIKE.fullmatch(written) and any(map(str.isdigit, written)) and not TOKEN.fullmatch(written):
        return _look_alike(written, written.translate(_LOOK_ALIKES))
    return None


def _look_alike(written: str, plain: str) -> Doubt | None:
    if plain == written or not TOKEN.fullmatch(plain):
        return None if plain == written else doubt_about("look-alike", written)
    meant = read_figure(plain)
    return doubt_about("look-alike", written, *(meant.choices if isinstance(meant, Doubt) else (meant,)))


def _vague(page: Page) -> Doubt | None:
    return doubt_about("vague", page.written) if _VAGUE.match(page.folded) else None


def _read_signed(page: Page, sign: re.Match[str]) -> Doubt | None:
    phrase = read_phrase(page, sign.end())
    if phrase is None:
        return None
    if isinstance(phrase.found, Doubt):
        return phrase.found
    amount = phrase.found.amount
    choices = (amount,) if sign.group().startswith("+") else (amount, -amount)
    return replace(doubt_about("signed", page.written, *choices), unit=phrase.found.unit)


def _with_rest(page: Page, found: Numeral | Doubt, end: int) -> Numeral | Doubt:
    """Judge what is left behind a number: nothing, a stop behind a unit, or words that make it doubtful."""
    rest = page.written[end:].strip(" \n")
    if not rest or (rest in (".", ";", ",") and found.unit):
        return found
    amounts = found.choices if isinstance(found, Doubt) else (found.amount,)
    others = [n.amount for _, n in find_numerals(rest, Span(0, len(rest))) if isinstance(n, Numeral)]
    if others or re.search(r"\d", rest):
        return doubt_about("several-numbers", page.written, *amounts, *(others if amounts else ()))
    return replace(doubt_about("more-words", page.written, *amounts), unit=found.unit)
