"""The figures that a reader of a report sees, held against the data that the report carries.

Somebody may type over a figure in the document before it is signed; the data inside it know nothing of that.
Where the visible table says something else than the data, a person is asked: neither is taken silently.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from tonghop.domain.consolidation.judgements import written
from tonghop.domain.consolidation.lower_levels import bounds_of, worded
from tonghop.domain.consolidation.record_indicators import RecordIndicators
from tonghop.domain.consolidation.returns import Figure, Remark, Return
from tonghop.domain.documents import Document, Table
from tonghop.domain.grids import Grid
from tonghop.domain.language import flat, match_key, nfc, searchable
from tonghop.domain.reporting.headings import Role, leading_role, read_heading
from tonghop.domain.reporting.indicators import RATE
from tonghop.domain.reporting.labels import label_key, of_which
from tonghop.domain.reporting.measures import measure
from tonghop.domain.reporting.report_tables import grid_of, place_in_table
from tonghop.domain.reporting.values import NIL_WORDS, Unclear, decimal_of, figure, vietnamese_number

EDITED = "edited-figure"
_MOST_HEADER_ROWS = 4
_NAMED = 8
_LONGEST_CELL = 200
_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3}){1,6}|\d{1,18})(?:,\d{1,9})?(?![\d.,]*\d)", re.ASCII)
_FOOTNOTE = re.compile(r"\((?:\*{1,3}|\d{1,2}|[a-z])\)|\*{1,3}")
_THOUSANDS_OR_DECIMALS = re.compile(r"\d,\d{3}(?!\d)", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+|%")
_NO_FIGURES = frozenset((Role.BODY, Role.UNIT, Role.NAME, Role.ORDINAL))
_BESIDE_NUMBERS = frozenset(("khoảng", "hơn", "gần", "trên", "từ", "đến", "ước"))
_NOTHING = frozenset(("", "…", "...", "-", "–", "—"))


class Shown(NamedTuple):
    """What a table of the document says of one indicator, and where."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class _Told:
    """One indicator's row of the record, as a table would show it."""

    at: str
    name: str
    unit: str
    amounts: tuple[Decimal, ...]
    is_nil: bool
    is_rate: bool

    @property
    def key(self) -> str:
        return _row_key(self.name)

    @property
    def says_something(self) -> bool:
        return bool(self.amounts) or self.is_nil

    @property
    def shown(self) -> str:
        if not self.amounts:
            return NIL_WORDS if self.is_nil else "không có số"
        return " đến ".join(map(vietnamese_number, self.amounts))


def compared(
    answer: Return, rows: Sequence[Mapping[Any, Any]], word: str, document: Document, known: RecordIndicators
) -> Return:
    """Return what a report's data say, with a question for each figure that its visible table contradicts.

    Shape: `rows` are the record's totals or figures, `word` names them in places ("totals 3").
    """
    told = [_told(row, f"{word} {number}") for number, row in enumerate(rows, 1)]
    seen = _seen(document, told)
    if seen is None:
        message = "Không tìm thấy bảng số liệu trong văn bản để đối chiếu; số lấy theo dữ liệu kèm tệp."
        return replace(answer, remarks=(*answer.remarks, Remark("check", message)))
    figures = {row.at: row for row in answer.figures if isinstance(row, Figure)}
    remarks = list(answer.remarks)
    for number, row in enumerate(told):
        other = next((shown for shown in seen.get(row.at, ()) if not _agrees(row, shown.text)), None)
        if other is None:
            continue
        indicator = known.match(rows[number], row.at).indicator
        if indicator is None or row.is_rate:
            remarks.append(Remark("check", f"{_contradiction(row, other)} Chỉ tiêu này không lấy.", other.at))
        else:
            doubt = Unclear(EDITED, f"{_contradiction(row, other)} Số đúng là số nào?", _choices(row, other))
            own = figures.get(row.at, Figure(indicator.code, doubt, other.at, by="report"))
            figures[row.at] = replace(own, read=doubt, at=other.at, between=None)
    remarks += _gone(row for row in told if row.says_something and not seen.get(row.at))
    return replace(answer, figures=tuple(figures.values()), remarks=tuple(remarks))


def _told(row: Mapping[Any, Any], at: str) -> _Told:
    amount, between = decimal_of(row.get("value")), bounds_of(row.get("between"))
    amounts = (amount,) if amount is not None else between or ()
    is_nil = row.get("state") == "nil" or bool(row.get("nil") and not row.get("reported_by"))
    is_rate = row.get("kind") == RATE
    return _Told(at, worded(row.get("name")), worded(row.get("unit")), amounts, is_nil, is_rate)


# ---- what the tables show


def _seen(document: Document, told: Sequence[_Told]) -> dict[str, list[Shown]] | None:
    """Return what the document's tables show, by the place of the record's row; None where no table has such
    rows.
    """
    by_key: dict[str, list[_Told]] = {}
    for row in told:
        by_key.setdefault(row.key, []).append(row)
    seen: dict[str, list[Shown]] = {}
    found = False
    tables = (block for block in document.blocks if isinstance(block, Table))
    for number, table in enumerate(tables, 1):
        lines = list(_lines(grid_of(table, document.text, number), by_key))
        found = found or bool(lines)
        for key in dict.fromkeys(key for key, _, _ in lines):
            own = [(unit, shown) for other, unit, shown in lines if other == key]
            for row, shown in _paired(by_key[key], own):
                seen.setdefault(row.at, []).append(shown)
    return seen if found else None


