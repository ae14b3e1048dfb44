"""Directives, obligations, their sentences and assignments, with the history of their rows. Written by Django."""

import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tonghop.apps.directives.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundations", "0004_vietnamese_is_searched"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("rights_sensitive", models.BooleanField(default=False, editable=False)),
                ("body", models.CharField(max_length=100)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("assigned_by", models.CharField(max_length=36)),
                ("assigned_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DirectiveEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("symbol", models.CharField(blank=True, max_length=100)),
                ("kind", models.CharField(blank=True, max_length=50)),
                ("title", models.TextField(blank=True)),
                ("issuer", models.TextField(blank=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("text", models.TextField()),
                ("source_name", models.TextField()),
                ("source_sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reading_id", models.CharField(max_length=64)),
                ("span_start", models.PositiveIntegerField()),
                ("span_end", models.PositiveIntegerField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=36)),
            ],
        ),
        migrations.CreateModel(
            name="ObligationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("reading_id", models.CharField(max_length=64)),
                ("span_start", models.PositiveIntegerField()),
                ("span_end", models.PositiveIntegerField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=36)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ObligationSentence",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("span_start", models.PositiveIntegerField()),
                ("span_end", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("rights_sensitive", models.BooleanField()),
                ("why", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="ObligationSentenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("span_start", models.PositiveIntegerField()),
                ("span_end", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("rights_sensitive", models.BooleanField()),
                ("why", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AssignmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("rights_sensitive", models.BooleanField(default=False, editable=False)),
                ("body", models.CharField(max_length=100)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("assigned_by", models.CharField(max_length=36)),
                ("assigned_at", models.DateTimeField()),
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
                        to="directives.assignment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Directive",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("symbol", models.CharField(blank=True, max_length=100)),
                ("kind", models.CharField(blank=True, max_length=50)),
                ("title", models.TextField(blank=True)),
                ("issuer", models.TextField(blank=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("text", models.TextField()),
                ("source_name", models.TextField()),
                ("source_sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source_sha256",), name="a_file_is_taken_in_once"),
                    models.CheckConstraint(
                        condition=models.Q(("source_sha256__regex", "^[0-9a-f]{64}$")),
                        name="a_source_is_named_by_its_hash",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="directive",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_directiveevent" ("id", "issued_on", "issuer", "kind", "media_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "source_name", "source_sha256", "symbol", "text", "title") VALUES (NEW."id", NEW."issued_on", NEW."issuer", NEW."kind", NEW."media_type", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_at", NEW."source_name", NEW."source_sha256", NEW."symbol", NEW."text", NEW."title"); RETURN NULL;',
                    hash="58a3f7852bd8dd7bcfa4a33a93f950f48a7c17de",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_50616",
                    table="directives_directive",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="directive",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_directiveevent" ("id", "issued_on", "issuer", "kind", "media_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "source_name", "source_sha256", "symbol", "text", "title") VALUES (NEW."id", NEW."issued_on", NEW."issuer", NEW."kind", NEW."media_type", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_at", NEW."source_name", NEW."source_sha256", NEW."symbol", NEW."text", NEW."title"); RETURN NULL;',
                    hash="a053ab35ae4719cc58a5f062ac87aa6562b20edc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6cb00",
                    table="directives_directive",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="directiveevent",
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
            model_name="directiveevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="directive",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="obligations",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="obligationevent",
            name="directive",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="obligationevent",
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
            model_name="obligationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.obligation",
            ),
        ),
        migrations.AddField(
            model_name="obligationsentence",
            name="directive",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sentences",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="obligationsentence",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sentences",
                to="directives.obligation",
            ),
        ),
        migrations.AddField(
            model_name="assignmentevent",
            name="sentence",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="directives.obligationsentence",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="sentence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="directives.obligationsentence",
            ),
        ),
        migrations.AddField(
            model_name="obligationsentenceevent",
            name="directive",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="obligationsentenceevent",
            name="obligation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="directives.obligation",
            ),
        ),
        migrations.AddField(
            model_name="obligationsentenceevent",
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
            model_name="obligationsentenceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.obligationsentence",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="directiveevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0f8a65afee8324151548f2d646f300e9e8ba343e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f4440",
                    table="directives_directiveevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.UniqueConstraint(
                fields=("directive", "reading_id"), name="an_obligation_is_kept_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(("span_end__gt", models.F("span_start")), ("span_start__gte", 0)),
                name="an_obligation_has_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                    models.Q(("confirmed_at__isnull", False), models.Q(("confirmed_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="who_confirmed_and_when_or_neither",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_obligationevent" ("confirmed_at", "confirmed_by", "directive_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reading_id", "span_end", "span_start") VALUES (NEW."confirmed_at", NEW."confirmed_by", NEW."directive_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reading_id", NEW."span_end", NEW."span_start"); RETURN NULL;',
                    hash="a449c8d7e5335d019ab215f6e1ac889ce6705093",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2caa7",
                    table="directives_obligation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_obligationevent" ("confirmed_at", "confirmed_by", "directive_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reading_id", "span_end", "span_start") VALUES (NEW."confirmed_at", NEW."confirmed_by", NEW."directive_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reading_id", NEW."span_end", NEW."span_start"); RETURN NULL;',
                    hash="31cf402fdac2b06a6288a0ac1b28072ceb679263",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dc4c6",
                    table="directives_obligation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="861f42999105c42876e14daf68f0cfd9fe9da887",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_30037",
                    table="directives_obligationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationsentence",
            constraint=models.UniqueConstraint(
                fields=("obligation", "span_start", "span_end"), name="a_sentence_is_kept_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationsentence",
            constraint=models.CheckConstraint(
                condition=models.Q(("span_end__gt", models.F("span_start")), ("span_start__gte", 0)),
                name="a_sentence_has_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationsentence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rights_sensitive", False), models.Q(("why", ""), _negated=True), _connector="OR"
                ),
                name="what_touches_rights_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationsentence",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("directive", "="),
                    (tonghop.apps.directives.models.Extent("span_start", "span_end"), "&&"),
                    (
                        django.db.models.functions.comparison.Cast("rights_sensitive", models.IntegerField()),
                        "<>",
                    ),
                ],
                name="the_same_words_are_not_both_sensitive_and_not",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligationsentence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_obligationsentenceevent" ("directive_id", "id", "obligation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rights_sensitive", "span_end", "span_start", "text", "why") VALUES (NEW."directive_id", NEW."id", NEW."obligation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rights_sensitive", NEW."span_end", NEW."span_start", NEW."text", NEW."why"); RETURN NULL;',
                    hash="6138ba40e37d8baed83c951a7ca8f2192d426907",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3bc5d",
                    table="directives_obligationsentence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligationsentence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_obligationsentenceevent" ("directive_id", "id", "obligation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rights_sensitive", "span_end", "span_start", "text", "why") VALUES (NEW."directive_id", NEW."id", NEW."obligation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rights_sensitive", NEW."span_end", NEW."span_start", NEW."text", NEW."why"); RETURN NULL;',
                    hash="0904e21eefdf21d039020c0f0ab0019c5960e29b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6a5ec",
                    table="directives_obligationsentence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f54f21c25742fd52d6f35ce27f258360b83b69f7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_95614",
                    table="directives_assignmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("rights_sensitive", False)), name="no_assignment_touches_rights"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                fields=("sentence", "body"), name="a_sentence_is_assigned_to_a_body_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="an_assignment_names_a_body"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_assignmentevent" ("assigned_at", "assigned_by", "body", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rights_sensitive", "sentence_id") VALUES (NEW."assigned_at", NEW."assigned_by", NEW."body", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rights_sensitive", NEW."sentence_id"); RETURN NULL;',
                    hash="281ba93bf4fe2028b6771ece501b3bb44b79d444",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_46f76",
                    table="directives_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_assignmentevent" ("assigned_at", "assigned_by", "body", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rights_sensitive", "sentence_id") VALUES (NEW."assigned_at", NEW."assigned_by", NEW."body", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rights_sensitive", NEW."sentence_id"); RETURN NULL;',
                    hash="73349a3643270b4fe7c34b95b0f3c570a9b5eaa4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3e653",
                    table="directives_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligationsentenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c7661155690c2de8f19dd1d822559d55839306cf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_58988",
                    table="directives_obligationsentenceevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
