"""The answers and debts of cycles out of PostgreSQL, as Arrow tables over ADBC.

Whoever adds up asks several questions, and all of them have to see the same moment (`at_one_moment`).
Amounts travel as the text in which they are kept, and become decimals once, here: over ADBC a NUMERIC would
arrive as text as well. Who may read is settled on the connection before it comes here.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pyarrow as pa
from adbc_driver_manager.dbapi import Connection
from adbc_driver_postgresql import dbapi

from tonghop.engines.tables import AMOUNT

_BODY = "coalesce(d.unit_id, c.campaign_id || ':' || d.code)"
"""A body is its unit of the register; one that has none is known in its campaign alone."""

ANSWERS = f"""
with newest as (
    select d.id, r.entries
    from reporting_duerow d
        join reporting_submission s on s.row_id = d.id and s.decided <> 'returned'
        join reporting_revision r on r.submission_id = s.row_id and r.number = s.revisions
    where d.cycle_id = any (string_to_array($1, ',')::uuid[])
        and d.state in ('on_time', 'late', 'unknown_time')
)
select {_BODY} as body, entry.key as indicator, d.cycle_id::text as cycle, entry.value ->> 'value' as amount,
    coalesce((entry.value ->> 'inexact')::boolean, false) as inexact, entry.value ->> 'estimated' as estimated
from newest
    join reporting_duerow d using (id)
    join reporting_cycle c on c.id = d.cycle_id
    cross join lateral jsonb_each(newest.entries) as entry
where entry.value ->> 'state' in ('figure', 'nil')
"""
"""What each body said last: the newest revision of each row that has arrived, is still owed and was not
returned, as `reporting.submissions.counted` tells it.
"""

DEBTS = f"""
select {_BODY} as body, d.cycle_id::text as cycle, d.state = 'excused' as is_excused
from reporting_duerow d
    join reporting_cycle c on c.id = d.cycle_id
where d.cycle_id = any (string_to_array($1, ',')::uuid[]) and d.state <> 'annulled'
"""


@contextmanager
def at_one_moment(url: str) -> Iterator[Connection]:
    """Enter the database in a transaction that only reads, and in which every question sees the same rows:
    a report that comes between two questions would be an answer without a debt.
    """
    with dbapi.connect(url) as connection:
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        yield connection


def rows_of_cycles(connection: Connection, cycles: Iterable[UUID]) -> pa.Table:
    """Return the answers of cycles, one row for each figure and nil, with codes (`tables.told_answers`).

    Shape:  cycles of one campaign, or of campaigns whose indicators mean the same by the same code.
    Raises: pyarrow.ArrowInvalid, for an amount that is no decimal of at most nine places: nothing is rounded.
    """
    rows = _fetched(connection, ANSWERS, cycles)
    for name in ("amount", "estimated"):
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, name, rows.column(name).cast(AMOUNT))
    return rows


def debts_of_cycles(connection: Connection, cycles: Iterable[UUID]) -> pa.Table:
    """Return the rows of the due lists that stand: body, cycle, and whether it is excused."""
    return _fetched(connection, DEBTS, cycles)


def _fetched(connection: Connection, query: str, cycles: Iterable[UUID]) -> pa.Table:
    with connection.cursor() as cursor:
        cursor.execute(query, (",".join(map(str, cycles)),))
        return cursor.fetch_arrow_table()
