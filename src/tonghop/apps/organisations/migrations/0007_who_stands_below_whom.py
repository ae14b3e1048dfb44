"""Whether a unit stands below another on a day, in one of its hierarchies: for rules that the database holds."""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

FORWARDS = f"""
create function public.tonghop_is_below(unit text, top text, on_day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
as $function$
    with recursive up (hierarchy, unit_id) as (
        select p.hierarchy, p.unit_id
        from public.organisations_version v
        join public.organisations_parent p on p.version_id = v.id
        where v.unit_id = unit and daterange(v.valid_from, v.valid_to) @> on_day
        union
        select p.hierarchy, p.unit_id
        from up
        join public.organisations_version v on v.unit_id = up.unit_id
        join public.organisations_parent p on p.version_id = v.id and p.hierarchy = up.hierarchy
        where daterange(v.valid_from, v.valid_to) @> on_day
    )
    select unit <> top
        and exists (select 1 from up where up.unit_id = top)
        and exists (
            select 1 from public.organisations_version v
            where v.unit_id = top and daterange(v.valid_from, v.valid_to) @> on_day
        )
$function$;
revoke all on function public.tonghop_is_below(text, text, date) from public;
grant execute on function public.tonghop_is_below(text, text, date) to {APPLICATION_ROLE};
"""
BACKWARDS = "drop function public.tonghop_is_below(text, text, date);"


class Migration(migrations.Migration):
    dependencies = (("organisations", "0006_everybody_reads_what_is_withheld"),)
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
