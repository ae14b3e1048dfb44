"""What campaigns ask is read by everybody in the office, hence also by a question that names nobody. A visitor of
the portal says that they are one (`accounts.acting.acting_as_visitor`), and from then on no row of a table with
row-level security is theirs, neither to read nor to write: what is public stands in the views before this.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

FORWARDS = f"""
create function public.tonghop_is_visitor() returns boolean
language sql stable set search_path = pg_catalog, pg_temp
as $function$
    select coalesce(current_setting('tonghop.visitor', true), '') = 'yes'
$function$;
do $do$
declare
    closed text;
begin
    for closed in
        select tablename from pg_catalog.pg_tables where schemaname = 'public' and rowsecurity
            and tablename ~ '^(accounts|audit|organisations|directives|reporting|consolidation)_'
    loop
        execute format('create policy not_for_visitors on public.%I as restrictive for all to {APPLICATION_ROLE}'
            ' using (not (select public.tonghop_is_visitor()))', closed);
    end loop;
end
$do$;
"""
BACKWARDS = """
do $do$
declare
    opened text;
begin
    for opened in select tablename from pg_catalog.pg_policies where policyname = 'not_for_visitors' loop
        execute format('drop policy not_for_visitors on public.%I', opened);
    end loop;
end
$do$;
drop function public.tonghop_is_visitor();
"""


class Migration(migrations.Migration):
    dependencies = (
        ("publications", "0001_what_the_public_may_read"),
        ("accounts", "0007_an_auditor_is_known_once_a_question"),
        ("audit", "0004_events_are_found_by_area_and_place"),
        ("organisations", "0007_who_stands_below_whom"),
        ("directives", "0011_a_sub_task_stays_below_its_giver"),
        ("reporting", "0020_auditors_see_what_was_set_aside"),
    )
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
