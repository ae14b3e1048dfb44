"""The database itself numbers, dates and hashes every event, and refuses to change or remove one.

The chain is made in a trigger, so that nobody can insert a link of his own making. A lock that lasts until the
transaction ends puts writers one behind the other: two of them cannot follow the same event. A transaction
that still sees an older snapshot (repeatable read) fails on the key instead of forking the chain.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

CHAIN = """
create function public.tonghop_chain_event() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
declare
    head record;
begin
    perform pg_advisory_xact_lock(hashtext('tonghop audit chain'));
    select sequence, hash into head from public.audit_event order by sequence desc limit 1;
    new.sequence := coalesce(head.sequence, 0) + 1;
    new.previous_hash := coalesce(head.hash, repeat('0', 64));
    new.recorded_at := clock_timestamp();
    new.hash := encode(sha256(convert_to(
        new.previous_hash || E'\\n' || new.sequence || E'\\n'
        || to_char(new.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\\n' || new.content,
        'UTF8'
    )), 'hex');
    return new;
end
$function$;
create trigger an_event_follows_the_one_before before insert on public.audit_event
    for each row execute function public.tonghop_chain_event();
alter table public.audit_event enable always trigger an_event_follows_the_one_before;
"""

KEEP = """
create function public.tonghop_refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    raise exception 'audit events are only ever added: % refused', tg_op using errcode = 'insufficient_privilege';
end
$function$;
create trigger events_are_kept before update or delete or truncate on public.audit_event
    for each statement execute function public.tonghop_refuse_change();
alter table public.audit_event enable always trigger events_are_kept;
"""

WRITE = f"""
revoke insert, update, delete, truncate on public.audit_event from {APPLICATION_ROLE};
create function public.tonghop_record_event(content text)
returns table (sequence bigint, hash varchar)
language sql security definer set search_path = pg_catalog, pg_temp
as $function$
    insert into public.audit_event (content) values (content) returning sequence, hash
$function$;
revoke all on function public.tonghop_record_event(text) from public;
grant execute on function public.tonghop_record_event(text) to {APPLICATION_ROLE};
"""

BACKWARDS = f"""
drop function public.tonghop_record_event(text);
drop trigger events_are_kept on public.audit_event;
drop trigger an_event_follows_the_one_before on public.audit_event;
drop function public.tonghop_refuse_change();
drop function public.tonghop_chain_event();
grant insert, update, delete on public.audit_event to {APPLICATION_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = (
        ("audit", "0001_events"),
        ("foundations", "0001_application_role_may_work"),
    )
    operations = (migrations.RunSQL([CHAIN, KEEP, WRITE], BACKWARDS),)
