"""Row-level security on ledgers: a body's people see and write their own body's entries, and nobody else does.

What an indicator counts of ledgers is no secret; the coordinators of the campaign's office say it.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

BODIES = "(select public.tonghop_bodies(array['reporter', 'approver']))"
OFFICES = "(select public.tonghop_bodies(array['coordinator']))"
OWN = f"unit_id in {BODIES}"
OF_MINE = f"""exists (select 1 from public.reporting_campaign campaign where campaign.id = campaign_id
    and campaign.office in {OFFICES} and campaign.closed_at is null)"""
TABLES = {
    # table: who reads, who enters and changes
    "output": (OWN, OWN),
    "outputcount": ("true", OF_MINE),
}
LOOK_BACK = {
    "outputevent": OWN,
    "outputcountevent": "public.tonghop_has_role(array['coordinator', 'auditor'])",
}


def _forwards() -> str:
    lines = []
    for table, (read, write) in TABLES.items():
        name = f"public.reporting_{table}"
        lines += [
            f"alter table {name} enable row level security;",
            f"revoke delete on {name} from {APPLICATION_ROLE};",
            f"create policy who_reads on {name} for select to {APPLICATION_ROLE} using ({read});",
            f"create policy who_enters on {name} for insert to {APPLICATION_ROLE} with check ({write});",
            f"create policy who_changes on {name} for update to {APPLICATION_ROLE}"
            f" using ({write}) with check ({write});",
        ]
    for table, read in LOOK_BACK.items():
        name = f"public.reporting_{table}"
        lines += [
            f"alter table {name} enable row level security;",
            f"create policy some_look_back on {name} for select to {APPLICATION_ROLE} using ({read});",
            f"create policy history_is_written on {name} for insert to {APPLICATION_ROLE} with check (true);",
        ]
    return "\n".join(lines)


def _backwards() -> str:
    lines = []
    for table in TABLES:
        name = f"public.reporting_{table}"
        lines += [f"drop policy {one} on {name};" for one in ("who_reads", "who_enters", "who_changes")]
        lines += [
            f"alter table {name} disable row level security;",
            f"grant delete on {name} to {APPLICATION_ROLE};",
        ]
    for table in LOOK_BACK:
        name = f"public.reporting_{table}"
        lines += [f"drop policy {one} on {name};" for one in ("some_look_back", "history_is_written")]
        lines.append(f"alter table {name} disable row level security;")
    return "\n".join(lines)


KEEP = """
create function public.tonghop_keep_ledger() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    if (old.id, old.unit_id, old.entered_by, old.entered_at)
        is distinct from (new.id, new.unit_id, new.entered_by, new.entered_at)
    then
        raise exception 'an output stays its body''s' using errcode = 'check_violation';
    end if;
    if old.taken_back_at is not null then
        raise exception 'an output that was taken back stays as it is' using errcode = 'check_violation';
    end if;
    return new;
end
$function$;
create trigger a_ledger_is_its_bodys_own before update on public.reporting_output
    for each row execute function public.tonghop_keep_ledger();
alter table public.reporting_output enable always trigger a_ledger_is_its_bodys_own;
"""
KEEP_NOT = """
drop trigger a_ledger_is_its_bodys_own on public.reporting_output;
drop function public.tonghop_keep_ledger();
"""


class Migration(migrations.Migration):
    dependencies = (
        ("reporting", "0012_bodies_keep_ledgers_and_raise_difficulties"),
        ("accounts", "0003_the_program_acts_by_itself_and_bodies_of_roles"),
    )
    operations = (migrations.RunSQL([_forwards(), KEEP], [KEEP_NOT, _backwards()]),)
