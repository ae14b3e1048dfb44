"""Returns and refusals as JSON and back, exactly: what passes between processes and lies in the cache.

Every value but text, numbers, flags and null is a list that begins with a tag. That of a class is its name,
and its fields follow in their order, without the last ones that have their default. Nothing is ever built but
the classes of the table below.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Any

from tonghop.domain.consolidation import lower_levels, returns
from tonghop.domain.reporting import values
from tonghop.domain.reporting.senders import Hint

Result = returns.Return | returns.RefusedFile

_CLASSES: tuple[type, ...] = (
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
_ENUMS: Mapping[str, type[StrEnum]] = {"Kind": returns.Kind, "State": values.State}
_BUILDERS: Mapping[str, Callable[..., object]] = {
    "enum": lambda name, value: _ENUMS[name](value),
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "Decimal": Decimal,
    **{row.__name__: row for row in _CLASSES},
}


# Escaped Vietnamese would be thrice as long and take twice as long to read back.
_WRITER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def dumped(results: Sequence[Result]) -> bytes:
    """Return results as one line of JSON in UTF-8; the same results give the same bytes."""
    # A file's text may hold half a surrogate pair, which JSON can escape and UTF-8 does not have.
    return _WRITER.encode([_plain(row) for row in results]).encode("utf-8", "surrogatepass")


def loaded(line: bytes) -> tuple[Result, ...]:
    """Return the results of such a line.

    Raises: ValueError, KeyError, TypeError where the text is something else.
    """
    told = json.loads(line.decode("utf-8", "surrogatepass"))
    rows = tuple(_built(row) for row in told) if isinstance(told, list) else (told,)
    if not all(isinstance(row, returns.Return | returns.RefusedFile) for row in rows):
        raise ValueError("not the results of reading")
    return rows


def _plain(value: Any) -> Any:
    """Return plain JSON of a value: Any in and out, for JSON has every type."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple:
        return ["tuple", *[x if type(x) in _AS_THEY_ARE else _plain(x) for x in value]]
    if kind is Decimal:
        return ["Decimal", str(value)]
    return _fields_of(value, kind) if kind in _FIELDS else _rare(value)


_AS_THEY_ARE = frozenset((str, int, float, bool, type(None)))
# Each of the classes has two fields or more, so that the getters give tuples.
_FIELDS = {row: attrgetter(*(field.name for field in fields(row))) for row in _CLASSES}
_DEFAULTS = {row: tuple(field.default for field in fields(row)) for row in _CLASSES}


def _fields_of(value: object, kind: type) -> list[Any]:
    told, defaults = _FIELDS[kind](value), _DEFAULTS[kind]
    end = len(told)
    while end and defaults[end - 1] is not MISSING and told[end - 1] == defaults[end - 1]:
        end -= 1
    return [kind.__name__, *[x if type(x) in _AS_THEY_ARE else _plain(x) for x in told[:end]]]


def _rare(value: object) -> list[str]:
    if isinstance(value, StrEnum):
        return ["enum", type(value).__name__, value.value]
    assert isinstance(value, datetime | date | time)
    return [type(value).__name__, value.isoformat()]


def _built(told: Any) -> Any:
    if type(told) is not list:
        return told
    tag, *rest = told
    if tag == "tuple":
        return tuple([_built(x) if type(x) is list else x for x in rest])
    return _BUILDERS[tag](*[_built(x) if type(x) is list else x for x in rest])
