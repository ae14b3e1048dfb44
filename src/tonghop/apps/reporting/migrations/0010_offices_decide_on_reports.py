"""Offices decide on what bodies sent, level by level; rows know the body in between (policies: 0011)."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_who_stands_below_whom"),
        ("reporting", "0009_bodies_keep_their_reports_and_offices_read_them"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("approved", "Duyệt"), ("returned", "Trả lại"), ("ended", "Rút quyết định")],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=30)),
                ("why", models.TextField(blank=True)),
                (
                    "parts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                ("gap", models.TextField(blank=True)),
                ("symbol", models.CharField(blank=True, max_length=100)),
                ("dated_on", models.DateField(blank=True, null=True)),
                ("signer", models.CharField(blank=True, max_length=200)),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="duerow",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="duerow",
            name="update_update",
        ),
        migrations.AddField(
            model_name="duerow",
            name="above",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.unit",
            ),
        ),
        migrations.AddField(
            model_name="duerowevent",
            name="above",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.unit",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="decided",
            field=models.CharField(blank=True, max_length=10),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duerow",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_duerowevent" ("above_id", "annulled_at", "arrived_at", "bare_name", "code", "cycle_id", "due_on", "has_arrived", "id", "is_excused", "is_extended", "late_from", "level", "line", "name", "number", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_key", "unit_id") VALUES (NEW."above_id", NEW."annulled_at", NEW."arrived_at", NEW."bare_name", NEW."code", NEW."cycle_id", NEW."due_on", NEW."has_arrived", NEW."id", NEW."is_excused", NEW."is_extended", NEW."late_from", NEW."level", NEW."line", NEW."name", NEW."number", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sort_key", NEW."unit_id"); RETURN NULL;',
                    hash="918f95682405185db8113a80c6c581cd829c0026",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d1523",
                    table="reporting_duerow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duerow",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reporting_duerowevent" ("above_id", "annulled_at", "arrived_at", "bare_name", "code", "cycle_id", "due_on", "has_arrived", "id", "is_excused", "is_extended", "late_from", "level", "line", "name", "number", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_key", "unit_id") VALUES (NEW."above_id", NEW."annulled_at", NEW."arrived_at", NEW."bare_name", NEW."code", NEW."cycle_id", NEW."due_on", NEW."has_arrived", NEW."id", NEW."is_excused", NEW."is_extended", NEW."late_from", NEW."level", NEW."line", NEW."name", NEW."number", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sort_key", NEW."unit_id"); RETURN NULL;',
                    hash="ee12a119be52a2bd240ffda29e40e8f4d3355e2f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ae61",
                    table="reporting_duerow",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="decider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reporting.keptfile",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="reporting.revision"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["approved", "returned", "ended"])),
                name="a_decision_is_one_of_the_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict", "approved"), models.Q(("why", ""), _negated=True), _connector="OR"
                ),
                name="what_is_not_approved_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dated_on__isnull", True), ("signer", ""), ("symbol", "")),
                    models.Q(
                        models.Q(("symbol", ""), _negated=True),
                        ("dated_on__isnull", False),
                        models.Q(("signer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_signed_approval_says_which_paper",
            ),
        ),
    ]
