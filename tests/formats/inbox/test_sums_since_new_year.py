"""A sum since the year's start beside the period's figure, from whatever file it comes."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook

from formats.inbox.files import opened
from tonghop.domain.consolidation.returns import Figure, Return

_TABLE = (
    ("Chỉ tiêu", "Đơn vị tính", "Kết quả trong kỳ", "Lũy kế từ đầu năm"),
    ("Số buổi tuyên truyền", "buổi", 12, 1200),
    ("Hộ ký cam kết", "hộ", 30, 45),
)


def _written(cell: str | int) -> str:
    return f"{cell:,}".replace(",", ".") if isinstance(cell, int) else cell


def _xlsx(*, as_text: bool) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in _TABLE:
        sheet.append([_written(cell) if as_text else cell for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _docx(*, sentence: str = "") -> bytes:
    document = Document()
    document.add_paragraph("BÁO CÁO")
    document.add_paragraph("Kết quả công tác tuyên truyền 6 tháng đầu năm 2023")
    if sentence:
        document.add_paragraph(sentence)
    table = document.add_table(0, 4)
    for row in _TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _written(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "since"),
    [
        ("bc.xlsx", _xlsx(as_text=False), {"sessions": "1200", "households": "45"}),
        ("bc.xlsx", _xlsx(as_text=True), {"sessions": "1200", "households": "45"}),
        ("bc.docx", _docx(), {"sessions": "1200", "households": "45"}),
        (  # a sentence says another sum than the table: neither is compared
            "bc.docx",
            _docx(sentence="Lũy kế từ đầu năm, toàn huyện tổ chức được 1.300 buổi tuyên truyền."),
            {"households": "45"},
        ),
    ],
)
def test_sum_since_new_year_is_read_beside_the_figure(
    name: str, content: bytes, since: dict[str, str]
) -> None:
    (read,) = opened(name, content)

    assert isinstance(read, Return)
    rows = [row for row in read.figures if isinstance(row, Figure)]
    assert {row.indicator: str(row.cumulative) for row in rows if row.cumulative is not None} == since
    assert {row.cumulative_at[-2:] for row in rows if row.cumulative is not None} <= {"D2", "D3", " 4"}
