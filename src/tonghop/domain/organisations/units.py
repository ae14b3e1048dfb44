"""A unit's versions: what it was called, what it was and under whom it stood, from one day up to another.

A version holds from `valid_from` up to, not including, `valid_to`; None means that no beginning is
recorded, or that no end is. `attested_from` is the first day for which a source speaks: before it the
version is a belief.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tonghop.domain.errors import Refusal

PLACE = "place"
"""The line of places, and the hierarchy in which they contain each other; bodies have lines of their own."""

LINES = (PLACE, "state", "party", "front", "press", "police", "military", "justice", "other")
LEVELS = ("country", "province", "district", "commune")


class VersionsOverlap(Refusal):
    """Two versions of one unit would hold on the same day."""

    code = "versions-overlap"
    message_vi = "Đơn vị {unit} có hai phiên bản cùng hiệu lực ngày {on}. Hãy sửa ngày của một trong hai."
    message_en = "Unit {unit} has two versions that hold on {on}. Correct the days of one of them."


class ValidityIsEmpty(Refusal):
    """A version would end before it begins."""

    code = "validity-is-empty"
    message_vi = "Phiên bản của {unit} bắt đầu {valid_from} nhưng kết thúc {valid_to}. Hãy sửa một ngày."
    message_en = "A version of {unit} begins on {valid_from} but ends on {valid_to}. Correct one day."


class TwoParents(Refusal):
    """A version would have two parents in one hierarchy."""

    code = "two-parents"
    message_vi = "Đơn vị {unit} có hai cấp trên trong cùng hệ thống “{hierarchy}”. Hãy bỏ một."
    message_en = "Unit {unit} has two parents in the hierarchy “{hierarchy}”. Leave one out."


class CodeIsMalformed(Refusal):
    """A code has none of the known forms."""

    code = "code-is-malformed"
    message_vi = (
        "Mã “{value}” không đúng dạng nào: mã thống kê (25, 148, 04792), mã định danh (000.00.00.H28, H28.5)."
    )
    message_en = (
        "The code “{value}” has no known form: statistics (04792), electronic id (000.00.00.H28, H28.5)."
    )


_CODE_FORMS = (
    ("statistics", re.compile(r"\d{2}|\d{3}|\d{5}")),
    ("electronic-2016", re.compile(r"[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z]\d{2}")),
    ("electronic-2020", re.compile(r"[A-Z]\d{2}(?:\.[0-9A-Z]{1,32}){0,15}")),
)
_LONGEST_ELECTRONIC = 35


@dataclass(frozen=True, slots=True)
class Code:
    """A code and the system that gave it.

    Source: statistics codes, Decision 19/2025/QĐ-TTg and before it 124/2004/QĐ-TTg; electronic ids, QCVN
    102:2016/BTTTT (13 characters, level 1 on the right) and Decision 20/2020/QĐ-TTg (up to 35, level 1 on
    the left).
    """

    system: str
    value: str

    @classmethod
    def parse(cls, value: str) -> "Code":
        """Recognise a code by its form.

        Raises: CodeIsMalformed.

        >>> [Code.parse(value).system for value in ("04792", "000.00.20.H28", "H28.20")]
        ['statistics', 'electronic-2016', 'electronic-2020']
        """
        written = value.strip().upper()
        for system, form in _CODE_FORMS:
            if len(written) <= _LONGEST_ELECTRONIC and form.fullmatch(written):
                return cls(system, written)
        raise CodeIsMalformed(value=value)


@dataclass(frozen=True, slots=True)
class Parent:
    """The unit above, in one of the hierarchies that a unit belongs to."""

    hierarchy: str
    unit: str


@dataclass(frozen=True, slots=True)
class Version:
    """What a unit was in one stretch of time.

    `name` is written in full ("Phường Tân Hòa"); `kind` is the word that says what it is ("phường", "sở");
    `line` is "place" for places. `place` is the place at which a body stands. `classes` are the classes of
    addressees that the unit answers to ("sở", "báo chí"). `opened_by` and `closed_by` name the events at
    its two ends.
    """

    unit: str
    name: str
    kind: str
    level: str
    line: str = PLACE
    parents: tuple[Parent, ...] = ()
    place: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    attested_from: date | None = None
    codes: tuple[Code, ...] = ()
    aliases: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    opened_by: str = ""
    closed_by: str = ""

    def __post_init__(self) -> None:
        if self.valid_from is not None and self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValidityIsEmpty(unit=self.unit, valid_from=self.valid_from, valid_to=self.valid_to)
        if len(self.parents) > 1:
            hierarchies = [parent.hierarchy for parent in self.parents]
            for hierarchy in hierarchies:
                if hierarchies.count(hierarchy) > 1:
                    raise TwoParents(unit=self.unit, hierarchy=hierarchy)

    def holds(self, on: date) -> bool:
        """Say whether the version is in force on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on < self.valid_to
        )

    def is_attested(self, on: date) -> bool:
        """Say whether a source speaks for the version on a day."""
        return self.attested_from is None or self.attested_from <= on

    def parent(self, hierarchy: str) -> str:
        """Return the unit above in a hierarchy, "" where there is none."""
        for parent in self.parents:
            if parent.hierarchy == hierarchy:
                return parent.unit
        return ""

    def code(self, system: str = "statistics") -> str:
        """Return the code in a system, "" where the unit has none."""
        return next((code.value for code in self.codes if code.system == system), "")

    @property
    def shown_code(self) -> str:
        """The code by which people call the unit: the statistics code of a place, else its id."""
        return self.code() or self.unit

    @property
    def spoken(self) -> str:
        """The name inside a sentence: "phường Tân Hòa", "Sở Tài chính tỉnh Phú Thọ"."""
        return self.name[:1].lower() + self.name[1:] if self.line == PLACE else self.name


def in_order(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Return the versions of one unit by time.

    Raises: VersionsOverlap, when two of them hold on one day.
    """
    ordered = sorted(versions, key=lambda version: version.valid_from or date.min)
    _demand_apart(ordered)
    return tuple(ordered)


def _demand_apart(ordered: Sequence[Version]) -> None:
    for earlier, later in pairwise(ordered):
        if earlier.valid_to is None or later.valid_from is None or later.valid_from < earlier.valid_to:
            raise VersionsOverlap(unit=later.unit, on=later.valid_from or earlier.valid_from or "?")
