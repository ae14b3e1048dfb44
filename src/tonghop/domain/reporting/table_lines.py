"""The lines of a table (see `table_frames`): which indicator each is of, of which period, whole or part of
another.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tonghop.domain.language import match_key
from tonghop.domain.reporting.clues import Clue, Clues, role_with
from tonghop.domain.reporting.found_figures import Confirmed, LayoutKey
from tonghop.domain.reporting.headings import Role, leading_role
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.table_frames import Frame, is_column_numbers

_REMEMBERED = 20_000
_NUMBERED = re.compile(r"\s*(?:(?P<roman>[IVX]{1,5})|(?P<letter>[A-HĐ])|(?P<digit>\d{1,2}))(?=[.)/\s-])")
_SHORT_NAME = 4
"""Up to so many words a name may mean different things under different groups."""


class Line(NamedTuple):
    """One line that may hold an indicator's figures.

    `indicator` is certain; else `candidates` are asked about, with `why`. `scope` are the words of a group
    that makes its lines parts ("Cấp xã"). `role` is what the line itself says ("Kế hoạch", "cùng kỳ").
    """

    row: int
    label: Clue
    indicator: str
    candidates: tuple[str, ...]
    role: Role | None
    unit: str
    names_year: bool
    scope: str = ""
    hidden: bool = False


class Lines:
    """Reads lines; rows of equal texts, which most files share, are understood once."""

    def __init__(self, clues: Clues) -> None:
        self._clues = clues
        self._seen: dict[tuple[str, ...], Line | None] = {}

    def of(
        self,
        frame: Frame,
        columns: Sequence[int],
        slots: frozenset[int],
        layout: LayoutKey,
        confirmed: Confirmed,
    ) -> Iterator[Line]:
        """Yield the lines of a table that name indicators, in their order.

        Shape: `columns` hold the texts of a line, `slots` its figures.
        """
        part = scope = group = whole = ""
        section = self._section_above(frame)
        named: set[str] = set()
        grid, turned = frame.page.grid, frame.page.turned
        for row in frame.lines:
            pieces = self._pieces(frame, row, columns)
            line = self._understood(pieces) if pieces else None
            if line is None and (not pieces or (not turned and is_column_numbers(frame.page, row))):
                part = part if pieces or turned else ""
                continue
            words = next((clue.text for clue in pieces if clue.is_scope or clue.of_which), "")
            if turned:
                scope, part = next((clue.text for clue in pieces if clue.is_scope), ""), words
            elif words or part or scope or line is None or not line.indicator:
                counted = any(at in slots for at in frame.page.numbers[row])
                scope, part = _parts(pieces, line is not None, words, scope, part, counted)
                if not counted and not (line and line.indicator) and not words:
                    group = pieces[-1].text
                    section = self._section(section, pieces)
            if line is None or (part and (not line.indicator or line.indicator in named)):
                continue
            line = _placed(line, pieces, group, whole, self._clues)
            if not line.indicator:
                line = self._asked(line, pieces, group, layout, confirmed)
                if line is None:
                    continue
            named.add(line.indicator)
            if line.indicator and not part and not self._clues.indicators[line.indicator].parent:
                whole = line.indicator
            hidden = grid.hidden or row in grid.hidden_rows
            role = line.role or section.role
            yield line._replace(
                row=row,
                role=role,
                scope=scope or self._qualifier(frame, row, line, columns, slots),
                hidden=hidden,
            )

    def _section_above(self, frame: Frame) -> "_Section":
        """Return the section that a table without headers begins in: its title stands right above."""
        if frame.headers or frame.page.turned:
            return _NO_SECTION
        row = frame.lines.start - 1
        while row >= 0 and frame.page.texts[row] and not frame.page.numbers[row]:
            pieces = tuple(clue for _, clue in frame.page.texts[row])
            section = self._section(_NO_SECTION, pieces)
            if section.rank:
                return section
            row -= 1
        return _NO_SECTION

    def _section(self, present: "_Section", pieces: Sequence[Clue]) -> "_Section":
        """Return the section after a title: a plan or another period holds until a title of its rank, or one
        that says otherwise.
        """
        text = " ".join(clue.text for clue in pieces)
        role = self._clues.section(pieces[-1].text) or self._clues.section(text)
        rank = title_rank(text)
        if role in (Role.THIS, Role.RESULT, Role.TOTAL):
            return _NO_SECTION
        if role is not None:
            return _Section(role, rank)
        return _NO_SECTION if rank and rank == present.rank else present

    def _qualifier(
        self, frame: Frame, row: int, line: Line, columns: Sequence[int], slots: frozenset[int]
    ) -> str:
        """Return what stands between a label and its figures and is no unit: it makes the figure a part."""
        texts = frame.page.texts[row]
        if frame.page.turned or len(texts) < 2:
            return ""
        at = next((column for column, clue in texts if clue is line.label), None)
        first = min((slot for slot in slots if at is not None and slot > at), default=None)
        if at is None or first is None:
            return ""
        between = (clue for column, clue in texts if at < column < first and column in columns)
        return next(
            (c.text for c in between if not (c.is_unit or c.is_structure or c.is_name or c.is_number)), ""
        )

    def _pieces(self, frame: Frame, row: int, columns: Sequence[int]) -> tuple[Clue, ...]:
        """Return the texts of a line that are no figures: labels, those of merged cells included, units."""
        grid = frame.page.grid
        texts = frame.page.texts[row]
        if not grid.merged:
            return tuple(clue for column, clue in texts if column in columns)
        told, found = dict(texts), []
        for column in columns:
            clue = told.get(column)
            if (
                clue is None
                and (extent := grid.extent(row, column))
                and extent.height > 1
                and extent.left == column
            ):
                raw = grid.raw(extent.top, extent.left)
                clue = self._clues.of(raw) if isinstance(raw, str) and raw.strip() else None
            if clue and not clue.is_number:
                found.append(clue)
        return tuple(found)

    def _understood(self, pieces: tuple[Clue, ...]) -> Line | None:
        key = tuple(clue.text for clue in pieces)
        if key not in self._seen:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[key] = _line(pieces, self._clues)
        return self._seen[key]

    def _asked(
        self, line: Line, pieces: Sequence[Clue], group: str, layout: LayoutKey, confirmed: Confirmed
    ) -> Line | None:
        """Return a line whose label is not certain as a person confirmed it, or with its group's words; None
        where it was confirmed to be no indicator.
        """
        told = confirmed.labels.get((layout, line.label.key))
        if told == "":
            return None
        code = told or _joined(line.label, pieces, group, self._clues)
        return line._replace(indicator=code, candidates=(code,)) if code else line


class _Section(NamedTuple):
    """What the title over some lines says of them, and of which rank the title is ("A", "I", "1")."""

    role: Role | None
    rank: str


_NO_SECTION = _Section(None, "")


def title_rank(text: str) -> str:
    """Return of which rank a numbered title is ("roman", "letter", "digit"), "" for one without a number."""
    match = _NUMBERED.match(text)
    return match.lastgroup or "" if match else ""


def _parts(
    pieces: Sequence[Clue], is_named: bool, words: str, scope: str, part: str, counted: bool
) -> tuple[str, str]:
    """Return which group's and which line's part the present line is, "" for none.

    Lines below "Trong đó" are parts while they have bullets or name nothing; a line that names an indicator
    without a bullet stands for itself again.
    """
    opens = any(clue.of_which for clue in pieces)
    if words and not opens and not counted:
        return words, ""
    if opens:
        return scope, words
    if not counted and not is_named:
        return "", ""
    if part and any(clue.is_bullet for clue in pieces):
        return scope, part
    return scope, ("" if is_named else part)


def _line(pieces: Sequence[Clue], clues: Clues) -> Line | None:
    own = [clue for clue in pieces if clue.is_name]
    # "Mô hình" is a unit of measure and may be a label too: beside a certain name it is the unit.
    certain = [clue for clue in own if clue.match.indicator and clue.is_understood]
    label = (
        certain[0] if certain else next((clue for clue in own if not clue.is_unit), own[0] if own else None)
    )
    if label is None:
        return None
    named = certain or [label]
    if not certain and label.is_unit:
        # "Cuộc phát sóng | lượt người" is asked about, and remembered, by what it says, not by its unit.
        label = next((clue for clue in pieces if _is_label(clue)), label)
    codes = {clue.match.indicator for clue in certain if clue.match.indicator}
    wholes = {clues.indicators[code].parent for code in codes}
    if len(codes) > 1 and wholes & codes:  # a part stands under its whole's name: "Lượt người" over "Nữ"
        certain = [clue for clue in certain if clue.match.indicator not in wholes]
        codes, label = codes - wholes, certain[0]
    others = [clue for clue in pieces if clue is not label]
    role, names_year = _role(label, others, clues)
    return Line(
        row=0,
        label=label,
        indicator=certain[0].match.indicator or "" if len(codes) == 1 else "",
        candidates=tuple(dict.fromkeys(code for clue in named for code in clue.match.candidates)),
        role=role,
        unit=next((clue.text for clue in others if clue.is_unit), "") or label.aside_unit,
        names_year=names_year,
    )


def _is_label(clue: Clue) -> bool:
    return not (clue.is_unit or clue.is_number or clue.is_structure) and any(map(str.isalpha, clue.text))


def _placed(line: Line, pieces: Sequence[Clue], group: str, whole: str, clues: Clues) -> Line:
    """Return a line whose name counts only in its place: "Nữ" under its whole, "Số buổi" under its group.

    A short name under another whole or another group is not certain; of several equal names the one in its
    place is.
    """
    if not line.label.match.is_name and not line.indicator:
        return line
    codes = line.candidates
    if not any(clues.indicators[code].parent or clues.indicators[code].group for code in codes):
        return line
    heads = (*(clue.text for clue in pieces if clue is not line.label and not clue.is_unit), group)
    fitting = tuple(code for code in codes if _is_in_place(clues.indicators[code], heads, whole, pieces))
    if len(fitting) == 1:
        return line._replace(indicator=fitting[0], candidates=fitting)
    return line._replace(indicator="", candidates=fitting or codes)


def _is_in_place(indicator: Indicator, heads: Sequence[str], whole: str, pieces: Sequence[Clue]) -> bool:
    if indicator.parent:
        over = {clue.match.indicator for clue in pieces} - {indicator.code, None}
        return indicator.parent in over if over else indicator.parent == whole
    told = [set(match_key(head).split()) for head in heads if head and any(map(str.isalpha, head))]
    if not indicator.group or not told or len(match_key(indicator.name).split()) > _SHORT_NAME:
        return True
    wanted = set(match_key(indicator.group).split())
    return any(2 * len(wanted & words) >= min(len(wanted), len(words)) for words in told)


def _joined(label: Clue, pieces: Sequence[Clue], group: str, clues: Clues) -> str:
    """Return the indicator that a short label names together with the group above or beside it, "" for none.

    "Số buổi" under "Tuyên truyền miệng" is "Số buổi tuyên truyền miệng", where that is a name.
    """
    for head in (*(clue.text for clue in pieces if clue is not label and not clue.is_unit), group):
        if head:
            for text in (f"{label.key} {clues.of(head).key}", f"{clues.of(head).key} {label.key}"):
                match = clues.of(text).match
                if match.indicator and not match.asides:
                    return match.indicator
    return ""


def _role(label: Clue, others: Sequence[Clue], clues: Clues) -> tuple[Role | None, bool]:
    """Return what the label's other words and the line's other headings say of its figures."""
    structural = [clue for clue in others if clue.is_structure and clue.match.indicator is None]
    roles = frozenset(role for clue in structural for role in clue.heading.roles)
    relations = {clues.turn.relation(period) for clue in structural for period in clue.heading.periods}
    if label.relation:
        relations.add(label.relation)
    relation = relations.pop() if len(relations) == 1 else None
    own = leading_role(roles)
    told = role_with(own, relation) if relation or own else None
    if label.role and told and label.role is not told:
        return (
            label.role
            if told in (Role.RESULT, Role.TOTAL)
            else told
            if label.role in (Role.RESULT, Role.TOTAL)
            else Role.OTHER
        ), False
    return label.role or told, any(clue.names_year for clue in (label, *structural))


def _narrower(role: Role, other: Role) -> Role:
    """Return the role that says more of two: "kết quả" is any period's; two that differ are of neither."""
    if other in (Role.RESULT, Role.TOTAL):
        return role
    return other if role in (Role.RESULT, Role.TOTAL) else Role.OTHER
