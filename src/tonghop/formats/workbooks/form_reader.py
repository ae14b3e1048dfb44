"""A filled form read back into a Return: which cells hold what, nothing judged.

Sheets, rows and columns are found by their keys (`form_layout`), so renamed sheets, inserted and sorted rows,
and a table copied alone into another workbook do no harm. What cannot be one body's one form is refused.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

from tonghop.domain.consolidation.returns import (
    FigureRow,
    FormIdentity,
    Passage,
    RefusedFile,
    Remark,
    Return,
    Stray,
)
from tonghop.domain.grids import Grid, Place
from tonghop.domain.language import flat
from tonghop.domain.reporting.values import Raw
from tonghop.formats.workbooks import form_layout as layout
from tonghop.formats.workbooks.form_tables import FormTable, form_tables, text_of
from tonghop.formats.workbooks.sheets import read_sheets

_CODE_LINE = re.compile(
    rf"{layout.CODE_LINE} \| ([^|]{{1,90}}) \| ([^|]{{1,30}}) \| ([^|]{{1,90}}) \| ([0-9a-f]{{8}})"
)


def read_form(content: bytes, file: str) -> Return | RefusedFile:
    """Read a workbook that may be a filled form; a workbook of another layout is refused with a plain
    sentence.

    Raises: WorkbookDamaged and its kin; the inbox turns them into refusals.
    """
    form = form_of(read_sheets(content), file, hashlib.sha256(content).hexdigest())
    return form or RefusedFile(file, "other-layout", _OTHER_LAYOUT)


def form_of(grids: Sequence[Grid], file: str, sha256: str) -> Return | RefusedFile | None:
    """Return the form that the sheets are, None where they are none.

    Where a careless copy has kept the code line and lost the hidden keys, the return has an identity and no
    figures.
    """
    identities = set(_identities(grids))
    if not identities:
        return None
    if len(identities) > 1:
        return RefusedFile(file, "two-identities", _two_identities(identities))
    tables = tuple(form_tables(grids, layout.FIGURES_KEY))
    texts = tuple(form_tables(grids, layout.NARRATIVES_KEY))
    figures = _one_copy([tuple(_figures(table)) for table in tables])
    if figures is None:
        names = " và ".join(f"“{table.grid.name}”" for table in tables)
        return RefusedFile(file, "two-copies", _TWO_COPIES.format(names))
    return Return(
        file=file,
        sha256=sha256,
        identity=identities.pop(),
        figures=figures,
        passages=tuple(row for table in texts for row in _passages(table)),
        strays=tuple(row for table in (*tables, *texts) for row in _strays(table)),
        remarks=tuple(row for table in tables for row in _cumulative(table)),
    )


# ---- who it is


def _identities(grids: Sequence[Grid]) -> Iterator[FormIdentity]:
    for grid in grids:
        if text_of(grid, 0, 0) == layout.IDENTITY_KEY:
            found = {str(row[0]): str(row[1]) for row in grid.rows[1:] if len(row) > 1}
            if all(field in found for field in layout.IDENTITY_FIELDS):
                yield FormIdentity(*(found[field] for field in layout.IDENTITY_FIELDS))
    for grid in grids:
        if layout.CODE_LINE in grid.told:
            texts = [cell for row in grid.rows for cell in row if type(cell) is str]
            for text in texts:
                if layout.CODE_LINE in text and (match := _CODE_LINE.search(text)):
                    yield FormIdentity(*match.groups())


def _two_identities(identities: set[FormIdentity]) -> str:
    names = ", ".join(sorted(f"{found.body} (kỳ {found.cycle})" for found in identities)[:4])
    return f"Tệp này mang mã của nhiều biểu: {names}. Mỗi tệp chỉ một đơn vị, một kỳ; gửi riêng từng biểu."


# ---- figures


def _figures(table: FormTable) -> Iterator[FigureRow]:
    value, nil, estimated, note, since = (
        table.columns.get(key)
        for key in (layout.VALUE, layout.NIL_MARK, layout.ESTIMATED, layout.NOTE, layout.CUMULATIVE)
    )
    if value is None:
        return
    grid = table.grid
    for number, code in table.coded:
        if not code.startswith(layout.COMPUTED):
            yield FigureRow(
                indicator=code,
                raw=_uncertain_or_raw(grid, number, value),
                at=grid.at(number, value),
                nil_mark=_mark(grid, number, nil),
                estimated=_uncertain_or_raw(grid, number, estimated),
                estimated_at=grid.at(number, estimated) if estimated is not None else "",
                note=text_of(table.grid, number, note),
                cumulative=_uncertain_or_raw(grid, number, since),
                cumulative_at=grid.at(number, since) if since is not None else "",
            )


def _one_copy(tables: Sequence[tuple[FigureRow, ...]]) -> tuple[FigureRow, ...] | None:
    """The one table that counts: a copy left blank or filled alike is no second; None where two differ."""
    filled = [rows for rows in tables if any(not row.is_blank for row in rows)]
    told = {tuple((row.indicator, row.raw, row.nil_mark, row.estimated) for row in rows) for rows in filled}
    if len(told) > 1:
        return None
    return (filled or list(tables) or [()])[0]


def _cumulative(table: FormTable) -> Iterator[Remark]:
    """A sum since the year's start that is less than the period itself: the office should see it."""
    value, total = (table.columns.get(key) for key in (layout.VALUE, layout.CUMULATIVE))
    for number, code in table.coded if value is not None and total is not None else ():
        in_period, since = table.grid.raw(number, value or 0), table.grid.raw(number, total or 0)
        if isinstance(in_period, int | float) and isinstance(since, int | float) and since < in_period:
            name = text_of(table.grid, number, table.columns.get(layout.NAME)) or code
            message = f"{name}: lũy kế từ đầu năm ({since:g}) ít hơn trong kỳ ({in_period:g})."
            yield Remark("check", message, table.grid.at(number, total or 0))


