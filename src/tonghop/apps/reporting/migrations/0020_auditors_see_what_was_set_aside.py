"""An office's auditors read texts that were set aside, as they read every change; nobody else does now."""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

POLICY = f"""
create policy auditors_read on public.reporting_setaside for select to {APPLICATION_ROLE}
    using (exists (select 1 from public.reporting_submission report where report.row_id = submission_id
        and report.office in (select public.tonghop_bodies(array['auditor']))));
"""


class Migration(migrations.Migration):
    dependencies = (("reporting", "0019_an_office_keeps_its_own_inboxes"),)
    operations = (migrations.RunSQL(POLICY, "drop policy auditors_read on public.reporting_setaside;"),)
