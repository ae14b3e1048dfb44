"""Fill a form as a person would: write into its input cells and save. For the sample inbox and for tests."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tonghop.formats.office_packages import same_bytes
from tonghop.formats.workbooks import form_layout as layout

Filled = Mapping[str, Any]


def fill_form(form: bytes, figures: Mapping[str, Filled], texts: Mapping[str, str]) -> bytes:
    """Return the form with cells filled in; equal input gives equal bytes.

    Shape: `figures` has, by indicator, cells by column key (value, nil, estimated, note); `texts` one text a
    section. Raises: KeyError for an indicator, column or section that the form does not have.
    """
    workbook = load_workbook(BytesIO(form))
    for sheet in workbook.worksheets:
        _fill(sheet, layout.FIGURES_KEY, figures)
        _fill(sheet, layout.NARRATIVES_KEY, {code: {layout.TEXT: text} for code, text in texts.items()})
    out = BytesIO()
    workbook.save(out)
    return same_bytes(out.getvalue())


def _fill(sheet: Any, key: str, cells: Mapping[str, Filled]) -> None:
    keys = next((row for row in sheet.iter_rows() if str(row[0].value or "").startswith(key)), None)
    if keys is None:
        return
    rows = {cell.value: cell.row for cell in sheet["A"] if isinstance(cell.value, str)}
    columns = {cell.value: cell.column for cell in keys if cell.value}
    for code, filled in cells.items():
        for column, value in filled.items():
            sheet.cell(row=rows[code], column=columns[column]).value = value
