"""Checks of a campaign: one comparison of sums of indicators, evaluated for each body."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tonghop.domain.reporting.fields import demand, demand_text

_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Check:
    """`rule` is "sum comparison sum", a sum being codes and numbers joined by " + ": "attendances >=
    sessions".
    """

    rule: str
    message: str

    def __post_init__(self) -> None:
        where = "[[check]]"
        demand_text(self.message, where, "message")
        words = self.rule.split()
        comparisons = [word for word in words if word in _COMPARISONS]
        right_shape = len(comparisons) == 1 and all(
            (word == "+") == (place % 2 == 1) for side in _sides(words) for place, word in enumerate(side)
        )
        demand(
            right_shape and all(len(side) % 2 == 1 for side in _sides(words)),
            where,
            "rule",
            self.rule,
            "Viết như: attendances >= sessions, hoặc a + b <= c, có dấu cách giữa các từ.",
            "Write it as: attendances >= sessions, or a + b <= c, with blanks between the words.",
        )

    def codes(self) -> Iterator[str]:
        """Yield the indicators that the rule names."""
        for side in _sides(self.rule.split()):
            yield from (word for word in side[::2] if _number(word) is None)

    def holds(self, amounts: Mapping[str, Decimal]) -> bool | None:
        """Return whether the rule holds for a body's figures, or None where one of them is not a figure."""
        if any(code not in amounts for code in self.codes()):
            return None
        words = self.rule.split()
        left, right = (_sum(side, amounts) for side in _sides(words))
        return next(_COMPARISONS[word] for word in words if word in _COMPARISONS)(left, right)


def _sides(words: list[str]) -> tuple[list[str], list[str]]:
    place = next((i for i, word in enumerate(words) if word in _COMPARISONS), len(words))
    return words[:place], words[place + 1 :]


def _sum(side: list[str], amounts: Mapping[str, Decimal]) -> Decimal:
    return sum((_term(word, amounts) for word in side[::2]), Decimal(0))


def _term(word: str, amounts: Mapping[str, Decimal]) -> Decimal:
    number = _number(word)
    return amounts[word] if number is None else number


def _number(word: str) -> Decimal | None:
    try:
        return Decimal(word) if word[:1].isdigit() else None
    except InvalidOperation:
        return None
