"""The register as CSV: a line a version, written and read back to the same values.

Several parents, codes or aliases stand in one cell, separated by "; "; a parent is written HIERARCHY=UNIT. An
empty `valid_from` or `valid_to` means that no beginning or end is recorded.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tonghop.domain.errors import Refusal
from tonghop.domain.organisations.amendments import Fault, Line
from tonghop.domain.organisations.units import Code, Parent, Version

COLUMNS = (
    "unit",
    "name",
    "kind",
    "level",
    "line",
    "parents",
    "place",
    "valid_from",
    "valid_to",
    "attested_from",
    "codes",
    "aliases",
    "classes",
    "opened_by",
    "closed_by",
)
_NEEDED = ("unit", "name", "kind", "level", "line")
_BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class ReadLines:
    """What a file holds: its lines as versions, and the faults of those that could not be read."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def versions_to_csv(versions: Iterable[Version]) -> str:
    """Write versions as CSV, in the order given."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(version) for version in versions)
    return out.getvalue()


def read_versions(text: str) -> ReadLines:
    """Read versions from CSV; a line that cannot be read is a fault with its number, and the others are read.

    Columns that are not known are ignored; those that are needed and missing are one fault of the first line.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    lines: list[Line] = []
    faults: list[Fault] = []
    try:
        missing = [column for column in _NEEDED if column not in (reader.fieldnames or ())]
        if missing:
            return ReadLines((), (Fault(1, f"thiếu cột: {', '.join(missing)}"),))
        for row in reader:
            try:
                lines.append(Line(reader.line_num, _version(row)))
            except Refusal as refusal:
                faults.append(Fault(reader.line_num, refusal.vietnamese))
            except ValueError as error:
                faults.append(Fault(reader.line_num, str(error)))
    except csv.Error as error:
        faults.append(Fault(reader.line_num + 1, f"dòng không đúng dạng CSV ({error})"))
    return ReadLines(tuple(lines), tuple(faults))


def _cells(version: Version) -> Sequence[str]:
    return (
        version.unit,
        version.name,
        version.kind,
        version.level,
        version.line,
        _BETWEEN.join(f"{parent.hierarchy}={parent.unit}" for parent in version.parents),
        version.place,
        _day_cell(version.valid_from),
        _day_cell(version.valid_to),
        _day_cell(version.attested_from),
        _BETWEEN.join(code.value for code in version.codes),
        _BETWEEN.join(version.aliases),
        _BETWEEN.join(version.classes),
        version.opened_by,
        version.closed_by,
    )


def _version(row: Mapping[str, str | None]) -> Version:
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    return Version(
        cells["unit"],
        cells["name"],
        cells["kind"],
        cells["level"],
        cells["line"],
        tuple(_parent(written) for written in _several(cells["parents"])),
        cells["place"],
        _day(cells["valid_from"]),
        _day(cells["valid_to"]),
        _day(cells["attested_from"]),
        tuple(Code.parse(written) for written in _several(cells["codes"])),
        _several(cells["aliases"]),
        _several(cells["classes"]),
        cells["opened_by"],
        cells["closed_by"],
    )


def _parent(written: str) -> Parent:
    hierarchy, equals, unit = written.partition("=")
    if not (hierarchy and equals and unit):
        raise ValueError(f"cấp trên “{written}” phải viết dạng HỆ THỐNG=MÃ, ví dụ place=vn-25")
    return Parent(hierarchy.strip(), unit.strip())


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError:
        raise ValueError(f"ngày “{cell}” phải viết dạng 2025-07-01") from None


def _day_cell(day: date | None) -> str:
    return day.isoformat() if day else ""


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(_BETWEEN.strip()) if part.strip())
