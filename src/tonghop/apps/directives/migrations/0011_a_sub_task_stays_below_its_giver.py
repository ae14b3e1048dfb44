"""What the database itself refuses of sub-tasks, and row-level security on them and on progress.

1. A sub-task stands on the sentence of its assignment, which touches no rights (a foreign key as in 0002).
2. It is given by the body that has the work, to one below it in the register that day; not owed later than
   the work itself. It is never changed, so that parts cannot come to stand in a circle, and the assignment
   on which parts stand keeps its body, sentence and day.
3. The giving and the receiving body's people see it, and the coordinators and auditors of the office. Only
   the giver's people give, and take back; what hangs below goes with it by the program itself.
4. Progress is said by the people of the body whose work it is, and seen by whoever sees the work.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

OWN = "(select public.tonghop_bodies(array['reporter', 'approver']))"
WATCHERS = "(select public.tonghop_bodies(array['coordinator', 'auditor']))"
ITSELF = "public.tonghop_acts_by_itself()"
ME = "(select public.tonghop_acting_person()::text)"
SEEN = f"(giver in {OWN} or body in {OWN} or office in {WATCHERS} or {ITSELF})"
OF_SEEN_WORK = f"""({ITSELF}
    or exists (select 1 from public.directives_assignment a where a.id = assignment_id)
    or exists (select 1 from public.directives_subtask t where t.id = sub_task_id))"""
OF_OWN_WORK = f"""(told_by = {ME} and (
    exists (select 1 from public.directives_assignment a where a.id = assignment_id and a.body in {OWN})
    or exists (select 1 from public.directives_subtask t where t.id = sub_task_id and t.body in {OWN})))"""

GUARD = """
alter table public.directives_subtask
    add constraint a_sub_task_stands_on_an_unmarked_sentence
    foreign key (sentence_id, rights_sensitive)
    references public.directives_obligationsentence (id, rights_sensitive)
    on update restrict on delete restrict;
alter table public.directives_subtask add constraint a_sub_task_is_for_a_unit
    foreign key (body) references public.organisations_unit (id);
alter table public.directives_subtask add constraint a_unit_gives_a_sub_task
    foreign key (giver) references public.organisations_unit (id);
create index a_sub_tasks_body on public.directives_subtask (body);
create index a_sub_tasks_giver on public.directives_subtask (giver);
create function public.tonghop_pass_down() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $function$
declare
    whole record;
    given_on date := (new.given_at at time zone 'Asia/Ho_Chi_Minh')::date;
begin
    select a.sentence_id, a.body, a.due_on, coalesce(d.office_id, '') as office into whole
    from public.directives_assignment a
    join public.directives_obligationsentence s on s.id = a.sentence_id
    join public.directives_directive d on d.id = s.directive_id
    where a.id = new.assignment_id;
    if not found or new.sentence_id <> whole.sentence_id or new.office <> whole.office then
        raise exception 'a sub-task stands on the sentence of its assignment' using errcode = 'check_violation';
    end if;
    if new.above_id is not null then
        select whole.sentence_id, t.body, t.due_on, whole.office into whole
        from public.directives_subtask t where t.id = new.above_id and t.assignment_id = new.assignment_id;
        if not found then
            raise exception 'a sub-task is a part of its own assignment' using errcode = 'check_violation';
        end if;
    end if;
    if new.giver <> whole.body then
        raise exception 'only the body that has the work passes it down' using errcode = 'check_violation';
    end if;
    if whole.due_on is not null and (new.due_on is null or new.due_on > whole.due_on) then
        raise exception 'a part is not owed later than the work itself' using errcode = 'check_violation';
    end if;
    if not public.tonghop_is_below(new.body, new.giver, given_on) then
        raise exception 'a sub-task is for a body below its giver' using errcode = 'check_violation';
    end if;
    return new;
end
$function$;
create trigger a_sub_task_stays_below_its_giver before insert on public.directives_subtask
    for each row execute function public.tonghop_pass_down();
create function public.tonghop_keep_given() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $function$
begin
    if tg_table_name = 'directives_assignment' then
        if (old.id, old.sentence_id, old.body, old.due_on)
            is distinct from (new.id, new.sentence_id, new.body, new.due_on)
            and exists (select 1 from public.directives_subtask t where t.assignment_id = old.id)
        then
            raise exception 'parts of the assignment were passed down' using errcode = 'check_violation';
        end if;
        return new;
    end if;
    raise exception 'what was given or said is not changed' using errcode = 'insufficient_privilege';