# ---- words


def _passages(table: FormTable) -> Iterator[Passage]:
    place = table.columns.get(layout.TEXT)
    for number, code in table.coded if place is not None else ():
        text = text_of(table.grid, number, place)
        if text:
            yield Passage(code, text, table.grid.at(number, place or 0))


def _strays(table: FormTable) -> Iterator[Stray]:
    """Rows that someone added to a table: they have something to say and no code."""
    told = layout.VALUE if layout.VALUE in table.columns else layout.TEXT
    place = table.columns.get(told)
    coded = {number for number, _ in table.coded}
    ends = max(coded, default=table.key_row)
    for number in range(table.key_row + 1, len(table.grid.rows)) if place is not None else ():
        said = text_of(table.grid, number, place)
        if number in coded or said in ("", "(theo biểu số liệu)"):
            continue
        label = text_of(table.grid, number, table.columns.get(layout.NAME))
        if number < ends or label:
            yield Stray(flat(f"{label}: {said}"), table.grid.at(number, place or 0))


def _uncertain_or_raw(grid: Grid, number: int, place: int | None) -> Raw:
    if place is None:
        return None
    cell = grid.uncomputed.get(Place(number, place)) or grid.raw(number, place)
    return cell if isinstance(cell, Raw) else str(cell)


def _mark(grid: Grid, number: int, place: int | None) -> Raw:
    cell = _uncertain_or_raw(grid, number, place)
    return cell.strip() if isinstance(cell, str) else cell


_OTHER_LAYOUT = (
    "Bảng tính này không phải biểu do Tonghop phát ra; bản này chưa đọc được. Ghi lại vào biểu rồi gửi."
)
_TWO_COPIES = "Biểu có hai bảng số liệu khác nhau ở trang {}; giữ lại một bảng rồi gửi lại."
