"""Four eyes, held by the database: no page goes out by the hand of whoever wrote or submitted what goes out.

Wagtail lets an author in the reviewing group approve themselves, lets whoever reviews edit and then approve, and
publishes the newest version and not the one that was reviewed. Whatever the way, what changes is a page's row (it
goes live, or shows another version) or a version's (it is due to go out later): there the acting person must be none
of those who wrote a version since the last that was live, or who submitted the page since.
Migrations, samples and the worker's timed publishing work as the owner or by themselves and are not asked.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

FORWARDS = f"""
create function public.tonghop_second_person(page text, live_version bigint, new_version bigint, since timestamptz)
returns boolean language plpgsql stable set search_path = pg_catalog, pg_temp
as $function$
declare
    actor uuid := public.tonghop_acting_person();
begin
    if current_user <> '{APPLICATION_ROLE}' or public.tonghop_acts_by_itself() then
        return true;
    end if;
    return actor is not null and new_version is not null
        and not exists (
            select 1 from public.wagtailcore_revision written
            join public.django_content_type kind on kind.id = written.base_content_type_id
            where kind.app_label = 'wagtailcore' and kind.model = 'page' and written.object_id = page
                and (written.id > coalesce(live_version, 0) or written.id = new_version)
                and written.user_id = actor)
        and not exists (
            select 1 from public.wagtailcore_workflowstate review
            join public.django_content_type kind on kind.id = review.base_content_type_id
            where kind.app_label = 'wagtailcore' and kind.model = 'page' and review.object_id = page
                and review.created_at > coalesce(since, '-infinity') and review.requested_by_id = actor);
end
$function$;

create function public.tonghop_guard_page() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    if tg_op = 'INSERT' then
        if new.live and not public.tonghop_second_person(new.id::text, null, null, null) then
            raise exception 'a page is written before it is published' using errcode = 'check_violation';
        end if;
    elsif new.live and (not old.live or new.live_revision_id is distinct from old.live_revision_id)
        and not public.tonghop_second_person(new.id::text, case when old.live then old.live_revision_id end,
            new.live_revision_id, case when old.live then old.last_published_at end) then
        raise exception 'whoever had a hand in a page never publishes it' using errcode = 'check_violation';
    end if;
    return new;
end
$function$;

create function public.tonghop_guard_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
declare
    live_version bigint;
    since timestamptz;
begin
    if new.approved_go_live_at is not null and new.approved_go_live_at is distinct from old.approved_go_live_at then
        select page.live_revision_id, page.last_published_at into live_version, since
            from public.wagtailcore_page page where page.id::text = new.object_id and page.live;
        if not public.tonghop_second_person(new.object_id, live_version, new.id, since) then
            raise exception 'whoever had a hand in a page never publishes it' using errcode = 'check_violation';
        end if;
    end if;
    return new;
end
$function$;

create trigger second_person before insert or update on public.wagtailcore_page
    for each row execute function public.tonghop_guard_page();
create trigger second_person before update on public.wagtailcore_revision
    for each row execute function public.tonghop_guard_version();
"""
BACKWARDS = """
drop trigger second_person on public.wagtailcore_revision;
drop trigger second_person on public.wagtailcore_page;
drop function public.tonghop_guard_version();
drop function public.tonghop_guard_page();
drop function public.tonghop_second_person(text, bigint, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = (
        ("portal", "0002_a_first_page_and_who_may_edit"),
        ("accounts", "0003_the_program_acts_by_itself_and_bodies_of_roles"),
    )
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