end
$function$;
create trigger an_assignment_with_parts_is_kept before update on public.directives_assignment
    for each row execute function public.tonghop_keep_given();
create trigger a_sub_task_is_never_changed before update on public.directives_subtask
    for each row execute function public.tonghop_keep_given();
create trigger progress_is_never_changed before update on public.directives_progress
    for each row execute function public.tonghop_keep_given();
alter table public.directives_subtask enable always trigger a_sub_task_stays_below_its_giver;
alter table public.directives_subtask enable always trigger a_sub_task_is_never_changed;
alter table public.directives_progress enable always trigger progress_is_never_changed;
"""
UNGUARDED = """
drop trigger progress_is_never_changed on public.directives_progress;
drop trigger a_sub_task_is_never_changed on public.directives_subtask;
drop trigger an_assignment_with_parts_is_kept on public.directives_assignment;
drop function public.tonghop_keep_given();
drop trigger a_sub_task_stays_below_its_giver on public.directives_subtask;
drop function public.tonghop_pass_down();
drop index public.a_sub_tasks_giver;
drop index public.a_sub_tasks_body;
alter table public.directives_subtask drop constraint a_unit_gives_a_sub_task;
alter table public.directives_subtask drop constraint a_sub_task_is_for_a_unit;
alter table public.directives_subtask drop constraint a_sub_task_stands_on_an_unmarked_sentence;
"""
SECURITY = f"""
revoke update on public.directives_subtask, public.directives_progress from {APPLICATION_ROLE};
alter table public.directives_subtask enable row level security;
create policy bodies_see_what_they_gave_and_got on public.directives_subtask for select to {APPLICATION_ROLE}
    using {SEEN};
create policy a_body_passes_down on public.directives_subtask for insert to {APPLICATION_ROLE}
    with check (giver in {OWN} and given_by = {ME});
create policy a_giver_takes_back on public.directives_subtask for delete to {APPLICATION_ROLE}
    using (giver in {OWN} or {ITSELF});
alter table public.directives_subtaskevent enable row level security;
create policy bodies_see_what_they_gave_and_got on public.directives_subtaskevent
    for select to {APPLICATION_ROLE} using {SEEN};
create policy history_is_written on public.directives_subtaskevent for insert to {APPLICATION_ROLE}
    with check (true);
alter table public.directives_progress enable row level security;
create policy whoever_sees_the_work on public.directives_progress for select to {APPLICATION_ROLE}
    using {OF_SEEN_WORK};
create policy a_body_says_how_far_it_is on public.directives_progress for insert to {APPLICATION_ROLE}
    with check {OF_OWN_WORK};
create policy it_goes_with_the_work on public.directives_progress for delete to {APPLICATION_ROLE}
    using ({ITSELF});
alter table public.directives_progressevent enable row level security;
create policy some_look_back on public.directives_progressevent for select to {APPLICATION_ROLE}
    using (public.tonghop_has_role(array['auditor']));
create policy history_is_written on public.directives_progressevent for insert to {APPLICATION_ROLE}
    with check (true);
"""
OPEN = f"""
drop policy history_is_written on public.directives_progressevent;
drop policy some_look_back on public.directives_progressevent;
alter table public.directives_progressevent disable row level security;
drop policy it_goes_with_the_work on public.directives_progress;
drop policy a_body_says_how_far_it_is on public.directives_progress;
drop policy whoever_sees_the_work on public.directives_progress;
alter table public.directives_progress disable row level security;
drop policy history_is_written on public.directives_subtaskevent;
drop policy bodies_see_what_they_gave_and_got on public.directives_subtaskevent;
alter table public.directives_subtaskevent disable row level security;
drop policy a_giver_takes_back on public.directives_subtask;
drop policy a_body_passes_down on public.directives_subtask;
drop policy bodies_see_what_they_gave_and_got on public.directives_subtask;
alter table public.directives_subtask disable row level security;
grant update on public.directives_subtask, public.directives_progress to {APPLICATION_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = (
        ("directives", "0010_bodies_pass_work_down"),
        ("organisations", "0007_who_stands_below_whom"),
        ("accounts", "0003_the_program_acts_by_itself_and_bodies_of_roles"),
    )
    operations = (migrations.RunSQL([GUARD, SECURITY], [OPEN, UNGUARDED]),)
