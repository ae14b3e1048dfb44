"""Row-level security on files that bodies hand in: the people of the body alone, and what was answered stays.

An answer about a layout is the body's own, or the office's for all bodies of its campaign. What was taken
into a report is seen through its change (0009).
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

OFFICES = "(select public.tonghop_bodies(array['coordinator']))"
BODIES = "(select public.tonghop_bodies(array['reporter', 'approver']))"
ITSELF = "public.tonghop_acts_by_itself()"
OWN = f"(unit_id in {BODIES} or {ITSELF})"
OF_THE_OFFICE = f"(unit_id is null and office in {OFFICES})"
OF_MY_CAMPAIGN = f"""(unit_id is null and exists (select 1 from public.reporting_duerow owed
    join public.reporting_cycle turn on turn.id = owed.cycle_id
    where turn.campaign_id = reporting_rememberedanswer.campaign_id and owed.unit_id in {BODIES}))"""

READ_AND_WRITE = {
    # table: who reads, who enters, who changes (nobody where it is empty)
    "upload": (OWN, OWN, OWN),
    "rememberedanswer": (
        f"({OWN} or {OF_THE_OFFICE} or {OF_MY_CAMPAIGN})",
        f"({OWN} or {OF_THE_OFFICE})",
        "",
    ),
}
HANDED_IN = "exists (select 1 from public.reporting_upload upload where upload.file_id = sha256)"


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
    lines += [
        "create trigger kept_as_entered before update or delete on public.reporting_rememberedanswer"
        " for each row execute function public.tonghop_keep_as_entered();",
        "alter table public.reporting_rememberedanswer enable always trigger kept_as_entered;",
        "create policy read_what_was_handed_in on public.reporting_keptfile for select"
        f" to {APPLICATION_ROLE} using ({HANDED_IN});",
    ]
    return "\n".join(lines)


def _backwards() -> str:
    lines = [
        "drop policy read_what_was_handed_in on public.reporting_keptfile;",
        "drop trigger kept_as_entered on public.reporting_rememberedanswer;",
    ]
    for table, (_, _, change) in reversed(READ_AND_WRITE.items()):
        name = f"public.reporting_{table}"
        policies = ("who_reads", "who_enters", *(("who_changes",) if change else ()))
        lines += [f"drop policy {policy} on {name};" for policy in policies]
        lines.append(f"alter table {name} disable row level security;")
        lines.append(f"grant delete on {name} to {APPLICATION_ROLE};")
    return "\n".join(lines)


class Migration(migrations.Migration):
    dependencies = (("reporting", "0016_bodies_hand_in_files_of_their_own"),)
    operations = (migrations.RunSQL([_forwards()], _backwards()),)
