"""Row-level security on what an intake and a review keep.

Everybody with a mandate reads what was issued; only coordinators of the office that took a directive in write
what belongs to it. How far a reading came may also be written by whoever took the file in, so that a reading
that fails for want of a mandate can still say so. History is written by whoever changes, and read alike.
"""

from collections.abc import Iterator

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

ROLES = (
    "array['coordinator', 'reporter', 'approver', 'editor', 'petition-officer', 'auditor', 'administrator']"
)
OF_OBLIGATION = "(select o.directive_id from public.directives_obligation o where o.id = {column})"
OF_PARTY = "(select p.directive_id from public.directives_namedparty p where p.id = {column})"

TABLES = {
    "intake": "directive_id",
    "originalfile": "directive_id",
    "unreadsentence": "directive_id",
    "citation": "directive_id",
    "reportingduty": "directive_id",
    "namedparty": "directive_id",
    "status": "directive_id",
    "partybody": OF_PARTY.format(column="party_id"),
    "obligationparty": OF_OBLIGATION.format(column="obligation_id"),
    "confirmedparty": OF_OBLIGATION.format(column="obligation_id"),
    "succession": OF_OBLIGATION.format(column="old_id"),
    "fate": OF_OBLIGATION.format(column="obligation_id"),
}
"""Table → how its directive is found from its row."""
HISTORIES = (
    "intake", "namedparty", "status", "partybody", "obligationparty", "confirmedparty", "succession", "fate",
)  # fmt: skip

FUNCTION = f"""
create function public.tonghop_coordinates(directive uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $function$
    select exists (
        select 1 from public.directives_directive d
        where d.id = directive and d.office_id is not null
          and public.tonghop_has_role(array['coordinator'], d.office_id)
    )
$function$;
revoke all on function public.tonghop_coordinates(uuid) from public;
grant execute on function public.tonghop_coordinates(uuid) to {APPLICATION_ROLE};
"""


def forwards() -> Iterator[str]:
    yield FUNCTION
    for table, directive in TABLES.items():
        name = f"public.directives_{table}"
        own = f"public.tonghop_coordinates({directive})"
        if table == "intake":
            own = f"({own} or taken_in_by = public.tonghop_acting_person()::text)"
        yield f"alter table {name} enable row level security;"
        yield (
            f"create policy officials_read on {name} for select to {APPLICATION_ROLE}"
            f" using ({'taken_in_by = public.tonghop_acting_person()::text or ' if table == 'intake' else ''}"
            f"public.tonghop_has_role({ROLES}));"
        )
        yield (
            f"create policy its_office_adds on {name} for insert to {APPLICATION_ROLE} with check ({own});"
            f"create policy its_office_changes on {name} for update to {APPLICATION_ROLE}"
            f" using ({own}) with check ({own});"
            f"create policy its_office_removes on {name} for delete to {APPLICATION_ROLE} using ({own});"
        )
    for table in HISTORIES:
        name = f"public.directives_{table}event"
        yield (
            f"alter table {name} enable row level security;"
            f"create policy officials_read on {name} for select to {APPLICATION_ROLE}"
            f" using (public.tonghop_has_role({ROLES}));"
            f"create policy history_is_written on {name} for insert to {APPLICATION_ROLE} with check (true);"
        )


def backwards() -> Iterator[str]:
    for table in HISTORIES:
        name = f"public.directives_{table}event"
        yield f"drop policy history_is_written on {name}; drop policy officials_read on {name};"
        yield f"alter table {name} disable row level security;"
    for table in TABLES:
        name = f"public.directives_{table}"
        for policy in ("its_office_removes", "its_office_changes", "its_office_adds", "officials_read"):
            yield f"drop policy {policy} on {name};"
        yield f"alter table {name} disable row level security;"
    yield "drop function public.tonghop_coordinates(uuid);"


class Migration(migrations.Migration):
    dependencies = (("directives", "0008_the_database_guards_the_review"),)
    operations = (migrations.RunSQL("\n".join(forwards()), "\n".join(backwards())),)
