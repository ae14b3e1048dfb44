"""What the database itself refuses of difficulties, and row-level security on them and their steps.

1. What was raised keeps its words, its body, its office and what it is about; it moves only along the table
   of `domain/reporting/difficulties.py` as of this migration, and what is over stays over.
2. With a campaign it goes to the campaign's office. It is told first in one report, and that stays.
3. The people of the body that raised it see it, of its office, and of the unit to which it was routed.
4. A step is entered by whoever takes it, for a body of theirs, and never changed.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

BODIES = "(select public.tonghop_bodies(array['reporter', 'approver']))"
OFFICES = "(select public.tonghop_bodies(array['coordinator']))"
WATCHERS = "(select public.tonghop_bodies(array['coordinator', 'auditor']))"
ANY = "(select public.tonghop_bodies(array['coordinator', 'reporter', 'approver']))"
ME = "(select public.tonghop_acting_person()::text)"
SEEN = f"(unit_id in {BODIES} or office in {WATCHERS} or routed_to_id in {ANY})"
MOVED = f"(unit_id in {BODIES} or office in {OFFICES} or routed_to_id in {ANY})"
OF_SEEN = "exists (select 1 from public.reporting_difficulty d where d.id = difficulty_id)"

GUARD = """
create function public.tonghop_move_difficulty() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $function$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'raised' or new.routed_to_id is not null or new.reported_row_id is not null then
            raise exception 'a difficulty begins as raised' using errcode = 'check_violation';
        end if;
        if new.campaign_id is not null and new.office is distinct from
            (select c.office from public.reporting_campaign c where c.id = new.campaign_id)
        then
            raise exception 'a difficulty goes to the office of its campaign' using errcode = 'check_violation';
        end if;
        return new;
    end if;
    if (old.id, old.unit_id, old.office, old.matter, old.words, old.campaign_id, old.indicator,
            old.obligation_id, old.raised_by, old.raised_at)
        is distinct from (new.id, new.unit_id, new.office, new.matter, new.words, new.campaign_id, new.indicator,
            new.obligation_id, new.raised_by, new.raised_at)
    then
        raise exception 'what was raised keeps its words' using errcode = 'check_violation';
    end if;
    if old.reported_row_id is not null
        and (old.reported_row_id, old.reported_in) is distinct from (new.reported_row_id, new.reported_in)
    then
        raise exception 'a difficulty is told first in one report' using errcode = 'check_violation';
    end if;
    if old.reported_row_id is null and new.reported_row_id is not null and not exists (
        select 1 from public.reporting_duerow owed
        where owed.id = new.reported_row_id and owed.unit_id = new.unit_id)
    then
        raise exception 'a difficulty is told in a report of its body' using errcode = 'check_violation';
    end if;
    if old.state = new.state and old.routed_to_id is not distinct from new.routed_to_id then
        return new;
    end if;
    if (old.state, new.state) not in (
        ('raised', 'routed'), ('routed', 'routed'),
        ('raised', 'answered'), ('routed', 'answered'),
        ('raised', 'taken-back'), ('routed', 'taken-back'),
        ('answered', 'closed'))
        or (old.routed_to_id is distinct from new.routed_to_id and new.state <> 'routed')
    then
        raise exception 'a difficulty does not move from % to %', old.state, new.state
            using errcode = 'check_violation';
    end if;
    return new;
end
$function$;
create trigger a_difficulty_moves_by_its_table before insert or update on public.reporting_difficulty
    for each row execute function public.tonghop_move_difficulty();
alter table public.reporting_difficulty enable always trigger a_difficulty_moves_by_its_table;
create trigger kept_as_entered before update or delete on public.reporting_difficultystep
    for each row execute function public.tonghop_keep_as_entered();
alter table public.reporting_difficultystep enable always trigger kept_as_entered;
"""
UNGUARDED = """
drop trigger kept_as_entered on public.reporting_difficultystep;
drop trigger a_difficulty_moves_by_its_table on public.reporting_difficulty;
drop function public.tonghop_move_difficulty();
"""
SECURITY = f"""
alter table public.reporting_difficulty enable row level security;
alter table public.reporting_difficultystep enable row level security;
alter table public.reporting_difficultyevent enable row level security;
revoke delete on public.reporting_difficulty, public.reporting_difficultystep from {APPLICATION_ROLE};
create policy who_reads on public.reporting_difficulty for select to {APPLICATION_ROLE} using {SEEN};
create policy a_body_raises on public.reporting_difficulty for insert to {APPLICATION_ROLE}
    with check (unit_id in {BODIES} and raised_by = {ME});
create policy whoever_has_a_part_moves on public.reporting_difficulty for update to {APPLICATION_ROLE}
    using {MOVED} with check {MOVED};
create policy who_reads on public.reporting_difficultystep for select to {APPLICATION_ROLE} using ({OF_SEEN});
create policy who_takes_it on public.reporting_difficultystep for insert to {APPLICATION_ROLE}
    with check (taken_by = {ME} and unit_id in {ANY} and {OF_SEEN});
create policy some_look_back on public.reporting_difficultyevent for select to {APPLICATION_ROLE}
    using (public.tonghop_has_role(array['auditor']));
create policy history_is_written on public.reporting_difficultyevent for insert to {APPLICATION_ROLE}
    with check (true);
"""
OPEN = f"""
drop policy history_is_written on public.reporting_difficultyevent;
drop policy some_look_back on public.reporting_difficultyevent;
drop policy who_takes_it on public.reporting_difficultystep;
drop policy who_reads on public.reporting_difficultystep;
drop policy whoever_has_a_part_moves on public.reporting_difficulty;
drop policy a_body_raises on public.reporting_difficulty;
drop policy who_reads on public.reporting_difficulty;
grant delete on public.reporting_difficulty, public.reporting_difficultystep to {APPLICATION_ROLE};
alter table public.reporting_difficultyevent disable row level security;
alter table public.reporting_difficultystep disable row level security;
alter table public.reporting_difficulty disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = (
        ("reporting", "0013_a_ledger_is_its_bodys_own"),
        ("accounts", "0003_the_program_acts_by_itself_and_bodies_of_roles"),
    )
    operations = (migrations.RunSQL([GUARD, SECURITY], [OPEN, UNGUARDED]),)
