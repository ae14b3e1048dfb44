"""Bodies that mandates name already become units, of which nothing more is recorded; runs twice safely."""

from django.db import migrations

FORWARDS = """
insert into public.organisations_unit (id) select distinct body from public.accounts_mandate on conflict do nothing;
"""


class Migration(migrations.Migration):
    dependencies = (("organisations", "0002_everybody_reads_administrators_write"),)
    operations = (migrations.RunSQL(FORWARDS, migrations.RunSQL.noop),)
