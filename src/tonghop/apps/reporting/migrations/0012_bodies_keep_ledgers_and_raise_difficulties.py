"""The ledgers of bodies' outputs, what indicators count of them, and difficulties with their steps."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0011_a_sub_task_stays_below_its_giver"),
        ("organisations", "0007_who_stands_below_whom"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reporting", "0011_approvers_read_and_decisions_stay"),
    ]

    operations = [
        migrations.CreateModel(
            name="Difficulty",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("matter", models.CharField(max_length=12)),
                ("words", models.TextField()),
                ("indicator", models.CharField(blank=True, max_length=80)),
                ("state", models.CharField(max_length=12)),
                ("raised_by", models.CharField(max_length=36)),
                ("raised_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("reported_in", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="difficulties",
                        to="reporting.campaign",
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="difficulties",
                        to="directives.obligation",
                    ),
                ),
                (
                    "reported_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="difficulties",
                        to="reporting.duerow",
                    ),
                ),
                (
                    "routed_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
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
            name="DifficultyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("office", models.CharField(max_length=100)),
                ("matter", models.CharField(max_length=12)),
                ("words", models.TextField()),
                ("indicator", models.CharField(blank=True, max_length=80)),
                ("state", models.CharField(max_length=12)),
                ("raised_by", models.CharField(max_length=36)),
                ("raised_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("reported_in", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="reporting.difficulty",
                    ),
                ),
                (
                    "reported_row",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.duerow",
                    ),
                ),
                (
                    "routed_to",
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
            name="DifficultyStep",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("step", models.CharField(max_length=20)),
                ("words", models.TextField(blank=True)),
                ("taken_by", models.CharField(max_length=36)),
                ("taken_at", models.DateTimeField()),
                (
                    "difficulty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reporting.difficulty",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
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
            name="Output",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=500)),
                ("made_on", models.DateField()),
                ("link", models.CharField(blank=True, max_length=2000)),
                ("link_sha256", models.CharField(blank=True, max_length=64)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("count", models.PositiveIntegerField(default=1)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("made_with", models.CharField(blank=True, max_length=500)),
                ("entered_by", models.CharField(max_length=36)),
                ("entered_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=36)),
                ("changed_at", models.DateTimeField()),
                ("taken_back_by", models.CharField(blank=True, max_length=36)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_why", models.TextField(blank=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutputCount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=80)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("measure", models.CharField(max_length=10)),
                ("set_by", models.CharField(max_length=36)),
                ("set_at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="output_counts",
                        to="reporting.campaign",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutputCountEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=80)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("measure", models.CharField(max_length=10)),
                ("set_by", models.CharField(max_length=36)),
                ("set_at", models.DateTimeField()),
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
                        to="reporting.outputcount",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OutputEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=500)),
                ("made_on", models.DateField()),
                ("link", models.CharField(blank=True, max_length=2000)),
                ("link_sha256", models.CharField(blank=True, max_length=64)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("count", models.PositiveIntegerField(default=1)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("made_with", models.CharField(blank=True, max_length=500)),
                ("entered_by", models.CharField(max_length=36)),
                ("entered_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=36)),
                ("changed_at", models.DateTimeField()),
                ("taken_back_by", models.CharField(blank=True, max_length=36)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_why", models.TextField(blank=True)),
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
                        to="reporting.output",
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
        migrations.AddIndex(
            model_name="difficulty",
            index=models.Index(fields=["office", "state"], name="difficulties_of_an_office"),
        ),
        migrations.AddIndex(
            model_name="difficulty",
            index=models.Index(fields=["unit", "raised_at"], name="difficulties_of_a_unit"),
        ),
        migrations.AddConstraint(
            model_name="difficulty",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["raised", "routed", "answered", "taken-back", "closed"])),
                name="a_difficulty_stands_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="difficulty",
            constraint=models.CheckConstraint(
                condition=models.Q(("matter__in", ["difficulty", "proposal"])),
                name="a_difficulty_is_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="difficulty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), _negated=True), models.Q(("office", ""), _negated=True)
                ),
                name="a_difficulty_is_told_to_an_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="difficulty",
            constraint=models.CheckConstraint(
                condition=models.Q(("indicator", ""), ("campaign__isnull", False), _connector="OR"),
                name="an_indicator_is_one_of_the_campaigns",
            ),
        ),
        migrations.AddConstraint(
            model_name="difficulty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "routed"), _negated=True),
                    ("routed_to__isnull", False),
                    _connector="OR",
                ),
                name="what_is_routed_is_with_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="difficulty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reported_in__isnull", True), ("reported_row__isnull", True)),
                    models.Q(("reported_in__isnull", False), ("reported_row__isnull", False)),
                    _connector="OR",
                ),
                name="in_which_report_and_revision_or_neither",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="difficulty",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_difficultyevent" ("campaign_id", "id", "indicator", "matter", "moved_at", "obligation_id", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by", "reported_in", "reported_row_id", "routed_to_id", "state", "unit_id", "words") VALUES (NEW."campaign_id", NEW."id", NEW."indicator", NEW."matter", NEW."moved_at", NEW."obligation_id", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."raised_at", NEW."raised_by", NEW."reported_in", NEW."reported_row_id", NEW."routed_to_id", NEW."state", NEW."unit_id", NEW."words"); RETURN NULL;',
                    hash="f3dc0659ee79861a01a6ac9aa98199202c84fdfb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_292e9",
                    table="reporting_difficulty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="difficulty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reporting_difficultyevent" ("campaign_id", "id", "indicator", "matter", "moved_at", "obligation_id", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by", "reported_in", "reported_row_id", "routed_to_id", "state", "unit_id", "words") VALUES (NEW."campaign_id", NEW."id", NEW."indicator", NEW."matter", NEW."moved_at", NEW."obligation_id", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."raised_at", NEW."raised_by", NEW."reported_in", NEW."reported_row_id", NEW."routed_to_id", NEW."state", NEW."unit_id", NEW."words"); RETURN NULL;',
                    hash="d3a411f72f5c1b7d223cc75a5e3c170ab3a4b915",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f4c1c",
                    table="reporting_difficulty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="difficultyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="53616b674ee1ecab7f37597df5fd8b788dc29309",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aac15",
                    table="reporting_difficultyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="difficultystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("step__in", ["raised", "routed", "answered", "answer-completed", "taken-back", "closed"])
                ),
                name="a_difficulty_has_known_steps",
            ),
        ),
        migrations.AddConstraint(
            model_name="difficultystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step", "routed"), ("to_unit__isnull", False)),
                    models.Q(models.Q(("step", "routed"), _negated=True), ("to_unit__isnull", True)),
                    _connector="OR",
                ),
                name="only_routing_names_another_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="difficultystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step__in", ["answered", "answer-completed", "taken-back"]), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="an_answer_has_words",
            ),
        ),
        migrations.AddIndex(
            model_name="output",
            index=models.Index(fields=["unit", "made_on"], name="outputs_of_a_unit_by_day"),
        ),
        migrations.AddIndex(
            model_name="output",
            index=models.Index(
                condition=models.Q(("link_sha256", ""), _negated=True),
                fields=["unit", "link_sha256"],
                name="outputs_of_a_unit_by_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="output",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "article",
                            "broadcast",
                            "loudspeaker",
                            "banner",
                            "board",
                            "leaflet",
                            "meeting",
                            "other",
                        ],
                    )
                ),
                name="an_output_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="output",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="an_output_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="output",
            constraint=models.CheckConstraint(
                condition=models.Q(("count__gte", 1)), name="an_output_counts_at_least_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="output",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minutes__isnull", True),
                    models.Q(("kind__in", ["broadcast", "loudspeaker"]), ("minutes__gte", 1)),
                    _connector="OR",
                ),
                name="only_broadcasts_have_minutes",
            ),
        ),
        migrations.AddConstraint(
            model_name="output",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("link", ""), ("link_sha256", "")),
                    models.Q(
                        models.Q(("link", ""), _negated=True), models.Q(("link_sha256", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="a_link_has_its_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="output",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_by", ""), ("taken_back_why", "")),
                    models.Q(
                        ("taken_back_at__isnull", False),
                        models.Q(("taken_back_by", ""), _negated=True),
                        models.Q(("taken_back_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_output_taken_back_says_by_whom_and_why",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="output",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_outputevent" ("changed_at", "changed_by", "count", "entered_at", "entered_by", "id", "kind", "link", "link_sha256", "made_on", "made_with", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "taken_back_at", "taken_back_by", "taken_back_why", "title", "unit_id") VALUES (NEW."changed_at", NEW."changed_by", NEW."count", NEW."entered_at", NEW."entered_by", NEW."id", NEW."kind", NEW."link", NEW."link_sha256", NEW."made_on", NEW."made_with", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."taken_back_at", NEW."taken_back_by", NEW."taken_back_why", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="5baaca80e3737f62224dc9fe26a7eff4552ec55a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7db1b",
                    table="reporting_output",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="output",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reporting_outputevent" ("changed_at", "changed_by", "count", "entered_at", "entered_by", "id", "kind", "link", "link_sha256", "made_on", "made_with", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "taken_back_at", "taken_back_by", "taken_back_why", "title", "unit_id") VALUES (NEW."changed_at", NEW."changed_by", NEW."count", NEW."entered_at", NEW."entered_by", NEW."id", NEW."kind", NEW."link", NEW."link_sha256", NEW."made_on", NEW."made_with", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."taken_back_at", NEW."taken_back_by", NEW."taken_back_why", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="5faa3544f3bce9899c8064f2336b282d853d42f3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b4cbd",
                    table="reporting_output",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="outputcount",
            constraint=models.UniqueConstraint(
                fields=("campaign", "code"), name="an_indicator_counts_outputs_in_one_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="outputcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure__in", ["count", "minutes"])),
                name="outputs_are_counted_by_a_known_measure",
            ),
        ),
        migrations.AddConstraint(
            model_name="outputcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kinds__contained_by",
                        [
                            "article",
                            "broadcast",
                            "loudspeaker",
                            "banner",
                            "board",
                            "leaflet",
                            "meeting",
                            "other",
                        ],
                    )
                ),
                name="an_indicator_counts_known_kinds",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outputcount",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_outputcountevent" ("campaign_id", "code", "id", "kinds", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by") VALUES (NEW."campaign_id", NEW."code", NEW."id", NEW."kinds", NEW."measure", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."set_at", NEW."set_by"); RETURN NULL;',
                    hash="4e5130b10dc05c71428bbeb2fc1412a0983f256f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a7451",
                    table="reporting_outputcount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outputcount",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reporting_outputcountevent" ("campaign_id", "code", "id", "kinds", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by") VALUES (NEW."campaign_id", NEW."code", NEW."id", NEW."kinds", NEW."measure", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."set_at", NEW."set_by"); RETURN NULL;',
                    hash="14036c33cbcb07dce1a3bd526cb037a020fbaba1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7148e",
                    table="reporting_outputcount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outputcountevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9141faae52977dcac16e9557037b4bb1a855ebaa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e84c9",
                    table="reporting_outputcountevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outputevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="43f41e2008a56cbfd44972a28e940187282d0e5c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b70bf",
                    table="reporting_outputevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
