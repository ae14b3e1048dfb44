"""Bodies hand in files of their own, and what is answered about layouts is remembered (policies: 0017)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_who_stands_below_whom"),
        ("reporting", "0014_difficulties_move_by_their_table"),
    ]

    operations = [
        migrations.CreateModel(
            name="RememberedAnswer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("key", models.TextField()),
                ("value", models.CharField(max_length=300)),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.campaign"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", ""), _negated=True), models.Q(("value", ""), _negated=True)
                        ),
                        name="an_answer_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("file_name", models.CharField(max_length=255)),
                ("size", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ đọc"),
                            ("reading", "Đang đọc"),
                            ("read", "Đã đọc, chờ đối chiếu"),
                            ("failed", "Không đọc được"),
                            ("taken", "Đã đưa vào báo cáo"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("outcome", models.BinaryField(default=bytes)),
                ("answers", models.JSONField(default=dict)),
                ("fault", models.TextField(blank=True)),
                ("uploaded_by", models.CharField(max_length=36)),
                ("uploaded_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("taken_by", models.CharField(blank=True, max_length=36)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("taken_version", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.keptfile"
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to="reporting.duerow",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("row", "file"), name="a_file_is_handed_in_once_for_a_report"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "reading", "read", "failed", "taken"])),
                        name="an_upload_has_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("fault", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_failed_upload_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taken_at__isnull", True), ("taken_by", ""), ("taken_version__isnull", True)
                            ),
                            models.Q(
                                ("taken_at__isnull", False),
                                ("taken_version__isnull", False),
                                models.Q(("taken_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="who_took_a_file_up_and_when_or_neither",
                    ),
                ],
            },
        ),
    ]
