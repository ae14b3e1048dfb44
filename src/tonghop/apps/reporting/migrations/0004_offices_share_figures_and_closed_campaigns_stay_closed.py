"""Row-level security on shared figures; no figure is taken at second hand; no cycle opens of what is closed."""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

TABLE, HISTORY = "public.reporting_sharedindicator", "public.reporting_sharedindicatorevent"
MINE = """exists (select 1 from public.reporting_campaign campaign where campaign.id = campaign_id
    and campaign.office in (select public.tonghop_bodies(array['coordinator'])))"""
LOOKS_BACK = "public.tonghop_has_role(array['coordinator', 'auditor', 'administrator'])"

POLICIES = f"""
alter table {TABLE} enable row level security;
create policy who_reads on {TABLE} for select to {APPLICATION_ROLE} using (true);
create policy who_enters on {TABLE} for insert to {APPLICATION_ROLE} with check ({MINE});
create policy who_changes on {TABLE} for update to {APPLICATION_ROLE} using ({MINE}) with check ({MINE});
revoke delete on {TABLE} from {APPLICATION_ROLE};
alter table {HISTORY} enable row level security;
create policy some_look_back on {HISTORY} for select to {APPLICATION_ROLE} using ({LOOKS_BACK});
create policy history_is_written on {HISTORY} for insert to {APPLICATION_ROLE} with check (true);
"""

FIRST_HAND = f"""
create function public.tonghop_take_first_hand() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    if new.ended_at is null and exists (
        select 1 from {TABLE} other
        where other.ended_at is null and other.id is distinct from new.id
          and ((other.campaign_id = new.source_id and other.code = new.source_code)
            or (other.source_id = new.campaign_id and other.source_code = new.code))
    ) then
        raise exception 'a figure is taken from where it is asked' using errcode = 'check_violation';
    end if;
    return new;
end
$function$;
create trigger taken_at_first_hand before insert or update on {TABLE}
    for each row execute function public.tonghop_take_first_hand();
alter table {TABLE} enable always trigger taken_at_first_hand;
"""

CLOSED = """
create function public.tonghop_open_what_is_open() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    if new.opened_at is not null and (tg_op = 'INSERT' or old.opened_at is null) and exists (
        select 1 from public.reporting_campaign campaign
        where campaign.id = new.campaign_id and campaign.closed_at is not null
    ) then
        raise exception 'the campaign is closed: no cycle opens' using errcode = 'check_violation';
    end if;
    return new;
end
$function$;
create trigger opens_while_the_campaign_is_open before insert or update on public.reporting_cycle
    for each row execute function public.tonghop_open_what_is_open();
alter table public.reporting_cycle enable always trigger opens_while_the_campaign_is_open;
"""

BACKWARDS = f"""
drop trigger opens_while_the_campaign_is_open on public.reporting_cycle;
drop function public.tonghop_open_what_is_open();
drop trigger taken_at_first_hand on {TABLE};
drop function public.tonghop_take_first_hand();
drop policy history_is_written on {HISTORY};
drop policy some_look_back on {HISTORY};
alter table {HISTORY} disable row level security;
drop policy who_changes on {TABLE};
drop policy who_enters on {TABLE};
drop policy who_reads on {TABLE};
alter table {TABLE} disable row level security;
grant delete on {TABLE} to {APPLICATION_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = (("reporting", "0003_campaigns_close_for_a_reason_and_figures_are_asked_once"),)
    operations = (migrations.RunSQL([POLICIES, FIRST_HAND, CLOSED], BACKWARDS),)
