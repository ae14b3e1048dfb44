"""Row-level security on consolidation, and what the database itself keeps: what is made stays as it was made.

An office's coordinators reckon, adjust, compose and prepare; its approvers release, and never what they had a
hand in; its auditors read. A follow-up is read and answered by the people of the body that it asks. A computation
that is made, a message, an answer, an issued file and a signed original are kept as entered; an issued report
changes in nothing but its release, its being given up, and the decision to publish it.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

ITSELF = "public.tonghop_acts_by_itself()"
OFFICES = "(select public.tonghop_bodies(array['coordinator']))"
APPROVERS = "(select public.tonghop_bodies(array['approver']))"
WATCHERS = "(select public.tonghop_bodies(array['coordinator', 'approver', 'auditor']))"
BODIES = "(select public.tonghop_bodies(array['reporter', 'approver']))"
WRITE = f"(office in {OFFICES} or {ITSELF})"
READ = f"(office in {WATCHERS} or {ITSELF})"
RELEASE = f"(office in {OFFICES} or office in {APPROVERS} or {ITSELF})"
ASKED = f"(office in {WATCHERS} or unit_id in {BODIES} or {ITSELF})"
TALKS = f"(office in {OFFICES} or unit_id in {BODIES} or {ITSELF})"
OF_A_FOLLOW_UP = (
    """exists (select 1 from public.consolidation_followup asked where asked.id = follow_up_id)"""
)
OF_MY_SIDE = f"""exists (select 1 from public.consolidation_followup asked where asked.id = follow_up_id
    and asked.closed_at is null and ((side = 'office' and asked.office in {OFFICES})
        or (side = 'body' and asked.unit_id in {BODIES}) or {ITSELF}))"""
OF_AN_ISSUE = "exists (select 1 from public.consolidation_issuedreport issue where issue.id = issue_id)"
OF_MY_ISSUE = f"""exists (select 1 from public.consolidation_issuedreport issue where issue.id = issue_id
    and (issue.office in {OFFICES} or issue.office in {APPROVERS} or {ITSELF}))"""
KEPT_WHERE = f"""({ITSELF}
    or exists (select 1 from public.consolidation_computation made where made.record_id = sha256)
    or exists (select 1 from public.consolidation_issuedfile file where file.file_id = sha256)
    or exists (select 1 from public.consolidation_signedoriginal paper where paper.file_id = sha256))"""
KEEPS = f"(public.tonghop_has_role(array['coordinator', 'approver']) or {ITSELF})"

POLICIES = {
    # table: who reads, who enters, who changes (nobody where it is empty)
    "keptdocument": (KEPT_WHERE, KEEPS, ""),
    "computation": (READ, WRITE, WRITE),
    "computedtotal": (READ, WRITE, ""),
    "computedsection": (READ, WRITE, ""),
    "adjustment": (READ, WRITE, WRITE),
    "answer": (READ, WRITE, ""),
    "composed": (READ, WRITE, WRITE),
    "followup": (ASKED, WRITE, TALKS),
    "followupmessage": (OF_A_FOLLOW_UP, OF_MY_SIDE, ""),
    "issuedreport": (READ, WRITE, RELEASE),
    "issuedfile": (OF_AN_ISSUE, OF_MY_ISSUE, ""),
    "signedoriginal": (OF_AN_ISSUE, OF_MY_ISSUE, ""),
}
KEPT = (
    "keptdocument",
    "computedtotal",
    "computedsection",
    "answer",
    "followupmessage",
    "issuedfile",
    "signedoriginal",
)
HISTORIES = ("adjustmentevent", "composedevent", "followupevent", "issuedreportevent")
REPORTS = ("duerow", "submission", "revision")

GUARDS = """
create function public.tonghop_keep_computation() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    if old.state <> 'waiting' then
        raise exception 'a computation is kept as it was made' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$function$;

create function public.tonghop_guard_issue() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
declare
    before jsonb;
    after jsonb;
begin
    if tg_op = 'INSERT' then
        if new.released_at is not null or new.released_for_publication_at is not null then
            raise exception 'a report is prepared before it is released' using errcode = 'check_violation';
        end if;
        if not (new.prepared_by = any (new.authors)) then
            raise exception 'who prepares a report is one of its authors' using errcode = 'check_violation';
        end if;
        if new.restates_id is not null and not exists (
            select 1 from public.consolidation_issuedreport old_one where old_one.id = new.restates_id
                and old_one.cycle_id = new.cycle_id and old_one.released_at is not null
        ) then
            raise exception 'only a released report of the cycle is restated' using errcode = 'check_violation';
        end if;
        return new;
    end if;
    before := to_jsonb(old) - array['released_by', 'released_at', 'given_up_by', 'given_up_at', 'given_up_why',
        'released_for_publication_by', 'released_for_publication_at'];
    after := to_jsonb(new) - array['released_by', 'released_at', 'given_up_by', 'given_up_at', 'given_up_why',
        'released_for_publication_by', 'released_for_publication_at'];
    if before <> after then
        raise exception 'an issued report is frozen' using errcode = 'insufficient_privilege';
    end if;
    if (old.released_at is not null or old.given_up_at is not null)
        and (old.released_by, old.released_at, old.given_up_by, old.given_up_at, old.given_up_why)
            is distinct from (new.released_by, new.released_at, new.given_up_by, new.given_up_at, new.given_up_why)
    then
        raise exception 'a report is released or given up once' using errcode = 'insufficient_privilege';
    end if;
    if old.released_at is null and new.released_at is not null then
        if new.released_by = any (new.authors) then
            raise exception 'no author releases a report' using errcode = 'check_violation';
        end if;
        if not public.tonghop_acts_by_itself() and (
            new.released_by <> coalesce(public.tonghop_acting_person()::text, '')
            or not public.tonghop_has_role(array['approver'], new.office)
        ) then
            raise exception 'an approver of the office releases, in their own name'
                using errcode = 'insufficient_privilege';
        end if;
    end if;
    if old.released_for_publication_at is distinct from new.released_for_publication_at
        and not public.tonghop_acts_by_itself()
        and not public.tonghop_has_role(array['approver'], new.office)
    then
        raise exception 'an approver of the office decides on publication' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$function$;

