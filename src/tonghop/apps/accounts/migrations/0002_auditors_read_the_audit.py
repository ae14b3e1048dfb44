"""Row-level security: who acts, what mandates they hold today, and that only auditors and administrators read events.

The functions run with their owner's rights, since the policies of a table may not depend on what its reader
may read elsewhere. "Today" is the day in Vietnam.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

FUNCTIONS = f"""
create function public.tonghop_acting_person() returns uuid
language sql stable set search_path = pg_catalog, pg_temp
as $function$
    select nullif(current_setting('tonghop.person', true), '')::uuid
$function$;
create function public.tonghop_has_role(role_names text[], for_body text default null) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $function$
    select exists (
        select 1
        from public.accounts_mandate mandate
        join public.accounts_person person on person.id = mandate.person_id
        where mandate.person_id = public.tonghop_acting_person()
          and person.is_active
          and mandate.role = any (role_names)
          and (for_body is null or mandate.body = for_body)
          and mandate.valid_from <= (now() at time zone 'Asia/Ho_Chi_Minh')::date
          and (mandate.valid_to is null or mandate.valid_to > (now() at time zone 'Asia/Ho_Chi_Minh')::date)
    )
$function$;
revoke all on function public.tonghop_has_role(text[], text) from public;
grant execute on function public.tonghop_has_role(text[], text) to {APPLICATION_ROLE};
"""
POLICY = f"""
alter table public.audit_event enable row level security;
create policy auditors_and_administrators_read on public.audit_event for select to {APPLICATION_ROLE}
    using (public.tonghop_has_role(array['auditor', 'administrator']));
"""
BACKWARDS = """
drop policy auditors_and_administrators_read on public.audit_event;
alter table public.audit_event disable row level security;
drop function public.tonghop_has_role(text[], text);
drop function public.tonghop_acting_person();
"""


class Migration(migrations.Migration):
    dependencies = (
        ("accounts", "0001_people_and_mandates"),
        ("audit", "0002_events_are_chained_and_kept"),
    )
    operations = (migrations.RunSQL([FUNCTIONS, POLICY], BACKWARDS),)
