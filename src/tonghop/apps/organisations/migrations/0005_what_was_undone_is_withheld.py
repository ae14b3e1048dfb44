"""Reorganisations that were taken back are remembered, so that loading the country leaves them alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("organisations", "0004_a_mandate_is_for_a_unit"),)
    operations = (
        migrations.CreateModel(
            name="Withheld",
            fields=[
                ("event", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("why", models.TextField(blank=True)),
                ("undone_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("event", ""), _negated=True), name="what_is_withheld_has_an_id"
                    )
                ],
            },
        ),
    )
