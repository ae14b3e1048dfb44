"""A later issue beside the one that it restates: what was issued, what stands now, indicator by indicator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tonghop.domain.consolidation.lower_levels import bounds_of, listed, mapped, worded
from tonghop.domain.reporting.values import decimal_of

Between = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Told:
    """What a record says of an indicator; None and None where it has no total."""

    value: Decimal | None = None
    between: Between | None = None
    is_nil: bool = False


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class Restated:
    """One indicator in two records. `bodies` are the codes of those whose own value differs."""

    indicator: str
    name: str
    unit: str
    old: Told
    new: Told
    bodies: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.old != self.new

    @property
    def difference(self) -> Decimal | None:
        """The new value less the old one, None where one of them has none."""
        if self.old.value is None or self.new.value is None:
            return None
        return self.new.value - self.old.value


def restated(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Restated, ...]:
    """Return every indicator of two records, in the order of the new one, then those that it has no more."""
    before, after = _rows(old), _rows(new)
    return tuple(_restated(code, before.get(code), after.get(code)) for code in {**after, **before})


def joined_and_left(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the bodies that are in the new record and not in the old one, and the reverse."""
    before, after = (_names_of_reporters(record) for record in (old, new))
    return (
        tuple(name for code, name in after.items() if code not in before),
        tuple(name for code, name in before.items() if code not in after),
    )


def _rows(record: Mapping[str, Any]) -> dict[str, Mapping[Any, Any]]:
    return {worded(row.get("indicator")): row for row in map(mapped, listed(record.get("totals")))}


def _restated(code: str, old: Mapping[Any, Any] | None, new: Mapping[Any, Any] | None) -> Restated:
    shown = new or old or {}
    return Restated(
        code,
        worded(shown.get("name")),
        worded(shown.get("unit")),
        _told(old),
        _told(new),
        tuple(_other_bodies(_values(old), _values(new))),
    )


def _told(row: Mapping[Any, Any] | None) -> Told:
    if row is None:
        return NOTHING_TOLD
    value = decimal_of(row.get("value"))
    is_nil = value is None and bool(row.get("nil")) and not row.get("reported_by")
    return Told(value, None if value is not None else bounds_of(row.get("between")), is_nil)


def _values(row: Mapping[Any, Any] | None) -> dict[str, tuple[object, object]]:
    sources: Sequence[Any] = listed(row.get("sources")) if row else ()
    return {worded(one.get("body")): (one.get("value"), one.get("state")) for one in map(mapped, sources)}


def _other_bodies(
    old: Mapping[str, tuple[object, object]], new: Mapping[str, tuple[object, object]]
) -> Iterator[str]:
    for body in {**new, **old}:
        if old.get(body) != new.get(body):
            yield body


def _names_of_reporters(record: Mapping[str, Any]) -> dict[str, str]:
    names = mapped(record.get("names"))
    codes = [worded(mapped(row).get("body")) for row in listed(record.get("bodies"))]
    return {code: worded(names.get(code) or code) for code in codes}
