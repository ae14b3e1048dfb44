"""Reminders and their days, calendars at secret addresses, and plans that bodies file."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tonghop.apps.reporting.models


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("reporting", "0005_rows_know_their_line_and_level"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarAddressEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("person", models.CharField(max_length=36)),
                ("token_sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KeptFile",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="PlanFiling",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("file_name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("symbol", models.CharField(max_length=100)),
                ("dated_on", models.DateField()),
                ("is_signed", models.BooleanField()),
                ("signer", models.CharField(blank=True, max_length=200)),
                ("filed_by", models.CharField(max_length=36)),
                ("filed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=100)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("email", "Thư điện tử"),
                            ("letter", "Công văn"),
                            ("message", "Tin nhắn"),
                            ("phone", "Điện thoại"),
                        ],
                        max_length=10,
                    ),
                ),
                ("whom", models.CharField(max_length=254)),
                ("person", models.CharField(blank=True, max_length=36)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None
                    ),
                ),
                ("subject", models.TextField()),
                ("words", models.TextField()),
                ("on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("by", models.CharField(max_length=36)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("failed_why", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="ReminderRule",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=100)),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(),
                        default=tonghop.apps.reporting.models.reminders._usual_days,
                        size=None,
                    ),
                ),
                ("is_automatic", models.BooleanField(default=False)),
                ("changed_by", models.CharField(max_length=36)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReminderRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("office", models.CharField(max_length=100)),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(),
                        default=tonghop.apps.reporting.models.reminders._usual_days,
                        size=None,
                    ),
                ),
                ("is_automatic", models.BooleanField(default=False)),
                ("changed_by", models.CharField(max_length=36)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("person", models.CharField(max_length=36)),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person",),
                        name="a_person_has_one_calendar",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("token_sha256__regex", "^[0-9a-f]{64}$")),
                        name="a_calendar_keeps_only_a_hash",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendaraddress",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_calendaraddressevent" ("ended_at", "id", "made_at", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "token_sha256") VALUES (NEW."ended_at", NEW."id", NEW."made_at", NEW."person", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."token_sha256"); RETURN NULL;',
                    hash="32f41ac357d9fbb40be6480dbf660423f8892d0e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_59edf",
                    table="reporting_calendaraddress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendaraddress",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reporting_calendaraddressevent" ("ended_at", "id", "made_at", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "token_sha256") VALUES (NEW."ended_at", NEW."id", NEW."made_at", NEW."person", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."token_sha256"); RETURN NULL;',
                    hash="524462833dbae613853f85c62d4852995d0bff78",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ab58f",
                    table="reporting_calendaraddress",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="calendaraddressevent",
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
            model_name="calendaraddressevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reporting.calendaraddress",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                name="a_kept_file_is_named_by_its_hash",
            ),
        ),
        migrations.AddField(
            model_name="planfiling",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="filings", to="reporting.keptfile"
            ),
        ),
        migrations.AddField(
            model_name="planfiling",
            name="row",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="filings", to="reporting.duerow"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="reporting.cycle"
            ),
        ),
        migrations.AddField(
            model_name="reminderrule",
            name="campaign",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminder_rule",
                to="reporting.campaign",
            ),
        ),
        migrations.AddField(
            model_name="reminderruleevent",
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
            model_name="reminderruleevent",
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
            model_name="reminderruleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reporting.reminderrule",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendaraddressevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="54e452bf4ca47ab51c816b35df5161a1d3ab8965",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_46d99",
                    table="reporting_calendaraddressevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="planfiling",
            constraint=models.UniqueConstraint(
                fields=("row", "number"), name="a_rows_filings_are_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="planfiling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_signed", False), models.Q(("signer", ""), _negated=True), _connector="OR"
                ),
                name="a_signed_plan_says_who_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("cycle", "way", "whom", "on"), name="nobody_is_reminded_twice_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["email", "letter", "message", "phone"])),
                name="a_reminder_goes_a_known_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("codes__len__gt", 0)), name="a_reminder_is_about_a_body"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderrule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reporting_reminderruleevent" ("campaign_id", "changed_at", "changed_by", "days", "id", "is_automatic", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."campaign_id", NEW."changed_at", NEW."changed_by", NEW."days", NEW."id", NEW."is_automatic", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="e27f37d59dfe3d898a55b656667494003f494761",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cf303",
                    table="reporting_reminderrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reporting_reminderruleevent" ("campaign_id", "changed_at", "changed_by", "days", "id", "is_automatic", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."campaign_id", NEW."changed_at", NEW."changed_by", NEW."days", NEW."id", NEW."is_automatic", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="6c32da726cc5a0c02d5a79cd12539fc66a83aec5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a448d",
                    table="reporting_reminderrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7f149192d59013e6e25d0e096740eba0a68ea3b9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_74e21",
                    table="reporting_reminderruleevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
