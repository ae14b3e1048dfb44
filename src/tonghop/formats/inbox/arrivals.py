"""When each file came: received.csv (file, received_at, symbol, date), written by whoever opened the mail."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePosixPath

from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.returns import RefusedFile
from tonghop.formats.inbox.file_names import shown

_DAY_FIRST = re.compile(
    r"(?:(?P<clock>\d{1,2}[:h]\d{0,2}(?::\d{2})?)[ ,]{1,3}(?:ngày )?)?"
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
    r"(?:[ ,T]{1,3}(?:lúc )?(?P<later>\d{1,2}[:h]\d{0,2}(?::\d{2})?))?"
)
_COLUMNS = {"file": ("file", "tệp", "tên tệp"), "received_at": ("received_at", "giờ nhận", "ngày nhận")}


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Arrival times by file name, from received.csv, and what could not be read of it."""

    by_file: Mapping[str, datetime]
    refused: tuple[RefusedFile, ...] = ()

    def of(self, name: str) -> datetime | None:
        """Return when a file came: it, or the mail or zip that it came in."""
        if name in self.by_file or "/" not in name:
            return self.by_file.get(name)
        around = map(str, PurePosixPath(name).parents)
        return next((self.by_file[path] for path in around if path in self.by_file), None)


NO_ARRIVALS = Arrivals({})


def read_arrivals(listed: str, content: bytes, names: Iterable[str]) -> Arrivals:
    """Read received.csv. `listed` is its name, `names` are those of the inbox's files.

    A row names a file by its path in the inbox, or by its last part where only one file has it.
    """
    known = _ways_to_name(names)
    by_file: dict[str, datetime] = {}
    refused: list[RefusedFile] = []
    for number, (name, told) in enumerate(_rows(content), 2):
        found, instant = known.get(_key(name), ()), instant_of(told)
        if len(found) != 1 and (name or told):
            why = "không có tệp" if not found else "có nhiều tệp tên"
            refused.append(RefusedFile(listed, "listed-not-found", f"Dòng {number}: {why} “{name}”."))
        elif instant is None and told:
            message = f"Dòng {number}: không đọc được giờ “{told}”."
            refused.append(RefusedFile(listed, "time-unreadable", message))
        elif instant is not None:
            by_file[next(iter(found))] = instant
    return Arrivals(by_file, tuple(refused))


def instant_of(text: str) -> datetime | None:
    """Return the instant that somebody wrote, in Vietnam's time where they name no other.

    >>> str(instant_of("29/5/2023 8h15")), str(instant_of("2023-05-29T08:15"))
    ('2023-05-29 08:15:00+07:00', '2023-05-29 08:15:00+07:00')
    """
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return _day_first(text)
    return instant.replace(tzinfo=ZONE) if instant.tzinfo is None else instant


def _day_first(text: str) -> datetime | None:
    match = _DAY_FIRST.fullmatch(text)
    if match is None:
        return None
    hour, minute, second, *_ = [int(part or 0) for part in re.split("[:h]", _clock(match))] + [0, 0]
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        return datetime.combine(day, time(hour, minute, second), ZONE)
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> str:
    return match["clock"] or match["later"] or "0"


def _ways_to_name(names: Iterable[str]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    exact = list(names)
    for name in exact:
        known.setdefault(_key(PurePosixPath(name).name), set()).add(name)
    return known | {_key(name): {name} for name in exact}


def _key(name: str) -> str:
    return shown(name).strip().replace("\\", "/").removeprefix("./").lower()


def _rows(content: bytes) -> list[tuple[str, str]]:
    from tonghop.formats.intake.decoding import decoded  # its tables of old character sets are heavy

    text = decoded(content).text.lstrip("\ufeff")
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    rows = csv.DictReader(text.splitlines(), delimiter=separator, skipinitialspace=True)
    return [(_cell(row, "file"), _cell(row, "received_at")) for row in rows]


def _cell(row: Mapping[str | None, object], column: str) -> str:
    wanted: Sequence[str] = _COLUMNS[column]
    for key, cell in row.items():
        if key and key.strip().lower() in wanted and isinstance(cell, str):
            return cell.strip()
    return ""
