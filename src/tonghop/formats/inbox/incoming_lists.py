"""Lists of incoming documents (sổ văn bản đến) as offices' systems export them: xlsx, xls, ods, csv.

Columns are found by their headings, in any order and spelling; lines above the headings are titles. There
is "ngày đến" with hours or days, "giờ đến" beside it, "số đến", "số ký hiệu", "nơi gửi" and so on.
`received.csv` (file, received_at, symbol, date) is one of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from types import MappingProxyType

from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.incoming import Incoming
from tonghop.domain.errors import Refusal
from tonghop.domain.grids import Grid, Raw
from tonghop.domain.language import flat, match_key, nfc, without_marks
from tonghop.formats.inbox.arrivals import instant_of
from tonghop.formats.inbox.declarations import demand_undeclared
from tonghop.formats.inbox.kinds import Kind, kind_of
from tonghop.formats.inbox.refusals import Refused
from tonghop.formats.workbooks.sheets import read_sheets

LARGEST_LIST = 20 * 2**20
MOST_LINES = 20_000
MOST_FAULTS = 50
_HIGHEST_HEADING = 30
_LONGEST = 500

HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "incoming_number": ("số đến", "số vb đến", "số văn bản đến", "stt đến", "số vào sổ", "số thứ tự đến"),
        "came_at": (
            "ngày đến", "ngày nhận", "ngày giờ đến", "thời gian đến", "thời gian nhận", "thời điểm đến",
            "thời điểm nhận", "ngày giờ nhận", "ngày vb đến", "ngày văn bản đến", "ngày tiếp nhận",
            "thời gian tiếp nhận", "ngày vào sổ", "received at", "received_at", "giờ nhận", "ngày tháng đến",
        ),
        "hour": ("giờ đến", "giờ tiếp nhận", "giờ"),
        "symbol": (
            "số ký hiệu", "số kí hiệu", "số và ký hiệu", "số, ký hiệu", "số/ký hiệu", "số hiệu", "ký hiệu",
            "số ký hiệu văn bản", "số ký hiệu vb", "số, ký hiệu văn bản", "số, ký hiệu vb", "số hiệu văn bản",
            "skh", "symbol", "số và ký hiệu văn bản",
        ),
        "dated_on": (
            "ngày văn bản", "ngày vb", "ngày ban hành", "ngày tháng văn bản", "ngày, tháng văn bản",
            "ngày ký", "ngày tháng", "ngày tháng vb", "ngày phát hành", "date",
        ),
        "sender": (
            "cơ quan ban hành", "nơi gửi", "đơn vị gửi", "cơ quan gửi", "tác giả", "nơi ban hành", "cqbh",
            "cơ quan, tổ chức ban hành", "đơn vị ban hành", "nơi phát hành", "cơ quan phát hành",
            "tên cơ quan ban hành", "sender",
        ),
        "subject": (
            "trích yếu", "nội dung", "trích yếu nội dung", "tên loại và trích yếu nội dung", "subject",
            "tên loại và trích yếu nội dung văn bản", "tên loại và trích yếu", "nội dung trích yếu",
            "trích yếu văn bản",
        ),
        "file": ("tệp", "tên tệp", "file", "tệp đính kèm", "file đính kèm", "tên file", "đính kèm"),
    }
)  # fmt: skip
"""What a column is → how its heading is written, compared without case, marks and punctuation."""


class ListUnreadable(Refusal):
    code = "incoming-list-unreadable"
    message_vi = (
        "Không đọc được sổ văn bản đến “{file}”: {reason} Xuất sổ ra tệp Excel (.xlsx), .ods hoặc .csv."
    )
    message_en = "The list of incoming documents {file!r} cannot be read; export it as .xlsx, .ods or .csv."


class ListWithoutHeadings(Refusal):
    code = "incoming-list-without-headings"
    message_vi = (
        "Không thấy cột ngày đến trong “{file}”. Cần một dòng tiêu đề có “Ngày đến” và ít nhất một trong: "
        "“Số ký hiệu”, “Cơ quan ban hành”, “Tệp”."
    )
    message_en = (
        "{file!r} has no column of arrival days. A row of headings is needed with “Ngày đến” and at least "
        "one of “Số ký hiệu”, “Cơ quan ban hành”, “Tệp”."
    )


@dataclass(frozen=True, slots=True)
class IncomingLines:
    """The lines of a list that could be read, and what is wrong with others, in words with their place."""

    lines: tuple[Incoming, ...]
    faults: tuple[str, ...] = ()


def read_incoming_list(content: bytes, name: str) -> IncomingLines:
    """Read a list. Raises: ListUnreadable, ListWithoutHeadings; WorkbookDamaged and its kin."""
    if len(content) > LARGEST_LIST:
        raise ListUnreadable(file=name, reason=f"tệp lớn hơn {LARGEST_LIST // 2**20} MB.")
    try:
        kind = kind_of(content, name)
        if kind is Kind.XLSX:
            demand_undeclared(content)
    except Refused as refused:
        raise ListUnreadable(file=name, reason=refused.message) from None
    if kind not in (Kind.XLSX, Kind.XLS, Kind.XLSB, Kind.ODS, Kind.CSV, Kind.TEXT):
        raise ListUnreadable(file=name, reason="không phải bảng tính.")
    lines: list[Incoming] = []
    faults: list[str] = []
    found = False
    for grid in read_sheets(content):
        columns = None if grid.hidden else _columns(grid)
        if columns is None:
            continue
        found = True
        for number, row in enumerate(grid.rows[columns[0] + 1 :], columns[0] + 2):
            told = _line(row, columns[1], number, grid.name)
            if isinstance(told, Incoming):
                lines.append(told)
            elif told:
                faults.append(told)
    if not found:
        raise ListWithoutHeadings(file=name)
    if len(lines) > MOST_LINES:
        raise ListUnreadable(file=name, reason=f"có hơn {MOST_LINES} dòng; chỉ xuất những ngày của kỳ này.")
    return IncomingLines(_numbered(lines), tuple(faults[:MOST_FAULTS]))


def _numbered(lines: Sequence[Incoming]) -> tuple[Incoming, ...]:
    """Lines of several sheets may have the same row; each is numbered once."""
    numbers = [line.number for line in lines]
    if len(set(numbers)) == len(numbers):
        return tuple(lines)
    return tuple(replace(line, number=at) for at, line in enumerate(lines, 1))


def _columns(grid: Grid) -> tuple[int, Mapping[str, int]] | None:
    """Return the row of the headings and the column of each kind; the row that names most of them."""
    best: tuple[int, Mapping[str, int]] | None = None
    for at, row in enumerate(grid.rows[:_HIGHEST_HEADING]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            kind = _HEADED.get(_heading_key(cell)) if isinstance(cell, str) else None
            if kind and kind not in found:
                found[kind] = column
        if "came_at" not in found and "hour" in found:
            found["came_at"] = found.pop("hour")
        is_list = "came_at" in found and found.keys() & {"symbol", "sender", "file"}
        if is_list and (best is None or len(found) > len(best[1])):
            best = at, found
    return best


def _heading_key(text: str) -> str:
    """Return a heading's words alone; what stands in brackets only explains them."""
    return without_marks(match_key(re.sub(r"\([^)]{0,100}\)", " ", nfc(text)).replace("/", " ")))


