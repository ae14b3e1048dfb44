"""The words of a version are settled once somebody else reads them: submitted, waiting for its time, or live.

Wagtail saves while somebody types, and writes over the version that this person saved last: also over one that was
submitted meanwhile, from another window or by hand. Then what goes out is not what was read. And a version could come
into the world with its time already approved, which the trigger of migration 0003 asked only of changes.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

FORWARDS = f"""
create function public.tonghop_guard_words() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    if current_user <> '{APPLICATION_ROLE}' or public.tonghop_acts_by_itself() then
        return new;
    end if;
    if tg_op = 'INSERT' then
        if new.approved_go_live_at is not null then
            raise exception 'a version is reviewed before its time is approved' using errcode = 'check_violation';
        end if;
    elsif (new.content, new.object_id, new.content_type_id, new.user_id)
            is distinct from (old.content, old.object_id, old.content_type_id, old.user_id)
        and (old.approved_go_live_at is not null
            or exists (select 1 from public.wagtailcore_taskstate step where step.revision_id = old.id)
            or exists (select 1 from public.wagtailcore_page page where page.live_revision_id = old.id)) then
        raise exception 'the words of a version that was submitted are settled' using errcode = 'check_violation';
    end if;
    return new;
end
$function$;

create trigger settled_words before insert or update on public.wagtailcore_revision
    for each row execute function public.tonghop_guard_words();
"""
BACKWARDS = """
drop trigger settled_words on public.wagtailcore_revision;
drop function public.tonghop_guard_words();
"""


class Migration(migrations.Migration):
    dependencies = (("portal", "0007_old_addresses_lead_on"),)
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
