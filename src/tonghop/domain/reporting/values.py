"""Values: a figure, zero, nil, missing, not due, never mixed; and cells read strictly into them.

A cell that could mean two things is `Unclear`, which becomes a question. Only what a clerk and we must read
alike is a value: 1.234 and 1 234 as thousands, a comma before decimals, "không phát sinh" as nil.
"""

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from tonghop.domain.language import flat, nfc, searchable

Raw = str | int | float | bool | date | time | None


class State(StrEnum):
    """Zero is a figure (0). Nil is a body's word that nothing happened; missing is no word; not due is not
    asked.
    """

    FIGURE = "figure"
    NIL = "nil"
    MISSING = "missing"
    NOT_DUE = "not-due"


@dataclass(frozen=True, slots=True)
class Value:
    """One answer to one indicator. `amount` stands exactly where the state is a figure."""

    state: State
    amount: Decimal | None = None
    inexact: bool = False

    def __post_init__(self) -> None:
        if (self.state is State.FIGURE) != (self.amount is not None):
            raise ValueError(f"a value in the state {self.state} cannot have the amount {self.amount}")

    @property
    def is_zero(self) -> bool:
        return self.amount == 0


@dataclass(frozen=True, slots=True)
class Unclear:
    """A cell that is no certain value: `code` for programs, `message` for the person who is asked, `choices`
    to pick.
    """

    code: str
    message: str
    choices: tuple[str, ...] = ()


NIL = Value(State.NIL)
MISSING = Value(State.MISSING)
NOT_DUE = Value(State.NOT_DUE)
NIL_WORDS = "không phát sinh"
YES_OR_NO = ("có", "không")

_POINTED = re.compile(r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,6})?", re.ASCII)
_SPACED = re.compile(r"\d{1,3}(?: \d{3}){1,5}(?:,\d{1,6})?", re.ASCII)
_PLAIN = re.compile(r"\d{1,15}", re.ASCII)
_COMMA = re.compile(r"\d{1,15},\d{1,6}", re.ASCII)
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){1,5}", re.ASCII)
_POINT_DECIMAL = re.compile(r"\d{1,15}\.\d{1,6}", re.ASCII)
_LARGEST = Decimal(10) ** 15
_CONTRACT_DECIMAL = re.compile(r"-?\d{1,18}(?:\.\d{1,9})?", re.ASCII)


def figure(amount: Decimal | int | str) -> Value:
    """Return a figure.

    >>> figure("12.5").amount
    Decimal('12.5')
    """
    return Value(State.FIGURE, Decimal(amount))


def read_cell(raw: Raw, *, decimals: int = 0) -> Value | Unclear:
    """Read one cell of a form strictly.

    Shape: `raw` as the workbook holds it; `decimals` is how many the indicator's figures may have.

    >>> [read_cell(raw).amount for raw in (12, 12.0, "1.234", "1 234")]
    [Decimal('12'), Decimal('12'), Decimal('1234'), Decimal('1234')]
    >>> read_cell("không phát sinh").state, read_cell("").state, read_cell("1,234").code
    (<State.NIL: 'nil'>, <State.MISSING: 'missing'>, 'ambiguous-separator')
    """
    if raw is None:
        return MISSING
    if isinstance(raw, bool | date | time):
        return _not_a_number(raw)
    if isinstance(raw, str):
        return _read_text(flat(nfc(raw)), decimals)
    return _read_number(raw, decimals)


def _read_number(raw: int | float, decimals: int) -> Value | Unclear:
    if isinstance(raw, float) and not -1e15 < raw < 1e15:  # nan fails both comparisons too
        return _not_a_number(raw)
    amount = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if amount != amount.to_integral_value() and -amount.normalize().as_tuple().exponent == 3:  # type: ignore[operator]
        # "1.234" typed into a program that takes the point for a decimal sign arrives as this number.
        return _ambiguous(str(amount), amount * 1000, amount)
    return _fitting(amount, decimals, str(raw))


def _read_text(text: str, decimals: int) -> Value | Unclear:
    if not text:
        return MISSING
    if searchable(text).strip(" .") == NIL_WORDS:
        return NIL
    if _POINTED.fullmatch(text) or _SPACED.fullmatch(text):
        amount = Decimal(text.replace(".", "").replace(" ", "").replace(",", "."))
        if _COMMA.search(text) is None and text.startswith("0") and len(text) > 1:
            return _not_a_number(text)
        return _fitting(amount, decimals, text)
    if _PLAIN.fullmatch(text):
        return _fitting(Decimal(text), decimals, text)
    if _COMMA_THOUSANDS.fullmatch(text):
        return _ambiguous(text, Decimal(text.replace(",", "")), _one_comma(text))
    if _COMMA.fullmatch(text):
        return _fitting(Decimal(text.replace(",", ".")), decimals, text)
    if _POINT_DECIMAL.fullmatch(text):
        return _ambiguous(text, Decimal(text.replace(".", "")), Decimal(text))
    return _not_a_number(text)


def _fitting(amount: Decimal, decimals: int, text: str) -> Value | Unclear:
    plain = amount.to_integral_value() if amount == amount.to_integral_value() else amount.normalize()
    if plain < 0 or plain >= _LARGEST:
        return Unclear("out-of-range", f"“{text}” ngoài khoảng có thể có; số đúng là bao nhiêu?")
    if -int(plain.as_tuple().exponent) > decimals:
        return Unclear(
            "too-fine",
            f"“{text}” có phần lẻ, chỉ tiêu này {_decimals_allowed(decimals)}; số đúng là bao nhiêu?",
        )
    return Value(State.FIGURE, plain + 0)


def _decimals_allowed(decimals: int) -> str:
    return f"chỉ có {decimals} chữ số lẻ" if decimals else "đếm theo số nguyên"


def _one_comma(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if text.count(",") == 1 else None


def _ambiguous(text: str, thousands: Decimal, fraction: Decimal | None) -> Unclear:
    choices = tuple(vietnamese_number(amount) for amount in (thousands, fraction) if amount is not None)
    message = f"“{text}” có thể là {' hoặc '.join(choices)}; số đúng là số nào?"
    return Unclear("ambiguous-separator", message, choices)


def _not_a_number(raw: str | float | date | time) -> Unclear:
    shown = f"{raw:%d/%m/%Y}" if isinstance(raw, date) else str(raw)
    message = f"“{shown}” không phải là một con số chắc chắn; số đúng là bao nhiêu, hay không phát sinh?"
    return Unclear("not-a-number", message, (NIL_WORDS,))


def vietnamese_number(amount: Decimal) -> str:
    """Write a number as Vietnamese offices do.

    >>> vietnamese_number(Decimal("1234567.50")), vietnamese_number(Decimal("-3"))
    ('1.234.567,5', '-3')
    """
    whole, _, fraction = f"{amount:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def decimal_of(text: object) -> Decimal | None:
    """Read a decimal string of the contracts; None for everything else, whatever a program may take for a
    number.

    >>> decimal_of("12.5"), decimal_of("1E+999999999"), decimal_of(12), decimal_of("nan")
    (Decimal('12.5'), None, None, None)
    """
    return Decimal(text) if isinstance(text, str) and _CONTRACT_DECIMAL.fullmatch(text) else None


def plain_decimal(amount: Decimal) -> str:
    """Write a number as the contracts do: a decimal string without exponent or trailing zeros.

    >>> plain_decimal(Decimal("12.50")), plain_decimal(Decimal("1E+3"))
    ('12.5', '1000')
    """
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
