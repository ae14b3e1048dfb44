"""A table of the addresses under which pages were read before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (
        ("portal", "0006_the_office_in_two_languages"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    )
    operations = (
        migrations.CreateModel(
            name="OldAddress",
            fields=[
                ("path", models.CharField(max_length=500, primary_key=True, serialize=False)),
                ("kept_at", models.DateTimeField()),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                    ),
                ),
            ],
        ),
    )
