"""A campaign workbook as officers leave it, read back into the campaign's plain tables.

Blank rows, other orders of columns, further columns and sheets, dates typed as dates, "30/5", ticks and
numbers as text are all understood. What is not understood is refused with its sheet, cell and what to write.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from tonghop.domain.grids import cell_name
from tonghop.domain.language import flat, match_key, nfc, searchable
from tonghop.domain.reporting.campaign import slug
from tonghop.domain.reporting.fields import FieldWrong
from tonghop.domain.reporting.values import State, Value, read_cell
from tonghop.formats.workbooks import campaign_layout as layout

Rows = Sequence[Sequence[Any]]
_HEADER_WITHIN = 15
_NEEDED = ("campaign", "regime", "indicator", "body")
_NAMED_BY = {"indicator": "name", "section": "title", "body": "name"}
_REFERENCES = {
    ("regime", "indicators"): "indicator",
    ("indicator", "parent"): "indicator",
    ("indicator", "numerator"): "indicator",
    ("indicator", "denominator"): "indicator",
    ("section", "parent"): "section",
    ("excuse", "body"): "body",
}
_TICKS = ("có", "true", "đúng", "x", "1", "yes", "y", "v", "✓", "✔", "co", "phải")
_CROSSES = ("không", "false", "sai", "0", "no", "n", "khong", "-", "")


class CellWrong(FieldWrong):
    """A cell cannot be used. Facts: where (sheet and cell), field (column), found, advice_vi, advice_en."""

    code = "campaign-cell"
    message_vi = "Trang và ô {where}, cột “{field}”: ghi “{found}” chưa dùng được. {advice_vi}"
    message_en = "Cell {where}, column {field!r}: {found!r} cannot be used. {advice_en}"


class SheetMissing(FieldWrong):
    code = "campaign-sheet"
    message_vi = "Không tìm thấy trang “{where}”. {advice_vi}"
    message_en = "The sheet {where!r} is not there. {advice_en}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the tables' rows stand: sheet and row by table and number from 1, columns by table and key."""

    sheets: Mapping[str, str]
    rows: Mapping[tuple[str, int], int]
    columns: Mapping[tuple[str, str], int]

    def found(self, wrong: FieldWrong, tables: Mapping[str, Any]) -> FieldWrong:
        """Return a refusal of the campaign's rules with the cell that it is about, where that is known."""
        where, field = str(wrong.facts["where"]), str(wrong.facts["field"])
        table, _, row_name = where.removeprefix("[").removeprefix("[").partition("]")
        name = row_name.strip("] ")
        if table == "campaign":
            row, column = self.rows.get((f"campaign:{field}", 1)), 1
        else:
            number = _row_meant(tables.get(table, []), name, field, str(wrong.facts["found"]))
            row, column = self.rows.get((table, number)), self.columns.get((table, field), 0)
        if row is None or table not in self.sheets:
            return wrong
        title = next((c.title for c in layout.columns(table) if c.field.key == field), field)
        facts = wrong.facts | {"where": cell_name(self.sheets[table], row, column), "field": title}
        return CellWrong(**facts)


def _row_meant(rows: Sequence[Mapping[str, Any]], name: str, field: str, found: str) -> int:
    """The number of the row that a refusal is about: told by number, by code, else by what it found there."""
    if name.isdigit():
        return int(name)
    named = [n for n, row in enumerate(rows, 1) if name and name in (row.get("code"), row.get("body"))]
    holding = [n for n, row in enumerate(rows, 1) if found and found in str(row.get(field, ""))]
    both = [n for n in named if n in holding]
    return next(iter(both or named[-1:] or holding), 0)


def tables_in_workbook(content: bytes) -> dict[str, Any]:
    """Read a campaign workbook into plain tables; raises CellWrong, SheetMissing."""
    return tables_and_places(content)[0]


