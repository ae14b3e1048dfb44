"""Campaigns with their versions and bodies, cycles, and the due list with what happens to its rows.

Written by Django.
"""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directives", "0004_withdrawals_are_remembered"),
        ("organisations", "0004_a_mandate_is_for_a_unit"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=80)),
                ("title", models.TextField()),
                ("made_by", models.CharField(max_length=36)),
                ("made_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "directive",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="directives.directive",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CampaignBody",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=80)),
                ("confirmed_by", models.CharField(blank=True, max_length=36)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="reporting.campaign",
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
            name="CampaignBodyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=80)),
                ("confirmed_by", models.CharField(blank=True, max_length=36)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.campaign",
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
                        to="reporting.campaignbody",
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
            name="CampaignEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=80)),
                ("title", models.TextField()),
                ("made_by", models.CharField(max_length=36)),
                ("made_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "directive",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directives.directive",
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
                        to="reporting.campaign",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CampaignVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("content", models.TextField()),
                ("note", models.TextField(blank=True)),
                ("made_by", models.CharField(max_length=36)),
                ("made_at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="reporting.campaign",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Cycle",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("code", models.CharField(max_length=20)),
                (
                    "asked",
                    models.CharField(
                        choices=[("report", "Báo cáo"), ("plan", "Kế hoạch")], default="report", max_length=10
                    ),
                ),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField()),
                ("late_from", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("opened_by", models.CharField(blank=True, max_length=36)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="reporting.campaign",
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans_owed",
                        to="directives.obligation",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="reporting.campaignversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CycleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("code", models.CharField(max_length=20)),
                (
                    "asked",
                    models.CharField(
                        choices=[("report", "Báo cáo"), ("plan", "Kế hoạch")], default="report", max_length=10
                    ),
                ),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField()),
                ("late_from", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("opened_by", models.CharField(blank=True, max_length=36)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.campaign",
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directives.obligation",
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
                        to="reporting.cycle",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.campaignversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DueRow",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=80)),
                ("name", models.TextField()),
                ("due_on", models.DateField()),
                ("late_from", models.DateTimeField()),
                ("has_arrived", models.BooleanField(default=False)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                ("is_excused", models.BooleanField(default=False)),
                ("is_extended", models.BooleanField(default=False)),
                ("annulled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(annulled_at__isnull=False, then=models.Value("annulled")),
                            models.When(
                                arrived_at__isnull=True, has_arrived=True, then=models.Value("unknown_time")
                            ),
                            models.When(
                                arrived_at__gte=models.F("late_from"),
                                has_arrived=True,
                                then=models.Value("late"),
                            ),
                            models.When(has_arrived=True, then=models.Value("on_time")),
                            models.When(is_excused=True, then=models.Value("excused")),
                            default=models.Value("missing"),
                        ),
                        output_field=models.CharField(max_length=12),
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="reporting.cycle"
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
        ),
        migrations.CreateModel(
            name="DueRowEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=80)),
                ("name", models.TextField()),
                ("due_on", models.DateField()),
                ("late_from", models.DateTimeField()),
                ("has_arrived", models.BooleanField(default=False)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                ("is_excused", models.BooleanField(default=False)),
                ("is_extended", models.BooleanField(default=False)),
                ("annulled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(annulled_at__isnull=False, then=models.Value("annulled")),
                            models.When(
                                arrived_at__isnull=True, has_arrived=True, then=models.Value("unknown_time")
                            ),
                            models.When(
                                arrived_at__gte=models.F("late_from"),
                                has_arrived=True,
                                then=models.Value("late"),
                            ),
                            models.When(has_arrived=True, then=models.Value("on_time")),
                            models.When(is_excused=True, then=models.Value("excused")),
                            default=models.Value("missing"),
                        ),
                        output_field=models.CharField(max_length=12),
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
                        to="reporting.duerow",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
            name="RowEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("extension", "Gia hạn"),
                            ("excuse", "Miễn báo cáo"),
                            ("excuse-ended", "Thôi miễn"),
                            ("annulment", "Hủy dòng"),
                            ("annulment-ended", "Khôi phục dòng"),
                            ("arrival", "Báo cáo đến"),
                            ("arrival-taken-back", "Rút ghi nhận báo cáo đến"),
                        ],
                        max_length=20,
                    ),
                ),
                ("why", models.TextField(blank=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("late_from", models.DateTimeField(blank=True, null=True)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                ("happened_at", models.DateTimeField()),
                ("by", models.CharField(max_length=36)),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="reporting.duerow",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                fields=("office", "key"), name="an_offices_campaigns_have_distinct_keys"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("office", ""), _negated=True), models.Q(("title", ""), _negated=True)
                ),
                name="a_campaign_is_somebodys",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_campaignevent" ("closed_at", "directive_id", "id", "key", "made_at", "made_by", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."closed_at", NEW."directive_id", NEW."id", NEW."key", NEW."made_at", NEW."made_by", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="5a3e666faaf87627d08e2f3738e052ba1884f2bf",
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
                    func='INSERT INTO "reporting_campaignevent" ("closed_at", "directive_id", "id", "key", "made_at", "made_by", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."closed_at", NEW."directive_id", NEW."id", NEW."key", NEW."made_at", NEW."made_by", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="47efb2c38544b1aab0c79b42a18f180124fa6df3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7cac2",
                    table="reporting_campaign",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="campaignbody",
            constraint=models.UniqueConstraint(
                fields=("campaign", "code"), name="a_body_of_a_campaign_is_one_unit"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaignbody",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_campaignbodyevent" ("campaign_id", "code", "confirmed_by", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."campaign_id", NEW."code", NEW."confirmed_by", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit_id"); RETURN NULL;',
                    hash="39b5362dcb5903553f8d2ee8ae85ff46f22ed94e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_05360",
                    table="reporting_campaignbody",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaignbody",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reporting_campaignbodyevent" ("campaign_id", "code", "confirmed_by", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."campaign_id", NEW."code", NEW."confirmed_by", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit_id"); RETURN NULL;',
                    hash="dea470a4dd00b674cd77c0e0d38b63f17bae437c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_24dd7",
                    table="reporting_campaignbody",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaignbodyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="79b12fa912362612a957389207c2aa0279d1b9c8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fe99a",
                    table="reporting_campaignbodyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaignevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="64e90706866d0782afb4e955e4bbbefaadc34f69",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d5fb1",
                    table="reporting_campaignevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="campaignversion",
            constraint=models.UniqueConstraint(
                fields=("campaign", "number"), name="a_campaigns_versions_are_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.UniqueConstraint(
                fields=("campaign", "code", "asked"), name="a_campaign_has_one_cycle_of_a_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked__in", ["report", "plan"])), name="a_cycle_asks_for_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opened_at__isnull", True), ("opened_by", ""), ("version__isnull", True)),
                    models.Q(
                        ("opened_at__isnull", False),
                        ("version__isnull", False),
                        models.Q(("opened_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_open_cycle_says_by_whom_and_by_which_version",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cycle",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_cycleevent" ("asked", "campaign_id", "code", "due_on", "id", "late_from", "obligation_id", "office", "opened_at", "opened_by", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."asked", NEW."campaign_id", NEW."code", NEW."due_on", NEW."id", NEW."late_from", NEW."obligation_id", NEW."office", NEW."opened_at", NEW."opened_by", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version_id"); RETURN NULL;',
                    hash="3da2d718e4bf6c8d8bb980f4a92cdf45ba300ebb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2323b",
                    table="reporting_cycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cycle",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reporting_cycleevent" ("asked", "campaign_id", "code", "due_on", "id", "late_from", "obligation_id", "office", "opened_at", "opened_by", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."asked", NEW."campaign_id", NEW."code", NEW."due_on", NEW."id", NEW."late_from", NEW."obligation_id", NEW."office", NEW."opened_at", NEW."opened_by", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version_id"); RETURN NULL;',
                    hash="8c1997c5be6a12802d331d7c378b6208d9c8443e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a9f42",
                    table="reporting_cycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cycleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f58757411db70bdbbe1518cc1e40acbaadff0eae",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_51ca4",
                    table="reporting_cycleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="duerow",
            index=models.Index(fields=["cycle", "state"], name="rows_of_a_cycle_by_state"),
        ),
        migrations.AddIndex(
            model_name="duerow",
            index=models.Index(fields=["unit"], name="rows_of_a_unit"),
        ),
        migrations.AddConstraint(
            model_name="duerow",
            constraint=models.UniqueConstraint(fields=("cycle", "code"), name="a_body_owes_once_in_a_cycle"),
        ),
        migrations.AddConstraint(
            model_name="duerow",
            constraint=models.CheckConstraint(
                condition=models.Q(("has_arrived", True), ("arrived_at__isnull", True), _connector="OR"),
                name="what_has_an_instant_has_arrived",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duerow",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_duerowevent" ("annulled_at", "arrived_at", "code", "cycle_id", "due_on", "has_arrived", "id", "is_excused", "is_extended", "late_from", "name", "number", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."annulled_at", NEW."arrived_at", NEW."code", NEW."cycle_id", NEW."due_on", NEW."has_arrived", NEW."id", NEW."is_excused", NEW."is_extended", NEW."late_from", NEW."name", NEW."number", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit_id"); RETURN NULL;',
                    hash="83de372619bd549f2dcdf460035f8648df7ca448",
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
                    func='INSERT INTO "reporting_duerowevent" ("annulled_at", "arrived_at", "code", "cycle_id", "due_on", "has_arrived", "id", "is_excused", "is_extended", "late_from", "name", "number", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."annulled_at", NEW."arrived_at", NEW."code", NEW."cycle_id", NEW."due_on", NEW."has_arrived", NEW."id", NEW."is_excused", NEW."is_extended", NEW."late_from", NEW."name", NEW."number", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit_id"); RETURN NULL;',
                    hash="6ad81d751b12c2959acf124175f168f56319a99a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ae61",
                    table="reporting_duerow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duerowevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="47c4a9a16f04e2a25a1cb70e6267d72066c5ddda",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e86b6",
                    table="reporting_duerowevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rowevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "extension",
                            "excuse",
                            "excuse-ended",
                            "annulment",
                            "annulment-ended",
                            "arrival",
                            "arrival-taken-back",
                        ],
                    )
                ),
                name="a_row_has_known_happenings",
            ),
        ),
        migrations.AddConstraint(
            model_name="rowevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "arrival"), models.Q(("why", ""), _negated=True), _connector="OR"
                ),
                name="what_happens_to_a_row_has_a_reason",
            ),
        ),
    ]
