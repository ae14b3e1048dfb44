"""What each text of somebody's table may be: an indicator, a heading, a unit, a body, a total, a number. Read
once.

The texts of 3,321 workbooks are mostly the same; a clue is remembered by its text, so that a sheet costs
little.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tonghop.domain.grids import Raw
from tonghop.domain.language import match_key, nfc, searchable, without_marks
from tonghop.domain.reporting.amounts import ONE
from tonghop.domain.reporting.campaign import Body
from tonghop.domain.reporting.headings import (
    NO_HEADING,
    Heading,
    Role,
    leading_role,
    read_heading,
    section_role,
)
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.labels import NO_MATCH, Labels, Match, label_key, of_which, without_enumerator
from tonghop.domain.reporting.measures import factor_between, is_measure, measure
from tonghop.domain.reporting.period_words import Relation, Turn
from tonghop.domain.reporting.senders import Senders

_REMEMBERED = 50_000
_LONGEST = 300
_NUMBER_LIKE = re.compile(
    r"\s*(?:[<>≥≤~±]?\s*[-+]?\d[\d., \xa0\u202f]*\s*%?|(?:hơn|gần|khoảng|trên|dưới|xấp xỉ|không phát sinh"
    r"|không có|không)\b"
    r".{0,40}|[-–—]{1,3}\s*|\d[\d.,]*\s.{1,60})",
    re.IGNORECASE | re.DOTALL,
)
_COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[A-HĐ])\s*\)?|\(?\s*\d{1,2}\s*\)?\s*=\s*[\d\s=+\-*/:x%()]{1,40}")
_TOTAL_WORDS = re.compile(r"(?:tổng|cộng|toàn (?:tỉnh|huyện|xã|thành phố|ngành|quốc|khối)|tong|cong)\b")
_LEVELS = frozenset(["tp", "tx", "tt", "h", "q", "p", "x"])
_SCOPES = re.compile(
    r"\b(?:cấp (?:tỉnh|huyện|xã|cơ sở|thôn|phường)|khối (?:xã|phường|cơ quan|trường|đoàn thể|huyện|tỉnh)"
    r"|tuyến (?:tỉnh|huyện|xã))\b"
)


@dataclass(frozen=True)
class Clue:
    """What one text may be. `bodies`: the codes it may name; `body` is the one that it names in full.

    `aside_unit` is a unit of measure in the label's brackets. `is_understood` says that all words around an
    indicator's name are understood. `of_which` opens a part of what stands above. `is_name`: it names one or
    several indicators; `is_structure`: a header cell could say this, every word understood.
    """

    text: str
    match: Match
    heading: Heading
    role: Role | None
    relation: Relation | None
    names_year: bool
    is_unit: bool
    is_total: bool
    is_number: bool
    of_which: bool
    is_bullet: bool
    is_scope: bool
    aside_unit: str = ""
    is_understood: bool = True
    is_name: bool = False
    is_structure: bool = False

    @cached_property
    def key(self) -> str:
        return label_key(self.text)


class Clues:
    """Everything a campaign's tables may speak of, with the memory of texts already seen."""

    def __init__(self, indicators: Sequence[Indicator], bodies: Iterable[Body], turn: Turn) -> None:
        self.turn = turn
        self.indicators = {row.code: row for row in indicators}
        self._labels = Labels(indicators)
        self._bases = frozenset(measure(row.unit).base for row in indicators)
        self._bodies = tuple(bodies)
        self.seen: dict[str, Clue] = {}
        self._sections: dict[str, Role | None] = {}
        self._named: dict[str, tuple[str | None, tuple[str, ...]]] = {}

    @cached_property
    def _senders(self) -> Senders:
        """The names of thousands of bodies take a while, and most tables are of one body."""
        return Senders(self._bodies)

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        return _names(self._bodies)

    def of(self, text: str) -> Clue:
        """Return what a text may be; what was read is kept in `seen`."""
        clue = self.seen.get(text)
        if clue is None:
            if len(self.seen) >= _REMEMBERED:
                self.seen.clear()
            clue = self.seen[text] = self._read(text)
        return clue

    def section(self, text: str) -> Role | None:
        """Return what a title says of everything below it: this period's, another's, a plan's, or None."""
        if text not in self._sections:
            if len(self._sections) >= _REMEMBERED:
                self._sections.clear()
            clue, role = self.of(text), section_role(text)
            self._sections[text] = role_with(role, clue.relation) if clue.heading.is_whole else role
        return self._sections[text]

    def body(self, text: str) -> tuple[str | None, tuple[str, ...]]:
        """Return the code of the body that a text names in full, or None with the bodies that it may mean."""
        found = self._named.get(text)
        if found is None:
            if len(self._named) >= _REMEMBERED:
                self._named.clear()
            found = self._named[text] = self._body(text)
        return found

    def factor(self, unit: str, indicator: Indicator) -> Decimal | None:
        return factor_between(unit, indicator.unit) if unit else ONE

    def _read(self, text: str) -> Clue:
        if len(text) > _LONGEST:
            return _nothing(text)
        plain = searchable(nfc(text)).strip()
        rest = of_which(text)
        bare = without_enumerator(text)
        heading = read_heading(text if rest is None else rest)
        match = self._labels.match(text if rest is None else rest)
        if heading.is_whole and not match.is_name and match.indicator is None:
            match = NO_MATCH  # "Chỉ tiêu", "Kết quả" are words of headers, however like a name they are
        unit, roles, relations, understood = self._asides(match)
        roles |= heading.roles if heading.is_whole else frozenset()
        relations |= {self.turn.relation(period) for period in heading.periods} if heading.is_whole else set()
        relation = _one_relation(relations)
        is_number = _NUMBER_LIKE.fullmatch(text) is not None and not heading.is_whole and match.is_none
        return Clue(
            text=text,
            match=match,
            heading=heading,
            role=role_with(leading_role(roles), relation),
            relation=relation,
            names_year=any(period.year or period.days for period in heading.periods),
            is_unit=not _is_column_name(heading) and is_measure(bare, self._bases),
            is_total=_TOTAL_WORDS.match(searchable(nfc(bare))) is not None and match.indicator is None,
            is_number=is_number,
            of_which=rest is not None,
            is_bullet=plain[:1] in "-+•*▪◦·–" and plain != "",
            is_scope=_SCOPES.search(plain) is not None and match.indicator is None,
            aside_unit=unit,
            is_understood=understood,
            is_name=not match.is_none,
            is_structure=heading.is_whole and not is_number,
        )

    def _asides(self, match: Match) -> tuple[str, frozenset[Role], set[Relation], bool]:
        """Read the words around an indicator's name: a unit, roles and periods, and whether all are
        understood.
        """
        unit, roles, relations, understood = "", frozenset[Role](), set[Relation](), True
        for aside in match.asides:
            if is_measure(aside, self._bases):
                unit = unit or aside
                continue
            heading = read_heading(aside)
            understood = understood and not heading.unknown
            roles |= heading.roles
            relations |= {self.turn.relation(period) for period in heading.periods}
        if roles & {Role.PART, Role.NAME, Role.BODY, Role.NOTE, Role.UNIT, Role.ORDINAL}:
            understood = False
        return unit, roles, relations, understood

    def _body(self, text: str) -> tuple[str | None, tuple[str, ...]]:
        if len(text) > _LONGEST or not any(map(str.isalpha, text)):
            return None, ()
        bare = without_enumerator(text)
        key = match_key(bare)
        exact = self._by_name.get(key)
        if not exact and key == without_marks(key):
            exact = self._by_name.get(f"\0{key}")
        if exact:
            return (exact[0], exact) if len(exact) == 1 else (None, exact)
        named = self._senders.named(bare)
        if len(named) == 1 and self._says_no_more(key, named[0]):
            return named[0], named
        return None, named

    def _says_no_more(self, key: str, code: str) -> bool:
        """Say whether a text has no word beside those of the body's name or an alias, but short words of its
        level.
        """
        body = next(row for row in self._bodies if row.code == code)
        told = set(without_marks(key).split()) - _LEVELS
        return any(told == set(without_marks(match_key(name)).split()) for name in (body.name, *body.aliases))