def tables_and_places(content: bytes) -> tuple[dict[str, Any], Places]:
    """Read a campaign workbook into plain tables, and where each row stands."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in workbook.sheet_names
    }
    named = _sheet_names(sheets)
    tables: dict[str, Any] = {"campaign": {}}
    rows: dict[tuple[str, int], int] = {}
    placed: dict[tuple[str, str], int] = {}
    for table, sheet in named.items():
        if table == "campaign":
            tables["campaign"], head = _read_head(sheet, sheets[sheet])
            rows |= {(f"campaign:{key}", 1): row for key, row in head.items()}
        else:
            tables[table], numbers, places = _read_rows(table, sheet, sheets[sheet])
            rows |= {(table, number): row for number, row in enumerate(numbers, 1)}
            placed |= {(table, key): place for key, place in places.items()}
    if to_resolve := list(_still_to_resolve(sheets)):
        tables["campaign"]["to_resolve"] = to_resolve
    _name_the_nameless(tables)
    _resolve_names(tables)
    return tables, Places(named, rows, placed)


def _sheet_names(sheets: Mapping[str, Rows]) -> dict[str, str]:
    """Say which sheet holds which table: by its name, else (renamed) by its header."""
    by_key = {searchable(flat(name)): name for name in sheets}
    named = {
        table: by_key[searchable(title)]
        for table, title in layout.SHEETS.items()
        if searchable(title) in by_key
    }
    left = [name for name in sheets if name not in named.values()]
    for table in layout.SHEETS:
        if table not in named:
            likely = [name for name in left if _is_table(table, sheets[name])]
            if len(likely) == 1:
                named[table] = likely[0]
                left.remove(likely[0])
    for table in _NEEDED:
        if table not in named:
            raise SheetMissing(
                where=layout.SHEETS[table],
                field="",
                found="",
                advice_vi="Đặt lại tên trang như cũ, hoặc lập lại tệp bằng tonghop campaign.",
                advice_en="Give the sheet its name back, or write the file again with tonghop campaign.",
            )
    return {table: named[table] for table in layout.SHEETS if table in named}


def _is_table(table: str, rows: Rows) -> bool:
    titles = {match_key(column.title) for column in layout.columns(table) if not column.field.newer}
    if table == "campaign":
        labels = {match_key(str(row[0])) for row in rows[:40] if row}
        return len(titles & labels) >= len(titles) // 2
    return any(len(titles & {match_key(str(cell)) for cell in row}) == len(titles) for row in rows[:3])


# ---- the head of the campaign


def _read_head(sheet: str, rows: Rows) -> tuple[dict[str, Any], dict[str, int]]:
    known = {match_key(column.title): column for column in layout.columns("campaign")}
    table: dict[str, Any] = {}
    places: dict[str, int] = {}
    for number, row in enumerate(rows):
        filled = [(place, cell) for place, cell in enumerate(row) if cell not in ("", None)]
        labels = [(p, known[match_key(str(cell))]) for p, cell in filled[:1] if match_key(str(cell)) in known]
        if labels:
            place, column = labels[0]
            value = next((cell for at, cell in filled if at > place), "")
            places[column.field.key] = number
            table[column.field.key] = _value(column, value, sheet, number, place + 1)
        elif len(filled) > 1 and not places.keys() >= {c.field.key for c in known.values()}:
            _refuse_label(sheet, number, filled[0], known)
    return table, places


def _refuse_label(
    sheet: str, number: int, label: tuple[int, Any], known: Mapping[str, layout.Column]
) -> None:
    names = ", ".join(column.title for column in known.values())
    raise CellWrong(
        where=cell_name(sheet, number, label[0]),
        field=str(label[1]),
        found=label[1],
        advice_vi=f"Không có mục tên này; các mục: {names}.",
        advice_en=f"No such entry; known: {names}.",
    )


# ---- rows


def _read_rows(table: str, sheet: str, rows: Rows) -> tuple[list[dict[str, Any]], list[int], dict[str, int]]:
    """Return the rows of a sheet as tables, the number of each in the sheet, and the columns by key."""
    start = _header_row(table, rows)
    if start is None:
        if any(cell not in ("", None) for row in rows for cell in row):
            _refuse_header(table, sheet)
        return [], [], {}
    columns = _columns(table, sheet, start, rows[start])
    found: list[dict[str, Any]] = []
    numbers: list[int] = []
    for number in range(start + 1, len(rows)):
        row = _read_row(columns, sheet, number, rows[number])
        if any(value not in ("", [], False) for value in row.values()):
            found.append(row)
            numbers.append(number)
    return found, numbers, {column.field.key: place for place, column in columns}


def _header_row(table: str, rows: Rows) -> int | None:
    titles = {match_key(column.title) for column in layout.columns(table)}
    counts = [len(titles & {match_key(str(cell)) for cell in row}) for row in rows[:_HEADER_WITHIN]]
    best = max(counts, default=0)
    return counts.index(best) if best >= min(2, len(titles)) else None


def _refuse_header(table: str, sheet: str) -> None:
    titles = ", ".join(column.title for column in layout.columns(table))
    raise CellWrong(
        where=cell_name(sheet, 0, 0),
        field="dòng tiêu đề",
        found="",
        advice_vi=f"Không thấy dòng tiêu đề; cần các cột: {titles}.",
        advice_en=f"The header row is not there; its columns are: {titles}.",
    )


def _columns(table: str, sheet: str, number: int, header: Sequence[Any]) -> list[tuple[int, layout.Column]]:
    """The known columns by their titles; a strange one is left out only where no known one is missing."""
    known = {match_key(column.title): column for column in layout.columns(table)}
    columns: dict[str, tuple[int, layout.Column]] = {}
    strange: list[tuple[int, str]] = []
    for place, cell in enumerate(header):
        key = match_key(str(cell)) if cell not in ("", None) else ""
        if key in known and key not in columns:
            columns[key] = (place, known[key])
        elif key:
            strange.append((place, str(cell)))
    missing = [column.title for key, column in known.items() if key not in columns and not column.field.newer]
    if strange and missing:
        place, title = strange[0]
        raise CellWrong(
            where=cell_name(sheet, number, place),
            field=title,
            found=title,
            advice_vi=f"Không có cột tên này, và đang thiếu cột: {', '.join(missing)}. Đặt lại tên cột.",
            advice_en=f"No such column, and these are missing: {', '.join(missing)}.",
        )
    return list(columns.values())


def _read_row(
    columns: Sequence[tuple[int, layout.Column]], sheet: str, number: int, row: Sequence[Any]
) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for place, column in columns:
        value = _value(column, row[place] if place < len(row) else "", sheet, number, place)
        if column.field.kind == "window":
            table.setdefault(column.field.key, []).append(value)
        elif value != "":
            table[column.field.key] = value
    for _, column in columns:
        if column.field.kind == "window":
            _check_window(
                table, column, sheet, number, {c.part: p for p, c in columns if c.field is column.field}
            )
    return table


def _check_window(
    table: dict[str, Any], column: layout.Column, sheet: str, number: int, places: Mapping[int, int]
) -> None:
    days = table.get(column.field.key)
    if days is None or all(days):
        return
    if not any(days):
        del table[column.field.key]
        return
    empty = next(part for part, day in enumerate(days) if not day)
    raise CellWrong(
        where=cell_name(sheet, number, places.get(empty, 0)),
        field=layout.Column(column.field, empty).title,
        found="",
        advice_vi="Điền cả hai ngày của kỳ số liệu, hoặc bỏ trống cả hai.",
        advice_en="Give both days of the window or neither.",
    )


# ---- cells


def _value(column: layout.Column, raw: Any, sheet: str, row: int, place: int) -> Any:
    """Read one cell as its column asks; raises CellWrong."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return ""
    kind = column.field.kind
    try:
        return _reader(kind)(raw)
    except layout.Unreadable as wrong:
        raise CellWrong(
            where=cell_name(sheet, row, place),
            field=column.title,
            found=raw,
            advice_vi=str(wrong),
            advice_en="Write it as the hint of the cell says.",
        ) from None


