"""What an annexed data form asks for: its rows (or its columns) with unit, group, "trong đó" and target.

A form by rows names one thing a row; a form by columns has bodies in its rows and one thing a column. Forms
whose tables a text file has flattened, one cell a line, are read where every row keeps its number, its name
and its unit; other flattened tables are left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tonghop.domain.documents import Document, Paragraph, Table
from tonghop.domain.language import flat, match_key, searchable
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.form_grids import Column, FormGrid, form_grid
from tonghop.domain.reporting.proposed_units import stated_unit, unit_apart, unit_in_words


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a form asks for. `parent` is the name of what it is a part of; `target` is the plan's
    figure.
    """

    name: str
    unit: str = ""
    group: str = ""
    parent: str = ""
    target: Decimal | None = None
    estimate: bool = False
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: its number as written ("I", "1.2", "-", "a"), its name, unit and planned figure."""

    number: str
    name: str
    unit: str
    target: Decimal | None = None


_ITEM_NUMBER = re.compile(
    r"(?P<number>[IVXivx]{1,5}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zA-ZđĐ])[.)/](?:\s+|(?=\D))"
)
_DASH = re.compile(r"(?P<number>[-+*•])\s*(?=\S)")
_HEADING_NUMBER = re.compile(r"[IVX]{1,5}|[A-ZĐ]")
_MAIN_NUMBER = re.compile(r"\d{1,3}")
_WITHIN = re.compile(r"(?:trong đó|bao gồm|gồm|chia ra)\s*:?\s*-?\s*")
_TOTAL = re.compile(r"(?:tổng cộng|tổng số|cộng|tổng|toàn tỉnh|tổng hợp)[ :.]*")
_OWN_NAME = re.compile(r"(?:tổng )?số \w|tỷ lệ |tổng ")
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}|\d{1,15}(?:,\d{1,3})?", re.ASCII)
_LONGEST_NAME = 220
_VARIANT = re.compile(
    r"(?:tổng số|tổng|số lượng|kỳ này|trong kỳ|thực hiện.{0,30}|số liệu|kết quả.{0,20}|năm \d{4})"
)


def asked_in_table(table: Table, document: Document) -> tuple[Asked, ...]:
    """Return what a table asks for; a table that is no form, or is filled with figures, asks for nothing."""
    grid = form_grid(table, document.text)
    if grid is None or grid.is_filled:
        return ()
    above = _unit_above(table, document)
    if grid.first(Column.NAME) is not None:
        return _by_rows(grid, above)
    return _by_columns(grid, above)


def is_filled_in(table: Table, document: Document) -> bool:
    """Say whether a table has a form's header but figures in its cells: it informs, and asks for nothing."""
    grid = form_grid(table, document.text)
    return grid is not None and grid.is_filled


def _unit_above(table: Table, document: Document) -> str:
    near = document.text[max(0, table.span.start - 200) : table.span.start]
    return stated_unit(near) or stated_unit(table.span.cut(document.text)[:200])


# ---- forms by rows


def _by_rows(grid: FormGrid, unit_above: str) -> tuple[Asked, ...]:
    has_unit = grid.first(Column.UNIT) is not None
    measured = grid.all(Column.VALUE) + grid.all(Column.PLAN) + grid.all(Column.SHOWN)
    if not has_unit and not measured and not grid.all(Column.ITEM):
        return ()
    lines = tuple(_lines(grid, unit_above))
    said = replace(_NOTHING, estimate=grid.says("ước"), cumulative=grid.says("lũy kế"))
    rows = list(asked_in_lines(lines, said, units_given=has_unit))
    return tuple(part for row in rows for part in (row, *_parts_by_column(row, grid)))


def _parts_by_column(row: Asked, grid: FormGrid) -> Iterator[Asked]:
    """A column "Trong đó: nữ" asks every row for its part."""
    for place in grid.all(Column.VALUE) + grid.all(Column.ITEM):
        parts = [searchable(part) for part in grid.headers[place]]
        within = next((at for at, part in enumerate(parts) if _WITHIN.match(part)), None)
        if within is None:
            continue
        own = _own_words(" ".join(parts[within:]))
        if own and not _VARIANT.fullmatch(own) and "ước" not in own:
            yield replace(row, name=f"{row.name}, trong đó: {own}", parent=row.name, target=None)


