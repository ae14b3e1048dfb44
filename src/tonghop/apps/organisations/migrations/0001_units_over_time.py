"""Units, their dated versions and the reorganisations that made them, with the history of all rows.

Written by Django.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tonghop.apps.organisations.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_auditors_read_the_audit"),
        ("foundations", "0004_vietnamese_is_searched"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Code",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("system", models.CharField(max_length=20)),
                ("value", models.CharField(db_index=True, max_length=35)),
            ],
        ),
        migrations.CreateModel(
            name="Parent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("hierarchy", models.CharField(max_length=50)),
            ],
        ),
        migrations.CreateModel(
            name="ReorganisationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.CharField(max_length=120, serialize=False)),
                ("number", models.BigIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("effective_on", models.DateField()),
                ("decree", models.TextField(blank=True)),
                ("is_day_certain", models.BooleanField(default=True)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "share",
                    tonghop.apps.organisations.models.Exact(
                        blank=True, decimal_places=500, max_digits=1000, null=True
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SuccessionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "share",
                    tonghop.apps.organisations.models.Exact(
                        blank=True, decimal_places=500, max_digits=1000, null=True
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.CharField(max_length=100, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="UnitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.CharField(max_length=100, serialize=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("kind", models.TextField()),
                ("level", models.CharField(max_length=20)),
                ("line", models.CharField(max_length=20)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("attested_from", models.DateField(blank=True, null=True)),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "classes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.TextField()),
                ("kind", models.TextField()),
                ("level", models.CharField(max_length=20)),
                ("line", models.CharField(max_length=20)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("attested_from", models.DateField(blank=True, null=True)),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "classes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CodeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("system", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=35)),
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
                        to="organisations.code",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ParentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("hierarchy", models.CharField(max_length=50)),
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
                        to="organisations.parent",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reorganisation",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("effective_on", models.DateField()),
                ("decree", models.TextField(blank=True)),
                ("is_day_certain", models.BooleanField(default=True)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ("establish", "rename", "move", "merge", "split", "rearrange", "dissolve"),
                            )
                        ),
                        name="an_event_is_of_a_known_kind",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reorganisation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_reorganisationevent" ("decree", "effective_on", "id", "is_day_certain", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."decree", NEW."effective_on", NEW."id", NEW."is_day_certain", NEW."kind", NEW."note", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="3cd299fa63dbc37e6cd8131e0a0314fb24cada14",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_90bc4",
                    table="organisations_reorganisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reorganisation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_reorganisationevent" ("decree", "effective_on", "id", "is_day_certain", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."decree", NEW."effective_on", NEW."id", NEW."is_day_certain", NEW."kind", NEW."note", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="ef95016091e320dbb6357928a6978b24cd1f37ab",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f82a3",
                    table="organisations_reorganisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reorganisation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_reorganisationevent" ("decree", "effective_on", "id", "is_day_certain", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."decree", OLD."effective_on", OLD."id", OLD."is_day_certain", OLD."kind", OLD."note", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="9953467a45c38b77ce84a276507f59392f2137f4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ab934",
                    table="organisations_reorganisation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="reorganisationevent",
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
            model_name="reorganisationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="organisations.reorganisation",
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="successions",
                to="organisations.reorganisation",
            ),
        ),
        migrations.AddField(
            model_name="successionevent",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.reorganisation",
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
                to="organisations.succession",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", ""), _negated=True), name="a_unit_has_an_id"
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
                to="organisations.unit",
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
                to="organisations.unit",
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="new",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="made_from", to="organisations.unit"
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="old",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="became", to="organisations.unit"
            ),
        ),
        migrations.AddField(
            model_name="parentevent",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.unit",
            ),
        ),
        migrations.AddField(
            model_name="parent",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="below", to="organisations.unit"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_unitevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="cb7c4952d039d6fb62902fe8e9e2e1bf82ce7e57",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dce7b",
                    table="organisations_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_unitevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="76136f7da0190efac930ed3683cb5d3babf8b8ec",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7406",
                    table="organisations_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_unitevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="81b209670be7187206a984218ee794f76e10485a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3ecda",
                    table="organisations_unit",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="unitevent",
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
            model_name="unitevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="organisations.unit",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closes",
                to="organisations.reorganisation",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="opened_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opens",
                to="organisations.reorganisation",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bodies",
                to="organisations.unit",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="organisations.unit"
            ),
        ),
        migrations.AddField(
            model_name="parentevent",
            name="version",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.version",
            ),
        ),
        migrations.AddField(
            model_name="parent",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parents",
                to="organisations.version",
            ),
        ),
        migrations.AddField(
            model_name="codeevent",
            name="version",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.version",
            ),
        ),
        migrations.AddField(
            model_name="code",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="organisations.version"
            ),
        ),
        migrations.AddField(
            model_name="versionevent",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.reorganisation",
            ),
        ),
        migrations.AddField(
            model_name="versionevent",
            name="opened_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.reorganisation",
            ),
        ),
        migrations.AddField(
            model_name="versionevent",
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
            model_name="versionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="organisations.version",
            ),
        ),
        migrations.AddField(
            model_name="versionevent",
            name="place",
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
            model_name="versionevent",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.unit",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reorganisationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bc15aa951decc317641baf3809b25fd48d520892",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e3700",
                    table="organisations_reorganisationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="successionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="68fe55e67f083eb843be4550aeff40187201f2d1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_04e29",
                    table="organisations_successionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share__isnull", True), models.Q(("share__gt", 0), ("share__lte", 1)), _connector="OR"
                ),
                name="a_share_is_a_part_of_one_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                fields=("event", "old", "new"), name="a_succession_is_told_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_successionevent" ("event_id", "id", "new_id", "old_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share") VALUES (NEW."event_id", NEW."id", NEW."new_id", NEW."old_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."share"); RETURN NULL;',
                    hash="57af742ffad6f5a770ab3f8f2fc17bc4b8d80850",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_74ed8",
                    table="organisations_succession",
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
                    func='INSERT INTO "organisations_successionevent" ("event_id", "id", "new_id", "old_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share") VALUES (NEW."event_id", NEW."id", NEW."new_id", NEW."old_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."share"); RETURN NULL;',
                    hash="f861ffb464762e8bd57d5e168c590502622a1485",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b7b33",
                    table="organisations_succession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_successionevent" ("event_id", "id", "new_id", "old_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share") VALUES (OLD."event_id", OLD."id", OLD."new_id", OLD."old_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."share"); RETURN NULL;',
                    hash="ff181a718da153cdef5633bb788589873d8125f9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e2371",
                    table="organisations_succession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6571c1b7f58b0209a4137e95acc1fb8ac747ffdc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5a4c0",
                    table="organisations_unitevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("unit", "="),
                    (tonghop.apps.organisations.models.Days("valid_from", "valid_to"), "&&"),
                ],
                name="a_unit_has_one_version_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_to__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="a_version_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="a_version_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ("country", "province", "district", "commune"))),
                name="a_version_has_a_known_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "line__in",
                        (
                            "place",
                            "state",
                            "party",
                            "front",
                            "press",
                            "police",
                            "military",
                            "justice",
                            "other",
                        ),
                    )
                ),
                name="a_version_has_a_known_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("place__isnull", True), models.Q(("line", "place"), _negated=True), _connector="OR"
                ),
                name="only_a_body_stands_at_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_by__isnull", True), ("valid_to__isnull", False), _connector="OR"),
                name="what_an_event_closed_has_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opened_by__isnull", True), ("valid_from__isnull", False), _connector="OR"
                ),
                name="what_an_event_opened_has_begun",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="version",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_versionevent" ("aliases", "attested_from", "classes", "closed_by_id", "id", "kind", "level", "line", "name", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "unit_id", "valid_from", "valid_to") VALUES (NEW."aliases", NEW."attested_from", NEW."classes", NEW."closed_by_id", NEW."id", NEW."kind", NEW."level", NEW."line", NEW."name", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."unit_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="d78fb6da69309975768373a0832e425df2777b46",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d308f",
                    table="organisations_version",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="version",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_versionevent" ("aliases", "attested_from", "classes", "closed_by_id", "id", "kind", "level", "line", "name", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "unit_id", "valid_from", "valid_to") VALUES (NEW."aliases", NEW."attested_from", NEW."classes", NEW."closed_by_id", NEW."id", NEW."kind", NEW."level", NEW."line", NEW."name", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."unit_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="1efbcb751f0972730010d8c39172b8a1a1d6a4d4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9c682",
                    table="organisations_version",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="version",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_versionevent" ("aliases", "attested_from", "classes", "closed_by_id", "id", "kind", "level", "line", "name", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "unit_id", "valid_from", "valid_to") VALUES (OLD."aliases", OLD."attested_from", OLD."classes", OLD."closed_by_id", OLD."id", OLD."kind", OLD."level", OLD."line", OLD."name", OLD."opened_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."unit_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="aa7418e5692f730baf9223b1945b2dfcfc0dd7d8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e9166",
                    table="organisations_version",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="parentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2ea2e7c1e729f957c84708adbca748765e511e79",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e2e85",
                    table="organisations_parentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="parent",
            constraint=models.UniqueConstraint(
                fields=("version", "hierarchy"), name="a_version_has_one_parent_in_a_hierarchy"
            ),
        ),
        migrations.AddConstraint(
            model_name="parent",
            constraint=models.CheckConstraint(
                condition=models.Q(("hierarchy", ""), _negated=True), name="a_hierarchy_has_a_name"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="parent",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_parentevent" ("hierarchy", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "version_id") VALUES (NEW."hierarchy", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit_id", NEW."version_id"); RETURN NULL;',
                    hash="e75aecf1b08bcdcdbcd5dec479ddf25b4160de25",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9e92c",
                    table="organisations_parent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="parent",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_parentevent" ("hierarchy", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "version_id") VALUES (NEW."hierarchy", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit_id", NEW."version_id"); RETURN NULL;',
                    hash="c90bbad237e7fc0271e85d8915a2526f9a3f1780",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_891df",
                    table="organisations_parent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="parent",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_parentevent" ("hierarchy", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "version_id") VALUES (OLD."hierarchy", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit_id", OLD."version_id"); RETURN NULL;',
                    hash="67ad975803e8f86a9a8ba049acb1de9c15e08ded",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_18ad0",
                    table="organisations_parent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="codeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d6f226a068ad1b40f292aa06178ceb0e70387280",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_32607",
                    table="organisations_codeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(
                fields=("version", "system", "value"), name="a_code_stands_once_in_a_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", ""), _negated=True), name="a_code_is_not_empty"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="code",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_codeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system", "value", "version_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."system", NEW."value", NEW."version_id"); RETURN NULL;',
                    hash="83bc04f7e32bc29de4bf9f5b5019cda2f89491e5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_157fd",
                    table="organisations_code",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="code",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_codeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system", "value", "version_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."system", NEW."value", NEW."version_id"); RETURN NULL;',
                    hash="3bbb5a554b01d2b7a7b3dff6be94b621f858ed40",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0f5b2",
                    table="organisations_code",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="code",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_codeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system", "value", "version_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."system", OLD."value", OLD."version_id"); RETURN NULL;',
                    hash="b289a0befcb370636e0615d39021439af21be325",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_76c1a",
                    table="organisations_code",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="versionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="15d7bdc92ef80947a982e7305ecc19831b400f30",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a2453",
                    table="organisations_versionevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
