"""What was found in somebody's tables: figures with their place, what each was taken for, and what is to be
asked.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from tonghop.domain.grids import Raw
from tonghop.domain.reporting.amounts import ONE
from tonghop.domain.reporting.headings import Role
from tonghop.domain.reporting.values import Unclear, Value


@dataclass(frozen=True, slots=True)
class LayoutKey:
    """The stable fingerprint of a table's headers: the same layout has the same key next cycle.

    >>> LayoutKey.of(["Chỉ tiêu", "Kỳ này"]) == LayoutKey.of([" CHỈ TIÊU", "Kỳ này "])
    True
    """

    value: str

    @classmethod
    def of(cls, headings: Iterable[str]) -> "LayoutKey":
        told = "|".join(" ".join(heading.lower().split()) for heading in headings)
        return cls(hashlib.sha256(told.encode()).hexdigest()[:12])


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What people confirmed before: by layout, the label of a line → indicator ("" for none of them).

    Labels are written as `labels.label_key` gives them.
    """

    labels: Mapping[tuple[LayoutKey, str], str] = field(default_factory=dict)


NOTHING_CONFIRMED = Confirmed()
WHICH_BODY = "which-body"


class Option(NamedTuple):
    """What one of a doubt's choices would give, and where that stands."""

    choice: str
    read: Value | Unclear
    at: str


@dataclass(frozen=True, slots=True)
class LayoutDoubt:
    """Why a figure is not certain. `code` is stable; `message_vi` is a plain question, `choices` its likely
    answers.

    `about` groups questions that one answer settles: "label:…" (which indicator is that), "column:…" (which
    column counts: `options` are what each choice would give), "period:…" (whether that table is of this
    period), "scope:…" (whether the figures under that title are the whole), "body:…" (whose figures they
    are), "" for a single cell. `strong`: the place is the indicator's own, so that another figure of it
    elsewhere does not settle the doubt. `value` is what the cell says, where a person's word about period,
    scope or body makes it count.
    """

    code: str
    message_vi: str
    choices: tuple[str, ...] = ()
    about: str = ""
    strong: bool = False
    value: Value | Unclear | None = None
    options: tuple["Option", ...] = ()


class FoundFigure(NamedTuple):
    """One cell taken for a figure of an indicator.

    Shape: `body` None is the sender; `indicator` "" where the label may mean several (`candidates`). `value`
    stands exactly where nothing is in doubt and `role` is this period's; figures of other roles keep their
    raw cell and `factor`, by which it is multiplied.
    """

    body: str | None
    indicator: str
    raw: Raw
    at: str
    role: Role
    label: str
    value: Value | None = None
    doubt: LayoutDoubt | None = None
    factor: Decimal = ONE
    candidates: tuple[str, ...] = ()
    layout: LayoutKey | None = None
    hidden: bool = False

    @property
    def is_certain(self) -> bool:
        return self.doubt is None and self.value is not None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the office should see that changes no figure: hidden figures left out, rows of unknown
    bodies.
    """

    code: str
    at: str
    message_vi: str


@dataclass(frozen=True, slots=True)
class LayoutReading:
    """What a workbook's tables say: at most one figure of this period for each body and indicator, certain or
    asked.

    `others` are figures taken for something else (estimated, last year's, target …), certain as to their
    place.
    """

    figures: tuple[FoundFigure, ...] = ()
    others: tuple[FoundFigure, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def certain(self) -> tuple[FoundFigure, ...]:
        return tuple(figure for figure in self.figures if figure.is_certain)

    @property
    def doubtful(self) -> tuple[FoundFigure, ...]:
        return tuple(figure for figure in self.figures if figure.doubt is not None)
