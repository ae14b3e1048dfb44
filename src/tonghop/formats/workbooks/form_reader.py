"""A filled form read back into a Return: which cells hold what, nothing judged.

Sheets, rows and columns are found by their keys (`form_layout`), so renamed sheets and inserted rows do no
harm.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from tonghop.domain.consolidation.returns import FigureRow, FormIdentity, Passage, RefusedFile, Return, Stray
from tonghop.domain.grids import Grid, Place
from tonghop.domain.language import flat, nfc
from tonghop.domain.reporting.values import Raw
from tonghop.formats.workbooks import form_layout as layout
from tonghop.formats.workbooks.sheets import read_sheets

Rows = Sequence[Sequence[Any]]
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
        return RefusedFile(file, "two-identities", _TWO_IDENTITIES)
    return Return(
        file=file,
        sha256=sha256,
        identity=identities.pop(),
        figures=tuple(row for grid in grids for row in _figures(grid)),
        passages=tuple(row for grid in grids for row in _passages(grid)),
        strays=tuple(row for grid in grids for row in _strays(grid)),
    )


def _identities(grids: Sequence[Grid]) -> Iterator[FormIdentity]:
    sheets = [grid.rows for grid in grids]
    for rows in sheets:
        if _text(rows, 0, 0) == layout.IDENTITY_KEY:
            found = {str(row[0]): str(row[1]) for row in rows[1:] if len(row) > 1}
            if all(field in found for field in layout.IDENTITY_FIELDS):
                yield FormIdentity(*(found[field] for field in layout.IDENTITY_FIELDS))
    for rows in sheets:
        for row in rows:
            for cell in row:
                if isinstance(cell, str) and (match := _CODE_LINE.search(cell)):
                    yield FormIdentity(*match.groups())


def _figures(grid: Grid) -> Iterator[FigureRow]:
    rows, uncertain = grid.rows, grid.uncomputed
    start, columns = _keyed(rows, layout.FIGURES_KEY)
    value, nil, estimated, note = (
        columns.get(key) for key in (layout.VALUE, layout.NIL_MARK, layout.ESTIMATED, layout.NOTE)
    )
    if value is None:
        return
    for number in range(start + 1, len(rows)):
        code = _text(rows, number, 0)
        if code and not code.startswith(layout.COMPUTED):
            yield FigureRow(
                indicator=code,
                raw=uncertain.get(Place(number, value)) or _cell(rows, number, value),
                at=grid.at(number, value),
                nil_mark=_mark(_cell(rows, number, nil)),
                estimated=uncertain.get(Place(number, estimated or 0)) or _cell(rows, number, estimated),
                estimated_at=grid.at(number, estimated) if estimated is not None else "",
                note=_text(rows, number, note),
            )


def _passages(grid: Grid) -> Iterator[Passage]:
    rows = grid.rows
    start, columns = _keyed(rows, layout.NARRATIVES_KEY)
    place = columns.get(layout.TEXT)
    if place is None:
        return
    for number in range(start + 1, len(rows)):
        code, text = _text(rows, number, 0), _text(rows, number, place)
        if code and text:
            yield Passage(code, text, grid.at(number, place))


def _strays(grid: Grid) -> Iterator[Stray]:
    """Rows of the figures or narratives that someone added: they have something to say and no code."""
    rows = grid.rows
    for key, told in ((layout.FIGURES_KEY, layout.VALUE), (layout.NARRATIVES_KEY, layout.TEXT)):
        start, columns = _keyed(rows, key)
        ends = max(
            (number for number in range(start + 1, len(rows)) if _text(rows, number, 0)), default=start
        )
        place = columns.get(told)
        for number in range(start + 2, len(rows)) if place is not None else ():
            if _text(rows, number, 0) or _text(rows, number, place) in ("", "(theo biểu số liệu)"):
                continue
            label = _text(rows, number, columns.get(layout.NAME))
            if number < ends or label:
                yield Stray(flat(f"{label}: {_text(rows, number, place)}"), grid.at(number, place or 0))


def _keyed(rows: Rows, key: str) -> tuple[int, dict[str, int]]:
    """Return the number of the key row and the columns by key; no columns where the sheet is not of that
    kind.
    """
    for number, row in enumerate(rows):
        if row and row[0] == key:
            return number, {
                cell: place for place, cell in enumerate(row) if place and isinstance(cell, str) and cell
            }
    return 0, {}


def _cell(rows: Rows, number: int, place: int | None) -> Raw:
    if place is None or number >= len(rows) or place >= len(rows[number]):
        return None
    cell = rows[number][place]
    return cell if isinstance(cell, Raw) else str(cell)


def _text(rows: Rows, number: int, place: int | None) -> str:
    cell = _cell(rows, number, place)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else nfc(str(cell)).strip()


def _mark(cell: Raw) -> Raw:
    return cell.strip() if isinstance(cell, str) else cell


_OTHER_LAYOUT = (
    "Bảng tính này không phải biểu do Tonghop phát ra; bản này chưa đọc được. Ghi lại vào biểu rồi gửi."
)
_TWO_IDENTITIES = "Biểu này mang mã của hai đơn vị hoặc hai kỳ khác nhau; hỏi lại đơn vị gửi."
