"""What the columns of a table hold (slots, see `table_frames`), and which one of them holds this period's
figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tonghop.domain.grids import Raw
from tonghop.domain.reporting.clues import Clue, Clues, role_with
from tonghop.domain.reporting.headings import Role, leading_role
from tonghop.domain.reporting.labels import label_key
from tonghop.domain.reporting.period_words import PeriodWords, Relation
from tonghop.domain.reporting.table_frames import Frame

_NO_FIGURES = frozenset((Role.UNIT, Role.ORDINAL, Role.NAME, Role.NOTE, Role.BODY))


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of a table. `role` None with `unknown`: its heading is not understood; without: it has none.

    `names_year`: its heading names this period with the year; `names_period`: it names some period. `months`
    are those its heading names as parts.
    """

    index: int
    heading: str
    role: Role | None
    unknown: bool
    names_year: bool
    names_period: bool
    body: str | None
    bodies: tuple[str, ...]
    unit: str
    months: tuple[int, ...]
    has_numbers: bool
    hidden: bool
    is_total: bool = False
    of_which: bool = False

    @property
    def is_weak(self) -> bool:
        return self.role is Role.RESULT


@dataclass(frozen=True, slots=True)
class Choice:
    """The slot of this period's figures, or why nobody knows: a code with the slots that it may be."""

    slot: Slot | None
    code: str = ""
    candidates: tuple[Slot, ...] = ()


def slots_of(frame: Frame, clues: Clues) -> tuple[Slot, ...]:
    """Return the columns of a table that hold or could hold figures."""
    counted = {at for line in frame.lines for at in frame.page.numbers[line]}
    found = []
    for column in frame.reach:
        if column not in frame.labels and not _is_numbering(frame, column):
            pieces = tuple(_pieces(frame, column, clues))
            slot = _slot(frame, column, pieces, clues, column in counted)
            # Where indicators stand across, a row without figures is a heading or a note, whatever it says.
            if slot and (
                slot.has_numbers or (not frame.page.turned and (slot.role or slot.body or slot.bodies))
            ):
                found.append(slot)
    return tuple(found)


def _is_numbering(frame: Frame, column: int) -> bool:
    """Say whether a column before the labels, without heading, counts the lines: 1, 2, 3."""
    page = frame.page
    if (
        page.turned
        or column > min(frame.labels)
        or any(_has_text(frame, row, column) for row in frame.headers)
    ):
        return False
    told = [page.grid.raw(line, column) for line in frame.lines if column in page.numbers[line]]
    return len(told) > 1 and all(raw == number for number, raw in enumerate(told, 1))


def label_columns(frame: Frame, slots: Sequence[Slot], clues: Clues) -> tuple[int, ...]:
    """Return the columns whose texts say what a line is: labels, units, what stands left of the figures; no
    notes.
    """
    if frame.page.turned:
        return frame.labels
    taken = {slot.index for slot in slots}
    first = min(taken, default=frame.reach.stop)
    found = []
    for column in frame.reach:
        if column in taken:
            continue
        roles = frozenset(
            role for clue in _pieces(frame, column, clues) for role in clue.heading.roles if clue.is_structure
        )
        is_beside = (
            column < first or column in frame.labels or bool(roles & {Role.UNIT, Role.NAME, Role.BODY})
        )
        # Behind the figures without a heading a unit may stand ("12 | buổi"), and notes, which say nothing of
        # the line.
        if not roles & {Role.NOTE, Role.ORDINAL} and (is_beside or _holds_units(frame, column)):
            found.append(column)
    return tuple(found)


def _holds_units(frame: Frame, column: int) -> bool:
    told = [clue for line in frame.lines for at, clue in frame.page.texts[line] if at == column]
    return bool(told) and all(clue.is_unit for clue in told)


def choose(slots: Sequence[Slot], clues: Clues) -> Choice:
    """Return the one slot that any careful clerk takes for this period's figures, or which they waver
    between.
    """
    seen = [slot for slot in slots if not slot.hidden and not slot.body and not slot.bodies]
    strong = [slot for slot in seen if slot.role is Role.THIS]
    weak = [slot for slot in seen if slot.role is Role.RESULT]
    totals = [slot for slot in seen if slot.role is Role.TOTAL]
    parts = [slot for slot in seen if slot.role is Role.PART]
    dark = [slot for slot in seen if slot.role is None and slot.has_numbers]
    if strong:
        return _only([*strong, *weak], "two-columns")
    if parts and any(slot.months for slot in parts):
        return _months_and_total(parts, [*totals, *weak], dark, clues)
    if weak:
        return _only([*weak, *totals, *dark], "two-columns")
    if totals:
        return _only([*totals, *dark], "two-columns")
    if dark:
        return _unnamed(dark, seen)
    return _other_periods(seen, slots)


def _only(slots: Sequence[Slot], code: str) -> Choice:
    return Choice(slots[0]) if len(slots) == 1 else Choice(None, code, tuple(slots))


def _unnamed(dark: Sequence[Slot], seen: Sequence[Slot]) -> Choice:
    """A column without heading is certain where the table has no other and nothing stands over it."""
    if len(dark) == 1 and len(seen) == 1 and not dark[0].unknown:
        return Choice(dark[0])
    return Choice(None, "unknown-column" if any(slot.unknown for slot in dark) else "no-header", tuple(dark))


