"""Row-level security on the register: who exists is no secret, and only administrators and the owner change it.

History is written by whoever changes a row, and read by auditors and administrators.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

TABLES = ("unit", "reorganisation", "version", "parent", "code", "succession")
MAY_WRITE = "public.tonghop_has_role(array['administrator'])"
MAY_LOOK_BACK = "public.tonghop_has_role(array['administrator', 'auditor'])"
FORWARDS = """
alter table public.organisations_{table} enable row level security;
create policy everybody_reads on public.organisations_{table} for select to {role} using (true);
create policy administrators_enter on public.organisations_{table} for insert to {role} with check ({may_write});
create policy administrators_change on public.organisations_{table} for update to {role}
    using ({may_write}) with check ({may_write});
create policy administrators_take_away on public.organisations_{table} for delete to {role} using ({may_write});
alter table public.organisations_{table}event enable row level security;
create policy some_look_back on public.organisations_{table}event for select to {role} using ({may_look_back});
create policy history_is_written on public.organisations_{table}event for insert to {role} with check (true);
"""
BACKWARDS = """
drop policy history_is_written on public.organisations_{table}event;
drop policy some_look_back on public.organisations_{table}event;
alter table public.organisations_{table}event disable row level security;
drop policy administrators_take_away on public.organisations_{table};
drop policy administrators_change on public.organisations_{table};
drop policy administrators_enter on public.organisations_{table};
drop policy everybody_reads on public.organisations_{table};
alter table public.organisations_{table} disable row level security;
"""


def _each(pattern: str) -> str:
    return "".join(
        pattern.format(table=table, role=APPLICATION_ROLE, may_write=MAY_WRITE, may_look_back=MAY_LOOK_BACK)
        for table in TABLES
    )


class Migration(migrations.Migration):
    dependencies = (
        ("organisations", "0001_units_over_time"),
        ("accounts", "0002_auditors_read_the_audit"),
    )
    operations = (migrations.RunSQL(_each(FORWARDS), _each(BACKWARDS)),)
