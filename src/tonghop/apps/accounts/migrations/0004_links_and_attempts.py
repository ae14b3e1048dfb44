"""Links that set a password once, with their history, and attempts to sign in. Written by Django."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_the_program_acts_by_itself_and_bodies_of_roles"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="OneTimeLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("secret_sha256", models.CharField(max_length=64, unique=True)),
                ("issued_by", models.CharField(max_length=36)),
                ("issued_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OneTimeLinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("issued_by", models.CharField(max_length=36)),
                ("issued_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="accounts.onetimelink",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignInAttempt",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("login_hash", models.CharField(max_length=64)),
                ("address", models.CharField(max_length=45)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["login_hash", "address"], name="accounts_si_login_h_b4efe4_idx"),
                    models.Index(fields=["address"], name="accounts_si_address_044c10_idx"),
                    models.Index(fields=["at"], name="accounts_si_at_4f671f_idx"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="onetimelink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True), ("used_at__isnull", True)),
                fields=("person",),
                name="a_person_has_one_link_that_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="onetimelink",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gt", models.F("issued_at"))),
                name="a_link_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="onetimelink",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_at__isnull", True), ("replaced_at__isnull", True), _connector="OR"),
                name="a_replaced_link_is_not_used",
            ),
        ),
        migrations.AddConstraint(
            model_name="onetimelink",
            constraint=models.CheckConstraint(
                condition=models.Q(("secret_sha256__regex", "^[0-9a-f]{64}$")),
                name="a_link_keeps_only_a_hash",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="onetimelink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_onetimelinkevent" ("id", "issued_at", "issued_by", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at", "used_at", "valid_until") VALUES (NEW."id", NEW."issued_at", NEW."issued_by", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replaced_at", NEW."used_at", NEW."valid_until"); RETURN NULL;',
                    hash="c4e0595e04bc410e1bfbffeb4e29d4d91c2bd743",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c5829",
                    table="accounts_onetimelink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="onetimelink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by" IS DISTINCT FROM (NEW."issued_by") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."replaced_at" IS DISTINCT FROM (NEW."replaced_at") OR OLD."used_at" IS DISTINCT FROM (NEW."used_at") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until"))',
                    func='INSERT INTO "accounts_onetimelinkevent" ("id", "issued_at", "issued_by", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at", "used_at", "valid_until") VALUES (NEW."id", NEW."issued_at", NEW."issued_by", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replaced_at", NEW."used_at", NEW."valid_until"); RETURN NULL;',
                    hash="427bea2bd86368794933646eff8789a760922ae7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6ced7",
                    table="accounts_onetimelink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="onetimelinkevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="685ddeb4f8f435a4bb52b8f6227d88704b85d5f4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1806c",
                    table="accounts_onetimelinkevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