create function public.tonghop_guard_beside_issue() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
declare
    is_released boolean;
begin
    select issue.released_at is not null into is_released
        from public.consolidation_issuedreport issue where issue.id = new.issue_id;
    if tg_table_name = 'consolidation_issuedfile' then
        if is_released then
            raise exception 'a released report gets no other files' using errcode = 'insufficient_privilege';
        end if;
    elsif not is_released then
        raise exception 'what is not released has no signed original' using errcode = 'check_violation';
    end if;
    return new;
end
$function$;
create trigger kept_as_made before update on public.consolidation_computation
    for each row execute function public.tonghop_keep_computation();
alter table public.consolidation_computation enable always trigger kept_as_made;
create trigger frozen before insert or update on public.consolidation_issuedreport
    for each row execute function public.tonghop_guard_issue();
alter table public.consolidation_issuedreport enable always trigger frozen;
create trigger in_its_time before insert on public.consolidation_issuedfile
    for each row execute function public.tonghop_guard_beside_issue();
create trigger in_its_time before insert on public.consolidation_signedoriginal
    for each row execute function public.tonghop_guard_beside_issue();
"""
NO_GUARDS = """
drop trigger in_its_time on public.consolidation_signedoriginal;
drop trigger in_its_time on public.consolidation_issuedfile;
drop trigger frozen on public.consolidation_issuedreport;
drop trigger kept_as_made on public.consolidation_computation;
drop function public.tonghop_guard_beside_issue();
drop function public.tonghop_guard_issue();
drop function public.tonghop_keep_computation();
"""


def _forwards() -> str:
    lines = []
    for table, (read, enter, change) in POLICIES.items():
        name = f"public.consolidation_{table}"
        lines += [
            f"alter table {name} enable row level security;",
            f"revoke delete on {name} from {APPLICATION_ROLE};",
            f"create policy who_reads on {name} for select to {APPLICATION_ROLE} using ({read});",
            f"create policy who_enters on {name} for insert to {APPLICATION_ROLE} with check ({enter});",
        ]
        if change:
            lines.append(
                f"create policy who_changes on {name} for update to {APPLICATION_ROLE}"
                f" using ({change}) with check ({change});"
            )
    for table in HISTORIES:
        name = f"public.consolidation_{table}"
        lines += [
            f"alter table {name} enable row level security;",
            f"create policy some_look_back on {name} for select to {APPLICATION_ROLE}"
            " using (public.tonghop_has_role(array['coordinator', 'auditor', 'administrator']));",
            f"create policy history_is_written on {name} for insert to {APPLICATION_ROLE} with check (true);",
        ]
    for table in KEPT:
        name = f"public.consolidation_{table}"
        lines += [
            f"create trigger kept_as_entered before update or delete on {name}"
            " for each row execute function public.tonghop_keep_as_entered();",
            f"alter table {name} enable always trigger kept_as_entered;",
        ]
    for table in REPORTS:
        lines.append(
            f"create policy who_releases_reads on public.reporting_{table} for select"
            f" to {APPLICATION_ROLE} using (office in {APPROVERS});"
        )
    return "\n".join(lines)


def _backwards() -> str:
    lines = [f"drop policy who_releases_reads on public.reporting_{table};" for table in REPORTS]
    lines += [f"drop trigger kept_as_entered on public.consolidation_{table};" for table in KEPT]
    for table in HISTORIES:
        name = f"public.consolidation_{table}"
        lines += [f"drop policy {policy} on {name};" for policy in ("some_look_back", "history_is_written")]
        lines.append(f"alter table {name} disable row level security;")
    for table, (_, _, change) in POLICIES.items():
        name = f"public.consolidation_{table}"
        policies = ("who_reads", "who_enters", *(("who_changes",) if change else ()))
        lines += [f"drop policy {policy} on {name};" for policy in policies]
        lines.append(f"alter table {name} disable row level security;")
        lines.append(f"grant delete on {name} to {APPLICATION_ROLE};")
    return "\n".join(lines)


class Migration(migrations.Migration):
    dependencies = (
        ("consolidation", "0001_figures_words_and_issued_reports"),
        ("reporting", "0009_bodies_keep_their_reports_and_offices_read_them"),
    )
    operations = (migrations.RunSQL([_forwards(), GUARDS], NO_GUARDS + _backwards()),)
