"""What a value costs in PostgreSQL: `python -m benchmarks.value_rows`, bytes and seconds, printed.

Revisions of 54 figures each, in tables like the real ones (`like … including all`) in a schema of their own,
on a server that is thrown away; then fetched as `tonghop.engines` fetches them.
"""

import json
import os
import tempfile
from pathlib import Path
from shutil import rmtree
from time import perf_counter
from uuid import UUID

from benchmarks.rollup_data import INDICATORS, TYPED
from tonghop.engines.extraction import rows_of_cycles

ROWS = 5_000
CYCLE = UUID(int=1)

LIKE = """
create schema scale;
create table scale.reporting_cycle (like reporting_cycle including all);
create table scale.reporting_duerow (like reporting_duerow including all);
create table scale.reporting_revision (like reporting_revision including all);
set search_path = scale;
insert into reporting_cycle (id, office, campaign_id, code, asked, opens_on, due_on, late_from, opened_by)
values (%(cycle)s, 'o', %(cycle)s, '2026-M01', 'report', '2026-01-01', '2026-02-01', '2026-02-02', '');
insert into reporting_duerow (id, office, cycle_id, number, code, name, unit_id, line, level, sort_key,
    bare_name, due_on, late_from, has_arrived, arrived_at, is_excused, is_extended)
select gen_random_uuid(), 'vp-tinh-mau', %(cycle)s, n, 'xa-' || n, 'Ủy ban nhân dân xã Mẫu ' || n, 'xa-' || n,
    'state', 'commune', 'uy ban nhan dan xa mau ' || n, 'uy ban nhan dan xa mau ' || n,
    '2026-02-01', '2026-02-02', true, '2026-01-31', false, false
from generate_series(1, %(rows)s) n;
insert into reporting_revision (id, submission_id, office, number, version, content, sources, entries,
    evidence, sha256, receipt, origin, sent_by, sent_at, received_at)
select gen_random_uuid(), d.id, 'vp-tinh-mau', 1, 1, w.content, '{}', w.entries, '[]', repeat('a', 64),
    'r' || d.number, 'web', gen_random_uuid()::text, now(), now()
from reporting_duerow d cross join lateral (
    select jsonb_object_agg('i' || i, a::text) as content, jsonb_object_agg('i' || i,
        jsonb_build_object('state', 'figure', 'value', a::text, 'at', 'i' || i)) as entries
    from (select i, d.number * 7 + i * 131 as a from generate_series(0, %(typed)s - 1) i) as cells
) as w;
"""


def main() -> None:
    """Fill, measure, print, throw away."""
    folder = Path(tempfile.mkdtemp(prefix="tonghop-bench-"))
    folder.chmod(0o711)
    (folder / "data").mkdir(mode=0o711)
    os.environ["TONGHOP_DATA"] = str(folder / "data")
    try:
        from tonghop.config.startup import open_memory

        with open_memory(bring_up=True) as database:
            print(json.dumps(_measured(database.for_owner.url), indent=1))
    finally:
        rmtree(folder, ignore_errors=True)


def _measured(owner: str) -> dict[str, object]:
    import psycopg
    from adbc_driver_postgresql import dbapi

    values = ROWS * TYPED
    with psycopg.connect(owner, autocommit=True) as connection, psycopg.ClientCursor(connection) as cursor:
        cursor.execute(LIKE, {"cycle": CYCLE, "rows": ROWS, "typed": TYPED})
        cursor.execute("analyze reporting_revision; analyze reporting_duerow")
        revisions, rows = (
            cursor.execute("select pg_total_relation_size(%s)", (f"scale.{name}",)).fetchone()[0]
            for name in ("reporting_revision", "reporting_duerow")
        )
    with dbapi.connect(owner) as connection:
        with connection.cursor() as cursor:
            cursor.execute("set search_path = scale")
        begun = perf_counter()
        fetched = rows_of_cycles(connection, [CYCLE])
        taken = perf_counter() - begun
    assert fetched.num_rows == values, (fetched.num_rows, values, len(INDICATORS))
    return {
        "values": values,
        "bytes_a_value": round(revisions / values, 1),
        "bytes_a_due_row": round(rows / ROWS),
        "fetch_seconds_a_million": round(taken / values * 1e6, 2),
        "arrow_bytes_a_value": round(fetched.nbytes / values, 1),
    }


if __name__ == "__main__":
    main()