def _months_and_total(
    parts: Sequence[Slot], totals: Sequence[Slot], dark: Sequence[Slot], clues: Clues
) -> Choice:
    months = {month for slot in parts for month in slot.months}
    wanted = clues.turn.months()
    if not totals:
        return Choice(None, "parts-without-total", tuple(parts))
    # The first month of a window that begins on its last days ("từ 30/10") is rightly left out.
    if (
        len(totals) == 1
        and not dark
        and months in (set(wanted), set(wanted[1:]), set(_nominal_months(clues)))
    ):
        return Choice(totals[0])
    return Choice(None, "months-of-other-period", (*totals, *dark))


def _nominal_months(clues: Clues) -> tuple[int, ...]:
    return type(clues.turn).of(clues.turn.cycle).months()


_OTHER_PERIODS = (
    (Role.ESTIMATED, "only-estimated"),
    (Role.CUMULATIVE, "only-cumulative"),
    (Role.PART, "only-part"),
    (Role.YEAR_BEFORE, "other-period"),
    (Role.PREVIOUS, "other-period"),
    (Role.OTHER, "other-period"),
)


def _other_periods(seen: Sequence[Slot], slots: Sequence[Slot]) -> Choice:
    """Nothing is said of this period: what is there is asked about, but for plans and comparisons. A part
    ("trong đó: ước") says nothing that its whole beside it does not.
    """
    wholes = [slot for slot in seen if not slot.of_which]
    for columns in (wholes, seen):
        for role, code in _OTHER_PERIODS:
            told = tuple(slot for slot in columns if slot.role is role and slot.has_numbers)
            if told:
                return Choice(None, code, told)
    hidden = tuple(slot for slot in slots if slot.hidden and slot.has_numbers)
    return Choice(None, "hidden-figure", hidden) if hidden and not seen else Choice(None)


def _slot(frame: Frame, column: int, pieces: Sequence[Clue], clues: Clues, has_numbers: bool) -> Slot | None:
    roles: frozenset[Role] = frozenset()
    relations: set[Relation] = set()
    periods: list[PeriodWords] = []
    body: str | None = None
    bodies: tuple[str, ...] = ()
    unit, unknown = "", False
    for clue in pieces:
        if clue.is_structure:
            roles |= clue.heading.roles
            periods += clue.heading.periods
            relations |= {clues.turn.relation(period) for period in clue.heading.periods}
        elif clue.is_unit or clue.aside_unit:
            unit, unknown = clue.aside_unit or clue.text, unknown or not clue.is_unit
        else:
            named, candidates = clues.body(clue.text)
            body, bodies = named or body, candidates or bodies
            if clue.is_total:
                roles |= {Role.TOTAL}
            elif not named:
                unknown = True
    if roles & _NO_FIGURES and not (roles - _NO_FIGURES) and not body:
        return None
    relation = relations.pop() if len(relations) == 1 else Relation.OTHER if relations else None
    role = role_with(leading_role(roles), relation)
    if (unknown and role in (Role.THIS, Role.RESULT, Role.TOTAL)) or Role.UNIT in roles:
        role, unknown = (None, True) if not body else (role, unknown)
    return Slot(
        index=column,
        heading=" · ".join(clue.text.strip() for clue in pieces),
        role=role,
        unknown=unknown,
        names_year=relation is Relation.THIS and any(period.year or period.days for period in periods),
        names_period=bool(periods),
        body=body,
        bodies=() if body else bodies,
        unit=unit,
        months=tuple(int(code[1:]) for period in periods for code in period.codes if code[:1] == "M"),
        has_numbers=has_numbers,
        hidden=column in frame.page.grid.hidden_columns,
        is_total=Role.TOTAL in roles,
        of_which=any(clue.of_which for clue in pieces),
    )


def _pieces(frame: Frame, column: int, clues: Clues) -> Iterator[Clue]:
    """Yield the heading cells over a column, from the top, each merged cell once."""
    grid, last = frame.page.grid, None
    for row in frame.headers:
        extent = grid.extent(row, column) if grid.merged else None
        place = (extent.top, extent.left) if extent else (row, column)
        raw = grid.raw(*place)
        if raw is None or raw == "":
            raw = _inherited(frame, row, column, clues)
        if place != last and (clue := _heading_clue(raw, clues)):
            last = place
            yield clue


def _inherited(frame: Frame, row: int, column: int, clues: Clues) -> Raw:
    """Return what a table without merged cells means over a column: a heading that stands over it and its
    left.
    """
    grid = frame.page.grid
    if grid.merged or frame.page.turned or row == frame.headers[-1] or not _has_text(frame, row + 1, column):
        return None
    for left in range(column - 1, -1, -1):
        raw = grid.raw(row, left)
        if raw is not None and raw != "":
            clue = _heading_clue(raw, clues)
            names_labels = clue is None or (
                clue.is_structure and clue.heading.roles <= _NO_FIGURES and clue.heading.roles
            )
            return (
                raw
                if not names_labels and left not in frame.labels and _has_text(frame, row + 1, left)
                else None
            )
    return None


def _has_text(frame: Frame, row: int, column: int) -> bool:
    raw = frame.page.grid.raw(row, column)
    return raw is not None and raw != ""


def _heading_clue(raw: Raw, clues: Clues) -> Clue | None:
    if isinstance(raw, str):
        clue = clues.of(raw)
        return None if clue.is_number or not label_key(raw) else clue
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 1990 <= raw <= 2100 and raw == int(raw):
        return clues.of(str(int(raw)))
    return None
