"""Bodies that assignments name already become units, of which nothing more is recorded; runs twice safely."""

from django.db import migrations

FORWARDS = """
insert into public.organisations_unit (id) select distinct body from public.directives_assignment on conflict do nothing;
"""


class Migration(migrations.Migration):
    dependencies = (
        ("directives", "0004_withdrawals_are_remembered"),
        ("organisations", "0004_a_mandate_is_for_a_unit"),
    )
    operations = (migrations.RunSQL(FORWARDS, migrations.RunSQL.noop),)
