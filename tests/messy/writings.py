"""One figure as somebody writes it, and what a careful clerk may take it for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from random import Random

from .campaigns import Asked
from .switches import Odds
from .truth import ABSENT, ASK, CERTAIN, FIGURE, NIL, NOTHING, OPEN, Verdict

Raw = int | float | str | datetime | None

TYPED, POINTED, COMMAED, PROSE = "typed", "pointed", "commaed", "prose"
"""Where it stands: a spreadsheet's cell, Vietnamese text, text of an English-set program, a sentence."""


@dataclass(frozen=True, slots=True)
class Written:
    raw: Raw
    verdict: Verdict


def write_figure(chance: Random, odds: Odds, asked: Asked, amount: Decimal, where: str = TYPED) -> Written:
    """Write one figure in one of many ways; in a sentence only ways that a sentence can have."""
    for switch, (fits, write) in _WAYS.items():
        hit, seed = odds.hit(chance, switch), chance.random()
        if hit and fits(asked, amount, where):
            raw, verdict = write(Random(seed), asked, amount)
            if verdict.kind == ASK:
                verdict = replace(verdict, truly=decimal(amount))
            return Written(raw, verdict.because(switch))
    return plain(asked, amount, where)


def plain(asked: Asked, amount: Decimal, where: str = TYPED) -> Written:
    """Write a figure as intended, in English-set text without separators to argue about."""
    whole = amount == amount.to_integral_value()
    if where == TYPED:
        return Written(int(amount) if whole else float(amount), figure(amount))
    if where == COMMAED:
        return Written(str(int(amount)), figure(amount)) if whole else Written(f"{amount}", opened(amount))
    if where == POINTED and asked.decimals and whole and amount >= 1000:
        return Written(str(int(amount)), figure(amount))
    return Written(vietnamese(amount), figure(amount))


def vietnamese(amount: Decimal) -> str:
    """1.234,5 as offices write it.

    >>> vietnamese(Decimal("1234.50"))
    '1.234,5'
    """
    whole, _, rest = f"{amount:,f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def figure(amount: Decimal) -> Verdict:
    return Verdict(CERTAIN, FIGURE, decimal(amount))


def opened(amount: Decimal, *, inexact: bool = False) -> Verdict:
    return Verdict(OPEN, FIGURE, decimal(amount), inexact)


