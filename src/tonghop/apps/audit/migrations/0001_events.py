"""The table of events. Written by Django."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundations", "0004_vietnamese_is_searched"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("previous_hash", models.CharField(max_length=64, unique=True)),
                ("recorded_at", models.DateTimeField()),
                ("content", models.TextField()),
                ("hash", models.CharField(max_length=64, unique=True)),
                (
                    "kind",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("content"),
                            output_field=models.TextField(),
                            template="((%(expressions)s)::jsonb ->> 'kind')",
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "actor",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("content"),
                            output_field=models.TextField(),
                            template="((%(expressions)s)::jsonb ->> 'actor')",
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "subject",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("content"),
                            output_field=models.TextField(),
                            template="((%(expressions)s)::jsonb ->> 'subject')",
                        ),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "ordering": ("sequence",),
                "indexes": [
                    models.Index(fields=["subject"], name="audit_event_subject_306e9b_idx"),
                    models.Index(fields=["actor"], name="audit_event_actor_da76dd_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actor__isnull", False), ("kind__isnull", False), ("subject__isnull", False)
                        ),
                        name="an_event_says_who_did_what_to_what",
                    )
                ],
            },
        ),
    ]
