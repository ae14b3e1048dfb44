"""Row-level security for many rows and for the program itself.

`tonghop_bodies(roles)` lists the bodies for which the acting person holds one of the roles today: a policy that
says `office in (select tonghop_bodies(...))` asks once for a whole table, and not once for each row.
`tonghop_acts_by_itself()` is true where the program does what nobody has to order, such as opening a cycle on
its day; `apps/accounts/acting.py` says when.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

FORWARDS = f"""
create function public.tonghop_bodies(role_names text[]) returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp
as $function$
    select mandate.body
    from public.accounts_mandate mandate
    join public.accounts_person person on person.id = mandate.person_id
    where mandate.person_id = public.tonghop_acting_person()
      and person.is_active
      and mandate.role = any (role_names)
      and mandate.valid_from <= (now() at time zone 'Asia/Ho_Chi_Minh')::date
      and (mandate.valid_to is null or mandate.valid_to > (now() at time zone 'Asia/Ho_Chi_Minh')::date)
$function$;
revoke all on function public.tonghop_bodies(text[]) from public;
grant execute on function public.tonghop_bodies(text[]) to {APPLICATION_ROLE};
create function public.tonghop_acts_by_itself() returns boolean
language sql stable set search_path = pg_catalog, pg_temp
as $function$
    select coalesce(current_setting('tonghop.by_itself', true), '') = 'yes'
$function$;
"""
BACKWARDS = """
drop function public.tonghop_acts_by_itself();
drop function public.tonghop_bodies(text[]);
"""


class Migration(migrations.Migration):
    dependencies = (("accounts", "0002_auditors_read_the_audit"),)
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
