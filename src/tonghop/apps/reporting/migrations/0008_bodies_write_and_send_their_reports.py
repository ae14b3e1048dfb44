"""Bodies write reports: drafts with every change, revisions with receipts, files beside (policies: 0009)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_who_stands_below_whom"),
        ("reporting", "0007_offices_remind_people_keep_calendars_bodies_file_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptReply",
            fields=[
                ("key", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("person", models.CharField(max_length=36)),
                ("request_sha256", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("answer", models.JSONField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="submission",
                        serialize=False,
                        to="reporting.duerow",
                    ),
                ),
                ("office", models.CharField(max_length=100)),
                ("version", models.PositiveIntegerField(default=0)),
                ("content", models.JSONField(default=dict)),
                ("sources", models.JSONField(default=dict)),
                ("is_complete", models.BooleanField(default=False)),
                ("revisions", models.PositiveIntegerField(default=0)),
                ("sent_version", models.PositiveIntegerField(blank=True, null=True)),
                ("begun_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=36)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("base_version", models.PositiveIntegerField()),
                ("fields", models.JSONField()),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                ("settled_by", models.CharField(blank=True, max_length=36)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="set_aside",
                        to="reporting.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("sources", models.JSONField(default=dict)),
                ("entries", models.JSONField()),
                ("evidence", models.JSONField(default=list)),
                ("sha256", models.CharField(max_length=64)),
                ("receipt", models.CharField(max_length=30, unique=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("web", "Nhập trên mạng"),
                            ("file", "Từ tệp của đơn vị"),
                            ("office", "Cơ quan tổng hợp nhập từ tệp"),
                            ("ledger", "Từ sổ của đơn vị"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sent_by", models.CharField(max_length=36)),
                ("sent_at", models.DateTimeField()),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent",
                        to="reporting.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("file_name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("caption", models.CharField(blank=True, max_length=300)),
                ("added_by", models.CharField(max_length=36)),
                ("added_at", models.DateTimeField()),
                ("removed_by", models.CharField(blank=True, max_length=36)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.keptfile"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="reporting.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField()),
                ("fields", models.JSONField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("web", "Nhập trên mạng"),
                            ("file", "Từ tệp của đơn vị"),
                            ("office", "Cơ quan tổng hợp nhập từ tệp"),
                            ("ledger", "Từ sổ của đơn vị"),
                        ],
                        max_length=10,
                    ),
                ),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
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
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="reporting.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignedPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("symbol", models.CharField(max_length=100)),
                ("dated_on", models.DateField()),
                ("signer", models.CharField(max_length=200)),
                ("file_name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("entered_by", models.CharField(max_length=36)),
                ("entered_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.keptfile"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="reporting.revision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "number"), name="a_revisions_papers_are_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("symbol", ""), _negated=True), models.Q(("signer", ""), _negated=True)
                        ),
                        name="a_paper_says_which_it_is",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revisions", 0), ("sent_version__isnull", True)),
                    models.Q(
                        ("revisions__gt", 0),
                        ("sent_version__isnull", False),
                        ("sent_version__lte", models.F("version")),
                    ),
                    _connector="OR",
                ),
                name="what_was_sent_is_a_version_of_the_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="setaside",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("settled_by", "")),
                    models.Q(("settled_at__isnull", False), models.Q(("settled_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="who_settled_a_text_and_when_or_neither",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("submission", "number"), name="a_reports_revisions_are_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                name="a_revision_is_known_by_its_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["web", "file", "office", "ledger"])),
                name="a_revision_comes_a_known_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("submission", "file"),
                name="a_file_stands_once_beside_a_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at__isnull", True), ("removed_by", "")),
                    models.Q(("removed_at__isnull", False), models.Q(("removed_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="who_removed_a_file_and_when_or_neither",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                fields=("submission", "version"), name="a_drafts_changes_are_a_chain"
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["web", "file", "office", "ledger"])),
                name="a_change_comes_a_known_way",
            ),
        ),
    ]
