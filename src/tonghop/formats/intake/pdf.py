"""PDF with a text layer: lines rejoined, page furniture dropped, columns in order, ruled tables as tables."""

import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from tonghop.domain.documents import Document
from tonghop.domain.provenance import Notice, Source
from tonghop.formats.intake.layout_tables import by_columns, is_layout
from tonghop.formats.intake.lines import line_of, opens, units
from tonghop.formats.intake.manuscript import CellText, Manuscript
from tonghop.formats.intake.notices import notice
from tonghop.formats.intake.pdf_layout import Placed, Row, lines_of, paragraphs_of, rows_of
from tonghop.formats.intake.pdf_page import Page, Run, read_page
from tonghop.formats.intake.pdf_tables import Grid, grids_of

MOST_PAGES: Final = 3000
MOST_LETTERS: Final = 20_000_000

_MARGIN: Final = 0.13
_FEW_LETTERS: Final = 12
_PAGE_NUMBER: Final = re.compile(
    r"(?i)\W{0,4}(?:trang|page|tr\.)?\W{0,4}(\d{1,4})\W{0,4}(?:(?:/|of|trên)\W{0,3}\d{1,4}\W{0,4})?"
)
_SIGNED: Final = re.compile(
    r"(?i)\W{0,3}(?:người +ký|ký +bởi|được +ký +bởi|signed +by|digitally +signed|signature +valid)\b"
)
_SIGNED_AT: Final = re.compile(
    r"(?i)\W{0,3}(?:thời +gian +ký|ngày +ký|giờ +ký|date)\W{0,3}(?:\d|$)|"
    r"\W{0,3}\d{2}[./-]\d{2}[./-]\d{4} +\d{2}:\d{2}:\d{2}"
)
_SIGNATURE_PART: Final = re.compile(
    r"(?i)\W{0,3}(?:e-?mail|cơ +quan|tổ +chức|chức +vụ|lý +do|địa +điểm|reason|location|thời +gian +ký|"
    r"ngày +ký)\W{0,2}:"
)
_PDFIUM: Final = threading.Lock()  # pdfium is not safe to use from several threads


@dataclass(frozen=True, slots=True)
class _Table:
    """A ruled table with its cells' texts, and where its vertical lines stand."""

    cells: tuple[CellText, ...]
    xs: tuple[float, ...]
    rows: int


_Part = list[Placed] | _Table


def pdf_document(data: bytes, source: Source) -> Document:
    """Return the document of a PDF; a scan, an encrypted or a damaged one is empty and says so."""
    with _PDFIUM:
        try:
            pages, notices = _pages(data)
        except pdfium.PdfiumError as problem:
            code = "encrypted" if problem.err_code == pdfium_c.FPDF_ERR_PASSWORD else "damaged"
            return Document(source, "", (), (notice(code),))
    letters = sum(len(run.text) for page in pages for run in page.runs)
    if letters + sum(len(text) for page in pages for text in page.turned) < _FEW_LETTERS * min(2, len(pages)):
        code = "scan" if any(page.has_picture for page in pages) else "empty"
        return Document(source, "", (), (notice(code),))
    encoding = "+".join(sorted(set().union(*(page.encodings for page in pages)))) or None
    manuscript = Manuscript()
    for part in _joined_tables(_parts(_without_furniture(pages))):
        _write(manuscript, part)
    notices += _doubts(pages)
    return manuscript.finished(replace(source, encoding=encoding), notices)


def _pages(data: bytes) -> tuple[list[Page], list[Notice]]:
    notices: list[Notice] = []
    pages: list[Page] = []
    letters = 0
    with pdfium.PdfDocument(data) as document:
        for number in range(len(document)):
            if number >= MOST_PAGES or letters > MOST_LETTERS:
                notices.append(notice("too-large", limit=f"{MOST_PAGES} trang / pages"))
                break
            try:
                page = document[number]
            except pdfium.PdfiumError:
                notices.append(notice("damaged-part", part=f"trang / page {number + 1}"))
                continue
            try:
                pages.append(read_page(page))
            finally:
                page.close()
            letters += sum(len(run.text) for run in pages[-1].runs)
    return pages, notices


