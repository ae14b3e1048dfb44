"""Whether somebody may read events is asked once for a question, not once for every event that it passes."""

from django.db import migrations

POLICY = "alter policy auditors_and_administrators_read on public.audit_event using "
ALLOWED = "public.tonghop_has_role(array['auditor', 'administrator'])"


class Migration(migrations.Migration):
    dependencies = (("accounts", "0006_processes_share_a_cache"),)
    operations = (migrations.RunSQL(f"{POLICY} ((select {ALLOWED}))", f"{POLICY} ({ALLOWED})"),)
