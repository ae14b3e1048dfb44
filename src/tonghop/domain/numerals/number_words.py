"""Number words: read into whole numbers, and written."""

import re
from decimal import Decimal
from typing import NamedTuple

from tonghop.domain.numerals.numeral import MOST_DIGITS, Doubt, doubt_about

_MOST_WORDS = 40
_DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DIGITS = {word: digit for digit, word in enumerate(_DIGIT_WORDS)} | {"bẩy": 7}
_AFTER_TENS = _DIGITS | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
SCALES = {"tỷ": 10**9, "triệu": 10**6, "vạn": 10**4, "nghìn": 1000, "trăm": 100, "chục": 10} | {
    "tỉ": 10**9,
    "ngàn": 1000,
}
# By falling scale: the word at which a run of words is split, its worth, and what may stand before it.
_SPLITS = (
    ("tỷ", 10**9, 10**6),
    ("triệu", 10**6, 1000),
    ("vạn", 10**4, 1000),
    ("nghìn", 1000, 1000),
    ("trăm", 100, 10),
)
_SAME_WORD = {"tỉ": "tỷ", "ngàn": "nghìn", "lẻ": "linh", "rưởi": "rưỡi"}


def one_of(words: str) -> str:
    """Return a pattern for one of the words between commas, the longest first, each to its end."""
    return rf"(?:{'|'.join(sorted(words.split(', '), key=len, reverse=True))})(?!\w)"


FIRST_WORD = one_of("một, hai, ba, bốn, năm, sáu, bảy, bẩy, tám, chín, mười")
NUMBER_WORD = one_of(
    "không, một, mốt, hai, ba, bốn, tư, năm, lăm, nhăm, sáu, bảy, bẩy, tám, chín, mười, mươi, chục, trăm, "
    "nghìn, ngàn, vạn, triệu, tỷ, tỉ, linh, lẻ, rưỡi, rưởi"
)
SCALE_WORD = one_of("chục, trăm, nghìn, ngàn, vạn, triệu, tỷ, tỉ")
WORD_RUN = re.compile(rf"(?:{FIRST_WORD}|không(?!\w))(?:[ \n]{{1,3}}{NUMBER_WORD})*")


class Amount(NamedTuple):
    """A number without its unit, and where it ends. `scale` is 1, or what its scale word is worth."""

    end: int
    value: Decimal | Doubt
    words: bool
    scale: int = 1


def in_words(number: int) -> str:
    """Write a whole number from 0 up to, not including, 10^15 in words that can be read in one way only.

    >>> in_words(1005), in_words(2_021), in_words(1_000_500)
    ('một nghìn không trăm linh năm', 'hai nghìn không trăm hai mươi mốt', 'một triệu không nghìn năm trăm')
    """
    if not 0 <= number < 10**MOST_DIGITS:
        raise ValueError(f"{number} is not between 0 and 10^{MOST_DIGITS}")
    billions, rest = divmod(number, 10**9)
    if billions:
        return f"{in_words(billions)} tỷ{_below_billion_in_words(rest, led=True)}"
    return _below_billion_in_words(rest, led=False).strip() or "không"


def amount_in_words(amount: Decimal) -> str:
    """Write a number from 0 up to, not including, 10^15 in words; its decimals digit by digit, as they stand.

    >>> amount_in_words(Decimal("1240")), amount_in_words(Decimal("12.05"))
    ('một nghìn hai trăm bốn mươi', 'mười hai phẩy không năm')
    """
    whole, _, fraction = f"{amount:f}".partition(".")
    fraction = fraction.rstrip("0")
    digits = " ".join(_DIGIT_WORDS[int(digit)] for digit in fraction)
    return in_words(int(whole)) + (f" phẩy {digits}" if digits else "")


def spoken_amount(run: re.Match[str]) -> Amount:
    """Read a run of number words; a doubt where it has several meanings or none."""
    words = tuple(_SAME_WORD.get(word, word) for word in run.group().split()[: _MOST_WORDS + 1])
    amounts = _spoken(words) if len(words) <= _MOST_WORDS else ()
    if len(amounts) == 1:
        scales = (worth for word, worth, _ in _SPLITS if word in words and worth >= 1000)
        return Amount(run.end(), Decimal(amounts[0]), words=True, scale=next(scales, 1))
    code = "ambiguous-words" if amounts else "unreadable-words"
    return Amount(run.end(), doubt_about(code, run.group(), *map(Decimal, amounts)), words=True)