def _doubts(pages: Sequence[Page]) -> list[Notice]:
    doubts = []
    scans = [
        number
        for number, page in enumerate(pages, start=1)
        if page.has_picture and sum(len(run.text) for run in page.runs) < _FEW_LETTERS
    ]
    if scans:
        doubts.append(notice("scan-pages", pages=", ".join(map(str, scans))))
    signs = Counter(_strangeness(c) for page in pages for run in page.runs for c in run.text)
    if signs[True] > 0.05 * signs.total():
        doubts.append(notice("unreadable-text"))
    return doubts


def _strangeness(sign: str) -> bool:
    return sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff"


# Furniture


@dataclass(frozen=True, slots=True)
class _Cleared:
    """A page without its furniture."""

    page: Page
    runs: tuple[Run, ...]


def _without_furniture(pages: Sequence[Page]) -> Iterator[_Cleared]:
    """Yield the pages without page numbers, repeated headers and footers, and stamps of digital
    signatures."""
    rows = [rows_of(_without_stamps(page.runs)) for page in pages]
    repeated = _repeated(pages, rows)
    numbers = _page_numbers(pages, rows)
    for place, (page, page_rows) in enumerate(zip(pages, rows, strict=True)):
        gone = {id(row) for row in _outer(page, page_rows) if row.text in repeated} | numbers[place]
        yield _Cleared(page, tuple(run for row in page_rows if id(row) not in gone for run in row.runs))


def _page_numbers(pages: Sequence[Page], rows: Sequence[Sequence[Row]]) -> list[set[int]]:
    """Return, for each page, the rows that are its number: outermost, and counting up with the pages.

    A figure that a table ends a page with does not count up.
    """
    found = [
        [(row, _number_on(row)) for row in _outer(page, page_rows) if row in (page_rows[0], page_rows[-1])]
        for page, page_rows in zip(pages, rows, strict=True)
    ]
    offsets = Counter(
        number - place for place, page in enumerate(found) for _, number in page if number is not None
    )
    if not offsets:
        return [set() for _ in pages]
    (offset, count), *_ = offsets.most_common(1)
    if count == 1 and len(pages) > 2:
        return [set() for _ in pages]
    return [
        {id(row) for row, number in page if number is not None and number - place == offset}
        for place, page in enumerate(found)
    ]


def _number_on(row: Row) -> int | None:
    match = _PAGE_NUMBER.fullmatch(row.text)
    return int(match.group(1)) if match else None


def _outer(page: Page, rows: Sequence[Row]) -> list[Row]:
    """Return the first and last rows that stand in the page's upper and lower margins."""
    low, high = _MARGIN * page.height, (1 - _MARGIN) * page.height
    upper = [row for row in rows[:3] if row.y > high]
    return upper + [row for row in rows[-3:] if row.y < low and row not in upper]


def _repeated(pages: Sequence[Page], rows: Sequence[Sequence[Row]]) -> set[str]:
    """Return what stands in the margins of three pages or more, word for word; titles of annexes are no
    furniture."""
    counts = Counter(
        text
        for page, page_rows in zip(pages, rows, strict=True)
        for text in {row.text for row in _outer(page, page_rows)}
    )
    return {
        text
        for text, count in counts.items()
        if count >= 3 and not opens(line_of(text)) and not text.isupper()
    }


def _without_stamps(runs: Sequence[Run]) -> Sequence[Run]:
    """Return the runs without those of digital signatures: who signed, and the lines about it close by."""
    signed = [run for run in runs if _SIGNED.match(run.text)]
    times = [run for run in runs if _SIGNED_AT.match(run.text)]
    if not times:
        return runs
    stamped = set(times)
    for stamp in signed:
        close = [
            time
            for time in times
            if abs(time.y - stamp.y) < 12 * stamp.size and abs(time.x0 - stamp.x0) < 150
        ]
        if close:
            bottom, right = min(t.y for t in close), max(t.x1 for t in (*close, stamp))
            stamped |= {
                run
                for run in runs
                if bottom - 1 <= run.y <= stamp.y + 1
                and stamp.x0 - 3 <= run.x0 <= right + 3
                and run.size <= 1.15 * stamp.size
            }
    stamped |= {
        run for run in runs if _SIGNATURE_PART.match(run.text) and any(_near(run, s) for s in stamped)
    }
    return [run for run in runs if run not in stamped]


def _near(run: Run, other: Run) -> bool:
    return (
        abs(run.y - other.y) < 4 * other.size
        and abs(run.x0 - other.x0) < 4 * other.size
        and run.size <= 1.15 * other.size
    )


# Parts of pages


