"""Row-level security on reports: a body writes its own, the office that collects reads; what was sent stays.

A draft, its changes and what was set aside are written by the people of the body that owes. Changes, revisions,
papers and kept replies stay as they were entered. Receipts are numbered by one sequence.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

OFFICES = "(select public.tonghop_bodies(array['coordinator']))"
WATCHERS = "(select public.tonghop_bodies(array['coordinator', 'auditor']))"
BODIES = "(select public.tonghop_bodies(array['reporter', 'approver']))"
ITSELF = "public.tonghop_acts_by_itself()"
MINE = "person = (select public.tonghop_acting_person()::text)"
OWN = f"(unit_id in {BODIES} or {ITSELF})"
SEEN = f"(unit_id in {BODIES} or office in {WATCHERS} or {ITSELF})"
OF_A_REPORT = "exists (select 1 from public.reporting_submission report where report.row_id = submission_id)"
OF_MY_REPORT = f"""exists (select 1 from public.reporting_submission report
    where report.row_id = submission_id and (report.unit_id in {BODIES} or {ITSELF}))"""
OF_A_REVISION = "exists (select 1 from public.reporting_revision sent where sent.id = revision_id)"
OF_MY_REVISION = f"""exists (select 1 from public.reporting_revision sent
    join public.reporting_submission report on report.row_id = sent.submission_id
    where sent.id = revision_id and (report.unit_id in {BODIES} or sent.office in {OFFICES} or {ITSELF}))"""
BESIDE_A_REPORT = """(
    exists (select 1 from public.reporting_evidence beside where beside.file_id = sha256)
    or exists (select 1 from public.reporting_signedpaper paper where paper.file_id = sha256)
    or exists (select 1 from public.reporting_change change where change.file_id = sha256))"""

READ_AND_WRITE = {
    # table: who reads, who enters, who changes (nobody where it is empty)
    "submission": (SEEN, OWN, OWN),
    "change": (OF_A_REPORT, OF_MY_REPORT, ""),
    "revision": (OF_A_REPORT, OF_MY_REPORT, ""),
    "setaside": (OF_MY_REPORT, OF_MY_REPORT, OF_MY_REPORT),
    "keptreply": (MINE, MINE, ""),
    "evidence": (OF_A_REPORT, OF_MY_REPORT, OF_MY_REPORT),
    "signedpaper": (OF_A_REVISION, OF_MY_REVISION, ""),
}
KEPT = ("change", "revision", "keptreply", "signedpaper")
RECEIPTS = "public.reporting_receipt_number"


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
    for table in KEPT:
        name = f"public.reporting_{table}"
        lines += [
            f"create trigger kept_as_entered before update or delete on {name}"
            " for each row execute function public.tonghop_keep_as_entered();",
            f"alter table {name} enable always trigger kept_as_entered;",
        ]
    lines += [
        "create policy read_beside_a_report on public.reporting_keptfile for select"
        f" to {APPLICATION_ROLE} using ({BESIDE_A_REPORT});",
        f"create sequence {RECEIPTS};",
        f"grant usage on sequence {RECEIPTS} to {APPLICATION_ROLE};",
    ]
    return "\n".join(lines)


def _backwards() -> str:
    lines = [
        f"drop sequence {RECEIPTS};",
        "drop policy read_beside_a_report on public.reporting_keptfile;",
        *(f"drop trigger kept_as_entered on public.reporting_{table};" for table in KEPT),
    ]
    for table, (_, _, change) in reversed(READ_AND_WRITE.items()):
        name = f"public.reporting_{table}"
        policies = ("who_reads", "who_enters", *(("who_changes",) if change else ()))
        lines += [f"drop policy {policy} on {name};" for policy in policies]
        lines.append(f"alter table {name} disable row level security;")
        lines.append(f"grant delete on {name} to {APPLICATION_ROLE};")
    return "\n".join(lines)


class Migration(migrations.Migration):
    dependencies = (("reporting", "0008_bodies_write_and_send_their_reports"),)
    operations = (migrations.RunSQL([_forwards()], _backwards()),)
