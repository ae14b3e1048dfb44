"""Computations of cycles, follow-ups on values, composed words, and issued reports."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0007_who_stands_below_whom"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reporting", "0009_bodies_keep_their_reports_and_offices_read_them"),
    ]

    operations = [
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("indicator", models.CharField(max_length=80)),
                (
                    "bodies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=6, max_digits=24)),
                ("why", models.TextField()),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                ("ended_by", models.CharField(blank=True, max_length=36)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_why", models.TextField(blank=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="reporting.cycle",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AdjustmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("indicator", models.CharField(max_length=80)),
                (
                    "bodies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=6, max_digits=24)),
                ("why", models.TextField()),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                ("ended_by", models.CharField(blank=True, max_length=36)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_why", models.TextField(blank=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.cycle",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="consolidation.adjustment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("question", models.CharField(max_length=20)),
                ("message", models.TextField()),
                ("value", models.TextField()),
                ("why", models.TextField(blank=True)),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="reporting.cycle",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Composed",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("section", models.CharField(max_length=80)),
                ("version", models.PositiveIntegerField()),
                ("items", models.JSONField()),
                ("is_used", models.BooleanField(default=True)),
                ("changed_by", models.CharField(max_length=36)),
                ("changed_at", models.DateTimeField()),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="composed",
                        to="reporting.cycle",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ComposedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("section", models.CharField(max_length=80)),
                ("version", models.PositiveIntegerField()),
                ("items", models.JSONField()),
                ("is_used", models.BooleanField(default=True)),
                ("changed_by", models.CharField(max_length=36)),
                ("changed_at", models.DateTimeField()),
                (
                    "cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.cycle",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="consolidation.composed",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Computation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("structure", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang tính"),
                            ("made", "Đã tính"),
                            ("failed", "Không tính được"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_by", models.CharField(max_length=36)),
                ("asked_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("fault_vi", models.TextField(blank=True)),
                ("fault_en", models.TextField(blank=True)),
                ("tool_version", models.CharField(blank=True, max_length=200)),
                ("inputs", models.JSONField(default=dict)),
                ("head", models.JSONField(default=dict)),
                ("points", models.JSONField(default=dict)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="computations",
                        to="reporting.cycle",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ComputedSection",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("section", models.CharField(max_length=80)),
                ("title", models.TextField(blank=True)),
                ("items", models.JSONField()),
                (
                    "computation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="consolidation.computation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ComputedTotal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=80)),
                ("summary", models.JSONField()),
                ("addends", models.JSONField()),
                ("places", models.JSONField(blank=True, null=True)),
                (
                    "computation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="totals",
                        to="consolidation.computation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("indicator", models.CharField(max_length=80)),
                ("value", models.CharField(blank=True, max_length=100)),
                ("opened_by", models.CharField(max_length=36)),
                ("opened_at", models.DateTimeField()),
                (
                    "last_side",
                    models.CharField(
                        choices=[("office", "Cơ quan tổng hợp"), ("body", "Đơn vị báo cáo")], max_length=10
                    ),
                ),
                ("last_at", models.DateTimeField()),
                ("closed_by", models.CharField(blank=True, max_length=36)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_why", models.TextField(blank=True)),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
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
        ),
        migrations.CreateModel(
            name="FollowUpEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("indicator", models.CharField(max_length=80)),
                ("value", models.CharField(blank=True, max_length=100)),
                ("opened_by", models.CharField(max_length=36)),
                ("opened_at", models.DateTimeField()),
                (
                    "last_side",
                    models.CharField(
                        choices=[("office", "Cơ quan tổng hợp"), ("body", "Đơn vị báo cáo")], max_length=10
                    ),
                ),
                ("last_at", models.DateTimeField()),
                ("closed_by", models.CharField(blank=True, max_length=36)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_why", models.TextField(blank=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="consolidation.followup",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.duerow",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FollowUpMessage",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("office", "Cơ quan tổng hợp"), ("body", "Đơn vị báo cáo")], max_length=10
                    ),
                ),
                ("words", models.TextField()),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="consolidation.followup",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IssuedReport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("inputs", models.JSONField()),
                ("record_sha256", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=14)),
                ("dated_on", models.DateField(blank=True, null=True)),
                ("structure", models.CharField(max_length=40)),
                ("rules_version", models.PositiveIntegerField()),
                ("tool_version", models.CharField(max_length=200)),
                ("due", models.PositiveIntegerField()),
                ("received", models.PositiveIntegerField()),
                ("missing", models.JSONField(default=list)),
                ("gap_why", models.TextField(blank=True)),
                ("restates_why", models.TextField(blank=True)),
                (
                    "authors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=36), size=None
                    ),
                ),
                ("prepared_by", models.CharField(max_length=36)),
                ("prepared_at", models.DateTimeField()),
                ("released_by", models.CharField(blank=True, max_length=36)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_by", models.CharField(blank=True, max_length=36)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_why", models.TextField(blank=True)),
                ("released_for_publication_by", models.CharField(blank=True, max_length=36)),
                ("released_for_publication_at", models.DateTimeField(blank=True, null=True)),
                (
                    "computation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="consolidation.computation",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="reporting.cycle",
                    ),
                ),
                (
                    "restates",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restated_by",
                        to="consolidation.issuedreport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IssuedReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("inputs", models.JSONField()),
                ("record_sha256", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=14)),
                ("dated_on", models.DateField(blank=True, null=True)),
                ("structure", models.CharField(max_length=40)),
                ("rules_version", models.PositiveIntegerField()),
                ("tool_version", models.CharField(max_length=200)),
                ("due", models.PositiveIntegerField()),
                ("received", models.PositiveIntegerField()),
                ("missing", models.JSONField(default=list)),
                ("gap_why", models.TextField(blank=True)),
                ("restates_why", models.TextField(blank=True)),
                (
                    "authors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=36), size=None
                    ),
                ),
                ("prepared_by", models.CharField(max_length=36)),
                ("prepared_at", models.DateTimeField()),
                ("released_by", models.CharField(blank=True, max_length=36)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_by", models.CharField(blank=True, max_length=36)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_why", models.TextField(blank=True)),
                ("released_for_publication_by", models.CharField(blank=True, max_length=36)),
                ("released_for_publication_at", models.DateTimeField(blank=True, null=True)),
                (
                    "computation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="consolidation.computation",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.cycle",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="consolidation.issuedreport",
                    ),
                ),
                (
                    "restates",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="consolidation.issuedreport",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KeptDocument",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="a_kept_document_is_named_by_its_hash",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuedFile",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="consolidation.issuedreport",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consolidation.keptdocument",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="computation",
            name="record",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="consolidation.keptdocument",
            ),
        ),
        migrations.CreateModel(
            name="SignedOriginal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("symbol", models.CharField(max_length=100)),
                ("dated_on", models.DateField()),
                ("signer", models.CharField(max_length=200)),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("entered_by", models.CharField(max_length=36)),
                ("entered_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consolidation.keptdocument",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals",
                        to="consolidation.issuedreport",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gt", 0), ("bodies__len__gte", 2), models.Q(("why", ""), _negated=True)
                ),
                name="an_adjustment_takes_something_off_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by", ""), ("ended_why", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        models.Q(("ended_by", ""), _negated=True),
                        models.Q(("ended_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_ended_adjustment_says_by_whom_and_why",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "consolidation_adjustmentevent" ("amount", "at", "bodies", "by", "cycle_id", "ended_at", "ended_by", "ended_why", "id", "indicator", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (NEW."amount", NEW."at", NEW."bodies", NEW."by", NEW."cycle_id", NEW."ended_at", NEW."ended_by", NEW."ended_why", NEW."id", NEW."indicator", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."why"); RETURN NULL;',
                    hash="e5465ab52451d873ddf4379f77857bd2ff1b80e0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_21f1e",
                    table="consolidation_adjustment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "consolidation_adjustmentevent" ("amount", "at", "bodies", "by", "cycle_id", "ended_at", "ended_by", "ended_why", "id", "indicator", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (NEW."amount", NEW."at", NEW."bodies", NEW."by", NEW."cycle_id", NEW."ended_at", NEW."ended_by", NEW."ended_why", NEW."id", NEW."indicator", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."why"); RETURN NULL;',
                    hash="fa889b124bc2ad1b39970d1dc71d2dc061362f5d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1a0d1",
                    table="consolidation_adjustment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1423db2387549dd7901f15ea95235e773784da2f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2d45e",
                    table="consolidation_adjustmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", ""), _negated=True), name="an_answer_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="composed",
            constraint=models.UniqueConstraint(
                fields=("cycle", "section"), name="a_section_is_composed_in_one_place"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="composed",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "consolidation_composedevent" ("changed_at", "changed_by", "cycle_id", "id", "is_used", "items", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "version") VALUES (NEW."changed_at", NEW."changed_by", NEW."cycle_id", NEW."id", NEW."is_used", NEW."items", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."section", NEW."version"); RETURN NULL;',
                    hash="43b21ebcf241adf84c5a952249a6eaba5c8acae2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a5520",
                    table="consolidation_composed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="composed",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "consolidation_composedevent" ("changed_at", "changed_by", "cycle_id", "id", "is_used", "items", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "version") VALUES (NEW."changed_at", NEW."changed_by", NEW."cycle_id", NEW."id", NEW."is_used", NEW."items", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."section", NEW."version"); RETURN NULL;',
                    hash="15aa9deff4023466585683b78e160a0b4b035441",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_135ec",
                    table="consolidation_composed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="composedevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fd4539578f163856e1ee349194e2dc3e324333f4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_22685",
                    table="consolidation_composedevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="computedsection",
            constraint=models.UniqueConstraint(
                fields=("computation", "section"), name="a_section_is_gathered_once_in_a_computation"
            ),
        ),
        migrations.AddConstraint(
            model_name="computedtotal",
            constraint=models.UniqueConstraint(
                fields=("computation", "code"), name="an_indicator_is_computed_once_in_a_computation"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("row", "indicator"),
                name="a_value_has_one_open_follow_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_side__in", ["office", "body"])), name="a_follow_up_has_two_sides"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by", ""), ("closed_why", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        models.Q(("closed_by", ""), _negated=True),
                        models.Q(("closed_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_closed_follow_up_says_by_whom_and_with_what_result",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "consolidation_followupevent" ("closed_at", "closed_by", "closed_why", "id", "indicator", "last_at", "last_side", "office", "opened_at", "opened_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_id", "unit_id", "value") VALUES (NEW."closed_at", NEW."closed_by", NEW."closed_why", NEW."id", NEW."indicator", NEW."last_at", NEW."last_side", NEW."office", NEW."opened_at", NEW."opened_by", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row_id", NEW."unit_id", NEW."value"); RETURN NULL;',
                    hash="70551f9dc896ff1bcace761b8164926df9189e68",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e93cb",
                    table="consolidation_followup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "consolidation_followupevent" ("closed_at", "closed_by", "closed_why", "id", "indicator", "last_at", "last_side", "office", "opened_at", "opened_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_id", "unit_id", "value") VALUES (NEW."closed_at", NEW."closed_by", NEW."closed_why", NEW."id", NEW."indicator", NEW."last_at", NEW."last_side", NEW."office", NEW."opened_at", NEW."opened_by", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row_id", NEW."unit_id", NEW."value"); RETURN NULL;',
                    hash="c3f57e1d576415d740f7d1c56d43448f73663f2d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_86308",
                    table="consolidation_followup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0e38eda59a5eddfe183651b32454b633c58f23bb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ce0b6",
                    table="consolidation_followupevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="followupmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["office", "body"]), models.Q(("words", ""), _negated=True)),
                name="a_message_says_something_for_a_side",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedreport",
            constraint=models.UniqueConstraint(
                fields=("cycle", "number"), name="a_cycles_issues_are_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("released_by", models.F("prepared_by")), _negated=True),
                name="who_prepared_a_report_never_releases_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("given_up_at__isnull", True)),
                fields=("restates",),
                name="an_issue_is_restated_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_at__isnull", True), ("released_by", "")),
                    models.Q(("released_at__isnull", False), models.Q(("released_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="who_released_and_when_or_neither",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("given_up_at__isnull", True), ("given_up_by", ""), ("given_up_why", "")),
                    models.Q(
                        ("given_up_at__isnull", False),
                        models.Q(("given_up_by", ""), _negated=True),
                        models.Q(("given_up_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="who_gave_up_an_issue_and_why_or_neither",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_at__isnull", True), ("given_up_at__isnull", True), _connector="OR"
                ),
                name="what_is_released_is_not_given_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("released_for_publication_at__isnull", True), ("released_for_publication_by", "")
                    ),
                    models.Q(
                        ("released_at__isnull", False),
                        ("released_for_publication_at__isnull", False),
                        models.Q(("released_for_publication_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="only_what_is_released_may_be_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("restates__isnull", True), ("restates_why", "")),
                    models.Q(("restates__isnull", False), models.Q(("restates_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_restatement_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("received__lte", models.F("due"))),
                name="no_more_have_reported_than_are_due",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issuedreport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "consolidation_issuedreportevent" ("authors", "code", "computation_id", "cycle_id", "dated_on", "due", "gap_why", "given_up_at", "given_up_by", "given_up_why", "id", "inputs", "missing", "number", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_at", "prepared_by", "received", "record_sha256", "released_at", "released_by", "released_for_publication_at", "released_for_publication_by", "restates_id", "restates_why", "rules_version", "structure", "tool_version") VALUES (NEW."authors", NEW."code", NEW."computation_id", NEW."cycle_id", NEW."dated_on", NEW."due", NEW."gap_why", NEW."given_up_at", NEW."given_up_by", NEW."given_up_why", NEW."id", NEW."inputs", NEW."missing", NEW."number", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prepared_at", NEW."prepared_by", NEW."received", NEW."record_sha256", NEW."released_at", NEW."released_by", NEW."released_for_publication_at", NEW."released_for_publication_by", NEW."restates_id", NEW."restates_why", NEW."rules_version", NEW."structure", NEW."tool_version"); RETURN NULL;',
                    hash="76b5b778e713985ae79e22a4237b3ff07b7f03c3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9b842",
                    table="consolidation_issuedreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issuedreport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "consolidation_issuedreportevent" ("authors", "code", "computation_id", "cycle_id", "dated_on", "due", "gap_why", "given_up_at", "given_up_by", "given_up_why", "id", "inputs", "missing", "number", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_at", "prepared_by", "received", "record_sha256", "released_at", "released_by", "released_for_publication_at", "released_for_publication_by", "restates_id", "restates_why", "rules_version", "structure", "tool_version") VALUES (NEW."authors", NEW."code", NEW."computation_id", NEW."cycle_id", NEW."dated_on", NEW."due", NEW."gap_why", NEW."given_up_at", NEW."given_up_by", NEW."given_up_why", NEW."id", NEW."inputs", NEW."missing", NEW."number", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prepared_at", NEW."prepared_by", NEW."received", NEW."record_sha256", NEW."released_at", NEW."released_by", NEW."released_for_publication_at", NEW."released_for_publication_by", NEW."restates_id", NEW."restates_why", NEW."rules_version", NEW."structure", NEW."tool_version"); RETURN NULL;',
                    hash="073dec0090bc2056822002674ec99454413ad906",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_171c1",
                    table="consolidation_issuedreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issuedreportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8789690c57ac91abf09a0d8660c8468ba6c45886",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4d621",
                    table="consolidation_issuedreportevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedfile",
            constraint=models.UniqueConstraint(
                fields=("issue", "name"), name="an_issue_has_a_file_of_a_name_once"
            ),
        ),
        migrations.AddIndex(
            model_name="computation",
            index=models.Index(fields=["cycle", "state", "-asked_at"], name="newest_computation_of_cycle"),
        ),
        migrations.AddConstraint(
            model_name="computation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "made", "failed"])),
                name="a_computation_has_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="computation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "made"), _negated=True),
                    models.Q(
                        ("made_at__isnull", False),
                        ("record__isnull", False),
                        models.Q(("tool_version", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="what_is_computed_has_its_record",
            ),
        ),
        migrations.AddConstraint(
            model_name="computation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), _negated=True),
                    models.Q(("fault_vi", ""), _negated=True),
                    _connector="OR",
                ),
                name="what_failed_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="signedoriginal",
            constraint=models.UniqueConstraint(
                fields=("issue", "number"), name="an_issues_originals_are_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signedoriginal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("symbol", ""), _negated=True), models.Q(("signer", ""), _negated=True)
                ),
                name="an_original_says_its_symbol_and_signer",
            ),
        ),
    ]