def _lines(grid: FormGrid, unit_above: str) -> Iterator[_Line]:
    name_at, number_at, unit_at = (grid.first(use) for use in (Column.NAME, Column.NUMBER, Column.UNIT))
    for row in grid.rows:
        name = grid.texts.get((row, name_at if name_at is not None else -1), "")
        number = grid.texts.get((row, number_at), "") if number_at is not None else ""
        unit = grid.texts.get((row, unit_at), "") if unit_at is not None else unit_above
        if name and len(name) <= _LONGEST_NAME:
            targets = (_figure(grid.texts.get((row, place), "")) for place in grid.all(Column.PLAN))
            yield _line(number, name, unit, next((t for t in targets if t is not None), None))


def _line(number: str, name: str, unit: str, target: Decimal | None = None) -> _Line:
    """A line with the number that stands before its name, where it has no cell of its own, and its unit."""
    number = number.strip(" .)(")
    match = _DASH.match(name) or _ITEM_NUMBER.match(name)
    if match:
        name = name[match.end() :]
        number = number or match["number"]
    name, in_brackets = unit_apart(name.strip(" :;.*_"))
    return _Line(number, name.strip(" :;*_"), in_brackets or unit.strip("*_ "), target)


def _figure(cell: str) -> Decimal | None:
    digits = cell.strip()
    if not _PLAIN_NUMBER.fullmatch(digits):
        return None
    return Decimal(digits.replace(".", "").replace(",", "."))


def asked_in_lines(lines: Sequence[_Line], said: Asked, *, units_given: bool) -> Iterator[Asked]:
    """Yield what rows ask for: headings become groups, dashed rows parts of the row above.

    `units_given`: the form has a column of units, and a row without one is a heading.
    """
    group, main, heading = "", "", ""
    unit_of_main = ""
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        if _TOTAL.fullmatch(searchable(line.name)) or not any(c.isalpha() for c in line.name):
            continue
        if _WITHIN.fullmatch(searchable(line.name) + " "):
            continue
        is_part = _is_part(line)
        unit = line.unit or (unit_of_main if is_part else "") or unit_in_words(line.name)
        if _is_heading(line, after, units_given) and not (is_part and main):
            heading = line.name
            group = line.name if not _MAIN_NUMBER.match(line.number) or not group else group
            main = unit_of_main = ""
            continue
        if is_part and main:
            yield _part(line, said, main, unit_of_main, unit, group)
            continue
        name = f"{heading}: {_lower_first(line.name)}" if is_part and heading else line.name
        if not is_part:
            main, unit_of_main = name, unit
            heading = heading if _below(line.number) else ""
        yield replace(said, name=name, unit=unit, group=group, target=line.target)


def _part(line: _Line, said: Asked, main: str, unit_of_main: str, unit: str, group: str) -> Asked:
    own = _own_words(line.name)
    same = searchable(unit) == searchable(unit_of_main)
    has_own_name = _OWN_NAME.match(searchable(own)) is not None
    name = own if has_own_name or not same else f"{main}, trong đó: {_lower_first(own)}"
    return replace(said, name=name, unit=unit, group=group, parent=main if same else "", target=line.target)


def _own_words(name: str) -> str:
    """What a part is called behind its "trong đó"."""
    match = _WITHIN.match(searchable(name))
    return name[match.end() :].strip(" :") if match else name


def _is_part(line: _Line) -> bool:
    return line.number in ("-", "+", "*", "•") or (
        not _MAIN_NUMBER.match(line.number) and _WITHIN.match(searchable(line.name)) is not None
    )


def _below(number: str) -> bool:
    return "." in number or (len(number) == 1 and number.islower())


def _is_heading(line: _Line, after: _Line | None, units_given: bool) -> bool:
    if after is None:
        return False
    if units_given:
        return not line.unit
    return _HEADING_NUMBER.fullmatch(line.number) is not None and not _HEADING_NUMBER.fullmatch(after.number)