def _flag(raw: Any) -> bool:
    word = searchable(flat(_plain_text(raw)))
    if word in _TICKS or raw is True:
        return True
    if word in _CROSSES or raw is False:
        return False
    raise layout.Unreadable("Chọn có hoặc không.", "Choose yes or no.")


def _number(raw: Any) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return format(Decimal(repr(raw)), "f").removesuffix(".0")
    value = read_cell(raw, decimals=6)
    if not isinstance(value, Value) or value.state is not State.FIGURE:
        raise layout.Unreadable(*layout.NUMBER_ADVICE)
    return str(value.amount)


def _plain_text(raw: Any) -> str:
    if isinstance(raw, date):
        return raw.strftime("%d/%m/%Y")
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return nfc(str(raw)).strip()


def _texts(raw: Any) -> list[str]:
    return list(layout.parts_of(_plain_text(raw), ";\n"))


def _lines(raw: Any) -> list[str]:
    return list(layout.parts_of(_plain_text(raw), "\n"))


def _reader(kind: str) -> Callable[[Any], Any]:
    return _READERS.get(kind, _plain_text)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "flag": _flag,
    "number": _number,
    "whole": _number,
    "texts": _texts,
    "lines": _lines,
    "day": layout.day_of_year,
    "window": layout.day_of_year,
    "moment": layout.moment,
    "date": layout.full_date,
    "phone": layout.phone,
    "deadlines": layout.deadlines,
}

