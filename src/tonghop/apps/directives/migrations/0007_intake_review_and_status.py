"""What an intake keeps of a directive, what a review decides about it, and what is in force.

The constraint that the same words are not both sensitive and not is looked at when a statement ends from here
on, so that all copies of one sentence can be marked by one statement.
"""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tonghop.apps.directives.models


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0006_an_assignment_is_for_a_unit"),
        ("organisations", "0004_a_mandate_is_for_a_unit"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.TextField()),
                ("symbol", models.CharField(max_length=100)),
                ("symbol_key", models.CharField(db_index=True, max_length=100)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("span_start", models.PositiveIntegerField()),
                ("span_end", models.PositiveIntegerField()),
                ("effect", models.CharField(blank=True, max_length=10)),
                ("effect_start", models.PositiveIntegerField(blank=True, null=True)),
                ("effect_end", models.PositiveIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ConfirmedParty",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("as_written", models.TextField()),
                ("role", models.CharField(max_length=10)),
                ("is_chosen_by_person", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="ConfirmedPartyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("as_written", models.TextField()),
                ("role", models.CharField(max_length=10)),
                ("is_chosen_by_person", models.BooleanField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Fate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("fate", models.CharField(max_length=10)),
                ("why", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.CharField(max_length=36)),
            ],
        ),
        migrations.CreateModel(
            name="FateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("fate", models.CharField(max_length=10)),
                ("why", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.CharField(max_length=36)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "directive",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="intake",
                        serialize=False,
                        to="directives.directive",
                    ),
                ),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("taken_in_by", models.CharField(max_length=36)),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("fault_vi", models.TextField(blank=True)),
                ("fault_en", models.TextField(blank=True)),
                ("tool_version", models.CharField(blank=True, max_length=30)),
                ("content", models.TextField(blank=True)),
                (
                    "paragraphs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), blank=True, default=list, size=None
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IntakeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("taken_in_by", models.CharField(max_length=36)),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("fault_vi", models.TextField(blank=True)),
                ("fault_en", models.TextField(blank=True)),
                ("tool_version", models.CharField(blank=True, max_length=30)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NamedParty",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.TextField()),
                ("outcome", models.CharField(default="open", max_length=10)),
                ("why", models.TextField(blank=True)),
                ("outcome_then", models.CharField(default="open", max_length=10)),
                ("why_then", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=36)),
            ],
        ),
        migrations.CreateModel(
            name="NamedPartyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("name", models.TextField()),
                ("outcome", models.CharField(default="open", max_length=10)),
                ("why", models.TextField(blank=True)),
                ("outcome_then", models.CharField(default="open", max_length=10)),
                ("why_then", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=36)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ObligationParty",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("role", models.CharField(max_length=10)),
                ("span_start", models.PositiveIntegerField(blank=True, null=True)),
                ("span_end", models.PositiveIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ObligationPartyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("role", models.CharField(max_length=10)),
                ("span_start", models.PositiveIntegerField(blank=True, null=True)),
                ("span_end", models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OriginalFile",
            fields=[
                (
                    "directive",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="original",
                        serialize=False,
                        to="directives.directive",
                    ),
                ),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="PartyBody",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.TextField()),
                ("is_then", models.BooleanField(default=False)),
                ("is_now", models.BooleanField(default=False)),
                ("is_chosen", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="PartyBodyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("name", models.TextField()),
                ("is_then", models.BooleanField(default=False)),
                ("is_now", models.BooleanField(default=False)),
                ("is_chosen", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportingDuty",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "reporters",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                ("recipient", models.TextField(blank=True)),
                ("frequency", models.CharField(max_length=20)),
                ("due", models.CharField(blank=True, max_length=30)),
                ("relation", models.CharField(blank=True, max_length=10)),
                ("span_start", models.PositiveIntegerField()),
                ("span_end", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Status",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("status", models.CharField(max_length=10)),
                ("from_on", models.DateField()),
                ("source", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("said_by", models.CharField(max_length=36)),
            ],
        ),
        migrations.CreateModel(
            name="StatusEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("status", models.CharField(max_length=10)),
                ("from_on", models.DateField()),
                ("source", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("said_by", models.CharField(max_length=36)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SuccessionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnreadSentence",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=10)),
                ("span_start", models.PositiveIntegerField()),
                ("span_end", models.PositiveIntegerField()),
                ("why", models.TextField(blank=True)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="directive",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="directive",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="obligation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="obligation",
            name="update_update",
        ),
        migrations.RemoveConstraint(
            model_name="obligationsentence",
            name="the_same_words_are_not_both_sensitive_and_not",
        ),
        migrations.AddField(
            model_name="directive",
            name="office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="directives",
                to="organisations.unit",
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="symbol_key",
            field=models.CharField(blank=True, db_index=True, max_length=100),
        ),
        migrations.AddField(
            model_name="directiveevent",
            name="office",
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
            model_name="directiveevent",
            name="symbol_key",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="obligation",
            name="closed_as",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="obligation",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="obligation",
            name="closed_by",
            field=models.CharField(blank=True, max_length=36),
        ),
        migrations.AddField(
            model_name="obligation",
            name="closed_why",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="obligation",
            name="deadline",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="obligation",
            name="due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="obligation",
            name="is_added",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="obligation",
            name="summary",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="obligationevent",
            name="closed_as",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="obligationevent",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="obligationevent",
            name="closed_by",
            field=models.CharField(blank=True, max_length=36),
        ),
        migrations.AddField(
            model_name="obligationevent",
            name="closed_why",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="obligationevent",
            name="deadline",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="obligationevent",
            name="due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="obligationevent",
            name="is_added",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="obligationevent",
            name="summary",
            field=models.TextField(blank=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="directive",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_directiveevent" ("id", "issued_on", "issuer", "kind", "media_type", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "source_name", "source_sha256", "symbol", "symbol_key", "text", "title") VALUES (NEW."id", NEW."issued_on", NEW."issuer", NEW."kind", NEW."media_type", NEW."office_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_at", NEW."source_name", NEW."source_sha256", NEW."symbol", NEW."symbol_key", NEW."text", NEW."title"); RETURN NULL;',
                    hash="e816b16b9eda7045ddbbe6e0416258770ca08d6b",
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
                    func='INSERT INTO "directives_directiveevent" ("id", "issued_on", "issuer", "kind", "media_type", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "source_name", "source_sha256", "symbol", "symbol_key", "text", "title") VALUES (NEW."id", NEW."issued_on", NEW."issuer", NEW."kind", NEW."media_type", NEW."office_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_at", NEW."source_name", NEW."source_sha256", NEW."symbol", NEW."symbol_key", NEW."text", NEW."title"); RETURN NULL;',
                    hash="972073a2414fb9b30cf992c0a15f5f6a10055a42",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6cb00",
                    table="directives_directive",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_obligationevent" ("closed_as", "closed_at", "closed_by", "closed_why", "confirmed_at", "confirmed_by", "deadline", "directive_id", "due_on", "id", "is_added", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reading_id", "span_end", "span_start", "summary") VALUES (NEW."closed_as", NEW."closed_at", NEW."closed_by", NEW."closed_why", NEW."confirmed_at", NEW."confirmed_by", NEW."deadline", NEW."directive_id", NEW."due_on", NEW."id", NEW."is_added", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reading_id", NEW."span_end", NEW."span_start", NEW."summary"); RETURN NULL;',
                    hash="e6f079c1c968f398e1aebe19ff558eab040c9f0c",
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
                    func='INSERT INTO "directives_obligationevent" ("closed_as", "closed_at", "closed_by", "closed_why", "confirmed_at", "confirmed_by", "deadline", "directive_id", "due_on", "id", "is_added", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reading_id", "span_end", "span_start", "summary") VALUES (NEW."closed_as", NEW."closed_at", NEW."closed_by", NEW."closed_why", NEW."confirmed_at", NEW."confirmed_by", NEW."deadline", NEW."directive_id", NEW."due_on", NEW."id", NEW."is_added", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reading_id", NEW."span_end", NEW."span_start", NEW."summary"); RETURN NULL;',
                    hash="61852aced0d8bdb1863bbf1b9b79c6b3b9da8ac0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dc4c6",
                    table="directives_obligation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_as", ""), ("closed_at__isnull", True), ("closed_by", "")),
                    models.Q(
                        ("closed_as__in", ("rejected", "split", "merged", "undone")),
                        ("closed_at__isnull", False),
                        ("confirmed_at__isnull", True),
                        models.Q(("closed_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="what_is_closed_says_by_whom_and_is_not_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_as", "rejected"), _negated=True),
                    models.Q(("closed_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_rejection_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationsentence",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
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
        migrations.AddField(
            model_name="citation",
            name="directive",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="citations",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="confirmedparty",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
            ),
        ),
        migrations.AddField(
            model_name="confirmedparty",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmed_parties",
                to="directives.obligation",
            ),
        ),
        migrations.AddField(
            model_name="confirmedpartyevent",
            name="body",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.unit",
            ),
        ),
        migrations.AddField(
            model_name="confirmedpartyevent",
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
            model_name="confirmedpartyevent",
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
            model_name="confirmedpartyevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.confirmedparty",
            ),
        ),
        migrations.AddField(
            model_name="fate",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="fates", to="directives.obligation"
            ),
        ),
        migrations.AddField(
            model_name="fateevent",
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
            model_name="fateevent",
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
            model_name="fateevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.fate",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("waiting", "reading", "read", "failed"))),
                name="an_intake_has_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), _negated=True),
                    models.Q(("fault_vi", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_failed_reading_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "read"), _negated=True),
                    models.Q(("tool_version", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_reading_names_its_reader",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="intake",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_intakeevent" ("begun_at", "directive_id", "ended_at", "fault_en", "fault_vi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "taken_in_by", "tool_version") VALUES (NEW."begun_at", NEW."directive_id", NEW."ended_at", NEW."fault_en", NEW."fault_vi", _pgh_attach_context(), NOW(), \'insert\', NEW."directive_id", NEW."state", NEW."taken_in_by", NEW."tool_version"); RETURN NULL;',
                    hash="d20779bb8578341a0a02227973086cf321b490ee",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3e13c",
                    table="directives_intake",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="intake",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."begun_at" IS DISTINCT FROM (NEW."begun_at") OR OLD."directive_id" IS DISTINCT FROM (NEW."directive_id") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."fault_en" IS DISTINCT FROM (NEW."fault_en") OR OLD."fault_vi" IS DISTINCT FROM (NEW."fault_vi") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."taken_in_by" IS DISTINCT FROM (NEW."taken_in_by") OR OLD."tool_version" IS DISTINCT FROM (NEW."tool_version"))',
                    func='INSERT INTO "directives_intakeevent" ("begun_at", "directive_id", "ended_at", "fault_en", "fault_vi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "taken_in_by", "tool_version") VALUES (NEW."begun_at", NEW."directive_id", NEW."ended_at", NEW."fault_en", NEW."fault_vi", _pgh_attach_context(), NOW(), \'update\', NEW."directive_id", NEW."state", NEW."taken_in_by", NEW."tool_version"); RETURN NULL;',
                    hash="cfbbd64e9c7aad738fa9cbd8e290c548e49c3c7b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0cc83",
                    table="directives_intake",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="intakeevent",
            name="directive",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                serialize=False,
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="intakeevent",
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
            model_name="intakeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.intake",
            ),
        ),
        migrations.AddField(
            model_name="namedparty",
            name="directive",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="directives.directive"
            ),
        ),
        migrations.AddField(
            model_name="namedpartyevent",
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
            model_name="namedpartyevent",
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
            model_name="namedpartyevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.namedparty",
            ),
        ),
        migrations.AddField(
            model_name="obligationparty",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parties",
                to="directives.obligation",
            ),
        ),
        migrations.AddField(
            model_name="obligationparty",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="named_in",
                to="directives.namedparty",
            ),
        ),
        migrations.AddField(
            model_name="obligationpartyevent",
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
            model_name="obligationpartyevent",
            name="party",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="directives.namedparty",
            ),
        ),
        migrations.AddField(
            model_name="obligationpartyevent",
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
            model_name="obligationpartyevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.obligationparty",
            ),
        ),
        migrations.AddField(
            model_name="partybody",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
            ),
        ),
        migrations.AddField(
            model_name="partybody",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bodies", to="directives.namedparty"
            ),
        ),
        migrations.AddField(
            model_name="partybodyevent",
            name="body",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.unit",
            ),
        ),
        migrations.AddField(
            model_name="partybodyevent",
            name="party",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="directives.namedparty",
            ),
        ),
        migrations.AddField(
            model_name="partybodyevent",
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
            model_name="partybodyevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.partybody",
            ),
        ),
        migrations.AddField(
            model_name="reportingduty",
            name="directive",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reporting_duties",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="reportingduty",
            name="obligation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reporting_duties",
                to="directives.obligation",
            ),
        ),
        migrations.AddField(
            model_name="status",
            name="by_directive",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acts_on",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="status",
            name="directive",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statuses",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="fateevent",
            name="status",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="directives.status",
            ),
        ),
        migrations.AddField(
            model_name="fate",
            name="status",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="fates", to="directives.status"
            ),
        ),
        migrations.AddField(
            model_name="statusevent",
            name="by_directive",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="statusevent",
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
            model_name="statusevent",
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
            model_name="statusevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.status",
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="new",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="made_from",
                to="directives.obligation",
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="old",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="became", to="directives.obligation"
            ),
        ),
        migrations.AddField(
            model_name="successionevent",
            name="new",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="directives.obligation",
            ),
        ),
        migrations.AddField(
            model_name="successionevent",
            name="old",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="directives.obligation",
            ),
        ),
        migrations.AddField(
            model_name="successionevent",
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
            model_name="successionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="directives.succession",
            ),
        ),
        migrations.AddField(
            model_name="unreadsentence",
            name="directive",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="unread", to="directives.directive"
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(("span_end__gt", models.F("span_start")), ("span_start__gte", 0)),
                name="a_citation_has_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("effect", ""), ("effect_start__isnull", True)),
                    models.Q(
                        ("effect__in", ("replaces", "repeals", "amends")), ("effect_start__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="an_effect_shows_its_sentence",
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmedparty",
            constraint=models.UniqueConstraint(
                fields=("obligation", "body", "role"), name="a_body_has_a_role_in_an_obligation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmedparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ("lead", "support", "all"))),
                name="a_confirmed_party_has_a_known_role",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmedparty",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_confirmedpartyevent" ("as_written", "body_id", "id", "is_chosen_by_person", "obligation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."as_written", NEW."body_id", NEW."id", NEW."is_chosen_by_person", NEW."obligation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="89ccd98b9d03ec6790695476894aae1c49803195",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_895af",
                    table="directives_confirmedparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmedparty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_confirmedpartyevent" ("as_written", "body_id", "id", "is_chosen_by_person", "obligation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."as_written", NEW."body_id", NEW."id", NEW."is_chosen_by_person", NEW."obligation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="531865534b55b9be0ff0639a620f418f646c2359",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_91b37",
                    table="directives_confirmedparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmedparty",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_confirmedpartyevent" ("as_written", "body_id", "id", "is_chosen_by_person", "obligation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (OLD."as_written", OLD."body_id", OLD."id", OLD."is_chosen_by_person", OLD."obligation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role"); RETURN NULL;',
                    hash="dc7eb849792c39805cd2b55b21c52bc89551ffc1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b14aa",
                    table="directives_confirmedparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmedpartyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="75712689e993c03a2494793303857a65536ba003",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e12c9",
                    table="directives_confirmedpartyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="intakeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="31946ca018d958316b3acbfb7fafc79a7067510e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_52ee7",
                    table="directives_intakeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="namedparty",
            constraint=models.UniqueConstraint(fields=("directive", "name"), name="a_party_is_named_once"),
        ),
        migrations.AddConstraint(
            model_name="namedparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="a_party_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="namedparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ("one", "class", "open")), ("outcome_then__in", ("one", "class", "open"))
                ),
                name="a_party_is_one_or_a_class_or_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by", "")),
                    models.Q(("decided_at__isnull", False), models.Q(("decided_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="who_chose_a_party_and_when_or_neither",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="namedparty",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_namedpartyevent" ("decided_at", "decided_by", "directive_id", "id", "name", "outcome", "outcome_then", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why", "why_then") VALUES (NEW."decided_at", NEW."decided_by", NEW."directive_id", NEW."id", NEW."name", NEW."outcome", NEW."outcome_then", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."why", NEW."why_then"); RETURN NULL;',
                    hash="1102c008718ec0e0551fafc5f35a4e0125ce643b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3b5e0",
                    table="directives_namedparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="namedparty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_namedpartyevent" ("decided_at", "decided_by", "directive_id", "id", "name", "outcome", "outcome_then", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why", "why_then") VALUES (NEW."decided_at", NEW."decided_by", NEW."directive_id", NEW."id", NEW."name", NEW."outcome", NEW."outcome_then", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."why", NEW."why_then"); RETURN NULL;',
                    hash="b868cc15182e579fc393a8768f3d9b85d3677c1f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d47cd",
                    table="directives_namedparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="namedparty",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_namedpartyevent" ("decided_at", "decided_by", "directive_id", "id", "name", "outcome", "outcome_then", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why", "why_then") VALUES (OLD."decided_at", OLD."decided_by", OLD."directive_id", OLD."id", OLD."name", OLD."outcome", OLD."outcome_then", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."why", OLD."why_then"); RETURN NULL;',
                    hash="22c7dda1d43af303dd568d3738d6e79f2edf669f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7e1a6",
                    table="directives_namedparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="namedpartyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="180c22cff7a5d2b1103c71a6342bfd092ad067e8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6094e",
                    table="directives_namedpartyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationparty",
            constraint=models.UniqueConstraint(
                fields=("obligation", "party", "role"), name="a_party_has_a_role_in_an_obligation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ("lead", "support", "all"))), name="a_party_has_a_known_role"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligationparty",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_obligationpartyevent" ("id", "obligation_id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "span_end", "span_start") VALUES (NEW."id", NEW."obligation_id", NEW."party_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."span_end", NEW."span_start"); RETURN NULL;',
                    hash="2083a7f1d5b9e3533fe1512f97335caecb46a74f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8edeb",
                    table="directives_obligationparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligationparty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_obligationpartyevent" ("id", "obligation_id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "span_end", "span_start") VALUES (NEW."id", NEW."obligation_id", NEW."party_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."span_end", NEW."span_start"); RETURN NULL;',
                    hash="b37aa5de143804bd2f6c666e77d80fa41b984962",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_34038",
                    table="directives_obligationparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligationparty",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_obligationpartyevent" ("id", "obligation_id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "span_end", "span_start") VALUES (OLD."id", OLD."obligation_id", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."span_end", OLD."span_start"); RETURN NULL;',
                    hash="d5c96a92c492670ace85c26e39644cdd217a7cf3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f6288",
                    table="directives_obligationparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligationpartyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fa00fe544d90afda75613cd09fc404044c2e1548",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b026f",
                    table="directives_obligationpartyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="partybody",
            constraint=models.UniqueConstraint(
                fields=("party", "body"), name="a_body_stands_once_for_a_party"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partybody",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_partybodyevent" ("body_id", "id", "is_chosen", "is_now", "is_then", "name", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."body_id", NEW."id", NEW."is_chosen", NEW."is_now", NEW."is_then", NEW."name", NEW."party_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="82f38451f887c8d892ff191ff970068f65a8966b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_519c9",
                    table="directives_partybody",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partybody",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_partybodyevent" ("body_id", "id", "is_chosen", "is_now", "is_then", "name", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."body_id", NEW."id", NEW."is_chosen", NEW."is_now", NEW."is_then", NEW."name", NEW."party_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="0f674f01860bdb1a9cb20bce72091b0eee8729a6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_35795",
                    table="directives_partybody",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partybody",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_partybodyevent" ("body_id", "id", "is_chosen", "is_now", "is_then", "name", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."body_id", OLD."id", OLD."is_chosen", OLD."is_now", OLD."is_then", OLD."name", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="f3a67efacad66e887cbec2bf0caf0738efbf0ac5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_71b78",
                    table="directives_partybody",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partybodyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6d108432b5957021ef4af9640f5887e4cd4468d4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_68aae",
                    table="directives_partybodyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportingduty",
            constraint=models.CheckConstraint(
                condition=models.Q(("span_end__gt", models.F("span_start")), ("span_start__gte", 0)),
                name="a_reporting_duty_has_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="status",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ("in-force", "replaced", "expired", "inherited"))),
                name="a_directive_has_a_known_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="status",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", ""), _negated=True), models.Q(("said_by", ""), _negated=True)
                ),
                name="a_status_names_its_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="status",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("by_directive__isnull", True),
                    models.Q(("by_directive", models.F("directive")), _negated=True),
                    _connector="OR",
                ),
                name="no_directive_replaces_itself",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="status",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_statusevent" ("by_directive_id", "directive_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by", "source", "status") VALUES (NEW."by_directive_id", NEW."directive_id", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."said_at", NEW."said_by", NEW."source", NEW."status"); RETURN NULL;',
                    hash="86213ac4c7afcbd7ac2a8907a103cef6d93b4459",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_352c8",
                    table="directives_status",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="status",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_statusevent" ("by_directive_id", "directive_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by", "source", "status") VALUES (NEW."by_directive_id", NEW."directive_id", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."said_at", NEW."said_by", NEW."source", NEW."status"); RETURN NULL;',
                    hash="9ebc905bb422dcea5dd36a9b821f934646f0a147",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b6c95",
                    table="directives_status",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="status",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_statusevent" ("by_directive_id", "directive_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by", "source", "status") VALUES (OLD."by_directive_id", OLD."directive_id", OLD."from_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."said_at", OLD."said_by", OLD."source", OLD."status"); RETURN NULL;',
                    hash="f834f2c4eeb849c45faede7b3799bb6efe5536aa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_77741",
                    table="directives_status",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fateevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3dc7583a2499e199723aad2ca149c984fa2dc2f5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c3a47",
                    table="directives_fateevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="fate",
            constraint=models.UniqueConstraint(
                fields=("obligation", "status"), name="the_fate_of_an_obligation_is_decided_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="fate",
            constraint=models.CheckConstraint(
                condition=models.Q(("fate__in", ("goes-on", "ends"))), name="a_fate_is_a_known_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="fate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fate", "goes-on"), models.Q(("why", ""), _negated=True), _connector="OR"
                ),
                name="what_ends_says_why",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_fateevent" ("decided_at", "decided_by", "fate", "id", "obligation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status_id", "why") VALUES (NEW."decided_at", NEW."decided_by", NEW."fate", NEW."id", NEW."obligation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status_id", NEW."why"); RETURN NULL;',
                    hash="e73b63eb30c8400bc8693ee71857cdf839a7c969",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6a8d8",
                    table="directives_fate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_fateevent" ("decided_at", "decided_by", "fate", "id", "obligation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status_id", "why") VALUES (NEW."decided_at", NEW."decided_by", NEW."fate", NEW."id", NEW."obligation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status_id", NEW."why"); RETURN NULL;',
                    hash="480cbccac2dd1a6da10dc62492f77721fb708c6a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_85de2",
                    table="directives_fate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_fateevent" ("decided_at", "decided_by", "fate", "id", "obligation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status_id", "why") VALUES (OLD."decided_at", OLD."decided_by", OLD."fate", OLD."id", OLD."obligation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status_id", OLD."why"); RETURN NULL;',
                    hash="12ee601171414a8a458d7c9eb5e7de4f3ba21899",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bf038",
                    table="directives_fate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3e1f22d0c35e04db030c21224856ee2fc6e95a21",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_84e17",
                    table="directives_statusevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                fields=("old", "new"), name="an_obligation_becomes_another_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_successionevent" ("id", "new_id", "old_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."new_id", NEW."old_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="3bf4039c506bbaf905d5d3724e45714153f7b995",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2c501",
                    table="directives_succession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "directives_successionevent" ("id", "new_id", "old_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."new_id", NEW."old_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="34e17bb3df7990c2c7bd5d65f410c4f8e283badf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a6e67",
                    table="directives_succession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_successionevent" ("id", "new_id", "old_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."new_id", OLD."old_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="ba58734f6dd2e403dcb59cdac7ee1445cf6f1f28",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6abd0",
                    table="directives_succession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="successionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0ef90a9e9ac1476362e80be8fdcc4060e39878f2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_70fec",
                    table="directives_successionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="unreadsentence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "duty"),
                    models.Q(("kind", "rights"), models.Q(("why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="what_was_not_read_is_a_duty_or_touches_rights",
            ),
        ),
        migrations.AddConstraint(
            model_name="unreadsentence",
            constraint=models.UniqueConstraint(
                fields=("directive", "span_start"), name="what_was_not_read_is_kept_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="unreadsentence",
            constraint=models.CheckConstraint(
                condition=models.Q(("span_end__gt", models.F("span_start")), ("span_start__gte", 0)),
                name="what_was_not_read_has_a_place",
            ),
        ),
    ]
