"""A number with all that belongs to it: its unit, its words in brackets, a second number, "trở lên"."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tonghop.domain.numerals.figures import amounts_of, read_amount
from tonghop.domain.numerals.number_words import Amount, one_of
from tonghop.domain.numerals.numeral import Direction, Doubt, Numeral, Of, doubt_about
from tonghop.domain.numerals.units import Page, read_unit, searchable_lines

_FOR_EACH = re.compile(
    "/"
    + one_of(
        "tháng, năm, quý, tuần, ngày, xã, phường, thôn, xóm, người, hộ, buổi, lần, đơn vị, cuộc, huyện, "
        "trường, lớp, giờ"
    )
)
_SHORT_SCALE = re.compile(r" {0,2}(k|trđ|tr\.?đ|tr)(?!\w)")
_SHORT_SCALES = {"k": 1000, "tr": 10**6, "trđ": 10**6, "tr.đ": 10**6}
_RANGE_SIGN = re.compile(r" {0,2}(?:-|~|÷|…|\.{2,3}|(?:đến|tới|hoặc|hay)(?!\w)) {0,2}")
_PART_SIGN = re.compile(r" ?/ ?(?=\d)")
_ECHO_OPENS = re.compile(r" {0,3}\( {0,2}(?:(?:viết )?bằng chữ:? {0,2})?")
_ECHO_CLOSES = re.compile(r"(?: chẵn)?[ .]{0,2}\)")
_MORE = r"hơn|trên|quá|ít nhất|tối thiểu|không dưới|không ít hơn|≥|>=|>"
_LESS = r"gần|dưới|không quá|tối đa|suýt soát|≤|<=|<"
_ABOUT = (
    r"trên dưới|ước tính|ước đạt|ước thực hiện|ước có|ước|vào khoảng|khoảng chừng|khoảng|chừng|xấp xỉ"
    r"|áng chừng|cỡ|~|≈"
)
QUALIFIER = rf"(?:(?:{_ABOUT}|{_MORE}|{_LESS})[ \n]{{0,3}}){{1,3}}"
QUALIFIED = re.compile(QUALIFIER)
_SIDES: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    ("about", re.compile(r"trên dưới")),
    ("more", re.compile(r"không (?:dưới|ít hơn)")),
    ("less", re.compile(rf"(?:^|[ \n])(?:{_LESS})")),
    ("more", re.compile(rf"(?:^|[ \n])(?:{_MORE})")),
)
_BEHIND = re.compile(
    r" {0,2}(?:(trở lên|có lẻ|\+)|(trở xuống)|(\( ?(?:ước|ước tính|khoảng|dự ước) ?\)|ước tính))(?!\w)"
)


class Phrase(NamedTuple):
    """A number with its unit, and where they end."""

    end: int
    found: Numeral | Doubt


def read_phrase(page: Page, at: int) -> Phrase | None:
    """Read the number that begins at an offset, with what belongs to it; None where none begins there."""
    amount = read_amount(page.folded, at)
    if amount is None:
        return None
    if pair := _read_pair(page, at, amount):
        return pair
    if isinstance(amount.value, Decimal) and (short := _SHORT_SCALE.match(page.folded, amount.end)):
        scaled = amount.value * _SHORT_SCALES[short[1]]
        text = page.written[at : short.end()]
        return Phrase(short.end(), doubt_about("unclear-abbreviation", text, amount.value, scaled))
    return _read_tail(page, at, amount)


def qualified(found: Numeral | Doubt, qualifier: str) -> Numeral | Doubt:
    """Return a number made inexact by the words before it, "" for none."""
    if not qualifier or isinstance(found, Doubt):
        return found
    sides = (side for side, pattern in _SIDES if pattern.search(qualifier))
    return replace(found, inexact=True, direction=next(sides, "about"))


def _read_pair(page: Page, at: int, first: Amount) -> Phrase | None:
    for code, sign in (("part-of-whole", _PART_SIGN), ("range", _RANGE_SIGN)):
        if (between := sign.match(page.folded, first.end)) and (
            second := read_amount(page.folded, between.end())
        ):
            end, unit = read_unit(page, second.end)
            low = amounts_of(first.value)
            if second.scale > 1 and first.scale == 1:
                low = tuple(amount * second.scale for amount in low)
            found = doubt_about(code, page.written[at:end], *low, *amounts_of(second.value))
            return Phrase(end, replace(found, unit=unit))
    return None


def _read_tail(page: Page, at: int, amount: Amount) -> Phrase:
    """Read what follows an amount: the same in words or figures, the unit, "trở lên"."""
    end, value = _read_echo(page, at, amount, "")
    end, unit = read_unit(page, end)
    if value is amount.value:
        end, value = _read_echo(page, at, amount._replace(end=end), unit)
    behind = _BEHIND.match(page.folded, end)
    end = behind.end() if behind else end
    each: Of | None = "each" if _FOR_EACH.search(searchable_lines(unit)) else None
    if isinstance(value, Doubt):
        return Phrase(end, replace(value, unit=unit, of=each))
    numeral = Numeral(value, unit=unit, words=amount.words, scaled=amount.scale > 1, of=each)
    if behind:
        direction: Direction = "more" if behind[1] else "less" if behind[2] else "about"
        numeral = replace(numeral, inexact=True, direction=direction)
    return Phrase(end, numeral)


def _read_echo(page: Page, at: int, amount: Amount, unit: str) -> tuple[int, Decimal | Doubt]:
    """Read "(mười hai)" behind 12, "(12)" behind "mười hai"; a doubt where they differ."""
    opens = _ECHO_OPENS.match(page.folded, amount.end)
    inner = read_amount(page.folded, opens.end()) if opens else None
    if inner is None or inner.words == amount.words:
        return amount.end, amount.value
    end, inner_unit = read_unit(page, inner.end)
    closes = _ECHO_CLOSES.match(page.folded, end)
    if closes is None or (inner_unit and searchable_lines(inner_unit) != searchable_lines(unit)):
        return amount.end, amount.value
    common = [choice for choice in amounts_of(amount.value) if choice in amounts_of(inner.value)]
    if len(common) == 1:
        return closes.end(), common[0]
    text = page.written[at : closes.end()]
    return closes.end(), doubt_about(
        "figure-and-words", text, *amounts_of(amount.value), *amounts_of(inner.value)
    )
