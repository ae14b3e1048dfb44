"""Coordinators may withdraw an assignment; its history remembers what it was."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

FORWARDS = f"""
grant delete on public.directives_assignment to {APPLICATION_ROLE};
create policy coordinators_withdraw on public.directives_assignment for delete to {APPLICATION_ROLE}
    using (public.tonghop_has_role(array['coordinator']));
"""
BACKWARDS = f"""
drop policy coordinators_withdraw on public.directives_assignment;
revoke delete on public.directives_assignment from {APPLICATION_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0003_a_body_sees_its_own_assignments"),
    ]

    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "directives_assignmentevent" ("assigned_at", "assigned_by", "body", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rights_sensitive", "sentence_id") VALUES (OLD."assigned_at", OLD."assigned_by", OLD."body", OLD."due_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rights_sensitive", OLD."sentence_id"); RETURN NULL;',
                    hash="c26abbdacec3e92f44860994c9fcef7b07a5d387",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9c568",
                    table="directives_assignment",
                    when="AFTER",
                ),
            ),
        ),
    ]
