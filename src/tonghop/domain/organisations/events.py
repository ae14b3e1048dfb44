"""Reorganisations as facts: what a decree opened, what it closed, and what went where."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tonghop.domain.errors import Refusal
from tonghop.domain.organisations.units import Version

KINDS = ("establish", "rename", "move", "merge", "split", "rearrange", "dissolve")
"""`rearrange`: several old units into several new ones at once, as where a commune is shared out to its
neighbours.
"""

WHOLE = Decimal(1)


class SharesDoNotAdd(Refusal):
    """The known shares of a unit that goes to several successors are not one whole."""

    code = "shares-do-not-add"
    message_vi = (
        "Tỷ lệ chia của {unit} cộng lại là {total}, không phải 1. Hãy sửa, hoặc để trống nếu chưa rõ."
    )
    message_en = "The shares of {unit} add to {total}, not to 1. Correct them, or leave them out if unknown."


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of a unit: `share` of it went to `new`; None where nobody knows how much."""

    old: str
    new: str
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A reorganisation: on the day `on`, by `decree`, the versions in force of `closes` end and `opens`
    begin.

    A unit that goes on under another name or parent is in both; a unit that lives on beside those made of
    it has a succession to itself. `is_day_certain` is False where the source tells the decree but not the
    day of effect.
    """

    id: str
    kind: str
    on: date
    decree: str
    opens: tuple[Version, ...] = ()
    closes: tuple[str, ...] = ()
    successions: tuple[Succession, ...] = ()
    is_day_certain: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind of event: {self.kind}")
        _demand_whole(self.successions)

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that the event touches, once."""
        touched = (*self.closes, *(version.unit for version in self.opens))
        return tuple(dict.fromkeys(touched))


def _demand_whole(successions: tuple[Succession, ...]) -> None:
    shares: dict[str, list[Decimal | None]] = {}
    for succession in successions:
        shares.setdefault(succession.old, []).append(succession.share)
    for unit, parts in shares.items():
        known = [part for part in parts if part is not None]
        total = sum(known, Decimal(0))
        if any(part <= 0 for part in known) or (
            total != WHOLE if len(known) == len(parts) else total >= WHOLE
        ):
            raise SharesDoNotAdd(unit=unit, total=total)
