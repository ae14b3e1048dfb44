"""What a report from below says of its own making: the addends of each figure, and who of its bodies is in
it.

A figure of this level opens down to the cell of the lowest body, a gap at the lowest level stays visible at
the top. Deeper than `DEEPEST` levels is cut off and said so: the State has five.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tonghop.domain.reporting.values import decimal_of, plain_decimal

DEEPEST = 5
_NAMED = 8
_COUNTS = ("due", "on_time", "late", "unknown_time", "missing", "excused")
_STANDINGS = ("missing", "late", "excused")


@dataclass(frozen=True, slots=True)
class LowerSource:
    """One addend of a figure below, as the record below tells it, with its own addends.

    `name` is the body's, for its code means nothing at this level. `between` bounds a distinct count that has
    no value. `is_cut`: it has addends deeper than are kept.
    """

    body: str
    name: str
    value: Decimal | None
    state: str
    file: str
    sha256: str
    at: str
    by: str
    note: str = ""
    inexact: bool = False
    between: tuple[Decimal, Decimal] | None = None
    sources: tuple["LowerSource", ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class LowerCoverage:
    """The coverage of one report below; `names` of the bodies that are missing, late, excused, by standing.

    `below` are those of its bodies whose own reports have a gap or a late body.
    """

    name: str
    due: int = 0
    on_time: int = 0
    late: int = 0
    unknown_time: int = 0
    missing: int = 0
    excused: int = 0
    missing_names: tuple[str, ...] = ()
    late_names: tuple[str, ...] = ()
    excused_names: tuple[str, ...] = ()
    below: tuple["LowerCoverage", ...] = ()

    @property
    def received(self) -> int:
        return self.due - self.missing - self.excused

    @property
    def is_plain(self) -> bool:
        """Say whether everybody was in time and nobody is missing, all the way down."""
        return not (self.missing or self.late or self.excused or self.below)


# ---- addends


def lower_sources(rows: object, names: Mapping[str, str], *, depth: int = DEEPEST) -> tuple[LowerSource, ...]:
    """Read the sources of a record's total. `names` are the record's bodies by code.

    Raises: TypeError, ValueError where they are no sources.
    """
    return tuple(_lower_source(row, names, depth) for row in listed(rows))


def _lower_source(row: object, names: Mapping[str, str], depth: int) -> LowerSource:
    told = mapped(row)
    code = worded(told.get("body"))
    inner = listed(told.get("sources"))
    return LowerSource(
        code,
        worded(told.get("name")) or names.get(code, ""),
        decimal_of(told.get("value")),
        worded(told.get("state")),
        worded(told.get("file")),
        worded(told.get("sha256")),
        worded(told.get("at")),
        worded(told.get("by")),
        worded(told.get("note")),
        told.get("inexact") is True,
        bounds_of(told.get("between")),
        lower_sources(inner, {}, depth=depth - 1) if depth > 1 else (),
        is_cut=told.get("cut") is True or (depth <= 1 and bool(inner)),
    )


def source_record(source: LowerSource) -> dict[str, Any]:
    """Write an addend as the record's sources are written, with the body's name."""
    more: dict[str, Any] = {
        "note": source.note,
        "inexact": source.inexact,
        "between": [plain_decimal(amount) for amount in source.between] if source.between else None,
        "sources": [source_record(inner) for inner in source.sources],
        "cut": source.is_cut,
    }
    return {
        "body": source.body,
        "name": source.name,
        "value": None if source.value is None else plain_decimal(source.value),
        "state": source.state,
        "file": source.file,
        "sha256": source.sha256,
        "at": source.at,
        "by": source.by,
    } | {key: value for key, value in more.items() if value}


# ---- coverage


def lower_coverage(record: Mapping[str, Any], name: str, *, depth: int = DEEPEST) -> LowerCoverage:
    """Read the coverage of a record, or of a body in one. `name` is whose report it is.

    Raises: TypeError, ValueError where it is none.
    """
    told = mapped(record.get("coverage"))
    codes, own = mapped(told.get("bodies")), mapped(told.get("names"))
    known = mapped(record.get("names"))

    def named(standing: str) -> tuple[str, ...]:
        names = tuple(map(worded, listed(own.get(standing))))
        return names or tuple(worded(known.get(code) or code) for code in listed(codes.get(standing)))

    below = (
        lower_coverage(row, worded(row.get("name") or known.get(row.get("body"))), depth=depth - 1)
        for row in (*listed(record.get("bodies")), *listed(told.get("below")))
        if depth > 1 and mapped(row).get("coverage")
    )
    return LowerCoverage(
        name,
        due=_count(told.get("due")),
        on_time=_count(told.get("on_time")),
        late=_count(told.get("late")),
        unknown_time=_count(told.get("unknown_time")),
        missing=_count(told.get("missing")),
        excused=_count(told.get("excused")),
        missing_names=named("missing"),
        late_names=named("late"),
        excused_names=named("excused"),
        below=tuple(row for row in below if not row.is_plain),
    )


def coverage_record(coverage: LowerCoverage) -> dict[str, Any]:
    """Write a coverage as it stands beside a body of the record above."""
    names = {standing: list(getattr(coverage, f"{standing}_names")) for standing in _STANDINGS}
    told: dict[str, Any] = {key: getattr(coverage, key) for key in _COUNTS}
    told["names"] = {standing: given for standing, given in names.items() if given}
    if coverage.below:
        told["below"] = [{"name": row.name, "coverage": coverage_record(row)} for row in coverage.below]
    return told


def gaps(coverage: LowerCoverage) -> Iterator[str]:
    """Yield a sentence for each report, this one or one below it, in which bodies are missing.

    >>> one = LowerCoverage("tỉnh A", due=200, on_time=186, missing=14, missing_names=("Xã Mẫu",))
    >>> list(gaps(one))
    ['Báo cáo của tỉnh A mới gồm 186/200 đơn vị; chưa có: Xã Mẫu và 13 đơn vị khác.']
    """
    if coverage.missing:
        shown = coverage.missing_names[:_NAMED]
        more = coverage.missing - len(shown)
        names = ", ".join(shown) + (f" và {more} đơn vị khác" if more > 0 and shown else "")
        absent = f"; chưa có: {names}" if names else ""
        yield f"Báo cáo của {coverage.name} mới gồm {coverage.received}/{coverage.due} đơn vị{absent}."
    for row in coverage.below:
        yield from gaps(row)


# ---- plain JSON, of which nothing is taken for granted


def mapped(value: object) -> Mapping[Any, Any]:
    """Return a JSON object, {} for null.

    Raises: TypeError.
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise TypeError(f"no object: {type(value).__name__}")
    return value


def listed(value: object) -> Sequence[Any]:
    """Return a JSON array, () for null.

    Raises: TypeError.
    """
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise TypeError(f"no array: {type(value).__name__}")
    return value


def worded(value: object) -> str:
    """Return a JSON string, "" for null.

    Raises: TypeError.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f"no string: {type(value).__name__}")
    return value


def bounds_of(value: object) -> tuple[Decimal, Decimal] | None:
    """Return the two ends of a count that is not known exactly, None where they are not told.

    >>> bounds_of(["3", "12"]), bounds_of(["12", "3"]), bounds_of(None)
    ((Decimal('3'), Decimal('12')), None, None)
    """
    ends = [decimal_of(end) for end in listed(value)]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] > ends[1]:
        return None
    return ends[0], ends[1]


def _count(value: object) -> int:
    if value is None:
        return 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**9:
        raise ValueError(f"no count: {value!r}")
    return value