# ---- what officers leave to us


def _still_to_resolve(sheets: Mapping[str, Rows]) -> Iterator[str]:
    """The questions that nobody has ticked off."""
    rows = next(
        (rows for name, rows in sheets.items() if searchable(flat(name)) == searchable(layout.TO_RESOLVE)), []
    )
    header = [match_key(str(cell)) for cell in rows[0]] if rows else []
    said, done = (
        header.index(match_key(title)) if match_key(title) in header else None
        for title in (layout.TO_RESOLVE, layout.DECIDED)
    )
    for row in rows[1:] if said is not None else ():
        sentence = _plain_text(row[said]) if said is not None and said < len(row) and row[said] else ""
        ticked = _plain_text(row[done]) if done is not None and done < len(row) else ""
        if sentence and searchable(ticked) in _CROSSES:
            yield sentence


def _name_the_nameless(tables: dict[str, Any]) -> None:
    """Give a row without a code one made of its name, apart from all others."""
    for table, key in _NAMED_BY.items():
        taken = {row["code"] for row in tables.get(table, []) if row.get("code")}
        for row in tables.get(table, []):
            if not row.get("code") and row.get(key):
                row["code"] = _free_code(str(row[key]), taken)
                taken.add(row["code"])


def _free_code(name: str, taken: set[str]) -> str:
    code = stem = slug(name) or "dong"
    number = 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code


def _resolve_names(tables: dict[str, Any]) -> None:
    """Where a row points to another by its name, put that one's code."""
    for (table, key), target in _REFERENCES.items():
        codes = {row.get("code") for row in tables.get(target, [])}
        by_name: dict[str, list[str]] = {}
        for row in tables.get(target, []):
            by_name.setdefault(match_key(str(row.get(_NAMED_BY[target], ""))), []).append(row.get("code", ""))
        for row in tables.get(table, []):
            if key in row:
                row[key] = _pointed(row[key], codes, by_name)


def _pointed(value: Any, codes: set[Any], by_name: Mapping[str, list[str]]) -> Any:
    if isinstance(value, list):
        return [_pointed(part, codes, by_name) for part in value]
    named = by_name.get(match_key(value), [])
    return named[0] if value not in codes and len(named) == 1 else value