_HEADED = {_heading_key(word): kind for kind, words in HEADINGS.items() for word in words}


def _line(row: Sequence[Raw], columns: Mapping[str, int], number: int, sheet: str) -> Incoming | str | None:
    def cell(kind: str) -> Raw:
        at = columns.get(kind)
        return row[at] if at is not None and at < len(row) else None

    def text(kind: str) -> str:
        return _text(cell(kind))

    told = [text(kind) for kind in ("symbol", "sender", "file", "subject")]
    if not any(told) or _is_numbering(row):
        return None
    came = _instant(cell("came_at"), cell("hour"))
    if came is None:
        shown = text("came_at") or "để trống"
        where = f"Dòng {number}" + (f", trang {sheet}" if sheet else "")
        return f"{where}: không đọc được ngày đến “{shown[:60]}” ({next(filter(None, told))[:80]})."
    moment, has_hour = came
    return Incoming(
        number,
        moment,
        has_hour,
        text("incoming_number")[:60],
        text("symbol")[:100],
        _day(cell("dated_on")),
        text("sender"),
        text("subject"),
        _lines(cell("file")),
    )


def _is_numbering(row: Sequence[Raw]) -> bool:
    """Say whether a row only numbers the columns: "(1) (2) (3)"."""
    cells = [match_key(str(cell)) for cell in row if cell not in (None, "")]
    return len(cells) > 2 and all(len(cell) <= 4 and cell.isdigit() for cell in cells)


def _text(cell: Raw) -> str:
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return flat(nfc(str(cell)))[:_LONGEST]


def _lines(cell: Raw) -> str:
    return nfc(cell).strip()[:_LONGEST] if isinstance(cell, str) else _text(cell)


def _instant(day: Raw, hour: Raw) -> tuple[datetime, bool] | None:
    """Return when something came, and whether its hour is known."""
    if isinstance(day, datetime):
        moment = day if day.tzinfo else day.replace(tzinfo=ZONE)
    elif isinstance(day, date):
        moment = datetime.combine(day, time(), ZONE)
    elif isinstance(day, str):
        parsed = instant_of(flat(nfc(day)).replace("ngày ", "").strip())
        if parsed is None:
            return None
        moment = parsed
    else:
        return None
    if not 2000 <= moment.year < 2200:
        return None
    clock = _clock(hour)
    if clock is not None:
        moment = datetime.combine(moment.astimezone(ZONE).date(), clock, ZONE)
    has_hour = clock is not None or (moment.hour, moment.minute, moment.second) != (0, 0, 0)
    return moment, has_hour


_HOUR = re.compile(r"(\d{1,2}) ?(?:[:hg]|giờ) ?(\d{0,2})(?: ?phút|:\d{2})?")


def _clock(cell: Raw) -> time | None:
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    found = _HOUR.fullmatch(flat(nfc(cell)).lower()) if isinstance(cell, str) else None
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def _day(cell: Raw) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    moment = instant_of(flat(nfc(cell)).strip()) if isinstance(cell, str) else None
    return moment.astimezone(ZONE).date() if moment else None


def headed() -> Iterator[tuple[str, str]]:
    """Yield each known heading and what its column is, for help texts and tests."""
    for kind, words in HEADINGS.items():
        for word in words:
            yield word, kind
