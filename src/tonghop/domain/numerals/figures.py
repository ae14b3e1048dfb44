"""Figures with their separators and the scale words behind them."""

import re
from decimal import Decimal

from tonghop.domain.numerals.number_words import SCALE_WORD, SCALES, WORD_RUN, Amount, spoken_amount
from tonghop.domain.numerals.numeral import MOST_DECIMALS, MOST_DIGITS, Doubt, doubt_about, trimmed

TOKEN = re.compile(r"\d{1,3}(?: \d{3}(?!\d|[./-]\d))+(?:,\d+)?|\d+(?:[.,]\d+)*", re.ASCII)
_POINTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,6})?", re.ASCII)
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_COMMA = re.compile(r"(0|[1-9]\d*),(\d{1,6})", re.ASCII)
_ONE_SEPARATOR = re.compile(r"(\d+)[.,](\d+)", re.ASCII)
_SCALE = re.compile(rf"[ \n]{{0,3}}(?:({SCALE_WORD})[ \n]{{1,3}})?({SCALE_WORD})(?! lệ(?!\w))")
_HALF = re.compile(r"[ \n]{1,3}rư[ỡở]i(?!\w)")
_SMALLER = re.compile(r"[ \n]{1,3}(\d{1,3})(?!\d|[.,/-]\d)", re.ASCII)
_FIGURE_FOLLOWS = re.compile(r" {1,3}\d")


def amounts_of(value: Decimal | Doubt) -> tuple[Decimal, ...]:
    """Return the one amount, or all that a doubtful one may be."""
    return value.choices if isinstance(value, Doubt) else (value,)


def read_amount(folded: str, at: int) -> Amount | None:
    """Read the number that begins at an offset of a searchable text; None where none does."""
    if token := TOKEN.match(folded, at):
        return _figure_amount(folded, at, token)
    run = WORD_RUN.match(folded, at)
    return spoken_amount(run) if run else None


def read_figure(token: str) -> Decimal | Doubt:
    """Read figures with their separators."""
    digits = sum(map(str.isdigit, token))
    if digits > MOST_DIGITS + MOST_DECIMALS or sum(map(str.isdigit, token.partition(",")[0])) > MOST_DIGITS:
        return doubt_about("too-long", token)
    if token.isdigit():
        is_padded = token[0] == "0" and len(token) > 2  # "05" is how offices write 5
        return doubt_about("leading-zero", token, Decimal(token)) if is_padded else Decimal(token)
    plain = token.replace(" ", ".")
    if _POINTED.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if (comma := _COMMA.fullmatch(plain)) and (len(comma[2]) != 3 or len(comma[1]) > 3 or comma[1] == "0"):
        return Decimal(f"{comma[1]}.{comma[2]}")
    return _doubtful_figure(token, plain)


def _figure_amount(folded: str, at: int, token: re.Match[str]) -> Amount:
    """Read a figure and multiply the scale words behind it in: "1,2 nghìn tỷ", "3 triệu 500 nghìn"."""
    value, end = read_figure(token.group()), token.end()
    if " " in token.group() and _FIGURE_FOLLOWS.match(folded, end):  # a row of figures, not one number
        return Amount(end, doubt_about("several-numbers", token.group()), words=False)
    word = _SCALE.match(folded, end)
    if word is None:
        return Amount(end, value, words=False)
    worth = _worth(word)
    end, addends, is_loose = _smaller_amounts(folded, word.end(), worth)
    amounts = tuple(amount * worth + addend for amount in amounts_of(value) for addend in addends)
    if isinstance(value, Doubt) or is_loose:
        code = value.code if isinstance(value, Doubt) else "ambiguous-words"
        return Amount(end, doubt_about(code, folded[at:end], *amounts), words=False, scale=worth)
    return Amount(end, trimmed(amounts[0]), words=False, scale=worth)


def _worth(word: re.Match[str]) -> int:
    return SCALES[word[2]] * (SCALES[word[1]] if word[1] else 1)


def _smaller_amounts(folded: str, end: int, worth: int) -> tuple[int, tuple[Decimal, ...], bool]:
    """Read what is added behind a scale word: where it ends, what it may be, and whether that is doubtful.

    "3 triệu 500" is doubtful: the 500 may be thousands.
    """
    added = Decimal(0)
    while following := _SMALLER.match(folded, end):
        figure, smaller = Decimal(following[1]), _SCALE.match(folded, following.end())
        if smaller is None:
            short = Decimal(worth).scaleb(-len(following[1]))
            return following.end(), (added + figure, added + figure * short), True
        if _worth(smaller) >= worth:
            break
        worth, end = _worth(smaller), smaller.end()
        added += figure * worth
    if half := _HALF.match(folded, end):
        return half.end(), (added + Decimal(worth) / 2,), False
    return end, (added,), False


def _doubtful_figure(token: str, plain: str) -> Doubt:
    joined = Decimal(plain.replace(".", "").replace(",", ""))
    if point := _ONE_SEPARATOR.fullmatch(plain):
        fraction = Decimal(f"{point[1]}.{point[2]}")
        choices = (joined, fraction) if len(point[2]) == 3 else (fraction, joined)
        below_one = point[1] == "0" and " " not in token
        return doubt_about("ambiguous-separator", token, *((fraction,) if below_one else choices))
    if _ENGLISH.fullmatch(plain):
        return doubt_about("ambiguous-separator", token, Decimal(plain.replace(",", "")))
    head, last = re.split(r"[.,](?=\d+$)", plain)
    whole = head.replace(".", "").replace(",", "")
    return doubt_about("malformed", token, Decimal(f"{whole}.{last}"), joined)
