"""The lines of a table (see `table_frames`): which indicator each is of, of which period, whole or part of another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tonghop.domain.reporting.clues import Clue, Clues, role_with
from tonghop.domain.reporting.found_figures import Confirmed, LayoutKey
from tonghop.domain.reporting.headings import Role, leading_role
from tonghop.domain.reporting.table_frames import Frame, is_column_numbers


@dataclass(frozen=True, slots=True)
class Line:
    """One line that may hold an indicator's figures.

    `indicator` is certain; else `candidates` are asked about, with `why`. `scope` are the words of a group that makes
    its lines parts ("Cấp xã"). `role` is what the line itself says ("Kế hoạch", "cùng kỳ").
    """

    index: int
    label: str
    label_key: str
    indicator: str
    candidates: tuple[str, ...]
    why: str
    role: Role | None
    unit: str
    scope: str
    hidden: bool
    names_year: bool


def lines_of(
    frame: Frame, slots: frozenset[int], clues: Clues, layout: LayoutKey, confirmed: Confirmed
) -> Iterator[Line]:
    """Yield the lines of a table that name indicators, in their order."""
    part = scope = group = ""
    named: set[str] = set()
    grid = frame.page.grid
    for row in frame.lines:
        pieces = _pieces(frame, row, slots, clues)
        if not pieces or (not frame.page.turned and is_column_numbers(frame.page, row)):
            part = part if pieces or frame.page.turned else ""
            continue
        own = [clue for clue in pieces if not clue.match.is_none]
        counted = any(at in slots for at in frame.page.numbers[row])
        scope_words = next((clue.text for clue in pieces if clue.is_scope or clue.of_which), "")
        if frame.page.turned:
            scope, part = next((clue.text for clue in pieces if clue.is_scope), ""), scope_words
        else:
            scope, part = _parts(pieces, own, scope_words, scope, part, counted)
        line = _line(row, pieces, own, clues, layout, confirmed, group)
        if not counted and not frame.page.turned and not (line and line.indicator) and not scope_words:
            group = pieces[0].text if len(pieces) == 1 else pieces[-1].text
        if line is None or (part and (not line.indicator or line.indicator in named)):
            continue
        named.add(line.indicator)
        hidden = grid.hidden or row in grid.hidden_rows
        yield _scoped(line, scope, hidden)


def _parts(
    pieces: Sequence[Clue], own: Sequence[Clue], words: str, scope: str, part: str, counted: bool
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
    if not counted and not own and pieces:
        return ("" if scope else scope), ""
    if part and any(clue.is_bullet for clue in pieces):
        return scope, part
    return scope, ("" if own else part)


def _pieces(frame: Frame, row: int, slots: frozenset[int], clues: Clues) -> tuple[Clue, ...]:
    """Return the texts of a line that are no figures: labels, those of merged cells included, units, qualifiers."""
    grid, found = frame.page.grid, []
    texts = dict(frame.page.texts[row])
    columns = frame.labels if frame.page.turned else frame.reach
    for column in columns:
        if column in slots:
            continue
        clue = texts.get(column)
        if clue is None and grid.merged and (extent := grid.extent(row, column)) and extent.height > 1:
            raw = grid.raw(extent.top, extent.left)
            clue = clues.of(raw) if isinstance(raw, str) and extent.left == column else None
            clue = None if clue and clue.is_number else clue
        if clue and clue.text.strip():
            found.append(clue)
    return tuple(found)


def _line(
    row: int,
    pieces: Sequence[Clue],
    own: Sequence[Clue],
    clues: Clues,
    layout: LayoutKey,
    confirmed: Confirmed,
    group: str,
) -> Line | None:
    # "Mô hình" is a unit of measure and may be a label too: beside a certain name it is the unit.
    certain = [clue for clue in own if clue.match.indicator and clue.is_understood]
    label = (
        certain[0] if certain else next((clue for clue in own if not clue.is_unit), own[0] if own else None)
    )
    if label is None:
        return None
    codes = {clue.match.indicator for clue in certain}
    indicator = certain[0].match.indicator or "" if len(codes) == 1 else ""
    candidates = tuple(dict.fromkeys(code for clue in (certain or [label]) for code in clue.match.candidates))
    told = confirmed.labels.get((layout, label.key))
    if not indicator and told is not None:
        indicator, candidates = told, (told,)
        if not told:
            return None
    if not indicator and (joined := _joined(label, pieces, group, clues)):
        indicator, candidates = joined, (joined,)
    others = [clue for clue in pieces if clue is not label]
    role, names_year = _role(label, others, clues)
    return Line(
        index=row,
        label=label.text.strip(),
        label_key=label.key,
        indicator=indicator,
        candidates=candidates,
        why=label.match.why,
        role=role,
        unit=next((clue.text for clue in others if clue.is_unit), "") or label.aside_unit,
        scope="",
        hidden=False,
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


def _scoped(line: Line, scope: str, hidden: bool) -> Line:
    return Line(
        index=line.index,
        label=line.label,
        label_key=line.label_key,
        indicator=line.indicator,
        candidates=line.candidates,
        why=line.why,
        role=line.role,
        unit=line.unit,
        scope=scope,
        hidden=hidden,
        names_year=line.names_year,
    )
