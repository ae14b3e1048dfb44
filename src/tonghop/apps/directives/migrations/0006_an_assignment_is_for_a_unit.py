"""An assignment is for a body of the register.

A key of its own and not Django's, as a mandate's: the column keeps the unit's id as text, which is what its
history, backups, the audit and row security read.
"""

from django.db import migrations

FORWARDS = """
alter table public.directives_assignment add constraint an_assignment_is_for_a_unit
    foreign key (body) references public.organisations_unit (id);
create index an_assignments_body on public.directives_assignment (body);
"""
BACKWARDS = """
drop index public.an_assignments_body;
alter table public.directives_assignment drop constraint an_assignment_is_for_a_unit;
"""


class Migration(migrations.Migration):
    dependencies = (("directives", "0005_bodies_of_assignments_are_units"),)
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
