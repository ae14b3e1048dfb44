"""The lines of a table (see `table_frames`): which indicator each is of, of which period, whole or part of another."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tonghop.domain.reporting.clues import Clue, Clues, role_with
from tonghop.domain.reporting.found_figures import Confirmed, LayoutKey
from tonghop.domain.reporting.headings import Role, leading_role
from tonghop.domain.reporting.table_frames import Frame, is_column_numbers

_REMEMBERED = 20_000


class Line(NamedTuple):
    """One line that may hold an indicator's figures.

    `indicator` is certain; else `candidates` are asked about, with `why`. `scope` are the words of a group that makes
    its lines parts ("Cấp xã"). `role` is what the line itself says ("Kế hoạch", "cùng kỳ").
    """

    index: int
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
        part = scope = group = ""
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
            elif words or part or scope or line is None:
                counted = any(at in slots for at in frame.page.numbers[row])
                scope, part = _parts(pieces, line is not None, words, scope, part, counted)
                if not counted and not (line and line.indicator) and not words:
                    group = pieces[-1].text
            if line is None or (part and (not line.indicator or line.indicator in named)):
                continue
            if not line.indicator:
                line = self._asked(line, pieces, group, layout, confirmed)
                if line is None:
                    continue
            named.add(line.indicator)
            hidden = grid.hidden or row in grid.hidden_rows
            yield line._replace(index=row, scope=scope, hidden=hidden)

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
        """Return a line whose label is not certain as a person confirmed it, or with its group's words; None where it
        was confirmed to be no indicator.
        """
        told = confirmed.labels.get((layout, line.label.key))
        if told == "":
            return None
        code = told or _joined(line.label, pieces, group, self._clues)
        return line._replace(indicator=code, candidates=(code,)) if code else line


def _parts(
    pieces: Sequence[Clue], is_named: bool, words: str, scope: str, part: str, counted: bool
) -> tuple[str, str]:
    """Return which group's and which line's part the present line is, "" for none.

    Lines below "Trong đó" are parts while they have bullets or name nothing; a line that names an indicator without
    a bullet stands for itself again.
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
    codes = {clue.match.indicator for clue in certain}
    others = [clue for clue in pieces if clue is not label]
    role, names_year = _role(label, others, clues)
    return Line(
        index=0,
        label=label,
        indicator=certain[0].match.indicator or "" if len(codes) == 1 else "",
        candidates=tuple(
            dict.fromkeys(code for clue in (certain or [label]) for code in clue.match.candidates)
        ),
        role=role,
        unit=next((clue.text for clue in others if clue.is_unit), "") or label.aside_unit,
        names_year=names_year,
    )


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
