"""Row-level security on decisions: the office and the body in between decide, the body reads; nothing changes.

Approvers of an office see its due lists and reports as coordinators do; approvers of a body in between see those
of the bodies below it. The author of a revision never approves it, unless what is entered is a signed paper.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

DECIDERS = "(select public.tonghop_bodies(array['approver']))"
ENTERERS = "(select public.tonghop_bodies(array['coordinator', 'approver']))"
ITSELF = "public.tonghop_acts_by_itself()"
OF_THEIRS = f"(office in {DECIDERS} or above_id in {DECIDERS})"
OF_THEIR_ROW = f"""exists (select 1 from public.reporting_duerow owed where owed.id = row_id
    and (owed.office in {DECIDERS} or owed.above_id in {DECIDERS}))"""
OF_A_REVISION = "exists (select 1 from public.reporting_revision sent where sent.id = revision_id)"
BY_WHO_DECIDES = f"({OF_A_REVISION} and (decider_id in {ENTERERS} or {ITSELF}))"
OF_A_DECISION = "exists (select 1 from public.reporting_decision decision where decision.file_id = sha256)"

FOUR_EYES = """
create function public.tonghop_four_eyes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $function$
begin
    if new.verdict = 'approved' and new.symbol = '' and exists (
        select 1 from public.reporting_revision sent
        where sent.id = new.revision_id and (sent.sent_by = new."by" or exists (
            select 1 from public.reporting_change change
            where change.submission_id = sent.submission_id and change."by" = new."by"
              and change.version <= sent.version))
    ) then
        raise exception 'who wrote a report does not approve it' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$function$;
create trigger four_eyes before insert on public.reporting_decision
    for each row execute function public.tonghop_four_eyes();
alter table public.reporting_decision enable always trigger four_eyes;
create trigger kept_as_entered before update or delete on public.reporting_decision
    for each row execute function public.tonghop_keep_as_entered();
alter table public.reporting_decision enable always trigger kept_as_entered;
"""
POLICIES = f"""
alter table public.reporting_decision enable row level security;
revoke delete on public.reporting_decision from {APPLICATION_ROLE};
create policy who_reads on public.reporting_decision for select to {APPLICATION_ROLE} using ({OF_A_REVISION});
create policy who_enters on public.reporting_decision for insert to {APPLICATION_ROLE}
    with check ({BY_WHO_DECIDES});
create policy approvers_read on public.reporting_duerow for select to {APPLICATION_ROLE} using ({OF_THEIRS});
create policy approvers_read on public.reporting_submission for select to {APPLICATION_ROLE}
    using ({OF_THEIR_ROW});
create policy read_beside_a_decision on public.reporting_keptfile for select to {APPLICATION_ROLE}
    using ({OF_A_DECISION});
create policy offices_enter_files on public.reporting_keptfile for insert to {APPLICATION_ROLE}
    with check (exists {ENTERERS});
"""
BACKWARDS = """
drop policy offices_enter_files on public.reporting_keptfile;
drop policy read_beside_a_decision on public.reporting_keptfile;
drop policy approvers_read on public.reporting_submission;
drop policy approvers_read on public.reporting_duerow;
drop policy who_enters on public.reporting_decision;
drop policy who_reads on public.reporting_decision;
alter table public.reporting_decision disable row level security;
drop trigger kept_as_entered on public.reporting_decision;
drop trigger four_eyes on public.reporting_decision;
drop function public.tonghop_four_eyes();
"""
GRANT_BACK = f"grant delete on public.reporting_decision to {APPLICATION_ROLE};"


class Migration(migrations.Migration):
    dependencies = (("reporting", "0010_offices_decide_on_reports"),)
    operations = (migrations.RunSQL([FOUR_EYES, POLICIES], BACKWARDS + GRANT_BACK),)
