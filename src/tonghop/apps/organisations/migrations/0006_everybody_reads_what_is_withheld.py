"""Row-level security on what was taken back, as on the rest of the register."""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

MAY_WRITE = "public.tonghop_has_role(array['administrator'])"
FORWARDS = f"""
alter table public.organisations_withheld enable row level security;
create policy everybody_reads on public.organisations_withheld for select to {APPLICATION_ROLE} using (true);
create policy administrators_enter on public.organisations_withheld for insert to {APPLICATION_ROLE}
    with check ({MAY_WRITE});
create policy administrators_change on public.organisations_withheld for update to {APPLICATION_ROLE}
    using ({MAY_WRITE}) with check ({MAY_WRITE});
create policy administrators_take_away on public.organisations_withheld for delete to {APPLICATION_ROLE}
    using ({MAY_WRITE});
"""
BACKWARDS = """
drop policy administrators_take_away on public.organisations_withheld;
drop policy administrators_change on public.organisations_withheld;
drop policy administrators_enter on public.organisations_withheld;
drop policy everybody_reads on public.organisations_withheld;
alter table public.organisations_withheld disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = (("organisations", "0005_what_was_undone_is_withheld"),)
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