def _paired(rows: Sequence[_Told], lines: Sequence[tuple[str, Shown]]) -> Iterator[tuple[_Told, Shown]]:
    """Pair rows of one name with the table's lines of that name: by unit, else in their order."""
    for unit in dict.fromkeys(match_key(row.unit) for row in rows):
        own = [row for row in rows if match_key(row.unit) == unit]
        shown = [line for told, line in lines if told in (unit, "") or len(rows) == 1]
        if len(own) == 1:
            yield from ((own[0], line) for line in shown)
        elif len(own) == len(shown):
            yield from zip(own, shown, strict=True)


def _lines(grid: Grid, by_key: Mapping[str, object]) -> Iterator[tuple[str, str, Shown]]:
    """Yield key, folded unit and what is shown for each line of a table that bears an indicator's name."""
    named = _name_column(grid, by_key)
    if named is None:
        return
    column, first = named
    if any(_names_bodies(_text(grid, row, c)) for row in range(first) for c in range(grid.width)):
        return  # the bodies' own figures, one line each
    roles = {c: _roles(grid, c, first) for c in range(grid.width) if c != column}
    value = _value_column(roles)
    if value is None:
        return
    unit = next((c for c, own in roles.items() if Role.UNIT in own and c != value), None)
    for row in range(first, len(grid.rows)):
        key = _row_key(_text(grid, row, column))
        if key in by_key:
            place = place_in_table(grid.at(row, value))
            told = match_key(_text(grid, row, unit)) if unit is not None else ""
            yield key, told, Shown(_text(grid, row, value), place)


def _name_column(grid: Grid, by_key: Mapping[str, object]) -> tuple[int, int] | None:
    """Return the column that holds most of the indicators' names, and its first row that does."""
    best: tuple[int, int, int] | None = None
    for column in range(grid.width):
        rows = [row for row in range(len(grid.rows)) if _row_key(_text(grid, row, column)) in by_key]
        if rows and (best is None or len(rows) > best[0]):
            best = len(rows), column, rows[0]
    return (best[1], best[2]) if best and best[2] else None


def _roles(grid: Grid, column: int, first: int) -> frozenset[Role]:
    """Return what the headings above a column say together."""
    texts = {_text(grid, row, column) for row in range(min(first, _MOST_HEADER_ROWS))}
    return frozenset(role for text in texts for role in read_heading(text).roles)


def _names_bodies(heading: str) -> bool:
    """Say whether a column holds names of bodies; "Số đơn vị …" counts them."""
    read = read_heading(heading)
    return read.is_whole and read.roles == {Role.BODY} and not searchable(heading).startswith("số ")


def _value_column(roles: Mapping[int, frozenset[Role]]) -> int | None:
    """Return the one column of this period's figures, None where there is none or nobody can say which."""
    for wanted in (Role.THIS, Role.RESULT):
        columns = [c for c, own in roles.items() if not own & _NO_FIGURES and leading_role(own) is wanted]
        if columns:
            return columns[0] if len(columns) == 1 else None
    return None


def _text(grid: Grid, row: int, column: int) -> str:
    raw = grid.reaching(row, column)
    return flat(nfc(raw)) if isinstance(raw, str) else ""


def _row_key(label: str) -> str:
    inner = of_which(label)
    return label_key(inner or label)


# ---- whether they say the same


def _agrees(row: _Told, text: str) -> bool:
    bare = _FOOTNOTE.sub(" ", text).strip()
    if row.amounts:
        return numbers_in(bare, row.unit) == row.amounts
    folded = searchable(bare).strip(" .")
    return folded in _NOTHING or (row.is_nil and folded == NIL_WORDS)


def numbers_in(text: str, unit: str) -> tuple[Decimal, ...]:
    """Return the numbers of a cell that holds nothing but numbers as offices write them, with their unit.

    >>> numbers_in("1.234,5", "giờ"), numbers_in("từ 3 đến 12 hộ", "hộ"), numbers_in("12 (ước 3)", "giờ")
    ((Decimal('1234.5'),), (Decimal('3'), Decimal('12')), (Decimal('12'), Decimal('3')))
    >>> numbers_in("1,234.5", "giờ"), numbers_in("12 nghìn", "giờ")
    ((), ())
    """
    if len(text) > _LONGEST_CELL:
        return ()
    rest = _NUMBER.sub(" ", text)
    allowed = _BESIDE_NUMBERS | set(measure(unit).words) | {"%"}
    if any(c.isdigit() for c in rest) or not set(_WORD.findall(searchable(rest))) <= allowed:
        return ()
    told = (match.group() for match in _NUMBER.finditer(text))
    return tuple(Decimal(number.replace(".", "").replace(",", ".")) for number in told)


def _contradiction(row: _Told, other: Shown) -> str:
    return (
        f"{row.name}: bảng trong văn bản ghi “{other.text or 'để trống'}” ({other.at}), dữ liệu kèm tệp ghi "
        f"{row.shown}."
    )


def _choices(row: _Told, other: Shown) -> tuple[str, ...]:
    seen = numbers_in(_FOOTNOTE.sub(" ", other.text).strip(), row.unit)
    is_clear = len(seen) == 1 and not _THOUSANDS_OR_DECIMALS.search(other.text)
    amounts = [*(seen if is_clear else ()), *(row.amounts if len(row.amounts) == 1 else ())]
    said = [written(figure(amount)) for amount in amounts]
    words = [NIL_WORDS] if row.is_nil or searchable(other.text).strip(" .") == NIL_WORDS else []
    return tuple(dict.fromkeys([*said, *words]))


def _gone(rows: Iterable[_Told]) -> Iterator[Remark]:
    names = [f"“{row.name}”" for row in rows]
    if names:
        more = f" và {len(names) - _NAMED} dòng khác" if len(names) > _NAMED else ""
        told = ", ".join(names[:_NAMED])
        message = f"Bảng trong văn bản không có dòng {told}{more}; số lấy theo dữ liệu kèm tệp."
        yield Remark("check", message)