def _lower_first(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


_NOTHING = Asked("")


# ---- forms by columns


def _by_columns(grid: FormGrid, unit_above: str) -> tuple[Asked, ...]:
    items = grid.all(Column.ITEM)
    if grid.first(Column.BODY) is None or len(items) < 2:
        return ()
    rows: dict[str, Asked] = {}
    for place in items:
        row = _column_asked(grid.headers[place], unit_above)
        if row is not None:
            rows.setdefault(match_key(row.name), row)
    return tuple(
        row if row.parent and match_key(row.parent) in rows else replace(row, parent="")
        for row in rows.values()
    )


def _column_asked(parts: tuple[str, ...], unit_above: str) -> Asked | None:
    """What a column asks for: the header's lowest part, with the one above where it says too little alone."""
    named = [unit_apart(flat(part)) for part in parts]
    unit = next((unit for _, unit in reversed(named) if unit), "")
    names = [name for name, _ in named if not _VARIANT.fullmatch(searchable(name))]
    if not names or _TOTAL.fullmatch(searchable(names[-1])):
        return None
    top, leaf = names[0], names[-1]
    within = any(_WITHIN.match(searchable(name)) for name in names[1:])
    unit = unit or unit_in_words(leaf) or unit_in_words(top) or unit_above
    if len(names) == 1:
        return Asked(leaf, unit)
    if within:
        own = _own_words(leaf)
        return Asked(f"{top}, trong đó: {_lower_first(own)}", unit, parent=top) if own else None
    return Asked(f"{top}: {_lower_first(leaf)}", unit, group=top)


# ---- forms flattened into lines

_FLAT_HEAD = re.compile(r"stt|tt|số tt")
_FLAT_NUMBER = re.compile(r"[IVX]{1,5}|[A-ZĐ]|\d{1,3}(?:\.\d{1,2}){0,3}")
_FLAT_COLUMN = re.compile(r"\(?(?:\d{1,2}|[A-Da-d])\)?")
_LONGEST_HEADER = 24
_LONGEST_UNIT = 24


def asked_in_flattened(document: Document, span: Span) -> tuple[Asked, ...]:
    """Return what a form asks for whose cells stand as lines of their own, or () where that is not certain.

    Certain is a header "STT, …, Đơn vị tính, …" and, below it, three rows or more that each have a number in
    order, a name and a unit, and no figures.
    """
    cells = [
        block.span.cut(document.text).strip("*_ \n")
        for block in document.blocks
        if isinstance(block, Paragraph) and span.holds(block.span)
    ]
    start = next((at for at, cell in enumerate(cells) if _FLAT_HEAD.fullmatch(searchable(cell))), None)
    if start is None:
        return ()
    heads = [flat(cell) for cell in cells[start : start + _LONGEST_HEADER]]
    unit_at = next((at for at, cell in enumerate(heads) if _UNIT_HEAD.fullmatch(searchable(cell))), None)
    if unit_at is None:
        return ()
    lines = tuple(_flat_lines([flat(cell) for cell in cells[start + unit_at + 1 :]]))
    said = replace(_NOTHING, estimate=any("ước" in searchable(h) for h in heads))
    return tuple(asked_in_lines(lines, said, units_given=True)) if len(lines) >= 3 else ()


_UNIT_HEAD = re.compile(r"đơn vị tính|đvt|đv tính")


def _flat_lines(cells: Sequence[str]) -> Iterator[_Line]:
    """Rows of number, name, unit; the first thing that fits none of them makes the whole uncertain."""
    place = _first_row(cells)
    awaited = 1
    while place + 2 < len(cells) + 1 and place < len(cells) and cells[place] == str(awaited):
        row = cells[place + 1 : place + 3]
        is_row = len(row) == 2 and any(c.isalpha() for c in row[0]) and _is_unit(row[1])
        if not is_row:
            return
        yield _line(str(awaited), row[0], row[1])
        place += 3
        awaited += 1


def _first_row(cells: Sequence[str]) -> int:
    """The place of the "1" that opens the first row, and not the numbers of the columns."""
    for place in range(min(len(cells), 2 * _LONGEST_HEADER)):
        after = cells[place + 1] if place + 1 < len(cells) else ""
        if cells[place] == "1" and not _FLAT_COLUMN.fullmatch(after):
            return place
    return len(cells)


def _is_unit(cell: str) -> bool:
    return (
        len(cell) <= _LONGEST_UNIT and not cell[:1].isdigit() and any(c.isalpha() or c == "%" for c in cell)
    )
