"""One cell of somebody's table read into a value of an indicator: its number, its unit, the scale of its
column.
"""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache

from tonghop.domain.grids import Raw, is_empty
from tonghop.domain.language import flat, nfc, searchable
from tonghop.domain.numerals import Doubt, Numeral, read_numeral
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.measures import measure
from tonghop.domain.reporting.values import (
    MISSING,
    NIL,
    NIL_WORDS,
    State,
    Unclear,
    Value,
    read_cell,
    vietnamese_number,
)

ONE = Decimal(1)
DASHES = frozenset(("-", "--", "---"))
MISSING_WORD = "thiếu"
_NIL = frozenset((NIL_WORDS, "không có", "không", "không có phát sinh", "ko phát sinh"))
_SILENT = frozenset(
    ("chưa có số liệu", "chưa có", "chưa thống kê", "chưa tổng hợp", "…", "...", ".....", "chưa báo cáo")
)
_LARGEST = Decimal(10) ** 15
_BETWEEN_LINES = re.compile(r"(?<=\d)[^\S\r\n]*[\r\n]\s*(?=\d)")


def read_amount(
    raw: Raw, indicator: Indicator, *, factor: Decimal = ONE, dash_is_nil: bool = False
) -> Value | Unclear:
    """Read one cell that is known to answer an indicator.

    Units: `factor` is by what the table's figures are multiplied to be in the indicator's unit; a unit inside
    the cell must be the indicator's own, perhaps scaled. `dash_is_nil`: the sheet explains its dashes so.
    """
    if type(raw) is float and factor == ONE and 0 <= raw < 1e15 and raw.is_integer():
        return _whole_figure(int(raw))
    if is_empty(raw):
        return MISSING
    if isinstance(raw, bool | date | time | timedelta):
        return _date_or_word(raw)
    if isinstance(raw, str):
        return _read_text("; ".join(map(flat, lines_of_numbers(nfc(raw)))), indicator, factor, dash_is_nil)
    if factor == ONE:
        return read_cell(raw, decimals=indicator.decimals)
    read = read_cell(raw, decimals=6)
    return read if isinstance(read, Unclear) else _scaled(read, factor, indicator, str(raw))


@lru_cache(maxsize=8192)
def _whole_figure(number: int) -> Value:
    """Return a whole number as a figure; most figures of thousands of files are among a few thousand."""
    return Value(State.FIGURE, Decimal(number))


def lines_of_numbers(text: str) -> list[str]:
    """Return a cell's text cut where a line ends and the next begins with digits: two numbers, one below the
    other, are not one.

    >>> lines_of_numbers("800\\n200"), lines_of_numbers("Số buổi\\ntuyên truyền")
    (['800', '200'], ['Số buổi\\ntuyên truyền'])
    """
    return _BETWEEN_LINES.split(text) if "\n" in text or "\r" in text else [text]


def _read_text(text: str, indicator: Indicator, factor: Decimal, dash_is_nil: bool) -> Value | Unclear:
    plain = searchable(text).strip(" .:;")
    if plain in _NIL:
        return NIL
    if plain in DASHES:
        return (
            NIL if dash_is_nil else Unclear("dash", _DASH.format(text=text), (NIL_WORDS, "0", MISSING_WORD))
        )
    if not plain or plain in _SILENT:
        return MISSING
    read = read_numeral(text)
    if read is None:
        return Unclear("not-a-number", _NO_NUMBER.format(text=text[:80]), (NIL_WORDS, MISSING_WORD))
    if isinstance(read, Doubt):
        return Unclear(read.code, read.message_vi, tuple(map(vietnamese_number, read.choices)))
    return _read_numeral(read, indicator, factor, text)


def _read_numeral(read: Numeral, indicator: Indicator, factor: Decimal, text: str) -> Value | Unclear:
    if read.of is not None:
        return Unclear(
            "other-figure", _OTHER_FIGURE.format(text=text[:80]), (vietnamese_number(read.amount),)
        )
    if read.unit and not _counts(read.unit, indicator):
        return Unclear("other-unit", _OTHER_UNIT.format(text=text[:80], unit=indicator.unit))
    if read.unit or read.scaled:
        if factor != ONE:
            return Unclear("unit-twice", _UNIT_TWICE.format(text=text[:80], unit=indicator.unit))
        factor = ONE / measure(indicator.unit).scale
    return _scaled(Value(State.FIGURE, read.amount, read.inexact), factor, indicator, text)


def _counts(unit: str, indicator: Indicator) -> bool:
    """Say whether the words behind a number are the indicator's unit, perhaps with words of its name
    behind.
    """
    told, wanted = measure(unit), measure(indicator.unit)
    if told.base == wanted.base:
        return True
    words = {
        *measure(indicator.name).words,
        *(w for alias in indicator.aliases for w in measure(alias).words),
    }
    return told.words[: len(wanted.words)] == wanted.words and set(told.words) <= words | set(wanted.words)


def _scaled(value: Value, factor: Decimal, indicator: Indicator, text: str) -> Value | Unclear:
    if value.amount is None:
        return value
    amount = value.amount * factor
    amount = amount.to_integral_value() if amount == amount.to_integral_value() else amount.normalize()
    if not 0 <= amount < _LARGEST:
        return Unclear("out-of-range", _OUT_OF_RANGE.format(text=text))
    if -int(amount.as_tuple().exponent) > indicator.decimals:
        return Unclear("too-fine", _TOO_FINE.format(text=text, unit=indicator.unit))
    return Value(State.FIGURE, amount + 0, value.inexact)


def _date_or_word(raw: bool | date | time | timedelta) -> Unclear:
    if isinstance(raw, date):
        choices = (f"{raw.day}/{raw.month}",) if raw.day <= 31 else ()
        return Unclear(
            "date-in-cell", _DATE.format(shown=f"{raw:%d/%m/%Y}"), (*choices, NIL_WORDS, MISSING_WORD)
        )
    return Unclear("not-a-number", _NO_NUMBER.format(text=raw), (NIL_WORDS, MISSING_WORD))


_DASH = "Ô ghi “{text}”: là không phát sinh, là 0, hay chưa có số liệu?"
_NO_NUMBER = "“{text}” không phải là một con số chắc chắn; số đúng là bao nhiêu?"
_OTHER_FIGURE = "“{text}” nói về số so sánh hay kỳ khác; số của kỳ này là bao nhiêu?"
_OTHER_UNIT = "“{text}” không theo đơn vị tính “{unit}”; số đúng theo {unit} là bao nhiêu?"
_UNIT_TWICE = "“{text}”: cả bảng và ô đều ghi đơn vị; số đúng theo {unit} là bao nhiêu?"
_OUT_OF_RANGE = "“{text}” ngoài khoảng có thể có; số đúng là bao nhiêu?"
_TOO_FINE = "“{text}” lẻ hơn chỉ tiêu này cho phép ({unit}); số đúng là bao nhiêu?"
_DATE = "Ô này là ngày {shown}: bảng tính có thể đã đổi một con số thành ngày; số đúng là bao nhiêu?"
