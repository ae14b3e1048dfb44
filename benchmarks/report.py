"""A Word report of 168 pages with a table of 3,000 rows and 6 columns, against docxtpl rendering the same.

The peer's template is made here with python-docx: a loop of paragraphs and a loop of table rows. Beside the
ratio stand the same document with a link and an anchor in every row, its time as PDF/A-3b, and how the time
of Word grows from 1,000 to 3,000 rows. (168 pages: LibreOffice's count of what `_document(ROWS)` gives.)
"""

from io import BytesIO
from typing import Any

from benchmarks.measurement import Measurement, medians, seconds
from tonghop.formats.official.parts import Column, OfficialDocument, Row, Run, Table, paragraph, row
from tonghop.formats.official.pdf import pdf_document
from tonghop.formats.official.styles import STATE
from tonghop.formats.official.word import word_document

GOAL = 1.2
REPETITIONS = 5
ROWS, PARAGRAPHS = 3000, 644
GROWTH_LIMIT = 1.5

_COLUMNS = {"TT": 8, "Đơn vị": 44, "Đơn vị tính": 12, "Kỳ này": 12, "Cùng kỳ": 12, "Ghi chú": 12}
_SENTENCE = "Các đơn vị đã tổ chức tuyên truyền bằng nhiều hình thức phù hợp với từng địa bàn. "


def measure() -> Measurement:
    """Write the same rows and paragraphs in turns."""
    template, context = _template(), _context(ROWS)
    tasks = {
        "ours": lambda: word_document(_document(ROWS)),
        "peer": lambda: _rendered(template, context),
        "linked": lambda: word_document(_document(ROWS, linked=True)),
    }
    taken = medians(tasks, repetitions=REPETITIONS)
    short = seconds(lambda: word_document(_document(ROWS // 3)))
    growth = taken["ours"] / 3 / short
    return Measurement(
        name="report",
        work=f"write a Word report with {PARAGRAPHS} paragraphs and a {ROWS} x {len(_COLUMNS)} table",
        ours=taken["ours"],
        peer=taken["peer"],
        peer_name="docxtpl, the same rows and paragraphs",
        unit="s",
        goal=GOAL,
        further={
            "with_links": {"ours": taken["linked"], "ratio": round(taken["linked"] / taken["peer"], 4)},
            "pdf_seconds": round(seconds(lambda: pdf_document(_document(ROWS))), 3),
            "growth": {"ratio": round(growth, 4), "goal": GROWTH_LIMIT, "met": growth <= GROWTH_LIMIT},
        },
    )


def _rows(count: int) -> list[tuple[str, ...]]:
    return [
        (str(number), f"Ủy ban nhân dân xã Mẫu {number}", "buổi", str(number * 3), str(number * 2), "đã gửi")
        for number in range(1, count + 1)
    ]


def _document(rows: int, *, linked: bool = False) -> OfficialDocument:
    columns = tuple(Column(title, width) for title, width in _COLUMNS.items())
    table = Table(columns, tuple(_row(cells, linked=linked) for cells in _rows(rows)))
    return OfficialDocument(STATE, "Báo cáo", (*[paragraph(_SENTENCE * 5) for _ in range(PARAGRAPHS)], table))


def _row(cells: tuple[str, ...], *, linked: bool) -> Row:
    """A row that leads to itself: as many links and anchors as there are rows."""
    if not linked:
        return row(*cells)
    number, name, *rest = cells
    return row(number, Run(name, link=f"row-{number}"), *rest, anchor=f"row-{number}")


def _context(rows: int) -> dict[str, Any]:
    return {"texts": [_SENTENCE * 5] * PARAGRAPHS, "rows": [{"cells": cells} for cells in _rows(rows)]}


def _template() -> bytes:
    from docx import Document

    document = Document()
    for line in ("{%p for text in texts %}", "{{ text }}", "{%p endfor %}"):
        document.add_paragraph(line)
    table = document.add_table(rows=4, cols=len(_COLUMNS))
    for number, title in enumerate(_COLUMNS):
        table.cell(0, number).text = title
        table.cell(2, number).text = f"{{{{ row.cells[{number}] }}}}"
    table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for row in rows %}", "{%tr endfor %}"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _rendered(template: bytes, context: dict[str, Any]) -> bytes:
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    document.render(context)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