def role_with(role: Role | None, relation: Relation | None) -> Role | None:
    """Return the role of a heading that also names a period: another period is never this one's figure.

    >>> role_with(Role.RESULT, Relation.YEAR_BEFORE).value, role_with(Role.TARGET, Relation.THIS).value
    ('same period last year', 'target')
    """
    if relation is None or role in (Role.COMPARISON, Role.NOTE, Role.OTHER, Role.PART):
        return role
    if relation is Relation.PART:
        return Role.PART
    if relation is Relation.THIS:
        # "Tổng 6 tháng" is the period's total; "cùng kỳ 2023" or "kế hoạch 2023" is still no figure of this
        # period.
        return Role.THIS if role in (None, Role.RESULT, Role.TOTAL) else role
    if (
        role in (None, Role.RESULT, Role.TOTAL, Role.YEAR_BEFORE, Role.PREVIOUS)
        and relation is Relation.YEAR_BEFORE
    ):
        return Role.YEAR_BEFORE
    return Role.OTHER


def is_column_number(raw: Raw) -> bool:
    """Say whether a cell may stand in the row that numbers a table's columns.

    >>> [is_column_number(raw) for raw in (1.0, "(2)", "A", "5=4/3", 1234, "12,5", None)]
    [True, True, True, True, False, False, False]
    """
    if isinstance(raw, str):
        return _COLUMN_NUMBER.fullmatch(raw) is not None
    return isinstance(raw, int | float) and not isinstance(raw, bool) and 0 < raw < 100 and raw == int(raw)


def _is_column_name(heading: Heading) -> bool:
    """Say whether a heading names a column of labels: "Đơn vị", "Xã" are things counted too."""
    return heading.is_whole and bool(
        heading.roles & {Role.UNIT, Role.BODY, Role.NAME, Role.ORDINAL, Role.NOTE}
    )


def _one_relation(relations: set[Relation]) -> Relation | None:
    if not relations:
        return None
    return relations.pop() if len(relations) == 1 else Relation.OTHER


def _names(bodies: Iterable[Body]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for body in bodies:
        for name in (body.name, *body.aliases, body.code):
            key = match_key(name)
            for form in (key, f"\0{without_marks(key)}"):
                if body.code not in found.get(form, ()):
                    found[form] = (*found.get(form, ()), body.code)
    return found


def _nothing(text: str) -> Clue:
    return Clue(text, NO_MATCH, NO_HEADING, None, None, False, False, False, False, False, False, False)