def _spoken(words: tuple[str, ...]) -> tuple[int, ...]:
    """Return what a run of number words may mean: nothing, one number, or several."""
    for word, worth, limit in _SPLITS:
        if word in words:
            at = words.index(word)
            heads = [head for head in _spoken(words[:at]) if head < limit]
            amounts = (h * worth + tail for h in heads for tail in _spoken_rest(words[at + 1 :], worth))
            return tuple(dict.fromkeys(amounts))
    return _spoken_below_hundred(words)


def _spoken_rest(words: tuple[str, ...], worth: int) -> tuple[int, ...]:
    """Return what may be added behind a scale word.

    "không trăm", "linh" and a scale word of its own make it certain. Without them people leave the next scale
    out: "một triệu hai" is 1.200.000 to most and 1.000.002 to some.
    """
    if not words:
        return (0,)
    if words == ("rưỡi",):
        return (worth // 2,)
    if words[0] == "linh":
        return tuple(units for units in _spoken_below_hundred(words[1:]) if units * 10 <= worth)
    amounts = tuple(amount for amount in _spoken(words) if amount < worth)
    if words[0] == "không" or any(word in words for word in ("triệu", "vạn", "nghìn")):
        return amounts
    shortened = (amount * worth // 10 ** len(str(amount)) for amount in amounts)
    year = (0,) if words == ("năm",) else ()  # "một trăm năm" is also a hundred years
    return (*shortened, *amounts, *year)


def _spoken_below_hundred(words: tuple[str, ...]) -> tuple[int, ...]:
    match words:
        case [digit] if digit in _DIGITS:
            return (_DIGITS[digit],)
        case ["mười"]:
            return (10,)
        case ["mười", unit]:
            return _with_digit(10, unit)
        case [tens, "mươi" | "chục"] if _DIGITS.get(tens):
            return (_DIGITS[tens] * 10,)
        case [tens, "mươi", unit] if _DIGITS.get(tens):
            return _with_digit(_DIGITS[tens] * 10, unit)
        case [tens, "mốt" | "lăm" | "nhăm" as unit] if _DIGITS.get(tens):
            return (_DIGITS[tens] * 10 + _AFTER_TENS[unit],)
        case [one, other] if _DIGITS.get(one) and _DIGITS.get(other):  # "hai ba người": two or three
            return (_DIGITS[one], _DIGITS[other])
    return ()


def _with_digit(tens: int, unit: str) -> tuple[int, ...]:
    if not _AFTER_TENS.get(unit):
        return ()
    amount = tens + _AFTER_TENS[unit]
    return (amount, tens) if unit == "năm" else (amount,)  # "hai mươi năm" is also twenty years


def _below_billion_in_words(number: int, *, led: bool) -> str:
    """Write a number below 10^9, a blank in front, "" for zero; `led`: a larger scale stands before."""
    millions, thousands, units = number // 10**6, number // 1000 % 1000, number % 1000
    words = ""
    if millions:
        words += f"{_below_thousand_in_words(millions, led=led)} triệu"
    if thousands:
        words += f"{_below_thousand_in_words(thousands, led=led or bool(words))} nghìn"
    elif units and (led or words):
        words += " không nghìn"  # without it "một triệu năm trăm" is 1.500.000 to most
    return words + _below_thousand_in_words(units, led=led or bool(words))


def _below_thousand_in_words(number: int, *, led: bool) -> str:
    hundreds, tens, units = number // 100, number // 10 % 10, number % 10
    words = f" {_DIGIT_WORDS[hundreds]} trăm" if hundreds or (led and number) else ""
    if tens == 0:
        return words + (f"{' linh' if words else ''} {_DIGIT_WORDS[units]}" if units else "")
    words += " mười" if tens == 1 else f" {_DIGIT_WORDS[tens]} mươi"
    after = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return words + (f" {after.get(units, _DIGIT_WORDS[units])}" if units else "")
