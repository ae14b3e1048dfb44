"""Returns and refusals as JSON and back, exactly: what passes between processes and lies in the cache.

Every value but text, numbers, flags and null is a list that begins with a tag. Nothing is ever built but the
classes of the table below.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tonghop.domain.consolidation import lower_levels, returns
from tonghop.domain.reporting import values
from tonghop.domain.reporting.senders import Hint

CLASSES: Mapping[str, type] = {
    row.__name__: row
    for row in (
        returns.Return,
        returns.RefusedFile,
        returns.FormIdentity,
        returns.FigureRow,
        returns.Figure,
        returns.Passage,
        returns.Stray,
        returns.LayoutDoubt,
        returns.Remark,
        returns.Hold,
        returns.Envelope,
        lower_levels.LowerSource,
        lower_levels.LowerCoverage,
        values.Value,
        values.Unclear,
        Hint,
    )
}
ENUMS: Mapping[str, type[StrEnum]] = {"Kind": returns.Kind, "State": values.State}
_MOMENTS: Mapping[str, Callable[[str], object]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "decimal": Decimal,
}

Result = returns.Return | returns.RefusedFile


def dumped(results: Sequence[Result]) -> str:
    """Return results as one line of JSON; the same results give the same text."""
    return json.dumps([_plain(row) for row in results], separators=(",", ":"))


def loaded(text: str | bytes) -> tuple[Result, ...]:
    """Return the results of such a line.

    Raises: ValueError, KeyError, TypeError where the text is something else.
    """
    told = json.loads(text)
    rows = tuple(_built(row) for row in told) if isinstance(told, list) else (told,)
    if not all(isinstance(row, returns.Return | returns.RefusedFile) for row in rows):
        raise ValueError("not the results of reading")
    return rows


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return ["enum", type(value).__name__, value.value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime | date | time):
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, Decimal):
        return ["decimal", str(value)]
    if isinstance(value, tuple):
        return ["tuple", *(_plain(inner) for inner in value)]
    assert is_dataclass(value)
    assert type(value).__name__ in CLASSES
    every = {row: getattr(value, row.name) for row in fields(value)}
    every = {row: getattr(value, row.name) for row in fields(value)}
    told = {row.name: inner for row, inner in every.items() if inner != row.default}
    return [type(value).__name__, {name: _plain(inner) for name, inner in told.items()}]


def _built(told: Any) -> Any:
    """Build a value of plain JSON: Any in and out, for JSON has every type."""
    if not isinstance(told, list):
        return told
    tag, *rest = told
    if tag == "tuple":
        return tuple(_built(inner) for inner in rest)
    if tag == "enum":
        return ENUMS[rest[0]](rest[1])
    if tag in _MOMENTS:
        return _MOMENTS[tag](rest[0])
    return CLASSES[tag](**{name: _built(inner) for name, inner in rest[0].items()})
