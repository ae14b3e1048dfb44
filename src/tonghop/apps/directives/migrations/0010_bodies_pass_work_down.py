"""Sub-tasks of assignments, and how far a body says that its own work has come."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0009_an_office_reviews_its_own"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=10)),
                ("state_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("told_by", models.CharField(max_length=36)),
                ("told_at", models.DateTimeField()),
                (
                    "assignment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="directives.assignment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SubTask",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("rights_sensitive", models.BooleanField(default=False, editable=False)),
                ("office", models.CharField(blank=True, max_length=100)),
                ("giver", models.CharField(max_length=100)),
                ("body", models.CharField(max_length=100)),
                ("words", models.TextField(blank=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("given_by", models.CharField(max_length=36)),
                ("given_at", models.DateTimeField()),
                (
                    "above",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_down",
                        to="directives.subtask",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sub_tasks",
                        to="directives.assignment",
                    ),
                ),
                (
                    "sentence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sub_tasks",
                        to="directives.obligationsentence",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProgressEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("state", models.CharField(max_length=10)),
                ("state_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("told_by", models.CharField(max_length=36)),
                ("told_at", models.DateTimeField()),
                (
                    "assignment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directives.assignment",
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
                        to="directives.progress",
                    ),
                ),
                (
                    "sub_task",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directives.subtask",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="progress",
            name="sub_task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="progress",
                to="directives.subtask",
            ),
        ),
        migrations.CreateModel(
            name="SubTaskEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("rights_sensitive", models.BooleanField(default=False, editable=False)),
                ("office", models.CharField(blank=True, max_length=100)),
                ("giver", models.CharField(max_length=100)),
                ("body", models.CharField(max_length=100)),
                ("words", models.TextField(blank=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("given_by", models.CharField(max_length=36)),
                ("given_at", models.DateTimeField()),
                (
                    "above",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directives.subtask",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directives.assignment",
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
                        to="directives.subtask",
                    ),
                ),
                (
                    "sentence",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directives.obligationsentence",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="subtask",
            constraint=models.CheckConstraint(
                condition=models.Q(("rights_sensitive", False)), name="no_sub_task_touches_rights"
            ),
        ),
        migrations.AddConstraint(
            model_name="subtask",
            constraint=models.UniqueConstraint(
                fields=("assignment", "above", "body", "words"),
                name="a_part_is_given_to_a_body_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="subtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("giver", ""), _negated=True),
                    models.Q(("body", ""), _negated=True),
                    models.Q(("giver", models.F("body")), _negated=True),
                ),
                name="nobody_gives_work_to_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="subtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("above__isnull", True),
                    models.Q(("above", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="no_sub_task_is_a_part_of_itself",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subtask",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_subtaskevent" ("above_id", "assignment_id", "body", "due_on", "given_at", "given_by", "giver", "id", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rights_sensitive", "sentence_id", "words") VALUES (NEW."above_id", NEW."assignment_id", NEW."body", NEW."due_on", NEW."given_at", NEW."given_by", NEW."giver", NEW."id", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rights_sensitive", NEW."sentence_id", NEW."words"); RETURN NULL;',
                    hash="8191d347900f48d75a84c0887a4212939e17ea0c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_66e01",
                    table="directives_subtask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subtask",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_subtaskevent" ("above_id", "assignment_id", "body", "due_on", "given_at", "given_by", "giver", "id", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rights_sensitive", "sentence_id", "words") VALUES (NEW."above_id", NEW."assignment_id", NEW."body", NEW."due_on", NEW."given_at", NEW."given_by", NEW."giver", NEW."id", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rights_sensitive", NEW."sentence_id", NEW."words"); RETURN NULL;',
                    hash="5bc2d67286f52d6109a64e1ca5daa8de6c1d7d06",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_85f06",
                    table="directives_subtask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subtask",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_subtaskevent" ("above_id", "assignment_id", "body", "due_on", "given_at", "given_by", "giver", "id", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rights_sensitive", "sentence_id", "words") VALUES (OLD."above_id", OLD."assignment_id", OLD."body", OLD."due_on", OLD."given_at", OLD."given_by", OLD."giver", OLD."id", OLD."office", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rights_sensitive", OLD."sentence_id", OLD."words"); RETURN NULL;',
                    hash="852bfecb7c6e2f7a5dcf832edc73865c2e07fb66",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_94f6f",
                    table="directives_subtask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progressevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6625fddfb509f162fa76e8ce2c14b15cb5cf459e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fe090",
                    table="directives_progressevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="progress",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assignment__isnull", True), ("sub_task__isnull", False)),
                    models.Q(("assignment__isnull", False), ("sub_task__isnull", True)),
                    _connector="OR",
                ),
                name="progress_is_of_an_assignment_or_a_sub_task",
            ),
        ),
        migrations.AddConstraint(
            model_name="progress",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("todo", "doing", "done"))), name="progress_is_a_known_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="progress",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="what_is_done_says_what_was_done",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progress",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_progressevent" ("assignment_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "state_on", "sub_task_id", "told_at", "told_by") VALUES (NEW."assignment_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."state_on", NEW."sub_task_id", NEW."told_at", NEW."told_by"); RETURN NULL;',
                    hash="3f85a2f54ce95318f1aaa176a4ca827a1afd1e6e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_47a91",
                    table="directives_progress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progress",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_progressevent" ("assignment_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "state_on", "sub_task_id", "told_at", "told_by") VALUES (NEW."assignment_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."state_on", NEW."sub_task_id", NEW."told_at", NEW."told_by"); RETURN NULL;',
                    hash="12258de7556cb9112924673ac9b89f77764f7d28",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_098b1",
                    table="directives_progress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progress",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_progressevent" ("assignment_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "state_on", "sub_task_id", "told_at", "told_by") VALUES (OLD."assignment_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."state_on", OLD."sub_task_id", OLD."told_at", OLD."told_by"); RETURN NULL;',
                    hash="910af146e8086baa0d396a19e9faad3551f06111",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f111c",
                    table="directives_progress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subtaskevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b3dfc805e15d5c19e0f9e6df7768958f4005fa02",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e4b89",
                    table="directives_subtaskevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
