"""Campaigns close for a reason, and a figure that two campaigns ask for is asked once (policies: 0004)."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0004_withdrawals_are_remembered"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reporting", "0002_offices_keep_their_own_and_bodies_see_theirs"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedIndicator",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=80)),
                ("source_code", models.CharField(max_length=80)),
                ("linked_by", models.CharField(max_length=36)),
                ("linked_at", models.DateTimeField()),
                ("ended_by", models.CharField(blank=True, max_length=36)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SharedIndicatorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=80)),
                ("source_code", models.CharField(max_length=80)),
                ("linked_by", models.CharField(max_length=36)),
                ("linked_at", models.DateTimeField()),
                ("ended_by", models.CharField(blank=True, max_length=36)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="campaign",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="campaign",
            name="update_update",
        ),
        migrations.AddField(
            model_name="campaign",
            name="closed_by",
            field=models.CharField(blank=True, max_length=36),
        ),
        migrations.AddField(
            model_name="campaign",
            name="closed_why",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="closed_by",
            field=models.CharField(blank=True, max_length=36),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="closed_why",
            field=models.TextField(blank=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_campaignevent" ("closed_at", "closed_by", "closed_why", "directive_id", "id", "key", "made_at", "made_by", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."closed_at", NEW."closed_by", NEW."closed_why", NEW."directive_id", NEW."id", NEW."key", NEW."made_at", NEW."made_by", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="2029aa4f2249e2370c634512cf9cd8af315fd4ca",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e3870",
                    table="reporting_campaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reporting_campaignevent" ("closed_at", "closed_by", "closed_why", "directive_id", "id", "key", "made_at", "made_by", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."closed_at", NEW."closed_by", NEW."closed_why", NEW."directive_id", NEW."id", NEW."key", NEW."made_at", NEW."made_by", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="f83a12ad8cb2478277129a97a5df97bf76f19393",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7cac2",
                    table="reporting_campaign",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
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
                name="a_closed_campaign_says_by_whom_and_why",
            ),
        ),
        migrations.AddField(
            model_name="sharedindicator",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="taken", to="reporting.campaign"
            ),
        ),
        migrations.AddField(
            model_name="sharedindicator",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lent", to="reporting.campaign"
            ),
        ),
        migrations.AddField(
            model_name="sharedindicatorevent",
            name="campaign",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reporting.campaign",
            ),
        ),
        migrations.AddField(
            model_name="sharedindicatorevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="sharedindicatorevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reporting.sharedindicator",
            ),
        ),
        migrations.AddField(
            model_name="sharedindicatorevent",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reporting.campaign",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedindicator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("campaign", "code"),
                name="an_indicator_is_taken_from_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedindicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("campaign", models.F("source")), _negated=True),
                name="an_indicator_is_taken_from_another_campaign",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedindicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="who_ended_a_link_and_when_or_neither",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharedindicator",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_sharedindicatorevent" ("campaign_id", "code", "ended_at", "ended_by", "id", "linked_at", "linked_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_code", "source_id") VALUES (NEW."campaign_id", NEW."code", NEW."ended_at", NEW."ended_by", NEW."id", NEW."linked_at", NEW."linked_by", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_code", NEW."source_id"); RETURN NULL;',
                    hash="41cb454ca5dd92f6acc7a511fb910f2af19608af",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_63efd",
                    table="reporting_sharedindicator",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharedindicator",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reporting_sharedindicatorevent" ("campaign_id", "code", "ended_at", "ended_by", "id", "linked_at", "linked_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_code", "source_id") VALUES (NEW."campaign_id", NEW."code", NEW."ended_at", NEW."ended_by", NEW."id", NEW."linked_at", NEW."linked_by", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_code", NEW."source_id"); RETURN NULL;',
                    hash="22c970f6228ef7af3691c19361d79f699c23b318",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_07bc3",
                    table="reporting_sharedindicator",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharedindicatorevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="00279129dad4da22a98428d320a35c636e1b57ca",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b7bd6",
                    table="reporting_sharedindicatorevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
