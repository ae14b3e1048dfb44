"""Row-level security on inboxes: an office's coordinators write, its auditors read; results and answers stay.

The bytes of a file that was read are its office's to read. A coordinator enters bytes too, which until now
only those who file plans and write reports could.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

OFFICES = "(select public.tonghop_bodies(array['coordinator']))"
WATCHERS = "(select public.tonghop_bodies(array['coordinator', 'auditor']))"
ITSELF = "public.tonghop_acts_by_itself()"
SEEN = f"(office in {WATCHERS} or {ITSELF})"
OWN = f"(office in {OFFICES} or {ITSELF})"
TABLES = {
    # table: who changes its rows (nobody where it is empty)
    "inbox": OWN,
    "delivery": OWN,
    "inboxfile": OWN,
    "inboxresult": "",
    "inboxanswer": "",
    "incominglist": "",
    "listeddocument": OWN,
}
KEPT = ("inboxresult", "inboxanswer", "incominglist")
IN_AN_INBOX = "exists (select 1 from public.reporting_inboxfile found where found.file_id = sha256)"


def _forwards() -> str:
    lines = []
    for table, change in TABLES.items():
        name = f"public.reporting_{table}"
        lines += [
            f"alter table {name} enable row level security;",
            f"revoke delete on {name} from {APPLICATION_ROLE};",
            f"create policy who_reads on {name} for select to {APPLICATION_ROLE} using ({SEEN});",
            f"create policy who_enters on {name} for insert to {APPLICATION_ROLE} with check ({OWN});",
        ]
        if change:
            lines.append(
                f"create policy who_changes on {name} for update to {APPLICATION_ROLE}"
                f" using ({change}) with check ({change});"
            )
    for table in KEPT:
        name = f"public.reporting_{table}"
        lines += [
            f"create trigger kept_as_entered before update or delete on {name}"
            " for each row execute function public.tonghop_keep_as_entered();",
            f"alter table {name} enable always trigger kept_as_entered;",
        ]
    lines += [
        "create policy read_in_an_inbox on public.reporting_keptfile for select"
        f" to {APPLICATION_ROLE} using ({IN_AN_INBOX});",
        "create policy entered_by_an_office on public.reporting_keptfile for insert"
        f" to {APPLICATION_ROLE} with check (exists {OFFICES});",
    ]
    return "\n".join(lines)


def _backwards() -> str:
    lines = [
        "drop policy entered_by_an_office on public.reporting_keptfile;",
        "drop policy read_in_an_inbox on public.reporting_keptfile;",
        *(f"drop trigger kept_as_entered on public.reporting_{table};" for table in KEPT),
    ]
    for table, change in reversed(TABLES.items()):
        name = f"public.reporting_{table}"
        policies = ("who_reads", "who_enters", *(("who_changes",) if change else ()))
        lines += [f"drop policy {policy} on {name};" for policy in policies]
        lines.append(f"alter table {name} disable row level security;")
        lines.append(f"grant delete on {name} to {APPLICATION_ROLE};")
    return "\n".join(lines)


class Migration(migrations.Migration):
    dependencies = (("reporting", "0018_offices_put_in_what_was_mailed"),)
    operations = (migrations.RunSQL([_forwards()], _backwards()),)
