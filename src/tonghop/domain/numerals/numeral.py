"""One number as written, or the doubt about it; and numbers in figures."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tonghop.domain.language import flat

Direction = Literal["more", "less", "about"]
Of = Literal["change", "previous", "target", "cumulative", "part", "each"]
PERCENT = "%"
MOST_DIGITS = 15
MOST_DECIMALS = 6
_LONGEST_QUOTE = 80
_MESSAGES = {
    "ambiguous-separator": "“{text}” có thể là {choices}; số đúng là số nào?",
    "malformed": "“{text}” có dấu chấm, phẩy hoặc khoảng trắng không đúng chỗ; số đúng là bao nhiêu?",
    "leading-zero": "“{text}” bắt đầu bằng số 0; có đúng là một số lượng không?",
    "too-long": "“{text}” dài quá {most} chữ số; số đúng là bao nhiêu?",
    "look-alike": "“{text}” lẫn chữ cái giống chữ số; có phải là {choices} không?",
    "exponent": "“{text}” là cách bảng tính rút gọn số lớn; số đầy đủ là bao nhiêu?",
    "signed": "“{text}” có dấu đứng trước; đó là gạch đầu dòng, số âm hay mức tăng, giảm?",
    "range": "“{text}” là một khoảng; số đúng là bao nhiêu?",
    "part-of-whole": "“{text}” có thể là một phần trên tổng số, hoặc là ngày tháng; số đúng là bao nhiêu?",
    "figure-and-words": "“{text}”: số và chữ không khớp ({choices}); số nào đúng?",
    "ambiguous-words": "“{text}” có thể là {choices}; số đúng là số nào?",
    "unreadable-words": "“{text}” không đọc được thành một con số; số đúng là bao nhiêu?",
    "unclear-abbreviation": "“{text}” viết tắt, có thể là {choices}; số đúng là số nào?",
    "several-numbers": "“{text}” có nhiều hơn một con số; số nào đúng?",
    "more-words": "“{text}” còn lời ngoài con số; có phải là {choices} không?",
    "vague": "“{text}” chỉ nói áng chừng; con số cụ thể là bao nhiêu?",
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number as written. `amount` is exact and counts `unit`: "35 tỷ đồng" is 35000000000 "đồng".

    `unit` is what stands behind the number, as written, "" where nothing does, "%" for every wording of per
    cent. `words`: it stands in words alone. `scaled`: a word as "triệu" was multiplied in. `direction` tells
    on which side of the amount the true figure of an inexact number lies. `of` is what the words around say
    that it is instead of the figure of this period: a change, the previous period's, a target or plan,
    cumulative, a part of the number before, or for each of several; None where they say nothing.
    """

    amount: Decimal
    inexact: bool = False
    unit: str = ""
    words: bool = False
    direction: Direction | None = None
    scaled: bool = False
    of: Of | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that could be another: `code` for programs, `message_vi` for the person who is asked.

    `choices` are the numbers it may be, perhaps none. `unit` and `of` are as in `Numeral`.
    """

    code: str
    message_vi: str
    choices: tuple[Decimal, ...] = ()
    unit: str = ""
    of: Of | None = None


def in_figures(amount: Decimal) -> str:
    """Write a number as Vietnamese offices do.

    >>> in_figures(Decimal("1234567.50"))
    '1.234.567,5'
    """
    whole, _, fraction = f"{amount:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def doubt_about(code: str, text: str, *choices: Decimal) -> Doubt:
    """Return the doubt with its question, each choice once."""
    distinct = tuple(dict.fromkeys(map(trimmed, choices)))
    shown = " hoặc ".join(map(in_figures, distinct))
    question = _MESSAGES[code].format(text=flat(text)[:_LONGEST_QUOTE], choices=shown, most=MOST_DIGITS)
    return Doubt(code, question, distinct)


def trimmed(amount: Decimal) -> Decimal:
    """Return a whole amount without the zeros and exponents that multiplying leaves behind."""
    return Decimal(int(amount)) if amount == amount.to_integral_value() else amount
