"""Row-level security on campaigns and due lists, and what never changes.

Everybody with a mandate reads what campaigns ask. Only the office's coordinators write them; rows of a due list
are seen by the office's coordinators and auditors, and by the reporters and approvers of the body that owes.
The program itself may open a cycle. A version and an event, once entered, stay as they are.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

OFFICES = "(select public.tonghop_bodies(array['coordinator']))"
WATCHERS = "(select public.tonghop_bodies(array['coordinator', 'auditor']))"
BODIES = "(select public.tonghop_bodies(array['reporter', 'approver']))"
MAY_WRITE = f"(office in {OFFICES} or public.tonghop_acts_by_itself())"
MAY_SEE = f"(office in {WATCHERS} or unit_id in {BODIES} or public.tonghop_acts_by_itself())"
OF_MINE = f"""exists (select 1 from public.reporting_campaign campaign where campaign.id = campaign_id
    and (campaign.office in {OFFICES} or public.tonghop_acts_by_itself()))"""
OF_MY_ROWS = "exists (select 1 from public.reporting_duerow owed where owed.id = row_id)"
SEEN_BY_ALL = ("campaign", "cycle")
BELOW_A_CAMPAIGN = ("campaignversion", "campaignbody")
HISTORIES = ("campaignevent", "campaignbodyevent", "cycleevent", "duerowevent")
TABLES = (*SEEN_BY_ALL, *BELOW_A_CAMPAIGN, "duerow", "rowevent", *HISTORIES)
KEPT = ("campaignversion", "rowevent")


def _policies() -> str:
    lines = [f"alter table public.reporting_{table} enable row level security;" for table in TABLES]
    for table in SEEN_BY_ALL:
        lines += _policy(table, read="true", write=MAY_WRITE)
    for table in BELOW_A_CAMPAIGN:
        lines += _policy(table, read="true", write=OF_MINE)
    lines += _policy("duerow", read=MAY_SEE, write=MAY_WRITE)
    lines += _policy("rowevent", read=OF_MY_ROWS, write=MAY_WRITE)
    for table in HISTORIES:
        lines.append(
            f"create policy some_look_back on public.reporting_{table} for select to {APPLICATION_ROLE}"
            " using (public.tonghop_has_role(array['coordinator', 'auditor', 'administrator']));"
        )
        lines.append(
            f"create policy history_is_written on public.reporting_{table} for insert to {APPLICATION_ROLE}"
            " with check (true);"
        )
    return "\n".join(lines)


def _policy(table: str, *, read: str, write: str) -> list[str]:
    name = f"public.reporting_{table}"
    return [
        f"create policy who_reads on {name} for select to {APPLICATION_ROLE} using ({read});",
        f"create policy who_enters on {name} for insert to {APPLICATION_ROLE} with check ({write});",
        f"create policy who_changes on {name} for update to {APPLICATION_ROLE}"
        f" using ({write}) with check ({write});",
        f"revoke delete on {name} from {APPLICATION_ROLE};",
    ]


KEEP = """
create function public.tonghop_keep_as_entered() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    raise exception '% is kept as it was entered', tg_table_name using errcode = 'insufficient_privilege';
end
$function$;
""" + "\n".join(
    f"create trigger kept_as_entered before update or delete on public.reporting_{table}"
    f" for each row execute function public.tonghop_keep_as_entered();"
    f" alter table public.reporting_{table} enable always trigger kept_as_entered;"
    for table in KEPT
)


def _backwards() -> str:
    lines = [f"drop trigger kept_as_entered on public.reporting_{table};" for table in KEPT]
    lines.append("drop function public.tonghop_keep_as_entered();")
    for table in TABLES:
        names = (
            ("some_look_back", "history_is_written")
            if table in HISTORIES
            else ("who_reads", "who_enters", "who_changes")
        )
        lines += [f"drop policy {name} on public.reporting_{table};" for name in names]
        lines.append(f"alter table public.reporting_{table} disable row level security;")
        if table not in HISTORIES:
            lines.append(f"grant delete on public.reporting_{table} to {APPLICATION_ROLE};")
    return "\n".join(lines)


class Migration(migrations.Migration):
    dependencies = (
        ("reporting", "0001_campaigns_cycles_and_due_rows"),
        ("accounts", "0003_the_program_acts_by_itself_and_bodies_of_roles"),
    )
    operations = (migrations.RunSQL([_policies(), KEEP], _backwards()),)
