"""What is different between two versions of a campaign, row by row and field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.campaign_record import TABLES, tables_of

NAMED_BY: Mapping[str, str] = {"indicator": "name", "section": "title", "body": "name", "check": "rule"}
"""The field by which people know a row; a regime by its code, an excuse by its body."""

ORDER = "order"
"""Stands for a field where only the order of rows is another."""

Row = Mapping[str, Any]  # Any: a plain table holds texts, flags, numbers and lists


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `field` is "" where a whole row came or went; `before` and `after` are plain values,
    None where there was or is nothing.
    """

    table: str
    row: str
    field: str
    before: object
    after: object


def changes(before: Campaign, after: Campaign) -> tuple[Change, ...]:
    """Return the differences, in the order of the tables; none for equal campaigns.

    >>> one = Campaign("Phòng cháy", "Sở A")
    >>> changes(one, Campaign("Phòng cháy", "Sở B"))
    (Change(table='campaign', row='', field='coordinator', before='Sở A', after='Sở B'),)
    """
    old, new = tables_of(before), tables_of(after)
    found = list(_fields("campaign", "", old["campaign"], new["campaign"]))
    for table in TABLES:
        if table != "campaign":
            found += _rows(table, old[table], new[table])
    return tuple(found)


def _rows(table: str, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    old, new = _by_key(table, before), _by_key(table, after)
    for key, row in old.items():
        if key not in new:
            yield Change(table, _name(table, row), "", dict(row), None)
    for key, row in new.items():
        if key in old:
            yield from _fields(table, _name(table, row), old[key], row)
        else:
            yield Change(table, _name(table, row), "", None, dict(row))
    if [key for key in old if key in new] != [key for key in new if key in old]:
        names = [[_name(table, row) for row in rows] for rows in (before, after)]
        yield Change(table, "", ORDER, names[0], names[1])


def _fields(table: str, name: str, before: Row, after: Row) -> Iterator[Change]:
    for field in TABLES[table]:
        old, new = before.get(field.key), after.get(field.key)
        if old != new:
            yield Change(table, name, field.key, old, new)


def _by_key(table: str, rows: Sequence[Row]) -> dict[tuple[object, ...], Row]:
    """Rows by what makes each the one it is; equal keys (two checks of one rule) are numbered."""
    keyed: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = tuple(row.get(field) for field in _KEYS.get(table, ("code",)))
        number = 0
        while (*key, number) in keyed:
            number += 1
        keyed[*key, number] = row
    return keyed


_KEYS = {"check": ("rule",), "excuse": ("body", "cycle")}


def _name(table: str, row: Row) -> str:
    if table == "excuse":
        return f"{row['body']}, {row['cycle']}"
    return str(row[NAMED_BY.get(table, "code")])
