"""Workbooks read into returns: a filled form by its keys, any other layout by what its tables say.

A table with a row for each of several bodies gives a return for each of them.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, islice, takewhile

from tonghop.domain.consolidation import returns
from tonghop.domain.consolidation.letterheads import MOST_LINES, letterhead, names_in
from tonghop.domain.consolidation.returns import RefusedFile, Remark, Return
from tonghop.domain.documents import Document, Paragraph
from tonghop.domain.grids import Grid, Raw
from tonghop.domain.language import flat, match_key, nfc
from tonghop.domain.provenance import Source, Span
from tonghop.domain.reporting.found_figures import LayoutReading
from tonghop.domain.reporting.headings import read_heading
from tonghop.domain.reporting.layouts import LayoutReader
from tonghop.domain.reporting.senders import Hint
from tonghop.domain.secrecy import refuse_secret
from tonghop.formats.inbox.declarations import demand_undeclared
from tonghop.formats.inbox.kinds import Kind
from tonghop.formats.inbox.return_json import Result
from tonghop.formats.inbox.table_figures import figures_and_doubts
from tonghop.formats.workbooks.form_reader import form_of
from tonghop.formats.workbooks.sheets import read_sheets

_TOP_ROWS = 12
_LONGEST_HINT = 300
_NUMBER = re.compile(r"\s*\d[\d., ]{0,30}\s*")
_NOTHING = frozenset(("không phát sinh", "không", "không có"))
_TOLD_BY_NUMBER = re.compile(r":$|^(?:mã|số|năm|kỳ|tháng|quý|ngày)\b(?: (?:đơn vị|báo cáo|số|hiệu))?$")


def read_workbook(content: bytes, name: str, kind: Kind, layouts: LayoutReader) -> tuple[Result, ...]:
    """Read a workbook.

    Raises: Refused, SecretDocument, WorkbookDamaged and its kin.
    """
    if kind is Kind.XLSX:
        demand_undeclared(content)
    sha256 = hashlib.sha256(content).hexdigest()
    grids = read_sheets(content)
    form = form_of(grids, name, sha256) if kind is not Kind.CSV else None
    if isinstance(form, RefusedFile) or (form is not None and form.figures):
        return (form,)
    seen = [grid for grid in grids if not grid.hidden]
    _refuse_secret([text for grid in seen for text in _texts(islice(grid.rows, _TOP_ROWS))], name)
    found = _by_body(layouts.read(grids), Return(name, sha256, kind=returns.Kind.WORKBOOK))
    if form is not None:  # the keys were lost in copying, the code line was not
        own = next((row for row in found if not row.part), found[0])
        return (replace(own, identity=form.identity, kind=returns.Kind.FORM),)
    hints = tuple(hint for grid in seen for hint in _hints(grid))
    return tuple(row if row.part else replace(row, hints=hints) for row in found)


def demand_open(content: bytes, name: str, kind: Kind) -> None:
    """Open a workbook as far as a mark of secrecy could stand in it.

    Raises: Refused, SecretDocument, WorkbookDamaged and its kin.
    """
    if kind is Kind.XLSX:
        demand_undeclared(content)
    for grid in read_sheets(content):
        _refuse_secret(list(_texts(islice(grid.rows, _TOP_ROWS))), name)


def _by_body(reading: LayoutReading, file: Return) -> tuple[Return, ...]:
    """Return one return for the sender, and one for each body that has a row or column of its own."""
    bodies = list(dict.fromkeys(row.body or "" for row in reading.figures)) or [""]
    remarks = tuple(Remark("check", row.message_vi, row.at) for row in reading.remarks)
    made = []
    for number, body in enumerate(bodies):
        own = [row for row in reading.figures if (row.body or "") == body]
        others = [row for row in reading.others if (row.body or "") == body]
        figures, doubts = figures_and_doubts(own, others)
        made.append(
            replace(
                file,
                body=body,
                part=body,
                figures=figures,
                doubts=doubts,
                remarks=remarks if number == 0 else (),
            )
        )
    return tuple(made)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def _texts(rows: Iterable[Sequence[Raw]]) -> Iterator[str]:
    for row in rows:
        yield from (flat(nfc(cell)) for cell in row if isinstance(cell, str) and cell.strip())


def _hints(grid: Grid) -> Iterator[Hint]:
    """Yield what stands around the table at the top of a visible sheet: its letterhead as one name, titles.

    Bodies that the table itself names in rows and columns are not its sender.
    """
    rows = list(islice(grid.rows, _TOP_ROWS))
    table = table_rows(rows)
    rows = [() if number in table else row for number, row in enumerate(rows)]
    heads: set[str] = set()
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] if column < len(row) else None for row in rows]
        lines = letterhead(_opening(cells))
        if len(lines) > 1:
            heads.update(lines)
            yield from (Hint("phần đầu", name) for name in names_in(lines))
    for text in _texts(rows):
        if text not in heads and "\n" not in text:
            yield Hint("tiêu đề", text[:_LONGEST_HINT])


def table_rows(rows: Sequence[Sequence[Raw]]) -> range:
    """Return the rows of a table: from its header to the last row that has a figure behind a text.

    >>> table_rows([["UBND XÃ A"], ["Kỳ:", 6], [], ["Đơn vị", "Số buổi"], ["Xã B", 3], ["Xã C", 4]])
    range(3, 6)
    """
    figures = [number for number, row in enumerate(rows) if _has_figure(row)]
    if not figures:
        return range(0)
    first = figures[0]
    above = range(first - 1, -1, -1)
    header = next((at for at in takewhile(lambda at: any(rows[at]), above) if _is_header(rows[at])), first)
    return range(header, figures[-1] + 1)


def _has_figure(row: Sequence[Raw]) -> bool:
    """Say whether a figure stands behind a text that is no title: "Kỳ: | 6" and "Báo cáo năm | 2023" are."""
    label = ""
    for cell in row:
        if label and _is_figure(cell) and not _TOLD_BY_NUMBER.search(flat(label.lower())):
            return True
        label = cell if isinstance(cell, str) and cell.strip() else label
    return False


def _is_figure(cell: Raw) -> bool:
    if isinstance(cell, str):
        return _NUMBER.fullmatch(cell) is not None or match_key(cell) in _NOTHING
    return isinstance(cell, int | float) and not 1990 <= cell <= 2100


def _is_header(row: Sequence[Raw]) -> bool:
    told = [read_heading(cell) for cell in row if isinstance(cell, str) and cell.strip()]
    return len(told) > 1 and any(heading.is_whole for heading in told)


def _opening(cells: Sequence[Raw]) -> list[str]:
    """Return the lines of text from the first in a column on, as many as a letterhead may have."""
    texts = (flat(nfc(line)) for cell in cells for line in (_text(cell).split("\n") if cell else ("",)))
    return list(islice(dropwhile(lambda text: not text, texts), MOST_LINES))


def _refuse_secret(texts: Sequence[str], name: str) -> None:
    if any("mật" in text.lower() for text in texts):
        spans, at = [], 0
        for line in texts:
            spans.append(Paragraph(Span(at, at + len(line))))
            at += len(line) + 1
        refuse_secret(Document(Source(name, "", ""), "\n".join(texts), tuple(spans)))
