"""A mandate is for a body of the register.

A key of its own and not Django's: mandates stand below the register, so their model cannot name it. The column
keeps the unit's id as text, which is what backups, the audit and row security read.
"""

from django.db import migrations

FORWARDS = """
alter table public.accounts_mandate add constraint a_mandate_is_for_a_unit
    foreign key (body) references public.organisations_unit (id);
create index a_mandates_body on public.accounts_mandate (body);
"""
BACKWARDS = """
drop index public.a_mandates_body;
alter table public.accounts_mandate drop constraint a_mandate_is_for_a_unit;
"""


class Migration(migrations.Migration):
    dependencies = (("organisations", "0003_bodies_of_mandates_are_units"),)
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
