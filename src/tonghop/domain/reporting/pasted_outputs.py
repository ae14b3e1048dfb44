"""Entries of a ledger pasted as lines of a spreadsheet: each line is read, or says what is wrong with it."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tonghop.domain.language import flat, match_key, nfc
from tonghop.domain.reporting.outputs import KINDS, Fault, Output, faults_of, link_key

MOST_LINES = 1000
MOST_LETTERS = 400_000
ORDER = ("made_on", "kind", "title", "link", "minutes", "count", "place", "made_with")
"""The columns of lines without a line of headings."""

HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "made_on": ("ngày", "ngày thực hiện", "ngày đăng", "ngày phát", "thời gian", "day", "date"),
        "kind": ("loại", "loại hình", "hình thức", "kind"),
        "title": ("tên", "tiêu đề", "nội dung", "tên hoạt động, sản phẩm", "tên tin bài", "title"),
        "link": ("đường dẫn", "link", "liên kết", "đường dẫn hoặc địa điểm"),
        "minutes": ("số phút", "thời lượng", "phút", "thời lượng phút", "minutes"),
        "count": ("số lượng", "sl", "number", "count"),
        "place": ("địa điểm", "nơi thực hiện", "place"),
        "made_with": ("phối hợp", "đơn vị phối hợp", "phối hợp với", "made with"),
    }
)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line, by its number from 1 among what was pasted: the entry, or None and what is wrong."""

    number: int
    cells: tuple[str, ...]
    output: Output | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted. `is_cut` where there were more lines than are read at once."""

    lines: tuple[PastedLine, ...]
    is_cut: bool = False

    @property
    def outputs(self) -> tuple[Output, ...]:
        return tuple(line.output for line in self.lines if line.output is not None)

    @property
    def wrong(self) -> tuple[PastedLine, ...]:
        return tuple(line for line in self.lines if line.output is None)


def read_pasted(text: str, *, on: date) -> Pasted:
    """Read lines of cells between tabs, as a spreadsheet puts them on the clipboard.

    A first line of headings tells the columns; without one they stand as in `ORDER`. Empty lines are skipped.
    """
    is_cut = len(text) > MOST_LETTERS
    rows = [
        (number, [flat(cell) for cell in row])
        for number, row in enumerate(_rows(nfc(text[:MOST_LETTERS])), 1)
        if any(cell.strip() for cell in row)
    ]
    columns = _headed(rows[0][1]) if rows else None
    lines = rows[1:] if columns else rows
    read = tuple(_line(number, cells, columns or ORDER, on) for number, cells in lines[:MOST_LINES])
    return Pasted(read, is_cut or len(lines) > MOST_LINES)


_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?")
_WHOLE = re.compile(r"(\d{1,3}(?:\.\d{3}){1,3}|\d{1,9})(?: ?(?:phút|phut|'))?", re.IGNORECASE)


def day_of(text: str) -> date | None:
    """Return a day as offices or spreadsheets write it, None for anything else.

    >>> day_of("30/5/2026"), day_of("2026-05-30"), day_of("30/5/26")
    (datetime.date(2026, 5, 30), datetime.date(2026, 5, 30), None)
    """
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def whole_of(text: str) -> int | None:
    """Return a whole number as offices write it, None for anything else.

    >>> whole_of("1.200"), whole_of("15 phút"), whole_of("1,5")
    (1200, 15, None)
    """
    match = _WHOLE.fullmatch(text.strip())
    return int(match[1].replace(".", "")) if match else None


def kind_of(text: str) -> str:
    """Return the code of the kind that words name, "" where they name none.

    >>> kind_of("tin bài"), kind_of("Băng rôn"), kind_of("mít tinh")
    ('article', 'banner', '')
    """
    return _KINDS.get(match_key(text), "")


def _rows(text: str) -> list[list[str]]:
    """Split into cells; a quoted cell may hold line ends. Where quotes do not pair up they are letters."""
    lines = text.split("\n")
    try:
        return list(csv.reader([f"{line}\n" for line in lines], delimiter="\t", strict=True))
    except csv.Error:
        return [line.split("\t") for line in lines]


def _headed(cells: Sequence[str]) -> tuple[str, ...] | None:
    """Return the columns that a line of headings names ("" for others), None where it is none."""
    named = tuple(_HEADED.get(match_key(cell), "") for cell in cells)
    known = [name for name in named if name]
    return named if {"made_on", "title"} <= set(known) and len(known) == len(set(known)) else None


def _line(number: int, cells: Sequence[str], columns: Sequence[str], on: date) -> PastedLine:
    said = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    made_on, kind = day_of(said.get("made_on", "")), kind_of(said.get("kind", ""))
    link, place = said.get("link", ""), said.get("place", "")
    if link and not place and not link_key(link) and "/" not in link:  # "Đường dẫn hoặc địa điểm"
        link, place = "", link
    count, minutes = said.get("count", ""), said.get("minutes", "")
    output = Output(
        str(number),
        kind,
        said.get("title", ""),
        made_on or on,
        link,
        place,
        whole_of(count or "1") or 0,
        (whole_of(minutes) or 0) if minutes else None,
        said.get("made_with", ""),
    )
    faults = tuple(
        _said(fault, said)
        for fault in faults_of(output, on=on)
        if fault.field != "made_on" or made_on is not None
    )
    if made_on is None:
        faults = (
            Fault("made_on", "Ghi ngày như 30/5/2026, đủ bốn chữ số của năm.", "Write the day as 30/5/2026."),
            *faults,
        )
    return PastedLine(number, tuple(cells), None if faults else output, faults)


def _said(fault: Fault, said: Mapping[str, str]) -> Fault:
    """Name the words that are no kind, so that they can be found in the line."""
    if fault.field == "kind" and said.get("kind"):
        return Fault(
            "kind",
            f"Không rõ loại “{said['kind'][:60]}”; ghi như trong danh sách các loại.",
            f"No kind is called “{said['kind'][:60]}”; write one of the list of kinds.",
        )
    return fault


_KINDS = {
    match_key(name): code
    for code, kind in KINDS.items()
    for name in (code, kind.vietnamese, kind.english, *kind.aliases)
}
_HEADED = {match_key(name): column for column, names in HEADINGS.items() for name in names}
