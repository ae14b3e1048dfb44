"""A ledger of outputs as a file: a workbook, or separated text for whatever else reads it."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from tonghop.domain.reporting.outputs import KINDS, Output

HEADINGS = (
    "Đơn vị",
    "Ngày",
    "Loại",
    "Tên",
    "Đường dẫn",
    "Số phút",
    "Số lượng",
    "Địa điểm",
    "Phối hợp",
    "Đã rút vì",
)
"""The headings that stand in both files; `pasted_outputs` knows those of the columns that it takes."""

_WIDTHS = (36, 12, 28, 48, 40, 10, 10, 28, 28, 28)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An entry with its body's name, and why it was taken back, "" where it stands."""

    body: str
    output: Output
    taken_back_why: str = ""


def ledger_workbook(rows: Iterable[LedgerRow]) -> bytes:
    """Return a ledger as a workbook: days are days, numbers are numbers, texts stay texts."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Sổ hoạt động, sản phẩm")
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        plain = book.add_format({"text_wrap": True, "border": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy", "border": 1, "align": "left"})
        whole = book.add_format({"num_format": "#,##0", "border": 1})
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, heading, bold)
            sheet.set_column(column, column, _WIDTHS[column])
        number = 0
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(_cells(row)):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell, whole)
                else:
                    sheet.write_string(number, column, cell, plain)
            sheet.write_datetime(number, 1, row.output.made_on, day)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, number, len(HEADINGS) - 1)
    return out.getvalue()


def ledger_csv(rows: Iterable[LedgerRow]) -> bytes:
    """Return a ledger as separated text in UTF-8 with its mark, as spreadsheets expect it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows([harmless(cell) for cell in _cells(row)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cells(row: LedgerRow) -> Sequence[str | int]:
    output = row.output
    return (
        row.body,
        f"{output.made_on:%d/%m/%Y}",
        KINDS[output.kind].vietnamese,
        output.title,
        output.link,
        "" if output.minutes is None else output.minutes,
        output.count,
        output.place,
        output.made_with,
        row.taken_back_why,
    )


def harmless(cell: str | int) -> str | int:
    """Return a cell that a spreadsheet takes for no formula: what somebody typed is words."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) else cell
