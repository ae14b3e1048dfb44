"""Row-level security on reminders, calendars and plans; a filed plan and its file stay as they are.

An office's coordinators write its reminders, and whoever was reminded may read it. A calendar's address is its
owner's. A plan is filed by the body that owes it, and read by whoever may see the row.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

OFFICES = "(select public.tonghop_bodies(array['coordinator']))"
WATCHERS = "(select public.tonghop_bodies(array['coordinator', 'auditor']))"
BODIES = "(select public.tonghop_bodies(array['reporter', 'approver']))"
ITSELF = "public.tonghop_acts_by_itself()"
MINE = "person = (select public.tonghop_acting_person()::text)"
OF_AN_OFFICE = f"(office in {WATCHERS} or {ITSELF})"
MAY_WRITE = f"(office in {OFFICES} or {ITSELF})"
OF_MY_ROWS = "exists (select 1 from public.reporting_duerow owed where owed.id = row_id)"
BY_WHO_OWES = f"""exists (select 1 from public.reporting_duerow owed
    where owed.id = row_id and owed.unit_id in {BODIES})"""
OF_A_FILING = "exists (select 1 from public.reporting_planfiling filing where filing.file_id = sha256)"

READ_AND_WRITE = {
    # table: who reads, who enters, who changes (nobody where it is empty)
    "reminderrule": (OF_AN_OFFICE, MAY_WRITE, MAY_WRITE),
    "reminder": (f"({OF_AN_OFFICE} or {MINE})", MAY_WRITE, MAY_WRITE),
    "calendaraddress": (f"({MINE} or {ITSELF})", MINE, MINE),
    "planfiling": (OF_MY_ROWS, BY_WHO_OWES, ""),
    "keptfile": (OF_A_FILING, f"exists {BODIES}", ""),
}
HISTORIES = ("reminderruleevent", "calendaraddressevent")
KEPT = ("planfiling", "keptfile")


def _forwards() -> str:
    lines = []
    for table, (read, enter, change) in READ_AND_WRITE.items():
        name = f"public.reporting_{table}"
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
        name = f"public.reporting_{table}"
        lines += [
            f"alter table {name} enable row level security;",
            f"create policy some_look_back on {name} for select to {APPLICATION_ROLE}"
            " using (public.tonghop_has_role(array['coordinator', 'auditor', 'administrator']));",
            f"create policy history_is_written on {name} for insert to {APPLICATION_ROLE} with check (true);",
        ]
    for table in KEPT:
        name = f"public.reporting_{table}"
        lines += [
            f"create trigger kept_as_entered before update or delete on {name}"
            " for each row execute function public.tonghop_keep_as_entered();",
            f"alter table {name} enable always trigger kept_as_entered;",
        ]
    return "\n".join(lines)


def _backwards() -> str:
    lines = [f"drop trigger kept_as_entered on public.reporting_{table};" for table in KEPT]
    for table, (_, _, change) in READ_AND_WRITE.items():
        name = f"public.reporting_{table}"
        policies = ("who_reads", "who_enters", *(("who_changes",) if change else ()))
        lines += [f"drop policy {policy} on {name};" for policy in policies]
        lines.append(f"alter table {name} disable row level security;")
        lines.append(f"grant delete on {name} to {APPLICATION_ROLE};")
    for table in HISTORIES:
        name = f"public.reporting_{table}"
        lines += [f"drop policy {policy} on {name};" for policy in ("some_look_back", "history_is_written")]
        lines.append(f"alter table {name} disable row level security;")
    return "\n".join(lines)


class Migration(migrations.Migration):
    dependencies = (("reporting", "0006_reminders_calendars_and_plans"),)
    operations = (migrations.RunSQL([_forwards()], _backwards()),)