def decimal(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def in_words(number: int) -> str:
    """Say a number below 10,000 as it is read out.

    >>> in_words(101), in_words(15), in_words(1021), in_words(40)
    ('một trăm linh một', 'mười lăm', 'một nghìn không trăm hai mươi mốt', 'bốn mươi')
    """
    thousands, rest = divmod(number, 1000)
    if thousands:
        return f"{_DIGITS[thousands]} nghìn" + (f" {_hundreds(rest, after=True)}" if rest else "")
    return _hundreds(rest, after=False)


def _hundreds(number: int, *, after: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds and not after:
        return _tens(rest)
    head = f"{_DIGITS[hundreds]} trăm"
    if not rest:
        return head
    return f"{head} linh {_DIGITS[rest]}" if rest < 10 else f"{head} {_tens(rest)}"


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not ones:
        return head
    last = "mốt" if ones == 1 and tens > 1 else "lăm" if ones == 5 else _DIGITS[ones]
    return f"{head} {last}"


# ---- ways of writing: when one fits, and what it gives

Fits = Callable[[Asked, Decimal, str], bool]
Way = Callable[[Random, Asked, Decimal], tuple[Raw, Verdict]]


def _whole(asked: Asked, amount: Decimal, where: str) -> bool:
    return amount == amount.to_integral_value()


def _counted(asked: Asked, amount: Decimal, where: str) -> bool:
    return asked.decimals == 0 and where != PROSE


def _cell(asked: Asked, amount: Decimal, where: str) -> bool:
    return where != PROSE


def _typed(asked: Asked, amount: Decimal, where: str) -> bool:
    return where == TYPED


def _thousands_fit(asked: Asked, amount: Decimal, where: str) -> bool:
    return (
        amount >= 1000
        and where in (TYPED, POINTED)
        and (asked.decimals == 0 or not _whole(asked, amount, where))
    )


def _blank_fits(asked: Asked, amount: Decimal, where: str) -> bool:
    return amount >= 1000 and where != PROSE


def _sayable(asked: Asked, amount: Decimal, where: str) -> bool:
    return _whole(asked, amount, where) and 0 < amount < 10_000 and asked.decimals == 0


def _small(asked: Asked, amount: Decimal, where: str) -> bool:
    return _whole(asked, amount, where) and 0 < amount < 10 and asked.decimals == 0


def _approximate(asked: Asked, amount: Decimal, where: str) -> bool:
    return asked.decimals == 0 and amount >= 20


def _is_money(asked: Asked, amount: Decimal, where: str) -> bool:
    return asked.unit == "triệu đồng"


def _pointable(asked: Asked, amount: Decimal, where: str) -> bool:
    return where == TYPED and asked.decimals == 0 and amount >= 1000 and amount % 10 != 0


def _comma_fits(asked: Asked, amount: Decimal, where: str) -> bool:
    return asked.decimals == 0 and amount >= 1000 and where != PROSE


def _ask(raw: Raw) -> tuple[Raw, Verdict]:
    return raw, Verdict(ASK, hints=(str(raw),) if isinstance(raw, str) else ())


def _round(amount: Decimal) -> Decimal:
    step = Decimal(10) ** max(0, len(str(int(amount))) - 2)
    return Decimal(int(amount / step)) * step


def _about(word: str) -> Way:
    def write(chance: Random, asked: Asked, amount: Decimal) -> tuple[Raw, Verdict]:
        near = _round(amount)
        return f"{word} {vietnamese(near)}", opened(near, inexact=True)

    return write


def _milliard(chance: Random, asked: Asked, amount: Decimal) -> tuple[Raw, Verdict]:
    told = Decimal(chance.randint(11, 99)) / 10
    return f"{vietnamese(told)} tỷ đồng", opened(told * 1000)


def _date(chance: Random, asked: Asked, amount: Decimal) -> tuple[Raw, Verdict]:
    day, month = chance.randint(1, 12), chance.randint(1, 12)
    return datetime(2023, month, day), Verdict(ASK)  # noqa: DTZ001 (a spreadsheet's date has no zone)


_OTHER_UNIT = {"buổi": "người", "lượt người": "buổi", "mô hình": "hộ", "hộ": "mô hình"}

_WAYS: dict[str, tuple[Fits, Way]] = {
    "thousands": (_thousands_fit, lambda c, a, n: (vietnamese(n), figure(n))),
    "blank-thousands": (
        _blank_fits,
        lambda c, a, n: (vietnamese(n).replace(".", c.choice((" ", "\u00a0", "\u202f"))), figure(n)),
    ),
    "with-unit": (_counted, lambda c, a, n: (f"{vietnamese(n)} {a.unit}", figure(n))),
    "words": (_sayable, lambda c, a, n: (in_words(int(n)), figure(n))),
    "leading-zero": (_small, lambda c, a, n: (f"0{int(n)}", figure(n))),
    "text-cell": (
        lambda a, n, w: w == TYPED and _whole(a, n, w) and n < 1000,
        lambda c, a, n: (f"{c.choice(('', ' '))}{int(n)}{c.choice(('', '  '))}", figure(n)),
    ),
    "nil-words": (_cell, lambda c, a, n: (c.choice(_NIL_WORDS), Verdict(CERTAIN, NIL))),
    "nil-dash": (_cell, lambda c, a, n: (c.choice(("-", "–")), Verdict(OPEN, NIL))),
    "nil-no": (_cell, lambda c, a, n: (c.choice(("không", "Không có")), Verdict(OPEN, NIL))),
    "zero": (_cell, lambda c, a, n: (0, figure(Decimal(0)))),
    "blank": (_cell, lambda c, a, n: (None, NOTHING)),
    "more-than": (_approximate, _about("hơn")),
    "nearly": (_approximate, _about("gần")),
    "about": (_approximate, _about("khoảng")),
    "milliard": (lambda a, n, w: w != PROSE and _is_money(a, n, w), _milliard),
    "date-of-fraction": (_typed, _date),
    "fraction": (_cell, lambda c, a, n: _ask(f"{c.randint(1, 9)}/{c.randint(1, 9)}")),
    "range": (_counted, lambda c, a, n: _ask(f"{int(n)}-{int(n) + c.randint(1, 9)}")),
    "doubt": (_cell, lambda c, a, n: _ask(f"{vietnamese(n)}?")),
    "sum-in-text": (_counted, lambda c, a, n: _ask(f"{int(n)} + {c.randint(2, 30)}")),
    "two-figures": (_counted, lambda c, a, n: _ask(f"{int(n)} buổi/{c.randint(2, 9)}00 lượt")),
    "point-number": (_pointable, lambda c, a, n: (float(n / 1000), Verdict(ASK))),
    "comma-thousands": (_comma_fits, lambda c, a, n: (f"{int(n):,}", opened(n))),
    "negative": (_typed, lambda c, a, n: (-int(n), Verdict(ASK))),
    "elsewhere": (_cell, lambda c, a, n: _ask("xem phụ lục")),
    "not-yet": (_cell, lambda c, a, n: ("chưa có số liệu", Verdict(ABSENT))),
    "wrong-unit": (
        lambda a, n, w: w != PROSE and a.unit in _OTHER_UNIT,
        lambda c, a, n: _ask(f"{vietnamese(n)} {_OTHER_UNIT[a.unit]}"),
    ),
}
_NIL_WORDS = (
    "không phát sinh",
    "Không phát sinh",
    "KHÔNG PHÁT SINH",
    "không phát sinh.",
    "Kho\u0302ng pha\u0301t sinh",
)