def _parts(pages: Iterator[_Cleared]) -> Iterator[_Part]:
    """Yield stretches of lines and tables in reading order; lines run on over the ends of pages."""
    lines: list[Placed] = []
    stream = 0
    for number, cleared in enumerate(pages):
        grids = sorted(grids_of(cleared.page.rules), key=lambda grid: -grid.top)
        inside, outside = _by_grid(cleared.runs, grids)
        top = float("inf")
        for place, grid in enumerate([*grids, None]):
            bottom = grid.top if grid else float("-inf")
            rows = rows_of(run for run in outside if bottom <= run.y < top)
            placed = lines_of(rows, number, stream)
            lines += placed
            stream = max([stream, *(line.stream for line in placed)])
            if grid is None:
                continue
            top = grid.top
            if table := _table(grid, inside[place]):
                if lines:
                    yield lines
                yield table
                lines = []
        lines += [
            _turned_line(text, number, stream + step)
            for step, text in enumerate(cleared.page.turned, start=1)
        ]
    if lines:
        yield lines


def _by_grid(runs: Sequence[Run], grids: Sequence[Grid]) -> tuple[list[list[Run]], list[Run]]:
    inside: list[list[Run]] = [[] for _ in grids]
    outside: list[Run] = []
    for run in runs:
        middle = run.y + 0.3 * run.size
        holders = (place for place, grid in enumerate(grids) if grid.box_at((run.x0 + run.x1) / 2, middle))
        holder = next(holders, None)
        (outside if holder is None else inside[holder]).append(run)
    return inside, outside


def _table(grid: Grid, runs: Sequence[Run]) -> _Table | None:
    filled: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        if box := grid.box_at(run.x0 + min(run.size, run.x1 - run.x0) / 2, run.y + 0.3 * run.size):
            filled.setdefault((box.row, box.column), []).append(run)
    if not filled:
        return None
    cells = [
        CellText(
            _cell_text(filled.get((box.row, box.column), [])), box.row, box.column, box.rows, box.columns
        )
        for box in dict.fromkeys(grid.boxes.values())
    ]
    return _Table(tuple(cells), grid.xs, len(grid.ys) - 1)


def _cell_text(runs: Sequence[Run]) -> str:
    rows = rows_of(runs)
    if not rows:
        return ""
    left, right = min(row.runs[0].x0 for row in rows), max(row.runs[-1].x1 for row in rows)
    lines = [
        Placed(line_of(r.text), r.runs[0].x0, r.runs[-1].x1, r.y, r.size, False, left, right, 0, 0)
        for r in rows
    ]
    return "\n".join(paragraph.text for paragraph in paragraphs_of(lines))


def _turned_line(text: str, page: int, stream: int) -> Placed:
    return Placed(line_of(text), 0, 0, 0, 1, False, 0, 0, page, stream)


def _joined_tables(parts: Iterator[_Part]) -> Iterator[_Part]:
    """Yield the parts with tables that go on over the end of a page made one."""
    waiting: _Part | None = None
    for part in parts:
        if isinstance(part, _Table) and isinstance(waiting, _Table) and _same_columns(waiting, part):
            waiting = _continued(waiting, part)
            continue
        if waiting is not None:
            yield waiting
        waiting = part
    if waiting is not None:
        yield waiting


def _same_columns(table: _Table, below: _Table) -> bool:
    return len(table.xs) == len(below.xs) and all(
        abs(x - other) < 4 for x, other in zip(table.xs, below.xs, strict=True)
    )


def _continued(table: _Table, below: _Table) -> _Table:
    """Return two parts of a table as one; the head that is repeated on the second page stands once."""
    head = [cell.text for cell in table.cells if cell.row == 0]
    repeats = head == [cell.text for cell in below.cells if cell.row == 0] and any(head)
    skipped = 1 if repeats else 0
    moved = [
        replace(cell, row=cell.row - skipped + table.rows) for cell in below.cells if cell.row >= skipped
    ]
    return _Table((*table.cells, *moved), table.xs, table.rows + below.rows - skipped)


def _write(manuscript: Manuscript, part: _Part) -> None:
    if isinstance(part, _Table):
        if not is_layout(part.cells):
            manuscript.table(part.cells)
            return
        for cell in by_columns(part.cells):
            for text in filter(None, cell.text.split("\n")):
                manuscript.paragraph(text)
        return
    for paragraph in paragraphs_of(part):
        for unit in units(paragraph.text):
            manuscript.paragraph(unit, bold=paragraph.bold, centred=paragraph.centred)
