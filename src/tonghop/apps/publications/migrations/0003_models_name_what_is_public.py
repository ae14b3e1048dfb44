"""The models of the views, for Django alone: nothing is made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("publications", "0002_a_visitor_sees_no_row_of_the_office"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicFigure",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=80)),
                ("name", models.TextField()),
                ("unit", models.TextField()),
                ("kind", models.CharField(max_length=20)),
                ("value", models.TextField(null=True)),
                ("inexact", models.BooleanField()),
                ("low", models.TextField(null=True)),
                ("high", models.TextField(null=True)),
                ("estimated", models.TextField(null=True)),
                ("previous", models.TextField(null=True)),
                ("target", models.TextField(null=True)),
                ("reported_by", models.PositiveIntegerField()),
                ("nil", models.PositiveIntegerField()),
                ("missing", models.PositiveIntegerField()),
                ("excused", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "publications_figure",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublicRegime",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=20)),
                ("frequency", models.CharField(max_length=20)),
                ("due", models.CharField(max_length=20)),
                ("relation", models.CharField(max_length=20)),
            ],
            options={
                "db_table": "publications_regime",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublicReport",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("campaign", models.UUIDField(db_column="campaign_id")),
                ("title", models.TextField()),
                ("coordinator", models.TextField()),
                ("place", models.TextField()),
                ("directive", models.TextField()),
                ("cycle", models.CharField(max_length=20)),
                ("due_on", models.DateField()),
                ("number", models.PositiveIntegerField()),
                ("dated_on", models.DateField(null=True)),
                ("released_at", models.DateTimeField()),
                ("published_at", models.DateTimeField()),
                ("code", models.CharField(max_length=14)),
                ("record_sha256", models.CharField(max_length=64)),
                ("structure", models.CharField(max_length=40)),
                ("tool_version", models.CharField(max_length=200)),
                ("symbol", models.TextField()),
                ("signed_on", models.DateField(null=True)),
                ("due", models.PositiveIntegerField()),
                ("on_time", models.PositiveIntegerField()),
                ("late", models.PositiveIntegerField()),
                ("unknown_time", models.PositiveIntegerField()),
                ("missing", models.PositiveIntegerField()),
                ("excused", models.PositiveIntegerField()),
                ("gap_why", models.TextField()),
                ("restates", models.UUIDField(db_column="restates_id", null=True)),
                ("restates_why", models.TextField()),
            ],
            options={
                "db_table": "publications_report",
                "managed": False,
            },
        ),
    ]
