"""Thirteen tables came without row-level security: what everybody in the office reads, and the accounts, which are read
before anybody is known. A table without it knows no visitor. They get it, with a policy that lets the office read and
write as before, and the restrictive one of migration 0002.

Functions that look somebody's mandates up are the owner's, whom policies do not concern.
"""

from collections.abc import Iterator

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

TABLES = (
    "accounts_person",
    "accounts_personevent",
    "accounts_person_groups",
    "accounts_person_user_permissions",
    "accounts_mandate",
    "accounts_mandateevent",
    "accounts_onetimelinkevent",
    "directives_directive",
    "directives_directiveevent",
    "directives_obligation",
    "directives_obligationevent",
    "directives_obligationsentence",
    "directives_obligationsentenceevent",
)


def forwards() -> Iterator[str]:
    for table in TABLES:
        yield f"""
alter table public.{table} enable row level security;
create policy everybody_in_the_office on public.{table} for all to {APPLICATION_ROLE} using (true) with check (true);
create policy not_for_visitors on public.{table} as restrictive for all to {APPLICATION_ROLE}
    using (not (select public.tonghop_is_visitor()));
"""


def backwards() -> Iterator[str]:
    for table in TABLES:
        yield f"""
drop policy not_for_visitors on public.{table};
drop policy everybody_in_the_office on public.{table};
alter table public.{table} disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = (("publications", "0003_models_name_what_is_public"),)
    operations = (migrations.RunSQL("".join(forwards()), "".join(backwards())),)
