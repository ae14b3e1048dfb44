"""Offices put in what was mailed to them: deliveries, files, what they were read into (policies: 0019)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0017_bodies_keep_their_files_to_themselves"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inbox",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ đọc"),
                            ("reading", "Đang đọc"),
                            ("read", "Đã đọc"),
                            ("stopped", "Đã dừng"),
                            ("failed", "Bị lỗi khi đọc"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("count", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inboxes",
                        to="reporting.cycle",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("name", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField(null=True)),
                ("is_read", models.BooleanField(default=False)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.cycle"
                    ),
                ),
                (
                    "inbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="reporting.inbox",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InboxAnswer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("question", models.CharField(max_length=100)),
                ("value", models.TextField(blank=True)),
                ("figures", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True)),
                ("remembered", models.JSONField(default=list)),
                ("message", models.TextField(blank=True)),
                ("file", models.TextField(blank=True)),
                ("choices", models.JSONField(default=list)),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.campaign"
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.cycle"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InboxFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("name", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("reading", models.PositiveIntegerField(default=1)),
                ("plan_key", models.CharField(blank=True, max_length=64)),
                ("symbols", models.TextField(blank=True)),
                ("read_at", models.DateTimeField()),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.cycle"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="reporting.delivery",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.keptfile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InboxResult",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("reading", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("body", models.CharField(blank=True, max_length=80)),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("refusal", models.CharField(blank=True, max_length=60)),
                ("content", models.BinaryField()),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.cycle"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="reporting.inboxfile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IncomingList",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("faults", models.JSONField(default=list)),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incoming_lists",
                        to="reporting.cycle",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ListedDocument",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("incoming_number", models.CharField(blank=True, max_length=60)),
                ("came_at", models.DateTimeField()),
                ("has_hour", models.BooleanField()),
                ("symbol", models.CharField(blank=True, max_length=100)),
                ("dated_on", models.DateField(blank=True, null=True)),
                ("sender", models.TextField(blank=True)),
                ("subject", models.TextField(blank=True)),
                ("file_name", models.TextField(blank=True)),
                ("is_left_out", models.BooleanField(default=False)),
                ("matched_by", models.CharField(blank=True, max_length=36)),
                ("matched_at", models.DateTimeField(blank=True, null=True)),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="reporting.incominglist",
                    ),
                ),
                (
                    "matched",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listed",
                        to="reporting.inboxfile",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="inbox",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "reading", "read", "stopped", "failed"])),
                name="an_inbox_is_in_a_known_state",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["cycle", "sha256"], name="deliveries_by_their_bytes"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("cycle", "name"), name="what_is_put_in_has_a_name_of_its_own"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_read", False), ("content__isnull", True), _connector="OR"),
                name="what_was_read_lies_here_no_longer",
            ),
        ),
        migrations.AddIndex(
            model_name="inboxanswer",
            index=models.Index(fields=["campaign"], name="answers_of_a_campaign"),
        ),
        migrations.AddIndex(
            model_name="inboxfile",
            index=models.Index(fields=["cycle"], name="files_of_a_cycle"),
        ),
        migrations.AddConstraint(
            model_name="inboxfile",
            constraint=models.UniqueConstraint(
                fields=("delivery", "number"), name="the_files_of_a_delivery_are_numbered_once"
            ),
        ),
        migrations.AddIndex(
            model_name="inboxresult",
            index=models.Index(fields=["cycle"], name="results_of_a_cycle"),
        ),
        migrations.AddConstraint(
            model_name="inboxresult",
            constraint=models.UniqueConstraint(
                fields=("file", "reading", "number"), name="the_results_of_a_reading_are_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="incominglist",
            constraint=models.UniqueConstraint(
                fields=("cycle", "sha256"), name="a_list_is_put_in_once_a_cycle"
            ),
        ),
        migrations.AddConstraint(
            model_name="listeddocument",
            constraint=models.UniqueConstraint(
                fields=("list", "number"), name="a_line_of_a_list_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="listeddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("matched__isnull", True), ("is_left_out", False), _connector="OR"),
                name="a_line_is_a_file_or_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="listeddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("is_left_out", False),
                        ("matched__isnull", True),
                        ("matched_at__isnull", True),
                        ("matched_by", ""),
                    ),
                    models.Q(models.Q(("matched_by", ""), _negated=True), ("matched_at__isnull", False)),
                    _connector="OR",
                ),
                name="who_matched_a_line_and_when_or_neither",
            ),
        ),
    ]
