"""The program that works may ask where the chain ends and whether it holds, without reading one event.

Row-level security shows events to auditors and administrators alone; the daily anchor is written by nobody of
them. The function recomputes every hash as `chain.verify` does, and tells numbers and a hash only.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

END = f"""
create function public.tonghop_audit_end() returns table (sequence bigint, hash varchar, first_broken bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $function$
    with link as (
        select event.sequence, row_number() over numbered as number,
            event.sequence = row_number() over numbered
            and event.previous_hash = coalesce(lag(event.hash) over numbered, repeat('0', 64))
            and event.hash = encode(sha256(convert_to(
                event.previous_hash || E'\\n' || event.sequence || E'\\n'
                || to_char(event.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\\n'
                || event.content,
                'UTF8'
            )), 'hex') as holds
        from public.audit_event event
        window numbered as (order by event.sequence)
    )
    select coalesce(max(link.sequence), 0),
        coalesce(
            (select last.hash from public.audit_event last order by last.sequence desc limit 1), repeat('0', 64)
        ),
        min(link.number) filter (where not link.holds)
    from link
$function$;
revoke all on function public.tonghop_audit_end() from public;
grant execute on function public.tonghop_audit_end() to {APPLICATION_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = (("audit", "0002_events_are_chained_and_kept"),)
    operations = (migrations.RunSQL(END, "drop function public.tonghop_audit_end();"),)
