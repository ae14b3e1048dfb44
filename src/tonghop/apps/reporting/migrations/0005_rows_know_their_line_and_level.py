"""Rows of a due list keep line, level and the keys of their name, as on the day of opening."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0004_offices_share_figures_and_closed_campaigns_stay_closed"),
    ]

    operations = [
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
            name="bare_name",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="duerow",
            name="level",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="duerow",
            name="line",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="duerow",
            name="sort_key",
            field=models.TextField(db_collation="C", default=""),
        ),
        migrations.AddField(
            model_name="duerowevent",
            name="bare_name",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="duerowevent",
            name="level",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="duerowevent",
            name="line",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="duerowevent",
            name="sort_key",
            field=models.TextField(db_collation="C", default=""),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duerow",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_duerowevent" ("annulled_at", "arrived_at", "bare_name", "code", "cycle_id", "due_on", "has_arrived", "id", "is_excused", "is_extended", "late_from", "level", "line", "name", "number", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_key", "unit_id") VALUES (NEW."annulled_at", NEW."arrived_at", NEW."bare_name", NEW."code", NEW."cycle_id", NEW."due_on", NEW."has_arrived", NEW."id", NEW."is_excused", NEW."is_extended", NEW."late_from", NEW."level", NEW."line", NEW."name", NEW."number", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sort_key", NEW."unit_id"); RETURN NULL;',
                    hash="daaf77a0d258abc27f65a79af24c61a83f69a535",
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
                    func='INSERT INTO "reporting_duerowevent" ("annulled_at", "arrived_at", "bare_name", "code", "cycle_id", "due_on", "has_arrived", "id", "is_excused", "is_extended", "late_from", "level", "line", "name", "number", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_key", "unit_id") VALUES (NEW."annulled_at", NEW."arrived_at", NEW."bare_name", NEW."code", NEW."cycle_id", NEW."due_on", NEW."has_arrived", NEW."id", NEW."is_excused", NEW."is_extended", NEW."late_from", NEW."level", NEW."line", NEW."name", NEW."number", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sort_key", NEW."unit_id"); RETURN NULL;',
                    hash="2b98c49f0decb23f8b3070fe1df50a33cb33861d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ae61",
                    table="reporting_duerow",
                    when="AFTER",
                ),
            ),
        ),
    ]
